//! How far returns are approved without a person (RA-17): by value, by day, and by what a day usually brings.

use jiff::Timestamp;

use super::{Because, Facts, policy::Policy};
use crate::{Money, settings::Amount};

/// Days that make a norm.
const LEAST_DAYS: usize = 3;

/// Why a person has to look, if one has to.
pub(super) fn beyond(
    policy: &Policy,
    facts: &Facts,
    total: Option<Money>,
    now: Timestamp,
) -> Option<Because> {
    let limits = &policy.rules.limits;
    if is_breaker_open(policy, facts, now) {
        return Some(Because::BreakerOpen);
    }
    let total = total?;
    let limit =
        |amount: &Option<Amount>| amount.as_ref().map(|amount| policy.rules.currency.map(|c| amount.of(c)));
    for (limit, before, because) in [
        (limit(&limits.per_return), 0, Because::BeyondReturnLimit),
        (
            limit(&limits.per_day),
            facts.shop.approved_value.map_or(0, |value| value.minor),
            Because::BeyondDayLimit,
        ),
    ] {
        let Some(limit) = limit else { continue };
        let Some(Ok(limit)) =
            limit.filter(|limit| limit.as_ref().is_ok_and(|l| l.currency == total.currency))
        else {
            return Some(Because::LimitUnknown);
        };
        if total.minor.saturating_add(before) > limit.minor {
            return Some(because);
        }
    }
    None
}

/// Whether more is approved today than days usually bring, or somebody opened it by hand.
fn is_breaker_open(policy: &Policy, facts: &Facts, now: Timestamp) -> bool {
    let (limits, shop) = (&policy.rules.limits, &facts.shop);
    if shop.breaker_until.is_some_and(|until| now < until) {
        return true;
    }
    let days = i128::try_from(shop.before.len()).unwrap_or(i128::MAX);
    if shop.before.len() < LEAST_DAYS || shop.approved < limits.breaker_least {
        return false;
    }
    let sum: i128 = shop.before.iter().map(|day| i128::from(*day)).sum();
    i128::from(shop.approved) * 100 * days >= sum * i128::from(limits.breaker_percent)
}
