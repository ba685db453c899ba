//! An order as mails show it: clean texts, written amounts, allowed links.

use domain::{
    Currency, Money,
    order::{Address, LineItem, Named, Order, Totals},
};
use serde::Serialize;

use crate::{
    Unmailable, clean,
    links::Host,
    locale::Speech,
    strings::{Fence, Strings},
    totals::{Row, rows},
};

/// Longer ones are no number that people say.
const LONGEST_NUMBER: usize = 64;
/// No amount is beyond this; far below where 64 bits end.
const LARGEST_MINOR: u64 = 1 << 50;
/// No count of pieces is beyond this.
const LARGEST_COUNT: u64 = 1 << 40;
/// So many of the largest still sum within 64 bits; an order of a thousand lines has fewer.
const MOST_AMOUNTS: usize = 1 << 12;

#[derive(Debug, Serialize)]
pub(crate) struct OrderView {
    name: String,
    url: Option<String>,
    /// How many pieces.
    pieces: i64,
    lines: Vec<LineView>,
    rows: Vec<Row>,
    total: String,
    /// In the shop's own currency, where that is another.
    shop_total: Option<String>,
    shipping_address: Vec<String>,
    /// Empty when it is the same.
    billing_address: Vec<String>,
}

#[derive(Debug, Serialize)]
struct LineView {
    title: String,
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
    pub(crate) fn of(
        order: &Order,
        speech: &Speech,
        strings: &Strings,
        host: Option<&Host>,
    ) -> Result<Self, Unmailable> {
        check_amounts(order)?;
        let allowed = |url: &Option<String>| Some(host?.allows(url.as_deref()?)?.to_owned());
        let lines: Vec<_> =
            order.lines.iter().filter(|line| line.quantity != 0 || !line.total().is_zero()).collect();
        let shop_total = order.shop_total.filter(|total| total.currency != order.currency);
        let shipping_address = address(order.shipping_address.as_ref())?;
        let billing_address = address(order.billing_address.as_ref())?;
        Ok(Self {
            name: clean::short(&order.name, LONGEST_NUMBER, "order.name")?,
            url: allowed(&order.status_url),
            pieces: lines.iter().map(|line| line.quantity).sum(),
            lines: lines
                .into_iter()
                .map(|line| LineView::of(line, speech, strings, allowed(&line.image)))
                .collect::<Result<_, _>>()?,
            rows: rows(order, speech, strings)?,
            total: speech.numbers.money(order.totals.total)?,
            shop_total: shop_total.map(|total| speech.numbers.money(total)).transpose()?,
            billing_address: if billing_address == shipping_address { Vec::new() } else { billing_address },
            shipping_address,
        })
    }
}

impl LineView {
    fn of(
        line: &LineItem,
        speech: &Speech,
        strings: &Strings,
        image: Option<String>,
    ) -> Result<Self, Unmailable> {
        let sku = clean::optional(line.sku.as_deref(), "line.sku")?;
        let title = match clean::optional(Some(&line.title), "line.title")? {
            Some(title) => title,
            None => strings.say("line-untitled", &[], Fence::Never)?,
        };
        let option = |(name, value): &(String, String)| -> Result<_, Unmailable> {
            Ok((clean::line(name, "line.option.name")?, clean::line(value, "line.option.value")?))
        };
        let discount =
            (!line.discount.is_zero()).then(|| speech.numbers.money(-line.discount)).transpose()?;
        Ok(Self {
            title,
            variant: clean::optional(line.variant.as_deref(), "line.variant")?,
            sku,
            options: line.options.iter().map(option).collect::<Result<_, _>>()?,
            quantity: speech.numbers.count(line.quantity)?,
            unit_price: speech.numbers.money(line.unit_price)?,
            discount,
            total: speech.numbers.money(line.total())?,
            image,
        })
    }
}

/// The lines of an address as they came; a country's own order comes with its formats.
fn address(address: Option<&Address>) -> Result<Vec<String>, Unmailable> {
    let Some(address) = address else { return Ok(Vec::new()) };
    let what = "order.address";
    let part = |text: &Option<String>| clean::optional(text.as_deref(), what);
    let place =
        [part(&address.postcode)?, part(&address.city)?].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut lines = vec![part(&address.name)?, part(&address.company)?];
    for line in &address.lines {
        lines.push(clean::optional(Some(line), what)?);
    }
    lines.extend([(!place.is_empty()).then_some(place), part(&address.region)?, part(&address.country)?]);
    Ok(lines.into_iter().flatten().collect())
}

/// Amounts of one currency and of an honest size, so that no sum below can overflow or mix two.
fn check_amounts(order: &Order) -> Result<(), Unmailable> {
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
