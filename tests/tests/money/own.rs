//! A cart as a shop of its own making writes it.

use serde_json::{Value, json};

use crate::{
    Sent,
    cart::{Cart, fraction},
};

pub(crate) fn written(cart: &Cart) -> Sent {
    let line = |(n, line): (usize, &crate::cart::Line)| {
        let mut written = json!({"id": n.to_string(), "title": format!("Article {n}"), "quantity": line.pieces,
            "unit_price": cart.decimal(line.price)});
        if cart.discounts > 0 {
            written["discount"] = cart.decimal(line.off.iter().sum()).into();
        }
        written
    };
    let lines: Vec<Value> = cart.lines.iter().enumerate().map(line).collect();
    let shipping =
        cart.shipping.iter().map(|way| json!({"name": "Parcel", "amount": cart.decimal(way.price)}));
    let discounts = (0..cart.discounts)
        .map(|n| json!({"name": format!("CODE{n}"), "amount": cart.decimal(cart.discount(n))}));
    let taxes = cart.rates.iter().map(
        |rate| json!({"name": "VAT", "rate": fraction(*rate), "amount": cart.decimal(cart.tax_of(*rate))}),
    );
    let tip = (cart.tip > 0).then(|| json!({"name": "Tip", "amount": cart.decimal(cart.tip)}));
    let total = cart.total();
    let data = json!({
        "id": cart.number.to_string(), "name": format!("#{}", cart.number), "placed_at": "2026-03-02T09:00:00Z",
        "email": "buyer@mail.example", "currency": cart.currency, "lines": lines,
        "discounts": discounts.collect::<Vec<_>>(), "shipping": shipping.collect::<Vec<_>>(),
        "extras": tip.into_iter().collect::<Vec<_>>(), "taxes_included": cart.included,
        "taxes": taxes.collect::<Vec<_>>(), "total": cart.decimal(total), "payment": {"status": "paid"},
    });
    let body = json!({"specversion": "1.0", "id": format!("evt-{}", cart.number), "source": "https://anvil.example/shop",
        "type": "order.created", "time": "2026-03-02T09:00:00Z", "data": data});
    Sent { source: "own", topic: "order.created", body, total }
}
