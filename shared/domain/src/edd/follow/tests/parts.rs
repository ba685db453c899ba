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
        let case = Case { by, to, lines, shipments, parcels: &parcels };
        assert_eq!(told(&case.followed(at(&format!("2026-{now}:00Z")))), expected, "{what}");
    }
}
