//! The protocol's tables, on a terminal.

use super::{
    curve::At,
    run::{Curve, FILLS, IN_TIME, Results},
};
use crate::out;

/// Prints them.
pub(super) fn print(results: &Results) {
    anstream::println!(
        "{} to {}: {} items, {} pieces asked for",
        results.from,
        results.to,
        grouped(results.items as u64),
        grouped(results.asked),
    );
    if results.left_out > 0 {
        anstream::println!("{}", left_out(results.left_out, results.any_code));
    }
    anstream::println!();
    let headings = |what: &str, shares: [f64; 2]| -> Vec<String> {
        let leads = results
            .leads
            .iter()
            .flat_map(|lead| shares.map(|share| format!("L = {}: {what} {} %", lead.days, share * 100.0)));
        std::iter::once("rule".to_owned()).chain(leads).collect()
    };
    let print = |headings: Vec<String>, rows: Vec<Vec<String>>| {
        let mut table = out::table(&headings.iter().map(String::as_str).collect::<Vec<_>>());
        table.add_rows(rows);
        anstream::println!("{table}\n");
    };
    anstream::println!("Closed loop: average stock, in pieces and in value, where so much was served");
    print(headings("at", FILLS), rows(results, |lead| &lead.closed, stock));
    anstream::println!("Open loop: share of warnings that came too early, where so many came in time");
    print(headings("at", IN_TIME), rows(results, |lead| &lead.open, early));
    for lead in &results.leads {
        anstream::println!("Forecasts of {} days by how items sell", lead.days + 1);
        print(KINDS.map(str::to_owned).to_vec(), kinds(lead));
    }
}

/// How many lines don't count, and why.
pub(super) fn left_out(lines: usize, any_code: bool) -> String {
    format!("{} lines left out: {}", grouped(lines as u64), why_left_out(any_code))
}

/// Why they don't.
pub(super) fn why_left_out(any_code: bool) -> &'static str {
    if any_code { "no sale" } else { "no sale, or a code that isn't five digits" }
}

/// What is told of forecasts.
pub(super) const KINDS: [&str; 9] =
    ["items", "", "declared", "used", "WAPE", "bias", "naive: WAPE", "naive: bias", "in the 80 % band"];

/// A row for each kind of item.
pub(super) fn kinds(lead: &super::run::Lead) -> Vec<Vec<String>> {
    let part = |of: Option<f64>| of.map_or(String::new(), |of| format!("{of:.3}"));
    let row = |kind: &super::accuracy::Kind| {
        vec![
            kind.pattern.to_owned(),
            grouped(kind.items as u64),
            kind.declared.to_owned(),
            kind.used.to_owned(),
            part(kind.ours.wape),
            part(kind.ours.bias),
            part(kind.naive.wape),
            part(kind.naive.bias),
            part(kind.ours.covered),
        ]
    };
    lead.forecasts.iter().map(row).collect()
}

/// A row for each rule, a cell for each lead time and share.
pub(super) fn rows(
    results: &Results,
    curves: impl Fn(&super::run::Lead) -> &Vec<Curve>,
    shown: impl Fn(&Curve, Option<At>) -> String,
) -> Vec<Vec<String>> {
    let Some(first) = results.leads.first() else { return Vec::new() };
    let row = |(nth, curve): (usize, &Curve)| {
        let cells = results.leads.iter().flat_map(|lead| {
            let curve = &curves(lead)[nth];
            curve.read.map(|at| shown(curve, at))
        });
        std::iter::once(curve.rule.to_owned()).chain(cells).collect()
    };
    curves(first).iter().enumerate().map(row).collect()
}

/// Stock as a cell: `302 k, 510 k (z 11.2)`.
pub(super) fn stock(curve: &Curve, at: Option<At>) -> String {
    at.map_or("not reached".to_owned(), |at| {
        let [pieces, value] = at.cost;
        format!("{}, {}{}", short(pieces), short(value), setting(curve, at))
    })
}

/// A share of warnings as a cell.
pub(super) fn early(curve: &Curve, at: Option<At>) -> String {
    at.map_or("not reached".to_owned(), |at| format!("{:.3}{}", at.cost[0], setting(curve, at)))
}

fn setting(curve: &Curve, at: At) -> String {
    if curve.ours { format!(" (z {:.1})", at.knob) } else { String::new() }
}

/// In thousands from ten thousand on.
pub(super) fn short(number: f64) -> String {
    if number >= 10_000.0 { format!("{:.0} k", number / 1_000.0) } else { format!("{number:.0}") }
}

/// `1,687,433`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_people_read_them() {
        for (number, shown) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_687_433, "1,687,433")] {
            assert_eq!(grouped(number), shown);
        }
        assert_eq!((short(9_999.4), short(302_499.0)), ("9999".to_owned(), "302 k".to_owned()));
    }
}
