//! Tells a shop's people once a month what came back, why, what it cost and how long the money took. See the README beside this.
//!
//! Woken every hour by the schedule. Once a shop's own clock has passed the time, it counts the month before and writes the numbers
//! down as the entity `RETURN-REPORT#{month}`, with the mail in the same transaction. A tick that comes twice finds it there.

mod settings;
#[cfg(test)]
mod tests;

use std::time::Duration;

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    event::Origin,
    returns::analytics::{Month, Report},
    settings::{History, Version},
};
use jiff::{civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};
use shell::{Scheduled, TimeLeft, in_turn_in_time, metrics, note};
use store::Store;

pub use settings::Settings;

/// The function, the name of its metrics, and its table in settings.
const NAME: &str = "return-report";
/// The automation whose shops are told.
const OF: &str = domain::returns::rma::DESK;
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 60;
/// What must be left of the invocation's time to begin another shop: a month is read at once.
const RESERVE: Duration = Duration::from_secs(300);

/// The reporter.
#[derive(Debug)]
pub struct ReturnReport {
    /// The shop's facts.
    pub store: Store,
}

/// What a tick came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Reports that were made.
    pub made: u64,
    /// Months in which nothing came back.
    pub quiet: u64,
}

/// What is remembered of a shop at the head of [`watch`].
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    /// The first day of the last month that is done with.
    #[serde(skip_serializing_if = "Option::is_none")]
    told: Option<Date>,
}

impl Memory {
    /// Whether a month is done with.
    fn is_done_with(&self, month: &Month) -> bool {
        self.told.is_some_and(|told| told >= month.first)
    }
}

fn watch() -> EntityRef {
    EntityRef::new("WATCH", "returns")
}

impl Scheduled for ReturnReport {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        metrics::counts(NAME, &[("Made", round.made)]);
        let Round { made, quiet } = round;
        tracing::info!(made, quiet, "told of returns");
        done
    }
}

impl ReturnReport {
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
            note(&mut done, shop, "a shop's report on returns wasn't made", looked_after);
        }
        (round, done)
    }

    async fn look_after(&self, shop: &ShopId, now: Timestamp, round: &mut Round) -> Result<(), Failure> {
        let history = self.store.settings(shop).await?;
        let Some(Due { version, own, month }) = Due::of(&history, now)? else { return Ok(()) };
        let memory: Memory = self.store.head(shop, &watch()).await?.recall(NAME)?.unwrap_or_default();
        if memory.is_done_with(&month) {
            return Ok(());
        }
        match worth_telling(self.store.return_report(shop, &history, month, &own.to).await?) {
            Some(report) => round.made += u64::from(self.commit(shop, &report, version, now).await?),
            None => round.quiet += 1,
        }
        let change = |memory: &mut Memory| memory.told = memory.told.max(Some(month.first));
        self.store.remember(shop, &watch(), NAME, now, change).await.map(drop)
    }

    /// Writes the numbers down and asks for the mail. `false` if that had been done.
    async fn commit(
        &self,
        shop: &ShopId,
        report: &Report,
        version: &Version,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let entity = Report::entity(report.first);
        let events = [report.event(), Report::mail().event()];
        let origin =
            Origin { by: Some(NAME.to_owned()), settings: Some(version.number), ..Origin::default() };
        Ok(self.store.journal_once(shop, &entity, &events, origin, now).await?)
    }
}

/// A month that a shop's people may be told of, and how they want to be told.
#[derive(Debug)]
struct Due<'h> {
    version: &'h Version,
    own: Settings,
    month: Month,
}

impl<'h> Due<'h> {
    /// The newest month that is to be told by now; none for whoever takes no returns or doesn't want to be told.
    fn of(history: &'h History, now: Timestamp) -> Result<Option<Self>, Failure> {
        let Ok(version) = history.at(now) else { return Ok(None) };
        let own: Settings = version.for_automation(NAME)?.own;
        if !own.enabled || !version.shop.automations.contains_key(OF) || history.is_off(OF, now)? {
            return Ok(None);
        }
        let month = newest(now, &version.shop.time_zone(), &own);
        Ok(month.map(|month| Self { version, own, month }))
    }
}

/// The newest month whose day and time have come by a shop's clock.
fn newest(now: Timestamp, zone: &TimeZone, own: &Settings) -> Option<Month> {
    let clock = now.to_zoned(zone.clone());
    let told_at =
        |day: Date| day.with().day(own.day).build().ok()?.to_datetime(own.at).to_zoned(zone.clone()).ok();
    let this = Month::of(clock.date(), zone)?;
    let last = this.before(zone)?;
    if told_at(this.first)? <= clock { Some(last) } else { last.before(zone) }
}

/// A report that says something. Of a month in which nothing came back, was decided or was paid, nobody is told.
fn worth_telling(report: Option<Report>) -> Option<Report> {
    report.filter(|report| !report.is_empty())
}
