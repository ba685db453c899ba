//! A purchase out of an order: what it reckons with sums to what the platform printed.

use serde_json::{Value, json};

use crate::{
    order::{Order, TenderKind},
    returns::{Purchase, Rules, Trait, Unsound},
};

fn order(change: Value) -> Order {
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let line = |id: &str, quantity: i64, price: i64, off: i64, kind: &str| json!({"id": id, "title": id, "quantity": quantity, "unit_price": eur(price), "discount": eur(off), "kind": kind});
    let mut order = json!({
        "id": "1", "name": "#1", "placed_at": "2026-11-21T00:00:00Z", "created_at": "2026-11-21T00:00:00Z",
        "currency": "EUR", "payment": {"status": "paid"}, "shipping_address": {"country": "DE", "region": "BY", "lines": []},
        "lines": [line("shoes", 2, 5000, 1000, "goods"), line("song", 1, 199, 0, "digital")],
        "discounts": [{"name": "SPRING", "amount": eur(1000)}], "shipping": [{"name": "DHL", "amount": eur(490)}],
        "taxes_included": true, "taxes": [{"name": "VAT", "rate": "0.19", "amount": eur(1547)}],
        "totals": {"subtotal": eur(9199), "discounts": eur(1000), "shipping": eur(490), "tax": eur(1547), "total": eur(9689)},
    });
    for (key, value) in change.as_object().expect("a table") {
        match value {
            Value::Object(inner) => inner.iter().for_each(|(name, value)| order[key][name] = value.clone()),
            value => order[key] = value.clone(),
        }
    }
    serde_json::from_value(order).expect("an order")
}

#[test]
fn lines_and_freight_come_to_what_was_printed() {
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let off = |minor: i64, name: &str| json!([{"name": name, "amount": eur(minor)}]);
    let vat = |minor: i64| json!([{"name": "VAT", "rate": "0.19", "amount": eur(minor)}]);
    for (what, change) in [
        ("tax in the prices", json!({})),
        (
            "tax on top",
            json!({"taxes_included": false, "taxes": vat(1841), "totals": {"tax": eur(1841), "total": eur(9689 + 1841)}}),
        ),
        (
            "tax on top, and none on the freight",
            json!({"taxes_included": false, "taxes": vat(1748), "totals": {"tax": eur(1748), "total": eur(9689 + 1748)}}),
        ),
        ("a fee below zero", json!({"totals": {"extras": off(-500, "Loyalty"), "total": eur(9189)}})),
        (
            "a fee below zero, with tax on top",
            json!({
                "taxes_included": false, "taxes": vat(1746),
                "totals": {"extras": off(-500, "Loyalty"), "tax": eur(1746), "total": eur(9189 + 1746)},
            }),
        ),
        (
            "a discount on everything",
            json!({"discounts": off(1500, "X"), "totals": {"discounts": eur(1500), "total": eur(9189)}}),
        ),
        (
            "freight for nothing",
            json!({"discounts": off(1490, "X"), "totals": {"discounts": eur(1490), "total": eur(9199)}}),
        ),
        (
            "freight at half its price",
            json!({
                "discounts": [{"name": "SPRING", "amount": eur(1000)}, {"name": "Half shipping", "amount": eur(245)}],
                "totals": {"discounts": eur(1245), "total": eur(9444)},
            }),
        ),
        (
            "both, with tax on top",
            json!({
                "taxes_included": false, "taxes": vat(1746), "discounts": off(1500, "X"),
                "totals": {"discounts": eur(1500), "tax": eur(1746), "total": eur(9189 + 1746)},
            }),
        ),
        (
            "two rates in the prices",
            json!({"taxes": [
                {"name": "VAT", "rate": "0.19", "amount": eur(1500)}, {"name": "VAT", "rate": "0.07", "amount": eur(47)},
            ]}),
        ),
    ] {
        let order = order(change);
        let purchase = Purchase::of(&order);
        let goods: i64 = purchase.totals().unwrap_or_else(|e| panic!("{what}: {e}")).iter().sum();
        assert_eq!(goods + purchase.freight.paid.minor, order.totals.total.minor, "{what}");
        assert_eq!(purchase.tenders[0].captured, order.totals.total, "{what}");
    }
}

#[test]
fn what_an_order_doesnt_say_isnt_guessed() {
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    let two = order(json!({
        "taxes_included": false, "totals": {"total": eur(9689 + 1547)},
        "taxes": [{"name": "a", "rate": "0.19", "amount": eur(1500)}, {"name": "b", "rate": "0.07", "amount": eur(47)}],
    }));
    assert_eq!(
        Purchase::of(&two).totals(),
        Err(Unsound::Tax),
        "two rates on top: nobody says which line has which"
    );
    let plain = Purchase::of(&order(json!({})));
    assert_eq!((plain.country.as_deref(), plain.region.as_deref()), (Some("DE"), Some("BY")));
    assert_eq!(
        (plain.lines[0].digital, plain.lines[1].digital, plain.lines[0].parcels.len()),
        (false, true, 0)
    );
    assert_eq!(Purchase::products(&order(json!({})))["song"].traits, [Trait::Digital]);
    assert_eq!(plain.tags, None, "an order that says no tags may have any");
    let tagged = Purchase::of(&order(json!({"tags": ["gift"]})));
    assert_eq!(tagged.tags, Some(vec!["gift".to_owned()]));
    let pending = Purchase::of(&order(json!({"payment": {"status": "pending"}})));
    assert_eq!(pending.tenders, vec![], "nothing came in");
    let split = json!({"payment": {"status": "paid", "tenders": [
        {"kind": "gift-card", "amount": eur(5000)}, {"kind": "card", "amount": eur(4689)},
    ]}});
    let kinds: Vec<_> =
        Purchase::of(&order(split)).tenders.into_iter().map(|t| (t.kind, t.captured.minor)).collect();
    assert_eq!(kinds, [(TenderKind::GiftCard, 5000), (TenderKind::Card, 4689)]);
    let sent = json!({"shipments": [
        {"id": "p", "status": "delivered", "shipped_at": "2026-11-22T00:00:00Z", "lines": [{"line": "shoes", "quantity": 1}]},
        {"id": "q", "status": "preparing", "lines": [{"line": "shoes", "quantity": 1}]},
    ]});
    let parcels = &Purchase::of(&order(sent)).lines[0].parcels;
    assert_eq!(
        (parcels.len(), parcels[0].quantity, parcels[0].delivered),
        (1, 1, None),
        "a state has no day"
    );
}

#[test]
fn a_tax_on_top_is_spread_over_what_it_was_charged_on() {
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    for (what, rate, minor, expected) in [
        ("goods and freight", "0.19", 1841, Ok((9199 + 1748, 490 + 93))),
        ("goods and freight, each rounded down", "0.19", 1839, Ok((9199 + 1746, 490 + 93))),
        ("goods alone", "0.19", 1748, Ok((9199 + 1748, 490))),
        ("goods alone, by a rate of many digits", "0.0625", 575, Ok((9199 + 575, 490))),
        ("shoes alone: nobody says so", "0.19", 1710, Err(Unsound::Tax)),
        ("a rate that isn't known", "0", 1710, Ok((9199 + 1624, 490 + 86))),
        ("a rate that isn't one", "19 %", 1710, Ok((9199 + 1624, 490 + 86))),
    ] {
        let purchase = Purchase::of(&order(json!({
            "taxes_included": false, "taxes": [{"name": "VAT", "rate": rate, "amount": eur(minor)}],
            "totals": {"tax": eur(minor), "total": eur(9689 + minor)},
        })));
        let goods = purchase.totals().map(|lines| lines.iter().sum::<i64>());
        assert_eq!(goods.map(|goods| (goods, purchase.freight.paid.minor)), expected, "{what}");
    }
}

#[test]
fn what_stands_below_zero_beside_the_lines_is_off_them_unless_it_paid_or_is_rounding() {
    let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
    for (what, name, minor, off, paid) in [
        ("a discount", "Loyalty", -500, 500, vec![(TenderKind::Other, 9189)]),
        ("a gift card", "Gift card", -500, 0, vec![(TenderKind::Other, 9189), (TenderKind::GiftCard, 500)]),
        ("rounding", "Rounding", -1, 0, vec![(TenderKind::Other, 9688)]),
        ("rounding of cash", "Cash rounding", -2, 0, vec![(TenderKind::Other, 9687)]),
        ("a tip", "Tip", 300, 0, vec![(TenderKind::Other, 9989)]),
    ] {
        let purchase = Purchase::of(&order(json!({
            "totals": {"extras": [{"name": name, "amount": eur(minor)}], "total": eur(9689 + minor)},
        })));
        let tenders: Vec<_> =
            purchase.tenders.iter().map(|tender| (tender.kind, tender.captured.minor)).collect();
        assert_eq!((purchase.order_discount.minor, tenders), (off, paid), "{what}");
    }
}

/// What the standard way cost is the shop's to say: orders name the way that was chosen.
#[test]
fn what_the_standard_way_costs_is_the_shops_word_for_a_country() {
    let rules = |text: &str| toml::from_str::<Rules>(text).expect("rules");
    let table =
        "currency = \"EUR\"\nshipping.standard = { DE = \"3.90\", EU = \"9.90\", default = \"19.90\" }";
    for (country, text, minor) in [
        ("DE", table, Some(390)),
        ("FR", table, Some(990)),
        ("US", table, Some(1990)),
        ("DE", "currency = \"EUR\"", None),
        ("DE", "currency = \"EUR\"\nshipping.standard = { FR = \"9.90\" }", None),
        ("DE", "currency = \"USD\"\nshipping.standard = { DE = \"3.90\" }", None),
    ] {
        let mut purchase = Purchase::of(&order(json!({"shipping_address": {"country": country}})));
        purchase.know_standard_freight(&rules(text));
        assert_eq!(purchase.freight.standard.map(|amount| amount.minor), minor, "{country}: {text}");
        // What an earlier return reckoned with stays.
        purchase
            .know_standard_freight(&rules("currency = \"EUR\"\nshipping.standard = { default = \"1.00\" }"));
        let kept = purchase.freight.standard.map(|amount| amount.minor);
        assert_eq!(kept, minor.or(Some(100)), "{country}: {text}");
    }
}
