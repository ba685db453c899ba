//! The orders themselves.

use domain::{
    order::{
        Address, Availability, LineItem, LineKind, PaymentStatus, Pickup, Promise, Promised, TaxLine,
        TenderKind, Totals,
    },
    settings::Bank,
};

use super::{Sample, address, date, line, market, money, named, plain, shop, tender};

/// Prices that contain the tax, a discount on the items and one on shipping, pictures, an address at home and one
/// abroad, a gift card beside the card, two shipments of which one waits for its goods, the law's texts.
pub(crate) fn euro() -> Sample {
    let eur = |text| money(text, "EUR");
    let mut order = plain("EUR", "110.00");
    order.locale = Some("en-DE".into());
    order.lines = vec![
        LineItem {
            sku: Some("SHIRT-BLU-M".into()),
            variant: Some("Blue / M".into()),
            options: vec![("Monogram".into(), "J. D.".into()), ("Gift wrap".into(), "yes".into())],
            discount: eur("7.00"),
            image: Some("https://acme.example/cdn/shirt.jpg?width=120".into()),
            ..line("Linen shirt", 2, eur("49.90"))
        },
        LineItem {
            sku: Some("MUG-1".into()),
            discount: eur("3.00"),
            image: Some("https://elsewhere.example/mug.jpg".into()),
            url: Some("https://acme.example/mug".into()),
            availability: Availability::BackOrder { expected: Some(date(2026, 12, 4)) },
            ..line("Stoneware mug", 1, eur("20.20"))
        },
    ];
    order.discounts = vec![named("SUMMER10", eur("10.00")), named("Free shipping over €100", eur("4.90"))];
    order.shipping = vec![named("DHL parcel", eur("4.90"))];
    order.taxes_included = true;
    order.taxes = vec![TaxLine {
        name: "VAT".into(),
        rate: "0.19".into(),
        amount: eur("17.56"),
        base: Some(eur("92.44")),
    }];
    order.totals = Totals {
        subtotal: eur("110.00"),
        discounts: eur("14.90"),
        shipping: eur("4.90"),
        tax: eur("17.56"),
        extras: vec![],
        total: eur("110.00"),
    };
    order.shipping_address = Some(address("Jördis Dörr", "Kastanienallee 12", "10435", "Berlin", "DE"));
    order.billing_address = Some(address("Dörr GmbH", "Postfach 9", "1010", "Wien", "AT"));
    order.status_url = Some("https://acme.example/orders/450789469?key=abc&lang=en".into());
    order.payment.tenders = vec![
        tender(TenderKind::Card, "Visa", Some("4242"), Some(eur("100.00"))),
        tender(TenderKind::GiftCard, "gift_card", Some("7788"), Some(eur("10.00"))),
    ];
    let of = |line: usize, earliest, latest| Promised {
        lines: vec![order.lines[line].id.clone()],
        earliest,
        latest,
    };
    order.promise = Some(Promise {
        shipments: vec![
            of(0, date(2026, 11, 25), date(2026, 11, 27)),
            of(1, date(2026, 12, 31), date(2027, 1, 2)),
        ],
    });
    let mut shop = shop();
    shop.markets.insert("EU".into(), market());
    Sample { name: "euro-tax-included", shop, order }
}

/// The same fetched by its buyer, who transfers the money; with something to download, and something to come.
pub(crate) fn fetched() -> Sample {
    let Sample { mut shop, mut order, .. } = euro();
    order.lines[0].availability = Availability::PreOrder { expected: Some(date(2026, 12, 4)) };
    order.lines[1].availability = Availability::InStock;
    order.lines[1].kind = LineKind::Digital;
    order.payment.status = PaymentStatus::Pending;
    order.payment.tenders = vec![
        tender(TenderKind::StoreCredit, "", None, Some(money("10.00", "EUR"))),
        tender(TenderKind::BankTransfer, "", None, None),
    ];
    let days = (date(2026, 12, 5), date(2026, 12, 5));
    order.promise =
        Some(Promise { shipments: vec![Promised { lines: vec![], earliest: days.0, latest: days.1 }] });
    order.pickup = Some(Pickup {
        name: "Acme Mitte".into(),
        address: Some(address("", "Invalidenstraße 7", "10115", "Berlin", "DE")),
        hours: vec!["Mo–Fr 10–19".into(), "Sa 10–16".into()],
    });
    shop.bank = Some(Bank {
        holder: "Acme & Daughters GmbH".into(),
        iban: "DE89 3704 0044 0532 0130 00".into(),
        bic: Some("COBADEFFXXX".into()),
        due_days: 14,
        qr: true,
    });
    Sample { name: "fetched", shop, order }
}

/// Tax on top in two rates, a tip, and a shop that reckons in euros.
pub(crate) fn dollar() -> Sample {
    let usd = |text| money(text, "USD");
    let mut order = plain("USD", "1240.00");
    order.locale = Some("en-US".into());
    order.lines =
        vec![LineItem { sku: Some("DESK-OAK".into()), ..line("Standing desk, oak", 1, usd("1240.00")) }];
    order.shipping = vec![named("Freight", usd("89.00"))];
    order.taxes = vec![
        TaxLine {
            name: "NY State Tax".into(),
            rate: "0.04".into(),
            amount: usd("53.16"),
            base: Some(usd("1329.00")),
        },
        TaxLine {
            name: "New York City Tax".into(),
            rate: "0.04875".into(),
            amount: usd("64.79"),
            base: None,
        },
    ];
    order.totals = Totals {
        subtotal: usd("1240.00"),
        discounts: usd("0"),
        shipping: usd("89.00"),
        tax: usd("117.95"),
        extras: vec![named("Tip", usd("5.00"))],
        total: usd("1451.95"),
    };
    order.shop_total = Some(money("1338.40", "EUR"));
    order.payment.tenders = vec![tender(TenderKind::Other, "PayPal", None, None)];
    let days = (date(2026, 12, 1), date(2026, 12, 3));
    order.promise =
        Some(Promise { shipments: vec![Promised { lines: vec![], earliest: days.0, latest: days.1 }] });
    order.shipping_address = Some(Address {
        region: Some("NY".into()),
        company: Some("Pied Piper Inc.".into()),
        ..address("Ada Lovelace", "45 W 25th St, Floor 7", "10010", "New York", "US")
    });
    Sample { name: "dollar-tax-on-top", shop: shop(), order }
}

/// No decimals; a buyer whose language we don't speak; a discount that nobody can assign.
pub(crate) fn yen() -> Sample {
    let jpy = |text| money(text, "JPY");
    let mut order = plain("JPY", "13500");
    order.name = "#JP-20311".into();
    order.locale = Some("ko-KR".into());
    order.lines = vec![
        LineItem {
            sku: Some("TEA-UJI-100".into()),
            discount: jpy("1000"),
            ..line("宇治抹茶 100g", 3, jpy("4500"))
        },
        line("茶筅", 1, jpy("2200")),
    ];
    order.discounts = vec![named("Welcome", jpy("700")), named("Loyalty", jpy("800"))];
    order.shipping = vec![named("Takkyubin", jpy("800"))];
    order.taxes_included = true;
    order.taxes = vec![
        TaxLine { name: "CT".into(), rate: "0.08".into(), amount: jpy("925"), base: Some(jpy("11575")) },
        TaxLine { name: "CT".into(), rate: "0.1".into(), amount: jpy("245"), base: Some(jpy("2455")) },
    ];
    order.totals = Totals {
        subtotal: jpy("14700"),
        discounts: jpy("1500"),
        shipping: jpy("800"),
        tax: jpy("1170"),
        extras: vec![],
        total: jpy("15000"),
    };
    Sample { name: "yen", shop: shop(), order }
}

/// Three decimals, Arabic with names in both scripts.
pub(crate) fn dinar() -> Sample {
    let kwd = |text| money(text, "KWD");
    let mut shop = shop();
    shop.name = "متجر الواحة".into();
    shop.locale = "ar-KW".into();
    let mut order = plain("KWD", "13.234");
    order.name = "#2044".into();
    order.locale = Some("ar-KW".into());
    order.lines = vec![
        LineItem {
            sku: Some("OUD-50ML".into()),
            variant: Some("50 ml".into()),
            options: vec![("تغليف هدية".into(), "نعم".into())],
            discount: kwd("1.000"),
            ..line("عطر العود الملكي Royal Oud", 2, kwd("6.117"))
        },
        LineItem { sku: Some("DATE-1KG".into()), ..line("Medjool dates (1 kg)", 1, kwd("1.500")) },
    ];
    order.discounts = vec![named("RAMADAN", kwd("1.000"))];
    order.shipping = vec![named("Aramex", kwd("0.500"))];
    order.totals = Totals {
        subtotal: kwd("12.734"),
        discounts: kwd("1.000"),
        shipping: kwd("0.500"),
        tax: kwd("0"),
        extras: vec![],
        total: kwd("13.234"),
    };
    order.shipping_address =
        Some(address("سارة العلي", "شارع الخليج، قطعة 3", "13001", "مدينة الكويت", "KW"));
    order.status_url = Some("https://acme.example/orders/2044".into());
    order.payment.tenders = vec![tender(TenderKind::OnDelivery, "", None, None)];
    let days = (date(2026, 11, 24), date(2026, 11, 26));
    order.promise =
        Some(Promise { shipments: vec![Promised { lines: vec![], earliest: days.0, latest: days.1 }] });
    shop.zone = "Asia/Kuwait".into();
    shop.markets.insert("default".into(), market());
    Sample { name: "dinar-arabic", shop, order }
}

/// Words without a break, long names, many pieces, no pictures, nothing to click.
pub(crate) fn long() -> Sample {
    let gbp = |text| money(text, "GBP");
    let mut order = plain("GBP", "1234567.00");
    order.name = "EXPORT/2026/000000000000123456".into();
    order.locale = Some("en-GB".into());
    order.lines = vec![
        LineItem {
            sku: Some("SKU-WITH-A-VERY-LONG-CODE-0123456789-0123456789-0123456789-0123456789".into()),
            variant: Some("Extra extra large / Midnight blue with a hint of cornflower / Left-handed".into()),
            options: vec![(
                "Engraving".into(),
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".into(),
            )],
            ..line(
                "The quite remarkably long-winded title of an otherwise unremarkable garden chair, second edition, with armrests",
                123_456,
                gbp("10.00"),
            )
        },
        line("Shim", 4440, gbp("0.0")),
    ];
    order.totals.subtotal = gbp("1234560.00");
    order.shipping = vec![named(
        "A carrier whose service has a very long name indeed, next working day before noon",
        gbp("7.00"),
    )];
    order.totals.shipping = gbp("7.00");
    order.shipping_address = Some(address(
        "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh",
        "The Old Rectory, Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "LL61 5UJ",
        "Anglesey",
        "GB",
    ));
    Sample { name: "long-names", shop: shop(), order }
}

/// The shop's own colour, logo and words.
pub(crate) fn branded() -> Sample {
    let mut sample = euro();
    sample.shop.look.colour = Some("#0b6e4f".into());
    sample.shop.look.logo = Some("https://acme.example/cdn/logo.png".into());
    let own = [("order-confirmation-heading".to_owned(), "Lovely, thank you!".to_owned())].into();
    sample.order.lines[1].kind = LineKind::GiftCard;
    sample.order.lines[1].availability = Availability::InStock;
    sample.shop.wording = [("en".to_owned(), [("order-confirmation".to_owned(), own)].into())].into();
    Sample { name: "branded", ..sample }
}
