//! The message group on its way: from the relay over the topic into the functions' own queues.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use aws_sdk_sqs::{Client, types::MessageSystemAttributeName};
use bundle_tests::arrivals;
use domain::{Event, Timestamp};
use serde_json::{Value, json};

use crate::{
    cloud::{Nightshift, queues},
    flood::{Shop, woo_order},
    http::Gateway,
};

const MAPPINGS: &str = "/2015-03-31/event-source-mappings";

/// A queue, and the mapping by which its function is woken.
struct Served {
    queue: String,
    mapping: String,
}

impl Served {
    /// The queue whose name has `part` in it.
    fn find(gateway: Gateway, part: &str) -> Self {
        let all = gateway.aws("lambda", "", "GET", &format!("{MAPPINGS}/"), &Value::Null);
        let text = |mapping: &Value, key: &str| mapping[key].as_str().unwrap_or_default().to_owned();
        let mut found = all["EventSourceMappings"].as_array().into_iter().flatten().filter_map(|mapping| {
            let arn = text(mapping, "EventSourceArn");
            let queue = arn.strip_prefix("arn:aws:sqs:")?.rsplit(':').next()?.to_owned();
            queue.contains(part).then(|| Self { queue, mapping: text(mapping, "UUID") })
        });
        found.next().unwrap_or_else(|| panic!("no function is woken by a queue called {part}"))
    }

    /// Whether its function is woken.
    fn serve(&self, gateway: Gateway, enabled: bool) {
        let path = format!("{MAPPINGS}/{}", self.mapping);
        gateway.aws("lambda", "", "PUT", &path, &json!({"Enabled": enabled}));
    }

    /// The message groups of what waits in it, each with the shops of its events; they stay in it.
    async fn groups(&self, sqs: &Client) -> BTreeMap<String, BTreeSet<String>> {
        let url = sqs.get_queue_url().queue_name(&self.queue).send().await.expect("the queue has an address");
        let got = sqs
            .receive_message()
            .queue_url(url.queue_url().unwrap_or_default())
            .message_system_attribute_names(MessageSystemAttributeName::All)
            .max_number_of_messages(10)
            .visibility_timeout(0)
            .send()
            .await
            .expect("the queue answers");
        let mut groups = BTreeMap::<String, BTreeSet<String>>::new();
        for message in got.messages() {
            let event = Event::parse(message.body().unwrap_or_default()).expect("an event");
            let group = message.attributes().and_then(|a| a.get(&MessageSystemAttributeName::MessageGroupId));
            groups.entry(group.cloned().unwrap_or_default()).or_default().insert(event.shop.to_string());
        }
        groups
    }

    /// Waits until messages of `shops` wait in it: each must be in the group of its shop.
    async fn holds(&self, sqs: &Client, shops: &[&str]) {
        let expected = shops.iter().map(|shop| ((*shop).to_owned(), [(*shop).to_owned()].into())).collect();
        let started = Instant::now();
        loop {
            let groups = self.groups(sqs).await;
            if groups == expected {
                return;
            }
            let strays = groups.iter().any(|(group, shops)| shops.iter().any(|shop| shop != group));
            let late = started.elapsed() > Duration::from_secs(30);
            assert!(!strays && !late, "{}: {groups:?} instead of {expected:?}", self.queue);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// An order of each shop and a customer to be erased, stage by stage: nobody takes them out while they are looked at.
pub(crate) async fn reach_every_queue(nightshift: &Nightshift) {
    let gateway = nightshift.gateway();
    let sqs = queues(&nightshift.state("cloud.json")).await;
    let [confirmation, tasks, mails] =
        ["OrderConfirmation", "TaskDesk", "MailTransactional"].map(|part| Served::find(gateway, part));
    for served in [&confirmation, &tasks, &mails] {
        served.serve(gateway, false);
    }
    let now = Timestamp::now();
    let acme = Shop::of(nightshift, "acme", "shopify");
    acme.send("orders/create", &arrivals::order(7_900_000_000_001, now, now, "paid"));
    acme.send(
        "customers/redact",
        &json!({"shop_id": 1, "customer": {"id": 79, "email": "x@example.com"}, "orders_to_redact": []}),
    );
    Shop::of(nightshift, "rosen", "woocommerce").send("order.created", &woo_order(8_900, now));

    confirmation.holds(&sqs, &["acme", "rosen"]).await;
    tasks.holds(&sqs, &["acme"]).await;
    for served in [&confirmation, &tasks] {
        served.serve(gateway, true);
    }
    mails.holds(&sqs, &["acme", "rosen"]).await;
    mails.serve(gateway, true);
    let started = Instant::now();
    while nightshift.recipients().len() < 3 {
        assert!(started.elapsed() < Duration::from_secs(30), "what was looked at goes its way");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}
