//! Until when something comes back: whole days in the buyer's zone, the last one to its end.

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    Bought, Facts,
    rules::{From, Window},
};
use crate::{calendar::WorkCalendar, zones};

/// How a window stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// The day from which its days count; that day itself isn't one of them. Unknown if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<Date>,
    /// By what it is known.
    pub by: StartsBy,
    /// Its last day; none if it is open for ever, or nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
    /// Whether it is open; `None` if nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<bool>,
    /// What made its last day a later one, the last of all that did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longer: Option<Longer>,
}

super::words::words! {
    /// By what the start of a window is known.
    StartsBy {
        /// It was delivered.
        Delivery = "delivery",
        /// It was to be there on a day, and some days more: nobody scanned it.
        Promise = "promise",
        /// It was handed over.
        Shipment = "shipment",
        /// It was ordered.
        Order = "order",
        /// Nobody knows.
        Nothing = "nothing",
    }
}

super::words::words! {
    /// What made a window longer.
    Longer {
        /// A tag of the customer.
        Tier = "tier",
        /// The shop's or the carrier's fault.
        Fault = "fault",
        /// A rule.
        Rule = "rule",
        /// A season.
        Season = "season",
        /// It ended on a day that is no business day.
        BusinessDay = "business-day",
        /// Somebody's word for this order.
        Exception = "exception",
    }
}

impl Open {
    /// How many days have passed since it began.
    pub fn days(&self, today: Date) -> Option<i64> {
        self.start.map(|start| i64::from((today - start).get_days()))
    }
}

/// What a window is reckoned from.
#[derive(Debug, Clone, Copy)]
pub struct WindowInput<'a> {
    /// What is known.
    pub facts: &'a Facts,
    /// The line.
    pub line: &'a Bought,
    /// How many pieces of it.
    pub pieces: i64,
    /// Whether the shop or the carrier is at fault.
    pub fault: bool,
    /// Days that a rule says.
    pub rule_days: Option<i32>,
    /// The buyer's zone.
    pub zone: &'a TimeZone,
    /// The shop's, for days on which nobody is at home there.
    pub now: Timestamp,
}

impl WindowInput<'_> {
    fn day(&self, at: Timestamp) -> Date {
        at.to_zoned(self.zone.clone()).date()
    }

    fn today(&self) -> Date {
        self.day(self.now)
    }

    /// The window of the shop's own policy. A tag that nobody knows makes it no longer: see [`WindowInput::at_longest`].
    pub fn of(&self, window: &Window) -> Open {
        let tags = self.facts.customer.tags.as_deref().unwrap_or_default();
        self.tagged(window, &|tag| tags.contains(tag))
    }

    /// The same for somebody with every tag that it asks for.
    pub fn at_longest(&self, window: &Window) -> Open {
        self.tagged(window, &|_| true)
    }

    fn tagged(&self, window: &Window, has: &dyn Fn(&String) -> bool) -> Open {
        let (start, by) = self.start(window);
        let (mut days, mut longer) = (window.days, None);
        if let Some(ruled) = self.rule_days {
            days = ruled;
            longer = Some(Longer::Rule);
        }
        let tiers = window.tiers.iter().filter(|(tag, _)| has(tag));
        for tier in tiers.map(|(_, days)| *days) {
            if is_longer(tier, days) {
                (days, longer) = (tier, Some(Longer::Tier));
            }
        }
        if self.fault && is_longer(window.fault_days, days) {
            (days, longer) = (window.fault_days, Some(Longer::Fault));
        }
        let mut open = self.until(start, by, days, window.to_business_day);
        open.longer = open.longer.or(longer);
        if days < 0 {
            return open;
        }
        let placed = self.day(self.facts.purchase.placed_at);
        let season = |season: &&super::rules::Season| (season.from..=season.to).contains(&placed);
        let seasons = window.seasons.iter().filter(season).map(|season| (season.until, Longer::Season));
        let exception = self.facts.exception_until.map(|until| (until, Longer::Exception));
        for (until, by) in seasons.chain(exception) {
            let still = self.today() <= until;
            // What nobody knows the beginning of isn't over by it.
            if open.last.map_or(still, |last| until > last) {
                (open.last, open.open, open.longer) = (Some(until), Some(still), Some(by));
            }
        }
        open
    }

    /// The window of the withdrawal that the law grants: from the last parcel of the whole order, and to the next working day
    /// where it would end on none (Regulation 1182/71).
    pub fn of_law(&self, window: &Window) -> Open {
        let mut start = Some((Date::MIN, StartsBy::Delivery));
        for line in self.facts.purchase.lines.iter().filter(|line| line.quantity > 0) {
            let own = self.delivered(line, i64::MAX, window.grace_days);
            start = start.zip(own).map(|(sofar, own)| if own.0 > sofar.0 { own } else { sofar });
        }
        match start {
            // As long as not everything is there, its time hasn't begun.
            None => Open { start: None, by: StartsBy::Nothing, last: None, open: Some(true), longer: None },
            Some((start, by)) => self.until(Some(start), by, window.withdrawal_days, true),
        }
    }

    fn start(&self, window: &Window) -> (Option<Date>, StartsBy) {
        let handed =
            |line: &Bought| line.parcels.iter().filter_map(|part| part.shipped.or(part.delivered)).max();
        let found = match window.from {
            From::Order => Some((self.day(self.facts.purchase.placed_at), StartsBy::Order)),
            From::Shipment if self.line.digital => {
                Some((self.day(self.facts.purchase.placed_at), StartsBy::Shipment))
            }
            From::Shipment => handed(self.line).map(|at| (self.day(at), StartsBy::Shipment)),
            From::Delivery => self.delivered(self.line, self.pieces, window.grace_days),
        };
        found.map_or((None, StartsBy::Nothing), |(day, by)| (Some(day), by))
    }

    /// The day on which so many pieces of a line were there, those that came last counted first; by the promised day and some
    /// more where nobody scanned them. `None` if nobody knows.
    fn delivered(&self, line: &Bought, pieces: i64, grace: u16) -> Option<(Date, StartsBy)> {
        if line.digital {
            return Some((self.day(self.facts.purchase.placed_at), StartsBy::Delivery));
        }
        let promised = || line.promised.and_then(|day| day.checked_add(i64::from(grace).days()).ok());
        let mut parts: Vec<(Option<Date>, StartsBy, i64)> = Vec::new();
        for part in line.parcels.iter().filter(|part| part.shipped.is_some() || part.delivered.is_some()) {
            let (day, by) = match part.delivered {
                Some(at) => (Some(self.day(at)), StartsBy::Delivery),
                None => (promised(), StartsBy::Promise),
            };
            parts.push((day, by, part.quantity));
        }
        let handed: i64 = parts.iter().map(|(_, _, pieces)| *pieces).sum();
        // All of it is asked for only where the law counts from the last piece: then what isn't handed over isn't there.
        if parts.is_empty() || (pieces == i64::MAX && handed < line.quantity) {
            return None;
        }
        if pieces == i64::MAX {
            return parts
                .iter()
                .map(|(day, by, _)| day.map(|day| (day, *by)))
                .collect::<Option<Vec<_>>>()?
                .into_iter()
                .max();
        }
        // Unknown ones come last: they were there latest.
        parts.sort_by_key(|(day, _, _)| std::cmp::Reverse(day.unwrap_or(Date::MAX)));
        let mut left = pieces;
        for (day, by, quantity) in &parts {
            left -= quantity;
            if left <= 0 {
                return day.map(|day| (day, *by));
            }
        }
        parts.last().and_then(|(day, by, _)| day.map(|day| (day, *by)))
    }

    fn until(&self, start: Option<Date>, by: StartsBy, days: i32, to_business_day: bool) -> Open {
        let endless = Open { start, by, last: None, open: Some(true), longer: None };
        if days < 0 {
            return endless;
        }
        let Some(from) = start else { return Open { open: None, ..endless } };
        let Ok(mut last) = from.checked_add(i64::from(days).days()) else { return endless };
        let mut longer = None;
        if to_business_day {
            let next = self.business_days().next_open(last).unwrap_or(last);
            if next > last {
                (last, longer) = (next, Some(Longer::BusinessDay));
            }
        }
        Open { start, by, last: Some(last), open: Some(self.today() <= last), longer }
    }

    /// The days on which business is done where the buyer is.
    fn business_days(&self) -> WorkCalendar {
        use jiff::civil::Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
        let calendar = WorkCalendar::new(self.zone.clone(), [Monday, Tuesday, Wednesday, Thursday, Friday]);
        let purchase = &self.facts.purchase;
        let Some(country) = purchase.country.as_deref() else { return calendar };
        let region =
            purchase.region.as_deref().map(|region| zones::region_code(country, region).to_uppercase());
        match crate::calendar::Holidays::of(country, region.as_deref())
            .or_else(|| crate::calendar::Holidays::of(country, None))
        {
            Some(holidays) => calendar.keeping_those(Some(holidays)),
            None => calendar,
        }
    }
}

/// Whether so many days are more, where less than none means for ever.
fn is_longer(days: i32, than: i32) -> bool {
    than >= 0 && (days < 0 || days > than)
}

/// Where a day ends, in a zone: as the next one begins.
pub fn end_of_day(day: Date, zone: &TimeZone) -> Timestamp {
    let next = day.tomorrow().ok().and_then(|next| next.to_zoned(zone.clone()).ok());
    next.map_or(Timestamp::MAX, |next| next.timestamp())
}

/// The last day of what holds until then: what ends with a day, ends as the next one begins.
pub fn last_day(until: Timestamp, zone: &TimeZone) -> Date {
    until.checked_sub(1.second()).unwrap_or(until).to_zoned(zone.clone()).date()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_last_day_is_the_one_that_ends_then() {
        for zone in ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC", "America/Sao_Paulo"] {
            let zone = TimeZone::get(zone).expect("a zone");
            // With the days on which clocks change.
            for day in [date(2026, 3, 24), date(2026, 3, 29), date(2026, 10, 25), date(2018, 11, 3)] {
                let end = end_of_day(day, &zone);
                assert_eq!(last_day(end, &zone), day, "{day} {zone:?}");
                assert_eq!(last_day(end - 1.minute(), &zone), day, "{day} {zone:?}");
            }
            assert_eq!(end_of_day(last_day(Timestamp::MAX, &zone), &zone), Timestamp::MAX);
        }
    }
}
