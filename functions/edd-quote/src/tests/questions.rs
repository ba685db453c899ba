//! What is wrong with a question is told by its place, and nothing of it is repeated.

use serde_json::{Value, json};

use super::house::{House, body, cart, get, header, now, post};

#[tokio::test(start_paused = true)]
async fn an_address_is_read_strictly() {
    let house = House::new().await;
    for (query, code, parameter) in [
        ("country=DE", "no-shop", "shop"),
        ("shop=&country=DE", "no-shop", "shop"),
        ("shop=../etc&country=DE", "bad-shop", "shop"),
        ("shop=acme", "no-country", "country"),
        ("shop=acme&country=DEU", "bad-country", "country"),
        ("shop=acme&country=ÄÖ", "bad-country", "country"),
        ("shop=acme&country=DE&postcode=<b>", "bad-postcode", "postcode"),
        ("shop=acme&country=DE&postcode=12345678901234567", "bad-postcode", "postcode"),
        ("shop=acme&country=DE&subdivision=BAVARIA", "bad-subdivision", "subdivision"),
        ("shop=acme&country=DE&kind=moon", "bad-kind", "kind"),
        ("shop=acme&country=DE&sku=a\u{7}", "bad-item", "sku"),
        ("shop=acme&country=DE&sku=a&quantity=0", "bad-quantity", "quantity"),
        ("shop=acme&country=DE&sku=a&quantity=1.5", "bad-quantity", "quantity"),
        ("shop=acme&country=DE&sku=a&quantity=99999999999999999999999", "bad-quantity", "quantity"),
        ("shop=acme&country=DE&sku=a&quantity=1000001", "bad-quantity", "quantity"),
        ("shop=acme&country=DE&locale=de DE", "bad-locale", "locale"),
        ("shop=acme&country=DE&explain=yes", "bad-truth", "explain"),
        ("shop=acme&country=DE&service= ", "bad-service", "service"),
    ] {
        let answer = house.get("", query).await;
        let told = body(&answer);
        assert_eq!((answer.status, &told["code"]), (422, &json!(code)), "{query}");
        assert_eq!((&told["parameter"], &told["pointer"]), (&json!(parameter), &Value::Null), "{query}");
        assert_eq!(header(&answer, "content-type").as_deref(), Some("application/problem+json"));
        assert_eq!(header(&answer, "cache-control").as_deref(), Some("no-store"), "{query}");
        for name in ["type", "title", "detail", "mend"] {
            assert!(told[name].as_str().is_some_and(|text| !text.is_empty()), "{query}: {name}");
        }
    }
    // A campaign's parameters are nobody's business.
    let answer = house.get("", "shop=acme&country=DE&utm_source=mail&quantity=&explain=0").await;
    assert_eq!((answer.status, &body(&answer)["date"]), (200, &json!("2026-03-05")));
}

#[tokio::test(start_paused = true)]
async fn a_body_is_read_strictly() {
    let house = House::new().await;
    let line = json!([{"sku": "TEA-1"}]);
    let but = |change: &dyn Fn(&mut Value)| {
        let mut cart = cart(&line);
        change(&mut cart);
        cart.to_string()
    };
    let many = |n: usize| vec![json!({"sku": "TEA-1"}); n];
    for (body_text, status, code, pointer) in [
        (String::new(), 400, "no-json", None),
        ("{".into(), 400, "no-json", None),
        ("[".repeat(100_000), 400, "no-json", None),
        ("\u{feff}{}".into(), 400, "no-json", None),
        (" ".repeat(200_000), 413, "too-large", None),
        ("[]".into(), 422, "no-object", Some("#")),
        ("{}".into(), 422, "no-shop", Some("#/shop")),
        (but(&|cart| cart["shop"] = json!(7)), 422, "bad-shop", Some("#/shop")),
        (but(&|cart| cart["color"] = json!(7)), 422, "unknown-field", Some("#")),
        (but(&|cart| cart["destination"] = json!("DE")), 422, "no-destination", Some("#/destination")),
        (but(&|cart| cart["destination"] = json!({})), 422, "no-country", Some("#/destination/country")),
        (but(&|cart| cart["destination"]["city"] = json!("x")), 422, "unknown-field", Some("#/destination")),
        (but(&|cart| cart["lines"] = json!([])), 422, "no-lines", Some("#/lines")),
        (but(&|cart| cart["lines"] = json!({})), 422, "no-lines", Some("#/lines")),
        (but(&|cart| cart["lines"] = json!(many(201))), 422, "too-many-lines", Some("#/lines")),
        (but(&|cart| cart["lines"] = json!([[]])), 422, "bad-line", Some("#/lines/0")),
        (but(&|cart| cart["lines"] = json!([{}])), 422, "no-item", Some("#/lines/0")),
        (but(&|cart| cart["lines"][0]["size"] = json!(1)), 422, "unknown-field", Some("#/lines/0")),
        (but(&|cart| cart["lines"][0]["id"] = json!("<b>")), 422, "bad-id", Some("#/lines/0/id")),
        (
            but(&|cart| cart["lines"][0]["quantity"] = json!(1.5)),
            422,
            "bad-quantity",
            Some("#/lines/0/quantity"),
        ),
        (
            but(&|cart| cart["lines"][0]["quantity"] = json!("2")),
            422,
            "bad-quantity",
            Some("#/lines/0/quantity"),
        ),
        (but(&|cart| cart["lines"][0]["variant"] = json!({})), 422, "bad-item", Some("#/lines/0/variant")),
        (
            but(&|cart| cart["destination"]["subdivision"] = json!("")),
            422,
            "bad-subdivision",
            Some("#/destination/subdivision"),
        ),
        (but(&|cart| cart["explain"] = json!("true")), 422, "bad-truth", Some("#/explain")),
        (but(&|cart| cart["locale"] = json!("")), 422, "bad-locale", Some("#/locale")),
    ] {
        let shown = body_text.get(..80).unwrap_or(&body_text).to_owned();
        let answer = house.at(post("quote", body_text.into_bytes()), now()).await;
        let told = body(&answer);
        assert_eq!((answer.status, &told["code"]), (status, &json!(code)), "{shown}");
        assert_eq!(told["pointer"].as_str(), pointer, "{shown}");
    }
    let whole = but(&|cart| cart["lines"][0]["quantity"] = json!(2.0));
    assert_eq!(house.at(post("quote", whole.into_bytes()), now()).await.status, 200, "two pieces");
    for fine in [200, 1] {
        let cart = but(&|cart| cart["lines"] = json!(many(fine)));
        assert_eq!(house.at(post("quote", cart.into_bytes()), now()).await.status, 200, "{fine}");
    }
    // The address may name the shop, and not another one.
    for (shop, status) in [("acme", 200), ("rosen", 422)] {
        let mut asked = post("quote", cart(&line).to_string().into_bytes());
        asked.query.push(("shop".into(), shop.into()));
        assert_eq!(house.at(asked, now()).await.status, status, "{shop}");
    }
    let mut asked = post("quote", but(&|cart| cart["shop"] = Value::Null).into_bytes());
    asked.query.push(("shop".into(), "acme".into()));
    assert_eq!(house.at(asked, now()).await.status, 200);
}

#[tokio::test(start_paused = true)]
async fn every_path_has_its_methods() {
    let house = House::new().await;
    for (doing, method, status, allow) in [
        ("", "POST", 405, Some("GET, HEAD, OPTIONS")),
        ("quote", "GET", 405, Some("OPTIONS, POST")),
        ("quotes", "DELETE", 405, Some("OPTIONS, POST")),
        ("serves", "PUT", 405, Some("GET, HEAD, OPTIONS")),
        ("openapi.json", "POST", 405, Some("GET, HEAD, OPTIONS")),
        ("openapi.json", "GET", 200, None),
        ("nightshift.js", "HEAD", 200, None),
        ("nightshift.js", "OPTIONS", 204, Some("GET, HEAD, OPTIONS")),
        ("else", "GET", 404, None),
        ("../orders", "GET", 404, None),
    ] {
        let mut asked = get(doing, "");
        asked.method = method.into();
        let answer = house.at(asked, now()).await;
        assert_eq!((answer.status, header(&answer, "allow").as_deref()), (status, allow), "{method} {doing}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_script_is_kept_until_it_changes() {
    let house = House::new().await;
    let first = house.get("nightshift.js", "").await;
    assert_eq!(header(&first, "content-type").as_deref(), Some("text/javascript; charset=utf-8"));
    assert!(header(&first, "cache-control").is_some_and(|kept| kept.starts_with("public, max-age=86400")));
    let tag = header(&first, "etag").expect("a tag");
    let mut again = get("nightshift.js", "");
    again.headers.push(("if-none-match".into(), format!("W/\"x\", {tag}")));
    let again = house.at(again, now()).await;
    assert_eq!((again.status, again.body.to_text().as_str(), header(&again, "etag")), (304, "", Some(tag)));
}

#[tokio::test(start_paused = true)]
async fn the_document_lists_what_the_door_reads() {
    let house = House::new().await;
    let document = body(&house.get("openapi.json", "").await);
    assert_eq!(document["openapi"], "3.1.0");
    let paths: Vec<_> = document["paths"].as_object().expect("paths").keys().collect();
    assert_eq!(paths, ["/edd", "/edd/quote", "/edd/quotes", "/edd/serves"]);
    let schemas = &document["components"]["schemas"];
    let keys = |schema: &str| {
        let mut keys: Vec<_> =
            schemas[schema]["properties"].as_object().expect("fields").keys().cloned().collect();
        keys.sort();
        keys
    };
    let sorted = |mut known: Vec<&'static str>| {
        known.sort_unstable();
        known
    };
    assert_eq!(keys("Cart"), sorted(crate::question::CART.to_vec()));
    assert_eq!(keys("Line"), sorted(crate::question::LINE.to_vec()));
    assert_eq!(keys("Destination"), sorted(crate::question::DESTINATION.to_vec()));
    // Whatever is answered stands in it.
    let full = body(&house.get("", "shop=acme&sku=TEA-1&country=DE&explain=1").await);
    let none = body(&house.get("", "shop=acme&sku=TEA-2&country=DE").await);
    let list = body(&house.post("quotes", &cart(&json!([{"sku": "TEA-1"}]))).await);
    let serves = body(&house.get("serves", "shop=acme&country=DE").await);
    for (answer, schema) in [(&full, "Dated"), (&none, "Dated"), (&list, "List"), (&serves, "Serves")] {
        let listed = keys(schema);
        let unlisted: Vec<_> =
            answer.as_object().expect("an object").keys().filter(|key| !listed.contains(key)).collect();
        assert_eq!(unlisted, Vec::<&String>::new(), "{schema}");
    }
}
