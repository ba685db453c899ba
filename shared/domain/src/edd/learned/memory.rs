//! What is remembered of each level: means that forget, drawn to the wider level where they rest on little.
//!
//! A row's features are made of what was known on its day, from the first day on, so that rows which are learned from see
//! themselves no better than those which are asked for.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    clock::Local,
    row::{ALL, NEVER, Of, Row},
    trees::Columns,
};

/// A mean that forgets, on a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Mean {
    /// The sum.
    s: f32,
    /// The weight.
    w: f32,
    /// The day.
    d: i32,
}

impl Mean {
    fn on(self, day: i32, half_life: f32) -> Self {
        let keep = 0.5_f32.powf((day - self.d).max(0) as f32 / half_life);
        Self { s: self.s * keep, w: self.w * keep, d: self.d.max(day) }
    }

    fn note(&mut self, day: i32, half_life: f32, value: f32) {
        let now = self.on(day, half_life);
        *self = Self { s: now.s + value, w: now.w + 1.0, d: now.d };
    }

    /// Drawn to `wider`, which weighs as much as so many.
    fn drawn(self, wider: f32, weight: f32) -> f32 {
        (self.s + wider * weight) / (self.w + weight)
    }

    fn is_whole(self) -> bool {
        self.s.is_finite() && self.w >= 0.0 && self.w.is_finite()
    }
}

/// What is remembered under one key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The logarithm of the time on the way, or what of it the wider levels don't explain.
    pub(super) m: Mean,
    /// How many were delivered.
    pub(super) n: u32,
    /// The last delivery's day.
    pub(super) l: i32,
}

/// What is remembered of how somebody hands over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Handling {
    /// The logarithm of the time until the hand-over.
    h: Mean,
    /// The share that was handed over after its day.
    o: Mean,
}

/// Half-lives in days, by level.
const HALF_LIVES: [f32; 6] = [45.0, 35.0, 70.0, 70.0, 90.0, 70.0];
/// Of all together.
const HALF_LIFE: f32 = 30.0;
/// Of handling.
const HANDLING: f32 = 60.0;
/// What draws a level to its wider one, in parcels.
const DRAWN: [f32; 6] = [10.0, 10.0, 10.0, 10.0, 8.0, 6.0];
/// What a shop is like of which nothing is known: nine days, and three for handling.
const NOTHING_KNOWN: f32 = 2.3;
const NO_HANDLING: f32 = 1.2;
/// How many are handed over late, then.
const LATE: f32 = 0.1;

/// The columns that trees look at.
pub(super) const COLUMNS: usize = 22;

/// All that is remembered.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    all: Mean,
    all_handling: Mean,
    levels: [Vec<Kept>; 6],
    handling: Vec<Handling>,
}

/// What a model keeps of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Remembered {
    all: Mean,
    all_handling: Mean,
    levels: [BTreeMap<String, Kept>; 6],
    handling: BTreeMap<String, Handling>,
}

/// What is known of a way on a day.
pub(super) struct Found {
    pub(super) kept: [Kept; 6],
    pub(super) handling: Handling,
    all: Mean,
    all_handling: Mean,
}

/// What the levels say together, and the columns.
pub(super) struct Seen {
    /// The sum of what the levels say, beside the mean of all.
    pub(super) levels: f32,
    pub(super) columns: [f32; COLUMNS],
}

impl Found {
    /// The columns of a row, by what is known.
    pub(super) fn see(&self, row: &Row, local: &Local<'_>) -> Seen {
        let day = row.day;
        let all = self.all.on(day, HALF_LIFE).drawn(NOTHING_KNOWN, 5.0);
        let at = |of: Of| self.kept[of as usize].m.on(day, HALF_LIVES[of as usize]);
        let drawn = |of: Of, wider: f32| at(of).drawn(wider, DRAWN[of as usize]);
        let country = drawn(Of::Country, all);
        let to_zone = drawn(Of::ToZone, country);
        let zones = drawn(Of::Zones, to_zone);
        let lane = drawn(Of::Lane, zones);
        let (close, origin) = (drawn(Of::Close, 0.0), drawn(Of::Origin, 0.0));
        let usual = self.all_handling.on(day, HANDLING).drawn(NO_HANDLING, 5.0);
        let handling = self.handling.h.on(day, HANDLING);
        let late = self.handling.o.on(day, HANDLING);
        let minute = f32::from(row.minute) / 1440.0;
        let ship_by = if row.ship_by == NEVER { f32::NAN } else { local.between(day, row.ship_by) };
        let pieces = if row.pieces == 0 { f32::NAN } else { f32::from(row.pieces) };
        let columns = [
            row.kilometres,
            country - all,
            to_zone - all,
            zones - all,
            lane - all,
            close,
            at(Of::Close).w,
            origin,
            handling.drawn(usual, 4.0),
            late.drawn(LATE, 4.0),
            handling.w,
            ship_by,
            day.rem_euclid(7) as f32,
            minute,
            row.price,
            row.freight,
            row.grams,
            row.volume,
            pieces,
            row.from,
            row.to,
            local.between(day, day + 3),
        ];
        Seen { levels: lane - all, columns }
    }
}

impl Memory {
    pub(super) fn new(levels: [usize; 6]) -> Self {
        Self {
            levels: levels.map(|count| vec![Kept::default(); count]),
            handling: vec![Handling::default(); levels[Of::Origin as usize]],
            ..Self::default()
        }
    }

    pub(super) fn find(&self, row: &Row) -> Found {
        Found {
            kept: ALL.map(|of| self.levels[of as usize][row.keys[of as usize] as usize]),
            handling: self.handling[row.keys[Of::Origin as usize] as usize],
            all: self.all,
            all_handling: self.all_handling,
        }
    }

    /// A row was delivered on a day; `time` is the logarithm of its time, and `levels` what the levels had said of it.
    pub(super) fn delivered(&mut self, row: &Row, time: f32, levels: f32) {
        let day = row.delivered;
        let rest = time - self.all.on(day, HALF_LIFE).drawn(NOTHING_KNOWN, 5.0) - levels;
        self.all.note(day, HALF_LIFE, time);
        for of in ALL {
            let kept = &mut self.levels[of as usize][row.keys[of as usize] as usize];
            let value = if matches!(of, Of::Close | Of::Origin) { rest } else { time };
            kept.m.note(day, HALF_LIVES[of as usize], value);
            kept.n += 1;
            kept.l = kept.l.max(day);
        }
    }

    /// A row was handed over after so much time, by the clock.
    pub(super) fn handed_over(&mut self, row: &Row, time: f32) {
        let day = row.handed_over;
        let handling = &mut self.handling[row.keys[Of::Origin as usize] as usize];
        let time = (time + 1.0).ln();
        handling.h.note(day, HANDLING, time);
        self.all_handling.note(day, HANDLING, time);
        if row.ship_by != NEVER {
            handling.o.note(day, HANDLING, if day > row.ship_by { 1.0 } else { 0.0 });
        }
    }

    /// By key, what still counts.
    pub(super) fn kept(&self, names: &[&[String]; 6], since: i32) -> Remembered {
        let mut kept = Remembered { all: self.all, all_handling: self.all_handling, ..Remembered::default() };
        for of in ALL {
            let of = of as usize;
            let known =
                names[of].iter().zip(&self.levels[of]).filter(|(_, kept)| kept.n > 0 && kept.l >= since);
            kept.levels[of] = known.map(|(name, kept)| (name.clone(), *kept)).collect();
        }
        let handling = names[Of::Origin as usize].iter().zip(&self.handling);
        let known = handling.filter(|(_, handling)| handling.h.w > 0.0 && handling.h.d >= since);
        kept.handling = known.map(|(name, handling)| (name.clone(), *handling)).collect();
        kept
    }
}

impl Remembered {
    pub(super) fn find(&self, keys: &[String; 6]) -> Found {
        let kept = |of: Of| self.levels[of as usize].get(&keys[of as usize]).copied().unwrap_or_default();
        Found {
            kept: ALL.map(kept),
            handling: self.handling.get(&keys[Of::Origin as usize]).copied().unwrap_or_default(),
            all: self.all,
            all_handling: self.all_handling,
        }
    }

    /// Whether all it says are numbers.
    pub(super) fn is_whole(&self) -> bool {
        let kept = self.levels.iter().flat_map(BTreeMap::values).map(|kept| kept.m);
        let handling = self.handling.values().flat_map(|handling| [handling.h, handling.o]);
        kept.chain(handling).chain([self.all, self.all_handling]).all(Mean::is_whole)
    }
}

/// Columns with room for so many rows: of millions none is to be moved while they grow.
pub(super) fn columns(rows: usize) -> Columns {
    Columns::new(COLUMNS, rows)
}
