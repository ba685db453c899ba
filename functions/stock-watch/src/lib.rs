//! Tells what is to be told of stock together, and looks at night whether every ledger is what its movements come to.
//!
//! Woken every five minutes by the schedule. A digest is due by the shop's own clock: it tells what `low-stock-alert` put on
//! its list since the last one. A storm's summary is due when the storm's time is over. From three at night on, page by
//! page, every ledger is rebuilt from the journal and compared with the one that is kept; where the sweep stands is
//! remembered, so that the next tick goes on there.

mod sweep;
mod tell;

use std::time::Duration;

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    settings::{For, History},
    stock::Rules,
};
use shell::{Scheduled, TimeLeft, in_turn_in_time, metrics, note};
use store::Store;

pub use sweep::Swept;

/// The function, and the name of its metrics.
const NAME: &str = "stock-watch";
/// Whose switch and settings it follows.
const OF: &str = "low-stock-alert";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 5;
/// What must be left of the invocation's time to begin another shop or page.
const RESERVE: Duration = Duration::from_secs(30);

/// The watcher.
#[derive(Debug)]
pub struct StockWatch {
    /// The shop's facts.
    pub store: Store,
}

/// What a tick came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Digests that were made.
    pub digests: u64,
    /// Summaries of storms that were made.
    pub summaries: u64,
    /// Ledgers that were compared.
    pub swept: u64,
    /// Of those: movements were missing, and were made up for.
    pub behind: u64,
    /// Of those: wrong, and put right.
    pub wrong: u64,
}

/// Where it is remembered how far a shop is.
pub(crate) fn watch(what: &str) -> EntityRef {
    EntityRef::new("WATCH", what)
}

/// A shop at a moment.
pub(crate) struct At<'a> {
    pub(crate) shop: &'a ShopId,
    pub(crate) history: &'a History,
    pub(crate) settings: &'a For<Rules>,
    pub(crate) now: Timestamp,
}

impl Scheduled for StockWatch {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        let Round { digests, summaries, swept, behind, wrong } = round;
        if swept > 0 {
            metrics::count(NAME, "Swept", swept);
            metrics::count(NAME, "Behind", behind);
            metrics::count(NAME, "Wrong", wrong);
        }
        tracing::info!(digests, summaries, swept, behind, wrong, "looked after stock");
        done
    }
}

impl StockWatch {
    /// Looks after every shop. One that fails doesn't keep the others waiting; the last failure is answered beside what was
    /// done.
    pub async fn round(&self, now: Timestamp, time: &TimeLeft) -> (Round, Result<(), Failure>) {
        let (mut round, mut done) = (Round::default(), Ok(()));
        let shops = match self.store.shops().await {
            Ok(shops) => shops,
            Err(error) => return (round, Err(error.into())),
        };
        for shop in in_turn_in_time(&shops, (now, PERIOD_MINUTES), (time, RESERVE)) {
            // Boxed: as one type, all that is awaited is deeper than the compiler goes.
            let looked_after = Box::pin(self.look_after(shop, now, time, &mut round)).await;
            note(&mut done, shop, "a shop's stock wasn't looked after", looked_after);
        }
        (round, done)
    }

    async fn look_after(
        &self,
        shop: &ShopId,
        now: Timestamp,
        time: &TimeLeft,
        round: &mut Round,
    ) -> Result<(), Failure> {
        let history = self.store.settings(shop).await?;
        let Ok(version) = history.at(now) else { return Ok(()) };
        if history.is_off(OF, now)? {
            return Ok(());
        }
        let settings = version.for_automation::<Rules>(OF)?;
        let at = At { shop, history: &history, settings: &settings, now };
        // What can't be told keeps nothing else from being told, nor ledgers from being looked at.
        let storms = self.tell_storms(&at, round).await;
        let digests = self.tell_digests(&at, round).await;
        let swept = self.sweep(&at, time, round).await;
        storms.and(digests).and(swept)
    }
}
