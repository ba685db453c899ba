//! What is remembered of a shop at the head of `WATCH#mail`: how far its journal was looked through.

use domain::{EntityRef, Failure, Head, ShopId, Timestamp, missing};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{Store, walk::Walk};

use crate::{NAME, Reached};

/// How far back a walk begins before where the last one ended: what became visible late is found by the next. Rows are
/// ten minutes old when they are first walked over; an index is late by seconds.
pub const OVERLAP: SignedDuration = SignedDuration::from_mins(5);

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// Everything before this instant was looked at; absent before the first whole walk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    /// A walk that ended half-way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    midway: Option<Walk>,
}

/// The entity of the watch over a shop's mails.
pub(crate) fn entity() -> EntityRef {
    EntityRef::new("WATCH", "mail")
}

pub(crate) fn recall(head: &Head) -> Result<Memory, Failure> {
    Ok(head.recall(NAME)?.unwrap_or_default())
}

impl Memory {
    /// The walks that lead to `until`: first the rest of the one that ended half-way, then a new one.
    pub(crate) fn walks(&self, until: Timestamp) -> Vec<Walk> {
        let oldest = until - missing::HORIZON;
        let ends = self.midway.as_ref().map(|walk| walk.until).max(self.at);
        let since = ends.map_or(oldest, |at| (at - OVERLAP).max(oldest));
        let fresh = ends.is_none_or(|at| at < until).then(|| Walk::over(since, until));
        self.midway.iter().cloned().chain(fresh).collect()
    }

    fn reach(&mut self, (until, left): Reached) {
        // Another tick may have come further.
        if self.at >= Some(until) {
            return;
        }
        match left {
            Some(left) => self.midway = Some(left),
            None => (self.at, self.midway) = (Some(until), None),
        }
    }
}

pub(crate) async fn reach(
    store: &Store,
    shop: &ShopId,
    reached: Reached,
    now: Timestamp,
) -> Result<(), Failure> {
    let change = |memory: &mut Memory| memory.reach(reached.clone());
    store.remember(shop, &entity(), NAME, now, change).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_768_467_600 + 60 * minute).expect("in range")
    }

    #[test]
    fn walks_overlap_go_on_and_never_look_back_too_far() {
        let days = |n: i64| n * 24 * 60;
        let spans = |memory: &Memory, until| -> Vec<(Timestamp, Timestamp)> {
            memory.walks(at(until)).iter().map(|walk| (walk.since, walk.until)).collect()
        };
        let mut memory = Memory::default();
        assert_eq!(spans(&memory, 0), [(at(-days(3)), at(0))]);
        memory.reach((at(0), None));
        assert_eq!(spans(&memory, 5), [(at(-5), at(5))]);
        assert_eq!(spans(&memory, 0), [], "the same tick once more");
        let half = Walk::over(at(-5), at(5));
        memory.reach((at(5), Some(half.clone())));
        assert_eq!(spans(&memory, 10), [(at(-5), at(5)), (at(0), at(10))]);
        memory.reach((at(10), None));
        memory.reach((at(5), Some(half)));
        assert_eq!(spans(&memory, 15), [(at(5), at(15))], "a slower tick doesn't set it back");
        assert_eq!(spans(&memory, days(9)), [(at(days(6)), at(days(9)))], "after a long silence");
    }

    #[test]
    fn what_is_remembered_stays_small() {
        let long = format!("ORDER#{}", "8".repeat(40));
        let place = serde_json::json!({"since": at(0), "until": at(5), "place": {"day": at(0), "shard": 7, "after": {
            "pk": format!("{}#{long}", "a".repeat(40)), "sk": format!("EVENT#woocommerce#order.updated#{}#{}", at(0), "f".repeat(67)),
            "tsk": at(0)}}});
        let memory = Memory { at: Some(at(0)), midway: Some(serde_json::from_value(place).expect("a walk")) };
        let text = serde_json::to_string(&memory).expect("plain data");
        assert!(text.len() < 700, "{} bytes", text.len());
    }
}
