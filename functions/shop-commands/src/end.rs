//! What came of a command: written down, and told to whoever asked and to whoever has to see to it.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    EntityRef, Event, Failure, NewEvent, Timestamp,
    command::{Done, Entry, Outcome, Parked, REFUSED_TASK, Refused, Requested, State, Verdict, Why},
    event::Origin,
    task::Wanted,
};
use jiff::SignedDuration;
use shell::metrics;
use store::commands::{Changed, Turn};

use crate::{NAME, ShopCommands};

/// How soon somebody should see to it.
const WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// Whose tasks they are, unless the routes name nobody for money.
const OWNER: &str = "money";
/// The longest pause before a shop is tried again.
const LONGEST_PAUSE: u64 = 1800;
/// More of a reason isn't kept.
const LONGEST_REASON: usize = 200;

/// A command under way.
pub(crate) struct Call<'c> {
    pub(crate) event: &'c Event,
    pub(crate) requested: &'c Requested,
    pub(crate) order: &'c EntityRef,
    pub(crate) turn: &'c Turn,
    /// What people call the order.
    pub(crate) name: Option<String>,
}

/// What is to be written down.
pub(crate) struct Ending {
    verdict: Verdict,
    /// Whether this attempt may have reached the shop.
    sent: bool,
}

impl Ending {
    pub(crate) fn after(outcome: &Outcome, verdict: Verdict) -> Self {
        Self { verdict, sent: matches!(outcome, Outcome::InDoubt(_)) }
    }

    pub(crate) fn unsent(verdict: Verdict) -> Self {
        Self { verdict, sent: false }
    }
}

impl ShopCommands {
    /// Writes it down. The command's owner only; a lost turn leaves it to the successor.
    pub(crate) async fn end(
        &self,
        call: &Call<'_>,
        mut entry: Entry,
        ending: Ending,
        before: Option<&Entry>,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let shop = &call.event.shop;
        let mut events = Vec::new();
        match &ending.verdict {
            Verdict::Done { reference, asked } => {
                entry.state = State::Done;
                entry.reference.clone_from(reference);
                events.push(done(call, &entry, *asked));
            }
            Verdict::Refused(words) => {
                entry.state = State::Refused;
                entry.reason = Some(short(words));
                events.push(refused(call, &entry, words));
                events.push(task(call, &entry, REFUSED_TASK, None, now));
            }
            Verdict::Parked(why, detail) => {
                entry.state = State::Parked;
                entry.why = Some(*why);
                entry.reason = Some(short(detail));
                events.push(parked(call, &entry, *why, detail));
                events.push(task(call, &entry, why.task(), Some(*why), now));
            }
            Verdict::Release(reason, pause) => {
                (entry.state, entry.attempts) = (State::Asked, 0);
                entry.reason = Some(short(reason));
                let changed = Changed { order: call.order, turn: call.turn, entry: &entry };
                self.store.release_command(shop, changed).await?;
                return Err(later("the shop wasn't told", reason, *pause, call.event.time, now));
            }
            Verdict::Keep(reason, pause) => {
                if !ending.sent {
                    // This attempt surely told the shop nothing: it uses up none.
                    entry.attempts = before.map_or(1, |before| before.attempts);
                    entry.reason = Some(short(reason));
                    let changed = Changed { order: call.order, turn: call.turn, entry: &entry };
                    self.store.keep_command(shop, changed).await?;
                } else {
                    metrics::count(NAME, "LostAnswers", 1);
                }
                let patience = self.patience.as_secs().unsigned_abs();
                let pause = pause.unwrap_or_default().max(patience).max(grown(call.event.time, now));
                return Err(later(
                    "it isn't known whether the shop has done it",
                    reason,
                    Some(pause),
                    now,
                    now,
                ));
            }
            Verdict::Send => return Err(Failure::bug("a command that was to be sent wasn't")),
        }
        let origin =
            Origin { cause: Some(call.event.id.clone()), by: Some(NAME.to_owned()), ..Origin::default() };
        let changed = Changed { order: call.order, turn: call.turn, entry: &entry };
        let written = self.store.end_command(shop, changed, &events, &origin, now).await?;
        if !written {
            return Err(Failure::later("another attempt has taken it over", Duration::from_secs(30)));
        }
        match (entry.state, entry.why) {
            (State::Done, _) => metrics::count(NAME, "Done", 1),
            (State::Refused, _) => metrics::count(NAME, "Refused", 1),
            (_, Some(Why::InDoubt)) => metrics::count(NAME, "InDoubt", 1),
            _ => metrics::count(NAME, "Parked", 1),
        }
        tracing::info!(
            shop = shop.as_str(),
            command = entry.id.as_str(),
            kind = entry.command,
            came_to = entry.state.as_str(),
            "a command came to its end"
        );
        Ok(())
    }
}

fn done(call: &Call<'_>, entry: &Entry, asked: bool) -> NewEvent {
    let done = Done {
        id: entry.id.clone(),
        order: call.requested.order.clone(),
        key: entry.key.clone(),
        command: entry.command.clone(),
        reference: entry.reference.clone(),
        amount: entry.amount,
        asked,
    };
    NewEvent::of(format!("command#done#{}", entry.id.as_str()), &done)
}

fn refused(call: &Call<'_>, entry: &Entry, words: &str) -> NewEvent {
    let refused = Refused {
        id: entry.id.clone(),
        order: call.requested.order.clone(),
        key: entry.key.clone(),
        command: entry.command.clone(),
        words: short(words),
    };
    NewEvent::of(format!("command#refused#{}", entry.id.as_str()), &refused)
}

fn parked(call: &Call<'_>, entry: &Entry, why: Why, detail: &str) -> NewEvent {
    let parked = Parked {
        id: entry.id.clone(),
        order: call.requested.order.clone(),
        key: entry.key.clone(),
        command: entry.command.clone(),
        why,
        detail: short(detail),
    };
    NewEvent::of(format!("command#parked#{}", entry.id.as_str()), &parked)
}

/// What a person has to see to.
fn task(call: &Call<'_>, entry: &Entry, reason: &str, why: Option<Why>, now: Timestamp) -> NewEvent {
    let mut details: BTreeMap<String, String> = BTreeMap::new();
    let mut say = |key: &str, text: Option<String>| {
        details.extend(text.filter(|text| !text.is_empty()).map(|text| (key.to_owned(), text)));
    };
    say("command", Some(entry.command.clone()));
    say("order", Some(call.requested.order.clone()));
    say("number", call.name.clone());
    say("amount", entry.amount.map(|amount| amount.to_string()));
    say("why", why.map(|why| why.as_str().to_owned()));
    say("because", entry.reason.clone());
    say("once-key", Some(entry.id.mark()));
    let wanted = Wanted { reason: reason.to_owned(), owner: OWNER.to_owned(), due: now + WITHIN, details };
    wanted.event(entry.id.as_str())
}

fn short(text: &str) -> String {
    text.chars().take(LONGEST_REASON).collect()
}

/// Comes back after as long as the shop says; else after a quarter of the time that it has been wanted.
pub(crate) fn later(
    what: &str,
    reason: &str,
    pause: Option<u64>,
    wanted: Timestamp,
    now: Timestamp,
) -> Failure {
    let pause = pause.unwrap_or_else(|| grown(wanted, now).max(15) + fastrand::u64(0..15));
    Failure::later(format!("{what}: {reason}"), Duration::from_secs(pause.clamp(1, LONGEST_PAUSE)))
}

/// A quarter of the time that it has been wanted.
fn grown(wanted: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(now.duration_since(wanted).as_secs() / 4).unwrap_or_default()
}
