//! Every documented event and notification of SES, as AWS's own samples have it: told about one of our mails, and about
//! somebody else's. Where the samples aren't there, it is skipped.

use std::{collections::BTreeMap, fs, sync::Arc};

use bundle_tests::{arrivals::deliveries, sweep::DAY, world::World};
use domain::{EntityRef, ShopId, Timestamp, send::SendId};
use mail_feedback::MailFeedback;
use serde_json::{Value, json};
use testkit::{Faults, Memory};

const BUYER: &str = "buyer-1001@example.com";
const OWNER: &str = "owner@acme.example";

/// The samples' folders, and how many there are in each.
const FOLDERS: [(&str, usize); 2] = [("ses-events", 10), ("ses-notifications", 5)];

fn day() -> Timestamp {
    DAY.parse().expect("an instant")
}

fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// By folder and name. The recipient that a sample names becomes our buyer.
fn samples() -> Option<BTreeMap<String, Value>> {
    let folder = testkit::fixtures::folder()?;
    let mut samples = BTreeMap::new();
    for (name, count) in FOLDERS {
        let folder = folder.join("aws").join(name);
        let files: Vec<_> = fs::read_dir(&folder).ok()?.map(|e| e.expect("an entry").path()).collect();
        assert_eq!(files.len(), count, "{}", folder.display());
        for file in files {
            let mut text = fs::read_to_string(&file).expect("readable");
            for theirs in ["recipient@example.com", "jane@example.com", "richard@example.com"] {
                text = text.replace(theirs, BUYER);
            }
            let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
            samples.insert(format!("{name}/{stem}"), serde_json::from_str(&text).expect("JSON"));
        }
    }
    Some(samples)
}

/// What must come of a report about a confirmation that SES had accepted.
struct Expected {
    state: &'static str,
    task: Option<&'static str>,
    suppressed: bool,
}

fn expected(sample: &Value) -> Expected {
    let kind = sample.get("eventType").or(sample.get("notificationType")).and_then(Value::as_str);
    let (state, task, suppressed) = match kind.expect("a kind") {
        "Bounce" => ("sent", Some("mail-bounced"), true),
        "Complaint" => ("sent", Some("mail-complained"), true),
        "Reject" | "Rendering Failure" => ("failed", Some("mail-rejected"), false),
        "Send" | "Delivery" | "Open" | "Click" | "DeliveryDelay" | "Subscription" => ("sent", None, false),
        other => panic!("SES says something new: {other}"),
    };
    Expected { state, task, suppressed }
}

async fn sold() -> World {
    let mut world = World::new(Arc::new(Memory::default()), Faults::plan([]), false, day()).await;
    assert_eq!(world.deliver(&deliveries(1001, day(), 1)[0]).await, 200);
    world.run(true).await;
    world
}

#[tokio::test(start_paused = true)]
async fn each_of_the_fifteen_is_followed_once_and_to_the_end() {
    let Some(samples) = samples() else {
        return testkit::skip("SES's sample events", "no fixtures beside the project");
    };
    let id = SendId::of(&acme(), &EntityRef::order("1001"), "order-confirmation", 1);
    for (name, mut sample) in samples {
        let mut world = sold().await;
        let Expected { state, task, suppressed } = expected(&sample);
        sample["mail"]["tags"] = json!({"shop": ["acme"], "send_id": [id.as_str()]});
        let feedback = MailFeedback(world.store.clone());
        feedback.take_in(&sample.to_string(), world.outside.now()).await.expect(&name);
        let stands = world.store.suppressed(&acme(), BUYER).await.expect("readable").is_some();
        assert_eq!(stands, suppressed, "{name}: within the one event");
        // SES tells at least once.
        for _ in 0..2 {
            feedback.take_in(&sample.to_string(), world.outside.now()).await.expect(&name);
            world.run(true).await;
        }
        let entry = world.store.send_entry(&acme(), &id).await.expect("readable").expect("there");
        assert_eq!(
            (format!("{:?}", entry.state).to_lowercase().as_str(), entry.attempts),
            (state, 1),
            "{name}"
        );
        let to = |address: &str| world.outside.state().mails.iter().filter(|mail| mail.to == address).count();
        assert_eq!(to(BUYER), 1, "{name}: no try more");
        assert_eq!(to(OWNER), usize::from(task.is_some()), "{name}: one alert, or none");
        let _ = world.store.open_tasks(&acme()).await;
        let tasks = world.store.open_tasks(&acme()).await.expect("readable");
        let reasons: Vec<_> = tasks.iter().map(|(_, task)| task.wanted.reason.as_str()).collect();
        assert_eq!(reasons, task.into_iter().collect::<Vec<_>>(), "{name}");
        let dead = world.outside.state().dead.clone();
        assert!(dead.is_empty(), "{name}: {dead:?}");
        let story = world.store.story(&acme(), &EntityRef::order("1001")).await.expect("readable");
        assert!(
            story.events.iter().all(|kept| !kept.text.contains('@')),
            "{name}: no address in the journal"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn whatever_is_told_about_other_mails_changes_nothing() {
    let Some(samples) = samples() else {
        return testkit::skip("SES's sample events", "no fixtures beside the project");
    };
    let mut world = sold().await;
    let before = world.end_state();
    for (name, mut sample) in samples {
        for tags in [None, Some(json!({"shop": ["acme"], "send_id": ["0".repeat(32)]}))] {
            if let Some(tags) = tags {
                sample["mail"]["tags"] = tags;
            }
            let feedback = MailFeedback(world.store.clone());
            feedback.take_in(&sample.to_string(), world.outside.now()).await.expect(&name);
        }
    }
    world.run(true).await;
    assert_eq!(world.end_state(), before);
    assert_eq!(world.store.suppressed(&acme(), BUYER).await, Ok(None));
}
