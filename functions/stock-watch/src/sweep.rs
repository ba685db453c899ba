//! The nightly sweep: is every ledger what its movements come to, and did the storefront say the same?

use std::collections::BTreeMap;

use domain::{
    EntityRef, Failure, NewEvent, Payload, Timestamp,
    event::Origin,
    stock::{Balance, Categories, Item, NETWORK, PerDay, Rules, place, velocity},
};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use shell::TimeLeft;
use store::{
    StoreError,
    checked::{Check, Checked},
    commit::Commit,
    keys,
    stock::{after_of, row_of},
};

use crate::{At, NAME, OF, RESERVE, Round, StockWatch, watch};

/// When the night's sweep may begin, by the shop's own clock.
const FROM: Time = Time::constant(3, 0, 0, 0);
/// So many ledgers that were wrong are a task each; where more are, that is one fault, and the report names how many.
const TASKS: u64 = 20;
/// A report names so many that differ most.
const NAMED: usize = 20;

/// Data of `stock.swept`: what a night's sweep found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swept {
    /// The shop's own date.
    pub date: Date,
    /// Ledgers that were rebuilt.
    pub ledgers: u64,
    /// Of those: movements were missing, and were made up for.
    #[serde(default)]
    pub behind: u64,
    /// Of those: wrong, and put right.
    #[serde(default)]
    pub wrong: u64,
    /// Ledgers that couldn't be looked at.
    #[serde(default)]
    pub failed: u64,
    /// Of the ledgers: the storefront's last word differed from what was expected.
    #[serde(default)]
    pub drifted: u64,
    /// The largest such differences: item and place, and what was said less what was expected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub largest: Vec<(String, i64)>,
}

impl Payload for Swept {
    const KIND: &'static str = "stock.swept";
}

/// Where a sweep stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Progress {
    /// The date of the last one that is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<Date>,
    /// The settings by which everything was judged then.
    settings: u32,
    /// The settings that the present one began by.
    begun: u32,
    /// What it has found.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Swept>,
    /// Its shard, and the last row that was read of it.
    shard: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<(String, String, String)>,
}

impl StockWatch {
    /// Goes on with the night's sweep, as far as time allows.
    pub(crate) async fn sweep(&self, at: &At<'_>, time: &TimeLeft, round: &mut Round) -> Result<(), Failure> {
        let zone = at.settings.shop.time_zone();
        let local = at.now.to_zoned(zone.clone());
        let entity = watch("stock-sweep");
        let mut progress: Progress =
            self.store.head(at.shop, &entity).await?.recall(NAME)?.unwrap_or_default();
        if progress.found.is_none() {
            if local.time() < FROM || progress.done.is_some_and(|done| done >= local.date()) {
                return Ok(());
            }
            let found = Swept { date: local.date(), ..Swept::default() };
            let Progress { done, settings, .. } = progress;
            let begun = at.settings.version;
            progress = Progress { done, settings, begun, found: Some(found), ..Progress::default() };
            let begin = |categories: &mut Categories| categories.begin();
            self.store.remember(at.shop, &Categories::entity(), NAME, at.now, begin).await?;
        }
        let mut found = progress.found.take().unwrap_or_default();
        let judges = progress.settings != at.settings.version
            || starts_anew(&at.settings.own, found.date, progress.done);
        while progress.shard < keys::SHARDS && time.left() > RESERVE {
            let after = progress.after.as_ref().map(|after| row_of(at.shop, progress.shard, after));
            let (entities, next) = self.store.ledger_page(at.shop, progress.shard, after).await?;
            let mut sold = Vec::new();
            for of in &entities {
                found.ledgers += 1;
                let tells = found.wrong < TASKS;
                let check = Check { zone: &zone, now: at.now, judge: OF, judges_all: judges, tells };
                let checked = Box::pin(self.store.check_ledger(at.shop, of, &check)).await;
                let (checked, balance) = match checked {
                    Ok(found) => found,
                    // The others are looked at all the same.
                    Err(failure) => {
                        let (shop, class) = (at.shop.as_str(), failure.class());
                        tracing::error!(shop, entity = %of, class, %failure, "a ledger couldn't be looked at");
                        found.failed += 1;
                        continue;
                    }
                };
                found.behind += u64::from(checked == Checked::Behind);
                found.wrong += u64::from(checked == Checked::Wrong);
                round.swept += 1;
                round.behind += u64::from(checked == Checked::Behind);
                round.wrong += u64::from(checked == Checked::Wrong);
                let rate = velocity(balance.sales(), found.date, &at.settings.own.cover, None);
                sold.extend(rate.map(|(rate, _)| (of, rate)));
                if let Some(drift) = drift(&balance, at.now) {
                    found.drifted += 1;
                    found.largest.push((of.id().to_owned(), drift));
                    found.largest.sort_by_key(|(_, drift)| std::cmp::Reverse(drift.unsigned_abs()));
                    found.largest.truncate(NAMED);
                }
            }
            self.note_categories(at, &sold).await?;
            match next {
                Some(next) => progress.after = Some(after_of(&next)),
                None => (progress.shard, progress.after) = (progress.shard + 1, None),
            }
            // After each page: a tick that runs out of time isn't lost.
            progress.found = Some(found.clone());
            let change = |remembered: &mut Progress| remembered.clone_from(&progress);
            self.store.remember(at.shop, &entity, NAME, at.now, change).await?;
        }
        if progress.shard < keys::SHARDS {
            return Ok(());
        }
        let end = |categories: &mut Categories| categories.end();
        self.store.remember(at.shop, &Categories::entity(), NAME, at.now, end).await?;
        let report = NewEvent::of(format!("stock#swept#{}", found.date), &found);
        let head = self.store.head(at.shop, &entity).await?;
        let events = [report];
        // What couldn't be looked at wasn't judged by these settings, nor was what it had passed when others were
        // applied: all are once more, the next night.
        let settings = if found.failed == 0 { progress.begun } else { progress.settings };
        let done = Progress { done: Some(found.date), settings, ..Progress::default() };
        let mut commit = Commit::on(at.shop, &entity, &head, at.now);
        commit.events = &events;
        commit.memory = vec![(NAME, serde_json::to_value(&done).expect("plain data"))];
        commit.origin = Origin { by: Some(NAME.to_owned()), ..Origin::default() };
        match self.store.commit(commit).await {
            Ok(_) | Err(StoreError::Stale) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }

    /// Notes how fast items sell with their categories.
    async fn note_categories(&self, at: &At<'_>, sold: &[(&EntityRef, PerDay)]) -> Result<(), Failure> {
        let sold: Vec<(String, PerDay)> = sold
            .iter()
            .filter_map(|(entity, rate)| Some((place(entity)?, *rate)))
            .filter(|((_, location), _)| *location != NETWORK)
            .map(|((item, _), rate)| (item.to_owned(), rate))
            .collect();
        if sold.is_empty() {
            return Ok(());
        }
        let ids: Vec<String> = sold.iter().map(|(item, _)| item.clone()).collect();
        let entries = self.store.catalogue(at.shop, &ids).await?;
        let items: BTreeMap<&str, &Item> = entries
            .iter()
            .filter_map(|entry| Some((entry.id.as_str(), entry.entry.item.as_ref()?)))
            .collect();
        let note = |categories: &mut Categories| {
            for (item, rate) in &sold {
                if let Some(item) = items.get(item.as_str()) {
                    categories.note(item, *rate);
                }
            }
        };
        self.store.remember(at.shop, &Categories::entity(), NAME, at.now, note).await?;
        Ok(())
    }
}

/// By how much the storefront's last word of the last day differed from what was expected.
fn drift(balance: &Balance, now: Timestamp) -> Option<i64> {
    let day = now.as_millisecond().saturating_sub(24 * 60 * 60 * 1000);
    balance.counted.filter(|count| count.at > day).map(|count| count.drift).filter(|pieces| *pieces != 0)
}

/// Whether the rules may say something else of a stock that didn't move since the sweep before: a month or a season has begun
/// or ended, or nothing was looked at yet.
fn starts_anew(rules: &Rules, date: Date, before: Option<Date>) -> bool {
    let Some(before) = before else { return true };
    let months = rules.rules.iter().any(|rule| rule.months.is_some())
        && before.first_of_month() != date.first_of_month();
    let crossed = |edge: Date| before < edge && edge <= date;
    months
        || rules.seasons.iter().any(|season| crossed(season.from) || season.to.tomorrow().is_ok_and(crossed))
}
