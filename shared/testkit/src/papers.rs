//! A purchase order as a paper.

use domain::{
    Currency, Money,
    document::{PaperLine, Party, PurchaseOrderPaper},
    order::Address,
    settings::Shop,
};

/// A shop that orders.
pub fn shop() -> Shop {
    serde_json::from_value(serde_json::json!({
        "id": "acme", "name": "Acme Küche & Haus", "url": "https://acme.example", "locale": "en",
        "zone": "Europe/Berlin", "sender": {"address": "shop@acme.example"}, "look": {"colour": "#0b5c4a"},
    }))
    .expect("a shop")
}

/// A line of it, different by its number.
fn line(currency: Currency, number: usize, name: &str) -> PaperLine {
    let minor = 1_250 + i64::try_from(number * 377 % 5_000).expect("small");
    let mut line = PaperLine {
        sku: format!("MUG-{number:03}"),
        supplier_sku: (!number.is_multiple_of(3)).then(|| format!("KC/{}-B", 4_000 + number)),
        gtin: number.is_multiple_of(4).then(|| "4012345000009".to_owned()),
        name: name.to_owned(),
        quantity: i64::try_from(number * 7 % 240 + 1).expect("small"),
        price: Some(Money::new(minor, currency)),
        per: if number.is_multiple_of(5) { 100 } else { 1 },
        total: None,
    };
    line.total = line.reckoned();
    line
}

/// The paper in a locale, of so many lines.
pub fn paper(locale: &str, currency: &str, name: &str, lines: usize) -> PurchaseOrderPaper {
    let currency: Currency = currency.parse().expect("a currency");
    let of = |lines: &[&str], city: &str, postcode: &str, country: &str| Address {
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        city: Some(city.to_owned()),
        postcode: Some(postcode.to_owned()),
        country: Some(country.to_owned()),
        ..Address::default()
    };
    let mut paper = PurchaseOrderPaper {
        number: "PO-2026-00017".into(),
        issued: "2026-11-25".parse().expect("a day"),
        expected: Some("2026-12-09".parse().expect("a day")),
        locale: locale.into(),
        currency,
        buyer: Party {
            name: "Acme Küche & Haus GmbH".into(),
            address: Some(of(&["Torstraße 12", "Hof 2"], "Berlin", "10119", "DE")),
            gln: Some("4012345000009".into()),
            vat: Some("DE123456789".into()),
            email: Some("einkauf@acme.example".into()),
            phone: None,
        },
        supplier: Party {
            name: if locale.starts_with("ja") { "益子窯業株式会社" } else { "Kiln & Co" }.into(),
            address: Some(if locale.starts_with("ja") {
                of(&["益子3345"], "芳賀郡益子町", "321-4217", "JP")
            } else if locale.starts_with("ar") {
                of(&["شارع الفخار 7"], "القاهرة", "11511", "EG")
            } else {
                of(&["Töpferweg 3"], "Höhr-Grenzhausen", "56203", "DE")
            }),
            vat: Some("DE987654321".into()),
            ..Party::default()
        },
        deliver_to: Some(Party {
            name: "Lager Nord".into(),
            address: Some(of(&["Hafenstraße 88"], "Hamburg", "20457", "DE")),
            ..Party::default()
        }),
        customer_number: Some("K-10442".into()),
        lines: (1..=lines).map(|number| line(currency, number, name)).collect(),
        total: None,
        notes: vec![
            "Bitte auf Europaletten liefern, Avis 24 h vorher an lager@acme.example.".into(),
            name.to_owned(),
        ],
    };
    paper.total = paper.reckoned_total();
    paper
}
