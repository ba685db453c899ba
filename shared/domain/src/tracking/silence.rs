//! A parcel of which nothing is heard any more.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{Code, Parcel};

/// The longest silence that can be asked for, in delivery days, and the most days of the calendar that are looked at for it.
pub const MOST_DAYS: u16 = 60;
const FURTHEST: u32 = 400;

/// When a parcel counts as silent if nothing more is scanned: at the end of the `days`th delivery day after the day of its last
/// scan, by the clock of `zone`. `None` where nobody waits for a scan: nobody has handed it over yet, it waits for its buyer, or its
/// way is over.
pub fn falls_silent(
    parcel: &Parcel,
    days: u16,
    zone: &TimeZone,
    is_delivery_day: impl Fn(Date) -> bool,
) -> Option<Timestamp> {
    parcel.handed_over()?;
    let last = parcel.last()?;
    let state = parcel.state();
    if state.is_final() || state == Code::AvailableForPickup {
        return None;
    }
    let mut left = days.clamp(1, MOST_DAYS);
    let mut day = last.at.to_zoned(zone.clone()).date();
    for _ in 0..FURTHEST {
        day = day.tomorrow().ok()?;
        left -= u16::from(is_delivery_day(day));
        if left == 0 {
            return Some(day.tomorrow().ok()?.to_zoned(zone.clone()).ok()?.timestamp());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use jiff::civil::Weekday;

    use super::*;
    use crate::tracking::{Place, Report, Scan};

    fn parcel(scans: &[(&str, Code)]) -> Parcel {
        let scan = |(at, code): &(&str, Code)| {
            let at: Timestamp = at.parse().expect("an instant");
            let day = at.to_zoned(TimeZone::UTC).date();
            Scan {
                at,
                code: *code,
                day,
                place: Place::default(),
                carrier: String::new(),
                word: String::new(),
            }
        };
        let number: super::super::Number = "12345".parse().expect("a number");
        let scans = scans.iter().map(scan).collect();
        let report = Report { number: number.clone(), scans, expected: None, order: None };
        Parcel::new(number).with(&report).parcel
    }

    #[test]
    fn silence_is_counted_in_delivery_days() {
        use Code::{AvailableForPickup, Delivered, InTransit, PreTransit, Returned, Returning};
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let is_delivery_day = |day: Date| day.weekday() != Weekday::Sunday;
        for (scans, days, silent) in [
            // Monday, the week of the clocks' change: Tuesday, Wednesday, Thursday.
            (vec![("2026-03-23T10:00:00Z", InTransit)], 3, Some("2026-03-26T23:00:00Z")),
            // Friday evening: Saturday, Monday, Tuesday; summer time by then.
            (vec![("2026-03-27T20:00:00Z", InTransit)], 3, Some("2026-03-31T22:00:00Z")),
            // Half past eleven at night in Berlin is the next day there.
            (vec![("2026-03-23T23:30:00Z", InTransit)], 1, Some("2026-03-25T23:00:00Z")),
            (vec![("2026-03-23T10:00:00Z", InTransit)], 0, Some("2026-03-24T23:00:00Z")),
            (vec![("2026-03-23T10:00:00Z", PreTransit)], 3, None),
            (vec![("2026-03-23T10:00:00Z", AvailableForPickup)], 3, None),
            (vec![("2026-03-23T10:00:00Z", Delivered)], 3, None),
            (vec![("2026-03-23T10:00:00Z", Returning)], 3, Some("2026-03-26T23:00:00Z")),
            (vec![("2026-03-23T10:00:00Z", Returned)], 3, None),
            (vec![], 3, None),
        ] {
            let parcel = parcel(&scans);
            let at = falls_silent(&parcel, days, &zone, is_delivery_day);
            assert_eq!(at, silent.map(|at| at.parse().expect("an instant")), "{scans:?}");
        }
        assert_eq!(
            falls_silent(&parcel(&[("2026-03-23T10:00:00Z", InTransit)]), 3, &zone, |_| false),
            None,
            "a calendar without delivery days ends"
        );
    }
}
