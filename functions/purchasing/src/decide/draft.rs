//! Lines come to a draft, change and go, as proposals do.

use domain::{
    Decision, Timestamp,
    purchase::{Because, PurchaseOrder, Wish},
    settings::For,
};

use super::{Case, said};
use crate::{Facts, Settings};

/// So the effect begins by which a draft counts its changes.
pub(crate) const REVISION: &str = "revision#";

/// The order is the one that the proposal belongs into. Without a proposal, the line of what isn't needed goes.
pub(crate) fn decide(facts: &Facts, settings: &For<Settings>, now: Timestamp) -> Decision<Because> {
    let Some(wish) = facts.proposal.as_ref().and_then(Wish::of) else {
        return Decision::nothing(Because::NotAPurchase);
    };
    let currency = wish.currency(&settings.shop.suppliers);
    let new = PurchaseOrder::open(&wish.supplier, &wish.location, currency, now);
    let before = facts.order.as_ref().unwrap_or(&new);
    change(facts, settings, now, before, |order| order.put(wish.clone()))
}

/// The line of an item that is no longer needed goes from the draft that it stands in.
pub(crate) fn remove(
    facts: &Facts,
    item: &str,
    settings: &For<Settings>,
    now: Timestamp,
) -> Decision<Because> {
    match &facts.order {
        Some(before) => change(facts, settings, now, before, |order| order.take(item)),
        None => Decision::nothing(Because::NothingNew),
    }
}

fn change(
    facts: &Facts,
    settings: &For<Settings>,
    now: Timestamp,
    before: &PurchaseOrder,
    change: impl Fn(&mut PurchaseOrder) -> domain::purchase::Did,
) -> Decision<Because> {
    let mut after = before.clone();
    let because = match change(&mut after) {
        Ok(because) => because,
        Err(because) => return Decision::nothing(because),
    };
    let case = Case::of(facts, before, settings, now);
    let word = match because {
        Because::Emptied => "cancelled",
        _ if after.revision == 1 => "drafted",
        _ => "amended",
    };
    let said = said(&after).event(word, format!("{REVISION}{}", after.revision));
    case.become_(&after, because, said)
}
