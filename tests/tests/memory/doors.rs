//! Every door: duplicates of all ages, orders of arrival, sizes, and what isn't signed.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use action_pages::ActionPages;
use bundle_tests::{
    arrivals::{Delivery, deliveries, delivery, order},
    parcels,
    ports::{LinkKeysOf, OneSecret},
    sweep::DAY,
    woo,
    world::World,
};
use domain::{
    EntityRef, ShopId, Timestamp,
    link::Link,
    order::Order,
    tracking::{Code, Number, Parcel, Scanned},
};
use edd_quote::EddQuote;
use jiff::SignedDuration;
use order_status::OrderStatus;
use returns_portal::ReturnsPortal;
use serde_json::{Value, json};
use shell::{HttpRequest, LinkKeys as _};
use store::{
    Store,
    engine::{Engine as _, Table, Write},
    keys,
};
use testkit::{Faults, Memory};
use webhook_intake::Intake;

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

async fn world() -> World {
    World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await
}

async fn known(world: &World, id: &str) -> Order {
    let known = world.store.order(&acme(), &EntityRef::order(id)).await.expect("readable");
    known.order.expect("an order")
}

/// R4.
#[tokio::test(start_paused = true)]
async fn a_duplicate_of_any_age_changes_nothing() {
    let hour = 3600;
    let mut world = world().await;
    let created = deliveries(1001, day(), 1).remove(0);
    assert_eq!(world.deliver(&created).await, 200);
    world.run(true).await;
    let end = world.end_state();
    let ages =
        [1, 5, 60, 600, hour, 6 * hour, 24 * hour, 48 * hour, 75 * hour, 7 * 24 * hour, 14 * 24 * hour];
    for age in ages {
        let now = world.wait(SignedDuration::from_secs(age));
        let answer = world.answer(created.asked(now)).await;
        assert_eq!((answer.status, &answer.body["outcome"]), (200, &json!("duplicate")), "after {age} s");
        world.run(true).await;
        assert_eq!(world.end_state(), end, "after {age} s");
    }
    println!("figure: R4 {} late duplicates, 1 s to 14 days: 0 second effects", ages.len());
}

/// R5: WooCommerce hashes webhook and second into its delivery id, so orders of one second share it.
#[tokio::test(start_paused = true)]
async fn orders_of_one_second_share_a_delivery_id_and_are_all_confirmed() {
    for count in [2_u64, 10, 50] {
        let mut world = world().await;
        for id in 1..=count {
            let asked = woo::created(id, day());
            let mut asked = asked.asked(day());
            asked
                .headers
                .push(("x-wc-webhook-delivery-id".into(), "5f4dcc3b5aa765d61d8327deb882cf99".into()));
            assert_eq!(world.answer(asked).await.body["outcome"], "accepted", "order {id}");
        }
        world.run(true).await;
        assert_eq!(world.outside.state().mails.len() as u64, count);
    }
    println!("figure: R5 2, 10 and 50 orders under one delivery id: each confirmed once");
}

/// R6: one event comes once per subscription, each time under another webhook id.
#[tokio::test(start_paused = true)]
async fn two_subscriptions_are_one_effect() {
    let created = deliveries(1001, day(), 1).remove(0);
    for source in ["shopify", "woocommerce"] {
        let mut world = world().await;
        let delivery = if source == "shopify" { created.clone() } else { woo::created(1001, day()) };
        let mut outcomes = Vec::new();
        for id in ["b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "0c7d1b4e-1111-4b37-8a5f-bf7d70bcd043"] {
            let mut asked = delivery.asked(day());
            let id_header = |name: &str| name.ends_with("webhook-id") || name.ends_with("delivery-id");
            asked.headers.retain(|(name, _)| !id_header(name));
            asked.headers.push(("x-shopify-webhook-id".into(), id.into()));
            asked.headers.push(("x-wc-webhook-delivery-id".into(), id.into()));
            outcomes.push(world.answer(asked).await.body["outcome"].clone());
        }
        world.run(true).await;
        assert_eq!(outcomes, [json!("accepted"), json!("duplicate")], "{source}");
        assert_eq!(world.outside.state().mails.len(), 1, "{source}");
    }
}

/// What becomes of one order in a day: created, paid, edited, fulfilled, cancelled, refunded. `grain` is the time
/// between two of them; none makes all stamps equal.
fn life(grain: SignedDuration) -> Vec<Delivery> {
    let at = |n: i32| day() + grain * n;
    let mut edited = order(1001, day(), at(2), "paid");
    edited["line_items"][0]["quantity"] = json!(3);
    edited["line_items"][0]["current_quantity"] = json!(3);
    edited["subtotal_price"] = json!("24.00");
    edited["total_line_items_price"] = json!("24.00");
    edited["total_price"] = json!("28.00");
    edited["total_tax"] = json!("4.47");
    edited["tax_lines"][0]["price"] = json!("4.47");
    let stamped = |body: &Value, n: i32, changes: &[(&str, Value)]| {
        let mut body = body.clone();
        body["updated_at"] = json!(at(n).to_string());
        for (name, value) in changes {
            body[*name] = value.clone();
        }
        body
    };
    let cancelled_at = ("cancelled_at", json!(at(4).to_string()));
    let refund = json!({"id": 9, "order_id": 1001, "created_at": at(5).to_string(),
        "processed_at": at(5).to_string(), "refund_line_items": []});
    vec![
        delivery("orders/create", &order(1001, day(), at(0), "authorized")),
        delivery("orders/paid", &order(1001, day(), at(1), "paid")),
        delivery("orders/updated", &edited),
        delivery("orders/fulfilled", &stamped(&edited, 3, &[("fulfillment_status", json!("fulfilled"))])),
        delivery("orders/cancelled", &stamped(&edited, 4, std::slice::from_ref(&cancelled_at))),
        delivery("refunds/create", &refund),
    ]
}

/// R7.
#[tokio::test(start_paused = true)]
async fn all_720_orders_of_arrival_end_in_one_state() {
    let (mut runs, mut mails) = (0, 0);
    for grain in [SignedDuration::from_mins(1), SignedDuration::ZERO] {
        let life = life(grain);
        let mut ends = BTreeSet::new();
        for arrival in permutations(life.len()) {
            let mut world = world().await;
            let mut cancelled = false;
            for which in &arrival {
                let before = world.outside.state().mails.len();
                assert_eq!(world.deliver(&life[*which]).await, 200);
                cancelled |= *which == 4;
                world.run(false).await;
                let sent = world.outside.state().mails.len() - before;
                assert!(!cancelled || sent == 0, "{arrival:?}: confirmed after its cancellation");
            }
            world.run(true).await;
            let sent = world.outside.state().mails.len();
            assert!(sent <= 1, "{arrival:?}: {sent} mails");
            assert!(world.outside.state().dead.is_empty(), "{arrival:?}");
            let head = world.store.head(&acme(), &EntityRef::order("1001")).await.expect("readable");
            ends.insert(
                serde_json::to_string(&(known(&world, "1001").await, head.source)).expect("plain data"),
            );
            (runs, mails) = (runs + 1, mails + sent);
        }
        assert_eq!(ends.len(), 1, "one final state, {grain:?} apart");
        let end: Value = serde_json::from_str(ends.first().expect("one")).expect("JSON");
        assert!(end[0]["cancelled_at"].is_string(), "the furthest snapshot stands");
    }
    println!(
        "figure: R7 {runs} orders of arrival (720 with a minute between, 720 with equal stamps): one state each, {mails} mails, 0 after a cancellation"
    );
}

fn permutations(of: usize) -> Vec<Vec<usize>> {
    if of == 0 {
        return vec![Vec::new()];
    }
    let shorter = permutations(of - 1);
    let insert = |p: &Vec<usize>, at: usize| {
        let mut p = p.clone();
        p.insert(at, of - 1);
        p
    };
    shorter.iter().flat_map(|p| (0..of).map(move |at| insert(p, at))).collect()
}

/// R19. The filling can't be compressed below three quarters of itself.
#[tokio::test(start_paused = true)]
async fn a_body_of_any_size_is_kept_or_refused() {
    let (kib, mib) = (1024, 1024 * 1024);
    for (bytes, expected) in [
        (255 * kib, 200),
        (256 * kib + 1, 200),
        (399 * kib, 200),
        (401 * kib, 200),
        (600 * kib, 413),
        (mib - 1, 413),
        (mib, 413),
        (mib + 1, 413),
        (6 * mib, 413),
    ] {
        let mut world = world().await;
        let delivery = filled(bytes);
        assert_eq!(delivery.body.len(), bytes);
        assert_eq!(world.deliver(&delivery).await, expected, "{bytes} bytes");
        assert_eq!(world.deliver(&delivery).await, expected, "{bytes} bytes, again");
        world.run(true).await;
        assert_eq!(world.outside.state().mails.len(), usize::from(expected == 200), "{bytes} bytes");
        assert!(!world.end_state().events.is_empty(), "{bytes} bytes: journalled, either way");
    }
}

/// An order with a note that makes its body so long.
fn filled(bytes: usize) -> Delivery {
    let mut body = order(1001, day(), day(), "paid");
    body["note"] = json!("");
    let missing = bytes - body.to_string().len();
    let mut random = fastrand::Rng::with_seed(19);
    body["note"] = std::iter::repeat_with(|| random.alphanumeric()).take(missing).collect::<String>().into();
    delivery("orders/create", &body)
}

/// S16.
#[tokio::test(start_paused = true)]
async fn an_unsigned_request_is_refused_and_a_ping_has_no_effect() {
    let world = world().await;
    let bare = |source: &str, shop: &str, headers: &[(&str, &str)], body: &[u8]| HttpRequest {
        headers: headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        path: vec![("source".into(), source.into()), ("shop".into(), shop.into())],
        body: body.to_vec(),
        ..HttpRequest::default()
    };
    let form = ("content-type", "application/x-www-form-urlencoded");
    let signature = "x-wc-webhook-signature";
    for (asked, expected) in [
        (bare("woocommerce", "acme", &[form], b"webhook_id=17"), 200),
        (bare("woocommerce", "nobody", &[form], b"webhook_id=17"), 200),
        (bare("woocommerce", "acme", &[], b"{\"id\":17}"), 401),
        (bare("woocommerce", "acme", &[form, (signature, "")], b"webhook_id=17"), 401),
        (bare("woocommerce", "acme", &[form], b"webhook_id=17&order=1"), 401),
        (bare("shopify", "acme", &[form], b"webhook_id=17"), 401),
        (bare("shopify", "acme", &[("x-shopify-hmac-sha256", "")], b"{}"), 401),
        (bare("bigcommerce", "acme", &[("webhook-signature", "")], b"{}"), 401),
        (bare("own", "acme", &[], b"{}"), 401),
    ] {
        let answer = world.answer(asked.clone()).await;
        assert_eq!(answer.status, expected, "{asked:?}");
    }
    assert_eq!(world.end_state().events, Vec::<String>::new(), "none of them left a trace");

    // A shop that has named no secret for a source is closed to it, however well the request is signed.
    let mut shop = testkit::orders::shop();
    shop.secrets.webhooks.clear();
    let closed = World::new(Arc::new(Memory::default()), Faults::plan([]), true, day()).await;
    closed.publish(&shop).await;
    for delivery in [deliveries(1001, day(), 1).remove(0), woo::created(1, day())] {
        assert_eq!(closed.answer(delivery.asked(day())).await.status, 401);
    }
    assert_eq!(closed.end_state().events, Vec::<String>::new());
}

/// S3, at the door: where a time is signed, a captured request is worth nothing after five minutes.
#[tokio::test(start_paused = true)]
async fn what_was_signed_long_ago_is_refused_where_a_time_is_signed() {
    let ago = |seconds| day() - SignedDuration::from_secs(seconds);
    let captured = Delivery { source: "bigcommerce", topic: "store/order/created", body: b"{}".to_vec() };
    for (signed, lets_in) in [(ago(300), true), (ago(-300), true), (ago(301), false), (ago(-301), false)] {
        let world = world().await;
        let answer = world.answer(captured.asked(signed)).await;
        assert_eq!(answer.status != 401, lets_in, "signed at {signed}: {answer:?}");
        assert_eq!(world.end_state().events.is_empty(), !lets_in, "signed at {signed}");
    }
}

/// S5e: scans and the order's own news, in every order of arrival and each twice, end in one parcel. A scan that comes after the
/// order's news names the order; whoever is woken by the order's news reads what came before.
#[tokio::test(start_paused = true)]
async fn scans_meet_their_order_in_whatever_order_they_arrive() {
    const NUMBER: &str = "1Z999AA10123456784";
    let number: Number = NUMBER.parse().expect("a number");
    let at = |hours| day() - SignedDuration::from_hours(hours);
    let mut shipped = order(1001, at(90), at(2), "paid");
    shipped["fulfillments"] = json!([{"id": 5, "status": "success", "created_at": at(30).to_string(),
        "tracking_company": "UPS", "tracking_number": "1Z 999 AA1 01 2345 6784", "line_items": []}]);
    let (label, hub, there) = ((at(31), "pre_transit"), (at(20), "in_transit"), (at(3), "delivered"));
    let told = [
        deliveries(1001, at(90), 1).remove(0),
        delivery("orders/updated", &shipped),
        parcels::tracked(NUMBER, at(20), &[label, hub]),
        parcels::tracked(NUMBER, at(3), &[label, hub, there]),
    ];
    let mut ends: Vec<Parcel> = Vec::new();
    for rank in 0..24 {
        let (mut left, mut rest) = (told.iter().collect::<Vec<_>>(), rank);
        let world = world().await;
        let mut is_shipped = false;
        while !left.is_empty() {
            let delivery = left.remove(rest % left.len());
            rest /= left.len() + 1;
            let first = world.answer(delivery.asked(day())).await;
            let again = world.answer(delivery.asked(day())).await;
            assert_eq!((again.status, &again.body["outcome"]), (200, &json!("duplicate")), "{rank}");
            is_shipped |= delivery.topic == "orders/updated";
            if delivery.source == "easypost" && first.body["outcome"] == "accepted" {
                let story = world.store.story(&acme(), &number.entity()).await.expect("readable");
                let newest = &story.events.last().expect("an event");
                let scanned: Scanned = newest.event.payload().expect("a scan");
                assert_eq!(scanned.orders.len(), usize::from(is_shipped), "{rank}: {scanned:?}");
                assert!(
                    !newest.text.contains("Muster") && !newest.text.contains("Berlin"),
                    "{}",
                    newest.text
                );
            }
        }
        let order = known(&world, "1001").await;
        let parcel = world.store.parcels_of(&acme(), &order).await.expect("readable").remove(0);
        assert_eq!((parcel.state(), parcel.scans.len()), (Code::Delivered, 3), "{rank}");
        assert_eq!(parcel.delivered().map(|scan| scan.at), Some(at(3)));
        assert_eq!(world.store.orders_in(&acme(), &number).await, Ok(vec!["1001".to_owned()]));
        ends.push(parcel);
    }
    ends.dedup();
    assert_eq!(ends.len(), 1);
    println!(
        "figure: S5e: 24 orders of arrival of an order and its scans, each twice: one parcel, no second effect"
    );
}

/// Settings that can't be read are a mistake of ours: at whichever door somebody meets it, somebody of us hears of it.
#[tokio::test(start_paused = true)]
async fn what_cannot_be_read_rings_at_every_door() {
    static RUNG: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    shell::metrics::write_to(|line| {
        if line["Bug"].is_u64() {
            let function = line["function"].as_str().unwrap_or_default().to_owned();
            RUNG.lock().expect("no test panics while it counts").insert(function);
        }
    });
    let engine = Arc::new(Memory::default());
    let store = Store::on(engine.clone());
    store.publish_settings(&testkit::orders::shop(), Timestamp::UNIX_EPOCH).await.expect("published");
    let mut item = engine.items()[&(Table::Shop, keys::settings_version(&acme(), 1))].clone();
    item.insert("shop".into(), "no settings".into());
    engine.write(Write::put(Table::Shop, item)).await.expect("written");
    let keys = Arc::new(LinkKeysOf::acme());
    let key = keys.signing(&acme()).await.expect("readable").expect("a key");
    let token = Link::to_order(&acme(), &EntityRef::order("1001"), day(), 30).sign(&key);
    let asked = |name: &str| HttpRequest {
        method: "GET".into(),
        path: vec![(name.into(), token.clone())],
        query: vec![("shop".into(), "acme".into()), ("country".into(), "DE".into())],
        ..HttpRequest::default()
    };
    let webhook = deliveries(1001, day(), 1).remove(0).asked(day());
    assert_eq!(Intake::new(store.clone(), OneSecret).take_in(webhook, day()).await.status, 503);
    let status = OrderStatus::new(store.clone(), keys.clone());
    assert_eq!(status.show(&asked("token"), day()).await.status, 503);
    let actions = ActionPages::new(store.clone(), keys.clone());
    assert_eq!(actions.act(&asked("token"), day()).await.status, 503);
    let portal = ReturnsPortal::new(store.clone(), keys.clone());
    assert_eq!(portal.answer_at(&asked("link"), day()).await.status, 503);
    let dates = EddQuote::new(store, keys);
    assert_eq!(dates.answer_at(&asked("none"), day()).await.body["code"], "unavailable");
    let rung = RUNG.lock().expect("no test panics while it counts").clone();
    let doors = ["action-pages", "edd-quote", "order-status", "returns-portal", "webhook-intake"];
    assert_eq!(rung, doors.map(str::to_owned).into());
}
