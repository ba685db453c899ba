//! The carrier's clock: a day counts as much as is delivered on it. A Sunday counts little, a holiday hardly.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Options, Spot};
use crate::calendar::Holidays;

/// What a day counts, by weekday from Monday on, and a holiday; a usual working day counts 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Profile {
    weekdays: [f32; 7],
    holiday: f32,
}

/// Before anything is measured.
const USUAL: Profile = Profile { weekdays: [1.0, 1.0, 1.0, 1.0, 1.0, 0.4, 0.05], holiday: 0.1 };
/// What is usual weighs as much as so many weeks.
const USUAL_WEEKS: f32 = 2.0;
/// A country with fewer deliveries goes by the shop's profile.
const ENOUGH: u32 = 300;
/// A usual day counts this much of the busiest.
const USUAL_DAY: f32 = 0.7;
/// Time never stands still.
const LEAST: f32 = 0.02;
/// So many days are looked at.
const LOOKED_AT: i32 = 182;
/// Nothing is reckoned further ahead.
const FURTHEST: i32 = 400;

/// The clocks of all countries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Clock {
    shop: Profile,
    countries: BTreeMap<String, Profile>,
    closed: BTreeMap<String, Vec<i32>>,
}

/// One place's clock.
#[derive(Debug, Clone)]
pub(super) struct Local<'c> {
    profile: Profile,
    closed: &'c [i32],
    holidays: Option<&'static Holidays>,
    /// What days count from `first` on, if that was looked up once.
    looked_up: Vec<f32>,
    first: i32,
}

/// A Monday.
const FIRST: Date = Date::constant(1900, 1, 1);

/// The number of a day.
pub(super) fn number(date: Date) -> i32 {
    (date - FIRST).get_days()
}

/// The day of a number.
pub(super) fn date(number: i32) -> Date {
    FIRST.saturating_add(jiff::Span::new().days(number.clamp(-500_000, 1_000_000)))
}

impl Clock {
    /// By what was delivered on which day (by its number), before `as_of`.
    pub(super) fn measured(
        deliveries: &BTreeMap<String, BTreeMap<i32, u32>>,
        as_of: i32,
        options: &Options,
    ) -> Self {
        let closed = options.closed.iter().map(|(country, days)| {
            let mut days: Vec<_> = days.iter().map(|day| number(*day)).collect();
            days.sort_unstable();
            (country.clone(), days)
        });
        let mut clock = Self { shop: USUAL, countries: BTreeMap::new(), closed: closed.collect() };
        let mut all: Vec<Counts> = vec![];
        for (country, days) in deliveries {
            let local = clock.of(&Spot { country: country.clone(), ..Spot::default() });
            let counts = Counts::of(days, as_of, &local);
            all.push(counts);
        }
        clock.shop = all.iter().fold(Counts::default(), |sum, own| sum.and(own)).profile(&USUAL);
        for (country, counts) in deliveries.keys().zip(&all) {
            if counts.total() >= ENOUGH {
                clock.countries.insert(country.clone(), counts.profile(&clock.shop));
            }
        }
        clock
    }

    /// Of where something goes.
    pub(super) fn of(&self, to: &Spot) -> Local<'_> {
        Local {
            profile: self.countries.get(&to.country).copied().unwrap_or(self.shop),
            closed: self.closed.get(&to.country).map_or(&[], Vec::as_slice),
            holidays: Holidays::at(&to.country, to.subdivision.as_deref()),
            looked_up: vec![],
            first: 0,
        }
    }

    /// Whether all it says are numbers that lead on.
    pub(super) fn is_whole(&self) -> bool {
        self.countries.values().chain([&self.shop]).all(|profile| {
            profile.weekdays.iter().chain([&profile.holiday]).all(|weight| *weight >= LEAST && *weight < 10.0)
        })
    }
}

impl Local<'_> {
    fn is_holiday(&self, day: i32) -> bool {
        self.closed.binary_search(&day).is_ok()
            || self.holidays.and_then(|known| known.is_holiday(date(day))) == Some(true)
    }

    /// The same, with the days from `from` to `to` looked up once for many questions.
    pub(super) fn looked_up(self, from: i32, to: i32) -> Self {
        let looked_up = (from..=to).map(|day| self.weight(day)).collect();
        Self { looked_up, first: from, ..self }
    }

    /// What a day counts.
    pub(super) fn weight(&self, day: i32) -> f32 {
        let known = usize::try_from(day - self.first).ok().and_then(|at| self.looked_up.get(at));
        known.copied().unwrap_or_else(|| self.look_up(day))
    }

    fn look_up(&self, day: i32) -> f32 {
        let weekday = self.profile.weekdays[day.rem_euclid(7) as usize];
        if self.is_holiday(day) { self.profile.holiday.min(weekday) } else { weekday }
    }

    /// What the days after `from` count, up to `to` with it.
    pub(super) fn between(&self, from: i32, to: i32) -> f32 {
        (from + 1..=to.min(from + FURTHEST)).map(|day| self.weight(day)).sum()
    }

    /// So many days after `from` the clock has gone so far; `far` are rising.
    pub(super) fn days(&self, from: i32, far: impl IntoIterator<Item = f32>) -> Vec<u16> {
        let (mut days, mut gone) = (0_u16, 0.0);
        let mut next = |far: f32| {
            while gone + 1e-4 < far && i32::from(days) < FURTHEST {
                days += 1;
                gone += self.weight(from + i32::from(days));
            }
            days
        };
        far.into_iter().map(&mut next).collect()
    }
}

/// Deliveries and days, by weekday, and of holidays.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    delivered: [u32; 8],
    days: [u32; 8],
}

impl Counts {
    fn of(days: &BTreeMap<i32, u32>, as_of: i32, local: &Local<'_>) -> Self {
        let mut counts = Self::default();
        let Some(first) = days.range(as_of - LOOKED_AT..as_of).next().map(|(day, _)| *day) else {
            return counts;
        };
        for day in first..as_of {
            let at = if local.is_holiday(day) { 7 } else { day.rem_euclid(7) as usize };
            counts.days[at] += 1;
            counts.delivered[at] += days.get(&day).copied().unwrap_or(0);
        }
        counts
    }

    fn and(mut self, other: &Self) -> Self {
        for at in 0..8 {
            self.days[at] += other.days[at];
            self.delivered[at] += other.delivered[at];
        }
        self
    }

    fn total(&self) -> u32 {
        self.delivered.iter().sum()
    }

    /// Drawn to what is usual by as much as a few weeks weigh, and more so if little is delivered at all.
    fn profile(&self, usual: &Profile) -> Profile {
        if self.total() == 0 {
            return *usual;
        }
        let rate = |at: usize| self.delivered[at] as f32 / self.days[at].max(1) as f32;
        let weekdays = usual.weekdays;
        // A usual day is one that counts most of what the busiest does.
        let most = (0..7).map(rate).fold(0.0, f32::max);
        let busy: Vec<f32> = (0..7).map(rate).filter(|rate| *rate >= most * USUAL_DAY).collect();
        let day = busy.iter().sum::<f32>() / busy.len().max(1) as f32;
        // What is drawn to the usual: some weeks, and at least thirty parcels.
        let drawn = USUAL_WEEKS.max(30.0 / day);
        let weigh = |at: usize, usual: f32| {
            let days = self.days[at] as f32;
            ((rate(at) / day * days + usual * drawn) / (days + drawn)).clamp(LEAST, 2.0)
        };
        let mut own = *usual;
        for (at, usual) in weekdays.into_iter().enumerate() {
            own.weekdays[at] = weigh(at, usual);
        }
        own.holiday = weigh(7, usual.holiday);
        own
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as on;

    use super::*;

    fn clock(per_weekday: [u32; 7], weeks: i32) -> Clock {
        let today = number(on(2026, 6, 15));
        let is_holiday =
            |day: i32| crate::calendar::holidays::is_holiday("DE", None, date(day)) == Some(true);
        let days = (today - weeks * 7..today)
            .filter(|day| !is_holiday(*day))
            .map(|day| (day, per_weekday[day.rem_euclid(7) as usize]));
        let deliveries = [("DE".to_owned(), days.collect())].into();
        Clock::measured(&deliveries, today, &Options::default())
    }

    #[test]
    fn numbers_of_days_lead_back() {
        for day in [on(1900, 1, 1), on(2018, 2, 28), on(2024, 2, 29), on(2026, 6, 15)] {
            assert_eq!(date(number(day)), day);
            assert_eq!(number(day).rem_euclid(7), i32::from(day.weekday().to_monday_zero_offset()));
        }
    }

    #[test]
    fn a_weekday_counts_what_is_delivered_on_it() {
        let to = Spot { country: "DE".into(), ..Spot::default() };
        for (per_weekday, weeks, saturday, sunday) in [
            ([100, 100, 100, 100, 100, 50, 0], 26, 0.49..0.51, 0.01..0.03),
            ([100, 100, 100, 100, 100, 100, 100], 26, 0.9..1.01, 0.8..1.01),
            ([100, 100, 100, 100, 100, 0, 0], 26, 0.01..0.05, 0.01..0.03),
            // Too little to go by: as it usually is.
            ([0, 0, 0, 0, 0, 0, 0], 26, 0.39..0.41, 0.04..0.06),
            ([1, 1, 0, 0, 1, 0, 0], 1, 0.3..0.41, 0.03..0.06),
        ] {
            let clock = clock(per_weekday, weeks);
            assert!(clock.is_whole());
            let local = clock.of(&to);
            let weight = |day| local.weight(number(day));
            let (found_saturday, found_sunday) = (weight(on(2026, 6, 20)), weight(on(2026, 6, 21)));
            assert!(saturday.contains(&found_saturday), "{per_weekday:?}: {found_saturday}");
            assert!(sunday.contains(&found_sunday), "{per_weekday:?}: {found_sunday}");
            assert!(weight(on(2026, 12, 25)) < 0.3, "Christmas");
        }
    }

    #[test]
    fn so_far_takes_so_many_days() {
        let clock = clock([100, 100, 100, 100, 100, 50, 0], 26);
        let local = clock.of(&Spot { country: "DE".into(), ..Spot::default() });
        for (from, far, days) in [
            (on(2026, 6, 15), 0.0, 0),
            (on(2026, 6, 15), 1.0, 1),
            (on(2026, 6, 15), 1.5, 2),
            (on(2026, 6, 19), 1.0, 3),  // over half a Saturday and next to no Sunday
            (on(2026, 12, 24), 1.0, 4), // and two days of Christmas
        ] {
            assert_eq!(local.days(number(from), [far - 0.05]), [days], "{from} {far}");
        }
        assert_eq!(local.days(0, [f32::INFINITY]), [400]);
        let known = local.clone().looked_up(40_000, 46_300);
        assert!((39_990..46_310).all(|day| known.weight(day).to_bits() == local.weight(day).to_bits()));
    }
}
