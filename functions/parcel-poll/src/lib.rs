//! Asks trackers for parcels of which nothing was heard for a while, within a budget.
//!
//! Woken every fifteen minutes by the schedule. Orders whose promise is stored stand in the list `under-way`, by when they are next
//! asked after. Of those that are due, silent parcels are asked for at the shop's tracker; what it tells goes through the same write
//! path as its webhooks, and what is known already writes nothing. Each request is taken from the shop's day before it is made.

mod asking;
mod budget;
mod choose;
mod settings;
mod shop;
mod tracker;

use std::time::Duration;

use derive_more::AddAssign;
use domain::{Failure, Timestamp};
use shell::{Credentials, Scheduled, TimeLeft, in_turn_in_time, metrics, note};
use store::Store;
use web::{Pauses, Web};

pub use settings::Settings;

/// The function, the name of its metrics, and its table in settings.
const NAME: &str = "parcel-poll";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 15;
/// What must be left of the invocation's time to look after another shop.
const RESERVE: Duration = Duration::from_secs(20);

/// The one who asks.
#[derive(Debug)]
pub struct ParcelPoll<W, C, P> {
    store: Store,
    web: W,
    credentials: C,
    pauses: P,
}

/// What a tick, or a part of it, came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, AddAssign)]
pub struct Round {
    /// Requests to trackers.
    pub requests: u64,
    /// Parcels of which something was news.
    pub news: u64,
    /// Parcels of which all was known.
    pub known: u64,
    /// Parcels that no tracker of the shop knows.
    pub unknown: u64,
    /// Parcels that can't be understood or kept, journalled for the first time.
    pub refused: u64,
    /// Trackers that don't let us in.
    pub refusing: u64,
    /// Shops that had no turn, lists whose end wasn't reached, trackers that didn't answer.
    pub behind: u64,
    /// Orders that wait for the shop's next day, or the next tick.
    pub waiting: u64,
}

impl<W: Web, C: Credentials, P: Pauses> Scheduled for ParcelPoll<W, C, P> {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        metrics::counts(
            NAME,
            &[
                ("Requests", round.requests),
                ("News", round.news),
                ("Refused", round.refused),
                ("TrackerRefuses", round.refusing),
                ("Behind", round.behind),
            ],
        );
        let Round { requests, news, known, unknown, waiting, .. } = round;
        tracing::info!(requests, news, known, unknown, waiting, "asked");
        done
    }
}

impl<W: Web, C: Credentials, P: Pauses> ParcelPoll<W, C, P> {
    /// Whoever asks on `web`.
    pub fn new(store: Store, web: W, credentials: C, pauses: P) -> Self {
        Self { store, web, credentials, pauses }
    }

    /// Looks after every shop. One that fails doesn't keep the others waiting; the last failure is answered beside what was done.
    pub async fn round(&self, now: Timestamp, time: &TimeLeft) -> (Round, Result<(), Failure>) {
        let (mut round, mut done) = (Round::default(), Ok(()));
        let shops = match self.store.shops().await {
            Ok(shops) => shops,
            Err(error) => return (round, Err(error.into())),
        };
        let mut turns = in_turn_in_time(&shops, (now, PERIOD_MINUTES), (time, RESERVE));
        while let Some((shop, share)) = turns.next_with_share() {
            let looked_after = match self.store.settings(shop).await {
                // Boxed: as one type, all that is awaited is deeper than the compiler goes.
                Ok(history) => Box::pin(self.look_after(&history, now, share, &mut round)).await,
                Err(error) => Err(error.into()),
            };
            note(&mut done, shop, "a shop's parcels weren't asked after", looked_after);
        }
        round.behind += turns.left();
        (round, done)
    }
}
