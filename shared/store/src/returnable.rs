//! What a decision about a return of an order looks at, read: by whoever decides, and by whoever shows what would be decided.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Failure, Head, ShopId,
    edd::Memory as Dates,
    order::Order,
    returns::{self, Bought, Customer, Past, Product, Purchase, Trait, of_order::OfOrder, rules::List},
    settings::Shop,
    stock::{Item, ItemKind},
    tracking::{self, Parcel},
};

use crate::{Store, ties::Tie};

/// So many of a customer's orders are looked at, the newest ones.
const MOST_ORDERS: usize = 50;

/// An order, as returns see it.
#[derive(Debug, Clone)]
pub struct Returnable {
    /// The order.
    pub order: Order,
    /// Its head, as it was read.
    pub head: Head,
    /// What the policy looks at. The purchase is as it was before anything went back: see [`OfOrder::applied`].
    pub facts: returns::Facts,
    /// By line: what the catalogue knows of it.
    pub items: BTreeMap<String, Item>,
    /// What is known of the customer's returns, and its row; absent for guests.
    pub past: Option<(Past, Tie)>,
}

impl Store {
    /// What is known of an order and of who bought it; none where its snapshot hasn't come. `instead` names the variants that are
    /// wanted instead of something.
    pub async fn returnable(
        &self,
        shop: &Shop,
        order: &str,
        of_order: &OfOrder,
        instead: impl IntoIterator<Item = String>,
    ) -> Result<Option<Returnable>, Failure> {
        let entity = EntityRef::order(order);
        let known = self.order(&shop.id, &entity).await?;
        let Some(order) = known.order else { return Ok(None) };
        let dates: Option<Dates> = known.head.recall(Dates::NAME)?;
        let purchase = self.bought(&shop.id, &order, dates.as_ref(), of_order).await?;
        let items = self.items_of(&shop.id, &order).await?;
        // No list can hold a guest.
        let guest = Customer { blocked: Some(false), allowed: Some(false), ..Customer::default() };
        let (mut customer, mut past) = (guest, None);
        if let Some(named) = &order.customer {
            let tie = self.returns_of_customer(&shop.id, named).await?;
            let known: Past = tie.said()?;
            customer = self.customer(&shop.id, named, &known, &order).await?;
            past = Some((known, tie));
        }
        let wanted = instead.into_iter().map(|variant| (variant.clone(), variant)).collect();
        let wanted = self.catalogued(&shop.id, wanted).await?;
        let facts = returns::Facts {
            purchase,
            products: products(&order, &items),
            customer,
            shop: returns::ShopDay::default(),
            zone: domain::zones::of_buyer(&order, shop).iana_name().map(str::to_owned),
            exception_until: of_order.exception_until,
            instead: wanted.into_iter().filter_map(|(variant, item)| Some((variant, item.price?))).collect(),
        };
        Ok(Some(Returnable { order, head: known.head, facts, items, past }))
    }

    /// The order as it was before anything went back: as the first of its returns kept it, with what has come since.
    async fn bought(
        &self,
        shop: &ShopId,
        order: &Order,
        dates: Option<&Dates>,
        of_order: &OfOrder,
    ) -> Result<Purchase, Failure> {
        let now = Purchase::of(order);
        let mut purchase = now.clone();
        if let Some(first) = &of_order.first {
            let entity = EntityRef::new(returns::rma::ENTITY, first);
            let kept = self.rma_alone(shop, &entity).await?;
            if let Some(base) = kept.and_then(|kept| kept.purchase) {
                purchase = merged(base, now);
            }
        }
        let parcels = self.parcels_of(shop, order).await?;
        for line in &mut purchase.lines {
            deliver(line, order, &parcels);
            let promised = dates.and_then(|dates| dates.promised).map(|promised| promised.latest);
            line.promised = line.promised.max(promised);
        }
        Ok(purchase)
    }

    /// By line: what the catalogue knows of it.
    pub async fn items_of(&self, shop: &ShopId, order: &Order) -> Result<BTreeMap<String, Item>, Failure> {
        let named = order.lines.iter().filter_map(|line| Some((line.id.clone(), line.variant_id.clone()?)));
        self.catalogued(shop, named.collect()).await
    }

    async fn catalogued(
        &self,
        shop: &ShopId,
        variants: BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, Item>, Failure> {
        let names: Vec<String> = variants.values().cloned().collect();
        if names.is_empty() {
            return Ok(BTreeMap::new());
        }
        let known = self.items_named(shop, &names).await?;
        let item = |(line, variant): (String, String)| Some((line, known.get(&variant)?.entry.item.clone()?));
        Ok(variants.into_iter().filter_map(item).collect())
    }

    /// What is known of who bought it.
    async fn customer(
        &self,
        shop: &ShopId,
        customer: &str,
        past: &Past,
        order: &Order,
    ) -> Result<Customer, Failure> {
        let (mut entities, mut after) = (Vec::new(), None);
        loop {
            let (page, next) = self.orders_of_customer(shop, customer, after).await?;
            entities.extend(page);
            after = next;
            if after.is_none() || entities.len() >= 10 * MOST_ORDERS {
                break;
            }
        }
        let newest: Vec<&EntityRef> = entities.iter().rev().take(MOST_ORDERS).collect();
        let orders = self.snapshots(shop, &newest).await?;
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
            tags: told(&orders, order, |one| one.customer_tags.clone()),
            empty_boxes: Some(past.empty),
            addresses: Some(i64::try_from(addresses.len()).unwrap_or(i64::MAX)),
            failed_payments: told(&orders, order, |one| one.customer_failed_payments),
            blocked: Some(past.list == Some(List::Block)),
            allowed: Some(past.list == Some(List::Allow)),
        })
    }
}

/// What the newest of a customer's orders that says it, says: it counts for today.
fn told<T>(orders: &[Order], order: &Order, of: impl Fn(&Order) -> Option<T>) -> Option<T> {
    let said = orders.iter().chain([order]).filter_map(|one| Some((one.placed_at, of(one)?)));
    said.max_by_key(|(placed_at, _)| *placed_at).map(|(_, said)| said)
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
    // Tags are looked at as they stand.
    base.tags = now.tags.or(base.tags);
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
