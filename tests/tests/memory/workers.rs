//! Two workers at one matter, and sixty-four: who sleeps through its lease, who may take over, who must wait.

use std::sync::{Arc, Mutex, PoisonError};

use bundle_tests::{
    arrivals::{delivery, order},
    mutants,
    ports::{LinkKeysOf, Outside, Ses},
    sweep::DAY,
    world::{PATIENCE, World},
};
use domain::{EntityRef, Event, Failure, Settles, ShopId, Timestamp, send::SendId};
use futures::{
    FutureExt as _,
    future::{BoxFuture, join_all},
};
use jiff::SignedDuration;
use mail::Mail;
use mail_delivery::{Lanes, MailDelivery, Mailer, Pace, Unsent};
use order_confirmation::OrderConfirmation;
use store::{
    Store,
    engine::{Engine, EngineError, Item, Key, Page, Query, Table, Write},
};
use testkit::{Faults, Memory};

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// A world in which the mail about order 1001 was asked for, and nobody has taken it yet.
async fn asked_for(ses_events: bool) -> (World, Event) {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), ses_events, day()).await;
    assert_eq!(world.deliver(&delivery("orders/create", &order(1001, day(), day(), "paid"))).await, 200);
    world.step().await;
    let request = world.engine.stream().pop().expect("the newest event");
    let request = Event::parse(&request).expect("an event");
    assert!(request.kind.starts_with("mail.requested"), "{request:?}");
    (world, request)
}

/// A carrier of its own on an engine of its own.
fn carrier<M>(engine: Arc<dyn Engine>, mailer: M, patience: SignedDuration) -> MailDelivery<M> {
    let lanes = Lanes {
        transactional: Pace::new(1000, 1),
        bulk: Pace::new(1000, 1),
        configuration_set_transactional: "transactional".into(),
        configuration_set_bulk: "bulk".into(),
    };
    MailDelivery {
        store: mutants::carriers_store(engine),
        mailer,
        lanes,
        pages: LinkKeysOf::pages(),
        patience: mutants::patience(patience),
    }
}

/// Delivers as an invocation that begins now and has thirty seconds.
async fn deliver<M: Mailer>(
    carrier: &MailDelivery<M>,
    outside: &Outside,
    request: &Event,
) -> Result<(), Failure> {
    let began = outside.now();
    let clock = || mutants::clock(began, outside.now());
    carrier.deliver(request, &clock, began + SignedDuration::from_secs(30)).await
}

/// What happens while somebody stands still.
type Meanwhile = Mutex<Option<BoxFuture<'static, ()>>>;

fn meanwhile(what: impl Future<Output = ()> + Send + 'static) -> Meanwhile {
    Mutex::new(Some(what.boxed()))
}

async fn stand_still(meanwhile: &Meanwhile) {
    let what = meanwhile.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(what) = what {
        what.await;
    }
}

/// An engine whose user stands still right after it has taken a send.
struct Paused(Arc<Memory>, Meanwhile);

impl Engine for Paused {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.0.get(table, key)
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.0.batch_get(keys)
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.0.query(query)
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        async move {
            let takes = write.guard.as_ref().is_some_and(|guard| guard.name == "send-is-new");
            let written = self.0.write(write).await;
            if takes {
                stand_still(&self.1).await;
            }
            written
        }
        .boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.0.transact(writes)
    }
}

/// SES, whose caller stands still before it hears the answer; or never hears it.
struct Slow {
    ses: Ses,
    meanwhile: Meanwhile,
    loses_answer: bool,
}

impl Mailer for Slow {
    async fn send(&self, mail: &Mail) -> Result<String, Unsent> {
        let answer = self.ses.send(mail).await;
        stand_still(&self.meanwhile).await;
        if self.loses_answer { Err(Unsent::InDoubt("the answer is lost".into())) } else { answer }
    }
}

/// What somebody else comes to, ten minutes (say) later.
fn another(world: &World, request: &Event, after: SignedDuration, sends: bool) -> Meanwhile {
    let (outside, memory, request) = (Arc::clone(&world.outside), Arc::clone(&world.engine), request.clone());
    let patience = if after < SignedDuration::from_mins(1) { SignedDuration::ZERO } else { PATIENCE };
    meanwhile(async move {
        {
            let mut state = outside.state();
            state.now += after;
        }
        let other = carrier(memory, Ses(Arc::clone(&outside)), patience);
        assert_eq!(deliver(&other, &outside, &request).await.is_ok(), sends);
    })
}

/// How many mails went out, and which of them the ledger names.
async fn came_of(world: &World) -> (usize, Option<String>) {
    let id = SendId::of(&acme(), &EntityRef::order("1001"), "order-confirmation", 1);
    let entry = world.store.send_entry(&acme(), &id).await.expect("readable").expect("a row");
    (world.outside.state().mails.len(), entry.message_id)
}

/// R17.
#[tokio::test(start_paused = true)]
async fn a_worker_that_wakes_after_its_lease_writes_nothing() {
    let ten_minutes = SignedDuration::from_mins(10);
    // It had taken the send and not yet called SES: it doesn't any more.
    let (world, request) = asked_for(false).await;
    let engine = Paused(Arc::clone(&world.engine), another(&world, &request, ten_minutes, true));
    let zombie = carrier(Arc::new(engine), Ses(Arc::clone(&world.outside)), PATIENCE);
    let woken = deliver(&zombie, &world.outside, &request).await;
    assert!(matches!(woken, Err(Failure::Transient { .. })), "{woken:?}");
    assert_eq!(came_of(&world).await, (1, Some("ses-1".to_owned())));

    // It had called SES, and SES told nobody: the other has sent by its policy, and what stands is the other's.
    let (world, request) = asked_for(false).await;
    let meanwhile = another(&world, &request, ten_minutes, true);
    let slow = Slow { ses: Ses(Arc::clone(&world.outside)), meanwhile, loses_answer: false };
    let zombie = carrier(Arc::clone(&world.engine) as Arc<dyn Engine>, slow, PATIENCE);
    assert_eq!(deliver(&zombie, &world.outside, &request).await, Ok(()));
    assert_eq!(came_of(&world).await, (2, Some("ses-2".to_owned())));
}

/// A second delivery of the same request comes while the first is under way, and nobody waits for SES's word.
#[tokio::test(start_paused = true)]
async fn the_lease_alone_keeps_two_workers_apart() {
    let (world, request) = asked_for(false).await;
    let meanwhile = another(&world, &request, SignedDuration::from_secs(5), false);
    let engine = Paused(Arc::clone(&world.engine), meanwhile);
    let first = carrier(Arc::new(engine), Ses(Arc::clone(&world.outside)), SignedDuration::ZERO);
    assert_eq!(deliver(&first, &world.outside, &request).await, Ok(()));
    assert_eq!(world.outside.state().mails.len(), 1);
}

/// SES has the mail, and its answer is lost. The lease is over, its event is still on its way.
#[tokio::test(start_paused = true)]
async fn ses_has_its_time_to_say_that_it_has_the_mail() {
    let (mut world, request) = asked_for(true).await;
    let slow = Slow { ses: Ses(Arc::clone(&world.outside)), meanwhile: Mutex::new(None), loses_answer: true };
    let first = carrier(Arc::clone(&world.engine) as Arc<dyn Engine>, slow, PATIENCE);
    assert!(deliver(&first, &world.outside, &request).await.is_err());
    world.wait(SignedDuration::from_mins(2));
    let second =
        carrier(Arc::clone(&world.engine) as Arc<dyn Engine>, Ses(Arc::clone(&world.outside)), PATIENCE);
    assert!(deliver(&second, &world.outside, &request).await.is_err(), "it waits");
    world.run(true).await;
    assert_eq!(world.outside.state().mails.len(), 1);
    assert_eq!(deliver(&second, &world.outside, &request).await, Ok(()));
    assert_eq!(world.outside.state().mails.len(), 1);
}

/// An engine that lets others go first before each call, now and then.
struct Crowded(Arc<Memory>);

impl Crowded {
    async fn queue(&self) {
        for _ in 0..fastrand::u8(0..4) {
            tokio::task::yield_now().await;
        }
    }
}

impl Engine for Crowded {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.queue().then(move |()| self.0.get(table, key)).boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.queue().then(move |()| self.0.batch_get(keys)).boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.queue().then(move |()| self.0.query(query)).boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        self.queue().then(move |()| self.0.write(write)).boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.queue().then(move |()| self.0.transact(writes)).boxed()
    }
}

/// R3: the door, the automation and the carrier, each sixty-four times at once, round after round.
#[tokio::test(start_paused = true)]
async fn of_64_at_once_one_does_it() {
    const AT_ONCE: usize = 64;
    let rounds: u64 = if testkit::is_full() { 1_000 } else { 25 };
    fastrand::seed(3);
    let world = World::new(Arc::new(Memory::default()), Faults::plan([]), false, day()).await;
    let store = Store::on(Arc::new(Crowded(Arc::clone(&world.engine))));
    let door = webhook_intake::Intake::new(store.clone(), bundle_tests::ports::OneSecret);
    let engine = Arc::new(Crowded(Arc::clone(&world.engine)));
    let carrier = carrier(engine, Ses(Arc::clone(&world.outside)), PATIENCE);
    let history = store.settings(&acme()).await.expect("readable");
    let (mut seen, mut again) = (0, 0);
    for id in 1..=rounds {
        let asked = delivery("orders/create", &order(id, day(), day(), "paid")).asked(day());
        let answers = join_all((0..AT_ONCE).map(|_| door.take_in(asked.clone(), day()))).await;
        let accepted = answers.iter().filter(|answer| answer.body["outcome"] == "accepted").count();
        assert!(answers.iter().all(|answer| answer.status == 200), "round {id}: {answers:?}");
        assert_eq!(accepted, 1, "round {id}");

        let event = |at: usize| Event::parse(&world.engine.streamed_after(at)[0]).expect("an event");
        let created = event(seen);
        let left = std::time::Duration::from_secs(30);
        let settle = || Settles::<OrderConfirmation>::settle(&store, &created, &history, day(), left);
        let settled = join_all((0..AT_ONCE).map(|_| settle())).await;
        let effects = settled.iter().filter(|settled| settled.as_ref().is_ok_and(|s| !s.events.is_empty()));
        assert_eq!(effects.count(), 1, "round {id}: {settled:?}");
        assert!(settled.iter().all(Result::is_ok), "round {id}: none goes to the dead letters: {settled:?}");

        let request = event(seen + 1);
        seen += 2;
        let delivered = join_all((0..AT_ONCE).map(|_| deliver(&carrier, &world.outside, &request))).await;
        let waits = |failure: &Failure| matches!(failure, Failure::Transient { .. });
        assert!(delivered.iter().flat_map(|d| d.as_ref().err()).all(waits), "round {id}: {delivered:?}");
        again += delivered.iter().filter(|delivered| delivered.is_err()).count();
        // Whoever came too early comes once more, and finds it sent.
        assert_eq!(deliver(&carrier, &world.outside, &request).await, Ok(()), "round {id}");
        assert_eq!(world.outside.state().mails.len() as u64, id, "round {id}");
    }
    println!(
        "figure: R3 {AT_ONCE} at once, {rounds} rounds at door, automation and carrier: 1 effect each, 0 dead; {again} came back once"
    );
}
