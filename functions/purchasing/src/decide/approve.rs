//! A draft is put before its approver, or ordered at once within the bounds; and what is approved is sent.

use domain::{
    Change, Currency, Decision, Money,
    document::{Made, PurchaseOrderPaper, Wanted},
    purchase::{Because, Happened, PurchaseOrder, State, number},
    reorder::{Autonomy, Beyond},
    settings::BelowMinimum,
};
use jiff::SignedDuration;

use super::{ASK, Case, PAPERS, mail, said};

/// A draft that can't be put before anybody yet is looked at again so much later.
const LATER: SignedDuration = SignedDuration::from_hours(24);
/// So long its papers are waited for; then it goes without them.
const PAPERS_WITHIN: SignedDuration = SignedDuration::from_mins(30);

/// Whoever approves by the bounds.
pub(crate) const AUTO: &str = "auto";

/// A draft is due.
pub(super) fn ask(case: &Case<'_>) -> Decision<Because> {
    if case.before.state != State::Draft {
        return Decision::nothing(Because::NothingNew);
    }
    if let Some(decision) = hold(case) {
        return decision;
    }
    if case.facts.withheld {
        // Its approver would never hear of it: they are asked once the shop is live.
        let at = case.now + LATER;
        return Decision::nothing(Because::Withheld).change(Change::WakeAt { purpose: ASK.into(), at });
    }
    let beyond = without_asking(case);
    if beyond.is_empty() {
        return ordered(case, case.before.revision, AUTO, Because::ApprovedWithinBounds);
    }
    let mut after = case.before.clone();
    let because = match after.ask() {
        Ok(because) => because,
        Err(because) => return Decision::nothing(because),
    };
    // Where nobody wanted it sent by itself, no bound was asked.
    let because = if is_auto(case.before) { Because::BeyondBounds { beyond } } else { because };
    let revision = after.revision;
    let asked = said(&after).event("asked", Happened::asked(revision));
    case.become_(&after, because, asked).event(mail("purchase-approval", revision))
}

/// Below the supplier's minimum it waits for more, unless it has waited long enough.
fn hold(case: &Case<'_>) -> Option<Decision<Because>> {
    let order = case.before;
    let supplier = case.settings.shop.suppliers.get(&order.supplier)?;
    let minimum = supplier.minimum_value.as_ref()?.of(order.currency).ok()?;
    let until = order.opened + SignedDuration::from_hours(24 * i64::from(case.settings.own.hold_days));
    let is_small = supplier.below_minimum != BelowMinimum::Send && order.total().minor < minimum.minor;
    // What only goes along isn't ordered alone: the night's look takes it away, unless it is needed by then.
    let waits = is_small || !order.is_needed();
    if !waits || !order.is_priced() || case.now >= until {
        return None;
    }
    let at = (case.now + LATER).min(until);
    let held = Decision::nothing(Because::BelowMinimum).change(Change::WakeAt { purpose: ASK.into(), at });
    if supplier.below_minimum != BelowMinimum::TopUp || !order.is_needed() {
        return Some(held);
    }
    // Reorder proposes what is needed next, and it comes into the draft as every line does.
    let lacking = format!("lacking#{}#{}", order.revision, case.now);
    Some(held.event(said(order).event(Happened::BELOW_MINIMUM, lacking)))
}

fn is_auto(order: &PurchaseOrder) -> bool {
    order.lines.iter().all(|line| line.autonomy == Autonomy::Auto)
}

/// Why it isn't ordered without asking; nothing if it is.
fn without_asking(case: &Case<'_>) -> Vec<Beyond> {
    let (order, facts) = (case.before, case.facts);
    if !is_auto(order) || !case.supplier_has_address() {
        return vec![Beyond::NoBounds];
    }
    let today = Money::new(facts.today, order.currency);
    order.beyond(&facts.bounds, today, &facts.last)
}

/// Somebody approves what they saw.
pub(super) fn approve(case: &Case<'_>, revision: u32, by: &str) -> Decision<Because> {
    if case.facts.withheld {
        return Decision::nothing(Because::Withheld);
    }
    ordered(case, revision, by, Because::ApprovedByHand)
}

fn ordered(case: &Case<'_>, revision: u32, by: &str, because: Because) -> Decision<Because> {
    let year = case.now.to_zoned(case.zone.clone()).year();
    let number = number(&case.settings.own.number_prefix, year, case.facts.numbered.saturating_add(1));
    let mut after = case.before.clone();
    if let Err(because) = after.approve(revision, by, &number, case.now) {
        return Decision::nothing(because);
    }
    let prices = after.lines.iter().filter_map(|line| Some((line.item.clone(), line.price?)));
    let told = Happened { by: Some(by.into()), prices: prices.collect(), ..said(&after) };
    let papers = case.now + PAPERS_WITHIN;
    case.move_(&after, because, told.event("approved", "approved"), "ordered", case.now)
        .event(Wanted::purchase_order(1).event())
        .change(Change::WakeAt { purpose: PAPERS.into(), at: papers })
}

/// Somebody declines what they saw.
pub(super) fn decline(case: &Case<'_>, revision: u32, by: &str) -> Decision<Because> {
    let mut after = case.before.clone();
    match after.decline(revision) {
        Ok(because) => {
            let told = Happened { by: Some(by.into()), ..said(&after) };
            case.become_(&after, because, told.event("declined", "declined"))
        }
        Err(because) => Decision::nothing(because),
    }
}

/// Its papers are made: it goes to the supplier with them.
pub(super) fn papers(case: &Case<'_>, made: &Made) -> Decision<Because> {
    if made.kind != PurchaseOrderPaper::KIND {
        return Decision::nothing(Because::NotAPurchase);
    }
    let mut with = case.before.clone();
    with.papers = made.files.iter().map(|file| (file.name.clone(), file.sha256.clone())).collect();
    send(case, with)
}

/// Its papers have stayed away: the mail says all that they would.
pub(super) fn without_papers(case: &Case<'_>) -> Decision<Because> {
    send(case, case.before.clone())
}

/// What is approved goes to the supplier, by mail, once; to one without an address by a person.
fn send(case: &Case<'_>, mut after: PurchaseOrder) -> Decision<Because> {
    let because = match after.send(case.now) {
        Ok(because) => because,
        Err(because) => return Decision::nothing(because),
    };
    let sent = said(&after).event("sent", Happened::SENT);
    if case.supplier_has_address() {
        case.become_(&after, because, sent).event(mail("purchase-order", 1))
    } else {
        let task = case.task("purchase-unaddressed", &after, "1");
        case.become_(&after, Because::NoAddress, sent).event(task)
    }
}

/// The name of the count of numbers that a year has given.
pub(crate) fn numbers_of(year: i16) -> String {
    format!("numbers-{year}")
}

/// The name of the count of what a day has ordered without asking.
pub(crate) fn spent_on(date: jiff::civil::Date, currency: Currency) -> String {
    format!("spent-{date}-{currency}")
}
