//! Parts of an order, promises of others, and places far away.

use serde_json::json;

use super::*;

#[test]
fn parts_promises_and_places_make_a_difference() {
    let part = |tracking: &str| {
        json!([{"id": "1", "status": "shipped", "shipped_at": "2026-03-02T15:00:00Z", "tracking": tracking,
        "lines": [{"line": "a", "quantity": 1}]}])
    };
    let scanned = || sent("in-transit", "03-02T15:00", "AA111");
    let (two, one): (&[&str], &[&str]) = (&["a", "b"], &["a"]);
    let accepted = "AA111 accepted 2026-03-03T17:00";
    let estimated = "AA111 accepted 2026-03-03T17:00, expected 2026-03-06";
    for (what, by, to, lines, shipments, parcels, now, expected) in [
        (
            "a part is sent, the rest isn't due",
            By::Us,
            "DE",
            two,
            part(""),
            vec![],
            "03-03T12:00",
            "promise, 04..06, ships 03, again 03 23:00",
        ),
        (
            "a part is sent, the rest is late",
            By::Us,
            "DE",
            two,
            part(""),
            vec![],
            "03-04T08:00",
            "not-handed-over, 06..10, ships 05, again 04 23:00",
        ),
        (
            "a part is there, the rest is late",
            By::Us,
            "DE",
            two,
            part("AA111"),
            vec!["AA111 accepted 2026-03-02T17:00, delivered 2026-03-04T10:00"],
            "03-04T12:00",
            "not-handed-over, 06..10, ships 05, again 04 23:00",
        ),
        (
            "the line that isn't sent was taken off the order",
            By::Us,
            "DE",
            one,
            part(""),
            vec![],
            "03-04T08:00",
            "hand-over, 04..05",
        ),
        ("nothing is left of the order", By::Us, "DE", &[], json!([]), vec![], "03-04T08:00", "promise"),
        (
            "the shop's own promise",
            By::Shop,
            "DE",
            one,
            json!([]),
            vec![],
            "03-02T12:00",
            "promise, 04..06, again 06 23:00",
        ),
        (
            "the shop's own promise is over, and nothing was sent",
            By::Shop,
            "DE",
            one,
            json!([]),
            vec![],
            "03-09T12:00",
            "overdue",
        ),
        (
            "the shop's own promise, sent, and nobody scans it",
            By::Shop,
            "DE",
            one,
            sent("shipped", "03-04T15:00", ""),
            vec![],
            "03-05T12:00",
            "promise, 04..06",
        ),
        (
            "the shop's own promise, scanned",
            By::Shop,
            "DE",
            one,
            scanned(),
            vec![accepted],
            "03-05T12:00",
            "promise, 04..06, again 06 23:00",
        ),
        (
            "the shop's own promise, scanned and overdue",
            By::Shop,
            "DE",
            one,
            scanned(),
            vec![accepted],
            "03-09T12:00",
            "overdue, 09..09, silent AA111, again 09 23:00",
        ),
        ("no promise at all", By::Nobody, "DE", one, json!([]), vec![], "03-02T12:00", "promise"),
        (
            "no promise, and a carrier that says when",
            By::Nobody,
            "DE",
            one,
            scanned(),
            vec![estimated],
            "03-05T12:00",
            "carrier, 06..06, again 06 23:00",
        ),
        (
            "no promise, and it is there",
            By::Nobody,
            "DE",
            one,
            scanned(),
            vec!["AA111 accepted 2026-03-03T17:00, delivered 2026-03-05T10:00"],
            "03-05T12:00",
            "delivered, 05 scanned",
        ),
        (
            "in Berlin Friday is over, in California it isn't",
            By::Us,
            "US-CA",
            one,
            scanned(),
            vec![accepted],
            "03-07T01:00",
            "hand-over, 05..06, again 07 08:00",
        ),
        (
            "and then it is",
            By::Us,
            "US-CA",
            one,
            scanned(),
            vec![accepted],
            "03-07T08:00",
            "overdue, 09..09, again 10 07:00",
        ),
        (
            "in Auckland Friday is over before it is in Berlin",
            By::Us,
            "NZ",
            one,
            scanned(),
            vec![accepted],
            "03-06T11:00",
            "overdue, 09..09, again 09 11:00",
        ),
    ] {
        let case = Case { by, to, lines, then: &[], shipments, parcels: &parcels };
        assert_eq!(told(&case.followed(at(&format!("2026-{now}:00Z")))), expected, "{what}");
    }
}

#[test]
fn an_order_may_be_edited_after_its_promise() {
    let part = || {
        json!([{"id": "1", "status": "shipped", "shipped_at": "2026-03-02T15:00:00Z", "tracking": "AA111",
        "lines": [{"line": "a", "quantity": 1}]}])
    };
    let (both, a, b): (&[&str], &[&str], &[&str]) = (&["a", "b"], &["a"], &["b"]);
    let (unsent, there) = (|| json!([]), "AA111 accepted 2026-03-02T17:00, delivered 2026-03-04T10:00");
    let due = "promise, 04..06, ships 03, again 03 23:00";
    let late = "not-handed-over, 06..10, ships 05, again 04 23:00";
    let delivered = "delivered, 04 scanned";
    for (what, then, lines, shipments, now, expected) in [
        ("its only line was exchanged", a, b, unsent(), "03-02T12:00", due),
        ("and what it was exchanged for isn't sent", a, b, unsent(), "03-04T08:00", late),
        ("a line was added and isn't sent, the other is there", a, both, part(), "03-04T12:00", late),
        ("the line that isn't sent was taken off", both, a, part(), "03-04T12:00", delivered),
        ("nothing was edited", a, a, part(), "03-04T12:00", delivered),
    ] {
        let case = Case { by: By::Us, to: "DE", lines, then, shipments, parcels: &[there] };
        assert_eq!(told(&case.followed(at(&format!("2026-{now}:00Z")))), expected, "{what}");
    }
}

#[test]
fn a_line_belongs_to_the_shipment_that_was_promised_of_it() {
    let to = Destination { country: "DE".into(), ..Destination::default() };
    let promised = |id: &str, latest: &str| {
        let arrival = Span { earliest: day("2026-03-04"), latest: day(latest) };
        Shipment { lines: vec![id.to_owned()], ..Shipment::whole(arrival) }
    };
    let shipments =
        vec![promised("a", "2026-03-06"), promised("b", "2026-03-10"), promised("c", "2026-03-10")];
    let known = Stored { shipments, aside: None, ..stored(By::Us, &["a"], &to) };
    let with = known.clone().for_order(&order(&["a", "b", "c", "download"], &json!([])));
    assert_eq!(with.aside, Some(vec!["download".to_owned()]));
    for (what, stored, line, expected) in [
        ("its own", &with, "a", [true, false, false]),
        ("added later: it belongs to what is there last", &with, "added", [false, true, false]),
        ("nothing of it is sent", &with, "download", [false; 3]),
        ("a promise from before that was kept", &known, "added", [false; 3]),
    ] {
        let found: Vec<_> = stored.shipments.iter().map(|of| stored.is_in(line, of)).collect();
        assert_eq!(found, expected, "{what}");
    }
    let whole = Stored { shipments: vec![Shipment::whole(known.shipments[0].arrival)], ..known };
    let whole = whole.for_order(&order(&["a"], &json!([])));
    assert!(whole.aside.is_none() && whole.is_in("added", &whole.shipments[0]), "all of it goes together");
}
