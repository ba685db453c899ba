//! So many mails a day and no more, where a shop says so.

use std::{num::NonZeroU32, sync::Arc};

use bundle_tests::{
    arrivals::{deliveries, delivery, order},
    sweep::DAY,
    world::World,
};
use domain::{
    Timestamp,
    settings::{Mode, Shop, Switch, Table},
    task::Task,
};
use jiff::SignedDuration;
use mail_delivery::Unsent;
use serde_json::json;
use testkit::{Faults, Memory};

const AUTOMATION: &str = "order-confirmation";

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

/// A shop whose confirmations may be so many a day.
fn limited(most: u32) -> Shop {
    let mut shop = testkit::orders::shop();
    let switch = Switch {
        mode: Mode::Live,
        live_since: Some(Timestamp::UNIX_EPOCH),
        mails_per_day: NonZeroU32::new(most),
        ..Switch::default()
    };
    // Tasks know no switch, and so no limit, whatever is written.
    let one = Switch { mails_per_day: NonZeroU32::new(1), ..Switch::default() };
    for (automation, switch) in [(AUTOMATION, switch), (Task::DESK, one)] {
        shop.automations.insert(automation.into(), Table { switch, own: serde_json::Map::new() });
    }
    shop
}

async fn world(most: u32, faults: &Arc<Faults>, ses_events: bool) -> World {
    let world = World::new(Arc::new(Memory::default()), Arc::clone(faults), ses_events, day()).await;
    world.publish(&limited(most)).await;
    world
}

async fn sell(world: &mut World, ids: impl IntoIterator<Item = u64>) {
    for id in ids {
        let placed = world.outside.now();
        world.deliver(&deliveries(id, placed, 1)[0]).await;
        world.run(false).await;
    }
    world.run(true).await;
}

/// The buyers who were mailed, in order.
fn buyers(world: &World) -> Vec<String> {
    let mails = &world.outside.state().mails;
    let mut buyers: Vec<_> =
        mails.iter().filter(|mail| mail.to.starts_with("buyer-")).map(|mail| mail.to.clone()).collect();
    buyers.sort();
    buyers
}

fn buyer(id: u64) -> String {
    format!("buyer-{id}@example.com")
}

#[tokio::test(start_paused = true)]
async fn an_automation_sends_so_many_mails_a_day_and_a_person_hears_of_it() {
    let mut world = world(2, &Faults::plan([]), true).await;
    let mut unaddressed = order(1000, day(), day(), "paid");
    unaddressed["email"] = json!(null);
    assert_eq!(world.deliver(&delivery("orders/create", &unaddressed)).await, 200);
    sell(&mut world, 1001..=1005).await;
    assert_eq!(buyers(&world), [buyer(1001), buyer(1002)]);
    let dead = world.outside.state().dead.clone();
    assert_eq!(dead.len(), 3, "nothing is lost: {dead:?}");
    assert!(
        dead.iter().all(|(_, why)| why.contains("has used up the 2 mails that it may send a day")),
        "{dead:?}"
    );
    let mut tasks = world.open_tasks().await;
    tasks.retain(|task| task.wanted.reason != "buyer-without-address");
    let [task] = tasks.as_slice() else { panic!("one for all of them: {tasks:?}") };
    let detail = |name: &str| task.wanted.details.get(name).map(String::as_str);
    assert_eq!(task.wanted.reason, "mails-beyond-limit");
    assert_eq!((detail("automation"), detail("mails_per_day")), (Some(AUTOMATION), Some("2")));
    assert_eq!((detail("day"), detail("queue")), (Some("2026-01-15"), Some("mail-transactional")));
    let told = world.outside.state().mails.iter().filter(|mail| mail.to == "owner@acme.example").count();
    assert_eq!(told, 2, "what the shop's own people have to do is never held back");

    // As things are, a redrive sends none of them, and nobody is told once more.
    assert_eq!(world.redrive(), 3);
    world.run(true).await;
    assert_eq!((buyers(&world).len(), world.outside.state().dead.len()), (2, 3));
    // They are wanted: each goes out once.
    world.wait(SignedDuration::from_mins(1));
    world.publish(&limited(4)).await;
    assert_eq!(world.redrive(), 3);
    world.run(true).await;
    assert_eq!((buyers(&world).len(), world.outside.state().dead.len()), (4, 1));
    // The next day counts anew.
    world.wait(SignedDuration::from_hours(24));
    assert_eq!(world.redrive(), 1);
    world.run(true).await;
    assert_eq!(buyers(&world), [1001, 1002, 1003, 1004, 1005].map(buyer));
    assert_eq!(world.open_tasks().await.len(), 2, "the two of the first day");
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_waits_or_is_in_doubt_counts_once() {
    let paused = || Unsent::NotNow { reason: "AccountSendingPaused".into(), pause_seconds: 30 };
    for answers in [vec![paused(), paused()], vec![Unsent::InDoubt("timed out".into())]] {
        // Where SES's events stay away, the carrier itself takes over what is in doubt.
        let mut world = world(2, &Faults::plan([]), false).await;
        world.outside.state().ses_answers.extend(answers.clone());
        sell(&mut world, [1001, 1002]).await;
        assert_eq!(buyers(&world), [buyer(1001), buyer(1002)], "{answers:?}");
        sell(&mut world, [1003]).await;
        assert_eq!(buyers(&world).len(), 2, "{answers:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_ses_accepts_tomorrow_counts_tomorrow() {
    let mut world = world(2, &Faults::plan([]), true).await;
    let quota = || Unsent::NotNow { reason: "LimitExceeded".into(), pause_seconds: 900 };
    world.outside.state().ses_answers.extend(std::iter::repeat_with(quota).take(200));
    sell(&mut world, 1001..=1002).await;
    let dead = world.outside.state().dead.len();
    assert_eq!((buyers(&world).len(), dead), (0, 2), "tried so long that they became dead letters");
    world.outside.state().ses_answers.clear();
    world.wait(SignedDuration::from_hours(24));
    sell(&mut world, [1003]).await;
    world.redrive();
    world.run(true).await;
    assert_eq!(buyers(&world).len(), 2, "of the three that go out on this day");
    assert_eq!(world.outside.state().dead.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn whoever_dies_there_are_never_more_and_at_most_one_fewer() {
    let calm = Faults::plan([]);
    sell(&mut world(2, &calm, true).await, 1001..=1003).await;
    let mut runs = 0;
    for point in calm.points() {
        let mut world = world(2, &Faults::plan([point]), true).await;
        sell(&mut world, 1001..=1003).await;
        let sent = buyers(&world);
        assert!((1..=2).contains(&sent.len()), "{point:?}: {sent:?}");
        assert_eq!(world.open_tasks().await.len(), 1, "{point:?}");
        // On the days after, all that waits goes out, each once.
        for _ in 0..2 {
            world.wait(SignedDuration::from_hours(24));
            world.redrive();
            world.run(true).await;
        }
        assert_eq!(buyers(&world), [1001, 1002, 1003].map(buyer), "{point:?}");
        runs += 1;
    }
    println!("figure: sweep of a day's limit: {} calls, {runs} runs", calm.calls());
    assert!(runs > 100);
}
