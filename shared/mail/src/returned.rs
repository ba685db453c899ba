//! Returns as mails and pages show them: to the buyer how one is, to whoever is asked what for and why.

use domain::{
    EntityRef, Money,
    order::Order,
    returns::{
        Outcome, Say, Verdict,
        record::{News, Put, ReturnRecord},
        rma::Granted,
        window::last_day,
    },
};
use serde::Serialize;

use crate::{
    Offer, Unmailable, clean,
    context::Context,
    reasons,
    stock::said,
    strings::{Fence, Word},
};

/// What stands in a place of its own: a label and a value.
type Row = (String, String);

/// The longest numbers of returns and orders that are shown.
const LONGEST: usize = 60;

/// What templates see of a return.
#[derive(Debug, Serialize)]
pub(crate) struct ReturnView {
    number: String,
    order: String,
    /// The sentences for this news.
    heading_key: String,
    lead_key: String,
    /// What the acknowledgement of a withdrawal says of what comes next.
    next_key: Option<&'static str>,
    amount: String,
    day: String,
    rows: Vec<Row>,
    lines: Vec<LineView>,
    /// Our own page of the return, or the platform's of its order.
    url: Option<String>,
    /// What that is called.
    url_key: &'static str,
    /// How often whoever is asked was asked before.
    again: bool,
    doings: Vec<Doing>,
}

/// Something that comes back.
#[derive(Debug, Serialize)]
struct LineView {
    item: String,
    facts: Vec<Row>,
    /// The sentence that says what becomes of it.
    say_key: Option<String>,
}

/// What may be done about it.
#[derive(Debug, Serialize)]
struct Doing {
    word: String,
    url: String,
}

impl ReturnView {
    /// As its buyer sees it.
    pub(crate) fn of_buyer(
        order: &Order,
        kept: &ReturnRecord,
        revision: u32,
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let notice = kept.notice(revision).ok_or(Unmailable::BadText { what: "return.notice" })?;
        let rma = &kept.rma;
        let send_by = rma.ship_by.filter(|_| rma.ships());
        let send_by = send_by.map(|at| cx.day(last_day(at, &cx.zone))).transpose()?;
        // Of what is exchanged a person says what goes back.
        let promised =
            kept.decision.as_ref().filter(|_| !kept.exchanged).map(|decision| decision.refund.total);
        let of_plan = |amount: Option<Money>| amount.filter(|amount| amount.minor > 0);
        let credit = kept.credit_of(notice);
        let amount = of_plan(credit.or(notice.amount).or(promised));
        let amount = amount.map(|amount| cx.speech.numbers.money(amount)).transpose()?;
        let when = cx.speech.dates.instant(&rma.request.at.to_zoned(cx.zone.clone()), cx.strings)?;
        let mut rows =
            vec![row("return-number", &rma.number, cx)?, row("return-order", &kept.order_name, cx)?];
        rows.push(row("return-requested", &when, cx)?);
        if matches!(notice.news, News::Approved | News::Reminder) {
            rows.extend(send_by.as_deref().map(|day| row("return-send-by", day, cx)).transpose()?);
        }
        if matches!(notice.news, News::Approved | News::Refunded | News::Adjusted) {
            rows.extend(amount.as_deref().map(|amount| row("return-refund", amount, cx)).transpose()?);
        }
        let says = matches!(notice.news, News::Approved | News::Refused | News::LookedAt | News::Withdrawn);
        let lines = rma.request.lines.iter().enumerate().map(|(at, asked)| {
            let granted = rma.granted.get(at).filter(|_| says);
            Ok(LineView {
                item: item(order, &asked.line, cx)?,
                facts: vec![count(asked.quantity, cx)?],
                say_key: granted.map(|granted| say_of(granted, notice.news)),
            })
        });
        Ok(Self {
            number: clean::short(&rma.number, LONGEST, "return.number")?,
            order: clean::short(&kept.order_name, LONGEST, "return.order")?,
            heading_key: format!("return-update-heading-{}", heading(notice.news, credit.is_some())),
            lead_key: format!("return-update-lead-{}", lead(notice.news, kept, credit.is_some())),
            next_key: next(kept).filter(|_| notice.news == News::Withdrawn),
            amount: amount.unwrap_or_default(),
            day: send_by.unwrap_or_default(),
            rows,
            lines: lines.collect::<Result<_, Unmailable>>()?,
            url: cx.page.map(str::to_owned).or_else(|| cx.allowed(order.status_url.as_deref())),
            url_key: if cx.page.is_some() { "view-return" } else { "view-order" },
            again: false,
            doings: Vec::new(),
        })
    }

    /// As whoever is asked sees it.
    pub(crate) fn of_staff(
        entity: &EntityRef,
        order: Option<&Order>,
        kept: &ReturnRecord,
        revision: u32,
        offers: &[Offer],
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let put: &Put = kept.put(revision).ok_or(Unmailable::BadText { what: "return.asked" })?;
        let doings = offers.iter().filter(|offer| offer.entity == *entity);
        let doings = doings.filter(|offer| cx.strings.has(&format!("return-do-{}", offer.word)));
        let until = cx.speech.dates.instant(&put.until.to_zoned(cx.zone.clone()), cx.strings)?;
        let mut rows = staff_rows(kept, cx)?;
        rows.push(row("return-decide-by", &until, cx)?);
        Ok(Self {
            number: clean::short(&kept.rma.number, LONGEST, "return.number")?,
            order: clean::short(&kept.order_name, LONGEST, "return.order")?,
            heading_key: "return-approval-heading".into(),
            lead_key: "return-approval-lead".into(),
            next_key: None,
            amount: String::new(),
            day: until,
            rows,
            lines: staff_lines(order, kept, cx)?,
            url: None,
            url_key: "view-return",
            again: put.again > 0,
            doings: doings.map(|o| Doing { word: o.word.clone(), url: o.url.clone() }).collect(),
        })
    }
}

/// The heading for this news.
fn heading(news: News, is_credit: bool) -> &'static str {
    if is_credit { "credited" } else { news.as_str() }
}

/// The sentence for this news, as it is with this return.
fn lead(news: News, kept: &ReturnRecord, is_credit: bool) -> &'static str {
    match news {
        News::Reminder if !kept.rma.runs_out() => "reminder-only",
        News::Received if kept.exchanged || !kept.rma.awaits_money() || is_nothing(kept) => "received-only",
        News::Refunded if is_credit => "credited",
        news => news.as_str(),
    }
}

/// Whether no money was expected to go back: what comes instead is as dear.
fn is_nothing(kept: &ReturnRecord) -> bool {
    kept.rma.expected.is_some_and(|expected| expected.minor <= 0)
}

/// What comes next after a withdrawal: it holds, or somebody looks first whether it does.
fn next(kept: &ReturnRecord) -> Option<&'static str> {
    let granted = &kept.rma.granted;
    let is_looked_at = |line: &Granted| {
        line.verdict == Verdict::Review || matches!(line.say, Say::LookedAt | Say::WithdrawalLookedAt)
    };
    if granted.is_empty() || granted.iter().any(is_looked_at) {
        return Some("withdrawal-received-looked-at");
    }
    granted.iter().any(|line| line.verdict.is_yes()).then_some("withdrawal-received-next")
}

/// What an action's page shows of a return.
pub(crate) fn page_rows(
    order: Option<&Order>,
    kept: &ReturnRecord,
    cx: &Context,
) -> Result<Vec<Row>, Unmailable> {
    let mut rows = staff_rows(kept, cx)?;
    for line in staff_lines(order, kept, cx)? {
        let facts: Vec<String> = line.facts.into_iter().map(|(_, value)| value).collect();
        rows.push((cx.isolated(&line.item), facts.join(" · ")));
    }
    Ok(rows)
}

fn staff_rows(kept: &ReturnRecord, cx: &Context) -> Result<Vec<Row>, Unmailable> {
    let rma = &kept.rma;
    let when = cx.speech.dates.instant(&rma.request.at.to_zoned(cx.zone.clone()), cx.strings)?;
    let mut rows = vec![row("return-number", &rma.number, cx)?, row("return-order", &kept.order_name, cx)?];
    rows.push(row("return-requested", &when, cx)?);
    if let Some(decision) = &kept.decision {
        let total = cx.speech.numbers.money(decision.refund.total)?;
        rows.push(row("return-refund", &total, cx)?);
        rows.push(row("return-because", &reasons::why(&decision.because, cx)?, cx)?);
    }
    Ok(rows)
}

fn staff_lines(
    order: Option<&Order>,
    kept: &ReturnRecord,
    cx: &Context,
) -> Result<Vec<LineView>, Unmailable> {
    let view = |asked: &domain::returns::RequestLine| {
        let mut facts = vec![count(asked.quantity, cx)?];
        if let Some(reason) = &asked.reason {
            facts.push(row("return-reason", &reasons::word("reason", reason, cx)?, cx)?);
        }
        let condition = reasons::word("condition", asked.condition.as_str(), cx)?;
        facts.push(row("return-condition", &condition, cx)?);
        let outcome = reasons::word("outcome", asked.outcome.as_str(), cx)?;
        facts.push(row("return-outcome", &outcome, cx)?);
        let item = match order {
            Some(order) => item(order, &asked.line, cx)?,
            None => said::word(&asked.line).unwrap_or_default(),
        };
        Ok(LineView { item, facts, say_key: None })
    };
    kept.rma.request.lines.iter().map(view).collect()
}

/// What a buyer is told of a line: by the policy's sentence, unless a person decided otherwise since.
pub(crate) fn say_of(granted: &Granted, news: News) -> String {
    let is_yes = granted.verdict.is_yes();
    let word = match (news, is_yes) {
        (News::LookedAt | News::Withdrawn, _) => sentence_of(granted.say, granted.outcome),
        (_, true) if says_no(granted) && granted.verdict.ships() => "approved",
        (_, true) if says_no(granted) && granted.outcome.stays() => "keep-part",
        (_, true) if says_no(granted) => "keep-it",
        (_, false)
            if granted.say.as_str() == "looked-at" || granted.say.as_str() == "withdrawal-looked-at" =>
        {
            "not-allowed"
        }
        (_, false) if !says_no(granted) => "not-allowed",
        _ => sentence_of(granted.say, granted.outcome),
    };
    format!("returns-say-{word}")
}

/// The policy's sentence; of what is kept, the outcome says whether all of its money goes back.
pub(crate) fn sentence_of(say: Say, outcome: Outcome) -> &'static str {
    if say == Say::KeepIt && outcome.stays() { "keep-part" } else { say.as_str() }
}

/// Whether the sentence of a line is none of those that say yes.
fn says_no(granted: &Granted) -> bool {
    use domain::returns::Say::{Approved, ApprovedWithFee, DonateIt, KeepIt, RefundedAtOnce, Withdrawn};
    !matches!(granted.say, Approved | ApprovedWithFee | RefundedAtOnce | KeepIt | DonateIt | Withdrawn)
}

fn item(order: &Order, line: &str, cx: &Context) -> Result<String, Unmailable> {
    match order.lines.iter().find(|bought| bought.id == line) {
        Some(bought) => said::item(&bought.title, bought.variant.as_deref(), cx),
        None => said::say("line-untitled", &[], cx),
    }
}

fn count(pieces: i64, cx: &Context) -> Result<Row, Unmailable> {
    let label = said::say("line-quantity", &[], cx)?;
    Ok((label, cx.isolated(&cx.speech.numbers.count(pieces)?)))
}

fn row(key: &str, value: &str, cx: &Context) -> Result<Row, Unmailable> {
    let value = clean::short(value, 200, "return")?;
    let label = cx.strings.say(key, &[] as &[(&str, Word)], Fence::WhereDirectionsMix)?;
    Ok((label, cx.isolated(&value)))
}
