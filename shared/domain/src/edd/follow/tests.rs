//! A table of what may become of an order that was promised.

mod always;
mod parts;

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

use super::*;
use crate::{
    edd::{Inputs, PromisedBy, QuoteRequest, Table},
    order::Promise,
    settings::Shop,
    tracking::{Code, Expected, Place, Report, Scan},
};

/// Berlin, Monday to Friday until two; two to three days with DHL. Parcels are silent after five delivery days.
fn reckoner() -> Reckoner {
    let shop: Shop = serde_json::from_value(json!({
        "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
        "sender": {"address": "shop@acme.example"},
        "places": {"berlin": {"name": "Berlin", "country": "DE", "calendar": {"cut_off": "14:00"}}},
        "carriers": {"DHL": {"services": {"parcel": {"min_days": 2, "max_days": 3}}}},
    }))
    .expect("settings");
    let rules = shop.rules_of_edd().expect("rules");
    Reckoner::new(Arc::new(shop), rules)
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Whose promise it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// Reckoned on Monday, 2 March: handed over on Monday or Tuesday, there from Wednesday to Friday.
    Us,
    /// The same days by the shop's own word: nothing is known of its way.
    Shop,
    Nobody,
}

fn stored(by: By, lines: &[&str], to: &Destination) -> Stored {
    let inputs =
        Inputs { at: at("2026-03-02T08:00:00Z"), settings: 1, table: None, model: None, stock: vec![] };
    let line = |id: &&str| json!({"id": id, "quantity": 1, "item": {"id": id, "title": id}});
    let asked = json!({"at": inputs.at, "to": to, "lines": lines.iter().map(line).collect::<Vec<_>>()});
    let asked: QuoteRequest = serde_json::from_value(asked).expect("a question");
    let answer = reckoner().reckon(&asked, &[], None, &Table::default());
    let (earliest, latest) = (day("2026-03-04"), day("2026-03-06"));
    let stored = match by {
        By::Us => Stored::of_answer(PromisedBy::Order, None, answer.as_ref(), inputs),
        By::Nobody => Stored::of_answer(PromisedBy::Order, None, Err(&NoDate::NoService), inputs),
        By::Shop => {
            let shipments = vec![order::Promised { lines: vec![], earliest, latest }];
            Stored::of_shop(&Promise { shipments }, inputs).expect("a promise")
        }
    };
    stored.for_order(&order(lines, &json!([])))
}

/// An order of these lines, with these shipments as JSON has them.
fn order(lines: &[&str], shipments: &Value) -> Order {
    let eur = json!({"minor": 100, "currency": "EUR"});
    let line = |id: &&str| json!({"id": id, "title": id, "quantity": 1, "unit_price": eur, "discount": eur});
    serde_json::from_value(json!({
        "id": "1", "name": "#1", "placed_at": "2026-03-02T08:00:00Z", "created_at": "2026-03-02T08:00:00Z", "currency": "EUR",
        "payment": {"status": "paid"}, "lines": lines.iter().map(line).collect::<Vec<_>>(), "shipments": shipments,
        "totals": {"subtotal": eur, "discounts": eur, "shipping": eur, "tax": eur, "total": eur},
    }))
    .expect("an order")
}

/// `AA111 accepted 2026-03-03T17:00Z, …`: scans by the clock of UTC; `expected 2026-03-09` is the carrier's own word.
fn parcel(text: &str) -> Parcel {
    let (number, scans) = text.split_once(' ').expect("a number");
    let number: Number = number.parse().expect("a number");
    let mut report = Report { number: number.clone(), scans: vec![], expected: None, order: None };
    for scan in scans.split(", ") {
        let (code, when) = scan.split_once(' ').expect("a scan");
        if code == "expected" {
            report.expected = Some(Expected { said: at("2026-03-03T20:00:00Z"), day: day(when) });
            continue;
        }
        let code = Code::of(code).expect("a code");
        let (at, day) = (at(&format!("{when}:00Z")), day(&when[..10]));
        let (place, carrier, word) = (Place::default(), String::new(), String::new());
        report.scans.push(Scan { at, code, day, place, carrier, word });
    }
    Parcel::new(number).with(&report).parcel
}

/// `by 04..06`, and whatever else is so; days are those of March.
fn told(followed: &Followed) -> String {
    let by = serde_json::to_value(followed.by).expect("a word");
    let mut told = vec![by.as_str().expect("a word").to_owned()];
    let short = |day: Date| day.strftime("%d").to_string();
    if let Some(span) = followed.expected {
        told.push(format!("{}..{}", short(span.earliest), short(span.latest)));
    }
    if let Some((day, scanned)) = followed.delivered {
        told.push(format!("{} {}", short(day), if scanned { "scanned" } else { "said" }));
    }
    told.extend(followed.ships.map(|day| format!("ships {}", short(day))));
    told.extend(followed.silent.iter().map(|number| format!("silent {number}")));
    told.extend(followed.returning.iter().map(|number| format!("returning {number}")));
    told.extend(followed.look_again.map(|at| format!("again {}", at.strftime("%d %H:%M"))));
    told.join(", ")
}

struct Case<'c> {
    by: By,
    to: &'c str,
    lines: &'c [&'c str],
    /// The order's lines when it was promised; those that it has, if empty.
    then: &'c [&'c str],
    shipments: Value,
    parcels: &'c [&'c str],
}

impl Case<'_> {
    fn followed(&self, now: Timestamp) -> Followed {
        let (country, subdivision) = self.to.split_once('-').unwrap_or((self.to, ""));
        let subdivision = (!subdivision.is_empty()).then(|| subdivision.to_owned());
        let to = Destination { country: country.into(), subdivision, ..Destination::default() };
        let parcels: Vec<_> = self.parcels.iter().map(|text| parcel(text)).collect();
        let then = [self.then, self.lines, &["a"]].into_iter().find(|lines| !lines.is_empty());
        let (order, stored) =
            (order(self.lines, &self.shipments), stored(self.by, then.unwrap_or_default(), &to));
        let following = Following { order: &order, stored: &stored, to: &to, parcels: &parcels };
        following.follow(&reckoner(), 5, now)
    }
}

/// One shipment with everything in it.
fn sent(status: &str, left: &str, tracking: &str) -> Value {
    json!([{"id": "1", "status": status, "shipped_at": format!("2026-{left}:00Z"), "tracking": tracking}])
}

#[test]
fn what_is_expected_follows_from_what_is_known() {
    let unsent = json!([]);
    let monday = || sent("shipped", "03-02T15:00", "");
    let scanned = || sent("in-transit", "03-02T15:00", "AA111");
    let both = || sent("in-transit", "03-02T15:00", "AA111, BB222");
    let (accepted, moving) = ("accepted 2026-03-03T17:00", "in-transit 2026-03-04T07:00");
    let a = |scans: &[&str]| format!("AA111 {}", scans.join(", "));
    let b = |scans: &[&str]| format!("BB222 {}", scans.join(", "));
    // What; shipments, scans; now; what is told. Berlin's days end at 23:00 of UTC.
    for (what, shipments, parcels, now, expected) in [
        ("not due yet", unsent.clone(), vec![], "03-02T12:00", "promise, 04..06, ships 03, again 03 23:00"),
        (
            "a label isn't a hand-over",
            sent("preparing", "03-02T12:00", "AA111"),
            vec![a(&["pre-transit 2026-03-02T11:00"])],
            "03-02T12:00",
            "promise, 04..06, ships 03, again 03 23:00",
        ),
        (
            "its last day of hand-over isn't over",
            unsent.clone(),
            vec![],
            "03-03T22:59",
            "promise, 04..06, ships 03, again 03 23:00",
        ),
        (
            "not handed over by its day",
            unsent.clone(),
            vec![],
            "03-03T23:00",
            "not-handed-over, 06..10, ships 05, again 04 23:00",
        ),
        (
            "on a Saturday it leaves on Monday at best",
            unsent.clone(),
            vec![],
            "03-07T12:00",
            "not-handed-over, 11..13, ships 10, again 09 23:00",
        ),
        ("handed over early, by the shop's word", monday(), vec![], "03-03T08:00", "hand-over, 04..05"),
        ("handed over late", sent("shipped", "03-05T10:00", ""), vec![], "03-05T12:00", "hand-over, 09..10"),
        (
            "nobody scans it: whether it came is unknown, not late",
            monday(),
            vec![],
            "03-20T12:00",
            "hand-over, 04..05",
        ),
        (
            "the first scan says when it was handed over",
            scanned(),
            vec![a(&[accepted])],
            "03-03T20:00",
            "hand-over, 05..06, again 06 23:00",
        ),
        (
            "a label alone: the shop's word counts",
            scanned(),
            vec![a(&["pre-transit 2026-03-02T11:00"])],
            "03-03T20:00",
            "hand-over, 04..05, again 05 23:00",
        ),
        (
            "the carrier's own estimate",
            scanned(),
            vec![a(&[accepted, moving, "expected 2026-03-09"])],
            "03-05T08:00",
            "carrier, 09..09, again 09 23:00",
        ),
        (
            "the carrier's estimate has passed",
            scanned(),
            vec![a(&[accepted, "in-transit 2026-03-06T07:00", "expected 2026-03-09"])],
            "03-10T08:00",
            "overdue, 10..10, again 10 23:00",
        ),
        (
            "in the van",
            scanned(),
            vec![a(&[accepted, "out-for-delivery 2026-03-05T07:00"])],
            "03-05T10:00",
            "scan, 05..05, again 05 23:00",
        ),
        (
            "in the van yesterday, and nothing since",
            scanned(),
            vec![a(&[accepted, "out-for-delivery 2026-03-05T07:00"])],
            "03-06T08:00",
            "hand-over, 05..06, again 06 23:00",
        ),
        (
            "nobody was at home on Friday",
            scanned(),
            vec![a(&[accepted, "attempt-failed 2026-03-06T12:00"])],
            "03-06T13:00",
            "scan, 09..09, again 09 23:00",
        ),
        (
            "nobody was at home, and nothing since",
            scanned(),
            vec![a(&[accepted, "attempt-failed 2026-03-06T12:00"])],
            "03-10T08:00",
            "overdue, 10..10, again 10 23:00",
        ),
        (
            "it should have been there by Friday: on Saturday, Monday is the best",
            scanned(),
            vec![a(&[accepted, "in-transit 2026-03-05T07:00"])],
            "03-07T12:00",
            "overdue, 09..09, again 09 23:00",
        ),
        (
            "delivered, by a scan",
            scanned(),
            vec![a(&[accepted, "delivered 2026-03-05T10:00"])],
            "03-09T08:00",
            "delivered, 05 scanned",
        ),
        (
            "delivered, by the shop's word alone",
            sent("delivered", "03-02T15:00", ""),
            vec![],
            "03-06T12:00",
            "delivered, 06 said",
        ),
        (
            "delivered by the shop's word, though its scans end before",
            sent("delivered", "03-02T15:00", "AA111"),
            vec![a(&[accepted])],
            "03-06T12:00",
            "delivered, 06 said",
        ),
        (
            "the shop's word of two parcels may be that of the first",
            sent("delivered", "03-02T15:00", "AA111, BB222"),
            vec![a(&[accepted, "delivered 2026-03-05T10:00"]), b(&[accepted])],
            "03-06T12:00",
            "hand-over, 05..06, again 06 23:00",
        ),
        (
            "it waits for its buyer in a shop",
            scanned(),
            vec![a(&[accepted, "available-for-pickup 2026-03-05T10:00"])],
            "03-20T08:00",
            "delivered, 05 scanned",
        ),
        (
            "it goes back",
            scanned(),
            vec![a(&[accepted, "returning 2026-03-06T10:00"])],
            "03-09T08:00",
            "returning, returning AA111, again 13 23:00",
        ),
        (
            "its sender has it back",
            scanned(),
            vec![a(&[accepted, "returning 2026-03-06T10:00", "delivered 2026-03-10T10:00"])],
            "03-11T08:00",
            "returning, returning AA111",
        ),
        (
            "silent for five delivery days",
            scanned(),
            vec![a(&[accepted, moving])],
            "03-11T23:00",
            "overdue, 12..12, silent AA111, again 12 23:00",
        ),
        (
            "not silent a moment before",
            scanned(),
            vec![a(&[accepted, moving])],
            "03-11T22:59",
            "overdue, 11..11, again 11 23:00",
        ),
        (
            "two parcels: the one that isn't there yet",
            both(),
            vec![a(&[accepted, "delivered 2026-03-05T10:00"]), b(&[accepted])],
            "03-05T20:00",
            "hand-over, 05..06, again 06 23:00",
        ),
        (
            "two parcels, and nobody scans the second",
            both(),
            vec![a(&[accepted, "delivered 2026-03-05T10:00"])],
            "03-05T20:00",
            "hand-over, 04..05",
        ),
        (
            "two parcels, both are there",
            both(),
            vec![a(&[accepted, "delivered 2026-03-05T10:00"]), b(&[accepted, "delivered 2026-03-06T10:00"])],
            "03-09T20:00",
            "delivered, 06 scanned",
        ),
        (
            "two parcels, one goes back",
            both(),
            vec![a(&[accepted, "returning 2026-03-05T10:00"]), b(&[accepted])],
            "03-05T20:00",
            "returning, returning AA111, again 06 23:00",
        ),
        (
            "the first label was called off, and nothing else sent",
            sent("cancelled", "03-02T15:00", "AA111"),
            vec![],
            "03-03T08:00",
            "promise, 04..06, ships 03, again 03 23:00",
        ),
    ] {
        let parcels: Vec<_> = parcels.iter().map(String::as_str).collect();
        let case = Case { by: By::Us, to: "DE", lines: &["a"], then: &[], shipments, parcels: &parcels };
        assert_eq!(told(&case.followed(at(&format!("2026-{now}:00Z")))), expected, "{what}");
    }
}
