//! How a return is: what has happened, what to do next, what is paid.

use domain::{
    order::Order,
    returns::{
        Method,
        portal::{By, Words},
        record::{News, ReturnRecord},
        rma::{Granted, RefundState, State},
    },
};
use serde::Serialize;

use super::{
    Done,
    item::ItemView,
    money::MoneyView,
    said::{day, instant, last_day, money, number, say, text, word},
    steps::{StepView, steps},
};
use crate::{Unmailable, context::Context, returned::say_of, strings::Word};

/// What may still be done about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct May {
    pub(super) cancel: bool,
    pub(super) object: bool,
}

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct StatusView {
    number: String,
    order: String,
    requested: String,
    statutory: bool,
    /// The word of what was just done.
    said: Option<&'static str>,
    state: &'static str,
    /// What happens next.
    next: String,
    steps: Vec<StepView>,
    lines: Vec<LineView>,
    sending: Option<SendingView>,
    /// Whether it came back otherwise than it was said.
    adjusted: bool,
    /// What it came to: labels and amounts.
    amounts: Vec<(String, String)>,
    money: Option<MoneyView>,
    refund_at: Option<String>,
    refund_by: Option<String>,
    question: Option<String>,
    sayings: Vec<SayingView>,
    may_cancel: bool,
    may_object: bool,
}

#[derive(Debug, Serialize)]
struct LineView {
    item: ItemView,
    pieces: i64,
    say: Option<String>,
    /// The exception by which a withdrawal was refused.
    exception: Option<String>,
}

/// How it is sent back.
#[derive(Debug, Serialize)]
struct SendingView {
    method: &'static str,
    to: Vec<String>,
    slip: Option<String>,
}

/// Something that was said.
#[derive(Debug, Serialize)]
pub(super) struct SayingView {
    who: String,
    when: String,
    text: String,
}

impl SayingView {
    /// All of it, the oldest first. Buyers hear the shop, staff the route.
    pub(super) fn all(words: &Words, staff: bool, cx: &Context) -> Result<Vec<Self>, Unmailable> {
        let one = |saying: &domain::returns::portal::Saying| {
            let who = match &saying.by {
                By::Buyer if staff => say("who-buyer", &[], cx)?,
                By::Buyer => say("who-you", &[], cx)?,
                By::Route(route) if staff => word(route),
                By::Route(_) => word(&cx.shop.name),
            };
            Ok(Self { who, when: instant(saying.at, cx)?, text: text(&saying.text) })
        };
        words.sayings.iter().map(one).collect()
    }
}

impl StatusView {
    pub(super) fn of(
        (order, kept, words): (Option<&Order>, &ReturnRecord, &Words),
        slip: Option<&str>,
        may: May,
        said: Option<Done>,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let rma = &kept.rma;
        let state = rma.state();
        let decision = kept.decision.as_deref();
        let plan = decision.map(|decision| MoneyView::of(&decision.refund, cx)).transpose()?;
        // Of what is exchanged a person says what goes back; the law's day stands all the same.
        let owes = rma.pays() && state != State::Refused;
        let pays = owes && !kept.exchanged;
        let open = pays && !state.is_over() && state != State::Refunded;
        Ok(Self {
            number: number(&rma.number),
            order: number(&kept.order_name),
            requested: instant(rma.request.at, cx)?,
            statutory: rma.request.withdrawal,
            said: said.map(done_word),
            state: state.as_str(),
            next: next(kept, cx)?,
            steps: steps(kept, false, cx)?,
            lines: lines(order, kept, cx)?,
            sending: rma.is_awaited().then(|| SendingView::of(kept, slip, cx)).transpose()?,
            adjusted: kept.told.iter().any(|notice| notice.news == News::Adjusted),
            amounts: amounts(kept, cx)?,
            money: plan.filter(|plan| pays && plan.pays),
            refund_at: open.then(|| format!("returns-portal-refund-at-{}", rma.refund_at.as_str())),
            refund_by: rma
                .refund_by
                .filter(|_| owes && !state.is_over() && state != State::Refunded)
                .map(|at| last_day(at, cx))
                .transpose()?,
            question: words.question().map(|asked| text(&asked.text)).filter(|_| !state.is_over()),
            sayings: SayingView::all(words, false, cx)?,
            may_cancel: may.cancel,
            may_object: may.object,
        })
    }
}

/// Names the sentence of what was just done.
pub(super) fn done_word(done: Done) -> &'static str {
    match done {
        Done::Filed => "filed",
        Done::Cancelled => "cancelled",
        Done::Answered => "answered",
        Done::Objected => "objected",
        Done::Approved => "approved",
        Done::Refused => "refused",
        Done::Asked => "asked",
        Done::Already => "already",
    }
}

/// What happens next, and by when.
fn next(kept: &ReturnRecord, cx: &Context) -> Result<String, Unmailable> {
    let rma = &kept.rma;
    let with_day = |key: &str, at: Option<domain::Timestamp>| match at {
        Some(at) => say(key, &[("day", Word::Text(last_day(at, cx)?))], cx),
        None => say(&format!("{key}-undated"), &[], cx),
    };
    match rma.state() {
        // Also where the money went back before it.
        _ if rma.is_awaited() => with_day("next-approved", rma.ship_by),
        State::Approved => say("next-kept", &[], cx),
        State::Refunded if kept.is_credited() => say("next-credited", &[], cx),
        State::Review => with_day("next-review", rma.asking.as_ref().map(domain::returns::Asking::deadline)),
        state => say(&format!("next-{}", state.as_str()), &[], cx),
    }
}

fn lines(order: Option<&Order>, kept: &ReturnRecord, cx: &Context) -> Result<Vec<LineView>, Unmailable> {
    let rma = &kept.rma;
    let state = rma.state();
    let news = if rma.decided.is_some() || state == State::Refused { News::Approved } else { News::LookedAt };
    let says = !matches!(state, State::Cancelled | State::Expired);
    let exception = rma.ended.as_ref().and_then(|ended| ended.exception);
    let line = |(at, asked): (usize, &domain::returns::RequestLine)| {
        // That it may be sent is no news of what was.
        let is_sent = |of: &Granted| of.verdict.is_yes() && of.verdict.ships() && !rma.is_awaited();
        let granted = rma.granted.get(at).filter(|granted| says && !is_sent(granted));
        let refused = granted.is_some_and(|granted| !granted.verdict.is_yes());
        Ok(LineView {
            item: ItemView::of(order, &asked.line, cx)?,
            pieces: asked.quantity,
            say: granted.map(|granted| say_of(granted, news)),
            exception: exception.filter(|_| refused).map(|of| format!("returns-say-{}", of.say().as_str())),
        })
    };
    rma.request.lines.iter().enumerate().map(line).collect()
}

/// What is expected and what was paid.
fn amounts(kept: &ReturnRecord, cx: &Context) -> Result<Vec<(String, String)>, Unmailable> {
    let rma = &kept.rma;
    let mut rows = Vec::new();
    let expects = !rma.state().is_over() && rma.pays() && !kept.exchanged;
    if let Some(expected) = rma.expected.filter(|amount| expects && amount.minor > 0) {
        rows.push((say("amount-expected", &[], cx)?, money(expected, cx)?));
    }
    let refunds = rma.refunds.iter().filter(|(_, one)| one.state != RefundState::Failed);
    let refunds = refunds.filter(|(key, _)| !kept.came_to_nothing(key)).map(|(_, one)| one);
    let mut refunds: Vec<_> = refunds.collect();
    refunds.sort_by_key(|refund| refund.at);
    for refund in refunds {
        let when = Word::Text(day(refund.at, cx)?);
        let label = match refund.state {
            RefundState::Done => say("amount-paid", &[("day", when)], cx)?,
            _ => say("amount-under-way", &[], cx)?,
        };
        rows.push((label, money(refund.amount, cx)?));
    }
    Ok(rows)
}

impl SendingView {
    fn of(kept: &ReturnRecord, slip: Option<&str>, cx: &Context) -> Result<Self, Unmailable> {
        let rma = &kept.rma;
        Ok(Self {
            method: rma.request.method.as_str(),
            to: match rma.request.method {
                Method::PickUp => Vec::new(),
                _ => address(kept, cx),
            },
            slip: slip.map(str::to_owned),
        })
    }
}

/// Where it goes, as the paper for the parcel says: the place that was named, or whoever sells. Nothing where it is several
/// parcels: each paper has its own.
fn address(kept: &ReturnRecord, cx: &Context) -> Vec<String> {
    let mut named = kept.rma.granted.iter().filter(|line| line.verdict.ships()).map(|line| &line.destination);
    let Some(first) = named.next().filter(|first| named.all(|other| other == *first)) else {
        return Vec::new();
    };
    let place = first.as_ref().and_then(|id| cx.shop.places.get(id)).map(|place| &place.address);
    let seller = || cx.shop.markets.get("default").map(|market| &market.seller);
    let lines = place.filter(|lines| !lines.is_empty()).or_else(seller);
    lines.into_iter().flatten().map(|line| word(line)).filter(|line| !line.is_empty()).collect()
}
