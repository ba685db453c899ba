//! What is remembered of a shop at the head of `WATCH#mail`: how far its journal was looked through.

use domain::{EntityRef, Failure, Head, ShopId, Timestamp, missing};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use store::{Store, walk::Walk};

use crate::NAME;

/// How far back a walk begins before where the last one ended: what became visible late is found by the next. Rows are
/// ten minutes old when they are first walked over; an index is late by seconds.
pub const OVERLAP: SignedDuration = SignedDuration::from_mins(5);

/// A cursor that moved past nothing is written down this late: a quiet shop costs no writes.
pub const AT_REST: SignedDuration = SignedDuration::from_mins(30);
/// What can't be read holds a walk up for so many ticks: it may be the store.
const MOST_HELD_UP: u8 = 2;

/// A member of the list of what is being looked after.
pub(crate) type Member = (Timestamp, EntityRef);

/// How far a tick came at a shop.
#[derive(Debug, Clone, Default)]
pub(crate) struct Progress {
    /// Until when the newest walk goes, and what is left of it if it didn't end.
    pub(crate) reached: Option<(Timestamp, Option<Walk>)>,
    /// Whether it came across anything new.
    pub(crate) news: bool,
    /// Who of the list was looked at last, if not all were.
    pub(crate) listed: Option<Member>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// Everything before this instant was looked at; absent before the first whole walk.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Timestamp>,
    /// A walk that ended half-way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    midway: Option<Walk>,
    /// For how many ticks it has been there.
    #[serde(default, skip_serializing_if = "is_zero")]
    held_up: u8,
    /// Who of the list was looked at last; absent if all were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    listed: Option<Member>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_zero(ticks: &u8) -> bool {
    *ticks == 0
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

    /// Whether something happened after what was looked at before.
    pub(crate) fn is_news(&self, at: Timestamp) -> bool {
        Some(at) >= self.at
    }

    /// Whether the walk has been at the same place for so long that it goes on without what can't be read.
    pub(crate) fn is_held_up(&self) -> bool {
        self.held_up >= MOST_HELD_UP
    }

    /// A tick that hasn't begun.
    pub(crate) fn progress(&self) -> Progress {
        Progress { listed: self.listed.clone(), ..Progress::default() }
    }

    /// The list, beginning after whoever was looked at last.
    pub(crate) fn turn<'m>(&self, members: &'m [Member]) -> impl Iterator<Item = &'m Member> + use<'m> {
        let first = self.listed.as_ref().map_or(0, |last| members.partition_point(|member| member <= last));
        let (before, after) = members.split_at(first);
        after.iter().chain(before)
    }

    fn keep(&mut self, progress: &Progress) {
        self.listed.clone_from(&progress.listed);
        let Some((until, left)) = &progress.reached else { return };
        // Another tick may have come further.
        if self.at >= Some(*until) {
            return;
        }
        if let Some(left) = left {
            let stood = self.midway.as_ref() == Some(left);
            self.held_up = if stood { self.held_up.saturating_add(1) } else { 1 };
            self.midway = Some(left.clone());
            return;
        }
        let rests = self.midway.is_none() && !progress.news;
        if !rests || self.at.is_none_or(|at| at <= *until - AT_REST) {
            (self.at, self.midway, self.held_up) = (Some(*until), None, 0);
        }
    }
}

pub(crate) async fn keep(
    store: &Store,
    shop: &ShopId,
    progress: &Progress,
    now: Timestamp,
) -> Result<(), Failure> {
    store.remember(shop, &entity(), NAME, now, |memory: &mut Memory| memory.keep(progress)).await.map(drop)
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
        let reach = |memory: &mut Memory, until, left| {
            memory.keep(&Progress { reached: Some((at(until), left)), news: true, listed: None });
        };
        assert_eq!(spans(&memory, 0), [(at(-days(3)), at(0))]);
        reach(&mut memory, 0, None);
        assert_eq!(spans(&memory, 5), [(at(-5), at(5))]);
        assert_eq!(spans(&memory, 0), [], "the same tick once more");
        let half = Walk::over(at(-5), at(5));
        reach(&mut memory, 5, Some(half.clone()));
        assert_eq!(spans(&memory, 10), [(at(-5), at(5)), (at(0), at(10))]);
        reach(&mut memory, 10, None);
        reach(&mut memory, 5, Some(half));
        assert_eq!(spans(&memory, 15), [(at(5), at(15))], "a slower tick doesn't set it back");
        assert_eq!(spans(&memory, days(9)), [(at(days(6)), at(days(9)))], "after a long silence");
    }

    #[test]
    fn what_moved_past_nothing_is_written_down_now_and_then() {
        for (at_before, until, news, at_after) in [
            (None, 0, false, Some(0)),
            (Some(0), 5, false, Some(0)),
            (Some(0), 5, true, Some(5)),
            (Some(0), 29, false, Some(0)),
            (Some(0), 30, false, Some(30)),
        ] {
            let mut memory = Memory { at: at_before.map(at), ..Memory::default() };
            memory.keep(&Progress { reached: Some((at(until), None)), news, listed: None });
            assert_eq!(memory.at, at_after.map(at), "until {until}, news: {news}");
        }
    }

    #[test]
    fn a_walk_is_held_up_for_two_ticks_at_the_same_place() {
        let mut memory = Memory::default();
        let walk = |since| Some(Walk::over(at(since), at(5)));
        for (left, expected) in [
            (walk(0), false),
            (walk(0), true),
            (walk(1), false),
            (walk(1), true),
            (walk(1), true),
            (None, false),
        ] {
            memory.keep(&Progress { reached: Some((at(5), left.clone())), news: true, listed: None });
            assert_eq!(memory.is_held_up(), expected, "{left:?}");
        }
    }

    #[test]
    fn the_list_goes_round() {
        let member = |n: i64| (at(n), EntityRef::order(&n.to_string()));
        let members = [member(1), member(2), member(3)];
        for (last, expected) in [
            (None, [1, 2, 3]),
            (Some(1), [2, 3, 1]),
            (Some(2), [3, 1, 2]),
            (Some(3), [1, 2, 3]),
            (Some(0), [1, 2, 3]),
            (Some(9), [1, 2, 3]),
        ] {
            let memory = Memory { listed: last.map(member), ..Memory::default() };
            let turn: Vec<_> = memory.turn(&members).cloned().collect();
            assert_eq!(turn, expected.map(member), "after {last:?}");
        }
    }

    #[test]
    fn what_is_remembered_stays_small() {
        let long = format!("ORDER#{}", "8".repeat(40));
        let place = serde_json::json!({"since": at(0), "until": at(5), "place": {"day": at(0), "shard": 7, "after": {
            "pk": format!("{}#{long}", "a".repeat(40)), "sk": format!("EVENT#woocommerce#order.updated#{}#{}", at(0), "f".repeat(67)),
            "tsk": at(0)}}});
        let listed = Some((at(0), EntityRef::order(&"8".repeat(40))));
        let midway = Some(serde_json::from_value(place).expect("a walk"));
        let memory = Memory { at: Some(at(0)), midway, held_up: 200, listed };
        let text = serde_json::to_string(&memory).expect("plain data");
        assert!(text.len() < 800, "{} bytes", text.len());
    }
}
