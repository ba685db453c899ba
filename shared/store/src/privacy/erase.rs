//! Takes a person out. Whatever breaks off is done again from the start and ends the same: things go in an order in which what leads to
//! the rest goes last, and an entity's mark is written only if nothing has come to it since it was read.

use domain::{
    EntityRef, Payload as _, ShopId, Timestamp,
    document::Made,
    order::Order,
    privacy::{Erased, Mark, impersonal, redacted},
    returns::{record::ReturnRecord, rma},
    tracking,
};
use serde::Serialize;

use super::Person;
use crate::{
    Store, StoreError,
    commit::{Body, Commit, Committed},
    engine::{Item, Key, Query, Table, Write, text},
    journal::{self, EVENT},
    keys, orders,
    remember::pause,
    take_in::ROUNDS,
};

/// What was taken out, entity by entity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// Of each what went, in the order in which it did.
    pub of: Vec<(EntityRef, Gone)>,
}

/// What went of one entity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Gone {
    /// Bodies of webhooks, as they had come.
    pub bodies: usize,
    /// A return that was being written.
    pub drafts: usize,
    /// What was said of a return in people's own words.
    pub words: usize,
    /// What papers say.
    pub papers: usize,
    /// Files.
    pub files: usize,
    /// What was counted of a customer's returns.
    pub counts: usize,
    /// The snapshot of an order: it stays without its buyer.
    pub snapshots: usize,
    /// Whether the story of the entity tells of it from now on.
    pub told: bool,
}

impl Gone {
    /// How many things went.
    pub fn things(&self) -> usize {
        self.bodies + self.drafts + self.words + self.papers + self.files + self.counts + self.snapshots
    }
}

/// What an entity's partition holds of a person, beside its head and its body.
#[derive(Default)]
struct Found {
    rows: Vec<(Row, Key)>,
    bodies: Vec<String>,
    files: Vec<String>,
}

#[derive(Clone, Copy)]
enum Row {
    Draft,
    Words,
    Paper,
    Counts,
}

impl Store {
    /// Takes everything out that is held of a person in the tables, and journals for each entity that it was, once.
    pub async fn erase(
        &self,
        shop: &ShopId,
        person: &Person,
        erased: &Erased,
        now: Timestamp,
    ) -> Result<Erasure, StoreError> {
        let mut erasure = Erasure::default();
        for (entity, hash) in &person.asides {
            let bodies = usize::from(self.forget_raw(shop, hash).await?);
            erasure.of.push((entity.clone(), Gone { bodies, ..Gone::default() }));
        }
        // A customer before their orders, what hangs on an order before the order: by the order all of it is found. Where a customer was
        // found by a body, all of it is found by that body as well: it goes last.
        let on_orders = person
            .orders
            .iter()
            .flat_map(|placed| placed.returns.iter().chain(&placed.parcels).chain([&placed.order]));
        let mut last = Vec::new();
        for entity in person.customers.iter().chain(&person.parcels).chain(on_orders) {
            let by_body = person.by_body.contains(entity);
            let (gone, bodies) = self.erase_entity(shop, entity, erased, by_body, now).await?;
            match person.customers.contains(entity) {
                true => last.extend(bodies),
                false => self.forget_bodies(shop, &bodies).await.map(drop)?,
            }
            erasure.of.push((entity.clone(), gone));
        }
        self.forget_bodies(shop, &last).await?;
        Ok(erasure)
    }

    /// Takes everything out of an entity and marks it, once. Where a body is what leads to it (`by_body`) its bodies stay, so that it is
    /// found again should this break off: they are answered, and count as gone.
    async fn erase_entity(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        erased: &Erased,
        by_body: bool,
        now: Timestamp,
    ) -> Result<(Gone, Vec<String>), StoreError> {
        let mut gone = Gone::default();
        for round in 0..ROUNDS {
            let items = self.partition(shop, entity).await?;
            let mut found = look(entity, &items)?;
            let bodies = found.bodies.clone();
            if by_body {
                found.bodies.clear();
            }
            self.forget_rows(shop, &found, &mut gone).await?;
            match self.mark(shop, entity, &items, erased, &mut gone, now).await {
                // Something came to it since it was read; what came may have brought a body along.
                Err(StoreError::Stale) => pause(round).await,
                Err(e) => return Err(e),
                Ok(()) if by_body => {
                    for hash in &bodies {
                        gone.bodies += usize::from(self.raw(shop, hash).await?.is_some());
                    }
                    return Ok((gone, bodies));
                }
                Ok(()) => {
                    // A second delivery of old news may have kept their body again before it saw that they are old. From the mark on none does.
                    self.forget_bodies(shop, &bodies).await?;
                    return Ok((gone, Vec::new()));
                }
            }
        }
        Err(StoreError::Stale)
    }

    /// How many of them were there.
    async fn forget_bodies(&self, shop: &ShopId, hashes: &[String]) -> Result<usize, StoreError> {
        let mut gone = 0;
        for hash in hashes {
            gone += usize::from(self.forget_raw(shop, hash).await?);
        }
        Ok(gone)
    }

    /// Every item of an entity, as they stand now.
    pub(super) async fn partition(&self, shop: &ShopId, entity: &EntityRef) -> Result<Vec<Item>, StoreError> {
        let query = Query::all(None, keys::entity(shop, entity));
        Ok(query.every(|query| self.engine.query(query)).await?)
    }

    async fn forget_rows(&self, shop: &ShopId, found: &Found, gone: &mut Gone) -> Result<(), StoreError> {
        gone.bodies += self.forget_bodies(shop, &found.bodies).await?;
        for hash in &found.files {
            gone.files += usize::from(self.forget_file(shop, hash).await?);
        }
        for (row, key) in &found.rows {
            self.engine.write(Write::delete(Table::Shop, key.clone())).await?;
            let count = match row {
                Row::Draft => &mut gone.drafts,
                Row::Words => &mut gone.words,
                Row::Paper => &mut gone.papers,
                Row::Counts => &mut gone.counts,
            };
            *count += 1;
        }
        Ok(())
    }

    /// Writes the mark, the event and, of an order, the snapshot without its buyer, of a return its body without their tags: all or nothing, if the entity is as it was read.
    async fn mark(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        items: &[Item],
        erased: &Erased,
        gone: &mut Gone,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let at = |sk: &str| items.iter().find(|item| text(item, "sk") == Some(sk));
        let head = at(keys::HEAD).map(orders::read_head).transpose()?.unwrap_or_default();
        let order = match at(keys::BODY).filter(|_| entity.kind() == "ORDER") {
            Some(body) => Some(orders::read_body::<Order>(body)?),
            None => None,
        };
        // Where nothing ever happened there is no story to tell it in; but a parcel's first scan may be still to come.
        if head.version == 0 && entity.kind() != tracking::Number::ENTITY {
            return Ok(());
        }
        let bare = order.as_ref().map(redacted);
        let kept = match at(keys::BODY).filter(|_| entity.kind() == rma::ENTITY) {
            Some(body) => Some(orders::read_body::<ReturnRecord>(body)?),
            None => None,
        };
        let left = kept.as_ref().map(impersonal).filter(|left| Some(left) != kept.as_ref());
        if Mark::is_at(&head) && bare == order && left.is_none() && gone.things() == 0 {
            return Ok(());
        }
        let events = [erased.event(&head)];
        let mut commit = Commit::on(shop, entity, &head, now);
        commit.events = &events;
        if !Mark::is_at(&head) {
            let mark = serde_json::to_value(Mark { erased: now }).expect("plain data");
            commit.memory.push((Mark::NAME, mark));
        }
        let is_new = bare != order;
        commit.body = left.as_ref().map(Body::of);
        commit.snapshot = bare.as_ref().filter(|_| is_new).zip(head.source.clone());
        match self.commit(commit).await? {
            Committed::Done(_) => {
                gone.snapshots += usize::from(is_new);
                gone.told = true;
                Ok(())
            }
            // Its name holds the head's count: another writer was quicker.
            Committed::AlreadyDone => Err(StoreError::Stale),
        }
    }
}

/// What is personal of an entity's items. Events and heads hold ids alone; what has no row here stays.
fn look(entity: &EntityRef, items: &[Item]) -> Result<Found, StoreError> {
    let mut found = Found::default();
    for item in items {
        let key = Key::of(item);
        let row = match key.sk.as_str() {
            "DRAFT#return" => Some(Row::Draft),
            "WORDS" => Some(Row::Words),
            sk if sk.starts_with("PAPER#") => Some(Row::Paper),
            "TIE#returns" if entity.kind() == "CUSTOMER" => Some(Row::Counts),
            _ => None,
        };
        if let Some(row) = row {
            found.rows.push((row, key));
        } else if item.contains_key(EVENT) {
            let event = journal::kept(item)?.event;
            found
                .bodies
                .extend(event.data["body"].as_str().filter(|hash| !hash.is_empty()).map(str::to_owned));
            if event.kind == Made::KIND {
                let made: Made = event.payload().map_err(|e| StoreError::unreadable("a paper's event", e))?;
                found.files.extend(made.files.into_iter().map(|file| file.sha256));
            }
        }
    }
    Ok(found)
}
