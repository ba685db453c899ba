//! Webhooks that tell of an order without carrying it: edits and refunds.

use domain::webhook::Refusal;

use super::{Facts, wire};
use crate::{json, refusal::missing};

/// `orders/edited`: the edited snapshot comes with `orders/updated`, before or after.
pub(super) fn edit(body: &[u8]) -> Result<Facts, Refusal> {
    let edit = json::read::<wire::Edited>(body)?.order_edit;
    let at = edit.committed_at.or(edit.created_at).ok_or_else(|| missing("order_edit.committed_at"))?.0;
    Ok(Facts { order_id: edit.order_id.0, at, order: None, edited_at: Some(at) })
}

/// `refunds/create`: a refund exists; whether money has moved is another matter.
pub(super) fn refund(body: &[u8]) -> Result<Facts, Refusal> {
    let refund: wire::Refund = json::read(body)?;
    let at = refund.processed_at.or(refund.created_at).ok_or_else(|| missing("processed_at"))?.0;
    Ok(Facts { order_id: refund.order_id.0, at, order: None, edited_at: None })
}
