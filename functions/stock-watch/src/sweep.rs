//! The nightly sweep: is every ledger what its movements come to, and did the storefront say the same?

use domain::{
    EntityRef, Failure, NewEvent, Payload, ShopId, Timestamp,
    event::Origin,
    schedule::Due,
    settings::Routes,
    stock::{Folded, Ledger, Rules, place},
    task::Wanted,
};
use jiff::{
    SignedDuration,
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use shell::TimeLeft;
use store::{
    Store, StoreError,
    commit::Commit,
    engine::{Item as Row, Key, text},
    keys,
};

use crate::{At, NAME, OF, RESERVE, Round, StockWatch, watch};

/// When the night's sweep may begin, by the shop's own clock.
const FROM: Time = Time::constant(3, 0, 0, 0);
/// The task of whoever looks why a ledger was wrong, and how soon it is due.
const TASK: &str = "stock-ledger-wrong";
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);
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
    /// Of those: the storefront's last word differed from what was expected.
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
    /// What the present one has found.
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Swept>,
    /// Its shard, and the last row that was read of it.
    shard: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<(String, String, String)>,
}

/// What a look at one ledger found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It is what its movements come to.
    Right,
    /// Movements were missing in it.
    Behind,
    /// It was something else.
    Wrong,
}

/// Compares a ledger with what its journalled movements come to, and puts it right. It is judged anew then, or where `judges`
/// says so.
pub async fn check(
    store: &Store,
    shop: &ShopId,
    entity: &EntityRef,
    zone: &TimeZone,
    now: Timestamp,
    judges: bool,
) -> Result<(Checked, Option<i64>), Failure> {
    // The ledger first: what comes to it meanwhile is in the journal already.
    let (head, mut kept) = store.stock(shop, entity).await?;
    let movements = store.movements(shop, entity).await?;
    let rebuilt = Ledger::rebuild(movements.iter().cloned(), zone);
    let balance = rebuilt.balance(zone);
    let day = now.as_millisecond().saturating_sub(24 * 60 * 60 * 1000);
    let drift = balance.counted.filter(|count| count.at > day).map(|count| count.drift).filter(|n| *n != 0);
    let is_right = kept.ledger == rebuilt;
    if is_right && !judges {
        return Ok((Checked::Right, drift));
    }
    let mut caught_up = kept.ledger.clone();
    let missing = caught_up.fold(&movements_since(&movements, &kept.ledger), zone);
    let has_missed = matches!(missing, Folded::Taken(new) if new > 0) && caught_up == rebuilt;
    // Where the pieces are the same, its days are cut otherwise: by another zone, or by a release that cuts them otherwise.
    let is_behind = has_missed || balance.pieces == kept.ledger.balance(zone).pieces;
    kept.ledger = rebuilt;
    let mut commit = Commit::on(shop, entity, &head, now);
    commit.ledger = Some(&kept);
    commit.wake = vec![Due {
        shop: shop.clone(),
        entity: entity.clone(),
        automation: OF.to_owned(),
        purpose: "again".to_owned(),
        at: now,
    }];
    let wanted = Wanted {
        reason: TASK.to_owned(),
        owner: Routes::DEFAULT.to_owned(),
        due: now + TASK_WITHIN,
        details: place(entity).map(|(item, _)| ("item".to_owned(), item.to_owned())).into_iter().collect(),
    };
    let events = [wanted.event(&now.to_zoned(zone.clone()).date().to_string())];
    if !is_behind {
        commit.events = &events;
    }
    match store.commit(commit).await {
        Ok(_) if is_right => Ok((Checked::Right, drift)),
        Ok(_) => Ok((if is_behind { Checked::Behind } else { Checked::Wrong }, drift)),
        // Somebody folded meanwhile: that was the difference, or the next night finds it.
        Err(StoreError::Stale) => Ok((Checked::Right, drift)),
        Err(e) => Err(e.into()),
    }
}

/// Those movements that may be missing: what isn't settled in the ledger already.
fn movements_since(movements: &[domain::stock::Movement], ledger: &Ledger) -> Vec<domain::stock::Movement> {
    movements.iter().filter(|movement| !ledger.is_settled(movement)).cloned().collect()
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
            progress = Progress { done, settings, found: Some(found), ..Progress::default() };
        }
        let mut found = progress.found.take().unwrap_or_default();
        let judges = progress.settings != at.settings.version
            || starts_anew(&at.settings.own, found.date, progress.done);
        while progress.shard < keys::SHARDS && time.left() > RESERVE {
            let partition = keys::list(at.shop, "ledgers", progress.shard);
            let after = progress.after.as_ref().map(|after| row(&partition, after));
            let (entities, next) = self.store.ledger_page(at.shop, progress.shard, after).await?;
            for of in &entities {
                found.ledgers += 1;
                let checked = Box::pin(check(&self.store, at.shop, of, &zone, at.now, judges)).await;
                let (checked, drift) = match checked {
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
                if let Some(drift) = drift {
                    found.drifted += 1;
                    found.largest.push((of.id().to_owned(), drift));
                    found.largest.sort_by_key(|(_, drift)| std::cmp::Reverse(drift.unsigned_abs()));
                    found.largest.truncate(NAMED);
                }
            }
            match next {
                Some(next) => progress.after = Some(place_of(&next)),
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
        let report = NewEvent::of(format!("stock#swept#{}", found.date), &found);
        let head = self.store.head(at.shop, &entity).await?;
        let events = [report];
        let done = Progress { done: Some(found.date), settings: at.settings.version, ..Progress::default() };
        let mut commit = Commit::on(at.shop, &entity, &head, at.now);
        commit.events = &events;
        commit.memory = vec![(NAME, serde_json::to_value(&done).expect("plain data"))];
        commit.origin = Origin { by: Some(NAME.to_owned()), ..Origin::default() };
        match self.store.commit(commit).await {
            Ok(_) | Err(StoreError::Stale) => Ok(()),
            Err(e) => Err(e.into()),
        }
    }
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

fn place_of(row: &Row) -> (String, String, String) {
    let part = |name: &str| text(row, name).unwrap_or_default().to_owned();
    (part("pk"), part("sk"), part("tsk"))
}

fn row(partition: &str, (pk, sk, tsk): &(String, String, String)) -> Row {
    let mut row = Key::new(pk.as_str(), sk.as_str()).item();
    row.insert("tpk".into(), partition.into());
    row.insert("tsk".into(), tsk.as_str().into());
    row
}
