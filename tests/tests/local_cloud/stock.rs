//! R20 through the local cloud: a thousand decrements, carried by stream, topic and queue, and folded by as many instances as
//! the cloud starts.

use std::time::{Duration, Instant};

use bundle_tests::stock::{acme, alerts, pieces};
use domain::{
    Timestamp,
    event::Origin,
    stock::{self, Cause, Counted, Moved, Quantities, Says},
};
use futures::future::join_all;
use jiff::SignedDuration;
use store::{Store, TableNames};

use crate::cloud::Nightshift;

const DECREMENTS: usize = 1000;
const TASKS: usize = 32;
const ITEMS: usize = 10;
/// Movements that come by themselves, of an item that stays far from its threshold.
const ALONE: usize = 20;
const UNTOLD: usize = 3;

/// Of ten items six end at the threshold of two that the shop has where it says nothing else.
fn count(item: usize) -> i64 {
    if item % 5 < 3 { 102 } else { 160 }
}

fn id(item: usize) -> String {
    format!("R20-{item}")
}

/// Levels equal what was counted less what was sold, and whatever crossed the threshold is told of once.
pub(crate) async fn race(nightshift: &Nightshift) {
    let store = open(nightshift).await;
    let began = Timestamp::now() - SignedDuration::from_mins(1);
    let journal = async |item: usize, new: domain::NewEvent| {
        let entity = stock::at(&id(item), "berlin");
        let now = Timestamp::now();
        store.journal_beside(&acme(), &entity, &new, &Origin::default(), now).await.expect("journalled");
    };
    for item in 0..ITEMS {
        let says = Says::Available(count(item));
        let counted = Counted { source: "r20".into(), at: began, cause: Cause::Count, says, reason: None };
        journal(item, counted.event()).await;
    }
    until(&store, count).await;
    let started = Instant::now();
    let sale = |n: usize| Moved {
        source: format!("r20#{n}"),
        at: Timestamp::now(),
        cause: Cause::Sale,
        change: Quantities::reserved(1),
        sold: 1,
        expected: None,
        until: None,
        reason: None,
    };
    let task = async |task: usize| {
        for n in (task..DECREMENTS).step_by(TASKS) {
            journal(n % ITEMS, sale(n).event()).await;
        }
    };
    join_all((0..TASKS).map(task)).await;
    let journalled = started.elapsed();
    until(&store, |item| count(item) - 100).await;
    let folded = started.elapsed();
    let mut told = 0;
    for item in 0..ITEMS {
        let alerted = alerts(&store, &id(item), "berlin").await;
        assert_eq!(alerted.len(), usize::from(count(item) == 102), "{}: {alerted:?}", id(item));
        told += alerted.len();
    }
    nightshift.must(&["stock", "rebuild", "--all", "--shop", "acme"]);
    println!(
        "figure: R20 on the local cloud: {DECREMENTS} decrements over {TASKS} tasks, journalled within {journalled:.1?}, folded \
         after {folded:.1?}: {told} alerts for 6 crossings"
    );
    // I3: a movement by itself, until the level shows it.
    let mut waits = Vec::new();
    for n in 0..ALONE {
        let left = count(UNTOLD) - 101 - i64::try_from(n).expect("few");
        let started = Instant::now();
        journal(UNTOLD, sale(DECREMENTS + n).event()).await;
        while pieces(&store, &id(UNTOLD), "berlin").await.0.available(0) != left {
            assert!(started.elapsed() < Duration::from_secs(60), "{left} pieces are awaited");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        waits.push(started.elapsed());
    }
    waits.sort();
    let (middle, most) = (waits[ALONE / 2], waits[ALONE * 95 / 100 - 1]);
    println!(
        "figure: I3 on the local cloud: {ALONE} movements one by one, seen in the level after p50 {middle:.0?}, p95 {most:.0?}"
    );
}

async fn open(nightshift: &Nightshift) -> Store {
    let port = nightshift.state("cloud.json")["gateway"].as_u64().and_then(|port| u16::try_from(port).ok());
    let config = testkit::dynamo::config(port.expect("a port")).await;
    let [shop] = nightshift.outputs("ShopTableName").try_into().expect("one table");
    Store::open(&config, TableNames { shop, once: "not-for-this-test".to_owned() })
}

async fn until(store: &Store, expected: impl Fn(usize) -> i64) {
    let waited = Instant::now();
    for item in 0..ITEMS {
        loop {
            let (there, known) = pieces(store, &id(item), "berlin").await;
            if known && there.available(0) == expected(item) {
                break;
            }
            let told = format!("{}: {there:?}, {} is awaited", id(item), expected(item));
            assert!(waited.elapsed() < Duration::from_secs(60), "{told}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}
