//! An order as mails show it: clean texts, written amounts, allowed links.

use domain::{
    Currency, Money,
    order::{LineItem, Named, Order, Totals},
};
use serde::Serialize;

use crate::{
    Unmailable, address, clean,
    context::Context,
    delivery::{self, PickupView, PromiseView},
    legal::LegalView,
    mime::Inline,
    payment::PaymentView,
    totals::{Row, rows},
};

/// Longer ones are no number that people say.
pub(crate) const LONGEST_NUMBER: usize = 64;
/// No amount is beyond this; far below where 64 bits end.
pub(crate) const LARGEST_MINOR: u64 = 1 << 50;
/// No count of pieces is beyond this.
const LARGEST_COUNT: u64 = 1 << 40;
/// So many of the largest still sum within 64 bits; an order of a thousand lines has fewer.
const MOST_AMOUNTS: usize = 1 << 12;

#[derive(Debug, Serialize)]
pub(crate) struct OrderView {
    name: String,
    /// The day on which it was placed, by its buyer's clock.
    date: String,
    /// Its page: our own, or else the platform's.
    pub(crate) url: Option<String>,
    /// How many pieces.
    pieces: i64,
    lines: Vec<LineView>,
    rows: Vec<Row>,
    total: String,
    /// In the shop's own currency, where that is another.
    shop_total: Option<String>,
    promises: Vec<PromiseView>,
    payment: PaymentView,
    /// Where it is fetched: then it isn't sent anywhere.
    pickup: Option<PickupView>,
    shipping_address: Vec<String>,
    /// Empty when it is the same.
    billing_address: Vec<String>,
    legal: Option<LegalView>,
}

#[derive(Debug, Serialize)]
struct LineView {
    title: String,
    /// What sets it apart.
    label: Option<String>,
    variant: Option<String>,
    sku: Option<String>,
    options: Vec<(String, String)>,
    quantity: String,
    unit_price: String,
    discount: Option<String>,
    total: String,
    image: Option<String>,
}

impl OrderView {
    /// The view, and the picture that it shows beside those on the web.
    pub(crate) fn of(order: &Order, cx: &Context) -> Result<(Self, Option<Inline>), Unmailable> {
        check_amounts(order)?;
        let lines: Vec<_> =
            order.lines.iter().filter(|line| line.quantity != 0 || !line.total().is_zero()).collect();
        let numbers = &cx.speech.numbers;
        let shop_total = order.shop_total.filter(|total| total.currency != order.currency);
        let pickup = PickupView::of(order, cx)?;
        let address = |address| address::lines(address, cx.speech, cx.home());
        let shipping_address =
            if pickup.is_some() { Vec::new() } else { address(order.shipping_address.as_ref())? };
        let billing_address = address(order.billing_address.as_ref())?;
        let (payment, picture) = PaymentView::of(order, cx)?;
        let placed = order.placed_at.to_zoned(cx.zone.clone()).date();
        let view = Self {
            name: clean::short(&order.name, LONGEST_NUMBER, "order.name")?,
            date: cx.speech.dates.full(placed)?,
            url: cx.page.map(str::to_owned).or_else(|| cx.allowed(order.status_url.as_deref())),
            pieces: lines.iter().map(|line| line.quantity).sum(),
            lines: lines.into_iter().map(|line| LineView::of(line, cx)).collect::<Result<_, _>>()?,
            rows: rows(order, cx.speech, cx.strings)?,
            total: numbers.money(order.totals.total)?,
            shop_total: shop_total.map(|total| numbers.money(total)).transpose()?,
            promises: delivery::promises(order, cx)?,
            payment,
            pickup,
            billing_address: if billing_address == shipping_address { Vec::new() } else { billing_address },
            shipping_address,
            legal: LegalView::of(order, cx)?,
        };
        Ok((view, picture))
    }
}

impl LineView {
    fn of(line: &LineItem, cx: &Context) -> Result<Self, Unmailable> {
        let numbers = &cx.speech.numbers;
        let option = |(name, value): &(String, String)| -> Result<_, Unmailable> {
            Ok((clean::line(name, "line.option.name")?, clean::line(value, "line.option.value")?))
        };
        let discount = (!line.discount.is_zero()).then(|| numbers.money(-line.discount)).transpose()?;
        Ok(Self {
            title: delivery::title(line, cx)?,
            label: delivery::label(line, cx)?,
            variant: clean::optional(line.variant.as_deref(), "line.variant")?,
            sku: clean::optional(line.sku.as_deref(), "line.sku")?,
            options: line.options.iter().map(option).collect::<Result<_, _>>()?,
            quantity: numbers.count(line.quantity)?,
            unit_price: numbers.money(line.unit_price)?,
            discount,
            total: numbers.money(line.total())?,
            image: cx.allowed(line.image.as_deref()),
        })
    }
}

/// Amounts of one currency and of an honest size, so that no sum below can overflow or mix two.
pub(crate) fn check_amounts(order: &Order) -> Result<(), Unmailable> {
    let Totals { subtotal, discounts, shipping, tax, extras, total } = &order.totals;
    let named = |list: &[Named]| list.iter().map(|n| n.amount).collect::<Vec<_>>();
    let mut amounts = vec![*subtotal, *discounts, *shipping, *tax, *total];
    amounts.extend([&order.discounts, &order.shipping, extras].into_iter().flat_map(|list| named(list)));
    amounts.extend(order.taxes.iter().flat_map(|tax| [Some(tax.amount), tax.base]).flatten());
    amounts.extend(order.lines.iter().flat_map(|line| [line.unit_price, line.discount]));
    let sound = |money: Money, currency: Currency| {
        money.currency == currency && money.minor.unsigned_abs() <= LARGEST_MINOR
    };
    let lines = order.lines.iter().all(|line| {
        let gross = line.unit_price.minor.checked_mul(line.quantity);
        line.quantity.unsigned_abs() <= LARGEST_COUNT
            && gross.is_some_and(|g| g.unsigned_abs() <= LARGEST_MINOR)
    });
    let shop_total = order.shop_total.is_none_or(|total| sound(total, total.currency));
    let all = amounts.len() <= MOST_AMOUNTS && amounts.into_iter().all(|money| sound(money, order.currency));
    if all && lines && shop_total { Ok(()) } else { Err(Unmailable::BadText { what: "order amounts" }) }
}
