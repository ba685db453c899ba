//! A WooCommerce order becomes an order of ours.

use domain::{edd::Quote, order::Order, webhook::Refusal};

use super::{
    address,
    money::{Basis, Purse},
    payment::{self, Standing},
    pickup,
    resources::newness,
    shipments,
    sums::{self, Sums},
    wire::{self, shown, word},
};
use crate::{json, refusal::missing, topic::Facts};

/// Where plugins for shops of several languages note the buyer's: WPML, TranslatePress, Weglot, and others.
const LOCALES: &[&str] =
    &["wpml_language", "trp_language", "weglot_language", "_order_language", "_locale", "locale"];

/// Where a checkout puts the quote of delivery dates that the buyer saw; the second one WordPress shows nobody.
const QUOTE: &[&str] = &["nightshift_quote", "_nightshift_quote"];

/// `order.created`: the whole order, as it stood when this was sent.
pub(super) fn created(body: &[u8]) -> Result<Facts, Refusal> {
    let wire: wire::Order = json::read(body)?;
    let at = newness(wire.date_modified_gmt, wire.date_created_gmt)?;
    let ignored = payment::is_unplaced(&wire).then_some("nobody has placed the order");
    Ok(Facts { ignored, ..Facts::order(order(&wire)?, at) })
}

/// `order.updated` and `order.restored`: the whole order once more. No topic says that somebody edited it, so each may be an edit;
/// whether it changed anything that a buyer was told, the order itself shows.
pub(super) fn updated(body: &[u8]) -> Result<Facts, Refusal> {
    let facts = created(body)?;
    Ok(Facts { edited_at: Some(facts.at), ..facts })
}

/// The order by the numbers that add up. WooCommerce prints all amounts without tax and the tax beside them, both
/// rounded. A shop that enters its prices with tax showed the buyer the sum of both, which is what adds up there; any
/// other shop showed the amount without. Should that not add up, the other reading is tried, and whether gift cards
/// paid a part. Where nothing adds up the first reading stands, and `Order::check_sums` tells on it.
fn order(wire: &wire::Order) -> Result<Order, Refusal> {
    let with_tax = word(&wire.prices_include_tax).is_some_and(|word| matches!(word, "true" | "yes" | "1"));
    let (usual, other) = if with_tax { (Basis::Gross, Basis::Net) } else { (Basis::Net, Basis::Gross) };
    let first = reading(wire, usual, false)?;
    if first.check_sums().is_ok() {
        return Ok(first);
    }
    let readings = [(usual, true), (other, false), (other, true)];
    let read = |(basis, gift_cards)| reading(wire, basis, gift_cards).ok();
    let found = readings.into_iter().filter_map(read).find(|order| order.check_sums().is_ok());
    Ok(found.unwrap_or(first))
}

/// The order read in one way.
fn reading(wire: &wire::Order, basis: Basis, gift_cards: bool) -> Result<Order, Refusal> {
    let created = wire.date_created_gmt.ok_or_else(|| missing("date_created_gmt"))?.0;
    let purse = Purse { currency: wire.currency.0, basis };
    let Sums { lines, discounts, shipping, taxes, totals } = sums::reckon(wire, purse, gift_cards)?;
    let Standing { payment, cancelled } = payment::read(wire, totals.total)?;
    let channel = shown(&wire.created_via);
    let id = wire.id.0.clone();
    Ok(Order {
        name: format!("#{}", shown(&wire.number).as_ref().unwrap_or(&id)),
        id,
        placed_at: created,
        created_at: created,
        cancelled_at: cancelled.then_some(wire.date_modified_gmt.map_or(created, |at| at.0)),
        test: false, // only gateways know, each by another word
        draft: channel.as_deref() == Some("admin"),
        channel,
        customer_tags: None, // WooCommerce has tags neither of customers nor of orders
        customer_failed_payments: None,
        tags: None,
        customer: wire.customer_id.as_ref().filter(|id| id.0 != "0").map(|id| id.0.clone()),
        email: wire.billing.as_ref().and_then(|billing| word(&billing.email)).map(str::to_owned),
        locale: wire.meta_data.first(LOCALES).and_then(locale),
        currency: purse.currency,
        shop_total: None, // a plugin's other currency is the order's own
        payment,
        lines,
        discounts,
        promotions: Vec::new(),
        shipping,
        taxes_included: basis == Basis::Gross,
        taxes,
        totals,
        pickup: pickup::read(wire),
        shipments: shipments::read(wire),
        promise: None,
        quote: wire.meta_data.first(QUOTE).and_then(Quote::token),
        shipping_address: address::read(&wire.shipping),
        billing_address: address::read(&wire.billing),
        status_url: None, // it would hold the order's key
    })
}

/// WordPress's `de_DE_formal` as `de-DE`.
fn locale(word: &str) -> Option<String> {
    let mut parts = word.split(['_', '-']);
    let letters = |part: &&str, count: &[usize]| {
        count.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
    };
    let language = parts.next().filter(|part| letters(part, &[2, 3]))?.to_ascii_lowercase();
    let region = parts.next().filter(|part| letters(part, &[2])).map(str::to_ascii_uppercase);
    Some(region.map_or(language.clone(), |region| format!("{language}-{region}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_of_wordpress_become_tags() {
        for (word, tag) in [
            ("de_DE_formal", Some("de-DE")),
            ("de_DE", Some("de-DE")),
            ("fr-fr", Some("fr-FR")),
            ("en", Some("en")),
            ("ckb", Some("ckb")),
            ("pt_br", Some("pt-BR")),
            ("zh-hans", Some("zh")),
            ("", None),
            ("1", None),
            ("deutsch", None),
        ] {
            assert_eq!(locale(word).as_deref(), tag, "{word}");
        }
    }
}
