//! The closed loop: what is due arrives, demand is served, what is short is lost, stock is counted, the rule orders.

use super::{demand::Demand, rules::Nights};

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Outcome {
    pub(super) served: u64,
    pub(super) asked: u64,
    /// Mean over the days, in pieces and in value.
    pub(super) pieces: f64,
    pub(super) value: f64,
}

impl Outcome {
    pub(super) fn fill(&self) -> f64 {
        self.served as f64 / (self.asked as f64).max(1.0)
    }
}

/// What each item starts with: thirty days of the last ninety's mean.
pub(super) fn start(demand: &Demand) -> Vec<u64> {
    let first = |item: &super::demand::Item| {
        let last = &item.days[demand.from.saturating_sub(90)..demand.from];
        let sum: u64 = last.iter().map(|day| u64::from(day.pieces)).sum();
        (sum * 30).div_ceil(last.len().max(1) as u64).max(1)
    };
    demand.items.iter().map(first).collect()
}

/// A day of one item, for a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traced {
    pub(super) asked: u64,
    pub(super) short: u64,
    pub(super) stock: u64,
    pub(super) point: i64,
}

/// What is decided in an evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Evening {
    pub(super) point: i64,
    pub(super) order: u64,
}

/// Stock in an evening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stands {
    pub(super) stock: u64,
    /// With what is on order.
    pub(super) position: u64,
}

/// What a rule makes of its point when it sees the position and the usual order.
pub(super) type Tonight = fn(point: i64, position: u64, usual: u64) -> i64;

/// The point as it is.
pub(super) fn as_is(point: i64, _position: u64, _usual: u64) -> i64 {
    point
}

/// The protocol's order at tonight's reorder point: what lacks to it, and what is usual.
fn at_point(point: i64, Stands { position, .. }: Stands, usual: u64, tonight: Tonight) -> Evening {
    let now = tonight(point, position, usual);
    let due = i64::try_from(position).is_ok_and(|position| position <= now);
    let lacks = u64::try_from(now).unwrap_or(0).saturating_sub(position);
    Evening { point, order: if due { lacks + usual } else { 0 } }
}

/// Plays one item through. `decide` tells what is ordered after a day of the evaluation.
fn play(
    demand: &Demand,
    nth: usize,
    lead: u32,
    start: u64,
    decide: impl Fn(usize, Stands) -> Evening,
    mut each: impl FnMut(Traced),
) {
    let days = demand.evaluated();
    let mut due = vec![0; days + lead as usize + 2];
    let (mut stock, mut position) = (start, start);
    for day in 0..days {
        stock += due[day];
        let asked = u64::from(demand.items[nth].days[demand.from + day].pieces);
        let served = asked.min(stock);
        stock -= served;
        position -= served;
        let Evening { point, order } = decide(day, Stands { stock, position });
        each(Traced { asked, short: asked - served, stock, point });
        due[day + 1 + lead as usize] += order;
        position += order;
    }
}

/// Plays all items by reorder points. `point` tells that of a cell: item × days + day.
pub(super) fn run(
    demand: &Demand,
    nights: &Nights,
    start: &[u64],
    lead: u32,
    tonight: Tonight,
    point: impl Fn(usize) -> i64,
) -> Outcome {
    let days = demand.evaluated();
    run_by(demand, start, lead, |nth, day, stands| {
        at_point(point(nth * days + day), stands, nights.items[nth][day].order, tonight)
    })
}

/// Plays all items. `decide` is given item, day and stock.
pub(super) fn run_by(
    demand: &Demand,
    start: &[u64],
    lead: u32,
    decide: impl Fn(usize, usize, Stands) -> Evening,
) -> Outcome {
    let days = demand.evaluated() as f64;
    let mut all = Outcome::default();
    for (nth, item) in demand.items.iter().enumerate() {
        let mut stocks = 0;
        play(
            demand,
            nth,
            lead,
            start[nth],
            |day, stands| decide(nth, day, stands),
            |day| {
                all.asked += day.asked;
                all.served += day.asked - day.short;
                stocks += day.stock;
            },
        );
        all.pieces += stocks as f64 / days;
        all.value += stocks as f64 / days * item.price;
    }
    all
}

/// One item, day by day.
pub(super) fn trace(
    demand: &Demand,
    nights: &Nights,
    start: &[u64],
    lead: u32,
    nth: usize,
    tonight: Tonight,
    point: impl Fn(usize) -> i64,
) -> Vec<Traced> {
    let mut days = Vec::with_capacity(demand.evaluated());
    let decide = |day: usize, stands| at_point(point(day), stands, nights.items[nth][day].order, tonight);
    play(demand, nth, lead, start[nth], decide, |day| days.push(day));
    days
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backtest::sample;

    /// One a day for 120 days, evaluated from day 100 on: starts with 30; an order brings 28, and three days later.
    #[test]
    fn by_hand() {
        let demand = sample::demand(&[&[1; 120]], 100);
        let nights = Nights::of(&demand, || ());
        let start = start(&demand);
        assert_eq!(start, [30]);
        let days = trace(&demand, &nights, &start, 2, 0, as_is, |day| if day == 4 { 27 } else { -1 });
        let stocks: Vec<_> = days.iter().map(|day| day.stock).collect();
        // After the fifth day 25 are there: 2 up to the point and 28 more come on the eighth morning.
        assert_eq!(stocks[..10], [29, 28, 27, 26, 25, 24, 23, 52, 51, 50]);
    }

    #[test]
    fn what_is_short_is_lost_and_the_rule_doesn_t_order_twice() {
        let mut asked = vec![1; 100];
        asked.extend([40, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        let demand = sample::demand(&[&asked], 100);
        let nights = Nights::of(&demand, || ());
        let outcome = run(&demand, &nights, &start(&demand), 2, as_is, |_| 0);
        // 30 of 40, then two days without; 40 come on the fourth morning: 28 of a mean of 130/91 a day.
        assert_eq!((outcome.asked, outcome.served), (49, 30 + 7));
        assert!(
            (outcome.pieces - f64::from((40 - 1..=40 - 1).sum::<i32>() + 38 + 37 + 36 + 35 + 34 + 33) / 10.0)
                .abs()
                < 1e-9,
            "{outcome:?}"
        );
    }
}
