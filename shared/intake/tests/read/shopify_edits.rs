//! Orders after edits, returns and refunds: read as they now stand.

use crate::common::{happened, order};
use domain::order::{Named, Order};

/// An order of `{lines}` and `{rest}`, both JSON.
fn small(lines: &str, rest: &str) -> Order {
    let body = format!(
        r#"{{"id": 1, "created_at": "2026-01-01T00:00:00Z", "currency": "EUR", "line_items": [{lines}], {rest}}}"#
    );
    happened("orders/updated", &body).order.expect("an order")
}

fn printed(named: &[Named]) -> Vec<String> {
    named.iter().map(|n| format!("{} {}", n.name, n.amount)).collect()
}

#[test]
fn what_is_left_is_prorated_to_the_printed_cent() {
    let order = order("edited-order");
    let lines: Vec<_> =
        order.lines.iter().map(|l| (l.id.as_str(), l.quantity, l.discount.to_string())).collect();
    assert_eq!(lines, [("9008", 2, "3.34 USD".to_owned()), ("9010", 1, "0.00 USD".to_owned())]);
    assert_eq!(printed(&order.discounts), ["TENOFF 3.34 USD"]);
    assert_eq!(order.taxes.len(), 1);
    assert_eq!(order.taxes[0].amount.to_string(), "5.17 USD");
    assert_eq!(order.totals.subtotal.to_string(), "51.66 USD");
}

#[test]
fn the_reading_that_adds_up_is_taken() {
    let line = |quantity, current| {
        format!(
            r#"{{"id": 1, "title": "x", "quantity": {quantity}, "current_quantity": {current}, "price": "10.00"}}"#
        )
    };
    let post = |now: &str, removed: bool| {
        format!(
            r#""shipping_lines": [{{"title": "Post", "price": "5.00", "discounted_price": "5.00", "is_removed": {removed},
            "current_discounted_price_set": {{"presentment_money": {{"amount": "{now}", "currency_code": "EUR"}}}}}}]"#
        )
    };
    for (what, quantity, current, placed, now, rest, total, pieces, shipping) in [
        ("as placed", 2, 2, "20.00", "20.00", String::new(), "20.00", 2, &[][..]),
        ("one taken off", 2, 1, "20.00", "10.00", String::new(), "10.00", 1, &[]),
        ("one added; only the current total knows", 3, 3, "20.00", "30.00", String::new(), "30.00", 3, &[]),
        ("refunded, totals untouched", 2, 0, "20.00", "20.00", String::new(), "20.00", 2, &[]),
        ("part of the money went back, no goods", 2, 2, "20.00", "15.00", String::new(), "20.00", 2, &[]),
        ("shipping stays", 2, 1, "25.00", "15.00", post("5.00", false), "15.00", 1, &["Post 5.00 EUR"]),
        ("shipping went back", 2, 1, "25.00", "10.00", post("0.00", false), "10.00", 1, &["Post 0.00 EUR"]),
        ("shipping taken off", 2, 1, "25.00", "10.00", post("0.00", true), "10.00", 1, &[]),
    ] {
        let comma = if rest.is_empty() { "" } else { "," };
        let rest = format!(r#""total_price": "{placed}", "current_total_price": "{now}"{comma} {rest}"#);
        let order = small(&line(quantity, current), &rest);
        assert_eq!(order.check_sums(), Ok(()), "{what}");
        assert_eq!(order.totals.total.decimal(), total, "{what}");
        assert_eq!(order.lines.iter().map(|l| l.quantity).sum::<i64>(), pieces, "{what}");
        assert_eq!(printed(&order.shipping), shipping, "{what}");
    }
}

#[test]
fn what_adds_up_in_no_way_is_told_on() {
    let line = r#"{"id": 1, "title": "x", "quantity": 2, "current_quantity": 1, "price": "10.00"}"#;
    let order = small(line, r#""total_price": "20.00", "current_total_price": "13.00""#);
    assert!(order.check_sums().is_err());
}

#[test]
fn a_tip_outside_the_lines_is_an_extra() {
    let line = r#"{"id": 1, "title": "x", "quantity": 1, "price": "1.00"}"#;
    let order = small(line, r#""total_price": 1.50, "total_tip_received": "0.50""#);
    assert_eq!(printed(&order.totals.extras), ["Tip 0.50 EUR"]);
    assert_eq!(order.check_sums(), Ok(()));
}
