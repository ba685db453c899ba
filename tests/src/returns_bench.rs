//! What a return costs in units and calls, from its wish to its end; and the ground that the portal's bench stands on.

use std::sync::Arc;

use domain::{
    Timestamp,
    event::hash_of,
    order::{LineItem, Order, Shipped},
    returns::rma::State,
    webhook::Happened,
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Store, take_in::Incoming};
use testkit::{Faults, Memory, orders::told};

use crate::{
    commanded::{self, Commanded, Way},
    returning::{self, NUMBER, Returning, acme},
};

/// A return's id.
const RETURN: &str = "r1";

/// What was used between two moments.
struct Counter<'m> {
    memory: &'m Memory,
    before: [u64; 3],
    steps: Vec<Value>,
}

impl<'m> Counter<'m> {
    fn new(memory: &'m Memory) -> Self {
        Self { memory, before: counted(memory), steps: Vec::new() }
    }

    fn step(&mut self, name: &str) {
        let now = counted(self.memory);
        let [write_units, read_halves, calls] = [0, 1, 2].map(|at| now[at] - self.before[at]);
        self.steps.push(
            json!({"step": name, "write_units": write_units, "read_halves": read_halves, "calls": calls}),
        );
        self.before = now;
    }
}

fn counted(memory: &Memory) -> [u64; 3] {
    [memory.write_units(), memory.read_halves(), memory.calls()]
}

/// A return of one line that is approved at once: wished, decided, received, refunded, closed. Settings are kept by a function that
/// runs and aren't counted, nor are mails unless `mails` says so.
async fn of_one(mails: bool) -> Vec<Value> {
    let mut world = Returning::new(Faults::plan([]), &returning::shop(&json!({})), 2).await;
    world.with_mails = mails;
    world.settings = Some(Arc::new(world.store.settings(&acme()).await.expect("settings")));
    let engine = Arc::clone(&world.engine);
    let mut counter = Counter::new(&engine);
    world.ask_for(RETURN, 1).await;
    counter.step("wish");
    world.run().await;
    counter.step("opened and decided");
    assert_eq!(world.state(RETURN).await, State::Approved);
    counter.before = counted(&engine);
    world.now += SignedDuration::from_hours(72);
    world.arrive(RETURN, "DN-1", 1).await;
    counter.step("arrival told");
    world.run().await;
    counter.step("received, refund asked for, refunded, closed");
    assert_eq!((world.state(RETURN).await, world.paid()), (State::Closed, 1000));
    counter.steps
}

/// A refund as `shop-commands` carries it to Shopify.
async fn carried() -> Value {
    let mut scene = Commanded::new(Way::Shopify, &Faults::plan([])).await;
    // The first one reads the settings, which stay known.
    let first = scene.ask(&commanded::refund("r0", 500)).await.expect("it is new");
    scene.settle(&[first]).await;
    let event = scene.ask(&commanded::refund(RETURN, 500)).await.expect("it is new");
    let engine = Arc::clone(&scene.engine);
    let mut counter = Counter::new(&engine);
    scene.settle(&[event]).await;
    counter.step("the shop is told (shop-commands)");
    assert_eq!(scene.gone(), 1000);
    counter.steps.remove(0)
}

/// All of it, step by step.
pub async fn measure() -> Value {
    let (mut steps, with_mails) = (of_one(false).await, of_one(true).await);
    steps.push(carried().await);
    let sum = |steps: &[Value], of: &str| steps.iter().filter_map(|step| step[of].as_u64()).sum::<u64>();
    let mails = |of: &str| sum(&with_mails, of) - sum(&steps[..with_mails.len()], of);
    let mails = json!({"step": "its mails (mail-delivery, mail-feedback)", "write_units": mails("write_units"),
        "read_halves": mails("read_halves"), "calls": mails("calls")});
    json!({"steps": steps, "mails": mails})
}

/// A shop that takes returns, with an order of so many lines that arrived three days ago.
pub async fn lay(store: &Store, lines: usize) {
    store
        .publish_settings(&returning::shop(&json!({})), Timestamp::UNIX_EPOCH)
        .await
        .expect("settings are published");
    let now = Timestamp::now();
    take_in(store, "shopify", &told("order.updated", order(lines, now), now), now).await;
    let delivered = now - SignedDuration::from_hours(72);
    let body = json!({"specversion": "1.0", "id": "e", "source": "x", "type": "parcel.scanned",
        "time": now.to_string(), "data": {"number": NUMBER, "order": returning::ORDER,
        "scans": [{"code": "delivered", "at": delivered.to_string(), "country": "DE"}]}});
    let source = intake::source("parcels").expect("a source");
    let read = source.translate("parcel.scanned", body.to_string().as_bytes()).expect("readable");
    let domain::webhook::Translation::Happened(happened) = read else { panic!("it tells something") };
    take_in(store, "parcels", &happened, now).await;
}

fn order(lines: usize, now: Timestamp) -> Order {
    let mut order = returning::order(2, now);
    let first = order.lines[0].clone();
    let line = |nth: usize| LineItem {
        id: (nth + 1).to_string(),
        sku: Some(format!("TEA-{nth}")),
        title: format!("Assam no. {nth}"),
        ..first.clone()
    };
    order.lines = (0..lines).map(line).collect();
    let each = first.unit_price.times(first.quantity);
    let total = domain::Money::sum(order.currency, order.lines.iter().map(|_| each));
    (order.totals.subtotal, order.totals.total) = (total, total);
    order.shipments[0].lines =
        order.lines.iter().map(|line| Shipped { line: line.id.clone(), quantity: line.quantity }).collect();
    order
}

async fn take_in(store: &Store, from: &str, happened: &Happened, now: Timestamp) {
    let (shop, body) = (acme(), serde_json::to_string(happened).expect("plain data"));
    let hash = hash_of(&body);
    let (topic, body) = (happened.kind.as_str(), body.as_bytes());
    let incoming = Incoming { shop: &shop, from, topic, body, hash: &hash, only_news: false };
    store.take_in(&incoming, happened, now).await.expect("taken in");
}
