//! An order that comes later than it was promised, as the mail about it tells it.

use domain::{
    edd::{Delay, DelayedBy, Duty},
    order::{Order, ShipmentStatus},
};
use serde::Serialize;

use crate::{
    Unmailable, clean,
    context::Context,
    order::{LONGEST_NUMBER, check_amounts},
    page::tracking_page,
};

#[derive(Debug, Serialize)]
pub(crate) struct DelayView {
    name: String,
    /// Its page: our own, or else the platform's.
    pub(crate) url: Option<String>,
    /// By which day it was promised.
    promised: String,
    /// When it is expected now; absent where nobody can say.
    expected: Option<String>,
    /// The sentence that says why.
    why: &'static str,
    /// The day on which it is expected to be sent, where its reader has a choice.
    ships: Option<String>,
    /// The sentence that gives the choice.
    choice: Option<&'static str>,
    parcels: Vec<ParcelView>,
}

#[derive(Debug, Serialize)]
struct ParcelView {
    number: String,
    carrier: Option<String>,
    tracking: Option<String>,
    url: Option<String>,
}

/// The sentence that says why.
pub(crate) fn why(by: DelayedBy) -> &'static str {
    match by {
        DelayedBy::NotSent => "delay-not-sent",
        DelayedBy::OnItsWay => "delay-on-its-way",
        DelayedBy::Unclear => "delay-unclear",
    }
}

impl DelayView {
    pub(crate) fn of(order: &Order, delay: &Delay, cx: &Context) -> Result<Self, Unmailable> {
        // Machines are told of amounts.
        check_amounts(order)?;
        let choice = match delay.duty {
            Some(Duty::OfferChoice) => Some("delivery-delayed-choice"),
            Some(Duty::NeedConsent { .. }) => Some("delivery-delayed-consent"),
            Some(Duty::Overdue { .. }) | None => None,
        };
        let days = |span: domain::edd::Span| {
            cx.speech.dates.days((span.earliest, span.latest), cx.today, cx.strings)
        };
        let ships = delay.ships.filter(|_| choice.is_some());
        Ok(Self {
            name: clean::short(&order.name, LONGEST_NUMBER, "order.name")?,
            url: cx.page.map(str::to_owned).or_else(|| cx.allowed(order.status_url.as_deref())),
            promised: cx.day(delay.promised.latest)?,
            expected: delay.expected.map(days).transpose()?,
            why: why(delay.by),
            ships: ships.map(|day| cx.day(day)).transpose()?,
            choice,
            parcels: parcels(order, cx)?,
        })
    }
}

/// Those on their way that can be followed.
fn parcels(order: &Order, cx: &Context) -> Result<Vec<ParcelView>, Unmailable> {
    use ShipmentStatus::{Cancelled, Delivered, Preparing};
    let mut views = Vec::new();
    for (at, parcel) in order.shipments.iter().enumerate() {
        let tracking = clean::optional(parcel.tracking.as_deref(), "shipment.tracking")?;
        let url = parcel.url.as_deref().and_then(|url| tracking_page(url, cx.hosts));
        let is_open = !matches!(parcel.status, Cancelled | Delivered | Preparing);
        if is_open && (tracking.is_some() || url.is_some()) {
            views.push(ParcelView {
                number: cx.speech.numbers.count(i64::try_from(at + 1).unwrap_or(i64::MAX))?,
                carrier: clean::optional(parcel.carrier.as_deref(), "shipment.carrier")?,
                tracking,
                url,
            });
        }
    }
    Ok(views)
}
