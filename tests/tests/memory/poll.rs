//! Reconciliation: what webhooks didn't tell is found by asking the platform, once, whatever goes wrong on the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use bundle_tests::{
    arrivals::{self, Delivery},
    fake_shop::{FakeShop, Fault, InItsTime, KEYS, Keys, Shop},
    sweep::{DAY, mails},
    woo,
    world::World,
};
use domain::{EntityRef, Failure, ShopId, Timestamp, schedule::house, settings::Platform};
use jiff::SignedDuration;
use order_poll::{OrderPoll, Round};
use shell::TimeLeft;
use store::{Store, engine::Table, keys, settings::SHOPS};
use testkit::{Faults, Memory};
use web::Https;

const SHOPIFY: &str = "shopify";
const WOO: &str = "woocommerce";
/// How often the schedule ticks.
const PERIOD: SignedDuration = SignedDuration::from_mins(15);
/// How much time a tick has.
const TIME: Duration = Duration::from_secs(240);

/// A world whose shop is on one platform, and the reconciler that asks it over a socket.
struct Scene {
    world: World,
    platform: FakeShop,
    poll: OrderPoll<Https, Keys, InItsTime>,
    source: &'static str,
    now: Timestamp,
}

impl Scene {
    async fn new(source: &'static str) -> Self {
        Self::with(source, true, &KEYS).await
    }

    /// With webhooks from the platform or without, and with these credentials.
    async fn with(source: &'static str, webhooks: bool, keys: &[&str]) -> Self {
        let now: Timestamp = DAY.parse().expect("an instant");
        let world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, now).await;
        let platform = FakeShop::open().await;
        let mut shop = testkit::orders::shop();
        let credentials = vec!["/nightshift/acme/platform/token".to_owned()];
        shop.platforms.insert(source.to_owned(), Platform { api: platform.url(), credentials });
        shop.secrets.webhooks.retain(|name, _| webhooks && name == source);
        world.publish(&shop).await;
        // An index shows what was written a moment late.
        let _ = world.store.members(&house(), SHOPS).await;
        let web = Https::built(reqwest::Client::builder());
        let pauses = InItsTime(Arc::clone(&platform.shop));
        let poll = OrderPoll::new(world.store.clone(), web, Keys::of(keys), pauses);
        Self { world, platform, poll, source, now }
    }

    fn shop(&self) -> &Shop {
        &self.platform.shop
    }

    /// The schedule ticks, a period later.
    async fn tick(&mut self) -> Round {
        self.at(self.now + PERIOD);
        self.tick_now().await
    }

    async fn tick_now(&mut self) -> Round {
        let (round, done) = self.poll.round(self.now, &TimeLeft::span(TIME)).await;
        assert_eq!(done, Ok(()));
        round
    }

    fn at(&mut self, now: Timestamp) {
        self.shop().pass(now.duration_since(self.now).unsigned_abs());
        self.now = now;
        let mut state = self.world.outside.state();
        state.now = state.now.max(now);
    }

    /// The webhook of an order's creation.
    fn created(&self, id: u64, at: Timestamp) -> Delivery {
        if self.source == WOO {
            return woo::created(id, at);
        }
        arrivals::delivery("orders/create", &arrivals::order(id, at, at, "paid"))
    }

    async fn known(&self, id: u64) -> bool {
        let order = EntityRef::order(&id.to_string());
        self.world.store.order(&acme(), &order).await.expect("readable").order.is_some()
    }

    async fn unknown(&self, ids: impl IntoIterator<Item = u64>) -> Vec<u64> {
        let mut unknown = Vec::new();
        for id in ids {
            if !self.known(id).await {
                unknown.push(id);
            }
        }
        unknown
    }

    /// The reasons of the tasks that were wanted about the source, in order.
    async fn wanted(&self) -> Vec<String> {
        let story = self.world.store.story(&acme(), &keys::source(self.source)).await.expect("readable");
        assert_eq!(story.broken, None);
        let events = story.events.iter().map(|kept| &kept.event).filter(|event| event.kind == "task.wanted");
        events.map(|event| event.data["reason"].as_str().expect("a reason").to_owned()).collect()
    }
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// R8. A day of 200 orders, of which a part is never told by webhook, on a platform that has its troubles.
#[tokio::test]
async fn what_webhooks_did_not_tell_is_found_within_one_period_with_one_effect() {
    for source in [SHOPIFY, WOO] {
        for percent in [1, 5, 10, 20] {
            lossy_day(source, percent).await;
        }
    }
}

async fn lossy_day(source: &'static str, percent: usize) {
    let seed = 8_000 + percent as u64;
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut scene = Scene::new(source).await;
    // Up to three in a row, so that a page comes in the end.
    scene.shop().every(&[
        (7, Fault::Cut),
        (11, Fault::Status(500)),
        (13, Fault::TooMany(2)),
        (17, Fault::Half),
        (29, Fault::Html),
    ]);
    let begin = scene.now;
    let mut day: Vec<(Timestamp, u64)> = (1..=200)
        .map(|id| (begin + SignedDuration::from_secs(chance.i64(1..12 * 3600)), 1000 + id))
        .collect();
    day.sort_unstable();
    let mut lost: BTreeSet<u64> = BTreeSet::new();
    while lost.len() * 100 < day.len() * percent {
        lost.insert(1000 + chance.u64(1..=200));
    }
    let (mut round, mut left, mut latest) = (Round::default(), day.as_slice(), SignedDuration::ZERO);
    round += scene.tick_now().await;
    while !left.is_empty() {
        let tick = scene.now + PERIOD;
        let of_this = left.iter().take_while(|(at, _)| *at <= tick).count();
        for (at, id) in &left[..of_this] {
            scene.at(*at);
            scene.shop().sell(*id, *at);
            if !lost.contains(id) {
                assert_eq!(scene.world.deliver(&scene.created(*id, *at)).await, 200);
            }
        }
        scene.at(tick);
        let now = scene.tick_now().await;
        assert_eq!(now.behind, 0, "{source}, seed {seed}: {now:?}");
        round += now;
        let sold = left[..of_this].iter().map(|(_, id)| *id);
        assert_eq!(scene.unknown(sold).await, Vec::<u64>::new(), "{source}, seed {seed}: after one period");
        let found = left[..of_this].iter().filter(|(_, id)| lost.contains(id));
        latest = found.map(|(at, _)| tick.duration_since(*at)).fold(latest, SignedDuration::max);
        left = &left[of_this..];
        scene.world.run(false).await;
    }
    // Whatever webhooks told was known; whatever they didn't was news, once.
    assert_eq!(usize::try_from(round.news), Ok(lost.len()), "{source}, seed {seed}: {round:?}");
    assert!(latest <= PERIOD && round.known > 0, "{source}, seed {seed}: {round:?}");
    scene.world.run(true).await;
    let mails = mails(&scene.world);
    let once: BTreeMap<String, usize> =
        day.iter().map(|(_, id)| (format!("buyer-{id}@example.com"), 1)).collect();
    let to_buyers: BTreeMap<String, usize> =
        mails.into_iter().filter(|(to, _)| to.starts_with("buyer-")).collect();
    assert_eq!(to_buyers, once, "{source}, seed {seed}: one confirmation each");
    scene.world.end_state();
    println!(
        "figure: R8 {source}, {percent} % of webhooks lost: {} of 200 found by asking, at most {} minutes later, one \
         mail each; {} requests",
        lost.len(),
        latest.as_mins(),
        scene.shop().requests()
    );
}

#[tokio::test]
async fn a_poll_and_a_late_webhook_have_one_effect() {
    for source in [SHOPIFY, WOO] {
        let mut scene = Scene::new(source).await;
        let at = scene.now + minutes(3);
        scene.shop().sell(1001, at);
        assert_eq!(scene.tick().await.news, 1);
        assert_eq!(scene.world.deliver(&scene.created(1001, at)).await, 200);
        assert_eq!(scene.tick().await.news, 0, "{source}: the overlap brings it again, and it is known");
        scene.world.run(true).await;
        assert_eq!(mails(&scene.world).values().collect::<Vec<_>>(), [&1], "{source}");
    }
}

#[tokio::test]
async fn trouble_with_a_page_is_met_by_asking_again() {
    use Fault::{Cut, Half, Html, Status, TooMany};
    for source in [SHOPIFY, WOO] {
        for (what, faults, requests) in [
            ("none", vec![], 1),
            ("a cut connection", vec![Cut], 2),
            ("half an answer", vec![Half], 2),
            ("errors, then a page for people", vec![Status(500), Status(502), Html], 4),
            ("too many, for a while", vec![TooMany(2); 6], 7),
            ("errors between waits", vec![Cut, TooMany(1), Cut, TooMany(1), Cut, TooMany(1)], 7),
        ] {
            let mut scene = Scene::new(source).await;
            scene.shop().sell(1001, scene.now);
            scene.shop().plan((1..).zip(faults));
            let round = scene.tick().await;
            assert_eq!((round.news, round.behind), (1, 0), "{source}: {what}");
            assert_eq!(scene.shop().requests(), requests, "{source}: {what}");
        }
        // Four tries, and the next tick finds what this one didn't.
        let mut scene = Scene::new(source).await;
        scene.shop().sell(1001, scene.now);
        scene.shop().plan((1..=4).map(|n| (n, Cut)));
        let round = scene.tick().await;
        assert_eq!((round.news, round.behind, scene.shop().requests()), (0, 1, 4), "{source}");
        assert_eq!(scene.tick().await.news, 1, "{source}");
    }
}

#[tokio::test]
async fn a_tick_that_ends_half_way_is_gone_on_with() {
    for (source, orders, pages_before) in [(SHOPIFY, 33, 4), (WOO, 180, 2)] {
        let mut scene = Scene::new(source).await;
        for n in 0..orders {
            scene
                .shop()
                .sell(1000 + n, scene.now - minutes(12 * 60) + SignedDuration::from_secs(10 * n as i64));
        }
        scene.shop().plan((1..=4).map(|n| (pages_before + n, Fault::Status(503))));
        let first = scene.tick().await;
        assert_eq!((first.pages, first.behind), (pages_before, 1), "{source}");
        assert!(first.news > 0 && first.news < orders, "{source}: {first:?}");
        let second = scene.tick().await;
        assert_eq!((first.news + second.news, second.behind), (orders, 0), "{source}");
        assert!(second.known <= 5, "{source}: it doesn't begin anew: {second:?}");
        assert_eq!(scene.unknown((0..orders).map(|n| 1000 + n)).await, Vec::<u64>::new(), "{source}");
    }
}

#[tokio::test]
async fn a_tick_without_time_asks_nothing() {
    let mut scene = Scene::new(SHOPIFY).await;
    scene.shop().sell(1001, scene.now);
    let (round, done) = scene.poll.round(scene.now, &TimeLeft::span(Duration::from_secs(10))).await;
    assert_eq!((round, done, scene.shop().requests()), (Round { behind: 1, ..Round::default() }, Ok(()), 0));
    assert_eq!(scene.tick().await.news, 1);
}

#[tokio::test]
async fn orders_that_change_while_they_are_listed_are_all_found() {
    for (source, orders) in [(SHOPIFY, 23), (WOO, 170)] {
        let mut scene = Scene::new(source).await;
        let begin = scene.now - minutes(60);
        (0..orders).for_each(|n| scene.shop().sell(1000 + n, begin + SignedDuration::from_secs(n as i64)));
        // After the first page an order of it moves to the end, and after the second one more: numbered pages would
        // shift by one each time, and skip one.
        scene.shop().change_after(1, 1000, scene.now);
        scene.shop().change_after(2, 1001, scene.now);
        let round = scene.tick().await;
        assert_eq!(scene.unknown((0..orders).map(|n| 1000 + n)).await, Vec::<u64>::new(), "{source}");
        assert_eq!(round.news, orders + 2, "{source}: both changes are news, too");
    }
}

#[tokio::test]
async fn orders_of_one_second_are_all_found() {
    for (source, orders) in [(SHOPIFY, 22), (WOO, 120)] {
        let mut scene = Scene::new(source).await;
        let second = scene.now - minutes(60);
        (0..orders).for_each(|n| scene.shop().sell(1000 + n, second));
        scene.shop().sell(999, second - SignedDuration::from_secs(1));
        scene.shop().sell(2000, second + SignedDuration::from_secs(1));
        let round = scene.tick().await;
        assert_eq!((round.news, round.behind), (orders + 2, 0), "{source}");
    }
}

#[tokio::test]
async fn shopifys_bucket_is_waited_for() {
    let mut scene = Scene::new(SHOPIFY).await;
    (0..60).for_each(|n| scene.shop().sell(1000 + n, scene.now));
    let round = scene.tick().await;
    assert_eq!((round.news, round.behind), (60, 0));
    let paused = scene.shop().paused().as_secs();
    assert!((2..60).contains(&paused), "twelve pages empty the bucket: waited {paused} s");
}

#[tokio::test]
async fn an_order_that_can_not_be_read_is_journalled_once_and_keeps_nobody_out() {
    for source in [SHOPIFY, WOO] {
        let mut scene = Scene::new(source).await;
        (1..=3).for_each(|id| scene.shop().sell(1000 + id, scene.now));
        scene.shop().spoil(1002);
        for (news, refused) in [(2, 1), (0, 0)] {
            let round = scene.tick().await;
            assert_eq!((round.news, round.refused, round.behind), (news, refused, 0), "{source}");
        }
        assert_eq!(scene.unknown(1001..=1003).await, [1002], "{source}");
        let refusals =
            scene.world.end_state().events.into_iter().filter(|e| e.ends_with("EVENT#webhook.refused"));
        assert_eq!(refusals.count(), 1, "{source}");
    }
}

#[tokio::test]
async fn an_order_whose_facts_are_spoilt_fails_the_tick_and_keeps_nobody_out() {
    let mut scene = Scene::new(WOO).await;
    (1..=3).for_each(|id| scene.shop().sell(1000 + id, scene.now));
    let mut head = keys::head(&acme(), &EntityRef::order("1002")).item();
    head.extend([("v".to_owned(), 1.into()), ("head".to_owned(), "spoilt".into())]);
    scene.world.engine.tamper(Table::Shop, head);
    scene.at(scene.now + PERIOD);
    let (round, done) = scene.poll.round(scene.now, &TimeLeft::span(TIME)).await;
    assert!(matches!(done, Err(Failure::Bug(_))), "{done:?}");
    assert_eq!((round.news, round.behind), (2, 0));
}

#[tokio::test]
async fn a_platform_that_refuses_us_is_asked_once_a_tick_and_told_of_once_a_day() {
    for source in [SHOPIFY, WOO] {
        for (what, keys, faults) in [
            ("wrong keys", vec!["someone", "else"], vec![]),
            ("forbidden", KEYS.to_vec(), vec![(1, Fault::Status(403))]),
            ("moved", KEYS.to_vec(), vec![(1, Fault::Moved)]),
        ] {
            let mut scene = Scene::with(source, true, &keys).await;
            scene.shop().every(&faults);
            for requests in 1..=3 {
                let round = scene.tick().await;
                assert_eq!((round.refusing, round.news), (1, 0), "{source}: {what}");
                assert_eq!(scene.shop().requests(), requests, "{source}: {what}");
            }
            assert_eq!(scene.wanted().await, ["platform-refuses-us"], "{source}: {what}");
            scene.at(scene.now + minutes(24 * 60));
            scene.tick().await;
            let reasons = scene.wanted().await;
            assert_eq!(reasons.iter().filter(|r| *r == "platform-refuses-us").count(), 2, "{source}: {what}");
        }
        let mut nobody = Scene::with(source, true, &[]).await;
        assert_eq!(
            (nobody.tick().await.refusing, nobody.shop().requests()),
            (1, 0),
            "{source}: no credentials"
        );
    }
}

#[tokio::test]
async fn missed_webhooks_are_told_of_once_a_day() {
    for (webhooks, lost, missed, wanted) in
        [(true, 2, 2, vec![]), (true, 3, 3, vec!["webhooks-missed"]), (false, 5, 0, vec![])]
    {
        let mut scene = Scene::with(SHOPIFY, webhooks, &KEYS).await;
        // What is older than the first question is nobody's fault.
        (1..9).for_each(|n| scene.shop().sell(n, scene.now - minutes(60)));
        assert_eq!((scene.tick().await.missed, scene.wanted().await), (0, vec![]));
        for tick in 0..2 {
            (0..lost).for_each(|n| scene.shop().sell(1000 + 10 * tick + n, scene.now + minutes(2)));
            // This one may still be on its way.
            scene.shop().sell(2000 + tick, scene.now + minutes(14));
            let round = scene.tick().await;
            assert_eq!((round.news, round.missed), (lost + 1, missed), "{lost} lost, webhooks: {webhooks}");
        }
        assert_eq!(scene.wanted().await, wanted, "{lost} lost, webhooks: {webhooks}");
    }
}

#[tokio::test]
async fn a_silent_source_becomes_one_task_for_the_shops_people() {
    let mut scene = Scene::new(SHOPIFY).await;
    let mut silent = 0;
    for _ in 0..(4 * 30) {
        silent += scene.tick().await.silent;
    }
    // A day without a word is too much while nothing is known; then every tick counts, and one task is wanted.
    assert_eq!((silent, scene.wanted().await), (4 * 6 - 1, vec!["webhooks-silent".to_owned()]));
    scene.world.run(true).await;
    let _ = scene.world.store.open_tasks(&acme()).await;
    let tasks = scene.world.store.open_tasks(&acme()).await.expect("readable");
    assert_eq!(
        tasks.iter().map(|(_, task)| task.wanted.reason.as_str()).collect::<Vec<_>>(),
        ["webhooks-silent"]
    );
    // It speaks again, and falls silent again: another task.
    let at = scene.now;
    assert_eq!(scene.world.deliver(&scene.created(1001, at)).await, 200);
    for expected in [0, 1] {
        assert_eq!(scene.tick().await.silent, expected);
        scene.at(scene.now + minutes(25 * 60));
    }
    assert_eq!(scene.wanted().await.len(), 2);
    scene.world.end_state();
}

#[tokio::test]
async fn one_shop_that_fails_does_not_keep_the_others_out() {
    let mut scene = Scene::new(WOO).await;
    let mut other = testkit::orders::shop();
    other.id = "aaa".parse().expect("a shop");
    let credentials = vec!["/nightshift/aaa/token".to_owned()];
    let gone = Platform { api: "http://127.0.0.1:1".to_owned(), credentials };
    other.platforms.insert(SHOPIFY.to_owned(), gone);
    other.secrets.webhooks.clear();
    scene.world.publish(&other).await;
    scene.shop().sell(1001, scene.now);
    // The index is a moment late.
    scene.tick().await;
    let round = scene.tick().await;
    assert_eq!((scene.unknown([1001]).await, round.behind), (vec![], 1));
}

/// R25: a tick comes twice at once, four stay away, and one of long ago comes after a newer one.
#[tokio::test]
async fn ticks_that_come_twice_or_stay_away_find_each_order_once() {
    for source in [SHOPIFY, WOO] {
        let mut scene = Scene::new(source).await;
        scene.tick().await;
        (1..=4).for_each(|id| scene.shop().sell(1000 + id, scene.now));
        scene.at(scene.now + PERIOD);
        let (now, time) = (scene.now, TimeLeft::span(TIME));
        let (one, other) = futures::join!(scene.poll.round(now, &time), scene.poll.round(now, &time));
        assert_eq!((one.1, other.1, one.0.news + other.0.news), (Ok(()), Ok(()), 4), "{source}");
        (5..=8).for_each(|id| scene.shop().sell(1000 + id, scene.now));
        scene.at(scene.now + PERIOD * 5);
        assert_eq!(scene.tick_now().await.news, 4, "{source}: made up for at once");
        let (late, done) = scene.poll.round(now, &time).await;
        assert_eq!((late.news, done), (0, Ok(())), "{source}");
        assert_eq!(scene.tick().await.news, 0, "{source}");
        scene.world.run(true).await;
        let mails = mails(&scene.world);
        // Each buyer's, and one about the missed webhooks to the shop's people, though both ticks noticed.
        assert!(mails.len() == 9 && mails.values().all(|count| *count == 1), "{source}: {mails:?}");
        assert!(mails.contains_key("owner@acme.example"), "{source}: {mails:?}");
    }
}

/// Each call of a tick in turn does its work and loses its answer: the tick fails, and a later one finds everything.
#[tokio::test]
async fn a_store_that_fails_loses_nothing() {
    for source in [SHOPIFY, WOO] {
        let mut failed = 0;
        for call in 0..40 {
            let scene = Scene::new(source).await;
            (1..=4).for_each(|id| scene.shop().sell(1000 + id, scene.now));
            let faults = Faults::plan([(call, testkit::Fault::LoseAnswer)]);
            let faulty = testkit::Faulty { engine: Arc::clone(&scene.world.engine), faults };
            let store = Store::on(Arc::new(faulty));
            let web = Https::built(reqwest::Client::builder());
            let poll = OrderPoll::new(store, web, Keys::right(), InItsTime(Arc::clone(&scene.platform.shop)));
            let (mut news, mut last) = (0, Ok(()));
            for _ in 0..3 {
                let (round, done) = poll.round(scene.now, &TimeLeft::span(TIME)).await;
                news += round.news;
                failed += usize::from(done.is_err());
                last = done;
            }
            assert_eq!(last, Ok(()), "{source}, call {call}");
            assert!(
                (3..=4).contains(&news),
                "{source}, call {call}: a lost answer hides one of the news at most"
            );
            assert_eq!(scene.unknown(1001..=1004).await, Vec::<u64>::new(), "{source}, call {call}");
        }
        assert!(failed > 20, "{source}: {failed} ticks failed");
    }
}
