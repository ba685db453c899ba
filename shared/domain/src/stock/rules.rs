//! When a stock is too little, and who is told how: the table `[automations.low-stock-alert]`.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::level::Level;

/// `[automations.low-stock-alert]`. What no rule says otherwise holds for everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rules {
    /// Available pieces at or below which an item is low. 0 is low only when nothing is left.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub threshold: i64,
    /// Available pieces at or below which it is critical; nothing is before it is out, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub critical: Option<i64>,
    /// Pieces above the threshold that it takes to be well again; a tenth of the threshold, 1 at least, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub hysteresis: Option<i64>,
    /// Pieces that are kept back and don't count as available.
    #[schemars(range(min = 0, max = 1_000_000))]
    pub buffer: i64,
    /// What is judged: each location by itself, or all of them together.
    pub per: Per,
    /// What the threshold is reckoned from.
    pub by: By,
    /// Rules for some items, places, products, categories or suppliers. The closest one counts, key by key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// Days of cover: what `by = "cover"` and `"either"` reckon with.
    pub cover: Cover,
    /// Times in which more or less is sold than usual. The first that fits counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seasons: Vec<Season>,
    /// Tags, types or collections of what isn't bought again.
    pub discontinued: Vec<String>,
    /// Tags, types or collections of what is sold before it is there.
    pub preorder: Vec<String>,
    /// For how many hours after an alert only a worse level alerts again.
    #[schemars(range(min = 0, max = 8760))]
    pub quiet_hours: u16,
    /// Levels that are mailed at once; the others wait for the digest.
    pub immediate: Vec<Level>,
    /// When the digest is mailed, and what it looks like.
    pub digest: Rhythm,
    /// From when on many alerts become one summary.
    pub storm: Storm,
    /// Who is told. The first that fits counts; the route `stock`, or the default one, if none does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tell: Vec<Tell>,
    /// By the platform's id: what people call a location.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub locations: BTreeMap<String, String>,
    /// The id of the location that orders take from, where the platform doesn't say it. Without it orders move stock where
    /// an item is at one place only, and elsewhere the platform's own word on each level does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sold_from: Option<String>,
}

impl Default for Rules {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Self {
            threshold: 2,
            critical: None,
            hysteresis: None,
            buffer: 0,
            per: Per::default(),
            by: By::default(),
            rules: Vec::new(),
            cover: Cover::default(),
            seasons: Vec::new(),
            discontinued: words(&["discontinued", "end of life"]),
            preorder: words(&["pre-order", "preorder"]),
            quiet_hours: 24,
            immediate: vec![Level::Critical, Level::Out, Level::Negative],
            digest: Rhythm::default(),
            storm: Storm::default(),
            tell: Vec::new(),
            locations: BTreeMap::new(),
            sold_from: None,
        }
    }
}

/// Which stock is judged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Each location by itself.
    #[default]
    Location,
    /// All locations together.
    Network,
}

/// What the threshold is reckoned from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// Pieces, as `threshold` says.
    #[default]
    Pieces,
    /// What is sold until the next delivery can be here; pieces where too little is known of sales.
    Cover,
    /// Whichever of the two is higher.
    Either,
}

/// What an item or a set of them is picked by. All that is given must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Pick {
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
}

/// A rule for some items. What it doesn't say, the next wider rule says: by location and variant, variant, product,
/// category or supplier, location, shop.
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
    /// Available pieces at or below which it is low.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub threshold: Option<i64>,
    /// Available pieces at or below which it is critical.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub critical: Option<i64>,
    /// Pieces above the threshold that it takes to be well again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub hysteresis: Option<i64>,
    /// Pieces that are kept back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000))]
    pub buffer: Option<i64>,
    /// What is judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// What the threshold is reckoned from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<By>,
    /// Why nobody is told of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<State>,
    /// The months in which it is sold, 1 to 12; nobody is told in the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(inner(range(min = 1, max = 12)))]
    pub months: Option<Vec<i8>>,
}

impl Rule {
    /// What it is for.
    pub fn pick(&self) -> Pick {
        let Self { location, sku, product, category, supplier, .. } = self.clone();
        Pick { location, sku, product, category, supplier }
    }
}

/// What has become of an item, where its stock isn't to be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is sold and bought as usual, whatever a wider rule says.
    Active,
    /// It isn't bought any more.
    Discontinued,
    /// What is left is sold, and then it is gone.
    EndOfLife,
    /// It is sold before it is there.
    PreOrder,
    /// The supplier sends it.
    DropShip,
}

/// Days of cover: how long stock must last, and how fast it is known to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Cover {
    /// Days from an order to its delivery, for suppliers of whom nothing else is said.
    #[schemars(range(min = 0, max = 365))]
    pub lead_days: u16,
    /// Days between two looks at what to order, for suppliers of whom nothing else is said.
    #[schemars(range(min = 0, max = 365))]
    pub review_days: u16,
    /// Days that are added for safety.
    #[schemars(range(min = 0, max = 365))]
    pub safety_days: u16,
    /// Over how many days sales are weighed: of a span of 28, the newest two weeks count for two thirds.
    #[schemars(range(min = 2, max = 120))]
    pub span_days: u16,
    /// An item is new until it was sold so many times; until then its category's sales are taken.
    #[schemars(range(min = 0, max = 1000))]
    pub new_until_sales: u16,
    /// What is reckoned where an item is sold on few days only.
    pub slow: Slow,
}

impl Default for Cover {
    fn default() -> Self {
        Self {
            lead_days: 7,
            review_days: 7,
            safety_days: 3,
            span_days: 28,
            new_until_sales: 5,
            slow: Slow::Sba,
        }
    }
}

/// What is done about slow movers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Slow {
    /// Croston's method, as Syntetos and Boylan corrected it.
    #[default]
    Sba,
    /// Croston's method as it was.
    Croston,
    /// The threshold in pieces.
    Pieces,
}

/// A time in which more or less is sold than usual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Season {
    /// What it is called, such as `Black Friday`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its first day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub from: Date,
    /// Its last day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub to: Date,
    /// How much is sold on each of its days, in percent of the usual: 250 is two and a half times as much.
    #[schemars(range(min = 0, max = 10_000))]
    pub percent: u32,
    /// What it is for; for everything if absent.
    #[serde(default)]
    pub of: Pick,
}

/// When the digest is mailed, by the shop's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rhythm {
    /// When it is mailed, such as `08:00`; within five minutes.
    #[schemars(with = "String", extend("format" = "time"))]
    pub at: Time,
    /// The one day of the week on which it is mailed; every day if absent.
    #[serde(skip_serializing_if = "Option::is_none", with = "weekday")]
    #[schemars(with = "Option<Day>")]
    pub on: Option<Weekday>,
    /// What its lines are grouped by.
    pub group: Group,
}

impl Default for Rhythm {
    fn default() -> Self {
        Self { at: Time::constant(8, 0, 0, 0), on: None, group: Group::default() }
    }
}

/// What the lines of a digest are grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Whoever delivers it.
    #[default]
    Supplier,
    /// Where it lies.
    Location,
}

/// From when on many alerts become one summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Storm {
    /// More alerts than this …
    #[schemars(range(min = 1, max = 60))]
    pub alerts: u16,
    /// … within so many minutes become one summary.
    #[schemars(range(min = 1, max = 1440))]
    pub minutes: u16,
}

impl Default for Storm {
    fn default() -> Self {
        Self { alerts: 20, minutes: 15 }
    }
}

/// Who is told of some items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Tell {
    /// The name of one of the shop's `routes`; an unknown one is the default's.
    pub route: String,
    /// What it is for.
    #[serde(default)]
    pub of: Pick,
}

/// A day of the week, in settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Day {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Day {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// Monday to Friday: those on which people work, where nothing is said.
    pub const WORKING: [Self; 5] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday];

    /// As the calendar calls it.
    pub fn weekday(self) -> Weekday {
        match self {
            Self::Monday => Weekday::Monday,
            Self::Tuesday => Weekday::Tuesday,
            Self::Wednesday => Weekday::Wednesday,
            Self::Thursday => Weekday::Thursday,
            Self::Friday => Weekday::Friday,
            Self::Saturday => Weekday::Saturday,
            Self::Sunday => Weekday::Sunday,
        }
    }
}

mod weekday {
    use jiff::civil::Weekday;
    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use super::Day;

    pub(super) fn serialize<S: Serializer>(day: &Option<Weekday>, to: S) -> Result<S::Ok, S::Error> {
        day.and_then(|day| Day::ALL.into_iter().find(|known| known.weekday() == day)).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Weekday>, D::Error> {
        Ok(Option::<Day>::deserialize(from)?.map(Day::weekday))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let written = serde_json::json!({
            "threshold": 0, "digest": {"at": "07:30", "on": "monday", "group": "location"},
            "rules": [{"sku": "MUG-1", "threshold": 0, "months": [11, 12]}, {"product": "7", "by": "cover"}],
            "seasons": [{"from": "2026-11-20", "to": "2026-12-24", "percent": 250, "of": {"category": "Gifts"}}],
            "tell": [{"route": "berlin", "of": {"location": "905684977"}}],
        });
        let rules: Rules = serde_json::from_value(written).expect("rules");
        assert_eq!((rules.threshold, rules.digest.on), (0, Some(Weekday::Monday)));
        assert_eq!((rules.rules[0].threshold, rules.rules[1].threshold), (Some(0), None));
        assert_eq!(rules.rules[1].pick(), Pick { product: Some("7".into()), ..Pick::default() });
        assert_eq!((rules.quiet_hours, rules.storm.alerts), (24, 20));
        let again = serde_json::to_value(&rules).expect("plain data");
        assert_eq!(serde_json::from_value::<Rules>(again).expect("rules"), rules);
    }
}
