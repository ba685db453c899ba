//! A policy: rules that were read, typed and found free of contradictions; and which one governs an order.

mod check;
mod conflict;
mod judge;
mod merge;
mod reach;

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::TimeZone};

pub use check::Mistake;
pub(super) use judge::{is_money, judge, traits};
pub(super) use reach::Reach;

use super::{
    cel::{Condition, Fact},
    rules::{List, Reason, ReturnMarket, Rule, Rules, Window},
    vocabulary,
};
use crate::{
    Failure,
    settings::{History, Version, is_union_member},
};

/// A policy that can be asked.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The settings' version.
    pub version: u32,
    /// As it was written.
    pub rules: Rules,
    /// The shop's zone.
    pub zone: TimeZone,
    /// The rules in the order in which they go.
    ordered: Vec<Ruled>,
    /// The vocabulary of its conditions.
    facts: Vec<Fact>,
}

/// A rule that was read.
#[derive(Debug, Clone)]
struct Ruled {
    rule: Rule,
    when: Option<Condition>,
    /// Its place in the settings.
    place: usize,
}

/// Where a rule stands among the others: the block list, the allow list, then by priority.
fn rank(rule: &Rule) -> (u8, i32) {
    let list = match rule.list {
        Some(List::Block) => 0,
        Some(List::Allow) => 1,
        None => 2,
    };
    (list, -rule.priority)
}

impl Policy {
    /// Reads a policy; everything wrong with it, if anything is.
    pub fn new(version: u32, rules: &Rules, zone: &TimeZone) -> Result<Self, Vec<Mistake>> {
        let mut policy = Self {
            version,
            rules: rules.clone(),
            zone: zone.clone(),
            ordered: Vec::new(),
            facts: Vec::new(),
        };
        policy.facts = vocabulary::facts(policy.reasons());
        let mut mistakes = check::check(&mut policy);
        mistakes.extend(conflict::conflicts(&policy));
        policy.ordered.sort_by(|a, b| (rank(&a.rule), &a.rule.id).cmp(&(rank(&b.rule), &b.rule.id)));
        if mistakes.is_empty() { Ok(policy) } else { Err(mistakes) }
    }

    /// The policy of a version of the settings.
    pub fn of(version: &Version) -> Result<Self, Failure> {
        Self::read(version.number, &version.shop.rules_of_returns()?, &version.shop.time_zone())
    }

    /// The same where its rules are known already: the first of its mistakes, if it has any.
    pub fn read(version: u32, rules: &Rules, zone: &TimeZone) -> Result<Self, Failure> {
        Self::new(version, rules, zone).map_err(|mistakes| {
            let first = mistakes.first().map(|m| format!("{}: {}", m.key, m.say)).unwrap_or_default();
            Failure::permanent(format!("settings v{version}, the policy of returns: {first}"))
        })
    }

    /// The reasons that buyers choose from.
    pub fn reasons(&self) -> &BTreeMap<String, Reason> {
        if self.rules.reasons.is_empty() { &vocabulary::USUAL_REASONS } else { &self.rules.reasons }
    }

    /// The market of a country: its own, else the Union's, else the default; with its key.
    pub fn market(&self, country: Option<&str>) -> Option<(&str, &ReturnMarket)> {
        there(&self.rules.markets, country)
    }

    /// The window there.
    pub fn window(&self, country: Option<&str>) -> &Window {
        let own = self.market(country).and_then(|(_, market)| market.window.as_ref());
        own.unwrap_or(&self.rules.window)
    }

    /// Whether the law grants a withdrawal to buyers there: it does in the Union and the rest of the EEA, in Switzerland it
    /// doesn't, in the United Kingdom it was kept.
    pub fn grants_withdrawal(&self, country: Option<&str>) -> bool {
        let own = self.market(country).and_then(|(_, market)| market.withdrawal);
        let by_law = |country: &str| {
            is_union_member(country)
                || ["IS", "LI", "NO", "GB"].iter().any(|own| own.eq_ignore_ascii_case(country))
        };
        own.unwrap_or_else(|| country.is_some_and(by_law))
    }
}

/// What is said for a country: by its own key, else the Union's, else the default; with that key.
pub(super) fn there<'m, T>(of: &'m BTreeMap<String, T>, country: Option<&str>) -> Option<(&'m str, &'m T)> {
    let country = country.map(str::to_ascii_uppercase).unwrap_or_default();
    let union = is_union_member(&country).then_some("EU");
    let keys = [Some(country.as_str()), union, Some("default")];
    let found = keys.into_iter().flatten().find_map(|key| of.get_key_value(key))?;
    Some((found.0, found.1))
}

/// Whether a rule holds in a country.
fn is_there(rule: &Rule, country: Option<&str>) -> bool {
    let Some(country) = country else { return rule.markets.is_empty() };
    let there = |market: &String| {
        market.eq_ignore_ascii_case(country) || (market == "EU" && is_union_member(country))
    };
    rule.markets.is_empty() || rule.markets.iter().any(there)
}

/// The policies that may govern an order: that of its purchase, and today's.
#[derive(Debug, Clone)]
pub struct Policies {
    /// That of the purchase.
    pub purchase: Policy,
    /// Today's, if it is another.
    pub current: Option<Policy>,
}

impl Policies {
    /// Those that may govern an order that was placed at `placed`: it follows from the settings' versions alone.
    pub fn of(history: &History, placed: Timestamp, now: Timestamp) -> Result<Self, Failure> {
        let (then, today) = (history.at(placed)?, history.at(now)?);
        let purchase = Policy::of(then)?;
        let current = if today.number == then.number { None } else { Some(Policy::of(today)?) };
        Ok(Self { purchase, current })
    }

    /// One policy, whenever it was bought: for drafts.
    pub fn only(policy: Policy) -> Self {
        Self { purchase: policy, current: None }
    }
}
