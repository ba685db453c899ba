//! What comes late, twice, or dated ahead: an order that is no more, what an item was, a count by a wrong clock, settings in
//! the middle of a night.

use bundle_tests::stock::{acme, alerts, minute, pieces, product, work};
use domain::{
    EntityRef,
    stock::{self, Level, ONLY},
};
use serde_json::{Value, json};
use testkit::orders::at;

use super::{World, rules};

impl World {
    async fn order(&mut self, topic: &'static str, minutes: i64) {
        let order = json!({
            "id": "A-1", "placed_at": minute(-30).to_string(), "updated_at": minute(minutes).to_string(),
            "currency": "EUR", "taxes_included": true, "total": "20.00", "payment": {"status": "pending"},
            "lines": [{"id": "1", "item": "MUG", "title": "Mug", "quantity": 2, "unit_price": "10.00"}],
        });
        let told = if topic == "order.deleted" { json!({"id": "A-1"}) } else { order };
        assert!(self.own(topic, minutes, told).await.starts_with("Ok"));
    }

    /// What was told first so is delivered once more, or at last.
    async fn hears_again(&mut self, kind: &str) {
        let texts = self.engine.streamed_after(0);
        let told = texts.into_iter().find(|text| text.contains(&format!("\"type\":\"{kind}\"")));
        let (back, dead) = work(&self.desk, &[told.expect("it was told")]).await;
        assert!(back.is_empty() && dead.is_empty(), "{back:?} {dead:?}");
        self.run().await;
    }

    async fn reserved(&self) -> i64 {
        pieces(&self.store, "MUG", ONLY).await.0.reserved
    }
}

#[tokio::test]
async fn an_order_that_is_thrown_away_reserves_nothing_whatever_comes_late() {
    let mut world = World::new(rules()).await;
    world.order("order.created", -30).await;
    assert_eq!(world.reserved().await, 2);
    world.order("order.deleted", -20).await;
    assert_eq!(world.reserved().await, 0);
    world.hears_again("order.created").await;
    assert_eq!(world.reserved().await, 0, "told once more");
    // Out of the trash again; that it was thrown away is delivered once more.
    world.order("order.updated", -10).await;
    assert_eq!(world.reserved().await, 2);
    world.hears_again("order.deleted").await;
    assert_eq!(world.reserved().await, 2, "it is there again");
    world.is_rebuilt("MUG", ONLY).await;
    assert_eq!(world.dead, Vec::<String>::new());
}

#[tokio::test]
async fn an_order_may_be_thrown_away_before_it_is_known() {
    let mut world = World::new(rules()).await;
    world.order("order.deleted", -20).await;
    world.order("order.created", -30).await;
    assert_eq!(world.reserved().await, 0);
}

#[tokio::test]
async fn what_an_item_was_before_does_not_count_when_it_is_told_late() {
    let mut world = World::new(rules()).await;
    world.hears("shopify", "products/create", product()).await;
    let item = |tracked: bool, minutes: i64| json!({"id": 902, "sku": "MUG-R", "tracked": tracked, "updated_at": minute(minutes).to_string()});
    world.hears("shopify", "inventory_items/update", item(true, 3)).await;
    world.hears("shopify", "inventory_items/update", item(false, 2)).await;
    let mut told = product();
    (told["tags"], told["updated_at"]) = ("tea".into(), minute(4).to_string().into());
    world.hears("shopify", "products/update", told).await;
    let kept = &world.store.catalogue(&acme(), &["902".to_owned()]).await.expect("a catalogue")[0];
    let item = kept.entry.item.as_ref().expect("described");
    assert_eq!((item.tracked, kept.entry.tracked), (true, Some(true)));
}

#[tokio::test]
async fn a_count_dated_ahead_is_of_when_it_was_told() {
    let mut world = World::new(rules()).await;
    let level = |pieces: i64| json!({"item": "MUG", "location": "berlin", "available": pieces});
    let ahead = json!({"id": "till-1", "item": "MUG", "location": "berlin", "cause": "sale", "on_hand": -1, "sold": 1});
    for (minutes, topic, data) in [
        (-60, "stock.level-set", level(20)),
        // An hour of another zone, and a year.
        (
            0,
            "stock.level-set",
            json!({"updated_at": minute(60), "item": "MUG", "location": "berlin", "available": 12}),
        ),
        (
            0,
            "stock.changed",
            json!({"at": minute(366 * 24 * 60), "id": "till-0", "item": "MUG", "location": "berlin", "cause": "sale", "on_hand": -1, "sold": 1}),
        ),
        (20, "stock.changed", ahead),
        (30, "stock.level-set", level(4)),
    ] {
        assert!(world.own(topic, minutes, data).await.starts_with("Ok"));
    }
    assert_eq!(world.available("MUG", "berlin").await, Some(4));
    assert_eq!(alerts(&world.store, "MUG", "berlin").await, [Level::Low]);
    let kept = world.store.ledger(&acme(), &stock::at("MUG", "berlin")).await.expect("a ledger");
    let sales = kept.ledger.balance(&jiff::tz::TimeZone::UTC).sales().clone();
    assert_eq!(sales.in_stock("2026-01-16".parse().expect("a date")), [2], "one day of sales is known");
    world.is_rebuilt("MUG", "berlin").await;
}

/// What the sweep had passed when other settings were applied is judged by them the night after.
#[tokio::test]
async fn settings_that_are_applied_during_a_sweep_are_applied_to_all() {
    use shell::Scheduled as _;
    let mut world = World::new(rules()).await;
    world.own("stock.level-set", 0, json!({"item": "A", "location": "berlin", "available": 20})).await;
    world.store.ledger_page(&acme(), 0, None).await.expect("an index shows a write a moment late");
    let sweep = EntityRef::new("WATCH", "stock-sweep");
    let begun = json!({"done": "2026-01-15", "settings": 1, "begun": 1, "found": {"date": "2026-01-16", "ledgers": 1},
        "shard": store::keys::SHARDS});
    let passed = |kept: &mut Value| kept.clone_from(&begun);
    world
        .store
        .remember(&acme(), &sweep, "stock-watch", at("2026-01-16T02:05:00Z"), passed)
        .await
        .expect("kept");
    let mut world = World::on(world.engine.clone(), json!({"threshold": 30})).await;
    let watch = stock_watch::StockWatch { store: world.store.clone() };
    let time = shell::TimeLeft::span(std::time::Duration::from_secs(600));
    for (when, told) in [("2026-01-16T02:10:00Z", vec![]), ("2026-01-17T02:05:00Z", vec![Level::Low])] {
        let (_, done) = watch.round(at(when), &time).await;
        done.expect("a round");
        for _ in 0..2 {
            timer::Timer(world.store.clone()).tick(at(when), &time).await.expect("a tick");
        }
        world.run().await;
        assert_eq!(alerts(&world.store, "A", "berlin").await, told, "{when}");
    }
}
