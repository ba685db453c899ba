//! The owner's digest as its mail shows it: groups of rows, each a name and a number.

use std::collections::BTreeMap;

use domain::{
    Timestamp,
    digest::{Digest, OTHERS, Source},
    settings::Shop,
};
use serde::Serialize;

use crate::{
    Unmailable, clean,
    context::Context,
    locale::Speech,
    strings::{Fence, Strings, Word},
};

/// Longer ones are no topic and no queue.
const LONGEST: usize = 100;

/// Headings and labels are sentences of the message's own.
#[derive(Debug, Serialize)]
pub(crate) struct DigestView {
    shop: String,
    date: String,
    since: String,
    until: String,
    /// How many orders a day are usual, where none came.
    usual: Option<String>,
    groups: Vec<Group>,
    /// Commands that tell more.
    commands: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Group {
    heading: String,
    rows: Vec<Row>,
}

#[derive(Debug, Serialize)]
struct Row {
    label: String,
    value: String,
}

impl DigestView {
    pub(crate) fn of(digest: &Digest, cx: &Context) -> Result<Self, Unmailable> {
        let say = Say { speech: cx.speech, strings: cx.strings };
        let instant = |at: Timestamp| cx.speech.dates.instant(&at.to_zoned(cx.zone.clone()), cx.strings);
        let usual = digest.silent.map(|usual| say.count(usual)).transpose()?;
        let groups = [
            say.orders(digest)?,
            say.mails(digest)?,
            say.kept_back(digest)?,
            say.tasks(digest)?,
            say.came_in(digest)?,
            say.dead_letters(digest)?,
        ];
        Ok(Self {
            shop: cx.shop.id.to_string(),
            date: cx.speech.dates.full(digest.date)?,
            since: instant(digest.since)?,
            until: instant(digest.until)?,
            usual,
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            commands: commands(digest, cx.shop),
        })
    }
}

/// What to type to see more; never more than there is to see.
fn commands(digest: &Digest, shop: &Shop) -> Vec<String> {
    let refused = digest.sources.values().any(|source| !source.refused.is_empty());
    let (tasks, kept) = (digest.tasks.open > 0, !digest.withheld.is_empty());
    [
        (tasks, "tasks list --shop"),
        (digest.unsent() > 0, "missing --shop"),
        (kept, "shadow-report --shop"),
        (refused || !digest.dead_letters.is_empty(), "doctor --shop"),
    ]
    .into_iter()
    .filter(|(is_of_use, _)| *is_of_use)
    .map(|(_, command)| format!("cargo nightshift {command} {}", shop.id))
    .collect()
}

struct Say<'s> {
    speech: &'s Speech,
    strings: &'s Strings,
}

impl Say<'_> {
    fn count(&self, count: u64) -> Result<String, Unmailable> {
        self.speech.numbers.count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn say(&self, key: &str) -> Result<String, Unmailable> {
        self.strings.say(&format!("owner-digest-{key}"), &[], Fence::WhereDirectionsMix)
    }

    fn row(&self, label: &str, count: u64) -> Result<Option<Row>, Unmailable> {
        if count == 0 {
            return Ok(None);
        }
        Ok(Some(Row { label: self.say(label)?, value: self.count(count)? }))
    }

    /// The row of a label with a foreign word in it, such as a topic.
    fn named(&self, label: &str, name: &str, count: u64) -> Result<Row, Unmailable> {
        // A word that can't be shown mustn't keep the numbers from being told.
        let name = clean::short(name, LONGEST, "digest.name").unwrap_or_else(|_| OTHERS.to_owned());
        let name = Word::Text(name);
        let key = format!("owner-digest-{label}");
        let label = self.strings.say(&key, &[("name", name)], Fence::WhereDirectionsMix)?;
        Ok(Row { label, value: self.count(count)? })
    }

    /// The row of a word that we may have a text for; else the word is shown as it is.
    fn word(&self, prefix: &str, word: &str, count: u64) -> Result<Row, Unmailable> {
        let key = format!("{prefix}-{}", word.to_ascii_lowercase());
        if self.strings.has(&format!("owner-digest-{key}")) {
            return Ok(Row { label: self.say(&key)?, value: self.count(count)? });
        }
        self.named(&format!("{prefix}-other"), word, count)
    }

    fn words(&self, prefix: &str, counts: &BTreeMap<String, u64>) -> Result<Vec<Row>, Unmailable> {
        counts.iter().map(|(word, count)| self.word(prefix, word, *count)).collect()
    }

    fn group(&self, heading: &str, rows: impl IntoIterator<Item = Option<Row>>) -> Result<Group, Unmailable> {
        Ok(Group { heading: self.say(heading)?, rows: rows.into_iter().flatten().collect() })
    }

    fn orders(&self, digest: &Digest) -> Result<Group, Unmailable> {
        let totals = digest.totals.iter().map(|total| {
            let value = self.speech.numbers.money(*total)?;
            Ok(Row { label: self.say("orders-total")?, value })
        });
        let totals = totals.collect::<Result<Vec<_>, Unmailable>>()?;
        let new = self.row("orders-new", digest.orders)?;
        self.group("orders", std::iter::once(new).chain(totals.into_iter().map(Some)))
    }

    fn mails(&self, digest: &Digest) -> Result<Group, Unmailable> {
        let mut rows = Vec::new();
        for (message, mails) in &digest.mails {
            rows.push(Some(self.word("mail", message, mails.sent)?));
        }
        rows.push(self.row("mails-unsent", digest.unsent())?);
        rows.push(self.row("mails-again", digest.again)?);
        rows.extend(self.words("returned", &digest.returned)?.into_iter().map(Some));
        self.group("mails", rows)
    }

    fn kept_back(&self, digest: &Digest) -> Result<Group, Unmailable> {
        let mut rows = self.words("because", &digest.suppressed)?;
        rows.extend(self.row("because-held", digest.held)?);
        rows.extend(self.words("withheld", &digest.withheld)?);
        self.group("kept-back", rows.into_iter().map(Some))
    }

    fn tasks(&self, digest: &Digest) -> Result<Group, Unmailable> {
        let tasks = &digest.tasks;
        let rows = [
            self.row("tasks-opened", tasks.opened)?,
            self.row("tasks-closed", tasks.closed)?,
            self.row("tasks-open", tasks.open)?,
            self.row("tasks-overdue", tasks.overdue)?,
        ];
        self.group("tasks", rows)
    }

    fn came_in(&self, digest: &Digest) -> Result<Group, Unmailable> {
        let mut rows = Vec::new();
        for (name, source) in &digest.sources {
            let Source { told, found, imported, refused, ignored } = source;
            for (label, count) in [("came-told", told), ("came-found", found), ("came-imported", imported)] {
                if *count > 0 {
                    rows.push(Some(self.named(label, name, *count)?));
                }
            }
            for (label, topics) in [("came-refused", refused), ("came-ignored", ignored)] {
                for (topic, count) in topics {
                    rows.push(Some(self.named(label, &format!("{name} {topic}"), *count)?));
                }
            }
        }
        self.group("came", rows)
    }

    fn dead_letters(&self, digest: &Digest) -> Result<Group, Unmailable> {
        let rows = digest.dead_letters.iter().map(|(queue, count)| self.named("dead-in", queue, *count));
        let rows = rows.collect::<Result<Vec<_>, _>>()?;
        self.group("dead", rows.into_iter().map(Some))
    }
}
