//! Times on the way that are learned from a shop's own parcels. (Being built: the shapes stand, the reckoning is a first one.)
#![allow(clippy::float_arithmetic, reason = "statistics; what leaves is whole days")]

mod model;
mod shipment;

pub use model::{
    Answer, Ask, Comparison, Counted, Learner, Level, Model, Options, TooLittle, Unusable, VERSION, compare,
};
pub use shipment::{Shipment, Spot, Way};

/// So many signs of a postcode are looked at.
pub const SIGNS: usize = 3;
