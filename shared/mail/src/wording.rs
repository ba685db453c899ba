//! The shop's own words in place of ours: plain Fluent patterns, one per string.
//!
//! Somebody else wrote them: each is looked at by itself before it stands in a mail, and one that isn't sound
//! is passed over, ours standing in its place. `settings check` names them.

use std::collections::BTreeSet;

use domain::settings::{Shop, Wording};
use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement};

use crate::{
    clean,
    locale::{Speech, locales},
    messages::{message, messages, pages, papers, phrases},
    strings::{Fence, Strings, Word, ours},
};

/// The table of words that all messages share.
const ALL: &str = "all";
/// The longest text, in bytes.
const LONGEST: usize = 4096;
/// No honest text has more placeholders and choices; Fluent's parser is recursive.
const MOST_BRACES: usize = 64;
/// Counts that between them take every plural form of every language.
const COUNTS: [i64; 8] = [0, 1, 2, 3, 7, 11, 100, 1_000_000];

/// Everything wrong with the shop's own words, each with the key it stands under and what to do. Empty when
/// all is well.
pub fn wording_mistakes(shop: &Shop) -> Vec<String> {
    let mut found = Vec::new();
    for (language, tables) in &shop.wording {
        let Some(speech) = Speech::of(language).filter(|speech| speech.language == language) else {
            let spoken = locales().join(", ");
            found.push(format!(
                "wording.{language}: mails don't speak this language yet; they speak {spoken}"
            ));
            continue;
        };
        for (table, texts) in tables {
            let others: Vec<_> = pages().into_iter().chain(papers()).chain(phrases()).collect();
            if table != ALL && message(table).is_none() && !others.contains(&table.as_str()) {
                let names: Vec<_> = messages().iter().map(|m| m.name).chain(others).collect();
                let names = names.join(", ");
                found.push(format!(
                    "wording.{language}.{table}: no such message; write {ALL}, or one of {names}"
                ));
                continue;
            }
            for (key, text) in texts {
                if let Err(mistake) = check(&speech, table, key, text) {
                    found.push(format!("wording.{language}.{table}.{key}: {mistake}"));
                }
            }
        }
    }
    found
}

/// The sound ones among the shop's words for `message`; its own after those for all.
pub(crate) fn own_words(wording: &Wording, language: &str, message: &str) -> Vec<FluentResource> {
    let tables = wording.get(language);
    let texts = [ALL, message].into_iter().filter_map(|table| Some((table, tables?.get(table)?)));
    texts
        .flat_map(|(table, texts)| texts.iter().map(move |(key, text)| (table, key, text)))
        .filter_map(|(table, key, text)| sound(language, table, key, text).ok())
        .collect()
}

/// Looks at one text alone, then has it say something.
fn check(speech: &Speech, table: &str, key: &str, text: &str) -> Result<(), String> {
    sound(speech.language, table, key, text)?;
    let only = [(table.to_owned(), [(key.to_owned(), text.to_owned())].into())];
    let wording = Wording::from([(speech.language.to_owned(), only.into())]);
    let message = if table == ALL { messages()[0].name } else { table };
    let strings = Strings::of(message, speech, &wording).map_err(|e| e.to_string())?;
    let original = original(speech.language, table, key)?;
    for count in COUNTS {
        let words = original.iter().map(|name| {
            (name.as_str(), if name == "n" { Word::Count(count) } else { Word::Text(name.to_uppercase()) })
        });
        let said = strings.say(key, &words.collect::<Vec<_>>(), Fence::Never).map_err(|e| e.to_string())?;
        clean::short(&said, LONGEST, "the text").map_err(|_| "it says nothing, or too much".to_owned())?;
    }
    Ok(())
}

/// The text as a resource of one message, or what is wrong with it.
fn sound(language: &str, table: &str, key: &str, text: &str) -> Result<FluentResource, String> {
    let original = original(language, table, key)?;
    let text = text.replace("\r\n", "\n");
    let stray = |c: char| (c.is_control() && c != '\n') || clean::is_bidi_control(c);
    if text.len() > LONGEST || text.matches('{').count() > MOST_BRACES || text.contains(stray) {
        return Err(format!(
            "write at most {LONGEST} bytes, {MOST_BRACES} placeholders, and no control characters"
        ));
    }
    // Each line of it is indented, so that none can begin a message of its own.
    let source = format!("{key} = {}\n", text.trim().replace('\n', "\n    "));
    let words = FluentResource::try_new(source).map_err(|(_, errors)| {
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        format!("not a Fluent text: {first}; write braces as {{\"{{\"}} and placeholders as {{ $name }}")
    })?;
    let used = {
        let mut entries = words.entries();
        match (entries.next(), entries.next()) {
            (Some(Entry::Message(Message { value: Some(pattern), attributes, comment: None, .. })), None)
                if attributes.is_empty() =>
            {
                let mut used = BTreeSet::new();
                read(pattern, &mut used)?;
                used
            }
            _ => return Err("write one text, without attributes and comments".to_owned()),
        }
    };
    let list =
        |names: BTreeSet<&String>| names.iter().map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let (unknown, missing) =
        (list(used.difference(&original).collect()), list(original.difference(&used).collect()));
    let there = list(original.iter().collect());
    match (unknown.is_empty(), missing.is_empty()) {
        (true, true) => Ok(words),
        (false, _) if there.is_empty() => {
            Err(format!("there is no {unknown} here; this text has no placeholders"))
        }
        (false, _) => Err(format!("there is no {unknown} here; write {there}")),
        (true, false) => Err(format!("it must say {missing} as well")),
    }
}

/// The placeholders of our own text under that key.
fn original(language: &str, table: &str, key: &str) -> Result<BTreeSet<String>, String> {
    // What a message shares with others may read differently in it alone.
    let folders = if table == ALL { vec![""] } else { vec![table, ""] };
    let mut keys = Vec::new();
    for words in folders.into_iter().filter_map(|folder| ours(folder, language)) {
        for entry in words.entries() {
            let Entry::Message(Message { id, value: Some(pattern), .. }) = entry else { continue };
            if id.name == key {
                let mut used = BTreeSet::new();
                read(pattern, &mut used)?;
                return Ok(used);
            }
            keys.push(id.name);
        }
    }
    Err(format!("no such text; there are {}", keys.join(", ")))
}

/// Adds the names of a pattern's placeholders to `used`. Other messages, terms, functions and escapes are
/// refused: our own texts have none.
fn read(pattern: &Pattern<&str>, used: &mut BTreeSet<String>) -> Result<(), String> {
    pattern.elements.iter().try_for_each(|element| match element {
        PatternElement::TextElement { .. } => Ok(()),
        PatternElement::Placeable { expression } => read_placeable(expression, used),
    })
}

fn read_placeable(expression: &Expression<&str>, used: &mut BTreeSet<String>) -> Result<(), String> {
    match expression {
        Expression::Select { selector, variants } => {
            read_inline(selector, used)?;
            variants.iter().try_for_each(|variant| read(&variant.value, used))
        }
        Expression::Inline(inline) => read_inline(inline, used),
    }
}

fn read_inline(inline: &InlineExpression<&str>, used: &mut BTreeSet<String>) -> Result<(), String> {
    match inline {
        InlineExpression::VariableReference { id } => {
            used.insert(id.name.to_owned());
            Ok(())
        }
        InlineExpression::StringLiteral { value } if !value.contains('\\') => Ok(()),
        InlineExpression::NumberLiteral { .. } => Ok(()),
        InlineExpression::Placeable { expression } => read_placeable(expression, used),
        _ => Err("only text, placeholders and choices may stand here: no other messages, terms, functions"
            .to_owned()),
    }
}
