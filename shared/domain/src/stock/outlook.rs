//! How long a stock lasts: walked day by day, as a season may begin or end meanwhile.

use jiff::{Span, civil::Date};

use super::{Incoming, Item, Lost, Method, Outlook, PerDay, rules::Season};
use crate::Money;

/// What lasts longer isn't reckoned: nobody knows what is sold in a year.
const HORIZON: u32 = 365;
const MILLION: i128 = 1_000_000;

/// What is sold from a day on.
#[derive(Debug, Clone)]
pub(super) struct Demand {
    today: Date,
    per_day: PerDay,
    method: Method,
    /// Each day's percent of the usual.
    percents: Vec<u32>,
}

impl Demand {
    /// What is sold of `item` from `today` on, if it is `per_day` on usual days.
    pub(super) fn new(
        today: Date,
        (per_day, method): (PerDay, Method),
        seasons: &[Season],
        fits: impl Fn(&Season) -> bool,
    ) -> Self {
        let seasons: Vec<_> = seasons.iter().filter(|season| fits(season)).collect();
        let percent = |date: Date| {
            let season = seasons.iter().find(|season| (season.from..=season.to).contains(&date));
            season.map_or(100, |season| season.percent)
        };
        let percents = (0..=HORIZON).map(|day| after(today, day).map_or(100, percent)).collect();
        Self { today, per_day, method, percents }
    }

    /// Sold on the `day`-th day from today, in millionths of a piece.
    fn on(&self, day: u32) -> i128 {
        let percent = self.percents.get(day as usize).copied().unwrap_or(100);
        i128::from(self.per_day.0.max(0)) * i128::from(percent) / 100
    }

    fn between(&self, from: u32, to: u32) -> i128 {
        (from..to).map(|day| self.on(day)).sum()
    }

    /// Pieces that are sold in so many days, rounded down: at or below it, a stock doesn't last.
    pub(super) fn pieces(&self, days: u32) -> i64 {
        i64::try_from(self.between(0, days) / MILLION).unwrap_or(i64::MAX)
    }

    /// After how many days the last piece is sold: whole ones, and tenths in all. `None` beyond the horizon.
    fn lasts(&self, available: i64) -> Option<(u32, u32)> {
        let mut left = i128::from(available.max(0)) * MILLION;
        for day in 0..HORIZON {
            let sold = self.on(day);
            if left < sold || left == 0 {
                let tenths = if left == 0 { 0 } else { left * 10 / sold };
                return Some((day, day * 10 + u32::try_from(tenths).unwrap_or(9)));
            }
            left -= sold;
        }
        None
    }

    /// What is to be expected of a stock. `lead_days` is what a delivery takes that is ordered today.
    pub(super) fn outlook(
        &self,
        available: i64,
        incoming: &[Incoming],
        lead_days: u16,
        price: Option<Money>,
    ) -> Outlook {
        let lasts = self.lasts(available);
        let expected = incoming.iter().filter(|one| one.pieces > 0).filter_map(|one| one.on);
        let next = expected.filter(|on| *on >= self.today).min();
        let next = next.or_else(|| after(self.today, u32::from(lead_days)));
        let season = self.percents.first().copied().filter(|percent| *percent != 100);
        Outlook {
            per_day: self.per_day,
            method: self.method,
            season,
            cover_tenths: lasts.map(|(_, tenths)| tenths),
            runs_out: lasts.and_then(|(days, _)| after(self.today, days)),
            next_delivery: next,
            lost: lasts.zip(next).and_then(|((days, _), next)| self.lost(available, days, next, price)),
        }
    }

    /// What isn't sold of `available` pieces that run out on the `from`-th day, until a delivery.
    fn lost(&self, available: i64, from: u32, delivery: Date, price: Option<Money>) -> Option<Lost> {
        let to = u32::try_from((delivery - self.today).get_days()).ok()?;
        let days = to.checked_sub(from).filter(|days| *days > 0)?;
        let lacking = self.between(0, to.min(HORIZON)) - i128::from(available.max(0)) * MILLION;
        let pieces = i64::try_from((lacking + MILLION - 1) / MILLION).ok().filter(|pieces| *pieces > 0)?;
        let value =
            price.and_then(|price| Some(Money::new(price.minor.checked_mul(pieces)?, price.currency)));
        Some(Lost { days, pieces, value })
    }

    /// Whether enough is on its way: what arrives before the last piece is sold lifts the stock, as it then is, above
    /// `threshold`. What is overdue or has no date may not come at all.
    pub(super) fn is_covered(&self, available: i64, incoming: &[Incoming], threshold: i64) -> Option<Date> {
        let runs_out = self.lasts(available).map_or(HORIZON, |(days, _)| days);
        let mut expected: Vec<(u32, i64)> = incoming.iter().filter_map(|one| self.arrives(one)).collect();
        expected.sort_unstable();
        let mut pieces = available;
        for (day, arriving) in expected.into_iter().filter(|(day, _)| *day < runs_out) {
            pieces = pieces.saturating_add(arriving);
            let sold = i64::try_from(self.between(0, day) / MILLION).unwrap_or(i64::MAX);
            if pieces.saturating_sub(sold) > threshold {
                return after(self.today, day);
            }
        }
        None
    }

    fn arrives(&self, incoming: &Incoming) -> Option<(u32, i64)> {
        let days = u32::try_from((incoming.on? - self.today).get_days()).ok()?;
        (incoming.pieces > 0).then_some((days, incoming.pieces))
    }
}

fn after(today: Date, days: u32) -> Option<Date> {
    today.checked_add(Span::new().days(i64::from(days))).ok()
}

/// Whether a season is for an item.
pub(super) fn is_for(season: &Season, item: &Item, location: &str, supplier: Option<&str>) -> bool {
    season.of.closeness(item, location, supplier).is_some()
}

/// How much is sold on each of the next days, on average and in percent of the usual.
pub(crate) fn mean_percent(
    seasons: &[Season],
    (item, location, supplier): (&Item, &str, Option<&str>),
    today: Date,
    days: u32,
) -> u32 {
    let demand = Demand::new(today, (PerDay::ONE, Method::Weighted), seasons, |season| {
        is_for(season, item, location, supplier)
    });
    let days = days.clamp(1, HORIZON);
    u32::try_from(demand.between(0, days) * 100 / (MILLION * i128::from(days))).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::rules::Pick;

    fn day(n: i8) -> Date {
        jiff::civil::date(2026, 11, n)
    }

    fn season(from: i8, to: i8, percent: u32) -> Season {
        Season { name: None, from: day(from), to: day(to), percent, of: Pick::default() }
    }

    fn demand(millionths: i64, seasons: &[Season]) -> Demand {
        Demand::new(day(10), (PerDay(millionths), Method::Weighted), seasons, |_| true)
    }

    fn arriving(list: &[(Option<i8>, i64)]) -> Vec<Incoming> {
        list.iter().map(|(on, pieces)| Incoming { on: on.map(day), pieces: *pieces }).collect()
    }

    #[test]
    fn a_stock_lasts_as_long_as_its_days_add_up_to() {
        let sale = [season(12, 13, 300), season(1, 30, 50)];
        for (what, rate, seasons, available, tenths, runs_out) in [
            ("two a day", 2_000_000, &[][..], 7, Some(35), Some(13)),
            ("to the day", 2_000_000, &[], 6, Some(30), Some(13)),
            ("nothing left", 2_000_000, &[], 0, Some(0), Some(10)),
            ("less than nothing", 2_000_000, &[], -4, Some(0), Some(10)),
            ("one in ten days", 100_000, &[], 1, Some(100), Some(20)),
            ("three in a year", 8_000, &[], 3, None, None),
            ("two, then a sale at three times as much", 2_000_000, &sale[..1], 7, Some(25), Some(12)),
            ("half as much but in the sale", 2_000_000, &sale, 7, Some(28), Some(12)),
            ("not sold at all", 2_000_000, &[season(1, 12, 0)], 2, Some(40), Some(14)),
            ("the whole of an integer", i64::MAX, &[], 9, Some(0), Some(10)),
        ] {
            let found = demand(rate, seasons).outlook(available, &[], 7, None);
            assert_eq!((found.cover_tenths, found.runs_out), (tenths, runs_out.map(day)), "{what}");
        }
    }

    #[test]
    fn pieces_of_a_time_are_rounded_down() {
        for (rate, days, pieces) in
            [(1_500_000, 3, 4), (1_500_000, 4, 6), (99_999, 10, 0), (100_000, 10, 1), (1, 0, 0)]
        {
            assert_eq!(demand(rate, &[]).pieces(days), pieces, "{rate} {days}");
        }
        assert_eq!(demand(1_000_000, &[season(11, 12, 250)]).pieces(4), 7);
    }

    #[test]
    fn what_arrives_before_it_runs_out_covers() {
        for (what, available, incoming, expected) in [
            ("on the day before", 6, arriving(&[(Some(12), 20)]), Some(12)),
            ("on the day itself", 6, arriving(&[(Some(13), 20)]), None),
            ("today", 6, arriving(&[(Some(10), 20)]), Some(10)),
            ("overdue", 6, arriving(&[(Some(9), 20)]), None),
            ("without a date", 6, arriving(&[(None, 20)]), None),
            ("too little", 6, arriving(&[(Some(12), 3)]), None),
            ("the threshold itself", 6, arriving(&[(Some(12), 8)]), None),
            ("one more", 6, arriving(&[(Some(12), 9)]), Some(12)),
            ("in two parts", 6, arriving(&[(Some(12), 7), (Some(11), 5)]), Some(12)),
            ("nothing left", 0, arriving(&[(Some(10), 20)]), None),
            ("pieces that aren't", 6, arriving(&[(Some(12), -20)]), None),
        ] {
            assert_eq!(
                demand(2_000_000, &[]).is_covered(available, &incoming, 10),
                expected.map(day),
                "{what}"
            );
        }
    }

    #[test]
    fn what_is_lost_is_what_would_be_sold_until_the_next_delivery() {
        let price = Some(Money::new(1250, "EUR".parse().expect("a currency")));
        let euros = |minor| Money::new(minor, "EUR".parse().expect("a currency"));
        for (what, available, incoming, expected) in [
            ("ordered today", 5, vec![], Some((5, 8, 10000))),
            ("on its way", 5, arriving(&[(Some(14), 1), (Some(30), 9)]), Some((2, 2, 2500))),
            ("a part of a day", 5, arriving(&[(Some(13), 1)]), Some((1, 1, 1250))),
            ("there in time", 5, arriving(&[(Some(12), 1)]), None),
            ("nothing left", 0, vec![], Some((7, 13, 16250))),
            ("less than nothing", -3, vec![], Some((7, 13, 16250))),
            ("lasts until then", 13, vec![], None),
        ] {
            let lost = demand(1_750_000, &[]).outlook(available, &incoming, 7, price).lost;
            let expected =
                expected.map(|(days, pieces, minor)| Lost { days, pieces, value: Some(euros(minor)) });
            assert_eq!(lost, expected, "{what}");
        }
    }
}
