//! Webhooks that tell of an order without carrying it: edits, refunds, deletions; and that the app is gone.

use domain::{
    Currency, EntityRef, Money,
    webhook::{Refusal, Wants},
};
use serde::Deserialize;

use super::{facts::notice, id, wire};
use crate::{
    json::{self, Id, Instant, Loose},
    refusal::missing,
    topic::Facts,
};

/// `orders/edited`: the edited snapshot comes with `orders/updated`, before or after.
pub(super) fn edit(body: &[u8]) -> Result<Facts, Refusal> {
    let edit = json::read::<wire::Edited>(body)?.order_edit;
    let at = edit.committed_at.or(edit.created_at).ok_or_else(|| missing("order_edit.committed_at"))?.0;
    Ok(Facts { edited_at: Some(at), ..Facts::about(EntityRef::order(&edit.order_id.0), at) })
}

/// `refunds/create`: a refund exists; whether money has moved is another matter.
pub(super) fn refund(body: &[u8]) -> Result<Facts, Refusal> {
    let refund: wire::Refund = json::read(body)?;
    let id = refund.id.as_ref().map(|id| id::exact("Refund", "", id, &refund.admin_graphql_api_id));
    let facts = notice(EntityRef::order(&refund.order_id.0), refund.processed_at.or(refund.created_at));
    let facts = facts.detail("refund", id.transpose()?).detail("restock", restock(&refund));
    Ok(facts.detail("amount", amount(&refund)))
}

/// What went back, as a decimal; nothing where that isn't said in one currency.
fn amount(refund: &wire::Refund) -> Option<String> {
    let mut sum: Option<Money> = None;
    for moved in refund.transactions.iter() {
        let word = |text: &Option<Loose>| text.as_ref().map(|text| text.0.to_ascii_lowercase());
        let went = word(&moved.kind).as_deref() == Some("refund")
            && word(&moved.status).is_none_or(|status| status == "success");
        if !went {
            continue;
        }
        let currency: Currency = moved.currency.as_ref()?.0.parse().ok()?;
        let amount = Money::parse(&moved.amount.as_ref()?.0, currency).ok()?;
        sum = match sum {
            Some(sum) if sum.currency != currency => return None,
            Some(sum) => Some(sum + amount),
            None => Some(amount),
        };
    }
    sum.map(Money::decimal)
}

/// What becomes of the goods, line by line: line, variant, pieces, how, where; set apart by blanks, the lines by commas.
fn restock(refund: &wire::Refund) -> Option<String> {
    let told = |line: &wire::RefundLine| {
        let how = match line.restock_type.as_ref()?.0.as_str() {
            "return" | "legacy_restock" => "return",
            "cancel" => "cancel",
            "no_restock" => "none",
            _ => return None,
        };
        let id = |id: Option<&Id>| id.map_or("-", |id| &id.0).to_owned();
        let of = line.line_item_id.as_ref()?.0.as_str();
        let variant = id(line.line_item.as_ref()?.variant_id.as_ref());
        let (pieces, place) = (line.quantity?.0, id(line.location_id.as_ref()));
        Some(format!("{of} {variant} {pieces} {how} {place}"))
    };
    let lines: Vec<_> = refund.refund_line_items.iter().filter_map(told).collect();
    Some(lines.join(",")).filter(|lines| !lines.is_empty())
}

/// What has nothing but an id, and perhaps a time.
#[derive(Debug, Deserialize)]
struct Named {
    id: Id,
    updated_at: Option<Instant>,
}

/// `orders/delete`: only what was archived or cancelled, or a test, can be deleted.
pub(super) fn deleted(body: &[u8]) -> Result<Facts, Refusal> {
    Ok(notice(EntityRef::order(&json::read::<Named>(body)?.id.0), None))
}

/// `app/uninstalled`: from now on the shop tells nothing, and nothing can be asked.
pub(super) fn uninstalled(body: &[u8]) -> Result<Facts, Refusal> {
    let shop: Named = json::read(body)?;
    let wants = Wants { reason: "app-uninstalled", owner: "default", days: 1 };
    Ok(Facts { wants: Some(wants), ..notice(EntityRef::new("SHOP", &shop.id.0), shop.updated_at) })
}
