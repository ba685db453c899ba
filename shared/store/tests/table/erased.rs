//! Somebody is erased while news of them come in: wherever it falls, no body outlasts it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use domain::{
    EntityRef, Failure,
    event::hash_of,
    privacy::{Erased, Mark},
    tracking::Code,
    webhook::Happened,
};
use futures::{FutureExt as _, future::BoxFuture, future::join_all};
use jiff::SignedDuration;
use store::{
    Store, StoreError,
    engine::{Engine, EngineError, Item, Key, Page, Query, Table, Write},
    privacy::{Called, Person},
    take_in::{Incoming, Taken},
};
use testkit::{Fault, Faults, Faulty, Memory};

use super::{
    acme,
    incoming::{happened, minutes, number, report, scan, shipped},
    now,
};

const NUMBER: &str = "00340434161094000001";

/// News of a person, by a webhook or by a poll that brings only what is new.
#[derive(Debug, Clone)]
struct News {
    happened: Happened,
    polled: bool,
}

impl News {
    fn body(&self) -> String {
        let way = if self.polled { "polled" } else { "told" };
        format!("{} {} of ada@example.com, {way}", self.happened.entity, self.happened.source.at)
    }

    async fn take_in(&self, store: &Store) -> Result<Taken, Failure> {
        let (shop, body) = (acme(), self.body());
        let (topic, hash) = (if self.polled { "poll" } else { "told" }, hash_of(&body));
        let body = body.as_bytes();
        let incoming =
            Incoming { shop: &shop, from: "shopify", topic, body, hash: &hash, only_news: self.polled };
        store.take_in(&incoming, &self.happened, now()).await
    }
}

/// What is told of the person at a minute: of their order, of themselves, of their parcel.
fn told(at: i64) -> [Happened; 3] {
    let customer = happened(EntityRef::customer("7"), minutes(at), true);
    let code = if at > 5 { Code::Delivered } else { Code::InTransit };
    let scanned = report(at, vec![scan(at - 200, code)]);
    [shipped("1001", at, NUMBER), Happened { kind: "customer.updated".into(), ..customer }, scanned]
}

/// Everything that is told, by every way.
fn all_news() -> Vec<News> {
    let all = [0, 5, 9].into_iter().flat_map(told);
    all.flat_map(|happened| [false, true].map(|polled| News { happened: happened.clone(), polled })).collect()
}

/// A person of whom the first is known, and all that is stored.
struct House {
    items: BTreeMap<(Table, Key), Item>,
    person: Person,
}

impl House {
    async fn new() -> Arc<Self> {
        let engine = Arc::new(Memory::default());
        let store = Store::on(engine.clone());
        for happened in told(0) {
            let news = News { happened, polled: false };
            assert!(matches!(news.take_in(&store).await, Ok(Taken::Accepted(_))));
        }
        // The index shows what is new from the next question on.
        store.orders_of_customer(&acme(), "7", None).await.expect("readable");
        let since = now() - SignedDuration::from_hours(24);
        let person =
            store.person(&acme(), &Called::Customer("7".into()), since, now()).await.expect("readable");
        assert_eq!((person.customers.len(), person.orders[0].parcels.len()), (1, 1));
        Arc::new(Self { items: engine.items(), person })
    }

    fn engine(&self) -> Arc<Memory> {
        Arc::new(Memory::holding(&self.items))
    }

    async fn erase(&self, store: &Store) {
        let by = Erased { by: "ada".into(), reference: None };
        // Whoever is kept from it by what comes in tries again.
        while let Err(error) = store.erase(&acme(), &self.person, &by, now()).await {
            assert_eq!(error, StoreError::Stale);
        }
    }
}

/// Nothing is left of the person, and their stories are whole.
async fn assert_erased(engine: &Arc<Memory>, scene: &str) {
    let store = Store::on(engine.clone());
    for news in all_news() {
        let kept = store.raw(&acme(), &hash_of(news.body())).await.expect("readable");
        assert!(kept.is_none_or(|body| body.is_empty()), "{scene}: kept is {}", news.body());
    }
    for entity in [EntityRef::order("1001"), EntityRef::customer("7"), number().entity()] {
        let story = store.story(&acme(), &entity).await.expect("readable");
        assert_eq!(story.broken, None, "{scene}: {entity}");
        let head = store.head(&acme(), &entity).await.expect("readable");
        assert!(Mark::is_at(&head), "{scene}: {entity}");
    }
    let order = store.snapshot(&acme(), &EntityRef::order("1001")).await.expect("readable");
    assert_eq!(order.and_then(|order| order.email), None, "{scene}");
}

/// What else happens to the person, at one stroke.
#[derive(Debug, Clone, Copy)]
enum Step {
    /// The webhook comes, perhaps once more.
    Told,
    /// A poll brings the same.
    Polled,
    /// The webhook of later news comes.
    Later,
    /// The person is erased.
    Erased,
}

impl Step {
    /// As it happens, of the news of one kind: on a thread of its own, so that nothing else comes between.
    fn of(self, kind: usize, house: &Arc<House>, engine: &Arc<Memory>) -> What {
        let (house, store) = (house.clone(), Store::on(engine.clone()));
        let happens = async move || {
            let (at, polled) = match self {
                Self::Erased => return house.erase(&store).await,
                Self::Told => (5, false),
                Self::Polled => (5, true),
                Self::Later => (9, false),
            };
            let happened = told(at)[kind].clone();
            News { happened, polled }.take_in(&store).await.expect("taken in");
        };
        Box::new(move || {
            let alone = std::thread::spawn(move || {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build();
                runtime.expect("a runtime").block_on(happens());
            });
            alone.join().expect("it happens");
        })
    }
}

/// Something that happens.
type What = Box<dyn FnOnce() + Send>;
/// What happens before which call.
type Meanwhile = VecDeque<(usize, What)>;

/// An engine whose user stands still before some of its calls.
struct Paused {
    engine: Arc<Memory>,
    calls: AtomicUsize,
    meanwhile: Mutex<Meanwhile>,
}

impl Paused {
    fn new(engine: &Arc<Memory>, meanwhile: Meanwhile) -> Arc<Self> {
        Arc::new(Self {
            engine: engine.clone(),
            calls: AtomicUsize::new(0),
            meanwhile: Mutex::new(meanwhile),
        })
    }

    fn next(&self, call: usize) -> Option<What> {
        let mut meanwhile = self.meanwhile.lock().unwrap_or_else(PoisonError::into_inner);
        meanwhile.pop_front_if(|(at, _)| *at <= call).map(|(_, what)| what)
    }

    async fn stand_still(&self) {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        while let Some(what) = self.next(call) {
            what();
        }
    }

    /// What hasn't come between comes after. Answers how much that is.
    fn rest(&self) -> usize {
        let mut left = 0;
        while let Some(what) = self.next(usize::MAX) {
            what();
            left += 1;
        }
        left
    }
}

impl Engine for Paused {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.stand_still().then(move |()| self.engine.get(table, key)).boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.stand_still().then(move |()| self.engine.batch_get(keys)).boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.stand_still().then(move |()| self.engine.query(query)).boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        self.stand_still().then(move |()| self.engine.write(write)).boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.stand_still().then(move |()| self.engine.transact(writes)).boxed()
    }
}

/// Two steps fall before every call of a delivery, or after its last one.
#[tokio::test(start_paused = true)]
async fn no_body_outlasts_an_erasure_between_any_two_calls_of_a_delivery() {
    let house = House::new().await;
    let mut runs = 0;
    for steps in [
        [Step::Erased, Step::Erased],
        [Step::Erased, Step::Told],
        [Step::Erased, Step::Polled],
        [Step::Erased, Step::Later],
        [Step::Told, Step::Erased],
        [Step::Polled, Step::Erased],
        [Step::Later, Step::Erased],
    ] {
        for news in all_news().into_iter().filter(|news| news.happened.source.at == minutes(5)) {
            let kind =
                told(5).iter().position(|one| one.entity == news.happened.entity).expect("one of them");
            for first in 0.. {
                let mut left = 0;
                for second in first.. {
                    let engine = house.engine();
                    let planned =
                        [first, second].into_iter().zip(steps.map(|step| step.of(kind, &house, &engine)));
                    let paused = Paused::new(&engine, planned.collect());
                    news.take_in(&Store::on(paused.clone())).await.expect("taken in");
                    left = paused.rest();
                    let scene = format!("{}; {steps:?} before calls {first} and {second}", news.body());
                    assert_erased(&engine, &scene).await;
                    runs += 1;
                    if left > 0 {
                        break;
                    }
                }
                if left == steps.len() {
                    break;
                }
            }
        }
    }
    println!(
        "figure: X-16 {runs} interleavings of a delivery with an erasure and other news: no body is left"
    );
}

/// A body that nothing names is found by nobody; but whoever got no answer tells it again.
#[tokio::test(start_paused = true)]
async fn a_body_that_a_broken_delivery_kept_goes_when_it_is_told_again() {
    let house = House::new().await;
    for news in all_news().into_iter().filter(|news| news.happened.source.at == minutes(5)) {
        for fault in Fault::ALL {
            for at in 0.. {
                let (engine, faults) = (house.engine(), Faults::plan([(at, fault)]));
                let faulty = Store::on(Arc::new(Faulty { engine: engine.clone(), faults: faults.clone() }));
                let _ = faults.survive(news.take_in(&faulty)).await;
                let calm = Store::on(engine.clone());
                house.erase(&calm).await;
                news.take_in(&calm).await.expect("taken in");
                assert_erased(&engine, &format!("{}; {fault:?} at call {at}", news.body())).await;
                if faults.calls() <= at {
                    break;
                }
            }
        }
    }
}

/// An engine on which each call takes its time.
struct Slow(Arc<Memory>);

impl Slow {
    async fn wait(&self) {
        tokio::time::sleep(Duration::from_millis(fastrand::u64(0..30))).await;
    }
}

impl Engine for Slow {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.wait().then(move |()| self.0.get(table, key)).boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.wait().then(move |()| self.0.batch_get(keys)).boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.wait().then(move |()| self.0.query(query)).boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        self.wait().then(move |()| self.0.write(write)).boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.wait().then(move |()| self.0.transact(writes)).boxed()
    }
}

/// All of it at once, by seed. `NIGHTSHIFT_SEED=n` plays the one that failed.
#[tokio::test(start_paused = true)]
async fn no_body_outlasts_an_erasure_among_many_deliveries() {
    let house = House::new().await;
    let one = std::env::var("NIGHTSHIFT_SEED").ok().and_then(|seed| seed.parse::<u64>().ok());
    let count = if testkit::is_full() { 5_000 } else { 300 };
    for seed in one.map_or(0..count, |seed| seed..seed + 1) {
        fastrand::seed(seed);
        let engine = house.engine();
        let store = Store::on(Arc::new(Slow(engine.clone())));
        let twice = || all_news().into_iter().flat_map(|news| [news.clone(), news]);
        let deliveries = twice().map(|news| {
            let store = store.clone();
            async move {
                tokio::time::sleep(Duration::from_millis(fastrand::u64(0..400))).await;
                // Whoever is turned away comes again.
                while let Err(failure) = news.take_in(&store).await {
                    assert_eq!(failure.class(), "transient", "{failure}");
                }
            }
        });
        tokio::join!(join_all(deliveries), async {
            tokio::time::sleep(Duration::from_millis(fastrand::u64(0..400))).await;
            house.erase(&store).await;
        });
        assert_erased(&engine, &format!("NIGHTSHIFT_SEED={seed}")).await;
    }
}
