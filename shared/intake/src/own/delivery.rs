//! How the order of a shop without a platform reaches its buyer.

use domain::{
    order::{Pickup, Promise, Promised, Shipment, ShipmentStatus, Shipped},
    webhook::Refusal,
};

use super::{
    order::{address, link},
    wire,
};
use crate::{
    json::{Text, filled},
    refusal::{missing, refuse},
};

/// Where it is fetched.
pub(super) fn pickup(wire: &wire::Pickup) -> Result<Pickup, Refusal> {
    Ok(Pickup {
        name: wire.name.filled().ok_or_else(|| missing("data.pickup.name"))?,
        address: wire.address.as_ref().and_then(address),
        hours: wire.hours.iter().filter_map(Text::filled).collect(),
    })
}

/// Its parcels.
pub(super) fn shipments(wire: &[wire::Shipment]) -> Result<Vec<Shipment>, Refusal> {
    let shipment = |(index, wire): (usize, &wire::Shipment)| {
        let lines = wire.lines.iter().map(|of| Shipped { line: of.line.0.clone(), quantity: of.quantity.0 });
        Ok(Shipment {
            id: wire.id.0.clone(),
            status: status(&format!("data.shipments[{index}].status"), &wire.status)?,
            carrier: filled(&wire.carrier),
            tracking: filled(&wire.tracking),
            url: link(&wire.url),
            shipped_at: wire.shipped_at.map(|at| at.0),
            lines: lines.filter(|of| of.quantity > 0).collect(),
        })
    };
    wire.iter().enumerate().map(shipment).collect()
}

fn status(path: &str, word: &Option<Text>) -> Result<ShipmentStatus, Refusal> {
    Ok(match word.as_ref().map(|word| word.0.as_str()) {
        None | Some("shipped") => ShipmentStatus::Shipped,
        Some("preparing") => ShipmentStatus::Preparing,
        Some("in-transit") => ShipmentStatus::InTransit,
        Some("out-for-delivery") => ShipmentStatus::OutForDelivery,
        Some("ready-for-pickup") => ShipmentStatus::ReadyForPickup,
        Some("delivered") => ShipmentStatus::Delivered,
        Some("exception") => ShipmentStatus::Exception,
        Some("cancelled") => ShipmentStatus::Cancelled,
        Some(_) => {
            let mend = "send one of preparing, shipped, in-transit, out-for-delivery, ready-for-pickup, delivered, \
                        exception, cancelled";
            return Err(refuse(path, "is not a known state of a shipment", mend));
        }
    })
}

/// What the buyer was promised at checkout.
pub(super) fn promise(wire: &wire::Promise) -> Result<Option<Promise>, Refusal> {
    let promised = |(index, wire): (usize, &wire::Promised)| {
        let (earliest, latest) = (wire.earliest.0, wire.latest.0);
        if earliest > latest {
            let path = format!("data.promise.shipments[{index}].earliest");
            return Err(refuse(path, "is after latest", "send the first day, then the last"));
        }
        Ok(Promised { lines: wire.lines.iter().map(|line| line.0.clone()).collect(), earliest, latest })
    };
    let shipments: Vec<_> = wire.shipments.iter().enumerate().map(promised).collect::<Result<_, _>>()?;
    Ok((!shipments.is_empty()).then_some(Promise { shipments }))
}
