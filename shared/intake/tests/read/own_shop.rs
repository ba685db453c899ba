//! The format for a shop without a platform: the documented example, what may be left out, and what is refused where.

use domain::{
    order::{Order, PaymentStatus},
    webhook::{Happened, Refusal, Translation},
};
use intake::{Source, source};
use serde_json::{Value, json};

fn own() -> &'static dyn Source {
    source("own").expect("a source")
}

fn translate(body: &Value) -> Result<Translation, Refusal> {
    let body = serde_json::to_vec(body).expect("JSON");
    let topic = own().topic(&intake::Headers::default(), &body).unwrap_or_default();
    own().translate(&topic, &body)
}

fn happened(body: &Value) -> Happened {
    match translate(body) {
        Ok(Translation::Happened(happened)) => *happened,
        other => panic!("{body}: {other:?}"),
    }
}

fn example() -> Value {
    serde_json::from_str(&crate::every::example()).expect("the example is JSON")
}

fn event(kind: &str, data: &Value) -> Value {
    json!({"specversion": "1.0", "id": "evt-1", "source": "https://anvil.example", "type": kind,
        "time": "2026-03-02T09:15:31Z", "data": data})
}

fn order(happened: Happened) -> Order {
    happened.order.expect("an order")
}

#[test]
fn the_documented_order_is_understood_and_adds_up() {
    let happened = happened(&example());
    assert_eq!(happened.kind, "order.created");
    assert_eq!(happened.entity.to_string(), "ORDER#A-1001");
    assert_eq!(happened.source.at.to_string(), "2026-03-02T09:15:30Z");
    assert!(happened.whole && happened.details.is_empty());
    let order = order(happened);
    assert_eq!(order.check_sums(), Ok(()));
    assert_eq!(order.name, "#1001");
    assert_eq!(order.customer.as_deref(), Some("C-77"));
    assert_eq!(order.payment.status, PaymentStatus::Paid);
    assert_eq!(order.payment.gateways, ["card"]);
    assert_eq!(order.lines[0].options, [("Engraving".to_owned(), "Anna".to_owned())]);
    assert_eq!(order.lines[0].total().to_string(), "35.82 EUR");
    assert_eq!(order.lines[1].total().to_string(), "8.50 EUR");
    assert_eq!(order.totals.subtotal.to_string(), "44.32 EUR");
    assert_eq!(order.totals.tax.to_string(), "7.38 EUR");
    assert_eq!(order.totals.extras[0].name, "Gift wrapping");
    assert_eq!(order.quote.as_deref(), Some("1f0c9a7e.ZWRkLXF1b3Rl.c2ln"));
    let address = order.shipping_address.expect("an address");
    assert_eq!((address.lines.len(), address.country.as_deref()), (2, Some("DE")));
}

#[test]
fn what_may_be_left_out_may_be_left_out() {
    let smallest = json!({"id": 9_007_199_254_740_993_u64, "placed_at": "2026-03-02T09:15:00Z", "currency": "KWD",
        "lines": [{"id": 1, "title": "Mug", "quantity": 1, "unit_price": "1.250", "discount": "0.250"}],
        "taxes_included": false, "total": "1.000", "payment": {"status": "pending"}, "else": [{}]});
    let happened = happened(&event("order.edited", &smallest));
    assert_eq!(happened.edited_at, Some("2026-03-02T09:15:31Z".parse().expect("a time")));
    let order = order(happened);
    assert_eq!((order.id.as_str(), order.name.as_str()), ("9007199254740993", "#9007199254740993"));
    assert_eq!(order.created_at, order.placed_at);
    assert_eq!(order.discounts[0].name, "Discount");
    assert_eq!(order.check_sums(), Ok(()));
    assert!(order.shipping_address.is_none() && order.email.is_none());
}

#[test]
fn tags_are_those_that_are_said() {
    let mut body = example();
    assert_eq!((order(happened(&body)).tags, order(happened(&body)).customer_tags), (None, None));
    (body["data"]["tags"], body["data"]["customer_tags"]) = (json!([]), json!(["gold", " "]));
    let order = order(happened(&body));
    assert_eq!((order.tags, order.customer_tags), (Some(vec![]), Some(vec!["gold".to_owned()])));
}

#[test]
fn a_refund_says_which_it_is_and_for_which_goods() {
    let refunded = |refund: Value| {
        let mut body = example();
        body["type"] = json!("order.refunded");
        body["data"]["refund"] = refund;
        translate(&body)
    };
    for (refund, details) in [
        (
            json!({"id": "RF-9", "amount": "19.9", "lines": [{"line": 1, "quantity": 1}, {"line": "2", "quantity": 2}]}),
            "amount=19.90 refund=RF-9 restock=1 - 1 none -,2 - 2 none -",
        ),
        (json!({"id": 7}), "refund=7"),
        (Value::Null, ""),
    ] {
        let Ok(Translation::Happened(happened)) = refunded(refund) else { panic!("{details}") };
        let told: Vec<_> = happened.details.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!((told.join(" ").as_str(), happened.order.is_some()), (details, true));
    }
    for (refund, field) in [
        (json!({"id": "Anna Muster"}), "data.refund.id"),
        (json!({"id": 7, "amount": "5,00"}), "data.refund.amount"),
        (json!({"id": 7, "lines": [{"line": "1"}]}), "data.refund.lines[0].quantity"),
    ] {
        assert_eq!(refunded(refund).expect_err(field).field, field);
    }
}

#[test]
fn what_takes_pieces_together_is_told_by_the_shop_and_what_fits_nothing_is_passed_over() {
    let three = json!({"name": "3 for 2", "lines": ["1"], "group": 3, "discounts": [{"line": "1", "amount": "3.98"}]});
    let off = |promotion: &Value, amount: &str| {
        let mut promotion = promotion.clone();
        promotion["discounts"][0]["amount"] = json!(amount);
        promotion
    };
    let half = off(&three, "1.99");
    let renamed = |amount: &str| {
        let mut promotion = off(&three, amount);
        promotion["name"] = json!("Week of mugs");
        promotion
    };
    let with = |name: &str, value: Value| {
        let mut promotion = three.clone();
        promotion[name] = value;
        json!([promotion])
    };
    for (promotions, told) in [
        (json!([three]), 1),
        (json!([three, three]), 1),
        (json!([three, renamed("3.98")]), 1),
        (json!([half, renamed("1.99")]), 2),
        (with("lines", json!(["9"])), 0),
        (with("group", json!(0)), 0),
        (with("discounts", json!([{"line": "1", "amount": "3.99"}])), 0),
        (with("discounts", json!([{"line": "1", "amount": "-1"}])), 0),
        (with("name", json!(" ")), 0),
        (json!([three, "more"]), 0),
        (json!("3 for 2"), 0),
        (Value::Null, 0),
    ] {
        let mut body = example();
        body["data"]["promotions"] = promotions.clone();
        let order = order(happened(&body));
        assert_eq!(order.promotions.len(), told, "{promotions}");
        if let [promotion] = order.promotions.as_slice() {
            assert_eq!((promotion.name.as_str(), promotion.group), ("3 for 2", 3));
            assert_eq!(promotion.discounts[0].1.minor, 398);
        }
    }
}

#[test]
fn failed_payments_are_a_number_or_not_told() {
    for (said, told) in [
        (json!(0), Some(0)),
        (json!(3), Some(3)),
        (json!(-1), None),
        (json!("3"), None),
        (json!({"n": 3}), None),
        (Value::Null, None),
    ] {
        let mut body = example();
        body["data"]["customer_failed_payments"] = said.clone();
        assert_eq!(order(happened(&body)).customer_failed_payments, told, "{said}");
    }
}

/// Keys that nobody read before may have any shape: no order is refused for them.
#[test]
fn tags_are_read_as_they_come_and_a_refund_only_where_it_is_the_matter() {
    for (tags, read) in [
        (json!("vip, b2b"), Some(vec!["vip".to_owned(), "b2b".to_owned()])),
        (json!(["vip"]), Some(vec!["vip".to_owned()])),
        (json!({"vip": true}), None),
    ] {
        let mut body = example();
        body["data"]["tags"] = tags;
        body["data"]["refund"] = json!("none");
        assert_eq!(order(happened(&body)).tags, read);
    }
}

#[test]
fn what_does_not_add_up_is_told_on() {
    let mut body = example();
    body["data"]["total"] = json!("51.23");
    assert!(order(happened(&body)).check_sums().is_err());
}

#[test]
fn what_is_missing_or_of_another_type_is_refused_by_its_path() {
    let missing = "is missing";
    let id = "should be an id of up to 64 letters, digits and -_.:";
    for (pointer, value, field, problem) in [
        ("/specversion", Value::Null, "specversion", "should be a text"),
        ("/specversion", json!("0.3"), "specversion", "should be \"1.0\""),
        ("/source", json!(" "), "source", "is empty"),
        ("/time", json!("yesterday"), "time", "is not an RFC 3339 time with an offset"),
        ("/data", json!([]), "data", "should be an order as an object"),
        ("/data/id", json!("Anna Muster"), "data.id", id),
        ("/data/id", json!(1.5), "data.id", id),
        ("/data/customer", json!("anna.muster@post.example"), "data.customer", id),
        ("/data/currency", json!("EURO"), "data.currency", "is not an ISO 4217 currency code such as EUR"),
        ("/data/total", json!("51,22"), "data.total", "is not a decimal amount"),
        ("/data/total", json!("-51.22"), "data.total", "is below zero"),
        ("/data/total", json!("51.225"), "data.total", "has more than the 2 decimals of EUR"),
        ("/data/taxes_included", json!("yes"), "data.taxes_included", "should be a boolean"),
        ("/data/lines", json!({}), "data.lines", "should be a list"),
        ("/data/lines/1", json!("Tea"), "data.lines[1]", "should be a line of an order as an object"),
        ("/data/lines/1/title", json!(" "), "data.lines[1].title", missing),
        (
            "/data/lines/1/quantity",
            json!(-1),
            "data.lines[1].quantity",
            "should be a whole number from 0 to 1000000",
        ),
        ("/data/lines/1/unit_price", json!(true), "data.lines[1].unit_price", "should be a decimal amount"),
        (
            "/data/lines/0/unit_price",
            json!("9999999999999.99"),
            "data.lines[0]",
            "comes to more than any order",
        ),
        ("/data/lines/0/discount", json!("ten"), "data.lines[0].discount", "is not a decimal amount"),
        ("/data/taxes/1/rate", json!("7 %"), "data.taxes[1].rate", "is not a decimal fraction"),
        ("/data/discounts/0/name", json!(""), "data.discounts[0].name", missing),
        (
            "/data/payment/status",
            json!("bezahlt"),
            "data.payment.status",
            "is not a known state of a payment",
        ),
    ] {
        let mut body = example();
        *body.pointer_mut(pointer).expect(pointer) = value;
        let refusal = translate(&body).expect_err(pointer);
        assert_eq!((refusal.field.as_str(), refusal.problem.as_str()), (field, problem), "{pointer}");
    }
    for (parent, key, field) in [
        ("", "specversion", "specversion"),
        ("", "id", "id"),
        ("", "source", "source"),
        ("", "type", "type"),
        ("", "time", "time"),
        ("", "data", "data"),
        ("/data", "id", "data.id"),
        ("/data", "placed_at", "data.placed_at"),
        ("/data", "currency", "data.currency"),
        ("/data", "lines", "data.lines"),
        ("/data", "taxes_included", "data.taxes_included"),
        ("/data", "total", "data.total"),
        ("/data", "payment", "data.payment"),
        ("/data/payment", "status", "data.payment.status"),
        ("/data/lines/1", "id", "data.lines[1].id"),
        ("/data/lines/1", "title", "data.lines[1].title"),
        ("/data/lines/1", "quantity", "data.lines[1].quantity"),
        ("/data/lines/1", "unit_price", "data.lines[1].unit_price"),
        ("/data/shipping/0", "amount", "data.shipping[0].amount"),
        ("/data/taxes/0", "rate", "data.taxes[0].rate"),
    ] {
        let mut body = example();
        body.pointer_mut(parent).and_then(Value::as_object_mut).expect(parent).remove(key).expect(key);
        let refusal = translate(&body).expect_err(key);
        assert_eq!((refusal.field.as_str(), refusal.problem.as_str()), (field, missing));
    }
}

#[test]
fn events_about_other_things_are_told_of_on_the_right_one() {
    let told = |happened: &Happened| {
        let details: Vec<_> =
            happened.details.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {} {}", happened.entity, happened.whole, details.join(" "))
    };
    for (kind, data, expect) in [
        ("order.deleted", json!({"id": "A-1001"}), "ORDER#A-1001 false "),
        (
            "fulfilment.created",
            json!({"id": "F-1", "order": "A-1001", "status": "sent", "location": "berlin", "to": "Anna Muster"}),
            "ORDER#A-1001 false fulfilment=F-1 location=berlin status=sent",
        ),
        (
            "customer.updated",
            json!({"id": "C-77", "email": "anna.muster@post.example"}),
            "CUSTOMER#C-77 true ",
        ),
        ("product.deleted", json!({"id": 5}), "PRODUCT#5 true "),
        (
            "stock.level-set",
            json!({"item": "MUG-BLUE", "location": "berlin", "available": -2}),
            "SKU#MUG-BLUE#berlin true available=-2",
        ),
        (
            "stock.changed",
            json!({"id": 7, "item": "MUG-BLUE", "location": "berlin", "cause": "receipt", "on_hand": 12, "until": null}),
            "SKU#MUG-BLUE#berlin false cause=receipt change=7 on_hand=12",
        ),
        (
            "stock.received",
            json!({"id": "DN-4711", "purchase": "PO-2026-00017", "lines": [{"item": "MUG-BLUE", "pieces": 12}]}),
            "RECEIPT#PO-2026-00017#DN-4711 false lines=[[\"MUG-BLUE\",12]] purchase=PO-2026-00017 receipt=DN-4711",
        ),
        ("return.requested", json!({"id": "R-1", "order": "A-1001"}), "RETURN#R-1 false order=A-1001"),
    ] {
        let happened = happened(&event(kind, &data));
        assert_eq!((happened.kind.as_str(), told(&happened).as_str()), (kind, expect));
        assert_eq!(happened.source.at.to_string(), "2026-03-02T09:15:31Z");
        let mut later = data;
        later["updated_at"] = json!("2026-03-02T11:00:00+01:00");
        let at = match translate(&event(kind, &later)) {
            Ok(Translation::Happened(happened)) => happened.source.at.to_string(),
            other => panic!("{kind}: {other:?}"),
        };
        assert_eq!(at, "2026-03-02T10:00:00Z", "{kind}");
    }
}

#[test]
fn the_documented_product_is_read() {
    let readme = include_str!("../../src/own/README.md");
    let section = readme.split_once("## Stock").expect("its section").1;
    let example =
        section.split_once("```json").and_then(|(_, rest)| rest.split_once("```")).expect("an example").0;
    let Ok(Translation::Happened(happened)) = own().translate("product.updated", example.as_bytes()) else {
        panic!("the example can't be read")
    };
    let items = happened.items.expect("items");
    let told: Vec<_> =
        items.iter().map(|item| (item.id.as_str(), item.title.as_str(), item.parts.len())).collect();
    assert_eq!(told, [("MUG-BLUE", "Mug", 0), ("TEA-SET", "Tea set", 1)]);
    assert_eq!((items[0].threshold, items[0].price.map(|price| price.minor)), (Some(5), Some(1990)));
    for (from, to, field) in [
        ("\"kind\": \"goods\"", "\"kind\": \"gods\"", "data.items[0].kind"),
        ("\"pieces\": 2", "\"pieces\": 0", "data.items[1].parts"),
        ("\"threshold\": 5", "\"threshold\": 5.5", "data.items[0].threshold"),
        ("\"currency\": \"EUR\",", "", "data.items[0].currency"),
    ] {
        let broken = example.replacen(from, to, 1);
        assert_ne!(broken, example, "{from}");
        let refusal = own().translate("product.updated", broken.as_bytes()).expect_err(field);
        assert_eq!(refusal.field, field, "{refusal}");
    }
}

#[test]
fn every_documented_type_is_known_and_every_known_type_documented() {
    let readme = include_str!("../../src/own/README.md");
    let table = readme.split_once("## Types").expect("its section").1;
    let mut documented = Vec::new();
    for row in table.lines().filter_map(|line| line.strip_prefix("| `")) {
        let types = row.split(" | ").next().expect("a cell");
        let entity = types.split_once('.').expect("entity.word").0;
        let words = types.split(", ").map(|word| word.trim_matches('`').rsplit('.').next().expect("a word"));
        documented.extend(words.map(|word| format!("{entity}.{word}")));
    }
    let mut known: Vec<_> = own().topics().iter().map(|topic| topic.name.to_owned()).collect();
    known.sort();
    documented.sort();
    assert_eq!(documented, known);
}

#[test]
fn the_documented_parcel_is_understood_by_both_sources() {
    let examples = crate::every::examples();
    let example = examples.iter().find(|example| example.contains("parcel.scanned")).expect("a parcel");
    let example: Value = serde_json::from_str(example).expect("JSON");
    let told = happened(&example);
    assert_eq!(
        (told.kind.as_str(), told.entity.to_string()),
        ("parcel.scanned", "PARCEL#00340434161094000001".into())
    );
    let report = told.parcel.clone().expect("a parcel");
    assert_eq!(report.order.as_deref(), Some("A-1001"));
    assert_eq!(
        report.expected.map(|e| (e.day.to_string(), e.said)),
        Some(("2026-03-05".into(), told.source.at))
    );
    let scans: Vec<_> =
        report.scans.iter().map(|s| (s.code.as_str(), s.at.to_string(), s.word.as_str())).collect();
    // Without an offset it is by the clock of Leipzig.
    let expected = [("accepted", "2026-03-03T17:20:00Z", "ES"), ("in-transit", "2026-03-04T04:12:00Z", "AA")];
    assert_eq!(scans, expected.map(|(code, at, word)| (code, at.to_owned(), word)));

    // The same beside a platform, and nothing else there.
    let parcels = source("parcels").expect("a source");
    let body = example.to_string();
    match parcels.translate("parcel.scanned", body.as_bytes()) {
        Ok(Translation::Happened(happened)) => assert_eq!(*happened, told),
        other => panic!("{other:?}"),
    }
    let order = crate::every::example();
    assert!(matches!(parcels.translate("order.created", order.as_bytes()), Ok(Translation::Ignored { .. })));

    for (pointer, value, field) in [
        ("/data/number", json!("by bike"), "data.number"),
        ("/data/scans/1/code", json!("lost"), "data.scans[1].code"),
        ("/data/scans/0/at", json!("yesterday"), "data.scans[0].at"),
        ("/data/expected", json!("soon"), "data.expected"),
        ("/data/order", json!("a b"), "data.order"),
    ] {
        let mut body = example.clone();
        *body.pointer_mut(pointer).expect("there") = value;
        assert_eq!(translate(&body).expect_err(pointer).field, field);
    }
    // A label that nobody has scanned is nothing yet.
    let empty = event("parcel.scanned", &json!({"number": "00340434161094000001", "scans": []}));
    assert!(matches!(translate(&empty), Ok(Translation::Ignored { .. })));
}

#[test]
fn what_cannot_be_a_quote_is_passed_over() {
    let read = |quote: Value| {
        let mut body = example();
        body["data"]["quote"] = quote;
        order(happened(&body)).quote
    };
    for quote in [json!("a.b"), json!(""), json!(7), json!("x".repeat(513)), json!("a.<b>.c"), json!(null)] {
        assert_eq!(read(quote.clone()), None, "{quote:.40}");
    }
    assert_eq!(read(json!("a.b-_.c")).as_deref(), Some("a.b-_.c"));
}
