//! Orders and tasks of our own, each with what makes it awkward.

mod adherence;
mod delays;
mod digests;
mod orders;
mod stocks;
mod tasks;

use std::collections::BTreeMap;

use domain::{
    Currency, EntityRef, Money, Timestamp,
    order::{Address, LineItem, Named, Order, Payment, PaymentStatus, Tender, TenderKind, Totals},
    send::SendId,
    settings::{Look, Market, Platforms, Routes, Secrets, Sender, Shop, Wording},
};
use mail::{About, AboutKind, File, Mail, MessageInfo, Request, Unmailable, render};

pub(crate) use adherence::{adherences, few, late};
pub(crate) use delays::{Late, choice, consent, lates, on_its_way, unknown};
pub(crate) use digests::{busy, reports, silent};
pub(crate) use orders::{branded, dinar, dollar, euro, fetched, long, yen};
pub(crate) use stocks::{Shelf, Told, bare_stock, full, oversold, overview, shelves, storm};
pub(crate) use tasks::{Errand, erasure, errands, held, unheard_of};

/// A shop with an order.
#[derive(Debug, Clone)]
pub(crate) struct Sample {
    pub(crate) name: &'static str,
    pub(crate) shop: Shop,
    pub(crate) order: Order,
}

impl Sample {
    pub(crate) fn render(&self, message: &str) -> Result<Mail, Unmailable> {
        self.render_in(message, None)
    }

    pub(crate) fn render_in(&self, message: &str, locale: Option<&str>) -> Result<Mail, Unmailable> {
        self.render_to(message, locale, None)
    }

    pub(crate) fn render_to(
        &self,
        message: &str,
        locale: Option<&str>,
        redirect_to: Option<&str>,
    ) -> Result<Mail, Unmailable> {
        let entity = EntityRef::order(&self.order.id);
        mail(About::Order(&self.order), &entity, &self.shop, message, locale, redirect_to)
    }

    /// With a page of our own.
    pub(crate) fn with_page(&self, page: Option<&str>) -> Mail {
        let entity = EntityRef::order(&self.order.id);
        let (message, about) = ("order-confirmation", About::Order(&self.order));
        let send_id = SendId::of(&self.shop.id, &entity, message, 1);
        let request = Request { page, ..request(about, &self.shop, message, &send_id) };
        render(&request).unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }

    /// With files.
    pub(crate) fn with_files(&self, files: &[File<'_>]) -> Result<Mail, Unmailable> {
        let entity = EntityRef::order(&self.order.id);
        let (message, about) = ("order-confirmation", About::Order(&self.order));
        let send_id = SendId::of(&self.shop.id, &entity, message, 1);
        render(&Request { files, ..request(about, &self.shop, message, &send_id) })
    }

    pub(crate) fn confirmation(&self) -> Mail {
        self.render("order-confirmation").unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }
}

pub(crate) fn mail(
    about: About,
    entity: &EntityRef,
    shop: &Shop,
    message: &str,
    locale: Option<&str>,
    redirect_to: Option<&str>,
) -> Result<Mail, Unmailable> {
    let send_id = SendId::of(&shop.id, entity, message, 1);
    render(&Request { redirect_to, locale, ..request(about, shop, message, &send_id) })
}

pub(crate) fn request<'a>(
    about: About<'a>,
    shop: &'a Shop,
    message: &'a str,
    send_id: &'a SendId,
) -> Request<'a> {
    Request {
        message,
        revision: 1,
        send_id,
        about,
        shop,
        redirect_to: None,
        configuration_set: Some("nightshift-transactional"),
        locale: None,
        date: "2026-11-21T20:15:00Z".parse().expect("an instant"),
        page: None,
        offers: &[],
        files: &[],
        unsubscribe: None,
    }
}

/// The messages that are about orders.
pub(crate) fn of_orders() -> impl Iterator<Item = &'static MessageInfo> {
    mail::messages().iter().filter(|message| message.about == AboutKind::Order)
}

/// `12.50 EUR`
pub(crate) fn money(text: &str, currency: &str) -> Money {
    Money::parse(text, currency.parse().expect("a currency")).expect("an amount")
}

pub(crate) fn shop() -> Shop {
    Shop {
        id: "acme".parse().expect("an id"),
        name: "Acme & Daughters".into(),
        url: "https://acme.example".into(),
        locale: "en".into(),
        locales: vec![],
        carriers: Default::default(),
        zone: "Europe/Berlin".into(),
        sender: Sender {
            address: "orders@acme.example".into(),
            name: None,
            reply_to: Some("help@acme.example".into()),
        },
        look: Look::default(),
        wording: Wording::new(),
        routes: Routes([("default".to_owned(), "owner@acme.example".to_owned())].into()),
        platforms: Platforms::new(),
        commands: None,
        secrets: Secrets::default(),
        hosts: Vec::new(),
        pages: Default::default(),
        markets: BTreeMap::new(),
        bank: None,
        places: BTreeMap::new(),
        pickup: BTreeMap::new(),
        suppliers: BTreeMap::new(),
        automations: BTreeMap::new(),
        files: BTreeMap::new(),
    }
}

/// An order of one line and no frills.
pub(crate) fn plain(currency: &str, price: &str) -> Order {
    let price = money(price, currency);
    let currency: Currency = price.currency;
    let placed: Timestamp = "2026-11-21T20:14:00Z".parse().expect("an instant");
    let zero = Money::zero(currency);
    Order {
        id: "450789469".into(),
        name: "#1001".into(),
        placed_at: placed,
        created_at: placed,
        cancelled_at: None,
        test: false,
        draft: false,
        channel: Some("web".into()),
        customer: None,
        customer_tags: None,
        customer_failed_payments: None,
        tags: None,
        email: Some("buyer@mail.example".into()),
        locale: None,
        currency,
        shop_total: None,
        payment: Payment { status: PaymentStatus::Paid, gateways: vec![], tenders: Vec::new() },
        lines: vec![line("Tea towel", 1, price)],
        discounts: vec![],
        promotions: vec![],
        shipping: vec![],
        taxes_included: false,
        taxes: vec![],
        totals: Totals {
            subtotal: price,
            discounts: zero,
            shipping: zero,
            tax: zero,
            extras: vec![],
            total: price,
        },
        pickup: None,
        shipments: Vec::new(),
        promise: None,
        shipping_address: None,
        billing_address: None,
        status_url: None,
        quote: None,
    }
}

fn line(title: &str, quantity: i64, unit_price: Money) -> LineItem {
    LineItem {
        id: title.len().to_string(),
        sku: None,
        variant_id: None,
        title: title.into(),
        variant: None,
        options: vec![],
        quantity,
        unit_price,
        discount: Money::zero(unit_price.currency),
        image: None,
        url: None,
        kind: domain::order::LineKind::Goods,
        availability: domain::order::Availability::InStock,
    }
}

pub(crate) fn date(year: i16, month: i8, day: i8) -> jiff::civil::Date {
    jiff::civil::date(year, month, day)
}

pub(crate) fn tender(kind: TenderKind, name: &str, digits: Option<&str>, amount: Option<Money>) -> Tender {
    Tender { kind, name: name.into(), last_four: digits.map(str::to_owned), amount }
}

/// What the law wants, in short.
pub(crate) fn market() -> Market {
    let text = |text: &str| Some(text.to_owned());
    Market {
        version: "2026-01".into(),
        seller: ["Acme & Daughters GmbH", "Lampengasse 4", "10117 Berlin", "VAT DE123456789"]
            .map(str::to_owned)
            .into(),
        terms: text("1. These terms hold for every order.\n2. We sell lamps & <shirts>.\n\n3. Berlin law."),
        terms_url: text("https://acme.example/terms"),
        terms_file: None,
        withdrawal: text("You may withdraw within fourteen days.\n\nTell us: help@acme.example"),
        withdrawal_form: text("To Acme & Daughters GmbH:\nI hereby withdraw from my contract.\nName, date"),
    }
}

fn named(name: &str, amount: Money) -> Named {
    Named { name: name.into(), amount }
}

fn address(name: &str, street: &str, postcode: &str, city: &str, country: &str) -> Address {
    Address {
        name: Some(name.into()).filter(|name: &String| !name.is_empty()),
        lines: vec![street.into()],
        postcode: Some(postcode.into()),
        city: Some(city.into()),
        country: Some(country.into()),
        ..Address::default()
    }
}

/// One line, nothing else.
pub(crate) fn bare() -> Sample {
    Sample { name: "bare", shop: shop(), order: plain("EUR", "9.50") }
}

pub(crate) fn all() -> Vec<Sample> {
    let all = vec![euro(), dollar(), yen(), dinar(), long(), bare(), branded(), fetched()];
    for sample in &all {
        assert_eq!(sample.order.check_sums(), Ok(()), "{}", sample.name);
    }
    all
}
