//! What has happened to a return, and what is still to come.

use domain::{
    Timestamp,
    returns::{
        record::{News, ReturnRecord},
        rma::{Receipt, RefundState, State},
    },
};
use serde::Serialize;

use super::said::{day, instant};
use crate::{Unmailable, context::Context};

/// A step of the way.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StepView {
    state: &'static str,
    done: bool,
    when: Option<String>,
}

/// The steps so far in their order, then those that follow. Staff see the time of day, too.
pub(super) fn steps(kept: &ReturnRecord, exact: bool, cx: &Context) -> Result<Vec<StepView>, Unmailable> {
    let rma = &kept.rma;
    let told = |news| kept.told.iter().find(|notice| notice.news == news).map(|notice| notice.at);
    let looked_at = rma.asking.as_ref().map(|asking| asking.asked).or_else(|| told(News::LookedAt));
    let arrived = rma.receipts.values().map(|receipt| receipt.at).min();
    let graded = arrived.is_some() && rma.receipts.values().all(Receipt::is_graded);
    let paid = rma.refunds.iter().filter(|(_, refund)| refund.state == RefundState::Done);
    let paid = paid.filter(|(key, _)| !kept.came_to_nothing(key)).map(|(_, refund)| refund.at).max();
    let ended = rma.ended.as_ref();
    let done: Vec<(State, Option<Timestamp>)> = [
        (State::Requested, Some(Some(rma.request.at))),
        (State::Review, looked_at.map(Some)),
        (State::Approved, rma.decided.map(Some)),
        (State::Shipped, rma.shipped.map(Some)),
        (State::Received, arrived.map(Some)),
        // Nobody notes when somebody looked.
        (State::Inspected, graded.then(|| told(News::Adjusted))),
        (State::Refunded, paid.map(Some)),
        (State::Exchanged, rma.exchanged.map(Some)),
    ]
    .into_iter()
    .filter_map(|(state, at)| Some((state, at?)))
    .chain(ended.map(|ended| (ended.state, Some(ended.at))))
    .collect();
    let written = |at: Timestamp| if exact { instant(at, cx) } else { day(at, cx) };
    let mut steps = Vec::new();
    for (state, at) in &done {
        let when = at.map(written).transpose()?;
        steps.push(StepView { state: state.as_str(), done: true, when });
    }
    if rma.decided.is_some() && ended.is_none() {
        let comes = [
            (State::Shipped, rma.ships() && arrived.is_none()),
            (State::Received, rma.ships()),
            (State::Refunded, rma.pays()),
            (State::Exchanged, rma.exchanges()),
        ];
        let open = |state| done.iter().all(|(known, _)| *known != state);
        let comes = comes.into_iter().filter(|(state, comes)| *comes && open(*state));
        steps.extend(comes.map(|(state, _)| StepView { state: state.as_str(), done: false, when: None }));
    }
    Ok(steps)
}
