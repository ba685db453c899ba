//! What becomes of returns. Pure: policy, money and moves are `domain::returns`'; what follows from them is said here.

mod ask;
mod beside;
mod case;
mod command;
mod heard;
mod news;
mod open;
mod pay;
mod slip;
mod wake;

use domain::{
    Change, Decision, Event, Failure, Payload as _, Timestamp,
    action::Taken,
    command::{Done, Parked, Refused},
    document::Made,
    returns::{
        Days, Past, Rules,
        of_order::OfOrder,
        told::{Instructed, Told, kinds},
    },
    schedule::Woken,
    settings::For,
    webhook::Received,
};

use crate::{Because, Own, facts::Facts};

use case::Case;

/// What is decided, with what it changes of the rows that a return shares with others.
pub(crate) struct Decided {
    pub(crate) decision: Decision<Because>,
    pub(crate) of_order: OfOrder,
    pub(crate) past: Option<Past>,
    pub(crate) days: Option<Days>,
    /// Whether the order must still be as it was looked at.
    pub(crate) looked_at_order: bool,
}

impl Decided {
    fn nothing(because: impl Into<Because>, facts: &Facts) -> Self {
        Self {
            decision: Decision::nothing(because.into()),
            of_order: facts.of_order.clone(),
            past: None,
            days: None,
            looked_at_order: false,
        }
    }
}

pub(crate) fn decide(
    event: &Event,
    facts: &Facts,
    settings: &For<Rules>,
    now: Timestamp,
) -> Result<Decided, Failure> {
    let kind = event.kind.as_str();
    let Some(kept) = &facts.kept else {
        let told: Option<Received> = event.payload().ok();
        let Some(Told::Requested { request }) = told.and_then(|told| told.returned).map(|told| *told) else {
            return Ok(Decided::nothing(Own::UnknownReturn, facts));
        };
        return open::open(event, request, facts, settings, now);
    };
    let mut case = Case::of(event, kept, facts, settings, now);
    match kind {
        kinds::REQUESTED => return Ok(Decided::nothing(Own::NothingNew, facts)),
        Instructed::KIND => heard::instructed(&mut case, event.payload()?)?,
        Done::KIND => command::done(&mut case, &event.payload()?)?,
        Refused::KIND => {
            let refused: Refused = event.payload()?;
            command::failed(&mut case, &refused.key, &refused.command)?;
        }
        Made::KIND => slip::made(&mut case, &event.payload()?),
        Parked::KIND => command::parked(&mut case, &event.payload::<Parked>()?)?,
        kind if kind.starts_with(Taken::KIND) => heard::taken(&mut case, &event.payload()?)?,
        kind if kind.starts_with(Woken::KIND) => wake::woken(&mut case, &event.payload()?)?,
        "order.refunded" => beside::refunded(&mut case, event)?,
        "order.cancelled" => heard::order_cancelled(&mut case),
        _ => heard::told(&mut case, event)?,
    }
    Ok(case.decided())
}

/// Wakes us once.
pub(crate) fn wake_at(purpose: &str, at: Timestamp) -> Change {
    Change::WakeAt { purpose: purpose.to_owned(), at }
}
