//! Learns from a shop's own deliveries how long parcels take, and tells weekly whether promises were kept. See the README beside this.
//!
//! Woken every hour by the schedule. What a day taught is written from the journal as one object that never changes; a day that was
//! missed is made up for. Once a night (or a week) a model is learned from those objects alone, measured against the one in use, and
//! takes over or is refused, in an event that says why. Nothing here is on the way of an order.

mod days;
mod report;
mod settings;
mod train;

use std::time::Duration;

use domain::{EntityRef, Failure, ShopId, Timestamp, settings::History, settings::Version, stretch::Clock};
use jiff::civil::Date;
use objects::Objects;
use serde::{Deserialize, Serialize};
use shell::{Scheduled, TimeLeft, in_turn_in_time, metrics, note};
use store::Store;

pub use settings::Settings;
pub use train::Trained;

/// The function, the name of its metrics, and its table in settings.
const NAME: &str = "transit-learning";
/// The automation whose shops are learned for.
const OF: &str = "edd-calculation";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 60;
/// What must be left of the invocation's time to begin another day, and to learn.
const RESERVE: Duration = Duration::from_secs(120);
const TO_TRAIN: Duration = Duration::from_secs(400);

/// The learner.
#[derive(Debug)]
pub struct TransitLearning {
    /// The shop's facts.
    pub store: Store,
    /// Days and models.
    pub objects: Objects,
}

/// What a tick came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Days that were written.
    pub days: u64,
    /// Models that took over.
    pub adopted: u64,
    /// Trainings that came to nothing, where that is worth a word.
    pub refused: u64,
    /// Reports that were made.
    pub reports: u64,
}

/// What is remembered of a shop at the head of [`watch`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    /// The last day that is written, in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    written: Option<Date>,
    /// The date of the last training, and where its stretch ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    trained: Option<(Date, Timestamp)>,
    /// The same of the last report.
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<(Date, Timestamp)>,
}

fn watch() -> EntityRef {
    EntityRef::new("WATCH", "transit")
}

/// A shop at a moment.
struct At<'a> {
    shop: &'a ShopId,
    history: &'a History,
    version: &'a Version,
    own: &'a Settings,
    now: Timestamp,
}

impl Scheduled for TransitLearning {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        let Round { days, adopted, refused, reports } = round;
        metrics::counts(
            NAME,
            &[("Days", days), ("Adopted", adopted), ("Refused", refused), ("Reports", reports)],
        );
        tracing::info!(days, adopted, refused, reports, "learned from deliveries");
        done
    }
}

impl TransitLearning {
    /// Looks after every shop. One that fails doesn't keep the others waiting; the last failure is answered beside what was done.
    pub async fn round(&self, now: Timestamp, time: &TimeLeft) -> (Round, Result<(), Failure>) {
        let (mut round, mut done) = (Round::default(), Ok(()));
        let shops = match self.store.shops().await {
            Ok(shops) => shops,
            Err(error) => return (round, Err(error.into())),
        };
        for shop in in_turn_in_time(&shops, (now, PERIOD_MINUTES), (time, RESERVE)) {
            // Boxed: as one type, all that is awaited is deeper than the compiler goes.
            let looked_after = Box::pin(self.look_after(shop, now, time, &mut round)).await;
            note(&mut done, shop, "a shop's deliveries weren't learned from", looked_after);
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
        let own: Settings = version.for_automation(NAME)?.own;
        if !own.enabled || !version.shop.automations.contains_key(OF) || history.is_off(OF, now)? {
            return Ok(());
        }
        let at = At { shop, history: &history, version, own: &own, now };
        let memory: Memory = self.store.head(shop, &watch()).await?.recall(NAME)?.unwrap_or_default();
        if !self.write_days(&at, memory.written, time, round).await? {
            // What is learned from must be whole: the rest is written by the next tick.
            return Ok(());
        }
        // What can't be learned keeps no report from being made.
        let trained = self.train_if_due(&at, &memory, time, round).await;
        let reported = self.report_if_due(&at, &memory, time, round).await;
        trained.and(reported)
    }

    async fn train_if_due(
        &self,
        at: &At<'_>,
        memory: &Memory,
        time: &TimeLeft,
        round: &mut Round,
    ) -> Result<(), Failure> {
        let clock = Clock { at: at.own.at, on: at.own.on.map(|day| day.weekday()) };
        let zone = at.version.shop.time_zone();
        let Some(due) = clock.due(at.now, &zone, memory.trained) else { return Ok(()) };
        if time.left() < TO_TRAIN {
            return Ok(());
        }
        match self.train(at.shop, due.date, at.now).await? {
            Trained::Adopted(_) => round.adopted += 1,
            Trained::Refused(_) => round.refused += 1,
            Trained::Nothing(_) => {}
        }
        self.remember(at, |memory| later(&mut memory.trained, (due.date, due.until))).await
    }

    async fn report_if_due(
        &self,
        at: &At<'_>,
        memory: &Memory,
        time: &TimeLeft,
        round: &mut Round,
    ) -> Result<(), Failure> {
        if !at.own.report || time.left() < RESERVE {
            return Ok(());
        }
        let clock = Clock { at: at.own.report_at, on: Some(at.own.report_on.weekday()) };
        let Some(due) = clock.due(at.now, &at.version.shop.time_zone(), memory.reported) else {
            return Ok(());
        };
        round.reports += u64::from(self.report(at, due.date).await?);
        self.remember(at, |memory| later(&mut memory.reported, (due.date, due.until))).await
    }

    async fn remember(&self, at: &At<'_>, change: impl Fn(&mut Memory)) -> Result<(), Failure> {
        self.store.remember(at.shop, &watch(), NAME, at.now, change).await.map(drop)
    }
}

/// Another tick may be further.
fn later(known: &mut Option<(Date, Timestamp)>, new: (Date, Timestamp)) {
    *known = Some(known.map_or(new, |known| known.max(new)));
}
