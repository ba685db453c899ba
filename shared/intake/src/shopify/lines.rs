//! Lines: what was bought, and the tips that Shopify lists among them.

use domain::{
    Money,
    order::{Availability, LineItem, LineKind, Named},
    webhook::Refusal,
};

use super::{id, money::Currencies, sums::Basis, wire};
use crate::{json::filled, refusal::missing, share::Share};

/// The lines of an order.
pub(super) struct Lines {
    /// What was bought; discounts still to be set.
    pub(super) items: Vec<LineItem>,
    /// Tips, which are no goods.
    pub(super) tips: Vec<Named>,
    /// Discounts by line and application.
    pub(super) discounts: Vec<Share<Cut>>,
}

/// What a share of a discount belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// The line, by its place among the items; none for shipping.
    pub(super) line: Option<usize>,
    /// The discount, by its place among the applications.
    pub(super) application: Option<usize>,
}

/// How many of a line are left, and how many there were.
pub(super) fn quantities(line: &wire::LineItem, basis: Basis) -> (i64, i64) {
    let before = line.quantity.0;
    match basis {
        Basis::Placed => (before, before),
        Basis::Current => (line.current_quantity.map_or(before, |now| now.0), before),
    }
}

fn is_marked_tip(line: &wire::LineItem) -> bool {
    line.tip_payment_method.is_some() || line.tip_payment_gateway.is_some()
}

/// The tip among lines of GraphQL, which marks none: the only one that isn't shipped, is no article and costs as much
/// as was tipped.
fn unmarked_tip(order: &wire::Order, money: Currencies) -> Option<usize> {
    let of = |set: &Option<wire::MoneySet>| money.amount("", &None, set).ok().flatten();
    let tipped = of(&order.total_tip_received_set).filter(|tip| !tip.is_zero())?;
    let fits = |line: &wire::LineItem| {
        let article = filled(&line.sku).is_some() || filled(&line.variant_title).is_some();
        line.shipped == Some(false) && !article && line.quantity.0 == 1 && of(&line.price_set) == Some(tipped)
    };
    let mut fitting = order.line_items.iter().enumerate().filter(|(_, line)| fits(line));
    match (fitting.next(), fitting.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

/// Reads the lines. Those that were taken off are left out.
pub(super) fn read(order: &wire::Order, money: Currencies, basis: Basis) -> Result<Lines, Refusal> {
    let mut lines = Lines { items: Vec::new(), tips: Vec::new(), discounts: Vec::new() };
    let unmarked_tip = unmarked_tip(order, money);
    for (index, line) in order.line_items.iter().enumerate() {
        let path = format!("line_items[{index}]");
        let (now, before) = quantities(line, basis);
        let id = id::either("LineItem", &path, &line.id, &line.admin_graphql_api_id)?;
        let title = filled(&line.title).or_else(|| filled(&line.name));
        let title = title.ok_or_else(|| missing(format!("{path}.title")))?;
        let unit_price = money.required(&format!("{path}.price"), &line.price, &line.price_set)?;
        let gross = money.bounded(&path, i128::from(unit_price.minor) * i128::from(now))?;
        if now == 0 {
            continue;
        }
        if is_marked_tip(line) || unmarked_tip == Some(index) {
            lines.tips.push(Named { name: title, amount: gross });
            continue;
        }
        let place = lines.items.len();
        for (application, amount) in cuts(line, money, &path)? {
            let cut = Cut { line: Some(place), application };
            lines.discounts.push(Share::of(cut, amount.minor, now, before));
        }
        lines.items.push(LineItem {
            id,
            sku: filled(&line.sku),
            variant_id: variant(&path, line)?,
            title,
            variant: filled(&line.variant_title).filter(|v| v != "Default Title"),
            options: options(line),
            quantity: now,
            unit_price,
            discount: Money::zero(money.charged),
            image: None, // order webhooks carry none
            url: None,
            kind: kind(line),
            availability: Availability::InStock, // nothing in an order tells
        });
    }
    Ok(lines)
}

/// The id of the variant; a line that somebody typed has none.
fn variant(path: &str, line: &wire::LineItem) -> Result<Option<String>, Refusal> {
    let Some(variant) = &line.variant else { return Ok(line.variant_id.as_ref().map(|id| id.0.clone())) };
    let field = format!("{path}.variant.admin_graphql_api_id");
    id::global("ProductVariant", &field, &variant.admin_graphql_api_id).map(Some)
}

/// What a line is by Shopify's own marks. A gift card that is printed and sent is goods.
fn kind(line: &wire::LineItem) -> LineKind {
    match (line.requires_shipping.or(line.shipped), line.gift_card) {
        (Some(true), _) => LineKind::Goods,
        (_, Some(true)) => LineKind::GiftCard,
        (Some(false), _) => LineKind::Digital,
        _ => LineKind::Goods,
    }
}

/// The discounts on a line: its allocations, or the line's own where it has none.
fn cuts(
    line: &wire::LineItem,
    money: Currencies,
    path: &str,
) -> Result<Vec<(Option<usize>, Money)>, Refusal> {
    if line.discount_allocations.is_empty() {
        let own = money.amount(
            &format!("{path}.total_discount"),
            &line.total_discount,
            &line.total_discount_set,
        )?;
        return Ok(own.filter(|amount| !amount.is_zero()).map(|amount| (None, amount)).into_iter().collect());
    }
    allocated(&line.discount_allocations, money, path)
}

/// The parts of discounts that were allocated to the line or way of shipping at `path`.
pub(super) fn allocated(
    allocations: &[wire::Allocation],
    money: Currencies,
    path: &str,
) -> Result<Vec<(Option<usize>, Money)>, Refusal> {
    let read = |(index, allocation): (usize, &wire::Allocation)| {
        let path = format!("{path}.discount_allocations[{index}].amount");
        let amount = money.required(&path, &allocation.amount, &allocation.amount_set)?;
        Ok((allocation.application(), amount))
    };
    allocations.iter().enumerate().map(read).collect()
}

/// Choices and engravings. Names that begin with `_` are meant for machines.
fn options(line: &wire::LineItem) -> Vec<(String, String)> {
    let text = |loose: &Option<crate::json::Loose>| {
        loose.as_ref().map(|l| l.0.trim().to_owned()).filter(|t| !t.is_empty())
    };
    let shown = line.properties.0.iter().filter_map(|p| Some((text(&p.name)?, text(&p.value)?)));
    shown.filter(|(name, _)| !name.starts_with('_')).collect()
}
