//! One shop in one tick: who is due, who is asked after, and where each stands in the list afterwards.

use std::{cmp::Reverse, collections::BTreeSet};

use domain::{
    EntityRef, Failure, Timestamp,
    edd::{Memory, UNDER_WAY},
    settings::{History, Routes, Shop},
    task::Wanted,
    tracking::Number,
};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use shell::{Credentials, TimeLeft};
use store::keys;
use web::{Pauses, Trouble, Web, retry::PAGE};

use crate::{
    NAME, ParcelPoll, Round, Settings,
    asking::Asking,
    budget::Purse,
    choose::{Look, Silent, look, rank},
    tracker,
};

/// The automation whose promises are looked after.
const OF: &str = "edd-calculation";
/// So many due orders of each part of the list are looked at in a tick.
const MOST_DUE: u16 = 100;
/// So many requests a shop may make in one tick: the day's are spread over it, and one that breaks off has spoilt no more.
const MOST_A_TICK: u32 = 100;
/// So many requests are for trying again.
const TRIES: usize = 10;
/// The task of whoever looks after a tracker that lets nobody in, and how soon it is due.
const TASK: &str = "tracker-refuses-us";
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);

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
    pub(crate) async fn look_after(
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
        let today = shop.day(now);
        let at = At { shop, own, today, now, time };
        let (silent, done) = self.silent(&at, round).await?;
        match silent.is_empty() {
            true => done,
            false => self.ask_after(&at, &silent, round).await.and(done),
        }
    }

    /// The orders that are due, those first whose turn it is. What is over leaves the list, what has been heard of moves on in it. What is
    /// wrong with one order keeps no other out: it is answered beside.
    async fn silent(
        &self,
        at: &At<'_>,
        round: &mut Round,
    ) -> Result<(Vec<Silent<Member>>, Result<(), Failure>), Failure> {
        let (mut silent, mut done) = (Vec::new(), Ok(()));
        for member in self.store.members_until(&at.shop.id, UNDER_WAY, at.now, MOST_DUE).await? {
            if at.time.left() < PAGE {
                round.behind += 1;
                break;
            }
            match self.look_at(at, member).await {
                Ok(found) => silent.extend(found),
                Err(failure @ Failure::Transient { .. }) => return Err(failure),
                Err(failure) => {
                    tracing::error!(shop = at.shop.id.as_str(), %failure, "an order can't be looked at; the others are");
                    done = Err(failure);
                }
            }
        }
        rank(&mut silent, at.today);
        Ok((silent, done))
    }

    /// Looks at one order that is due. Answers it, if parcels of it are silent.
    async fn look_at(&self, at: &At<'_>, (since, entity): Member) -> Result<Option<Silent<Member>>, Failure> {
        let shop = &at.shop.id;
        let known = self.store.order(shop, &entity).await?;
        let memory: Option<Memory> = known.head.recall(Memory::NAME)?;
        let parcels = match &known.order {
            Some(order) => self.store.parcels_of(shop, order).await?,
            None => Vec::new(),
        };
        match look(known.order.as_ref(), memory.as_ref(), &parcels, at.own.silence(), at.now) {
            Look::Over => {
                self.store.leave_as_read(shop, &entity, UNDER_WAY, since).await?;
            }
            Look::Later(then) => {
                self.store.move_as_read(shop, &entity, UNDER_WAY, (since, then)).await?;
            }
            Look::Ask(parcels) => {
                let promised = memory.and_then(|memory| memory.promised).map(|span| span.latest);
                return Ok(Some(Silent { order: (since, entity), since, promised, parcels }));
            }
        }
        Ok(None)
    }

    /// Asks after orders, one tracker after the other: the next is asked for what the one before doesn't know. First whoever takes
    /// the most parcels a request: whoever takes one has the day's requests used up alone, and the other's parcels no turn.
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
        let known = |(name, platform)| Some((name, platform, tracker::tracker(name)?));
        let mut trackers: Vec<_> = at.shop.trackers().filter_map(known).collect();
        trackers.sort_by_key(|(_, _, tracker)| Reverse(tracker.most));
        // A parcel that one doesn't know is answered about once every one that lets us in has said so.
        let (mut heard, mut unanswered) = (BTreeSet::new(), BTreeSet::new());
        for (name, platform, tracker) in trackers {
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
            if !matches!(asked.trouble, Some(Trouble::Refuses(_))) {
                let missing = left.iter().filter(|number| !asked.answered.contains(*number));
                unanswered.extend(missing.cloned());
            }
            heard.extend(asked.answered);
            answered.extend(asked.known);
            match asked.trouble {
                Some(Trouble::Refuses(why)) => self.refuses(at, name, &why, round).await?,
                Some(_) => round.behind += 1,
                None if asked.is_late => round.behind += 1,
                None => {}
            }
        }
        answered.extend(heard.into_iter().filter(|number| !unanswered.contains(number)));
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
        let owner = Routes::DEFAULT.to_owned();
        let wanted = Wanted { reason: TASK.to_owned(), owner, due: at.now + TASK_WITHIN, details };
        let day = at.now.to_zoned(TimeZone::UTC).date().to_string();
        let event = wanted.event(&day);
        self.store.say_once(&at.shop.id, &keys::source(source), &event, at.now).await.map(drop)
    }
}
