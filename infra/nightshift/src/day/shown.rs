//! The table at the end of the day.

use std::{collections::BTreeMap, time::Duration};

use domain::{Event, send::State, webhook::Received};
use jiff::SignedDuration;
use serde::Serialize;

use super::{
    play::{About, Played, numbers},
    rest::{View, mail_of},
};
use crate::{
    mails::{Kept, masked},
    out::{self, progress::seconds},
};

/// One delivery, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Row {
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    played: &[Played],
    view: &View,
    mails: &[Kept],
    reasons: &BTreeMap<String, String>,
) -> Vec<Row> {
    let numbers = numbers(played);
    let mut seen = Vec::new();
    let row = |one: &Played| {
        let order = one.about.as_ref().and_then(|a| numbers.get(&a.entity)).map(|n| format!("#{n}"));
        let door = one.answers.iter().map(|a| a.took).max().unwrap_or_default();
        let mut row = Row {
            order: order.unwrap_or_default(),
            event: one.delivery.topic.clone(),
            story: one.delivery.story.clone(),
            answer: answers(one),
            decision: "–".into(),
            because: one
                .answers
                .first()
                .and_then(|a| a.body["reason"].as_str())
                .unwrap_or_default()
                .to_owned(),
            mail: None,
            took_ms: millis(door),
            as_told: one.as_told(),
        };
        let story = one.about.as_ref().and_then(|about| Some((about, view.stories.get(&about.entity)?)));
        let events = story.iter().flat_map(|(_, story)| story.events.iter().map(|kept| &kept.event));
        let Some(received) = story.and_then(|(about, _)| events.clone().find(|e| is_of(e, about))) else {
            return row;
        };
        // The same news again: what came of it stands in the first row.
        if seen.contains(&received.id) {
            return row;
        }
        seen.push(received.id.clone());
        let decided =
            |e: &&Event| e.cause.as_ref() == Some(&received.id) && !e.kind.starts_with("mail.returned");
        match events.clone().find(decided) {
            Some(event) => decision(&mut row, event, one, view, mails),
            None => {
                row.decision = "nothing".into();
                row.because = reasons.get(&received.id).cloned().unwrap_or_default();
            }
        }
        row
    };
    played.iter().map(row).collect()
}

fn decision(row: &mut Row, event: &Event, one: &Played, view: &View, mails: &[Kept]) {
    row.because = event.because.clone().unwrap_or_default();
    let mut until = event.time;
    row.decision = match mail_of(event) {
        None => event.kind.trim_start_matches("confirmation.").to_owned(),
        Some(request) => {
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
            request.message
        }
    };
    let took = until.duration_since(one.sent).max(SignedDuration::ZERO);
    row.took_ms = millis(took.unsigned_abs());
}

fn reported(entry: &domain::send::Entry) -> String {
    match (entry.state, &entry.reported) {
        (State::Sent, Some(report)) => report.word().to_lowercase(),
        (State::Sent, None) => "sent".into(),
        (State::Sending, _) => "sending".into(),
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

/// Prints the table.
pub(crate) fn print(rows: &[Row]) {
    let mut table = out::table(&["event", "the door", "decision", "because", "mail", "took"]);
    for row in rows {
        let mail = row.mail.as_ref().map_or_else(String::new, |mail| {
            format!("{:>2}  {}\n    to {}, {}", mail.number, mail.subject, mail.to, mail.reported)
        });
        let flag = if row.as_told { "" } else { "  ✗ not as told" };
        table.add_row([
            format!("{}\n{}", format!("{} {}", row.order, row.event).trim(), row.story),
            format!("{}{flag}", row.answer),
            row.decision.clone(),
            row.because.clone(),
            mail,
            // A left-to-right mark: an Arabic subject before it would swap number and unit.
            format!("\u{200e}{}", seconds(Duration::from_millis(row.took_ms))),
        ]);
    }
    anstream::println!("{table}");
}
