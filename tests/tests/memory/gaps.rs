//! What stays away and what comes twice: a stream that is lost for a day, ticks, poison.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use bundle_tests::{
    arrivals::{deliveries, delivery, order},
    ports::Topic,
    sweep::DAY,
    world::{Streaming, World},
};
use domain::{EntityRef, Event, Outgoing, ShopId, Timestamp, outgoing, schedule::house};
use event_relay::Publish as _;
use futures::future::{BoxFuture, join};
use jiff::SignedDuration;
use serde_json::json;
use store::{
    Store,
    engine::{Attr, Engine, EngineError, Item, Key, Page, Query, Table, Write},
    keys,
};
use testkit::{Faults, Memory};

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// An engine whose stream can be off: what is written meanwhile never comes.
#[derive(Default)]
struct Lossy {
    memory: Memory,
    /// Texts that the stream gave, how far it looked, and whether it is on.
    stream: Mutex<(Vec<String>, usize, bool)>,
}

impl Lossy {
    fn turn(&self, on: bool) {
        self.look();
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).2 = on;
    }

    fn look(&self) -> Vec<String> {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = self.memory.streamed_after(stream.1);
        stream.1 += fresh.len();
        if stream.2 {
            stream.0.extend(fresh);
        }
        stream.0.clone()
    }
}

impl Streaming for Lossy {
    async fn stream(&self) -> Vec<String> {
        self.look()
    }
}

impl Engine for Lossy {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.memory.get(table, key)
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.memory.batch_get(keys)
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.memory.query(query)
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        self.memory.write(write)
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.memory.transact(writes)
    }
}

/// Mails per recipient.
fn told<E>(world: &World<E>) -> BTreeMap<String, usize> {
    let mut told = BTreeMap::new();
    for mail in &world.outside.state().mails {
        *told.entry(mail.to.clone()).or_default() += 1;
    }
    told
}

/// What `cargo nightshift relay --since` does: the journal of these days, as it stands, to the topic.
async fn relay<E: Streaming>(world: &World<E>, (since, until): (Timestamp, Timestamp)) -> usize {
    let mut messages = Vec::new();
    let days = (since.as_second() / 86_400..=until.as_second() / 86_400).map(|day| day * 86_400);
    for day in days.map(|second| Timestamp::from_second(second).expect("in range")) {
        for shard in 0..keys::SHARDS {
            let page = world.store.day(&acme(), day, shard, None).await.expect("readable");
            assert!(page.next.is_none(), "few enough for one page");
            for (entity, effect) in page.events {
                let kept =
                    world.store.event(&acme(), &entity, &effect).await.expect("readable").expect("there");
                if (since..=until).contains(&kept.event.time) {
                    messages.push(Outgoing {
                        kind: kept.event.kind,
                        shop: acme().to_string(),
                        text: kept.text,
                    });
                }
            }
        }
    }
    for call in outgoing::calls(messages.iter().map(Outgoing::weight)) {
        assert_eq!(Topic(Arc::clone(&world.outside)).publish(messages[call].to_vec()).await, Ok(()));
    }
    messages.len()
}

/// Webhooks are taken in for 25 hours, and nobody hears of them. Then the stretch is published again, twice.
#[tokio::test(start_paused = true)]
async fn a_stream_lost_for_25_hours_is_made_up_for_with_one_mail_each() {
    let engine = Arc::new(Lossy::default());
    engine.turn(true);
    let mut world = World::new(Arc::clone(&engine), Faults::plan([]), true, day()).await;
    let hour = SignedDuration::from_hours(1);
    let (mut lost, mut expected) = (0, BTreeMap::new());
    for n in 0..=50 {
        // It is off from the twelfth hour on, for 25 hours; the carrier's half of the last order before that is lost, too.
        let now = world.outside.now();
        if n == 12 {
            engine.turn(false);
        }
        if n == 37 {
            engine.turn(true);
        }
        for which in deliveries(2_000 + n, now, 2) {
            assert_eq!(world.deliver(&which).await, 200);
        }
        world.run(false).await;
        lost += usize::from((12..37).contains(&n));
        expected.insert(format!("buyer-{}@example.com", 2_000 + n), 1_usize);
        world.wait(hour);
    }
    world.run(true).await;
    assert_eq!(told(&world).len(), 51 - lost, "nobody was woken by what was lost");
    let _ = world.store.day(&acme(), day(), 0, None).await;
    // Begun well before the gap and ended well after it: what was settled stays as it is.
    let stretch = (day() + hour * 6, day() + hour * 42);
    for _ in 0..2 {
        let published = relay(&world, stretch).await;
        assert!(published > lost, "{published} events");
        world.run(true).await;
        assert_eq!(told(&world), expected);
    }
    assert!(world.outside.state().dead.is_empty());
    println!(
        "figure: a stream lost for 25 hours: {lost} of 51 orders unheard, each has one mail after relay --since, twice"
    );
}

/// R25: a tick comes twice at once, comes late, stays away for an hour.
#[tokio::test(start_paused = true)]
async fn ticks_that_come_twice_or_not_at_all_fire_each_row_once() {
    for (name, ticks) in [
        ("every minute", (0..30).collect::<Vec<i64>>()),
        ("each twice", (0..30).flat_map(|minute| [minute, minute]).collect()),
        ("one an hour late", vec![75]),
        ("some, one of them again much later", vec![0, 3, 12, 12, 26, 3]),
    ] {
        let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await;
        // Confirmed, then edited; the edited order stays away. That is looked at ten minutes later.
        for id in 1..=5 {
            for which in deliveries(id, day(), 1) {
                assert_eq!(world.deliver(&which).await, 200);
            }
            world.run(false).await;
            let at = (world.outside.now() + SignedDuration::from_secs(1)).to_string();
            let edit = json!({"order_edit": {"id": 9, "order_id": id, "created_at": at, "committed_at": at,
                "line_items": {"additions": [], "removals": []}}});
            assert_eq!(world.deliver(&delivery("orders/edited", &edit)).await, 200);
            world.run(true).await;
        }
        assert_eq!(world.end_state().due.len(), 5, "{name}: five rows wait");
        let start = world.outside.now();
        for minute in &ticks {
            let now = start + SignedDuration::from_mins(*minute);
            {
                let mut state = world.outside.state();
                state.now = state.now.max(now);
            }
            // Twice at once: the schedule may do that at any tick.
            let (first, second) = join(world.tick_timer(now), world.tick_timer(now)).await;
            assert_eq!((first, second), (Ok(()), Ok(())), "{name}");
            // The index shows the row a moment late.
            assert_eq!(world.tick_timer(now).await, Ok(()), "{name}");
            world.run(true).await;
        }
        let mut fired = Vec::new();
        for id in 1..=5 {
            let story =
                world.store.story(&acme(), &EntityRef::order(&id.to_string())).await.expect("readable");
            assert_eq!(story.broken, None, "{name}");
            let kinds: Vec<_> = story.events.iter().map(|kept| kept.event.kind.as_str()).collect();
            fired.push(kinds.iter().filter(|kind| **kind == "due.order-confirmation").count());
            assert_eq!(
                kinds.iter().filter(|kind| **kind == "confirmation.held").count(),
                1,
                "{name}: {kinds:?}"
            );
        }
        assert_eq!((fired, world.end_state().due.len()), (vec![1; 5], 0), "{name}");
        // One beat for each period of five minutes in which there was a tick.
        let periods: std::collections::BTreeSet<i64> =
            ticks.iter().map(|m| (start.as_second() + m * 60 + 30) / 60 / 5).collect();
        let beats = world.end_state().events.iter().filter(|key| key.starts_with(house().as_str())).count();
        assert_eq!(beats, periods.len(), "{name}");
    }
}

/// R11: five orders whose facts can't be read any more, tried as often as their queue allows, mended, redriven.
#[tokio::test(start_paused = true)]
async fn poison_is_tried_as_often_as_may_be_and_redriven_to_one_effect() {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await;
    let mut whole = Vec::new();
    for id in 1..=5 {
        assert_eq!(world.deliver(&delivery("orders/create", &order(id, day(), day(), "paid"))).await, 200);
        let place = (Table::Shop, keys::body(&acme(), &EntityRef::order(&id.to_string())));
        let body = world.engine.items()[&place].clone();
        let mut malformed = body.clone();
        malformed.insert("body".to_owned(), Attr::B(b"no order".to_vec()));
        world.engine.tamper(Table::Shop, malformed);
        whole.push(body);
    }
    // A neighbour that is well isn't kept waiting.
    assert_eq!(world.deliver(&delivery("orders/create", &order(6, day(), day(), "paid"))).await, 200);
    world.run(true).await;
    assert_eq!(told(&world).into_keys().collect::<Vec<_>>(), ["buyer-6@example.com"]);
    let dead = world.outside.state().dead.clone();
    assert_eq!(dead.len(), 5);
    assert!(dead.iter().all(|(letter, reason)| letter.receives == 8 && reason.contains("body")), "{dead:?}");

    whole.into_iter().for_each(|body| world.engine.tamper(Table::Shop, body));
    // Redriven, and the redrive is repeated with the same letters.
    let letters = world.outside.state().dead.clone();
    for _ in 0..2 {
        world.outside.state().dead.clone_from(&letters);
        assert_eq!(world.redrive(), 5);
        world.run(true).await;
    }
    assert!(world.outside.state().dead.is_empty());
    let mails = told(&world);
    assert!(mails.len() == 6 && mails.values().all(|count| *count == 1), "{mails:?}");
    let stories = Store::on(world.engine.clone());
    for id in 1..=5 {
        let story = stories.story(&acme(), &EntityRef::order(&id.to_string())).await.expect("readable");
        let asked = |event: &Event| event.kind.starts_with("mail.requested");
        assert_eq!(story.events.iter().filter(|kept| asked(&kept.event)).count(), 1);
    }
    println!(
        "figure: R11 5 malformed, 8 tries each, 5 dead letters; mended and redriven twice: 1 effect each"
    );
}
