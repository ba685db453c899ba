//! What goes wrong, and when: one clock for everybody, one source of chance, and deaths at chosen calls.

use std::{
    collections::BTreeMap,
    future::{Future, pending, poll_fn},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::Poll,
    time::Duration,
};

use domain::{Timestamp, send::OnDoubt};
use jiff::SignedDuration;
use tokio::time::{Instant, sleep};

use crate::sweep::DAY;

/// What kind of a storm it is.
#[derive(Debug, Clone)]
pub struct Weather {
    /// Orders.
    pub orders: u64,
    /// Workers that take messages; each has a clock of its own.
    pub workers: usize,
    /// Of a hundred attempts at a call of DynamoDB, so many go wrong; the SDK makes three.
    pub errors: u8,
    /// Of a hundred calls to the topic or to SES, so many go wrong.
    pub outside_errors: u8,
    /// Of a thousand calls, so many take long.
    pub slow: u16,
    /// Of a hundred messages, so many come twice, at once or seconds apart.
    pub twice: u8,
    /// Deaths: at which calls (all, if empty), and how many.
    pub deaths: (&'static [&'static str], usize),
    /// How far the workers' clocks go wrong, by turns ahead and behind.
    pub skew: SignedDuration,
    /// Whether some invocations begin with almost no time.
    pub short_of_time: bool,
    /// Whether SES tells what became of a mail.
    pub ses_events: bool,
    /// What every mail's policy is, instead of its own.
    pub on_doubt: Option<OnDoubt>,
    /// How long SES's word is waited for.
    pub patience: SignedDuration,
}

impl Weather {
    /// Nothing goes wrong.
    pub fn calm(orders: u64) -> Self {
        Self {
            orders,
            workers: 4,
            errors: 0,
            outside_errors: 0,
            slow: 0,
            twice: 0,
            deaths: (&[], 0),
            skew: SignedDuration::ZERO,
            short_of_time: false,
            ses_events: true,
            on_doubt: None,
            patience: crate::world::PATIENCE,
        }
    }
}

/// What becomes of one attempt at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Luck {
    Well,
    /// It has done nothing and says so.
    Throttled,
    /// It has done nothing and says so; another was in the way.
    Conflict,
    /// It has done nothing; nobody says so.
    FailBefore,
    /// It has done its work; nobody says so.
    LoseAnswer,
}

/// How and whether the process dies at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Death {
    Before,
    After,
}

/// Clock, chance and deaths of one storm.
#[derive(Debug)]
pub(crate) struct Sky {
    pub(crate) weather: Weather,
    start: Instant,
    base: Timestamp,
    chance: Mutex<fastrand::Rng>,
    /// Deaths to come: at which number of the calls that may kill, and how.
    planned: Mutex<BTreeMap<usize, Death>>,
    deadly_calls: AtomicUsize,
    died: AtomicUsize,
    died_after_send: AtomicUsize,
    dead: AtomicBool,
    calm: AtomicBool,
}

impl Sky {
    pub(crate) fn new(seed: u64, weather: &Weather) -> Arc<Self> {
        let mut chance = fastrand::Rng::with_seed(seed);
        let (names, deaths) = weather.deaths;
        // A named call comes about once per order, all calls together some thirty times.
        let calls = usize::try_from(weather.orders).unwrap_or(1) * if names.is_empty() { 30 } else { 1 };
        let planned = (0..deaths).map(|_| {
            let how = if chance.bool() { Death::Before } else { Death::After };
            (chance.usize(..calls.max(1)), how)
        });
        let planned = planned.collect();
        Arc::new(Self {
            weather: weather.clone(),
            start: Instant::now(),
            base: DAY.parse().expect("an instant"),
            chance: Mutex::new(chance),
            planned: Mutex::new(planned),
            deadly_calls: AtomicUsize::new(0),
            died: AtomicUsize::new(0),
            died_after_send: AtomicUsize::new(0),
            dead: AtomicBool::new(false),
            calm: AtomicBool::new(false),
        })
    }

    /// The true time.
    pub(crate) fn now(&self) -> Timestamp {
        self.base + SignedDuration::try_from(self.start.elapsed()).unwrap_or_default()
    }

    pub(crate) fn chance(&self) -> MutexGuard<'_, fastrand::Rng> {
        self.chance.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether it happens, so many times in a thousand.
    pub(crate) fn happens(&self, in_a_thousand: u16) -> bool {
        !self.calm.load(Ordering::SeqCst) && self.chance().u16(..1000) < in_a_thousand
    }

    /// From now on nothing goes wrong.
    pub(crate) fn clear(&self) {
        self.calm.store(true, Ordering::SeqCst);
    }

    /// How many died so far, and how many of them after SES had the mail.
    pub(crate) fn deaths(&self) -> (usize, usize) {
        (self.died.load(Ordering::SeqCst), self.died_after_send.load(Ordering::SeqCst))
    }

    /// The luck of one attempt, where so many of a hundred go wrong.
    pub(crate) fn luck(&self, of_a_hundred: u8) -> Luck {
        if !self.happens(u16::from(of_a_hundred) * 10) {
            return Luck::Well;
        }
        let all = [Luck::Throttled, Luck::Conflict, Luck::FailBefore, Luck::LoseAnswer];
        all[self.chance().usize(..all.len())]
    }

    /// Takes long, now and then: mostly some seconds, at times longer than any lease.
    pub(crate) async fn drag(&self) {
        if self.happens(self.weather.slow) {
            let seconds = if self.chance().u8(..20) == 0 { 600..1200 } else { 1..20 };
            let seconds = self.chance().u64(seconds);
            sleep(Duration::from_secs(seconds)).await;
        }
    }

    /// Makes a call that may be the process's last.
    pub(crate) async fn mortal<T>(&self, name: &'static str, work: impl Future<Output = T>) -> T {
        let death = self.death_at(name);
        if death == Some(Death::Before) {
            self.die(name == "sent-by-its-owner").await;
        }
        let done = work.await;
        if death == Some(Death::After) {
            self.die(name == "send").await;
        }
        done
    }

    fn death_at(&self, name: &'static str) -> Option<Death> {
        let (names, _) = self.weather.deaths;
        if self.calm.load(Ordering::SeqCst) || !(names.is_empty() || names.contains(&name)) {
            return None;
        }
        let number = self.deadly_calls.fetch_add(1, Ordering::SeqCst);
        self.planned.lock().unwrap_or_else(PoisonError::into_inner).remove(&number)
    }

    async fn die(&self, ses_has_it: bool) {
        self.died.fetch_add(1, Ordering::SeqCst);
        self.died_after_send.fetch_add(usize::from(ses_has_it), Ordering::SeqCst);
        self.dead.store(true, Ordering::SeqCst);
        pending().await
    }

    /// Runs an invocation until it ends or dies. `None` if it died. Who sets the mark is who is being polled: there is
    /// one thread.
    pub(crate) async fn survive<T>(&self, invocation: impl Future<Output = T>) -> Option<T> {
        let mut invocation = std::pin::pin!(invocation);
        poll_fn(|context| match invocation.as_mut().poll(context) {
            Poll::Ready(value) => Poll::Ready(Some(value)),
            Poll::Pending if self.dead.swap(false, Ordering::SeqCst) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        })
        .await
    }
}
