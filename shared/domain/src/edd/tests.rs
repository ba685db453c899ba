//! The published vectors, and choices between places, services and shipments.

mod golden;
mod peer;
mod properties;
mod random;
mod spoken;

use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::settings::Shop;

/// A shop with a warehouse in Berlin that works Monday to Friday until two, and a service that says two to three days.
fn shop() -> Value {
    json!({
        "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
        "sender": {"address": "shop@acme.example"},
        "places": {"berlin": {"name": "Berlin", "country": "DE", "postcode": "10117", "calendar": {"cut_off": "14:00"}}},
        "carriers": {"DHL": {"services": {"parcel": {"titles": ["Standard"], "min_days": 2, "max_days": 3}}}},
    })
}

/// The same with parts put in place of its own.
fn with(parts: &[(&str, Value)]) -> Value {
    let mut shop = shop();
    for (pointer, value) in parts {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let parent = shop.pointer_mut(parent).expect("a part of the shop");
        parent[key] = value.clone();
    }
    shop
}

fn line(id: &str, quantity: i64) -> Value {
    json!({"id": id, "quantity": quantity, "item": {"id": id, "title": id}})
}

fn ask(shop: &Value, question: &Value, stock: &Value) -> Result<Answer, NoDate> {
    let mut asked = json!({"to": {"country": "DE", "postcode": "20095"}, "lines": [line("a", 1)]});
    for (key, value) in question.as_object().expect("an object") {
        asked[key] = value.clone();
    }
    let asked: QuoteRequest = serde_json::from_value(asked).expect("a question");
    let stock: Vec<Stocked> = serde_json::from_value(stock.clone()).expect("stock");
    let shop: Shop = serde_json::from_value(shop.clone()).expect("a shop");
    let rules = shop.rules_of_edd().expect("rules");
    Reckoner::new(Arc::new(shop), rules).reckon(&asked, &stock, None, &Table::default())
}

fn days(answer: &Answer) -> String {
    format!("{}..{}", answer.arrival.earliest, answer.arrival.latest)
}

#[test]
fn the_published_vectors_hold() {
    // ED-G1, Shopify's example: after the cut-off, two business days, a holiday between, two to three days on the way.
    let first = with(&[
        ("/places/berlin/calendar", json!({"cut_off": "12:00", "closed": [{"from": "2025-01-24"}]})),
        ("/automations", json!({"edd-calculation": {"min_days": 2, "max_days": 2}})),
    ]);
    let answer = ask(&first, &json!({"at": "2025-01-22T12:00:00Z"}), &json!([])).expect("a date");
    assert_eq!(days(&answer), "2025-01-30..2025-01-31");
    let shipment = &answer.shipments[0];
    assert_eq!(
        (shipment.begins.to_string(), answer.ship_by.to_string()),
        ("2025-01-23".into(), "2025-01-28".into())
    );

    // ED-G2, WPRuby's: Monday before the cut-off, one to two days, two to three working days.
    let second = with(&[("/automations", json!({"edd-calculation": {"min_days": 1, "max_days": 2}}))]);
    let answer = ask(&second, &json!({"at": "2025-01-20T09:00:00Z"}), &json!([])).expect("a date");
    let hand_over = answer.shipments[0].hand_over;
    assert_eq!(format!("{}..{}", hand_over.earliest, hand_over.latest), "2025-01-21..2025-01-22");
    assert_eq!(days(&answer), "2025-01-23..2025-01-27");

    // ED-G3, OCA #1720: the warehouse's own date decides, not that of UTC.
    for (zone, at, begins) in [
        ("Etc/GMT-2", "2025-01-21T23:30:00Z", "2025-01-22"),
        ("Etc/GMT+2", "2025-01-22T00:30:00Z", "2025-01-21"),
    ] {
        let third = with(&[("/places/berlin/calendar", json!({"zone": zone}))]);
        let answer = ask(&third, &json!({"at": at}), &json!([])).expect("a date");
        assert_eq!(answer.shipments[0].begins.to_string(), begins, "{zone}");
    }
}

#[test]
fn stock_and_suppliers_decide_where_it_comes_from_and_when() {
    let jena =
        json!({"name": "Jena", "country": "DE", "postcode": "07745", "calendar": {"cut_off": "14:00"}});
    let two = |rules: Value| {
        with(&[("/places/jena", jena.clone()), ("/automations", json!({"edd-calculation": rules}))])
    };
    let at = |place: &str, item: &str, available: i64| json!({"item": item, "location": place, "available": available});
    let soon = |place: &str, item: &str| json!({"item": item, "location": place, "available": 0, "incoming": [{"on": "2026-03-10", "pieces": 5}]});
    let monday = "2026-03-02T09:00:00+01:00";
    let both = json!({"at": monday, "lines": [line("a", 1), line("b", 1)]});
    let one = json!({"at": monday});
    for (what, rules, question, stock, expected) in [
        (
            "nothing is counted: the first place",
            json!({}),
            &one,
            json!([]),
            "berlin a 2026-03-04..2026-03-06",
        ),
        (
            "the preferred place",
            json!({"origins": ["jena", "berlin"]}),
            &one,
            json!([]),
            "jena a 2026-03-04..2026-03-06",
        ),
        (
            "where it lies",
            json!({}),
            &one,
            json!([at("jena", "a", 3), at("berlin", "a", 0)]),
            "jena a 2026-03-04..2026-03-06",
        ),
        (
            "one place for all, if it costs no day",
            json!({}),
            &both,
            json!([at("berlin", "a", 1), at("jena", "a", 1), at("jena", "b", 1)]),
            "jena a b 2026-03-04..2026-03-06",
        ),
        (
            "two places",
            json!({}),
            &both,
            json!([at("berlin", "a", 1), at("jena", "b", 1)]),
            "berlin a 2026-03-04..2026-03-06; jena b 2026-03-04..2026-03-06",
        ),
        (
            "as soon as possible: two shipments",
            json!({"origins": ["berlin"], "supplier_late_days": 0}),
            &both,
            json!([at("berlin", "a", 1), soon("berlin", "b")]),
            "berlin a 2026-03-04..2026-03-06; berlin b 2026-03-13..2026-03-17",
        ),
        (
            "together: one shipment",
            json!({"origins": ["berlin"], "supplier_late_days": 0, "split": "together"}),
            &both,
            json!([at("berlin", "a", 1), soon("berlin", "b")]),
            "berlin a b 2026-03-13..2026-03-17",
        ),
        (
            "a supplier may be late",
            json!({"origins": ["berlin"]}),
            &one,
            json!([soon("berlin", "a")]),
            "berlin a 2026-03-13..2026-03-20",
        ),
        (
            "now elsewhere is sooner than here later",
            json!({}),
            &one,
            json!([soon("berlin", "a"), at("jena", "a", 1)]),
            "jena a 2026-03-04..2026-03-06",
        ),
        ("nobody knows", json!({"uncounted": "no-date"}), &one, json!([]), "not-counted"),
        ("gone", json!({}), &one, json!([at("berlin", "a", 0)]), "out-of-stock"),
        (
            "made to order",
            json!({"rules": [{"sku": "a", "made_to_order": true, "min_days": 5, "max_days": 10}]}),
            &one,
            json!([at("berlin", "a", 0)]),
            "berlin a 2026-03-11..2026-03-19",
        ),
        (
            "it comes out later",
            json!({"rules": [{"sku": "a", "comes_out": "2026-04-01"}]}),
            &one,
            json!([]),
            "berlin a 2026-04-07..2026-04-09",
        ),
        (
            "pieces of two lines of one item are counted together",
            json!({"origins": ["berlin"]}),
            &json!({"at": monday, "lines": [line("a", 2), {"id": "a2", "quantity": 2, "item": {"id": "a", "title": "a"}}]}),
            json!([at("berlin", "a", 3)]),
            "out-of-stock",
        ),
    ] {
        let found = match ask(&two(rules), question, &stock) {
            Ok(answer) => answer
                .shipments
                .iter()
                .map(|one| {
                    let (from, to) = (one.arrival.earliest, one.arrival.latest);
                    format!("{} {} {from}..{to}", one.origin, one.lines.join(" "))
                })
                .collect::<Vec<_>>()
                .join("; "),
            Err(no_date) => no_date.code().to_owned(),
        };
        assert_eq!(found, expected, "{what}");
    }
}

#[test]
fn no_date_says_why() {
    let at = "2026-03-02T09:00:00+01:00";
    for (what, shop, question, expected) in [
        ("no place", with(&[("/places", json!({}))]), json!({"at": at}), "no-origin"),
        ("no service", with(&[("/carriers", json!({}))]), json!({"at": at}), "no-service"),
        ("an unknown service", shop(), json!({"at": at, "service": "Rocket"}), "unknown-service"),
        (
            "nothing that is sent",
            shop(),
            json!({"at": at, "lines": [{"id": "a", "quantity": 1, "item": {"id": "a", "title": "a", "kind": "digital"}}]}),
            "nothing-to-send",
        ),
        (
            "no transit time",
            with(&[("/carriers/DHL/services/parcel", json!({}))]),
            json!({"at": at}),
            "no-transit",
        ),
        (
            "not there",
            with(&[("/carriers/DHL/services/parcel", json!({"min_days": 1, "max_days": 2, "to": ["AT"]}))]),
            json!({"at": at}),
            "not-served",
        ),
        (
            "a warehouse that is shut for good",
            with(&[(
                "/places/berlin/calendar",
                json!({"closed": [{"from": "2026-01-01", "to": "2029-01-01"}]}),
            )]),
            json!({"at": at}),
            "never-open",
        ),
        (
            "too much",
            shop(),
            json!({"at": at, "lines": vec![line("a", 1); MOST_LINES + 1]}),
            "too-many-lines",
        ),
    ] {
        let found =
            ask(&shop, &question, &json!([])).map(|answer| days(&answer)).map_err(|no_date| no_date.code());
        assert_eq!(found, Err(expected), "{what}");
    }
}

#[test]
fn an_order_keeps_its_dates_until_an_instant() {
    for (what, calendar, at, expected) in [
        (
            "before the cut-off",
            json!({"cut_off": "14:00"}),
            "2026-03-02T09:00:00+01:00",
            Some("2026-03-02T13:00:00Z"),
        ),
        (
            "at the cut-off",
            json!({"cut_off": "14:00"}),
            "2026-03-02T14:00:00+01:00",
            Some("2026-03-03T13:00:00Z"),
        ),
        (
            "on Friday evening, and on Monday until two",
            json!({"cut_off": "14:00"}),
            "2026-03-06T18:00:00+01:00",
            Some("2026-03-09T13:00:00Z"),
        ),
        (
            "without a cut-off until midnight",
            json!({}),
            "2026-03-02T09:00:00+01:00",
            Some("2026-03-02T23:00:00Z"),
        ),
        (
            "a Saturday's work waits for Monday's carrier",
            json!({"cut_off": "14:00", "work_days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]}),
            "2026-03-07T09:00:00+01:00",
            Some("2026-03-07T13:00:00Z"),
        ),
    ] {
        let shop = with(&[("/places/berlin/calendar", calendar)]);
        let answer = ask(&shop, &json!({"at": at}), &json!([])).expect("a date");
        assert_eq!(answer.order_by.map(|by| by.to_string()).as_deref(), expected, "{what}");
    }
}

#[test]
fn each_day_says_whether_it_counted() {
    let shop = with(&[
        ("/places/berlin/calendar", json!({"cut_off": "14:00", "closed": [{"from": "2026-04-01"}]})),
        ("/automations", json!({"edd-calculation": {"max_days": 1}})),
    ]);
    let answer = ask(&shop, &json!({"at": "2026-03-31T15:00:00+02:00"}), &json!([])).expect("a date");
    let steps = answer.shipments[0].steps.iter().map(|step| {
        let word = |value: Value| value.as_str().expect("a word").to_owned();
        let [stage, why] = [serde_json::to_value(step.stage), serde_json::to_value(step.why)]
            .map(|value| word(value.expect("plain data")));
        format!("{} {stage} {why}", step.on.strftime("%a %d"))
    });
    let expected = [
        "Tue 31 order after-cut-off",
        "Wed 01 order closed",
        "Thu 02 order counts",
        // Good Friday and Easter Monday.
        "Fri 03 processing holiday",
        "Sat 04 processing weekend",
        "Sun 05 processing weekend",
        "Mon 06 processing holiday",
        "Tue 07 processing counts",
        "Tue 07 pick-up counts",
        "Wed 08 transit counts",
        "Thu 09 transit counts",
        "Fri 10 transit counts",
    ];
    assert_eq!(steps.collect::<Vec<_>>(), expected);
}
