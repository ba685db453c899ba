//! What is answered.

use domain::{edd::Quote, link::LinkKey};
use jiff::civil::date;
use serde_json::{Value, json};
use testkit::orders::at;

use super::house::{House, KEY, Keys, acme, body, cart, get, header, now, post, shop, with};

#[tokio::test(start_paused = true)]
async fn a_product_page_is_told_a_date_and_until_when_it_holds() {
    let house = House::new().await;
    let answer = house.get("", "shop=acme&sku=TEA-1&country=DE&postcode=10115").await;
    let told = body(&answer);
    assert_eq!((answer.status, header(&answer, "vary").as_deref()), (200, Some("origin")));
    // Monday before the cut-off: handed over on Monday or Tuesday, one or two days on the way.
    for (name, expected) in [
        ("date", json!("2026-03-05")),
        ("earliest", json!("2026-03-03")),
        ("latest", json!("2026-03-05")),
        ("ship_by", json!("2026-03-03")),
        ("order_by", json!("2026-03-02T13:00:00Z")),
        ("valid_until", json!("2026-03-02T11:15:00Z")),
        ("confidence", Value::Null),
        ("source", json!("declared")),
        ("text", json!("Tue 3 – Thu 5 Mar")),
        ("sentence", json!("Delivery: Tue 3 – Thu 5 Mar")),
        ("locale", json!("en-GB")),
        ("dir", json!("ltr")),
        ("within", json!({"hours": "Order within {h} h {m} min", "minutes": "Order within {m} min"})),
    ] {
        assert_eq!(told[name], expected, "{name}");
    }
    assert_eq!(header(&answer, "cache-control").as_deref(), Some("public, max-age=900"));
    let shipment = &told["shipments"][0];
    assert_eq!((&shipment["origin"], &shipment["service"]), (&json!("berlin"), &json!("DHL/parcel")));
    assert_eq!((&told["explanation"], &told["shadow"]), (&Value::Null, &Value::Null));
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_kept_no_longer_than_it_holds() {
    let house = House::new().await;
    let mut later = shop();
    later.name = "Acme".into();
    house.store.publish_settings(&later, at("2026-03-02T12:40:00Z")).await.expect("published");
    let question = || get("", "shop=acme&sku=TEA-1&country=DE");
    for (now, age) in [
        ("2026-03-02T11:00:00Z", 900),
        // Other settings count from 13:40 on in Berlin.
        ("2026-03-02T12:35:00Z", 300),
        ("2026-03-02T12:40:00Z", 900),
        // The cut-off.
        ("2026-03-02T12:59:00Z", 60),
        ("2026-03-02T12:59:57.5Z", 2),
        ("2026-03-02T12:59:59.5Z", 0),
        ("2026-03-02T13:00:00Z", 900),
    ] {
        let answer = house.at(question(), at(now)).await;
        let expected = format!("public, max-age={age}");
        assert_eq!(header(&answer, "cache-control"), Some(expected), "{now}");
    }
    // A cart is nobody else's.
    let answer = house.post("quote", &cart(&json!([{"sku": "TEA-1"}]))).await;
    assert_eq!(header(&answer, "cache-control").as_deref(), Some("no-store"));
}

#[tokio::test(start_paused = true)]
async fn a_cart_takes_a_quote_along_that_its_order_brings_back() {
    let house = House::new().await;
    let lines = json!([{"id": "gid://1", "sku": "TEA-1", "quantity": 2}, {"sku": "TEA-3"}]);
    let told = body(&house.post("quote", &cart(&lines)).await);
    assert_eq!(told["shipments"][0]["lines"], json!(["gid://1", "2"]));
    let token = told["quote"].as_str().expect("a quote");
    let keys = [LinkKey::new(KEY).expect("a key")];
    let quote = Quote::open(token, &acme(), &keys, now()).expect("it opens");
    assert_eq!((quote.arrival.latest, quote.ship_by), (date(2026, 3, 5), date(2026, 3, 3)));
    assert_eq!((quote.made, quote.shipments[0].service.as_str()), (now(), "DHL/parcel"));
    assert_eq!(Quote::token(token).as_deref(), Some(token));
    // UCP's words for the same.
    let expected = json!({
        "id": "shipment-1", "line_items": [{"id": "gid://1", "quantity": 2}, {"id": "2", "quantity": 1}],
        "method_type": "shipping", "destination": {"address_country": "DE", "postal_code": "10115"},
        "description": "Tue 3 – Thu 5 Mar", "fulfillable_on": "now"});
    assert_eq!(told["ucp"], json!({"expectations": [expected]}));
    // Without a key, or without anybody who can read it, the date is no less true.
    for keys in [Keys(Ok(None)), Keys(Err(()))] {
        let house = House::of(&[shop()], keys).await;
        let told = body(&house.post("quote", &cart(&lines)).await);
        assert_eq!((&told["date"], &told["quote"]), (&json!("2026-03-05"), &Value::Null));
    }
}

#[tokio::test(start_paused = true)]
async fn what_search_engines_read_has_schema_orgs_names() {
    let house = House::new().await;
    let told = body(&house.get("", "shop=acme&sku=TEA-1&country=de&postcode=10115").await);
    let days =
        |min, max| json!({"@type": "QuantitativeValue", "minValue": min, "maxValue": max, "unitCode": "DAY"});
    let expected = json!({
        "@context": "https://schema.org", "@type": "OfferShippingDetails",
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": "DE"},
        "deliveryTime": {"@type": "ShippingDeliveryTime", "handlingTime": days(0, 1), "transitTime": days(1, 2),
            "cutoffTime": "14:00:00+01:00"}});
    assert_eq!(told["schema_org"], expected);
    // In busy times it is handed over later, as the dates say.
    let busy = with(json!({"busy": [{"from": "2026-03-01", "to": "2026-03-20", "days": 2}]}));
    let house = House::of(&[busy], Keys(Ok(Some(KEY)))).await;
    let told = body(&house.get("", "shop=acme&sku=TEA-1&country=de&postcode=10115").await);
    assert_eq!(told["schema_org"]["deliveryTime"]["handlingTime"], days(2, 3));
}

#[tokio::test(start_paused = true)]
async fn each_day_is_explained_when_somebody_asks() {
    let house = House::new().await;
    let question = get("", "shop=acme&sku=TEA-1&country=DE&explain=true");
    // Friday after the cut-off.
    let told = body(&house.at(question, at("2026-03-06T14:00:00Z")).await);
    let days: Vec<_> = told["explanation"].as_array().expect("days").iter().collect();
    let day = |on: &str, stage: &str, why: &str, counts: bool| json!({"shipment": 1, "on": on, "stage": stage, "why": why, "counts": counts});
    assert_eq!(*days[0], day("2026-03-06", "order", "after-cut-off", false));
    assert_eq!(*days[1], day("2026-03-07", "order", "weekend", false));
    assert_eq!(*days[3], day("2026-03-09", "order", "counts", true));
    assert_eq!(days.last().expect("a day")["on"], told["date"]);
}

#[tokio::test(start_paused = true)]
async fn where_there_is_no_date_a_word_says_why() {
    let house = House::new().await;
    let far = json!({"country": "US"});
    for (lines, to, service, code, more) in [
        (json!([{"sku": "TEA-2"}]), json!({"country": "DE"}), None, "out-of-stock", ("line", "1")),
        (
            json!([{"sku": "TEA-1", "quantity": 11}]),
            json!({"country": "DE"}),
            None,
            "out-of-stock",
            ("line", "1"),
        ),
        (
            json!([{"id": "x", "sku": "TEA-3", "quantity": 3}]),
            json!({"country": "DE"}),
            None,
            "out-of-stock",
            ("line", "x"),
        ),
        (json!([{"sku": "TEA-1"}]), far.clone(), None, "not-served", ("reason", "area")),
        (
            json!([{"sku": "TEA-1"}]),
            json!({"country": "DE"}),
            Some("Drone"),
            "unknown-service",
            ("code", "unknown-service"),
        ),
    ] {
        let mut cart = cart(&lines);
        cart["destination"] = to;
        cart["service"] = json!(service);
        let answer = house.post("quote", &cart).await;
        let told = body(&answer);
        assert_eq!(
            (answer.status, &told["date"], &told["code"]),
            (200, &Value::Null, &json!(code)),
            "{cart}"
        );
        assert_eq!(told[more.0], json!(more.1), "{cart}");
        assert_eq!((&told["quote"], &told["text"]), (&Value::Null, &Value::Null));
    }
    // By the service's name, or what the shop calls it.
    for service in ["DHL/express", "express"] {
        let mut cart = cart(&json!([{"sku": "TEA-1"}]));
        cart["service"] = json!(service);
        let told = body(&house.post("quote", &cart).await);
        assert_eq!(told["shipments"][0]["service"], "DHL/express", "{service}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_date_by_postcode_alone_needs_no_product_and_makes_no_quote() {
    let house = House::new().await;
    let told = body(&house.get("", "shop=acme&country=DE&postcode=10115").await);
    assert_eq!(
        (&told["date"], &told["quote"], &told["ucp"]),
        (&json!("2026-03-05"), &Value::Null, &Value::Null)
    );
    assert_eq!(told["schema_org"]["@type"], "OfferShippingDetails");
    // Even where nothing that isn't counted has one.
    let house = House::of(&[with(json!({"uncounted": "no-date"}))], Keys(Ok(None))).await;
    assert_eq!(body(&house.get("", "shop=acme&country=DE").await)["date"], "2026-03-05");
    assert_eq!(body(&house.get("", "shop=acme&sku=ELSE&country=DE").await)["code"], "not-counted");
}

#[tokio::test(start_paused = true)]
async fn an_article_code_is_no_id_though_it_looks_like_one() {
    let house = House::new().await;
    house.stock("15", "MUG", 0).await;
    house.stock("900", "15", 5).await;
    for (query, is_there) in [
        ("sku=15", true),
        ("variant=15", false),
        ("item=15", false),
        ("item=15&sku=15", false),
        ("item=900", true),
        ("sku=MUG", false),
        // No article has that code: it may be an id.
        ("sku=900", true),
    ] {
        let told = body(&house.get("", &format!("shop=acme&country=DE&{query}")).await);
        assert_eq!(told["date"].is_string(), is_there, "{query}: {told}");
    }
    // Nor do names meet that are made of one another.
    for (one, other) in [("1", "sku:1"), ("TEA-1", "TEA-1"), ("TEA-1", "sku:TEA-1")] {
        for name in ["sku", "item"] {
            let lines = json!([{"sku": one}, {name: other}]);
            let told = body(&house.post("quote", &cart(&lines)).await);
            assert!(told["date"].is_string(), "{lines}: {told}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn one_wrong_line_of_a_list_spoils_no_other() {
    let house = House::new().await;
    let lines = json!([{"sku": "TEA-1"}, {"sku": "TEA-2"}, {"sku": 7}, {"sku": "TEA-3", "quantity": -1}, 9, {"sku": "NEW"}]);
    let answer = house.post("quotes", &cart(&lines)).await;
    let told = body(&answer);
    let results = told["results"].as_array().expect("results");
    let seen: Vec<_> =
        results.iter().map(|of| (of["line"].as_str(), of["date"].as_str(), of["code"].as_str())).collect();
    let date = Some("2026-03-05");
    assert_eq!(
        seen,
        [
            (Some("1"), date, None),
            (Some("2"), None, Some("out-of-stock")),
            (Some("3"), None, Some("bad-item")),
            (Some("4"), None, Some("bad-quantity")),
            (Some("5"), None, Some("bad-line")),
            (Some("6"), date, None),
        ]
    );
    assert_eq!(results[3]["problem"]["pointer"], "#/lines/3/quantity");
    assert_eq!((&results[0]["service"], &results[0]["quote"]), (&json!("DHL/parcel"), &Value::Null));
    // A cart is one thing: there it does.
    let answer = house.post("quote", &cart(&lines)).await;
    assert_eq!((answer.status, &body(&answer)["pointer"]), (422, &json!("#/lines/2/sku")));
}

#[tokio::test(start_paused = true)]
async fn services_say_whether_they_go_somewhere_and_why_not() {
    let house = House::new().await;
    for (query, serves, code, services) in [
        ("country=DE&postcode=D-10115", true, "served", ["served", "served"]),
        ("country=DE&postcode=27498", true, "served", ["served", "area"]),
        ("country=FR", true, "served", ["served", "area"]),
        ("country=US", false, "area", ["area", "area"]),
        ("country=DE&cash_on_delivery=true", true, "served", ["served", "cash-on-delivery"]),
        ("country=DE&grams=40000", true, "served", ["weight", "served"]),
    ] {
        let answer = house.get("serves", &format!("shop=acme&{query}")).await;
        let told = body(&answer);
        assert_eq!((&told["serves"], &told["code"]), (&json!(serves), &json!(code)), "{query}");
        let codes: Vec<_> =
            told["services"].as_array().expect("services").iter().map(|of| &of["code"]).collect();
        assert_eq!(codes, services, "{query}");
        assert_eq!(header(&answer, "cache-control").as_deref(), Some("public, max-age=900"));
    }
    let told = body(&house.get("serves", "shop=acme&country=de&postcode=D-10%20115").await);
    assert_eq!(told["parameter"], "postcode", "a sign that no postcode has");
    let told = body(&house.get("serves", "shop=acme&country=de&postcode=D 10 115").await);
    assert_eq!(
        told["destination"],
        json!({"country": "DE", "subdivision": null, "postcode": "10115", "kind": "address"})
    );
    assert_eq!(
        told["services"][0]["pick_up_days"],
        json!(["monday", "tuesday", "wednesday", "thursday", "friday"])
    );
    assert_eq!(
        (&told["services"][0]["transit"], &told["services"][0]["max_grams"]),
        (&json!({"min": 1, "max": 2}), &json!(31500))
    );
}

#[tokio::test(start_paused = true)]
async fn a_shop_in_shadow_says_so_and_promises_nothing() {
    let house = House::of(&[with(json!({"mode": "shadow"}))], Keys(Ok(Some(KEY)))).await;
    let told = body(&house.post("quote", &cart(&json!([{"sku": "TEA-1"}]))).await);
    assert_eq!(
        (&told["shadow"], &told["date"], &told["quote"]),
        (&json!(true), &json!("2026-03-05"), &Value::Null)
    );
}

#[tokio::test(start_paused = true)]
async fn whatever_is_wrong_with_a_shop_the_answer_is_the_same() {
    let mut silent = shop();
    silent.id = "silent".parse().expect("a shop");
    silent.automations.clear();
    let mut off = with(json!({"mode": "off"}));
    off.id = "off".parse().expect("a shop");
    let house = House::of(&[shop(), silent, off], Keys(Ok(Some(KEY)))).await;
    let mut seen = std::collections::BTreeSet::new();
    for id in ["nobody", "silent", "off"] {
        let mut asked = get("", &format!("shop={id}&country=DE"));
        asked.headers.push(("origin".into(), "https://acme.example".into()));
        let answer = house.at(asked, now()).await;
        assert_eq!((answer.status, body(&answer)["code"].as_str()), (404, Some("no-such-shop")), "{id}");
        seen.insert((answer.all_headers(), answer.body.to_text()));
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn texts_are_in_the_language_that_is_asked_for() {
    let house = House::new().await;
    for (locale, speaks, dir, text) in [
        ("de", "de", "ltr", "Di., 3. – Do., 5. März"),
        ("fr-CA", "fr-CA", "ltr", "mar. 3 – jeu. 5 mars"),
        ("ja", "ja", "ltr", "3月3日(火)～5日(木)"),
        ("ar-EG", "ar-EG", "rtl", "الثلاثاء، ٣ – الخميس، ٥ مارس"),
        ("tlh", "en-GB", "ltr", "Tue 3 – Thu 5 Mar"),
    ] {
        let told = body(&house.get("", &format!("shop=acme&sku=TEA-1&country=DE&locale={locale}")).await);
        assert_eq!((&told["locale"], &told["dir"]), (&json!(speaks), &json!(dir)), "{locale}");
        assert_eq!(told["text"], text, "{locale}");
    }
}

#[tokio::test(start_paused = true)]
async fn only_a_shops_own_pages_may_read() {
    let own = "https://acme.example";
    let named = [with(json!({"cors": ["https://m.acme.example", "https://acme.example:8443"]}))];
    for (shops, origin, allowed) in [
        (&[shop()][..], own, true),
        (&[shop()], "https://ACME.example", true),
        (&[shop()], "https://acme.example.evil.example", false),
        (&[shop()], "http://acme.example", false),
        (&[shop()], "null", false),
        (&named, own, false),
        (&named, "https://m.acme.example", true),
        (&named, "https://acme.example:8443", true),
    ] {
        let house = House::of(shops, Keys(Ok(None))).await;
        let with_origin = |mut asked: shell::HttpRequest| {
            asked.headers.push(("origin".into(), origin.into()));
            asked
        };
        let cart = || cart(&json!([{"sku": "TEA-1"}])).to_string().into_bytes();
        let mut wrong = post("quote", b"{".to_vec());
        wrong.query.push(("shop".into(), "acme".into()));
        let mut preflight = get("quote", "shop=acme");
        preflight.method = "OPTIONS".into();
        for asked in [get("", "shop=acme&country=DE"), post("quote", cart()), wrong, preflight] {
            let answer = house.at(with_origin(asked.clone()), now()).await;
            let may = header(&answer, "access-control-allow-origin");
            assert_eq!(may.as_deref(), allowed.then_some(origin), "{origin} {}", asked.method);
            assert_eq!(header(&answer, "vary").as_deref(), Some("origin"));
            assert_eq!(header(&answer, "access-control-allow-credentials"), None);
        }
        // Before a body is sent nobody knows whose it is: asking is free, reading isn't.
        let mut preflight = get("quote", "");
        preflight.method = "OPTIONS".into();
        let answer = house.at(with_origin(preflight), now()).await;
        assert_eq!(
            (answer.status, header(&answer, "access-control-allow-methods").as_deref()),
            (204, Some("OPTIONS, POST"))
        );
    }
}
