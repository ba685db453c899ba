//! What the shop says to what it was asked for.

use domain::{
    Failure,
    command::{Done, Key, Parked, Why},
    returns::rma::{RefundState, Step},
};

use super::{Case, heard, pay};
use crate::Own;

/// It did it.
pub(crate) fn done(case: &mut Case<'_>, done: &Done) {
    match done.command.as_str() {
        "refund" | "store-credit" => {
            let key = pay::key_of(&done.key);
            if let Some(reference) = &done.reference {
                case.kept.references.insert(done.key.to_string(), reference.clone());
                case.kept.unclaimed.remove(reference);
            }
            let parts = case.kept.parts.entry(key.clone()).or_default();
            parts.insert(done.command.clone());
            let all = pay::parts(case.kept.plans.get(&key));
            if !all.iter().all(|part| case.kept.parts[&key].contains(*part)) {
                case.because = Some(Own::CommandDone.into());
                return;
            }
            let Some(refund) = case.kept.rma.refunds.get(&key).cloned() else {
                case.because = Some(Own::NothingNew.into());
                return;
            };
            case.step(Step::RefundDone { key, amount: refund.amount, pieces: refund.pieces });
            close(case);
        }
        "exchange" => {
            case.step(Step::Exchanged { at: case.now });
            close(case);
        }
        _ => case.because = Some(Own::CommandDone.into()),
    }
}

fn close(case: &mut Case<'_>) {
    // Nothing that is paid here fails: it was the money that was waited for.
    if case.settle().is_err() {
        case.kept.halted = true;
    }
}

/// It surely didn't. A person has a task already.
pub(crate) fn failed(case: &mut Case<'_>, key: &Key, command: &str) -> Result<(), Failure> {
    if !["refund", "store-credit"].contains(&command) {
        case.because = Some(Own::CommandDone.into());
        return Ok(());
    }
    let key = pay::key_of(key);
    let is_asked = case.kept.rma.refunds.get(&key).is_some_and(|refund| refund.state == RefundState::Asked);
    case.step(Step::RefundFailed { key: key.clone() });
    // One part may have been paid while the other wasn't: what went stays counted, and a person reckons.
    if is_asked && case.kept.parts.get(&key).is_none_or(|parts| parts.is_empty()) {
        case.of_order.back.remove(&key);
    }
    case.kept.halted = true;
    // Then what the shop told of in the meantime was its own.
    for (refund, refunded) in std::mem::take(&mut case.kept.unclaimed) {
        heard::elsewhere(case, &refund, refunded)?;
    }
    Ok(())
}

/// A person has to decide about it, and has a task. What may have been paid counts as paid.
pub(crate) fn parked(case: &mut Case<'_>, parked: &Parked) -> Result<(), Failure> {
    if parked.why == Why::InDoubt {
        case.because = Some(Own::PerhapsPaid.into());
        return Ok(());
    }
    failed(case, &parked.key, &parked.command)
}
