//! Finds the mails that should have gone out and didn't, and asks for them again.
//!
//! Woken every five minutes by the schedule. Of each shop it walks through the part of the journal that has become ten
//! minutes old since the last time, by keys alone. A mail that was asked for must be sent by the ledger's word, an order
//! that came in must have been decided about; what isn't so is looked at closely. What may only be lost is asked for
//! again, under another name for the same send, so the ledger keeps it single; and it is looked after in a list until it
//! has come. What is missing for half an hour, a person is told of, once a day.

mod memory;

use std::time::Duration;

use derive_more::AddAssign;
use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    missing::{self, LIST},
    settings::Routes,
    task::Wanted,
};
use jiff::{SignedDuration, tz::TimeZone};
use shell::{Scheduled, TimeLeft, in_turn_in_time, metrics, note};
use store::{
    Store,
    missing::{Look, Looked},
    suspects,
    walk::{Row, Walk},
};

pub use memory::{AT_REST, OVERLAP};
use memory::{Member, Memory, Progress};

/// The function, and the name of its metrics.
const NAME: &str = "mail-watch";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 5;
/// What must be left of the invocation's time to look at another shop, page or entity.
const RESERVE: Duration = Duration::from_secs(5);
/// So many of the list are looked at closely in a tick.
pub const MOST_LISTED: usize = 200;
/// The task of whoever looks after what stays missing, and how soon it is due.
const TASK: &str = "mails-missing";
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(4);
/// A task names so many orders.
const NAMED: usize = 5;

/// The reconciler.
#[derive(Debug)]
pub struct MailWatch {
    /// The shop's facts and the ledger.
    pub store: Store,
    /// How long SES's word on a send is waited for: as long as `mail-delivery` does.
    pub patience: SignedDuration,
}

/// What a tick came to.
#[derive(Debug, Clone, Default, PartialEq, Eq, AddAssign)]
pub struct Round {
    /// What is missing and can't be explained, by what was seen in this tick.
    pub lost: u64,
    /// Of those, for longer than asking again should take.
    pub missing: u64,
    /// What was asked for again.
    pub again: u64,
    /// Shops that had no turn, journals and lists of what was missing whose end wasn't reached.
    pub behind: u64,
}

impl Scheduled for MailWatch {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        metrics::counts(
            NAME,
            &[("Missing", round.missing), ("AskedAgain", round.again), ("Behind", round.behind)],
        );
        let Round { lost, missing, again, behind } = round;
        tracing::info!(lost, missing, again, behind, "looked for what is missing");
        done
    }
}

impl MailWatch {
    /// Looks after every shop. One that fails doesn't keep the others waiting; the last failure is answered beside what
    /// was done.
    pub async fn round(&self, now: Timestamp, time: &TimeLeft) -> (Round, Result<(), Failure>) {
        let (mut round, mut done) = (Round::default(), Ok(()));
        let shops = match self.store.shops().await {
            Ok(shops) => shops,
            Err(error) => return (round, Err(error.into())),
        };
        let mut turns = in_turn_in_time(&shops, (now, PERIOD_MINUTES), (time, RESERVE));
        for shop in &mut turns {
            // Boxed: as one type, all that is awaited is deeper than the compiler goes.
            let looked = Box::pin(self.look_after(shop, now, time, &mut round)).await;
            note(&mut done, shop, "a shop wasn't looked after", looked);
        }
        round.behind += turns.left();
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
        let look =
            Look { now, patience: self.patience, decides: missing::decides(&history, now), insists: false };
        let memory = memory::recall(&self.store.head(shop, &memory::entity()).await?)?;
        let members = self.store.members(shop, LIST).await?;
        let mut progress = memory.progress();
        let tick = Tick { watch: self, shop, look, time, memory, members };
        let listed = tick.listed(round, &mut progress).await;
        let walked = tick.walk(round, &mut progress).await;
        let kept = memory::keep(&self.store, shop, &progress, now).await;
        listed.and(walked).and(kept)
    }
}

/// One tick at one shop.
struct Tick<'t> {
    watch: &'t MailWatch,
    shop: &'t ShopId,
    look: Look,
    time: &'t TimeLeft,
    memory: Memory,
    /// What was missing before.
    members: Vec<Member>,
}

/// Something that stays missing: since when, and how people call it.
type Stays = (Timestamp, String);

impl Tick<'_> {
    fn store(&self) -> &Store {
        &self.watch.store
    }

    /// Looks again at what was missing before, and has people told of what stays so. Of a long list one part a tick.
    async fn listed(&self, round: &mut Round, progress: &mut Progress) -> Result<(), Failure> {
        let (mut done, mut stays) = (Ok(()), Vec::<Stays>::new());
        let mut left = self.members.len();
        for member in self.memory.turn(&self.members).take(MOST_LISTED) {
            if self.time.left() < RESERVE {
                tracing::warn!(left, "what was missing is left for the next tick");
                round.behind += 1;
                break;
            }
            let (since, entity) = member;
            (left, progress.listed) = (left - 1, Some(member.clone()));
            if *since < self.look.now - missing::HORIZON {
                self.store().leave(self.shop, entity, LIST).await?;
                continue;
            }
            let late = *since <= self.look.now - missing::TOLD_AFTER;
            match self.look_at(entity, *since, true, round).await {
                Ok(lost) if late => stays.extend(lost),
                Ok(_) => {}
                Err(failure) => {
                    self.log(entity, &failure);
                    // After a while people hear of it as of what is missing; the ticks go on.
                    if late {
                        stays.push((*since, entity.to_string()));
                    } else {
                        done = Err(failure);
                    }
                }
            }
        }
        if left == 0 {
            progress.listed = None;
        }
        if stays.is_empty() {
            return done;
        }
        round.missing += u64::try_from(stays.len()).unwrap_or(u64::MAX);
        self.tell(stays).await.and(done)
    }

    /// Goes through what has become old enough since the last time.
    async fn walk(&self, round: &mut Round, progress: &mut Progress) -> Result<(), Failure> {
        let until = self.look.now - missing::AFTER;
        let mut done = Ok(());
        for walk in self.memory.walks(until) {
            let ends = walk.until;
            let left = self.pages(walk, round, &mut progress.news, &mut done).await;
            let whole = left.is_none();
            progress.reached = Some((ends, left));
            if !whole {
                round.behind += 1;
                break;
            }
        }
        done
    }

    /// Works a walk off, page by page. Answers what is left of it, if time was over or a page couldn't be worked off.
    async fn pages(
        &self,
        walk: Walk,
        round: &mut Round,
        news: &mut bool,
        done: &mut Result<(), Failure>,
    ) -> Option<Walk> {
        let mut left = Some(walk);
        while let Some(walk) = left.take() {
            if self.time.left() < RESERVE {
                return Some(walk);
            }
            let worked_off = async {
                let (rows, rest) = self.store().walk(self.shop, &walk).await?;
                *news |= rows.iter().any(|row| self.memory.is_news(row.at));
                Ok::<_, Failure>((self.page(&rows, round).await, rest))
            };
            match worked_off.await {
                Err(failure) | Ok((Err(failure @ Failure::Transient { .. }), _)) => {
                    *done = Err(failure);
                    return Some(walk);
                }
                Ok((page, rest)) => {
                    if page.is_err() {
                        *done = page;
                    }
                    left = rest;
                }
            }
        }
        None
    }

    /// What is wrong with one entity doesn't keep its neighbours from being looked at; what passes is tried again by the
    /// next tick, from the same place.
    async fn page(&self, rows: &[Row], round: &mut Round) -> Result<(), Failure> {
        let mut done = Ok(());
        for (entity, suspect) in suspects::of(rows) {
            let looked = match suspect.is_justified(self.store(), self.shop, &entity, &self.look).await {
                Ok(false) => continue,
                Ok(true) => self.look_at(&entity, suspect.since, false, round).await.map(drop),
                Err(error) => Err(error.into()),
            };
            match looked {
                Ok(()) => {}
                Err(failure @ Failure::Transient { .. }) => {
                    self.pass_over(&entity, suspect.since, failure).await?;
                }
                Err(failure) => {
                    self.log(&entity, &failure);
                    done = Err(failure);
                }
            }
        }
        done
    }

    /// Goes on without an entity if it is looked after in the list; it comes there once it has held the walk up for long
    /// enough. If it can't be put there, it is the store that is in trouble, and the walk waits.
    async fn pass_over(&self, entity: &EntityRef, since: Timestamp, failure: Failure) -> Result<(), Failure> {
        if !self.members.iter().any(|(_, member)| member == entity) {
            if !self.memory.is_held_up() {
                return Err(failure);
            }
            self.store().watch(self.shop, entity, since, self.look.now).await?;
        }
        self.log(entity, &failure);
        Ok(())
    }

    /// Looks closely at one entity: asks again for what is lost, and keeps it in the list while that may help. Answers
    /// what is lost.
    async fn look_at(
        &self,
        entity: &EntityRef,
        since: Timestamp,
        listed: bool,
        round: &mut Round,
    ) -> Result<Vec<Stays>, Failure> {
        let (store, shop, now) = (self.store(), self.shop, self.look.now);
        let looked: Looked = store.look_for_missing(shop, entity, since, &self.look).await?;
        let watched = looked.is_open().then_some(since);
        let mut joined = listed;
        for again in &looked.again {
            if store.ask_again(shop, entity, again, watched, now).await? {
                (round.again, joined) = (round.again + 1, joined || watched.is_some());
                let (shop, entity) = (shop.as_str(), entity.to_string());
                tracing::warn!(shop, entity, "asked again for what is missing");
            }
        }
        match watched {
            Some(since) if !joined => store.watch(shop, entity, since, now).await?,
            None if listed => store.leave(shop, entity, LIST).await?,
            _ => {}
        }
        let lost = looked.missing.into_iter().filter(|missing| missing.state.is_lost());
        let named = |missing: missing::Missing| {
            (missing.since, missing.number.unwrap_or_else(|| missing.entity.to_string()))
        };
        let lost: Vec<Stays> = lost.map(named).collect();
        round.lost += u64::try_from(lost.len()).unwrap_or(u64::MAX);
        Ok(lost)
    }

    fn log(&self, entity: &EntityRef, failure: &Failure) {
        let (shop, entity) = (self.shop.as_str(), entity.to_string());
        tracing::error!(shop, entity, %failure, "it can't be told whether something is missing here");
    }

    /// Has a person told, once a day.
    async fn tell(&self, mut stays: Vec<Stays>) -> Result<(), Failure> {
        stays.sort();
        let names = stays.iter().take(NAMED).map(|(_, name)| name.clone());
        let details = [
            ("count".to_owned(), stays.len().to_string()),
            ("first".to_owned(), names.collect::<Vec<_>>().join(", ")),
        ];
        let now = self.look.now;
        let wanted = Wanted {
            reason: TASK.to_owned(),
            owner: Routes::DEFAULT.to_owned(),
            due: now + TASK_WITHIN,
            details: details.into(),
        };
        let day = now.to_zoned(TimeZone::UTC).date().to_string();
        let event = wanted.event(&day);
        if self.store().say_once(self.shop, &memory::entity(), &event, now).await? {
            tracing::error!(shop = self.shop.as_str(), count = stays.len(), "mails stay missing");
        }
        Ok(())
    }
}
