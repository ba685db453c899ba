//! The table of every source and topic, and what becomes of it: TOPICS.md. `NIGHTSHIFT_BLESS=1` writes it.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use intake::{Becomes, sources};

const HEAD: &str = "# Topics

What becomes of each topic of each source; a topic that isn't here is left aside by name. A `*` is any one segment.
Written by `NIGHTSHIFT_BLESS=1 cargo test -p intake --test topics`, compared by the same without it.

| source | topic | becomes |
|---|---|---|
";

fn table() -> String {
    let mut table = HEAD.to_owned();
    for source in sources() {
        for topic in source.topics() {
            writeln!(table, "| {} | `{}` | {} |", source.name(), topic.name, topic.told()).expect("a text");
        }
    }
    table
}

#[test]
fn the_table_of_topics_is_as_it_was_agreed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("TOPICS.md");
    let table = table();
    if std::env::var_os("NIGHTSHIFT_BLESS").is_some() {
        fs::write(&path, &table).expect("written");
    }
    let agreed = fs::read_to_string(&path).unwrap_or_default();
    for (agreed, now) in agreed.lines().zip(table.lines()) {
        assert_eq!(agreed, now, "if that is meant, run once with NIGHTSHIFT_BLESS=1");
    }
    assert_eq!(
        agreed.lines().count(),
        table.lines().count(),
        "if that is meant, run once with NIGHTSHIFT_BLESS=1"
    );
    let topics: Vec<_> = sources().iter().flat_map(|source| source.topics()).collect();
    let events = topics.iter().filter(|topic| matches!(topic.becomes, Becomes::Event(..))).count();
    let (all, sources) = (topics.len(), sources().len());
    println!(
        "figure: topics: {all} of {sources} sources, {events} become events, {} are left aside",
        all - events
    );
}

#[test]
fn every_kind_is_a_word_of_ours_and_every_reason_says_something() {
    for source in sources() {
        let mut names = BTreeSet::new();
        for topic in source.topics() {
            assert!(names.insert(topic.name), "{}: {} comes twice", source.name(), topic.name);
            match topic.becomes {
                Becomes::Event(kind, _) => {
                    let (entity, word) = kind.split_once('.').expect("entity.word");
                    let known = [
                        "order",
                        "fulfilment",
                        "customer",
                        "product",
                        "stock",
                        "return",
                        "privacy",
                        "app",
                        "parcel",
                    ];
                    assert!(known.contains(&entity), "{kind}");
                    assert!(word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{kind}");
                }
                Becomes::Nothing(reason) => {
                    assert!(reason.contains(' ') && !reason.contains('|'), "{}: {reason}", topic.name);
                }
            }
        }
    }
}
