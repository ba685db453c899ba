//! What tests of all sources share: a source that is registered is covered by them.

#![allow(dead_code, reason = "each test file uses its own part of it")]

use std::{collections::BTreeSet, fs, path::Path};

use domain::{Timestamp, webhook::Translation};
use intake::{Becomes, Headers, Secret, Source, unwrap_fixture};

/// A secret in a form that every source takes.
pub(crate) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// The one that it replaces.
pub(crate) const OLDER: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
/// The one before that.
pub(crate) const RETIRED: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

pub(crate) fn now() -> Timestamp {
    "2026-03-02T09:15:31Z".parse().expect("a time")
}

pub(crate) fn secrets(secrets: &[&str]) -> Vec<Secret> {
    secrets.iter().map(|s| Secret::new(*s)).collect()
}

/// The topics of a source as they would come; the last two are in no table.
pub(crate) fn topics(source: &dyn Source) -> Vec<String> {
    let known = source.topics().iter().map(|topic| topic.name.replace('*', "1"));
    known.chain([String::new(), "nothing/known".to_owned()]).collect()
}

/// The same with one topic of those whose bodies one function reads.
pub(crate) fn readers(source: &dyn Source) -> Vec<String> {
    let mut read = BTreeSet::new();
    let reader = |name: &str| {
        source.topics().iter().find(|topic| topic.name == name).map(|topic| match topic.becomes {
            Becomes::Event(_, read) => Some(read as usize),
            Becomes::Nothing(_) => None,
        })
    };
    topics(source)
        .into_iter()
        .filter(|topic| reader(topic).is_none_or(|reader| read.insert(reader)))
        .collect()
}

/// Our own payloads, and the examples that the documentation of the source `own` shows.
pub(crate) fn payloads() -> Vec<Vec<u8>> {
    let mut found: Vec<_> = examples().into_iter().map(String::into_bytes).collect();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/payloads")];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path());
        let mut entries: Vec<_> = entries.collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(fs::read(path).expect("a readable file"));
            }
        }
    }
    found
}

/// The order in src/own/README.md.
pub(crate) fn example() -> String {
    examples().swap_remove(0)
}

/// All that is shown there: an order, a product, a parcel.
pub(crate) fn examples() -> Vec<String> {
    let blocks = include_str!("../../src/own/README.md").split("```json\n").skip(1);
    blocks.map(|block| block.split_once("```").expect("its end").0.to_owned()).collect()
}

/// Lets a source do all that it can do with a body. `Some` is its answer, where that isn't a refusal; a refusal says
/// where, and what.
pub(crate) fn answer(source: &dyn Source, topic: &str, body: &[u8]) -> Option<Translation> {
    match source.translate(topic, body) {
        Ok(translation) => {
            if let Translation::Happened(happened) = &translation
                && let Some(order) = &happened.order
            {
                _ = order.check_sums();
                _ = order.fingerprint();
            }
            Some(translation)
        }
        Err(refusal) => {
            assert!(!refusal.field.is_empty() && !refusal.problem.is_empty() && !refusal.mend.is_empty());
            None
        }
    }
}

/// The same before a topic is known.
pub(crate) fn look(source: &dyn Source, headers: &Headers, body: &[u8]) {
    _ = source.is_ping(headers, body);
    assert!(source.topic(headers, body).is_none_or(|topic| !topic.is_empty()));
    assert!(source.verify(headers, body, &secrets(&[SECRET]), now()).is_err());
    _ = unwrap_fixture(body);
}
