//! What the reporter decides, as cases. They stand here and not in `tests/golden`: a golden case asks an automation about an event,
//! and this is woken by the clock alone.

use domain::{
    returns::analytics::{ReportInput, Sales},
    settings::Shop,
};
use jiff::civil::date;
use serde_json::{Value, json};

use super::*;

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

/// A shop in Berlin with these automations.
fn shop(automations: &Value) -> Shop {
    let shop = json!({"id": "acme", "name": "Acme Tea", "url": "https://acme.example", "locale": "en",
        "zone": "Europe/Berlin", "sender": {"address": "shop@acme.example"},
        "routes": {"default": "owner@acme.example"}, "automations": automations});
    serde_json::from_value(shop).expect("a shop")
}

/// Settings that follow each other, each from a day on.
fn history(versions: &[(&str, Value)]) -> History {
    let version = |(number, (from, automations)): (u32, &(&str, Value))| Version {
        number,
        effective_from: at(from),
        shop: shop(automations),
    };
    History::new((1..).zip(versions).map(version).collect())
}

#[test]
fn who_is_told_of_which_month_and_when() {
    let began = "2026-01-01T00:00:00Z";
    let live = json!({"mode": "live", "live_since": began});
    let own = |own: Value| json!({"returns-approval": live, "return-report": own});
    let plain = || vec![(began, json!({"returns-approval": live}))];
    let october = Some(date(2026, 10, 1));
    for (case, versions, told, now, expected) in [
        ("its time has come", plain(), october, "2026-12-01T07:00:00Z", "2026-11-01"),
        ("too early", plain(), october, "2026-12-01T06:59:59Z", "done"),
        ("told already", plain(), Some(date(2026, 11, 1)), "2026-12-01T08:00:00Z", "done"),
        (
            "told at a later time by another clock",
            plain(),
            Some(date(2026, 12, 1)),
            "2026-12-31T12:00:00Z",
            "done",
        ),
        ("nobody was ever told", plain(), None, "2026-12-01T06:59:59Z", "2026-10-01"),
        (
            "a tick after months tells the newest",
            plain(),
            Some(date(2026, 5, 1)),
            "2026-12-24T12:00:00Z",
            "2026-11-01",
        ),
        (
            "not yet its own day",
            vec![(began, own(json!({"day": 5})))],
            october,
            "2026-12-04T22:00:00Z",
            "done",
        ),
        (
            "its own day and hour",
            vec![(began, own(json!({"day": 5, "at": "18:00"})))],
            october,
            "2026-12-05T17:00:00Z",
            "2026-11-01",
        ),
        ("not wanted", vec![(began, own(json!({"enabled": false})))], october, "2026-12-01T08:00:00Z", "off"),
        ("takes no returns", vec![(began, json!({}))], october, "2026-12-01T08:00:00Z", "off"),
        (
            "switched off",
            vec![(began, json!({"returns-approval": {"mode": "off"}}))],
            october,
            "2026-12-01T08:00:00Z",
            "off",
        ),
        (
            "who rehearses is told",
            vec![(began, json!({"returns-approval": {"mode": "shadow"}}))],
            october,
            "2026-12-01T08:00:00Z",
            "2026-11-01",
        ),
        (
            "switched off from tomorrow on",
            [plain(), vec![("2026-12-02T00:00:00Z", json!({"returns-approval": {"mode": "off"}}))]].concat(),
            october,
            "2026-12-01T08:00:00Z",
            "off",
        ),
        ("no settings", vec![], october, "2026-12-01T08:00:00Z", "off"),
    ] {
        let (history, memory) = (history(&versions), Memory { told });
        let decided = match Due::of(&history, at(now)).expect("readable settings") {
            None => "off".to_owned(),
            Some(due) if memory.is_done_with(&due.month) => "done".to_owned(),
            Some(due) => due.month.first.to_string(),
        };
        assert_eq!(decided, expected, "{case}");
    }
}

#[test]
fn a_month_is_told_if_something_came_back_was_decided_or_was_paid() {
    let zone = TimeZone::UTC;
    let report = |returns, decided, refunds| {
        let mut report = Report::of(&ReportInput {
            month: Month::of(date(2026, 11, 1), &zone).expect("a month"),
            zone: &zone,
            currency: "EUR".parse().expect("a currency"),
            sales: &Sales::default(),
            returns: &[],
            reasons: &Default::default(),
            return_cost: None,
            before: &[],
            route: "digest",
        });
        (report.whole.orders, report.whole.sold) = (7, 12);
        (report.whole.returns, report.whole.decided, report.whole.refunds) = (returns, decided, refunds);
        Some(report)
    };
    for (case, report, is_told) in [
        ("nothing says in which currency", None, false),
        ("sold, and nothing came back", report(0, 0, 0), false),
        ("asked back", report(1, 0, 0), true),
        ("one of the month before was decided", report(0, 1, 0), true),
        ("one of the month before was paid", report(0, 0, 1), true),
    ] {
        assert_eq!(worth_telling(report.clone()), report.filter(|_| is_told), "{case}");
    }
}

#[test]
fn a_month_is_due_once_its_day_and_time_have_come_by_the_shops_clock() {
    let own = |day, at: &str| Settings { day, at: at.parse().expect("a time"), ..Settings::default() };
    for (zone, now, own, expected) in [
        ("Europe/Berlin", "2026-12-01T06:59:59Z", own(1, "08:00"), date(2026, 10, 1)),
        ("Europe/Berlin", "2026-12-01T07:00:00Z", own(1, "08:00"), date(2026, 11, 1)),
        ("Europe/Berlin", "2026-12-31T22:59:59Z", own(1, "00:00"), date(2026, 11, 1)),
        ("Europe/Berlin", "2026-12-31T23:00:00Z", own(1, "00:00"), date(2026, 12, 1)),
        ("Pacific/Auckland", "2026-11-30T19:00:00Z", own(1, "08:00"), date(2026, 11, 1)),
        ("America/Los_Angeles", "2026-12-01T15:00:00Z", own(1, "08:00"), date(2026, 10, 1)),
        ("Europe/Berlin", "2026-12-04T12:00:00Z", own(5, "08:00"), date(2026, 10, 1)),
        ("Europe/Berlin", "2026-12-05T12:00:00Z", own(5, "08:00"), date(2026, 11, 1)),
    ] {
        let zone = TimeZone::get(zone).expect("a zone");
        let month = newest(at(now), &zone, &own).expect("some month");
        assert_eq!(month.first, expected, "{now} {own:?}");
    }
}
