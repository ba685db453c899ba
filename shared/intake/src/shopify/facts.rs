//! Facts of a body, by what it says about when.

use domain::{EntityRef, SourceVersion};

use crate::{json::Instant, topic::Facts};

/// Something happened to `entity`; many bodies don't say when.
pub(super) fn notice(entity: EntityRef, at: Option<Instant>) -> Facts {
    Facts::about(entity, at.map_or(SourceVersion::UNDATED, |at| at.0))
}

/// All that there is to know of `entity`. Without a time it can't be told which of two is the newer: then it is a
/// notice like any other.
pub(super) fn state(entity: EntityRef, updated_at: Option<Instant>) -> Facts {
    let facts = notice(entity, updated_at);
    if updated_at.is_some() { facts.whole() } else { facts }
}
