//! The paper for the parcel: asked for when a return that has to be sent is approved; the buyer hears of it with the paper.

use domain::{
    document::{Form, Made, ReturnPaper, Wanted},
    returns::record::{News, Slip},
};
use jiff::SignedDuration;

use super::{Case, news};
use crate::Own;

/// Wakes us when the paper has stayed away.
pub(crate) const WAIT: &str = "slip";
/// So long it is waited for; then the buyer is told without it.
const WITHIN: SignedDuration = SignedDuration::from_mins(15);

/// It may come back: the buyer is told, once the paper is made, if there is something to send.
pub(crate) fn announce(case: &mut Case<'_>) {
    if !case.kept.rma.ships() {
        news::tell(case, News::Approved, None);
        return;
    }
    let revision = case.kept.slip.as_ref().map_or(1, |slip| slip.revision.saturating_add(1));
    case.kept.slip = Some(Slip { revision, awaited: true, file: None });
    case.events.push(Wanted::return_slip(revision).event());
    let at = case.now + WITHIN;
    case.wake(WAIT, at);
}

/// A paper is made.
pub(crate) fn made(case: &mut Case<'_>, made: &Made) {
    let file = made.file(Form::Pdf).map(|file| (file.name.clone(), file.sha256.clone()));
    let own = case.kept.slip.as_mut();
    let own = own.filter(|slip| made.kind == ReturnPaper::KIND && slip.revision == made.revision);
    let Some(slip) = own.filter(|slip| slip.file.is_none()) else {
        case.because = Some(Own::NothingNew.into());
        return;
    };
    slip.file = file;
    case.because = Some(Own::SlipMade.into());
    told(case);
}

/// It has stayed away.
pub(crate) fn stayed_away(case: &mut Case<'_>) {
    let is_awaited = case.kept.slip.as_ref().is_some_and(|slip| slip.awaited);
    case.because = Some(if is_awaited { Own::SlipStayedAway } else { Own::NothingNew }.into());
    told(case);
}

/// Whoever waits is told, if it is still so.
fn told(case: &mut Case<'_>) {
    let is_still_so = case.kept.rma.decided.is_some() && !case.kept.rma.state().is_over();
    let waits = case.kept.slip.as_mut().is_some_and(|slip| std::mem::take(&mut slip.awaited));
    if waits && is_still_so {
        news::tell(case, News::Approved, None);
    }
}

/// Other news comes first: then that it was approved isn't waited with any longer; and not said at all, if it is over.
pub(crate) fn before(case: &mut Case<'_>, news: News) {
    let waits = case.kept.slip.as_mut().is_some_and(|slip| std::mem::take(&mut slip.awaited));
    if waits && !matches!(news, News::Approved | News::Refused | News::Cancelled | News::Expired) {
        news::tell(case, News::Approved, None);
    }
}
