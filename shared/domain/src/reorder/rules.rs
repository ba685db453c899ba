//! What is ordered when, how much, and how far without asking: the table `[automations.reorder]`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Currency, settings::Amount, stock::rules::Pick};

/// `[automations.reorder]`. What no rule says otherwise holds for everything.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rules {
    /// What is done about a need: it is only told, an order is drafted, or one is sent within `bounds`.
    pub autonomy: Autonomy,
    /// By what it is decided when and how much is ordered.
    pub policy: Policy,
    /// Whether a position that is exactly the reorder point is ordered for.
    pub boundary: Boundary,
    /// Which way quantities become whole packs.
    pub round: Round,
    /// `min-max` and `fixed`: the reorder point in pieces; the threshold of alerts if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub min: Option<i64>,
    /// `min-max`: the position that an order brings it to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub max: Option<i64>,
    /// `fixed`: so many are ordered each time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub quantity: Option<i64>,
    /// `to-cover` and `service`: for how many days of sales an order is, beyond its delivery; the supplier's days between
    /// two looks if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 365))]
    pub cover_days: Option<u16>,
    /// `service`: of a hundred times that stock is waited for, it suffices so often.
    pub service: Service,
    /// What part of the takings makes an item's class.
    pub classes: Classes,
    /// The most that may lie at a place, as it hasn't room for more or it doesn't keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub most: Option<i64>,
    /// For how many days it keeps: more than is sold in them isn't stocked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3650))]
    pub keeps_days: Option<u16>,
    /// Rules for some items, places, products, categories or suppliers. The closest one counts, key by key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Where goods are delivered to for items that all places are judged together for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliver_to: Option<String>,
    /// How far orders are sent without asking.
    pub bounds: Bounds,
    /// When goods are brought from another location instead of bought.
    pub transfers: Transfers,
}

/// What is done about a need.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Autonomy {
    /// The alert tells the suggested quantity, and that is all.
    Alert,
    /// An order is drafted, and waits for somebody's word.
    #[default]
    Draft,
    /// An order is sent by itself within the bounds; beyond them it waits for somebody's word.
    Auto,
}

/// By what it is decided when and how much is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// As much as meets demand until the next delivery with the class's probability.
    #[default]
    Service,
    /// At `min`, up to `max`.
    MinMax,
    /// At `min`, `quantity` pieces, or what is lacking to `min` if that is more.
    Fixed,
    /// What is sold until the delivery and for `cover_days` after it, on average.
    ToCover,
    /// Exactly what is sold and isn't there.
    LotForLot,
}

/// Whether a position that is exactly the reorder point is ordered for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// At the point or below it (`≤`), as alerts have it.
    #[default]
    AtOrBelow,
    /// Below it only (`<`).
    Below,
}

/// Which way quantities become whole packs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Round {
    /// Up.
    #[default]
    Up,
    /// Down, unless the position would stay below the reorder point.
    Down,
}

/// How often stock suffices while it is waited for, in percent, by class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Service {
    /// What makes most of the takings.
    #[schemars(range(min = 50, max = 99))]
    pub a: u8,
    /// What makes some; and items of which no class is known.
    #[schemars(range(min = 50, max = 99))]
    pub b: u8,
    /// The rest.
    #[schemars(range(min = 50, max = 99))]
    pub c: u8,
}

impl Default for Service {
    fn default() -> Self {
        Self { a: 98, b: 95, c: 90 }
    }
}

/// What part of the takings makes a class, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Classes {
    /// The best items that together make so much are class A.
    #[schemars(range(min = 1, max = 99))]
    pub a: u8,
    /// Those that follow, up to so much, are class B.
    #[schemars(range(min = 1, max = 100))]
    pub b: u8,
}

impl Default for Classes {
    fn default() -> Self {
        Self { a: 80, b: 95 }
    }
}

/// How far orders are sent without asking. What isn't bounded isn't sent without asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Bounds {
    /// The currency of these amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "currency"))]
    pub currency: Option<Currency>,
    /// The most that one order may come to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_order: Option<Amount>,
    /// The most that all orders of a day may come to, by the shop's own clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<Amount>,
    /// By how many percent a price may differ from the last order's.
    #[schemars(range(min = 0, max = 100))]
    pub price_percent: u16,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { currency: None, per_order: None, per_day: None, price_percent: 5 }
    }
}

/// When goods are brought from another location instead of bought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Transfers {
    /// Whether they are proposed at all, where a shop has several locations.
    pub first: bool,
    /// Days of sales that the donor keeps, beside what its own next delivery takes.
    #[schemars(range(min = 0, max = 365))]
    pub keep_days: u16,
    /// Packs of so many.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub multiple: i64,
    /// The currency of the amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "currency"))]
    pub currency: Option<Currency>,
    /// What is worth less isn't carried about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_value: Option<Amount>,
    /// What is worth more needs somebody's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approve_above: Option<Amount>,
    /// What one transfer costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
    /// Days from one location to another.
    #[schemars(range(min = 0, max = 365))]
    pub lead_days: u16,
    /// For how many days after a transfer nothing is carried the other way.
    #[schemars(range(min = 0, max = 365))]
    pub cooldown_days: u16,
}

impl Default for Transfers {
    fn default() -> Self {
        Self {
            first: true,
            keep_days: 14,
            multiple: 1,
            currency: None,
            minimum_value: None,
            approve_above: None,
            cost: None,
            lead_days: 2,
            cooldown_days: 14,
        }
    }
}

/// A rule for some items. What it doesn't say, the next wider rule says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rule {
    /// The id of a location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// An article code, or the id of an item or of a variant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The id of a product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// A category, type, collection or tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The name of a supplier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supplier: Option<String>,
    /// What is done about a need.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autonomy: Option<Autonomy>,
    /// By what it is decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Policy>,
    /// Whether a position that is exactly the reorder point is ordered for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub boundary: Option<Boundary>,
    /// Which way quantities become whole packs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub round: Option<Round>,
    /// The reorder point in pieces.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub min: Option<i64>,
    /// The position that an order brings it to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub max: Option<i64>,
    /// So many are ordered each time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub quantity: Option<i64>,
    /// For how many days of sales an order is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 365))]
    pub cover_days: Option<u16>,
    /// How often stock suffices while it is waited for, in percent, whatever the class.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 50, max = 99))]
    pub service: Option<u8>,
    /// The most that may lie there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub most: Option<i64>,
    /// For how many days it keeps.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3650))]
    pub keeps_days: Option<u16>,
}

impl Rule {
    /// What it is for.
    pub fn pick(&self) -> Pick {
        let Self { location, sku, product, category, supplier, .. } = self.clone();
        Pick { location, sku, product, category, supplier }
    }
}
