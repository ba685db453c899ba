//! What a step means for the buyer, for the shop's people and for the platform.

use domain::{
    Money,
    returns::{
        Outcome, Past, Verdict,
        record::{News, Notice},
        rma::Moved,
    },
};

use super::{Case, ask, pay, slip};

/// The message to the buyer about how a return is.
pub(crate) const UPDATE: &str = "return-update";
/// The acknowledgement of a withdrawal by law.
pub(crate) const WITHDRAWAL: &str = "withdrawal-received";

/// Says what has to be said after a step.
pub(crate) fn follow(case: &mut Case<'_>, did: Moved) {
    match did {
        // A withdrawal is acknowledged already, and says that it may be looked at.
        Moved::PutBeforePeople if !case.request().withdrawal => tell(case, News::LookedAt, None),
        Moved::Approved | Moved::ApprovedByDefault => approved(case),
        Moved::Overridden if case.kept.rma.decided.is_some() => approved(case),
        Moved::Refused | Moved::Overridden => {
            tell(case, News::Refused, None);
            pay::answer(case, false);
        }
        Moved::Reminded => ask::remind(case),
        Moved::Received | Moved::ReceivedInPart => tell(case, News::Received, None),
        Moved::ReceivedOtherwise | Moved::ReceivedUninvited => {
            let name = case.kept.rma.receipts.len().to_string();
            case.task("return-arrived-otherwise", &name);
            empty(case);
        }
        Moved::Inspected => {
            let worse = case.kept.rma.receipts.values().flat_map(|receipt| &receipt.lines);
            if worse.into_iter().any(|line| line.percent.is_some_and(|percent| percent < 100)) {
                tell(case, News::Adjusted, None);
            }
        }
        Moved::Refunded => {
            let last = case.kept.rma.refunds.values().rev().find(|refund| refund.amount.minor > 0);
            let amount = last.map(|refund| refund.amount);
            back(case, amount);
            tell(case, News::Refunded, amount);
        }
        Moved::Exchanged => tell(case, News::Exchanged, None),
        Moved::Cancelled => tell(case, News::Cancelled, None),
        Moved::Expired => tell(case, News::Expired, None),
        Moved::Closed => pay::close(case),
        _ => {}
    }
}

fn approved(case: &mut Case<'_>) {
    slip::announce(case);
    pay::answer(case, true);
    count(case);
    pay::exchange(case);
}

/// The withdrawal came in: said at once, with its content, date and time, whatever becomes of it.
pub(crate) fn acknowledge(case: &mut Case<'_>) {
    case.kept.told.push(Notice { news: News::Withdrawn, at: case.request().at, amount: None });
    let revision = revision(case);
    case.events.push(ask::mail(WITHDRAWAL, revision));
}

/// Tells the buyer.
pub(crate) fn tell(case: &mut Case<'_>, news: News, amount: Option<Money>) {
    slip::before(case, news);
    case.kept.told.push(Notice { news, at: case.now, amount });
    let revision = revision(case);
    case.events.push(ask::mail(UPDATE, revision));
}

fn revision(case: &Case<'_>) -> u32 {
    u32::try_from(case.kept.told.len()).unwrap_or(u32::MAX)
}

/// A return that was granted counts in what is known of its customer.
fn count(case: &mut Case<'_>) {
    let Some(past) = past(case) else { return };
    past.returns = past.returns.saturating_add(1);
    let today = case.now.to_zoned(case.zone()).date();
    let granted = case.kept.rma.granted.clone();
    let Some(past) = case.past.as_mut() else { return };
    for line in granted.iter().filter(|line| line.verdict.is_yes()) {
        past.pieces = past.pieces.saturating_add(line.quantity);
        if matches!(line.verdict, Verdict::Keep | Verdict::Donate) && line.outcome != Outcome::Exchange {
            for _ in 0..line.quantity.clamp(0, 100) {
                past.kept.push(today);
            }
        }
    }
    let surplus = past.kept.len().saturating_sub(100);
    past.kept.drain(..surplus);
}

fn back(case: &mut Case<'_>, amount: Option<Money>) {
    let Some(amount) = amount else { return };
    if let Some(past) = past(case) {
        let sum = past.minor.entry(amount.currency.to_string()).or_default();
        *sum = sum.saturating_add(amount.minor);
    }
}

fn empty(case: &mut Case<'_>) {
    if let Some(past) = past(case) {
        past.empty = past.empty.saturating_add(1);
    }
}

fn past<'c>(case: &'c mut Case<'_>) -> Option<&'c mut Past> {
    let known = case.facts.past.clone()?;
    Some(case.past.get_or_insert(known))
}
