//! What buyers are told of dates, in their mails and on their page, and what it costs to know.

use std::sync::Arc;

use bundle_tests::{mutants, ports::LinkKeysOf};
use domain::{
    EntityRef, Event, Head, SourceVersion, Timestamp,
    edd::{Delay, Inputs, Memory as Remembered, Moved, MovedBy, PromisedBy, Span, Stored},
    event::Origin,
    link::Link,
    mail::{Lane, MailRequested},
    order::{Address, Order},
    send::{OnDoubt, SendId},
};
use jiff::{SignedDuration, civil::date};
use order_status::OrderStatus;
use serde_json::json;
use shell::{HttpRequest, LinkKeys};
use store::{Store, commit::Commit, missing::Look};
use testkit::{Memory, orders};

use crate::{
    house::{CURRENT, key, now, shop},
    mails::SentMails,
};

const NAME: &str = Remembered::NAME;

struct Place {
    engine: Arc<Memory>,
    store: Store,
}

fn span(from: i8, to: i8) -> Span {
    Span { earliest: date(2026, 11, from), latest: date(2026, 11, to) }
}

fn entity() -> EntityRef {
    EntityRef::order("1001")
}

fn order(change: impl FnOnce(&mut Order)) -> Order {
    let mut order = orders::order("1001", now() - SignedDuration::from_hours(1));
    order.promise = None;
    order.locale = Some("en-GB".into());
    order.shipping_address = Some(Address { country: Some("US".into()), ..Address::default() });
    change(&mut order);
    order
}

/// As it was promised, with what is remembered since.
fn remembered(change: impl FnOnce(&mut Remembered)) -> Remembered {
    let mut memory = Remembered { promised: Some(span(23, 25)), ..Remembered::default() };
    change(&mut memory);
    memory
}

fn asked(message: &str, revision: u32) -> MailRequested {
    MailRequested {
        message: message.into(),
        revision,
        lane: Lane::Transactional,
        on_doubt: OnDoubt::PreferDuplicate,
        since: None,
        terms: None,
    }
}

impl Place {
    /// A shop in which dates are reckoned in this mode, if at all, with an order.
    async fn new(mode: Option<&str>, order: Order, memory: Option<Remembered>, by: MovedBy) -> Self {
        let engine = Arc::new(Memory::default());
        let store = Store::on(Arc::clone(&engine) as Arc<dyn store::engine::Engine>);
        let mut settings = orders::shop();
        if let Some(mode) = mode {
            let table = json!({"mode": mode, "live_since": "2026-01-01T00:00:00Z", "redirect_to": "owner@acme.example"});
            settings.automations.insert(NAME.into(), serde_json::from_value(table).expect("a table"));
        }
        store.publish_settings(&settings, Timestamp::UNIX_EPOCH).await.expect("published");
        let inputs = Inputs { at: order.placed_at, settings: 1, table: None, model: None, stock: vec![] };
        let stored = Stored {
            by: PromisedBy::Order,
            quote: None,
            dates: Some(span(23, 25)),
            ship_by: Some(date(2026, 11, 20)),
            shipments: vec![],
            aside: None,
            no_date: None,
            inputs,
        };
        let ships = (by == MovedBy::NotHandedOver).then(|| date(2026, 11, 26));
        let moved = Moved { from: None, to: None, promised: None, by, ships };
        let mut events = vec![];
        if let Some(memory) = &memory {
            events.push(stored.event());
            let moves = (1..=memory.moves).map(|n| domain::NewEvent::of(Moved::effect(n), &moved));
            events.extend(moves);
        }
        let source = SourceVersion { at: order.placed_at, tie: "1".into() };
        let memory = memory.iter().map(|memory| (NAME, json!(memory))).collect();
        let (head, about) = (Head::default(), entity());
        let commit = Commit {
            snapshot: Some((&order, source)),
            events: &events,
            memory,
            ..Commit::on(&settings.id, &about, &head, now())
        };
        store.commit(commit).await.expect("written");
        Self { engine, store }
    }

    /// Somebody asks for a mail.
    async fn ask(&self, message: &str, revision: u32) {
        let event = asked(message, revision).event();
        let journalled = self.store.journal(&shop("acme"), &entity(), &[event], now()).await;
        journalled.expect("journalled");
    }

    /// The mail that is asked for, or why it isn't sent; and the reads that it takes.
    async fn mailed(&self, message: &str, revision: u32, by: &str) -> (Result<mail::Mail, String>, u64) {
        let request = asked(message, revision);
        let lanes = mail_delivery::Lanes {
            transactional: mail_delivery::Pace::new(1000, 1),
            bulk: mail_delivery::Pace::new(1000, 1),
            configuration_set_transactional: "transactional".into(),
            configuration_set_bulk: "bulk".into(),
        };
        let keys = Arc::new(LinkKeysOf::new(&[("acme", &[CURRENT])]));
        let delivery = mail_delivery::MailDelivery {
            store: mutants::carriers_store(self.engine.clone()),
            mailer: SentMails::default(),
            lanes,
            pages: mail_delivery::Pages::new("https://pages.example", keys),
            patience: SignedDuration::from_mins(5),
        };
        let origin = Origin { by: Some(by.to_owned()), ..Origin::default() };
        let event = Event::place(&request.event(), &shop("acme"), &entity(), &origin, (1, ""), now());
        let before = self.engine.read_halves();
        let settled = delivery.deliver(&event, &now, now() + SignedDuration::from_secs(60)).await;
        let read = self.engine.read_halves() - before;
        let mail = delivery.mailer.0.into_inner().expect("nobody panicked").pop();
        let Some(mail) = mail else {
            let id = SendId::of(&shop("acme"), &entity(), message, revision);
            let entry = self.store.send_entry(&shop("acme"), &id).await.expect("readable");
            return (Err(entry.and_then(|entry| entry.reason).unwrap_or(format!("{settled:?}"))), read);
        };
        (Ok(mail), read)
    }

    /// What its page says, as machines read it; and the reads that it takes once settings are known.
    async fn shown(&self) -> (serde_json::Value, u64) {
        let keys = Arc::new(LinkKeysOf::new(&[("acme", &[CURRENT])])) as Arc<dyn LinkKeys>;
        let door = OrderStatus::new(self.store.clone(), keys);
        let token = Link::to_order(&shop("acme"), &entity(), now(), 180).sign(&key(CURRENT));
        let asked = HttpRequest {
            method: "GET".into(),
            path: vec![("token".into(), token)],
            headers: vec![("accept".into(), "application/json".into())],
            ..HttpRequest::default()
        };
        door.show(&asked, now()).await;
        let before = self.engine.read_halves();
        let answer = door.show(&asked, now()).await;
        let said = serde_json::from_str(&answer.body.to_text()).expect("JSON");
        (said, self.engine.read_halves() - before)
    }
}

/// ED-18: the promise stands in the confirmation; a date that is known to be wrong isn't told again.
#[tokio::test(start_paused = true)]
async fn a_confirmation_tells_the_promise_where_one_is_kept() {
    let late = |memory: &mut Remembered| (memory.expected, memory.moves) = (Some(span(27, 30)), 1);
    let (promised, expected) = ("25 November", "30 November");
    for (what, mode, memory, said, unsaid) in [
        ("promised", Some("live"), Some(remembered(|_| {})), Some(promised), None),
        ("late by now", Some("live"), Some(remembered(late)), Some(expected), Some(promised)),
        ("only rehearsed", Some("shadow"), Some(remembered(|_| {})), None, Some("Expected delivery")),
        ("no honest date", Some("live"), Some(Remembered::default()), None, Some("Expected delivery")),
        ("nothing yet", Some("live"), None, None, Some("Expected delivery")),
        ("no automation", None, None, None, Some("Expected delivery")),
    ] {
        let place = Place::new(mode, order(|_| {}), memory, MovedBy::Carrier).await;
        for message in ["order-confirmation", "order-updated"] {
            let mail = place.mailed(message, 1, "order-confirmation").await.0.expect(what);
            assert!(said.is_none_or(|said| mail.text.contains(said)), "{what}: {}", mail.text);
            assert!(unsaid.is_none_or(|unsaid| !mail.text.contains(unsaid)), "{what}: {}", mail.text);
        }
    }
}

/// What isn't promised is nowhere read.
#[tokio::test(start_paused = true)]
async fn shops_without_dates_read_no_more_than_they_did() {
    let mut read = vec![];
    for (mode, memory) in [
        (None, None),
        (Some("shadow"), Some(remembered(|_| {}))),
        (Some("live"), Some(Remembered::default())),
        (Some("live"), Some(remembered(|_| {}))),
    ] {
        let place = Place::new(mode, order(|_| {}), memory, MovedBy::Promise).await;
        let mailed = place.mailed("order-confirmation", 1, "order-confirmation").await;
        mailed.0.expect("a mail");
        read.push((mailed.1, place.shown().await.1));
    }
    println!(
        "figure: half read units of a mail and a page: no dates, rehearsed, none to tell, told: {read:?}"
    );
    assert_eq!(read[0], read[1], "who rehearses reads nothing more");
    assert_eq!(read[2], (read[0].0 + 2, read[0].1), "the head, and no event");
    assert_eq!(read[3], (read[2].0 + 1, read[2].1 + 1), "the promise, once, late");
}

/// ED-20, ED-21: the notice tells how it is when it goes out, and isn't sent once there is nothing to tell.
#[tokio::test(start_paused = true)]
async fn a_notice_tells_of_a_delay_only_while_there_is_one() {
    let late = |memory: &mut Remembered| {
        (memory.expected, memory.moves, memory.notices) = (Some(span(27, 30)), 1, 1);
    };
    let unknown = |memory: &mut Remembered| (memory.unknown, memory.moves) = (true, 1);
    let in_time = |memory: &mut Remembered| (memory.expected, memory.moves) = (Some(span(24, 24)), 1);
    let there = |memory: &mut Remembered| {
        late(memory);
        memory.delivered = Some(date(2026, 11, 26));
    };
    let cancelled = |order: &mut Order| order.cancelled_at = Some(now());
    let as_it_was = || order(|_| {});
    for (what, order, memory, revision, by, said) in [
        ("late", as_it_was(), remembered(late), 1, MovedBy::Carrier, Ok("30 November")),
        (
            "a choice",
            as_it_was(),
            remembered(late),
            1,
            MovedBy::NotHandedOver,
            Ok("cancel it for a full refund"),
        ),
        ("a second", as_it_was(), remembered(late), 2, MovedBy::NotHandedOver, Ok("Without your consent")),
        ("unknown", as_it_was(), remembered(unknown), 1, MovedBy::Returning, Ok("can’t say yet")),
        (
            "in time",
            as_it_was(),
            remembered(in_time),
            1,
            MovedBy::Carrier,
            Err("there was no delay any more"),
        ),
        ("there", as_it_was(), remembered(there), 1, MovedBy::Carrier, Err("there was no delay any more")),
        (
            "cancelled",
            order(cancelled),
            remembered(late),
            1,
            MovedBy::Carrier,
            Err("the order was cancelled"),
        ),
    ] {
        let place = Place::new(Some("live"), order, Some(memory), by).await;
        let (mail, _) = place.mailed(Delay::MESSAGE, revision, NAME).await;
        match (mail, said) {
            (Ok(mail), Ok(said)) => {
                assert!(
                    mail.text.contains(said) && mail.text.contains("25 November"),
                    "{what}: {}",
                    mail.text
                );
                assert!(mail.text.contains("https://pages.example/orders/"), "{what}");
            }
            (Err(reason), Err(said)) => assert!(reason.starts_with(said), "{what}: {reason}"),
            (mail, _) => panic!("{what}: {mail:?}"),
        }
    }
}

/// Notices follow each other; confirmations and updates count on their own.
#[tokio::test(start_paused = true)]
async fn a_notice_is_superseded_by_the_next_one_only() {
    let late = |memory: &mut Remembered| (memory.expected, memory.moves) = (Some(span(27, 30)), 1);
    for (newer, sent, superseded) in [
        ((Delay::MESSAGE, 2), (Delay::MESSAGE, 1), true),
        ((Delay::MESSAGE, 2), ("order-confirmation", 1), false),
        (("order-updated", 2), (Delay::MESSAGE, 1), false),
        (("order-updated", 2), ("order-confirmation", 1), true),
    ] {
        let place = Place::new(Some("live"), order(|_| {}), Some(remembered(late)), MovedBy::Carrier).await;
        place.ask(newer.0, newer.1).await;
        let by = if sent.0 == Delay::MESSAGE { NAME } else { "order-confirmation" };
        let (mail, _) = place.mailed(sent.0, sent.1, by).await;
        let is_superseded = mail.as_ref().is_err_and(|reason| reason.starts_with("superseded"));
        assert_eq!(is_superseded, superseded, "{sent:?}, {superseded}: {mail:?}");
        assert_eq!(mail.is_ok(), !superseded, "{sent:?}, {superseded}");
    }
}

/// A notice that is lost is looked for as long as somebody wants to hear of it.
#[tokio::test(start_paused = true)]
async fn a_lost_notice_is_missing_only_while_there_is_a_delay() {
    let late = |memory: &mut Remembered| (memory.expected, memory.moves) = (Some(span(27, 30)), 1);
    let in_time = |memory: &mut Remembered| (memory.expected, memory.moves) = (Some(span(24, 24)), 1);
    for (memory, missing) in [(remembered(late), vec!["delivery-delayed#1"]), (remembered(in_time), vec![])] {
        let place = Place::new(Some("live"), order(|_| {}), Some(memory), MovedBy::Carrier).await;
        place.ask(Delay::MESSAGE, 1).await;
        let (later, patience) = (now() + SignedDuration::from_hours(2), SignedDuration::from_mins(5));
        let look = Look { now: later, patience, decides: false, insists: false };
        let looked = place.store.look_for_missing(&shop("acme"), &entity(), now(), &look).await;
        let found = looked.expect("readable").missing;
        let found: Vec<_> = found.iter().filter_map(|missing| missing.mail.as_deref()).collect();
        assert_eq!(found, missing);
    }
}

/// ED-19: the page shows the promise and the estimate, in shops that tell of dates.
#[tokio::test(start_paused = true)]
async fn a_page_shows_promise_and_estimate() {
    let late = |memory: &mut Remembered| (memory.expected, memory.moves) = (Some(span(27, 30)), 1);
    for (mode, promised, expected, delay) in [
        (Some("live"), json!("2026-11-25"), json!("2026-11-30"), json!("not-sent")),
        (Some("shadow"), json!(null), json!(null), json!(null)),
        (None, json!(null), json!(null), json!(null)),
    ] {
        let memory = Some(remembered(late));
        let place = Place::new(mode, order(|_| {}), memory, MovedBy::NotHandedOver).await;
        let (said, _) = place.shown().await;
        assert_eq!(
            (&said["promised"]["latest"], &said["expected"]["latest"], &said["delay"]),
            (&promised, &expected, &delay),
            "{mode:?}"
        );
    }
}
