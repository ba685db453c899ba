//! What the clock has to do.

use domain::{
    Failure,
    returns::{Return, record::News, rma::Step},
    schedule::Woken,
};

use super::{Case, news, open, pay, slip};
use crate::Own;

/// Whoever was asked is reminded, or the question's time is over.
const APPROVAL: &str = "approval";
/// The buyer is reminded to send it.
const REMIND: &str = "remind-to-send";
/// It wasn't sent in time.
const EXPIRE: &str = "expire";
/// What is kept for an exchange is let go.
const RELEASE: &str = "release";
/// The law wants the money back soon.
const BY_LAW: &str = "refund-by-law";

/// A time has come.
pub(crate) fn woken(case: &mut Case<'_>, woken: &Woken) -> Result<(), Failure> {
    match woken.purpose.as_str() {
        open::ORDER if case.kept.decision.is_none() && !case.kept.rma.state().is_over() => {
            open::judge(case)?;
        }
        APPROVAL => {
            case.step(Step::Waited);
            case.settle()?;
        }
        // A day that has passed is no longer reminded of.
        REMIND if case.kept.rma.is_awaited() && case.kept.rma.ship_by.is_some_and(|by| case.now < by) => {
            if case.kept.told.iter().all(|notice| notice.news != News::Reminder) {
                news::tell(case, News::Reminder, None);
                case.because = Some(Own::BuyerReminded.into());
            }
        }
        slip::WAIT => slip::stayed_away(case),
        pay::UNNAMED => {
            case.has_waited = true;
            case.because = Some(Own::NothingNew.into());
            case.settle()?;
        }
        EXPIRE => {
            case.step(Step::Expired);
        }
        RELEASE => {
            case.step(Step::Released);
        }
        BY_LAW if case.kept.rma.is_late_by_law(case.now) => {
            let name = case.now.to_string();
            case.task("refund-due-by-law", &name);
            case.because = Some(Own::RefundOverdue.into());
        }
        _ => case.because = Some(Own::NothingNew.into()),
    }
    Ok(())
}

/// Wakes for what comes next, where that is another time than before.
pub(crate) fn dues(case: &mut Case<'_>, before: Option<&Return>) {
    let remind = case.settings.own.ship.remind_days;
    let known = before.map(|before| before.wakes(remind)).unwrap_or_default();
    let new = case.kept.rma.wakes(remind).into_iter().filter(|wake| !known.contains(wake));
    for wake in new.collect::<Vec<_>>() {
        // A time that has passed is now: the timer looks every minute.
        let at = wake.at.max(case.now);
        case.wake(wake.purpose, at);
    }
}
