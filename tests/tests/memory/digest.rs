//! The owner's digest: once per local date, with the numbers of that time, whatever the schedule does.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use bundle_tests::{
    arrivals::{delivery, order},
    sweep::DAY,
    world::World,
};
use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    digest::Digest,
    settings::{Mode, Switch, Table},
};
use jiff::SignedDuration;
use owner_digest::{DeadLetters, OwnerDigest, Round};
use serde_json::json;
use shell::TimeLeft;
use store::{engine::Table as In, keys};
use testkit::{Faults, Memory};

const PERIOD: SignedDuration = SignedDuration::from_mins(15);

/// So many messages in one queue.
#[derive(Debug)]
struct Letters(u64);

impl DeadLetters for Letters {
    async fn depths(&self) -> Result<BTreeMap<String, u64>, Failure> {
        Ok((self.0 > 0).then(|| ("MailBulk".to_owned(), self.0)).into_iter().collect())
    }
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

struct Scene {
    world: World,
    digest: OwnerDigest<Letters>,
}

impl Scene {
    /// From nine o'clock in the morning on, Greenwich time, after that day's digest.
    async fn new() -> Self {
        let now = DAY.parse().expect("an instant");
        let world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, now).await;
        let digest = OwnerDigest { store: world.store.clone(), dead_letters: Letters(0) };
        let mut scene = Self { world, digest };
        scene.ticks_until(now).await;
        scene
    }

    fn now(&self) -> Timestamp {
        self.world.outside.now()
    }

    async fn tick_now(&self) -> Round {
        let (round, done) = self.digest.round(self.now(), &TimeLeft::span(Duration::from_secs(120))).await;
        assert_eq!(done, Ok(()));
        round
    }

    /// The schedule ticks until then. Answers how many digests were made, and how many days were quiet.
    async fn ticks_until(&mut self, end: Timestamp) -> Round {
        let mut sum = Round::default();
        loop {
            let Round { made, silent, quiet } = self.tick_now().await;
            sum = Round { made: sum.made + made, silent: sum.silent + silent, quiet: sum.quiet + quiet };
            self.world.run(false).await;
            if self.now() >= end {
                return sum;
            }
            self.world.wait(PERIOD);
        }
    }

    async fn deliver(&mut self, topic: &'static str, body: &serde_json::Value) {
        let status = self.world.deliver(&delivery(topic, body)).await;
        assert!([200, 422].contains(&status), "{status}");
        self.world.run(false).await;
    }

    async fn sells(&mut self, ids: std::ops::Range<u64>) {
        for id in ids {
            let now = self.now();
            self.deliver("orders/create", &order(id, now, now, "paid")).await;
        }
        self.world.wait(SignedDuration::from_mins(1));
        self.world.run(true).await;
    }

    /// Subjects of the digests' mails, each to its reader.
    fn told(&self) -> Vec<(String, String)> {
        let state = self.world.outside.state();
        let is_digest = |subject: &str| subject.contains("daily digest") || subject.contains("no orders");
        let told = state.mails.iter().filter(|mail| is_digest(&mail.subject));
        told.map(|mail| (mail.to.clone(), mail.subject.clone())).collect()
    }

    async fn numbers(&self, date: &str) -> Option<Digest> {
        let entity = EntityRef::new(Digest::ENTITY, date);
        let story = self.world.store.story(&acme(), &entity).await.expect("readable");
        assert_eq!(story.broken, None);
        let made = story.events.into_iter().find(|kept| kept.event.kind == "digest.made");
        made.map(|kept| kept.event.payload().expect("a digest"))
    }

    async fn publish(&mut self, own: serde_json::Value) {
        let mut shop = testkit::orders::shop();
        let own = own.as_object().expect("a table").clone();
        shop.automations.insert("owner-digest".into(), Table { switch: Switch::default(), own });
        self.world.publish(&shop).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_day_is_told_once_with_its_numbers() {
    let mut scene = Scene::new().await;
    scene.digest.dead_letters = Letters(2);
    scene.sells(1001..1004).await;
    let (now, later) = (scene.now(), scene.now() + SignedDuration::from_mins(1));
    let with = |id, name: &str, value| {
        let mut body = order(id, now, now, "paid");
        body[name] = value;
        body
    };
    scene.deliver("orders/updated", &order(1001, now, later, "paid")).await;
    scene.deliver("orders/create", &with(1004, "test", json!(true))).await;
    scene.deliver("orders/create", &with(1005, "total_price", json!("20.01"))).await;
    scene.deliver("orders/create", &with(1006, "total_price", json!("example string"))).await;
    scene.deliver("checkouts/create", &json!({"id": 1})).await;
    scene.world.run(true).await;
    let sum = scene.ticks_until(now + hours(24)).await;
    assert_eq!((sum.made, sum.quiet), (1, 0));
    let subject = "Acme Tea: daily digest, Friday, January 16, 2026".to_owned();
    assert_eq!(scene.told(), [("owner@acme.example".to_owned(), subject)]);
    let digest = scene.numbers("2026-01-16").await.expect("it was made");
    let expected = json!({
        "date": "2026-01-16", "since": "2026-01-15T06:58:00Z", "until": "2026-01-16T06:58:00Z",
        "orders": 5, "totals": [{"minor": 10_001, "currency": "EUR"}],
        "mails": {"order-confirmation": {"asked": 3, "sent": 3}, "task": {"asked": 1, "sent": 1}},
        "suppressed": {"test-mode": 1}, "held": 1,
        "tasks": {"opened": 1, "closed": 0, "open": 1, "overdue": 0},
        "sources": {"shopify": {"told": 6, "refused": {"orders/create": 1}, "ignored": {"checkouts/create": 1}}},
        "dead_letters": {"MailBulk": 2},
    });
    assert_eq!(json!(digest), expected);
}

#[tokio::test(start_paused = true)]
async fn a_quiet_day_is_not_told() {
    let mut scene = Scene::new().await;
    scene.deliver("checkouts/create", &json!({"id": 1})).await;
    let sum = scene.ticks_until(scene.now() + hours(72)).await;
    assert_eq!((sum.made, sum.quiet), (0, 3));
    assert_eq!(scene.told(), []);
    // A dead letter is worth a mail on any day.
    scene.digest.dead_letters = Letters(1);
    scene.ticks_until(scene.now() + hours(24)).await;
    assert_eq!(scene.told().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn silence_is_told_where_it_is_suspicious() {
    for (silence, a_day, silent) in [(true, 6, 1), (false, 6, 0), (true, 2, 0)] {
        let mut scene = Scene::new().await;
        scene.publish(json!({"silence": silence})).await;
        for day in 0..9 {
            scene.sells(1000 + day * 10..1000 + day * 10 + a_day).await;
            scene.ticks_until(scene.now() + hours(24)).await;
        }
        assert_eq!(scene.told().len(), 9, "each day was told");
        let sum = scene.ticks_until(scene.now() + hours(24)).await;
        assert_eq!(sum.silent, silent, "silence = {silence}, {a_day} orders a day");
        let last = scene.told().pop().map(|(_, subject)| subject).unwrap_or_default();
        assert_eq!(last.contains("no orders"), silent == 1, "{last}");
    }
}

/// A day that was told as suspicious is no habit: a week later the alarm is still there.
#[tokio::test(start_paused = true)]
async fn a_suspicious_day_switches_no_alarm_off() {
    let mut scene = Scene::new().await;
    let mut silent = Vec::new();
    for day in 0..18 {
        if ![9, 16].contains(&day) {
            scene.sells(1000 + day * 10..1006 + day * 10).await;
        }
        silent.push(scene.ticks_until(scene.now() + hours(24)).await.silent);
    }
    let expected: Vec<_> = (0..18).map(|day| u64::from([9, 16].contains(&day))).collect();
    assert_eq!(silent, expected);
}

/// R25. Ticks that come twice or at once tell once; those that stay away are made up for by one digest.
#[tokio::test(start_paused = true)]
async fn duplicate_ticks_tell_once_and_missed_ones_are_made_up_for() {
    let mut scene = Scene::new().await;
    scene.sells(1001..1004).await;
    scene.world.wait(hours(23));
    let (one, other) = tokio::join!(scene.tick_now(), scene.tick_now());
    let third = scene.tick_now().await;
    assert_eq!(one.made + other.made + third.made, 1, "{one:?} {other:?} {third:?}");
    scene.world.run(false).await;
    assert_eq!(scene.told().len(), 1);
    // Nobody ticks for three days.
    scene.sells(2001..2003).await;
    scene.world.wait(hours(48));
    scene.sells(3001..3002).await;
    scene.world.wait(hours(24));
    let sum = scene.ticks_until(scene.now() + hours(2)).await;
    assert_eq!((sum.made, scene.told().len()), (1, 2), "one digest of the whole time");
    let digest = scene.numbers("2026-01-19").await.expect("made up for");
    assert_eq!((digest.orders, digest.since), (3, "2026-01-16T06:58:00Z".parse().expect("an instant")));
}

#[tokio::test(start_paused = true)]
async fn a_tick_that_died_half_way_is_done_by_the_next() {
    let mut scene = Scene::new().await;
    scene.sells(1001..1002).await;
    scene.ticks_until(scene.now() + hours(24)).await;
    assert_eq!(scene.told().len(), 1);
    // As if it had died after the digest was written, before it was remembered.
    let head = keys::head(&acme(), &EntityRef::new("WATCH", "digest"));
    scene.world.engine.forget(&(In::Shop, head));
    let again = scene.tick_now().await;
    scene.world.run(true).await;
    assert_eq!((again.made, scene.told().len()), (0, 1));
    assert_eq!(scene.tick_now().await, Round::default(), "it is remembered now");
}

#[tokio::test(start_paused = true)]
async fn the_shop_s_settings_say_whether_when_and_to_whom() {
    let mut scene = Scene::new().await;
    scene.publish(json!({"enabled": false})).await;
    scene.sells(1001..1002).await;
    scene.ticks_until(scene.now() + hours(24)).await;
    assert_eq!(scene.told(), []);
    scene.publish(json!({"at": "18:30"})).await;
    scene.ticks_until("2026-01-16T17:15:00Z".parse().expect("an instant")).await;
    assert_eq!(scene.numbers("2026-01-16").await, None, "it isn't half past six yet");
    scene.ticks_until("2026-01-16T17:31:00Z".parse().expect("an instant")).await;
    assert!(scene.numbers("2026-01-16").await.is_some());
    assert_eq!(scene.told().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_stays_in_the_house_is_told_with_its_reason() {
    let mut scene = Scene::new().await;
    let mut shop = testkit::orders::shop();
    let switch = Switch { mode: Mode::Shadow, ..Switch::default() };
    shop.automations.insert("order-confirmation".into(), Table { switch, own: serde_json::Map::new() });
    shop.routes.0.insert(Digest::ROUTE.into(), "numbers@acme.example".into());
    scene.world.publish(&shop).await;
    scene.sells(1001..1003).await;
    scene.ticks_until(scene.now() + hours(24)).await;
    let digest = scene.numbers("2026-01-16").await.expect("it was made");
    assert_eq!((digest.orders, digest.unsent()), (2, 0));
    assert_eq!(digest.withheld, [("shadow".to_owned(), 2)].into());
    let told = scene.told();
    assert!(told.len() == 1 && told[0].0 == "numbers@acme.example", "{told:?}");
}
