//! A walk through a stretch of a shop's journal, page by page: which events there were, without reading them.
//!
//! The time index holds the journal by UTC day, split into shards. A walk goes day by day, shard by shard; what is left
//! of it after a page is plain data, so that whoever ends half-way can go on there. The index may be a moment late:
//! leave its newest minutes to the next walk.

use domain::{EntityRef, ShopId, Timestamp};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    engine::{Index, Item, Key, Query, text},
    keys,
};

/// What is left of a walk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walk {
    /// The first instant.
    pub since: Timestamp,
    /// The instant right after the last, so that one stretch can begin where another ends.
    pub until: Timestamp,
    /// Where it stands; at its beginning, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    /// Some instant of the UTC day.
    day: Timestamp,
    shard: u8,
    /// The last row that was read of the shard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<After>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct After {
    pk: String,
    sk: String,
    tsk: String,
}

/// An event of the journal, by its key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// When it was journalled.
    pub at: Timestamp,
    /// What it happened to.
    pub entity: EntityRef,
    /// The name of its effect.
    pub effect: String,
}

/// Rows in a page.
const PAGE: u16 = 200;
/// Instants in keys have milliseconds.
const TICK: SignedDuration = SignedDuration::from_millis(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Walk {
    /// From `since` until right before `until`.
    pub fn over(since: Timestamp, until: Timestamp) -> Self {
        Self { since, until, place: None }
    }

    /// The walk from the shard after `place` on; `None` after the last one.
    fn beyond(&self, place: &Place) -> Option<Self> {
        let last = place.shard + 1 == keys::SHARDS;
        let (day, shard) = if last { (place.day + DAY, 0) } else { (place.day, place.shard + 1) };
        let place = Place { day, shard, after: None };
        (midnight(day) < self.until).then(|| Self { place: Some(place), ..self.clone() })
    }
}

impl Store {
    /// The next page of a walk, and what is left of it; `None` when that was all. A page may be empty.
    pub async fn walk(&self, shop: &ShopId, walk: &Walk) -> Result<(Vec<Row>, Option<Walk>), StoreError> {
        if walk.since >= walk.until {
            return Ok((Vec::new(), None));
        }
        let place = walk.place.clone().unwrap_or(Place { day: walk.since, shard: 0, after: None });
        let partition = keys::day(shop, place.day, place.shard);
        let query = Query {
            index: Some(Index::ByTime),
            after: place.after.as_ref().map(|after| after.item(&partition)),
            partition,
            prefix: String::new(),
            since: keys::instant(walk.since),
            until: keys::instant(walk.until - TICK),
            limit: PAGE,
        };
        let page = self.engine.query(query).await?;
        let rows = page.items.iter().map(row).collect::<Result<_, _>>()?;
        let rest = match page.next.as_ref() {
            Some(next) => {
                let place = Place { after: Some(After::of(next)?), ..place };
                Some(Walk { place: Some(place), ..walk.clone() })
            }
            None => walk.beyond(&place),
        };
        Ok((rows, rest))
    }

    /// Every event of a stretch, by its key, oldest first. For stretches that one invocation can read.
    pub async fn rows(
        &self,
        shop: &ShopId,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Row>, StoreError> {
        let mut found = Vec::new();
        let mut left = Some(Walk::over(since, until));
        while let Some(walk) = left {
            let (rows, rest) = self.walk(shop, &walk).await?;
            found.extend(rows);
            left = rest;
        }
        found.sort();
        Ok(found)
    }
}

impl After {
    fn of(item: &Item) -> Result<Self, StoreError> {
        let part = |name: &str| {
            text(item, name).map(str::to_owned).ok_or_else(|| {
                StoreError::unreadable("the end of a page", "it isn't a key of the time index")
            })
        };
        Ok(Self { pk: part("pk")?, sk: part("sk")?, tsk: part("tsk")? })
    }

    fn item(&self, partition: &str) -> Item {
        let mut item = Key::new(self.pk.as_str(), self.sk.as_str()).item();
        item.insert("tpk".into(), partition.into());
        item.insert("tsk".into(), self.tsk.as_str().into());
        item
    }
}

fn row(item: &Item) -> Result<Row, StoreError> {
    let unreadable =
        || StoreError::unreadable("a journal row", "its keys are not of the form that is written");
    let (_, entity) = keys::parse_entity(text(item, "pk").ok_or_else(unreadable)?)?;
    let effect = text(item, "sk").and_then(|sk| sk.strip_prefix(keys::EVENTS)).ok_or_else(unreadable)?;
    let at = text(item, "tsk").and_then(|at| at.parse().ok()).ok_or_else(unreadable)?;
    Ok(Row { at, entity, effect: effect.to_owned() })
}

/// The beginning of the UTC day.
fn midnight(at: Timestamp) -> Timestamp {
    let into_day = at.as_second().rem_euclid(DAY.as_secs());
    let start = at.as_second() - into_day;
    Timestamp::from_second(start).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_goes_through_every_shard_of_every_day_and_can_be_put_down() {
        let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
        for (since, until, shards) in [
            ("2026-01-15T09:00:00Z", "2026-01-15T09:05:00Z", 8),
            ("2026-01-15T23:59:59Z", "2026-01-16T00:00:00Z", 8),
            ("2026-01-15T23:59:59Z", "2026-01-16T00:00:00.001Z", 16),
            ("2026-01-14T00:00:00Z", "2026-01-16T12:00:00Z", 24),
        ] {
            let mut left = Some(Walk::over(at(since), at(until)));
            let mut seen = 0;
            while let Some(walk) = left {
                seen += 1;
                let kept = serde_json::to_string(&walk).expect("plain data");
                let walk: Walk = serde_json::from_str(&kept).expect("readable");
                let place = walk.place.clone().unwrap_or(Place { day: walk.since, shard: 0, after: None });
                left = walk.beyond(&place);
            }
            assert_eq!(seen, shards, "{since} to {until}");
        }
    }
}
