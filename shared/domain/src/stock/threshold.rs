//! What an item is measured by: the closest rule that says something counts, key by key.

use super::{
    Item, Rules, SaidBy, Threshold,
    pick::{Closeness, closest, said as first, supplier_of},
    rules::{By, Per, Rule, State},
};
use crate::settings::{Supplier, Suppliers};

/// What the rules say of an item at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure<'a> {
    /// The threshold in pieces.
    pub threshold: Threshold,
    /// What was said of the hysteresis, for another threshold than that.
    pub hysteresis: Option<i64>,
    /// Pieces that are kept back.
    pub buffer: i64,
    /// Which stock is judged.
    pub per: Per,
    /// What the threshold is reckoned from.
    pub by: By,
    /// What has become of the item.
    pub state: Option<State>,
    /// The months in which it is sold.
    pub months: Option<&'a [i8]>,
    /// Whoever delivers it, and what settings say of them.
    pub supplier: Option<(&'a str, Option<&'a Supplier>)>,
}

/// The level above which a stock is well again: `threshold + h`, where `h` is what was said, or a tenth, 1 at least. A
/// tenth is rounded down: of whole numbers, the same are above 16.5 and above 16.
pub(super) fn well_above(threshold: i64, hysteresis: Option<i64>) -> i64 {
    threshold.saturating_add(hysteresis.unwrap_or_else(|| (threshold / 10).max(1)))
}

impl Rules {
    /// What an item at a location is measured by.
    pub fn measure<'a>(&'a self, item: &'a Item, location: &str, suppliers: &'a Suppliers) -> Measure<'a> {
        let supplier = supplier_of(item, suppliers);
        let name = supplier.map(|(name, _)| name);
        let rules = closest(&self.rules, Rule::pick, (item, location, name));
        let said = first(&rules, |rule| rule.threshold.map(|pieces| (pieces, rule)));
        let (pieces, said_by) = match (said, item.threshold) {
            (Some((closeness, (pieces, rule))), own)
                if own.is_none() || closeness > Closeness::Storefront =>
            {
                (pieces, said_by(closeness, rule))
            }
            (_, Some(own)) => (own.max(0), SaidBy::Storefront),
            _ => (self.threshold, SaidBy::Shop),
        };
        let hysteresis = value(&rules, |rule| rule.hysteresis).or(self.hysteresis);
        Measure {
            threshold: Threshold {
                pieces,
                well_above: well_above(pieces, hysteresis),
                critical: value(&rules, |rule| rule.critical).or(self.critical),
                said_by,
            },
            hysteresis,
            buffer: value(&rules, |rule| rule.buffer).unwrap_or(self.buffer),
            per: value(&rules, |rule| rule.per).unwrap_or(self.per),
            by: value(&rules, |rule| rule.by).unwrap_or(self.by),
            state: value(&rules, |rule| rule.state),
            months: value(&rules, |rule| rule.months.as_deref()),
            supplier,
        }
    }
}

fn value<'a, T>(rules: &[(Closeness, &'a Rule)], said: impl Fn(&'a Rule) -> Option<T>) -> Option<T> {
    first(rules, said).map(|(_, said)| said)
}

fn said_by(closeness: Closeness, rule: &Rule) -> SaidBy {
    match closeness {
        Closeness::ItemHere => SaidBy::ItemHere,
        Closeness::Item => SaidBy::Item,
        Closeness::Storefront => SaidBy::Storefront,
        Closeness::Product | Closeness::ProductHere => SaidBy::Product,
        Closeness::Group | Closeness::GroupHere => match (&rule.category, &rule.supplier) {
            (Some(name), _) => SaidBy::Category { name: name.clone() },
            (None, name) => SaidBy::Supplier { name: name.clone().unwrap_or_default() },
        },
        Closeness::Location => SaidBy::Location,
        Closeness::Shop => SaidBy::Shop,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn item(threshold: Option<i64>) -> Item {
        let (id, product, vendor) = ("1".into(), Some("7".into()), Some("Kiln".into()));
        Item { id, product, vendor, threshold, categories: vec!["mugs".into()], ..Item::default() }
    }

    /// The threshold by these rules, each with its own number.
    fn by(rules: &[serde_json::Value], own: Option<i64>, location: &str) -> (i64, SaidBy) {
        let rules: Rules = serde_json::from_value(json!({ "rules": rules })).expect("rules");
        let (item, suppliers) = (item(own), Suppliers::new());
        let Threshold { pieces, said_by, .. } = rules.measure(&item, location, &suppliers).threshold;
        (pieces, said_by)
    }

    #[test]
    fn the_closest_rule_counts_and_zero_is_not_unset() {
        let all = [
            json!({"threshold": 30}),
            json!({"threshold": 40, "location": "berlin"}),
            json!({"threshold": 50, "category": "Mugs"}),
            json!({"threshold": 60, "supplier": "kiln"}),
            json!({"threshold": 70, "product": "7"}),
            json!({"threshold": 80, "sku": "1"}),
            json!({"threshold": 90, "sku": "1", "location": "berlin"}),
        ];
        let category = SaidBy::Category { name: "Mugs".into() };
        let supplier = SaidBy::Supplier { name: "kiln".into() };
        for (known, own, location, expected) in [
            (&all[..], None, "berlin", (90, SaidBy::ItemHere)),
            (&all[..], Some(4), "berlin", (90, SaidBy::ItemHere)),
            (&all[..], None, "paris", (80, SaidBy::Item)),
            (&all[..6], None, "berlin", (80, SaidBy::Item)),
            (&all[..6], Some(4), "berlin", (80, SaidBy::Item)),
            (&all[..5], Some(4), "berlin", (4, SaidBy::Storefront)),
            (&all[..5], Some(0), "berlin", (0, SaidBy::Storefront)),
            (&all[..5], None, "berlin", (70, SaidBy::Product)),
            (&all[..4], None, "berlin", (50, category)),
            (&all[3..4], None, "berlin", (60, supplier)),
            (&all[..2], None, "berlin", (40, SaidBy::Location)),
            (&all[..2], None, "paris", (30, SaidBy::Shop)),
            (&[], None, "paris", (2, SaidBy::Shop)),
            (&[], Some(0), "paris", (0, SaidBy::Storefront)),
            (&[], Some(-3), "paris", (0, SaidBy::Storefront)),
        ] {
            assert_eq!(by(known, own, location), expected, "{} rules, {own:?}, {location}", known.len());
        }
        let zero = [json!({"threshold": 5, "product": "7"}), json!({"threshold": 0, "sku": "1"})];
        assert_eq!(by(&zero, None, "paris"), (0, SaidBy::Item));
        let unset = [json!({"threshold": 5, "product": "7"}), json!({"buffer": 1, "sku": "1"})];
        assert_eq!(by(&unset, None, "paris"), (5, SaidBy::Product));
    }

    #[test]
    fn each_key_is_inherited_by_itself() {
        let rules: Rules = serde_json::from_value(json!({
            "buffer": 1, "critical": 1, "per": "network",
            "rules": [
                {"sku": "1", "threshold": 20},
                {"sku": "1", "threshold": 99, "hysteresis": 9},
                {"product": "7", "buffer": 0, "by": "either", "months": [11, 12]},
                {"category": "mugs", "state": "end-of-life", "per": "location", "buffer": 5},
                {"category": "plates", "critical": 7},
            ],
        }))
        .expect("rules");
        let (item, suppliers) = (item(None), Suppliers::new());
        let found = rules.measure(&item, "berlin", &suppliers);
        let threshold = Threshold { pieces: 20, well_above: 29, critical: Some(1), said_by: SaidBy::Item };
        let expected = Measure {
            threshold,
            hysteresis: Some(9),
            buffer: 0,
            per: Per::Location,
            by: By::Either,
            state: Some(State::EndOfLife),
            months: Some(&[11, 12]),
            supplier: Some(("Kiln", None)),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn well_again_is_a_tenth_above_and_one_at_least() {
        for (threshold, hysteresis, expected) in [
            (0, None, 1),
            (2, None, 3),
            (10, None, 11),
            (15, None, 16),
            (20, None, 22),
            (20, Some(0), 20),
            (20, Some(5), 25),
            (i64::MAX, None, i64::MAX),
        ] {
            assert_eq!(well_above(threshold, hysteresis), expected, "{threshold} {hysteresis:?}");
        }
    }
}
