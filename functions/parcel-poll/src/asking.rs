//! Asking one tracker: request by request, each parcel of an answer to the store, as long as time and purse last.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use domain::{Failure, ShopId, Timestamp, tracking::Number};
use shell::TimeLeft;
use store::{Store, asked::Asked};
use web::{
    Pauses, Trouble, Web,
    retry::{self, Next, PAGE},
};

use crate::{
    Round,
    budget::Purse,
    tracker::{self, Found, Tracker},
};

/// How long one answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A tracker, and all that it takes to ask it.
pub(crate) struct Asking<'a, W, P> {
    pub(crate) store: &'a Store,
    pub(crate) web: &'a W,
    pub(crate) pauses: &'a P,
    pub(crate) shop: &'a ShopId,
    pub(crate) tracker: &'static Tracker,
    /// Where its API is, without a slash at the end.
    pub(crate) api: &'a str,
    pub(crate) key: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) time: &'a TimeLeft,
}

/// How far it came.
#[derive(Debug, Default)]
pub(crate) struct PollProgress {
    /// The parcels that it was asked for and answered about, or fails to while it answers about others.
    pub(crate) answered: BTreeSet<Number>,
    /// Of those, the ones that it knows.
    pub(crate) known: BTreeSet<Number>,
    /// Why it left some aside or stopped before the last one, where it was neither time nor purse.
    pub(crate) trouble: Option<Trouble>,
    /// Whether time was over before the last one.
    pub(crate) is_late: bool,
}

impl<W: Web, P: Pauses> Asking<'_, W, P> {
    /// Asks for these parcels, in this order. Those whose answer reproducibly fails are left aside, so that they keep no others out;
    /// if it fails for others as well, it may be the tracker. Where it answers about any they wait anew like these: they would be first
    /// again in every tick, and use up the day's requests.
    pub(crate) async fn ask(
        &self,
        numbers: &[Number],
        purse: &mut Purse,
        round: &mut Round,
    ) -> Result<PollProgress, Failure> {
        let mut asked = PollProgress::default();
        let mut waiting: VecDeque<Vec<Number>> =
            numbers.chunks(self.tracker.most).map(<[Number]>::to_vec).collect();
        // To be asked to wait is no failed try.
        let (mut tries, mut waits) = (0, 0);
        let (mut aside, mut is_doubtful) = (Vec::new(), false);
        // What fails each time waits the longest, and so it gathers in front: any others tell more than the next.
        let any = |left: usize| if left > 0 { fastrand::usize(..left) } else { 0 };
        while let Some(some) =
            waiting.remove(if is_doubtful && tries + waits == 0 { any(waiting.len()) } else { 0 })
        {
            if self.time.left() < PAGE {
                asked.is_late = true;
                break;
            }
            if !purse.spend() {
                break;
            }
            round.requests += 1;
            let trouble = match self.request(&some).await {
                Ok(found) => {
                    self.take(&some, &found, &mut asked, round).await?;
                    asked.answered.extend(some);
                    (tries, waits, is_doubtful) = (0, 0, false);
                    if !waiting.is_empty() {
                        self.pauses.pause(self.tracker.pace).await;
                    }
                    continue;
                }
                Err(trouble) => trouble,
            };
            let counted = if matches!(trouble, Trouble::Busy(_)) { &mut waits } else { &mut tries };
            *counted += 1;
            let times = *counted;
            let (shop, source) = (self.shop.as_str(), self.tracker.name);
            tracing::warn!(shop, source, times, %trouble, "a tracker's answer didn't come");
            let size = u32::try_from(some.len()).unwrap_or(u32::MAX);
            match retry::after(&trouble, times, size, self.time.left()) {
                Next::Wait(wait) => self.pauses.pause(wait).await,
                Next::WaitUpTo(longest) => self.pauses.pause(longest.mul_f64(fastrand::f64())).await,
                Next::Smaller => {
                    let (one, other) = some.split_at(some.len() / 2);
                    waiting.push_front(other.to_vec());
                    waiting.push_front(one.to_vec());
                    continue;
                }
                Next::Stop => {
                    let is_theirs = matches!(trouble, Trouble::Passing(_) | Trouble::TooMuch)
                        && retry::after(&trouble, times, size, Duration::MAX) == Next::Stop;
                    asked.trouble = Some(trouble);
                    if !is_theirs {
                        break;
                    }
                    if some.len() > 1 && !is_doubtful {
                        // It may be one of them: the others are asked after without it.
                        let (one, other) = some.split_at(some.len() / 2);
                        waiting.extend([one.to_vec(), other.to_vec()]);
                    } else {
                        aside.extend(some);
                    }
                    if is_doubtful {
                        break;
                    }
                    (tries, waits, is_doubtful) = (0, 0, true);
                    continue;
                }
            }
            waiting.push_front(some);
        }
        if !asked.answered.is_empty() {
            asked.answered.extend(aside);
        }
        Ok(asked)
    }

    async fn request(&self, numbers: &[Number]) -> Result<Vec<Found>, Trouble> {
        let ask = (self.tracker.ask)(self.api, self.key, numbers);
        let answer = Box::pin(self.web.fetch(&ask, PATIENCE.min(self.time.left()))).await?;
        match web::trouble(&answer) {
            Some(trouble) => Err(trouble),
            None => tracker::read(self.tracker, &answer),
        }
    }

    /// Takes in what an answer tells of the parcels that were asked for, and of no others.
    async fn take(
        &self,
        numbers: &[Number],
        found: &[Found],
        asked: &mut PollProgress,
        round: &mut Round,
    ) -> Result<(), Failure> {
        for one in found {
            if one.number().is_some_and(|number| !numbers.contains(number)) {
                continue;
            }
            asked.known.extend(one.number().cloned());
            match self.take_one(one, round).await {
                Ok(()) => {}
                Err(failure @ Failure::Transient { .. }) => return Err(failure),
                // What is wrong with this one parcel mustn't keep its neighbours out.
                Err(failure) => {
                    let (shop, source) = (self.shop.as_str(), self.tracker.name);
                    tracing::error!(shop, source, %failure, "a parcel can't be taken in; the others are");
                    round.refused += 1;
                }
            }
        }
        Ok(())
    }

    /// Takes one parcel in on the way that webhooks go: what is known already writes nothing.
    async fn take_one(&self, found: &Found, round: &mut Round) -> Result<(), Failure> {
        let from = (self.shop, self.tracker.name);
        match self.store.take_in_asked(from, &found.body, &found.happened, self.now).await? {
            Asked::News(_) => round.news += 1,
            Asked::Known => round.known += 1,
            Asked::Refused => round.refused += 1,
            Asked::Nothing => {}
        }
        Ok(())
    }
}
