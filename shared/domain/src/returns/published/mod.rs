//! What a shop tells the world of its returns, by the very rules that decide them (RA-37): for people, and in schema.org's words.
//!
//! Nothing is claimed that a rule may break. Conditions are told by what they look at, never by what they say: whom a shop
//! blocks or watches is nobody's business.

mod area;
mod bounds;
mod schema_org;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

pub use area::{Accepts, AreaTerms, Days, Depends, Fee};
pub use schema_org::{LeftOut, Said, Unsaid, schema_org};

use super::{
    Outcome, Policy, RefundAt, Trait,
    policy::Reach,
    rules::{Fully, Governs, Paid, Restriction, Restrictions},
};
use crate::{
    Currency, Money,
    settings::{Shop, is_union_member, union_members},
    zones,
};

/// The Union, and everywhere that isn't named.
const EU: &str = "EU";
const DEFAULT: &str = "default";
/// Countries beside the Union's whose law grants a withdrawal: they are looked at by themselves.
const LIKE_THE_UNION: [&str; 4] = ["GB", "IS", "LI", "NO"];

/// A policy as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    /// The settings' version.
    pub version: u32,
    /// What amounts are in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Which policy governs an order.
    pub governs: Governs,
    /// By area: those for whose buyers the same holds. The one that was asked for comes first.
    pub areas: Vec<Area>,
    /// What may be had for a return, as far as no rule says otherwise.
    pub outcomes: Vec<Outcome>,
    /// So many percent more for whoever takes store credit.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub credit_bonus_percent: i64,
    /// The most that fees take off, in percent.
    pub fee_cap_percent: i64,
    /// What of the outward freight goes back where all of it comes back.
    pub freight: Paid,
    /// The same where the shop or the carrier is at fault.
    pub freight_by_fault: Fully,
    /// When the money goes back.
    pub refund_at: RefundAt,
    /// Of a return that comes to no more than this: at the carrier's first scan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_scan_up_to: Option<Money>,
    /// Of a return that comes to more than this: once it was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_from: Option<Money>,
    /// What is special and doesn't come back like everything else. What is faulty is never refused for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub special: Vec<Special>,
    /// From so many percent off, it counts as sold as final.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discounted_percent: Option<i64>,
    /// Within so many days what was approved has to be sent.
    pub ship_days: u16,
}

/// Countries for whose buyers the same holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Area {
    /// What it is called by: country codes, `EU`, `default` for everywhere that isn't named.
    pub places: Vec<String>,
    /// Every country in it, by its code; those of `default` aren't listed.
    pub countries: Vec<String>,
    /// What holds there.
    #[serde(flatten)]
    pub terms: AreaTerms,
}

/// Something special.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Special {
    /// What it is.
    pub of: Trait,
    /// Whether it may not come back, or a person decides.
    pub restriction: Restriction,
    /// Whether that is so only once its seal is broken.
    pub once_opened: bool,
}

super::words::words! {
    /// What conditions look at, as it may be told.
    Hinge {
        /// What it is.
        Product = "product",
        /// In which state it is.
        Condition = "condition",
        /// Why it comes back.
        Reason = "reason",
        /// What is wanted for it.
        Outcome = "outcome",
        /// How it comes back.
        Method = "method",
        /// What it is worth.
        Value = "value",
        /// The order: when, where and with which discount it was bought.
        Order = "order",
        /// How long it has been there.
        Time = "time",
        /// Anything else.
        Other = "other",
    }
}

impl Hinge {
    /// What a fact is about.
    fn about(fact: &str) -> Self {
        match fact {
            "product.price" | "line.value" | "return.value" | "order.value" => Self::Value,
            "line.condition" | "line.photos" => Self::Condition,
            "line.reason" | "line.fault" => Self::Reason,
            "line.outcome" => Self::Outcome,
            "return.method" => Self::Method,
            fact if fact.starts_with("product.") => Self::Product,
            fact if fact.starts_with("window.") => Self::Time,
            fact if fact.starts_with("order.") || fact == "line.discount_percent" => Self::Order,
            _ => Self::Other,
        }
    }

    /// What some conditions look at, each once.
    fn of<'a>(reaches: impl Iterator<Item = &'a Reach>) -> Vec<Self> {
        let facts = reaches.flat_map(|reach| match reach {
            Reach::Always => Default::default(),
            Reach::By(facts) => facts.as_slice(),
        });
        facts.map(|fact| Self::about(fact)).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// What is told of a policy at `now`; the area of `country` first, if one is asked for.
pub fn published(policy: &Policy, shop: &Shop, country: Option<&str>, now: Timestamp) -> Published {
    let rules = &policy.rules;
    let money = |amount: &Option<crate::settings::Amount>| amount.as_ref()?.of(rules.currency?).ok();
    let mut areas = areas(policy, shop, country, now);
    if let Some(country) = country {
        areas.sort_by_key(|area| !area.holds(country));
        // Everywhere that isn't named holds the country where nothing else does.
        if !areas.first().is_some_and(|area| area.holds(country)) {
            areas.sort_by_key(|area| !area.is_default());
        }
    }
    Published {
        version: policy.version,
        currency: rules.currency,
        governs: rules.governs,
        areas,
        outcomes: rules.outcomes.offered.clone(),
        credit_bonus_percent: rules.outcomes.credit_bonus_percent,
        fee_cap_percent: rules.outcomes.fee_cap_percent,
        freight: rules.shipping.all_returned,
        freight_by_fault: rules.shipping.by_fault,
        refund_at: rules.refunds.at,
        first_scan_up_to: money(&rules.refunds.first_scan_up_to),
        inspection_from: money(&rules.refunds.inspection_from),
        special: special(&rules.restrictions),
        discounted_percent: rules
            .restrictions
            .discounted_percent
            .filter(|_| rules.restrictions.final_sale != Restriction::Ignore),
        ship_days: rules.ship.days,
    }
}

impl Area {
    fn holds(&self, country: &str) -> bool {
        self.countries.iter().any(|own| own.eq_ignore_ascii_case(country))
    }

    /// Whether it is everywhere that isn't named.
    pub fn is_default(&self) -> bool {
        self.places.iter().any(|place| place == DEFAULT)
    }
}

/// The places that may differ, those with the same terms taken together.
fn areas(policy: &Policy, shop: &Shop, country: Option<&str>, now: Timestamp) -> Vec<Area> {
    let today = now.to_zoned(policy.zone.clone()).date();
    let terms = |country: Option<&str>| area::terms(policy, shop, country, today);
    let by_name = policy.rules.markets.keys().chain(shop.markets.keys());
    let by_rule = policy.rules.rules.iter().flat_map(|rule| &rule.markets);
    let mut named: BTreeSet<String> = by_name.chain(by_rule).filter(|key| is_code(key)).cloned().collect();
    let asked = country.map(str::to_ascii_uppercase).filter(|code| is_code(code));
    named.extend(asked.into_iter().chain(zones::country_of(&shop.zone).map(str::to_owned)));
    named.extend(LIKE_THE_UNION.map(str::to_owned));
    // A member of the Union that nothing is said of by name stands for all of them.
    let member = union_members().find(|code| !named.contains(*code)).map(|code| terms(Some(code)));
    let rest = terms(None);
    let mut own: BTreeMap<String, AreaTerms> = BTreeMap::new();
    for code in named {
        let general = if is_union_member(&code) { member.as_ref() } else { None };
        let here = terms(Some(&code));
        if general != Some(&here) {
            own.insert(code, here);
        }
    }
    let members = union_members().filter(|code| !own.contains_key(*code)).map(str::to_owned);
    let whole = member.map(|terms| (EU, members.collect::<Vec<_>>(), terms));
    let single = own.iter().map(|(code, terms)| (code.as_str(), vec![code.clone()], terms.clone()));
    let mut areas: Vec<Area> = Vec::new();
    for (place, countries, terms) in single.chain(whole).chain([(DEFAULT, Vec::new(), rest)]) {
        match areas.iter_mut().find(|area| area.terms == terms) {
            Some(area) => {
                area.places.push(place.to_owned());
                area.countries.extend(countries);
            }
            None => areas.push(Area { places: vec![place.to_owned()], countries, terms }),
        }
    }
    for area in &mut areas {
        area.countries.sort_unstable();
        // The Union first, the rest of the world last.
        area.places.sort_by_key(|place| (place == DEFAULT, place != EU, place.clone()));
    }
    // The shop's own country first, then whoever is named, the rest of the world last.
    let home = zones::country_of(&shop.zone).unwrap_or_default();
    areas.sort_by_key(|area| (!area.holds(home), area.is_default(), area.places.clone()));
    areas
}

fn is_code(key: &str) -> bool {
    key != EU && key.len() == 2 && key.bytes().all(|b| b.is_ascii_uppercase())
}

fn special(restrictions: &Restrictions) -> Vec<Special> {
    let of = |of: Trait| {
        let restriction = match of {
            Trait::FinalSale => restrictions.final_sale,
            Trait::Hygiene => restrictions.hygiene,
            Trait::Personalised => restrictions.personalised,
            Trait::Perishable => restrictions.perishable,
            Trait::Digital => restrictions.digital,
            Trait::GiftCard => restrictions.gift_card,
            Trait::SealedMedia => restrictions.sealed_media,
        };
        let once_opened = matches!(of, Trait::Hygiene | Trait::SealedMedia);
        (restriction != Restriction::Ignore).then_some(Special { of, restriction, once_opened })
    };
    Trait::ALL.iter().copied().filter_map(of).collect()
}
