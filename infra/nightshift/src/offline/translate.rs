//! `translate`: what a payload becomes, or why it is refused.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use domain::webhook::{Happened, Refusal, Translation};
use serde::Serialize;
use serde_json::Value;

use crate::{
    out,
    trouble::{Explain, Trouble},
};

/// Arguments of `translate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A file is a payload, a wrapper {headers, body} as recordings have, or an admin interface's {order: …}.
With a folder, every .json in it and below it (.json.txt too) is one row of a table.

Exit codes: 0 handled or ignored, 1 refused (one of them, with a folder), 2 wrong usage.

Examples:
  cargo nightshift translate shopify orders/create order.json
  cargo nightshift translate shopify auto recorded-webhook.json --json
  cargo nightshift translate auto auto ../shared/fixtures/shopify")]
pub(crate) struct Args {
    /// Who sent it, such as `shopify`; `auto` guesses from headers and shape
    pub(crate) source: String,
    /// The sender's word for what happened, such as `orders/create`; `auto` takes the wrapper's, or guesses
    pub(crate) topic: String,
    /// A payload, a `{headers, body}` wrapper, or a folder of them
    #[arg(value_name = "FILE|FOLDER")]
    pub(crate) file: PathBuf,
    /// Print JSON instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// One file and what came of it.
#[derive(Debug, Serialize)]
pub(crate) struct Translated {
    /// The file as it was named.
    pub(crate) file: String,
    /// Who sent it, as given or guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<&'static str>,
    /// The topic, as given, recorded or guessed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) topic: Option<String>,
    /// What came of it.
    #[serde(flatten)]
    pub(crate) outcome: Outcome,
}

/// What a payload became.
#[derive(Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub(crate) enum Outcome {
    /// Events.
    Handled {
        /// In the order in which they are written.
        events: Vec<Happened>,
    },
    /// Nothing, for this reason.
    Ignored {
        /// Why.
        reason: String,
    },
    /// Nothing, since it can't be understood.
    Refused {
        /// What is wrong, where, and how to mend it.
        #[serde(flatten)]
        refusal: Refusal,
    },
}

pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    if args.source != "auto" && intake::source(&args.source).is_none() {
        let known: Vec<_> = intake::sources().iter().map(|s| s.name()).collect();
        return Err(Trouble::input(format!("there is no source called {:?}", args.source))
            .mend(format!("write one of: {}, auto", known.join(", "))));
    }
    let files = if args.file.is_dir() { payloads(&args.file)? } else { vec![args.file.clone()] };
    let mut translated = Vec::new();
    for file in &files {
        let bytes = std::fs::read(file).or_input(format!("{} can't be read", file.display()))?;
        translated.push(translate(&args.source, &args.topic, &file.display().to_string(), &bytes));
    }
    let refused = translated.iter().any(|t| matches!(t.outcome, Outcome::Refused { .. }));
    match (args.file.is_dir(), args.json) {
        (true, true) => out::json(&translated)?,
        (true, false) => table(&args.file, &translated),
        (false, true) => translated.iter().try_for_each(out::json)?,
        (false, false) => translated.iter().try_for_each(tell)?,
    }
    Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The payload files in a folder and below, sorted.
fn payloads(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = std::fs::read_dir(folder).or_input(format!("{} can't be read", folder.display()))?;
    let mut found = Vec::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if path.is_dir() {
            found.extend(payloads(&path)?);
        } else if name.ends_with(".json") || name.ends_with(".json.txt") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Takes a payload out of its wrapper and translates it.
pub(crate) fn translate(source: &str, topic: &str, file: &str, bytes: &[u8]) -> Translated {
    let refused = |source, topic, refusal| Translated {
        file: file.to_owned(),
        source,
        topic,
        outcome: Outcome::Refused { refusal },
    };
    let unwrapped = match intake::unwrap_fixture(bytes) {
        Ok(unwrapped) => unwrapped,
        Err(refusal) => return refused(None, None, refusal),
    };
    let body: Value = serde_json::from_slice(&unwrapped.body).unwrap_or_default();
    let sender = match source {
        "auto" => intake::sources()
            .iter()
            .find(|s| s.topic(&unwrapped.headers, &unwrapped.body).is_some())
            .or_else(|| intake::sources().iter().find(|s| s.guess_topic(&body).is_some()))
            .copied(),
        named => intake::source(named),
    };
    let Some(sender) = sender else {
        return refused(
            None,
            unwrapped.topic,
            unknown("comes from no source that we know", "name the source"),
        );
    };
    let recorded = || sender.topic(&unwrapped.headers, &unwrapped.body).or_else(|| unwrapped.topic.clone());
    let topic = match topic {
        "auto" => recorded().or_else(|| sender.guess_topic(&body).map(str::to_owned)),
        named => Some(named.to_owned()),
    };
    let Some(topic) = topic else {
        return refused(
            Some(sender.name()),
            None,
            unknown("has the shape of no topic that we know", "name the topic"),
        );
    };
    let outcome = match sender.translate(&topic, &unwrapped.body) {
        Ok(Translation::Happened(happened)) => Outcome::Handled { events: vec![*happened] },
        Ok(Translation::Ignored { reason }) => Outcome::Ignored { reason },
        Err(refusal) => Outcome::Refused { refusal },
    };
    Translated { file: file.to_owned(), source: Some(sender.name()), topic: Some(topic), outcome }
}

fn unknown(problem: &str, mend: &str) -> Refusal {
    Refusal { field: "body".into(), problem: problem.into(), mend: mend.into() }
}

/// One file, for a reader.
fn tell(translated: &Translated) -> Result<(), Trouble> {
    let topic = translated.topic.as_deref().unwrap_or("?");
    match &translated.outcome {
        Outcome::Handled { events } => {
            for event in events {
                anstream::println!("{topic} becomes {} of {}:", event.kind, event.entity);
                out::json(event)?;
            }
        }
        Outcome::Ignored { reason } => anstream::println!("{topic} is ignored: {reason}"),
        Outcome::Refused { refusal } => {
            anstream::println!("{topic} is refused");
            anstream::println!("     at: {}", refusal.field);
            anstream::println!("   what: {}", refusal.problem);
            anstream::println!("   mend: {}", refusal.mend);
        }
    }
    Ok(())
}

/// A folder, for a reader.
fn table(folder: &Path, all: &[Translated]) {
    let mut table = out::table(&["file", "topic", "outcome", "what"]);
    let mut counts = [0_usize; 3];
    for one in all {
        let (slot, word, what) = match &one.outcome {
            Outcome::Handled { events } => {
                let told: Vec<_> = events.iter().map(|e| format!("{} {}", e.kind, e.entity)).collect();
                (0, "handled", told.join(", "))
            }
            Outcome::Ignored { reason } => (1, "ignored", reason.clone()),
            Outcome::Refused { refusal } => (2, "refused", format!("{}: {}", refusal.field, refusal.problem)),
        };
        counts[slot] += 1;
        let file =
            Path::new(&one.file).strip_prefix(folder).map_or(one.file.clone(), |f| f.display().to_string());
        table.add_row([file.as_str(), one.topic.as_deref().unwrap_or("–"), word, &what]);
    }
    let [handled, ignored, refused] = counts;
    anstream::println!("{table}");
    anstream::println!("{} files: {handled} handled, {ignored} ignored, {refused} refused", all.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_knows_is_refused_with_a_word_on_how_to_mend_it() {
        for (source, file, field) in [
            ("auto", r#"{"hello": "world"}"#, "body"),
            ("shopify", r#"{"hello": "world"}"#, "body"),
            ("shopify", "[1, 2]", "body"),
            ("shopify", "{", "body"),
        ] {
            let translated = translate(source, "auto", "x.json", file.as_bytes());
            let Outcome::Refused { refusal } = translated.outcome else { panic!("{file} was not refused") };
            assert_eq!(refusal.field, field, "{file}");
            assert!(!refusal.mend.is_empty(), "{file}");
        }
    }

    #[test]
    fn a_recording_names_its_topic() {
        let file = br#"{"headers": {"x-shopify-topic": "carts/update"}, "body": {"id": 1}}"#;
        let translated = translate("auto", "auto", "x.json", file);
        assert_eq!(translated.topic.as_deref(), Some("carts/update"));
        assert!(matches!(translated.outcome, Outcome::Ignored { .. }));
    }

    #[test]
    fn payloads_are_found_below_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("b")).expect("a folder");
        for name in ["b/2.json", "1.json", "3.json.txt", "4.md"] {
            std::fs::write(folder.path().join(name), "{}").expect("a file");
        }
        let found = payloads(folder.path()).expect("readable");
        let found: Vec<_> =
            found.iter().filter_map(|f| f.strip_prefix(folder.path()).ok()?.to_str()).collect();
        assert_eq!(found, ["1.json", "3.json.txt", "b/2.json"]);
    }
}
