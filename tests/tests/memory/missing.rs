//! The reconciler: what should have gone out and didn't is found within one period and goes out once, whatever the
//! schedule does.

use std::time::Duration;

use bundle_tests::{
    arrivals::{deliveries, delivery, order},
    ports::{Queue, Queued},
    sweep::DAY,
    watched::{PERIOD, Scene, acme, minutes},
    world::PATIENCE,
};
use domain::{
    EntityRef, Timestamp,
    mail::ConfirmationRequested,
    missing::State,
    schedule::house,
    send::SendId,
    settings::{self, Mode, Switch},
    task::Task,
};
use jiff::SignedDuration;
use mail_delivery::Unsent;
use mail_watch::{AT_REST, MOST_LISTED, OVERLAP};
use serde_json::json;
use shell::TimeLeft;
use store::{engine::Table, ledger::Claim, missing::Look, settings::SHOPS};

const MAIL: &str = "mail#order-confirmation#1";

#[tokio::test(start_paused = true)]
async fn a_mail_whose_message_was_lost_is_found_within_one_period_and_sent_once() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    let lost = scene.now();
    while scene.mails().is_empty() {
        scene.ticks(1).await;
    }
    let within = domain::missing::AFTER + PERIOD;
    assert!(scene.now().duration_since(lost) <= within, "{}", scene.now());
    scene.ticks(20).await;
    assert_eq!(scene.mails(), ["buyer-1001@example.com"]);
    let events = scene.events("1001").await;
    let [.., first, again] = events.as_slice() else { panic!("{events:?}") };
    assert_eq!((&again.kind, &again.data, &again.by), (&first.kind, &first.data, &first.by));
    assert_eq!(
        (again.cause.as_deref(), again.because.as_deref()),
        (Some(first.id.as_str()), Some("missing"))
    );
    assert_eq!(scene.listed().await, 0, "it has come: nobody looks after it any more");
    assert_eq!(scene.wanted().await, [], "and nobody was bothered");
}

#[tokio::test(start_paused = true)]
async fn an_order_that_nobody_decided_about_is_decided_about_once() {
    for status in ["paid", "authorized"] {
        let mut scene = Scene::new().await;
        scene.created(1001, status).await;
        assert_eq!(scene.world.lose(Queue::Confirmation).await, 1);
        scene.ticks(3).await;
        assert_eq!(scene.mails(), ["buyer-1001@example.com"], "{status}");
        scene.ticks(20).await;
        assert_eq!((scene.mails().len(), scene.listed().await), (1, 0), "{status}");
    }
}

/// It waited for its promised date, and neither that nor the end of the wait was heard of.
#[tokio::test(start_paused = true)]
async fn an_order_that_only_waits_is_not_decided_about() {
    let mut scene = Scene::new().await;
    scene.created(1001, "paid").await;
    assert_eq!(scene.world.lose(Queue::Confirmation).await, 1);
    let (order, now) = (EntityRef::order("1001"), scene.now());
    let waits = json!({"state": "waiting", "until": now + minutes(2)});
    let remember = |memory: &mut serde_json::Value| memory.clone_from(&waits);
    scene.world.store.remember(&acme(), &order, domain::missing::DECIDER, now, remember).await.expect("kept");
    scene.ticks(3).await;
    assert_eq!(scene.mails(), ["buyer-1001@example.com"]);
    scene.ticks(20).await;
    assert_eq!((scene.mails().len(), scene.listed().await), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn an_order_that_waits_for_its_money_is_asked_about_once_and_is_not_missing() {
    let mut scene = Scene::new().await;
    scene.created(1001, "pending").await;
    scene.world.run(false).await;
    let sum = scene.ticks(30).await;
    assert_eq!((sum.lost, sum.again), (0, 1));
    assert_eq!((scene.mails().len(), scene.listed().await), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_worker_that_died_with_its_message_is_succeeded_after_lease_and_patience() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    let (order, now) = (EntityRef::order("1001"), scene.now());
    let id = SendId::of(&acme(), &order, "order-confirmation", 1);
    let claim = Claim {
        about: order,
        message: "order-confirmation#1".into(),
        owner: "dead".into(),
        lease_until: now + SignedDuration::from_secs(30),
        ended: None,
        counted: None,
    };
    assert_eq!(scene.world.store.claim_send(&acme(), &id, &claim, None, now).await, Ok(true));
    let early = scene.ticks(2).await;
    assert_eq!((early.again, scene.mails().len()), (0, 0), "it is still waited for");
    scene.ticks(3).await;
    assert_eq!(scene.mails(), ["buyer-1001@example.com"]);
    scene.ticks(20).await;
    assert_eq!((scene.mails().len(), scene.listed().await), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn what_ses_does_not_accept_comes_back_by_itself_and_is_not_asked_for() {
    let mut scene = Scene::new().await;
    let paused = Unsent::NotNow { reason: "AccountSendingPaused".into(), pause_seconds: 3600 };
    scene.world.outside.state().ses_answers.extend([paused.clone(), paused.clone(), paused]);
    scene.created(1001, "paid").await;
    scene.world.run(false).await;
    let sum = scene.ticks(12 * 4).await;
    assert_eq!((sum.again, sum.missing), (0, 0));
    assert_eq!((scene.mails(), scene.listed().await), (vec!["buyer-1001@example.com".to_owned()], 0));
    // If its message is lost meanwhile, it is found all the same, a day later.
    let mut scene = Scene::new().await;
    let paused = Unsent::NotNow { reason: "AccountSendingPaused".into(), pause_seconds: 3600 };
    scene.world.outside.state().ses_answers.push_back(paused);
    scene.created(1001, "paid").await;
    scene.world.run(false).await;
    scene.world.lose(Queue::Delivery).await;
    assert_eq!(scene.ticks(12 * 23).await.again, 0);
    scene.ticks(12 * 2).await;
    assert_eq!((scene.mails().len(), scene.listed().await), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_failed_is_listed_and_left_alone() {
    let mut scene = Scene::new().await;
    scene.created(1001, "paid").await;
    scene.world.outside.state().ses_answers.push_back(Unsent::Never("MessageRejected".into()));
    scene.world.run(false).await;
    let sum = scene.ticks(12).await;
    assert_eq!((sum.again, sum.missing, scene.listed().await), (0, 0, 0));
    assert_eq!(scene.mails(), Vec::<String>::new());
    assert_eq!(scene.states("1001").await, [State::Failed { reason: "MessageRejected".into() }]);
}

#[tokio::test(start_paused = true)]
async fn a_mail_that_cannot_be_made_is_told_of_once_and_goes_out_once_mended() {
    for spoiled in ["its address", "its order"] {
        let mut scene = Scene::new().await;
        let now = scene.now();
        let mut body = order(1001, now, now, "paid");
        if spoiled == "its address" {
            body["email"] = json!("ada@exämple.example");
        }
        assert_eq!(scene.world.deliver(&delivery("orders/create", &body)).await, 200);
        scene.world.step().await;
        if spoiled == "its order" {
            let key = store::keys::body(&acme(), &EntityRef::order("1001"));
            scene.world.engine.forget(&(Table::Shop, key));
        }
        scene.world.run(false).await;
        let sum = scene.ticks(12).await;
        assert_eq!((sum.again, sum.missing, scene.listed().await), (0, 0, 0), "{spoiled}");
        assert!(matches!(scene.states("1001").await.as_slice(), [State::Failed { .. }]), "{spoiled}");
        assert_eq!(scene.world.outside.state().dead.len(), 1, "{spoiled}");
        assert_eq!(scene.world.store.open_tasks(&acme()).await.expect("readable").len(), 1, "{spoiled}");
        scene.world.wait(minutes(1));
        let mended = order(1001, now, scene.now(), "paid");
        assert_eq!(scene.world.deliver(&delivery("orders/updated", &mended)).await, 200);
        assert_eq!(scene.world.redrive(), 1);
        scene.world.run(true).await;
        scene.ticks(12).await;
        assert_eq!(scene.mails(), ["buyer-1001@example.com"], "{spoiled}");
    }
}

/// Staff have it sent again after it was lost, and then it turns up.
#[tokio::test(start_paused = true)]
async fn a_mail_that_a_newer_one_has_replaced_is_neither_missing_nor_sent() {
    let mut scene = Scene::new().await;
    scene.created(1001, "paid").await;
    scene.world.step().await;
    scene.world.lose(Queue::Delivery).await;
    let first = scene.events("1001").await.pop().expect("the request");
    let resend = ConfirmationRequested { by: "ada".into(), reason: "It didn't come".into() };
    let (about, now) = (EntityRef::order("1001"), scene.now());
    scene.world.store.journal(&acme(), &about, &[resend.event(now)], now).await.expect("journalled");
    scene.world.run(false).await;
    assert_eq!(scene.mails().len(), 1, "the second");
    let sum = scene.ticks(12).await;
    assert_eq!((sum.again, sum.lost, scene.listed().await), (0, 0, 0));
    let queued =
        Queued { queue: Queue::Delivery, body: first.seal().0, visible_at: scene.now(), receives: 0 };
    scene.world.outside.state().queued.push(queued);
    scene.world.run(true).await;
    assert_eq!((scene.mails().len(), scene.world.outside.state().dead.len()), (1, 0));
    assert_eq!(scene.world.store.open_tasks(&acme()).await.expect("readable").len(), 0);
    let id = SendId::of(&acme(), &about, "order-confirmation", 1);
    let entry = scene.world.store.send_entry(&acme(), &id).await.expect("readable").expect("there");
    assert!(entry.reason.as_deref().is_some_and(|r| r.starts_with("superseded")), "{entry:?}");
}

#[tokio::test(start_paused = true)]
async fn what_is_not_to_go_out_is_not_missing() {
    let switched = |mode| Switch { mode, live_since: Some(Timestamp::UNIX_EPOCH), ..Switch::default() };
    let before_live = Switch {
        live_since: Some("2027-01-01T00:00:00Z".parse().expect("an instant")),
        ..switched(Mode::Live)
    };
    for (switch, named) in [
        (switched(Mode::Shadow), true),
        (switched(Mode::Off), true),
        (before_live, true),
        (Switch::default(), false),
    ] {
        let mut scene = Scene::new().await;
        let mut shop = testkit::orders::shop();
        shop.automations.clear();
        if named {
            let table = settings::Table { switch: switch.clone(), own: serde_json::Map::new() };
            shop.automations.insert("order-confirmation".into(), table);
        }
        scene.world.publish(&shop).await;
        scene.world.wait(minutes(1));
        scene.created(1001, "paid").await;
        if named {
            scene.world.run(false).await;
        } else {
            // Nobody named who decides: it may not even be deployed.
            scene.world.lose(Queue::Confirmation).await;
        }
        let sum = scene.ticks(12).await;
        assert_eq!((sum.lost, sum.again, scene.listed().await), (0, 0, 0), "{switch:?}");
        assert_eq!(scene.mails(), Vec::<String>::new(), "{switch:?}");
    }
    // Lost, and then cancelled: it isn't wanted any more.
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    let mut cancelled = order(1001, scene.now(), scene.now() + minutes(1), "paid");
    cancelled["cancelled_at"] = json!(scene.now().to_string());
    assert_eq!(scene.world.deliver(&delivery("orders/cancelled", &cancelled)).await, 200);
    let sum = scene.ticks(12).await;
    assert_eq!((sum.lost, scene.mails().len()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn two_ticks_at_once_ask_once() {
    let mut scene = Scene::new().await;
    for id in 1001..1011 {
        scene.loses_the_mail_of(id).await;
    }
    scene.world.wait(minutes(11));
    let (one, other) = tokio::join!(scene.tick_now(), scene.tick_now());
    assert_eq!(one.again + other.again, 10, "{one:?} {other:?}");
    // And the same tick a third time.
    assert_eq!(scene.tick_now().await.again, 0);
    scene.world.run(false).await;
    assert_eq!(scene.mails().len(), 10);
}

#[tokio::test(start_paused = true)]
async fn what_never_comes_is_asked_for_three_times_and_told_once_a_day() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    let mut asked = Vec::new();
    for _ in 0..12 * 26 {
        scene.world.wait(PERIOD);
        let round = scene.tick_now().await;
        if round.again > 0 {
            asked.push(scene.now());
        }
        scene.world.lose(Queue::Delivery).await;
        if scene.now() < DAY.parse::<Timestamp>().expect("an instant") + minutes(30) {
            assert_eq!(round.missing, 0, "asking again comes first");
        }
    }
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(asked.windows(2).all(|pair| pair[1].duration_since(pair[0]) >= minutes(15)), "{asked:?}");
    let wanted = scene.wanted().await;
    assert_eq!(wanted.len(), 2, "of two days");
    assert_eq!(wanted[0].data["reason"], "mails-missing");
    assert_eq!(wanted[0].data["details"], json!({"count": "1", "first": "#1001"}));
    assert_eq!(scene.listed().await, 1);
    // After three days whoever had to hear of it has heard.
    scene.world.wait(minutes(60 * 24 * 3));
    scene.tick_now().await;
    assert_eq!(scene.listed().await, 0);
}

/// As `missing --redrive` does: a person needn't wait, and isn't counted.
#[tokio::test(start_paused = true)]
async fn whoever_insists_is_obeyed_at_once_and_still_one_mail_goes_out() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    scene.world.wait(minutes(10));
    let (order, store) = (EntityRef::order("1001"), scene.world.store.clone());
    for nth in 1..=5 {
        let look = Look { now: scene.now(), patience: PATIENCE, decides: true, insists: true };
        let looked = store.look_for_missing(&acme(), &order, scene.now(), &look).await.expect("readable");
        assert_eq!(looked.again.len(), 1, "the {nth}th time");
        let asked = store.ask_again(&acme(), &order, &looked.again[0], Some(scene.now()), scene.now()).await;
        assert_eq!(asked, Ok(true), "the {nth}th time");
        scene.world.wait(minutes(10));
    }
    scene.world.run(true).await;
    assert_eq!(scene.mails(), ["buyer-1001@example.com"]);
    scene.ticks(12).await;
    assert_eq!((scene.mails().len(), scene.listed().await), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_task_s_mail_is_looked_after_too() {
    let mut scene = Scene::new().await;
    let redact = json!({"shop_id": 1, "customer": {"id": 7}, "orders_to_redact": []});
    assert_eq!(scene.world.deliver(&delivery("customers/redact", &redact)).await, 200);
    scene.world.step().await;
    assert_eq!(scene.world.lose(Queue::Delivery).await, 1);
    scene.ticks(3).await;
    let told = scene.world.outside.state().mails.clone();
    assert!(told.len() == 1 && told[0].to == "owner@acme.example", "{told:?}");
    assert_eq!(scene.world.store.open_tasks(&acme()).await.expect("readable").len(), 1);
    assert_eq!(Task::OPEN, "open-tasks");
}

/// R25. Ticks that stay away are made up for, those that come twice change nothing.
#[tokio::test(start_paused = true)]
async fn missed_ticks_are_made_up_for() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    scene.world.wait(minutes(60 * 26));
    scene.loses_the_mail_of(1002).await;
    scene.world.wait(minutes(60 * 5));
    let round = scene.tick().await;
    assert_eq!((round.again, round.behind), (2, 0));
    assert_eq!(scene.mails().len(), 2);
    let again = scene.tick().await;
    assert_eq!((again.again, scene.mails().len()), (0, 2));
}

#[tokio::test(start_paused = true)]
async fn without_time_nothing_is_begun_and_nothing_lost() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    scene.world.wait(minutes(11));
    let (round, done) = scene.watch.round(scene.now(), &TimeLeft::span(Duration::from_secs(1))).await;
    assert_eq!((round.behind, round.again, done), (1, 0, Ok(())));
    scene.ticks(1).await;
    assert_eq!(scene.mails().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn forty_shops_are_all_looked_after_within_a_tick() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    for n in 1..40 {
        let mut shop = testkit::orders::shop();
        shop.id = format!("shop-{n}").parse().expect("a shop");
        scene.world.publish(&shop).await;
    }
    let shops = async || scene.world.store.members(&house(), SHOPS).await.expect("readable").len();
    let _ = shops().await;
    assert_eq!(shops().await, 40);
    scene.world.wait(minutes(11));
    let round = scene.tick_now().await;
    assert_eq!((round.behind, round.again), (0, 1));
}

#[tokio::test(start_paused = true)]
async fn a_quiet_shop_costs_no_writes() {
    let mut scene = Scene::new().await;
    let written = scene.world.engine.write_units();
    while scene.now() < DAY.parse::<Timestamp>().expect("an instant") + AT_REST - PERIOD {
        scene.ticks(1).await;
    }
    assert_eq!(scene.world.engine.write_units(), written);
    scene.ticks(1).await;
    assert!(scene.world.engine.write_units() > written, "now and then it says how far it has come");
}

#[tokio::test(start_paused = true)]
async fn of_a_long_list_a_part_is_looked_at_in_each_tick() {
    let scene = Scene::new().await;
    for id in 0..MOST_LISTED + 50 {
        let order = EntityRef::order(&id.to_string());
        scene.world.store.watch(&acme(), &order, scene.now(), scene.now()).await.expect("written");
    }
    assert_eq!(scene.listed().await, MOST_LISTED + 50);
    // Nothing is missing of any of them.
    for left in [50, 0] {
        scene.tick_now().await;
        assert_eq!(scene.listed().await, left);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_holds_the_others_up_for_three_ticks_only_and_is_told_of() {
    let mut scene = Scene::new().await;
    for id in 1001..1011 {
        scene.loses_the_mail_of(id).await;
    }
    let place = (Table::Shop, store::keys::body(&acme(), &EntityRef::order("1001")));
    let whole = scene.world.engine.items()[&place].clone();
    let mut torn = whole.clone();
    torn.insert("of".into(), "another snapshot".into());
    scene.world.engine.tamper(Table::Shop, torn);
    let mut last = Ok(());
    for _ in 0..8 {
        scene.world.wait(PERIOD);
        (_, last) = scene.watch.round(scene.now(), &TimeLeft::span(Duration::from_secs(120))).await;
        scene.world.run(false).await;
    }
    let mut mails = scene.mails();
    mails.sort();
    let expected: Vec<_> = (1002..1011).map(|id| format!("buyer-{id}@example.com")).collect();
    assert_eq!((mails, last), (expected, Ok(())));
    let wanted = scene.wanted().await;
    assert_eq!(wanted.len(), 1);
    assert_eq!(wanted[0].data["details"], json!({"count": "1", "first": "ORDER#1001"}));
    scene.world.engine.tamper(Table::Shop, whole);
    scene.ticks(3).await;
    assert_eq!((scene.mails().len(), scene.listed().await), (10, 0));
}

#[tokio::test(start_paused = true)]
async fn a_row_that_the_index_shows_late_is_found_by_the_next_walk() {
    let mut scene = Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    let (place, row) = {
        let items = scene.world.engine.items();
        let of_mail = |((_, key), _): &(&(Table, store::engine::Key), &store::engine::Item)| {
            key.sk == format!("EVENT#{MAIL}")
        };
        let (place, row) = items.iter().find(of_mail).expect("journalled");
        (place.clone(), row.clone())
    };
    scene.world.engine.forget(&place);
    // Two ticks walk over it without seeing it; then it shows.
    let walked_over = scene.now() + domain::missing::AFTER;
    while scene.now() <= walked_over {
        scene.world.wait(PERIOD);
        assert_eq!(scene.tick_now().await.again, 0);
    }
    scene.world.engine.tamper(place.0, row);
    assert!(PERIOD <= OVERLAP);
    scene.ticks(2).await;
    assert_eq!(scene.mails().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn of_five_hundred_orders_over_midnight_each_gets_its_one_mail() {
    let mut scene = Scene::at("2026-01-15T23:20:00Z").await;
    let mut chance = fastrand::Rng::with_seed(9);
    let mut tick = scene.now() + PERIOD;
    let mut lost = 0;
    for id in 2001..2501 {
        scene.world.wait(SignedDuration::from_secs(8));
        assert_eq!(scene.world.deliver(&deliveries(id, scene.now(), 1)[0]).await, 200);
        match chance.u8(0..20) {
            0 => lost += scene.world.lose(Queue::Confirmation).await,
            1 => {
                // What SES reports of others is worked off on the way.
                for _ in 0..4 {
                    scene.world.step().await;
                    lost += scene.world.lose(Queue::Delivery).await;
                }
            }
            _ => {}
        }
        scene.world.run(false).await;
        if scene.now() >= tick {
            tick += PERIOD;
            scene.tick().await;
        }
    }
    assert!(lost > 30, "{lost}");
    scene.ticks(5).await;
    let mut mails = scene.mails();
    mails.sort();
    let expected: Vec<_> = (2001..2501).map(|id| format!("buyer-{id}@example.com")).collect();
    assert_eq!(mails, expected);
    assert_eq!((scene.listed().await, scene.wanted().await.len()), (0, 0));
}
