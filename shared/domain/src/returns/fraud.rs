//! Signs of fraud (RA-16): points. They send a return to a person, and never refuse anything.

use super::{Because, Condition, Fault, Signal, SignalKind, decide::Look, policy::Policy};

pub(super) fn signals(policy: &Policy, look: &Look<'_>, paid: Option<&[i64]>) -> Vec<Signal> {
    let (rules, customer) = (&policy.rules.fraud, &look.facts.customer);
    let mut found = Vec::new();
    let mut sign = |kind, points, holds: bool| found.extend(holds.then_some(Signal { kind, points }));
    let serial = customer.return_rate_pieces.is_some_and(|rate| rate >= rules.serial_percent)
        && customer.returns.is_some_and(|returns| returns >= rules.serial_returns);
    sign(SignalKind::SerialReturner, 30, serial);
    sign(SignalKind::Wardrobing, 20, wardrobing(policy, look));
    sign(SignalKind::AddressVelocity, 20, customer.addresses.is_some_and(|n| n >= rules.addresses));
    sign(SignalKind::EmptyBox, 40, customer.empty_boxes.is_some_and(|n| n > 0));
    let limit = rules.first_order_above.as_ref().zip(policy.rules.currency);
    let value = paid.and_then(|paid| paid.iter().try_fold(0i64, |sum, line| sum.checked_add(*line)));
    let dear = limit.is_some_and(|(amount, currency)| {
        currency == look.facts.purchase.currency
            && amount.of(currency).is_ok_and(|limit| value.is_some_and(|value| value > limit.minor))
    });
    sign(SignalKind::DearFirstOrder, 30, dear && customer.orders.is_some_and(|orders| orders <= 1));
    found
}

/// Used, by the buyer's own choice, and brought back some days after it was there.
fn wardrobing(policy: &Policy, look: &Look<'_>) -> bool {
    look.request.lines.iter().any(|asked| {
        let own_choice = look.fault(asked, policy) == Fault::Customer;
        let Some(place) = look.place(asked) else { return false };
        let parcels = &look.facts.purchase.lines[place].parcels;
        let day = |at: jiff::Timestamp| at.to_zoned(look.zone.clone()).date();
        let there = parcels.iter().filter_map(|part| part.delivered).min().map(day);
        let since = there.map(|there| i64::from((day(look.now) - there).get_days()));
        own_choice
            && asked.condition == Condition::Used
            && since.is_some_and(|days| days >= policy.rules.fraud.wardrobing_days)
    })
}

pub(super) fn suspicious(policy: &Policy, signals: &[Signal]) -> Option<Because> {
    let points: i64 = signals.iter().map(|signal| signal.points).sum();
    (points >= policy.rules.fraud.review_from).then_some(Because::Suspicious { points })
}
