//! The report: one page, all of it in one file.

use std::{collections::BTreeMap, fmt::Write as _};

use jiff::{Span, civil::Date};

use super::{
    Results,
    figures::{Told, at, kept, levels, marketplace, mean},
    tables,
    walk::Walked,
};
use crate::backtest::{
    chart::{self, Series, escape},
    page::{STYLE, grid},
    tables::grouped,
};

/// So many lanes are shown.
const LANES: usize = 15;

/// The page.
pub(super) fn html(results: &Results, ours: &Walked) -> String {
    let (own, promised) = results.marketplace;
    let mut page = format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Backtest of dates, {from} to {to}</title><style>{STYLE}</style></head><body><main><p class="dim">nightshift backtest edd</p><h1>What dates would have been told</h1>"#,
        from = results.from,
        to = results.to,
    );
    let days = (results.to - results.from).get_days() + 1;
    let _ = write!(
        page,
        r#"<ul class="facts"><li><b>{days} days</b>{} to {}</li><li><b>{}</b>orders</li><li><b>{:.2} %</b>kept by {}</li><li><b>{promised:.1} days</b>promised by it</li></ul>"#,
        results.from,
        results.to,
        grouped(results.orders as u64),
        own * 100.0,
        results.whose,
    );
    page.push_str("<h2>The protocol’s table</h2><p>The mean promise in calendar days where as many orders are on time; the error of the median; and whether what is stated is kept.</p>");
    let rows: Vec<_> = results.predictors.iter().map(tables::row).collect();
    grid(&mut page, "dates", &tables::headings(results), &rows);
    let told = &ours.told;
    let legend = [("ours: 90 %", 0), (results.whose, 1)];
    page.push_str("<h2>Is what is stated kept?</h2><div class=\"charts\">");
    card(&mut page, "Calibration", &calibration(told), &[("ours", 0), ("as stated", 7)]);
    card(&mut page, "Promise left over", &padding(told, results.whose), &legend);
    page.push_str("</div><p class=\"dim\">Left: share of orders that came within each stated share. Right: share of orders that came at least so many days before their promise ended; below zero they were late.</p>");
    page.push_str("<h2>By week of purchase</h2><div class=\"charts\">");
    let weeks = by(told, |told| told.week);
    card(&mut page, "On time", &weekly(results, &weeks, on_time, (0.5, 1.0), "on time"), &legend);
    let longest = weeks.values().flat_map(|told| promise(told)).fold(1.0, f64::max) * 1.1;
    card(&mut page, "Mean promise", &weekly(results, &weeks, promise, (0.0, longest), "days"), &legend);
    page.push_str("</div>");
    table(
        &mut page,
        results,
        "week from",
        weeks.iter().map(|(week, told)| (monday(*week).to_string(), told.as_slice())),
    );
    page.push_str("<h2>By lane</h2>");
    let lanes = by(told, |told| told.pair.clone());
    let mut lanes: Vec<_> = lanes.iter().map(|(lane, told)| (lane.clone(), told.as_slice())).collect();
    lanes.sort_by_key(|(_, told)| std::cmp::Reverse(told.len()));
    lanes.truncate(LANES);
    table(&mut page, results, "lane", lanes.into_iter());
    page.push_str("</main></body></html>\n");
    page
}

fn card(page: &mut String, title: &str, svg: &str, legend: &[(&str, usize)]) {
    let _ = write!(page, r#"<figure class="card"><h3>{}</h3>{svg}<ul class="legend">"#, escape(title));
    for (name, colour) in legend {
        let _ = write!(page, r#"<li><i class="c{colour}"></i>{}</li>"#, escape(name));
    }
    page.push_str("</ul></figure>");
}

fn calibration(told: &[Told]) -> String {
    let points = levels().iter().enumerate().map(|(nth, level)| (*level, kept(told, nth))).collect();
    let all = [
        Series { name: "as stated", colour: 7, points: vec![(0.0, 0.0), (1.0, 1.0)] },
        Series { name: "ours", colour: 0, points },
    ];
    chart::curves("Share kept by share stated", "stated", "kept", (0.0, 1.0), (0.0, 1.0), &all)
}

/// The share of orders of which at least so many days of the promise were left.
fn padding(told: &[Told], whose: &str) -> String {
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
    let x = (f64::from(from), f64::from(to));
    chart::curves("Days left of the promise", "days left", "orders", x, (0.0, 1.0), &all)
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
    results: &Results,
    weeks: &BTreeMap<i32, Vec<Told>>,
    of: impl Fn(&[Told]) -> [f64; 2],
    y: (f64, f64),
    name: &str,
) -> String {
    let values: Vec<_> = weeks.values().map(|told| of(told)).collect();
    let points =
        |nth: usize| values.iter().enumerate().map(|(week, of)| (week as f64 + 1.0, of[nth])).collect();
    let all = [
        Series { name: results.whose, colour: 1, points: points(1) },
        Series { name: "ours", colour: 0, points: points(0) },
    ];
    chart::curves(name, "week", name, (1.0, (values.len() as f64).max(2.0)), y, &all)
}

fn table<'t>(
    page: &mut String,
    results: &Results,
    key: &str,
    groups: impl Iterator<Item = (String, &'t [Told])>,
) {
    let whose = results.whose;
    let headings = [key, "orders", "on time: ours", whose, "promise: ours", whose, "median left", "MAE"];
    let rows: Vec<Vec<String>> = groups
        .map(|(name, told)| {
            let ([ours, theirs], [days, their_days]) = (on_time(told), promise(told));
            let mut left: Vec<_> =
                told.iter().map(|told| i32::from(told.days[at(0.9)]) - i32::from(told.actual)).collect();
            left.sort_unstable();
            let off = |told: &Told| (f64::from(told.actual) - f64::from(told.days[at(0.5)])).abs();
            vec![
                name,
                grouped(told.len() as u64),
                format!("{:.1} %", ours * 100.0),
                format!("{:.1} %", theirs * 100.0),
                format!("{days:.1}"),
                format!("{their_days:.1}"),
                left.get(left.len() / 2).map_or(String::new(), ToString::to_string),
                format!("{:.2}", mean(told.iter().map(off))),
            ]
        })
        .collect();
    grid(page, "lanes", &headings.map(str::to_owned), &rows);
}

fn monday(week: i32) -> Date {
    Date::constant(1970, 1, 5).saturating_add(Span::new().weeks(week))
}
