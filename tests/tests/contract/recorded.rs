//! What a policy allows on the tables is what its function does on the path, no more and no less: recorded from the
//! functions' own code.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use bundle_tests::{
    arrivals::{deliveries, delivery, order},
    commanded, fake_shop,
    learning::{Deliveries, day as learned_on, hours},
    parcels,
    ports::{LinkKeysOf, NoLetters, Queue},
    stock,
    sweep::DAY,
    tapped::{Place, Tapped},
    world::{PATIENCE, Streaming as _, World},
};
use domain::{
    EntityRef, Timestamp,
    action::{ACKNOWLEDGE, Action, ActionLink},
    event::hash_of,
    link::Link,
    mail::ConfirmationRequested,
    send::SendId,
    settings::Platform,
    webhook::{Happened, Translation},
};
use jiff::SignedDuration;
use mail_delivery::Unsent;
use serde_json::json;
use shell::{HttpRequest, LinkKeys as _, Scheduled as _, TimeLeft};
use store::{
    Store,
    engine::Table,
    take_in::{Incoming, Taken},
};
use testkit::{Faults, Memory};

use crate::template::Template;

/// By function: what it did, as place and action.
pub(crate) type Actions = BTreeMap<&'static str, BTreeSet<(String, String)>>;

#[test]
fn what_functions_do_on_the_tables_equals_their_policies() {
    // As one future, a day of all functions is larger than a test's stack.
    let day = std::thread::Builder::new().stack_size(64 << 20).spawn(|| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.expect("a runtime").block_on(play())
    });
    let done = day.expect("a thread").join().expect("the day is played");
    let template = Template::read();
    let mut wrong = Vec::new();
    // A function that was just laid isn't played yet.
    for function in template.functions() {
        let allowed = crate::policies::table_actions(&template, function.name);
        let Some(done) = done.get(function.name) else { continue };
        let (refused, idle): (Vec<_>, Vec<_>) =
            (done.difference(&allowed).collect(), allowed.difference(done).collect());
        if !refused.is_empty() || !idle.is_empty() {
            wrong.push(format!(
                "{}: does, and may not: {refused:?}; may, and never does: {idle:?}",
                function.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A day on which every branch that touches a table is taken, each step's actions noted under its function.
async fn play() -> Actions {
    let now: Timestamp = DAY.parse().expect("an instant");
    let engine = Arc::new(Tapped::new(Memory::default()));
    let mut world = World::new(Arc::clone(&engine), Faults::plan([]), false, now).await;
    engine.take_actions();
    let mut done = Actions::new();
    let note = |done: &mut Actions, function: &'static str| {
        done.entry(function).or_default().extend(named(&engine));
    };

    // The door: an order, the same again, a scan of its parcel, an ignored topic.
    for delivery in deliveries(1001, now, 2) {
        world.deliver(&delivery).await;
    }
    world.deliver(&parcels::scanned("1Z999AA10123456784", now, "in_transit")).await;
    world.deliver(&delivery("checkouts/create", &json!({"id": 1}))).await;
    note(&mut done, "webhook-intake");
    world.step().await;
    note(&mut done, "order-confirmation");

    // The carrier: throttled once, then accepted; another order is cancelled before its mail is sent.
    let throttled = Unsent::NotNow { reason: "Throttling".into(), pause_seconds: 1 };
    world.outside.state().ses_answers.push_back(throttled);
    world.run(true).await;
    note(&mut done, "mail-delivery");
    world.deliver(&deliveries(1002, now, 1)[0]).await;
    world.step().await;
    let mut cancelled = order(1002, now, now + SignedDuration::from_mins(1), "paid");
    cancelled["cancelled_at"] = json!(now.to_string());
    world.deliver(&delivery("orders/cancelled", &cancelled)).await;
    engine.take_actions();
    world.step().await;
    note(&mut done, "mail-delivery");
    world.run(true).await;

    // SES refuses a mail: journalled, and a task.
    world.deliver(&deliveries(1003, now, 1)[0]).await;
    world.step().await;
    world.outside.state().ses_answers.push_back(Unsent::Never("MessageRejected".into()));
    engine.take_actions();
    world.step().await;
    note(&mut done, "mail-delivery");
    world.run(true).await;

    // A privacy request: a task for a person.
    let redact = json!({"shop_id": 1, "customer": {"id": 7}, "orders_to_redact": []});
    world.deliver(&delivery("customers/redact", &redact)).await;
    engine.take_actions();
    world.step().await;
    note(&mut done, "task-desk");
    world.step().await;
    note(&mut done, "mail-delivery");
    world.run(true).await;

    // SES's word: delivered, then a complaint.
    let id = SendId::of(&"acme".parse().expect("a shop"), &EntityRef::order("1001"), "order-confirmation", 1);
    let tags = json!({"shop": ["acme"], "send_id": [id.as_str()]});
    engine.take_actions();
    for event in ["Delivery", "Complaint"] {
        let report = json!({"eventType": event, "mail": {"messageId": "m", "tags": tags}});
        let feedback = mail_feedback::MailFeedback(world.store.clone());
        feedback.take_in(&report.to_string(), now).await.expect("taken in");
    }
    note(&mut done, "mail-feedback");
    // The complaint has become a task.
    world.run(true).await;
    engine.take_actions();

    // An edit whose snapshot stays away: the timer fires, and the automation sets its wake-up.
    let committed = (now + SignedDuration::from_mins(2)).to_string();
    let edit = json!({"order_edit": {"id": 5, "order_id": 1001, "created_at": committed, "committed_at": committed,
        "line_items": {"additions": [], "removals": []}}});
    world.deliver(&delivery("orders/edited", &edit)).await;
    note(&mut done, "webhook-intake");
    world.run(true).await;
    note(&mut done, "order-confirmation");
    let later = world.wait(SignedDuration::from_hours(1));
    for _ in 0..2 {
        world.tick_timer(later).await.expect("ticks");
    }
    note(&mut done, "timer");

    // A buyer looks at the page of an order.
    engine.take_actions();
    let acme = "acme".parse().expect("a shop");
    let keys = LinkKeysOf::acme();
    let key = keys.signing(&acme).await.expect("readable").expect("a key");
    let token = Link::to_order(&acme, &EntityRef::order("1001"), later, 180).sign(&key);
    let page = order_status::OrderStatus::new(world.store.clone(), Arc::new(keys));
    let path = vec![("token".to_owned(), token)];
    let shown = page.show(&HttpRequest { method: "GET".into(), path, ..HttpRequest::default() }, later).await;
    assert_eq!(shown.status, 200);
    note(&mut done, "order-status");

    // Deliveries are written day by day, learned from and reported on.
    let learner = Arc::new(Tapped::new(Memory::default()));
    let learning = Deliveries::over(Arc::clone(&learner), &Faults::plan([])).await;
    learning.every_day(0..21, 3, |n| 2 + n % 3).await;
    learner.take_actions();
    let round = learning.tick(hours(24 * 21 + 9)).await;
    assert!(round.days > 20 && round.adopted == 1 && round.reports == 1, "{round:?}");
    let trained = learning.learning.train(&acme, learned_on(10), hours(24 * 22)).await.expect("trained");
    assert!(matches!(trained, transit_learning::Trained::Refused(_)), "{trained:?}");
    done.entry("transit-learning").or_default().extend(named(&learner));

    // A product page asks when it would be there, by a table of the shop's.
    let mut shop = serde_json::to_value(testkit::orders::shop()).expect("plain data");
    let hash = world.store.keep_file(&acme, b"to,min_days,max_days\nDE,1,2\n").await.expect("kept");
    shop["files"] = json!({"transit.csv": hash});
    shop["places"] = json!({"berlin": {"name": "Berlin", "country": "DE", "calendar": {}}});
    shop["carriers"] = json!({"DHL": {"services": {"parcel": {}}}});
    shop["automations"]["edd-calculation"] =
        json!({"mode": "live", "live_since": "1970-01-01T00:00:00Z", "transit": "transit.csv"});
    world.publish(&serde_json::from_value(shop).expect("a shop")).await;
    engine.take_actions();
    let door = edd_quote::EddQuote::new(world.store.clone(), Arc::new(LinkKeysOf::acme()));
    let query = [("shop", "acme"), ("sku", "TEA-1"), ("country", "DE")];
    let query = query.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let asked = HttpRequest { method: "GET".into(), query, ..HttpRequest::default() };
    let told = door.answer_at(&asked, later).await;
    assert!(told.body["date"].is_string() && told.body["quote"].is_string(), "{:?}", told.body);
    note(&mut done, "edd-quote");

    // In such a shop a mail looks at its order's dates: one that is wanted again.
    let at = world.wait(SignedDuration::from_mins(5));
    let wish = ConfirmationRequested { by: "ada".into(), reason: "It didn't come".into() }.event(at);
    world.store.journal(&acme, &EntityRef::order("1001"), &[wish], at).await.expect("journalled");
    world.step().await;
    engine.take_actions();
    world.step().await;
    note(&mut done, "mail-delivery");
    world.run(true).await;

    // Somebody of the shop's own looks at what a mail offers, then presses the button, twice.
    engine.take_actions();
    let told = world.store.story(&acme, &EntityRef::order("1001")).await.expect("readable");
    let told = told.events.iter().find(|kept| kept.event.by.is_some()).expect("an automation's event");
    let effect = format!("mail#order-confirmation#{}", 1);
    assert_eq!(told.event.kind, "mail.requested.transactional", "its effect is {effect}");
    let action = Action::new(ACKNOWLEDGE, &effect, "default");
    let link = ActionLink::new(&acme, &EntityRef::order("1001"), action, later, 30);
    let keys = LinkKeysOf::acme();
    let key = keys.signing(&acme).await.expect("readable").expect("a key");
    let token = link.sign(&key).expect("a token");
    let body = format!("proof={}", Link::proof(&token).expect("a proof")).into_bytes();
    let door = action_pages::ActionPages::new(world.store.clone(), Arc::new(keys));
    engine.take_actions();
    for method in ["GET", "POST", "POST"] {
        let (path, body) = (vec![("token".to_owned(), token.clone())], body.clone());
        let asked = HttpRequest { method: method.into(), path, body, ..HttpRequest::default() };
        assert_eq!(door.act(&asked, later).await.status, 200, "{method}");
    }
    note(&mut done, "action-pages");

    // The platform has an order that no webhook told of, and one that can't be read; a day passes without a webhook.
    let platform = Arc::new(fake_shop::Shop::default());
    platform.sell(2001, later);
    platform.sell(2002, later);
    platform.spoil(2002);
    let mut shop = testkit::orders::shop();
    let credentials = vec!["/nightshift/acme/platform/token".to_owned()];
    shop.platforms.insert("shopify".into(), Platform { api: "https://acme.example".into(), credentials });
    world.publish(&shop).await;
    engine.take_actions();
    let pauses = fake_shop::InItsTime(Arc::clone(&platform));
    let web = fake_shop::InProcess(platform);
    let poll = order_poll::OrderPoll::new(world.store.clone(), web, fake_shop::Keys::right(), pauses);
    for days in 0..3 {
        let tick = later + SignedDuration::from_hours(24 * days);
        poll.tick(tick, &TimeLeft::span(Duration::from_secs(240))).await.expect("ticks");
    }
    // It tells of an order whose list of parcels may be cut off: what is known of them is looked up.
    let now = world.outside.now();
    let body = order(1001, now, now + SignedDuration::from_mins(30), "paid").to_string();
    let source = intake::source("shopify").expect("a known source");
    let Ok(Translation::Happened(happened)) = source.translate("orders/updated", body.as_bytes()) else {
        panic!("an order")
    };
    let cut_off = Happened { parcels_cut_off: true, ..*happened };
    let (topic, hash) = ("poll", hash_of(body.as_bytes()));
    let incoming =
        Incoming { shop: &acme, from: "shopify", topic, body: body.as_bytes(), hash: &hash, only_news: true };
    let taken = world.store.take_in(&incoming, &cut_off, now).await.expect("taken in");
    assert!(matches!(taken, Taken::Accepted(_)), "{taken:?}");
    note(&mut done, "order-poll");

    // A mail's message is lost, found, asked for again, and looked after until it is sent.
    world.run(true).await;
    let now = world.wait(SignedDuration::from_mins(1));
    world.deliver(&deliveries(1004, now, 1)[0]).await;
    world.step().await;
    assert_eq!(world.lose(Queue::Delivery).await, 1);
    let watch = mail_watch::MailWatch { store: world.store.clone(), patience: PATIENCE };
    engine.take_actions();
    for _ in 0..2 {
        let tick = world.wait(SignedDuration::from_mins(11));
        watch.tick(tick, &TimeLeft::span(Duration::from_secs(120))).await.expect("ticks");
        note(&mut done, "mail-watch");
        world.run(true).await;
        engine.take_actions();
    }

    // The digest of all that.
    let digest = owner_digest::OwnerDigest { store: world.store.clone(), dead_letters: NoLetters };
    let tick = world.wait(SignedDuration::from_hours(24));
    digest.tick(tick, &TimeLeft::span(Duration::from_secs(120))).await.expect("ticks");
    note(&mut done, "owner-digest");
    engine.take_actions();
    world.step().await;
    note(&mut done, "mail-delivery");
    of_stock(&mut done, now).await;
    of_papers(&mut done, now).await;
    of_commands(&mut done, now).await;
    crate::returned::of_returns(&mut done, now).await;
    crate::buying::of_buying(&mut done, now).await;
    crate::dates::of_dates(&mut done, now).await;
    done
}

/// What was done on the tables since last asked, by the names of tables and indexes.
pub(crate) fn named<E>(engine: &Tapped<E>) -> Vec<(String, String)> {
    let name = |(table, index): Place| {
        let table = if table == Table::Shop { "ShopTable" } else { "OnceTable" };
        index.map_or_else(|| table.to_owned(), |index| format!("{table}/index/{}", index.schema().0))
    };
    engine.take_actions().into_iter().map(|(place, action)| (name(place), action.to_owned())).collect()
}

/// A shop that is told something, that asks to wait first, and then refuses another.
async fn of_commands(done: &mut Actions, now: Timestamp) {
    let engine = Arc::new(Tapped::new(Memory::default()));
    let store = Store::on(engine.clone());
    let way = commanded::Way::Shopify;
    store.publish_settings(&way.shop(), Timestamp::UNIX_EPOCH).await.expect("settings are published");
    commanded::know(&store, &testkit::orders::order(commanded::ORDER, now), now).await;
    let platform = Arc::new(fake_shop::Shop::default());
    platform.till.pay(commanded::ORDER, &[("shopify_payments", 2000)]);
    platform.plan([(1, fake_shop::Fault::TooMany(1))]);
    let carrier = shop_commands::ShopCommands {
        store: store.clone(),
        web: Arc::new(fake_shop::InProcess(platform)),
        credentials: Arc::new(way.keys()),
        patience: PATIENCE,
    };
    for (of, minor) in [("7", 500), ("8", 9000)] {
        let event = commanded::ask(&store, &commanded::refund(of, minor), now).await.expect("it is new");
        engine.take_actions();
        for _ in 0..3 {
            let _ = carrier.carry(&event, &|| now, now + SignedDuration::from_secs(120)).await;
        }
        done.entry("shop-commands").or_default().extend(named(&engine));
    }
}

/// A paper that is asked for and made, and asked for again.
async fn of_papers(done: &mut Actions, now: Timestamp) {
    let engine = Arc::new(Tapped::new(Memory::default()));
    let store = Store::on(engine.clone());
    let shop = testkit::orders::shop();
    store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("settings are published");
    let (head, entity) = (domain::Head::default(), EntityRef::new("PURCHASE", "1"));
    let wanted = domain::document::Wanted::purchase_order(1);
    let paper: domain::document::PurchaseOrderPaper = serde_json::from_value(json!({
        "number": "PO-1", "issued": "2026-01-15", "locale": "en", "currency": "EUR", "buyer": {"name": "Acme"},
        "supplier": {"name": "Kiln"}, "lines": [{"sku": "MUG", "name": "Mug", "quantity": 1}],
    }))
    .expect("a paper");
    let mut commit = store::commit::Commit::on(&shop.id, &entity, &head, now);
    let events = [wanted.event()];
    (commit.events, commit.paper) = (&events, Some((&wanted, domain::document::Says::PurchaseOrder(&paper))));
    let Ok(store::commit::Committed::Done(events)) = store.commit(commit).await else { panic!("asked for") };
    engine.take_actions();
    let press = documents::Press(store.clone());
    for _ in 0..2 {
        let history = store.settings(&shop.id).await.expect("settings");
        let settled =
            domain::Settles::settle(&press, &events[0], &history, now, Duration::from_secs(30)).await;
        settled.expect("settled");
    }
    done.entry("documents").or_default().extend(named(&engine));
}

/// A stock that is described, counted, reserved for a time, sold, and told of; then the night.
async fn of_stock(done: &mut Actions, now: Timestamp) {
    let engine = Arc::new(Tapped::new(Memory::default()));
    let desk = stock::desk(engine.clone(), &json!({"threshold": 5, "immediate": ["low"]}), now).await;
    let store = Store::on(engine.clone());
    let mut note = |function: &'static str| {
        done.entry(function).or_default().extend(named(&engine));
    };
    let at = |minutes: i64| now + SignedDuration::from_mins(minutes);
    let own = |topic: &'static str, minutes: i64, data: serde_json::Value| {
        json!({"specversion": "1.0", "id": format!("{topic}{minutes}"), "source": "https://acme.example", "type": topic,
            "time": at(minutes).to_string(), "data": data})
    };
    let here = |mut data: serde_json::Value| {
        data["item"] = "MUG".into();
        data["location"] = "berlin".into();
        data
    };
    let kept = json!({"id": "1", "cause": "reservation", "reserved": 1, "until": at(4).to_string()});
    let mut seen = 0;
    for (minutes, topic, data) in [
        (0, "product.created", json!({"id": "P", "title": "Mug", "items": [{"id": "MUG"}]})),
        (1, "stock.level-set", here(json!({"available": 20}))),
        (2, "stock.changed", here(kept)),
        (5, "stock.level-set", here(json!({"available": 3}))),
        (6, "stock.level-set", here(json!({"available": 30}))),
    ] {
        stock::take(&store, "own", topic, &own(topic, minutes, data), at(minutes)).await;
        for _ in 0..2 {
            timer::Timer(store.clone())
                .tick(at(minutes), &TimeLeft::span(Duration::from_secs(60)))
                .await
                .expect("ticks");
        }
        loop {
            let texts = engine.stream().await.split_off(seen);
            seen += texts.len();
            if texts.is_empty() {
                break;
            }
            engine.take_actions();
            store.settings(&stock::acme()).await.expect("settings");
            let (back, dead) = stock::work(&desk, &texts).await;
            assert!(back.is_empty() && dead.is_empty(), "{back:?} {dead:?}");
            note("low-stock-alert");
        }
    }
    let entity = domain::stock::at("MUG", "berlin");
    let lost = domain::stock::Counted {
        source: "lost".into(),
        at: at(7),
        cause: domain::stock::Cause::Count,
        says: domain::stock::Says::OnHand(40),
        reason: None,
    };
    let origin = domain::event::Origin::default();
    store.journal_beside(&stock::acme(), &entity, &lost.event(), &origin, at(7)).await.expect("journalled");
    let watch = stock_watch::StockWatch { store: store.clone() };
    engine.take_actions();
    for hours in [24, 48] {
        let time = TimeLeft::span(Duration::from_secs(240));
        watch.tick(now + SignedDuration::from_hours(hours), &time).await.expect("ticks");
    }
    note("stock-watch");
}
