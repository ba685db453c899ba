//! Stock from the webhook to the alert: what orders move, what platforms say, who is told, and that all of it happens
//! once.

mod bundles;
mod facts;
mod late;

use std::sync::Arc;

use bundle_tests::stock::{
    Desk, acme, alerts, desk, level, minute, now, order, pieces, product, take, with, work,
};
use domain::{
    event::Origin,
    stock::{self, Cause, Level, Moved, NETWORK, ONLY, Quantities},
};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use store::{Store, stock::of_sku};
use testkit::{Memory, orders::at};

/// A shop in memory whose queue is worked off after each webhook.
struct World {
    engine: Arc<Memory>,
    store: Store,
    desk: Desk,
    seen: usize,
    dead: Vec<String>,
}

impl World {
    async fn new(rules: Value) -> Self {
        Self::on(Arc::new(Memory::default()), rules).await
    }

    /// With these rules from now on, on what there is already.
    async fn on(engine: Arc<Memory>, rules: Value) -> Self {
        let desk = desk(engine.clone(), &rules, now()).await;
        let store = Store::on(engine.clone());
        let seen = engine.streamed_after(0).len();
        Self { engine, store, desk, seen, dead: Vec::new() }
    }

    /// Everything happens that can happen now.
    async fn run(&mut self) {
        loop {
            let texts = self.engine.streamed_after(self.seen);
            self.seen += texts.len();
            if texts.is_empty() {
                return;
            }
            for batch in texts.chunks(10) {
                let (back, dead) = work(&self.desk, batch).await;
                assert!(back.is_empty(), "{back:?}");
                self.dead.extend(dead.into_iter().map(|(_, reason)| reason));
            }
        }
    }

    async fn hears(&mut self, source: &'static str, topic: &'static str, body: Value) -> String {
        let told = take(&self.store, source, topic, &body, now()).await;
        self.run().await;
        told
    }

    async fn own(&mut self, topic: &'static str, minutes: i64, data: Value) -> String {
        let body = json!({
            "specversion": "1.0", "id": format!("{topic}-{minutes}"), "source": "https://acme.example", "type": topic,
            "time": minute(minutes).to_string(), "data": data,
        });
        // It is heard when it happens.
        let heard = minute(minutes).max(now());
        self.desk = with(&self.desk, self.store.clone(), heard);
        let told = take(&self.store, "own", topic, &body, heard).await;
        self.run().await;
        told
    }

    async fn available(&self, item: &str, place: &str) -> Option<i64> {
        let (pieces, known) = pieces(&self.store, item, place).await;
        known.then(|| pieces.available(0))
    }

    /// Each ledger is what its movements come to.
    async fn is_rebuilt(&self, item: &str, place: &str) {
        let (entity, zone) = (stock::at(item, place), TimeZone::get("Europe/Berlin").expect("a zone"));
        let kept = self.store.ledger(&acme(), &entity).await.expect("a ledger");
        let rebuilt = low_stock_alert::rebuilt(&self.store, &acme(), &entity, &zone).await.expect("rebuilt");
        assert_eq!(kept.ledger, rebuilt, "{entity}");
    }
}

fn rules() -> Value {
    json!({"threshold": 5})
}

#[tokio::test]
async fn an_order_reserves_hands_over_lets_go_and_takes_back() {
    let mut world = World::new(rules()).await;
    world.hears("shopify", "products/create", product()).await;
    world.hears("shopify", "inventory_levels/update", level(901, 1, 10, -10)).await;
    assert_eq!(world.available("901", "1").await, Some(10));
    let lines = [(1, 501, 3)];
    world.hears("shopify", "orders/create", order(1, 0, &lines, json!({}))).await;
    let state = async |world: &World| {
        let (pieces, _) = pieces(&world.store, "901", "1").await;
        (pieces.on_hand, pieces.reserved)
    };
    assert_eq!(state(&world).await, (10, 3));
    // The same order in another webhook moves nothing.
    world.hears("shopify", "orders/paid", order(1, 0, &lines, json!({}))).await;
    assert_eq!(state(&world).await, (10, 3));
    // What the platform then says of the level holds the sale already.
    world.hears("shopify", "inventory_levels/update", level(901, 1, 7, 1)).await;
    assert_eq!(state(&world).await, (10, 3));
    let parcel = json!({"fulfillments": [{"id": 8, "status": "success", "line_items": [{"id": 1, "quantity": 2}]}], "updated_at": minute(2).to_string()});
    world.hears("shopify", "orders/partially_fulfilled", order(1, 0, &lines, parcel.clone())).await;
    assert_eq!(state(&world).await, (8, 1));
    let mut called_off = parcel;
    called_off["cancelled_at"] = minute(3).to_string().into();
    called_off["updated_at"] = minute(3).to_string().into();
    world.hears("shopify", "orders/cancelled", order(1, 0, &lines, called_off)).await;
    assert_eq!(state(&world).await, (8, 0));
    let refund = json!({
        "id": 5, "order_id": 1, "created_at": minute(4).to_string(),
        "refund_line_items": [
            {"line_item_id": 1, "quantity": 2, "restock_type": "return", "location_id": 1, "line_item": {"variant_id": 501}},
            {"line_item_id": 1, "quantity": 1, "restock_type": "cancel", "location_id": 1, "line_item": {"variant_id": 501}},
        ],
    });
    world.hears("shopify", "refunds/create", refund).await;
    assert_eq!(state(&world).await, (10, 0));
    assert_eq!(alerts(&world.store, "901", "1").await, []);
    world.is_rebuilt("901", "1").await;
    assert_eq!(world.dead, Vec::<String>::new());
}

#[tokio::test]
async fn with_several_locations_the_platforms_own_word_moves_levels() {
    let mut world = World::new(rules()).await;
    world.hears("shopify", "products/create", product()).await;
    for location in [1, 2] {
        world.hears("shopify", "inventory_levels/update", level(901, location, 10, -10)).await;
    }
    world.hears("shopify", "orders/create", order(1, 0, &[(1, 501, 3)], json!({}))).await;
    assert_eq!(
        (world.available("901", "1").await, world.available("901", "2").await),
        (Some(10), Some(10)),
        "nobody says from where"
    );
    let (anywhere, known) = pieces(&world.store, "901", NETWORK).await;
    assert_eq!((anywhere.reserved, known), (3, false));
    world.hears("shopify", "inventory_levels/update", level(901, 2, 7, 1)).await;
    assert_eq!(world.available("901", "2").await, Some(7));
}

#[tokio::test]
async fn every_cause_is_judged_and_told_once() {
    let mut world = World::new(json!({"threshold": 5, "quiet_hours": 0})).await;
    let items = json!([{"id": "MUG", "sku": "MUG", "title": "Mug"}, {"id": "SET", "kind": "bundle", "title": "Set", "parts": [{"item": "MUG", "pieces": 2}]}]);
    world.own("product.created", -90, json!({"id": "P", "title": "Mug", "items": items})).await;
    let mut minutes = 0;
    for (cause, topic, data) in [
        ("edit", "stock.level-set", json!({"available": 5})),
        ("count", "stock.counted", json!({"on_hand": 4})),
        ("sale", "stock.changed", json!({"id": "1", "cause": "sale", "on_hand": -5, "sold": 5})),
        ("correction", "stock.changed", json!({"id": "2", "cause": "correction", "on_hand": -6})),
        ("transfer", "stock.changed", json!({"id": "3", "cause": "transfer", "on_hand": -7})),
        ("import", "stock.changed", json!({"id": "4", "cause": "import", "on_hand": -5})),
        (
            "point of sale",
            "stock.changed",
            json!({"id": "5", "cause": "point-of-sale", "on_hand": -5, "sold": 5}),
        ),
        ("reservation", "stock.changed", json!({"id": "6", "cause": "reservation", "reserved": 5})),
        ("damaged", "stock.changed", json!({"id": "7", "cause": "correction", "on_hand": -5, "damaged": 5})),
    ] {
        minutes += 10;
        let before = alerts(&world.store, "MUG", "berlin").await.len();
        world
            .own("stock.counted", minutes, json!({"item": "MUG", "location": "berlin", "on_hand": 100}))
            .await;
        world
            .own(
                "stock.level-set",
                minutes + 1,
                json!({"item": "MUG", "location": "berlin", "available": 10}),
            )
            .await;
        let mut data = data;
        data["item"] = "MUG".into();
        data["location"] = "berlin".into();
        world.own(topic, minutes + 2, data.clone()).await;
        world.own(topic, minutes + 2, data).await;
        let told = alerts(&world.store, "MUG", "berlin").await;
        assert_eq!(told.len(), before + 1, "{cause}: {:?}", world.available("MUG", "berlin").await);
        assert_eq!(world.dead, Vec::<String>::new(), "{cause}");
    }
    // Receipts and returns bring it back; a bundle that is sold takes its parts.
    world
        .own(
            "stock.changed",
            200,
            json!({"id": "8", "item": "MUG", "location": "berlin", "cause": "receipt", "on_hand": 20}),
        )
        .await;
    world
        .own(
            "stock.changed",
            201,
            json!({"id": "9", "item": "MUG", "location": "berlin", "cause": "return", "on_hand": 1}),
        )
        .await;
    let before = (alerts(&world.store, "MUG", "berlin").await.len(), world.available("MUG", "berlin").await);
    let eur = |amount: &str| json!(amount);
    let sold = json!({
        "id": "A-1", "placed_at": minute(210).to_string(), "currency": "EUR", "taxes_included": true, "total": "110.00",
        "lines": [{"id": "1", "item": "SET", "title": "Set", "quantity": 11, "unit_price": eur("10.00")}],
        "payment": {"status": "paid"},
    });
    world.own("order.created", 210, sold).await;
    let after = (alerts(&world.store, "MUG", "berlin").await.len(), world.available("MUG", "berlin").await);
    assert_eq!(before, (9, Some(26)));
    assert_eq!(after, (10, Some(4)));
    world.is_rebuilt("MUG", "berlin").await;
    assert_eq!(world.dead, Vec::<String>::new());
}

#[tokio::test]
async fn woocommerce_tells_of_stock_with_its_products() {
    let mut world = World::new(rules()).await;
    let product = |pieces: Value, minutes: i64| {
        let modified = minute(minutes).to_string();
        json!({"id": 31, "name": "Rose", "type": "simple", "status": "publish", "sku": "ROSE", "manage_stock": true,
            "stock_quantity": pieces, "low_stock_amount": 3, "date_modified_gmt": modified.trim_end_matches('Z')})
    };
    world.hears("woocommerce", "product.updated", product(json!(8), 0)).await;
    assert_eq!(world.available("31", ONLY).await, Some(8));
    world.hears("woocommerce", "product.updated", product(json!("3"), 1)).await;
    assert_eq!(alerts(&world.store, "31", ONLY).await, [Level::Low]);
    world.hears("woocommerce", "product.updated", product(json!("2.5"), 2)).await;
    assert_eq!(world.available("31", ONLY).await, Some(3), "no whole number of pieces");
    let kept = &world.store.catalogue(&acme(), &["31".to_owned()]).await.expect("a catalogue")[0];
    let item = kept.entry.item.as_ref().expect("described");
    assert_eq!((item.title.as_str(), item.threshold, item.tracked), ("Rose", Some(3), true));
    // A variation that is counted with it is stocked as it, by whichever name it is asked for.
    let variation = json!({"id": 32, "parent_id": 31, "name": "Rose", "type": "variation", "status": "publish",
        "sku": "ROSE-RED", "manage_stock": "parent", "date_modified_gmt": "2026-01-16T09:00:00"});
    world.hears("woocommerce", "product.updated", variation).await;
    let names = [of_sku("ROSE-RED"), "32".to_owned()];
    let named = world.store.items_named(&acme(), &names).await.expect("readable");
    let stocked: Vec<_> = named.values().map(|entry| entry.id.as_str()).collect();
    assert_eq!(stocked, ["31", "31"]);
}

#[tokio::test]
async fn a_reservation_lapses() {
    let mut world = World::new(rules()).await;
    world.own("stock.level-set", 0, json!({"item": "MUG", "location": "berlin", "available": 10})).await;
    let until = minute(30).to_string();
    let kept = json!({"id": "R", "item": "MUG", "location": "berlin", "cause": "reservation", "reserved": 4, "until": until});
    world.own("stock.changed", 1, kept).await;
    assert_eq!(world.available("MUG", "berlin").await, Some(6));
    // One that is used before doesn't lapse any more.
    let other = json!({"id": "U", "item": "MUG", "location": "berlin", "cause": "reservation", "reserved": 3, "until": until});
    world.own("stock.changed", 2, other).await;
    let used = json!({"id": "S", "item": "MUG", "location": "berlin", "cause": "sale", "reservation": "U", "on_hand": -3, "sold": 3});
    world.own("stock.changed", 3, used.clone()).await;
    world.own("stock.changed", 3, used).await;
    assert_eq!(world.available("MUG", "berlin").await, Some(3));
    use shell::Scheduled as _;
    let timer = timer::Timer(world.store.clone());
    let time = shell::TimeLeft::span(std::time::Duration::from_secs(60));
    for minutes in [29, 30, 31, 32] {
        timer.tick(minute(minutes), &time).await.expect("a tick");
        world.run().await;
    }
    assert_eq!(world.available("MUG", "berlin").await, Some(7));
    world.is_rebuilt("MUG", "berlin").await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_reason_and_the_rest_goes_on() {
    let mut world = World::new(rules()).await;
    world.own("stock.level-set", 0, json!({"item": "MUG", "location": "berlin", "available": 10})).await;
    for (data, said) in [
        (json!({"available": 1.5}), "data.available"),
        (json!({"available": 1_000_000_000_001_i64}), "data.available"),
        (json!({"available": "ten"}), "data.available"),
        (json!({"available": null}), "data.available"),
    ] {
        let mut data = data;
        data["item"] = "MUG".into();
        data["location"] = "berlin".into();
        let told = world.own("stock.level-set", 5, data).await;
        assert!(told.contains(said), "{told}");
    }
    let told = world
        .own(
            "stock.changed",
            6,
            json!({"id": "1", "item": "MUG", "location": "berlin", "cause": "magic", "on_hand": 1}),
        )
        .await;
    assert!(told.contains("data.cause"), "{told}");
    // Below zero is a fact, and told as one.
    world.own("stock.level-set", 7, json!({"item": "MUG", "location": "berlin", "available": -2})).await;
    assert_eq!(alerts(&world.store, "MUG", "berlin").await, [Level::Negative]);
    // An item that nobody described is known by its id; an order of an unknown variant moves nothing.
    world.hears("shopify", "orders/create", order(9, 0, &[(1, 999, 3)], json!({}))).await;
    assert_eq!(world.dead, Vec::<String>::new());
    // Among good movements one that is broken is given up alone.
    let good: Vec<_> = (0..4).map(|n| moved(&format!("good#{n}"), -1, 10)).collect();
    let mut broken = moved("broken", -1, 10).event();
    broken.data["change"]["on_hand"] = json!(5_000_000_000_000_i64);
    let entity = stock::at("MUG", "berlin");
    for event in good.iter().map(Moved::event).chain([broken]) {
        world
            .store
            .journal_beside(&acme(), &entity, &event, &Origin::default(), minute(10))
            .await
            .expect("journalled");
    }
    world.run().await;
    assert_eq!(world.available("MUG", "berlin").await, Some(-6));
    assert!(
        world.dead.len() == 1 && world.dead[0].contains("more pieces than any shop has"),
        "{:?}",
        world.dead
    );
    world.is_rebuilt("MUG", "berlin").await;
}

fn moved(source: &str, on_hand: i64, minutes: i64) -> Moved {
    Moved {
        source: source.into(),
        at: minute(minutes),
        cause: Cause::Sale,
        change: Quantities::on_hand(on_hand),
        sold: -on_hand,
        expected: None,
        until: None,
        reason: None,
    }
}

#[tokio::test]
async fn all_places_together_are_judged_where_a_rule_says_so() {
    let mut world = World::new(json!({"threshold": 5, "per": "network"})).await;
    for (place, pieces) in [("berlin", 4), ("paris", 4)] {
        world.own("stock.level-set", 0, json!({"item": "MUG", "location": place, "available": pieces})).await;
    }
    assert_eq!(alerts(&world.store, "MUG", "berlin").await, []);
    let told = async |world: &World| alerts(&world.store, "MUG", NETWORK).await;
    // The first place alone was low when it became known, the second brought enough.
    assert_eq!(told(&world).await, [Level::Low]);
    world.own("stock.level-set", 1, json!({"item": "MUG", "location": "paris", "available": 3})).await;
    assert_eq!(told(&world).await.len(), 1, "seven together");
    world.own("stock.level-set", 2, json!({"item": "MUG", "location": "berlin", "available": 0})).await;
    assert_eq!(told(&world).await.len(), 1, "told a short while ago, and no worse");
    world.own("stock.level-set", 3, json!({"item": "MUG", "location": "paris", "available": 0})).await;
    assert_eq!(told(&world).await, [Level::Low, Level::Out]);
}

#[tokio::test]
async fn a_night_finds_what_is_missing_and_what_is_wrong() {
    use shell::Scheduled as _;
    let mut world = World::new(rules()).await;
    for item in ["A", "B", "C"] {
        world.own("stock.level-set", 0, json!({"item": item, "location": "berlin", "available": 20})).await;
    }
    world.own("stock.level-set", 1, json!({"item": "C", "location": "berlin", "available": 17})).await;
    // A movement whose event was lost on its way; and a ledger that somebody changed by hand.
    let lost = moved("lost", -18, 5).event();
    let entity = |item: &str| stock::at(item, "berlin");
    world
        .store
        .journal_beside(&acme(), &entity("A"), &lost, &Origin::default(), now())
        .await
        .expect("journalled");
    world.seen = world.engine.streamed_after(0).len();
    let mut kept = world.store.ledger(&acme(), &entity("B")).await.expect("a ledger");
    let by_hand = stock::Movement::new(
        minute(6),
        "by-hand",
        stock::Does::Changes { cause: Cause::Edit, by: Quantities::on_hand(-3), sold: 0, expected: None },
    );
    kept.ledger.fold(&[by_hand], &TimeZone::UTC);
    world.store.keep_ledger(&acme(), &entity("B"), &kept, now()).await.expect("kept");
    // An index shows a write a moment late.
    world.store.ledger_page(&acme(), 0, None).await.expect("a page");
    let watch = stock_watch::StockWatch { store: world.store.clone() };
    let time = shell::TimeLeft::span(std::time::Duration::from_secs(600));
    let night = at("2026-01-16T02:05:00Z");
    for (when, swept) in [(at("2026-01-16T01:55:00Z"), 0), (night, 3)] {
        let (round, done) = watch.round(when, &time).await;
        done.expect("a round");
        assert_eq!(round.swept, swept, "{when}");
    }
    let swept = |world: &World, date: &str| {
        let effect = format!("stock#swept#{date}");
        let store = world.store.clone();
        async move {
            let watch = domain::EntityRef::new("WATCH", "stock-sweep");
            let kept = store.event(&acme(), &watch, &effect).await.expect("read").expect("a report");
            kept.event.payload::<stock_watch::Swept>().expect("a report")
        }
    };
    let first = swept(&world, "2026-01-16").await;
    assert_eq!((first.ledgers, first.behind, first.wrong, first.drifted), (3, 1, 1, 1), "{first:?}");
    assert_eq!(first.largest, [("C#berlin".to_owned(), -3)]);
    // What was put right is judged anew.
    timer::Timer(world.store.clone()).tick(night, &time).await.expect("a tick");
    timer::Timer(world.store.clone()).tick(night, &time).await.expect("a tick");
    world.run().await;
    assert_eq!(
        (world.available("A", "berlin").await, world.available("B", "berlin").await),
        (Some(2), Some(20))
    );
    assert_eq!(alerts(&world.store, "A", "berlin").await, [Level::Low]);
    let (again, done) = watch.round(night, &time).await;
    done.expect("a round");
    assert_eq!(again.swept, 0, "once a night");
    let (next, done) = watch.round(at("2026-01-17T02:05:00Z"), &time).await;
    done.expect("a round");
    assert_eq!((next.swept, next.behind, next.wrong), (3, 0, 0));
    let story = world.store.story(&acme(), &entity("B")).await.expect("a story");
    assert!(story.events.iter().any(|kept| kept.event.kind == "task.wanted"), "somebody looks why");
}

#[tokio::test]
async fn a_storm_and_a_digest_are_told_once() {
    let mut world =
        World::new(json!({"threshold": 5, "immediate": ["out"], "storm": {"alerts": 1, "minutes": 15}}))
            .await;
    for item in ["A", "B", "C", "D", "E"] {
        world.own("stock.level-set", 0, json!({"item": item, "location": "berlin", "available": 20})).await;
    }
    // Of what the storm gathers, E is there again before it is over.
    let story = [("A", 1, 3), ("B", 1, 0), ("C", 1, 0), ("D", 1, 0), ("E", 1, 0), ("E", 5, 20)];
    for (item, minutes, pieces) in story {
        let level = json!({"item": item, "location": "berlin", "available": pieces});
        world.own("stock.level-set", minutes, level).await;
    }
    let kinds = async |world: &World, entity: &domain::EntityRef| {
        let story = world.store.story(&acme(), entity).await.expect("a story");
        assert_eq!(story.broken, None, "{entity}");
        story.events.into_iter().map(|kept| kept.event.kind).collect::<Vec<_>>()
    };
    let mailed = async |world: &World, item: &str| {
        kinds(world, &stock::at(item, "berlin")).await.iter().any(|kind| kind == "mail.requested.bulk")
    };
    let mut each = Vec::new();
    for item in ["A", "B", "C", "D"] {
        each.push(mailed(&world, item).await);
    }
    assert_eq!(each, [false, true, false, false], "one waits for the digest, two are gathered");
    // An index shows a write a moment late.
    for list in ["stock-storm", "stock-digest"] {
        world.store.members(&acme(), list).await.expect("a list");
    }
    let watch = stock_watch::StockWatch { store: world.store.clone() };
    let time = shell::TimeLeft::span(std::time::Duration::from_secs(600));
    for (when, summaries, digests) in [
        ("2026-01-15T09:14:00Z", 0, 0),
        ("2026-01-15T09:20:00Z", 1, 0),
        ("2026-01-15T09:25:00Z", 0, 0),
        ("2026-01-16T06:55:00Z", 0, 0),
        ("2026-01-16T07:05:00Z", 0, 1),
        ("2026-01-16T07:10:00Z", 0, 0),
    ] {
        let (round, done) = watch.round(at(when), &time).await;
        done.expect("a round");
        assert_eq!((round.summaries, round.digests), (summaries, digests), "{when}");
    }
    let digest = stock::Digest::entity_of("stock", "2026-01-16".parse().expect("a date"), 0);
    let storm = stock::Summary::entity_of("stock", minute(1), 0);
    assert_eq!(kinds(&world, &digest).await, ["stock.digest-made", "mail.requested.bulk"]);
    assert_eq!(kinds(&world, &storm).await, ["stock.summary-made", "mail.requested.bulk"]);
    let told =
        world.store.event(&acme(), &storm, stock::Summary::EFFECT).await.expect("read").expect("there");
    let told: stock::Summary = told.event.payload().expect("a summary");
    assert_eq!(told.alerts.iter().map(|alert| alert.item.as_str()).collect::<Vec<_>>(), ["C", "D"]);
    let told =
        world.store.event(&acme(), &digest, stock::Digest::EFFECT).await.expect("read").expect("there");
    let told: stock::Digest = told.event.payload().expect("a digest");
    assert_eq!(told.groups.iter().map(|group| group.alerts.len()).sum::<usize>(), 1);
}
