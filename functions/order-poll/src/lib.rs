//! Asks the shops' platforms for what their webhooks didn't tell.
//!
//! Woken every fifteen minutes by the schedule. Of each shop and each of its platforms it asks which orders changed
//! since the last time, with an overlap, oldest first; each goes through the same write path as a webhook, and what is
//! known already writes nothing. The cursor stands at the head of the entity `SOURCE#…` and moves past pages that were
//! taken in whole: a tick that ends half-way loses nothing, and the next goes on. Beside that it listens whether the
//! source is heard at all, by its own habit (`habit`), and has somebody told when it isn't, when webhooks go missing,
//! or when the platform doesn't let us in.

mod habit;
mod memory;
mod platform;
mod tell;
mod walk;

use std::{collections::BTreeSet, time::Duration};

use derive_more::AddAssign;
use domain::{
    Failure, Timestamp,
    settings::{Shop, TRACKERS},
};
use jiff::tz::TimeZone;
use shell::{Credentials, Scheduled, TimeLeft, in_turn_in_time, metrics};
use store::{Store, keys};
use web::{Pauses, Trouble, Web};

pub use memory::{FIRST_LOOK, OVERLAP};

use habit::Hearing;
use memory::Memory;
use platform::{Access, platform};
use tell::want;
use walk::{Ended, Walk};

/// The function, and the name of its metrics.
const NAME: &str = "order-poll";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 15;
/// What must be left of the invocation's time to look after another source.
const RESERVE: Duration = Duration::from_secs(20);
/// So many missed webhooks in one tick are no accident.
const MISSED: u64 = 3;

/// The reconciler.
#[derive(Debug)]
pub struct OrderPoll<W, C, P> {
    store: Store,
    web: W,
    credentials: C,
    pauses: P,
}

/// What a tick, or a part of it, came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, AddAssign)]
pub struct Round {
    /// Pages of orders.
    pub pages: u64,
    /// Orders that were news.
    pub news: u64,
    /// Orders that were known.
    pub known: u64,
    /// Orders that can't be understood or kept, journalled for the first time.
    pub refused: u64,
    /// Of the news, those that a webhook should have told.
    pub missed: u64,
    /// Sources that are silent for longer than is their habit.
    pub silent: u64,
    /// Platforms that don't let us in.
    pub refusing: u64,
    /// Sources that weren't looked after, or whose newest order wasn't reached.
    pub behind: u64,
}

impl<W: Web, C: Credentials, P: Pauses> Scheduled for OrderPoll<W, C, P> {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        metrics::counts(
            NAME,
            &[
                ("News", round.news),
                ("Refused", round.refused),
                ("MissedWebhooks", round.missed),
                ("SilentSource", round.silent),
                ("PlatformRefuses", round.refusing),
                ("Behind", round.behind),
            ],
        );
        let Round { pages, news, known, .. } = round;
        tracing::info!(pages, news, known, "asked");
        done
    }
}

impl<W: Web, C: Credentials, P: Pauses> OrderPoll<W, C, P> {
    /// A reconciler.
    pub fn new(store: Store, web: W, credentials: C, pauses: P) -> Self {
        Self { store, web, credentials, pauses }
    }

    /// Looks after every source of every shop. One that fails doesn't keep the others waiting; the last failure is
    /// answered beside what was done.
    pub async fn round(&self, now: Timestamp, time: &TimeLeft) -> (Round, Result<(), Failure>) {
        let mut round = Round::default();
        let (sources, mut done) = match self.sources().await {
            Ok(found) => found,
            Err(failure) => return (round, Err(failure)),
        };
        let mut turns = in_turn_in_time(&sources, (now, PERIOD_MINUTES), (time, RESERVE));
        while let Some(((shop, source), share)) = turns.next_with_share() {
            // Boxed here and below: as one type, all that is awaited is deeper than the compiler goes.
            let looked_after = Box::pin(self.look_after(shop, source, now, share, &mut round)).await;
            if let Err(failure) = looked_after {
                let shop = shop.id.as_str();
                tracing::error!(shop, source, class = failure.class(), %failure, "a source wasn't looked after");
                done = Err(failure);
            }
        }
        round.behind += turns.left();
        (round, done)
    }

    /// Every source of every shop: those that can be asked, and those that should be heard.
    async fn sources(&self) -> Result<(Vec<(Shop, String)>, Result<(), Failure>), Failure> {
        let mut sources = Vec::new();
        let mut done = Ok(());
        for id in self.store.shops().await? {
            match self.store.settings(&id).await {
                Ok(history) => {
                    let Some(version) = history.newest() else { continue };
                    let shop = &version.shop;
                    let names: BTreeSet<&String> =
                        shop.platforms.keys().chain(shop.secrets.webhooks.keys()).collect();
                    sources.extend(names.into_iter().map(|name| (shop.clone(), name.clone())));
                }
                Err(error) => {
                    tracing::error!(shop = id.as_str(), %error, "a shop's settings can't be read");
                    done = Err(error.into());
                }
            }
        }
        Ok((sources, done))
    }

    async fn look_after(
        &self,
        shop: &Shop,
        source: &str,
        now: Timestamp,
        time: TimeLeft,
        round: &mut Round,
    ) -> Result<(), Failure> {
        let memory =
            self.store.head(&shop.id, &keys::source(source)).await?.recall(NAME)?.unwrap_or_default();
        let asked = self.ask(shop, source, &memory, (now, time), round).await;
        // Whether it is heard doesn't hang on whether it can be asked.
        let heard = self.listen(shop, source, now, round).await;
        asked.and(heard)
    }

    /// Asks the platform, where the settings say how.
    async fn ask(
        &self,
        shop: &Shop,
        source: &str,
        memory: &Memory,
        (now, time): (Timestamp, TimeLeft),
        round: &mut Round,
    ) -> Result<(), Failure> {
        let Some(settings) = shop.platforms.get(source) else { return Ok(()) };
        // Trackers are asked of parcels, by `parcel-poll`.
        if TRACKERS.contains(&source) {
            return Ok(());
        }
        let Some(platform) = platform(source) else {
            tracing::warn!(shop = shop.id.as_str(), source, "nobody knows how to ask this platform");
            return Ok(());
        };
        let secrets = self.credentials.read(&settings.credentials).await;
        let keys = secrets.map_err(|e| Failure::transient(e.to_string()))?;
        let walk = Walk {
            store: &self.store,
            web: &self.web,
            pauses: &self.pauses,
            shop: &shop.id,
            platform,
            access: Access { api: settings.api.trim_end_matches('/').to_owned(), keys },
            told_by_webhooks: shop.secrets.webhooks.contains_key(source),
            now,
            time,
        };
        let before = round.missed;
        let ended = Box::pin(walk.walk(memory.cursor, round)).await;
        let missed = round.missed - before;
        let mut told = Ok(false);
        let day = now.to_zoned(TimeZone::UTC).date().to_string();
        if missed >= MISSED {
            let details = [("orders", missed.to_string())];
            told = want(&self.store, (&shop.id, source), tell::MISSED, (&day, &details), now).await;
        }
        match &ended {
            Ok(Ended::Whole) | Err(_) => {}
            Ok(Ended::Trouble(Trouble::Refuses(why))) => {
                round.refusing += 1;
                let details = [("answer", why.clone())];
                let refuses =
                    want(&self.store, (&shop.id, source), tell::REFUSES, (&day, &details), now).await;
                told = told.and(refuses);
            }
            Ok(Ended::OutOfTime | Ended::Trouble(_)) => round.behind += 1,
        }
        ended.map(drop).and(told.map(drop))
    }

    /// Listens whether the source is heard, where it should be.
    async fn listen(
        &self,
        shop: &Shop,
        source: &str,
        now: Timestamp,
        round: &mut Round,
    ) -> Result<(), Failure> {
        if !shop.secrets.webhooks.contains_key(source) {
            return Ok(());
        }
        let heard = self.store.last_heard(&shop.id, source).await?;
        let listen = |memory: &mut Memory| {
            let hearing = memory.hearing.get_or_insert_with(|| Hearing::new(now));
            heard.into_iter().for_each(|at| hearing.hear(at));
        };
        let source_entity = keys::source(source);
        let memory = self.store.remember(&shop.id, &source_entity, NAME, now, listen).await?;
        let Some((since, habit)) =
            memory.hearing.and_then(|hearing| Some((hearing.silent_since(now)?, hearing.habit())))
        else {
            return Ok(());
        };
        round.silent += 1;
        let (occasion, hours) = (since.to_string(), habit.as_hours().to_string());
        let details = [("since", occasion.clone()), ("usual_hours", hours)];
        if want(&self.store, (&shop.id, source), tell::SILENT, (&occasion, &details), now).await? {
            tracing::error!(shop = shop.id.as_str(), source, %since, "a source is silent for too long");
        }
        Ok(())
    }
}
