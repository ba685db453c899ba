//! The report: one page, all of it in one file.

use std::collections::BTreeMap;

use jiff::{Span, civil::Date};

use super::{
    Results,
    figures::{Told, at, kept, levels, marketplace, mean},
    tables,
    walk::Walked,
};
use crate::{
    backtest::tables::{grouped, short},
    pages::{
        Column, Figure, Page, Row, Section, Table,
        chart::{Series, curves},
        svg::{Drawing, Key},
    },
};

/// So many lanes are shown.
const LANES: usize = 15;

/// The page.
pub(super) fn html(results: &Results, ours: &Walked) -> String {
    let (own, promised) = results.marketplace;
    let span = format!("{} to {}", results.from, results.to);
    let days = (results.to - results.from).get_days() + 1;
    let told = &ours.told;
    let legend = || vec![Key::line("line c0", "ours: 90 %"), Key::line("line c1", results.whose)];
    let weeks = by(told, |told| told.week);
    let longest = weeks.values().flat_map(|told| promise(told)).fold(1.0, f64::max) * 1.1;
    let weekly = |id, title, of: fn(&[Told]) -> [f64; 2], y, name| {
        Figure::new(title, weekly(id, results, &weeks, of, y, name), legend())
    };
    let lanes = by(told, |told| told.pair.clone());
    let mut lanes: Vec<_> = lanes.iter().map(|(lane, told)| (lane.clone(), told.as_slice())).collect();
    lanes.sort_by_key(|(_, told)| std::cmp::Reverse(told.len()));
    lanes.truncate(LANES);
    let of_weeks = weeks.iter().map(|(week, told)| (monday(*week).to_string(), told.as_slice()));
    let sections = vec![
        Section {
            title: "The protocol’s table".into(),
            said: "The mean promise in calendar days where as many orders are on time; the error of the median; and whether what is stated is kept.".into(),
            tables: vec![protocol(results)],
            ..Section::default()
        },
        Section {
            title: "Is what is stated kept?".into(),
            figures: vec![
                Figure::new(
                    "Calibration",
                    calibration(told),
                    vec![Key::line("line c0", "ours"), Key::line("line c7", "as stated")],
                ),
                Figure::new("Promise left over", padding(told, results.whose), legend()),
            ],
            note: "Left: share of orders that came within each stated share. Right: share of orders that came at least so many days before their promise ended; below zero they were late.".into(),
            ..Section::default()
        },
        Section {
            title: "By week of purchase".into(),
            figures: vec![
                weekly("on-time", "On time", on_time, (0.5, 1.0), "on time"),
                weekly("promise", "Mean promise", promise, (0.0, longest), "days"),
            ],
            tables: vec![table(results, "week from", of_weeks)],
            ..Section::default()
        },
        Section {
            title: "By lane".into(),
            tables: vec![table(results, "lane", lanes.into_iter())],
            ..Section::default()
        },
    ];
    Page {
        title: format!("Backtest of dates, {span}"),
        heading: "What dates would have been told".into(),
        command: "backtest edd",
        facts: vec![
            (format!("{days} days"), span),
            (grouped(results.orders as u64), "orders".into()),
            (format!("{:.2} %", own * 100.0), format!("kept by {}", results.whose)),
            (format!("{promised:.1} days"), "promised by it".into()),
        ],
        sections,
        ..Page::default()
    }
    .html()
}

fn protocol(results: &Results) -> Table {
    // Ours is the last.
    let last = results.predictors.len().saturating_sub(1);
    let rows = results.predictors.iter().enumerate();
    Table {
        title: String::new(),
        columns: Column::named(tables::headings(results)),
        rows: rows
            .map(|(nth, predictor)| Row { strong: nth == last, ..tables::row(predictor).into() })
            .collect(),
    }
}

fn calibration(told: &[Told]) -> Drawing {
    let points = levels().iter().enumerate().map(|(nth, level)| (*level, kept(told, nth))).collect();
    let all = [
        Series { name: "as stated", colour: 7, points: vec![(0.0, 0.0), (1.0, 1.0)] },
        Series { name: "ours", colour: 0, points },
    ];
    let (x, y) = (("stated", (0.0, 1.0)), ("kept", (0.0, 1.0)));
    curves("calibration", "Share kept by share stated", x, y, short, &all)
}

/// The share of orders of which at least so many days of the promise were left.
fn padding(told: &[Told], whose: &str) -> Drawing {
    let left = |promise: &dyn Fn(&Told) -> u16| -> Vec<i32> {
        told.iter().map(|told| i32::from(promise(told)) - i32::from(told.actual)).collect()
    };
    let (theirs, ours) = (left(&|told| told.promise), left(&|told| told.days[at(0.9)]));
    let (from, to) = days_drawn(&[&theirs, &ours]);
    let curve = |left: &[i32]| {
        let share =
            |days: i32| left.iter().filter(|left| **left >= days).count() as f64 / left.len().max(1) as f64;
        (from..=to).map(|days| (f64::from(days), share(days))).collect()
    };
    let all = [
        Series { name: whose, colour: 1, points: curve(&theirs) },
        Series { name: "ours", colour: 0, points: curve(&ours) },
    ];
    let (x, y) = (("days left", (f64::from(from), f64::from(to))), ("orders", (0.0, 1.0)));
    curves("padding", "Days left of the promise", x, y, short, &all)
}

/// From where to where days are drawn: all but one in two hundred at either end, in steps of five.
fn days_drawn(all: &[&[i32]]) -> (i32, i32) {
    let mut days: Vec<i32> = all.iter().flat_map(|days| days.iter().copied()).collect();
    days.sort_unstable();
    let at = |nth: usize| days.get(nth).copied().unwrap_or(0);
    let (first, last) = (at(days.len() / 200), at(days.len().saturating_sub(1 + days.len() / 200)));
    ((first.div_euclid(5) * 5).clamp(-15, -5), ((last + 4).div_euclid(5) * 5).clamp(5, 45))
}

fn by<K: Ord>(told: &[Told], key: impl Fn(&Told) -> K) -> BTreeMap<K, Vec<Told>> {
    let mut groups = BTreeMap::<K, Vec<Told>>::new();
    for told in told {
        groups.entry(key(told)).or_default().push(told.clone());
    }
    groups
}

fn on_time(told: &[Told]) -> [f64; 2] {
    [kept(told, at(0.9)), marketplace(told).0]
}

fn promise(told: &[Told]) -> [f64; 2] {
    [mean(told.iter().map(|told| f64::from(told.days[at(0.9)]))), marketplace(told).1]
}

fn weekly(
    id: &str,
    results: &Results,
    weeks: &BTreeMap<i32, Vec<Told>>,
    of: impl Fn(&[Told]) -> [f64; 2],
    y: (f64, f64),
    name: &str,
) -> Drawing {
    let values: Vec<_> = weeks.values().map(|told| of(told)).collect();
    let points =
        |nth: usize| values.iter().enumerate().map(|(week, of)| (week as f64 + 1.0, of[nth])).collect();
    let all = [
        Series { name: results.whose, colour: 1, points: points(1) },
        Series { name: "ours", colour: 0, points: points(0) },
    ];
    let x = ("week", (1.0, (values.len() as f64).max(2.0)));
    curves(id, &format!("By week: {name}"), x, (name, y), short, &all)
}

fn table<'t>(results: &Results, key: &str, groups: impl Iterator<Item = (String, &'t [Told])>) -> Table {
    let whose = results.whose;
    let headings = [key, "orders", "on time: ours", whose, "promise: ours", whose, "median left", "MAE"];
    let rows: Vec<Row> = groups
        .map(|(name, told)| {
            let ([ours, theirs], [days, their_days]) = (on_time(told), promise(told));
            let mut left: Vec<_> =
                told.iter().map(|told| i32::from(told.days[at(0.9)]) - i32::from(told.actual)).collect();
            left.sort_unstable();
            let off = |told: &Told| (f64::from(told.actual) - f64::from(told.days[at(0.5)])).abs();
            let cells = [
                name,
                grouped(told.len() as u64),
                format!("{:.1} %", ours * 100.0),
                format!("{:.1} %", theirs * 100.0),
                format!("{days:.1}"),
                format!("{their_days:.1}"),
                left.get(left.len() / 2).map_or(String::new(), ToString::to_string),
                format!("{:.2}", mean(told.iter().map(off))),
            ];
            cells.into()
        })
        .collect();
    Table { title: String::new(), columns: Column::named(headings), rows }
}

fn monday(week: i32) -> Date {
    Date::constant(1970, 1, 5).saturating_add(Span::new().weeks(week))
}
