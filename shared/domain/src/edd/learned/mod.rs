//! Times on the way that are learned from a shop's own parcels.
//!
//! ```text
//! Shipment ─▶ Row ─▶ clock: what a day counts ─▶ memory: what each level knew on the row's day ─▶ trees: what that leaves over
//!                 ─▶ spread: how far parcels come out from that ─▶ paces: how it runs these days, by those under way too ─▶ Model
//! ```
//!
//! | file | holds | source |
//! |---|---|---|
//! | `shipment`, `row` | what is remembered of a parcel; the same in few bytes, with its levels | |
//! | `clock` | days by what is delivered on them, holidays | operational time: Cramér, *Collective Risk Theory*, 1955 |
//! | `memory` | means that forget, from wide to close, drawn to the wider | Bühlmann, *ASTIN Bulletin* 4, 1967 |
//! | `trees` | boosted trees on what the levels leave over, weight, distance, hour, hand-over day | Friedman 2001; Ke et al. 2017 |
//! | `spread` | the distribution of what is left, and a period life table that runs faster or slower | Chiang, *The Life Table*, 1984 |
//! | `learn`, `model`, `answer` | from shipments to a file; from a question to days | |
//! | `compare` | whether a new model takes over | Koenker, Bassett, *Econometrica* 46, 1978 |
//!
//! The same shipments lead to the same bytes, in whichever order they are told.
#![allow(clippy::float_arithmetic, reason = "statistics; what leaves is whole days")]

mod answer;
mod clock;
mod compare;
mod learn;
mod memory;
mod model;
mod options;
mod row;
mod shipment;
mod spread;
#[cfg(test)]
mod tests;
mod trees;

pub use answer::{Answer, Level};
pub use compare::{Comparison, compare, pinball};
pub use learn::{Learner, TooLittle};
pub use model::{Ask, Model, Unusable, VERSION};
pub use options::Options;
pub use shipment::{Shipment, Spot, Way};
pub use trees::Growth;

/// So many signs of a postcode are looked at.
pub const SIGNS: usize = 3;
