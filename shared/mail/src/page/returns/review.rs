//! What becomes of a wish and what is paid, before it is filed.

use domain::{
    order::Order,
    returns::{Decision, Judged, Verdict, portal::Draft, rules::Payer},
};
use serde::Serialize;

use super::{
    item::ItemView,
    money::MoneyView,
    said::{last_day, order_name, reason, shared},
};
use crate::{Unmailable, context::Context, returned::sentence_of};

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct ReviewView {
    order: String,
    lines: Vec<LineView>,
    money: MoneyView,
    /// The sentence that says when the money goes back.
    refund_at: String,
    /// By which day the law wants it back.
    refund_by: Option<String>,
    /// The sentence that says who pays for sending it.
    sending: Option<&'static str>,
    send_by: Option<String>,
    /// Whether a person looks at it first.
    reviewed: bool,
    /// Whether all of it is refused.
    refused: bool,
}

#[derive(Debug, Serialize)]
struct LineView {
    item: ItemView,
    pieces: i64,
    reason: Option<String>,
    outcome: String,
    say: String,
}

impl ReviewView {
    pub(super) fn of(
        order: &Order,
        draft: &Draft,
        (decision, payer): (&Decision, Option<Payer>),
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let lines = decision.lines.iter().enumerate().map(|(at, judged)| {
            let code = draft.wishes.get(at).and_then(|wish| wish.reason.as_deref());
            Ok(LineView {
                item: ItemView::of(Some(order), &judged.line, cx)?,
                pieces: judged.quantity,
                reason: code.map(|code| reason(code, cx)).transpose()?,
                outcome: shared(&format!("returns-outcome-{}", judged.outcome.as_str()), cx)?,
                say: format!("returns-say-{}", sentence_of(judged.say, judged.outcome)),
            })
        });
        let reviewed = decision.verdict == Verdict::Review;
        let send_by = decision.ship_by.filter(|_| !reviewed && ships(decision));
        Ok(Self {
            order: order_name(order),
            lines: lines.collect::<Result<_, Unmailable>>()?,
            money: MoneyView::of(&decision.refund, cx)?,
            refund_at: format!("returns-portal-refund-at-{}", decision.refund_at.as_str()),
            refund_by: decision.refund_by.map(|at| last_day(at, cx)).transpose()?,
            sending: sending(decision, payer),
            send_by: send_by.map(|at| last_day(at, cx)).transpose()?,
            reviewed,
            refused: decision.verdict == Verdict::Refuse,
        })
    }
}

fn ships(decision: &Decision) -> bool {
    decision.lines.iter().any(|line| line.verdict.ships())
}

/// Who pays for sending it, where it isn't refused.
fn sending(decision: &Decision, payer: Option<Payer>) -> Option<&'static str> {
    let comes = |line: &Judged| line.verdict.ships() || line.verdict == Verdict::Review;
    match (decision.lines.iter().any(comes), payer) {
        (false, _) if decision.verdict == Verdict::Refuse => None,
        (false, _) => Some("returns-portal-sending-none"),
        (true, payer) => payer.map(|payer| match payer {
            Payer::Shop => "returns-portal-sending-ours",
            Payer::Buyer => "returns-portal-sending-yours",
        }),
    }
}
