//! What platforms, carriers, warehouses and the shop's own people say.

use domain::{
    Event, Failure,
    action::Taken,
    returns::{
        record::News,
        rma::{State, Step},
        told::{APPROVE, Instructed, PutToPeople, Told, Word, kinds},
    },
    webhook::Received,
};

use super::{Case, ask, news, open, pay};
use crate::Own;

/// What a door told of a return that is known.
pub(crate) fn told(case: &mut Case<'_>, event: &Event) -> Result<(), Failure> {
    let told: Received = event.payload()?;
    let from = told.from.clone();
    match (event.kind.as_str(), told.returned.map(|told| *told)) {
        (kinds::APPROVED, _) => {
            pay::exchanged(case, event);
            platform(case, true)?;
        }
        (kinds::DECLINED, _) => platform(case, false)?,
        (kinds::CANCELLED, _) => {
            case.platform_knows = true;
            case.step(Step::Cancelled { by: from });
        }
        (kinds::CLOSED, _) => {
            case.platform_knows = true;
            case.step(Step::Closed { by: None });
        }
        (kinds::REOPENED, _) => {
            reopen(case, &from, "reopened-on-the-platform")?;
        }
        (_, Some(Told::Shipped { at })) => {
            case.step(Step::Shipped { at });
            case.settle()?;
        }
        (_, Some(Told::Arrived { id, receipt })) => {
            let graded = receipt.is_graded().then(|| receipt.lines.clone());
            let mut arrived = receipt;
            arrived.lines.iter_mut().for_each(|line| (line.grade, line.percent) = (None, None));
            case.step(Step::Received { id: id.clone(), receipt: arrived });
            // Whoever takes it in may have looked at it already.
            if let Some(lines) = graded.filter(|lines| !lines.is_empty()) {
                case.step(Step::Graded { id, lines });
            }
            case.settle()?;
        }
        (_, Some(Told::Graded { id, lines })) => {
            case.step(Step::Graded { id, lines });
            case.settle()?;
        }
        _ => case.because = Some(Own::NothingNew.into()),
    }
    Ok(())
}

/// The platform's people said yes or no there, or it only repeats what we asked it to say.
fn platform(case: &mut Case<'_>, yes: bool) -> Result<(), Failure> {
    let state = case.kept.rma.state();
    let said = match state {
        State::Requested | State::Review => None,
        State::Refused => Some(false),
        _ => Some(true),
    };
    if said == Some(yes) {
        case.because = Some(Own::NothingNew.into());
        return Ok(());
    }
    open::by_the_platform(case, yes);
    case.settle()
}

fn reopen(case: &mut Case<'_>, by: &str, reason: &str) -> Result<(), Failure> {
    let step = Step::Reopened { by: by.to_owned(), reason: reason.to_owned() };
    if case.step(step).is_some() {
        if case.kept.rma.decided.is_none() {
            case.kept.decision = None;
            open::judge(case)?;
        } else {
            case.settle()?;
        }
    }
    Ok(())
}

/// The buyer's wish has another order behind it that is called off: nothing comes back of what was never sent.
pub(crate) fn order_cancelled(case: &mut Case<'_>) {
    case.step(Step::Cancelled { by: "order-cancelled".to_owned() });
}

/// What somebody of the shop's own wants, at a terminal.
pub(crate) fn instructed(case: &mut Case<'_>, said: Instructed) -> Result<(), Failure> {
    let Instructed { word, by, who, reason } = said;
    let reason = reason.unwrap_or_default();
    match word {
        Word::Vote { yes, exception } => {
            let round = case.kept.rma.rounds;
            case.step(Step::Voted { round, by, who, yes, exception });
            case.settle()
        }
        Word::Override { yes, exception } => {
            case.step(Step::Overridden { by, reason, yes, exception });
            case.settle()
        }
        Word::Cancel => {
            case.step(Step::Cancelled { by });
            Ok(())
        }
        Word::Reopen => reopen(case, &by, &reason),
        Word::Close => {
            if case.step(Step::Closed { by: Some(by) }).is_some() {
                // What is left to pay was paid by hand.
                case.kept.halted = true;
            }
            Ok(())
        }
        Word::Ask => {
            case.because = Some(Own::BuyerAsked.into());
            news::tell(case, News::Asked, None);
            Ok(())
        }
        // Whoever decides hears of it as they heard of the return: the page behind their link has the words.
        Word::Answer => {
            case.because = Some(Own::BuyerAnswered.into());
            ask::remind(case);
            Ok(())
        }
        Word::Object => {
            case.because = Some(Own::BuyerObjects.into());
            case.task("return-objected", &case.now.to_string());
            Ok(())
        }
        Word::Pay => pay::anew(case),
    }
}

/// Somebody followed a link of their mail.
pub(crate) fn taken(case: &mut Case<'_>, taken: &Taken) -> Result<(), Failure> {
    let Some(round) = PutToPeople::round_of(&taken.matter) else {
        case.because = Some(Own::NotAReturn.into());
        return Ok(());
    };
    let yes = taken.word == APPROVE;
    // Who refuses what the law grants says with it that the exception holds for which they were asked.
    let exception = if yes { None } else { case.kept.exception() };
    case.step(Step::Voted { round, by: taken.role.clone(), who: None, yes, exception });
    case.settle()
}
