//! What people are told: a task, once per occasion.

use std::collections::BTreeMap;

use domain::{Failure, ShopId, Timestamp, settings::Routes, task::Wanted};
use jiff::SignedDuration;
use store::{Store, keys};

/// A source is silent for longer than is its habit.
pub(crate) const SILENT: &str = "webhooks-silent";
/// Its platform has orders that no webhook told of.
pub(crate) const MISSED: &str = "webhooks-missed";
/// Its platform doesn't let us in.
pub(crate) const REFUSES: &str = "platform-refuses-us";

/// A task is due after so long.
const DUE: SignedDuration = SignedDuration::from_hours(24);

/// Wants a task about a source, once for each `occasion`. Answers whether it is new.
pub(crate) async fn want(
    store: &Store,
    (shop, source): (&ShopId, &str),
    reason: &str,
    (occasion, details): (&str, &[(&str, String)]),
    now: Timestamp,
) -> Result<bool, Failure> {
    let own = [("source", source.to_owned())];
    let details: BTreeMap<String, String> =
        own.iter().chain(details).map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let owner = Routes::DEFAULT.to_owned();
    let event = Wanted { reason: reason.to_owned(), owner, due: now + DUE, details }.event(occasion);
    store.say_once(shop, &keys::source(source), &event, now).await
}
