//! Parcels: scans come under a carrier's number, and a tie leads from the number to the orders in it.
//!
//! Whichever comes first waits for the other. The tie is written with the order's snapshot that names the number, and a scan is
//! written only if the tie still says what was read: so a scan either knows the order, or was there before it.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Failure, Head, NewEvent, ShopId, Timestamp,
    event::hash_of,
    order::Order,
    tracking::{self, Folded, Number, Parcel, Report, Scanned, Told, WINDOW},
    webhook::{Happened, effect_of},
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    commit::{Body, Commit, Committed},
    engine::{Item, text},
    keys, orders,
    remember::pause,
    take_in::{Incoming, ROUNDS, Taken},
    ties::{self, Tie},
};

/// The row at a parcel that says in which orders it is.
const ORDERS: &str = "orders";
/// So many parcels of one order are looked at.
pub const MOST_PARCELS: usize = 20;
/// So many orders in one parcel are remembered, the newest.
const MOST_ORDERS: usize = 10;
/// A scan that is so far ahead of us is a clock's mistake: trackers know no offset, but no day is longer.
const AHEAD: SignedDuration = SignedDuration::from_hours(26);

/// An order in a parcel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Within {
    order: String,
    /// When that was written: a number is given again after months.
    since: Timestamp,
}

/// A parcel as it was read.
struct Known {
    head: Head,
    parcel: Option<Parcel>,
    tie: Tie,
}

impl Store {
    /// What is known of the parcels of an order, in no order; those that nobody has told of are left out. One read, of
    /// [`MOST_PARCELS`] at most.
    pub async fn parcels_of(&self, shop: &ShopId, order: &Order) -> Result<Vec<Parcel>, StoreError> {
        let mut parcels = self.parcels(shop, &tracking::of_order(order, MOST_PARCELS)).await?;
        parcels.retain(|parcel| is_of(parcel, order));
        Ok(parcels)
    }

    /// What is known of parcels, in no order; those that nobody has told of are left out.
    pub async fn parcels(&self, shop: &ShopId, numbers: &[Number]) -> Result<Vec<Parcel>, StoreError> {
        let mut parcels = Vec::with_capacity(numbers.len());
        for batch in numbers.chunks(orders::BATCH) {
            let keys = batch.iter().map(|number| keys::body(shop, &number.entity())).collect();
            for item in &self.engine.batch_get(keys).await? {
                parcels.push(orders::read_body(item)?);
            }
        }
        Ok(parcels)
    }

    /// In which orders a parcel is, as far as it is known; the newest last.
    pub async fn orders_in(&self, shop: &ShopId, number: &Number) -> Result<Vec<String>, StoreError> {
        let tie = self.tie(shop, &number.entity(), ORDERS).await?;
        Ok(ids(&within(&tie)?))
    }

    /// The same of many, by the parcel.
    pub(crate) async fn orders_in_each(
        &self,
        shop: &ShopId,
        numbers: &[Number],
    ) -> Result<BTreeMap<EntityRef, Vec<String>>, StoreError> {
        let mut found = BTreeMap::new();
        for batch in numbers.chunks(orders::BATCH) {
            let keys = batch.iter().map(|number| keys::tie(shop, &number.entity(), ORDERS)).collect();
            let rows = self.engine.batch_get(keys).await?;
            for number in batch {
                found.insert(number.entity(), ids(&within(&read_tie(shop, number, &rows))?));
            }
        }
        Ok(found)
    }

    /// What leads from the numbers of an order's shipments to the order, where that isn't written yet.
    pub(crate) async fn ties_of(
        &self,
        shop: &ShopId,
        order: &Order,
        now: Timestamp,
    ) -> Result<Vec<Tie>, StoreError> {
        let numbers = tracking::of_order(order, MOST_PARCELS);
        if numbers.is_empty() {
            return Ok(Vec::new());
        }
        let keys = numbers.iter().map(|number| keys::tie(shop, &number.entity(), ORDERS)).collect();
        let rows = self.engine.batch_get(keys).await?;
        let mut written = Vec::new();
        for number in &numbers {
            let mut tie = read_tie(shop, number, &rows);
            let known = within(&tie)?;
            if known.iter().all(|one| one.order != order.id) {
                tie.after = Some(with(known, &order.id, now));
                written.push(tie);
            }
        }
        Ok(written)
    }

    /// Takes in what somebody tells of a parcel: what is new of it, in one event.
    pub(crate) async fn take_in_parcel(
        &self,
        incoming: &Incoming<'_>,
        happened: &Happened,
        report: &Report,
        now: Timestamp,
    ) -> Result<Taken, Failure> {
        let mut report = report.clone();
        report.scans.retain(|scan| scan.at <= now + AHEAD);
        for round in 0..ROUNDS {
            let Known { head, parcel, tie } = self.known_parcel(incoming.shop, &report.number).await?;
            let before = parcel.unwrap_or_else(|| Parcel::new(report.number.clone()));
            let Folded { parcel, new, is_news } = before.with(&report);
            let known = within(&tie)?;
            let named = self.newly_named(incoming.shop, &report, &known).await?;
            if !is_news && named.is_none() {
                self.let_go(incoming, &happened.entity, &head, round, now).await?;
                return Ok(Taken::Duplicate);
            }
            if !self.keep_unless_erased(incoming, &head, round, now).await? {
                return Ok(Taken::TooLarge);
            }
            // What was in a parcel of the same number long ago has nothing to do with this one.
            let lately = known.iter().filter(|one| now.duration_since(one.since) <= WINDOW);
            let mut orders: Vec<_> = lately.map(|one| one.order.clone()).collect();
            orders.extend(named.map(str::to_owned));
            // Also where nothing changes: whoever ties it meanwhile must be met.
            let after = named.map_or_else(|| tie.before.clone(), |order| Some(with(known, order, now)));
            let tie = Tie { after: Some(after.unwrap_or_else(|| "[]".to_owned())), ..tie };
            let told = Told {
                from: incoming.from.to_owned(),
                topic: incoming.topic.to_owned(),
                source: happened.source.clone(),
                body: incoming.hash.to_owned(),
            };
            let scanned = Scanned::of(&before, &parcel, &new, told, orders);
            let effect =
                effect_of(incoming.from, incoming.topic, happened.source.at, &news(&scanned, &parcel, named));
            let events = [NewEvent::of(effect, &scanned)];
            let mut commit = Commit::on(incoming.shop, &happened.entity, &head, now);
            commit.events = &events;
            commit.body = Some(Body::of(&parcel));
            commit.ties = std::slice::from_ref(&tie);
            match self.commit(commit).await {
                Ok(Committed::Done(events)) => {
                    let event = events.into_iter().next();
                    let event = event.ok_or_else(|| Failure::bug("a commit without its event"))?;
                    return Ok(Taken::Accepted(Box::new(event)));
                }
                Ok(Committed::AlreadyDone) => return Ok(Taken::Duplicate),
                Err(StoreError::Stale) => pause(round).await,
                Err(e) => return Err(e.into()),
            }
        }
        Err(StoreError::Stale.into())
    }

    /// The order that a report names, if it isn't known to be in the parcel. One that nobody has told of is no order yet: the next
    /// report names it again.
    async fn newly_named<'r>(
        &self,
        shop: &ShopId,
        report: &'r Report,
        known: &[Within],
    ) -> Result<Option<&'r str>, StoreError> {
        let Some(order) = report.order.as_deref().filter(|order| known.iter().all(|one| one.order != *order))
        else {
            return Ok(None);
        };
        let head = self.head(shop, &EntityRef::order(order)).await?;
        Ok((head.version > 0).then_some(order))
    }

    /// A parcel with its head and its tie, of one moment.
    async fn known_parcel(&self, shop: &ShopId, number: &Number) -> Result<Known, StoreError> {
        let entity = number.entity();
        for last in [false, false, true] {
            let keys =
                vec![keys::head(shop, &entity), keys::body(shop, &entity), keys::tie(shop, &entity, ORDERS)];
            let rows = self.engine.batch_get(keys).await?;
            match orders::pair(&rows) {
                Err(StoreError::Stale) if !last => {}
                Err(e) => return Err(e),
                Ok((head, parcel)) => return Ok(Known { head, parcel, tie: read_tie(shop, number, &rows) }),
            }
        }
        Err(StoreError::Stale)
    }
}

/// Whether a parcel of that number is the order's: one that began long after the order's was handed over is another.
pub(crate) fn is_of(parcel: &Parcel, order: &Order) -> bool {
    let handed_over = order.shipments.iter().filter(|of| tracking::of_shipment(of).contains(&parcel.number));
    let latest = handed_over.filter_map(|shipment| shipment.shipped_at).max();
    let first = parcel.scans.first().map(|scan| scan.at);
    first.zip(latest).is_none_or(|(first, latest)| first.duration_since(latest) <= WINDOW)
}

/// The tie of a parcel among rows that were read.
fn read_tie(shop: &ShopId, number: &Number, rows: &[Item]) -> Tie {
    let entity = number.entity();
    let key = keys::tie(shop, &entity, ORDERS);
    let is_it =
        |row: &&Item| text(row, "pk") == Some(key.pk.as_str()) && text(row, "sk") == Some(key.sk.as_str());
    ties::read(entity, ORDERS, rows.iter().find(is_it))
}

fn within(tie: &Tie) -> Result<Vec<Within>, StoreError> {
    let said = tie.before.as_deref().unwrap_or("[]");
    serde_json::from_str(said).map_err(|e| StoreError::json("the orders in a parcel", &e))
}

fn ids(within: &[Within]) -> Vec<String> {
    within.iter().map(|one| one.order.clone()).collect()
}

/// The row with an order more. Orders of another time are another parcel's.
fn with(mut known: Vec<Within>, order: &str, now: Timestamp) -> String {
    known.retain(|one| now.duration_since(one.since) <= WINDOW);
    known.push(Within { order: order.to_owned(), since: now });
    let surplus = known.len().saturating_sub(MOST_ORDERS);
    known.drain(..surplus);
    serde_json::to_string(&known).expect("plain data")
}

/// Names what is new: the same news is journalled once, whoever tells it again.
fn news(scanned: &Scanned, parcel: &Parcel, named: Option<&str>) -> String {
    let said = parcel.expected.map(|expected| expected.said);
    let told = serde_json::to_string(&(&scanned.scans, said, scanned.expected, named)).expect("plain data");
    let mut hash = hash_of(told);
    hash.truncate(16);
    hash
}
