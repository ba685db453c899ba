//! The staff's list of what waits for an answer, the oldest first.

use serde::Serialize;

use super::{
    Filed,
    said::{instant, money, number, plain_id, reason, say, shared, word},
};
use crate::{Unmailable, context::Context, lists, stock::said, strings::Word};

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct DeskView {
    role: String,
    waiting: Vec<WaitingView>,
}

#[derive(Debug, Serialize)]
struct WaitingView {
    number: String,
    href: Option<String>,
    state: &'static str,
    /// Whether it is the reader's turn.
    yours: bool,
    rows: Vec<(String, String)>,
}

impl DeskView {
    pub(super) fn of(role: &str, waiting: &[Filed], base: &str, cx: &Context) -> Result<Self, Unmailable> {
        let mut sorted: Vec<&Filed> = waiting.iter().collect();
        sorted.sort_by_key(|filed| (filed.kept.rma.request.at, filed.id));
        let waiting = sorted.into_iter().map(|filed| WaitingView::of(role, filed, base, cx));
        Ok(Self { role: word(role), waiting: waiting.collect::<Result<_, _>>()? })
    }
}

impl WaitingView {
    fn of(role: &str, filed: &Filed, base: &str, cx: &Context) -> Result<Self, Unmailable> {
        let (kept, rma) = (filed.kept, &filed.kept.rma);
        let asking = rma.asking.as_ref();
        let turns = turns(kept, cx);
        let pieces = rma.request.lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.quantity));
        let pieces = said::say("pieces", &[("n", Word::Count(pieces))], cx)?;
        let mut reasons: Vec<String> = Vec::new();
        for code in rma.request.lines.iter().filter_map(|line| line.reason.as_deref()) {
            let name = reason(code, cx)?;
            if !reasons.contains(&name) {
                reasons.push(name);
            }
        }
        if rma.request.withdrawal {
            reasons.push(say("by-law", &[], cx)?);
        }
        let what = [vec![pieces], reasons].concat();
        let mut rows = vec![
            (shared("return-order", cx)?, cx.isolated(&number(&kept.order_name))),
            (say("desk-what", &[], cx)?, what.join(" · ")),
        ];
        if let Some(expected) = rma.expected {
            rows.push((shared("return-refund", cx)?, money(expected, cx)?));
        }
        rows.push((say("desk-since", &[], cx)?, instant(rma.request.at, cx)?));
        if let Some(asking) = asking {
            let until = instant(asking.deadline(), cx)?;
            rows.push((shared("return-decide-by", cx)?, until));
        }
        if !turns.is_empty() {
            let turns: Vec<String> = turns.iter().map(|route| cx.isolated(route)).collect();
            rows.push((say("desk-turn", &[], cx)?, lists::all_of(&turns, &cx.speech.tag)?));
        }
        Ok(Self {
            number: number(&rma.number),
            href: plain_id(filed.id).map(|id| format!("{base}{id}")),
            state: rma.state().as_str(),
            yours: asking
                .is_some_and(|asking| asking.waiting_for(cx.now).iter().any(|asked| asked.route == role)),
            rows,
        })
    }
}

/// The routes that are waited for.
pub(super) fn turns(kept: &domain::returns::record::ReturnRecord, cx: &Context) -> Vec<String> {
    let mut turns: Vec<String> = Vec::new();
    let asked = kept.rma.asking.as_ref().map(|asking| asking.waiting_for(cx.now)).unwrap_or_default();
    for asked in asked {
        let route = word(&asked.route);
        if !route.is_empty() && !turns.contains(&route) {
            turns.push(route);
        }
    }
    turns
}
