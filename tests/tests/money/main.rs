//! R24: random orders, whose truth is known in whole minor units, are written as each platform writes them, read by
//! `intake`, and mailed. The order adds up; the printed total is the true one; and whoever reckons the mail over from top
//! to bottom, line by line and row by row, comes to it.
//!
//! 10,000 orders by default; a million with `--full`. A failure names its order's number, by which it comes again.

mod cart;
mod own;
mod printed;
mod shopify;
mod woocommerce;

use std::sync::atomic::{AtomicU64, Ordering};

use bundle_tests::samples;
use cart::Cart;
use domain::{order::Order, settings::Shop};
use printed::Printed;
use serde_json::{Value, json};

/// An order as its platform writes it, and what it comes to.
struct Sent {
    source: &'static str,
    topic: &'static str,
    body: Value,
    /// In minor units.
    total: i64,
}

/// The order of this number: three platforms in turn.
fn sent(number: u64) -> (Cart, Sent) {
    let cart = Cart::of(number);
    let sent = match number % 3 {
        0 => shopify::written(&cart),
        1 => woocommerce::written(&cart),
        _ => own::written(&cart),
    };
    (cart, sent)
}

fn read(sent: &Sent) -> Result<Order, String> {
    let body = serde_json::to_vec(&sent.body).expect("JSON");
    let read = samples::order(sent.source, sent.topic, &body).map_err(|refusal| refusal.to_string())?;
    read.ok_or_else(|| "no order".to_owned())
}

fn shop() -> Shop {
    Shop { locale: "en".into(), ..samples::shop("acme") }
}

/// What is wrong with the order of this number, if anything is.
fn fault(number: u64, shop: &Shop) -> Result<(), String> {
    let (cart, sent) = sent(number);
    let order = read(&sent)?;
    order.check_sums().map_err(|e| e.to_string())?;
    if (order.totals.total.minor, order.currency.code()) != (sent.total, cart.currency) {
        return Err(format!("read as {}, not {}", order.totals.total, sent.total));
    }
    let mail = samples::mail("order-confirmation", &order, shop, Some("en")).map_err(|e| e.to_string())?;
    let printed = Printed::read(&mail.text, cart.places)?;
    let reckoned = printed.reckoned()?;
    if (printed.total, reckoned) != (sent.total, sent.total) {
        let Printed { total, .. } = printed;
        return Err(format!(
            "printed {total}, its rows come to {reckoned}, and it is {}:\n{}",
            sent.total, mail.text
        ));
    }
    Ok(())
}

#[test]
fn printed_totals_are_the_true_ones_and_rows_add_up() {
    let full = testkit::is_full();
    let orders: u64 = if full { 1_000_000 } else { 10_000 };
    let next = AtomicU64::new(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                let shop = shop();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= orders {
                        break;
                    }
                    if let Err(fault) = fault(number, &shop) {
                        panic!("order {number}: {fault}\n{}", sent(number).1.body);
                    }
                }
            });
        }
    });
    println!(
        "figure: R24 {orders} random orders of Shopify, WooCommerce and shops of their own, in currencies of 0, 2 and 3 \
         decimals: 0 that don't add up, 0 printed totals other than the platform's, 0 mails whose rows come to another"
    );
}

/// Whoever reckons a mail over sees each cent that is off.
#[test]
fn a_cent_that_is_off_is_noticed() {
    let shop = shop();
    let mut changed = 0;
    for number in 0..90 {
        let (cart, sent) = sent(number);
        let order = read(&sent).expect("an order");
        let text = samples::mail("order-confirmation", &order, &shop, Some("en")).expect("a mail").text;
        let sound = Printed::read(&text, cart.places).expect("it is well printed");
        for wrong in sound.each_off_by_one() {
            assert!(wrong.reckoned() != Ok(sound.total), "order {number}: {wrong:?}");
            changed += 1;
        }
    }
    assert!(changed > 500, "{changed}");
}

/// The generator makes what it is for.
#[test]
fn the_orders_are_of_every_kind() {
    let carts: Vec<Cart> = (0..2_000).map(Cart::of).collect();
    let share = |what: &str, is: fn(&Cart) -> bool| {
        let found = carts.iter().filter(|cart| is(cart)).count();
        assert!(found > 100 && found < 1_900, "{what}: {found} of {}", carts.len());
    };
    share("no decimals", |cart| cart.places == 0);
    share("three decimals", |cart| cart.places == 3);
    share("tax contained", |cart| cart.included);
    share("taxes of two rates", |cart| cart.rates.len() == 2);
    share("no tax", |cart| cart.rates.is_empty());
    share("two discounts", |cart| cart.discounts == 2);
    share("shipping", |cart| cart.shipping.is_some());
    share("a discount on shipping", |cart| {
        cart.shipping.as_ref().is_some_and(|way| way.off.iter().sum::<i64>() > 0)
    });
    share("a tip", |cart| cart.tip > 0);
    share("a gift card", |cart| cart.gift_card > 0);
    share("another currency than the shop's", |cart| cart.foreign);
}

/// What is no amount, in whatever field an amount is read from.
#[test]
fn what_is_no_amount_is_refused() {
    let texts = [
        "example string",
        "12,50",
        "1e3",
        "NaN",
        "Infinity",
        "0x10",
        "١٢",
        "12.50 EUR",
        "€12",
        "1.2.3",
        "--1",
        "1.",
        ".5",
        "+1",
        "null",
        "9999999999999999999",
    ];
    let values: Vec<Value> = texts
        .iter()
        .map(|text| json!(text))
        .chain([json!(true), json!([]), json!({}), json!(["1.00"]), json!({"amount": "1.00"})])
        .collect();
    let (mut refused, mut unread) = (0, 0);
    for number in 0..60 {
        let (_, mut sent) = sent(number);
        let base = read(&sent).expect("an order");
        let mut places = Vec::new();
        amounts(&sent.body, "", &mut places);
        let mut refused_here = 0;
        for place in &places {
            let before = sent.body.pointer(place).expect("it was found").clone();
            for value in &values {
                *sent.body.pointer_mut(place).expect("it was found") = value.clone();
                match read(&sent) {
                    Err(_) => refused_here += 1,
                    // Nobody reads it, or only to divide a cent among lines.
                    Ok(order) if order.totals.total == base.totals.total => unread += 1,
                    Ok(order) => assert!(
                        order.check_sums().is_err(),
                        "order {number}: {place} as {value} becomes {:?}",
                        order.totals
                    ),
                }
            }
            *sent.body.pointer_mut(place).expect("it was found") = before;
        }
        // The total above all.
        let total =
            ["/total_price", "/total", "/data/total"].iter().find(|place| sent.body.pointer(place).is_some());
        let total = total.expect("each has one");
        for value in texts {
            *sent.body.pointer_mut(total).expect("it is there") = json!(value);
            // Beside a set the plain field is only for show.
            let for_show = sent.body.get("total_price_set").is_some();
            assert!(read(&sent).is_err() || for_show, "order {number}: a total of {value:?}");
        }
        assert!(refused_here > values.len(), "order {number}: {refused_here}");
        refused += refused_here;
    }
    println!(
        "figure: R24 {} things that are no amounts in every amount of 60 orders: {refused} refused, {unread} without effect on the total, 0 taken",
        values.len()
    );
}

/// Pointers to everything that looks like an amount.
fn amounts(body: &Value, at: &str, found: &mut Vec<String>) {
    match body {
        Value::String(text) => {
            let digits = text.strip_prefix('-').unwrap_or(text);
            if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
                found.push(at.to_owned());
            }
        }
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(n, value)| amounts(value, &format!("{at}/{n}"), found))
        }
        Value::Object(fields) => {
            let fields = fields.iter().filter(|(key, _)| !["id", "number"].contains(&key.as_str()));
            fields.for_each(|(key, value)| amounts(value, &format!("{at}/{key}"), found))
        }
        _ => {}
    }
}
