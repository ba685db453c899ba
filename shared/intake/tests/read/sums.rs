//! Whatever a shop sells: when its own numbers add up, ours do, and to the same total; edited or not.

use std::fmt::Write;

use domain::{order::Order, webhook::Translation};
use intake::source;
use proptest::prelude::*;

/// One line: pieces placed, pieces left, price, discount on all pieces, tax on all pieces; in hundredths.
type Line = (i64, i64, i64, i64, i64);

fn line() -> impl Strategy<Value = Line> {
    (1..20_i64, 1..100_000_i64).prop_flat_map(|(quantity, price)| {
        let gross = quantity * price;
        (Just(quantity), 0..=quantity, Just(price), 0..=gross, 0..=gross / 4)
    })
}

fn decimal(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

/// What is left of an amount, rounded by the platform's own rule, which we don't know.
fn left(amount: i64, now: i64, before: i64, up: bool) -> i64 {
    (amount * now + if up { before - 1 } else { 0 }) / before
}

struct Sums {
    discounts: i64,
    tax: i64,
    total: i64,
}

fn sums(lines: &[Line], shipping: (i64, i64), taxes_included: bool, current: bool, up: bool) -> Sums {
    let (mut gross, mut discounts, mut tax) = (shipping.0, shipping.1, 0);
    for (before, now, price, off, taxed) in lines {
        let now = if current { *now } else { *before };
        gross += price * now;
        discounts += left(*off, now, *before, up);
        tax += left(*taxed, now, *before, up);
    }
    let on_top = if taxes_included { 0 } else { tax };
    Sums { discounts, tax, total: gross + on_top - discounts }
}

fn payload(lines: &[Line], (shipping, off): (i64, i64), taxes_included: bool, up: bool) -> String {
    let placed = sums(lines, (shipping, off), taxes_included, false, up);
    let current = sums(lines, (shipping, off), taxes_included, true, up);
    let mut items = String::new();
    for (index, (before, now, price, off, tax)) in lines.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        write!(
            items,
            r#"{comma}{{"id": {index}, "title": "x", "quantity": {before}, "current_quantity": {now}, "price": "{}",
            "discount_allocations": [{{"amount": "{}", "discount_application_index": {}}}],
            "tax_lines": [{{"title": "VAT", "rate": 0.2, "price": "{}"}}]}}"#,
            decimal(*price),
            decimal(*off),
            index % 2,
            decimal(*tax),
        )
        .expect("text takes all");
    }
    let [d, t, p] = [placed.discounts, placed.tax, placed.total].map(decimal);
    let [cd, ct, cp] = [current.discounts, current.tax, current.total].map(decimal);
    format!(
        r#"{{"id": 1, "created_at": "2026-01-01T00:00:00Z", "currency": "EUR", "taxes_included": {taxes_included},
        "line_items": [{items}],
        "shipping_lines": [{{"title": "Post", "price": "{}",
            "discount_allocations": [{{"amount": "{}", "discount_application_index": 1}}]}}],
        "tax_lines": [{{"title": "VAT", "rate": 0.2, "price": "{t}"}}],
        "discount_applications": [{{"title": "Spring"}}, {{"code": "TENOFF"}}],
        "total_discounts": "{d}", "total_tax": "{t}", "total_price": "{p}",
        "current_total_discounts": "{cd}", "current_total_tax": "{ct}", "current_total_price": "{cp}"}}"#,
        decimal(shipping),
        decimal(off),
    )
}

fn order(body: &str) -> Order {
    match source("shopify").expect("a source").translate("orders/updated", body.as_bytes()) {
        Ok(Translation::Happened(happened)) => happened.order.expect("an order"),
        other => panic!("{other:?}: {body}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn ours_add_up_when_theirs_do(
        lines in proptest::collection::vec(line(), 1..12),
        shipping in (0..5_000_i64).prop_flat_map(|price| (Just(price), 0..=price)),
        taxes_included: bool,
        up: bool,
    ) {
        let body = payload(&lines, shipping, taxes_included, up);
        let order = order(&body);
        let edited = lines.iter().any(|(before, now, ..)| before != now);
        let expect = sums(&lines, shipping, taxes_included, edited, up);
        prop_assert_eq!(order.check_sums(), Ok(()), "{}", body);
        prop_assert_eq!(order.totals.total.minor, expect.total);
        prop_assert_eq!(order.totals.discounts.minor, expect.discounts);
        // What is taken off lines and shipping is what is named.
        let off_lines: i64 = order.lines.iter().map(|l| l.discount.minor).sum();
        prop_assert_eq!(off_lines + shipping.1, expect.discounts);
        prop_assert!(order.discounts.iter().all(|d| d.name == "Spring" || d.name == "TENOFF"));
    }
}
