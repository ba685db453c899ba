//! A draft of a policy, tried on what happened (RA-36): which answers would change, what of the money, who would be asked.

use std::collections::BTreeMap;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Because, Decision, Facts, Policies, Policy, Request, Verdict, decide};
use crate::Money;

/// A return that was decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// What was asked for.
    pub request: Request,
    /// What was known.
    pub facts: Facts,
    /// When it was decided.
    pub at: Timestamp,
    /// What was decided, where that was kept; else it is decided again by the policies of its day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<Answer>,
}

/// What a policy makes of a case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Of the whole.
    pub verdict: Verdict,
    /// By line: what becomes of it, and by what: a rule's name, or the reason's word.
    pub lines: Vec<(String, Verdict, String)>,
    /// What goes back, if people approve what goes to them.
    pub refund: Money,
    /// Which people are asked, if they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
}

impl Answer {
    /// What of a decision counts here.
    pub fn of(decision: &Decision) -> Self {
        let by = |because: &Because| match because {
            Because::ByRule { rule } | Because::FactUnknown { rule, .. } => format!("rule {rule}"),
            other => other.word(),
        };
        let asks = decision.approvals.clone().unwrap_or_else(|| decision.owner.clone());
        Self {
            verdict: decision.verdict,
            lines: decision
                .lines
                .iter()
                .map(|line| (line.line.clone(), line.verdict, by(&line.because)))
                .collect(),
            refund: decision.refund.total,
            asks: (decision.verdict == Verdict::Review).then_some(asks),
        }
    }
}

/// What came of a stretch under one policy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// How many returns, or lines of a rule.
    pub cases: i64,
    /// By what became of them.
    pub verdicts: BTreeMap<Verdict, i64>,
    /// By currency, in minor units: what goes back of what isn't refused.
    pub refunded: BTreeMap<String, i64>,
    /// By currency, in minor units: what goes back without anybody having looked.
    pub unseen: BTreeMap<String, i64>,
    /// How many times people are asked.
    pub approvals: i64,
}

impl Tally {
    fn count(&mut self, answer: &Answer) {
        self.cases += 1;
        *self.verdicts.entry(answer.verdict).or_default() += 1;
        self.approvals += i64::from(answer.asks.is_some());
        let currency = answer.refund.currency.code();
        let add = |to: &mut BTreeMap<String, i64>| {
            let sum = to.entry(currency.to_owned()).or_default();
            *sum = sum.saturating_add(answer.refund.minor);
        };
        if answer.verdict != Verdict::Refuse {
            add(&mut self.refunded);
        }
        if answer.verdict.is_yes() {
            add(&mut self.unseen);
        }
    }
}

/// A return whose answer would be another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changed {
    /// The order.
    pub order: String,
    /// The request's key.
    pub key: String,
    /// When it was decided.
    pub at: Timestamp,
    /// What it was.
    pub was: Answer,
    /// What it would be.
    pub would: Answer,
}

/// What a draft would have made of a stretch.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// As it was.
    pub was: Tally,
    /// As it would be.
    pub would: Tally,
    /// By rule, or by the reason's word where no rule spoke: lines as they were, and as they would be.
    pub by_rule: BTreeMap<String, (RuleTally, RuleTally)>,
    /// The returns whose answer would be another, oldest first.
    pub changed: Vec<Changed>,
    /// Returns that couldn't be decided as they were: their policy can't be read any more.
    pub unread: Vec<String>,
}

/// What a rule did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleTally {
    /// How many lines it decided.
    pub lines: i64,
    /// By what became of them.
    pub verdicts: BTreeMap<Verdict, i64>,
}

impl RuleTally {
    fn count(&mut self, verdict: Verdict) {
        self.lines += 1;
        *self.verdicts.entry(verdict).or_default() += 1;
    }
}

/// Tries a draft. `governed` says which policies governed an order. The day's limits are counted anew, by what the draft itself
/// approves; how much a customer returned or kept is as it was.
pub fn backtest<'a>(
    cases: impl IntoIterator<Item = &'a Case>,
    draft: &Policy,
    mut governed: impl FnMut(&Case) -> Option<Policies>,
) -> Report {
    let draft = Policies::only(draft.clone());
    let mut cases: Vec<&Case> = cases.into_iter().collect();
    cases.sort_by(|a, b| {
        (a.at, &a.request.order, &a.request.key).cmp(&(b.at, &b.request.order, &b.request.key))
    });
    let (mut report, mut days) = (Report::default(), BTreeMap::<Date, (i64, i64)>::new());
    for case in cases {
        let was = case.was.clone().or_else(|| {
            let policies = governed(case)?;
            Some(Answer::of(&decide(&case.request, &case.facts, &policies, case.at)))
        });
        let Some(was) = was else {
            report.unread.push(case.request.order.clone());
            continue;
        };
        let would = try_out(case, &draft, &mut days);
        report.was.count(&was);
        report.would.count(&would);
        for (_, verdict, by) in &was.lines {
            report.by_rule.entry(by.clone()).or_default().0.count(*verdict);
        }
        for (_, verdict, by) in &would.lines {
            report.by_rule.entry(by.clone()).or_default().1.count(*verdict);
        }
        let answer = |answer: &Answer| (answer.verdict, answer.refund, answer.asks.clone());
        let verdicts =
            |answer: &Answer| answer.lines.iter().map(|(_, verdict, _)| *verdict).collect::<Vec<_>>();
        if answer(&was) != answer(&would) || verdicts(&was) != verdicts(&would) {
            let (order, key) = (case.request.order.clone(), case.request.key.clone());
            report.changed.push(Changed { order, key, at: case.at, was, would });
        }
    }
    report
}

/// What the draft makes of a case, with what it approved before on that day.
fn try_out(case: &Case, draft: &Policies, days: &mut BTreeMap<Date, (i64, i64)>) -> Answer {
    let day = days.entry(case.at.to_zoned(draft.purchase.zone.clone()).date()).or_default();
    let mut facts = case.facts.clone();
    facts.shop.approved = day.0;
    facts.shop.approved_value = draft.purchase.rules.currency.map(|currency| Money::new(day.1, currency));
    let decision = decide(&case.request, &facts, draft, case.at);
    if decision.verdict.is_yes() {
        day.0 += 1;
        if Some(decision.refund.currency) == draft.purchase.rules.currency {
            day.1 = day.1.saturating_add(decision.refund.total.minor);
        }
    }
    Answer::of(&decision)
}
