use jiff::civil::{Date, date};

use super::{Fault::*, Outcome::*, *};
use crate::edd::{
    PromisedBy, Span,
    daily::{PromisedThen, There},
    learned::Spot,
};

fn day(text: &str) -> Date {
    format!("2026-11-{text}").parse().expect("a day")
}

fn entry(
    order: &str,
    latest: &str,
    ship_by: Option<&str>,
    on: Option<&str>,
    there: Option<(&str, bool)>,
) -> Entry {
    let latest = day(latest);
    Entry {
        order: order.into(),
        placed: date(2026, 11, 2).at(9, 0, 0, 0),
        to: Spot { country: "DE".into(), subdivision: None, postcode: Some("101".into()) },
        to_cut_off: None,
        promise: Some(PromisedThen {
            by: PromisedBy::Order,
            arrival: Span { earliest: latest.yesterday().expect("a day"), latest },
            ship_by: ship_by.map(day),
            origin: Some("berlin".into()),
            service: Some("DHL/parcel".into()),
            source: None,
        }),
        handed_over: on.map(day),
        handed_over_last: None,
        days_late: 0,
        there: there.map(|(on, scanned)| There { day: day(on), scanned }),
        cancelled: false,
        parcels: vec![],
    }
}

#[test]
fn what_became_of_a_promise_and_whose_fault_it_was() {
    for (latest, ship_by, on, days_late, to_cut_off, there, expected) in [
        ("06", Some("04"), Some("04"), 0, None, Some(("06", true)), Some(Kept)),
        ("06", Some("04"), Some("05"), 1, None, Some(("05", true)), Some(Kept)),
        ("06", Some("04"), Some("04"), 0, None, Some(("07", true)), Some(Missed(Transit))),
        ("06", Some("04"), Some("05"), 1, None, Some(("07", true)), Some(Missed(Processing))),
        // It came an hour before the cut-off, and was handled as if it had come after it.
        ("06", Some("04"), Some("05"), 1, Some(60), Some(("07", true)), Some(Missed(CutOff))),
        ("06", Some("04"), Some("05"), 1, Some(121), Some(("07", true)), Some(Missed(Processing))),
        ("06", Some("04"), Some("05"), 1, Some(-5), Some(("07", true)), Some(Missed(Processing))),
        ("06", Some("04"), Some("09"), 3, Some(60), Some(("10", true)), Some(Missed(Processing))),
        // The shop's own promise says nothing of the hand-over.
        ("06", None, Some("05"), 0, None, Some(("07", true)), Some(Missed(NotKnown))),
        ("06", Some("04"), None, 0, None, Some(("07", true)), Some(Missed(NotKnown))),
        // Nobody scanned it, so nobody knows; whatever the shop says.
        ("06", Some("04"), Some("04"), 0, None, Some(("05", false)), Some(Unknown)),
        ("06", Some("04"), Some("04"), 0, None, None, Some(Unknown)),
        ("06", Some("04"), None, 0, None, None, Some(Unknown)),
        // It left after it should have been there.
        ("06", Some("04"), Some("09"), 3, None, None, Some(Missed(Processing))),
        // Not due yet.
        ("09", Some("07"), Some("04"), 0, None, Some(("05", true)), None),
    ] {
        let mut entry = entry("1", latest, ship_by, on, there);
        (entry.days_late, entry.to_cut_off) = (days_late, to_cut_off);
        assert_eq!(
            outcome(&entry, day("08")),
            expected,
            "{latest} {ship_by:?} {on:?} {to_cut_off:?} {there:?}"
        );
        entry.cancelled = true;
        assert_eq!(outcome(&entry, day("08")), None, "called off");
        entry.promise = None;
        assert_eq!(outcome(&entry, day("08")), None, "nothing promised");
    }
}

#[test]
fn a_report_counts_what_was_due_and_says_what_it_means() {
    let mut entries = [
        entry("a", "06", Some("04"), Some("04"), Some(("04", true))),
        entry("b", "06", Some("04"), Some("04"), Some(("05", true))),
        entry("c", "06", Some("04"), Some("04"), Some(("06", true))),
        entry("d", "06", Some("04"), Some("04"), Some(("08", true))),
        entry("e", "06", Some("04"), Some("04"), None),
        // Before the stretch, but in the weeks beside it; and after it.
        entry("f", "01", Some("04"), Some("04"), Some(("01", true))),
        entry("g", "20", Some("04"), Some("04"), Some(("06", true))),
    ];
    entries[1].to.postcode = None;
    let report = Report::of(entries.iter(), day("02"), day("08"), 2);
    let whole = &report.whole;
    assert_eq!((whole.kept, whole.missed, whole.unknown, whole.by_transit), (3, 1, 1, 1));
    assert_eq!(
        (whole.kept_per_mille(), whole.median_padding(), whole.verdict()),
        (Some(750), Some(0), Verdict::TooFew)
    );
    assert_eq!((whole.accuracy_per_mille(), whole.by_earliest_per_mille()), (Some((250, 500)), Some(500)));
    assert_eq!(whole.handed_over_per_mille(), Some(1000));
    assert_eq!(whole.padding, [(-2, 1), (0, 1), (1, 1), (2, 1)]);
    let names = |parts: &[Part]| parts.iter().map(|p| (p.name.clone(), p.tally.due())).collect::<Vec<_>>();
    assert_eq!(names(&report.lanes), [("berlin → DE 1".into(), 4), ("berlin → DE".into(), 1)]);
    assert_eq!(names(&report.carriers), [("DHL/parcel".to_owned(), 5)]);
    let weeks: Vec<_> = report.weeks.iter().map(|week| (week.monday, week.tally.due())).collect();
    assert_eq!(weeks, [(date(2026, 10, 26), 1), (date(2026, 11, 2), 5)]);
    let text = serde_json::to_string(&report).expect("plain data");
    assert_eq!(serde_json::from_str::<Report>(&text).expect("a report"), report);
}

#[test]
fn too_many_kept_is_a_warning_too() {
    for (kept, missed, unknown, expected) in [
        (18, 1, 100, Verdict::TooFew),
        (0, 0, 50, Verdict::TooFew),
        (17, 3, 0, Verdict::Below),
        (18, 2, 0, Verdict::OnTarget),
        (95, 5, 0, Verdict::OnTarget),
        (96, 4, 0, Verdict::Padded),
        (100, 0, 7, Verdict::Padded),
    ] {
        let tally = Tally { kept, missed, unknown, ..Tally::default() };
        assert_eq!(tally.verdict(), expected, "{kept} kept, {missed} missed, {unknown} unknown");
    }
}

#[test]
fn small_parts_are_summed_up() {
    let entries: Vec<_> = (0..40)
        .flat_map(|lane| {
            (0..=lane).map(move |n| {
                let mut entry =
                    entry(&format!("{lane}-{n}"), "06", Some("04"), Some("04"), Some(("05", true)));
                entry.promise.as_mut().expect("promised").service = Some(format!("S/{lane:02}"));
                entry
            })
        })
        .collect();
    let report = Report::of(entries.iter(), day("02"), day("08"), 1);
    assert_eq!((report.carriers.len(), report.carriers[0].name.as_str()), (25, "S/39"));
    let last = report.carriers.last().expect("parts");
    assert_eq!((last.name.as_str(), last.tally.kept), (Report::OTHERS, (1..=16).sum()));
    assert_eq!(report.carriers.iter().map(|part| part.tally.due()).sum::<u64>(), report.whole.due());
    assert!(serde_json::to_vec(&report).expect("plain data").len() < 60_000);
}
