//! What was learned, as a file that never changes.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::{
    Answer, Level, Options, Way,
    clock::{Clock, date, number},
    learn::ADDED,
    memory::{COLUMNS, Remembered},
    row::{self, Of, Row},
    spread::{Paces, Spreads},
    trees::Forest,
};

/// The version of the model's shape. A model of another one isn't read.
pub const VERSION: u32 = 1;

/// What was learned until a day. What is learned later is another model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    version: u32,
    learned: Learned,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Learned {
    pub(super) as_of: i32,
    pub(super) newest: i32,
    pub(super) parcels: u64,
    pub(super) options: Options,
    pub(super) clock: Clock,
    pub(super) memory: Remembered,
    pub(super) forests: [Forest; 2],
    pub(super) spread: Spreads,
    pub(super) paces: Paces,
    /// By zone.
    pub(super) parts: BTreeMap<String, Paces>,
}

/// Why a file is no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// It is of another version.
    #[error("the model is of version {found}, and {VERSION} is read")]
    Version {
        /// Its version.
        found: u32,
    },
    /// It is broken.
    #[error("the model is broken: {0}")]
    Broken(String),
}

/// A question.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// When its time begins, by the clock of where it leaves.
    pub at: DateTime,
    /// How it goes, and from where to where.
    pub way: &'a Way,
}

impl Model {
    pub(super) fn new(learned: Learned) -> Self {
        Self { version: VERSION, learned }
    }

    /// Until when it learned: the beginning of that day.
    pub fn as_of(&self) -> Date {
        date(self.learned.as_of)
    }

    /// From how many delivered parcels.
    pub fn parcels(&self) -> u64 {
        self.learned.parcels
    }

    /// The latest delivery.
    pub fn newest(&self) -> Date {
        date(self.learned.newest)
    }

    /// How it was learned.
    pub fn options(&self) -> &Options {
        &self.learned.options
    }

    /// The file; the same shipments lead to the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a model is plain data")
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Unusable> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u32,
        }
        let broken = |error: serde_json::Error| Unusable::Broken(error.to_string());
        let Versioned { version } = serde_json::from_slice(bytes).map_err(broken)?;
        if version != VERSION {
            return Err(Unusable::Version { found: version });
        }
        let model: Self = serde_json::from_slice(bytes).map_err(broken)?;
        if !model.is_whole() {
            return Err(Unusable::Broken("it says what no model can".into()));
        }
        Ok(model)
    }

    fn is_whole(&self) -> bool {
        let own = &self.learned;
        own.clock.is_whole()
            && own.memory.is_whole()
            && own.forests.iter().all(|forest| forest.is_whole(COLUMNS))
            && own.spread.is_whole()
            && own.parts.values().chain([&own.paces]).all(Paces::is_whole)
    }

    /// How long that takes; `None` if even the widest level knows too little: then the next source is asked.
    pub fn answer(&self, ask: &Ask<'_>) -> Option<Answer<'_>> {
        let own = &self.learned;
        let keys = row::keys(ask.way);
        let found = own.memory.find(&keys);
        let closest = [(Of::Lane, Level::Lane), (Of::Zones, Level::Zone), (Of::Country, Level::Country)]
            .into_iter()
            .map(|(of, level)| (found.kept[of as usize], level))
            .find(|(kept, _)| kept.n >= own.options.least)?;
        let local = own.clock.of(&ask.way.to);
        let row = Row::of_way(ask.at, ask.way, 0, [0; 6]);
        let seen = found.see(&row, &local);
        let trees: f32 = own.forests.iter().map(|forest| forest.predict(&seen.columns)).sum();
        let (kept, level) = closest;
        let paces = own.parts.get(&keys[Of::ToZone as usize]).unwrap_or(&own.paces);
        Some(Answer {
            level,
            parcels: kept.n.into(),
            newest: date(kept.l),
            as_of: self.as_of(),
            from: number(ask.at.date()),
            expected: trees / 2.0 + seen.levels,
            paces: paces.after(row.day - own.as_of),
            spread: &own.spread,
            local,
            added: ADDED,
        })
    }
}
