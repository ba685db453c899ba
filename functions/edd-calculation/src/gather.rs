//! What a decision looks at.

use domain::{
    Automation as _, Event, Failure,
    edd::{Memory, Reckoner, Stored},
    order::Order,
    settings::{History, Shop},
    stock::Booked,
};
use std::sync::Arc;
use store::{Store, settle::Gathered};

use crate::{EddCalculation, Facts};

/// The most lines whose stock is looked at.
const MOST_LINES: usize = domain::edd::MOST_LINES;

pub(crate) async fn gather(
    store: &Store,
    event: &Event,
    history: &History,
) -> Result<Gathered<Facts>, Failure> {
    let subject = EddCalculation::subject(event);
    let known = store
        .order_since(&event.shop, &subject, if subject == event.subject { event.seq } else { 0 })
        .await?;
    let memory: Option<Memory> = known.head.recall(Memory::NAME)?;
    let began = known.order.as_ref().map(|order| order.placed_at);
    let mut facts = Facts { memory, order: known.order, ..Facts::default() };
    if let Some(order) = facts.order.take() {
        if facts.memory.is_some() {
            let stored = store.event(&event.shop, &subject, Stored::EFFECT).await?;
            facts.stored = stored.map(|kept| kept.event.payload()).transpose()?;
            facts.parcels = store.parcels_of(&event.shop, &order).await?;
        } else {
            let shop = &history.at(order.placed_at)?.shop;
            let booked = known.head.recall(Booked::NAME)?.unwrap_or_default();
            of_stock(store, shop, &order, &booked, &mut facts).await?;
        }
        facts.order = Some(order);
    }
    Ok(Gathered { facts, head: known.head, began })
}

/// What a promise is reckoned from, beside the order.
async fn of_stock(
    store: &Store,
    shop: &Shop,
    order: &Order,
    booked: &Booked,
    facts: &mut Facts,
) -> Result<(), Failure> {
    let rules = shop.rules_of_edd()?;
    let mut variants: Vec<String> = order.lines.iter().filter_map(|line| line.variant_id.clone()).collect();
    variants.sort();
    variants.dedup();
    variants.truncate(MOST_LINES);
    let entries = store.items_named(&shop.id, &variants).await?;
    let entries: Vec<_> = entries.values().collect();
    facts.items = entries.iter().filter_map(|entry| entry.entry.item.clone()).collect();
    facts.table = store.transit_text(shop, rules.transit.as_deref()).await?;
    let reckoner = Reckoner::new(Arc::new(shop.clone()), rules);
    let places: Vec<&str> = reckoner.origins().collect();
    let own = Some((order.id.as_str(), booked));
    facts.stock = store.stocked(&shop.id, &entries, &places, own, &shop.time_zone()).await?;
    Ok(())
}
