//! What a step means for the buyer, for the shop's people and for the platform.

use domain::{
    Money,
    returns::{
        Past,
        record::{News, Notice},
        rma::{Moved, Step, Stepped},
    },
};

use super::{Case, ask, pay, slip};

/// The message to the buyer about how a return is.
pub(crate) const UPDATE: &str = "return-update";
/// The acknowledgement of a withdrawal by law.
pub(crate) const WITHDRAWAL: &str = "withdrawal-received";

/// Says what has to be said after a step.
pub(crate) fn follow(case: &mut Case<'_>, stepped: &Stepped) {
    match stepped.did {
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
            // Nothing of what was bought was in it. Too many pieces, or at the wrong time, are no sign of anything.
            if let Step::Received { receipt, .. } = &stepped.step
                && receipt.lines.iter().all(|line| line.line.is_none())
                && let Some(past) = past(case)
            {
                past.empty();
            }
        }
        Moved::Inspected => {
            if let Step::Graded { lines, .. } = &stepped.step
                && case.kept.rma.pays_less_for(lines)
                && !case.kept.exchanged
            {
                tell(case, News::Adjusted, None);
            }
        }
        Moved::Refunded => {
            if let Step::RefundDone { amount, .. } = &stepped.step
                && amount.minor > 0
            {
                if let Some(past) = past(case) {
                    past.back(*amount);
                }
                tell(case, News::Refunded, Some(*amount));
            }
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
    let (today, granted) = (case.now.to_zoned(case.zone()).date(), case.kept.rma.granted.clone());
    if let Some(past) = past(case) {
        past.count(&granted, today);
    }
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

/// What is known of the customer's returns, to be written with this one.
fn past<'c>(case: &'c mut Case<'_>) -> Option<&'c mut Past> {
    let known = case.facts.past.clone()?;
    Some(case.past.get_or_insert(known))
}
