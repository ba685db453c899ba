//! What a judgement looks at beside the ledger: what is on its way, how the category sells, what the catalogue says anew,
//! whether anybody heard of it.

use bundle_tests::stock::{acme, alerts, level, minute, now, order, pieces, product};
use domain::{
    ShopId,
    event::Origin,
    stock::{self, Level},
};
use serde_json::{Value, json};
use shell::Scheduled as _;
use testkit::orders::at;

use super::{World, moved};

const DAY: i64 = 24 * 60;

fn time() -> shell::TimeLeft {
    shell::TimeLeft::span(std::time::Duration::from_secs(600))
}

impl World {
    /// What is due by then wakes its automation.
    async fn tick(&mut self, when: domain::Timestamp) {
        for _ in 0..2 {
            timer::Timer(self.store.clone()).tick(when, &time()).await.expect("a tick");
        }
        self.run().await;
    }

    /// Two pieces of it are sold on each of the last twenty days; so many are left.
    async fn sells(&mut self, item: &str, left: i64) {
        let place = |mut data: Value| {
            (data["item"], data["location"]) = (item.into(), "berlin".into());
            data
        };
        self.own("stock.level-set", -21 * DAY, place(json!({"available": 40 + left}))).await;
        for day in 1..=20 {
            let sale =
                place(json!({"id": format!("{item}-{day}"), "cause": "sale", "on_hand": -2, "sold": 2}));
            self.own("stock.changed", -day * DAY, sale).await;
        }
    }

    async fn changes(&mut self, id: &str, minutes: i64, mut data: Value) {
        (data["id"], data["item"], data["location"]) = (id.into(), "MUG".into(), "berlin".into());
        self.own("stock.changed", minutes, data).await;
    }
}

#[tokio::test]
async fn what_arrives_in_time_is_no_alert_until_it_is_called_off() {
    for (expected, told) in [(Some("2026-01-16"), 0), (Some("2026-03-01"), 1), (None, 1)] {
        let mut world = World::new(json!({"threshold": 5, "immediate": []})).await;
        world.sells("MUG", 10).await;
        let mut ordered = json!({"cause": "receipt", "incoming": 50});
        if let Some(date) = expected {
            ordered["expected"] = date.into();
        }
        world.changes("PO-1", 0, ordered).await;
        world.changes("sale", 1, json!({"cause": "sale", "on_hand": -6, "sold": 6})).await;
        assert_eq!(alerts(&world.store, "MUG", "berlin").await.len(), told, "expected {expected:?}");
        let mut called_off = json!({"cause": "correction", "incoming": -50});
        if let Some(date) = expected {
            called_off["expected"] = date.into();
        }
        world.changes("PO-1-off", 2, called_off).await;
        assert_eq!(alerts(&world.store, "MUG", "berlin").await, [Level::Low], "called off, {expected:?}");
        world.is_rebuilt("MUG", "berlin").await;
        assert_eq!(world.dead, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_new_item_is_reckoned_with_what_its_category_sells() {
    let mut world = World::new(
        json!({"threshold": 0, "by": "cover", "cover": {"lead_days": 5, "review_days": 0, "safety_days": 0}}),
    )
    .await;
    let items: Vec<Value> =
        ["A", "B", "NEW"].iter().map(|id| json!({"id": id, "title": id, "categories": ["Cups"]})).collect();
    world
        .own(
            "product.created",
            -90,
            json!({"id": "P", "title": "Cups", "categories": ["Cups"], "items": items}),
        )
        .await;
    for item in ["A", "B"] {
        world.sells(item, 500).await;
    }
    world.own("stock.level-set", -5, json!({"item": "NEW", "location": "berlin", "available": 8})).await;
    assert_eq!(alerts(&world.store, "NEW", "berlin").await, [], "nobody knows how it sells");
    world.store.ledger_page(&acme(), 0, None).await.expect("an index shows a write a moment late");
    let night = at("2026-01-16T02:05:00Z");
    let watch = stock_watch::StockWatch { store: world.store.clone() };
    let (round, done) = watch.round(night, &time()).await;
    done.expect("a round");
    assert_eq!(round.swept, 3);
    world.tick(night).await;
    // A little less than two a day, as today nothing was sold yet: at eight or below it won't last five days.
    assert_eq!(alerts(&world.store, "NEW", "berlin").await.len(), 1);
    let story = world.store.story(&acme(), &stock::at("NEW", "berlin")).await.expect("a story");
    let alert = story.events.iter().find(|kept| kept.event.kind == "stock.alerted").expect("an alert");
    let alert: stock::Alert = alert.event.payload().expect("an alert");
    assert_eq!(alert.outlook.map(|outlook| outlook.method), Some(stock::Method::Category));
}

#[tokio::test]
async fn what_the_catalogue_says_anew_is_judged_anew_and_silence_says_nothing() {
    let mut world = World::new(json!({"threshold": 5})).await;
    let told = |tags: &str, minutes: i64| {
        let mut product = product();
        (product["tags"], product["updated_at"]) = (tags.into(), minute(minutes).to_string().into());
        product
    };
    world.hears("shopify", "products/create", told("discontinued", -60)).await;
    world.hears("shopify", "inventory_levels/update", level(901, 1, 3, -10)).await;
    assert_eq!(alerts(&world.store, "901", "1").await, []);
    world.hears("shopify", "products/update", told("", 1)).await;
    world.tick(minute(5)).await;
    assert_eq!(alerts(&world.store, "901", "1").await, [Level::Low], "it is bought again");
    // The item itself says that it isn't counted; its product, told once more, says nothing of that.
    let item = json!({"id": 902, "sku": "MUG-R", "tracked": false, "updated_at": minute(6).to_string()});
    world.hears("shopify", "inventory_items/update", item).await;
    world.hears("shopify", "products/update", told("tea", 7)).await;
    world.hears("shopify", "inventory_levels/update", level(902, 1, 0, 8)).await;
    world.tick(minute(9)).await;
    assert_eq!(alerts(&world.store, "902", "1").await, []);
    assert_eq!(world.dead, Vec::<String>::new());
}

#[tokio::test]
async fn what_nobody_heard_of_in_shadow_is_told_once_the_shop_is_live() {
    let low = |pieces: i64| json!({"item": "MUG", "location": "berlin", "available": pieces});
    let mut shadow = World::new(json!({"threshold": 5, "mode": "shadow"})).await;
    shadow.own("stock.level-set", -9, low(20)).await;
    shadow.own("stock.level-set", -8, low(4)).await;
    assert_eq!(alerts(&shadow.store, "MUG", "berlin").await, [Level::Low]);
    let mailed = async |world: &World| {
        let story = world.store.story(&acme(), &stock::at("MUG", "berlin")).await.expect("a story");
        story.events.iter().filter(|kept| kept.event.kind == "mail.requested.bulk").count()
    };
    // Decided now, live from now on; the same stock moves once more, and then once more.
    let live = json!({"threshold": 5, "immediate": ["low"], "live_since": now().to_string()});
    let mut live = World::on(shadow.engine.clone(), live).await;
    let mut memory = live.store.ledger(&acme(), &stock::at("MUG", "berlin")).await.expect("a ledger");
    memory.memory.last = memory.memory.last.map(|(_, level)| (minute(-8), level));
    live.store.keep_ledger(&acme(), &stock::at("MUG", "berlin"), &memory, now()).await.expect("kept");
    for (minutes, pieces) in [(1, 3), (2, 2)] {
        live.own("stock.level-set", minutes, low(pieces)).await;
        assert_eq!(mailed(&live).await, 1, "{pieces} left");
    }
}

#[tokio::test]
async fn another_shop_s_item_of_the_same_name_is_another_item() {
    let mut world = World::new(json!({"threshold": 5})).await;
    world.own("stock.level-set", 0, json!({"item": "MUG", "location": "berlin", "available": 20})).await;
    let (other, entity): (ShopId, _) = ("globex".parse().expect("a shop"), stock::at("MUG", "berlin"));
    let sale = moved("theirs", -18, 1).event();
    world.store.journal_beside(&other, &entity, &sale, &Origin::default(), now()).await.expect("journalled");
    world.run().await;
    assert_eq!(world.available("MUG", "berlin").await, Some(20));
    let theirs = world.store.ledger(&other, &entity).await.expect("a ledger");
    assert_eq!(theirs.ledger.window().count(), 1);
}

#[tokio::test]
async fn of_two_counts_of_one_second_the_one_heard_last_counts() {
    let mut world = World::new(json!({"threshold": 0})).await;
    world.hears("shopify", "products/create", product()).await;
    for (nth, available) in [8, 3, 6, 1, 9, 2].into_iter().enumerate() {
        let second = |at: domain::Timestamp| {
            at + jiff::SignedDuration::from_millis(10 * i64::try_from(nth).expect("few"))
        };
        let level = level(901, 1, available, 1);
        let told = bundle_tests::stock::take(
            &world.store,
            "shopify",
            "inventory_levels/update",
            &level,
            second(minute(2)),
        );
        assert!(told.await.starts_with("Ok"));
    }
    world.run().await;
    assert_eq!(world.available("901", "1").await, Some(2));
    world.hears("shopify", "orders/create", order(1, 3, &[(1, 501, 1)], json!({}))).await;
    assert_eq!(pieces(&world.store, "901", "1").await.0.reserved, 1);
    world.is_rebuilt("901", "1").await;
}
