//! The examination of a `shop.toml`: everything wrong with it at once, and what is only odd.

use domain::{
    ShopId, Timestamp,
    settings::{Mode, Shop},
};
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::{
    beside::{Beside, Files},
    mistake::{Kind, Mistake},
    names,
    place::{Path, Place},
    schema::Schema,
    validate::validate,
    written::Written,
};
use crate::offline::unfold::lay;

/// What came of an examination.
#[derive(Debug, Default)]
pub(crate) struct Examined {
    /// Everything wrong with it, in the file's order.
    pub(crate) mistakes: Vec<Note>,
    /// What may be meant so, in the file's order.
    pub(crate) warnings: Vec<Note>,
    /// The settings, if nothing is wrong with them.
    pub(crate) shop: Option<Shop>,
    /// The files that they name, where those lie beside them.
    pub(crate) files: Files,
}

/// A word about one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    /// Where.
    pub(crate) place: Place,
    /// Key, what, how to mend.
    pub(crate) text: String,
}

/// Examines a `shop.toml`, and the files that it names.
pub(crate) fn examine(text: &str, schema: &Schema, now: Timestamp, beside: &Beside<'_>) -> Examined {
    let written = match Written::read(text) {
        Ok(written) => written,
        Err(told) => {
            let mistakes = told.into_iter().map(|(place, text)| Note { place, text }).collect();
            return Examined { mistakes, ..Examined::default() };
        }
    };
    let mut mistakes = written.mistakes.clone();
    mistakes.extend(validate(schema, &written.document));
    if let Some(Err(said)) = written.document["id"].as_str().map(str::parse::<ShopId>) {
        mistakes.push(Mistake::wrong(Path::default().key("id"), said));
    }
    // What can't be read is taken out, so that mistakes beyond it are told in the same go.
    // A key that nobody knows may stay, unless nothing can be read with it: what it says may be what another key is missed for.
    let read =
        |without: &[Kind]| serde_json::from_value::<Shop>(readable(&written.document, &mistakes, without));
    let mut shop = read(&[Kind::Wrong]).or_else(|_| read(&[Kind::Wrong, Kind::Unknown]));
    let mut files = Files::new();
    if let Ok(shop) = &mut shop {
        let found = beside.look(shop);
        (shop.files, files) = (found.hashes, found.files);
        let beyond: Vec<Mistake> = said(shop, &written.document).chain(found.mistakes).collect();
        let news = |mistake: &Mistake| !mistakes.iter().any(|known| follows(&mistake.path, &known.path));
        let beyond: Vec<Mistake> = beyond.into_iter().filter(news).collect();
        mistakes.extend(beyond);
    } else if mistakes.is_empty() {
        let why = shop.as_ref().err().map(ToString::to_string).unwrap_or_default();
        mistakes.push(Mistake::wrong(Path::default(), format!("these settings can't be read: {why}")));
    }
    let notes = |about: &mut dyn Iterator<Item = (&Path, &str)>| {
        let mut notes: Vec<Note> = about
            .map(|(path, what)| {
                let text = if path.0.is_empty() { what.to_owned() } else { format!("{path}: {what}") };
                Note { place: written.place(path), text }
            })
            .collect();
        notes.sort();
        notes
    };
    let warned = shop.as_ref().map(|shop| warnings(shop, now)).unwrap_or_default();
    let warned = [warned, secrets_in_the_open(&written.document)].concat();
    Examined {
        mistakes: notes(&mut mistakes.iter().map(|m| (&m.path, m.what.as_str()))),
        warnings: notes(&mut warned.iter().map(|(path, what)| (path, what.as_str()))),
        shop: shop.ok().filter(|_| mistakes.is_empty()),
        files,
    }
}

/// The document without what is of these kinds; what every shop must say is filled in with something harmless.
fn readable(document: &Value, mistakes: &[Mistake], without: &[Kind]) -> Value {
    let stand_in = json!({
        "id": "shop", "name": "Shop", "url": "https://shop.example", "locale": "en", "zone": "UTC",
        "sender": {"address": "shop@shop.example"},
    });
    let mut readable = document.clone();
    for mistake in mistakes {
        match mistake.kind {
            kind if without.contains(&kind) => mistake.path.take_from(&mut readable),
            Kind::Missing if mistake.path.of(&stand_in).is_none() => {
                mistake.path.above().take_from(&mut readable)
            }
            _ => {}
        }
    }
    // A list with a hole in it isn't read either.
    for mistake in mistakes {
        if mistake.path.of(&readable) == Some(&Value::Null) {
            mistake.path.above().take_from(&mut readable);
        }
    }
    lay(stand_in, readable)
}

/// Whether a mistake at `path` may be but a consequence of what is known to be wrong at `known`.
fn follows(path: &Path, known: &Path) -> bool {
    let switch = ["mode", "live_since", "redirect_to"];
    let of_one_switch = known.is_under(&["automations"])
        && path.above() == known.above()
        && switch.contains(&path.last())
        && switch.contains(&known.last());
    path.meets(known)
        || of_one_switch
        || (known.is_under(&["id"]) && (path.is_under(&["secrets"]) || path.is_under(&["platforms"])))
        || (known.is_under(&["url"]) && path.is_under(&["look", "logo"]))
}

/// What the rooms say of settings that can be read.
fn said(shop: &Shop, document: &Value) -> impl Iterator<Item = Mistake> {
    let named = |mistake: String| {
        let (key, what) = mistake.split_once(": ").unwrap_or(("", mistake.as_str()));
        let hint = match names::nearest_zone(&shop.zone) {
            Some(zone) if key == "zone" => format!("; did you mean {zone:?}?"),
            _ => String::new(),
        };
        Mistake::unfit(Path::named(key, document), format!("{what}{hint}"))
    };
    let mut all: Vec<Mistake> = shop.mistakes().into_iter().map(named).collect();
    all.extend(mail::wording_mistakes(shop).into_iter().map(named));
    let locale = Path::default().key("locale");
    let language = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if !names::is_spoken(&shop.locale) {
        let hint = names::hint(&language(&shop.locale), &names::languages());
        all.push(Mistake::unfit(locale, format!("mails don't speak this language{hint}")));
    } else if !shop.locales.is_empty() && !shop.locales.iter().any(|l| language(l) == language(&shop.locale))
    {
        all.push(Mistake::unfit(
            locale,
            "its language isn't among `locales`; add it there, or choose one of them",
        ));
    }
    all.into_iter()
}

/// What may be meant so, but rarely is.
fn warnings(shop: &Shop, now: Timestamp) -> Vec<(Path, String)> {
    let mut found = Vec::new();
    let root = Path::default();
    let mut warn = |path: Path, what: &str| found.push((path, what.to_owned()));
    if shop.routes.0.is_empty() {
        warn(
            root.key("routes"),
            "nobody is named for tasks, such as a buyer's wish to be forgotten: they go where answers to mails go; \
             write [routes] with default = \"owner@example.com\"",
        );
    }
    if shop.secrets.webhooks.is_empty() {
        warn(
            root.key("secrets"),
            "the shop hears nothing: no source may send webhooks; name its secret under [secrets.webhooks]",
        );
    }
    for source in shop.platforms.keys().filter(|source| !shop.secrets.webhooks.contains_key(*source)) {
        warn(
            root.key("platforms").key(source),
            "what it tells by itself is refused: name its secret under [secrets.webhooks], too",
        );
    }
    for (name, table) in &shop.automations {
        let at = |key: &str| root.key("automations").key(name).key(key);
        let days = |days: i64| SignedDuration::from_hours(24 * days);
        match table.switch.live_since {
            Some(since) if since > now + days(366) => {
                warn(at("live_since"), "this is more than a year ahead; until then nothing is sent");
            }
            Some(since) if since < now - days(10 * 366) => {
                warn(
                    at("live_since"),
                    "this is so long ago that it guards nothing; write when the shop went live",
                );
            }
            _ => {}
        }
        if table.switch.redirect_to.is_some() && table.switch.mode == Mode::Live {
            warn(
                at("redirect_to"),
                "nothing is redirected in the mode \"live\"; take it out when you are sure",
            );
        }
    }
    found
}

/// Texts that look like a secret itself rather than its name. They aren't quoted.
fn secrets_in_the_open(document: &Value) -> Vec<(Path, String)> {
    const BEGINNINGS: &[&str] = &[
        "shpat_", "shpss_", "shpca_", "shppa_", "whsec_", "sk_live_", "sk_test_", "rk_live_", "AKIA", "ck_",
        "cs_",
    ];
    let looks_so = |text: &str| {
        let long = text.len() >= 24 && !text.contains(['/', ' ', '@', '.', ':']);
        let mixed = text.bytes().any(|b| b.is_ascii_digit()) && text.bytes().any(|b| b.is_ascii_alphabetic());
        text.len() >= 12 && BEGINNINGS.iter().any(|b| text.starts_with(b)) || long && mixed
    };
    fn texts(path: &Path, value: &Value, found: &mut Vec<(Path, String)>) {
        match value {
            Value::String(text) => found.push((path.clone(), text.clone())),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| texts(&path.item(n), item, found))
            }
            Value::Object(fields) => {
                fields.iter().for_each(|(key, value)| texts(&path.key(key), value, found))
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    texts(&Path::default(), document, &mut all);
    let say = "this looks like a secret itself; put it into SSM, write its name here, and have the platform make a \
               new one: whoever saw this file knows it";
    all.into_iter().filter(|(_, text)| looks_so(text)).map(|(path, _)| (path, say.to_owned())).collect()
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
