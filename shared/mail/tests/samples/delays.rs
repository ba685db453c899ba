//! Orders that come later than they were promised.

use domain::{
    EntityRef,
    edd::{Delay, DelayedBy, Duty, Span},
    order::{Shipment, ShipmentStatus},
};
use mail::{About, Mail, Unmailable};

use super::{Sample, date, dinar, dollar, euro};

/// An order with its delay.
#[derive(Debug, Clone)]
pub(crate) struct Late {
    pub(crate) name: &'static str,
    pub(crate) sample: Sample,
    pub(crate) delay: Delay,
}

impl Late {
    pub(crate) fn render_in(&self, locale: Option<&str>) -> Result<Mail, Unmailable> {
        let Sample { shop, order, .. } = &self.sample;
        let entity = EntityRef::order(&order.id);
        super::mail(About::Delay(order, &self.delay), &entity, shop, Delay::MESSAGE, locale, None)
    }

    pub(crate) fn mail(&self) -> Mail {
        self.render_in(None).unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }
}

fn november(from: i8, to: i8) -> Span {
    Span { earliest: date(2026, 11, from), latest: date(2026, 11, to) }
}

fn parcel(id: &str, status: ShipmentStatus, url: Option<&str>) -> Shipment {
    Shipment {
        id: id.into(),
        status,
        carrier: Some("DHL & Sons".into()),
        tracking: Some(format!("0034043416109404255{id}")),
        url: url.map(str::to_owned),
        shipped_at: None,
        lines: vec![],
    }
}

/// On its way in three parcels: one at a carrier, one somewhere else, one that is there.
pub(crate) fn on_its_way() -> Late {
    let mut sample = euro();
    let carrier = Some("https://www.dhl.de/verfolgen?piececode=1&lang=en");
    sample.order.shipments = vec![
        parcel("1", ShipmentStatus::InTransit, carrier),
        parcel("2", ShipmentStatus::Exception, Some("https://elsewhere.example/2")),
        parcel("3", ShipmentStatus::Delivered, carrier),
    ];
    let (promised, expected) = (november(23, 25), Some(november(27, 30)));
    let delay = Delay { promised, expected, by: DelayedBy::OnItsWay, ships: None, duty: None };
    Late { name: "on-its-way", sample, delay }
}

/// Not sent yet, to the United States: its buyer may cancel.
pub(crate) fn choice() -> Late {
    let (promised, expected, ships) = (november(23, 25), Some(november(30, 30)), Some(date(2026, 11, 26)));
    let delay = Delay { promised, expected, by: DelayedBy::NotSent, ships, duty: Some(Duty::OfferChoice) };
    Late { name: "choice", sample: dollar(), delay }
}

/// The same, for longer than silence is enough for.
pub(crate) fn consent() -> Late {
    let late = choice();
    let duty = Some(Duty::NeedConsent { by: date(2026, 11, 22) });
    Late { name: "consent", delay: Delay { duty, ..late.delay }, ..late }
}

/// Nobody can say, in Arabic.
pub(crate) fn unknown() -> Late {
    let delay =
        Delay { promised: november(20, 20), expected: None, by: DelayedBy::Unclear, ships: None, duty: None };
    Late { name: "unknown-arabic", sample: dinar(), delay }
}

pub(crate) fn lates() -> Vec<Late> {
    vec![on_its_way(), choice(), consent(), unknown()]
}
