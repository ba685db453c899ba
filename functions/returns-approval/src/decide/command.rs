//! What the shop says to what it was asked for.

use domain::{
    Failure, Money,
    command::{Done, Key, Parked, Why},
    returns::{
        of_order::Back,
        rma::{RefundState, Step},
    },
};

use super::{Case, pay};
use crate::Own;

/// The commands that move money.
const MONEY: [&str; 2] = ["refund", "store-credit"];

/// It did it.
pub(crate) fn done(case: &mut Case<'_>, done: &Done) -> Result<(), Failure> {
    match done.command.as_str() {
        part if MONEY.contains(&part) => {
            paid(case, &pay::key_of(&done.key), part, done.reference.as_deref(), None);
        }
        "exchange" => {
            case.step(Step::Exchanged { at: case.now });
        }
        _ => {
            case.because = Some(Own::CommandDone.into());
            return Ok(());
        }
    }
    case.settle()
}

/// It paid a part of a refund: under this name of its own, and so much, where it says so.
pub(crate) fn paid(
    case: &mut Case<'_>,
    key: &str,
    part: &str,
    reference: Option<&str>,
    amount: Option<Money>,
) {
    let Some(refund) = case.kept.rma.refunds.get(key).cloned() else {
        case.because = Some(Own::NothingNew.into());
        return;
    };
    if let Some(reference) = reference {
        case.kept.references.insert(format!("{key}#{part}"), reference.to_owned());
        case.kept.unclaimed.remove(reference);
    }
    let all = pay::parts(case.kept.plans.get(key));
    let parts = case.kept.parts.entry(key.to_owned()).or_default();
    parts.insert(part.to_owned());
    let is_all = all.iter().all(|part| parts.contains(*part));
    if let Some(plan) = case.kept.plans.get(key) {
        // It was left out, where its other part was refused before.
        let back = case.of_order.back.entry(key.to_owned()).or_insert_with(|| Back::of(plan));
        back.references.extend(reference.map(str::to_owned));
        let is_named = is_all && back.references.len() >= all.len();
        let state = if is_all { RefundState::Done } else { refund.state };
        back.unnamed = (!is_named).then_some(state);
    }
    if !is_all {
        case.because = Some(Own::CommandDone.into());
        return;
    }
    // Of money with credit beside it each word is of one part.
    let amount = amount.filter(|_| all.len() == 1).unwrap_or(refund.amount);
    case.step(Step::RefundDone { key: key.to_owned(), amount, pieces: refund.pieces });
}

/// It surely didn't. A person has a task already.
pub(crate) fn failed(case: &mut Case<'_>, key: &Key, command: &str) -> Result<(), Failure> {
    if !MONEY.contains(&command) {
        case.because = Some(Own::CommandDone.into());
        return Ok(());
    }
    let key = pay::key_of(key);
    let is_open = case.kept.rma.refunds.get(&key).is_some_and(|refund| refund.state.is_open());
    case.kept.refused.entry(key.clone()).or_default().insert(command.to_owned());
    case.step(Step::RefundFailed { key: key.clone() });
    // One part may have been paid while the other wasn't: what went stays counted, and a person reckons.
    if is_open && case.kept.parts.get(&key).is_none_or(|parts| parts.is_empty()) {
        case.of_order.back.remove(&key);
    } else if let Some(back) = case.of_order.back.get_mut(&key).filter(|_| is_open) {
        back.unnamed = Some(RefundState::Failed);
    }
    case.kept.halted |= is_open;
    // What the shop told of in the meantime may have been its own.
    case.settle()
}

/// A person has to decide about it, and has a task. What may have been paid counts as paid.
pub(crate) fn parked(case: &mut Case<'_>, parked: &Parked) -> Result<(), Failure> {
    if parked.why != Why::InDoubt {
        return failed(case, &parked.key, &parked.command);
    }
    case.because = Some(Own::PerhapsPaid.into());
    if !MONEY.contains(&parked.command.as_str()) {
        return Ok(());
    }
    let key = pay::key_of(&parked.key);
    if case.step(Step::RefundDoubted { key: key.clone() }).is_some()
        && let Some(back) = case.of_order.back.get_mut(&key)
    {
        back.unnamed = Some(RefundState::InDoubt);
    }
    // The shop's own word may have told of it already.
    case.settle()
}
