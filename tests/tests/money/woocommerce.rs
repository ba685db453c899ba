//! A cart as WooCommerce writes it. It keeps what a line comes to without its tax, and rounds both: the amount with halves
//! up, the tax of each rate with halves down where prices contain it. What the buyer pays is the sum of what was rounded.

use serde_json::{Value, json};

use crate::{
    Sent,
    cart::{Cart, WHOLE, half_down, half_up},
};

/// An amount as a fraction of minor units: what prices that contain tax come to without it.
#[derive(Clone, Copy)]
struct Fine(i128, i128);

impl Fine {
    fn rounded(self) -> i64 {
        half_up(self.0, self.1)
    }

    /// As WooCommerce writes what it hasn't rounded, with twelve decimals.
    fn written(self, places: u32) -> String {
        let scale = 10_i128.pow(12 - places);
        let digits = format!("{:0>13}", self.0 * scale / self.1);
        let (whole, fraction) = digits.split_at(digits.len() - 12);
        format!("{whole}.{fraction}")
    }
}

/// How a shop reckons.
struct Till<'c> {
    cart: &'c Cart,
    /// All rates together.
    rate: i64,
}

impl Till<'_> {
    /// An amount of the cart without its tax.
    fn net(&self, amount: i64) -> Fine {
        let whole = WHOLE + if self.cart.included { self.rate } else { 0 };
        Fine(i128::from(amount) * i128::from(WHOLE), whole.into())
    }

    /// The tax of one rate on an amount of the cart.
    fn raw(&self, amount: i64, rate: i64) -> Fine {
        let whole = WHOLE + if self.cart.included { self.rate } else { 0 };
        Fine(i128::from(amount) * i128::from(rate), whole.into())
    }

    fn round(&self, tax: Fine) -> i64 {
        if self.cart.included { half_down(tax.0, tax.1) } else { half_up(tax.0, tax.1) }
    }

    /// All taxes on an amount of the cart, each rounded.
    fn tax(&self, amount: i64) -> i64 {
        self.cart.rates.iter().map(|rate| self.round(self.raw(amount, *rate))).sum()
    }

    /// The tax on what is entered without it whatever the prices say: shipping and fees.
    fn on_top(&self, amount: i64, rate: i64) -> i64 {
        self.round(Fine(i128::from(amount) * i128::from(rate), WHOLE.into()))
    }

    fn all_on_top(&self, amount: i64) -> i64 {
        self.cart.rates.iter().map(|rate| self.on_top(amount, *rate)).sum()
    }
}

pub(crate) fn written(cart: &Cart) -> Sent {
    let till = Till { cart, rate: cart.rates.iter().sum() };
    let places = cart.places;
    let taxes = |amount: i64, before: i64| -> Vec<Value> {
        let part = |(n, rate): (usize, &i64)| {
            json!({"id": n + 1, "total": till.raw(amount, *rate).written(places),
                "subtotal": till.raw(before, *rate).written(places)})
        };
        cart.rates.iter().enumerate().map(part).collect()
    };
    let items = cart.lines.iter().enumerate().map(|(n, line)| {
        let (before, after) = (line.gross(), line.after());
        let price = till.net(after);
        json!({"id": n + 1, "name": format!("Article {n}"), "quantity": line.pieces,
            "subtotal": cart.decimal(till.net(before).rounded()), "subtotal_tax": cart.decimal(till.tax(before)),
            "total": cart.decimal(price.rounded()), "total_tax": cart.decimal(till.tax(after)),
            "price": Fine(price.0, price.1 * i128::from(line.pieces)).written(places), "taxes": taxes(after, before)})
    });
    let items: Vec<Value> = items.collect();

    // A coupon that ships for free makes shipping cost nothing; it takes nothing off.
    let shipping = cart.shipping.as_ref().map_or(0, |way| way.after());
    let fee = cart.tip;
    let goods: i64 =
        cart.lines.iter().map(|line| till.net(line.after()).rounded() + till.tax(line.after())).sum();
    let whole = goods + shipping + till.all_on_top(shipping) + fee + till.all_on_top(fee);
    let paid_by_card = cart.gift_card.min(whole);
    let total = whole - paid_by_card;

    let off = |index: usize| -> i64 { cart.lines.iter().map(|line| line.off[index]).sum() };
    let off_all: i64 = (0..cart.discounts).map(off).sum();
    let coupons = (0..cart.discounts).map(|n| {
        let tax: Fine = till.raw(off(n), till.rate);
        json!({"id": n + 50, "code": format!("code{n}"), "discount": till.net(off(n)).written(places),
            "discount_tax": tax.written(places)})
    });
    let on_goods = |rate: i64| -> i64 {
        cart.lines.iter().map(|line| till.round(till.raw(line.after(), rate))).sum::<i64>()
            + till.on_top(fee, rate)
    };
    let tax_lines = cart.rates.iter().enumerate().map(|(n, rate)| {
        json!({"id": n + 70, "label": "VAT", "rate_percent": percent(*rate),
            "tax_total": cart.decimal(on_goods(*rate)), "shipping_tax_total": cart.decimal(till.on_top(shipping, *rate))})
    });
    let total_tax: i64 = cart.rates.iter().map(|rate| on_goods(*rate) + till.on_top(shipping, *rate)).sum();
    let ways = cart.shipping.iter().map(|_| {
        json!({"id": 90, "method_title": "Parcel", "total": cart.decimal(shipping),
            "total_tax": cart.decimal(till.all_on_top(shipping))})
    });
    let fees = (fee > 0).then(|| {
        json!({"id": 91, "name": "Tip", "total": cart.decimal(fee), "total_tax": cart.decimal(till.all_on_top(fee))})
    });
    let cards =
        (paid_by_card > 0).then(|| json!({"id": 92, "code": "ABCD", "amount": cart.decimal(paid_by_card)}));
    let body = json!({
        "id": cart.number + 1, "number": cart.number.to_string(), "status": "processing", "currency": cart.currency,
        "date_created_gmt": "2026-03-02T09:00:00", "date_modified_gmt": "2026-03-02T09:00:00",
        "date_paid_gmt": "2026-03-02T09:00:00", "prices_include_tax": cart.included,
        "billing": {"email": "buyer@mail.example"}, "line_items": items,
        "tax_lines": tax_lines.collect::<Vec<_>>(), "shipping_lines": ways.collect::<Vec<_>>(),
        "fee_lines": fees.into_iter().collect::<Vec<_>>(), "coupon_lines": coupons.collect::<Vec<_>>(),
        "gift_cards": cards.into_iter().collect::<Vec<_>>(),
        "discount_total": cart.decimal(till.net(off_all).rounded()), "discount_tax": cart.decimal(till.tax(off_all)),
        "shipping_total": cart.decimal(shipping), "shipping_tax": cart.decimal(till.all_on_top(shipping)),
        "total": cart.decimal(total), "total_tax": cart.decimal(total_tax),
    });
    Sent { source: "woocommerce", topic: "order.created", body, total }
}

/// A rate as a number of per cent.
fn percent(rate: i64) -> Value {
    let text = crate::cart::decimal(rate, 3);
    serde_json::from_str(text.trim_end_matches('0').trim_end_matches('.')).expect("a number")
}
