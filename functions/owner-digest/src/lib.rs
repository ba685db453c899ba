//! Tells a shop's people once a day what happened, and nothing when nothing did.
//!
//! Woken every fifteen minutes by the schedule. Once a shop's own clock has passed the time of its digest, it counts what
//! the journal holds since the last one, beside tasks and dead letters; writes the numbers down as the entity
//! `DIGEST#{date}`, and asks for the mail in the same transaction. So a tick that comes twice finds it there, and one that
//! stayed away is made up for. A quiet day is told only where quiet is suspicious, by the shop's own habit.

mod gather;
mod habit;
mod settings;

use std::{collections::BTreeMap, future::Future, time::Duration};

use domain::{
    EntityRef, Failure, ShopId, Timestamp, digest::Digest, event::Origin, settings::Version, stretch::Clock,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use shell::{Scheduled, TimeLeft, in_turn_in_time, metrics, note};
use store::Store;

pub use settings::Settings;

use habit::Habit;

/// The function, the name of its metrics, and its table in settings.
const NAME: &str = "owner-digest";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 15;
/// What must be left of the invocation's time to begin another shop.
const RESERVE: Duration = Duration::from_secs(30);

/// The reporter.
#[derive(Debug)]
pub struct OwnerDigest<D> {
    /// The shop's facts and the ledger.
    pub store: Store,
    /// The dead letters of the house.
    pub dead_letters: D,
}

/// Whoever knows how many messages nobody could settle.
pub trait DeadLetters: Send + Sync + 'static {
    /// By queue; those that are empty are left out.
    fn depths(&self) -> impl Future<Output = Result<BTreeMap<String, u64>, Failure>> + Send;
}

impl DeadLetters for shell::DeadLetters {
    async fn depths(&self) -> Result<BTreeMap<String, u64>, Failure> {
        Self::depths(self).await
    }
}

/// What a tick came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Digests that were made.
    pub made: u64,
    /// Of those, for a suspicious silence.
    pub silent: u64,
    /// Days of which nothing was to be told.
    pub quiet: u64,
}

/// What is remembered of a shop at the head of `WATCH#digest`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Memory {
    /// The date of the last digest that was due, and where its stretch ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<(Date, Timestamp)>,
    #[serde(default)]
    habit: Habit,
}

fn watch() -> EntityRef {
    EntityRef::new("WATCH", "digest")
}

impl<D: DeadLetters> Scheduled for OwnerDigest<D> {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        metrics::counts(NAME, &[("Made", round.made)]);
        let Round { made, silent, quiet } = round;
        tracing::info!(made, silent, quiet, "told what happened");
        done
    }
}

impl<D: DeadLetters> OwnerDigest<D> {
    /// Looks at every shop's clock. One that fails doesn't keep the others waiting; the last failure is answered beside
    /// what was done.
    pub async fn round(&self, now: Timestamp, time: &TimeLeft) -> (Round, Result<(), Failure>) {
        let (mut round, mut done) = (Round::default(), Ok(()));
        let shops = match self.store.shops().await {
            Ok(shops) => shops,
            Err(error) => return (round, Err(error.into())),
        };
        for shop in in_turn_in_time(&shops, (now, PERIOD_MINUTES), (time, RESERVE)) {
            // Boxed: as one type, all that is awaited is deeper than the compiler goes.
            let looked_after = Box::pin(self.look_after(shop, now, &mut round)).await;
            note(&mut done, shop, "a shop's digest wasn't made", looked_after);
        }
        (round, done)
    }

    async fn look_after(&self, shop: &ShopId, now: Timestamp, round: &mut Round) -> Result<(), Failure> {
        let history = self.store.settings(shop).await?;
        let Ok(version) = history.at(now) else { return Ok(()) };
        let own: Settings = version.for_automation(NAME)?.own;
        if !own.enabled {
            return Ok(());
        }
        let memory: Memory = self.store.head(shop, &watch()).await?.recall(NAME)?.unwrap_or_default();
        let Some(stretch) = Clock::daily(own.at).due(now, &version.shop.time_zone(), memory.last) else {
            return Ok(());
        };
        let mut digest = gather::digest(&self.store, shop, &stretch, now).await?;
        digest.dead_letters = self.dead_letters.depths().await?;
        let usual = memory.habit.would_miss(stretch.date).filter(|_| own.silence && digest.orders == 0);
        digest.silent = usual;
        if digest.is_quiet() {
            round.quiet += 1;
        } else if self.commit(shop, &digest, version, now).await? {
            round.made += 1;
            round.silent += u64::from(usual.is_some());
        }
        let (date, until, orders) = (stretch.date, stretch.until, digest.orders);
        let change = |memory: &mut Memory| {
            if memory.last.is_none_or(|(last, _)| last < date) {
                memory.last = Some((date, until));
                // A day that should not be as it was makes no habit: else it would switch off its own alarm in a week.
                if stretch.is_a_day() && usual.is_none() {
                    memory.habit.remember(date, orders);
                }
            }
        };
        self.store.remember(shop, &watch(), NAME, now, change).await.map(drop)
    }

    /// Writes the numbers down and asks for the mail. `false` if that had been done.
    async fn commit(
        &self,
        shop: &ShopId,
        digest: &Digest,
        version: &Version,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let entity = Digest::entity(digest.date);
        let events = [digest.event(), digest.mail().event()];
        let because = if digest.silent.is_some() { "silence" } else { "due" };
        let origin = Origin {
            by: Some(NAME.to_owned()),
            because: Some(because.to_owned()),
            settings: Some(version.number),
            ..Origin::default()
        };
        Ok(self.store.journal_once(shop, &entity, &events, origin, now).await?)
    }
}
