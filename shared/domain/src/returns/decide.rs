//! The decision about a request: line by line by the policies that govern, then the whole by its money, its signs of fraud and
//! the shop's limits.

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};

use super::{
    Because, Decision, Facts, Fault, FreightOf, Judged, Looked, Plan, RefundAt, Request, RequestLine, Say,
    Shipment, Terms, Verdict, fraud, keep, limits,
    money::{self, Back, Unsound},
    policy::{self, Policies, Policy},
    rules::{Governs, Paid},
    vocabulary::{Line, LookedUp, Whole},
    window::{Open, StartsBy, end_of_day},
};
use crate::{Money, order::TenderKind};

/// Days within which the law wants the money back, and the goods sent.
const STATUTORY_DAYS: i64 = 14;

/// Decides. Pure: the same arguments, the same decision.
pub fn decide(request: &Request, facts: &Facts, policies: &Policies, now: Timestamp) -> Decision {
    decide_by(request, facts, policies, now, facts.purchase.totals().ok().as_deref())
}

/// The same for whoever asks often about one order: what was paid for its lines is reckoned once.
pub(super) fn decide_by(
    request: &Request,
    facts: &Facts,
    policies: &Policies,
    now: Timestamp,
    paid: Option<&[i64]>,
) -> Decision {
    let policy = match policies.purchase.rules.governs {
        Governs::Current => policies.current.as_ref().unwrap_or(&policies.purchase),
        _ => &policies.purchase,
    };
    let zone = facts
        .zone
        .as_deref()
        .and_then(|zone| TimeZone::get(zone).ok())
        .unwrap_or_else(|| policy.zone.clone());
    let whole_request = Whole::of(request, facts, paid);
    let look = Look { request, facts, zone: &zone, now, paid, whole: &whole_request };
    let mut lines: Vec<Judged> =
        request.lines.iter().enumerate().map(|(at, _)| look.governed(at, policies, policy)).collect();
    let statutory = request.withdrawal && policy.grants_withdrawal(facts.purchase.country.as_deref());
    if !statutory {
        keep::keep(policy, &look, &mut lines);
    }
    let refund = refund(policy, request, facts, &lines, statutory);
    let signals = fraud::signals(policy, &look, paid);
    let total = refund.as_ref().ok().map(|plan| plan.total);
    if !statutory {
        let beyond = match &refund {
            Err(_) => Some(Because::MoneyUnknown),
            Ok(_) => {
                fraud::suspicious(policy, &signals).or_else(|| limits::beyond(policy, facts, total, now))
            }
        };
        for line in lines.iter_mut().filter(|line| line.verdict.is_yes()) {
            if let Some(because) = &beyond {
                review(line, because.clone());
            }
        }
    }
    let refund = refund.unwrap_or_else(|_| Plan::nothing(facts.purchase.currency));
    let verdict = whole(&lines.iter().map(|line| line.verdict).collect::<Vec<_>>());
    let because = lines.iter().find(|line| line.verdict == verdict).map(|line| line.because.clone());
    let refund_at = refund_at(policy, request, &lines, &refund, statutory);
    let day = |days: i64| {
        let today = now.to_zoned(zone.clone()).date();
        today.checked_add(days.days()).map_or(Timestamp::MAX, |day| end_of_day(day, &zone))
    };
    // The law leaves so much time to send it.
    let least = if statutory { STATUTORY_DAYS } else { 0 };
    let ship_days = i64::from(policy.rules.ship.days).max(least);
    let may_ship = |line: &Judged| {
        line.verdict.ships()
            || (line.verdict == Verdict::Review && Verdict::Approve.for_outcome(line.outcome).ships())
    };
    let ships = lines.iter().any(may_ship);
    let first = |of: fn(&Terms) -> &Option<String>| lines.iter().find_map(|line| of(&line.terms).clone());
    let flows = &policy.rules.approvals;
    let flow = first(|terms| &terms.approvals)
        .or_else(|| flows.contains_key("default").then(|| "default".to_owned()));
    Decision {
        because: because.unwrap_or(Because::NoQuantity),
        verdict,
        policy: policy.version,
        statutory,
        shipments: shipments(&lines),
        refund_by: statutory.then(|| {
            let asked = request.at.to_zoned(zone.clone()).date();
            asked.checked_add(STATUTORY_DAYS.days()).map_or(Timestamp::MAX, |day| end_of_day(day, &zone))
        }),
        ship_by: ships.then(|| day(ship_days)),
        approvals: flow.filter(|_| verdict == Verdict::Review),
        owner: first(|terms| &terms.owner).unwrap_or_else(|| "returns".to_owned()),
        lines,
        refund,
        refund_at,
        signals,
    }
}

/// Sends a line to a person.
pub(super) fn review(line: &mut Judged, because: Because) {
    line.verdict = Verdict::Review;
    line.because = because;
    line.say = Say::LookedAt;
}

/// What a decision has at hand.
pub(super) struct Look<'a> {
    pub(super) request: &'a Request,
    pub(super) facts: &'a Facts,
    pub(super) zone: &'a TimeZone,
    pub(super) now: Timestamp,
    pub(super) paid: Option<&'a [i64]>,
    whole: &'a Whole,
}

impl Look<'_> {
    /// A line by whichever policy governs it.
    fn governed(&self, at: usize, policies: &Policies, first: &Policy) -> Judged {
        let own = self.judged(at, first);
        let other = policies.current.as_ref().filter(|_| policies.purchase.rules.governs == Governs::Better);
        let Some(other) = other else { return own };
        let other = self.judged(at, other);
        // The purchase's own, where they are as good.
        if worth(&other) > worth(&own) { other } else { own }
    }

    fn judged(&self, at: usize, policy: &Policy) -> Judged {
        let asked = &self.request.lines[at];
        let fault = self.fault(asked, policy);
        if let Some((verdict, because, say)) = self.impossible(at, policy, fault) {
            return self.plainly(asked, policy, fault, verdict, because, say);
        }
        let place = self.place(asked).expect("a line that the order hasn't is impossible");
        let traits = policy::traits(policy, self.facts.products.get(&asked.line));
        let line = Line {
            request: self.request,
            facts: self.facts,
            asked,
            place,
            fault,
            traits: &traits,
            paid: self.paid,
            whole: self.whole,
            today: self.now.to_zoned(self.zone.clone()).date(),
            placed: self.facts.purchase.placed_at.to_zoned(self.zone.clone()).date(),
            window: None,
            looked_up: LookedUp::default(),
        };
        policy::judge(policy, line, self.zone, self.now)
    }

    pub(super) fn place(&self, asked: &RequestLine) -> Option<usize> {
        self.facts.purchase.lines.iter().position(|line| line.line == asked.line)
    }

    pub(super) fn fault(&self, asked: &RequestLine, policy: &Policy) -> Fault {
        let reason = asked.reason.as_ref().and_then(|code| policy.reasons().get(code));
        reason.map_or(Fault::Customer, |reason| reason.fault)
    }

    /// What no policy can change: it isn't there, or is too much.
    fn impossible(&self, at: usize, policy: &Policy, fault: Fault) -> Option<(Verdict, Because, Say)> {
        let asked = &self.request.lines[at];
        let refuse = |because, say| Some((Verdict::Refuse, because, say));
        let Some(place) = self.place(asked) else { return refuse(Because::NoSuchLine, Say::NotBought) };
        if asked.quantity <= 0 {
            return refuse(Because::NoQuantity, Say::TooMany);
        }
        let line = &self.facts.purchase.lines[place];
        let statutory =
            self.request.withdrawal && policy.grants_withdrawal(self.facts.purchase.country.as_deref());
        // What is withdrawn by law needn't have arrived.
        let there = if statutory { line.quantity } else { self.delivered(place) };
        if there == 0 {
            return refuse(Because::NotDelivered, Say::NotDelivered);
        }
        // The lines before this one of the same request come first.
        let before = self.request.lines[..at].iter().filter(|other| other.line == asked.line);
        let before = before.fold(0i64, |sum, other| sum.saturating_add(other.quantity.max(0)));
        let left = line.left_of(there).saturating_sub(before).max(0);
        if asked.quantity > left {
            return refuse(Because::TooMany { left }, Say::TooMany);
        }
        let whole = line.part_of.as_ref().is_none_or(|whole| {
            let own = |other: &&RequestLine| self.part_of(other) == Some(whole.as_str());
            let parts =
                self.facts.purchase.lines.iter().filter(|other| other.part_of.as_ref() == Some(whole));
            parts
                .clone()
                .all(|part| self.request.lines.iter().filter(own).any(|other| other.line == part.line))
        });
        if !whole && fault == Fault::Customer {
            return refuse(Because::PartOfBundle, Say::NotAllowed);
        }
        if line.from_exchange {
            return Some((Verdict::Review, Because::FromExchange, Say::LookedAt));
        }
        None
    }

    fn part_of(&self, asked: &RequestLine) -> Option<&str> {
        self.facts.purchase.lines[self.place(asked)?].part_of.as_deref()
    }

    /// How many pieces of a line are there.
    fn delivered(&self, place: usize) -> i64 {
        let today = self.now.to_zoned(self.zone.clone()).date();
        self.facts.purchase.lines[place].delivered(self.now, today)
    }

    fn plainly(
        &self,
        asked: &RequestLine,
        policy: &Policy,
        fault: Fault,
        verdict: Verdict,
        because: Because,
        say: Say,
    ) -> Judged {
        Judged {
            line: asked.line.clone(),
            quantity: asked.quantity,
            verdict,
            because,
            rule: None,
            policy: policy.version,
            say,
            outcome: asked.outcome,
            fault,
            facts: [("line.pieces".to_owned(), asked.quantity.to_string())].into(),
            window: Open { start: None, by: StartsBy::Nothing, last: None, open: None, longer: None },
            terms: Terms::default(),
            trace: Vec::<Looked>::new(),
        }
    }
}

/// How good an answer is for the buyer.
fn worth(line: &Judged) -> (u8, i64) {
    let verdict = match line.verdict {
        Verdict::Keep => 5,
        Verdict::Donate => 4,
        Verdict::Instant => 3,
        Verdict::Approve => 2,
        Verdict::Review => 1,
        Verdict::Refuse => 0,
    };
    let fee =
        line.terms.fee_percent.unwrap_or(0).saturating_mul(1_000_000) + line.terms.fee_each.unwrap_or(0);
    (verdict, -fee)
}

/// One answer of several: a person decides if one needs them, else yes if one may come back.
fn whole(verdicts: &[Verdict]) -> Verdict {
    if verdicts.contains(&Verdict::Review) {
        return Verdict::Review;
    }
    let yes = [Verdict::Approve, Verdict::Instant, Verdict::Keep, Verdict::Donate];
    yes.into_iter().find(|verdict| verdicts.contains(verdict)).unwrap_or(Verdict::Refuse)
}

fn shipments(lines: &[Judged]) -> Vec<Shipment> {
    let mut shipments: Vec<Shipment> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let destination = &line.terms.destination;
        match shipments.iter_mut().find(|shipment| shipment.destination == *destination) {
            Some(shipment) => shipment.lines.push(at),
            None => shipments.push(Shipment {
                destination: destination.clone(),
                lines: vec![at],
                verdict: Verdict::Refuse,
            }),
        }
    }
    for shipment in &mut shipments {
        let verdicts: Vec<Verdict> = shipment.lines.iter().map(|at| lines[*at].verdict).collect();
        shipment.verdict = whole(&verdicts);
    }
    shipments
}

/// The order of tenders as the policy declares it.
pub(super) fn tenders(policy: &Policy) -> Vec<TenderKind> {
    policy.rules.tenders.iter().map(|tender| tender.kind()).collect()
}

/// What would go back if everything that isn't refused comes as it was asked for.
fn refund(
    policy: &Policy,
    request: &Request,
    facts: &Facts,
    lines: &[Judged],
    statutory: bool,
) -> Result<Plan, Unsound> {
    let asked: Vec<Back> = lines
        .iter()
        .zip(&request.lines)
        .filter(|(line, _)| line.verdict != Verdict::Refuse)
        .map(|(line, asked)| {
            let each = asked.instead.as_ref().and_then(|id| facts.instead.get(id));
            Back {
                percent: percent(policy, line.outcome),
                fee_percent: line.terms.fee_percent.unwrap_or(0),
                fee_each: line.terms.fee_each.unwrap_or(0),
                instead: each.map(|each: &Money| each.minor.saturating_mul(line.quantity)),
                ..Back::of(&line.line, line.quantity, line.outcome)
            }
        })
        .collect();
    let by_fault = lines.iter().any(|line| line.fault != Fault::Customer && line.verdict != Verdict::Refuse);
    let all = facts.purchase.is_all_back(&asked, |line| line.refunded.max(line.requested));
    money::plan(&money::Ask {
        purchase: &facts.purchase,
        lines: &asked,
        freight: freight(policy, statutory, by_fault, all),
        fee_cap_percent: policy.rules.outcomes.fee_cap_percent,
        bonus_percent: policy.rules.outcomes.credit_bonus_percent,
        order: &tenders(policy),
        claw_back: !statutory && !by_fault,
    })
}

/// What of a line's money goes back, by what is had for it.
pub(super) fn percent(policy: &Policy, outcome: super::Outcome) -> i64 {
    if outcome == super::Outcome::PartialCredit { policy.rules.outcomes.partial_percent } else { 100 }
}

/// What of the freight goes back.
pub(super) fn freight(policy: &Policy, statutory: bool, by_fault: bool, all: bool) -> FreightOf {
    use super::rules::Fully;
    let shipping = &policy.rules.shipping;
    if !all {
        return FreightOf::Nothing;
    }
    let fault = match shipping.by_fault {
        Fully::All => FreightOf::All,
        Fully::Standard => FreightOf::Standard,
        Fully::Nothing => FreightOf::Nothing,
    };
    let own = match shipping.all_returned {
        Paid::All => FreightOf::All,
        Paid::Standard => FreightOf::Standard,
        Paid::Nothing => FreightOf::Nothing,
    };
    let law = if statutory { FreightOf::Standard } else { FreightOf::Nothing };
    let fault = if by_fault { fault } else { FreightOf::Nothing };
    [own, law, fault].into_iter().max().unwrap_or_default()
}

/// When the money goes back.
fn refund_at(
    policy: &Policy,
    request: &Request,
    lines: &[Judged],
    refund: &Plan,
    statutory: bool,
) -> RefundAt {
    // Where nothing may come back, somebody may still decide otherwise: then it is waited for like anything else.
    let nothing = lines.iter().all(|line| line.verdict == Verdict::Refuse);
    let comes = lines.iter().filter(|line| nothing || line.verdict != Verdict::Refuse);
    let stays = |line: &Judged| matches!(line.verdict, Verdict::Keep | Verdict::Donate | Verdict::Instant);
    if comes.clone().all(stays) {
        return RefundAt::Approval;
    }
    let refunds = &policy.rules.refunds;
    let over = |amount: &crate::settings::Amount| match policy.rules.currency {
        Some(currency) if currency == refund.currency => {
            amount.of(currency).map_or(true, |limit| refund.total.minor > limit.minor)
        }
        _ => true,
    };
    let mut at = refunds.at;
    if !nothing && refunds.first_scan_up_to.as_ref().is_some_and(|amount| !over(amount)) {
        at = at.min(RefundAt::FirstScan);
    }
    if refunds.inspection_from.as_ref().is_some_and(over) {
        at = RefundAt::Inspection;
    }
    let inspected = |asked: &RequestLine| policy.rules.ship.inspect.contains(&asked.condition);
    if request.lines.iter().any(inspected) {
        at = RefundAt::Inspection;
    }
    let at = comes.filter_map(|line| line.terms.refund_at).fold(at, RefundAt::max);
    // The law lets the shop wait for the goods, or for the proof that they were sent, and for nothing else.
    if statutory { at.min(RefundAt::FirstScan) } else { at }
}
