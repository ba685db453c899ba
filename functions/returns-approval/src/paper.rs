//! What the paper for a return's parcel says: what goes where, and what it is.

use domain::{
    document::{Party, ReturnLine, ReturnPaper, ReturnParcel},
    order::{Address, Order},
    returns::{Rules, record::ReturnRecord, window::last_day},
    settings::{For, Shop},
};
use jiff::Timestamp;

/// The paper of a return that was just approved. The order may be unknown: then lines have no names.
pub(crate) fn of(
    kept: &ReturnRecord,
    order: Option<&Order>,
    settings: &For<Rules>,
    now: Timestamp,
) -> ReturnPaper {
    let (shop, ship) = (&settings.shop, &settings.own.ship);
    let buyers = order.map_or_else(|| shop.time_zone(), |order| domain::zones::of_buyer(order, shop));
    let locale = order.and_then(|order| order.locale.clone()).unwrap_or_else(|| shop.locale.clone());
    let mut paper = ReturnPaper {
        number: kept.rma.number.clone(),
        order: kept.order_name.clone(),
        issued: now.to_zoned(shop.time_zone()).date(),
        send_by: kept.rma.ship_by.map(|by| last_day(by, &buyers)),
        locale,
        carrier: ship.carrier.clone(),
        instructions: ship.instructions.clone(),
        parcels: Vec::new(),
    };
    let mut places: Vec<Option<&String>> = Vec::new();
    for (at, granted) in kept.rma.granted.iter().enumerate().filter(|(_, granted)| granted.verdict.ships()) {
        // As stock is booked there when it comes back.
        let place = granted.destination.as_ref().or_else(|| shop.places.keys().next());
        let which = places.iter().position(|known| *known == place).unwrap_or_else(|| {
            places.push(place);
            paper.parcels.push(ReturnParcel { to: party(shop, place), lines: Vec::new() });
            places.len() - 1
        });
        let bought = order.and_then(|order| order.lines.iter().find(|line| line.id == granted.line));
        let asked = kept.rma.request.lines.get(at).filter(|asked| asked.line == granted.line);
        paper.parcels[which].lines.push(ReturnLine {
            name: bought.map(|line| line.title.clone()),
            variant: bought.and_then(|line| line.variant.clone()),
            sku: bought.and_then(|line| line.sku.clone()),
            quantity: granted.quantity,
            reason: asked.and_then(|asked| asked.reason.clone()),
        });
    }
    paper
}

/// A place of the shop; what it has no address for goes to whoever sells.
fn party(shop: &Shop, place: Option<&String>) -> Party {
    let known = place.and_then(|id| shop.places.get(id));
    let name = known.map_or(&shop.name, |place| &place.name);
    Party {
        name: if name.trim().is_empty() { shop.name.clone() } else { name.clone() },
        address: known.and_then(|place| Address::of_lines(&place.address)).or_else(|| shop.seller()),
        ..Party::default()
    }
}
