//! What can't be sent, what comes back, and what staff want sent again: a task each, no loops, no second mail unasked.

use std::sync::Arc;

use bundle_tests::{
    arrivals::{deliveries, delivery, order},
    ports::{Queue, Queued},
    sweep::DAY,
    world::World,
};
use domain::{
    EntityRef, Payload as _, ShopId, Timestamp,
    mail::ConfirmationRequested,
    send::{SendId, State},
    settings::{Mode, Switch, Table},
    task::{Task, Wanted},
};
use jiff::SignedDuration;
use mail_delivery::Unsent;
use serde_json::{Value, json};
use testkit::{Faults, Memory};

const OWNER: &str = "owner@acme.example";

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

async fn world() -> World {
    World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await
}

async fn sell(world: &mut World, id: u64, changes: &[(&str, Value)]) {
    let mut body = order(id, day(), world.wait(SignedDuration::from_secs(1)), "paid");
    for (name, value) in changes {
        body[*name] = value.clone();
    }
    assert_eq!(world.deliver(&delivery("orders/updated", &body)).await, 200);
    world.run(true).await;
}

/// What SES reports of the order's newest mail.
async fn report(world: &World, id: u64, revision: u32, message: &str, kind: &str, to: &str) {
    let send = SendId::of(&acme(), &EntityRef::order(&id.to_string()), message, revision);
    report_on(world, &send, kind, to).await;
}

async fn report_on(world: &World, send: &SendId, kind: &str, to: &str) {
    let tags = json!({"shop": ["acme"], "send_id": [send.as_str()]});
    let mut report =
        json!({"eventType": "Bounce", "mail": {"messageId": "m", "destination": [to], "tags": tags}});
    match kind {
        "Complaint" | "Reject" => report["eventType"] = json!(kind),
        soft_or_hard => report["bounce"] = json!({"bounceType": soft_or_hard, "bounceSubType": "General"}),
    }
    let feedback = mail_feedback::MailFeedback(world.store.clone());
    // SES's reports come at least once.
    for _ in 0..2 {
        feedback.take_in(&report.to_string(), world.outside.now()).await.expect("taken in");
    }
}

/// Staff want it sent again; the request comes through twice.
async fn ask(world: &mut World, id: u64) {
    let requested = ConfirmationRequested { by: "ada".into(), reason: "The buyer can't find it".into() };
    let now = world.wait(SignedDuration::from_mins(1));
    let about = EntityRef::order(&id.to_string());
    let asked = world.store.journal(&acme(), &about, &[requested.event(now)], now).await.expect("journalled");
    world.run(false).await;
    let body = asked[0].seal().0;
    let again = Queued { queue: Queue::Confirmation, body, visible_at: now, receives: 0 };
    world.outside.state().queued.push(again);
    world.run(true).await;
}

fn mails_to(world: &World, address: &str) -> usize {
    world.outside.state().mails.iter().filter(|mail| mail.to == address).count()
}

fn reasons(tasks: &[Task]) -> Vec<&str> {
    tasks.iter().map(|task| task.wanted.reason.as_str()).collect()
}

async fn kinds(world: &World, id: u64) -> Vec<String> {
    let story = world.store.story(&acme(), &EntityRef::order(&id.to_string())).await.expect("readable");
    assert_eq!(story.broken, None);
    assert!(story.events.iter().all(|kept| !kept.text.contains('@')), "no address in the journal");
    story.events.into_iter().map(|kept| kept.event.kind).collect()
}

#[tokio::test(start_paused = true)]
async fn a_bounce_suppresses_the_address_opens_a_task_and_stops_the_next_mail() {
    let mut world = world().await;
    let buyer = "buyer-1001@example.com";
    sell(&mut world, 1001, &[]).await;
    assert_eq!(world.store.suppressed(&acme(), buyer).await, Ok(None));
    report(&world, 1001, 1, "order-confirmation", "Permanent", buyer).await;
    let stands = world.store.suppressed(&acme(), "Buyer-1001@Example.com").await.expect("readable");
    assert_eq!(
        stands.map(|s| (s.reason, s.detail)),
        Some(("mail-bounced".into(), "Permanent/General".into()))
    );
    world.run(true).await;
    let told = world.open_tasks().await;
    assert_eq!(reasons(&told), ["mail-bounced"]);
    let details: Vec<_> = told[0].wanted.details.values().map(String::as_str).collect();
    assert_eq!(details, ["order-confirmation#1", "#1001", "Permanent/General"]);
    assert_eq!(mails_to(&world, OWNER), 1);

    // The same buyer orders once more: no call to SES, a task instead, nothing dead.
    sell(&mut world, 1002, &[("email", json!(buyer))]).await;
    assert_eq!(mails_to(&world, buyer), 1);
    assert_eq!(kinds(&world, 1002).await.split_off(2), ["mail.unsent", "task.wanted"]);
    let id = SendId::of(&acme(), &EntityRef::order("1002"), "order-confirmation", 1);
    let entry = world.store.send_entry(&acme(), &id).await.expect("readable").expect("there");
    assert_eq!(entry.state, State::Failed);
    assert!(entry.reason.as_deref().is_some_and(|r| r.starts_with("address suppressed")), "{entry:?}");
    assert!(world.outside.state().dead.is_empty(), "{:?}", world.outside.state().dead);
    assert_eq!(reasons(&world.open_tasks().await), ["mail-bounced", "mail-unsent"]);
}

#[tokio::test(start_paused = true)]
async fn staff_have_it_sent_again_to_the_corrected_address() {
    let mut world = world().await;
    sell(&mut world, 1001, &[("email", json!("typo@example.com"))]).await;
    report(&world, 1001, 1, "order-confirmation", "Permanent", "typo@example.com").await;
    world.run(true).await;
    // To the old address even staff can't have it sent.
    ask(&mut world, 1001).await;
    assert_eq!((mails_to(&world, "typo@example.com"), world.open_tasks().await.len()), (1, 2));
    // The address is corrected at the shop: that alone sends nothing. Asked for, it goes out, once.
    sell(&mut world, 1001, &[("email", json!("buyer-1001@example.com"))]).await;
    assert_eq!(mails_to(&world, "buyer-1001@example.com"), 0);
    ask(&mut world, 1001).await;
    assert_eq!(mails_to(&world, "buyer-1001@example.com"), 1);
    let subjects: Vec<_> = {
        let state = world.outside.state();
        state.mails.iter().filter(|mail| mail.to != OWNER).map(|mail| mail.subject.clone()).collect()
    };
    assert_eq!(subjects[0], subjects[1], "the same confirmation");
    let story = world.store.story(&acme(), &EntityRef::order("1001")).await.expect("readable");
    let asked = story.events.iter().find(|kept| kept.event.kind == "confirmation.requested");
    assert_eq!(asked.expect("journalled").event.data["by"], "ada", "who and why stand in the story");
    let resent = story.events.iter().filter(|kept| kept.event.because.as_deref() == Some("resent"));
    assert_eq!(resent.count(), 2, "each wish is answered once");
}

#[tokio::test(start_paused = true)]
async fn a_lifted_suppression_lets_mails_out_again() {
    let mut world = world().await;
    let buyer = "buyer-1001@example.com";
    sell(&mut world, 1001, &[]).await;
    report(&world, 1001, 1, "order-confirmation", "Complaint", buyer).await;
    world.run(true).await;
    assert_eq!(reasons(&world.open_tasks().await), ["mail-complained"]);
    let lifted = world.store.lift_suppression(&acme(), buyer, "ada", world.outside.now()).await;
    assert!(lifted.is_ok_and(|stood| stood.is_some_and(|s| s.reason == "mail-complained")));
    ask(&mut world, 1001).await;
    assert_eq!(mails_to(&world, buyer), 2);
    // The report comes once more, days later: what was lifted stays so.
    report(&world, 1001, 1, "order-confirmation", "Complaint", buyer).await;
    assert_eq!(world.store.suppressed(&acme(), buyer).await, Ok(None));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_nobody_is_in_is_a_task_only_if_the_mail_did_not_arrive() {
    for (delivered, expected) in [(true, vec![]), (false, vec!["mail-undelivered"])] {
        let engine = Arc::new(Memory::default());
        let mut world = World::new(engine, Faults::plan([]), delivered, day()).await;
        sell(&mut world, 1001, &[]).await;
        report(&world, 1001, 1, "order-confirmation", "Transient", "buyer-1001@example.com").await;
        world.run(true).await;
        assert_eq!(reasons(&world.open_tasks().await), expected, "delivered: {delivered}");
        assert_eq!(world.store.suppressed(&acme(), "buyer-1001@example.com").await, Ok(None));
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_rejection_is_a_task_and_no_fault_of_the_address() {
    let mut world = world().await;
    sell(&mut world, 1001, &[]).await;
    report(&world, 1001, 1, "order-confirmation", "Reject", "buyer-1001@example.com").await;
    world.run(true).await;
    assert_eq!(reasons(&world.open_tasks().await), ["mail-rejected"]);
    assert_eq!(world.store.suppressed(&acme(), "buyer-1001@example.com").await, Ok(None));
    assert_eq!(world.end_state().sends.values().filter(|state| *state == "failed").count(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_missing_or_invalid_recipient_is_a_task_and_no_retry_loop() {
    for (address, expected) in [
        (json!(null), "buyer-without-address"),
        (json!(""), "buyer-without-address"),
        (json!("nobody at all"), "buyer-without-address"),
        (json!("ada@exämple.example"), "mail-unsent"),
    ] {
        let mut world = world().await;
        sell(&mut world, 1001, &[("email", address.clone())]).await;
        assert_eq!(reasons(&world.open_tasks().await), [expected], "{address}");
        assert_eq!(world.outside.state().mails.len(), 1, "{address}: the owner's, and no other");
        let receives: Vec<_> = world.outside.state().dead.iter().map(|(m, _)| m.receives).collect();
        assert!(receives.iter().all(|n| *n == 1), "{address}: given up at once: {receives:?}");
        // More news of the order make no second task; an address does make the mail.
        sell(&mut world, 1001, &[("email", address.clone()), ("note", json!("x"))]).await;
        assert_eq!(world.open_tasks().await.len(), 1, "{address}");
        if expected == "buyer-without-address" {
            sell(&mut world, 1001, &[]).await;
            assert_eq!(mails_to(&world, "buyer-1001@example.com"), 1, "{address}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refused_mail_is_one_task_however_often_it_is_redriven() {
    let mut world = world().await;
    world.outside.state().refused = Some("buyer-1001@example.com".into());
    assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
    world.run(true).await;
    for _ in 0..2 {
        assert_eq!(world.redrive(), 1);
        world.run(true).await;
    }
    assert_eq!(reasons(&world.open_tasks().await), ["mail-unsent"]);
    let unsent = kinds(&world, 1001).await.into_iter().filter(|kind| kind == "mail.unsent").count();
    assert_eq!((unsent, mails_to(&world, OWNER)), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_send_that_stays_in_doubt_is_parked_and_a_task() {
    let engine = Arc::new(Memory::default());
    let mut world = World::new(engine, Faults::plan([]), false, day()).await;
    // In doubt five times: then even a confirmation isn't risked again.
    for _ in 0..5 {
        world.outside.state().ses_answers.push_back(Unsent::InDoubt("timed out".into()));
    }
    assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
    world.run(true).await;
    assert_eq!(world.end_state().sends.values().filter(|state| *state == "parked").count(), 1);
    assert_eq!(reasons(&world.open_tasks().await), ["mail-in-doubt"]);
    assert_eq!((mails_to(&world, "buyer-1001@example.com"), mails_to(&world, OWNER)), (0, 1));
    // Whoever must have it gets it on request.
    ask(&mut world, 1001).await;
    assert_eq!(mails_to(&world, "buyer-1001@example.com"), 1);
}

#[tokio::test(start_paused = true)]
async fn attempts_that_ses_surely_refused_use_up_no_take_over() {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), false, day()).await;
    let paused = || Unsent::NotNow { reason: "AccountSendingPaused".into(), pause_seconds: 301 };
    world.outside.state().ses_answers.push_back(Unsent::InDoubt("timed out".into()));
    world.outside.state().ses_answers.extend(std::iter::repeat_with(paused).take(5));
    assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
    world.run(true).await;
    assert_eq!(mails_to(&world, "buyer-1001@example.com"), 1);
    let id = SendId::of(&acme(), &EntityRef::order("1001"), "order-confirmation", 1);
    let entry = world.store.send_entry(&acme(), &id).await.expect("readable").expect("there");
    assert_eq!((entry.state, entry.attempts), (State::Sent, 2), "the first and the last");
}

#[tokio::test(start_paused = true)]
async fn a_send_in_doubt_is_a_task_even_if_its_switch_closes() {
    for mode in [Mode::Off, Mode::Shadow] {
        let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), false, day()).await;
        world.outside.state().ses_answers.push_back(Unsent::InDoubt("timed out".into()));
        assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
        world.run(false).await;
        let mut shop = testkit::orders::shop();
        let switch = Switch { mode, live_since: Some(Timestamp::UNIX_EPOCH), ..Switch::default() };
        let table = Table { switch, own: serde_json::Map::new() };
        shop.automations.insert("order-confirmation".into(), table);
        world.publish(&shop).await;
        world.run(true).await;
        assert_eq!(
            world.end_state().sends.values().filter(|state| *state == "parked").count(),
            1,
            "{mode:?}"
        );
        assert_eq!(reasons(&world.open_tasks().await), ["mail-in-doubt"], "{mode:?}");
        assert_eq!(mails_to(&world, "buyer-1001@example.com"), 0, "{mode:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_tells_of_a_task_is_no_task_when_it_fails() {
    let mut world = world().await;
    sell(&mut world, 1001, &[("email", json!(null))]).await;
    let _ = world.store.open_tasks(&acme()).await;
    let open = world.store.open_tasks(&acme()).await.expect("readable");
    let send = SendId::of(&acme(), &open[0].0, "task", 1);
    report_on(&world, &send, "Permanent", OWNER).await;
    world.run(true).await;
    assert_eq!(world.open_tasks().await.len(), 1, "a bounce of it is none");
    // The owner's address is suppressed now: the next one is a dead letter, which rings, and no task about a task.
    sell(&mut world, 1002, &[("email", json!(null))]).await;
    assert_eq!((world.open_tasks().await.len(), mails_to(&world, OWNER)), (2, 1));
    let dead = world.outside.state().dead.clone();
    assert!(dead.len() == 1 && dead[0].1.contains("suppressed"), "{dead:?}");
}

#[tokio::test(start_paused = true)]
async fn a_crash_while_it_is_told_makes_neither_two_tasks_nor_none() {
    let buyer = "buyer-1001@example.com";
    let play = async |faults: &Arc<Faults>| {
        let mut world = World::new(Arc::new(Memory::default()), Arc::clone(faults), true, day()).await;
        world.outside.state().refused = Some(buyer.into());
        assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
        world.run(true).await;
        world
    };
    let calm = Faults::plan([]);
    play(&calm).await;
    for (point, fault) in calm.points() {
        let faults = Faults::plan([(point, fault)]);
        let world = play(&faults).await;
        let told = format!("{fault:?} at call {point} ({:?})", faults.names().get(point));
        let end = world.end_state();
        let count = |effect: &str| end.events.iter().filter(|event| event.contains(effect)).count();
        assert_eq!((count("EVENT#mail-unsent#"), count("EVENT#task#opened")), (1, 1), "{told}");
        // Whoever dies at SES's door leaves a doubt, and a refusal afterwards doesn't settle it.
        let wanted = count("EVENT#task#mail-unsent#") + count("EVENT#task#mail-in-doubt#");
        assert_eq!((wanted, mails_to(&world, buyer), mails_to(&world, OWNER)), (1, 0, 1), "{told}");
        // What is published twice is given up twice.
        assert!((1..=2).contains(&world.outside.state().dead.len()), "{told}");
    }
}

/// The tasks that a story asks for: reason, and the number that people call the thing by.
async fn wanted(store: &store::Store, of: &EntityRef) -> Vec<(String, Option<String>)> {
    let story = store.story(&acme(), of).await.expect("readable");
    let asked = story.events.iter().filter(|kept| kept.event.kind == Wanted::KIND);
    asked
        .map(|kept| kept.event.payload::<Wanted>().expect("a wish"))
        .map(|wanted| (wanted.reason, wanted.details.get("number").cloned()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_mail_about_a_return_that_comes_back_or_cannot_go_out_is_a_task_with_its_number() {
    use bundle_tests::returning::{Returning, entity, shop};
    let mut desk = Returning::new(Faults::plan([]), &shop(&json!({})), 3).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    let id = SendId::of(&acme(), &entity("r1"), "return-update", 1);
    let entry = desk.store.send_entry(&acme(), &id).await.expect("readable").expect("it was told");
    assert_eq!(entry.state, State::Sent);
    let buyer = "ada@example.com";
    let report = json!({"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
        "mail": {"messageId": "m", "destination": [buyer], "tags": {"shop": ["acme"], "send_id": [id.as_str()]}}});
    let feedback = mail_feedback::MailFeedback(desk.store.clone());
    for _ in 0..2 {
        feedback.take_in(&report.to_string(), desk.now).await.expect("taken in");
    }
    let number =
        desk.store.rma_alone(&acme(), &entity("r1")).await.expect("readable").expect("kept").rma.number;
    let bounced = ("mail-bounced".to_owned(), Some(number.clone()));
    assert_eq!(wanted(&desk.store, &entity("r1")).await, std::slice::from_ref(&bounced));
    // Neither that the parcel came nor that money goes back can be told any more: a task each.
    desk.arrive("r1", "DN-1", 1).await;
    desk.run().await;
    let unsent = ("mail-unsent".to_owned(), Some(number));
    assert_eq!(wanted(&desk.store, &entity("r1")).await, [bounced, unsent.clone(), unsent]);
}

#[tokio::test(start_paused = true)]
async fn what_people_call_a_thing_is_known_of_each_kind_that_mails_are_about() {
    use bundle_tests::returning::{ORDER, Returning, entity, shop};
    let mut desk = Returning::new(Faults::plan([]), &shop(&json!({})), 3).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    let (known, none) = (|of: EntityRef, number: &str| (of, Some(number.to_owned())), None);
    let order =
        desk.store.snapshot(&acme(), &EntityRef::order(ORDER)).await.expect("readable").expect("kept");
    for (of, number) in [
        known(EntityRef::order(ORDER), &order.name),
        known(entity("r1"), &format!("RMA-{}-1", order.name.trim_start_matches('#'))),
        (EntityRef::order("nobody's"), none.clone()),
        (EntityRef::new("PURCHASE", "none"), none.clone()),
        (EntityRef::new("RETURN-REPORT", "2026-02"), none.clone()),
        (EntityRef::new("TASK", "t"), none),
    ] {
        let called = desk.store.called(&acme(), &of).await.expect("readable");
        assert_eq!(called, number, "{of}");
    }
}
