//! What is due: small rows in their entity's collection, found through the time index.

use domain::{Event, Timestamp, schedule::Due};
use jiff::{RoundMode, TimestampRound, Unit};

use crate::{
    Store, StoreError,
    commit::{Commit, Committed},
    engine::{EngineError, Guard, Index, Item, Query, Table, Write, text},
    keys,
};

/// A page of what is due in one shard.
#[derive(Debug, Clone, PartialEq)]
pub struct DuePage {
    /// The rows, by time.
    pub rows: Vec<Due>,
    /// Where the next page begins.
    pub next: Option<Item>,
}

impl Store {
    /// A page of what is due by `now` in one of [`keys::SHARDS`]. The index may be a moment late; a row that isn't
    /// handled stays, so nothing is missed.
    pub async fn due(&self, shard: u8, now: Timestamp, after: Option<Item>) -> Result<DuePage, StoreError> {
        let query = Query {
            index: Some(Index::ByTime),
            partition: keys::due_shard(shard),
            prefix: String::new(),
            since: String::new(),
            until: keys::instant(now),
            limit: 100,
            after,
        };
        let page = self.engine.query(query).await?;
        // One row that can't be read mustn't keep its neighbours from their time.
        let unread = |e: &StoreError| tracing::error!(error = %e, "a due row can't be read");
        let rows = page.items.iter().filter_map(|item| read(item).inspect_err(unread).ok()).collect();
        Ok(DuePage { rows, next: page.next })
    }

    /// Writes the row's event and removes the row. `None` if somebody else did, or the row was moved meanwhile.
    pub async fn fire(&self, due: &Due, now: Timestamp) -> Result<Option<Event>, StoreError> {
        let head = self.head(&due.shop, &due.entity).await?;
        let events = [due.event()];
        let mut commit = Commit::on(&due.shop, &due.entity, &head, now);
        commit.events = &events;
        commit.done = Some(due);
        match self.commit(commit).await {
            Ok(Committed::Done(mut events)) => Ok(events.pop()),
            // It was fired before, and the row was set anew with the same time: it goes.
            Ok(Committed::AlreadyDone) => {
                let key = keys::due(&due.shop, &due.entity, &due.automation, &due.purpose);
                let still = Guard::equals("stale-row-still-stands", "tsk", time_of(due));
                match self.engine.write(Write::delete(Table::Shop, key).when(still)).await {
                    Ok(()) | Err(EngineError::Condition(_)) => Ok(None),
                    Err(e) => Err(e.into()),
                }
            }
            // The head moved, or the row did: the next tick looks again.
            Err(StoreError::Stale) => Ok(None),
            Err(e) => Err(e),
        }
    }
}

/// The item of a row. A later wake-up for the same purpose has the same key.
pub(crate) fn due_item(due: &Due) -> Item {
    let key = keys::due(&due.shop, &due.entity, &due.automation, &due.purpose);
    let mut item = key.item();
    item.insert("v".into(), 1.into());
    item.insert("tpk".into(), keys::due_shard(keys::shard(&key.pk)).into());
    item.insert("tsk".into(), time_of(due).into());
    item
}

/// When it comes, as the row says it: in whole milliseconds, and never before its time. Whoever is woken too early does nothing, and
/// nothing wakes them again.
pub(crate) fn time_of(due: &Due) -> String {
    let up = TimestampRound::new().smallest(Unit::Millisecond).mode(RoundMode::Ceil);
    keys::instant(due.at.round(up).unwrap_or(due.at))
}

/// A row from its keys alone: that is all the index holds.
fn read(item: &Item) -> Result<Due, StoreError> {
    let unreadable = || StoreError::unreadable("a due row", "its keys are not of the form that is written");
    let (shop, entity) = keys::parse_entity(text(item, "pk").ok_or_else(unreadable)?)?;
    let (automation, purpose) = text(item, "sk")
        .and_then(|sk| sk.strip_prefix("DUE#"))
        .and_then(|rest| rest.split_once('#'))
        .ok_or_else(unreadable)?;
    let at = text(item, "tsk").and_then(|at| at.parse().ok()).ok_or_else(unreadable)?;
    Ok(Due { shop, entity, automation: automation.to_owned(), purpose: purpose.to_owned(), at })
}
