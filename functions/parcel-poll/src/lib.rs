//! Asks trackers for parcels of which nothing was heard for a while, within a budget.
//!
//! Woken every fifteen minutes by the schedule. Orders whose promise is stored stand in the list `under-way`, by when they are next
//! asked after. Of those that are due, silent parcels are asked for at the shop's tracker; what it tells goes through the same write
//! path as its webhooks, and what is known already writes nothing. Each request is taken from the shop's day before it is made.

mod asking;
mod budget;
mod choose;
mod settings;
mod tracker;

use std::{collections::BTreeSet, time::Duration};

use domain::{
    EntityRef, Failure, Timestamp,
    edd::{Memory, UNDER_WAY},
    settings::{History, Shop},
    task::Wanted,
    tracking::Number,
};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use shell::{Credentials, Scheduled, TimeLeft, in_turn, metrics};
use store::{Store, keys};
use web::{Pauses, Trouble, Web};

pub use settings::Settings;

use asking::Asking;
use budget::Purse;
use choose::{Look, Silent, look, rank};

/// The function, the name of its metrics, and its table in settings.
const NAME: &str = "parcel-poll";
/// The automation whose promises are looked after.
const OF: &str = "edd-calculation";
/// How often it is woken, by the template's schedule.
const PERIOD_MINUTES: i64 = 15;
/// What must be left of the invocation's time to look after another shop.
const RESERVE: Duration = Duration::from_secs(20);
/// So many due orders of each part of the list are looked at in a tick.
const MOST_DUE: u16 = 100;
/// So many requests a shop may make in one tick: the day's are spread over it, and one that breaks off has spoilt no more.
const MOST_A_TICK: u32 = 100;
/// So many requests are for trying again.
const TRIES: usize = 10;
/// The task of whoever looks after a tracker that lets nobody in, and how soon it is due.
const TASK: &str = "tracker-refuses-us";
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// The one who asks.
#[derive(Debug)]
pub struct ParcelPoll<W, C, P> {
    store: Store,
    web: W,
    credentials: C,
    pauses: P,
}

/// What a tick, or a part of it, came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
    /// Shops that weren't looked after, or whose tracker didn't answer.
    pub behind: u64,
    /// Orders that wait for the shop's next day, or the next tick.
    pub waiting: u64,
}

impl std::ops::AddAssign for Round {
    fn add_assign(&mut self, other: Self) {
        self.requests += other.requests;
        self.news += other.news;
        self.known += other.known;
        self.unknown += other.unknown;
        self.refused += other.refused;
        self.refusing += other.refusing;
        self.behind += other.behind;
        self.waiting += other.waiting;
    }
}

impl<W: Web, C: Credentials, P: Pauses> Scheduled for ParcelPoll<W, C, P> {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (round, done) = self.round(now, time).await;
        for (metric, count) in [
            ("Requests", round.requests),
            ("News", round.news),
            ("Refused", round.refused),
            ("TrackerRefuses", round.refusing),
            ("Behind", round.behind),
        ] {
            if count > 0 {
                metrics::count(NAME, metric, count);
            }
        }
        let Round { requests, news, known, unknown, waiting, .. } = round;
        tracing::info!(requests, news, known, unknown, waiting, "asked");
        done?;
        metrics::count(NAME, "Heartbeat", 1);
        Ok(())
    }
}

/// A shop at a moment.
struct At<'a> {
    shop: &'a Shop,
    own: Settings,
    /// The day by the shop's own clock.
    today: Date,
    now: Timestamp,
    time: TimeLeft,
}

/// A member of the list, as it was read there.
type Member = (Timestamp, EntityRef);

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
        let count = shops.len();
        for (nth, shop) in in_turn(&shops, now, PERIOD_MINUTES).enumerate() {
            if time.left() < RESERVE {
                tracing::warn!(shops = count - nth, "shops are left for the next tick");
                round.behind += u64::try_from(count - nth).unwrap_or(u64::MAX);
                break;
            }
            let share = time.left() / u32::try_from(count - nth).unwrap_or(u32::MAX);
            let share = TimeLeft::span(share.max(RESERVE).min(time.left()));
            let looked_after = match self.store.settings(shop).await {
                // Boxed: as one type, all that is awaited is deeper than the compiler goes.
                Ok(history) => Box::pin(self.look_after(&history, now, share, &mut round)).await,
                Err(error) => Err(error.into()),
            };
            shell::note(&mut done, shop, "a shop's parcels weren't asked after", looked_after);
        }
        (round, done)
    }

    async fn look_after(
        &self,
        history: &History,
        now: Timestamp,
        time: TimeLeft,
        round: &mut Round,
    ) -> Result<(), Failure> {
        let Some(version) = history.newest() else { return Ok(()) };
        let (shop, own) = (&version.shop, version.for_automation::<Settings>(NAME)?.own);
        let is_wanted = own.enabled && shop.trackers().next().is_some() && !history.is_off(OF, now)?;
        if !is_wanted {
            return Ok(());
        }
        let today = now.to_zoned(shop.time_zone()).date();
        let at = At { shop, own, today, now, time };
        let mut own = Round::default();
        let asked = match self.silent(&at).await {
            Ok(silent) if silent.is_empty() => Ok(()),
            Ok(silent) => self.ask_after(&at, &silent, &mut own).await,
            Err(failure) => Err(failure),
        };
        *round += own;
        asked
    }

    /// The orders that are due, those first whose turn it is. What is over leaves the list, what has been heard of moves on in it.
    async fn silent(&self, at: &At<'_>) -> Result<Vec<Silent<Member>>, Failure> {
        let shop = &at.shop.id;
        let mut silent = Vec::new();
        for (since, entity) in self.store.members_until(shop, UNDER_WAY, at.now, MOST_DUE).await? {
            if at.time.left() < RESERVE {
                break;
            }
            let known = self.store.order(shop, &entity).await?;
            let memory: Option<Memory> = known.head.recall(Memory::NAME)?;
            let parcels = match &known.order {
                Some(order) => self.store.parcels_of(shop, order).await?,
                None => Vec::new(),
            };
            match look(known.order.as_ref(), memory.as_ref(), &parcels, at.own.silence(), at.now) {
                Look::Over => _ = self.store.leave_as_read(shop, &entity, UNDER_WAY, since).await?,
                Look::Later(then) => {
                    self.store.move_as_read(shop, &entity, UNDER_WAY, (since, then)).await?;
                }
                Look::Ask(parcels) => {
                    let promised = memory.and_then(|memory| memory.promised).map(|span| span.latest);
                    silent.push(Silent { order: (since, entity), since, promised, parcels });
                }
            }
        }
        rank(&mut silent, at.today);
        Ok(silent)
    }

    /// Asks after orders, one tracker after the other: the next is asked for what the one before doesn't know.
    async fn ask_after(
        &self,
        at: &At<'_>,
        silent: &[Silent<Member>],
        round: &mut Round,
    ) -> Result<(), Failure> {
        let mut left: Vec<Number> = Vec::new();
        for number in silent.iter().flat_map(|one| &one.parcels) {
            // A parcel may hold several orders.
            if !left.contains(number) {
                left.push(number.clone());
            }
        }
        // What isn't spent is given back; trackers may have to be asked again, or one after the other.
        let all = left.len().saturating_mul(at.shop.trackers().count()).saturating_add(TRIES);
        let wanted = u32::try_from(all).unwrap_or(u32::MAX).min(MOST_A_TICK);
        let shop = &at.shop.id;
        let mut purse = Purse::take(&self.store, (shop, at.now), at.today, (wanted, at.own.a_day)).await?;
        let mut answered = BTreeSet::new();
        let asked = self.ask_all(at, &mut left, &mut answered, &mut purse, round).await;
        let closed = purse.close(&self.store, shop, at.now).await;
        // Also where it broke off: what was answered waits anew.
        let moved = self.move_on(at, silent, &answered, round).await;
        asked.and(closed).and(moved)
    }

    async fn ask_all(
        &self,
        at: &At<'_>,
        left: &mut Vec<Number>,
        answered: &mut BTreeSet<Number>,
        purse: &mut Purse,
        round: &mut Round,
    ) -> Result<(), Failure> {
        for (name, platform) in at.shop.trackers() {
            let Some(tracker) = tracker::tracker(name) else { continue };
            let secrets = self.credentials.read(&platform.credentials).await;
            let secrets = secrets.map_err(|e| Failure::transient(e.to_string()))?;
            let Some(key) = secrets.first() else {
                let why = "the settings name no API key that exists";
                self.refuses(at, name, why, round).await?;
                continue;
            };
            let asking = Asking {
                store: &self.store,
                web: &self.web,
                pauses: &self.pauses,
                shop: &at.shop.id,
                tracker,
                api: platform.api.trim_end_matches('/'),
                key,
                now: at.now,
                time: &at.time,
            };
            let asked = Box::pin(asking.ask(left, purse, round)).await?;
            left.retain(|number| !asked.known.contains(number));
            answered.extend(asked.answered);
            match asked.trouble {
                Some(Trouble::Refuses(why)) => self.refuses(at, name, &why, round).await?,
                Some(_) => round.behind = 1,
                None if asked.is_late => round.behind = 1,
                None => {}
            }
        }
        round.unknown += u64::try_from(left.iter().filter(|number| answered.contains(*number)).count())
            .unwrap_or(u64::MAX);
        Ok(())
    }

    /// Moves on what was asked after in full; the rest stays where it stands, and is first of its kind the next time.
    async fn move_on(
        &self,
        at: &At<'_>,
        silent: &[Silent<Member>],
        answered: &BTreeSet<Number>,
        round: &mut Round,
    ) -> Result<(), Failure> {
        for Silent { order: (since, entity), parcels, .. } in silent {
            if !parcels.iter().all(|number| answered.contains(number)) {
                round.waiting += 1;
                continue;
            }
            let then = at.now + at.own.silence();
            self.store.move_as_read(&at.shop.id, entity, UNDER_WAY, (*since, then)).await?;
        }
        Ok(())
    }

    /// Has somebody told, once a day, that a tracker doesn't let us in.
    async fn refuses(&self, at: &At<'_>, source: &str, why: &str, round: &mut Round) -> Result<(), Failure> {
        round.refusing += 1;
        let details = [("source", source), ("answer", why)];
        let details = details.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
        let owner = domain::settings::Routes::DEFAULT.to_owned();
        let wanted = Wanted { reason: TASK.to_owned(), owner, due: at.now + TASK_WITHIN, details };
        let day = at.now.to_zoned(TimeZone::UTC).date().to_string();
        let event = wanted.event(&day);
        self.store.say_once(&at.shop.id, &keys::source(source), &event, at.now).await.map(drop)
    }
}
