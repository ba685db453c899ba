//! What a decision looks at, read.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Event, Failure, Money, Payload as _, Reliance,
    edd::Memory as Dates,
    order::Order,
    returns::{
        self, Bought, Customer, Product, Purchase, Trait,
        kept::Kept,
        of_order::OfOrder,
        told::{Instructed, Told, Word, kinds},
    },
    settings::Shop,
    stock::{Item, ItemKind},
    tracking::{self, Parcel},
    webhook::Received,
};
use serde::de::DeserializeOwned;
use store::ties::Tie;

use crate::{
    Trouble,
    facts::{Days, Facts, Governing, Past},
    office::{Office, Ties},
};

/// So many of a customer's orders are looked at, the newest ones.
const MOST_ORDERS: usize = 50;

/// Facts, with what the commit needs to know of them.
pub(crate) struct Gathered {
    pub(crate) facts: Facts,
    pub(crate) ties: Ties,
    /// The order's head, where the decision looks at the order.
    pub(crate) relies_on: Vec<Reliance>,
}

impl Office<'_> {
    /// What is known of the return `id` of an order.
    pub(crate) async fn gather(
        &self,
        event: &Event,
        id: &str,
        kept: Option<Kept>,
        order: &str,
    ) -> Result<Gathered, Trouble> {
        let shop = &self.settings.shop;
        let tie = self.store.returns_of_order(&event.shop, order).await?;
        let mut facts = Facts { id: id.to_owned(), of_order: said::<OfOrder>(&tie)?, ..Facts::default() };
        let mut ties = Ties { order: tie, customer: None, days: None };
        let mut relies_on = Vec::new();
        let placed = kept.as_ref().and_then(|kept| Some(kept.purchase.as_ref()?.placed_at));
        let is_undecided = kept.as_ref().is_none_or(|kept| kept.decision.is_none()) || reopens(event);
        let mut placed_at = placed;
        if is_undecided {
            let entity = EntityRef::order(order);
            let known = self.store.order(&event.shop, &entity).await?;
            if let Some(order) = &known.order {
                relies_on.push(Reliance { entity, version: known.head.version });
                placed_at = Some(order.placed_at);
                facts.order_name.clone_from(&order.name);
                facts.customer.clone_from(&order.customer);
                let dates: Option<Dates> = known.head.recall(Dates::NAME)?;
                let purchase = self.purchase(event, order, dates.as_ref(), &facts.of_order).await?;
                let items = self.items(event, order).await?;
                facts.items = items.iter().map(|(line, item)| (line.clone(), item.id.clone())).collect();
                let days = self.store.returns_by_day(&event.shop).await?;
                facts.days = said::<Days>(&days)?;
                ties.days = Some(days);
                let mut customer = Customer::default();
                if let Some(named) = &order.customer {
                    let tie = self.store.returns_of_customer(&event.shop, named).await?;
                    let past = said::<Past>(&tie)?;
                    customer = self.customer(event, named, &past, order).await?;
                    (facts.past, ties.customer) = (Some(past), Some(tie));
                }
                facts.case = Some(returns::Facts {
                    purchase,
                    products: products(order, &items),
                    customer,
                    shop: returns::ShopDay::default(),
                    zone: zone_of(shop, order),
                    exception_until: facts.of_order.exception_until,
                    instead: self.prices(event, kept.as_ref()).await?,
                });
            }
        }
        if let Some(kept) = kept.as_ref().filter(|_| !is_undecided) {
            facts.order_name.clone_from(&kept.order_name);
            facts.items = self.items_of(event, kept).await?;
            if let Some(named) = &kept.customer {
                let tie = self.store.returns_of_customer(&event.shop, named).await?;
                (facts.past, ties.customer) = (Some(said::<Past>(&tie)?), Some(tie));
            }
        }
        if let Some(placed) = placed_at {
            let then = self.history.at(placed)?;
            if then.number != self.settings.version {
                let rules = then.shop.rules_of_returns()?;
                facts.governing = Some(Governing { version: then.number, rules });
            }
        }
        facts.kept = kept;
        Ok(Gathered { facts, ties, relies_on })
    }

    /// The order as it was before anything went back: as the first of its returns kept it, with what has come since.
    async fn purchase(
        &self,
        event: &Event,
        order: &Order,
        dates: Option<&Dates>,
        of_order: &OfOrder,
    ) -> Result<Purchase, Trouble> {
        let now = Purchase::of(order);
        let mut purchase = now.clone();
        if let Some(first) = &of_order.first {
            let entity = EntityRef::new(returns::rma::ENTITY, first);
            let kept = self.store.rma_alone(&event.shop, &entity).await?;
            if let Some(base) = kept.and_then(|kept| kept.purchase) {
                purchase = merged(base, now);
            }
        }
        let parcels = self.store.parcels_of(&event.shop, order).await?;
        for line in &mut purchase.lines {
            deliver(line, order, &parcels);
            let promised = dates.and_then(|dates| dates.promised).map(|promised| promised.latest);
            line.promised = line.promised.max(promised);
        }
        Ok(purchase)
    }

    /// By line: what the catalogue knows of it.
    async fn items(&self, event: &Event, order: &Order) -> Result<BTreeMap<String, Item>, Trouble> {
        let named = order.lines.iter().filter_map(|line| Some((line.id.clone(), line.variant_id.clone()?)));
        self.catalogued(event, named.collect()).await
    }

    async fn catalogued(
        &self,
        event: &Event,
        variants: BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, Item>, Trouble> {
        let names: Vec<String> = variants.values().cloned().collect();
        if names.is_empty() {
            return Ok(BTreeMap::new());
        }
        let known = self.store.items_named(&event.shop, &names).await?;
        let item = |(line, variant): (String, String)| Some((line, known.get(&variant)?.entry.item.clone()?));
        Ok(variants.into_iter().filter_map(item).collect())
    }

    /// By variant: what one of what is wanted instead costs.
    async fn prices(&self, event: &Event, kept: Option<&Kept>) -> Result<BTreeMap<String, Money>, Trouble> {
        let told = event.payload::<Received>().ok().and_then(|told| told.returned).map(|told| *told);
        let request = match (kept, told) {
            (Some(kept), _) => kept.rma.request.clone(),
            (None, Some(Told::Requested { request })) => request,
            _ => return Ok(BTreeMap::new()),
        };
        let wanted = request.lines.into_iter().filter_map(|line| line.instead.clone().zip(line.instead));
        let items = self.catalogued(event, wanted.collect()).await?;
        Ok(items.into_iter().filter_map(|(variant, item)| Some((variant, item.price?))).collect())
    }

    /// By line: what it is stocked as, where stock may come back now.
    async fn items_of(&self, event: &Event, kept: &Kept) -> Result<BTreeMap<String, String>, Trouble> {
        if event.kind != kinds::GRADED {
            return Ok(BTreeMap::new());
        }
        let order = EntityRef::order(&kept.rma.request.order);
        let Some(order) = self.store.snapshot(&event.shop, &order).await? else { return Ok(BTreeMap::new()) };
        let items = self.items(event, &order).await?;
        Ok(items.into_iter().map(|(line, item)| (line, item.id)).collect())
    }

    /// What is known of who bought it.
    async fn customer(
        &self,
        event: &Event,
        customer: &str,
        past: &Past,
        order: &Order,
    ) -> Result<Customer, Trouble> {
        let (mut entities, mut after) = (Vec::new(), None);
        loop {
            let (page, next) = self.store.orders_of_customer(&event.shop, customer, after).await?;
            entities.extend(page);
            after = next;
            if after.is_none() || entities.len() >= 10 * MOST_ORDERS {
                break;
            }
        }
        let newest: Vec<&EntityRef> = entities.iter().rev().take(MOST_ORDERS).collect();
        let orders = self.store.snapshots(&event.shop, &newest).await?;
        let real = orders.iter().filter(|order| !order.test && order.cancelled_at.is_none());
        let (mut pieces, mut minor, mut addresses) = (0_i64, 0_i64, std::collections::BTreeSet::new());
        for one in real {
            pieces = one.lines.iter().fold(pieces, |sum, line| sum.saturating_add(line.quantity));
            if one.currency == order.currency {
                minor = minor.saturating_add(one.totals.total.minor);
            }
            let is_recent = order.placed_at.duration_since(one.placed_at).abs()
                <= jiff::SignedDuration::from_hours(90 * 24);
            let to = one.shipping_address.as_ref().filter(|_| is_recent);
            addresses.extend(to.map(|to| (to.lines.join(" ").to_lowercase(), to.postcode.clone())));
        }
        let rate = |back: i64, all: i64| (all > 0).then(|| (back.saturating_mul(100) / all.max(1)).min(100));
        let back = past.minor.get(&order.currency.to_string()).copied().unwrap_or(0);
        Ok(Customer {
            orders: Some(i64::try_from(entities.len()).unwrap_or(i64::MAX)),
            returns: Some(past.returns),
            return_rate_value: rate(back, minor.saturating_add(back)),
            return_rate_pieces: rate(past.pieces, pieces.saturating_add(past.pieces)),
            keeps: Some(i64::try_from(past.kept.len()).unwrap_or(i64::MAX)),
            failed_payments: None,
            empty_boxes: Some(past.empty),
            addresses: Some(i64::try_from(addresses.len()).unwrap_or(i64::MAX)),
            ..Customer::default()
        })
    }
}

/// Whether it may have to be decided anew.
fn reopens(event: &Event) -> bool {
    event.kind == kinds::REOPENED
        || event
            .payload::<Instructed>()
            .is_ok_and(|said| said.word == Word::Reopen && event.kind == Instructed::KIND)
}

/// What a row says; nothing said is the default.
pub(crate) fn said<T: DeserializeOwned + Default>(tie: &Tie) -> Result<T, Failure> {
    let said = tie.before.as_deref().map(serde_json::from_str).transpose();
    Ok(said.map_err(|e| Failure::bug(format!("the row {}: {e}", tie.name)))?.unwrap_or_default())
}

/// The order as it was, with lines and parcels that have come since.
fn merged(mut base: Purchase, now: Purchase) -> Purchase {
    for line in now.lines {
        match base.lines.iter_mut().find(|own| own.line == line.line) {
            Some(own) => {
                for part in line.parcels {
                    if own.parcels.iter().all(|known| known.parcel != part.parcel) {
                        own.parcels.push(part);
                    }
                }
            }
            None => base.lines.push(line),
        }
    }
    base
}

/// When the pieces of a line were there, by scans of their parcels.
fn deliver(line: &mut Bought, order: &Order, parcels: &[Parcel]) {
    for part in &mut line.parcels {
        let Some(shipment) = order.shipments.iter().find(|shipment| shipment.id == part.parcel) else {
            continue;
        };
        let numbers = tracking::of_shipment(shipment);
        let scans = parcels.iter().filter(|parcel| numbers.contains(&parcel.number));
        let delivered = scans.filter_map(|parcel| parcel.delivered()).map(|scan| scan.at).max();
        part.delivered = part.delivered.max(delivered);
    }
}

/// By line: what it is, by the order's own word and by the catalogue's.
fn products(order: &Order, items: &BTreeMap<String, Item>) -> BTreeMap<String, Product> {
    let mut products = Purchase::products(order);
    for (line, product) in &mut products {
        let Some(item) = items.get(line) else { continue };
        if item.kind == ItemKind::Digital && product.traits.is_empty() {
            product.traits.push(Trait::Digital);
        }
        product.sku = product.sku.take().or_else(|| item.sku.clone());
        product.kind = item.categories.first().cloned();
        product.categories.clone_from(&item.categories);
        product.tags.clone_from(&item.categories);
        product.vendor.clone_from(&item.vendor);
    }
    products
}

/// The buyer's clock.
fn zone_of(shop: &Shop, order: &Order) -> Option<String> {
    domain::zones::of_buyer(order, shop).iana_name().map(str::to_owned)
}
