//! What moved stock, and what was counted: facts, each journalled once under its source's own id, never changed.

use std::cmp::Ordering;

use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Cause, Quantities};
use crate::{Event, Failure, NewEvent, Payload, webhook::Received};

/// More than any shop has of one thing, or owes.
pub const MOST_PIECES: i64 = 1_000_000_000;

/// Data of `stock.moved`: pieces came, went, or changed their state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Who says so, by an id that it uses once: `order#1001#2`, `refund#77`, `till-3#4711`.
    pub source: String,
    /// When it moved, by the source's clock.
    pub at: Timestamp,
    /// Why.
    pub cause: Cause,
    /// What it changes.
    pub change: Quantities,
    /// How many pieces buyers wanted with it.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub sold: i64,
    /// When pieces that are ordered or under way are expected, a date at the place; what takes them off names the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Date>,
    /// When a reservation lapses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What somebody says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Payload for Moved {
    const KIND: &'static str = "stock.moved";
}

impl Moved {
    /// The name of the effect of what a source moved.
    pub fn effect(source: &str) -> String {
        format!("moved#{source}")
    }

    /// The event. Its effect is the source's id: the same source moves stock once.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(Self::effect(&self.source), self)
    }

    /// Whether it is within what any shop has.
    pub fn is_sound(&self) -> bool {
        let Quantities { on_hand, reserved, incoming, damaged, in_transit } = self.change;
        let within = |pieces: i64| (-MOST_PIECES..=MOST_PIECES).contains(&pieces);
        [on_hand, reserved, incoming, damaged, in_transit, self.sold].into_iter().all(within)
    }
}

/// Data of `stock.counted`: what somebody says there is at a time, whatever moved before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Who says so, by an id that it uses once: `product#42#2026-01-15T09:00:00Z`, `count-2026-01#MUG`.
    pub source: String,
    /// When that was so, by the source's clock.
    pub at: Timestamp,
    /// Why it was looked at.
    pub cause: Cause,
    /// How many there are.
    pub says: Says,
    /// What somebody says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Payload for Counted {
    const KIND: &'static str = "stock.counted";
}

impl Counted {
    /// The event. Its effect is the source's id.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(format!("counted#{}", self.source), self)
    }

    /// Whether it is within what any shop has.
    pub fn is_sound(&self) -> bool {
        match self.says {
            Says::Available(pieces) | Says::OnHand(pieces) => (-MOST_PIECES..=MOST_PIECES).contains(&pieces),
            Says::Unstocked => true,
        }
    }
}

/// What a snapshot says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Says {
    /// So many can be sold: what platforms tell.
    Available(i64),
    /// So many lie there, sold or not: what somebody counts.
    OnHand(i64),
    /// The place doesn't stock the item, or doesn't count it: nothing is known any more.
    Unstocked,
}

/// A movement or a count as a ledger takes it in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// When, in milliseconds since 1970.
    #[serde(rename = "t")]
    pub at: i64,
    /// When we heard of it, in milliseconds since 1970, where that decides: of a count.
    #[serde(rename = "h", default, skip_serializing_if = "crate::is_default")]
    pub heard: i64,
    /// Begins the id of its event, which follows from its source.
    #[serde(rename = "i")]
    pub id: String,
    /// What it does.
    #[serde(flatten)]
    pub does: Does,
}

/// What a movement does to a balance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Does {
    /// Changes it.
    #[serde(rename = "c")]
    Changes {
        /// Why.
        #[serde(rename = "y")]
        cause: Cause,
        /// By so much.
        #[serde(rename = "q")]
        by: Quantities,
        /// So many were wanted.
        #[serde(rename = "w", default, skip_serializing_if = "crate::is_default")]
        sold: i64,
        /// What is incoming or in transit is expected then.
        #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
        expected: Option<Date>,
    },
    /// Says what it is.
    #[serde(rename = "s")]
    Says(Says),
}

/// A source's clock may be so much ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// So many digits of an event's id tell the movements of one item apart.
const ID: usize = 12;

impl Movement {
    /// What an event about stock means to the ledger of its item; `None` where it means nothing.
    pub fn of(event: &Event) -> Result<Option<Self>, Failure> {
        let (at, does) = match event.kind.as_str() {
            Moved::KIND => {
                let moved: Moved = event.payload()?;
                if !moved.is_sound() {
                    return Err(Failure::permanent("a movement of more pieces than any shop has"));
                }
                let Moved { at, cause, change: by, sold, expected, .. } = moved;
                (at, Does::Changes { cause, by, sold, expected })
            }
            Counted::KIND => {
                let counted: Counted = event.payload()?;
                if !counted.is_sound() {
                    return Err(Failure::permanent("a count of more pieces than any shop has"));
                }
                (counted.at, Does::Says(counted.says))
            }
            LEVEL_SET => {
                let told: Received = event.payload()?;
                let says = |name: &str, says: fn(i64) -> Says| {
                    told.details.get(name).map(|pieces| pieces.parse().map(says)).transpose()
                };
                let said = says("available", Says::Available);
                let says = match said.and_then(|said| Ok(said.or(says("on_hand", Says::OnHand)?))) {
                    Ok(Some(says)) => says,
                    // Shopify counts it no more there. Others told a change, which can't be added up.
                    Ok(None) if told.from == "shopify" => Says::Unstocked,
                    Ok(None) => return Ok(None),
                    Err(_) => return Err(Failure::permanent("a level that is no whole number")),
                };
                // Some tell no time: then the journal's counts.
                let at = told.source.said_at().unwrap_or(event.time);
                (at, Does::Says(says))
            }
            _ => return Ok(None),
        };
        // A clock may be a little ahead of ours. By one that is far ahead, or tells another zone's time for this one's, all
        // that comes later would be older than what it said. Cut off, a source's words keep their order.
        let at = event.time.checked_add(AHEAD).map_or(at, |latest| at.min(latest));
        let heard = matches!(does, Does::Says(_)).then(|| event.time.as_millisecond()).unwrap_or_default();
        Ok(Some(Self { heard, ..Self::new(at, &event.id, does) }))
    }

    /// Whether it is the movement of the event with this id.
    pub fn is_of(&self, event: &str) -> bool {
        event.starts_with(&self.id)
    }

    /// A movement of an event with this id.
    pub fn new(at: Timestamp, event: &str, does: Does) -> Self {
        Self { at: at.as_millisecond(), heard: 0, id: event.chars().take(ID).collect(), does }
    }

    /// Movements by time. Of one instant a count comes last: whoever counted saw the rest of it. Of two counts that one
    /// does which was heard of last, as platforms tell times in whole seconds; otherwise the id decides.
    fn place(&self) -> (i64, bool, i64, &str) {
        (self.at, matches!(self.does, Does::Says(_)), self.heard, &self.id)
    }
}

impl Ord for Movement {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

impl PartialOrd for Movement {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// What a platform says of a level.
pub const LEVEL_SET: &str = "stock.level-set";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Origin;

    #[test]
    fn what_is_dated_ahead_is_of_when_it_was_heard_of() {
        let heard: Timestamp = "2026-01-15T09:00:00Z".parse().expect("an instant");
        let shop = "acme".parse().expect("a shop");
        for (what, told, taken) in [
            ("late", "2026-01-14T09:00:00Z", "2026-01-14T09:00:00Z"),
            ("by a clock a second ahead", "2026-01-15T09:00:01Z", "2026-01-15T09:00:01Z"),
            ("by the latest one", "2026-01-15T09:05:00Z", "2026-01-15T09:05:00Z"),
            ("in another zone's time", "2026-01-15T10:00:00Z", "2026-01-15T09:05:00Z"),
            ("by a year too much", "2027-01-15T09:00:00Z", "2026-01-15T09:05:00Z"),
        ] {
            let at = told.parse().expect("an instant");
            let says = Says::OnHand(3);
            let counted = Counted { source: "1".into(), at, cause: Cause::Count, says, reason: None };
            let entity = crate::stock::at("MUG", "berlin");
            let event = Event::place(&counted.event(), &shop, &entity, &Origin::default(), (1, ""), heard);
            let movement = Movement::of(&event).expect("readable").expect("a count");
            let taken: Timestamp = taken.parse().expect("an instant");
            assert_eq!(movement.at, taken.as_millisecond(), "{what}");
        }
    }
}
