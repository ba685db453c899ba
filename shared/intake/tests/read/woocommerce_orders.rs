//! WooCommerce's payloads become our orders.

use crate::common::payload;
use domain::{
    order::{Named, Order, PaymentStatus},
    webhook::Translation,
};
use intake::source;

pub(crate) fn read(body: &str) -> Order {
    match source("woocommerce").expect("a source").translate("order.updated", body.as_bytes()) {
        Ok(Translation::Happened(happened)) => happened.order.expect("an order"),
        other => panic!("{other:?}: {body}"),
    }
}

fn order(name: &str) -> Order {
    read(&payload(name))
}

/// An order of `{lines}` and `{rest}`, both JSON.
fn small(lines: &str, rest: &str) -> Order {
    read(&format!(
        r#"{{"id": 1, "status": "pending", "currency": "EUR", "date_created_gmt": "2026-01-01T00:00:00",
        "line_items": [{lines}], {rest}}}"#
    ))
}

fn printed(named: &[Named]) -> Vec<String> {
    named.iter().map(|n| format!("{} {}", n.name, n.amount)).collect()
}

fn taxes(order: &Order) -> Vec<String> {
    order.taxes.iter().map(|t| format!("{} {} {}", t.name, t.rate, t.amount)).collect()
}

fn prices(order: &Order) -> Vec<String> {
    let line = |l: &domain::order::LineItem| {
        format!("{} x {} - {}", l.quantity, l.unit_price.decimal(), l.discount.decimal())
    };
    order.lines.iter().map(line).collect()
}

#[test]
fn every_payload_adds_up_to_its_printed_total() {
    for (name, total, tax, discounts, shipping, included) in [
        ("woo-gross", "70.81 EUR", "11.30 EUR", "5.99 EUR", "4.90 EUR", true),
        ("woo-net", "110.41 USD", "9.41 USD", "10.50 USD", "8.00 USD", false),
        ("woo-kwd", "11.750 KWD", "0.000 KWD", "0.000 KWD", "1.250 KWD", false),
        ("woo-jpy", "2200 JPY", "200 JPY", "0 JPY", "550 JPY", true),
    ] {
        let order = order(name);
        let totals = &order.totals;
        assert_eq!(order.check_sums(), Ok(()), "{name}");
        assert_eq!(
            [totals.total, totals.tax, totals.discounts, totals.shipping].map(|m| m.to_string()),
            [total, tax, discounts, shipping],
            "{name}"
        );
        assert_eq!(order.taxes_included, included, "{name}");
        assert_eq!(order.shop_total, None, "{name}");
    }
}

#[test]
fn an_order_of_a_shop_that_enters_prices_with_tax_is_read_as_the_buyer_saw_it() {
    let order = order("woo-gross");
    assert_eq!((order.id.as_str(), order.name.as_str()), ("7001", "#7001"));
    assert_eq!(order.placed_at.to_string(), "2026-03-02T09:15:30Z");
    assert_eq!((order.created_at, order.cancelled_at), (order.placed_at, None));
    assert_eq!(order.payment.status, PaymentStatus::Paid);
    assert_eq!(order.payment.gateways, ["ppcp", "PayPal"]);
    assert_eq!((order.customer.as_deref(), order.locale.as_deref()), (Some("31"), Some("de")));
    assert_eq!(
        (order.channel.as_deref(), order.email.as_deref()),
        (Some("checkout"), Some("ada@customer.example"))
    );
    assert!(!order.test && !order.draft);
    assert_eq!(prices(&order), ["2 x 29.95 - 5.99", "1 x 12.00 - 0.00"]);
    assert_eq!(printed(&order.discounts), ["herbst10 5.99 EUR"]);
    assert_eq!(printed(&order.shipping), ["DHL Paket 4.90 EUR"]);
    assert_eq!(taxes(&order), ["MwSt. 0.19 11.30 EUR"]);
    assert_eq!(order.totals.subtotal.to_string(), "65.91 EUR");
    assert_eq!(order.totals.extras, []);

    let shirt = &order.lines[0];
    assert_eq!((shirt.id.as_str(), shirt.sku.as_deref()), ("901", Some("LH-BL-M")));
    assert_eq!((shirt.title.as_str(), shirt.variant.as_deref()), ("Leinenhemd – Blau, M", None));
    assert_eq!(shirt.options, [("Gravur".to_owned(), "Für Jo".to_owned())], "the title says colour and size");
    assert_eq!(shirt.image.as_deref(), Some("https://shop.example/hemd.jpg"));
    assert_eq!((order.lines[1].sku.as_deref(), order.lines[1].image.as_deref()), (None, None));

    let address = order.shipping_address.expect("an address");
    assert_eq!((address.name.as_deref(), address.country.as_deref()), (Some("Ada Muster"), Some("DE")));
    assert_eq!((address.lines, address.region), (vec!["Lindenweg 7".to_owned()], None));
}

#[test]
fn coupons_fees_and_refunds_are_told_apart() {
    let order = order("woo-net");
    assert_eq!(order.name, "#US-7002");
    assert_eq!(prices(&order), ["2 x 40.00 - 8.00", "1 x 25.00 - 2.50"]);
    assert_eq!(printed(&order.discounts), ["welcome10 10.50 USD"]);
    assert_eq!(printed(&order.totals.extras), ["Gift wrap 3.50 USD", "Loyalty -5.00 USD"]);
    assert_eq!(taxes(&order), ["State 0.04 4.24 USD", "City 0.04875 5.17 USD"]);
    assert_eq!(order.totals.subtotal.to_string(), "94.50 USD");
    assert_eq!(order.payment.status, PaymentStatus::PartlyRefunded);
    assert_eq!((order.email.as_deref(), order.locale), (Some("grace@customer.example"), None));
    assert_eq!(order.shipping_address, None, "a blank address is none");
    assert_eq!(order.billing_address.and_then(|a| a.region).as_deref(), Some("NY"));
}

/// One line: quantity, before and after discounts with their taxes, the unrounded price and tax.
fn line(quantity: &str, before: (&str, &str), after: (&str, &str), price: &str, tax: &str) -> String {
    format!(
        r#"{{"id": 1, "name": "x", "quantity": {quantity}, "subtotal": "{}", "subtotal_tax": "{}", "total": "{}",
        "total_tax": "{}", "price": {price}, "taxes": [{{"id": 1, "total": "{tax}", "subtotal": "{}"}}]}}"#,
        before.0,
        before.1,
        after.0,
        after.1,
        if before == after { tax } else { "" }
    )
}

#[test]
fn rounding_is_undone_where_it_can_be_proven() {
    let same = |quantity, amount: (&'static str, &'static str), price, tax| {
        line(quantity, amount, amount, price, tax)
    };
    let gross = |total: &str, tax: &str| {
        format!(
            r#""prices_include_tax": true, "total": "{total}", "total_tax": "{tax}", "tax_lines": [{{"tax_total": "{tax}", "rate_percent": 20}}]"#
        )
    };
    let net = |total: &str| format!(r#""total": "{total}", "total_tax": "0.00""#);
    let tie = ("8.33", "1.67"); // 8.325 and 1.665
    let low = ("8.40", "0.00");
    let pair = |first: &str, second: &str| format!("{first}, {second}");
    for (what, lines, rest, expect, extras, adds_up) in [
        (
            "9.99 at 20 %",
            same("1", tie, "8.325", "1.665"),
            gross("9.99", "1.67"),
            &["1 x 9.99 - 0.00"][..],
            &[][..],
            true,
        ),
        (
            "three of it",
            same("3", ("24.98", "5.00"), "8.325", "4.995"),
            gross("29.97", "5.00"),
            &["3 x 9.99 - 0.00"],
            &[],
            true,
        ),
        (
            "it, behind one that is exact",
            pair(&same("1", ("10.00", "2.00"), "10", "2"), &same("1", tie, "8.325", "1.665")),
            gross("21.99", "3.67"),
            &["1 x 12.00 - 0.00", "1 x 9.99 - 0.00"],
            &[],
            true,
        ),
        (
            "two taxes of one cent",
            same("2", ("35.29", "0.71"), "17.647059", "0.705882"),
            gross("36.00", "0.71"),
            &["2 x 18.00 - 0.00"],
            &[],
            true,
        ),
        (
            "a price that was never rounded",
            same("3", ("25.21", "0.00"), "8.403361344537815", "0"),
            net("25.21"),
            &["3 x 8.40 - 0.00"],
            &["Rounding 0.01 EUR"],
            true,
        ),
        (
            "the other way round",
            same("7", ("10.00", "0.00"), "1.428571428571429", "0"),
            net("10.00"),
            &["7 x 1.43 - 0.00"],
            &["Rounding -0.01 EUR"],
            true,
        ),
        (
            "two that were added before they were rounded",
            pair(&same("1", low, "8.403361344537815", "0"), &same("1", low, "8.403361344537815", "0")),
            net("16.81"),
            &["1 x 8.41 - 0.00", "1 x 8.40 - 0.00"],
            &[],
            true,
        ),
        (
            "first the one that was rounded most",
            pair(&same("1", low, "8.403361344537815", "0"), &same("1", ("10.00", "0.00"), "10.004", "0")),
            net("18.41"),
            &["1 x 8.40 - 0.00", "1 x 10.01 - 0.00"],
            &[],
            true,
        ),
        (
            "six decimals are no proof",
            same("3", ("10.00", "0.00"), "3.333333", "0"),
            net("9.99"),
            &["3 x 3.33 - 0.00"],
            &["Rounding 0.01 EUR"],
            false,
        ),
        (
            "a cent off for no reason",
            same("1", ("10.00", "2.00"), "10", "2"),
            gross("11.99", "2.00"),
            &["1 x 12.00 - 0.00"],
            &[],
            false,
        ),
        (
            "a price that says something else",
            same("1", ("10.00", "2.00"), "7.5", "1.5"),
            gross("11.99", "2.00"),
            &["1 x 12.00 - 0.00"],
            &[],
            false,
        ),
        (
            "a cent off what it was",
            same("1", tie, "8.325", "1.665"),
            gross("9.98", "1.67"),
            &["1 x 9.99 - 0.00"],
            &[],
            false,
        ),
    ] {
        let order = small(&lines, &rest);
        assert_eq!(prices(&order), expect, "{what}");
        assert_eq!(printed(&order.totals.extras), extras, "{what}");
        assert_eq!(order.check_sums().is_ok(), adds_up, "{what}");
    }
}

#[test]
fn the_reading_that_adds_up_is_taken() {
    let two = line("1", ("17.65", "0.35"), ("17.65", "0.35"), "17.65", "0.35");
    let two = format!("{two}, {two}");
    let tax = |total: &str| format!(r#""total_tax": "{total}", "tax_lines": [{{"tax_total": "{total}"}}]"#);
    for (what, include, rest, included) in [
        ("as entered, with tax", "true", format!(r#""total": "36.00", {}"#, tax("0.71")), true),
        ("entered with tax, adds up without", "true", format!(r#""total": "36.01", {}"#, tax("0.71")), false),
        ("entered without, adds up with", "false", format!(r#""total": "36.00", {}"#, tax("0.71")), true),
        ("as entered, without", "false", format!(r#""total": "36.00", {}"#, tax("0.70")), false),
        ("no word of it", "null", format!(r#""total": "36.00", {}"#, tax("0.70")), false),
    ] {
        let order = small(&two, &format!(r#""prices_include_tax": {include}, {rest}"#));
        assert_eq!((order.check_sums(), order.taxes_included), (Ok(()), included), "{what}");
    }
}

#[test]
fn discounts_are_named_by_their_coupons() {
    let one = line("1", ("10.00", "0.00"), ("7.00", "0.00"), "7", "0");
    for (coupons, printed_sum, expect) in [
        (r#"[{"code": "a", "discount": "3.00"}]"#, "3.00", &["a 3.00 EUR"][..]),
        (
            r#"[{"code": "a", "discount": 1.004}, {"code": "b", "discount": "1.995"}]"#,
            "3.00",
            &["a 1.00 EUR", "b 2.00 EUR"],
        ),
        (
            r#"[{"code": "a", "discount": "1.334"}, {"code": "b", "discount": "1.664"}]"#,
            "3.00",
            &["a 1.34 EUR", "b 1.66 EUR"],
        ),
        (r#"[{"code": "a", "discount": "1.00"}]"#, "3.00", &["a 1.00 EUR", "Discount 2.00 EUR"]),
        (r#"[{"code": "a", "discount": "9.00"}]"#, "3.00", &["a 3.00 EUR"]),
        (
            r#"[{"code": "a", "discount": "9.00"}, {"code": "b", "discount": "1"}]"#,
            "3.00",
            &["Discount 3.00 EUR"],
        ),
        (r#"[{"code": "free-shipping", "discount": "0"}]"#, "3.00", &["Discount 3.00 EUR"]),
        ("[]", "3.00", &["Discount 3.00 EUR"]),
        (r#"[{"code": "a", "discount": "3.00"}]"#, "0.00", &["a 3.00 EUR"]),
    ] {
        let rest =
            format!(r#""coupon_lines": {coupons}, "discount_total": "{printed_sum}", "total": "7.00""#);
        let order = small(&one, &rest);
        assert_eq!(printed(&order.discounts), expect, "{coupons} {printed_sum}");
        assert_eq!(
            (order.check_sums(), prices(&order)),
            (Ok(()), vec!["1 x 10.00 - 3.00".to_owned()]),
            "{coupons}"
        );
    }
    let odd = small(&one, r#""discount_total": "2.00", "total": "5.00""#);
    assert!(odd.check_sums().is_err(), "nothing adds up");
    assert_eq!(odd.totals.discounts.to_string(), "2.00 EUR", "as printed");
    // Staff may raise a price: what it was before is no discount below zero.
    let raised = small(
        &line("2", ("10.00", "0"), ("16.00", "0"), "8", "0"),
        r#""discount_total": "-6.00", "total": "16.00""#,
    );
    assert_eq!((raised.check_sums(), prices(&raised)), (Ok(()), vec!["2 x 8.00 - 0.00".to_owned()]));
    assert_eq!(raised.discounts, []);
}

#[test]
fn taxes_and_ways_of_shipping_are_settled_to_their_printed_sums() {
    let order = small(
        &line("1", ("6.70", "0.67"), ("6.70", "0.67"), "6.7", "0.67"),
        r#""prices_include_tax": true, "total": "9.75", "total_tax": "1.05", "shipping_total": "2.00", "shipping_tax": "0.38",
        "shipping_lines": [{"method_title": "A", "total": "1.00", "total_tax": "0.19"},
            {"method_title": "B", "total": "1.00", "total_tax": "0.20"}],
        "tax_lines": [{"label": "State", "rate_percent": "5", "tax_total": "0.34", "shipping_tax_total": "0.19"},
            {"label": "State", "rate_percent": "5", "tax_total": "0.17", "shipping_tax_total": "0.10"},
            {"rate_code": "CITY-1", "tax_total": "0.17", "shipping_tax_total": "0.09"}]"#,
    );
    assert_eq!(order.check_sums(), Ok(()));
    assert_eq!(printed(&order.shipping), ["A 1.18 EUR", "B 1.20 EUR"]);
    assert_eq!(taxes(&order), ["State 0.05 0.79 EUR", "CITY-1 0 0.26 EUR"]);
}

#[test]
fn gift_cards_pay_a_part_and_keep_their_codes() {
    let one = line("1", ("10.00", "0.00"), ("10.00", "0.00"), "10", "0");
    let cards = r#""gift_cards": [{"id": 2, "code": "SECRET-1", "amount": 4}, {"code": "SECRET-2", "amount": "2.5"}]"#;
    for (total, expect) in [
        ("3.50", &["Gift card -4.00 EUR", "Gift card -2.50 EUR"][..]),
        ("10.00", &[]), // they paid, and the total says what was owed
    ] {
        let order = small(&one, &format!(r#"{cards}, "total": "{total}""#));
        assert_eq!(
            (order.check_sums(), printed(&order.totals.extras)),
            (Ok(()), expect.iter().map(|e| (*e).to_owned()).collect())
        );
        assert!(!order.taxes_included);
        assert!(!serde_json::to_string(&order).expect("plain data").contains("SECRET"));
    }
}

#[test]
fn quantities_that_are_no_pieces_are_said_in_the_title() {
    for (quantity, pieces, title) in [
        ("2", 2, "x"),
        ("\"2\"", 2, "x"),
        ("2.0", 2, "x"),
        ("1.5", 1, "1.5 × x"),
        ("\"0.250\"", 1, "0.250 × x"),
    ] {
        let order = small(&line(quantity, ("6.00", "0"), ("6.00", "0"), "4", "0"), r#""total": "6.00""#);
        assert_eq!((order.lines[0].quantity, order.lines[0].title.as_str()), (pieces, title), "{quantity}");
        assert_eq!(order.check_sums(), Ok(()), "{quantity}");
    }
    let taken_back = line("1", ("-4.00", "0"), ("-4.00", "0"), "-4", "0");
    let none = line("0", ("0.00", "0"), ("0.00", "0"), "0", "0");
    let lines = [line("1", ("6.00", "0"), ("6.00", "0"), "6", "0"), taken_back, none].join(", ");
    let order = small(&lines, r#""total": "2.00""#);
    assert_eq!((order.check_sums(), order.lines.len()), (Ok(()), 1));
    assert_eq!(printed(&order.totals.extras), ["x -4.00 EUR"]);
}

#[test]
fn an_order_may_say_little() {
    let order = small("", r#""total": 0, "total_tax": "0.00""#);
    assert_eq!((order.check_sums(), order.name.as_str()), (Ok(()), "#1"));
    assert_eq!((order.email, order.channel, order.payment.gateways.len()), (None, None, 0));
    let shipped = small(
        "",
        r#""total": "5.95", "shipping_total": "5.00", "shipping_tax": "0.95", "total_tax": "0.95""#,
    );
    assert_eq!(
        (shipped.check_sums(), printed(&shipped.shipping)),
        (Ok(()), vec!["Shipping 5.00 EUR".to_owned()])
    );
    assert_eq!(taxes(&shipped), ["Tax 0 0.95 EUR"]);
}

#[test]
fn an_order_has_at_most_a_thousand_lines_of_bounded_amounts() {
    let body = |count: usize| {
        let one = line("1", ("1.00", "0"), ("1.00", "0"), "1", "0");
        format!(
            r#"{{"id": 1, "status": "pending", "currency": "EUR", "date_created_gmt": "2026-01-01T00:00:00",
            "line_items": [{}], "total": "{count}.00"}}"#,
            vec![one; count].join(", ")
        )
    };
    let order = read(&body(1000));
    assert_eq!((order.lines.len(), order.check_sums()), (1000, Ok(())));
    let woocommerce = source("woocommerce").expect("a source");
    let refused =
        |body: &str| woocommerce.translate("order.created", body.as_bytes()).expect_err("too much").field;
    assert_eq!(refused(&body(1001)), "line_items");
    let most = "9999999999999.99";
    let absurd = body(1)
        .replace("\"total\": \"1.00\"", &format!("\"total\": \"{most}\""))
        .replace("\"total_tax\": \"0\"", &format!("\"total_tax\": \"{most}\""))
        .replace("\"currency\"", "\"prices_include_tax\": true, \"currency\"");
    assert_eq!(refused(&absurd), "line_items[0]");
}

#[test]
fn the_orders_key_is_kept_nowhere() {
    for name in ["woo-gross", "woo-net", "woo-kwd", "woo-jpy"] {
        assert!(payload(name).contains("wc_order_aB3dE5fG7hJ9k"));
        let kept = serde_json::to_string(&order(name)).expect("plain data");
        assert!(
            !kept.contains("wc_order_") && !kept.contains("order-pay") && !kept.contains("192.0.2.7"),
            "{name}"
        );
    }
}

#[test]
fn a_quote_of_delivery_dates_comes_along_as_meta_of_the_order() {
    let line = r#"{"id": 1, "name": "Mug", "quantity": 1, "subtotal": "1.00", "total": "1.00"}"#;
    for (key, value, quote) in [
        ("nightshift_quote", "\"k.cGF5bG9hZA.bWFj\"", Some("k.cGF5bG9hZA.bWFj")),
        ("_nightshift_quote", "\"k.cGF5bG9hZA.bWFj\"", Some("k.cGF5bG9hZA.bWFj")),
        ("nightshift_quotes", "\"k.cGF5bG9hZA.bWFj\"", None),
        ("nightshift_quote", "\"k.<b>.c\"", None),
        ("nightshift_quote", "{\"x\": 1}", None),
    ] {
        let meta =
            format!(r#""total": "1.00", "meta_data": [{{"id": 1, "key": "{key}", "value": {value}}}]"#);
        assert_eq!(small(line, &meta).quote.as_deref(), quote, "{key} {value}");
    }
}
