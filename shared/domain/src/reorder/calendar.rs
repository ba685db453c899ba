//! When an order goes out, and when it is there: the supplier's order days, cut-off, working days and holidays.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::{
    calendar::{CutOffs, WorkCalendar},
    settings::SupplierCalendar,
    stock::rules::Day,
};

/// A supplier's calendar, in their zone.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// The days on which they work.
    works: WorkCalendar,
    /// Those of them on which they take orders.
    orders: WorkCalendar,
    has_order_days: bool,
    cut_offs: CutOffs,
}

/// When an order goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opportunity {
    /// The supplier's date.
    pub on: Date,
    /// Until when it has to be there; absent where any moment is as good.
    pub by: Option<Timestamp>,
}

impl Calendar {
    /// A supplier's calendar; `zone` is the shop's, for those of whom none is said.
    pub fn new(of: Option<&SupplierCalendar>, zone: &TimeZone) -> Self {
        let works = of.map_or_else(|| WorkCalendar::every_day(zone.clone()), |of| of.work(zone));
        let order_days = of.into_iter().flat_map(|of| &of.order_days);
        Self {
            orders: works.clone().only_on(order_days.copied().map(Day::weekday)),
            works,
            has_order_days: of.is_some_and(|of| !of.order_days.is_empty()),
            cut_offs: CutOffs { usual: of.and_then(|of| of.cut_off), ..CutOffs::default() },
        }
    }

    /// The supplier's date at a moment.
    pub fn today(&self, now: Timestamp) -> Date {
        self.works.today(now)
    }

    /// The first day on which an order can go out: today, if its cut-off hasn't come. At the cut-off itself it has (as with
    /// every cut-off of the house).
    pub fn next_order(&self, now: Timestamp) -> Option<Opportunity> {
        Some(self.opportunity(self.orders.effective(now, &self.cut_offs).ok()?))
    }

    /// The one after that: what isn't ordered then waits for it.
    pub fn after(&self, order: Opportunity) -> Option<Opportunity> {
        Some(self.opportunity(self.orders.add_open_days(order.on, 1).ok()?))
    }

    /// Whether they take orders on some days only.
    pub fn has_order_days(&self) -> bool {
        self.has_order_days
    }

    /// When what is ordered on a day is there, if it takes so many days: of theirs, on which they work.
    pub fn arrival(&self, ordered: Date, days: u16) -> Option<Date> {
        self.works.add_open_days(ordered, days.into()).ok()
    }

    /// How many days a delivery took, counted as [`arrival`](Self::arrival) counts them: from the day on which what was
    /// approved could go out. What comes sooner than that took none; nothing comes before it was approved.
    pub fn took(&self, approved: Timestamp, received: Timestamp) -> Option<u16> {
        let received = self.today(received);
        if received < self.today(approved) {
            return None;
        }
        let days = self.works.count_open_days(self.next_order(approved)?.on, received).ok()?;
        u16::try_from(days.max(0)).ok()
    }

    fn opportunity(&self, on: Date) -> Opportunity {
        let ends = self.has_order_days || self.cut_offs.usual.is_some();
        Opportunity { on, by: ends.then(|| self.cut_offs.missed_from(on, self.orders.zone())).flatten() }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, json};

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn reckoned(of: Value, now: &str, days: u16) -> (Date, Option<String>, Date) {
        let of: SupplierCalendar = serde_json::from_value(of).expect("a calendar");
        let calendar = Calendar::new(Some(&of), &TimeZone::get("Europe/Berlin").expect("a zone"));
        let order = calendar.next_order(at(now)).expect("a day");
        let arrival = calendar.arrival(order.on, days).expect("a day");
        (order.on, order.by.map(|by| by.to_string()), arrival)
    }

    #[test]
    fn order_days_cut_off_and_holidays_decide() {
        let november = |day| date(2026, 11, day);
        let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"];
        let tuesdays = json!({"order_days": ["tuesday"], "cut_off": "12:00"});
        let works = json!({"work_days": weekdays});
        let shut = json!({"work_days": weekdays, "country": "DE",
            "closed": [{"from": "2026-12-21", "to": "2027-01-03"}, {"from": "2026-11-12"}]});
        // 10 November 2026 is a Tuesday; Berlin is an hour ahead of UTC.
        for (what, of, now, days, on, by, arrives) in [
            ("any moment", json!({}), "2026-11-10T10:00:00Z", 3, november(10), None, november(13)),
            ("the shop's own date", json!({}), "2026-11-10T23:30:00Z", 0, november(11), None, november(11)),
            (
                "a minute before the cut-off",
                tuesdays.clone(),
                "2026-11-10T10:59:00Z",
                7,
                november(10),
                Some("2026-11-10T11:00:00Z"),
                november(17),
            ),
            (
                "at the cut-off",
                tuesdays.clone(),
                "2026-11-10T11:00:00Z",
                7,
                november(17),
                Some("2026-11-17T11:00:00Z"),
                november(24),
            ),
            (
                "their own clock",
                json!({"cut_off": "12:00", "zone": "America/New_York"}),
                "2026-11-10T11:00:00Z",
                1,
                november(10),
                Some("2026-11-10T17:00:00Z"),
                november(11),
            ),
            (
                "an order day without a cut-off ends at midnight",
                json!({"order_days": ["friday"]}),
                "2026-11-10T11:00:00Z",
                0,
                november(13),
                Some("2026-11-13T23:00:00Z"),
                november(13),
            ),
            ("working days", works.clone(), "2026-11-12T11:00:00Z", 3, november(12), None, november(17)),
            ("ordered at the weekend", works, "2026-11-14T11:00:00Z", 1, november(16), None, november(17)),
            ("closed for a day", shut.clone(), "2026-11-11T11:00:00Z", 1, november(11), None, november(13)),
            (
                "closed over Christmas and New Year",
                shut.clone(),
                "2026-12-18T11:00:00Z",
                1,
                date(2026, 12, 18),
                None,
                date(2027, 1, 4),
            ),
            (
                "ordered while closed",
                shut,
                "2026-12-22T11:00:00Z",
                1,
                date(2027, 1, 4),
                None,
                date(2027, 1, 5),
            ),
            (
                "a public holiday",
                json!({"country": "DE"}),
                "2026-12-24T11:00:00Z",
                1,
                date(2026, 12, 24),
                None,
                date(2026, 12, 27),
            ),
            (
                "the hour that there isn't",
                json!({"cut_off": "02:30"}),
                "2026-03-28T20:00:00Z",
                0,
                date(2026, 3, 29),
                Some("2026-03-29T01:30:00Z"),
                date(2026, 3, 29),
            ),
        ] {
            let (found_on, found_by, found_arrives) = reckoned(of, now, days);
            let found = (found_on, found_by.as_deref(), found_arrives);
            assert_eq!(found, (on, by, arrives), "{what}");
        }
    }

    #[test]
    fn who_never_opens_has_no_day() {
        let of: SupplierCalendar =
            serde_json::from_value(json!({"closed": [{"from": "2026-01-01", "to": "2029-01-01"}]}))
                .expect("one");
        let calendar = Calendar::new(Some(&of), &TimeZone::UTC);
        assert_eq!(calendar.next_order(at("2026-02-01T00:00:00Z")), None);
        assert_eq!(calendar.arrival(date(2026, 2, 1), 1), None);
    }
}
