//! What people are told: a task, once per occasion.

use std::collections::BTreeMap;

use domain::{Failure, ShopId, Timestamp, settings::Routes, task::Wanted};
use jiff::SignedDuration;
use store::Store;

use crate::memory;

/// Why somebody has to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// A source is silent for longer than is its habit.
    Silent,
    /// Its platform has orders that no webhook told of.
    Missed,
    /// Its platform doesn't let us in.
    Refuses,
}

impl Reason {
    /// The task's word.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Silent => "webhooks-silent",
            Self::Missed => "webhooks-missed",
            Self::Refuses => "platform-refuses-us",
        }
    }
}

/// A task is due after so long.
const DUE: SignedDuration = SignedDuration::from_hours(24);

/// Wants a task about a source, once for each `occasion`. Answers whether it is new.
pub(crate) async fn want(
    store: &Store,
    (shop, source): (&ShopId, &str),
    reason: Reason,
    (occasion, details): (&str, &[(&str, String)]),
    now: Timestamp,
) -> Result<bool, Failure> {
    let entity = memory::entity(source);
    let own = [("source", source.to_owned())];
    let details: BTreeMap<String, String> =
        own.iter().chain(details).map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let owner = Routes::DEFAULT.to_owned();
    let event = Wanted { reason: reason.as_str().to_owned(), owner, due: now + DUE, details }.event(occasion);
    store.say_once(shop, &entity, &event, now).await
}
