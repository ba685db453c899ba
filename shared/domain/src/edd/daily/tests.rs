use std::sync::Arc;

use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

use super::*;
use crate::{
    edd::{
        Inputs, PromisedBy, QuoteRequest, Reckoner, Settled, Shipment, Source, Span, Stored, Table,
        adherence::{Fault, Outcome, outcome},
    },
    order::Order,
    settings::Shop,
    tracking::{Code, Number, Parcel, Place, Report, Scan},
};

/// Berlin, Monday to Friday until two; two to three days with DHL.
fn reckoner() -> Reckoner {
    let shop: Shop = serde_json::from_value(json!({
        "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
        "sender": {"address": "shop@acme.example"},
        "places": {"berlin": {"name": "Berlin", "country": "DE", "postcode": "10117", "calendar": {"cut_off": "14:00"}}},
        "carriers": {"DHL": {"services": {"parcel": {"min_days": 2, "max_days": 3, "titles": ["Standard"]}}}},
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

fn order(placed: &str, shipments: Value) -> Order {
    let eur = json!({"minor": 100, "currency": "EUR"});
    serde_json::from_value(json!({
        "id": "450789469", "name": "#1", "placed_at": placed, "created_at": placed, "currency": "EUR",
        "email": "anna@example.com", "payment": {"status": "paid"},
        "lines": [{"id": "1", "title": "Lamp", "quantity": 1, "unit_price": eur, "discount": eur}],
        "shipping_address": {"name": "Anna Muster", "lines": ["Oranienstr. 1"], "postcode": "D-10969", "city": "Berlin",
            "country": "de", "phone": "+49301234567"},
        "shipments": shipments, "totals": {"subtotal": eur, "discounts": eur, "shipping": eur, "tax": eur, "total": eur},
    }))
    .expect("an order")
}

fn stored(order: &Order) -> Stored {
    let inputs = Inputs { at: order.placed_at, settings: 1, table: None, model: None, stock: vec![] };
    let asked = QuoteRequest::of_order(order, &[]).expect("a question");
    let answer = reckoner().reckon(&asked, &[], None, &Table::default());
    Stored::of_answer(PromisedBy::Order, None, answer.as_ref(), inputs)
}

fn parcel(number: &str, scans: &[(&str, Code)]) -> Parcel {
    let number: Number = number.parse().expect("a number");
    let scan = |(when, code): &(&str, Code)| Scan {
        at: at(when),
        code: *code,
        day: day(&when[..10]),
        place: Place::default(),
        carrier: String::new(),
        word: String::new(),
    };
    let scans = scans.iter().map(scan).collect();
    Parcel::new(number.clone()).with(&Report { number, scans, expected: None, order: None }).parcel
}

fn shipped(status: &str, numbers: &str) -> Value {
    json!([{"id": "1", "status": status, "shipped_at": "2026-03-03T15:00:00Z", "tracking": numbers}])
}

/// Placed on Monday, 2 March; handed over by Tuesday, there by Friday.
const MONDAY: &str = "2026-03-02T12:15:00Z";

#[test]
fn an_entry_says_how_far_an_order_is_and_nothing_of_its_buyer() {
    let order = order(MONDAY, shipped("in-transit", "AA111111, AA222222"));
    let parcels = [
        parcel(
            "AA111111",
            &[("2026-03-04T17:30:00Z", Code::Accepted), ("2026-03-06T10:00:00Z", Code::Delivered)],
        ),
        parcel("AA222222", &[("2026-03-04T23:30:00Z", Code::InTransit)]),
    ];
    let entry = Entry::of(&order, Some(&stored(&order)), None, &parcels, &reckoner()).expect("an entry");
    let expected = json!({
        "order": "450789469", "placed": "2026-03-02T13:15:00", "to": {"country": "DE", "postcode": "109"}, "to_cut_off": 45,
        "promise": {"by": "order", "arrival": {"earliest": "2026-03-04", "latest": "2026-03-06"}, "ship_by": "2026-03-03",
            "origin": "berlin", "service": "DHL/parcel", "source": {"by": "declared"}},
        // The second was scanned after midnight by Berlin's clock.
        "handed_over": "2026-03-05", "days_late": 2,
        "parcels": [
            {"id": "450789469/1", "at": "2026-03-04T18:30:00", "origin": "berlin", "service": "DHL/parcel",
                "from": {"country": "DE", "postcode": "101"}, "to": {"country": "DE", "postcode": "109"},
                "handed_over": "2026-03-04", "delivered": "2026-03-06"},
            {"id": "450789469/2", "at": "2026-03-05T00:30:00", "origin": "berlin", "service": "DHL/parcel",
                "from": {"country": "DE", "postcode": "101"}, "to": {"country": "DE", "postcode": "109"},
                "handed_over": "2026-03-05"},
        ],
    });
    assert_eq!(json!(entry), expected);
    assert_eq!(serde_json::from_value::<Entry>(expected).expect("an entry"), entry);
    let text = serde_json::to_string(&entry).expect("plain data");
    for private in ["Anna", "anna", "Muster", "Oranien", "10969", "D-1", "+49", "AA111111"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
}

#[test]
fn what_isnt_known_isnt_claimed() {
    let settled =
        |scanned| Settled { delivered: day("2026-03-05"), promised: None, kept: Some(true), scanned };
    for (what, shipments, parcels, there, handed_over, days_late, learned) in [
        ("not sent", json!([]), vec![], None, None, 0, vec![]),
        ("being made ready", shipped("preparing", "AA111111"), vec![], None, None, 0, vec![]),
        // Nobody scans: the shop's word says when it left, and nothing is learned from it.
        ("no number", shipped("shipped", ""), vec![], Some(false), Some("2026-03-03"), 0, vec![]),
        (
            "waits at a locker",
            shipped("in-transit", "AA111111"),
            vec![
                ("2026-03-03T17:00:00Z", Code::InTransit),
                ("2026-03-05T09:00:00Z", Code::AvailableForPickup),
            ],
            Some(true),
            Some("2026-03-03"),
            0,
            vec![(Some("2026-03-05"), None)],
        ),
        (
            "goes back",
            shipped("in-transit", "AA111111"),
            vec![("2026-03-04T17:00:00Z", Code::InTransit), ("2026-03-09T09:00:00Z", Code::Returning)],
            None,
            Some("2026-03-04"),
            1,
            vec![(None, Some("2026-03-09"))],
        ),
        (
            "a label alone",
            shipped("shipped", "AA111111"),
            vec![("2026-03-03T17:00:00Z", Code::PreTransit)],
            None,
            Some("2026-03-03"),
            0,
            vec![],
        ),
    ] {
        let order = order(MONDAY, shipments);
        let known: Vec<_> = (!parcels.is_empty()).then(|| parcel("AA111111", &parcels)).into_iter().collect();
        let settled = there.map(settled);
        let entry =
            Entry::of(&order, Some(&stored(&order)), settled.as_ref(), &known, &reckoner()).expect(what);
        let found: Vec<_> = entry.parcels.iter().map(|p| (p.delivered, p.given_up)).collect();
        let learned: Vec<_> = learned.iter().map(|(a, b)| (a.map(day), b.map(day))).collect();
        assert_eq!(found, learned, "{what}");
        assert_eq!((entry.handed_over, entry.days_late), (handed_over.map(day), days_late), "{what}");
        assert_eq!(entry.there.map(|there| there.scanned), there, "{what}");
    }
}

/// The first goes the long way and is to be there last; the second leaves later, as it was promised to.
#[test]
fn a_split_order_is_measured_by_what_was_to_be_there_last() {
    let sent = |id: &str, on: &str| {
        json!({"id": id, "status": "in-transit", "shipped_at": format!("2026-03-{on}T15:00:00Z"),
            "lines": [{"line": id, "quantity": 1}]})
    };
    let settled = Settled { delivered: day("2026-03-12"), promised: None, kept: Some(false), scanned: true };
    let both = |first, second| vec![sent("1", first), sent("2", second)];
    for (what, sent, handed_over, of_last, days_late, expected) in [
        ("both as promised", both("03", "05"), Some("2026-03-05"), Some("2026-03-03"), 0, Fault::Transit),
        ("the first one late", both("05", "05"), Some("2026-03-05"), None, 2, Fault::Processing),
        (
            "the second one late",
            both("03", "12"),
            Some("2026-03-12"),
            Some("2026-03-03"),
            5,
            Fault::Processing,
        ),
        ("the second one isn't sent", vec![sent("1", "03")], None, Some("2026-03-03"), 0, Fault::Transit),
        ("the first one isn't sent", vec![sent("2", "03")], None, None, 0, Fault::NotKnown),
    ] {
        let mut order = order(MONDAY, sent.into());
        let mut second = order.lines[0].clone();
        second.id = "2".into();
        order.lines.push(second);
        let mut stored = stored(&order);
        let [first] = stored.shipments.as_slice() else { panic!("one shipment") };
        let span =
            |day: &str| Span { earliest: day.parse().expect("a day"), latest: day.parse().expect("a day") };
        let of = |line: &str, hand_over, arrival| Shipment {
            lines: vec![line.to_owned()],
            hand_over: Some(span(hand_over)),
            arrival: span(arrival),
            ..first.clone()
        };
        let shipments = vec![of("1", "2026-03-03", "2026-03-10"), of("2", "2026-03-05", "2026-03-06")];
        (stored.shipments, stored.dates) = (shipments, Some(span("2026-03-10")));
        let entry = Entry::of(&order, Some(&stored), Some(&settled), &[], &reckoner()).expect(what);
        assert_eq!(
            (entry.handed_over, entry.handed_over_last),
            (handed_over.map(day), of_last.map(day)),
            "{what}"
        );
        assert_eq!(entry.days_late, days_late, "{what}");
        assert_eq!(outcome(&entry, day("2026-03-12")), Some(Outcome::Missed(expected)), "{what}");
    }
}

#[test]
fn of_some_orders_nothing_is_kept() {
    let plain = || order(MONDAY, json!([]));
    let of = |order: Order| Entry::of(&order, None, None, &[], &reckoner());
    assert!(of(plain()).is_some_and(|entry| entry.promise.is_none()));
    assert_eq!(of(Order { test: true, ..plain() }), None);
    assert_eq!(of(Order { draft: true, ..plain() }), None);
    assert_eq!(of(Order { shipping_address: None, ..plain() }), None);
    let cancelled = Order { cancelled_at: Some(at(MONDAY)), ..plain() };
    assert!(of(cancelled).is_some_and(|entry| entry.cancelled));
    // A Sunday has no cut-off.
    let sunday = order("2026-03-01T12:15:00Z", json!([]));
    assert_eq!(Entry::of(&sunday, None, None, &[], &reckoner()).and_then(|entry| entry.to_cut_off), None);
}

#[test]
fn a_parcel_that_is_never_seen_again_is_given_up() {
    let order = order(MONDAY, shipped("in-transit", "AA111111"));
    let parcels = [parcel("AA111111", &[("2026-03-04T17:30:00Z", Code::InTransit)])];
    let entry = Entry::of(&order, None, None, &parcels, &reckoner()).expect("an entry");
    for (as_of, given_up) in [("2026-03-20", None), ("2026-05-02", None), ("2026-05-03", Some("2026-05-03"))]
    {
        let found: Vec<_> = entry.clone().shipments(day(as_of)).map(|shipment| shipment.given_up).collect();
        assert_eq!(found, [given_up.map(day)], "{as_of}");
    }
    let cancelled = Entry { cancelled: true, ..entry };
    let found: Vec<_> = cancelled.shipments(day("2026-03-20")).map(|shipment| shipment.given_up).collect();
    assert_eq!(found, [Some(day("2026-03-04"))]);
}

fn entry(id: &str) -> Entry {
    let order = Order { id: id.into(), ..order(MONDAY, json!([])) };
    Entry::of(&order, Some(&stored(&order)), None, &[], &reckoner()).expect("an entry")
}

#[test]
fn a_file_is_the_same_whatever_the_order_and_a_broken_one_is_told() {
    let today = day("2026-03-02");
    let file = DayFile::new(today, [entry("2"), entry("1"), entry("10")]);
    let bytes = file.to_bytes();
    assert_eq!(bytes, DayFile::new(today, [entry("10"), entry("2"), entry("1"), entry("2")]).to_bytes());
    assert_eq!(DayFile::from_bytes(&bytes), Ok(file));
    assert_eq!(DayFile::from_bytes(&DayFile::new(today, []).to_bytes()), Ok(DayFile::new(today, [])));
    let text = String::from_utf8(bytes.clone()).expect("text");
    let cut = &bytes[..bytes.len() - 60];
    let whole_line_less = text.lines().take(3).collect::<Vec<_>>().join("\n");
    let newer = text.replacen("\"v\":1", "\"v\":2", 1);
    let other = text.replacen("\"v\":1", "\"w\":1", 1);
    for (broken, told) in [
        (&b""[..], "it is empty"),
        (cut, "line 4"),
        (whole_line_less.as_bytes(), "it has 2 of 3 entries"),
        (newer.as_bytes(), "version 2"),
        (other.as_bytes(), "line 1"),
        (b"\x1f\x8b\x08 gzip", "line 1"),
    ] {
        let error = DayFile::from_bytes(broken).expect_err(told).to_string();
        assert!(error.contains(told), "{error}");
    }
}

#[test]
fn of_many_days_the_newest_word_on_an_order_counts() {
    let (first, second) = (day("2026-03-02"), day("2026-03-03"));
    let late = Entry { days_late: 3, ..entry("1") };
    for files in [
        [DayFile::new(first, [entry("1"), entry("2")]), DayFile::new(second, [late.clone()])],
        [DayFile::new(second, [late.clone()]), DayFile::new(first, [entry("1"), entry("2")])],
    ] {
        let mut gathered = Gathered::default();
        files.into_iter().for_each(|file| gathered.take(file));
        assert_eq!(gathered.entries().collect::<Vec<_>>(), [&late, &entry("2")]);
    }
}

#[test]
fn who_said_how_long_it_takes_is_kept() {
    let entry = entry("1");
    assert_eq!(entry.promise.and_then(|promise| promise.source), Some(Source::Declared));
}
