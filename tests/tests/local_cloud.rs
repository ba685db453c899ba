//! On the local cloud, through the command line: the sample day, and a poison message that ends in its dead-letter
//! queue and is redriven to one mail.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{Duration, Instant},
};

use aws_sdk_sqs::{
    Client,
    config::{BehaviorVersion, Credentials, Region},
};
use bundle_tests::arrivals;
use domain::{
    EntityRef, Event, NewEvent, ShopId, Timestamp,
    event::Origin,
    mail::{Lane, MailRequested},
    send::OnDoubt,
};
use serde_json::{Value, json};

/// The command line, on a state folder of its own: a cloud that somebody keeps running is left alone.
struct Nightshift {
    program: PathBuf,
    state: PathBuf,
}

impl Nightshift {
    /// Where `cargo nightshift test` says that the binaries are.
    fn find() -> Option<Self> {
        let program = PathBuf::from(std::env::var_os("NIGHTSHIFT_BINARIES")?).join("nightshift");
        let state = Path::new(env!("CARGO_MANIFEST_DIR")).join("../.local/test-cloud");
        program.is_file().then_some(Self { program, state })
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(&self.program);
        command.args(arguments).env("NIGHTSHIFT_STATE", &self.state);
        command.output().expect("the command line starts")
    }

    /// Standard output as JSON.
    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.run(arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{arguments:?}: {told}\n{}",
            String::from_utf8_lossy(&output.stdout)
        );
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{arguments:?} prints JSON: {e}"))
    }

    fn state(&self, file: &str) -> Value {
        let text =
            std::fs::read_to_string(self.state.join(file)).expect("the running cloud says where it is");
        serde_json::from_str(&text).expect("JSON")
    }

    fn mails_to(&self, address: &str) -> usize {
        let mails = self.json(&["mailbox", "--json"]);
        let to = |mail: &&Value| mail["to"].to_string().contains(address);
        mails.as_array().expect("a list").iter().filter(to).count()
    }
}

/// Stops the cloud however the test ends.
impl Drop for Nightshift {
    fn drop(&mut self) {
        self.run(&["down"]);
    }
}

#[test]
fn the_sample_day_and_a_poison_message_redriven_to_one_mail() {
    let Some(nightshift) = Nightshift::find() else {
        testkit::skip("the local cloud", "run by `cargo nightshift test`, which builds the binaries");
        return;
    };
    // `up` itself fails when an order of the day ends otherwise than its index says.
    let day = nightshift.json(&["up", "--keep", "--json"]);
    let rows = day["rows"].as_array().expect("rows");
    assert!(rows.len() >= 20, "{day:#}");
    let mails = nightshift.json(&["mailbox", "--json"]);
    let confirmed = mails.as_array().expect("a list").len();
    assert!(confirmed >= 6, "{mails:#}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(poison(&nightshift));
}

/// Asks for a mail about an order that hasn't come; then lets it come, and redrives.
async fn poison(nightshift: &Nightshift) {
    let outputs = nightshift.state("stack.json")["outputs"].clone();
    let url = |name: &str| outputs[name].as_str().expect(name).to_owned();
    let (queue, dead_letters) = (url("MailTransactionalQueueUrl"), url("MailTransactionalDeadLettersUrl"));
    let sqs = client(&nightshift.state("cloud.json")).await;
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
    let story = nightshift.run(&["journal", "7000000000001"]);
    assert!(story.status.success(), "{}", String::from_utf8_lossy(&story.stderr));
}

fn asks_for_a_mail_about(order: &str) -> String {
    let shop: ShopId = "acme".parse().expect("a shop");
    let request = MailRequested {
        message: "order-confirmation".into(),
        revision: 1,
        lane: Lane::Transactional,
        on_doubt: OnDoubt::PreferDuplicate,
    };
    let new: NewEvent = request.event();
    let entity = EntityRef::order(order);
    Event::place(&new, &shop, &entity, &Origin::default(), (1, ""), Timestamp::now()).seal().0
}

async fn client(cloud: &Value) -> Client {
    let config = aws_sdk_sqs::Config::builder()
        .behavior_version(BehaviorVersion::v2026_01_12())
        .region(Region::new("eu-central-1"))
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .endpoint_url(format!("http://127.0.0.1:{}", cloud["gateway"]));
    Client::from_conf(config.build())
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

/// Until nothing is in the queue or in hand.
async fn settle(sqs: &Client, queue: &str) {
    for _ in 0..60 {
        let got = sqs
            .get_queue_attributes()
            .queue_url(queue)
            .attribute_names("ApproximateNumberOfMessages".into())
            .attribute_names("ApproximateNumberOfMessagesNotVisible".into())
            .send()
            .await
            .expect("the queue answers");
        let left = got.attributes().into_iter().flatten().any(|(_, count)| count != "0");
        if !left {
            return;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    panic!("the queue doesn't come to rest");
}
