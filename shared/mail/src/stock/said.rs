//! How parts of a stock are called.

use domain::stock::{self, Because, Cause, Method, SaidBy, Source};
use serde::Serialize;

use super::count;
use crate::{
    Unmailable, clean,
    context::Context,
    strings::{Fence, Word},
};

/// Longer names are cut: a name that can't be shown whole mustn't keep the stock from being told.
const LONGEST: usize = 120;

pub(crate) fn say(key: &str, words: &[(&str, Word)], cx: &Context) -> Result<String, Unmailable> {
    cx.strings.say(key, words, Fence::WhereDirectionsMix)
}

/// Longer reckonings are cut.
const LONGEST_RECKONING: usize = 600;

/// A foreign text as a word of a sentence; `None` if it says nothing.
pub(crate) fn word(text: &str) -> Option<String> {
    cut(text, LONGEST)
}

/// A reckoning, with its numbers.
pub(crate) fn reckoning(text: &str) -> Option<String> {
    cut(text, LONGEST_RECKONING)
}

fn cut(text: &str, longest: usize) -> Option<String> {
    let start: String = text.chars().take(4 * longest).collect();
    let line = clean::line(&start, "stock").ok()?;
    let cut: String = line.chars().take(longest).collect();
    clean::short(cut.trim_end(), longest, "stock").ok()
}

/// `Mug (Blue)`.
pub(crate) fn item(title: &str, variant: Option<&str>, cx: &Context) -> Result<String, Unmailable> {
    let title = match word(title) {
        Some(title) => title,
        None => say("line-untitled", &[], cx)?,
    };
    match variant.and_then(word) {
        // No marks of direction: it stands in the subject, too.
        Some(variant) => {
            let words = [("what", Word::Text(title)), ("more", Word::Text(variant))];
            cx.strings.say("stock-with", &words, Fence::Never)
        }
        None => Ok(title),
    }
}

/// `12 (rule for the item)`.
pub(crate) fn with(what: String, more: String, cx: &Context) -> Result<String, Unmailable> {
    say("stock-with", &[("what", Word::Text(what)), ("more", Word::Text(more))], cx)
}

/// What a location is called; nothing where there is one only.
pub(crate) fn place(location: &str, place: Option<&str>, cx: &Context) -> Result<Option<String>, Unmailable> {
    Ok(match (location, place.and_then(word)) {
        (stock::NETWORK, _) => Some(say("stock-everywhere", &[], cx)?),
        (_, Some(place)) => Some(cx.isolated(&place)),
        (stock::ONLY, None) => None,
        (id, None) => word(id).map(|id| cx.isolated(&id)),
    })
}

/// The word by which something is written in JSON, which is how its sentence is named, too.
pub(super) fn key_of(prefix: &str, what: &impl Serialize) -> Result<String, Unmailable> {
    let written = minijinja::Value::from(minijinja::value::Serde(what));
    let word = written.as_str().ok_or_else(|| Unmailable::Template("a word of stock is no word".into()))?;
    Ok(format!("stock-{prefix}-{word}"))
}

pub(super) fn cause(cause: Cause, run: Option<&str>, cx: &Context) -> Result<String, Unmailable> {
    let said = say(&key_of("cause", &cause)?, &[], cx)?;
    run.and_then(word).map_or(Ok(said.clone()), |run| with(said, run, cx))
}

pub(super) fn method(method: Method, cx: &Context) -> Result<String, Unmailable> {
    say(&key_of("method", &method)?, &[], cx)
}

/// Why it is told; only reasons for telling have words.
pub(super) fn because(because: Because, cx: &Context) -> Result<Option<String>, Unmailable> {
    let key = key_of("because", &because)?;
    if cx.strings.has(&key) { say(&key, &[], cx).map(Some) } else { Ok(None) }
}

/// Who says what the threshold is.
pub(super) fn said_by(said: &SaidBy, cx: &Context) -> Result<String, Unmailable> {
    let named = |key: &str, name: &str| {
        let name = word(name).unwrap_or_default();
        say(key, &[("name", Word::Text(name))], cx)
    };
    match said {
        SaidBy::ItemHere => say("stock-said-item-here", &[], cx),
        SaidBy::Item => say("stock-said-item", &[], cx),
        SaidBy::Storefront => say("stock-said-storefront", &[], cx),
        SaidBy::Product => say("stock-said-product", &[], cx),
        SaidBy::Category { name } => named("stock-said-category", name),
        SaidBy::Supplier { name } => named("stock-said-supplier", name),
        SaidBy::Location => say("stock-said-location", &[], cx),
        SaidBy::Shop => say("stock-said-shop", &[], cx),
        SaidBy::Cover { days } => count("stock-said-cover", (*days).into(), cx),
        SaidBy::Bundle { title, kits } => {
            let name = word(title).unwrap_or_default();
            say("stock-said-bundle", &[("name", Word::Text(name)), ("n", Word::Count(*kits))], cx)
        }
    }
}

/// The word for who says it, as tables have it.
pub(super) fn word_of(said: &SaidBy) -> String {
    let written = serde_json::to_value(said).unwrap_or_default();
    written["by"].as_str().unwrap_or_default().to_owned()
}

/// `Kiln & Co (delivers in 7 days)`.
pub(super) fn supplier(source: &Source, cx: &Context) -> Result<Option<String>, Unmailable> {
    let Some(name) = word(&source.name) else { return Ok(None) };
    with(name, count("stock-lead", source.lead_days.into(), cx)?, cx).map(Some)
}
