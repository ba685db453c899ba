//! What the rules say of an item at a place: the closest rule that says something counts, key by key.

use super::{Autonomy, Boundary, Class, Policy, Round, Rules, rules::Rule};
use crate::stock::{Closeness, Item, closest, said};

/// What the rules say of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What is done about a need.
    pub autonomy: Autonomy,
    /// By what it is decided.
    pub policy: Policy,
    /// Whether the reorder point itself is ordered at.
    pub boundary: Boundary,
    /// Which way quantities become packs.
    pub round: Round,
    /// The reorder point in pieces.
    pub min: Option<i64>,
    /// What an order brings the position to.
    pub max: Option<i64>,
    /// So many are ordered each time.
    pub quantity: Option<i64>,
    /// For how many days of sales an order is.
    pub cover_days: Option<u16>,
    /// How often stock suffices, in percent.
    pub service: u8,
    /// The most that may lie there.
    pub most: Option<i64>,
    /// For how many days it keeps.
    pub keeps_days: Option<u16>,
}

impl Rules {
    /// What is said of an item at a place that this supplier delivers.
    pub fn terms(&self, item: &Item, location: &str, supplier: Option<&str>, class: Option<Class>) -> Terms {
        let rules = closest(&self.rules, Rule::pick, (item, location, supplier));
        let of_class = match class {
            Some(Class::A) => self.service.a,
            Some(Class::B) | None => self.service.b,
            Some(Class::C) => self.service.c,
        };
        Terms {
            autonomy: first(&rules, |rule| rule.autonomy).unwrap_or(self.autonomy),
            policy: first(&rules, |rule| rule.policy).unwrap_or(self.policy),
            boundary: first(&rules, |rule| rule.boundary).unwrap_or(self.boundary),
            round: first(&rules, |rule| rule.round).unwrap_or(self.round),
            min: first(&rules, |rule| rule.min).or(self.min),
            max: first(&rules, |rule| rule.max).or(self.max),
            quantity: first(&rules, |rule| rule.quantity).or(self.quantity),
            cover_days: first(&rules, |rule| rule.cover_days).or(self.cover_days),
            service: first(&rules, |rule| rule.service).unwrap_or(of_class),
            most: first(&rules, |rule| rule.most).or(self.most),
            keeps_days: first(&rules, |rule| rule.keeps_days).or(self.keeps_days),
        }
    }
}

fn first<'r, T>(rules: &[(Closeness, &'r Rule)], says: impl Fn(&'r Rule) -> Option<T>) -> Option<T> {
    said(rules, says).map(|(_, said)| said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_rule_counts_key_by_key() {
        let rules: Rules = serde_json::from_value(serde_json::json!({
            "policy": "min-max", "max": 100, "service": {"a": 99},
            "rules": [
                {"category": "Mugs", "max": 50, "service": 97},
                {"sku": "MUG-1", "min": 5},
                {"sku": "MUG-1", "location": "berlin", "policy": "lot-for-lot"},
            ],
        }))
        .expect("rules");
        let item = |sku: &str, category: &str| Item {
            sku: Some(sku.into()),
            categories: vec![category.into()],
            ..Item::default()
        };
        for (sku, category, location, class, expected) in [
            ("TEA-1", "Tea", "berlin", None, (Policy::MinMax, None, Some(100), 95)),
            ("TEA-1", "Tea", "berlin", Some(Class::A), (Policy::MinMax, None, Some(100), 99)),
            ("TEA-1", "Tea", "berlin", Some(Class::C), (Policy::MinMax, None, Some(100), 90)),
            ("MUG-2", "Mugs", "berlin", Some(Class::A), (Policy::MinMax, None, Some(50), 97)),
            ("MUG-1", "Mugs", "paris", None, (Policy::MinMax, Some(5), Some(50), 97)),
            ("MUG-1", "Mugs", "berlin", None, (Policy::LotForLot, Some(5), Some(50), 97)),
        ] {
            let terms = rules.terms(&item(sku, category), location, None, class);
            let found = (terms.policy, terms.min, terms.max, terms.service);
            assert_eq!(found, expected, "{sku} in {location}");
        }
    }
}
