//! SES's rate: five hundred mails at once against a token bucket, in virtual time, through the carrier's own code.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use bundle_tests::{asked::confirmation, ports::LinkKeysOf, sweep::DAY};
use domain::{Event, Failure, Timestamp, send::OnDoubt};
use jiff::SignedDuration;
use mail::Mail;
use mail_delivery::{Lanes, MailDelivery, Mailer, Pace, Unsent};
use store::Store;
use testkit::{Memory, orders::shop};
use tokio::time::Instant;

const MAILS: usize = 500;
/// The function's time-out.
const TIMEOUT: SignedDuration = SignedDuration::from_secs(60);
/// How often the queue lets a message be received.
const MOST_RECEIVES: u32 = 100;

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

/// SES: it accepts so many a second, seen over so many seconds, and refuses whatever is above. AWS says that short bursts
/// may exceed the rate; the strictest reading is one second.
struct Bucket {
    rate: usize,
    over: u64,
    started: Instant,
    seen: Mutex<Seen>,
}

impl Bucket {
    /// Accepted at most within the time that is looked at.
    fn most(&self) -> usize {
        self.rate * usize::try_from(self.over).expect("few")
    }
}

#[derive(Default)]
struct Seen {
    accepted: Vec<(Duration, String)>,
    lately: VecDeque<Duration>,
    calls: usize,
}

#[derive(Clone)]
struct Ses(Arc<Bucket>);

impl Mailer for Ses {
    async fn send(&self, mail: &Mail) -> Result<String, Unsent> {
        let bucket = &self.0;
        let at = bucket.started.elapsed();
        let mut seen = bucket.seen.lock().expect("nobody panics with it");
        seen.calls += 1;
        while seen.lately.pop_front_if(|then| *then + Duration::from_secs(bucket.over) <= at).is_some() {}
        if seen.lately.len() >= bucket.most() {
            // As `ses.rs` sorts SES's code: a while by chance.
            return Err(Unsent::NotNow { reason: "Throttling".into(), pause_seconds: fastrand::u64(1..=20) });
        }
        seen.lately.push_back(at);
        seen.accepted.push((at, mail.to.clone()));
        Ok(format!("m-{}", seen.accepted.len()))
    }
}

/// The lane's queue: each message with when it can be received, and how often it was.
type Queue = Mutex<Vec<(Duration, u32, Event)>>;

/// An instance: takes what is there, one after the other, as Lambda's poller hands it over.
async fn instance(carrier: Arc<MailDelivery<Ses>>, queue: Arc<Queue>, started: Instant) {
    let clock = move || day() + SignedDuration::try_from(started.elapsed()).expect("a short test");
    loop {
        let taken = {
            let mut queue = queue.lock().expect("nobody panics with it");
            let next = queue.iter().enumerate().min_by_key(|(at, (visible, ..))| (*visible, *at));
            let Some((at, visible)) = next.map(|(at, (visible, ..))| (at, *visible)) else { return };
            if visible <= started.elapsed() { Ok(queue.remove(at)) } else { Err(visible) }
        };
        let (_, receives, event) = match taken {
            Ok(taken) => taken,
            Err(visible) => {
                tokio::time::sleep(visible.saturating_sub(started.elapsed())).await;
                continue;
            }
        };
        match carrier.deliver(&event, &clock, clock() + TIMEOUT).await {
            Ok(()) => {}
            Err(Failure::Transient { retry_after, reason }) => {
                assert!(receives < MOST_RECEIVES, "it becomes a dead letter: {reason}");
                let visible = started.elapsed() + retry_after.expect("the carrier says when");
                queue.lock().expect("nobody panics with it").push((visible, receives + 1, event));
            }
            Err(other) => panic!("{other}"),
        }
    }
}

/// Sends all of them by `instances` of a lane set to `lane` mails a second, to an SES that takes `rate` of them.
async fn burst(lane: u32, instances: u32, (rate, over): (usize, u64)) -> (Arc<Bucket>, Duration) {
    let store = Store::on(Arc::new(Memory::default()));
    store.publish_settings(&shop(), Timestamp::UNIX_EPOCH).await.expect("published");
    let mut requests = Vec::new();
    for id in 1001..1001 + MAILS as u64 {
        requests.push(confirmation(&store, id, OnDoubt::PreferDuplicate, day()).await);
    }
    let started = Instant::now();
    let bucket = Arc::new(Bucket { rate, over, started, seen: Mutex::default() });
    let queue: Arc<Queue> =
        Arc::new(Mutex::new(requests.into_iter().map(|event| (Duration::ZERO, 1, event)).collect()));
    let carrier = || {
        Arc::new(MailDelivery {
            store: store.clone(),
            mailer: Ses(Arc::clone(&bucket)),
            lanes: Lanes {
                transactional: Pace::new(lane, instances),
                bulk: Pace::new(1, 1),
                configuration_set_transactional: "transactional".into(),
                configuration_set_bulk: "bulk".into(),
            },
            pages: LinkKeysOf::pages(),
            patience: SignedDuration::from_mins(5),
        })
    };
    let all = (0..instances).map(|_| instance(carrier(), Arc::clone(&queue), started));
    futures::future::join_all(all).await;
    (bucket, started.elapsed())
}

#[tokio::test(start_paused = true)]
async fn five_hundred_at_once_go_out_once_each_and_never_above_the_rate() {
    for (lane, rate, over, in_pace) in [
        (1, 1, 2, true),
        (14, 14, 1, true),
        // The two instances of a lane know nothing of each other: at one a second their mails may meet in it.
        (1, 1, 1, false),
        (8, 1, 1, false),
        (28, 14, 1, false),
    ] {
        let (bucket, took) = burst(lane, 2, (rate, over)).await;
        let seen = bucket.seen.lock().expect("nobody panics with it");
        let mut mails = BTreeMap::<&str, usize>::new();
        for (_, to) in &seen.accepted {
            *mails.entry(to).or_default() += 1;
        }
        assert_eq!((seen.accepted.len(), mails.len()), (MAILS, MAILS), "all of them, none twice");
        let most = bucket.most();
        let closest = seen.accepted.windows(most + 1).map(|w| w[most].0 - w[0].0).min();
        assert!(closest >= Some(Duration::from_secs(over)), "above the rate: {closest:?}");
        let refused = seen.calls - MAILS;
        println!(
            "figure: R13, {MAILS} mails at once, lane {lane}/s, SES {rate}/s over {over} s: sent in {} s, {refused} refused",
            took.as_secs()
        );
        let least = (MAILS / rate) as u64;
        if in_pace {
            assert_eq!(refused, 0, "lane {lane}/s, SES {rate}/s: at its own pace it isn't refused");
            assert!(took.as_secs() <= least + 5, "and it loses no time: {took:?}");
        } else {
            assert!(refused > 0 && took.as_secs() <= 6 * least, "{refused} refused, {took:?}");
        }
    }
}
