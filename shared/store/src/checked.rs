//! Is a ledger what its journalled movements come to? Where it isn't, it is put right.

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    schedule::Due,
    settings::Routes,
    stock::{Balance, Folded, Ledger, Movement, place},
    task::Wanted,
};
use jiff::{SignedDuration, tz::TimeZone};

use crate::{Store, StoreError, commit::Commit};

/// The task of whoever looks why a ledger was wrong, and how soon it is due.
const TASK: &str = "stock-ledger-wrong";
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);

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

/// How ledgers are checked.
#[derive(Debug, Clone, Copy)]
pub struct Check<'a> {
    /// The shop's zone: days are cut by it.
    pub zone: &'a TimeZone,
    /// When.
    pub now: Timestamp,
    /// Who is woken to judge a ledger that was put right.
    pub judge: &'a str,
    /// Whether it is judged anew though it is right.
    pub judges_all: bool,
    /// Whether somebody gets a task for a ledger that was wrong.
    pub tells: bool,
}

impl Store {
    /// Compares a ledger with what its journalled movements come to, and puts it right. Answers what it found, and what there
    /// is.
    pub async fn check_ledger(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        check: &Check<'_>,
    ) -> Result<(Checked, Balance), Failure> {
        let Check { zone, now, .. } = *check;
        // The ledger first: what comes to it meanwhile is in the journal already.
        let (head, mut kept) = self.stock(shop, entity).await?;
        let movements = self.movements(shop, entity).await?;
        let rebuilt = Ledger::rebuild(movements.iter().cloned(), zone);
        let balance = rebuilt.balance(zone);
        let is_right = kept.ledger == rebuilt;
        if is_right && !check.judges_all {
            return Ok((Checked::Right, balance));
        }
        let mut caught_up = kept.ledger.clone();
        let missing = caught_up.fold(&movements_since(&movements, &kept.ledger), zone);
        let has_missed = matches!(missing, Folded::Taken(new) if new > 0) && caught_up == rebuilt;
        // Where the pieces are the same, its days are cut otherwise: by another zone, or by a release that cuts them otherwise.
        let is_behind = has_missed || balance.pieces == kept.ledger.balance(zone).pieces;
        kept.ledger = rebuilt;
        let mut commit = Commit::on(shop, entity, &head, now);
        commit.ledger = Some(&kept);
        commit.wake = vec![again(shop, entity, check.judge, now)];
        let wanted = Wanted {
            reason: TASK.to_owned(),
            owner: Routes::DEFAULT.to_owned(),
            due: now + TASK_WITHIN,
            details: place(entity)
                .map(|(item, _)| ("item".to_owned(), item.to_owned()))
                .into_iter()
                .collect(),
        };
        let events = [wanted.event(&now.to_zoned(zone.clone()).date().to_string())];
        if !is_behind && check.tells {
            commit.events = &events;
        }
        match self.commit(commit).await {
            Ok(_) if is_right => Ok((Checked::Right, balance)),
            Ok(_) => Ok((if is_behind { Checked::Behind } else { Checked::Wrong }, balance)),
            // Somebody folded meanwhile: that was the difference, or the next night finds it.
            Err(StoreError::Stale) => Ok((Checked::Right, balance)),
            Err(e) => Err(e.into()),
        }
    }

    /// Has `judge` look at an item at a place again, though it didn't move. [`StoreError::Stale`] means: once more.
    pub async fn look_again(
        &self,
        shop: &ShopId,
        entity: &EntityRef,
        judge: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let head = self.head(shop, entity).await?;
        let mut commit = Commit::on(shop, entity, &head, now);
        commit.wake = vec![again(shop, entity, judge, now)];
        self.commit(commit).await.map(drop)
    }
}

fn again(shop: &ShopId, entity: &EntityRef, judge: &str, at: Timestamp) -> Due {
    Due {
        shop: shop.clone(),
        entity: entity.clone(),
        automation: judge.to_owned(),
        purpose: "again".to_owned(),
        at,
    }
}

/// Those movements that may be missing: what isn't settled in the ledger already.
fn movements_since(movements: &[Movement], ledger: &Ledger) -> Vec<Movement> {
    movements.iter().filter(|movement| !ledger.is_settled(movement)).cloned().collect()
}
