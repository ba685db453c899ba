//! The money: what is due now is asked of the shop, once, under a key that follows from the return.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Event, Failure, Money, NewEvent,
    command::{
        Command, Decline, DeclineReason, Exchange, Key, NewLine, Refund, RefundedLine, Requested, Restock,
        Return as PlatformReturn, Share,
    },
    returns::{
        Outcome, Plan, Purchase,
        money::LineRefund,
        of_order::Back,
        rma::{self, Due, RefundState, Step},
    },
    webhook::Received,
};
use jiff::SignedDuration;

use super::{Case, beside};
use crate::Own;

/// Who has returns of its own that can be answered.
const WITH_RETURNS: &str = "shopify";
/// The part of a refund that is kept as credit.
const CREDIT: &str = "credit";

/// Wakes us when the shop hasn't said in time whose a refund was.
pub(crate) const UNNAMED: &str = "unnamed";
/// After so long `shop-commands` has long given up what it was asked for, and somebody has a task.
const GIVEN_UP: SignedDuration = SignedDuration::from_hours(48);
/// So long it is waited for; then a person looks.
const NAMED_WITHIN: SignedDuration = SignedDuration::from_hours(1);

/// Our once-key of a refund out of the command's.
pub(crate) fn key_of(key: &Key) -> String {
    format!("{}#{}", key.of, key.revision)
}

/// The command's key out of ours.
fn command_key(key: &str, line: Option<&str>) -> Option<Key> {
    let (of, revision) = key.rsplit_once('#')?;
    Some(Key { of: of.to_owned(), line: line.map(str::to_owned), revision: revision.parse().ok()? })
}

/// The commands that a plan takes.
pub(crate) fn parts(plan: Option<&Plan>) -> Vec<&'static str> {
    let has =
        |credit: bool| plan.is_some_and(|plan| plan.tenders.iter().any(|part| part.as_credit == credit));
    [(false, "refund"), (true, "store-credit")]
        .into_iter()
        .filter(|(credit, _)| has(*credit))
        .map(|(_, part)| part)
        .collect()
}

/// The pieces and the money of one of them.
pub(crate) fn of_part(plan: &Plan, part: &str) -> (BTreeMap<String, i64>, Money) {
    let credit = part == "store-credit";
    let mut pieces = BTreeMap::new();
    for line in plan.lines.iter().filter(|line| (line.outcome == Outcome::StoreCredit) == credit) {
        *pieces.entry(line.line.clone()).or_default() += line.pieces;
    }
    let own = plan.tenders.iter().filter(|part| part.as_credit == credit).map(|part| part.amount);
    let amount = Money::sum(plan.currency, own);
    (pieces, if credit { amount + plan.bonus } else { amount })
}

/// Asks for what is due. What the shop refused or may not have done is asked for again only by a person's word.
pub(crate) fn pay(case: &mut Case<'_>) -> Result<(), Failure> {
    if case.kept.halted || case.kept.rma.decided.is_none() {
        return Ok(());
    }
    let Some(purchase) = case.purchase() else { return Ok(()) };
    let policies = case.policies()?;
    let of = case.kept.rma.policy;
    let policy =
        policies.current.as_ref().filter(|current| current.version == of).unwrap_or(&policies.purchase);
    match case.kept.rma.refund_due(&case.facts.id, &purchase, policy, &case.kept.instead) {
        Due::Nothing => {}
        Due::Person(_) => person(case),
        // It may be what the shop told of already.
        Due::Pay { .. } if !case.kept.unclaimed.is_empty() => {
            if case.has_waited {
                person(case);
            } else {
                let at = case.now + NAMED_WITHIN;
                case.wake(UNNAMED, at);
            }
        }
        // Nothing goes back: that is so once it is there, and till then it may be called off.
        Due::Pay { plan, .. } if plan.total.minor <= 0 && !is_there(case) => {}
        Due::Pay { key, pieces, plan } => {
            let amount = plan.total;
            let commands = commands(case, &key, &plan, &purchase);
            if case.step(Step::RefundAsked { key: key.clone(), amount, pieces: pieces.clone() }).is_some() {
                let unnamed = (amount.minor > 0).then_some(RefundState::Asked);
                case.of_order.back.insert(key.clone(), Back { unnamed, ..Back::of(&plan) });
                case.kept.plans.insert(key.clone(), *plan);
                case.events.extend(commands);
                if amount.minor <= 0 {
                    case.step(Step::RefundDone { key, amount, pieces });
                }
            }
        }
    }
    Ok(())
}

/// Whether all that has to come back is there.
fn is_there(case: &Case<'_>) -> bool {
    !case.kept.rma.ships() || case.kept.rma.is_all_there()
}

/// Nothing more is asked for until a person says so.
pub(crate) fn person(case: &mut Case<'_>) {
    halt(case, "return-unreckoned");
}

fn halt(case: &mut Case<'_>, reason: &str) {
    case.kept.halted = true;
    let name = case.now.to_string();
    case.task(reason, &name);
}

/// What the platform sends for it is no money of ours, and nobody says which line it is for: a person reckons the rest.
pub(crate) fn exchanged(case: &mut Case<'_>, event: &Event) {
    let is_exchanged = event.payload().is_ok_and(|told: Received| told.is_exchanged());
    if is_exchanged && !case.kept.exchanged {
        case.kept.exchanged = true;
        halt(case, "return-exchanged");
    }
}

/// A person wants the money asked for once more. What may have been paid in doubt wasn't, then.
pub(crate) fn anew(case: &mut Case<'_>) -> Result<(), Failure> {
    case.because = Some(Own::PaidAnew.into());
    // Of what was in doubt an older release wrote nothing down: long after the shop was given up it is still as asked.
    let is_stale =
        |refund: &rma::Refund| refund.state == RefundState::Asked && case.now > refund.at + GIVEN_UP;
    let open = |refund: &rma::Refund| {
        matches!(refund.state, RefundState::Failed | RefundState::InDoubt) || is_stale(refund)
    };
    let refunds = case.kept.rma.refunds.iter().filter(|(_, refund)| open(refund));
    let refunds: Vec<(String, RefundState)> =
        refunds.map(|(key, refund)| (key.clone(), refund.state)).collect();
    // Half of it went, or may have: what is left of it a person reckons and pays.
    if refunds.iter().any(|(key, state)| went_in_part(case, key, *state)) {
        case.because = Some(Own::PerhapsPaid.into());
        person(case);
        return Ok(());
    }
    for (key, _) in refunds.into_iter().filter(|(_, state)| state.is_open()) {
        case.of_order.back.remove(&key);
        case.step(Step::RefundFailed { key });
    }
    case.kept.halted = false;
    beside::sort_out(case);
    beside::let_go(case);
    case.settle()
}

/// Whether one of its two commands was carried out, or may have been.
fn went_in_part(case: &Case<'_>, key: &str, state: RefundState) -> bool {
    let count = |parts: Option<&BTreeSet<String>>| parts.map_or(0, BTreeSet::len);
    let all = parts(case.kept.plans.get(key)).len();
    let all_refused = state == RefundState::Failed && count(case.kept.refused.get(key)) >= all;
    count(case.kept.parts.get(key)) > 0 || (all > 1 && !all_refused)
}

/// What the shop is asked: money to what paid, and credit where the buyer wanted that.
fn commands(case: &Case<'_>, key: &str, plan: &Plan, purchase: &Purchase) -> Vec<NewEvent> {
    let mut events = Vec::new();
    for credit in [false, true] {
        let own = plan.tenders.iter().filter(|part| part.as_credit == credit && part.amount.minor > 0);
        let mut shares: Vec<Share> =
            own.map(|part| Share { tender: part.kind, gateway: None, amount: part.amount }).collect();
        if shares.is_empty() {
            continue;
        }
        if credit && plan.bonus.minor > 0 {
            shares[0].amount = shares[0].amount + plan.bonus;
        }
        let lines = plan.lines.iter().filter(|line| (line.outcome == Outcome::StoreCredit) == credit);
        let line = |line: &LineRefund| {
            let goods = Money::new((line.goods.minor - line.fee.minor).max(0), plan.currency);
            let tax = if purchase.taxes_included {
                Money::zero(plan.currency)
            } else {
                share(line.tax, line.goods, line.paid)
            };
            let tax = Money::new(tax.minor.min(goods.minor), plan.currency);
            RefundedLine {
                line: line.line.clone(),
                quantity: line.pieces,
                // What comes back is counted when it is graded, by a movement of its own.
                restock: Restock::Nothing,
                amount: goods - tax,
                tax,
            }
        };
        let refund = Refund {
            shares,
            lines: merged(lines.map(line)),
            bonus: (credit && plan.bonus.minor > 0).then_some(plan.bonus),
            shipping: (!credit && plan.freight.minor > 0).then_some(plan.freight),
            note: Some(case.kept.rma.number.clone()),
            notify: false,
        };
        let Some(of) = command_key(key, credit.then_some(CREDIT)) else { continue };
        let command = if credit { Command::StoreCredit(refund) } else { Command::Refund(refund) };
        events.push(requested(case, of, command));
    }
    events
}

/// Each line once, whatever its pieces came back for: of a line that stands in a refund twice a shop may take the last alone.
fn merged(lines: impl Iterator<Item = RefundedLine>) -> Vec<RefundedLine> {
    let mut merged: Vec<RefundedLine> = Vec::new();
    for line in lines {
        match merged.iter_mut().find(|own| own.line == line.line) {
            Some(own) => {
                own.quantity = own.quantity.saturating_add(line.quantity);
                (own.amount, own.tax) = (own.amount + line.amount, own.tax + line.tax);
            }
            None => merged.push(line),
        }
    }
    merged
}

/// The tax in what goes back of it.
fn share(tax: Option<Money>, goods: Money, paid: Money) -> Money {
    let Some(tax) = tax.filter(|_| paid.minor > 0) else { return Money::zero(goods.currency) };
    let part = i128::from(tax.minor) * i128::from(goods.minor) / i128::from(paid.minor);
    Money::new(i64::try_from(part).unwrap_or(0), goods.currency)
}

fn requested(case: &Case<'_>, key: Key, command: Command) -> NewEvent {
    Requested { order: case.request().order.clone(), key, command }.event()
}

/// Answers the platform's own return, where the buyer asked there.
pub(crate) fn answer(case: &mut Case<'_>, yes: bool) {
    if case.platform_knows || case.request().channel != WITH_RETURNS || case.request().by != "buyer" {
        return;
    }
    let id = case.facts.id.clone();
    let command = if yes {
        Command::ReturnApprove(PlatformReturn { id })
    } else {
        Command::ReturnDecline(Decline { id, reason: reason(case), note: None })
    };
    ask(case, command);
}

/// Asks for what is no money, under a key that was never used: who decides otherwise is told of as well.
fn ask(case: &mut Case<'_>, command: Command) {
    let key = Key { revision: case.kept.next_revision(), ..Key::of(case.facts.id.clone()) };
    let event = requested(case, key, command);
    case.events.push(event);
}

/// The platform's reason that comes closest.
fn reason(case: &Case<'_>) -> DeclineReason {
    use domain::returns::Because;
    let because = case.kept.rma.granted.first().map(|granted| &granted.because);
    match because {
        Some(Because::TooLate { .. }) => DeclineReason::PeriodEnded,
        Some(Because::Restricted { of: domain::returns::Trait::FinalSale } | Because::Discounted { .. }) => {
            DeclineReason::FinalSale
        }
        _ => DeclineReason::Other,
    }
}

/// Nothing more is waited for: the platform's own return is closed as well.
pub(crate) fn close(case: &mut Case<'_>) {
    if case.platform_knows || case.request().channel != WITH_RETURNS {
        return;
    }
    let id = case.facts.id.clone();
    ask(case, Command::ReturnClose(PlatformReturn { id }));
}

/// Keeps what comes instead, and has it sent once it may be.
pub(crate) fn exchange(case: &mut Case<'_>) {
    let mut items: BTreeMap<String, i64> = BTreeMap::new();
    for (asked, granted) in case.kept.rma.request.lines.iter().zip(&case.kept.rma.granted) {
        if granted.verdict.is_yes()
            && granted.outcome.swaps()
            && let Some(instead) = &asked.instead
        {
            *items.entry(instead.clone()).or_default() += granted.quantity;
        }
    }
    if items.is_empty() {
        return;
    }
    let days = i64::from(case.settings.own.outcomes.reserve_days);
    let until = case.now + SignedDuration::from_hours(24 * days);
    let lines =
        items.iter().map(|(variant, quantity)| NewLine { variant: variant.clone(), quantity: *quantity });
    let currency = case.kept.purchase.as_ref().map(|purchase| purchase.currency);
    let Some(currency) = currency else { return };
    let difference =
        case.kept.decision.as_ref().map_or(Money::zero(currency), |decision| decision.refund.to_pay);
    let exchange = Exchange { lines: lines.collect(), difference, hold_until: Some(until) };
    if case.step(Step::Reserved { items, until }).is_some() {
        ask(case, Command::Exchange(exchange));
    }
}
