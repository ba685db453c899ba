//! A buyer of the sample day wants to see what is held of them, and then to be forgotten: everywhere in the local cloud.

use std::{fs, io::Read as _, path::Path};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use bundle_tests::learning::acme;
use domain::returns::photo;
use flate2::read::DeflateDecoder;
use objects::Objects;
use serde_json::{Value, json};

use crate::{
    cloud::{Nightshift, queues},
    kept,
};

const ORDER: &str = "#1001";
const RETURN: &str = "19000000001001";
const TRACES: [&str; 2] = ["ada.sommer@buyer.example", "Ada Sommer"];
/// Orders of others on which the same name stands.
const NAMESAKES: [&str; 2] = ["staff@acme.example", "old.friend@buyer.example"];
/// Somebody else's, with as much to tell.
const OTHER: &str = "yui.sato@buyer.example";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";

/// Shown, then forgotten.
pub(crate) async fn shown_and_forgotten(nightshift: &Nightshift) {
    // What the day doesn't have: a photo, and a report about a mail that nobody could take in.
    let photos = Objects::open(&kept::config(nightshift), &nightshift.outputs("PhotosBucketName")[0]);
    let key = photo::key(&acme(), RETURN, "p1");
    photos.put(&key, JPEG.to_vec()).await.expect("kept");
    let sqs = queues(&nightshift.state("cloud.json")).await;
    let dead = nightshift.outputs("MailFeedbackDeadLettersUrl").pop().expect("it has a queue");
    for mail in [TRACES[0], "somebody@else.example"] {
        let body = json!({"eventType": "Bounce", "mail": {"destination": [mail]}}).to_string();
        sqs.send_message().queue_url(&dead).message_body(body).send().await.expect("sent");
    }

    let folder = tempfile::tempdir().expect("a folder");
    let into = folder.path().join("ada");
    let place = into.to_str().expect("a plain path");
    nightshift.must(&["privacy", "export", ORDER, "--shop", "acme", "--into", place]);
    let files = files(&into);
    let all = files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect::<String>();
    let has = |end: &str| files.iter().any(|(name, _)| name.ends_with(end));
    assert!(has("index.html") && has("order.json") && has("RMA-1001-1.pdf"), "{files:?}");
    assert!(files.iter().any(|(_, bytes)| bytes == JPEG), "the photo");
    assert!(TRACES.iter().all(|trace| all.contains(trace)) && !all.contains(OTHER));

    assert!(TRACES.iter().all(|trace| held(nightshift, trace) > 0), "or the search finds nothing");
    let other = held(nightshift, OTHER);
    assert!(other > 0, "the other is there");
    let by = ["--by", "ada", "--reference", "T-1", "--dead-letters", "--yes", "--json"];
    let erased = nightshift.json(&[&["privacy", "erase", ORDER, "--shop", "acme"], by.as_slice()].concat());
    assert_eq!((&erased["done"], &erased["photos"]), (&json!(true), &json!(1)), "{erased:#}");
    for trace in TRACES {
        assert_eq!((held(nightshift, trace), logged(nightshift, trace)), (0, 0), "{trace} is still there");
    }
    assert_eq!(held(nightshift, OTHER), other, "nobody else is forgotten");
    assert_eq!(photos.get(&key, 1000).await.expect("it answers"), None);
    let left = sqs.receive_message().queue_url(&dead).max_number_of_messages(10).wait_time_seconds(1);
    let left = left
        .send()
        .await
        .expect("it answers")
        .messages()
        .iter()
        .filter_map(|m| m.body.clone())
        .collect::<String>();
    assert!(left.contains("somebody@else.example") && !left.contains(TRACES[0]), "{left}");
    let story = nightshift.run(&["journal", "1001", "--shop", "acme"]);
    let story = String::from_utf8_lossy(&story.stdout).into_owned();
    assert!(story.contains("privacy.erased"), "{story}");
}

fn files(below: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(below).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => found.push((path.display().to_string(), fs::read(&path).expect("readable"))),
        }
    }
    found
}

/// In how many attributes of rows it stands, bodies unfolded.
fn held(nightshift: &Nightshift, trace: &str) -> usize {
    let tables = ["ShopTableName", "OnceTableName"].map(|name| nightshift.outputs(name).remove(0));
    let rows = tables.iter().flat_map(|table| rows(nightshift, table));
    rows.flat_map(|row| row.as_object().cloned().unwrap_or_default())
        .filter(|(_, value)| match value["B"].as_str() {
            None => names(&value.to_string(), trace),
            Some(packed) => {
                let packed = BASE64_STANDARD.decode(packed).expect("base64");
                let mut text = Vec::new();
                let read = DeflateDecoder::new(packed.as_slice()).read_to_end(&mut text);
                names(&String::from_utf8_lossy(read.map_or(&packed, |_| &text)), trace)
            }
        })
        .count()
}

fn names(text: &str, trace: &str) -> bool {
    text.contains(trace) && !NAMESAKES.iter().any(|other| text.contains(other))
}

fn rows(nightshift: &Nightshift, table: &str) -> Vec<Value> {
    let (mut found, mut from) = (Vec::new(), Value::Null);
    loop {
        let mut question = json!({"TableName": table});
        if !from.is_null() {
            question["ExclusiveStartKey"] = from;
        }
        let scan = "DynamoDB_20120810.Scan";
        let mut answer = nightshift.gateway().aws("dynamodb", scan, "POST", "/", &question);
        found.extend(answer["Items"].as_array().cloned().expect("a list"));
        from = answer["LastEvaluatedKey"].take();
        if from.is_null() {
            return found;
        }
    }
}

/// In how many lines of the functions' logs.
fn logged(nightshift: &Nightshift, trace: &str) -> usize {
    let ask = |doing: &str, question: &Value| {
        nightshift.gateway().aws("logs", &format!("Logs_20140328.{doing}"), "POST", "/", question)
    };
    let groups = ask("DescribeLogGroups", &json!({}));
    let groups = groups["logGroups"].as_array().cloned().expect("a list");
    let mut lines = 0;
    let mut found = 0;
    for group in &groups {
        let answer = ask("FilterLogEvents", &json!({"logGroupName": group["logGroupName"]}));
        for line in answer["events"].as_array().expect("a list") {
            lines += 1;
            found += usize::from(line["message"].as_str().is_some_and(|said| said.contains(trace)));
        }
    }
    assert!(groups.len() >= 20 && lines > 100, "{lines} lines in {} groups", groups.len());
    found
}
