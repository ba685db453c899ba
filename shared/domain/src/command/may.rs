//! The last look before a shop is told: at the command, at our facts, at what the shop says now, and at what else we told it.

use super::{Command, Entry, Refund, Standing, Why, left_by_facts};
use crate::{
    Money,
    order::{Order, PaymentStatus, TenderKind},
};

/// Why a command isn't sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// In one word.
    pub why: Why,
    /// More on it: numbers and code words.
    pub detail: String,
}

fn stop(why: Why, detail: impl Into<String>) -> Result<(), Stop> {
    Err(Stop { why, detail: detail.into() })
}

/// Whether the shop may be told. `standing` is what it says of the order right now; nothing if it can't be asked. `ours` are
/// all other commands about the order.
pub fn may(
    command: &Command,
    order: &Order,
    standing: Option<&Standing>,
    ours: &[Entry],
) -> Result<(), Stop> {
    let cancelled = order.cancelled_at.is_some() || standing.is_some_and(|standing| standing.cancelled);
    match command {
        Command::Refund(refund) | Command::StoreCredit(refund) => {
            let total = consistent(refund, order)?;
            let by_hand = |kind| matches!(kind, TenderKind::BankTransfer | TenderKind::OnDelivery);
            if matches!(command, Command::Refund(_))
                && let Some(share) = refund.shares.iter().find(|share| by_hand(share.tender))
            {
                let word = serde_json::to_value(share.tender).unwrap_or_default();
                return stop(Why::ByHand, format!("{} by {}", share.amount, word.as_str().unwrap_or("hand")));
            }
            let is_sound =
                |bonus: Money| bonus.currency == total.currency && (0..total.minor).contains(&bonus.minor);
            if let Some(bonus) =
                refund.bonus.filter(|bonus| matches!(command, Command::Refund(_)) || !is_sound(*bonus))
            {
                return stop(Why::Contradiction, format!("a bonus of {bonus} in {total}"));
            }
            enough(refund.of_what_was_paid().unwrap_or(total), order, standing, ours)
        }
        Command::ReturnApprove(_) | Command::Exchange(_) if cancelled => {
            stop(Why::Cancelled, "the order was called off")
        }
        Command::Exchange(exchange) => {
            if exchange.lines.is_empty() || exchange.lines.iter().any(|line| line.quantity < 1) {
                return stop(Why::Contradiction, "an exchange for nothing");
            }
            if exchange.difference.currency != order.currency || exchange.difference.minor < 0 {
                return stop(Why::Contradiction, "the difference isn't an amount of the order's");
            }
            Ok(())
        }
        Command::ReturnApprove(_)
        | Command::ReturnDecline(_)
        | Command::ReturnClose(_)
        | Command::Cancel(_) => Ok(()),
    }
}

/// The whole of a refund that agrees with itself and with the order's currency.
fn consistent(refund: &Refund, order: &Order) -> Result<Money, Stop> {
    let contradiction = |detail: &str| Stop { why: Why::Contradiction, detail: detail.to_owned() };
    let total = refund.total().ok_or_else(|| contradiction("shares of no currency, or of two"))?;
    if total.currency != order.currency {
        return Err(contradiction("another currency than the order's"));
    }
    if refund.shares.iter().any(|share| share.amount.minor < 1) {
        return Err(contradiction("a share of nothing"));
    }
    let amounts = refund.lines.iter().flat_map(|line| [line.amount, line.tax]).chain(refund.shipping);
    if amounts.clone().any(|amount| amount.currency != total.currency || amount.minor < 0) {
        return Err(contradiction("an amount of a line that is none of the order's"));
    }
    for line in &refund.lines {
        let bought = order.lines.iter().any(|bought| bought.id == line.line);
        if line.quantity < 1 || !bought {
            return Err(contradiction("a line that the order doesn't have, or none of it"));
        }
    }
    Ok(total)
}

/// Whether so much is left.
fn enough(total: Money, order: &Order, standing: Option<&Standing>, ours: &[Entry]) -> Result<(), Stop> {
    // The shop's own word may come while we ask: what we have heard of already counts.
    if order.payment.status == PaymentStatus::Refunded {
        return stop(Why::TooMuch, format!("{total} wanted, all of it has gone back"));
    }
    let left = match standing {
        Some(standing) if standing.captured.currency != total.currency => {
            return stop(Why::Contradiction, "the shop reckons in another currency");
        }
        Some(standing) if standing.captured.minor < 1 => {
            return stop(Why::NothingPaid, "the shop says that nothing was paid");
        }
        Some(standing) => standing.left(ours),
        None => match order.payment.status {
            PaymentStatus::Paid | PaymentStatus::PartlyRefunded => left_by_facts(order, ours),
            _ => return stop(Why::NothingPaid, "it isn't known that it was paid"),
        },
    };
    if total.minor > left.minor {
        return stop(Why::TooMuch, format!("{total} wanted, {left} left"));
    }
    Ok(())
}
