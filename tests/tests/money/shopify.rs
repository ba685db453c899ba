//! A cart as Shopify writes it: every amount in the shop's currency, and beside it in the one that was charged.

use serde_json::{Value, json};

use crate::{
    Sent,
    cart::{Cart, Line, fraction},
};

pub(crate) fn written(cart: &Cart) -> Sent {
    let total = cart.total();
    let lines: Vec<Value> = cart.lines.iter().enumerate().map(|(n, line)| item(cart, n, line)).collect();
    let discounts: i64 = (0..cart.discounts).map(|n| cart.discount(n)).sum();
    let tax: i64 = cart.rates.iter().map(|rate| cart.tax_of(*rate)).sum();
    let applications = (0..cart.discounts).map(|n| match n {
        0 => json!({"type": "discount_code", "code": "CODE0"}),
        _ => json!({"type": "automatic", "title": "Spring sale"}),
    });
    let shipping = cart.shipping.iter().map(|way| {
        let mut written = json!({"title": "Parcel", "code": "standard", "discount_allocations": allocations(cart, &way.off),
            "tax_lines": taxes(cart, |rate| cart.tax(way.after(), rate))});
        put(cart, &mut written, "price", way.price);
        written
    });
    let mut body = json!({
        "id": 5_600_000_000_000_u64 + cart.number, "name": format!("#{}", cart.number),
        "created_at": "2026-03-02T09:00:00Z", "updated_at": "2026-03-02T09:00:00Z",
        "email": "buyer@mail.example", "financial_status": "paid", "taxes_included": cart.included,
        "currency": if cart.foreign { shops(cart) } else { cart.currency }, "presentment_currency": cart.currency,
        "line_items": lines, "shipping_lines": shipping.collect::<Vec<_>>(),
        "discount_applications": applications.collect::<Vec<_>>(),
        "tax_lines": taxes(cart, |rate| cart.tax_of(rate)),
    });
    let goods: i64 = cart.lines.iter().map(Line::after).sum();
    put(cart, &mut body, "subtotal_price", goods);
    put(cart, &mut body, "total_discounts", discounts);
    put(cart, &mut body, "total_tax", tax);
    put(cart, &mut body, "total_price", total);
    if cart.tip > 0 {
        put(cart, &mut body, "total_tip_received", cart.tip);
    }
    Sent { source: "shopify", topic: "orders/create", body, total }
}

fn item(cart: &Cart, n: usize, line: &Line) -> Value {
    let mut written = json!({"id": n + 1, "title": format!("Article {n}"), "quantity": line.pieces,
        "current_quantity": line.pieces, "gift_card": n == 3, "discount_allocations": allocations(cart, &line.off),
        "tax_lines": taxes(cart, |rate| cart.tax(line.after(), rate))});
    put(cart, &mut written, "price", line.price);
    written
}

fn allocations(cart: &Cart, off: &[i64]) -> Vec<Value> {
    let some = off.iter().enumerate().filter(|(_, off)| **off > 0);
    some.map(|(n, off)| {
        let mut written = json!({"discount_application_index": n});
        put(cart, &mut written, "amount", *off);
        written
    })
    .collect()
}

fn taxes(cart: &Cart, of: impl Fn(i64) -> i64) -> Vec<Value> {
    let rate = |rate: &i64| {
        let mut written = json!({"title": "VAT", "rate": fraction(*rate)});
        put(cart, &mut written, "price", of(*rate));
        written
    };
    cart.rates.iter().map(rate).collect()
}

/// The currency of a shop that charges in another.
fn shops(cart: &Cart) -> &'static str {
    if cart.currency == "USD" { "CAD" } else { "USD" }
}

/// An amount under `name`, and its set where there are two currencies, or now and then where there is one.
fn put(cart: &Cart, into: &mut Value, name: &str, minor: i64) {
    let charged = cart.decimal(minor);
    if cart.foreign {
        let converted = crate::cart::decimal(minor / 3, 2);
        into[name] = converted.clone().into();
        into[format!("{name}_set")] = json!({
            "shop_money": {"amount": converted, "currency_code": shops(cart)},
            "presentment_money": {"amount": charged, "currency_code": cart.currency},
        });
        return;
    }
    if cart.number.is_multiple_of(2) {
        let money = json!({"amount": charged, "currency_code": cart.currency});
        into[format!("{name}_set")] = json!({"shop_money": money, "presentment_money": money});
    }
    into[name] = charged.into();
}
