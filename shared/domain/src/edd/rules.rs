//! How dates are reckoned: the table `[automations.edd-calculation]`.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, Days};
use crate::{
    calendar::WorkCalendar,
    settings::Goods,
    stock::{Item, rules::Pick},
};

/// `[automations.edd-calculation]`. What no rule says otherwise holds for everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rules {
    /// A table of transit times beside this file, such as `transit.csv`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transit: Option<String>,
    /// Whether what was learned from the shop's own deliveries is asked before carriers and the table.
    pub learned: bool,
    /// Ids of the places that parcels leave from, the preferred one first; all places with a calendar if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<String>,
    /// Services in the order in which they are thought of where the buyer has chosen none, such as `DHL/parcel`; all if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// What becomes of an order whose lines aren't ready at once.
    pub split: Split,
    /// Working days from an order to its hand-over, at least. 0 to 120.
    #[schemars(range(min = 0, max = 120))]
    pub min_days: u16,
    /// And at most.
    #[schemars(range(min = 0, max = 120))]
    pub max_days: u16,
    /// Working days from a delivery by a supplier until its goods can be sent. 0 to 30.
    #[schemars(range(min = 0, max = 30))]
    pub receiving_days: u16,
    /// Working days by which a supplier may be late before the latest date is missed. 0 to 120.
    #[schemars(range(min = 0, max = 120))]
    pub supplier_late_days: u16,
    /// What is assumed of what the shop doesn't count.
    pub uncounted: Uncounted,
    /// Times in which all takes longer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub busy: Vec<Busy>,
    /// Days at the customs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub customs: Vec<Customs>,
    /// For how many delivery days a parcel may be silent before somebody looks for it. 1 to 60.
    #[schemars(range(min = 1, max = 60))]
    pub silent_days: u16,
    /// For how many seconds a quote may be kept by whoever asked. 0 to 86 400.
    #[schemars(range(min = 0, max = 86_400))]
    pub max_age: u32,
    /// The storefront's origins that may ask from a browser, such as `https://acme.example`; the shop's own if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cors: Vec<String>,
    /// Rules for some items, products, categories or suppliers. The closest one counts, key by key.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            transit: None,
            learned: true,
            origins: vec![],
            services: vec![],
            split: Split::default(),
            min_days: 0,
            max_days: 1,
            receiving_days: 1,
            supplier_late_days: 3,
            uncounted: Uncounted::default(),
            busy: vec![],
            customs: vec![],
            silent_days: 5,
            max_age: 900,
            cors: vec![],
            rules: vec![],
        }
    }
}

/// What becomes of an order whose lines aren't ready at once, or lie in several places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Split {
    /// Each line goes as soon as it can.
    #[default]
    AsSoonAsPossible,
    /// All lines of a place go together, when the last one is ready.
    Together,
}

/// What is assumed of what the shop doesn't count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Uncounted {
    /// It is there, at the first place.
    #[default]
    Available,
    /// Nobody knows, so there is no date.
    NoDate,
}

/// A time in which all takes longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Busy {
    /// Its first day, by when an order is worked on.
    #[schemars(with = "String", extend("format" = "date"))]
    pub from: Date,
    /// Its last day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub to: Date,
    /// So many more working days. What has piled up is worked off a day at a time after it. 1 to 60.
    #[schemars(range(min = 1, max = 60))]
    pub days: u16,
}

impl Busy {
    /// What has piled up by its last day is worked off a day at a time, so that nobody who orders later is served sooner.
    fn more_days(&self, date: Date, work: &WorkCalendar) -> u16 {
        if date <= self.to {
            return if self.from <= date { self.days } else { 0 };
        }
        let Ok(mut day) = work.previous_open(self.to) else { return 0 };
        let mut left = self.days;
        while left > 0 && day < date {
            let next = day.tomorrow().ok().and_then(|next| work.next_open(next).ok());
            let Some(next) = next else { return 0 };
            (day, left) = (next, left - 1);
        }
        left
    }
}

/// Days at the customs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Customs {
    /// From where; from anywhere if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Area>,
    /// Where to.
    pub to: Vec<Area>,
    /// At least so many delivery days. 0 to 60.
    #[schemars(range(min = 0, max = 60))]
    pub min_days: u16,
    /// At most.
    #[schemars(range(min = 0, max = 60))]
    pub max_days: u16,
}

/// A rule for some items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rule {
    /// The id of a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// An article code, or the id of an item or variant.
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
    /// Working days from an order to its hand-over, at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 120))]
    pub min_days: Option<u16>,
    /// And at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 120))]
    pub max_days: Option<u16>,
    /// Whether it is made once it is ordered: stock isn't looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_to_order: Option<bool>,
    /// Whether what is sold out may be ordered, and comes with the supplier's next delivery.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub back_order: Option<bool>,
    /// From when on it can be sent at all, for what is bought before it comes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub comes_out: Option<Date>,
    /// What not every service takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goods: Option<Vec<Goods>>,
    /// What a piece weighs, in grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1_000_000_000))]
    pub grams: Option<u64>,
}

/// What the rules say of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) processing: Days,
    /// Whether a rule says how long it takes.
    pub(super) is_said: bool,
    pub(super) made_to_order: bool,
    pub(super) back_order: bool,
    pub(super) comes_out: Option<Date>,
    pub(super) goods: Vec<Goods>,
    pub(super) grams: Option<u64>,
}

impl Rule {
    fn pick(&self) -> Pick {
        let Self { location, sku, product, category, supplier, .. } = self.clone();
        Pick { location, sku, product, category, supplier }
    }
}

impl Rules {
    /// What is said of an item at a place: key by key by the closest rule that says something, the first of equals.
    pub(super) fn terms(&self, item: &Item, place: &str, supplier: Option<&str>) -> Terms {
        let mut fitting: Vec<_> = self
            .rules
            .iter()
            .filter_map(|rule| Some((rule.pick().closeness(item, place, supplier)?, rule)))
            .collect();
        fitting.sort_by_key(|(closeness, _)| std::cmp::Reverse(*closeness));
        let rules = || fitting.iter().map(|(_, rule)| *rule);
        let min = rules().find_map(|rule| rule.min_days);
        let max = rules().find_map(|rule| rule.max_days);
        let is_said = min.is_some() || max.is_some();
        // A rule that says one end alone doesn't turn the other round.
        let (min, max) = match (min, max) {
            (Some(min), None) => (min, self.max_days.max(min)),
            (None, Some(max)) => (self.min_days.min(max), max),
            (min, max) => (min.unwrap_or(self.min_days), max.unwrap_or(self.max_days)),
        };
        Terms {
            processing: Days::new(min, max.max(min)),
            is_said,
            made_to_order: rules().find_map(|rule| rule.made_to_order).unwrap_or_default(),
            back_order: rules().find_map(|rule| rule.back_order).unwrap_or_default(),
            comes_out: rules().find_map(|rule| rule.comes_out),
            goods: rules().find_map(|rule| rule.goods.clone()).unwrap_or_default(),
            grams: rules().find_map(|rule| rule.grams),
        }
    }

    /// Days at the customs on a lane; the first entry that fits counts.
    pub(super) fn customs(&self, from: &super::Destination, to: &super::Destination) -> Option<Days> {
        let fits = |customs: &&Customs| {
            (customs.from.is_empty() || customs.from.iter().any(|area| area.holds(from)))
                && customs.to.iter().any(|area| area.holds(to))
                && !from.country.eq_ignore_ascii_case(&to.country)
        };
        self.customs.iter().find(fits).map(|customs| Days::new(customs.min_days, customs.max_days))
    }

    /// More working days for what is begun on a date, by the calendar of the warehouse.
    pub(super) fn more_days(&self, date: Date, work: &WorkCalendar) -> u16 {
        self.busy.iter().map(|busy| busy.more_days(date, work)).max().unwrap_or(0)
    }
}
