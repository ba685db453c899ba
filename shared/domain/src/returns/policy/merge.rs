//! What rules change about a line, merged by the declared strategies.

use super::{Policy, Ruled};
use crate::{
    Money,
    returns::{Outcome, Terms, rules::Strategy},
};

/// Which of two numbers counts.
fn choose(strategy: Strategy, so_far: Option<i64>, said: i64) -> bool {
    match (strategy, so_far) {
        (_, None) => true,
        (Strategy::First, Some(_)) => false,
        (Strategy::Highest, Some(so_far)) => said > so_far,
        (Strategy::Lowest, Some(so_far)) => said < so_far,
    }
}

/// Windows that are open for ever are the longest.
fn length(days: i32) -> i64 {
    if days < 0 { i64::MAX } else { days.into() }
}

impl Policy {
    /// Adds the window that a rule says.
    pub(super) fn merge_window(&self, terms: &mut Terms, ruled: &Ruled) {
        let Some(days) = ruled.rule.window_days else { return };
        if choose(self.rules.merge.window, terms.window_days.map(length), length(days)) {
            terms.window_days = Some(days);
            terms.by.insert("window".into(), vec![ruled.rule.id.clone()]);
        }
    }

    /// Adds what else a rule says. Rules come in the order in which they go.
    pub(super) fn merge(&self, terms: &mut Terms, ruled: &Ruled, currency: crate::Currency) {
        let rule = &ruled.rule;
        let id = || rule.id.clone();
        if let Some(percent) =
            rule.fee_percent.filter(|percent| choose(self.rules.merge.fee, terms.fee_percent, *percent))
        {
            terms.fee_percent = Some(percent);
            terms.by.insert("fee".into(), vec![id()]);
        }
        // A fee in another currency than the order's isn't taken: it was never told.
        let fee = rule.fee.as_ref().zip(self.rules.currency.filter(|own| *own == currency));
        let each = fee.and_then(|(fee, own)| fee.of(own).ok()).map(|fee: Money| fee.minor);
        if let Some(each) = each.filter(|each| choose(self.rules.merge.fee, terms.fee_each, *each)) {
            terms.fee_each = Some(each);
            terms.by.insert("fee-each".into(), vec![id()]);
        }
        for (key, own, said) in [
            ("destination", &mut terms.destination, &rule.destination),
            ("approvals", &mut terms.approvals, &rule.approvals),
            ("owner", &mut terms.owner, &rule.owner),
        ] {
            if own.is_none() && said.is_some() {
                own.clone_from(said);
                terms.by.insert(key.into(), vec![id()]);
            }
        }
        if let Some(at) = rule.refund_at.filter(|at| terms.refund_at.is_none_or(|known| *at > known)) {
            terms.refund_at = Some(at);
            terms.by.insert("refund-at".into(), vec![id()]);
        }
        if !rule.outcomes.is_empty() {
            let known = terms.outcomes.take().unwrap_or_else(|| rule.outcomes.clone());
            let both: Vec<Outcome> =
                known.into_iter().filter(|outcome| rule.outcomes.contains(outcome)).collect();
            terms.outcomes = Some(both);
            terms.by.entry("outcomes".into()).or_default().push(id());
        }
    }
}
