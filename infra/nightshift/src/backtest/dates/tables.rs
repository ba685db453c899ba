//! The protocol's table, on a terminal.

use super::{Predictor, Results, figures::STATED};
use crate::{backtest::tables::grouped, out};

/// What is told of each.
pub(super) fn headings(results: &Results) -> Vec<String> {
    let own = results.marketplace.0 * 100.0;
    let fixed = [
        "predictor".to_owned(),
        format!("days at {own:.2} %"),
        "days at 90 %".to_owned(),
        "days at 95 %".to_owned(),
        "MAE".to_owned(),
        "RMSE".to_owned(),
        "pinball .5".to_owned(),
        "pinball .9".to_owned(),
    ];
    let kept = STATED.map(|level| format!("\"{:.0} %\" kept", level * 100.0));
    let rest = ["length of 90 %", "of 95 %", "within a day", "two days"].map(str::to_owned);
    fixed.into_iter().chain(kept).chain(rest).collect()
}

/// Its row.
pub(super) fn row(predictor: &Predictor) -> Vec<String> {
    let of = &predictor.figures;
    let days = |at: Option<(f64, f64)>| at.map_or("–".to_owned(), |(days, _)| format!("{days:.2}"));
    let number = |value: f64| format!("{value:.2}");
    let percent = |value: f64| format!("{:.1} %", value * 100.0);
    let mut row = vec![predictor.name.to_owned(), days(of.at_own), days(of.at_90), days(of.at_95)];
    row.extend([of.mae, of.rmse, of.pinball_50, of.pinball_90].map(number));
    row.extend(of.kept.map(percent));
    row.extend(of.length.map(number));
    row.extend(of.within.map(percent));
    row
}

/// Prints them.
pub(super) fn print(results: &Results) {
    let (kept, promised) = results.marketplace;
    anstream::println!(
        "{} to {}: {} orders; the dates of {} kept {:.2} % with a mean promise of {promised:.2} days\n",
        results.from,
        results.to,
        grouped(results.orders as u64),
        results.whose,
        kept * 100.0,
    );
    let headings = headings(results);
    let mut table = out::table(&headings.iter().map(String::as_str).collect::<Vec<_>>());
    table.add_rows(results.predictors.iter().map(row));
    anstream::println!("{table}\n");
    for predictor in results.predictors.iter().filter(|predictor| !predictor.by_level.is_empty()) {
        let answered =
            predictor.by_level.iter().map(|(level, orders)| format!("{level} {}", grouped(*orders as u64)));
        let answered: Vec<_> = answered.collect();
        anstream::println!("{}: {}; no date {}", predictor.name, answered.join(", "), predictor.unknown);
    }
}
