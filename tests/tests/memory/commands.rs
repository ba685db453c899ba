//! A shop that is told things: once, with whatever goes wrong on the way, and a person is told of what didn't go.

use bundle_tests::{
    commanded::{Commanded, ORDER, Way, acme, asked, eur, refund},
    fake_shop::{Fault, Keys},
};
use domain::{
    EntityRef, Failure,
    command::{Entry, Key, Requested, State, Why},
    order::PaymentStatus,
    settings::Mode,
};
use jiff::SignedDuration;
use serde_json::json;
use testkit::{Fault as Fault_, Faults, orders};

fn calm() -> std::sync::Arc<Faults> {
    Faults::plan([])
}

/// One command from asking to its end.
async fn carried(scene: &mut Commanded, requested: &Requested) -> Entry {
    let event = scene.ask(requested).await.expect("it is new");
    scene.settle(&[event.clone(), event]).await;
    let id = requested.id(&acme());
    scene.entries().await.into_iter().find(|entry| entry.id == id).expect("somebody took it")
}

#[tokio::test(start_paused = true)]
async fn money_goes_back_once_and_whoever_asked_hears_of_it() {
    for way in Way::ALL {
        let mut scene = Commanded::new(way, &calm()).await;
        let entry = carried(&mut scene, &refund("7", 500)).await;
        assert_eq!((entry.state, entry.amount), (State::Done, Some(eur(500))), "{way:?}");
        assert!(entry.reference.is_some_and(|reference| !reference.is_empty()), "{way:?}");
        assert_eq!((scene.gone(), scene.told("7").await), (500, vec!["command.done".to_owned()]), "{way:?}");
        // Delivered once more, however much later; asked for once more.
        let again = scene.ask(&refund("7", 500)).await;
        assert_eq!(again, None, "its name is taken");
        assert_eq!(scene.platform.till.ours(ORDER).len(), 1, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_the_platform_does_it_is_one_refund_or_a_task() {
    // What goes wrong with which request, counted from one: the first asks, the second tells.
    let cases: &[(&str, &[(u64, Fault)])] = &[
        ("asking fails", &[(1, Fault::Status(500))]),
        ("asking is cut", &[(1, Fault::Cut), (2, Fault::Cut)]),
        ("asked too often", &[(1, Fault::TooMany(2)), (2, Fault::TooMany(9))]),
        ("told too often", &[(2, Fault::TooMany(2))]),
        ("maintenance", &[(1, Fault::Html), (2, Fault::Html)]),
        ("nobody there", &[(1, Fault::Down), (2, Fault::Down), (3, Fault::Down)]),
        ("nobody there any more", &[(2, Fault::Down)]),
        ("told in vain", &[(2, Fault::Cut)]),
        ("told, and the answer lost", &[(2, Fault::Lost)]),
        ("told, and half an answer", &[(2, Fault::Half)]),
        ("told, an error of the server", &[(2, Fault::Status(502))]),
        ("lost, and then it can't be asked", &[(2, Fault::Lost), (3, Fault::Status(500)), (4, Fault::Cut)]),
        ("lost, and then nobody there", &[(2, Fault::Lost), (3, Fault::Down), (4, Fault::TooMany(4))]),
        ("in vain three times", &[(2, Fault::Cut), (4, Fault::Cut), (6, Fault::Cut)]),
    ];
    for way in [Way::Shopify, Way::Woo, Way::Askable] {
        for (what, faults) in cases {
            let mut scene = Commanded::new(way, &calm()).await;
            scene.platform.plan(faults.iter().copied());
            let entry = carried(&mut scene, &refund("7", 500)).await;
            let told = scene.told("7").await;
            let refunds = scene.platform.till.ours(ORDER).len();
            assert_eq!(scene.dead, Vec::<String>::new(), "{way:?}: {what}");
            if *what == "in vain three times" {
                let parked = ["command.parked", "task command-in-doubt"];
                assert_eq!(
                    (entry.state, entry.why, refunds),
                    (State::Parked, Some(Why::InDoubt), 0),
                    "{way:?}"
                );
                assert_eq!(told, parked, "{way:?}: {what}");
            } else {
                assert_eq!((entry.state, refunds), (State::Done, 1), "{way:?}: {what}: {entry:?}");
                assert_eq!(told, ["command.done"], "{way:?}: {what}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_can_not_be_asked_is_told_again_only_if_it_knows_ids_again() {
    for (way, fault, state, refunds, told) in [
        (Way::Knowing, Fault::Lost, State::Done, 1, vec!["command.done"]),
        (Way::Knowing, Fault::Cut, State::Done, 1, vec!["command.done"]),
        (Way::Knowing, Fault::Down, State::Done, 1, vec!["command.done"]),
        (Way::Deaf, Fault::Lost, State::Parked, 1, vec!["command.parked", "task command-in-doubt"]),
        (Way::Deaf, Fault::Cut, State::Parked, 0, vec!["command.parked", "task command-in-doubt"]),
        (Way::Deaf, Fault::Down, State::Done, 1, vec!["command.done"]),
        (Way::Deaf, Fault::TooMany(3), State::Done, 1, vec!["command.done"]),
    ] {
        let mut scene = Commanded::new(way, &calm()).await;
        scene.platform.plan([(1, fault)]);
        let entry = carried(&mut scene, &refund("7", 500)).await;
        let made = scene.platform.till.ours(ORDER).len();
        assert_eq!(
            (entry.state, made, scene.told("7").await),
            (state, refunds, told.iter().map(|t| (*t).to_owned()).collect()),
            "{way:?}, {fault:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_refund_that_woocommerce_recorded_and_did_not_pay_waits_for_a_person() {
    let mut scene = Commanded::new(Way::Woo, &calm()).await;
    scene.platform.till.leave_unpaid(true);
    let entry = carried(&mut scene, &refund("7", 500)).await;
    assert_eq!((entry.state, entry.why), (State::Parked, Some(Why::InDoubt)));
    assert_eq!(scene.platform.till.ours(ORDER).len(), 1, "it is recorded once");
}

#[tokio::test(start_paused = true)]
async fn what_went_back_meanwhile_does_not_go_back_twice() {
    for way in [Way::Shopify, Way::Woo] {
        // The shop's own people were quicker, and its webhook hasn't come.
        let mut scene = Commanded::new(way, &calm()).await;
        scene.platform.till.refund_by_hand(ORDER, 1600, None);
        let entry = carried(&mut scene, &refund("7", 500)).await;
        assert_eq!((entry.state, entry.why, scene.gone()), (State::Parked, Some(Why::TooMuch), 0), "{way:?}");
        assert_eq!(scene.told("7").await, ["command.parked", "task command-not-sent"], "{way:?}");
        // What is left still can.
        assert_eq!(carried(&mut scene, &refund("8", 400)).await.state, State::Done, "{way:?}");

        // The webhook came first, and says that all of it is back.
        let mut scene = Commanded::new(way, &calm()).await;
        let mut order = orders::order(ORDER, scene.now);
        order.payment.status = PaymentStatus::Refunded;
        scene.know(&order).await;
        let entry = carried(&mut scene, &refund("7", 500)).await;
        assert_eq!((entry.why, scene.gone()), (Some(Why::TooMuch), 0), "{way:?}");
    }
}

/// WooCommerce tells nobody that its people refunded something. Of the same goods a person decides, and their word is enough.
#[tokio::test(start_paused = true)]
async fn what_woocommerce_s_people_refunded_by_hand_is_not_paid_a_second_time() {
    for (line, minor, parked) in
        [(Some(1), 500, true), (Some(2), 500, false), (None, 500, true), (None, 300, false)]
    {
        let mut scene = Commanded::new(Way::Woo, &calm()).await;
        // There is enough left for it: nothing but the goods say that it may be the same.
        scene.platform.till.refund_by_hand(ORDER, minor, line);
        let entry = carried(&mut scene, &refund("7", 500)).await;
        let expected = if parked { (State::Parked, Some(Why::TooMuch), 0) } else { (State::Done, None, 500) };
        assert_eq!((entry.state, entry.why, scene.gone()), expected, "{line:?}, {minor}");
        if parked {
            assert_eq!(scene.told("7").await, ["command.parked", "task command-not-sent"]);
            let anew = Requested { key: Key { revision: 2, ..Key::of("7") }, ..refund("7", 500) };
            assert_eq!(carried(&mut scene, &anew).await.state, State::Done, "{line:?}: a person wants it");
        }
    }
}

/// That an exchange was parked, as WooCommerce can't do one, is nobody's word about a refund by hand.
#[tokio::test(start_paused = true)]
async fn a_parked_exchange_says_nothing_of_refunds() {
    let mut scene = Commanded::new(Way::Woo, &calm()).await;
    scene.platform.till.refund_by_hand(ORDER, 500, Some(1));
    let exchange =
        json!({"kind": "exchange", "lines": [{"variant": "9", "quantity": 1}], "difference": eur(0)});
    for (command, why) in [(asked("7", exchange), Why::CannotDo), (refund("7", 500), Why::TooMuch)] {
        let entry = carried(&mut scene, &command).await;
        assert_eq!((entry.state, entry.why, scene.gone()), (State::Parked, Some(why), 0));
    }
}

#[tokio::test(start_paused = true)]
async fn returns_are_answered_and_answered_once() {
    let approve = || asked("7", json!({"kind": "return.approve", "id": "7"}));
    let decline = || {
        asked(
            "7",
            json!({"kind": "return.decline", "id": "7", "reason": "final-sale", "note": "Sold for good."}),
        )
    };
    for fault in
        [None, Some(Fault::Lost), Some(Fault::Cut), Some(Fault::Status(500)), Some(Fault::TooMany(1))]
    {
        let mut scene = Commanded::new(Way::Shopify, &calm()).await;
        scene.platform.till.request("7");
        scene.platform.plan(fault.map(|fault| (2, fault)));
        assert_eq!(carried(&mut scene, &approve()).await.state, State::Done, "{fault:?}");
        assert_eq!(scene.platform.till.status("7"), Some("OPEN"), "{fault:?}");
        // Approve and refuse at once: the second has the same name, and never leaves.
        assert_eq!(scene.ask(&decline()).await, None);
        let close = asked("7", json!({"kind": "return.close", "id": "7"}));
        assert_eq!(carried(&mut scene, &close).await.state, State::Done);
        assert_eq!(scene.platform.till.status("7"), Some("CLOSED"));
    }
    let mut scene = Commanded::new(Way::Shopify, &calm()).await;
    scene.platform.till.request("7");
    assert_eq!(carried(&mut scene, &decline()).await.state, State::Done);
    assert_eq!(scene.platform.till.status("7"), Some("DECLINED"));
    // What staff decide anew has another revision; the platform refuses it, and a person hears so.
    let anew = Requested { key: Key { revision: 2, ..Key::of("7") }, ..approve() };
    assert_eq!(carried(&mut scene, &anew).await.state, State::Refused);
    assert_eq!(scene.told("7").await[1..], ["command.refused", "task command-refused"]);
}

#[tokio::test(start_paused = true)]
async fn what_a_shop_can_not_be_told_becomes_a_task() {
    let exchange = || {
        asked(
            "7",
            json!({"kind": "exchange", "lines": [{"variant": "9", "quantity": 1}], "difference": eur(0)}),
        )
    };
    let credit =
        || asked("7", json!({"kind": "store-credit", "shares": [{"tender": "other", "amount": eur(500)}]}));
    let shares = |tender: &str| {
        asked("7", json!({"kind": "refund", "shares": [{"tender": tender, "amount": eur(500)}]}))
    };
    for (what, way, requested, state, why) in [
        ("an exchange", Way::Shopify, exchange(), State::Parked, Some(Why::CannotDo)),
        ("an exchange", Way::Woo, exchange(), State::Parked, Some(Why::CannotDo)),
        ("an exchange", Way::Knowing, exchange(), State::Refused, None),
        ("credit", Way::Shopify, credit(), State::Done, None),
        ("credit", Way::Woo, credit(), State::Parked, Some(Why::CannotDo)),
        ("a transfer", Way::Shopify, shares("bank-transfer"), State::Parked, Some(Why::ByHand)),
        ("a gift card that didn't pay", Way::Shopify, shares("gift-card"), State::Parked, Some(Why::ByHand)),
        ("a gift card", Way::Woo, shares("gift-card"), State::Parked, Some(Why::ByHand)),
        ("too much", Way::Woo, refund("7", 2001), State::Parked, Some(Why::TooMuch)),
        (
            "an order of nobody",
            Way::Woo,
            Requested { order: "9".into(), ..refund("7", 1) },
            State::Parked,
            Some(Why::Contradiction),
        ),
    ] {
        let mut scene = Commanded::new(way, &calm()).await;
        let event = scene.ask(&requested).await.expect("it is new");
        scene.settle(&[event]).await;
        let order = EntityRef::order(&requested.order);
        let entry = scene.store.commands(&acme(), &order).await.expect("readable").entries.remove(0);
        assert_eq!((entry.state, entry.why), (state, why), "{what}: {entry:?}");
        let told = scene.told("7").await;
        assert_eq!(
            told.iter().any(|told| told.starts_with("task ")),
            state != State::Done,
            "{what}: {told:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn without_credentials_or_settings_a_person_does_it() {
    let no_keys = Keys::of(&[]);
    let mut scene = Commanded::with(Way::Shopify, &calm(), no_keys, |_| {}).await;
    assert_eq!(carried(&mut scene, &refund("7", 500)).await.why, Some(Why::NoAccess));
    assert_eq!((scene.told("7").await.len(), scene.platform.requests()), (2, 0));
    let wrong = Keys::of(&["someone", "else"]);
    for way in [Way::Shopify, Way::Woo] {
        let mut scene = Commanded::with(way, &calm(), wrong.clone(), |_| {}).await;
        assert_eq!(carried(&mut scene, &refund("7", 500)).await.why, Some(Why::NoAccess), "{way:?}");
    }
    let mut scene = Commanded::with(Way::Shopify, &calm(), Keys::right(), |shop| shop.commands = None).await;
    assert_eq!(carried(&mut scene, &refund("7", 500)).await.why, Some(Why::NoAccess));
    // Where the settings allow another host, nothing is sent: not even the question.
    let elsewhere = |shop: &mut domain::settings::Shop| {
        shop.commands.as_mut().expect("there").hosts = vec!["other.example".into()];
    };
    let mut scene = Commanded::with(Way::Shopify, &calm(), Keys::right(), elsewhere).await;
    assert_eq!(carried(&mut scene, &refund("7", 500)).await.why, Some(Why::NoAccess));
    assert_eq!(scene.platform.requests(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_switch_that_is_closed_holds_the_command_and_a_rehearsal_is_told_to_people() {
    let mode = |mode: Mode| {
        move |shop: &mut domain::settings::Shop| {
            let table = shop.automations.get_mut(bundle_tests::commanded::BY).expect("there");
            table.switch.mode = mode;
            table.switch.redirect_to = Some("owner@acme.example".into());
        }
    };
    for closed in [Mode::Off, Mode::Shadow] {
        let mut scene = Commanded::with(Way::Shopify, &calm(), Keys::right(), mode(closed)).await;
        let event = scene.ask(&refund("7", 500)).await.expect("it is new");
        let now = scene.now;
        assert!(matches!(scene.deliver(&event, now).await, Err(Failure::Permanent(_))), "{closed:?}");
        assert_eq!(
            (scene.platform.requests(), scene.entries().await.len()),
            (0, 0),
            "a redrive sends it later"
        );
    }
    let mut scene = Commanded::with(Way::Shopify, &calm(), Keys::right(), mode(Mode::Redirect)).await;
    assert_eq!(carried(&mut scene, &refund("7", 500)).await.why, Some(Why::Rehearsal));
    assert_eq!(scene.told("7").await, ["command.parked", "task command-rehearsed"]);
    assert_eq!(scene.platform.requests(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_shop_that_is_down_for_a_day_becomes_a_task_and_what_is_old_is_not_sent() {
    let mut scene = Commanded::new(Way::Woo, &calm()).await;
    scene.platform.every(&[(1, Fault::Down)]);
    let entry = carried(&mut scene, &refund("7", 500)).await;
    assert_eq!((entry.state, entry.why), (State::Parked, Some(Why::Unreachable)));
    assert_eq!(scene.dead, Vec::<String>::new(), "it is given up before its queue does");
    // Redriven after two days though nobody ever took it.
    let mut scene = Commanded::new(Way::Woo, &calm()).await;
    let event = scene.ask(&refund("7", 500)).await.expect("it is new");
    scene.now += SignedDuration::from_hours(48);
    scene.settle(&[event]).await;
    assert_eq!(scene.told("7").await, ["command.parked", "task command-no-access"]);
    assert_eq!(scene.platform.requests(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_command_in_doubt_holds_up_the_others_and_each_comes_to_its_end() {
    let mut scene = Commanded::new(Way::Woo, &calm()).await;
    let first = scene.ask(&refund("1", 500)).await.expect("it is new");
    let second = scene.ask(&refund("2", 500)).await.expect("it is new");
    scene.platform.plan([(2, Fault::Lost)]);
    let now = scene.now;
    assert!(matches!(scene.deliver(&first, now).await, Err(Failure::Transient { .. })));
    // The platform is gone for good: nobody can say what became of the first, and the second is too old by then.
    scene.platform.every(&[(1, Fault::Down)]);
    scene.settle(&[first, second]).await;
    assert_eq!(scene.dead, Vec::<String>::new());
    assert_eq!(scene.told("1").await, ["command.parked", "task command-in-doubt"]);
    assert_eq!(scene.told("2").await, ["command.parked", "task command-no-access"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_in_doubt_is_settled_though_its_switch_is_closed() {
    for (fault, state, refunds) in [(Fault::Lost, State::Done, 1), (Fault::Cut, State::Parked, 0)] {
        let mut scene = Commanded::new(Way::Shopify, &calm()).await;
        let event = scene.ask(&refund("7", 500)).await.expect("it is new");
        scene.platform.plan([(2, fault)]);
        let now = scene.now;
        assert!(matches!(scene.deliver(&event, now).await, Err(Failure::Transient { .. })));
        let mut shop = Way::Shopify.shop();
        let table = shop.automations.get_mut(bundle_tests::commanded::BY).expect("there");
        table.switch.mode = Mode::Off;
        scene.store.publish_settings(&shop, now).await.expect("published");
        scene.settle(&[event]).await;
        let entries = scene.entries().await;
        assert_eq!((entries[0].state, scene.platform.till.ours(ORDER).len()), (state, refunds), "{fault:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn commands_of_an_order_go_one_at_a_time_and_never_above_what_was_paid() {
    for way in Way::ALL {
        let mut scene = Commanded::new(way, &calm()).await;
        let mut events = Vec::new();
        for (of, minor) in [("1", 900), ("2", 900), ("3", 900), ("4", 200), ("5", 1)] {
            events.push(scene.ask(&refund(of, minor)).await.expect("it is new"));
        }
        // Told twice each, the answer to the first lost.
        scene.platform.plan([(2, Fault::Lost)]);
        let twice: Vec<_> = events.iter().chain(&events).cloned().collect();
        scene.settle(&twice).await;
        let gone: i64 = scene.platform.till.refunds(ORDER).iter().map(|refund| refund.minor).sum();
        assert!(gone <= 2000, "{way:?}: {gone}");
        let states: Vec<_> = scene.entries().await.iter().map(|entry| entry.state).collect();
        assert_eq!(states.len(), 5, "{way:?}");
        assert!(
            states.iter().all(|state| !matches!(state, State::Asked | State::Sending)),
            "{way:?}: {states:?}"
        );
    }
}

/// S11: random refunds of one order by eight workers at once, with duplicates, lost answers, deaths and the shop's own people
/// in between.
async fn abused(seed: u64) -> (i64, usize) {
    fastrand::seed(seed);
    let way = Way::ALL[usize::try_from(seed % 5).expect("few")];
    // A platform that couldn't count itself: what holds is ours.
    let plan: Vec<_> =
        (0..3).map(|_| (fastrand::usize(0..120), Fault_::ALL[fastrand::usize(0..4)])).collect();
    let mut scene = Commanded::new(way, &Faults::plan(plan)).await;
    scene.platform.till.be_lax();
    let troubles = [Fault::Lost, Fault::Cut, Fault::Down, Fault::TooMany(1), Fault::Status(500)];
    scene.platform.plan((0..3).map(|_| (fastrand::u64(1..30), troubles[fastrand::usize(0..5)])));
    let mut events = Vec::new();
    for of in 0..fastrand::usize(2..8) {
        let event = scene.ask(&refund(&of.to_string(), fastrand::i64(1..1500))).await;
        events.extend(event.into_iter().cycle().take(2));
    }
    fastrand::shuffle(&mut events);
    // Eight at once, as far as there are so many; whatever comes back is settled one by one.
    let now = scene.now;
    let faults = std::sync::Arc::clone(&scene.faults);
    let at_once = events.iter().take(8).map(|event| faults.survive(scene.deliver(event, now)));
    futures::future::join_all(at_once).await;
    // Who can't be asked how the order stands hears of that by its webhook only.
    if fastrand::bool() && matches!(way, Way::Shopify | Way::Woo) {
        scene.platform.till.refund_by_hand(ORDER, fastrand::i64(1..1000), None);
    }
    scene.settle(&events).await;
    let gone: i64 = scene.platform.till.refunds(ORDER).iter().map(|refund| refund.minor).sum();
    assert!(gone <= 2000, "seed {seed}, {way:?}: {gone} of 2000 went back");
    for entry in scene.entries().await {
        let told = scene.told(&entry.key.of).await;
        let mark = entry.id.mark();
        let made =
            scene.platform.till.ours(ORDER).iter().filter(|refund| refund.note.starts_with(&mark)).count();
        assert!(made <= 1, "seed {seed}, {way:?}: {made} refunds of one command");
        let has_task = told.iter().any(|kind| kind.starts_with("task "));
        assert!(made == 1 || has_task, "seed {seed}, {way:?}: none, and no task: {entry:?}, {told:?}");
    }
    (gone, events.len())
}

#[tokio::test(start_paused = true)]
async fn whatever_eight_workers_do_no_more_goes_back_than_was_paid() {
    let runs: u64 = if testkit::is_full() { 20_000 } else { 300 };
    let (mut gone, mut deliveries) = (0, 0);
    for seed in 0..runs {
        let (cents, events) = abused(seed).await;
        gone += cents;
        deliveries += events;
    }
    println!(
        "figure: S11 {runs} sequences of refunds, {deliveries} deliveries, {gone} cents went back, none above what was paid"
    );
}
