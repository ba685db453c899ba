//! Two shops on two platforms, of which one floods.

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use bundle_tests::arrivals;
use domain::Timestamp;
use intake::Secret;
use serde_json::{Value, json};

use crate::{
    cloud::{Nightshift, queues, settle},
    http::Gateway,
};

/// What the flooding shop sends, as quick as it can.
const FLOOD: u64 = 150;
/// So many requests of its at a time.
const AT_ONCE: u64 = 8;
/// What the other sends meanwhile.
const QUIET: u64 = 10;

/// A shop on its platform.
pub(crate) struct Shop {
    /// Its id.
    pub(crate) id: &'static str,
    source: &'static str,
    secret: Secret,
    gateway: Gateway,
    path: String,
}

impl Shop {
    /// Of the sample shops, as they were opened by `up`.
    pub(crate) fn of(nightshift: &Nightshift, id: &'static str, source: &'static str) -> Self {
        let gateway = nightshift.gateway();
        let door = nightshift.state("stack.json")["outputs"]["DoorId"].as_str().expect("a door").to_owned();
        let secret = Secret::new(gateway.secret(&format!("/nightshift/{id}/webhook/{source}")));
        Self {
            id,
            source,
            secret,
            gateway,
            path: format!("/_aws/execute-api/{door}/$default/hooks/{source}/{id}"),
        }
    }

    /// Sends `body` as its platform does; the door must take it in.
    pub(crate) fn send(&self, topic: &str, body: &Value) {
        let source = intake::source(self.source).expect("a known source");
        let body = body.to_string();
        let headers = source.sign(topic, body.as_bytes(), &self.secret, Timestamp::now());
        let (status, answer) = self.gateway.ask("POST", &self.path, &headers, body.as_bytes());
        let answer = String::from_utf8_lossy(&answer);
        assert!(status == 200 && answer.contains("accepted"), "{} {topic}: {status} {answer}", self.id);
    }
}

/// An order as WooCommerce prints it: one line, 20.00 EUR, tax contained.
pub(crate) fn woo_order(id: u64, placed: Timestamp) -> Value {
    let stamp = placed.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    json!({
        "id": id, "parent_id": 0, "number": id.to_string(), "status": "processing", "currency": "EUR",
        "prices_include_tax": true, "created_via": "checkout", "customer_id": 0,
        "date_created_gmt": stamp, "date_modified_gmt": stamp, "date_paid_gmt": stamp,
        "discount_total": "0.00", "discount_tax": "0.00", "shipping_total": "0.00", "shipping_tax": "0.00",
        "cart_tax": "3.19", "total": "20.00", "total_tax": "3.19",
        "billing": {"first_name": "Jo", "last_name": "Roth", "country": "DE", "email": format!("buyer-{id}@kunde.example")},
        "payment_method": "stripe", "payment_method_title": "Card",
        "line_items": [{
            "id": 1, "name": "Rose", "product_id": 5, "quantity": 2, "sku": "ROSE", "price": 8.405,
            "subtotal": "16.81", "subtotal_tax": "3.19", "total": "16.81", "total_tax": "3.19", "taxes": [],
        }],
        "tax_lines": [{"label": "VAT", "rate_percent": 19, "tax_total": "3.19", "shipping_tax_total": "0.00"}],
        "shipping_lines": [], "fee_lines": [], "coupon_lines": [], "refunds": [],
    })
}

/// Both days come out right: one mail for each order, none for anything else, nothing dead.
pub(crate) async fn flood(nightshift: &Nightshift) {
    let (hot, quiet) =
        (Shop::of(nightshift, "acme", "shopify"), Shop::of(nightshift, "rosen", "woocommerce"));
    let before = nightshift.recipients().len();
    let started = Instant::now();
    let first = 8_000_000_000_000;
    thread::scope(|scope| {
        for part in 0..AT_ONCE {
            let hot = &hot;
            scope.spawn(move || {
                for id in (0..FLOOD).filter(|id| id % AT_ONCE == part) {
                    let now = Timestamp::now();
                    hot.send("orders/create", &arrivals::order(first + id, now, now, "paid"));
                }
            });
        }
        scope.spawn(|| {
            for id in 0..QUIET {
                quiet.send("order.created", &woo_order(9_000 + id, Timestamp::now()));
                thread::sleep(Duration::from_millis(200));
            }
        });
    });
    let taken_in = started.elapsed();
    let all = before + usize::try_from(FLOOD + QUIET).expect("few");
    while nightshift.recipients().len() < all {
        assert!(started.elapsed() < Duration::from_secs(120), "not all mails come: {all} are awaited");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    let done = started.elapsed();
    let sqs = queues(&nightshift.state("cloud.json")).await;
    for queue in nightshift.outputs("QueueUrl") {
        settle(&sqs, &queue).await;
    }
    for dead in nightshift.outputs("DeadLettersUrl") {
        settle(&sqs, &dead).await;
    }
    let mut mails = BTreeMap::<String, usize>::new();
    for to in nightshift.recipients().into_iter().skip(before) {
        *mails.entry(to).or_default() += 1;
    }
    let orders = (first..first + FLOOD).map(|id| format!("buyer-{id}@example.com"));
    let expected = orders.chain((9_000..9_000 + QUIET).map(|id| format!("buyer-{id}@kunde.example")));
    assert_eq!(mails, expected.map(|to| (to, 1)).collect(), "each order has its one mail");
    println!(
        "figure: local cloud: {FLOOD} orders of a flooding shop and {QUIET} of another, taken in within {taken_in:.1?}: \
         {} mails, one each, after {done:.1?}",
        FLOOD + QUIET
    );
}
