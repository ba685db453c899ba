//! A task as its mail shows it.

use domain::{EntityRef, purchase, task::Task};
use serde::Serialize;

use crate::{Unmailable, clean, context::Context};

/// Longer ones are no word and no id.
const LONGEST: usize = 200;

/// The words for whatever has become of a mail about a purchase order.
const OF_PURCHASE: &str = "mail-of-purchase";

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
    pub(crate) fn of(entity: &EntityRef, task: &Task, cx: &Context) -> Result<Self, Unmailable> {
        // A word that this release has no text for is shown as it is.
        let known = |prefix: &str, word: &str| {
            let key = format!("{prefix}-{}", word.to_ascii_lowercase());
            if cx.strings.has(&key) { key } else { format!("{prefix}-unknown") }
        };
        let (reason, about) = (&task.wanted.reason, &task.about);
        // A purchase order has no buyer who could be asked for another address.
        let of_purchase = about.kind() == purchase::ENTITY && reason.starts_with("mail-");
        let word = if of_purchase { OF_PURCHASE } else { reason };
        let detail = |(name, value): (&str, &str)| -> Result<_, Unmailable> {
            Ok((clean::line(name, "task.details")?, clean::line(value, "task.details")?))
        };
        // People say an order's number; its id stands among the details then.
        let number = task.wanted.details.get(NUMBER).map(String::as_str);
        let others = task.wanted.details.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let details = others.filter(|(name, _)| *name != NUMBER).chain(number.map(|_| ("id", about.id())));
        let due = task.wanted.due.to_zoned(cx.zone.clone());
        Ok(Self {
            shop: cx.shop.id.to_string(),
            id: clean::short(entity.id(), LONGEST, "task.id")?,
            reason: clean::short(reason, LONGEST, "task.reason")?,
            title_key: known("task-title", word),
            text_key: known("task-text", word),
            about_key: known("task-about", about.kind()),
            about_kind: clean::short(about.kind(), LONGEST, "task.about")?,
            about_id: clean::short(number.unwrap_or(about.id()), LONGEST, "task.about")?,
            due: cx.speech.dates.instant(&due, cx.strings)?,
            details: details.map(detail).collect::<Result<_, _>>()?,
        })
    }
}
