//! What the supplier says by the link of the order's mail.

use domain::{Decision, purchase::Because};

use super::{Case, said};

/// They take it on, or don't; what contradicts what they said before is for a person.
pub(super) fn answer(case: &Case<'_>, yes: bool) -> Decision<Because> {
    let mut after = case.before.clone();
    let because = match after.answer(yes, case.now) {
        Ok(because) => because,
        Err(because) => return Decision::nothing(because),
    };
    match because {
        Because::Confirmed => case.become_(&after, because, said(&after).event("confirmed", "confirmed")),
        Because::DeclinedBySupplier => {
            let refused = said(&after).event("refused", "refused");
            let task = case.task("purchase-refused", &after, "1");
            case.move_(&after, because, refused, "ended", case.now).event(task)
        }
        _ => {
            let told = said(&after).event("contradicted", "contradicted");
            let task = case.task("purchase-contradicted", &after, "1");
            case.become_(&after, because, told).event(task)
        }
    }
}
