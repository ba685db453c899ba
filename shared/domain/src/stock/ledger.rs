//! The ledger of an item at a place: its balance is a pure function of the set of its movements.
//!
//! Movements come late, twice and crosswise; the balance is what they come to in the order of their own time. The ledger
//! keeps the newest of them in a window, so that one that comes late is put into its place and one that comes again is
//! known. What is older than the window is settled. Should something older come after all, the ledger can't tell whether it
//! is new: then it is rebuilt from the journal, which knows.

use std::collections::{BTreeMap, VecDeque};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    Cause, Incoming, Quantities, Sales,
    movement::{Does, Movement, Says},
};

/// The window holds at least so many movements,
const FEW: usize = 32;
/// and those of so many milliseconds before the newest,
const RECENT: i64 = 5 * 60 * 1000;
/// but not more than these.
const MANY: usize = 256;

/// What movements come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// Pieces by their state.
    #[serde(default)]
    pub pieces: Quantities,
    /// Of what is incoming or in transit: pieces by the date that they are expected on.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    expected: BTreeMap<Date, i64>,
    /// The newest count; before the first one nothing is known for certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Count>,
    /// The newest movement, in milliseconds since 1970.
    #[serde(default)]
    pub moved: i64,
    /// When goods last came here from another location, in milliseconds since 1970; 0 if never.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub came: i64,
    /// When goods last went from here to another location.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub went: i64,
    /// Day by day.
    #[serde(default, skip_serializing_if = "Sales::is_empty")]
    sales: Sales,
}

/// A count, and by how much it differed from what the ledger expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// When, in milliseconds since 1970.
    pub at: i64,
    /// What it said.
    pub says: Says,
    /// Said less expected; 0 also for the first count, as nothing was expected then.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub drift: i64,
}

impl Balance {
    /// Whether anybody has ever counted, and the place still stocks the item.
    pub fn is_known(&self) -> bool {
        self.counted.is_some_and(|count| count.says != Says::Unstocked)
    }

    /// How it sold day by day, up to its last movement.
    pub fn sales(&self) -> &Sales {
        &self.sales
    }

    /// What is on its way, the soonest first; at the end what nobody knows the date of.
    pub fn incoming(&self) -> Vec<Incoming> {
        let dated = self.expected.iter().map(|(on, pieces)| Incoming { on: Some(*on), pieces: *pieces });
        let mut incoming: Vec<Incoming> = dated.filter(|one| one.pieces > 0).collect();
        let known: i64 = self.expected.values().sum();
        let rest = self.pieces.incoming.saturating_add(self.pieces.in_transit).saturating_sub(known);
        if rest > 0 {
            incoming.push(Incoming { on: None, pieces: rest });
        }
        incoming
    }

    /// What could be sold, before anything is kept back.
    fn left(&self) -> i64 {
        self.pieces.available(0)
    }

    fn take(&mut self, movement: &Movement, zone: &TimeZone) {
        let (before, mut wanted) = (self.left(), 0);
        match movement.does {
            Does::Changes { by, sold, expected, cause } => {
                self.pieces += by;
                if let Some(on) = expected {
                    let pieces = self.expected.entry(on).or_default();
                    *pieces = pieces.saturating_add(by.incoming).saturating_add(by.in_transit);
                    if *pieces == 0 {
                        self.expected.remove(&on);
                    }
                }
                wanted = sold;
                if cause == Cause::Transfer && by.on_hand < 0 {
                    self.went = movement.at;
                } else if cause == Cause::Transfer {
                    self.came = movement.at;
                }
            }
            Does::Says(says) => {
                let (expected, said) = match says {
                    Says::Available(said) => (self.pieces.available(0), said),
                    Says::OnHand(said) => (self.pieces.on_hand, said),
                    Says::Unstocked => (0, 0),
                };
                let drift = said.saturating_sub(expected);
                self.pieces.on_hand = self.pieces.on_hand.saturating_add(drift);
                let drift = if self.is_known() { drift } else { 0 };
                self.counted = Some(Count { at: movement.at, says, drift });
            }
        }
        let at = Timestamp::from_millisecond(movement.at).unwrap_or_default();
        self.sales.note(at.to_zoned(zone.clone()).date(), wanted, before, self.left());
        self.moved = movement.at;
    }
}

/// A ledger as it is kept: what is settled, and the window.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// What everything before the window comes to.
    #[serde(default)]
    settled: Balance,
    /// The newest movement in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<Movement>,
    /// The newest movements, in order.
    #[serde(default)]
    window: VecDeque<Movement>,
}

/// What became of movements that were to be folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// So many were new.
    Taken(usize),
    /// One may be new or not: the ledger must be rebuilt. It is as it was.
    TooLate,
}

impl Ledger {
    /// Takes movements in, in any order, whatever of them it knows already.
    pub fn fold(&mut self, movements: &[Movement], zone: &TimeZone) -> Folded {
        if movements.iter().any(|movement| self.is_settled(movement)) {
            return Folded::TooLate;
        }
        let mut taken = 0;
        for movement in movements {
            // One that was dated ahead had another time in an older release's window.
            let is_known = self.window.iter().any(|known| known.id == movement.id);
            if let (false, Err(place)) = (is_known, self.window.binary_search(movement)) {
                self.window.insert(place, movement.clone());
                taken += 1;
            }
        }
        self.settle(zone);
        Folded::Taken(taken)
    }

    /// Whether a movement is from before the window: it can't be told whether it is known.
    pub fn is_settled(&self, movement: &Movement) -> bool {
        self.last.as_ref().is_some_and(|last| movement <= last)
    }

    /// The ledger that all movements of an item make, in any order, each as often as it likes.
    pub fn rebuild(movements: impl IntoIterator<Item = Movement>, zone: &TimeZone) -> Self {
        let mut window: Vec<Movement> = movements.into_iter().collect();
        window.sort_unstable();
        window.dedup_by(|one, other| Ord::cmp(one, other).is_eq());
        let mut ledger = Self { window: window.into(), ..Self::default() };
        ledger.settle(zone);
        ledger
    }

    /// Moves what is old out of the window. Where it begins follows from the set of movements alone.
    fn settle(&mut self, zone: &TimeZone) {
        let Some(newest) = self.window.back().map(|movement| movement.at) else { return };
        let is_old = |window: &VecDeque<Movement>| {
            let old = window.front().is_some_and(|oldest| oldest.at < newest.saturating_sub(RECENT));
            window.len() > MANY || (window.len() > FEW && old)
        };
        while is_old(&self.window)
            && let Some(movement) = self.window.pop_front()
        {
            self.settled.take(&movement, zone);
            self.last = Some(movement);
        }
    }

    /// What it comes to now.
    pub fn balance(&self, zone: &TimeZone) -> Balance {
        let mut balance = self.settled.clone();
        self.window.iter().for_each(|movement| balance.take(movement, zone));
        balance
    }

    /// The newest movements, oldest first.
    pub fn window(&self) -> impl DoubleEndedIterator<Item = &Movement> {
        self.window.iter()
    }

    /// Whether nothing has ever moved.
    pub fn is_empty(&self) -> bool {
        self.window.is_empty()
    }
}
