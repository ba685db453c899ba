//! The decision: what was asked for and isn't made yet is made.

use domain::{
    Decision, Event, Failure,
    document::{PurchaseOrderPaper, ReturnPaper, Wanted},
    settings::Shop,
};
use papers::{Printed, purchase_order, return_slip};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::Facts;

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
pub(crate) fn print(event: &Event, paper: Option<&Value>, shop: &Shop) -> Result<Printed, Failure> {
    let wanted: Wanted = event.payload()?;
    let make = match wanted.kind.as_str() {
        PurchaseOrderPaper::KIND => {
            |wanted: &Wanted, paper: &Value, shop: &Shop| purchase_order(wanted, &said(paper)?, shop)
        }
        ReturnPaper::KIND => {
            |wanted: &Wanted, paper: &Value, shop: &Shop| return_slip(wanted, &said(paper)?, shop)
        }
        other => return Err(Failure::newer(format!("papers of the kind {other} aren't known here yet"))),
    };
    let paper = paper.ok_or_else(|| {
        let Wanted { kind, revision } = &wanted;
        Failure::permanent(format!("what the {kind} {revision} of {} says isn't there", event.subject))
    })?;
    make(&wanted, paper, shop)
}

/// What a paper says, by its kind.
fn said<P: DeserializeOwned>(paper: &Value) -> Result<P, Failure> {
    P::deserialize(paper).map_err(|e| Failure::permanent(format!("what the paper says can't be read: {e}")))
}
