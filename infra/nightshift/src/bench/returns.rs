//! Returns: a decision about an order of a hundred lines by a policy of two hundred rules, that policy read, and what a buyer is
//! offered of such an order, all in memory; and the units of a return from its wish to its end.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use domain::{
    order::TenderKind,
    returns::{
        Bought, Captured, Condition, Customer, Facts, Freight, Method, Outcome, Part, Policies, Policy,
        Product, Purchase, Request, RequestLine, Rules, decide, portal::Offers,
    },
    {Currency, Money},
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use serde_json::{Value, json};

use super::figures::Figures;
use crate::trouble::Trouble;

/// Rules of the policy.
pub(super) const RULES: usize = 200;
/// Lines of the order.
pub(super) const LINES: usize = 100;
/// Kinds of product: a rule speaks of one of them.
const KINDS: usize = 40;

/// What it took, in nanoseconds.
#[derive(Debug, Clone, Default)]
pub(super) struct Decided {
    /// To read the policy.
    pub(super) read: Figures,
    /// To decide.
    pub(super) decide: Figures,
    /// What may go back of all lines, for each reason.
    pub(super) offers: Figures,
    /// Reasons that a line is tried with.
    pub(super) reasons: usize,
    /// What a return uses, as `bench-ground returns` counts it.
    pub(super) spent: Value,
}

/// All of it; so many decisions, and offers.
pub(super) async fn measure([decisions, offers]: [usize; 2]) -> Result<Decided, Trouble> {
    let decided = tokio::task::spawn_blocking(move || decided(decisions, offers)).await;
    decided.map_err(|e| Trouble::failed("the decisions broke off").saying(e))?
}

fn decided(decisions: usize, offers: usize) -> Result<Decided, Trouble> {
    let (rules, zone) = (rules(), TimeZone::get("Europe/Berlin").expect("a zone"));
    let read = || {
        Policy::new(1, &rules, &zone).map_err(|mistakes| {
            let first = mistakes.first().map(|m| format!("{}: {}", m.key, m.say)).unwrap_or_default();
            Trouble::failed("the made-up policy has mistakes").saying(first)
        })
    };
    let now: Timestamp = "2026-11-01T12:00:00Z".parse().expect("an instant");
    let facts = facts(now);
    let policies = Policies::only(read()?);
    let requests: Vec<Request> = (0..10).map(|nth| request(nth, now)).collect();
    let mut took = Decided { reasons: policies.purchase.reasons().len(), ..Decided::default() };
    let mut all = Vec::new();
    for _ in 0..decisions.div_ceil(10) {
        all.push(timed(|| drop(black_box(read()))));
    }
    took.read = Figures::of(all);
    // The first of each warms up.
    let mut all = Vec::new();
    for nth in 0..decisions + 10 {
        all.push(timed(|| drop(black_box(decide(&requests[nth % 10], &facts, &policies, now)))));
    }
    took.decide = Figures::of(all.split_off(10));
    let mut all = Vec::new();
    for _ in 0..=offers {
        all.push(timed(|| drop(black_box(Offers::of(&facts, &policies, now)))));
    }
    took.offers = Figures::of(all.split_off(1));
    Ok(took)
}

fn timed(run: impl FnOnce()) -> u64 {
    let start = Instant::now();
    run();
    nanos(start.elapsed())
}

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// A policy as a large shop might have it: lists, windows, fees, and mostly rules that speak of one kind of product in one state.
fn rules() -> Rules {
    let rule = |nth: usize| {
        let kind = nth % KINDS;
        let id = format!("rule-{nth}");
        let priority = 900 - nth;
        match nth % 20 {
            0 => json!({"id": id, "list": "block", "priority": priority, "then": "refuse",
                "when": format!("\"blocked-{nth}\" in customer.tags && customer.returns > 20")}),
            1 => json!({"id": id, "list": "allow", "priority": priority, "then": "approve",
                "when": format!("\"friend-{nth}\" in customer.tags || customer.allowed")}),
            2 => json!({"id": id, "priority": priority, "window_days": 20 + nth % 40,
                "when": format!("product.type == \"kind-{kind}\" && order.value >= money(\"200\")")}),
            3 | 4 => json!({"id": id, "priority": priority, "fee": "2.50",
                "when": format!("product.type == \"kind-{kind}\" && line.reason == \"changed-mind\" && line.condition != \"sealed\"")}),
            5 => json!({"id": id, "priority": priority, "fee_percent": 10, "markets": ["EU", "GB"],
                "when": format!("product.vendor == \"vendor-{kind}\" && line.fault == \"customer\"")}),
            6 => json!({"id": id, "priority": priority, "owner": "quality",
                "when": format!("product.type == \"kind-{kind}\" && line.reason == \"defective\"")}),
            7..=12 => json!({"id": id, "priority": priority, "then": "refuse", "say": "condition",
                "when": format!("product.type == \"kind-{kind}\" && line.condition == \"used\" && line.value >= money(\"{}\")", 20 + nth)}),
            13..=16 => json!({"id": id, "priority": priority, "then": "review",
                "when": format!("\"tag-{nth}\" in product.tags && (line.discount_percent >= 30 || return.value > money(\"900\"))")}),
            _ => json!({"id": id, "priority": priority, "then": "instant", "markets": ["DE"],
                "when": format!("product.vendor == \"vendor-{kind}\" && customer.orders >= 50 && line.value < money(\"15\")")}),
        }
    };
    let rules: Vec<Value> = (0..RULES).map(rule).collect();
    serde_json::from_value(json!({"currency": "EUR", "rules": rules})).expect("made above")
}

/// What is known of an order of so many lines, two pieces each, delivered a week ago.
fn facts(now: Timestamp) -> Facts {
    let currency: Currency = "EUR".parse().expect("a currency");
    let eur = |minor| Money::new(minor, currency);
    let days = |days: i64| now - SignedDuration::from_hours(24 * days);
    let line = |nth: usize| Bought {
        line: nth.to_string(),
        quantity: 2,
        unit_price: eur(1000 + i64::try_from(nth).unwrap_or(0) * 37),
        discount: eur(100),
        tax: None,
        tax_rate: Some("0.19".into()),
        parcels: vec![Part {
            parcel: (nth / 25).to_string(),
            quantity: 2,
            shipped: Some(days(9)),
            delivered: Some(days(7)),
        }],
        digital: false,
        promised: None,
        requested: 0,
        refunded: 0,
        kept: 0,
        from_exchange: false,
        part_of: None,
    };
    let lines: Vec<Bought> = (0..LINES).map(line).collect();
    let product = |nth: usize| Product {
        sku: Some(format!("SKU-{nth}")),
        kind: Some(format!("kind-{}", nth % KINDS)),
        categories: vec!["lamps".into(), format!("room-{}", nth % 7)],
        vendor: Some(format!("vendor-{}", nth % 11)),
        tags: vec![format!("tag-{}", nth * 3), "new".into()],
        traits: Vec::new(),
    };
    let paid = lines.iter().map(|line| line.unit_price.times(line.quantity) - line.discount);
    let captured = Money::sum(currency, paid);
    Facts {
        purchase: Purchase {
            order: "1001".into(),
            placed_at: days(10),
            currency,
            taxes_included: true,
            country: Some("DE".into()),
            region: None,
            channel: Some("web".into()),
            codes: Vec::new(),
            tags: Some(Vec::new()),
            lines,
            order_discount: eur(0),
            order_tax: None,
            freight: Freight { paid: eur(0), standard: None, refunded: eur(0) },
            tenders: vec![Captured { id: "0".into(), kind: TenderKind::Card, captured, refunded: eur(0) }],
            promotions: Vec::new(),
            returns: 0,
        },
        products: (0..LINES).map(|nth| (nth.to_string(), product(nth))).collect(),
        customer: Customer {
            orders: Some(7),
            returns: Some(1),
            tags: Some(vec!["gold".into()]),
            allowed: Some(false),
            ..Customer::default()
        },
        shop: domain::returns::ShopDay::default(),
        instead: std::collections::BTreeMap::new(),
        zone: None,
        exception_until: None,
    }
}

/// A piece of each line, for reasons and in states by turns.
fn request(nth: usize, now: Timestamp) -> Request {
    let reasons = ["changed-mind", "too-small", "defective", "arrived-late", "not-as-described"];
    let states = [Condition::Sealed, Condition::Opened, Condition::Used];
    let line = |at: usize| RequestLine {
        line: at.to_string(),
        quantity: 1,
        reason: Some(reasons[(at + nth) % reasons.len()].into()),
        condition: states[(at + nth) % states.len()],
        outcome: Outcome::Refund,
        instead: None,
        photos: 0,
    };
    Request {
        key: format!("r{nth}"),
        order: "1001".into(),
        at: now,
        channel: "portal".into(),
        by: "buyer".into(),
        withdrawal: false,
        method: Method::OwnPost,
        lines: (0..LINES).map(line).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_made_up_policy_is_one_and_decides_this_and_that() {
        let took = decided(10, 1).expect("no mistakes");
        assert_eq!((took.decide.count(), took.offers.count(), took.reasons), (10, 1, 10));
        let now: Timestamp = "2026-11-01T12:00:00Z".parse().expect("an instant");
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let policies = Policies::only(Policy::new(1, &rules(), &zone).expect("no mistakes"));
        let decision = decide(&request(0, now), &facts(now), &policies, now);
        let said: std::collections::BTreeSet<String> =
            decision.lines.iter().map(|line| format!("{:?}", line.verdict)).collect();
        assert!(said.len() >= 2, "{said:?}");
        let looked = decision.lines.iter().map(|line| line.trace.len()).max();
        assert!(looked > Some(100), "most rules are looked at: {looked:?}");
    }
}
