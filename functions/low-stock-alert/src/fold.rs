//! Movements of a batch are folded into the ledger of their item at its place, with one write; then it is judged.

use std::collections::BTreeSet;

use domain::{
    Automation as _, Change, EntityRef, Event, Failure, Head, Settled, ShopId, Timestamp,
    action::{ACKNOWLEDGE, SNOOZE, Taken},
    schedule::Due,
    stock::{
        self, Alert, Cause, Counted, Folded, Incoming, Item, Ledger, Memory, Moved, Movement, NETWORK,
        Quantities, Sales, limited_by, rules::Per,
    },
};
use jiff::tz::TimeZone;
use store::{
    Store, StoreError,
    commit::{Commit, Committed},
    stock::{Catalogued, Kept as Page},
};

use crate::{Because, Bundle, Desk, Facts, Kept, LAPSE, Looked, LowStockAlert, Trouble, settled, taken};

/// A part of more bundles than this is judged by the first of them.
const MOST_BUNDLES: usize = 10;
/// All places together are judged by so many of them.
const MOST_PLACES: usize = 90;

/// The ledger that all of an item's journalled movements make.
pub async fn rebuilt(
    store: &Store,
    shop: &ShopId,
    entity: &EntityRef,
    zone: &TimeZone,
) -> Result<Ledger, StoreError> {
    Ok(Ledger::rebuild(store.movements(shop, entity).await?, zone))
}

/// Why a batch moved what it moved.
#[derive(Debug, Default)]
struct Why {
    cause: Option<Cause>,
    run: Option<String>,
}

/// An item at a place that is to be looked at.
struct Look<'l> {
    event: &'l Event,
    entity: EntityRef,
    location: &'l str,
    entry: &'l Catalogued,
    item: Item,
    head: Head,
    /// Its ledger as it is to be written, at the version that was read.
    page: Page,
    after: Option<Quantities>,
    sales: Sales,
    why: Why,
    wake: Vec<Due>,
}

impl Desk<'_> {
    /// Folds events about one item at one place.
    pub(crate) async fn fold(&self, events: &[Event]) -> Result<Settled, Trouble> {
        let Some(event) = events.last() else { return Ok(settled(Kept::NothingNew, Vec::new())) };
        let Some((item, location)) = stock::place(&event.subject) else {
            return Ok(settled(Kept::NotStock, Vec::new()));
        };
        let (shop, entity, zone) = (&event.shop, &event.subject, self.settings.shop.time_zone());
        let movements: Vec<Movement> =
            events.iter().map(Movement::of).filter_map(Result::transpose).collect::<Result<_, _>>()?;
        let (head, kept) = self.store.stock(shop, entity).await?;
        let mut page = kept.clone();
        let is_new = match page.ledger.fold(&movements, &zone) {
            Folded::Taken(new) => new > 0,
            Folded::TooLate => {
                page.ledger = rebuilt(self.store, shop, entity, &zone).await?;
                page.ledger != kept.ledger
            }
        };
        let mut because = Kept::NothingNew;
        for event in events {
            if let Some(taken) = taken(event) {
                because = act(&taken?, event.time, &mut page.memory);
            }
        }
        let wake = self.lapses(events)?;
        let looks_again = events.iter().any(|event| event.kind.starts_with("due."));
        let rules = &self.settings.own;
        let any_network = rules.per == Per::Network
            || location == NETWORK
            || rules.rules.iter().any(|rule| rule.per == Some(Per::Network));
        let is_to_write = is_new || page.memory != kept.memory || looks_again || !wake.is_empty();
        if !is_to_write && !any_network {
            return Ok(settled(because, Vec::new()));
        }
        let entry = self.entry(shop, item, location, kept.version == 0).await?;
        let described = entry.entry.item.clone().unwrap_or_else(|| unnamed(item));
        let mut done = settled(because, Vec::new());
        if is_to_write && location == NETWORK {
            self.write(event, entity, &head, &page, Vec::new(), wake).await?;
        } else if is_to_write {
            let balance = page.ledger.balance(&zone);
            let look = Look {
                event,
                entity: entity.clone(),
                location,
                entry: &entry,
                item: described.clone(),
                head,
                page,
                after: balance.is_known().then_some(balance.pieces),
                sales: balance.sales().clone(),
                why: why(events)?,
                wake,
            };
            done = self.look(look).await?;
        }
        let of_network =
            rules.measure(&described, location, &self.settings.shop.suppliers).per == Per::Network;
        if any_network && of_network {
            let together = self.network(event, &entry, described, events, looks_again).await?;
            return Ok(together.unwrap_or(done));
        }
        Ok(done)
    }

    /// Judges, and writes the ledger with whatever follows.
    async fn look(&self, mut look: Look<'_>) -> Result<Settled, Trouble> {
        let incoming = look.after.map_or(0, |pieces| pieces.incoming + pieces.in_transit);
        let incoming = (incoming > 0).then_some(Incoming { on: None, pieces: incoming });
        let looked = Looked {
            bundles: self.bundles(&look).await?,
            item: look.item,
            location: look.location.to_owned(),
            before: look.page.judged,
            after: look.after,
            incoming: incoming.into_iter().collect(),
            sales: look.sales,
            category: None,
            cause: look.why.cause,
            run: look.why.run,
            memory: look.page.memory.clone(),
        };
        let facts = Facts { stock: Some(looked), booking: None };
        let decision = LowStockAlert::decide(look.event, &facts, self.settings, self.now)?;
        let allowed = self.history.allows(LowStockAlert::NAME, self.now, self.now)?;
        let decision = self.gathered(look.event, decision.under(&allowed)).await?;
        look.page.judged = look.after;
        let (mut lists, mut wake) = (Vec::new(), look.wake);
        for change in decision.changes {
            match change {
                Change::Remember(memory) => {
                    look.page.memory =
                        serde_json::from_value(memory).map_err(|e| Failure::bug(e.to_string()))?;
                }
                Change::WakeAt { purpose, at } => wake.push(Due {
                    shop: look.event.shop.clone(),
                    entity: look.entity.clone(),
                    automation: LowStockAlert::NAME.to_owned(),
                    purpose,
                    at,
                }),
                Change::List { list, at } => lists.push((list, at)),
                Change::Unlist { .. } => {}
            }
        }
        let because = decision.because;
        if decision.events.is_empty() && lists.is_empty() && wake.is_empty() {
            self.store.keep_ledger(&look.event.shop, &look.entity, &look.page, self.now).await?;
            return Ok(settled(because, Vec::new()));
        }
        let mut commit = Commit::on(&look.event.shop, &look.entity, &look.head, self.now);
        commit.ledger = Some(&look.page);
        commit.events = &decision.events;
        (commit.lists, commit.wake) = (lists, wake);
        commit.origin = self.origin(look.event, &domain::Because::code(&because));
        self.commit(commit, because).await
    }

    /// Writes a ledger with nothing judged.
    async fn write(
        &self,
        event: &Event,
        entity: &EntityRef,
        head: &Head,
        page: &Page,
        lists: Vec<(String, Timestamp)>,
        wake: Vec<Due>,
    ) -> Result<(), Trouble> {
        if wake.is_empty() && lists.is_empty() {
            return Ok(self.store.keep_ledger(&event.shop, entity, page, self.now).await?);
        }
        let mut commit = Commit::on(&event.shop, entity, head, self.now);
        commit.ledger = Some(page);
        (commit.lists, commit.wake) = (lists, wake);
        self.commit(commit, Kept::NothingNew.into()).await.map(drop)
    }

    async fn commit(&self, commit: Commit<'_>, because: Because) -> Result<Settled, Trouble> {
        match self.store.commit(commit).await? {
            Committed::Done(events) => {
                Ok(settled(because, events.into_iter().map(|event| event.kind).collect()))
            }
            // Ledger and memory are one item: what they don't remember didn't happen.
            Committed::AlreadyDone => {
                Err(Failure::bug("an alert was journalled that its ledger doesn't remember").into())
            }
        }
    }

    /// All places of an item together.
    async fn network(
        &self,
        event: &Event,
        entry: &Catalogued,
        item: Item,
        events: &[Event],
        looks_again: bool,
    ) -> Result<Option<Settled>, Trouble> {
        let (shop, zone) = (&event.shop, self.settings.shop.time_zone());
        let entity = stock::at(&item.id, NETWORK);
        let (head, page) = self.store.stock(shop, &entity).await?;
        let places = entry.entry.places.iter().filter(|place| *place != NETWORK).take(MOST_PLACES);
        let places: Vec<EntityRef> = places.map(|place| stock::at(&item.id, place)).collect();
        let ledgers = self.store.ledgers(shop, &places).await?;
        let balances: Vec<_> = ledgers.iter().map(|(_, kept)| kept.ledger.balance(&zone)).collect();
        let known = balances.iter().filter(|balance| balance.is_known());
        let after = known.map(|balance| balance.pieces).reduce(|one, other| one + other);
        let unplaced = page.ledger.balance(&zone);
        // What was sold without a place is reserved somewhere.
        let sales: Vec<Sales> =
            balances.iter().chain([&unplaced]).map(|balance| balance.sales().clone()).collect();
        let is_asked =
            entity == event.subject && (looks_again || events.iter().any(|event| taken(event).is_some()));
        if after == page.judged && !is_asked {
            return Ok(None);
        }
        let look = Look {
            event,
            entity,
            location: NETWORK,
            entry,
            item,
            head,
            page,
            after,
            sales: Sales::together(&sales),
            why: why(events)?,
            wake: Vec::new(),
        };
        self.look(look).await.map(Some)
    }

    /// What the catalogue says of an item; a place that is new to it is noted before the place has a ledger.
    async fn entry(
        &self,
        shop: &ShopId,
        item: &str,
        location: &str,
        is_new: bool,
    ) -> Result<Catalogued, Trouble> {
        let found = self.store.catalogue(shop, &[item.to_owned()]).await?;
        let mut entry = found.into_iter().next().unwrap_or_default();
        if is_new && location != NETWORK && !entry.entry.places.iter().any(|place| place == location) {
            entry.entry.places.push(location.to_owned());
            self.store.keep_catalogued(shop, &entry).await?;
            entry.version += 1;
        }
        Ok(entry)
    }

    /// Bundles that the item is part of, with what their other parts suffice for.
    async fn bundles(&self, look: &Look<'_>) -> Result<Vec<Bundle>, Trouble> {
        let ids: Vec<String> = look.entry.entry.bundles.iter().take(MOST_BUNDLES).cloned().collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (shop, zone) = (&look.event.shop, self.settings.shop.time_zone());
        let bundles = self.store.catalogue(shop, &ids).await?;
        let bundles: Vec<Item> = bundles.into_iter().filter_map(|bundle| bundle.entry.item).collect();
        let others: BTreeSet<&String> = bundles
            .iter()
            .flat_map(|bundle| &bundle.parts)
            .map(|part| &part.item)
            .filter(|part| **part != look.item.id)
            .collect();
        let others: Vec<EntityRef> =
            others.into_iter().take(MOST_PLACES).map(|part| stock::at(part, look.location)).collect();
        let ledgers = self.store.ledgers(shop, &others).await?;
        let available = |part: &str| {
            let entity = stock::at(part, look.location);
            let (_, kept) = ledgers.iter().find(|(found, _)| *found == entity)?;
            if look.location == NETWORK {
                // All places together have no ledger of pieces: what they last came to is kept.
                return kept.judged.map(|pieces| pieces.available(0));
            }
            let balance = kept.ledger.balance(&zone);
            balance.is_known().then(|| balance.pieces.available(0))
        };
        let told = |bundle: Item| {
            let pieces = bundle.parts.iter().find(|part| part.item == look.item.id)?.pieces;
            let parts: Vec<_> = bundle
                .parts
                .iter()
                .filter(|part| part.item != look.item.id)
                .map(|part| (available(&part.item), part.pieces))
                .collect();
            let others = limited_by(&parts).map(|(_, bundles)| bundles);
            Some(Bundle { bundle, pieces, others })
        };
        Ok(bundles.into_iter().filter_map(told).collect())
    }

    /// Wake-ups for reservations that lapse.
    fn lapses(&self, events: &[Event]) -> Result<Vec<Due>, Failure> {
        let mut wake = Vec::new();
        for event in events.iter().filter(|event| event.kind == <Moved as domain::Payload>::KIND) {
            let moved: Moved = event.payload()?;
            if let Some(at) = moved.until {
                wake.push(Due {
                    shop: event.shop.clone(),
                    entity: event.subject.clone(),
                    automation: LowStockAlert::NAME.to_owned(),
                    purpose: format!("{LAPSE}{}", moved.source),
                    at,
                });
            }
        }
        Ok(wake)
    }
}

/// The shop's own people did something about an alert.
fn act(taken: &Taken, at: Timestamp, memory: &mut Memory) -> Kept {
    let Some(number) = Alert::number_of(&taken.matter) else { return Kept::NotOpen };
    let (done, kept) = match (taken.word.as_str(), taken.until) {
        (ACKNOWLEDGE, _) => (memory.acknowledge(number, at), Kept::Acknowledged),
        (SNOOZE, Some(until)) => (memory.snooze(number, until, at), Kept::PutOff),
        _ => (false, Kept::NotOpen),
    };
    if done { kept } else { Kept::NotOpen }
}

/// Why what came last of a batch moved.
fn why(events: &[Event]) -> Result<Why, Failure> {
    let mut last: Option<(Movement, Why)> = None;
    for event in events {
        let Some(movement) = Movement::of(event)? else { continue };
        let (cause, source) = match event.kind.as_str() {
            <Moved as domain::Payload>::KIND => {
                let moved: Moved = event.payload()?;
                (Some(moved.cause), moved.source)
            }
            <Counted as domain::Payload>::KIND => {
                let counted: Counted = event.payload()?;
                (Some(counted.cause), counted.source)
            }
            _ => (None, String::new()), // a platform says what there is, not why
        };
        let is_run = matches!(cause, Some(Cause::Import | Cause::Count | Cause::Transfer));
        let run = source.split('#').next().filter(|run| is_run && !run.is_empty()).map(str::to_owned);
        if last.as_ref().is_none_or(|(known, _)| *known <= movement) {
            last = Some((movement, Why { cause, run }));
        }
    }
    Ok(last.map(|(_, why)| why).unwrap_or_default())
}

/// An item of which only the stock is known.
fn unnamed(id: &str) -> Item {
    Item { id: id.to_owned(), title: id.to_owned(), tracked: true, offered: true, ..Item::default() }
}
