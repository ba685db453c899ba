//! From order lines to demand: what was asked for of each item on each day.

use std::collections::HashMap;

use domain::forecast::Day;
use jiff::{
    Span,
    civil::{Date, DateTime, Weekday},
};

use super::lines::Line;
use crate::trouble::Trouble;

/// Sales, as they come in the file.
#[derive(Debug, Default)]
pub(super) struct Sales {
    lines: Vec<Line>,
    /// Lines that are no sale of goods, nor a cancellation of one: postage, fees, gifts, corrections.
    pub(super) left_out: usize,
    /// Whether every code is an item's.
    any_code: bool,
}

impl Sales {
    pub(super) fn new(any_code: bool) -> Self {
        Self { any_code, ..Self::default() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub(super) fn note(&mut self, line: Line) {
        let sale = !line.is_cancellation() && line.quantity > 0 && line.price > 0.0;
        let back = line.is_cancellation() && line.quantity < 0;
        if (self.any_code || is_product(&line.code)) && (sale || back) {
            self.lines.push(line);
        } else {
            self.left_out += 1;
        }
    }
}

/// Five digits and at most two letters.
fn is_product(code: &str) -> bool {
    let (digits, letters) = code.split_at_checked(5).unwrap_or((code, ""));
    digits.len() == 5
        && digits.bytes().all(|b| b.is_ascii_digit())
        && letters.len() <= 2
        && letters.bytes().all(|b| b.is_ascii_alphabetic())
}

/// An item and what was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    pub(super) code: String,
    pub(super) title: String,
    /// Median of all sale prices: what stock is valued at.
    pub(super) price: f64,
    /// Median of those before the evaluation: what rules know.
    pub(super) price_known: f64,
    pub(super) days: Vec<Day>,
}

/// What was asked for, from the first day of the file to the last of the evaluation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Demand {
    pub(super) items: Vec<Item>,
    pub(super) first: Date,
    /// The evaluation's first day, counted from the first of all.
    pub(super) from: usize,
    pub(super) days: usize,
}

impl Demand {
    /// Which item has this code.
    pub(super) fn item(&self, code: &str) -> Option<usize> {
        self.items.iter().position(|item| item.code.eq_ignore_ascii_case(code))
    }

    /// Days of the evaluation.
    pub(super) fn evaluated(&self) -> usize {
        self.days - self.from
    }

    pub(super) fn date(&self, day: usize) -> Date {
        self.first.saturating_add(Span::new().days(i64::try_from(day).unwrap_or(0)))
    }

    pub(super) fn weekday(&self, day: usize) -> Weekday {
        self.date(day).weekday()
    }

    /// Pieces asked for in the evaluation.
    pub(super) fn asked(&self) -> u64 {
        self.items.iter().flat_map(|item| &item.days[self.from..]).map(|day| u64::from(day.pieces)).sum()
    }
}

/// A cancellation within a day was a typing error.
const TYPING_ERROR: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

/// Matches cancellations to sales and adds up days.
pub(super) fn of(sales: Sales, from: Date, to: Date) -> Result<Demand, Trouble> {
    let mut lines = sales.lines;
    lines.sort_by_key(|line| line.when);
    let sold = less_typing_errors(&lines);
    let first = lines.first().map(|line| line.when.date()).filter(|first| *first < from && from <= to);
    let Some(first) = first else {
        return Err(Trouble::input("there is nothing before --from that a rule could know")
            .mend("choose --from some months after the first line, and --to after it"));
    };
    let day_of = |date: Date| -> Option<usize> { usize::try_from((date - first).get_days()).ok() };
    let length = day_of(to).unwrap_or(0) + 1;
    let start = day_of(from).unwrap_or(0);

    let mut found: HashMap<&str, (Item, Vec<f64>, Vec<f64>)> = HashMap::new();
    // Several lines of one order for one item are one order.
    let mut orders: HashMap<(&str, usize), Vec<&str>> = HashMap::new();
    for (line, left) in lines.iter().zip(sold) {
        let Some(day) = day_of(line.when.date()).filter(|day| *day < length && !line.is_cancellation())
        else {
            continue;
        };
        let (item, prices, known) = found.entry(&line.code).or_insert_with(|| {
            let days = vec![Day::default(); length];
            let item =
                Item { code: line.code.clone(), title: String::new(), price: 0.0, price_known: 0.0, days };
            (item, Vec::new(), Vec::new())
        });
        // As it was called before the evaluation: rules read titles too.
        if day < start || item.title.is_empty() {
            item.title.clone_from(&line.title);
        }
        prices.push(line.price);
        if day < start {
            known.push(line.price);
        }
        if left > 0 {
            let pieces = &mut item.days[day].pieces;
            *pieces = pieces.saturating_add(u32::try_from(left).unwrap_or(u32::MAX));
            let seen = orders.entry((&line.code, day)).or_default();
            if !seen.contains(&line.order.as_str()) {
                seen.push(&line.order);
                item.days[day].orders += 1;
            }
        }
    }
    let mut items: Vec<_> = found
        .into_values()
        .filter(|(item, ..)| is_known(&item.days[..start]))
        .map(|(item, prices, known)| Item { price: median(prices), price_known: median(known), ..item })
        .collect();
    items.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(Demand { items, first, from: start, days: length })
}

/// At least ten days with demand before the evaluation, three of them in the last sixty.
fn is_known(before: &[Day]) -> bool {
    let with = |days: &[Day]| days.iter().filter(|day| day.pieces > 0).count();
    with(before) >= 10 && with(&before[before.len().saturating_sub(60)..]) >= 3
}

/// What is left of each line's quantity. A cancellation belongs to the latest earlier sale of the same customer and item that
/// has so much left; of two at one moment to the first in the file.
fn less_typing_errors(lines: &[Line]) -> Vec<i64> {
    let mut left: Vec<_> = lines.iter().map(|line| line.quantity).collect();
    let mut uncancelled = left.clone();
    let mut by: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    for (nth, line) in lines.iter().enumerate() {
        let key = (line.customer.as_str(), line.code.as_str());
        if !line.is_cancellation() {
            let earlier = by.entry(key).or_default();
            let same = earlier.iter().rev().take_while(|other| lines[**other].when == line.when).count();
            earlier.insert(earlier.len() - same, nth);
            continue;
        }
        if line.customer.is_empty() {
            continue;
        }
        let sale = by.get(&key).and_then(|earlier| {
            earlier.iter().rev().find(|sale| uncancelled[**sale] >= -line.quantity).copied()
        });
        if let Some(sale) = sale {
            uncancelled[sale] += line.quantity;
            if is_typing_error(lines[sale].when, line.when) {
                left[sale] += line.quantity;
            }
        }
    }
    left
}

fn is_typing_error(sold: DateTime, cancelled: DateTime) -> bool {
    cancelled <= sold.saturating_add(TYPING_ERROR)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    fn line(order: &str, code: &str, quantity: i64, hour: i64, customer: &str) -> Line {
        let when = datetime(2011, 1, 3, 0, 0, 0, 0) + Span::new().hours(hour);
        let (order, code, customer) = (order.to_owned(), code.to_owned(), customer.to_owned());
        Line { when, order, code, title: "MUG".to_owned(), quantity, price: 2.0, customer }
    }

    #[test]
    fn a_product_is_five_digits_and_two_letters_at_most() {
        for (code, yes) in [
            ("85123", true),
            ("85123A", true),
            ("85123AB", true),
            ("85123ABC", false),
            ("8512", false),
            ("POST", false),
            ("C2", false),
            ("85123é", false),
            ("851231", false),
            ("", false),
        ] {
            assert_eq!(is_product(code), yes, "{code}");
        }
    }

    #[test]
    fn a_cancellation_within_a_day_takes_its_quantity_off_the_latest_sale_that_has_it() {
        let sale = |q, hour| line("1", "10001", q, hour, "a");
        let back = |q: i64, hour| line("C1", "10001", -q, hour, "a");
        let cases: [(&str, Vec<Line>, Vec<i64>); 7] = [
            ("the latest", vec![sale(5, 0), sale(5, 1), back(5, 2)], vec![5, 0]),
            ("the latest with enough", vec![sale(9, 0), sale(5, 1), back(6, 2)], vec![3, 5]),
            ("enough is left once", vec![sale(9, 0), sale(5, 1), back(5, 2), back(5, 3)], vec![4, 0]),
            ("a day later", vec![sale(5, 0), back(5, 24)], vec![0]),
            ("later than that", vec![sale(5, 0), back(5, 25)], vec![5]),
            ("somebody else's", vec![sale(5, 0), line("C1", "10001", -5, 1, "b")], vec![5]),
            ("at one moment the first", vec![sale(9, 0), sale(5, 0), back(5, 1)], vec![4, 5]),
        ];
        for (what, lines, expected) in cases {
            let left: Vec<_> = less_typing_errors(&lines).into_iter().filter(|q| *q >= 0).collect();
            assert_eq!(left, expected, "{what}");
        }
        let nobody = [line("1", "10001", 5, 0, ""), line("C1", "10001", -5, 1, "")];
        assert_eq!(less_typing_errors(&nobody)[0], 5);
    }

    #[test]
    fn days_are_added_up_and_items_that_hardly_sold_are_left_out() {
        // Codes of another shop are items where somebody says so.
        for any_code in [false, true] {
            let mut sales = Sales::new(any_code);
            for day in 0..14 {
                sales.note(line(&format!("a{day}"), "MUG-BLUE", 2, day * 24, "a"));
            }
            assert_eq!((sales.left_out, sales.is_empty()), if any_code { (0, false) } else { (14, true) });
            let demand = of(sales, date(2011, 1, 14), date(2011, 1, 17));
            assert_eq!(
                demand.ok().map(|demand| demand.items[0].code.clone()),
                any_code.then(|| "MUG-BLUE".into())
            );
        }
        let mut sales = Sales::default();
        for day in 0..14 {
            sales.note(line(&format!("a{day}"), "10001", 2, day * 24, "a"));
            sales.note(line(&format!("a{day}"), "10001", 1, day * 24, "a"));
            sales.note(line(&format!("b{day}"), "10001", 4, day * 24, "b"));
        }
        sales.note(line("x", "10002", 4, 0, "b"));
        sales.note(line("x", "POST", 1, 0, "b"));
        sales.note(Line { price: 0.0, ..line("x", "10001", 9, 0, "b") });
        assert_eq!(sales.left_out, 2);
        let demand = of(sales, date(2011, 1, 14), date(2011, 1, 17)).expect("a past");
        assert_eq!((demand.items.len(), demand.from, demand.days, demand.evaluated()), (1, 11, 15, 4));
        assert_eq!(demand.items[0].days[3], Day { pieces: 7, orders: 2, out: false });
        assert_eq!((demand.items[0].days[14], demand.asked()), (Day::default(), 3 * 7));
        assert_eq!(demand.weekday(0), Weekday::Monday);
    }

    #[test]
    fn an_evaluation_needs_a_past() {
        let mut sales = Sales::default();
        sales.note(line("1", "10001", 2, 0, "a"));
        assert!(of(sales, date(2011, 1, 3), date(2011, 1, 17)).is_err());
        assert!(of(Sales::default(), date(2011, 1, 3), date(2011, 1, 17)).is_err());
    }
}
