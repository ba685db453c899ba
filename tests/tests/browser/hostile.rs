//! Hostile texts in a browser that would run what they want to be: mail clients do less.

use bundle_tests::{payloads::payloads, samples};
use domain::order::Order;

use crate::page::page;

/// Puts a text into everything that a buyer or merchant writes, but for what would refuse the mail or stand alone.
fn spoil(order: &mut Order, text: &str) {
    let text = || text.to_owned();
    for line in &mut order.lines {
        line.title = text();
        line.sku = Some(text());
        line.variant = Some(text());
        line.options = vec![(text(), text())];
        line.image = Some(text());
        line.url = Some(text());
    }
    order.discounts.iter_mut().for_each(|discount| discount.name = text());
    order.shipping.iter_mut().for_each(|way| way.name = text());
    order.taxes.iter_mut().for_each(|tax| tax.name = text());
    order.status_url = Some(text());
    order.payment.gateways = vec![text()];
    for address in [&mut order.shipping_address, &mut order.billing_address].into_iter().flatten() {
        address.name = Some(text());
        address.company = Some(text());
        address.lines = vec![text(), text()];
        address.city = Some(text());
        address.region = Some(text());
        address.postcode = Some(text());
    }
}

#[test]
fn no_text_does_anything_in_a_browser() {
    let Some(page) = page() else { return };
    let (name, _, order) =
        samples::orders().into_iter().find(|(_, file, _)| file.contains("1002")).expect("a discounted order");
    let shop = samples::shop(&name);
    let shape = "[...document.querySelectorAll('*')].map(e => e.localName + [...e.attributes].map(a => a.name)).join(' ')";
    let mut shapes = Vec::new();
    // What a text that says something looks like, one that comes to nothing, and an address that is the shop's own.
    for benign in ["Benign", "", "https://acme.example/x"] {
        let mut order = order.clone();
        spoil(&mut order, benign);
        page.show(&samples::mail("order-confirmation", &order, &shop, None).expect("a mail").html);
        shapes.push(page.evaluate(shape));
    }
    let (mut mailed, mut refused) = (0, 0);
    for payload in payloads() {
        let mut order = order.clone();
        spoil(&mut order, &payload.text);
        let Ok(mail) = samples::mail("order-confirmation", &order, &shop, None) else {
            refused += 1;
            continue;
        };
        page.show(&mail.html);
        assert!(shapes.contains(&page.evaluate(shape)), "{}", payload.shown());
        mailed += 1;
    }
    assert_eq!(page.noise(), Vec::<String>::new());
    let ours = |url: &String| {
        ["https://mail.invalid/", "https://acme.example/"].iter().any(|own| url.starts_with(own))
    };
    let outside: Vec<_> = page.asked().into_iter().filter(|url| !ours(url)).collect();
    assert_eq!(outside, Vec::<String>::new(), "asked for by hostile texts");
    assert!(mailed > 200, "{mailed} mailed, {refused} refused");
    println!(
        "figure: S7 in Chromium: {mailed} hostile mails shown, {refused} refused: 0 scripts run, 0 requests, 0 elements more"
    );
}
