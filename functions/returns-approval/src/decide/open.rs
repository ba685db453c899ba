//! A wish to return something: it gets its number, and the policy decides about it.

use std::collections::BTreeMap;

use domain::{
    Event, Failure, NewEvent, Timestamp,
    privacy::depersonalise,
    returns::{
        self, Purchase, Request, Return, Rules, Verdict,
        record::ReturnRecord,
        rma::{self, Begun, Step},
        told::kinds,
    },
    settings::For,
};
use jiff::SignedDuration;

use super::{Case, Decided, news, pay};
use crate::{Because, Own, facts::Facts};

/// Wakes us to look for the order's snapshot.
pub(crate) const ORDER: &str = "order";
/// After so long it is looked for again.
const LOOK_AFTER: SignedDuration = SignedDuration::from_mins(10);
/// So often; then a person looks.
const MOST_LOOKS: u32 = 6;
/// The longest trace that an event holds, in rules that were looked at: the topic carries 256 KB.
const MOST_TRACED: usize = 400;

/// Opens a return.
pub(crate) fn open(
    event: &Event,
    mut request: Request,
    facts: &Facts,
    settings: &For<Rules>,
    now: Timestamp,
) -> Result<Decided, Failure> {
    if request.at == Timestamp::UNIX_EPOCH || request.at > now {
        request.at = event.time;
    }
    let name = if facts.order_name.is_empty() { request.order.clone() } else { facts.order_name.clone() };
    let number = rma::number(&name, facts.of_order.opened.saturating_add(1));
    let kept = ReturnRecord::new(Return::begin(request.clone(), number.clone()), &name);
    let mut case = Case::new(event, kept, facts, settings, now);
    case.of_order.opened = case.of_order.opened.saturating_add(1);
    case.of_order.first.get_or_insert_with(|| facts.id.clone());
    case.of_order.all.push(facts.id.clone());
    case.events.push(NewEvent::of("opened", &Begun { request, number }));
    case.of_order.hold(&facts.id, &case.kept.rma);
    if case.request().withdrawal {
        news::acknowledge(&mut case);
    }
    let approved = event.kind == kinds::APPROVED;
    case.platform_knows = approved;
    pay::exchanged(&mut case, event);
    judge(&mut case)?;
    if approved && case.kept.rma.decided.is_none_or(|_| case.kept.rma.state() == rma::State::Refused) {
        by_the_platform(&mut case, true);
        case.settle()?;
    }
    Ok(case.decided())
}

/// The platform's own people have decided it.
pub(crate) fn by_the_platform(case: &mut Case<'_>, yes: bool) {
    case.platform_knows = true;
    case.because = None;
    let (by, reason) = ("platform".to_owned(), "decided-on-the-platform".to_owned());
    case.step(Step::Overridden { by, reason, yes, exception: None });
}

/// Asks the policy.
pub(crate) fn judge(case: &mut Case<'_>) -> Result<(), Failure> {
    let Some(mut known) = case.facts.case.clone() else {
        look_again(case);
        return Ok(());
    };
    let policies = case.policies()?;
    case.looked_at_order = true;
    case.kept.customer.clone_from(&case.facts.customer);
    case.kept.order_name.clone_from(&case.facts.order_name);
    let base: Purchase = case.kept.purchase.get_or_insert(known.purchase).clone();
    known.purchase = case.of_order.applied(&base, &case.facts.id);
    let today = case.now.to_zoned(case.zone()).date();
    known.shop = returns::ShopDay::on(today, &case.facts.days, case.settings.own.currency);
    let mut decision = returns::decide(case.request(), &known, &policies, case.now);
    shorten(&mut decision);
    let round = case.kept.rma.rounds + 1;
    let asking = (decision.verdict == Verdict::Review).then(|| {
        let policy = policies.current.as_ref().unwrap_or(&policies.purchase);
        let country = base.country.as_deref();
        Box::new(policy.asking(&decision, case.request(), round, case.now, country))
    });
    case.kept.instead = instead(case.request(), &known);
    case.because = Some(Because::Policy(decision.because.clone()));
    case.kept.decision = Some(Box::new(decision.clone()));
    case.kept.facts = Some(Box::new(known));
    let is_yes = decision.verdict.is_yes();
    let worth = decision.refund.total;
    depersonalise(&mut decision);
    if case.step(Step::Decided { decision: Box::new(decision), asking }).is_some() && is_yes {
        let mut days = case.facts.days.clone();
        let worth = Some(worth).filter(|worth| case.settings.own.currency == Some(worth.currency));
        returns::approved_on(today, worth, &mut days);
        case.days = Some(days);
    }
    case.settle()
}

/// By the request's lines: what one of what is wanted instead costs, in minor units.
fn instead(request: &Request, known: &returns::Facts) -> BTreeMap<String, i64> {
    let cost = |(at, asked): (usize, &returns::RequestLine)| {
        let each = known.instead.get(asked.instead.as_ref()?)?;
        // A line that stands there once goes by its own name, as older releases read it.
        let is_once = request.lines.iter().filter(|own| own.line == asked.line).count() == 1;
        let key = if is_once { asked.line.clone() } else { rma::instead_key(at, &asked.line) };
        Some((key, each.minor))
    };
    request.lines.iter().enumerate().filter_map(cost).collect()
}

/// The order's snapshot hasn't come: it is looked for later, and in the end by a person.
fn look_again(case: &mut Case<'_>) {
    if case.kept.looked < MOST_LOOKS {
        case.kept.looked += 1;
        let at = case.now + LOOK_AFTER;
        case.wake(ORDER, at);
        case.because = Some(Own::AwaitingOrder.into());
    } else {
        case.because = Some(Own::OrderNeverCame.into());
        case.task("return-without-order", "1");
    }
}

/// Keeps what a decision says within what an event holds: rules that didn't hold go first.
fn shorten(decision: &mut returns::Decision) {
    let traced: usize = decision.lines.iter().map(|line| line.trace.len()).sum();
    if traced > MOST_TRACED {
        for line in &mut decision.lines {
            line.trace.retain(|looked| looked.held != Some(false));
        }
    }
}
