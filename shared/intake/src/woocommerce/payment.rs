//! How an order stands: WooCommerce says it in one word for goods and money.

use domain::{
    Money,
    order::{Payment, PaymentStatus},
    webhook::Refusal,
};

use super::{
    money::{Basis, Purse},
    tenders,
    wire::{self, shown, word},
};
use crate::tender::masked;

/// Ways of paying that WooCommerce itself brings and that need somebody to look for the money.
const OFFLINE: &[&str] = &["bacs", "cheque", "cod"];

/// How an order stands.
#[derive(Debug)]
pub(super) struct Standing {
    pub(super) payment: Payment,
    pub(super) cancelled: bool,
}

/// The word of an order's state.
fn status(order: &wire::Order) -> &str {
    let status = order.status.0.trim();
    status.strip_prefix("wc-").unwrap_or(status)
}

/// Whether nobody has placed the order: a checkout that is still open, or was left, or a page of the staff's that isn't saved yet.
/// Releases before 10.7 send and list checkouts as they do orders.
pub(super) fn is_unplaced(order: &wire::Order) -> bool {
    matches!(status(order), "draft" | "auto-draft" | "checkout-draft" | "new")
}

/// Reads how `order` of `total` stands.
pub(super) fn read(order: &wire::Order, total: Money) -> Result<Standing, Refusal> {
    let paid = order.date_paid_gmt.is_some();
    let method = word(&order.payment_method);
    let money = |paid: bool| if paid { PaymentStatus::Paid } else { PaymentStatus::Pending };
    let (mut state, cancelled) = match status(order) {
        // Staff put a paid order on hold or back to pending to change it; its money stays where it is.
        "pending" | "on-hold" => (money(paid), false),
        _ if is_unplaced(order) => (PaymentStatus::Pending, false),
        // An order to be paid on delivery is worked on before there is any money.
        "processing" | "completed" => (money(paid || !method.is_some_and(|m| OFFLINE.contains(&m))), false),
        "cancelled" | "trash" => (if paid { PaymentStatus::Paid } else { PaymentStatus::Voided }, true),
        "refunded" => (PaymentStatus::Refunded, false),
        // The buyer may try again, so of two snapshots of one second the paid one must win: it does over an expired
        // payment, and not over a voided one.
        "failed" => (PaymentStatus::Expired, false),
        // A plugin's own word, such as `shipped`: whether there is money is told by its date.
        _ => (money(paid), false),
    };
    let back = given_back(order, total)?;
    if back > 0 && state != PaymentStatus::Refunded {
        let all = back >= i128::from(total.minor);
        state = if all { PaymentStatus::Refunded } else { PaymentStatus::PartlyRefunded };
    }
    let named = [method.map(str::to_owned), shown(&order.payment_method_title)];
    Ok(Standing {
        payment: Payment {
            status: state,
            gateways: named.into_iter().flatten().map(|name| masked(&name)).collect(),
            tenders: tenders::read(order).into_iter().collect(),
        },
        cancelled,
    })
}

/// What all refunds come to, in minor units. A refund of nothing only puts goods back into stock.
fn given_back(order: &wire::Order, total: Money) -> Result<i128, Refusal> {
    let purse = Purse { currency: total.currency, basis: Basis::Net };
    let mut sum = 0;
    for (index, refund) in order.refunds.iter().enumerate() {
        sum += purse.plain(&format!("refunds[{index}].total"), &refund.total)?.unwrap_or(0).abs();
    }
    Ok(sum)
}
