//! A poison message.

use std::time::{Duration, Instant};

use bundle_tests::arrivals;
use domain::{EntityRef, Event, NewEvent, ShopId, Timestamp, event::Origin, mail::MailRequested};
use serde_json::{Value, json};

use crate::cloud::{Nightshift, queues, settle};

/// Asks for a mail about an order that hasn't come; then lets it come, and redrives.
pub(crate) async fn poison(nightshift: &Nightshift) {
    let outputs = nightshift.state("stack.json")["outputs"].clone();
    let url = |name: &str| outputs[name].as_str().expect(name).to_owned();
    let queue = url("MailTransactionalQueueUrl");
    let sqs = queues(&nightshift.state("cloud.json")).await;
    let order = "7000000000001";
    let request = asks_for_a_mail_about(order);
    sqs.send_message().queue_url(&queue).message_body(&request).send().await.expect("sent");
    let dead = wait_for(nightshift).await;
    assert!(
        dead["reason"].as_str().is_some_and(|reason| reason.contains("isn't there")),
        "it says why: {dead}"
    );
    assert_eq!(
        (&dead["class"], &dead["kind"]),
        (&json!("permanent"), &json!("mail.requested.transactional"))
    );
    assert_eq!(nightshift.mails_to("buyer-7000000000001"), 0);

    // A marketplace's order: nobody else asks for its mail.
    let now = Timestamp::now();
    let mut body = arrivals::order(order.parse().expect("a number"), now, now, "paid");
    body["source_name"] = json!("amazon");
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), body.to_string()).expect("written");
    let path = file.path().to_str().expect("a plain path");
    nightshift.json(&["send", "shopify", "orders/create", path, "--json"]);

    let redriven = nightshift.json(&["redrive", "mail-transactional", "--yes", "--json"]);
    assert_eq!((&redriven["found"], &redriven["moved"]), (&json!(1), &json!(1)));
    // Twice: a redrive may be repeated, and a letter may go back twice.
    assert_eq!(nightshift.json(&["redrive", "mail-transactional", "--yes", "--json"])["found"], json!(0));
    sqs.send_message().queue_url(&queue).message_body(&request).send().await.expect("redriven");
    let started = Instant::now();
    while nightshift.mails_to("buyer-7000000000001") == 0 {
        assert!(started.elapsed() < Duration::from_secs(60), "the redriven mail doesn't come");
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    settle(&sqs, &queue).await;
    assert_eq!(nightshift.mails_to("buyer-7000000000001"), 1);
    let story = nightshift.run(&["journal", "ORDER#7000000000001"]);
    assert!(story.status.success(), "{}", String::from_utf8_lossy(&story.stderr));
}

fn asks_for_a_mail_about(order: &str) -> String {
    let shop: ShopId = "acme".parse().expect("a shop");
    let request = MailRequested::transactional("order-confirmation", 1);
    let new: NewEvent = request.event();
    let entity = EntityRef::order(order);
    Event::place(&new, &shop, &entity, &Origin::default(), (1, ""), Timestamp::now()).seal().0
}

/// What `redrive --dry-run` says of the first dead letter. It stays where it is.
async fn wait_for(nightshift: &Nightshift) -> Value {
    for _ in 0..60 {
        let plan = nightshift.json(&["redrive", "mail-transactional", "--dry-run", "--json"]);
        if plan["found"] == json!(1) {
            return plan["letters"][0].clone();
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("no dead letter came");
}
