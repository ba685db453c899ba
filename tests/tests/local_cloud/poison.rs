//! A poison message.

use std::time::{Duration, Instant};

use aws_sdk_sqs::Client;
use bundle_tests::arrivals;
use domain::{
    EntityRef, Event, NewEvent, ShopId, Timestamp,
    event::Origin,
    mail::{Lane, MailRequested},
    send::OnDoubt,
};
use serde_json::json;

use crate::cloud::{Nightshift, queues, settle};

/// Asks for a mail about an order that hasn't come; then lets it come, and redrives.
pub(crate) async fn poison(nightshift: &Nightshift) {
    let outputs = nightshift.state("stack.json")["outputs"].clone();
    let url = |name: &str| outputs[name].as_str().expect(name).to_owned();
    let (queue, dead_letters) = (url("MailTransactionalQueueUrl"), url("MailTransactionalDeadLettersUrl"));
    let sqs = queues(&nightshift.state("cloud.json")).await;
    let order = "7000000000001";
    let request = asks_for_a_mail_about(order);
    sqs.send_message().queue_url(&queue).message_body(&request).send().await.expect("sent");
    let dead = wait_for(&sqs, &dead_letters).await;
    assert_eq!(dead.0, request, "the letter is as it was");
    assert!(dead.1.contains("isn't there"), "it says why: {}", dead.1);
    assert_eq!(nightshift.mails_to("buyer-7000000000001"), 0);

    // A marketplace's order: nobody else asks for its mail.
    let now = Timestamp::now();
    let mut body = arrivals::order(order.parse().expect("a number"), now, now, "paid");
    body["source_name"] = json!("amazon");
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(file.path(), body.to_string()).expect("written");
    let path = file.path().to_str().expect("a plain path");
    nightshift.json(&["send", "shopify", "orders/create", path, "--json"]);

    // Twice: a redrive may be repeated.
    for _ in 0..2 {
        sqs.send_message().queue_url(&queue).message_body(&dead.0).send().await.expect("redriven");
    }
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
    let request = MailRequested {
        message: "order-confirmation".into(),
        revision: 1,
        lane: Lane::Transactional,
        on_doubt: OnDoubt::PreferDuplicate,
        since: None,
        terms: None,
    };
    let new: NewEvent = request.event();
    let entity = EntityRef::order(order);
    Event::place(&new, &shop, &entity, &Origin::default(), (1, ""), Timestamp::now()).seal().0
}

/// The first dead letter and its reason.
async fn wait_for(sqs: &Client, dead_letters: &str) -> (String, String) {
    for _ in 0..60 {
        let got = sqs
            .receive_message()
            .queue_url(dead_letters)
            .message_attribute_names("All")
            .wait_time_seconds(1)
            .send()
            .await
            .expect("the dead-letter queue answers");
        if let Some(letter) = got.messages().first() {
            let reason =
                letter.message_attributes().and_then(|a| a.get("reason")?.string_value()).unwrap_or_default();
            let receipt = letter.receipt_handle().expect("a receipt");
            sqs.delete_message()
                .queue_url(dead_letters)
                .receipt_handle(receipt)
                .send()
                .await
                .expect("deleted");
            return (letter.body().unwrap_or_default().to_owned(), reason.to_owned());
        }
    }
    panic!("no dead letter came");
}
