//! What is remembered at the head of a source: how far it was asked, and how it is heard.

use domain::Timestamp;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::habit::Hearing;

/// How far back a walk begins before where the last one ended: what became visible late is found by the next.
pub const OVERLAP: SignedDuration = SignedDuration::from_mins(10);
/// How far back the first walk begins.
pub const FIRST_LOOK: SignedDuration = SignedDuration::from_hours(24);

/// At most about 500 bytes: a head holds 1 KB.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Memory {
    /// How far the platform was asked; absent before the first whole page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) cursor: Option<Cursor>,
    /// How it is heard; absent before the first tick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hearing: Option<Hearing>,
}

/// How far a platform was asked, by its own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// Every order that changed before this instant was taken in.
    pub(crate) at: Timestamp,
    /// Whether that was in the middle of a walk: the next one goes on there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) midway: bool,
    /// When the platform was first asked: webhooks are answerable for what changed after it.
    pub(crate) began: Timestamp,
}

impl Cursor {
    /// Where the walk of `now` begins.
    pub(crate) fn start(known: Option<Self>, now: Timestamp) -> Timestamp {
        match known {
            None => now - FIRST_LOOK,
            Some(cursor) if cursor.midway => cursor.at,
            Some(cursor) => cursor.at - OVERLAP,
        }
    }

    /// The cursor after a page that ended at `at`. It never goes back, and never beyond the present: one order with a
    /// date in the future mustn't hide the others.
    pub(crate) fn reach(known: Option<Self>, at: Timestamp, midway: bool, now: Timestamp) -> Self {
        let at = at.min(now);
        match known {
            None => Self { at, midway, began: now },
            Some(before) => Self { at: before.at.max(at), midway, began: before.began },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_768_467_600 + 60 * minute).expect("in range")
    }

    #[test]
    fn a_walk_begins_with_an_overlap_unless_it_goes_on() {
        let cursor = |minute, midway| Some(Cursor { at: at(minute), midway, began: at(0) });
        for (known, start) in
            [(None, at(100 - 24 * 60)), (cursor(90, false), at(80)), (cursor(90, true), at(90))]
        {
            assert_eq!(Cursor::start(known, at(100)), start, "{known:?}");
        }
    }

    #[test]
    fn a_cursor_never_goes_back_and_keeps_its_beginning() {
        let first = Cursor::reach(None, at(5), true, at(7));
        assert_eq!(first, Cursor { at: at(5), midway: true, began: at(7) });
        for (reached, midway, expected) in [(9, false, 9), (3, true, 5), (5, false, 5), (99, false, 60)] {
            let next = Cursor::reach(Some(first), at(reached), midway, at(60));
            assert_eq!(next, Cursor { at: at(expected), midway, began: at(7) }, "reached {reached}");
        }
    }
}
