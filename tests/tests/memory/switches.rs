//! How far an automation is switched on, and the tasks that are people's.

use std::sync::Arc;

use bundle_tests::{
    arrivals::{Delivery, deliveries, delivery, order},
    sweep::DAY,
    world::World,
};
use domain::{
    EntityRef, ShopId, Timestamp,
    event::{WITHHELD, hash_of},
    settings::{Mode, Shop, Switch, Table},
    task::{Done, Task},
    webhook::Translation,
};
use jiff::SignedDuration;
use serde_json::json;
use store::{
    take_in::{Incoming, Taken},
    tasks::Closing,
};
use testkit::{Faults, Memory};

const AUTOMATION: &str = "order-confirmation";

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// A shop whose confirmations are switched so far.
fn switched(mode: Mode, live_since: Option<Timestamp>) -> Shop {
    let mut shop = testkit::orders::shop();
    let redirect_to = (mode == Mode::Redirect).then(|| "owner@acme.example".to_owned());
    let switch = Switch { mode, live_since, redirect_to, ..Switch::default() };
    shop.automations.insert(AUTOMATION.into(), Table { switch, own: serde_json::Map::new() });
    shop
}

async fn world(shop: &Shop) -> World {
    let world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await;
    world.publish(shop).await;
    world
}

async fn play(world: &mut World, deliveries: &[Delivery]) {
    for delivery in deliveries {
        assert_eq!(world.deliver(delivery).await, 200);
        world.run(false).await;
    }
    world.run(true).await;
}

/// Kinds of what was decided about an order, and why it was withheld.
async fn decided(world: &World, id: &str) -> Vec<(String, Option<String>)> {
    let story = world.store.story(&acme(), &EntityRef::order(id)).await.expect("readable");
    assert_eq!(story.broken, None);
    let decided = story.events.into_iter().map(|kept| kept.event).filter(|event| event.by.is_some());
    decided.map(|e| (e.kind, e.data["withheld"].as_str().map(str::to_owned))).collect()
}

fn mails(world: &World) -> Vec<(String, String)> {
    world.outside.state().mails.iter().map(|mail| (mail.to.clone(), mail.subject.clone())).collect()
}

#[tokio::test(start_paused = true)]
async fn each_mode_lets_out_what_it_should() {
    let request = "mail.requested.transactional";
    let withheld = format!("{WITHHELD}{request}");
    let (before, after) = (day() - SignedDuration::from_hours(1), day() + SignedDuration::from_hours(1));
    for (mode, live_since, to, kinds) in [
        (Mode::Off, Some(before), None, vec![]),
        (Mode::Shadow, Some(before), None, vec![(withheld.as_str(), Some("shadow"))]),
        (Mode::Redirect, Some(before), Some("owner@acme.example"), vec![(request, None)]),
        (Mode::Redirect, Some(after), None, vec![(withheld.as_str(), Some("before-live"))]),
        (Mode::Live, Some(before), Some("buyer-1001@example.com"), vec![(request, None)]),
        (Mode::Live, Some(after), None, vec![(withheld.as_str(), Some("before-live"))]),
        (Mode::Live, None, None, vec![(withheld.as_str(), Some("before-live"))]),
    ] {
        let mut world = world(&switched(mode, live_since)).await;
        play(&mut world, &deliveries(1001, day(), 3)).await;
        let told: Vec<_> = mails(&world).into_iter().map(|(to, _)| to).collect();
        assert_eq!(told, Vec::from_iter(to), "{mode:?} since {live_since:?}");
        let expected: Vec<_> =
            kinds.into_iter().map(|(kind, why)| (kind.to_owned(), why.map(str::to_owned))).collect();
        assert_eq!(decided(&world, "1001").await, expected, "{mode:?} since {live_since:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirected_mail_says_so_and_names_nobody_else() {
    let mut world = world(&switched(Mode::Redirect, Some(Timestamp::UNIX_EPOCH))).await;
    play(&mut world, &deliveries(1001, day(), 1)).await;
    let mails = mails(&world);
    assert!(mails.len() == 1 && mails[0].1.starts_with("[redirected] "), "{mails:?}");
}

#[tokio::test(start_paused = true)]
async fn a_switch_that_is_thrown_before_the_send_holds_the_mail_until_it_is_redriven() {
    for mode in [Mode::Off, Mode::Shadow] {
        let mut world = world(&switched(Mode::Live, Some(Timestamp::UNIX_EPOCH))).await;
        assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
        world.step().await; // decided, not yet sent
        world.wait(SignedDuration::from_secs(1));
        world.publish(&switched(mode, Some(Timestamp::UNIX_EPOCH))).await;
        world.run(true).await;
        assert_eq!(mails(&world), [], "{mode:?}");
        assert_eq!(world.end_state().sends.values().collect::<Vec<_>>(), ["failed"], "{mode:?}");
        let dead = world.outside.state().dead.clone();
        assert!(dead.len() == 1 && dead[0].1.contains("switched to"), "{mode:?}: kept, {dead:?}");
        // Somebody thinks better of it: what was stopped can be redriven, and goes out once.
        world.wait(SignedDuration::from_mins(10));
        world.publish(&switched(Mode::Live, Some(Timestamp::UNIX_EPOCH))).await;
        assert_eq!(world.redrive(), 1);
        world.run(true).await;
        assert_eq!(mails(&world).len(), 1, "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_decided_in_shadow_is_not_sent_when_the_shop_goes_live() {
    let mut world = world(&switched(Mode::Shadow, None)).await;
    play(&mut world, &deliveries(1001, day(), 1)).await;
    let live = world.wait(SignedDuration::from_mins(30));
    world.publish(&switched(Mode::Live, Some(live))).await;
    let later = live + SignedDuration::from_mins(1);
    // News of the old order, and a new order.
    let news = delivery("orders/updated", &order(1001, day(), later, "paid"));
    let fresh = delivery("orders/create", &order(1002, later, later, "paid"));
    play(&mut world, &[news, fresh]).await;
    let told: Vec<_> = mails(&world).into_iter().map(|(to, _)| to).collect();
    assert_eq!(told, ["buyer-1002@example.com"]);
}

#[tokio::test(start_paused = true)]
async fn an_imported_order_is_never_mailed_about() {
    let mut world = world(&switched(Mode::Live, Some(day()))).await;
    // Young enough for a confirmation, had it come by itself.
    let placed = day() - SignedDuration::from_hours(2);
    let body = order(1001, placed, placed, "paid").to_string().into_bytes();
    let source = intake::source("shopify").expect("a known source");
    let Ok(Translation::Happened(mut fact)) = source.translate("orders/create", &body) else {
        panic!("an order");
    };
    fact.kind = "order.imported".into();
    let (shop, hash) = (acme(), hash_of(&body));
    let incoming =
        Incoming { shop: &shop, from: "shopify", topic: "import", body: &body, hash: &hash, only_news: true };
    assert!(matches!(world.store.take_in(&incoming, &fact, day()).await, Ok(Taken::Accepted(_))));
    assert_eq!(world.store.take_in(&incoming, &fact, day()).await, Ok(Taken::Duplicate));
    world.run(true).await;
    let later = day() + SignedDuration::from_mins(1);
    play(&mut world, &[delivery("orders/updated", &order(1001, placed, later, "paid"))]).await;
    assert_eq!(mails(&world), []);
    let withheld = (format!("{WITHHELD}mail.requested.transactional"), Some("before-live".to_owned()));
    assert_eq!(decided(&world, "1001").await, [withheld]);
}

/// The index shows what was written one query late.
async fn open_tasks(world: &World) -> Vec<(EntityRef, Task)> {
    world.store.open_tasks(&acme()).await.expect("readable");
    world.store.open_tasks(&acme()).await.expect("readable")
}

fn redact(customer: u64) -> Delivery {
    let body = json!({"shop_id": 954889, "shop_domain": "acme.example", "orders_to_redact": [299938],
        "customer": {"id": customer, "email": "ada@example.com", "phone": "555-625-1199"}});
    delivery("customers/redact", &body)
}

#[tokio::test(start_paused = true)]
async fn a_privacy_request_becomes_one_task_and_one_mail_to_its_owner() {
    let mut shop = switched(Mode::Shadow, None);
    shop.routes.0.insert("privacy".into(), "privacy@acme.example".into());
    let mut world = world(&shop).await;
    play(&mut world, &[redact(7), redact(7), redact(8)]).await;
    let told: Vec<_> = mails(&world).into_iter().map(|(to, _)| to).collect();
    assert_eq!(told, ["privacy@acme.example"; 2], "tasks know no shadow");
    let open = open_tasks(&world).await;
    let about: Vec<_> = open.iter().map(|(_, task)| task.about.to_string()).collect();
    assert_eq!(about.len(), 2, "{about:?}");
    assert!(about.contains(&"CUSTOMER#7".to_owned()) && about.contains(&"CUSTOMER#8".to_owned()));
    for (_, Task { wanted, opened, .. }) in &open {
        assert_eq!((wanted.reason.as_str(), wanted.owner.as_str()), ("erase-customer", "privacy"));
        let days = wanted.due.duration_since(*opened).as_hours() / 24;
        assert!((29..=30).contains(&days), "due within thirty days: {days}");
    }

    // Done once, by whoever says so first.
    let (entity, _) = &open[0];
    let done = |by: &str| Done { at: world.outside.now(), by: by.into(), note: None };
    let closing = world.store.close_task(&acme(), entity, done("ada")).await.expect("written");
    assert!(matches!(closing, Closing::Closed(_)), "{closing:?}");
    let again = world.store.close_task(&acme(), entity, done("bob")).await.expect("read");
    assert!(matches!(&again, Closing::Before(before) if before.by == "ada"), "{again:?}");
    let unknown = EntityRef::new("TASK", "000000000000");
    assert_eq!(world.store.close_task(&acme(), &unknown, done("ada")).await, Ok(Closing::Unknown));
    assert_eq!(open_tasks(&world).await.len(), 1);

    // Redelivered half a day later, it is the same request; weeks later it is a new one, as it bears no time.
    world.wait(SignedDuration::from_hours(12));
    play(&mut world, &[redact(7)]).await;
    assert_eq!(mails(&world).len(), 2);
    world.wait(SignedDuration::from_hours(24 * 13));
    play(&mut world, &[redact(7)]).await;
    assert_eq!(mails(&world).len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_task_without_any_route_goes_where_answers_go() {
    let mut shop = testkit::orders::shop();
    shop.routes.0.clear();
    let mut world = world(&shop).await;
    play(&mut world, &[redact(7)]).await;
    assert_eq!(open_tasks(&world).await.len(), 1);
    let told: Vec<_> = mails(&world).into_iter().map(|(to, _)| to).collect();
    assert_eq!(told, ["shop@acme.example"]);
}

#[tokio::test(start_paused = true)]
async fn a_task_that_is_done_before_its_mail_is_not_mailed() {
    let mut world = world(&testkit::orders::shop()).await;
    assert_eq!(world.deliver(&redact(7)).await, 200);
    world.step().await;
    let open = open_tasks(&world).await;
    let done = Done { at: world.outside.now(), by: "ada".into(), note: None };
    world.store.close_task(&acme(), &open[0].0, done).await.expect("written");
    world.run(true).await;
    assert_eq!(mails(&world), []);
}
