//! The report on a stretch.

use std::collections::BTreeMap;

use jiff::{
    Span,
    civil::{Date, Weekday},
};
use serde::{Deserialize, Serialize};

use super::Tally;
use crate::{EntityRef, NewEvent, Payload, edd::daily::Entry, mail::MailRequested};

/// So many weeks the mail shows beside each other.
pub const ADHERENCE_WEEKS: i32 = 8;
/// So many parts of a kind are told; the rest is summed up under [`Report::OTHERS`].
const MOST_PARTS: usize = 25;

/// The report. Data of `adherence.made`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The first day on which something was due.
    pub from: Date,
    /// The last.
    pub to: Date,
    /// All.
    pub whole: Tally,
    /// By where it left and where it went, the largest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lanes: Vec<Part>,
    /// By carrier and service.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub carriers: Vec<Part>,
    /// By warehouse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warehouses: Vec<Part>,
    /// The weeks up to the last day, by their Mondays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weeks: Vec<Week>,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is: `berlin → DE 1`, `DHL/parcel`, `berlin`; empty where it isn't known.
    pub name: String,
    /// Its numbers.
    pub tally: Tally,
}

/// A week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// Its Monday.
    pub monday: Date,
    /// Its numbers.
    pub tally: Tally,
}

impl Payload for Report {
    const KIND: &'static str = "adherence.made";
}

impl Report {
    /// The kind of entity that a report is.
    pub const ENTITY: &'static str = "ADHERENCE";
    /// The message that tells it.
    pub const MESSAGE: &'static str = "delivery-adherence";
    /// The name of its effect.
    pub const EFFECT: &'static str = "adherence";
    /// What the parts are called that aren't told one by one.
    pub const OTHERS: &'static str = "…";

    /// Of what was due from `from` to `to`, both included. The weeks begin so many before the last day.
    pub fn of<'e>(entries: impl Iterator<Item = &'e Entry>, from: Date, to: Date, weeks: i32) -> Self {
        let due = |entry: &&Entry, from: Date| {
            entry.promise.as_ref().is_some_and(|promise| (from..=to).contains(&promise.arrival.latest))
        };
        let since = monday(to).checked_sub(Span::new().weeks(weeks - 1)).unwrap_or(from);
        let mut by_week: BTreeMap<Date, Tally> = BTreeMap::new();
        let (mut whole, mut lanes, mut carriers, mut warehouses) =
            (Tally::default(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for entry in entries.filter(|entry| due(entry, from.min(since))) {
            let Some(promise) = &entry.promise else { continue };
            let latest = promise.arrival.latest;
            if latest >= since {
                by_week.entry(monday(latest)).or_default().count(entry, to);
            }
            if latest < from {
                continue;
            }
            whole.count(entry, to);
            let origin = promise.origin.clone().unwrap_or_default();
            let lane = format!("{origin} → {}", place(entry));
            add(&mut lanes, lane.trim().to_owned(), entry, to);
            add(&mut carriers, promise.service.clone().unwrap_or_default(), entry, to);
            add(&mut warehouses, origin, entry, to);
        }
        Self {
            from,
            to,
            whole,
            lanes: parts(lanes),
            carriers: parts(carriers),
            warehouses: parts(warehouses),
            weeks: by_week.into_iter().map(|(monday, tally)| Week { monday, tally }).collect(),
        }
    }

    /// Whether nothing was due.
    pub fn is_empty(&self) -> bool {
        self.whole.due() == 0
    }

    /// The entity of the report of a date.
    pub fn entity(date: Date) -> EntityRef {
        EntityRef::new(Self::ENTITY, &date.to_string())
    }

    /// The event that says that it was made.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(Self::EFFECT, self)
    }

    /// The mail that tells it.
    pub fn mail() -> MailRequested {
        MailRequested::report(Self::MESSAGE)
    }
}

/// Where an order goes, as widely as a report needs it: a country, and the first sign of its postcode.
fn place(entry: &Entry) -> String {
    let sign = entry.to.postcode.as_deref().and_then(|code| code.chars().next());
    sign.map_or_else(|| entry.to.country.clone(), |sign| format!("{} {sign}", entry.to.country))
}

fn add(parts: &mut BTreeMap<String, Tally>, name: String, entry: &Entry, to: Date) {
    parts.entry(name).or_default().count(entry, to);
}

/// The largest first; of the small ones the sum.
fn parts(all: BTreeMap<String, Tally>) -> Vec<Part> {
    let mut parts: Vec<Part> = all.into_iter().map(|(name, tally)| Part { name, tally }).collect();
    parts.retain(|part| part.tally.due() > 0);
    parts.sort_by_key(|part| std::cmp::Reverse(part.tally.due()));
    if parts.len() > MOST_PARTS {
        let rest = parts.split_off(MOST_PARTS - 1);
        let mut tally = Tally::default();
        for part in rest {
            tally.merge(&part.tally);
        }
        parts.push(Part { name: Report::OTHERS.to_owned(), tally });
    }
    parts
}

fn monday(day: Date) -> Date {
    let past = Weekday::Monday.until(day.weekday());
    day.checked_sub(Span::new().days(past)).unwrap_or(day)
}
