//! What arrives, what doesn't, and what isn't waited for any more.

use std::collections::BTreeMap;

use domain::{
    Change, Decision, NewEvent, Timestamp,
    purchase::{Because, Happened, Instructed, PurchaseOrder, Receipt},
    reorder::calendar::Calendar,
};

use super::{CHASE, CONFIRM, Case, mail, said};

/// Goods arrived.
pub(super) fn receive(case: &Case<'_>, receipt: &Receipt) -> Decision<Because> {
    let mut after = case.before.clone();
    let supplier = case.settings.shop.suppliers.get(&after.supplier);
    let calendar = Calendar::new(supplier.and_then(|known| known.calendar.as_ref()), &case.zone);
    let report = after.receive(&receipt.lines, receipt.at, &calendar);
    let because = match report.did {
        Ok(because) => because,
        Err(because) => return Decision::nothing(because),
    };
    let date = receipt.at.to_zoned(case.zone.clone()).date();
    let (mut items, mut days) = (BTreeMap::new(), BTreeMap::new());
    for line in &after.lines {
        let was = case.before.line(&line.item);
        let arrived = line.received - was.map_or(0, |was| was.received);
        if arrived != 0 {
            items.insert(line.item.clone(), arrived);
        }
        if let (Some(took), None) = (line.days, was.and_then(|was| was.days)) {
            let in_time = line.expected.is_none_or(|expected| date <= expected);
            days.insert(line.item.clone(), (took, in_time));
        }
    }
    let told = Happened { note: Some(receipt.receipt.clone()), items, days, ..said(&after) };
    let step = format!("receipt-{}", receipt.receipt);
    let is_unexpected = because == Because::ReceivedAfterAll;
    let decision = case.move_(&after, because, told.event("received", receipt.effect()), &step, receipt.at);
    if is_unexpected {
        decision.event(case.task("purchase-unexpected", &after, &receipt.receipt))
    } else {
        decision
    }
}

/// The rest isn't waited for any more.
pub(super) fn close(case: &Case<'_>, said: &Instructed) -> Decision<Because> {
    end(case, said, PurchaseOrder::close)
}

/// It is called off. A supplier who was sent it is told so.
pub(super) fn cancel(case: &Case<'_>, said: &Instructed) -> Decision<Because> {
    let decision = end(case, said, PurchaseOrder::cancel);
    let knows = case.before.sent.is_some() && case.supplier_has_address();
    if decision.because == Because::Cancelled && knows {
        decision.event(mail("purchase-cancelled", 1))
    } else {
        decision
    }
}

/// The supplier has said nothing: they are asked to confirm, once. Who has no address was written to by a person.
pub(super) fn remind(case: &Case<'_>) -> Decision<Because> {
    let mut after = case.before.clone();
    match after.remind(&case.settings.own.chasing, &case.zone, case.now) {
        Ok(because) if case.supplier_has_address() => {
            let reminded = said(&after).event("reminded", "reminded");
            case.become_(&after, because, reminded).event(mail("purchase-reminder", 1))
        }
        Ok(_) => Decision::nothing(Because::NoAddress),
        Err(because) => {
            let at = case.before.confirm_at(&case.settings.own.chasing, &case.zone);
            again(because, CONFIRM, at)
        }
    }
}

fn end(
    case: &Case<'_>,
    instructed: &Instructed,
    end: impl Fn(&mut PurchaseOrder) -> domain::purchase::Did,
) -> Decision<Because> {
    let mut after = case.before.clone();
    let because = match end(&mut after) {
        Ok(because) => because,
        Err(because) => return Decision::nothing(because),
    };
    let told = Happened { by: Some(instructed.by.clone()), note: instructed.reason.clone(), ..said(&after) };
    let word = if because == Because::Cancelled { "cancelled" } else { "closed" };
    case.move_(&after, because, told.event(word, "ended"), "ended", case.now)
}

/// It is looked whether the order is overdue.
pub(super) fn chase(case: &Case<'_>) -> Decision<Because> {
    let mut after = case.before.clone();
    let because = match after.chase(&case.settings.own.chasing, &case.zone, case.now) {
        Ok(because) => because,
        Err(because) => {
            let at = case.before.chase_at(&case.settings.own.chasing, &case.zone);
            return again(because, CHASE, at);
        }
    };
    let stage = after.chase.as_ref().map_or(0, |chase| chase.stage);
    let stage_named = if because == Because::Chased { stage.to_string() } else { "in-vain".to_owned() };
    let told = |word: &str| -> NewEvent { said(&after).event(word, format!("{word}#{stage_named}")) };
    if because == Because::Chased && case.supplier_has_address() {
        let mail = mail("purchase-chase", stage);
        return case.become_(&after, because, told("chased")).event(mail);
    }
    // A supplier without an address is asked by a person, at every stage.
    let task = case.task("purchase-overdue", &after, &stage_named);
    case.become_(&after, because, told("overdue")).event(task)
}

/// Woken too early: what was expected has another date now, or the settings give more time.
fn again(because: Because, purpose: &str, at: Option<Timestamp>) -> Decision<Because> {
    let decision = Decision::nothing(because);
    match at {
        Some(at) => decision.change(Change::WakeAt { purpose: purpose.into(), at }),
        None => decision,
    }
}
