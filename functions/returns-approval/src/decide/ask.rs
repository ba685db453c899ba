//! Who is asked: whoever's turn it is and who wasn't asked yet gets a mail with the links.

use domain::{
    mail::MailRequested,
    returns::{record::Put, told::PutToPeople},
};

use super::Case;

/// The message to whoever is asked.
pub(crate) const APPROVAL: &str = "return-approval";

/// Puts the question before those whose turn it is now.
pub(crate) fn put(case: &mut Case<'_>) {
    let Some(asking) = case.kept.rma.asking.clone() else { return };
    let round = asking.round;
    if case.kept.asked.iter().all(|put| put.round != round) {
        let (number, deadline) = (case.kept.rma.number.clone(), asking.deadline());
        case.events.push(PutToPeople { round, number, deadline }.event(None));
    }
    for one in asking.waiting_for(case.now) {
        let mut before = case.kept.asked.iter().filter(|put| put.round == round && put.route == one.route);
        if before.clone().any(|put| put.step == one.step) {
            continue;
        }
        // Whoever was asked in an earlier step has answered that, and needs links of their own for this one.
        let further = before.next().is_some();
        let is_put = |put: &Put| put.round == round && put.step == one.step && put.further;
        if further && !case.kept.asked.iter().any(is_put) {
            let (number, deadline) = (case.kept.rma.number.clone(), asking.deadline());
            case.events.push(PutToPeople { round, number, deadline }.event(Some(one.step)));
        }
        let until = asking.deadline();
        write(case, Put { round, step: one.step, route: one.route, again: 0, further, until });
    }
}

/// Reminds those who haven't answered.
pub(crate) fn remind(case: &mut Case<'_>) {
    let Some(asking) = case.kept.rma.asking.clone() else { return };
    let round = asking.round;
    for one in asking.waiting_for(case.now) {
        let own = |put: &&Put| put.round == round && put.step == one.step && put.route == one.route;
        let before: Vec<&Put> = case.kept.asked.iter().filter(own).collect();
        let again = u32::try_from(before.len()).unwrap_or(u32::MAX);
        if let Some(further) = before.first().map(|put| put.further) {
            let until = asking.deadline();
            write(case, Put { round, step: one.step, route: one.route, again, further, until });
        }
    }
}

fn write(case: &mut Case<'_>, put: Put) {
    case.kept.asked.push(put);
    let revision = u32::try_from(case.kept.asked.len()).unwrap_or(u32::MAX);
    case.events.push(mail(APPROVAL, revision));
}

/// A mail about the return. Rather twice than never: it bears the return's number.
pub(crate) fn mail(message: &str, revision: u32) -> domain::NewEvent {
    MailRequested::transactional(message, revision).event()
}
