//! An upgrade in the middle of a day, and back: what one release wrote and left in its queues, another goes on with, and
//! nothing is lost or doubled.
//!
//! `frozen/days/COMMIT.ndjson` holds the morning as each issue's closing commit leaves it. Days are added, never changed:
//!
//! ```sh
//! git worktree add ../old COMMIT && cp -r tests/tests/upgrade ../old/tests/tests/ && cd ../old
//! NIGHTSHIFT_LEAVE=$PWD/day.ndjson cargo test --workspace --profile local --test upgrade
//! ```
//!
//! And back: with `NIGHTSHIFT_FIND=FILE` an old commit goes on with the day that a newer one left. So this folder uses
//! only what the old commit has as well.

mod left;
mod morning;
mod newer;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use bundle_tests::{
    arrivals::{delivery, order},
    ports::{LinkKeysOf, Topic},
    world::World,
};
use domain::{
    EntityRef,
    link::{Link, LinkKey},
    mail::ConfirmationRequested,
    send::SendId,
};
use event_relay::EventRelay;
use jiff::SignedDuration;
use left::Left;
use mail_feedback::MailFeedback;
use mail_watch::MailWatch;
use morning::{acme, sell_of};
use order_status::OrderStatus;
use serde_json::json;
use shell::{HttpRequest, Relay as _, Streamed, TimeLeft};
use store::{engine::text, keys};
use testkit::{Faults, Memory};

fn days() -> Vec<PathBuf> {
    if let Some(found) = std::env::var_os("NIGHTSHIFT_FIND") {
        return vec![found.into()];
    }
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("frozen/days");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "ndjson")).collect()
}

#[tokio::test(start_paused = true)]
async fn the_day_that_an_older_release_left_goes_on() {
    let days = days();
    assert!(!days.is_empty(), "frozen/days has the day of each closing commit");
    for path in days {
        let written = std::fs::read_to_string(&path).expect("a day");
        let left = Left::read(&written);
        println!("{}: {} items, {} messages", path.display(), left.items.len(), left.queued.len());
        afternoon(&left).await;
    }
}

/// What this release leaves, it goes on with itself; and it leaves it where an older one can be shown it.
#[tokio::test(start_paused = true)]
async fn the_day_that_this_release_leaves_goes_on() {
    let left = morning::play().await;
    let written = left.write();
    if let Some(path) = std::env::var_os("NIGHTSHIFT_LEAVE") {
        std::fs::write(path, &written).expect("written");
    }
    afternoon(&Left::read(&written)).await;
}

/// How many mails each buyer has at the end of the day.
const MAILS: [(u64, usize); 11] = [
    (1001, 1),
    // Paid in the afternoon, and asked for once more by staff.
    (1002, 2),
    // SES's answer was lost; SES had been throttled; the totals are wrong.
    (1003, 1),
    (1004, 1),
    (1005, 0),
    // Its message was lost, and the watch finds that.
    (1006, 1),
    // Edited.
    (1008, 2),
    (1009, 1),
    // In the queues, and in the stream.
    (1010, 1),
    (1011, 1),
    (1012, 1),
];

async fn afternoon(left: &Left) {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, left.now).await;
    for (table, item) in &left.items {
        world.engine.tamper(*table, item.clone());
    }
    world.outside.state().queued.extend(left.queued.iter().cloned());
    // Indexes show what was written a question late.
    let due = world.store.due(0, left.now, None).await.expect("readable");
    drop(due);

    // The stream goes on where the older relay stopped.
    let records: Vec<Streamed> = left
        .unrelayed
        .iter()
        .enumerate()
        .map(|(n, text)| Streamed { sequence: n.to_string(), text: text.clone() })
        .collect();
    let time = TimeLeft::span(Duration::from_secs(60));
    EventRelay(Topic(Arc::clone(&world.outside))).carry(&records, &time).await.expect("relayed");

    // Late webhooks: known ones again, an older state, a payment, an edit's new state.
    let later = world.wait(SignedDuration::from_secs(30));
    for (id, status, updated) in
        [(1001, "paid", morning::placed()), (1001, "paid", later), (1002, "paid", later)]
    {
        let body = order(id, morning::placed(), updated, status);
        assert_eq!(world.deliver(&delivery("orders/updated", &body)).await, 200);
    }
    let edited = morning::edited(1008, later);
    assert_eq!(world.deliver(&delivery("orders/updated", &edited)).await, 200);
    assert_eq!(sell_of(&mut world, 1012, "paid").await, 200, "once more");

    // Timers and queues until nothing is left to do.
    for _ in 0..3 {
        world.run(true).await;
        let now = world.wait(SignedDuration::from_mins(11));
        for _ in 0..2 {
            world.tick_timer(now).await.expect("a tick");
        }
    }
    world.run(true).await;

    // What was lost is missed.
    let watch = MailWatch { store: world.store.clone(), patience: SignedDuration::from_mins(5) };
    for _ in 0..6 {
        let now = world.wait(SignedDuration::from_mins(5));
        let (_, done) = watch.round(now, &TimeLeft::span(Duration::from_secs(120))).await;
        assert_eq!(done, Ok(()));
        world.run(true).await;
    }

    // Staff want one again; SES says late that another came back.
    let now = world.wait(SignedDuration::from_mins(1));
    let wish =
        ConfirmationRequested { by: "ada".into(), reason: "The buyer can't find it".into() }.event(now);
    world.store.journal(&acme(), &EntityRef::order("1002"), &[wish], now).await.expect("journalled");
    world.run(true).await;
    let id = SendId::of(&acme(), &EntityRef::order("1001"), "order-confirmation", 1);
    let bounce = json!({"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
        "mail": {"messageId": "ses-1", "destination": ["buyer-1001@example.com"],
            "tags": {"shop": ["acme"], "send_id": [id.as_str()]}}});
    MailFeedback(world.store.clone()).take_in(&bounce.to_string(), now).await.expect("taken in");
    world.run(true).await;
    let suppressed = world.store.suppressed(&acme(), "buyer-1001@example.com").await.expect("readable");
    assert!(suppressed.is_some(), "what the older release sent is known");

    everybody_has_what_is_due(&world, left).await;
    pages_open(&world).await;
}

async fn everybody_has_what_is_due(world: &World, left: &Left) {
    let mut mails = BTreeMap::<String, usize>::new();
    let new = world.outside.state().mails.iter().map(|mail| mail.to.clone()).collect::<Vec<_>>();
    for to in left.mails.iter().cloned().chain(new) {
        *mails.entry(to).or_default() += 1;
    }
    for (id, count) in MAILS {
        let had = mails.get(&format!("buyer-{id}@example.com")).copied().unwrap_or_default();
        assert_eq!(had, count, "mails about {id}: {mails:?}");
    }
    assert!(world.outside.state().dead.is_empty(), "{:?}", world.outside.state().dead);
    // The journal still says all that it said, and every story holds together.
    let items = world.engine.items();
    for (table, item) in &left.items {
        let Some(event) = text(item, store::journal::EVENT) else { continue };
        let key = store::engine::Key::of(item);
        let kept = items.get(&(*table, key.clone())).and_then(|item| text(item, store::journal::EVENT));
        assert_eq!(kept, Some(event), "{key:?}");
    }
    for (id, _) in MAILS {
        let story = world.store.story(&acme(), &EntityRef::order(&id.to_string())).await.expect("readable");
        assert_eq!(story.broken, None, "{id}");
    }
    let heads = items.keys().filter(|(_, key)| key.sk == keys::HEAD).count();
    assert!(heads >= MAILS.len(), "{heads}");
}

async fn pages_open(world: &World) {
    let door = OrderStatus::new(world.store.clone(), Arc::new(LinkKeysOf::acme()));
    let key = LinkKey::new("acme-current-0123456789").expect("long enough");
    let now = world.outside.now();
    for (id, _) in MAILS {
        let token = Link::to_order(&acme(), &EntityRef::order(&id.to_string()), now, 180).sign(&key);
        let asked = HttpRequest {
            method: "GET".into(),
            path: vec![("token".into(), token)],
            ..HttpRequest::default()
        };
        assert_eq!(door.show(&asked, now).await.status, 200, "{id}");
    }
}
