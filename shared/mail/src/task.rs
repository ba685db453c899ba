//! A task as its mail shows it.

use domain::{EntityRef, Timestamp, settings::Shop, task::Task};
use serde::Serialize;

use crate::{
    Unmailable, clean,
    locale::Speech,
    strings::{Fence, Strings, Word},
};

/// Longer ones are no word and no id.
const LONGEST: usize = 200;

/// The detail by which people call what a task is about.
const NUMBER: &str = "number";

/// Titles, texts and what a task is about are sentences that the template asks for by these keys.
#[derive(Debug, Serialize)]
pub(crate) struct TaskView {
    /// What people type to close it: the shop's id and its own.
    shop: String,
    id: String,
    reason: String,
    title_key: String,
    text_key: String,
    about_key: String,
    about_kind: String,
    about_id: String,
    due: String,
    details: Vec<(String, String)>,
}

impl TaskView {
    pub(crate) fn of(
        entity: &EntityRef,
        task: &Task,
        shop: &Shop,
        speech: &Speech,
        strings: &Strings,
    ) -> Result<Self, Unmailable> {
        // A word that this release has no text for is shown as it is.
        let known = |prefix: &str, word: &str| {
            let key = format!("{prefix}-{}", word.to_ascii_lowercase());
            if strings.has(&key) { key } else { format!("{prefix}-unknown") }
        };
        let (reason, about) = (&task.wanted.reason, &task.about);
        let detail = |(name, value): (&str, &str)| -> Result<_, Unmailable> {
            Ok((clean::line(name, "task.details")?, clean::line(value, "task.details")?))
        };
        // People say an order's number; its id stands among the details then.
        let number = task.wanted.details.get(NUMBER).map(String::as_str);
        let others = task.wanted.details.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let details = others.filter(|(name, _)| *name != NUMBER).chain(number.map(|_| ("id", about.id())));
        Ok(Self {
            shop: shop.id.to_string(),
            id: clean::short(entity.id(), LONGEST, "task.id")?,
            reason: clean::short(reason, LONGEST, "task.reason")?,
            title_key: known("task-title", reason),
            text_key: known("task-text", reason),
            about_key: known("task-about", about.kind()),
            about_kind: clean::short(about.kind(), LONGEST, "task.about")?,
            about_id: clean::short(number.unwrap_or(about.id()), LONGEST, "task.about")?,
            due: instant(task.wanted.due, shop, speech, strings)?,
            details: details.map(detail).collect::<Result<_, _>>()?,
        })
    }
}

/// An instant as the shop's clock shows it, with the clock's name. ICU's calendars aren't linked for this one
/// line.
fn instant(at: Timestamp, shop: &Shop, speech: &Speech, strings: &Strings) -> Result<String, Unmailable> {
    let at = at.to_zoned(shop.time_zone());
    let weekday = format!("weekday-{}", at.weekday().to_monday_one_offset());
    let month = format!("month-{}", at.month());
    let numbers = &speech.numbers;
    let clock = |n: i8| numbers.digits(n.into(), 2);
    let words = [
        ("weekday", strings.say(&weekday, &[], Fence::Never)?),
        ("day", numbers.digits(at.day().into(), 1)?),
        ("month", strings.say(&month, &[], Fence::Never)?),
        ("year", numbers.digits(at.year().into(), 1)?),
        ("time", format!("{}:{}", clock(at.hour())?, clock(at.minute())?)),
        ("zone", at.time_zone().iana_name().unwrap_or("UTC").to_owned()),
    ];
    strings.say("instant", &words.map(|(name, word)| (name, Word::Text(word))), Fence::Never)
}
