//! The decision: what was asked for and isn't made yet is made.

use domain::{
    Decision, Event, Failure,
    document::{PurchaseOrderPaper, Wanted},
    settings::Shop,
};
use serde::Serialize;

use crate::{Facts, Printed, purchase_order};

/// Every reason, also for doing nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// Made: it was asked for.
    Wanted,
    /// Nothing: it was made before.
    AlreadyMade,
}

impl domain::Because for Because {}

pub(crate) fn decide(event: &Event, facts: &Facts, shop: &Shop) -> Result<Decision<Because>, Failure> {
    if facts.made {
        return Ok(Decision::nothing(Because::AlreadyMade));
    }
    let printed = print(event, facts.paper.as_ref(), shop)?;
    Ok(Decision::nothing(Because::Wanted).event(printed.made.event()))
}

/// Makes the files that an event asks for.
pub(crate) fn print(
    event: &Event,
    paper: Option<&PurchaseOrderPaper>,
    shop: &Shop,
) -> Result<Printed, Failure> {
    let wanted: Wanted = event.payload()?;
    if wanted.kind != PurchaseOrderPaper::KIND {
        return Err(Failure::newer(format!("papers of the kind {} aren't known here yet", wanted.kind)));
    }
    let paper = paper.ok_or_else(|| {
        let Wanted { kind, revision } = &wanted;
        Failure::permanent(format!("what the {kind} {revision} of {} says isn't there", event.subject))
    })?;
    purchase_order(&wanted, paper, shop)
}
