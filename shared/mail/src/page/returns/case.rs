//! One return as the shop's own people see it: all that they decide by.

use domain::{
    order::Order,
    returns::{Judged, portal::Words, record::ReturnRecord},
};
use serde::Serialize;

use super::{
    Done, Photo,
    desk::turns,
    item::ItemView,
    money::{self, MoneyView},
    photos::PhotoView,
    said::{instant, money as amount, number, reason, say, shared, text, word},
    status::{SayingView, done_word},
    steps::{StepView, steps},
};
use crate::{Unmailable, context::Context, lists, reasons::why, stock::said, strings::Word};

/// What was just done, and what may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub(super) done: Option<Done>,
    pub(super) wrong: bool,
    pub(super) may_vote: bool,
}

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct CaseView {
    number: String,
    role: String,
    said: Option<&'static str>,
    wrong: bool,
    may_vote: bool,
    statutory: bool,
    /// Whether the law lets anybody refuse it: a withdrawal only by the exception for which they are asked.
    may_refuse: bool,
    state: &'static str,
    rows: Vec<(String, String)>,
    lines: Vec<LineView>,
    signals: Vec<(String, String)>,
    money: Option<MoneyView>,
    reckoning: Vec<(String, String)>,
    steps: Vec<StepView>,
    votes: Vec<(String, String)>,
    sayings: Vec<SayingView>,
}

#[derive(Debug, Serialize)]
struct LineView {
    n: usize,
    item: ItemView,
    rows: Vec<(String, String)>,
    comment: String,
    photos: Vec<PhotoView>,
    /// Facts by the names that rules have for them.
    facts: Vec<(String, String)>,
    trace: Vec<(String, String)>,
}

impl CaseView {
    pub(super) fn of(
        role: &str,
        (order, kept, words): (Option<&Order>, &ReturnRecord, &Words),
        photos: &[Photo],
        told: Told,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let rma = &kept.rma;
        let decision = kept.decision.as_deref();
        let lines = rma.request.lines.iter().enumerate().map(|(at, asked)| {
            let judged = decision.and_then(|decision| decision.lines.get(at));
            let comment = words.comments.get(at).and_then(Option::as_deref).unwrap_or_default();
            LineView::of((at, asked, judged), (order, comment), photos, cx)
        });
        let signals = decision.map(|decision| decision.signals.as_slice()).unwrap_or_default();
        let signals = signals.iter().map(|signal| {
            let points = say("points", &[("n", Word::Count(signal.points))], cx)?;
            Ok((say(&format!("signal-{}", signal.kind.as_str()), &[], cx)?, points))
        });
        let votes = rma.asking.as_ref().map(|asking| asking.votes.as_slice()).unwrap_or_default();
        let votes = votes.iter().map(|vote| {
            let key = if vote.yes { "vote-yes" } else { "vote-no" };
            Ok((say(key, &[("who", Word::Text(word(&vote.by)))], cx)?, instant(vote.at, cx)?))
        });
        let statutory = rma.statutory || rma.request.withdrawal;
        let plan = decision.map(|decision| &decision.refund);
        Ok(Self {
            number: number(&rma.number),
            role: word(role),
            said: told.done.map(done_word),
            wrong: told.wrong,
            may_vote: told.may_vote,
            statutory,
            may_refuse: !statutory || kept.exception().is_some(),
            state: rma.state().as_str(),
            rows: rows(kept, cx)?,
            lines: lines.collect::<Result<_, _>>()?,
            signals: signals.collect::<Result<_, Unmailable>>()?,
            money: plan.map(|plan| MoneyView::of(plan, cx)).transpose()?,
            reckoning: plan.map(|plan| money::steps(plan, cx)).transpose()?.unwrap_or_default(),
            steps: steps(kept, true, cx)?,
            votes: votes.collect::<Result<_, Unmailable>>()?,
            sayings: SayingView::all(words, true, cx)?,
        })
    }
}

fn rows(kept: &ReturnRecord, cx: &Context) -> Result<Vec<(String, String)>, Unmailable> {
    let rma = &kept.rma;
    let mut rows = vec![
        (shared("return-order", cx)?, cx.isolated(&number(&kept.order_name))),
        (shared("return-requested", cx)?, instant(rma.request.at, cx)?),
        (
            say("desk-method", &[], cx)?,
            shared(&format!("returns-portal-method-{}", rma.request.method.as_str()), cx)?,
        ),
    ];
    if let Some(decision) = kept.decision.as_deref() {
        rows.push((shared("return-refund", cx)?, amount(decision.refund.total, cx)?));
        rows.push((shared("return-because", cx)?, cx.isolated(&why(&decision.because, cx)?)));
        let version = cx.speech.numbers.count(decision.policy.into())?;
        rows.push((say("case-policy", &[], cx)?, version));
    }
    if let Some(asking) = &rma.asking {
        rows.push((shared("return-decide-by", cx)?, instant(asking.deadline(), cx)?));
        let turns: Vec<String> = turns(kept, cx).iter().map(|route| cx.isolated(route)).collect();
        if !turns.is_empty() {
            rows.push((say("desk-turn", &[], cx)?, lists::all_of(&turns, &cx.speech.tag)?));
        }
    }
    Ok(rows)
}

impl LineView {
    fn of(
        (at, asked, judged): (usize, &domain::returns::RequestLine, Option<&Judged>),
        (order, comment): (Option<&Order>, &str),
        photos: &[Photo],
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let mut rows = vec![(shared("line-quantity", cx)?, cx.speech.numbers.count(asked.quantity)?)];
        if let Some(code) = &asked.reason {
            rows.push((shared("return-reason", cx)?, cx.isolated(&reason(code, cx)?)));
        }
        let condition = shared(&format!("returns-condition-{}", asked.condition.as_str()), cx)?;
        rows.push((shared("return-condition", cx)?, condition));
        let outcome = shared(&format!("returns-outcome-{}", asked.outcome.as_str()), cx)?;
        rows.push((shared("return-outcome", cx)?, outcome));
        if let Some(judged) = judged {
            let said = shared(&format!("returns-say-{}", judged.say.as_str()), cx)?;
            rows.push((say("case-answer", &[], cx)?, said));
            rows.push((say("case-why", &[], cx)?, cx.isolated(&why(&judged.because, cx)?)));
        }
        let facts = judged.map(|judged| &judged.facts).into_iter().flatten();
        let facts = facts.map(|(name, value)| (word(name), said::reckoning(value).unwrap_or_default()));
        let trace = judged.map(|judged| judged.trace.as_slice()).unwrap_or_default().iter().map(|looked| {
            let said = match (looked.held, &looked.unknown) {
                (Some(true), _) => say("rule-held", &[], cx)?,
                (Some(false), _) => say("rule-passed", &[], cx)?,
                (None, unknown) => {
                    let fact = word(unknown.as_deref().unwrap_or_default());
                    say("rule-unknown", &[("fact", Word::Text(fact))], cx)?
                }
            };
            Ok((word(&looked.rule), said))
        });
        Ok(Self {
            n: at,
            item: ItemView::of(order, &asked.line, cx)?,
            rows,
            comment: text(comment),
            photos: PhotoView::of_wish(photos, at, cx)?,
            facts: facts.collect(),
            trace: trace.collect::<Result<_, Unmailable>>()?,
        })
    }
}
