//! What is proposed, and what is said of it. Pure.

use domain::{
    Change, Decision, Failure, Timestamp,
    reorder::{Because, Looked, Next, Ordering, Proposal, Rules, Shop, along, plan},
    settings::For,
};

use crate::Memory;

/// Wakes us when a supplier's cut-off has passed: what isn't ordered by then is proposed for the next one.
const CUT_OFF: &str = "cut-off";

pub(crate) fn decide(
    looked: &Looked,
    settings: &For<Rules>,
    now: Timestamp,
) -> Result<Decision<Because>, Failure> {
    let stock = settings.shop.rules_of_stock()?;
    let zone = settings.shop.time_zone();
    let shop = Shop { rules: &settings.own, stock: &stock, suppliers: &settings.shop.suppliers, zone: &zone };
    let planned = plan(looked, &shop, now);
    let decision = Decision::nothing(planned.because);
    Ok(match planned.next {
        Next::Stays => decision,
        Next::Proposes(proposal) => proposes(decision, looked, &proposal),
        Next::Withdraws(withdrawn) => decision.event(withdrawn.event()),
    })
}

fn proposes(decision: Decision<Because>, looked: &Looked, proposal: &Proposal) -> Decision<Because> {
    let decision = decision
        .event(proposal.event())
        .change(Change::remember(&Memory { proposals: proposal.number.max(looked.proposals) }));
    match proposal.order_by {
        Some(at) => decision.change(Change::WakeAt { purpose: CUT_OFF.into(), at }),
        None => decision,
    }
}

/// An order to a supplier comes to too little: an item is proposed before it is needed, unless it is proposed already.
pub(crate) fn decide_along(
    looked: &Looked,
    supplier: &str,
    settings: &For<Rules>,
    now: Timestamp,
) -> Result<Decision<Because>, Failure> {
    let stock = settings.shop.rules_of_stock()?;
    let zone = settings.shop.time_zone();
    let shop = Shop { rules: &settings.own, stock: &stock, suppliers: &settings.shop.suppliers, zone: &zone };
    Ok(match along(looked, &shop, supplier, now).filter(|_| looked.proposal.is_none()) {
        Some(found) => proposes(Decision::nothing(Ordering::OrderedAlong.into()), looked, &found.proposal),
        None => Decision::nothing(Ordering::Enough.into()),
    })
}
