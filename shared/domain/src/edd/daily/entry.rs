//! One order, as far as it was known on a day.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};

use super::super::{
    Destination, Following, PromisedBy, Reckoner, Settled, Shipment, Source, Span, Stored,
    learned::{self, Spot, Way},
};
use crate::{
    order::{self, Order},
    tracking::{Code, Number, Parcel, of_shipment},
};

/// One order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its id.
    pub order: String,
    /// When it was placed, by the clock of where it leaves.
    pub placed: DateTime,
    /// Where it goes.
    pub to: Spot,
    /// So many minutes were left until that day's cut-off; absent on days on which nobody works, and where none is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_cut_off: Option<i32>,
    /// What its buyer was promised; absent where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<PromisedThen>,
    /// The day on which the last of it was handed over, once all of it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over: Option<Date>,
    /// The same of what was to be there last, where that is another day: by it the promise's days are measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub handed_over_last: Option<Date>,
    /// So many working days that was handed over later than promised.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub days_late: u16,
    /// When all of it was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub there: Option<There>,
    /// Whether it was called off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cancelled: bool,
    /// Its parcels, as far as a carrier has scanned them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<learned::Shipment>,
}

/// What was promised, by the shipment that was to be there last.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromisedThen {
    /// By whom.
    pub by: PromisedBy,
    /// The first and the last day: the last is the promise.
    pub arrival: Span,
    /// By when it had to be handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ship_by: Option<Date>,
    /// The place that it was to leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Carrier and service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Who said how long it is on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// When all of an order was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct There {
    /// The day.
    pub day: Date,
    /// Whether carriers' scans show it. Else it is what the shop says, and nobody knows the day.
    pub scanned: bool,
}

/// A parcel that was handed over so many days ago and was never seen again won't come.
const LOST_AFTER: i32 = 60;

impl Entry {
    /// What is kept of an order; nothing of tests, drafts, and where it isn't known where it goes.
    pub fn of(
        order: &Order,
        stored: Option<&Stored>,
        settled: Option<&Settled>,
        parcels: &[Parcel],
        reckoner: &Reckoner,
    ) -> Option<Self> {
        if order.test || order.draft || order.pickup.is_some() {
            return None;
        }
        let to = Destination::of(order.shipping_address.as_ref()?)?;
        let last = stored.and_then(|stored| stored.shipments.iter().max_by_key(|of| of.arrival.latest));
        let origin = last.and_then(|last| last.origin.as_deref());
        let promise = stored.and_then(|stored| PromisedThen::of(stored, last));
        let known = Known { order, stored, parcels, reckoner, to: &to };
        let handed_over = known.handed_over(None);
        let handed_over_last =
            last.and_then(|last| known.handed_over(Some(last))).filter(|day| Some(*day) != handed_over);
        // Of several promised shipments the one that left latest of its own day: it may have kept the others.
        let late = |of: &Shipment| {
            let (by, on) = (of.hand_over?.latest, known.handed_over(Some(of))?);
            Some(reckoner.working_days_late(of.origin.as_deref(), by, on))
        };
        let whole = || {
            let by = promise.as_ref()?.ship_by?;
            Some(reckoner.working_days_late(origin, by, handed_over?))
        };
        let each = stored.into_iter().flat_map(|stored| &stored.shipments).filter_map(late).max();
        let days_late = each.or_else(whole).unwrap_or_default();
        Some(Self {
            order: order.id.clone(),
            placed: order.placed_at.to_zoned(reckoner.zone_of(origin)).datetime(),
            to: Spot::of(&to),
            to_cut_off: reckoner.minutes_to_cut_off(origin, order.placed_at),
            promise,
            handed_over,
            handed_over_last,
            days_late,
            there: settled.map(|settled| There { day: settled.delivered, scanned: settled.scanned }),
            cancelled: order.cancelled_at.is_some(),
            parcels: known.scanned(),
        })
    }

    /// The day on which what was to be there last was handed over.
    pub fn last_handed_over(&self) -> Option<Date> {
        self.handed_over_last.or(self.handed_over)
    }

    /// Its parcels, as times are learned from them on a day: one that nobody has heard of for long is given up.
    pub fn shipments(self, as_of: Date) -> impl Iterator<Item = learned::Shipment> {
        let cancelled = self.cancelled;
        self.parcels.into_iter().map(move |mut parcel| {
            if parcel.delivered.is_none() && parcel.given_up.is_none() {
                let since = parcel.at.date();
                let lost = since.checked_add(jiff::Span::new().days(LOST_AFTER)).ok();
                parcel.given_up = if cancelled { Some(since) } else { lost.filter(|lost| *lost <= as_of) };
            }
            parcel
        })
    }
}

impl PromisedThen {
    fn of(stored: &Stored, last: Option<&Shipment>) -> Option<Self> {
        Some(Self {
            by: stored.by,
            arrival: stored.dates?,
            ship_by: last.and_then(|last| last.hand_over).map(|span| span.latest).or(stored.ship_by),
            origin: last.and_then(|last| last.origin.clone()),
            service: last.and_then(|last| last.service.clone()),
            source: last.and_then(|last| last.transit.as_ref()).map(|transit| transit.source.clone()),
        })
    }
}

/// What an entry is made of.
struct Known<'k> {
    order: &'k Order,
    stored: Option<&'k Stored>,
    parcels: &'k [Parcel],
    reckoner: &'k Reckoner,
    to: &'k Destination,
}

impl Known<'_> {
    /// The promised shipment of which something is in a parcel.
    fn promised(&self, shipment: &order::Shipment) -> Option<&Shipment> {
        let promised = &self.stored?.shipments;
        let holds = |of: &&Shipment| {
            of.lines.is_empty() || shipment.lines.iter().any(|shipped| of.lines.contains(&shipped.line))
        };
        promised.iter().find(holds).or_else(|| promised.first())
    }

    fn parcel(&self, number: &Number) -> Option<&Parcel> {
        self.parcels.iter().find(|parcel| parcel.number == *number)
    }

    /// When a parcel was handed over, by its first scan or else the shop's word.
    fn handed_over_at(&self, shipment: &order::Shipment, parcel: Option<&Parcel>) -> Option<Timestamp> {
        parcel.and_then(Parcel::handed_over).map(|scan| scan.at).or(shipment.shipped_at)
    }

    /// When the last of the order was handed over, or of a promised shipment of it: absent while something hasn't been.
    fn handed_over(&self, of: Option<&Shipment>) -> Option<Date> {
        let stored = self.stored?;
        let following = Following { order: self.order, stored, to: self.to, parcels: self.parcels };
        let (has_left, sent): (_, Vec<_>) = match of {
            Some(of) => (following.has_left_of(of), following.sent(of).collect()),
            None => {
                let sent = self.order.shipments.iter().filter(|shipment| shipment.status.has_left());
                (following.has_left(), sent.collect())
            }
        };
        if !has_left {
            return None;
        }
        let mut last = None;
        for shipment in sent {
            let numbers = of_shipment(shipment);
            let zone = self.reckoner.zone_of(self.promised(shipment).and_then(|of| of.origin.as_deref()));
            let known: Vec<_> = numbers.iter().filter_map(|number| self.parcel(number)).collect();
            let at = match known.is_empty() {
                true => self.handed_over_at(shipment, None),
                false => known.into_iter().filter_map(|of| self.handed_over_at(shipment, Some(of))).max(),
            };
            last = last.max(Some(at?.to_zoned(zone).date()));
        }
        last
    }

    /// The parcels that carriers have scanned. Of others nobody knows when they came.
    fn scanned(&self) -> Vec<learned::Shipment> {
        let mut found: Vec<learned::Shipment> = vec![];
        let sent = self.order.shipments.iter().filter(|shipment| shipment.status.has_left());
        let numbered =
            sent.flat_map(|shipment| of_shipment(shipment).into_iter().map(move |n| (shipment, n)));
        for (place, (shipment, number)) in numbered.enumerate() {
            let Some(parcel) = self.parcel(&number) else { continue };
            let Some(handed_over) = parcel.handed_over() else { continue };
            let promised = self.promised(shipment);
            let origin = promised.and_then(|of| of.origin.as_deref());
            let at = handed_over.at.to_zoned(self.reckoner.zone_of(origin)).datetime();
            let back = parcel.scans.iter().find(|scan| matches!(scan.code, Code::Returning | Code::Returned));
            found.push(learned::Shipment {
                id: format!("{}/{}", self.order.id, place + 1),
                at,
                way: self.way(promised, shipment, origin),
                handed_over: Some(at.date()),
                delivered: there(parcel),
                given_up: back.filter(|_| parcel.delivered().is_none()).map(|scan| scan.day),
            });
        }
        found
    }

    fn way(&self, promised: Option<&Shipment>, shipment: &order::Shipment, origin: Option<&str>) -> Way {
        let service = promised.and_then(|of| of.service.clone());
        let service = service.or_else(|| {
            let way = self.order.shipping.first().map(|way| way.name.as_str());
            way.and_then(|way| self.reckoner.service_called(way))
        });
        let from = origin.and_then(|origin| self.reckoner.place(origin));
        Way {
            origin: origin.unwrap_or_default().to_owned(),
            service: service.or_else(|| shipment.carrier.clone()).unwrap_or_default(),
            from: from.map(Spot::of).unwrap_or_default(),
            to: Spot::of(self.to),
            ..Way::default()
        }
    }
}

/// The day on which a parcel was there, as far as its carrier is concerned: to fetch it is the buyer's.
fn there(parcel: &Parcel) -> Option<Date> {
    let waits = || {
        let waits = parcel.state() == Code::AvailableForPickup;
        parcel.scans.iter().find(|scan| waits && scan.code == Code::AvailableForPickup)
    };
    parcel.delivered().or_else(waits).map(|scan| scan.day)
}
