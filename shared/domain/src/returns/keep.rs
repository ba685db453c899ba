//! What isn't worth sending back (RA-15): cost of the return and loss in reselling against what it is worth.

use super::{
    Because, Judged, Say, Verdict,
    decide::Look,
    money::prefix,
    policy::{self, Policy},
};

/// Lets the buyer keep what isn't worth sending back, as far as they haven't kept enough already.
pub(super) fn keep(policy: &Policy, look: &Look<'_>, lines: &mut [Judged]) {
    let Some((rules, currency)) = policy.rules.keep.as_ref().zip(policy.rules.currency) else { return };
    if currency != look.facts.purchase.currency {
        return;
    }
    // Nobody knows how much they have kept: then nothing more.
    let (Some(kept), Ok(cost), Some(paid)) =
        (look.facts.customer.keeps, rules.return_cost.of(currency), look.paid)
    else {
        return;
    };
    let comes: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].verdict == Verdict::Approve).collect();
    // One parcel brings all of it: it stays only if that holds for the whole.
    let value = |at: usize| {
        let place = look.place(&look.request.lines[at])?;
        let quantity = look.facts.purchase.lines[place].quantity;
        Some(prefix(*paid.get(place)?, quantity, lines[at].quantity))
    };
    let Some(values) = comes.iter().map(|at| value(*at)).collect::<Option<Vec<i64>>>() else { return };
    let worth: i128 = values.iter().map(|value| i128::from(*value)).sum();
    let loses = worth * i128::from(rules.resale_loss_percent) / 100;
    let not_worth = (i128::from(cost.minor) + loses) * 100 > worth * i128::from(rules.above_percent);
    let pieces: i64 = comes.iter().map(|at| lines[*at].quantity).sum();
    let money = comes.iter().all(|at| policy::is_money(lines[*at].outcome));
    if !not_worth || !money || kept.saturating_add(pieces) > rules.most {
        return;
    }
    let (verdict, say) =
        if rules.donate { (Verdict::Donate, Say::DonateIt) } else { (Verdict::Keep, Say::KeepIt) };
    for at in comes {
        let line = &mut lines[at];
        (line.verdict, line.say, line.because) = (verdict, say, Because::NotWorthReturning);
        line.facts.insert("keep.return-cost".into(), cost.decimal());
        line.facts.insert("customer.keeps".into(), kept.to_string());
    }
}
