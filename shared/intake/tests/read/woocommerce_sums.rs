//! Whatever a WooCommerce shop sells: its rounding, of which there are two kinds, never keeps our sums from adding up,
//! and the buyer finds the prices that were shown.

use std::fmt::Write;

use domain::{order::Order, webhook::Translation};
use intake::source;
use proptest::prelude::*;

/// One line: pieces, price of one with tax, what is off all pieces with tax; in hundredths.
type Line = (i128, i128, i128);

fn line() -> impl Strategy<Value = Line> {
    (1..20_i128, 1..20_000_i128).prop_flat_map(|(pieces, price)| {
        let gross = pieces * price;
        (Just(pieces), Just(price), prop_oneof![Just(0), 0..=gross])
    })
}

/// `minor * numerator / denominator` in units of 10^-12 of the currency's unit, cut off.
fn fine(minor: i128, numerator: i128, denominator: i128) -> i128 {
    minor * numerator * 10_i128.pow(10) / denominator
}

fn decimal(fine: i128, places: u32) -> String {
    let digits = format!("{:0>13}", fine);
    let (whole, fraction) = digits.split_at(digits.len() - 12);
    format!("{whole}.{}", &fraction[..places as usize])
}

/// A rational amount in hundredths, rounded with halves up or down.
fn rounded(numerator: i128, denominator: i128, halves_up: bool) -> i128 {
    (2 * numerator + denominator - i128::from(!halves_up)) / (2 * denominator)
}

struct Made {
    body: String,
    total: i128,
}

/// What WooCommerce prints for a shop that enters its prices with tax of `rate` per cent. Net amounts are kept
/// unrounded and printed with halves up; taxes are rounded line by line with halves down, or only as a sum.
fn made(lines: &[Line], shipping: i128, rate: i128, by_line: bool) -> Made {
    let with = 100 + rate;
    let hundredths = |minor: i128| decimal(minor * 10_i128.pow(10), 2);
    let net = |gross: i128| hundredths(rounded(gross * 100, with, true));
    let tax = |gross: i128| rounded(gross * rate, with, !by_line);
    let (mut items, mut goods, mut off, mut taxes) = (String::new(), 0, 0, 0);
    for (index, (pieces, price, less)) in lines.iter().enumerate() {
        let (before, after) = (pieces * price, pieces * price - less);
        write!(
            items,
            r#"{}{{"id": {index}, "name": "x", "quantity": {pieces}, "subtotal": "{}", "subtotal_tax": "{}",
            "total": "{}", "total_tax": "{}", "price": {}, "taxes": [{{"id": 1, "total": "{}", "subtotal": "{}"}}]}}"#,
            if index > 0 { "," } else { "" },
            net(before),
            hundredths(tax(before)),
            net(after),
            hundredths(tax(after)),
            decimal(fine(after, 100, with * pieces), 12),
            decimal(fine(after, rate, with), 12),
            decimal(fine(before, rate, with), 12),
        )
        .expect("text takes all");
        (goods, off) = (goods + after, off + less);
        taxes += if by_line { tax(after) } else { 0 };
    }
    if !by_line {
        taxes = tax(goods);
    }
    let on_shipping = rounded(shipping * rate, 100, false);
    let total = goods + shipping + on_shipping;
    let [g, s, t, a, o] = [taxes, on_shipping, total, taxes + on_shipping, shipping].map(hundredths);
    let body = format!(
        r#"{{"id": 1, "status": "processing", "currency": "EUR", "date_created_gmt": "2026-01-01T00:00:00",
        "prices_include_tax": true, "line_items": [{items}], "total": "{t}", "total_tax": "{a}",
        "discount_total": "{}", "discount_tax": "{}", "shipping_total": "{o}", "shipping_tax": "{s}",
        "shipping_lines": [{{"method_title": "Post", "total": "{o}", "total_tax": "{s}"}}],
        "coupon_lines": [{{"code": "spring", "discount": "{}", "discount_tax": "{}"}}],
        "tax_lines": [{{"label": "VAT", "rate_percent": {rate}, "tax_total": "{g}", "shipping_tax_total": "{s}"}}]}}"#,
        net(off),
        hundredths(tax(off)),
        decimal(fine(off, 100, with), 12),
        decimal(fine(off, rate, with), 12),
    );
    Made { body, total }
}

fn order(body: &str) -> Order {
    match source("woocommerce").expect("a source").translate("order.updated", body.as_bytes()) {
        Ok(Translation::Happened(happened)) => happened.order.expect("an order"),
        other => panic!("{other:?}: {body}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn ours_add_up_however_theirs_were_rounded(
        lines in proptest::collection::vec(line(), 1..8),
        shipping in 0..2_000_i128,
        rate in prop_oneof![Just(5), Just(7), Just(8), Just(10), Just(19), Just(20), Just(21), Just(25)],
        by_line: bool,
    ) {
        let Made { body, total } = made(&lines, shipping, rate, by_line);
        let order = order(&body);
        prop_assert_eq!(order.check_sums(), Ok(()), "{}", body);
        prop_assert_eq!(i128::from(order.totals.total.minor), total);
        prop_assert!(order.taxes_included && order.totals.extras.is_empty(), "{:?}: {}", order.totals.extras, body);
        for (ours, (pieces, price, less)) in order.lines.iter().zip(&lines) {
            prop_assert_eq!(i128::from(ours.total().minor), pieces * price - less, "{}", body);
        }
    }
}
