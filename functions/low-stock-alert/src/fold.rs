//! Movements of a batch are folded into the ledger of their item at its place, with one write; then it is judged.

use domain::{
    Automation as _, EntityRef, Event, Failure, Head, Settled, ShopId, Timestamp,
    action::{ACKNOWLEDGE, SNOOZE, Taken},
    schedule::Due,
    stock::{
        self, Alert, Cause, Counted, Folded, Item, Ledger, Memory, Moved, Movement, NETWORK, PerDay,
        asks_category, rules::Per,
    },
};
use jiff::tz::TimeZone;
use store::{
    Store, StoreError, Together,
    commit::{Commit, Committed},
    stock::{Catalogued, StockRecord},
};

use crate::{Because, BookingOutcome, Facts, LAPSE, Looked, LowStockAlert, Ordering, Round, Trouble, taken};

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
    page: StockRecord,
    seen: Together,
    why: Why,
    wake: Vec<Due>,
}

impl Round<'_> {
    /// Folds events about one item at one place.
    pub(crate) async fn fold(&self, events: &[Event]) -> Result<Settled, Trouble> {
        let Some(event) = events.last() else { return Ok(Settled::nothing(&BookingOutcome::NothingNew)) };
        let Some((item, location)) = stock::place(&event.subject) else {
            return Ok(Settled::nothing(&BookingOutcome::NotStock));
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
        let mut because = BookingOutcome::NothingNew;
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
            return Ok(Settled::nothing(&because));
        }
        let entry = self.entry(shop, item, location, kept.version == 0).await?;
        let described = entry.entry.item.clone().unwrap_or_else(|| Item::unnamed(item));
        let mut done = Settled::nothing(&because);
        if is_to_write && location == NETWORK {
            self.write(event, &head, &page, wake).await?;
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
                seen: Together {
                    pieces: balance.is_known().then_some(balance.pieces),
                    incoming: balance.incoming(),
                    sales: balance.sales().clone(),
                    places: 1,
                },
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
        let (shop, zone) = (&look.event.shop, self.settings.shop.time_zone());
        let entry = &look.entry.entry;
        let live_since = self.history.live_since(LowStockAlert::NAME, self.now)?;
        look.page.memory.forget_untold(live_since);
        let looked = Looked {
            bundles: self.store.bundles_of(shop, &look.item.id, look.location, entry, &zone).await?,
            category: self.category(&look).await?,
            item: look.item.clone(),
            location: look.location.to_owned(),
            before: look.page.judged,
            after: look.seen.pieces,
            incoming: std::mem::take(&mut look.seen.incoming),
            sales: std::mem::take(&mut look.seen.sales),
            cause: look.why.cause,
            run: look.why.run.take(),
            memory: look.page.memory.clone(),
            ordering: None,
        };
        let mut facts = Facts { stock: Some(looked), booking: None };
        let mut decision = LowStockAlert::decide(look.event, &facts, self.settings, self.now)?;
        if decision.events.iter().any(|new| new.kind == <Alert as domain::Payload>::KIND)
            && let Some(looked) = &mut facts.stock
        {
            // Somebody is told: then of what reorder would propose, too.
            looked.ordering = Some(self.ordering(shop, &look, looked).await?);
            decision = LowStockAlert::decide(look.event, &facts, self.settings, self.now)?;
        }
        let allowed = self.history.allows(LowStockAlert::NAME, self.now, self.now)?;
        let decision = self.gathered(look.event, decision.under(&allowed)).await?;
        look.page.judged = look.seen.pieces;
        let because = decision.because;
        let mut commit = Commit::on(&look.event.shop, &look.entity, &look.head, self.now);
        commit.wake = look.wake;
        // What is remembered stands in the ledger: they are one item.
        if let Some(memory) = commit.carry(LowStockAlert::NAME, decision.changes)? {
            look.page.memory = memory;
        }
        if decision.events.is_empty() && commit.lists.is_empty() && commit.wake.is_empty() {
            self.store.keep_ledger(&look.event.shop, &look.entity, &look.page, self.now).await?;
            return Ok(Settled::nothing(&because));
        }
        commit.ledger = Some(&look.page);
        commit.events = &decision.events;
        commit.origin = self.origin(look.event, &domain::Because::code(&because));
        self.commit(commit, because).await
    }

    /// How the category of a new item sells: at so many places, so many times as much as at one.
    async fn category(&self, look: &Look<'_>) -> Result<Option<PerDay>, Failure> {
        let today = self.settings.shop.day(self.now);
        if !asks_category(&look.seen.sales, today, &self.settings.own.cover)
            || look.item.categories.is_empty()
        {
            return Ok(None);
        }
        let rate = self.store.categories(&look.event.shop).await?.of(&look.item);
        Ok(rate.map(|rate| rate.times(look.seen.places)))
    }

    /// What reorder knows of an item beyond its stock.
    async fn ordering(&self, shop: &ShopId, look: &Look<'_>, looked: &Looked) -> Result<Ordering, Failure> {
        let suppliers = &self.settings.shop.suppliers;
        let today = self.settings.shop.day(self.now);
        let seen = looked.to_order();
        let class = self.store.class_of(shop, &seen, today, &self.settings.own.cover, suppliers).await?;
        let records = self.store.supplier_records(shop, &looked.item, suppliers).await?;
        let mut unbooked = 0;
        if looked.location == NETWORK {
            let places = look.entry.entry.places_together();
            let places: Vec<EntityRef> = places.map(|place| stock::at(&looked.item.id, place)).collect();
            for (of, kept) in self.store.ledgers(shop, &places).await? {
                unbooked += self.store.unbooked(shop, &of, &kept.ledger).await?;
            }
        } else {
            unbooked = self.store.unbooked(shop, &look.entity, &look.page.ledger).await?;
        }
        Ok(Ordering { unbooked, class, records })
    }

    /// Writes a ledger with nothing judged.
    async fn write(
        &self,
        event: &Event,
        head: &Head,
        page: &StockRecord,
        wake: Vec<Due>,
    ) -> Result<(), Trouble> {
        if wake.is_empty() {
            return Ok(self.store.keep_ledger(&event.shop, &event.subject, page, self.now).await?);
        }
        let mut commit = Commit::on(&event.shop, &event.subject, head, self.now);
        (commit.ledger, commit.wake) = (Some(page), wake);
        self.commit(commit, BookingOutcome::NothingNew.into()).await.map(drop)
    }

    async fn commit(&self, commit: Commit<'_>, because: Because) -> Result<Settled, Trouble> {
        match self.store.commit(commit).await? {
            Committed::Done(events) => Ok(Settled::written(&because, events)),
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
        let together = self.store.together(shop, &item.id, &entry.entry, &page, &zone).await?;
        let is_asked =
            entity == event.subject && (looks_again || events.iter().any(|event| taken(event).is_some()));
        if together.pieces == page.judged && !is_asked {
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
            seen: together,
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
fn act(taken: &Taken, at: Timestamp, memory: &mut Memory) -> BookingOutcome {
    let Some(number) = Alert::number_of(&taken.matter) else { return BookingOutcome::NotOpen };
    let (done, kept) = match (taken.word.as_str(), taken.until) {
        (ACKNOWLEDGE, _) => (memory.acknowledge(number, at), BookingOutcome::Acknowledged),
        (SNOOZE, Some(until)) => (memory.snooze(number, until, at), BookingOutcome::PutOff),
        _ => (false, BookingOutcome::NotOpen),
    };
    if done { kept } else { BookingOutcome::NotOpen }
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
