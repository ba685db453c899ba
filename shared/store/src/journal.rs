//! The journal: append-only events in each entity's collection, chained by hash. It is also the outbox: the
//! table's stream carries every event to the relay.

use domain::{
    EntityRef, Event, NewEvent, ShopId, Timestamp,
    event::{Origin, event_id, hash_of},
};
use futures::future::BoxFuture;

use crate::{
    Store, StoreError,
    engine::{EngineError, Guard, Index, Item, Page, Query, Table, Write, text},
    keys,
    remember::Added,
};

/// The attribute that holds an event's text. The stream's filter looks for it, the relay publishes it as it is.
pub const EVENT: &str = "event";

/// An event as it is kept, with the hash that was kept beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct JournalEntry {
    /// The event.
    pub event: Event,
    /// Its text.
    pub text: String,
    /// The hash that stands beside the text.
    pub hash: String,
}

/// The story of an entity, oldest first, and whether it is whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// The events.
    pub events: Vec<JournalEntry>,
    /// What is wrong with the chain, if anything.
    pub broken: Option<String>,
}

/// A page of a shop's journal of one day: the keys of its events.
#[derive(Debug, Clone, PartialEq)]
pub struct DayPage {
    /// Entity and effect of each.
    pub events: Vec<(EntityRef, String)>,
    /// Where the next page begins.
    pub next: Option<Item>,
}

impl Store {
    /// Journals an event of an entity that has just this one. `false` if it was there before.
    pub async fn journal_alone(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        new: &NewEvent,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let event = Event::place(new, shop, entity, &Origin::default(), (1, ""), now);
        let (text, hash) = event.seal();
        let item = event_item(&event, &new.effect, &text, &hash);
        let write = Write::put(Table::Shop, item).when(Guard::absent("lone-event-is-new"));
        match self.engine.write(write).await {
            Ok(()) => Ok(true),
            Err(EngineError::Condition(_)) => Ok(false),
            Err(e) => Err(e.into()),
        }
    }

    /// Journals events of an entity, all or none, whatever else happens to it meanwhile. Answers none if one of the
    /// effects had happened before.
    pub async fn journal(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        events: &[NewEvent],
        now: Timestamp,
    ) -> Result<Vec<Event>, StoreError> {
        let added = Added { events, ..Added::default() };
        Ok(self.add(shop, entity, &added, now).await?.unwrap_or_default())
    }

    /// The same of what somebody decided, such as a report on an entity of its own with the wish for its mail. `false` if it
    /// had been journalled before: by another tick, or by this one, which comes again.
    pub async fn journal_once(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        events: &[NewEvent],
        origin: Origin,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let added = Added { events, origin, ..Added::default() };
        Ok(self.add(shop, entity, &added, now).await?.is_some())
    }

    /// Everything that happened to an entity, verified: each event's hash, each link, and the head's own.
    pub async fn story(&self, shop: &ShopId, entity: &EntityRef) -> Result<Story, StoreError> {
        let mut events = Vec::new();
        for item in &of_events(shop, entity, "").every(|query| self.engine.query(query)).await? {
            events.push(kept(item)?);
        }
        events.sort_by_key(|kept| kept.event.seq);
        let head = self.head(shop, entity).await?;
        let broken = break_in(&events, &head.last_hash, head.version);
        Ok(Story { events, broken })
    }

    /// A page of what a shop's journal of one UTC day holds in one shard of the time index, in order.
    pub async fn day(
        &self,
        shop: &ShopId,
        day: Timestamp,
        shard: u8,
        after: Option<Item>,
    ) -> Result<DayPage, StoreError> {
        let query = Query { after, ..Query::all(Some(Index::ByTime), keys::day(shop, day, shard)) };
        let page = self.engine.query(query).await?;
        let events = page
            .items
            .iter()
            .map(|item| {
                let (_, entity) = keys::parse_entity(text(item, "pk").unwrap_or_default())?;
                Ok((entity, effect_of(item)?))
            })
            .collect::<Result<_, StoreError>>()?;
        Ok(DayPage { events, next: page.next })
    }

    /// One event by its effect.
    pub async fn event(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        effect: &str,
    ) -> Result<Option<JournalEntry>, StoreError> {
        let item = self.engine.get(Table::Shop, keys::event(shop, entity, effect)).await?;
        item.as_ref().map(kept).transpose()
    }
}

/// The events of an entity whose effects' names begin so.
pub(crate) fn of_events(shop: &ShopId, entity: &EntityRef, prefix: &str) -> Query {
    let prefix = format!("{}{prefix}", keys::EVENTS);
    Query { prefix, limit: 500, ..Query::all(None, keys::entity(shop, entity)) }
}

/// One read takes so many keys.
const BATCH: usize = 100;

impl Store {
    /// The events of an entity whose effects' names begin so, with those names.
    pub async fn events_named(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        prefix: &str,
    ) -> Result<Vec<(String, Event)>, StoreError> {
        self.named(shop, entity, prefix, |query| self.engine.query(query)).await
    }

    /// The same for half the units; those of the last moment may be missing.
    pub(crate) async fn events_named_lately(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        prefix: &str,
    ) -> Result<Vec<(String, Event)>, StoreError> {
        self.named(shop, entity, prefix, |query| self.engine.query_lately(query)).await
    }

    async fn named<'s>(
        &'s self,
        shop: &ShopId,
        entity: &EntityRef,
        prefix: &str,
        read: impl Fn(Query) -> BoxFuture<'s, Result<Page, EngineError>>,
    ) -> Result<Vec<(String, Event)>, StoreError> {
        let found = of_events(shop, entity, prefix).every(read).await?;
        found.iter().map(|item| Ok((effect_of(item)?, kept(item)?.event))).collect()
    }

    /// Several events by entity and effect, in no order; those that aren't there are left out.
    pub async fn events(
        &self,
        shop: &ShopId,
        wanted: &[(&EntityRef, &str)],
    ) -> Result<Vec<(String, Event)>, StoreError> {
        let mut events = Vec::with_capacity(wanted.len());
        for batch in wanted.chunks(BATCH) {
            let keys = batch.iter().map(|(entity, effect)| keys::event(shop, entity, effect)).collect();
            for item in &self.engine.batch_get(keys).await? {
                events.push((effect_of(item)?, kept(item)?.event));
            }
        }
        Ok(events)
    }
}

fn effect_of(item: &Item) -> Result<String, StoreError> {
    let effect = text(item, "sk").and_then(|sk| sk.strip_prefix(keys::EVENTS));
    effect.map(str::to_owned).ok_or_else(|| StoreError::unreadable("a journal row", "it is no event"))
}

/// The item of an event. Its key is its effect's name: it can be there only once.
pub(crate) fn event_item(event: &Event, effect: &str, text: &str, hash: &str) -> Item {
    let key = keys::event(&event.shop, &event.subject, effect);
    debug_assert_eq!(event.id, event_id(&event.shop, &event.subject, effect));
    let mut item = key.item();
    item.insert(EVENT.into(), text.into());
    item.insert("hash".into(), hash.into());
    item.insert("tpk".into(), keys::day(&event.shop, event.time, keys::shard(&key.pk)).into());
    item.insert("tsk".into(), keys::instant(event.time).into());
    item
}

pub(crate) fn kept(item: &Item) -> Result<JournalEntry, StoreError> {
    let text_ = text(item, EVENT).ok_or_else(|| StoreError::unreadable("an event", "it has no text"))?;
    let hash = text(item, "hash").ok_or_else(|| StoreError::unreadable("an event", "it has no hash"))?;
    let event = serde_json::from_str(text_).map_err(|e| StoreError::json("an event", &e))?;
    Ok(JournalEntry { event, text: text_.to_owned(), hash: hash.to_owned() })
}

/// Finds the first place where the chain doesn't hold. An entity without a head has a chain of one. What stands outside the
/// chain has the number 0.
fn break_in(events: &[JournalEntry], last_hash: &str, version: u64) -> Option<String> {
    let mut prev = "";
    for kept in events {
        let (id, seq) = (&kept.event.id, kept.event.seq);
        if hash_of(&kept.text) != kept.hash {
            return Some(format!("event {id} (no. {seq}) isn't what was journalled: its hash differs"));
        }
        if seq == 0 {
            continue;
        }
        if kept.event.prev != prev {
            return Some(format!("before event {id} (no. {seq}) one is missing or was replaced"));
        }
        prev = &kept.hash;
    }
    (version > 0 && prev != last_hash).then(|| "the last event is missing: the head names another".to_owned())
}
