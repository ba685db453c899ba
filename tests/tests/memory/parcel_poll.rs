//! Parcels of which nothing is heard are asked after: once they are silent, within the budget, on the way that webhooks go.

use std::{collections::BTreeSet, ops::RangeInclusive, sync::Arc, time::Duration};

use bundle_tests::{
    arrivals::{Delivery, delivery},
    fake_shop::{Fault, Keys},
    fake_tracker::{FakeTracker, KEY, Noted},
    parcels::tracked,
    promising::{self, First, NUMBER, Promising, acme, entity, fulfilled, placed, shop},
};
use domain::{
    EntityRef, Event, Failure, Timestamp,
    edd::UNDER_WAY,
    schedule::house,
    settings::{Platform, Shop},
};
use jiff::SignedDuration;
use parcel_poll::{ParcelPoll, Round};
use serde_json::json;
use shell::TimeLeft;
use store::{Store, engine::Table, keys, settings::SHOPS};
use testkit::{Faults, Memory, orders::at};
use web::Https;

const PLACED: &str = "2026-03-02T09:00:00Z";
const LEFT: &str = "2026-03-03T14:00:00Z";
const TIME: Duration = Duration::from_secs(240);
const EASYPOST: &str = "easypost";
const AFTERSHIP: &str = "aftership";

type Poll = ParcelPoll<Https, Keys, Noted>;

/// An order on its way, and the trackers that know more of it.
struct Scene {
    order: Promising,
    trackers: FakeTracker,
    poll: Poll,
}

/// The shop, which says how to ask these trackers, and no more than this a day.
fn asking(trackers: &FakeTracker, sources: &[&str], a_day: u32) -> Shop {
    let mut shop = shop();
    for source in sources {
        let credentials = vec![format!("/nightshift/acme/platform/{source}")];
        shop.platforms.insert((*source).to_owned(), Platform { api: trackers.url(), credentials });
    }
    let table = json!({"silent_hours": 24, "a_day": a_day});
    shop.automations.insert("parcel-poll".into(), serde_json::from_value(table).expect("a table"));
    shop
}

impl Scene {
    async fn new(sources: &[&str], a_day: u32) -> Self {
        let trackers = FakeTracker::open().await;
        let order = Promising::new(&Faults::plan([]), at(PLACED), First::Dates).await;
        let shop = asking(&trackers, sources, a_day);
        order.store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
        // An index shows what was written a moment late.
        let _ = order.store.members(&house(), SHOPS).await;
        let poll = poll(order.store.clone(), &trackers);
        Self { order, trackers, poll }
    }

    /// It was placed, and handed over the next day.
    async fn sent(sources: &[&str], a_day: u32) -> Self {
        let mut scene = Self::new(sources, a_day).await;
        scene.hear(&placed(at(PLACED))).await;
        scene.order.until(at(LEFT)).await;
        scene.hear(&fulfilled(at(PLACED), at(LEFT))).await;
        scene
    }

    /// Orders of these numbers, each with a parcel of its own that is silent a day later.
    async fn several(sources: &[&str], a_day: u32, all: RangeInclusive<u64>) -> Self {
        let mut scene = Self::new(sources, a_day).await;
        for id in all.clone() {
            scene.hear(&numbered(id, None)).await;
        }
        scene.order.until(at(LEFT)).await;
        for id in all {
            scene.hear(&numbered(id, Some(at(LEFT)))).await;
            scene.trackers.shop.scan(&number(id), at(LEFT), "in_transit");
        }
        scene
    }

    async fn hear(&mut self, delivery: &Delivery) {
        self.order.hear(delivery).await;
        self.order.run().await;
    }

    /// The schedule ticks at a time; what comes of it is worked off.
    async fn tick(&mut self, now: Timestamp) -> Round {
        self.order.until(now).await;
        self.see_lists().await;
        let (round, done) = self.poll.round(now, &TimeLeft::span(TIME)).await;
        assert_eq!(done, Ok(()));
        self.order.run().await;
        round
    }

    /// An index shows what was written a moment late: from the next question on.
    async fn see_lists(&self) {
        let _ = self.order.store.members(&acme(), UNDER_WAY).await;
    }

    /// Ticks every two hours.
    async fn ticks(&mut self, from: Timestamp, until: Timestamp) -> Round {
        let (mut now, mut round) = (from, Round::default());
        while now < until {
            round += self.tick(now).await;
            now += hours(2);
        }
        round
    }

    /// What is journalled at an entity, of these kinds.
    async fn told(&self, entity: &EntityRef, kind: &str) -> Vec<Event> {
        let story = self.order.store.story(&acme(), entity).await.expect("readable");
        assert_eq!(story.broken, None);
        story.events.into_iter().map(|kept| kept.event).filter(|event| event.kind == kind).collect()
    }
}

fn poll(store: Store, trackers: &FakeTracker) -> Poll {
    let web = Https::built(reqwest::Client::builder());
    ParcelPoll::new(store, web, Keys::of(&[KEY]), Noted(Arc::clone(&trackers.shop)))
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

fn parcel() -> EntityRef {
    EntityRef::new("PARCEL", NUMBER)
}

#[tokio::test]
async fn a_silent_parcel_is_asked_after_until_it_is_there_and_never_again() {
    for source in [EASYPOST, AFTERSHIP] {
        let mut scene = Scene::sent(&[source], 100).await;
        let tracker = Arc::clone(&scene.trackers.shop);
        tracker.scan(NUMBER, at("2026-03-03T16:00:00Z"), "in_transit");
        // Its webhooks never come. For a day nobody asks.
        assert_eq!(scene.ticks(at(LEFT), at(LEFT) + hours(24)).await, Round::default(), "{source}");
        let round = scene.tick(at(LEFT) + hours(24)).await;
        assert_eq!((round.requests, round.news), (1, 1), "{source}");
        assert_eq!(tracker.asked(), [[NUMBER]], "{source}");
        let told = scene.told(&parcel(), "parcel.scanned").await;
        assert_eq!(told.len(), 1, "{source}");
        assert_eq!(
            (told[0].data["from"].as_str(), told[0].data["topic"].as_str()),
            (Some(source), Some("poll"))
        );
        assert_eq!(told[0].data["orders"], json!(["1001"]), "{source}");
        // For another day nobody asks; then it is there, and its promise is settled.
        tracker.scan(NUMBER, at("2026-03-05T10:00:00Z"), "delivered");
        let begin = at(LEFT) + hours(26);
        let round = scene.ticks(begin, begin + hours(48)).await;
        assert_eq!((round.requests, round.news), (1, 1), "{source}: {round:?}");
        assert_eq!(scene.told(&entity(), "promise.settled").await.len(), 1, "{source}");
        // What is there is off the list.
        let round = scene.ticks(begin + hours(48), begin + hours(24 * 9)).await;
        assert_eq!(
            (round, scene.order.store.members(&acme(), UNDER_WAY).await),
            (Round::default(), Ok(vec![]))
        );
    }
}

#[tokio::test]
async fn what_webhooks_told_is_known_and_keeps_it_from_being_asked() {
    let mut scene = Scene::sent(&[EASYPOST], 100).await;
    let tracker = Arc::clone(&scene.trackers.shop);
    let scanned = at(LEFT) + hours(20);
    tracker.scan(NUMBER, scanned, "in_transit");
    scene.order.until(scanned).await;
    scene.hear(&tracked(NUMBER, scanned, &[(scanned, "in_transit")])).await;
    let round = scene.ticks(scanned, scanned + hours(24)).await;
    assert_eq!(round.requests, 0, "it was heard of");
    let round = scene.tick(scanned + hours(24)).await;
    assert_eq!(
        (round.requests, round.known, round.news),
        (1, 0, 1),
        "asked without its place, it is another scan"
    );
    let round = scene.tick(scanned + hours(48)).await;
    assert_eq!((round.requests, round.known, round.news), (1, 1, 0));
    assert_eq!(scene.told(&parcel(), "parcel.scanned").await.len(), 2);
}

#[tokio::test]
async fn what_one_tracker_does_not_know_the_other_is_asked_for() {
    let mut scene = Scene::sent(&[EASYPOST, AFTERSHIP], 100).await;
    let tracker = Arc::clone(&scene.trackers.shop);
    // Nobody knows it yet: asked of both, and again a day later.
    let round = scene.tick(at(LEFT) + hours(24)).await;
    assert_eq!((round.requests, round.unknown, round.news), (2, 1, 0));
    tracker.scan(NUMBER, at(LEFT), "in_transit");
    tracker.only(NUMBER, EASYPOST);
    let round = scene.ticks(at(LEFT) + hours(26), at(LEFT) + hours(50)).await;
    assert_eq!((round.requests, round.news, round.unknown), (2, 1, 0), "{round:?}");
    let told = scene.told(&parcel(), "parcel.scanned").await;
    assert_eq!(told[0].data["from"], EASYPOST);
}

/// What a tracker wasn't asked, or didn't answer, is due still, whatever the other one said.
#[tokio::test]
async fn of_two_trackers_none_speaks_for_the_other() {
    for knows in [AFTERSHIP, EASYPOST] {
        // A parcel a request: five requests a day are spent on five parcels.
        let mut scene = Scene::several(&[EASYPOST, AFTERSHIP], 5, 2001..=2012).await;
        (2001..=2012).for_each(|id| scene.trackers.shop.only(&number(id), knows));
        let begin = at("2026-03-04T23:00:00Z");
        let first = scene.ticks(begin, begin + hours(24)).await;
        assert_eq!(
            (first.requests, first.news),
            if knows == AFTERSHIP { (1, 12) } else { (5, 4) },
            "{knows}"
        );
        let later = scene.ticks(begin + hours(24), begin + hours(72)).await;
        assert_eq!(first.news + later.news, 12, "{knows}: {later:?}");
    }
    // The one that is asked first fails, the other doesn't know it.
    let mut scene = Scene::sent(&[EASYPOST, AFTERSHIP], 100).await;
    let tracker = Arc::clone(&scene.trackers.shop);
    tracker.scan(NUMBER, at(LEFT), "in_transit");
    tracker.only(NUMBER, AFTERSHIP);
    tracker.plan(vec![Some(Fault::Status(503)); 4]);
    let round = scene.tick(at(LEFT) + hours(24)).await;
    assert_eq!((round.requests, round.behind, round.waiting, round.unknown), (5, 1, 1, 0), "{round:?}");
    let round = scene.tick(at(LEFT) + hours(24) + SignedDuration::from_mins(15)).await;
    assert_eq!((round.requests, round.news), (1, 1), "{round:?}");
}

/// A parcel whose answer fails each time keeps no other out, and is asked after in its turn.
#[tokio::test]
async fn a_parcel_that_always_fails_is_left_aside() {
    // One by one; and all of them in a request, of whom half are asked after without those that fail.
    // The requests of a tick may end at the last one, which is asked after once others are again.
    for (source, failing, least, alone) in [(EASYPOST, 2001..=2002, 6, 0), (AFTERSHIP, 2001..=2001, 4, 1)] {
        let mut scene = Scene::several(&[source], 500, 2001..=2008).await;
        let tracker = Arc::clone(&scene.trackers.shop);
        failing.clone().for_each(|id| tracker.fail(&number(id)));
        let (mut now, mut round) = (at(LEFT) + hours(24), Round { waiting: 8, ..Round::default() });
        let mut news = 0;
        // By chance one fails after the other, which ends a tick.
        for _ in 0..20 {
            if round.waiting > alone {
                round = scene.tick(now).await;
                news += round.news;
                now += SignedDuration::from_mins(15);
            }
        }
        let most = 8 - u64::try_from(failing.count()).expect("few");
        assert!(round.waiting <= alone && (least..=most).contains(&news), "{source}: {news}, {round:?}");
        if round.waiting == 0 {
            assert_eq!(scene.tick(now).await.requests, 0, "{source}: all of them wait anew");
        }
        // If none is answered it is the tracker: all of them are due still.
        tracker.always(Some(Fault::Status(500)));
        let round = scene.tick(now + hours(24)).await;
        assert_eq!((round.requests, round.behind, round.waiting), (8, 1, 8), "{source}: {round:?}");
    }
}

/// Shops that have no trackers leave too little of the time for none of the others.
#[tokio::test]
async fn the_least_share_of_a_tick_is_enough_to_ask() {
    let mut scene = Scene::sent(&[EASYPOST], 100).await;
    scene.trackers.shop.scan(NUMBER, at(LEFT), "in_transit");
    let other = Shop { id: "zeta".parse().expect("a shop"), ..shop() };
    scene.order.store.publish_settings(&other, Timestamp::UNIX_EPOCH).await.expect("published");
    let _ = scene.order.store.members(&house(), SHOPS).await;
    let now = at(LEFT) + hours(24);
    scene.order.until(now).await;
    scene.see_lists().await;
    // Of two shops this one comes first, with twenty seconds: the least.
    let (round, done) = scene.poll.round(now, &TimeLeft::span(Duration::from_secs(30))).await;
    assert_eq!((round.requests, round.behind, done), (1, 0, Ok(())), "{round:?}");
}

/// What goes wrong with requests, and what a tick makes of it.
#[tokio::test]
async fn trouble_is_met_by_asking_again_or_by_leaving_it_alone() {
    let none = || Round::default();
    let news = |requests| Round { requests, news: 1, ..none() };
    for (what, faults, expected, waits) in [
        ("it asks to wait", vec![Some(Fault::TooMany(2))], news(2), 1),
        (
            "it fails in passing",
            vec![Some(Fault::Status(500)), Some(Fault::Html), Some(Fault::Half)],
            news(4),
            3,
        ),
        ("it closes the connection", vec![Some(Fault::Cut)], news(2), 1),
        (
            "it goes on failing",
            vec![Some(Fault::Status(503)); 9],
            Round { requests: 4, behind: 1, waiting: 1, ..none() },
            3,
        ),
        (
            "it asks to wait for longer than a tick lasts",
            vec![Some(Fault::TooMany(900))],
            Round { requests: 1, behind: 1, waiting: 1, ..none() },
            0,
        ),
        (
            "it lets nobody in",
            vec![Some(Fault::Status(401))],
            Round { requests: 1, refusing: 1, waiting: 1, ..none() },
            0,
        ),
        (
            "it wants money",
            vec![Some(Fault::Status(402))],
            Round { requests: 1, refusing: 1, waiting: 1, ..none() },
            0,
        ),
        (
            "it points elsewhere",
            vec![Some(Fault::Moved)],
            Round { requests: 1, refusing: 1, waiting: 1, ..none() },
            0,
        ),
    ] {
        let mut scene = Scene::sent(&[EASYPOST], 100).await;
        let tracker = Arc::clone(&scene.trackers.shop);
        tracker.scan(NUMBER, at(LEFT), "in_transit");
        // It waits for its turn beforehand: what is told of it is all that follows.
        tracker.plan(faults);
        let round = scene.tick(at(LEFT) + hours(24)).await;
        assert_eq!((round, tracker.paused().len()), (expected, waits), "{what}");
        // Whatever it was, the next tick finds it, once.
        tracker.plan([]);
        let again = scene.tick(at(LEFT) + hours(24) + SignedDuration::from_mins(15)).await;
        assert_eq!(round.news + again.news, 1, "{what}");
        assert_eq!(again.requests, 1 - round.news, "{what}");
        let tasks = scene.told(&keys::source(EASYPOST), "task.wanted").await;
        assert_eq!(tasks.len(), usize::from(round.refusing > 0), "{what}");
    }
}

#[tokio::test]
async fn a_tracker_that_refuses_us_is_told_of_once_a_day() {
    let mut scene = Scene::sent(&[EASYPOST], 100).await;
    scene.trackers.shop.always(Some(Fault::Status(403)));
    let begin = at(LEFT) + hours(24);
    let round = scene.ticks(begin, begin + hours(40)).await;
    assert_eq!((round.refusing, round.requests, round.news), (20, 20, 0), "one try a tick: {round:?}");
    let tasks = scene.told(&keys::source(EASYPOST), "task.wanted").await;
    let reasons: Vec<_> = tasks.iter().map(|task| task.data["reason"].as_str().expect("a reason")).collect();
    assert_eq!(reasons, ["tracker-refuses-us"; 3], "three days of the calendar");
    assert_eq!(tasks[0].data["details"]["answer"], "status 403");
}

#[tokio::test]
async fn what_cannot_be_read_is_journalled_once_and_keeps_nobody_out() {
    let mut scene = Scene::sent(&[EASYPOST], 100).await;
    let tracker = Arc::clone(&scene.trackers.shop);
    tracker.scan(NUMBER, at(LEFT), "in_transit");
    tracker.spoil(NUMBER);
    let first = scene.tick(at(LEFT) + hours(24)).await;
    let second = scene.tick(at(LEFT) + hours(48)).await;
    assert_eq!((first.refused, first.requests, second.refused, second.requests), (1, 1, 0, 1));
}

/// An order of its own number with a parcel of its own.
fn numbered(id: u64, left: Option<Timestamp>) -> Delivery {
    let placed = at(PLACED);
    let mut news = promising::numbered(id, placed, left.unwrap_or(placed), left);
    if left.is_some() {
        news["fulfillments"][0]["tracking_number"] = number(id).into();
    }
    delivery(if left.is_some() { "orders/fulfilled" } else { "orders/create" }, &news)
}

fn number(id: u64) -> String {
    format!("1Z999AA1{id}")
}

/// A budget far below what is silent: no day asks for more, nobody is asked after twice before all have been once.
#[tokio::test]
async fn a_small_budget_gives_everybody_their_turn() {
    let mut scene = Scene::several(&[EASYPOST], 5, 2001..=2012).await;
    let begin = at("2026-03-04T23:00:00Z");
    let mut asked: Vec<String> = vec![];
    for day in 0..3 {
        // A day by the shop's own clock, in Berlin.
        let from = begin + hours(24 * day);
        let round = scene.ticks(from, from + hours(24)).await;
        assert_eq!(round.requests, 5, "day {day}: {round:?}");
        asked.extend(scene.trackers.shop.asked().concat());
    }
    let once: BTreeSet<&String> = asked[..12].iter().collect();
    assert_eq!((once.len(), asked.len()), (12, 15), "{asked:?}");
    println!(
        "figure: S5e-7 12 silent parcels, 5 requests a day: all asked after within 3 days, none twice before"
    );
}

#[tokio::test]
async fn an_order_whose_facts_are_spoilt_fails_the_tick_and_keeps_nobody_out() {
    let mut scene = Scene::several(&[EASYPOST], 100, 2001..=2003).await;
    let now = at(LEFT) + hours(24);
    scene.order.until(now).await;
    let mut head = keys::head(&acme(), &EntityRef::order("2002")).item();
    head.extend([("v".to_owned(), 1.into()), ("head".to_owned(), "spoilt".into())]);
    scene.order.engine.tamper(Table::Shop, head);
    scene.see_lists().await;
    let (round, done) = scene.poll.round(now, &TimeLeft::span(TIME)).await;
    assert!(matches!(done, Err(Failure::Bug(_))), "{done:?}");
    assert_eq!((round.requests, round.news), (2, 2));
}

#[tokio::test]
async fn two_ticks_at_once_share_one_day() {
    let mut scene = Scene::several(&[EASYPOST], 3, 2001..=2006).await;
    let now = at(LEFT) + hours(24);
    scene.order.until(now).await;
    scene.see_lists().await;
    let time = TimeLeft::span(TIME);
    let (one, other) = futures::join!(scene.poll.round(now, &time), scene.poll.round(now, &time));
    assert_eq!((one.1, other.1), (Ok(()), Ok(())));
    assert!(scene.trackers.shop.asked().len() <= 3, "{:?}, {:?}", one.0, other.0);
    let round = scene.tick(now + hours(1)).await;
    let later = scene.trackers.shop.asked().len();
    assert!(later <= 3, "{round:?}");
}

#[tokio::test]
async fn nobody_is_asked_without_a_credential_or_where_it_is_switched_off() {
    for (what, sources, spoil) in [
        ("no tracker is named", &[][..], (|_: &mut Shop| {}) as fn(&mut Shop)),
        ("switched off", &[EASYPOST], |shop| {
            let table = json!({"enabled": false});
            shop.automations.insert("parcel-poll".into(), serde_json::from_value(table).expect("a table"));
        }),
        ("dates are switched off", &[EASYPOST], |shop| {
            let dates = shop.automations.get_mut("edd-calculation").expect("a table");
            dates.switch.mode = domain::settings::Mode::Off;
        }),
        ("nothing may be spent", &[EASYPOST], |shop| {
            let table = json!({"a_day": 0});
            shop.automations.insert("parcel-poll".into(), serde_json::from_value(table).expect("a table"));
        }),
    ] {
        let mut scene = Scene::sent(sources, 100).await;
        let mut shop = asking(&scene.trackers, sources, 100);
        spoil(&mut shop);
        scene.order.store.publish_settings(&shop, at(PLACED)).await.expect("published");
        scene.trackers.shop.scan(NUMBER, at(LEFT), "in_transit");
        let round = scene.tick(at(LEFT) + hours(30)).await;
        assert_eq!((round.requests, scene.trackers.shop.asked().len()), (0, 0), "{what}");
    }
}

/// Each call of a tick in turn does its work and loses its answer, or the tick dies there: a later one finds everything, once, and no
/// day is overspent.
#[tokio::test]
async fn a_tick_that_fails_anywhere_loses_nothing() {
    let mut failed = 0;
    for (call, fault) in (0..24)
        .flat_map(|call| [testkit::Fault::LoseAnswer, testkit::Fault::DieAfter].map(|fault| (call, fault)))
    {
        let mut scene = Scene::sent(&[EASYPOST], 20).await;
        scene.trackers.shop.scan(NUMBER, at(LEFT), "in_transit");
        let now = at(LEFT) + hours(24);
        scene.order.until(now).await;
        scene.see_lists().await;
        let faults = Faults::plan([(call, fault)]);
        let engine: Arc<Memory> = Arc::clone(&scene.order.engine);
        let faulty = testkit::Faulty { engine, faults: Arc::clone(&faults) };
        let broken = poll(Store::on(Arc::new(faulty)), &scene.trackers);
        let ticked = faults.survive(broken.round(now, &TimeLeft::span(TIME))).await;
        failed += usize::from(ticked.is_none_or(|(_, done)| done.is_err()));
        scene.order.run().await;
        for hour in 1..=3 {
            scene.tick(now + hours(hour)).await;
        }
        let asked = scene.trackers.shop.asked().len();
        assert!((1..=3).contains(&asked), "call {call}, {fault:?}: {asked} requests");
        assert_eq!(scene.told(&parcel(), "parcel.scanned").await.len(), 1, "call {call}, {fault:?}");
        let members = scene.order.store.members(&acme(), UNDER_WAY).await.expect("readable");
        assert_eq!(members.len(), 1, "call {call}, {fault:?}: it is under way still");
    }
    assert!(failed > 20, "{failed} ticks failed");
}
