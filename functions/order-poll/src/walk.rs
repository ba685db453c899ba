//! One walk through the orders that changed at one platform: page by page, each order to the store, the cursor after
//! each whole page.

use std::time::Duration;

use domain::{Failure, ShopId, Timestamp};
use jiff::SignedDuration;
use shell::TimeLeft;
use store::{Store, asked::Asked, keys};
use web::{
    Pauses, Trouble, Web,
    retry::{self, Next, PAGE},
};

use crate::{
    NAME, Round,
    memory::{Cursor, Memory},
    platform::{Access, Found, Page, Place, Platform},
};

/// A webhook may take so long before it counts as missed.
const GRACE: SignedDuration = SignedDuration::from_mins(5);
/// What must be left of the time to take in one order more.
const ORDER: Duration = Duration::from_secs(3);
/// How long one answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A walk.
pub(crate) struct Walk<'w, W, P> {
    pub(crate) store: &'w Store,
    pub(crate) web: &'w W,
    pub(crate) pauses: &'w P,
    pub(crate) shop: &'w ShopId,
    pub(crate) platform: &'static dyn Platform,
    pub(crate) access: Access,
    /// Whether webhooks should have told.
    pub(crate) told_by_webhooks: bool,
    pub(crate) now: Timestamp,
    pub(crate) time: TimeLeft,
}

/// How a walk ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// At the newest order.
    Whole,
    /// When its time was over: the next tick goes on.
    OutOfTime,
    /// In trouble: the next tick tries again.
    Trouble(Trouble),
}

impl<W: Web, P: Pauses> Walk<'_, W, P> {
    /// Walks from where `known` says as far as it can, and counts.
    pub(crate) async fn walk(&self, known: Option<Cursor>, round: &mut Round) -> Result<Ended, Failure> {
        let since = Cursor::start(known, self.now);
        let mut place = Place { since, after: None, size: self.platform.most() };
        let mut newest = since;
        let mut bug = Ok(());
        loop {
            if self.time.left() < PAGE {
                return bug.map(|()| Ended::OutOfTime);
            }
            let page = match self.page(&mut place, newest).await {
                Ok(page) => page,
                Err(trouble) => return bug.map(|()| Ended::Trouble(trouble)),
            };
            round.pages += 1;
            let Some(reached) = self.take_page(&page, known, newest, round, &mut bug).await? else {
                return bug.map(|()| Ended::OutOfTime);
            };
            newest = reached;
            let midway = page.next.is_some();
            let reach = |memory: &mut Memory| {
                memory.cursor = Some(Cursor::reach(memory.cursor, newest, midway, self.now));
            };
            let source = keys::source(self.platform.name());
            self.store.remember(self.shop, &source, NAME, self.now, reach).await?;
            match page.next {
                Some((since, after)) => place = Place { since, after, ..place },
                None => return bug.map(|()| Ended::Whole),
            }
        }
    }

    /// The page at `place`, asked for until it comes or this tick has to do without it.
    async fn page(&self, place: &mut Place, newest: Timestamp) -> Result<Page, Trouble> {
        // To be asked to wait is no failed try.
        let (mut tries, mut waits) = (0, 0);
        loop {
            let trouble = match self.ask(place).await {
                Ok(page) => return Ok(page),
                Err(trouble) => trouble,
            };
            let counted = if matches!(trouble, Trouble::Busy(_)) { &mut waits } else { &mut tries };
            *counted += 1;
            let times = *counted;
            let next = retry::after(&trouble, times, place.size, self.time.left());
            let (shop, source) = (self.shop.as_str(), self.platform.name());
            tracing::warn!(shop, source, times, %trouble, "a page of orders didn't come");
            match next {
                Next::Wait(wait) => self.pauses.pause(wait).await,
                Next::WaitUpTo(longest) => self.pauses.pause(longest.mul_f64(fastrand::f64())).await,
                // Numbers of pages mean others when pages are smaller: it goes on after the newest that was taken in.
                Next::Smaller => *place = Place { since: newest, after: None, size: place.size / 2 },
                Next::Stop => return Err(trouble),
            }
        }
    }

    async fn ask(&self, place: &Place) -> Result<Page, Trouble> {
        let ask = self.platform.ask(&self.access, place)?;
        let answer = Box::pin(self.web.fetch(&ask, PATIENCE.min(self.time.left()))).await?;
        match web::trouble(&answer) {
            Some(trouble) => Err(trouble),
            None => self.platform.read(place, &answer),
        }
    }

    /// Takes a page in. Answers when the newest order so far changed; or `None` if time was over before the last order.
    async fn take_page(
        &self,
        page: &Page,
        known: Option<Cursor>,
        mut newest: Timestamp,
        round: &mut Round,
        bug: &mut Result<(), Failure>,
    ) -> Result<Option<Timestamp>, Failure> {
        newest = page.next.as_ref().map_or(newest, |(since, _)| newest.max(*since));
        for found in &page.orders {
            if self.time.left() < ORDER {
                return Ok(None);
            }
            match self.take(found, known, round).await {
                Ok(changed) => newest = changed.map_or(newest, |changed| newest.max(changed)),
                Err(failure @ Failure::Transient { .. }) => return Err(failure),
                // What is wrong with this one order mustn't keep its neighbours out for ever.
                Err(failure) => {
                    let (shop, source) = (self.shop.as_str(), self.platform.name());
                    tracing::error!(shop, source, %failure, "an order can't be taken in; the walk goes on");
                    *bug = Err(failure);
                }
            }
        }
        Ok(Some(newest))
    }

    /// Takes one order in, if it is news. Answers when it changed, where that is known.
    async fn take(
        &self,
        found: &Found,
        known: Option<Cursor>,
        round: &mut Round,
    ) -> Result<Option<Timestamp>, Failure> {
        let from = (self.shop, self.platform.name());
        let asked = self.store.take_in_asked(from, &found.body, &found.happened, self.now).await?;
        let Ok(Some(happened)) = &found.happened else {
            round.refused += u64::from(asked == Asked::Refused);
            return Ok(None);
        };
        let changed = happened.source.at;
        match asked {
            Asked::News(_) => {
                round.news += 1;
                round.missed += u64::from(self.was_missed(changed, known));
            }
            Asked::Known => round.known += 1,
            Asked::Refused => round.refused += 1,
            Asked::Nothing => {}
        }
        Ok(Some(changed))
    }

    /// Whether a webhook should have told of a change: not of one before the platform was first asked, and not of one
    /// that is still on its way.
    fn was_missed(&self, changed: Timestamp, known: Option<Cursor>) -> bool {
        let answerable = known.is_some_and(|cursor| changed > cursor.began);
        self.told_by_webhooks && answerable && changed <= self.now - GRACE
    }
}
