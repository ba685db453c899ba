//! What the shop tells of refunds: ours, another return's, or paid by hand beside us. Its word can be quicker than its answer to our
//! command: until that names what was paid, a refund of the same pieces is kept aside.

use std::collections::BTreeMap;

use domain::{
    Event, Failure, Money,
    returns::{
        Purchase,
        of_order::{self, OfOrder},
        record::Unclaimed,
        rma::{RefundState, Step},
    },
    webhook::Received,
};

use super::{Case, command, pay};
use crate::Own;

/// Whose a refund is.
enum Whose {
    /// It is known, or another return's to say.
    Known,
    /// That isn't known yet: an answer of the shop is waited for.
    Unknown,
    /// This part of a refund that we asked for.
    Ours { key: String, part: &'static str },
    /// Nobody asked for it.
    Beside,
}

/// The shop paid something back for this order.
pub(crate) fn refunded(case: &mut Case<'_>, event: &Event) -> Result<(), Failure> {
    let told: Received = event.payload()?;
    case.because = Some(Own::NothingNew.into());
    let (Some(refund), Some(base)) = (told.details.get("refund").cloned(), case.kept.purchase.as_ref())
    else {
        return Ok(());
    };
    let amount = told.details.get("amount").and_then(|text| Money::parse(text, base.currency).ok());
    let pieces = pieces_of(told.details.get("restock").map_or("", String::as_str));
    case.kept.unclaimed.insert(refund.clone(), Unclaimed { pieces, amount });
    sort_out(case);
    if case.kept.unclaimed.contains_key(&refund) {
        case.because = Some(Own::PerhapsOurs.into());
    }
    case.settle()
}

/// Finds out whose the refunds are that were kept aside, as far as that is known by now.
pub(crate) fn sort_out(case: &mut Case<'_>) {
    for (refund, told) in case.kept.unclaimed.clone() {
        match whose(case, &refund, &told) {
            Whose::Unknown => continue,
            Whose::Known => {}
            Whose::Ours { key, part } => {
                case.because = None;
                command::paid(case, &key, part, Some(&refund), told.amount);
            }
            Whose::Beside => elsewhere(case, &refund, told),
        }
        case.kept.unclaimed.remove(&refund);
    }
}

/// A person says that nothing was paid: what may only be another return's is waited for no longer.
pub(crate) fn let_go(case: &mut Case<'_>) {
    let told = std::mem::take(&mut case.kept.unclaimed);
    let own = told.into_iter().filter(|(_, told)| is_asked(case, told)).collect();
    case.kept.unclaimed = own;
}

fn whose(case: &Case<'_>, refund: &str, told: &Unclaimed) -> Whose {
    let (of_order, kept) = (&case.of_order, &case.kept);
    if of_order.names(refund) || kept.references.values().any(|known| known == refund) {
        return Whose::Known;
    }
    if is_asked(case, told) {
        return Whose::Unknown;
    }
    let own = ours(case, told);
    let others: Vec<RefundState> = of_order.of_another(&case.facts.id, &told.pieces, told.amount).collect();
    // The other one keeps it aside and says what it was. We do so as well, if it may be of our pieces: they aren't paid meanwhile.
    let concerns = own.is_some() || told.pieces.keys().any(|line| kept.rma.unpaid(line) > 0);
    let another_s = if concerns { Whose::Unknown } else { Whose::Known };
    // A refund by hand of some of its pieces settles no more than those: a person says whether the rest was paid.
    let is_whole = |(key, part): &(String, &'static str)| {
        let plan = case.kept.plans.get(key);
        told.pieces.is_empty() || plan.is_some_and(|plan| pay::of_part(plan, part).0 == told.pieces)
    };
    match own {
        _ if others.contains(&RefundState::Asked) => another_s,
        Some(own) if !is_whole(&own) => Whose::Unknown,
        Some((key, part)) => Whose::Ours { key, part },
        None if others.is_empty() => Whose::Beside,
        None => another_s,
    }
}

/// Whether it may be what we wait for the shop's answer about.
fn is_asked(case: &Case<'_>, told: &Unclaimed) -> bool {
    let mut asked = case.kept.rma.refunds.iter().filter(|(_, refund)| refund.state == RefundState::Asked);
    asked.any(|(key, _)| part_of(case, key, told).is_some())
}

/// The part of one of our refunds as which the shop may have paid it, though it gave no answer that says so.
fn ours(case: &Case<'_>, told: &Unclaimed) -> Option<(String, &'static str)> {
    case.kept.rma.refunds.iter().find_map(|(key, refund)| {
        let unnamed = case.of_order.back.get(key).is_some_and(|back| back.unnamed.is_some());
        let part = part_of(case, key, told).filter(|_| unnamed && refund.state != RefundState::Asked)?;
        Some((key.clone(), part))
    })
}

/// The part of a refund that it may be: of the same pieces or some of them, or of the same amount where it names none.
fn part_of(case: &Case<'_>, key: &str, told: &Unclaimed) -> Option<&'static str> {
    let (kept, plan) = (&case.kept, case.kept.plans.get(key)?);
    let is_done = kept.rma.refunds.get(key).is_some_and(|refund| refund.state == RefundState::Done);
    let fits = |part: &&str| {
        let answered = kept.parts.get(key).is_some_and(|parts| parts.contains(*part));
        let (pieces, amount) = pay::of_part(plan, part);
        let same = if told.pieces.is_empty() {
            told.amount.is_none_or(|told| told == amount)
        } else {
            of_order::covers(&pieces, &told.pieces)
        };
        same && (is_done || !answered)
    };
    pay::parts(Some(plan)).into_iter().find(fits)
}

/// It was paid beside us: it counts, for the order and for this return's pieces.
fn elsewhere(case: &mut Case<'_>, refund: &str, told: Unclaimed) {
    let Some(base) = case.kept.purchase.clone() else { return };
    let Unclaimed { pieces, amount } = told;
    if case.of_order.paid_elsewhere(&base, refund, pieces.clone(), amount) {
        case.kept.beside.insert(refund.to_owned());
    }
    let own = case.of_order.left_for(refund, &case.kept.rma);
    if own.is_empty() {
        return;
    }
    let amount = amount.map_or(Money::zero(base.currency), |amount| share(&base, amount, &pieces, &own));
    case.because = None;
    let step = Step::RefundDone { key: OfOrder::key_beside(refund), amount, pieces: own.clone() };
    if case.step(step).is_some() {
        case.of_order.claim(refund, &case.facts.id, &own);
    }
}

/// What of a refund is for some of its pieces, by what was paid for each.
fn share(base: &Purchase, amount: Money, all: &BTreeMap<String, i64>, own: &BTreeMap<String, i64>) -> Money {
    if all == own {
        return amount;
    }
    let totals = base.totals().unwrap_or_default();
    let worth = |pieces: &BTreeMap<String, i64>| -> i128 {
        let of_line = |(line, total): (&domain::returns::Bought, &i64)| {
            let count = pieces.get(&line.line).copied().unwrap_or(0);
            i128::from(*total) * i128::from(count) / i128::from(line.quantity.max(1))
        };
        base.lines.iter().zip(&totals).map(of_line).sum()
    };
    let part = (i128::from(amount.minor) * worth(own)).checked_div(worth(all)).unwrap_or(0);
    Money::new(i64::try_from(part).unwrap_or(0).min(amount.minor), amount.currency)
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
