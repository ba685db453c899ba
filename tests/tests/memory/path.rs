//! The path from the door to the mailbox in memory, beside the sweep: what is held, refused, late, throttled, dead.

use std::sync::Arc;

use bundle_tests::{
    arrivals::{Delivery, deliveries, delivery, order},
    sweep::DAY,
    world::World,
};
use domain::{EntityRef, ShopId, Timestamp, send::SendId};
use jiff::SignedDuration;
use mail_delivery::Unsent;
use serde_json::{Value, json};
use store::{Store, engine::Table, journal::Story, keys};
use testkit::{Faults, Memory};

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

async fn world() -> World {
    World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await
}

async fn story(world: &World, id: &str) -> Story {
    let story = world.store.story(&acme(), &EntityRef::order(id)).await.expect("readable");
    assert_eq!(story.broken, None);
    story
}

/// Kind and reason of each event of an order.
async fn kinds(world: &World, id: &str) -> Vec<(String, Option<String>)> {
    story(world, id).await.events.into_iter().map(|kept| (kept.event.kind, kept.event.because)).collect()
}

fn told(kind: &str, because: &str) -> (String, Option<String>) {
    (kind.to_owned(), Some(because.to_owned()))
}

fn received(kind: &str) -> (String, Option<String>) {
    (kind.to_owned(), None)
}

/// Of mails to buyers; the shop's own people are told of tasks.
fn subjects(world: &World) -> Vec<String> {
    let state = world.outside.state();
    let to_buyers = state.mails.iter().filter(|mail| mail.to.starts_with("buyer-"));
    to_buyers.map(|mail| mail.subject.clone()).collect()
}

fn changed(mut order: Value, changes: &[(&str, Value)]) -> Value {
    for (name, value) in changes {
        order[*name] = value.clone();
    }
    order
}

async fn play(world: &mut World, deliveries: &[Delivery]) {
    for delivery in deliveries {
        assert_eq!(world.deliver(delivery).await, 200);
        world.run(false).await;
    }
    world.run(true).await;
}

#[tokio::test(start_paused = true)]
async fn a_capture_after_the_authorisation_sends_nothing() {
    let mut world = world().await;
    let paid = order(1001, day(), day() + SignedDuration::from_hours(1), "paid");
    let created = deliveries(1001, day(), 1).remove(0);
    play(&mut world, &[created, delivery("orders/paid", &paid)]).await;
    assert_eq!(subjects(&world).len(), 1);
    let expected = [
        received("order.created"),
        told("mail.requested.transactional", "payment-authorised"),
        received("order.paid"),
    ];
    assert_eq!(kinds(&world, "1001").await, expected);
}

#[tokio::test(start_paused = true)]
async fn an_update_before_its_creation_makes_one_mail_of_the_newest() {
    let mut world = world().await;
    let later = day() + SignedDuration::from_mins(5);
    let mut newest = changed(order(1001, day(), later, "paid"), &[("total_price", json!("12.00"))]);
    newest["line_items"][0]["quantity"] = json!(1);
    newest["line_items"][0]["current_quantity"] = json!(1);
    newest["subtotal_price"] = json!("8.00");
    let created = delivery("orders/create", &order(1001, day(), day(), "paid"));
    play(&mut world, &[delivery("orders/updated", &newest), created]).await;
    assert_eq!(subjects(&world).len(), 1);
    let story = story(&world, "1001").await;
    assert_eq!(story.events.last().map(|kept| &kept.event.data["superseded"]), Some(&json!(true)));
    let known = world.store.order(&acme(), &EntityRef::order("1001")).await.expect("readable");
    assert_eq!(known.order.map(|order| order.totals.total.minor), Some(1200));
}

#[tokio::test(start_paused = true)]
async fn what_is_not_confirmed_has_a_recorded_reason() {
    let long_ago = day() - SignedDuration::from_hours(49);
    for (because, changes) in [
        ("test-mode", vec![("test", json!(true))]),
        ("draft", vec![("source_name", json!("shopify_draft_order"))]),
        ("marketplace-owned", vec![("source_name", json!("amazon"))]),
        ("imported", vec![("processed_at", json!("2020-01-01T00:00:00Z"))]),
        ("cancelled", vec![("cancelled_at", json!("2026-01-15T09:00:30Z"))]),
        (
            "too-old",
            vec![("processed_at", json!(long_ago.to_string())), ("created_at", json!(long_ago.to_string()))],
        ),
        ("no-recipient", vec![("email", json!(null))]),
    ] {
        let mut world = world().await;
        let body = changed(order(1001, day(), day(), "paid"), &changes);
        play(&mut world, &[delivery("orders/create", &body)]).await;
        assert_eq!(subjects(&world), Vec::<String>::new(), "{because}");
        let mut expected = vec![received("order.created"), told("confirmation.suppressed", because)];
        // Somebody can do something about that one.
        expected.extend((because == "no-recipient").then(|| told("task.wanted", because)));
        assert_eq!(kinds(&world, "1001").await, expected);
    }
}

#[tokio::test(start_paused = true)]
async fn an_order_that_does_not_add_up_is_held_until_it_does() {
    let mut world = world().await;
    let wrong = changed(order(1001, day(), day(), "paid"), &[("total_price", json!("20.01"))]);
    let mended = order(1001, day(), day() + SignedDuration::from_mins(1), "paid");
    play(&mut world, &[delivery("orders/create", &wrong)]).await;
    assert_eq!(subjects(&world).len(), 0);
    play(&mut world, &[delivery("orders/updated", &mended)]).await;
    assert_eq!(subjects(&world).len(), 1);
    let expected = [
        received("order.created"),
        told("confirmation.held", "sums-differ"),
        told("task.wanted", "sums-differ"),
        received("order.updated"),
        told("mail.requested.transactional", "payment-settled"),
    ];
    assert_eq!(kinds(&world, "1001").await, expected);
}

#[tokio::test(start_paused = true)]
async fn an_edited_order_is_updated_never_confirmed_again() {
    let at = |minutes| day() + SignedDuration::from_mins(minutes);
    let created = delivery("orders/create", &order(1001, day(), day(), "paid"));
    let edit = json!({"order_edit": {"id": 5, "order_id": 1001, "created_at": at(2).to_string(),
        "committed_at": at(2).to_string(), "line_items": {"additions": [{"id": 2, "delta": 1}], "removals": []}}});
    let mut edited = order(1001, day(), at(2), "paid");
    edited["line_items"][0]["quantity"] = json!(3);
    edited["line_items"][0]["current_quantity"] = json!(3);
    edited["subtotal_price"] = json!("24.00");
    edited["total_price"] = json!("28.00");
    let news = [delivery("orders/edited", &edit), delivery("orders/updated", &edited)];
    // Whichever comes first.
    for order in [[0, 1], [1, 0]] {
        let mut world = world().await;
        play(&mut world, std::slice::from_ref(&created)).await;
        play(&mut world, &order.map(|n: usize| news[n].clone())).await;
        let subjects = subjects(&world);
        assert_eq!(subjects.len(), 2, "{order:?}: {subjects:?}");
        assert_ne!(subjects[0], subjects[1]);
        let reasons = kinds(&world, "1001").await;
        assert!(reasons.contains(&told("mail.requested.transactional", "edited")), "{order:?}: {reasons:?}");
    }
}

/// An order that is confirmed and then edited. The edited one stays away: that is looked at ten minutes later.
fn edited(id: u64) -> [Delivery; 2] {
    let created = delivery("orders/create", &order(id, day(), day(), "paid"));
    let committed = (day() + SignedDuration::from_mins(2)).to_string();
    let edit = json!({"order_edit": {"id": 5, "order_id": id, "created_at": committed, "committed_at": committed,
        "line_items": {"additions": [{"id": 2, "delta": 1}], "removals": []}}});
    [created, delivery("orders/edited", &edit)]
}

#[tokio::test(start_paused = true)]
async fn an_edited_order_that_never_comes_is_reported_when_its_time_has_come() {
    let mut world = world().await;
    play(&mut world, &edited(1001)).await;
    assert_eq!(world.end_state().due.len(), 1);
    // An early tick finds nothing; the index is late; the same tick comes twice.
    for minutes in [5, 6, 1] {
        let now = world.wait(SignedDuration::from_mins(minutes));
        world.tick_timer(now).await.expect("ticks");
        world.tick_timer(now).await.expect("ticks");
    }
    world.run(true).await;
    assert_eq!(world.end_state().due.len(), 0);
    let reasons = kinds(&world, "1001").await;
    let missing = |kind| told(kind, "edited-order-missing");
    assert!(reasons.ends_with(&[missing("confirmation.held"), missing("task.wanted")]), "{reasons:?}");
    assert_eq!(reasons.iter().filter(|(kind, _)| kind == "due.order-confirmation").count(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_cancelled_before_the_send_is_not_confirmed() {
    let mut world = world().await;
    let mut cancelled = order(1001, day(), day() + SignedDuration::from_mins(1), "paid");
    cancelled["cancelled_at"] = json!((day() + SignedDuration::from_mins(1)).to_string());
    // The mail is asked for and throttled; meanwhile the order is cancelled.
    world
        .outside
        .state()
        .ses_answers
        .push_back(Unsent::NotNow { reason: "Throttling".into(), pause_seconds: 60 });
    assert_eq!(world.deliver(&delivery("orders/create", &order(1001, day(), day(), "paid"))).await, 200);
    world.run(false).await;
    play(&mut world, &[delivery("orders/cancelled", &cancelled)]).await;
    assert_eq!(subjects(&world), Vec::<String>::new());
    assert_eq!(world.end_state().sends.values().collect::<Vec<_>>(), ["failed"]);
}

#[tokio::test(start_paused = true)]
async fn throttled_and_paused_mails_go_out_once() {
    let mut world = world().await;
    for reason in ["Throttling", "AccountSendingPausedException", "Throttling"] {
        let answer = Unsent::NotNow { reason: reason.into(), pause_seconds: 5 };
        world.outside.state().ses_answers.push_back(answer);
    }
    play(&mut world, &deliveries(1001, day(), 1)).await;
    assert_eq!(subjects(&world).len(), 1);
    assert!(world.outside.state().dead.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_rejected_mail_is_dead_lettered_and_redriven_to_one_mail() {
    let mut world = world().await;
    world.outside.state().ses_answers.push_back(Unsent::Never("MessageRejected".into()));
    play(&mut world, &deliveries(1001, day(), 3)).await;
    assert_eq!(subjects(&world).len(), 0);
    let id = SendId::of(&acme(), &EntityRef::order("1001"), "order-confirmation", 1);
    let entry = world.store.send_entry(&acme(), &id).await.expect("readable").expect("there");
    assert_eq!((entry.attempts, entry.reason.as_deref()), (1, Some("MessageRejected")), "once, and no storm");
    let dead = world.outside.state().dead.clone();
    assert!(dead.len() == 1 && dead[0].1.contains("MessageRejected"), "{dead:?}");
    assert_eq!(world.redrive(), 1);
    world.run(true).await;
    assert_eq!(subjects(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_mail_in_doubt_stays_in_doubt_when_its_second_attempt_is_throttled() {
    // The first attempt may have gone out; the second is surely not accepted. The row must stay for SES's word.
    let mut world = world().await;
    let throttled = || Unsent::NotNow { reason: "Throttling".into(), pause_seconds: 1 };
    world.outside.state().ses_answers.extend([Unsent::InDoubt("timed out".into()), throttled()]);
    assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
    for _ in 0..3 {
        world.run(false).await;
        world.wait(SignedDuration::from_mins(6));
    }
    let id = SendId::of(&acme(), &EntityRef::order("1001"), "order-confirmation", 1);
    let entry = world.store.send_entry(&acme(), &id).await.expect("readable").expect("the row stays");
    assert!(entry.attempts >= 2, "{entry:?}");
    world.run(true).await;
    assert_eq!(subjects(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn an_order_that_stops_adding_up_before_its_mail_is_not_sent_wrong() {
    let mut world = world().await;
    world
        .outside
        .state()
        .ses_answers
        .push_back(Unsent::NotNow { reason: "Throttling".into(), pause_seconds: 60 });
    assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
    world.run(false).await;
    let later = day() + SignedDuration::from_mins(1);
    let wrong = changed(order(1001, day(), later, "paid"), &[("total_price", json!("20.01"))]);
    play(&mut world, &[delivery("orders/updated", &wrong)]).await;
    assert_eq!(subjects(&world).len(), 0);
    let dead = world.outside.state().dead.clone();
    assert!(dead.len() == 1 && dead[0].1.contains("add up"), "{dead:?}");
}

#[tokio::test(start_paused = true)]
async fn of_two_snapshots_of_one_second_the_further_one_stands() {
    let pending = delivery("orders/create", &order(1001, day(), day(), "pending"));
    let paid = delivery("orders/paid", &order(1001, day(), day(), "paid"));
    for both in [[&pending, &paid], [&paid, &pending]] {
        let mut world = world().await;
        play(&mut world, &both.map(Clone::clone)).await;
        assert_eq!(subjects(&world).len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_comes_back_is_journalled_with_the_order() {
    let mut world = world().await;
    play(&mut world, &deliveries(1001, day(), 1)).await;
    let id = SendId::of(&acme(), &EntityRef::order("1001"), "order-confirmation", 1);
    let tags = json!({"shop": ["acme"], "send_id": [id.as_str()]});
    let bounce = json!({"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General",
        "bouncedRecipients": [{"emailAddress": "buyer-1001@example.com"}]},
        "mail": {"messageId": "ses-1", "tags": tags}});
    let feedback = mail_feedback::MailFeedback(world.store.clone());
    for _ in 0..2 {
        feedback.take_in(&bounce.to_string(), day()).await.expect("taken in");
    }
    let returned: Vec<_> =
        story(&world, "1001").await.events.into_iter().filter(|k| k.event.kind == "mail.returned").collect();
    assert_eq!(returned.len(), 1);
    assert_eq!(returned[0].event.data["detail"], "Permanent/General");
    assert!(!returned[0].text.contains('@'), "no address in the journal");
}

#[tokio::test(start_paused = true)]
async fn a_shop_without_settings_is_dead_lettered_and_redriven_to_one_mail() {
    // The settings vanish between the door and the automation: a poison message until somebody publishes them.
    let mut world = world().await;
    assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
    let (place, settings) = world
        .engine
        .items()
        .into_iter()
        .find(|((_, key), _)| key.pk == "acme#SETTINGS")
        .expect("settings were published");
    world.engine.forget(&place);
    world.run(true).await;
    let dead = world.outside.state().dead.clone();
    assert!(dead.len() == 1 && dead[0].1.contains("publish its shop.toml"), "{dead:?}");
    world.engine.tamper(place.0, settings);
    assert_eq!(world.redrive(), 1);
    world.run(true).await;
    assert_eq!(subjects(&world).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_door_answers_for_everything_that_is_wrong() {
    let world = world().await;
    let good = deliveries(1001, day(), 1).remove(0);
    let answer = async |spoil: &dyn Fn(&mut shell::HttpRequest)| {
        let mut asked = good.asked(day());
        spoil(&mut asked);
        world.answer(asked).await.status
    };
    let header = |asked: &mut shell::HttpRequest, name: &str, value: Option<&str>| {
        asked.headers.retain(|(n, _)| n != name);
        asked.headers.extend(value.map(|v| (name.to_owned(), v.to_owned())));
    };
    let hmac = "x-shopify-hmac-sha256";
    assert_eq!(answer(&|a| a.body.push(b' ')).await, 401, "another body");
    assert_eq!(answer(&|a| header(a, hmac, None)).await, 401, "no signature");
    assert_eq!(answer(&|a| header(a, hmac, Some(""))).await, 401, "an empty signature");
    assert_eq!(answer(&|a| a.path[1].1 = "other".into()).await, 401, "a shop that nobody set up");
    assert_eq!(answer(&|a| a.path[1].1 = "../acme".into()).await, 401, "no shop's name");
    assert_eq!(answer(&|a| a.path[0].1 = "nobody".into()).await, 401, "an unknown source");
    assert_eq!(world.end_state().events, Vec::<String>::new(), "nothing of that is journalled");
    assert_eq!(answer(&|_| ()).await, 200);
}

#[tokio::test(start_paused = true)]
async fn a_signed_delivery_that_is_too_large_is_heard_of() {
    let world = world().await;
    for bytes in [1024 * 1024 + 1, 6 * 1024 * 1024] {
        let large = Delivery { source: "shopify", topic: "orders/create", body: vec![b' '; bytes] };
        assert_eq!(world.answer(large.asked(day())).await.status, 413);
    }
    assert_eq!(world.end_state().events.len(), 2, "both are journalled as refused");
}

#[tokio::test(start_paused = true)]
async fn what_is_ignored_or_refused_is_journalled_with_its_reason() {
    let world = world().await;
    assert_eq!(world.deliver(&delivery("checkouts/create", &json!({"id": 1}))).await, 200);
    assert_eq!(world.deliver(&delivery("checkouts/create", &json!({"id": 1}))).await, 200);
    let broken = changed(order(1001, day(), day(), "paid"), &[("total_price", json!("example string"))]);
    let broken = delivery("orders/create", &broken);
    let answer = world.answer(broken.asked(day())).await;
    assert_eq!((answer.status, &answer.body["field"]), (422, &json!("total_price")), "{answer:?}");
    let events = world.end_state().events;
    assert_eq!(events.len(), 2, "{events:?}");
    assert!(events.iter().any(|e| e.ends_with("webhook.ignored")), "{events:?}");
    let hash = domain::event::hash_of(&broken.body);
    assert_eq!(world.store.raw(&acme(), &hash).await, Ok(Some(broken.body.clone())), "the body is kept");
}

#[tokio::test(start_paused = true)]
async fn a_beat_goes_through_the_journal_once_in_five_minutes() {
    let world = world().await;
    for minute in 0..11 {
        world.tick_timer(day() + SignedDuration::from_mins(minute)).await.expect("ticks");
    }
    let beats = world.end_state().events;
    assert_eq!(beats.len(), 3, "{beats:?}");
    let store: &Store = &world.store;
    let (shop, entity) = (domain::schedule::house(), domain::schedule::Heartbeat::entity(day()));
    assert_eq!(store.story(&shop, &entity).await.expect("readable").broken, None);
}

/// It stays and keeps no other from its time; and somebody hears of it, tick for tick.
#[tokio::test(start_paused = true)]
async fn a_row_that_can_not_be_fired_fails_the_tick() {
    let mut world = world().await;
    for id in [1001, 1002, 1003] {
        play(&mut world, &edited(id)).await;
    }
    // As a newer release may write it.
    let place = (Table::Shop, keys::head(&acme(), &EntityRef::order("1002")));
    let mut head = world.engine.items().into_iter().find(|(at, _)| *at == place).expect("its head").1;
    head.insert("v".into(), 99.into());
    world.engine.tamper(Table::Shop, head);
    let now = world.wait(SignedDuration::from_mins(15));
    // The index is late once.
    let _ = world.tick_timer(now).await;
    for _ in 0..2 {
        assert!(world.tick_timer(now).await.is_err());
        world.run(true).await;
    }
    assert_eq!(world.end_state().due.len(), 1);
    for id in ["1001", "1003"] {
        let fired =
            kinds(&world, id).await.iter().filter(|(kind, _)| kind == "due.order-confirmation").count();
        assert_eq!(fired, 1, "{id}");
    }
}
