//! Forward in time, a day at a time, seeing only what was known on it.

use std::collections::BTreeMap;

use domain::edd::learned::{Ask, Learner, Level, Options};
use jiff::civil::Date;

use super::{
    figures::{Told, levels},
    holidays,
    orders::{COUNTRY, Order},
    plain::Plain,
};

/// What a predictor told.
pub(super) struct Walked {
    pub(super) name: &'static str,
    pub(super) told: Vec<Told>,
    /// Orders of which it knew nothing.
    pub(super) unknown: usize,
    /// By level: how many orders it answered.
    pub(super) by_level: BTreeMap<&'static str, usize>,
}

/// What ours is called.
pub(super) const OURS: &str = "ours: learned every day";

/// The orders of a day that count.
fn of_day(orders: &[Order], day: Date) -> &[Order] {
    let from = orders.partition_point(|order| order.day() < day);
    let to = orders.partition_point(|order| order.day() <= day);
    &orders[from..to]
}

fn days(from: Date, to: Date) -> impl Iterator<Item = Date> {
    from.series(jiff::Span::new().days(1)).take_while(move |day| *day <= to)
}

fn told(order: &Order, days: Vec<u16>) -> Option<Told> {
    let monday =
        order.day().saturating_sub(jiff::Span::new().days(order.day().weekday().to_monday_zero_offset()));
    let promise = (order.promised - order.day()).get_days();
    Some(Told {
        actual: order.days?,
        promise: u16::try_from(promise).unwrap_or(0),
        week: (monday - Date::constant(1970, 1, 5)).get_days() / 7,
        pair: order.pair(),
        days,
    })
}

/// Ours.
pub(super) fn ours(
    orders: &[Order],
    from: Date,
    to: Date,
    closed: &[Date],
    mut step: impl FnMut(Date),
) -> Walked {
    let years = orders.first().map_or(from, Order::day).year()..=to.year() + 1;
    let mut kept = holidays::of(COUNTRY, years);
    kept.extend(closed);
    let options = Options { closed: [(COUNTRY.to_owned(), kept)].into(), ..Options::default() };
    let mut learner = Learner::new(options);
    let mut next = 0;
    let mut walked = Walked { name: OURS, told: vec![], unknown: 0, by_level: BTreeMap::new() };
    let levels = levels();
    for day in days(from, to) {
        while let Some(order) = orders.get(next).filter(|order| order.day() < day) {
            learner.add(&order.shipment);
            next += 1;
        }
        step(day);
        let model = learner.learn(day).ok();
        for order in of_day(orders, day).iter().filter(|order| order.days.is_some()) {
            let ask = Ask { at: order.shipment.at, way: &order.shipment.way };
            let Some(answer) = model.as_ref().and_then(|model| model.answer(&ask)) else {
                walked.unknown += 1;
                continue;
            };
            let level = match answer.level {
                Level::Lane => "lane",
                Level::Zone => "zone",
                Level::Country => "country",
            };
            *walked.by_level.entry(level).or_default() += 1;
            let days = answer.calendar_days_of(&levels);
            walked.told.extend(told(order, days));
        }
    }
    walked
}

/// A plain one.
pub(super) fn plain(plain: &Plain, orders: &[Order], from: Date, to: Date) -> Walked {
    let levels = levels();
    let mut walked = Walked { name: plain.name, told: vec![], unknown: 0, by_level: BTreeMap::new() };
    let mut table = plain.table(orders, from);
    for day in days(from, to) {
        if plain.anew.is_some_and(|anew| (day - from).get_days() % anew == 0) {
            table = plain.table(orders, day);
        }
        for order in of_day(orders, day) {
            walked.told.extend(told(order, table.days(order, &levels)));
        }
    }
    walked
}
