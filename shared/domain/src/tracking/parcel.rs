//! A parcel: what follows from the set of its scans.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Code, Expected, Number, Report, Scan};

/// So many scans are kept of one parcel.
pub const MOST_SCANS: usize = 60;
/// Of those, so many are the first ones, beside the first and the last of each code; the rest are the newest.
const FIRST: usize = 8;
/// So many are the newest.
const NEWEST: usize = MOST_SCANS - FIRST - 2 * Code::ALL.len();

/// Scans that are so much older than the newest are another parcel's: carriers give numbers again.
pub const WINDOW: SignedDuration = SignedDuration::from_hours(200 * 24);

/// What is known of a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parcel {
    /// Its number.
    pub number: Number,
    /// What is kept of its scans, oldest first: the first and the last of each code, the first ones and the newest. What falls out
    /// is in the middle, and nothing below depends on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scans: Vec<Scan>,
    /// The carrier's newest estimate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Expected>,
}

/// A parcel after a report.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// As it is from now on.
    pub parcel: Parcel,
    /// What was new of it, oldest first.
    pub new: Vec<Scan>,
    /// Whether anything is known now that wasn't: a scan, or a newer estimate.
    pub is_news: bool,
}

impl Parcel {
    /// A parcel of which nothing is known.
    pub fn new(number: Number) -> Self {
        Self { number, scans: Vec::new(), expected: None }
    }

    /// What it is with this report. Any order of reports, and any repetition, ends in one parcel.
    pub fn with(&self, report: &Report) -> Folded {
        let parcel = Self {
            number: self.number.clone(),
            scans: kept(self.scans.iter().chain(&report.scans)),
            expected: Expected::newer(self.expected, report.expected),
        };
        let known: BTreeSet<_> = self.scans.iter().map(Scan::key).collect();
        let new = parcel.scans.iter().filter(|scan| !known.contains(&scan.key())).cloned().collect();
        let is_news = parcel != *self;
        Folded { parcel, new, is_news }
    }

    /// How far it is. The newest scan says so, except that
    /// - who has sent it back stays so, and what is delivered after that is delivered to the sender;
    /// - what is delivered stays delivered, whatever a depot scans later;
    /// - a label and a word that says nothing tell only of what nobody has scanned yet.
    pub fn state(&self) -> Code {
        let returning = self.first_of(&[Code::Returning, Code::Returned]);
        if let Some(returning) = returning {
            let is_back =
                |s: &Scan| s.code == Code::Returned || s.code == Code::Delivered && s.at >= returning.at;
            return if self.scans.iter().any(is_back) { Code::Returned } else { Code::Returning };
        }
        if self.delivered().is_some() {
            return Code::Delivered;
        }
        let codes = || self.scans.iter().map(|scan| scan.code);
        let scanned = codes().rev().find(|code| *code > Code::PreTransit);
        scanned.or_else(|| codes().max()).unwrap_or(Code::Unknown)
    }

    /// The scan that shows it delivered to its buyer. Without one it isn't known whether it was (ED-24).
    pub fn delivered(&self) -> Option<&Scan> {
        let returning = self.first_of(&[Code::Returning, Code::Returned]);
        self.first_of(&[Code::Delivered]).filter(|scan| returning.is_none_or(|back| scan.at < back.at))
    }

    /// The first scan that shows that the carrier has it.
    pub fn handed_over(&self) -> Option<&Scan> {
        self.scans.iter().find(|scan| scan.code.shows_carrier_has_it())
    }

    /// The newest scan.
    pub fn last(&self) -> Option<&Scan> {
        self.scans.last()
    }

    /// Who carries it, by the newest scan that says so.
    pub fn carrier(&self) -> Option<&str> {
        self.scans.iter().rev().map(|scan| scan.carrier.as_str()).find(|carrier| !carrier.is_empty())
    }

    fn first_of(&self, codes: &[Code]) -> Option<&Scan> {
        self.scans.iter().find(|scan| codes.contains(&scan.code))
    }
}

/// What is kept of scans. What is kept of a union follows from what was kept of its parts, as long as none of it is older than the
/// window.
fn kept<'s>(scans: impl Iterator<Item = &'s Scan>) -> Vec<Scan> {
    let mut unique: BTreeMap<_, &Scan> = BTreeMap::new();
    for scan in scans {
        let told = unique.entry(scan.key()).or_insert(scan);
        // Two that tell of the same in other words: whichever comes first, the same one stays.
        if scan < *told {
            *told = scan;
        }
    }
    let newest = unique.keys().next_back().map(|key| key.0);
    let is_recent = |at: Timestamp| newest.is_some_and(|newest| newest.duration_since(at) <= WINDOW);
    let scans: Vec<&Scan> = unique.into_values().filter(|scan| is_recent(scan.at)).collect();
    let (mut first, mut last) = (BTreeMap::new(), BTreeMap::new());
    for (place, scan) in scans.iter().enumerate() {
        first.entry(scan.code).or_insert(place);
        last.insert(scan.code, place);
    }
    let marked: BTreeSet<usize> = first.into_values().chain(last.into_values()).collect();
    let tail = scans.len().saturating_sub(NEWEST);
    let stays = |place: &usize| *place < FIRST || *place >= tail || marked.contains(place);
    (0..scans.len()).filter(stays).map(|place| scans[place].clone()).collect()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::{collection::vec, prelude::*, sample::Index};

    use super::*;
    use crate::tracking::Place;

    fn scan(hours: i64, code: Code) -> Scan {
        let start: Timestamp = "2026-03-02T08:00:00Z".parse().expect("an instant");
        let at = start + SignedDuration::from_hours(hours);
        let day = at.to_zoned(TimeZone::UTC).date();
        Scan { at, code, day, place: Place::default(), carrier: String::new(), word: String::new() }
    }

    fn report(scans: Vec<Scan>) -> Report {
        Report { number: "12345".parse().expect("a number"), scans, expected: None, order: None }
    }

    fn fresh() -> Parcel {
        Parcel::new("12345".parse().expect("a number"))
    }

    fn parcel(scans: &[(i64, Code)]) -> Parcel {
        fresh().with(&report(scans.iter().map(|(hours, code)| scan(*hours, *code)).collect())).parcel
    }

    #[test]
    fn the_state_follows_from_the_scans() {
        use Code::{
            Accepted, AttemptFailed, AvailableForPickup, Cancelled, Delivered, Exception, InTransit,
            OutForDelivery, PreTransit, Returned, Returning, Unknown,
        };
        for (scans, state, handed_over, delivered) in [
            (vec![], Unknown, None, None),
            (vec![(0, Unknown)], Unknown, None, None),
            (vec![(0, PreTransit)], PreTransit, None, None),
            (vec![(0, PreTransit), (1, Unknown)], PreTransit, None, None),
            (vec![(0, PreTransit), (5, Accepted)], Accepted, Some(5), None),
            // The label's word comes late, or is dated late.
            (vec![(5, InTransit), (9, PreTransit)], InTransit, Some(5), None),
            (vec![(5, InTransit), (9, Unknown)], InTransit, Some(5), None),
            (vec![(5, Accepted), (5, InTransit)], InTransit, Some(5), None),
            (vec![(1, Accepted), (30, OutForDelivery), (40, AttemptFailed)], AttemptFailed, Some(1), None),
            (vec![(30, OutForDelivery), (40, AttemptFailed), (41, InTransit)], InTransit, Some(30), None),
            (vec![(3, Exception)], Exception, None, None),
            (vec![(3, Exception), (4, InTransit)], InTransit, Some(4), None),
            (vec![(3, InTransit), (60, AvailableForPickup)], AvailableForPickup, Some(3), None),
            (vec![(3, InTransit), (60, Delivered)], Delivered, Some(3), Some(60)),
            (vec![(60, Delivered)], Delivered, Some(60), Some(60)),
            // A depot's scan after the delivery, and a second delivery.
            (vec![(60, Delivered), (61, InTransit)], Delivered, Some(60), Some(60)),
            (vec![(60, Delivered), (84, Delivered)], Delivered, Some(60), Some(60)),
            (vec![(3, InTransit), (9, Returning)], Returning, Some(3), None),
            (vec![(9, Returning), (20, InTransit)], Returning, Some(9), None),
            // Delivered, but to its sender.
            (vec![(3, InTransit), (9, Returning), (60, Delivered)], Returned, Some(3), None),
            (vec![(9, Returning), (60, Returned)], Returned, Some(9), None),
            (vec![(60, Returned)], Returned, Some(60), None),
            // Delivered, and then sent back.
            (vec![(20, Delivered), (90, Returning)], Returning, Some(20), Some(20)),
            (vec![(0, PreTransit), (9, Cancelled)], Cancelled, None, None),
            (vec![(9, Cancelled), (20, InTransit)], InTransit, Some(20), None),
        ] {
            let parcel = parcel(&scans);
            let hours =
                |of: Option<&Scan>| of.map(|found| found.at.duration_since(scan(0, Unknown).at).as_hours());
            let told = (parcel.state(), hours(parcel.handed_over()), hours(parcel.delivered()));
            assert_eq!(told, (state, handed_over, delivered), "{scans:?}");
        }
    }

    #[test]
    fn the_same_scan_in_other_words_is_one() {
        let mut other = scan(3, Code::InTransit);
        other.word = "hub-in".into();
        other.place.city = Some("LEIPZIG".into());
        let mut third = other.clone();
        third.place.city = Some("Leipzig".into());
        third.word = "arrived".into();
        assert_eq!(other.id(), third.id());
        let one = fresh().with(&report(vec![other.clone()])).parcel;
        let both = one.with(&report(vec![third.clone()]));
        assert_eq!((both.new.len(), both.parcel.scans.len()), (0, 1));
        assert_eq!(both.parcel, fresh().with(&report(vec![third])).parcel.with(&report(vec![other])).parcel);
        let again = both.parcel.with(&report(both.parcel.scans.clone()));
        assert!(!again.is_news && again.new.is_empty());
    }

    #[test]
    fn the_newest_estimate_counts() {
        let said = |hours: i64, day: &str| Report {
            expected: Some(Expected {
                said: scan(hours, Code::Unknown).at,
                day: day.parse().expect("a day"),
            }),
            ..report(vec![])
        };
        let (first, second) = (said(1, "2026-03-05"), said(9, "2026-03-07"));
        let forth = fresh().with(&first).parcel.with(&second);
        assert!(forth.is_news);
        let back = fresh().with(&second).parcel.with(&first);
        assert!(!back.is_news);
        assert_eq!(forth.parcel, back.parcel);
        assert_eq!(forth.parcel.expected.map(|e| e.day.to_string()).as_deref(), Some("2026-03-07"));
    }

    #[test]
    fn a_number_that_is_given_again_begins_anew() {
        let old = parcel(&[(0, Code::InTransit), (60, Code::Delivered)]);
        let new = old.with(&report(vec![scan(60 + 200 * 24 + 1, Code::PreTransit)])).parcel;
        assert_eq!((new.state(), new.delivered(), new.scans.len()), (Code::PreTransit, None, 1));
        // What was said of the old one changes nothing any more.
        let late = new.with(&report(vec![scan(60, Code::Delivered)]));
        assert!(!late.is_news);
    }

    fn some_scan(within: i64) -> impl Strategy<Value = Scan> {
        (0..within, any::<Index>(), 0..3_usize).prop_map(|(hours, code, place)| {
            let mut scan = scan(hours, *code.get(&Code::ALL));
            scan.place.city = ["Hub", "hub", "Berlin"].get(place).map(|city| (*city).to_owned());
            scan.word = ["a", "b", "c"][place].to_owned();
            scan
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        /// Out of order, again and again, one by one or together: one parcel.
        #[test]
        fn any_order_and_repetition_of_scans_is_one_parcel(
            scans in vec(some_scan(200 * 24), 0..160),
            order in vec(any::<Index>(), 0..240),
            together in 1_usize..40,
        ) {
            let whole = fresh().with(&report(scans.clone())).parcel;
            let mut parcel = fresh();
            let picked = order.iter().filter(|_| !scans.is_empty()).map(|index| index.get(&scans).clone());
            let told: Vec<Scan> = picked.chain(scans.iter().rev().cloned()).collect();
            for some in told.chunks(together) {
                parcel = parcel.with(&report(some.to_vec())).parcel;
            }
            prop_assert_eq!(&parcel, &whole);
            prop_assert!(parcel.scans.len() <= MOST_SCANS);
            prop_assert!(parcel.scans.is_sorted_by_key(Scan::key));
            // Nothing that is said depends on what fell out.
            let all = Parcel { scans: { let mut all = scans; all.sort(); all }, ..fresh() };
            prop_assert_eq!(parcel.state(), all.state());
            prop_assert_eq!(parcel.handed_over().map(|s| s.at), all.handed_over().map(|s| s.at));
            prop_assert_eq!(parcel.delivered().map(|s| s.at), all.delivered().map(|s| s.at));
            prop_assert_eq!(parcel.last().map(|s| s.at), all.last().map(|s| s.at));
        }

        /// Over years, with numbers that come again.
        #[test]
        fn any_order_over_years_is_one_parcel(scans in vec(some_scan(3 * 365 * 24), 0..50), by in any::<Index>()) {
            let whole = fresh().with(&report(scans.clone())).parcel;
            let mut turned = scans.clone();
            if !turned.is_empty() {
                turned.rotate_left(by.index(scans.len()));
            }
            for told in [turned.clone(), turned.into_iter().rev().collect()] {
                let parcel = told.iter().fold(fresh(), |parcel, scan| parcel.with(&report(vec![scan.clone()])).parcel);
                prop_assert_eq!(&parcel, &whole);
            }
        }

        /// A later scan never leads back to before it was handed over.
        #[test]
        fn what_the_carrier_has_is_never_only_announced(scans in vec(some_scan(2000), 1..30)) {
            let parcel = fresh().with(&report(scans)).parcel;
            if parcel.handed_over().is_some() {
                prop_assert!(parcel.state() > Code::PreTransit);
            }
        }
    }
}
