//! What an order's page tells: a list of fields, each of them named here. Whatever else an order holds stays where it is.

use domain::{
    Money,
    edd::{Dates, DelayedBy, Span},
    order::{LineItem, Order, PaymentStatus, Progress, Promised, ShipmentStatus},
    settings::{Shop, is_address},
};
use jiff::civil::Date;
use serde::Serialize;

use super::carriers::tracking_page;
use crate::{
    Unmailable, address, clean,
    context::Context,
    delivery::{self, PickupView},
    order::check_amounts,
    payment::{known_amount, last_four, name_of},
};

/// An order's page for machines: amounts as decimals with their currency, days by the buyer's clock, states as they are
/// written here, names in the buyer's language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Facts {
    /// The number that people say.
    pub order: String,
    /// How far it is.
    pub status: Progress,
    /// The day on which it was placed.
    pub placed: Date,
    /// What was bought.
    pub lines: Vec<LineFacts>,
    /// The sums.
    pub totals: TotalFacts,
    /// When it is to come, as it was promised.
    pub promises: Vec<PromiseFacts>,
    /// When all of it was promised, where we reckon with it.
    pub promised: Option<Span>,
    /// When the last of it is expected now; nothing once it is there, or where nobody can say.
    pub expected: Option<Span>,
    /// Why it comes later than promised, if it does.
    pub delay: Option<DelayedBy>,
    /// The day on which the last of it came, where that is known.
    pub delivered: Option<Date>,
    /// The parcels so far.
    pub parcels: Vec<ParcelFacts>,
    /// Where it is collected, line by line.
    pub pickup: Vec<String>,
    /// How it is paid.
    pub payment: PaymentFacts,
    /// Where it goes, line by line.
    pub shipping_address: Vec<String>,
    /// Who pays, line by line.
    pub billing_address: Vec<String>,
    /// Where questions go.
    pub contact: Option<String>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LineFacts {
    /// What it is called.
    pub title: String,
    /// Which one.
    pub variant: Option<String>,
    /// The shop's article code.
    pub sku: Option<String>,
    /// Choices, as name and value.
    pub options: Vec<(String, String)>,
    /// How many.
    pub quantity: i64,
    /// What one costs.
    pub unit_price: Amount,
    /// What all cost, discounts taken off.
    pub total: Amount,
}

/// The sums.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TotalFacts {
    /// Lines after their discounts.
    pub subtotal: Amount,
    /// All discounts.
    pub discounts: Amount,
    /// Shipping.
    pub shipping: Amount,
    /// Tax.
    pub tax: Amount,
    /// Anything else, by name.
    pub extras: Vec<(String, Amount)>,
    /// All in all.
    pub total: Amount,
}

/// The promise of one shipment.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PromiseFacts {
    /// The first day on which it may come.
    pub earliest: Date,
    /// The last.
    pub latest: Date,
    /// Titles of the lines in it; all if empty.
    pub lines: Vec<String>,
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ParcelFacts {
    /// Counted from 1.
    pub number: usize,
    /// How far it is.
    pub status: ShipmentStatus,
    /// Who carries it.
    pub carrier: Option<String>,
    /// The carrier's number.
    pub tracking: Option<String>,
    /// The carrier's page of it.
    pub url: Option<String>,
    /// Titles and quantities of what is in it; all if empty, and nothing where none of what is in it is known.
    pub lines: Option<Vec<(String, i64)>>,
}

/// How it is paid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PaymentFacts {
    /// How it stands.
    pub status: PaymentStatus,
    /// What pays for it.
    pub tenders: Vec<TenderFacts>,
}

/// One means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TenderFacts {
    /// What it is called, a card's last four digits included.
    pub name: String,
    /// Those digits alone.
    pub last_four: Option<String>,
    /// What it pays.
    pub amount: Option<Amount>,
}

/// An amount as a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(into = "Written")]
pub struct Amount(pub(super) Money);

#[derive(Serialize)]
struct Written {
    amount: String,
    currency: &'static str,
}

impl From<Amount> for Written {
    fn from(Amount(money): Amount) -> Self {
        Self { amount: money.decimal(), currency: money.currency.code() }
    }
}

impl Facts {
    /// Those of `order`, as its shop tells them.
    pub(super) fn of(order: &Order, dates: Option<&Dates>, cx: &Context) -> Result<Self, Unmailable> {
        check_amounts(order)?;
        let called_off = matches!(order.progress(), Progress::Cancelled | Progress::Refunded);
        let dates = dates.filter(|_| !called_off);
        let delivered = dates.and_then(|dates| dates.memory.delivered);
        // Carriers may know it before the shop does.
        let status = delivered.map_or(order.progress(), |_| Progress::Delivered);
        let waits = dates.filter(|_| status != Progress::Delivered);
        let pickup = PickupView::of(order, cx)?.map(PickupView::lines).unwrap_or_default();
        let address = |address| address::lines(address, cx.speech, cx.home());
        let shipping_address =
            if pickup.is_empty() { address(order.shipping_address.as_ref())? } else { Vec::new() };
        let billing_address = address(order.billing_address.as_ref())?;
        Ok(Self {
            order: clean::short(&order.name, 64, "order.name")?,
            status,
            placed: order.placed_at.to_zoned(cx.zone.clone()).date(),
            lines: lines(order, cx)?,
            totals: totals(order)?,
            promises: promises(order, dates, cx)?,
            promised: dates.and_then(|dates| dates.memory.promised),
            expected: waits.and_then(|dates| dates.memory.estimate()),
            delay: waits.and_then(Dates::delayed_by),
            delivered,
            parcels: parcels(order, delivered.is_some(), cx)?,
            pickup,
            payment: payment(order, cx)?,
            billing_address: if billing_address == shipping_address { Vec::new() } else { billing_address },
            shipping_address,
            contact: contact(cx.shop),
        })
    }
}

fn is_shown(line: &LineItem) -> bool {
    line.quantity != 0 || !line.total().is_zero()
}

fn lines(order: &Order, cx: &Context) -> Result<Vec<LineFacts>, Unmailable> {
    order.lines.iter().filter(|line| is_shown(line)).map(|one| line(one, cx)).collect()
}

fn line(line: &LineItem, cx: &Context) -> Result<LineFacts, Unmailable> {
    let option = |(name, value): &(String, String)| -> Result<_, Unmailable> {
        Ok((clean::line(name, "line.option.name")?, clean::line(value, "line.option.value")?))
    };
    Ok(LineFacts {
        title: delivery::title(line, cx)?,
        variant: clean::optional(line.variant.as_deref(), "line.variant")?,
        sku: clean::optional(line.sku.as_deref(), "line.sku")?,
        options: line.options.iter().map(option).collect::<Result<_, _>>()?,
        quantity: line.quantity,
        unit_price: Amount(line.unit_price),
        total: Amount(line.total()),
    })
}

fn totals(order: &Order) -> Result<TotalFacts, Unmailable> {
    let totals = &order.totals;
    let extra = |named: &domain::order::Named| -> Result<_, Unmailable> {
        Ok((clean::line(&named.name, "order.totals.name")?, Amount(named.amount)))
    };
    Ok(TotalFacts {
        subtotal: Amount(totals.subtotal),
        discounts: Amount(totals.discounts),
        shipping: Amount(totals.shipping),
        tax: Amount(totals.tax),
        extras: totals.extras.iter().map(extra).collect::<Result<_, _>>()?,
        total: Amount(totals.total),
    })
}

/// The shop's own, or else ours; none once there is nothing to wait for.
fn promises(order: &Order, dates: Option<&Dates>, cx: &Context) -> Result<Vec<PromiseFacts>, Unmailable> {
    let is_there = dates.is_some_and(|dates| dates.memory.delivered.is_some());
    if is_there || matches!(order.progress(), Progress::Delivered | Progress::Cancelled | Progress::Refunded)
    {
        return Ok(Vec::new());
    }
    let promise = |(one, lines): (&Promised, Vec<&LineItem>)| -> Result<_, Unmailable> {
        let lines = lines.iter().map(|line| delivery::title(line, cx)).collect::<Result<_, _>>()?;
        Ok(PromiseFacts { earliest: one.earliest, latest: one.latest, lines })
    };
    let ours = dates.filter(|_| order.promise.is_none()).and_then(Dates::promise);
    let told = order.promise.as_ref().or(ours.as_ref());
    delivery::tellable(order, told).map(promise).collect()
}

/// The shop may not have heard yet that all of it is there.
fn parcels(order: &Order, are_there: bool, cx: &Context) -> Result<Vec<ParcelFacts>, Unmailable> {
    let status = |status| match status {
        ShipmentStatus::Cancelled => status,
        _ if are_there => ShipmentStatus::Delivered,
        _ => status,
    };
    let parcel = |(at, parcel): (usize, &domain::order::Shipment)| -> Result<_, Unmailable> {
        let mut lines = Vec::new();
        for part in &parcel.lines {
            if let Some(line) = order.lines.iter().find(|line| line.id == part.line) {
                lines.push((delivery::title(line, cx)?, part.quantity));
            }
        }
        let is_known = parcel.lines.is_empty() || !lines.is_empty();
        Ok(ParcelFacts {
            number: at + 1,
            status: status(parcel.status),
            carrier: clean::optional(parcel.carrier.as_deref(), "shipment.carrier")?,
            tracking: clean::optional(parcel.tracking.as_deref(), "shipment.tracking")?,
            url: parcel.url.as_deref().and_then(|url| tracking_page(url, cx.hosts)),
            lines: is_known.then_some(lines),
        })
    };
    order.shipments.iter().enumerate().map(parcel).collect()
}

fn payment(order: &Order, cx: &Context) -> Result<PaymentFacts, Unmailable> {
    let tenders = order.payment.tenders.iter().map(|tender| {
        let amount = known_amount(tender, order.currency).map(Amount);
        Ok(TenderFacts {
            name: name_of(tender, cx)?,
            last_four: last_four(tender).map(str::to_owned),
            amount,
        })
    });
    Ok(PaymentFacts { status: order.payment.status, tenders: tenders.collect::<Result<_, Unmailable>>()? })
}

/// Where answers to mails go, if it can stand in a link as it is.
pub(super) fn contact(shop: &Shop) -> Option<String> {
    let address = shop.sender.reply_to.as_ref().unwrap_or(&shop.sender.address);
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"@._+-".contains(&b);
    (is_address(address) && address.bytes().all(plain)).then(|| address.clone())
}
