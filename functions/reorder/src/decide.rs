//! What is proposed, and what is said of it. Pure.

use domain::{
    Change, Decision, Failure, Timestamp,
    reorder::{Because, Looked, Next, Rules, Shop, plan},
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
        Next::Proposes(proposal) => {
            let decision = decision
                .event(proposal.event())
                .change(Change::remember(&Memory { proposals: proposal.number.max(looked.proposals) }));
            match proposal.order_by {
                Some(at) => decision.change(Change::WakeAt { purpose: CUT_OFF.into(), at }),
                None => decision,
            }
        }
        Next::Withdraws(withdrawn) => decision.event(withdrawn.event()),
    })
}
