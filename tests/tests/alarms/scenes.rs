//! Everything that a metric of ours counts, happening to the functions' own code.

use std::{sync::Arc, time::Duration};

use action_pages::ActionPages;
use bundle_tests::{
    arrivals::{Delivery, delivery, order},
    commanded::{Commanded, Way, refund},
    fake_shop::{FakeShop, Fault, InItsTime, KEYS, Keys},
    fake_tracker::{InProcess, KEY, Noted, Tracker},
    learning::{Deliveries, acme, hours},
    ports::{LinkKeysOf, NoLetters, OneSecret, Queue},
    promising::{self, First, Promising},
    sweep::DAY,
    template::Template,
    watched,
    world::World,
};
use domain::{
    Failure, Settles as _, Timestamp, edd::UNDER_WAY, schedule::house, send::SendId, settings::Platform,
};
use edd_calculation::Promiser;
use jiff::SignedDuration;
use mail_delivery::Unsent;
use objects::Models;
use order_confirmation::OrderConfirmation;
use order_poll::OrderPoll;
use order_status::OrderStatus;
use owner_digest::OwnerDigest;
use parcel_poll::ParcelPoll;
use photo_retention::PhotoRetention;
use returns_portal::ReturnsPortal;
use serde_json::json;
use shell::{
    Answer, Batch, Consumer, Door, HttpRequest, Message, Scheduled, TimeLeft, answer_one, tick_once, work_off,
};
use stock_watch::StockWatch;
use store::settings::SHOPS;
use testkit::{Faults, Memory};
use web::Https;

/// Plays all of it.
pub(crate) async fn play() {
    every_shell().await;
    doors().await;
    mails().await;
    held().await;
    polls().await;
    trackers().await;
    watches().await;
    learning().await;
    commands().await;
}

/// A shop that is told something and doesn't say whether it did, nor can be asked.
async fn commands() {
    let mut scene = Commanded::new(Way::Deaf, &Faults::plan([])).await;
    scene.platform.plan([(1, Fault::Lost)]);
    let event = scene.ask(&refund("7", 500)).await.expect("it is new");
    scene.settle(&[event]).await;
}

fn plenty() -> TimeLeft {
    TimeLeft::span(Duration::from_secs(240))
}

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

async fn world() -> World {
    World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await
}

/// Whoever meets what can't be: what the shell then counts, it counts for every function that it runs.
struct Broken;

impl Consumer for Broken {
    async fn consume(&self, message: &Message<'_>, _: &TimeLeft) -> Result<(), Failure> {
        if message.body == "poison" {
            Err(Failure::permanent("poison"))
        } else {
            panic!("a case that can't be")
        }
    }
}

impl Door for Broken {
    async fn answer(&self, _: HttpRequest, _: &TimeLeft) -> Answer {
        panic!("a case that can't be")
    }
}

/// Whoever has nothing to do: a tick that is done is a heartbeat, whoever was woken.
struct Idle;

impl Scheduled for Idle {
    async fn tick(&self, _: Timestamp, _: &TimeLeft) -> Result<(), Failure> {
        Ok(())
    }
}

async fn every_shell() {
    let mut world = world().await;
    world.tick_timer(day()).await.expect("a tick");
    let beat = world.engine.stream().into_iter().find(|text| text.contains("heartbeat")).expect("it beats");
    let messages = [("1", beat.as_str()), ("2", "poison"), ("3", "bug")];
    let message = |(id, body)| (id, Message { body, queue: "q", deliveries: 1 });
    let batch = Batch { messages: messages.map(message).into() };
    for function in Template::read().functions() {
        let name: &'static str = function.name.to_owned().leak();
        if function.every_minutes().is_some() {
            tick_once(name, &Idle, day(), &plenty()).await.expect("nothing to do");
        }
        if function.queues().is_empty() {
            answer_one(name, &Broken, HttpRequest::default(), &plenty()).await;
        } else {
            // A beat of each queue.
            for _ in function.queues() {
                work_off(name, &Broken, &batch, &plenty()).await;
            }
        }
    }
    // And through the relay.
    world.run(true).await;
}

async fn doors() {
    let world = world().await;
    let good = delivery("orders/create", &order(1001, day(), day(), "paid"));
    let mut spoiled = order(1002, day(), day(), "paid");
    spoiled["total_price"] = json!("example string");
    assert_eq!(world.deliver(&good).await, 200);
    assert_eq!(world.deliver(&delivery("orders/create", &spoiled)).await, 422);
    let mut forged = good.asked(day());
    forged.body.push(b' ');
    assert_eq!(world.answer(forged).await.status, 401);
    let status = OrderStatus::new(world.store.clone(), Arc::new(LinkKeysOf::acme()));
    let asked = HttpRequest {
        method: "GET".into(),
        path: vec![("token".into(), "guess".into())],
        ..HttpRequest::default()
    };
    assert_eq!(status.show(&asked, day()).await.status, 404);
    let actions = ActionPages::new(world.store.clone(), Arc::new(LinkKeysOf::acme()));
    assert_eq!(actions.act(&asked, day()).await.status, 404);
    let portal = ReturnsPortal::new(world.store.clone(), Arc::new(LinkKeysOf::acme()));
    let guess = HttpRequest { path: vec![("link".into(), "guess".into())], ..asked };
    assert_eq!(portal.answer_at(&guess, day()).await.status, 404);
    // Nobody can say when it will be there: the settings can't be read.
    let mut shop = serde_json::to_value(testkit::orders::shop()).expect("plain data");
    shop["automations"]["edd-calculation"] = json!({"mode": "live", "split": "never-heard-of"});
    world.publish(&serde_json::from_value(shop).expect("a shop")).await;
    let dates = edd_quote::EddQuote::new(world.store.clone(), Arc::new(LinkKeysOf::acme()));
    let query = vec![("shop".to_owned(), "acme".to_owned()), ("country".to_owned(), "DE".to_owned())];
    let asked = HttpRequest { method: "GET".into(), query, ..HttpRequest::default() };
    let later = day() + SignedDuration::from_hours(1);
    assert_eq!(dates.answer_at(&asked, later).await.body["code"], "unavailable");
}

async fn mails() {
    let mut world = world().await;
    // SES's answer is lost once, and so is its word on the mail.
    world.outside.state().ses_answers.push_back(Unsent::InDoubt("a lost answer".into()));
    assert_eq!(world.deliver(&delivery("orders/create", &order(1001, day(), day(), "paid"))).await, 200);
    world.run(true).await;
    // A task's mail comes back.
    let redact = json!({"shop_id": 1, "customer": {"id": 7}, "orders_to_redact": []});
    assert_eq!(world.deliver(&delivery("customers/redact", &redact)).await, 200);
    world.run(true).await;
    let to_owner = |event: &domain::Event| {
        event.kind.starts_with("mail.requested") && event.subject.to_string().starts_with("TASK#")
    };
    let asked =
        world.engine.stream().into_iter().filter_map(|text| domain::Event::parse(&text).ok()).find(to_owner);
    let asked = asked.expect("its owner was written to");
    let request: domain::mail::MailRequested = asked.payload().expect("a request");
    let send: SendId = request.send_id(&asked.shop, &asked.subject);
    let bounce = json!({"eventType": "Bounce", "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
        "mail": {"messageId": "m", "destination": ["owner@acme.example"],
            "tags": {"shop": ["acme"], "send_id": [send.as_str()]}}});
    let feedback = mail_feedback::MailFeedback(world.store.clone());
    feedback.take_in(&bounce.to_string(), world.outside.now()).await.expect("taken in");
}

async fn held() {
    let world = world().await;
    let now = Timestamp::now();
    let mut odd = order(1004, now, now, "paid");
    odd["total_price"] = json!("20.01");
    let odd: Delivery = delivery("orders/create", &odd);
    assert_eq!(world.answer(odd.asked(now)).await.status, 200);
    let created = world.engine.stream().pop().expect("an event");
    let desk = shell::desk::<OrderConfirmation, _>(world.store.clone());
    let message = Message { body: &created, queue: "q", deliveries: 1 };
    desk.consume(&message, &plenty()).await.expect("decided");
}

async fn polls() {
    let world = world().await;
    let platform = FakeShop::open().await;
    let mut shop = testkit::orders::shop();
    let credentials = vec!["/nightshift/acme/platform/token".to_owned()];
    shop.platforms.insert("shopify".to_owned(), Platform { api: platform.url(), credentials });
    shop.secrets.webhooks.retain(|name, _| name == "shopify");
    world.publish(&shop).await;
    let _ = world.store.members(&house(), SHOPS).await;
    let pauses = InItsTime(Arc::clone(&platform.shop));
    let web = Https::built(reqwest::Client::builder());
    let poll = OrderPoll::new(world.store.clone(), web, Keys::of(&KEYS), pauses);
    let mut now = day();
    let mut later = |minutes| {
        let by = SignedDuration::from_mins(minutes);
        now += by;
        platform.shop.pass(by.unsigned_abs());
        let mut state = world.outside.state();
        state.now = state.now.max(now);
        now
    };
    poll.tick(later(15), &plenty()).await.expect("asked");
    // Three that no webhook told of, and one that can't be read.
    let at = later(0);
    (1..=3).for_each(|id| platform.shop.sell(id, at + SignedDuration::from_mins(2)));
    platform.shop.sell(4, at + SignedDuration::from_mins(3));
    platform.shop.spoil(4);
    poll.tick(later(15), &plenty()).await.expect("asked");
    // It shuts us out, then it says nothing for two days; and once there is no time for it.
    platform.shop.every(&[(1, Fault::Status(403))]);
    poll.tick(later(15), &plenty()).await.expect("asked");
    poll.tick(later(48 * 60), &plenty()).await.expect("asked");
    poll.tick(later(15), &TimeLeft::span(Duration::from_secs(1))).await.expect("asked");
}

/// Trackers are asked for a parcel that one of them shuts us out of, another says nonsense of, and there is no time for.
async fn trackers() {
    let tracker = Arc::new(Tracker::default());
    let faults = Faults::plan([]);
    let mut order = Promising::new(&faults, day(), First::Dates).await;
    let mut shop = promising::shop();
    let credentials = vec!["/nightshift/acme/platform/easypost".to_owned()];
    let platform = Platform { api: "https://api.easypost.com".into(), credentials };
    shop.platforms.insert("easypost".to_owned(), platform);
    order.store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("published");
    let _ = order.store.members(&house(), SHOPS).await;
    order.hear(&promising::placed(day())).await;
    order.run().await;
    let left = day() + SignedDuration::from_hours(1);
    order.hear(&promising::fulfilled(day(), left)).await;
    order.run().await;
    tracker.scan(promising::NUMBER, left, "in_transit");
    tracker.spoil(promising::NUMBER);
    let _ = order.store.members(&promising::acme(), UNDER_WAY).await;
    let poll = ParcelPoll::new(
        order.store.clone(),
        InProcess(Arc::clone(&tracker)),
        Keys::of(&[KEY]),
        Noted(Arc::clone(&tracker)),
    );
    let later = left + SignedDuration::from_hours(24);
    tracker.plan([Some(Fault::Status(401))]);
    poll.tick(later, &plenty()).await.expect("asked");
    poll.tick(later + SignedDuration::from_mins(15), &plenty()).await.expect("asked");
    poll.tick(later, &TimeLeft::span(Duration::from_secs(1))).await.expect("asked");
}

async fn watches() {
    let mut scene = watched::Scene::new().await;
    scene.loses_the_mail_of(1001).await;
    // Asked for again and again, and lost each time.
    for _ in 0..12 {
        scene.world.wait(watched::PERIOD);
        scene.watch.tick(scene.now(), &plenty()).await.expect("looked");
        scene.world.lose(Queue::Delivery).await;
    }
    scene.watch.tick(scene.now(), &TimeLeft::span(Duration::from_secs(1))).await.expect("looked");
    let digest = OwnerDigest { store: scene.world.store.clone(), dead_letters: NoLetters };
    digest.tick(scene.now(), &plenty()).await.expect("told");
    let report = return_report::ReturnReport { store: scene.world.store.clone() };
    report.tick(scene.now(), &TimeLeft::span(Duration::from_secs(900))).await.expect("told");
    let stock = StockWatch { store: scene.world.store.clone() };
    stock.tick(scene.now(), &plenty()).await.expect("looked after");
}

/// Deliveries are learned from; then files and models are broken.
async fn learning() {
    let long = TimeLeft::span(Duration::from_secs(900));
    let deliveries = Deliveries::new(&Faults::plan([])).await;
    deliveries.every_day(0..30, 4, |n| 2 + n % 3).await;
    deliveries.learning.tick(hours(24 * 31 + 4), &long).await.expect("learned");
    for (_, bytes) in deliveries.bucket.all().iter_mut() {
        bytes.truncate(9);
    }
    deliveries.learning.tick(hours(24 * 32 + 4), &long).await.expect("refused");
    let (store, objects) = (deliveries.store.clone(), deliveries.learning.objects.clone());
    PhotoRetention { store, objects }.tick(hours(24 * 32), &long).await.expect("swept");
    // Who would ask the model does without.
    let now = hours(24 * 32 + 8);
    let keys = Arc::new(LinkKeysOf::acme());
    let models = || Models::new(deliveries.learning.objects.clone());
    let dates = edd_quote::EddQuote::new(deliveries.store.clone(), keys.clone()).asking(models());
    let query = vec![("shop".to_owned(), "acme".to_owned()), ("country".to_owned(), "DE".to_owned())];
    let asked = HttpRequest { method: "GET".into(), query, ..HttpRequest::default() };
    assert_eq!(dates.answer_at(&asked, now).await.body["source"], "declared");
    let order = promising::placed(now);
    let intake = webhook_intake::Intake::new(deliveries.store.clone(), OneSecret);
    assert_eq!(intake.take_in(order.asked(now), now).await.status, 200);
    let placed = deliveries.store.story(&acme(), &promising::entity()).await.expect("readable");
    let promiser = Promiser::new(deliveries.store.clone(), keys).asking(models());
    let history = promiser.settings(&acme()).await.expect("settings");
    let event = &placed.events[0].event;
    let settled = promiser.settle(event, &history, now, Duration::from_secs(30)).await.expect("settled");
    assert_eq!(settled.because, "reckoned");
}
