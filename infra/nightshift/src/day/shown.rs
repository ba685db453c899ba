//! The table at the end of the day.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    EntityRef, Event, Payload as _, edd::Stored, event::WITHHELD, send::State, task::Wanted,
    webhook::Received,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use super::{
    index::Day,
    play::{About, Played, names},
    rest::{View, events, mail_of},
};
use crate::{
    mails::{StoredMail, masked},
    out::{self, progress::seconds},
};

/// One delivery, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Whose webhook it was.
    pub(crate) shop: String,
    /// Who sent it.
    pub(crate) source: String,
    /// What it is about, where it could be understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) entity: Option<EntityRef>,
    /// The order's number, where there is one.
    pub(crate) order: String,
    /// What came.
    pub(crate) event: String,
    /// What it shows.
    pub(crate) story: String,
    /// What the door said.
    pub(crate) answer: String,
    /// What was decided.
    pub(crate) decision: String,
    /// Why.
    pub(crate) because: String,
    /// The mail that came of it.
    pub(crate) mail: Option<Mail>,
    /// From sending the webhook to the last thing that came of it.
    pub(crate) took_ms: u64,
    /// Whether it is as the day says.
    pub(crate) as_told: bool,
}

/// A mail in the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mail {
    /// Its number in the mailbox.
    pub(crate) number: u32,
    /// Its addressee, masked.
    pub(crate) to: String,
    /// Its subject.
    pub(crate) subject: String,
    /// What SES reported last.
    pub(crate) reported: String,
}

/// All rows, in order of arrival.
pub(crate) fn rows(
    day: &Day,
    played: &[Played],
    view: &View,
    mails: &[StoredMail],
    reasons: &BTreeMap<String, String>,
) -> Vec<Row> {
    let names = names(played);
    let mut seen = Vec::new();
    let row = |one: &Played| {
        let whose = one.whose();
        let order = whose.as_ref().filter(|(_, entity)| entity.kind() == "ORDER").and_then(|w| names.get(w));
        let door = one.answers.iter().map(|a| a.took).max().unwrap_or_default();
        let said = one.answers.first().and_then(|a| a.body["reason"].as_str());
        let mut row = Row {
            shop: one.delivery.shop.to_string(),
            source: day.shops.get(&one.delivery.shop).cloned().unwrap_or_default(),
            entity: one.about.as_ref().map(|about| about.entity.clone()),
            order: order.map(|number| format!("#{number}")).unwrap_or_default(),
            event: one.delivery.topic.clone(),
            story: one.delivery.story.clone(),
            answer: answers(one),
            decision: "–".into(),
            because: said.unwrap_or_default().to_owned(),
            mail: None,
            took_ms: millis(door),
            as_told: one.as_told(),
        };
        let story = whose.and_then(|whose| view.stories.get(&whose));
        let Some((story, about)) = story.zip(one.about.as_ref()) else { return row };
        let Some(received) = events(story).find(|e| is_of(e, about)) else { return row };
        // The same news again: what came of it stands in the first row.
        if seen.contains(&received.id) {
            return row;
        }
        seen.push(received.id.clone());
        let by = |cause: &Event, e: &Event| e.cause.as_ref() == Some(&cause.id);
        // What waits for the order's date is caused by the date.
        let promise = events(story).find(|e| e.kind == Stored::KIND && by(received, e));
        let caused = |e: &&Event| by(received, e) || promise.is_some_and(|promise| by(promise, e));
        let decided = |e: &&Event| {
            caused(e)
                && ![Wanted::KIND, Stored::KIND].contains(&e.kind.as_str())
                && !e.kind.starts_with("mail.returned")
        };
        // The decision asks for it, or it was written together with what was received.
        let wanted = |e: &&Event| e.kind == Wanted::KIND && (caused(e) || e.seq == received.seq + 1);
        let wanted = events(story).find(wanted);
        let reason = reasons.get(&received.id);
        if let Some(event) = events(story).find(decided).or(promise) {
            decision(&mut row, event, one, view, mails);
            // What was decided may be told apart from the mail that tells it.
            if let Some(told) = events(story).find(|e| caused(e) && mail_of(e).is_some()) {
                mail(&mut row, told, one, view, mails);
            }
            if let Some(task) = wanted.and_then(|wanted| mail_of_task(view, wanted)) {
                mail(&mut row, task, one, view, mails);
            }
        } else if let Some(wanted) = wanted {
            task(&mut row, wanted, one, view, mails);
        } else if reason.is_some() || order.is_some() {
            row.decision = "nothing".into();
            row.because = reason.cloned().unwrap_or_default();
        } else {
            row.because = "nobody acts on it yet".into();
        }
        if let Some(promised) = promise.and_then(promised) {
            row.because = [row.because.as_str(), &promised].join("\n").trim().to_owned();
        }
        row
    };
    played.iter().map(row).collect()
}

/// The date that its buyer was promised with it.
fn promised(event: &Event) -> Option<String> {
    let stored: Stored = event.payload().ok()?;
    Some(match (stored.dates, stored.no_date) {
        (Some(dates), _) => {
            let day = |date: jiff::civil::Date| date.strftime("%a %-d %b").to_string();
            format!("promised {} – {}", day(dates.earliest), day(dates.latest))
        }
        (None, no_date) => format!("no date: {}", no_date.as_ref().map_or("–", |no_date| no_date.code())),
    })
}

fn decision(row: &mut Row, event: &Event, one: &Played, view: &View, mails: &[StoredMail]) {
    row.because = event.because.clone().unwrap_or_default();
    row.decision = match mail_of(event) {
        Some(request) => request.message,
        None if event.kind.starts_with(WITHHELD) => {
            format!("withheld: {}", event.data["withheld"].as_str().unwrap_or_default())
        }
        None => event.kind.trim_start_matches("confirmation.").to_owned(),
    };
    mail(row, event, one, view, mails);
}

/// What a person must do, and the mail that says so.
fn task(row: &mut Row, event: &Event, one: &Played, view: &View, mails: &[StoredMail]) {
    row.decision = "task".into();
    if let Ok(wanted) = event.payload::<Wanted>() {
        row.because = format!("{}, by {}", wanted.reason, wanted.due.strftime("%F"));
    }
    mail(row, mail_of_task(view, event).unwrap_or(event), one, view, mails);
}

/// The event that asks for the mail to the owner of a task.
fn mail_of_task<'v>(view: &'v View, wanted: &Event) -> Option<&'v Event> {
    events(view.task_of(wanted)?).find(|event| mail_of(event).is_some())
}

/// The mail that `event` asks for, if it does, and how long it was until there.
fn mail(row: &mut Row, event: &Event, one: &Played, view: &View, mails: &[StoredMail]) {
    let mut until = event.time;
    if let Some(request) = mail_of(event) {
        let id = request.send_id(&event.shop, &event.subject);
        let entry = view.sends.get(&event.id).and_then(Option::as_ref);
        if let Some(kept) = mails.iter().find(|kept| kept.send_id == id.as_str()) {
            until = kept.arrived;
            row.mail = Some(Mail {
                number: kept.number,
                to: masked(&kept.to),
                subject: kept.subject.clone(),
                reported: entry.map(reported).unwrap_or_default(),
            });
        }
    }
    let took = until.duration_since(one.sent).max(SignedDuration::ZERO);
    row.took_ms = millis(took.unsigned_abs());
}

pub(crate) fn reported(entry: &domain::send::Entry) -> String {
    match (entry.state, &entry.reported) {
        (State::Sent, Some(report)) => report.word().to_lowercase(),
        (State::Sent, None) => "sent".into(),
        (State::Sending | State::Waiting, _) => "sending".into(),
        (State::Failed | State::Parked, _) => entry.reason.clone().unwrap_or_else(|| "failed".into()),
    }
}

fn is_of(event: &Event, about: &About) -> bool {
    event.kind == about.kind
        && event.payload::<Received>().is_ok_and(|received| received.source == about.source)
}

fn answers(one: &Played) -> String {
    let mut said: Vec<String> = Vec::new();
    for answer in &one.answers {
        let word = match answer.said().as_str() {
            "failed" => answer.status.to_string(),
            word => word.to_owned(),
        };
        said.push(word);
    }
    said.sort();
    said.join(" + ")
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Prints the table. `names` are what the shops are called: subjects begin with it, and the first column has said it already.
pub(crate) fn print(rows: &[Row], names: &BTreeMap<String, String>) {
    let mut table = out::table(&["shop", "event", "the door, took", "decision", "mail"]);
    for row in rows {
        let mail = row.mail.as_ref().map_or_else(String::new, |mail| {
            let named = names.get(&row.shop).map(|name| format!("{name}: ")).unwrap_or_default();
            let subject = mail.subject.strip_prefix(&named).unwrap_or(&mail.subject);
            format!("{}  {subject}\n{}: {}", mail.number, mail.to, mail.reported)
        });
        let flag = if row.as_told { "" } else { "  ✗ not as told" };
        let took = seconds(Duration::from_millis(row.took_ms));
        table.add_row([
            format!("{}\n{}", row.shop, row.source),
            format!("{}\n{}", format!("{} {}", row.order, row.event).trim(), row.story),
            format!("{}{flag}\n{took}", row.answer),
            format!("{}\n{}", row.decision, row.because),
            mail,
        ]);
    }
    anstream::println!("{table}");
}
