//! What all returns of an order come to: a small row in the order's collection that every one of them writes as it was read.
//! So two requests at once can't get more than was delivered, nor more back than was paid.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Plan, Purchase, Return, rma::RefundState};
use crate::Money;

/// The row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OfOrder {
    /// How many returns the order has had.
    pub opened: i64,
    /// Their ids, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<String>,
    /// The id of the first: it keeps the order as it was before anything went back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    /// By return: pieces that nobody else may ask for, by line. Those that hold none are left out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub held: BTreeMap<String, BTreeMap<String, i64>>,
    /// By once-key: what went back, or was asked to. What surely didn't is left out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub back: BTreeMap<String, Back>,
    /// Until when the order may be returned by somebody's word: see [`super::exceptions::Extended`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exception_until: Option<Date>,
}

/// What one refund takes, in minor units of the order's currency.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Back {
    /// By line: pieces.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub pieces: BTreeMap<String, i64>,
    /// By line: those of them that stay with the buyer.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<String, i64>,
    /// By tender.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tenders: BTreeMap<String, i64>,
    /// Freight.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub freight: i64,
    /// By promotion: what was taken back; below zero, what was given back of that.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub clawed_back: BTreeMap<String, i64>,
    /// Whether the shop paid it beside us.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub elsewhere: bool,
    /// The shop's own ids of what it paid for it; of money with credit beside it there are two.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub references: BTreeSet<String>,
    /// How far it is, as long as the shop hasn't named all that it paid for it: what the shop tells of may be this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unnamed: Option<RefundState>,
    /// Of what was paid beside us, by return: the pieces that count as that return's.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub claimed: BTreeMap<String, BTreeMap<String, i64>>,
}

impl Back {
    /// What a plan takes.
    pub fn of(plan: &Plan) -> Self {
        let mut back = Self { freight: plan.freight.minor, ..Self::default() };
        for line in &plan.lines {
            add(&mut back.pieces, &line.line, line.pieces);
            if line.outcome.stays() {
                add(&mut back.kept, &line.line, line.pieces);
            }
        }
        for part in &plan.tenders {
            add(&mut back.tenders, &part.tender, part.amount.minor);
        }
        for (name, due) in &plan.clawed_back {
            add(&mut back.clawed_back, name, due.minor);
        }
        back
    }

    /// Whether these pieces are all among its own.
    pub fn covers(&self, pieces: &BTreeMap<String, i64>) -> bool {
        covers(&self.pieces, pieces)
    }

    /// How many pieces of a line no return has for its own.
    fn unclaimed(&self, line: &str) -> i64 {
        let claimed = self.claimed.values().filter_map(|own| own.get(line));
        let claimed = claimed.fold(0i64, |sum, pieces| sum.saturating_add(*pieces));
        self.pieces.get(line).copied().unwrap_or(0).saturating_sub(claimed)
    }
}

/// Whether some pieces are all among others.
pub fn covers(all: &BTreeMap<String, i64>, some: &BTreeMap<String, i64>) -> bool {
    some.iter().all(|(line, pieces)| all.get(line).is_some_and(|own| own >= pieces))
}

fn add(sums: &mut BTreeMap<String, i64>, name: &str, more: i64) {
    let sum = sums.entry(name.to_owned()).or_default();
    *sum = sum.saturating_add(more);
}

impl OfOrder {
    /// The name of the row.
    pub const TIE: &'static str = "returns";

    /// Writes down what a return holds now.
    pub fn hold(&mut self, id: &str, rma: &Return) {
        let mut held = BTreeMap::new();
        for asked in &rma.request.lines {
            held.insert(asked.line.clone(), rma.holds(&asked.line));
        }
        held.retain(|_, pieces| *pieces > 0);
        if held.is_empty() {
            self.held.remove(id);
        } else {
            self.held.insert(id.to_owned(), held);
        }
    }

    /// The order as it is for the return `id`: with what went back of it, and what other returns hold.
    pub fn applied(&self, base: &Purchase, id: &str) -> Purchase {
        let mut purchase = base.clone();
        let money = |minor: i64| Money::new(minor, base.currency);
        for back in self.back.values() {
            for line in &mut purchase.lines {
                let pieces = back.pieces.get(&line.line).copied().unwrap_or(0);
                line.refunded = line.refunded.saturating_add(pieces).min(line.quantity);
                let kept = back.kept.get(&line.line).copied().unwrap_or(0);
                line.kept = line.kept.saturating_add(kept).min(line.quantity);
                if back.elsewhere {
                    // Those that others hold as well are counted there.
                    let of_others = back.claimed.iter().filter(|(of, _)| *of != id);
                    let twice = of_others.fold(0i64, |sum, (of, own)| {
                        let held = self.held.get(of).and_then(|held| held.get(&line.line));
                        let own = own.get(&line.line).copied().unwrap_or(0);
                        sum.saturating_add(own.min(held.copied().unwrap_or(0)))
                    });
                    line.requested = line.requested.saturating_add(pieces.saturating_sub(twice));
                }
            }
            for tender in &mut purchase.tenders {
                let minor = back.tenders.get(&tender.id).copied().unwrap_or(0);
                tender.refunded = tender.refunded + money(minor);
            }
            for promotion in &mut purchase.promotions {
                let minor = back.clawed_back.get(&promotion.name).copied().unwrap_or(0);
                promotion.clawed_back = promotion.clawed_back + money(minor);
            }
            purchase.freight.refunded = purchase.freight.refunded + money(back.freight);
        }
        for promotion in &mut purchase.promotions {
            // Where the refund that took it never came to pass, and a later one gave some of it back.
            promotion.clawed_back.minor = promotion.clawed_back.minor.max(0);
        }
        for (_, held) in self.held.iter().filter(|(of, _)| *of != id) {
            for line in &mut purchase.lines {
                line.requested = line.requested.saturating_add(held.get(&line.line).copied().unwrap_or(0));
            }
        }
        purchase.returns = self.opened - i64::from(self.opened > 0 && self.held.contains_key(id));
        purchase
    }

    /// Whether a refund that the shop tells of is known as one that was asked for.
    pub fn names(&self, refund: &str) -> bool {
        self.back.values().any(|back| back.references.contains(refund))
    }

    /// How far another return's refund is, as which the shop may have paid these pieces; or so much, where it names none.
    pub fn of_another(
        &self,
        id: &str,
        pieces: &BTreeMap<String, i64>,
        amount: Option<Money>,
    ) -> impl Iterator<Item = RefundState> {
        let others =
            self.back.iter().filter(move |(key, _)| key.rsplit_once('#').is_none_or(|(of, _)| of != id));
        let may_be = move |back: &Back| {
            let paid = back.tenders.values().fold(0i64, |sum, minor| sum.saturating_add(*minor));
            match pieces.is_empty() {
                true => amount.is_none_or(|told| told.minor == paid),
                false => back.covers(pieces),
            }
        };
        others.filter(move |(_, back)| may_be(back)).filter_map(|(_, back)| back.unnamed)
    }

    /// The key of what was paid beside us.
    pub fn key_beside(refund: &str) -> String {
        format!("shop#{refund}")
    }

    /// Of what was paid beside us: the pieces that are a return's and no other's, if it still waits for their money.
    pub fn left_for(&self, refund: &str, rma: &Return) -> BTreeMap<String, i64> {
        let Some(back) = self.back.get(&Self::key_beside(refund)) else { return BTreeMap::new() };
        let own = |line: &String| (line.clone(), back.unclaimed(line).min(rma.unpaid(line)));
        back.pieces.keys().map(own).filter(|(_, pieces)| *pieces > 0).collect()
    }

    /// They count as this return's from now on.
    pub fn claim(&mut self, refund: &str, id: &str, pieces: &BTreeMap<String, i64>) {
        if let Some(back) = self.back.get_mut(&Self::key_beside(refund)) {
            let own = back.claimed.entry(id.to_owned()).or_default();
            pieces.iter().for_each(|(line, pieces)| add(own, line, *pieces));
        }
    }

    /// Notes what the shop paid beside us, once by its id; whether it is new. Tenders take it in the order in which they paid.
    pub fn paid_elsewhere(
        &mut self,
        base: &Purchase,
        refund: &str,
        pieces: BTreeMap<String, i64>,
        amount: Option<Money>,
    ) -> bool {
        let key = Self::key_beside(refund);
        if self.back.contains_key(&key) {
            return false;
        }
        let now = self.applied(base, "");
        let mut left =
            amount.filter(|amount| amount.currency == base.currency).map_or(0, |amount| amount.minor);
        let mut back = Back { pieces, elsewhere: true, ..Back::default() };
        for tender in &now.tenders {
            let part = left.min((tender.captured.minor - tender.refunded.minor).max(0));
            if part > 0 {
                back.tenders.insert(tender.id.clone(), part);
                left -= part;
            }
        }
        self.back.insert(key, back);
        true
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn purchase() -> Purchase {
        let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        let line = |id: &str, pieces: i64| json!({"line": id, "quantity": pieces, "unit_price": eur(1000), "discount": eur(0)});
        serde_json::from_value(json!({
            "order": "1001", "placed_at": "2026-03-01T09:00:00Z", "currency": "EUR", "taxes_included": true,
            "lines": [line("1", 3), line("2", 1)], "order_discount": eur(0),
            "freight": {"paid": eur(490), "refunded": eur(0)},
            "tenders": [{"id": "gift", "kind": "gift-card", "captured": eur(1000), "refunded": eur(0)},
                {"id": "card", "kind": "card", "captured": eur(3490), "refunded": eur(0)}],
        }))
        .expect("a purchase")
    }

    fn pieces(purchase: &Purchase) -> Vec<(i64, i64)> {
        purchase.lines.iter().map(|line| (line.requested, line.refunded)).collect()
    }

    #[test]
    fn what_others_hold_is_taken_and_what_is_its_own_is_not() {
        let held = |line: &str, pieces: i64| BTreeMap::from([(line.to_owned(), pieces)]);
        let row = OfOrder {
            opened: 2,
            held: [("a".to_owned(), held("1", 2)), ("b".to_owned(), held("2", 1))].into(),
            ..OfOrder::default()
        };
        let of = |id: &str| (pieces(&row.applied(&purchase(), id)), row.applied(&purchase(), id).returns);
        assert_eq!(of("a"), (vec![(0, 0), (1, 0)], 1));
        assert_eq!(of("b"), (vec![(2, 0), (0, 0)], 1));
        assert_eq!(of("c"), (vec![(2, 0), (1, 0)], 2));
    }

    #[test]
    fn every_refund_counts_once_whoever_paid_it() {
        let mut row = OfOrder::default();
        let eur = |minor| Some(Money::new(minor, "EUR".parse().expect("EUR")));
        for _ in 0..2 {
            row.paid_elsewhere(&purchase(), "77", [("1".to_owned(), 2)].into(), eur(2000));
        }
        let ours = Back {
            pieces: [("1".to_owned(), 1)].into(),
            tenders: [("card".to_owned(), 1000)].into(),
            freight: 490,
            ..Back::default()
        };
        row.back.insert("r1#1".into(), ours);
        let now = row.applied(&purchase(), "r1");
        // Two beside us count as asked for, too: nobody else may ask for them.
        assert_eq!(pieces(&now), [(2, 3), (0, 0)]);
        let tenders: Vec<i64> = now.tenders.iter().map(|tender| tender.refunded.minor).collect();
        assert_eq!((tenders, now.freight.refunded.minor), (vec![1000, 2000], 490));
        // A refund in another money names pieces only.
        row.paid_elsewhere(
            &purchase(),
            "78",
            BTreeMap::new(),
            Some(Money::new(5, "USD".parse().expect("USD"))),
        );
        assert_eq!(row.back["shop#78"].tenders.len(), 0);
    }

    #[test]
    fn what_was_paid_beside_us_is_one_return_s_and_what_was_asked_for_is_known_by_its_name() {
        let mut row = OfOrder::default();
        row.paid_elsewhere(&purchase(), "77", [("1".to_owned(), 2)].into(), None);
        let one: BTreeMap<String, i64> = [("1".to_owned(), 1)].into();
        row.claim("77", "a", &one);
        row.held.insert("a".into(), one.clone());
        assert_eq!(row.back["shop#77"].unclaimed("1"), 1);
        let requested = |row: &OfOrder, id: &str| pieces(&row.applied(&purchase(), id))[0].0;
        // One that `a` holds, and one that nobody does.
        assert_eq!((requested(&row, "b"), requested(&row, "a")), (2, 2));
        row.held.clear();
        assert_eq!(requested(&row, "b"), 2, "it is paid, whoever holds it");
        let asked = Back { pieces: one.clone(), unnamed: Some(RefundState::Asked), ..Back::default() };
        row.back.insert("a#1".into(), asked);
        let others = |id: &str, pieces: &BTreeMap<String, i64>| row.of_another(id, pieces, None).count();
        assert_eq!(
            (others("b", &one), others("a", &one), others("b", &[("1".to_owned(), 2)].into())),
            (1, 0, 0)
        );
        let eur = |minor| Some(Money::new(minor, "EUR".parse().expect("EUR")));
        let goodwill = |minor| row.of_another("b", &BTreeMap::new(), eur(minor)).count();
        assert_eq!((goodwill(500), goodwill(0)), (0, 1), "of another sum it is nobody's");
        let back = row.back.get_mut("a#1").expect("it is there");
        back.references.insert("78".into());
        assert!(row.names("78") && !row.names("77"));
    }
}
