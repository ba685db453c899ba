//! The decision: a promise for an order that has none, and else what has become of it.

use std::sync::Arc;

use domain::{
    Automation as _, Change, Decision, Failure, Timestamp,
    edd::{Reckoner, Rules},
    order::Order,
    settings::For,
};
use jiff::SignedDuration;

use crate::{EddCalculation, Facts, because::Because, promise, watch};

/// Wakes us to look again, though nothing is heard.
pub(crate) const LOOK: &str = "look";
/// An order that was placed so long before we first hear of it is an old one brought in.
const TOO_OLD: SignedDuration = SignedDuration::from_hours(7 * 24);

pub(crate) fn decide(
    facts: &Facts,
    settings: &For<Rules>,
    now: Timestamp,
) -> Result<Decision<Because>, Failure> {
    let Some(order) = &facts.order else { return Ok(Decision::nothing(Because::AwaitingOrder)) };
    let reckoner = Reckoner::new(Arc::new(settings.shop.clone()), settings.own.clone());
    match (&facts.stored, &facts.memory) {
        (Some(stored), Some(memory)) => Ok(watch::watch(facts, order, stored, memory, &reckoner, now)),
        _ if is_not_set_up(settings, &reckoner) => Ok(Decision::nothing(Because::NotSetUp)),
        _ if is_not_promised(order) => Ok(Decision::nothing(Because::NotPromised)),
        _ if now.duration_since(order.placed_at) > TOO_OLD => Ok(Decision::nothing(Because::TooOld)),
        _ => promise::promise(facts, order, settings, &reckoner, now),
    }
}

/// A shop that says neither how dates are reckoned nor where parcels leave from wants none.
fn is_not_set_up(settings: &For<Rules>, reckoner: &Reckoner) -> bool {
    !settings.shop.automations.contains_key(EddCalculation::NAME) && reckoner.origins().next().is_none()
}

fn is_not_promised(order: &Order) -> bool {
    order.test || order.draft || order.cancelled_at.is_some()
}

/// Looks again at a time.
pub(crate) fn look_at(at: Timestamp) -> Change {
    Change::WakeAt { purpose: LOOK.into(), at }
}
