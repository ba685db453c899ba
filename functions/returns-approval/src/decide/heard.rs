//! What platforms, carriers, warehouses and the shop's own people say.

use std::collections::BTreeMap;

use domain::{
    Event, Failure, Money,
    action::Taken,
    returns::{
        record::{News, Unclaimed},
        rma::{RefundState, State, Step},
        told::{APPROVE, Instructed, PutToPeople, Told, Word, kinds},
    },
    webhook::Received,
};

use super::{Case, ask, news, open};
use crate::Own;

/// What a door told of a return that is known.
pub(crate) fn told(case: &mut Case<'_>, event: &Event) -> Result<(), Failure> {
    let told: Received = event.payload()?;
    let from = told.from.clone();
    match (event.kind.as_str(), told.returned.map(|told| *told)) {
        (kinds::APPROVED, _) => platform(case, true)?,
        (kinds::DECLINED, _) => platform(case, false)?,
        (kinds::CANCELLED, _) => {
            case.platform_knows = true;
            case.step(Step::Cancelled { by: from });
        }
        (kinds::CLOSED, _) => {
            case.platform_knows = true;
            case.step(Step::Closed);
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
    let Instructed { word, by, reason } = said;
    let reason = reason.unwrap_or_default();
    match word {
        Word::Vote { yes, exception } => {
            let round = case.kept.rma.rounds;
            case.step(Step::Voted { round, by, yes, exception });
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
            case.step(Step::Closed);
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
        Word::Pay => {
            case.kept.halted = false;
            case.because = Some(Own::PaidAnew.into());
            case.settle()
        }
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
    case.step(Step::Voted { round, by: taken.role.clone(), yes, exception });
    case.settle()
}

/// The shop paid something back for this order. What we asked for is known by the shop's id of it; until it has told that, a refund
/// of the same pieces may be ours.
pub(crate) fn refunded(case: &mut Case<'_>, event: &Event) -> Result<(), Failure> {
    let told: Received = event.payload()?;
    case.because = Some(Own::NothingNew.into());
    let (Some(refund), Some(base)) = (told.details.get("refund").cloned(), case.kept.purchase.as_ref())
    else {
        return Ok(());
    };
    if case.kept.references.values().any(|known| *known == refund) {
        return Ok(());
    }
    let amount = told.details.get("amount").and_then(|text| Money::parse(text, base.currency).ok());
    let pieces = pieces_of(told.details.get("restock").map_or("", String::as_str));
    let may_be_ours = case
        .kept
        .rma
        .refunds
        .values()
        .any(|asked| asked.state == RefundState::Asked && (asked.pieces == pieces || pieces.is_empty()));
    let refunded = Unclaimed { pieces, amount };
    if may_be_ours {
        case.kept.unclaimed.insert(refund, refunded);
        return Ok(());
    }
    elsewhere(case, &refund, refunded)
}

/// It was paid beside us: it counts, for the order and for this return's pieces.
pub(crate) fn elsewhere(case: &mut Case<'_>, refund: &str, refunded: Unclaimed) -> Result<(), Failure> {
    let Some(base) = case.kept.purchase.clone() else { return Ok(()) };
    let Unclaimed { pieces, amount } = refunded;
    case.of_order.paid_elsewhere(&base, refund, pieces.clone(), amount);
    let own: BTreeMap<String, i64> = pieces
        .into_iter()
        .map(|(line, pieces)| (line.clone(), pieces.min(case.kept.rma.holds(&line))))
        .filter(|(_, pieces)| *pieces > 0)
        .collect();
    if own.is_empty() {
        return Ok(());
    }
    let amount = amount.unwrap_or_else(|| Money::zero(base.currency));
    case.because = None;
    case.step(Step::RefundDone { key: format!("shop#{refund}"), amount, pieces: own });
    case.settle()
}

/// By line: how many pieces a refund names; as the door wrote them: line, variant, pieces, how, where.
fn pieces_of(restock: &str) -> BTreeMap<String, i64> {
    let mut pieces = BTreeMap::new();
    for line in restock.split(',') {
        let mut words = line.split(' ');
        if let (Some(line), Some(count)) =
            (words.next(), words.nth(1).and_then(|count| count.parse::<i64>().ok()))
        {
            *pieces.entry(line.to_owned()).or_default() += count;
        }
    }
    pieces
}
