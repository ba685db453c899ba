//! What of an order may go back, line by line, before anybody has said why: each line is tried with every reason that the
//! policy knows for it, so that what is shown is what will be decided.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;

use crate::returns::{
    Because, Bought, Condition, Facts, Fault, Judged, Method, Outcome, Policies, Policy, Request,
    RequestLine, Say, Verdict, decide::decide_by, rules::Reason,
};

/// All lines of an order, and what holds for the whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offers {
    /// Line by line, in the order's order.
    pub lines: Vec<Offer>,
    /// The withdrawal that the law grants, where it does.
    pub withdrawal: Option<Withdrawal>,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Offer {
    /// The order's line.
    pub line: String,
    /// How many pieces may be asked for now.
    pub left: i64,
    /// How it stands.
    pub standing: Standing,
    /// The sentence that says why not, or that somebody looks at it.
    pub say: Option<Say>,
    /// The last day on which it may be asked for; none if there is no end, or nobody knows.
    pub last: Option<Date>,
    /// The reasons that may be given, in the policy's order, a closer case after what it is a case of.
    pub reasons: Vec<ReasonOffered>,
    /// What may be had for it, for at least one of the reasons.
    pub outcomes: Vec<Outcome>,
}

/// How a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It may come back, whatever the reason.
    Open,
    /// It may come back for some reasons only.
    ForSomeReasons,
    /// A person decides.
    Reviewed,
    /// It may not.
    Closed,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReasonOffered {
    /// Its code.
    pub code: String,
    /// What it is a closer case of.
    pub under: Option<String>,
    /// What would become of a sealed piece for it.
    pub verdict: Verdict,
    /// What the buyer would be told.
    pub say: Say,
}

/// The withdrawal that the law grants. Its entry stands there as long as it may be declared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Withdrawal {
    /// Its last day, of the line that has longest; none while nothing has arrived, or where nobody knows.
    pub last: Option<Date>,
    /// The lines that may be withdrawn from without a person looking at it, with how many pieces.
    pub lines: Vec<(String, i64)>,
}

impl Offers {
    /// What may go back of an order, by these policies.
    pub fn of(facts: &Facts, policies: &Policies, now: Timestamp) -> Self {
        let paid = facts.purchase.totals().ok();
        let known = Known { facts, policies, now, paid: paid.as_deref() };
        let lines = facts.purchase.lines.iter().map(|bought| Offer::of(bought, &known)).collect();
        Self { lines, withdrawal: Withdrawal::of(&known) }
    }

    /// The offer of a line.
    pub fn of_line(&self, line: &str) -> Option<&Offer> {
        self.lines.iter().find(|offer| offer.line == line)
    }

    /// Whether anything may be asked for.
    pub fn any(&self) -> bool {
        self.lines.iter().any(Offer::may_be_asked)
    }
}

impl Offer {
    /// Whether it may be asked for at all.
    pub fn may_be_asked(&self) -> bool {
        self.standing != Standing::Closed && self.left > 0
    }

    fn of(bought: &Bought, known: &Known<'_>) -> Self {
        let Known { facts, policies, now, .. } = *known;
        let left = bought.left_of(bought.delivered(now, today(facts, policies, now)));
        let policy = policies.current.as_ref().unwrap_or(&policies.purchase);
        let kind = facts.products.get(&bought.line).and_then(|product| product.kind.as_deref());
        let reasons = ordered(policy).filter(|(_, reason)| is_for(reason, kind));
        let ask = |reason: Option<&str>, outcome: Outcome| {
            let asked = RequestLine {
                line: bought.line.clone(),
                quantity: 1,
                reason: reason.map(str::to_owned),
                condition: Condition::Sealed,
                outcome,
                instead: None,
                photos: 0,
            };
            known.judged(vec![asked], false)
        };
        let mut tried: Vec<(ReasonOffered, Judged)> = Vec::new();
        for (code, reason) in reasons {
            let Some(judged) = ask(Some(code), Outcome::Refund).pop() else { continue };
            let offered = ReasonOffered {
                code: code.clone(),
                under: reason.under.clone(),
                verdict: judged.verdict,
                say: judged.say,
            };
            tried.push((offered, judged));
        }
        let (yes, reviewed, all) = (
            tried.iter().filter(|(one, _)| one.verdict.is_yes()).count(),
            tried.iter().filter(|(one, _)| one.verdict == Verdict::Review).count(),
            tried.len(),
        );
        let standing = match (left > 0, yes, reviewed) {
            (false, ..) | (_, 0, 0) => Standing::Closed,
            (_, 0, reviewed) if reviewed == all => Standing::Reviewed,
            (_, yes, _) if yes == all => Standing::Open,
            _ => Standing::ForSomeReasons,
        };
        // Why not is what the first reason that isn't granted says: those that come first are the plainest.
        let against = tried.iter().find(|(one, _)| !one.verdict.is_yes());
        let say = (standing != Standing::Open).then_some(against).flatten().map(|(one, _)| one.say);
        // The line's day of the most ordinary reason; a fault may give longer.
        let last = tried.first().and_then(|(_, judged)| judged.window.last);
        tried.retain(|(one, _)| one.verdict != Verdict::Refuse);
        let mut outcomes: Vec<Outcome> = policy.rules.outcomes.offered.clone();
        outcomes.retain(|outcome| {
            let Some((first, as_refund)) = tried.first() else { return false };
            let because = match outcome {
                // That was tried above.
                Outcome::Refund => Some(as_refund.because.clone()),
                other => ask(Some(&first.code), *other).pop().map(|judged| judged.because),
            };
            because.is_some_and(|because| because != Because::OutcomeNotOffered)
        });
        let reasons = tried.into_iter().map(|(one, _)| one).collect();
        Self { line: bought.line.clone(), left, standing, say, last, reasons, outcomes }
    }
}

impl Withdrawal {
    fn of(known: &Known<'_>) -> Option<Self> {
        let Known { facts, policies, .. } = *known;
        let policy = policies.current.as_ref().unwrap_or(&policies.purchase);
        if !policy.grants_withdrawal(facts.purchase.country.as_deref()) {
            return None;
        }
        let ask = |bought: &Bought| RequestLine {
            line: bought.line.clone(),
            // It needn't have arrived.
            quantity: bought.left_of(bought.quantity),
            reason: None,
            condition: Condition::Sealed,
            outcome: Outcome::Refund,
            instead: None,
            photos: 0,
        };
        let wished: Vec<RequestLine> =
            facts.purchase.lines.iter().filter(|line| line.left_of(line.quantity) > 0).map(ask).collect();
        let judged = known.judged(wished, true);
        let open: Vec<&Judged> = judged.iter().filter(|line| line.because == Because::Withdrawal).collect();
        if open.is_empty() {
            return None;
        }
        let last = open.iter().map(|line| line.window.last).max().flatten();
        Some(Self { last, lines: open.iter().map(|line| (line.line.clone(), line.quantity)).collect() })
    }
}

/// The day by the buyer's clock.
fn today(facts: &Facts, policies: &Policies, now: Timestamp) -> Date {
    let zone = facts.zone.as_deref().and_then(|zone| TimeZone::get(zone).ok());
    now.to_zoned(zone.unwrap_or_else(|| policies.purchase.zone.clone())).date()
}

/// Reasons, what is nobody's fault first, and those that are a closer case of another right after it.
fn ordered(policy: &Policy) -> impl Iterator<Item = (&String, &Reason)> {
    let all = policy.reasons();
    let known: BTreeSet<&String> = all.keys().collect();
    let is_root = |reason: &Reason| reason.under.as_ref().is_none_or(|under| !known.contains(under));
    let mut sorted: Vec<(&String, &Reason)> = Vec::new();
    let mut roots: Vec<_> = all.iter().filter(|(_, reason)| is_root(reason)).collect();
    roots.sort_by_key(|(_, reason)| reason.fault != Fault::Customer);
    roots.into_iter().for_each(|root| push(&mut sorted, root, all));
    sorted.into_iter()
}

fn push<'p>(
    sorted: &mut Vec<(&'p String, &'p Reason)>,
    one: (&'p String, &'p Reason),
    all: &'p BTreeMap<String, Reason>,
) {
    if sorted.iter().any(|(code, _)| *code == one.0) {
        return;
    }
    sorted.push(one);
    for closer in all.iter().filter(|(_, reason)| reason.under.as_ref() == Some(one.0)) {
        push(sorted, closer, all);
    }
}

fn is_for(reason: &Reason, kind: Option<&str>) -> bool {
    reason.types.is_empty()
        || kind.is_some_and(|kind| reason.types.iter().any(|of| of.eq_ignore_ascii_case(kind)))
}

/// What all lines are tried with.
struct Known<'k> {
    facts: &'k Facts,
    policies: &'k Policies,
    now: Timestamp,
    /// What was paid for each line.
    paid: Option<&'k [i64]>,
}

impl Known<'_> {
    /// What would be decided about these lines, were they asked for now.
    fn judged(&self, lines: Vec<RequestLine>, withdrawal: bool) -> Vec<Judged> {
        let request = Request {
            key: "offer".to_owned(),
            order: self.facts.purchase.order.clone(),
            at: self.now,
            channel: super::draft::CHANNEL.to_owned(),
            by: super::draft::BUYER.to_owned(),
            withdrawal,
            method: Method::OwnPost,
            lines,
        };
        decide_by(&request, self.facts, self.policies, self.now, self.paid).lines
    }
}
