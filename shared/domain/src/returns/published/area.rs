//! What holds in an area: countries for which the policy says the same.

use serde::Serialize;

use super::{Hinge, bounds::bounds};
use crate::{
    Money,
    returns::{
        Outcome, Policy, Verdict,
        policy::Reach,
        rules::{From, List, Otherwise, Payer, Rule, WayBack},
    },
    settings::Shop,
};

/// Stands for "for ever" where days are compared.
const FOR_EVER: i64 = i64::MAX;

/// What holds in an area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaTerms {
    /// Whether anything comes back from there.
    pub accepts: Accepts,
    /// For how long, by the shop's own policy.
    pub window: Days,
    /// Days of the withdrawal that the law grants, where it grants one: no reason, no fee, no rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal_days: Option<i32>,
    /// Fees that may be taken off: never on a withdrawal, nor where it is the shop's or the carrier's fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Fee>,
    /// What the fee in percent comes to: from, to. Not more than the cap.
    pub fee_percent: (i64, i64),
    /// What the fee for each piece comes to, in minor units: from, to.
    pub fee_each: (i64, i64),
    /// Who pays for the way back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way_back: Option<WayBack>,
    /// What may be had for everything that comes back.
    pub outcomes: Vec<Outcome>,
    /// On what it depends that a person decides.
    pub reviewed: Depends,
    /// On what it depends that something doesn't come back, beside what is special.
    pub refused: Depends,
    /// The country that it goes to, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goes_to: Option<String>,
}

crate::returns::words::words! {
    /// Whether anything comes back.
    Accepts {
        /// It does.
        Yes = "yes",
        /// It does, and a person decides on each.
        ByPerson = "by-person",
        /// Only what a rule lets in, or what the law grants.
        Exceptions = "exceptions",
        /// Nothing but what the law grants, and what is faulty.
        Nothing = "nothing",
    }
}

/// Days, -1 for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Days {
    /// Usually.
    pub days: i32,
    /// What everything has at least, and what something may have at most: rules may say something else.
    pub least: i32,
    /// The same.
    pub most: i32,
    /// From when.
    pub from: From,
    /// On what it depends which of them counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Hinge>,
    /// For what is faulty or came broken.
    pub fault_days: i32,
    /// Whether a window lasts until the next business day.
    pub to_business_day: bool,
    /// Seasons that aren't over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seasons: Vec<crate::returns::rules::Season>,
    /// Whether some customers have longer.
    pub longer_for_some: bool,
}

/// Whether something depends on anything, and on what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Depends {
    /// Whether there is such a thing at all.
    pub may: bool,
    /// On what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Hinge>,
}

/// A fee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fee {
    /// In percent of what goes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<i64>,
    /// For each piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<Money>,
    /// On what it depends; on nothing if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Hinge>,
}

pub(super) fn terms(
    policy: &Policy,
    shop: &Shop,
    country: Option<&str>,
    today: jiff::civil::Date,
) -> AreaTerms {
    let rules = policy.reaching(country);
    let market = policy.market(country).map(|(_, market)| market);
    let own = &policy.rules;
    let otherwise = market.and_then(|market| market.otherwise).unwrap_or(own.otherwise);
    let fees = fees(policy, &rules);
    let spread = |of: &dyn Fn(&Rule) -> Option<i64>| {
        let said: Vec<_> = said(&rules, of);
        bounds(own.merge.fee, 0, &said)
    };
    let cap = own.outcomes.fee_cap_percent;
    let percent = spread(&|rule| rule.fee_percent);
    let each = spread(&|rule| Some(rule.fee.as_ref()?.of(own.currency?).ok()?.minor));
    AreaTerms {
        accepts: accepts(&rules, market.and_then(|market| market.closed) == Some(true), otherwise),
        window: days(policy, &rules, country, today),
        withdrawal_days: policy.grants_withdrawal(country).then(|| policy.window(country).withdrawal_days),
        fees: if cap == 0 { Vec::new() } else { fees },
        fee_percent: (percent.0.min(cap), percent.1.min(cap)),
        fee_each: if cap == 0 { (0, 0) } else { each },
        way_back: own.way_back.clone(),
        outcomes: own
            .outcomes
            .offered
            .iter()
            .copied()
            .filter(|outcome| {
                rules.iter().all(|(rule, _)| rule.outcomes.is_empty() || rule.outcomes.contains(outcome))
            })
            .collect(),
        reviewed: depends(&rules, |rule| rule.then == Some(Verdict::Review)),
        refused: depends(&rules, |rule| rule.then == Some(Verdict::Refuse)),
        goes_to: goes_to(shop, &rules, market.and_then(|market| market.destination.as_deref())),
    }
}

/// What rules say of a number, in their order.
fn said(rules: &[(&Rule, Reach)], of: &dyn Fn(&Rule) -> Option<i64>) -> Vec<(i64, bool)> {
    rules.iter().filter_map(|(rule, reach)| Some((of(rule)?, *reach == Reach::Always))).collect()
}

/// Blocked and allowed before closed markets, and those before all other rules: as a line is judged.
fn accepts(rules: &[(&Rule, Reach)], closed: bool, otherwise: Otherwise) -> Accepts {
    let mut let_in = false;
    let ends = |list: Option<List>, let_in: &mut bool| {
        for (rule, reach) in rules.iter().filter(|(rule, _)| rule.list == list && rule.then.is_some()) {
            let yes = rule.then != Some(Verdict::Refuse);
            if *reach == Reach::Always {
                return Some((yes, rule.then == Some(Verdict::Review)));
            }
            *let_in |= yes;
        }
        None
    };
    let closed = |_: &mut bool| closed.then_some((false, false));
    let found = ends(Some(List::Block), &mut let_in)
        .or_else(|| ends(Some(List::Allow), &mut let_in))
        .or_else(|| closed(&mut let_in))
        .or_else(|| ends(None, &mut let_in));
    match found {
        Some((false, _)) if let_in => Accepts::Exceptions,
        Some((false, _)) => Accepts::Nothing,
        Some((true, true)) => Accepts::ByPerson,
        Some((true, false)) => Accepts::Yes,
        None if otherwise == Otherwise::Review => Accepts::ByPerson,
        None => Accepts::Yes,
    }
}

fn days(policy: &Policy, rules: &[(&Rule, Reach)], country: Option<&str>, today: jiff::civil::Date) -> Days {
    let window = policy.window(country);
    let long = |days: i32| if days < 0 { FOR_EVER } else { i64::from(days) };
    let short = |days: i64| i32::try_from(days).unwrap_or(-1);
    let said = said(rules, &|rule| rule.window_days.map(long));
    let (least, most) = bounds(policy.rules.merge.window, long(window.days), &said);
    let by = rules.iter().filter(|(rule, _)| rule.window_days.is_some());
    // Who always gets the same isn't told what it would depend on.
    let by = if least == most { Vec::new() } else { Hinge::of(by.map(|(_, reach)| reach)) };
    let usual = if said.iter().any(|(_, always)| *always) { least } else { long(window.days) };
    Days {
        days: short(usual),
        least: short(least),
        most: short(most),
        from: window.from,
        by,
        fault_days: window.fault_days,
        to_business_day: window.to_business_day,
        seasons: window.seasons.iter().filter(|season| season.until >= today).cloned().collect(),
        longer_for_some: window.tiers.values().any(|days| long(*days) > least),
    }
}

fn depends(rules: &[(&Rule, Reach)], is: impl Fn(&Rule) -> bool) -> Depends {
    let such: Vec<_> = rules.iter().filter(|(rule, _)| is(rule)).map(|(_, reach)| reach).collect();
    Depends { may: !such.is_empty(), by: Hinge::of(such.into_iter()) }
}

fn fees(policy: &Policy, rules: &[(&Rule, Reach)]) -> Vec<Fee> {
    let own = policy.rules.currency;
    let fee = |(rule, reach): &(&Rule, Reach)| {
        let each = rule.fee.as_ref().and_then(|fee| fee.of(own?).ok()).filter(|fee| fee.minor > 0);
        let percent = rule.fee_percent.filter(|percent| *percent > 0);
        let by = Hinge::of(std::iter::once(reach));
        (percent.is_some() || each.is_some()).then_some(Fee { percent, each, by })
    };
    rules.iter().filter_map(fee).collect()
}

/// The country of the one place that all of it goes to, if that is certain.
fn goes_to(shop: &Shop, rules: &[(&Rule, Reach)], usual: Option<&str>) -> Option<String> {
    let others = rules.iter().filter_map(|(rule, _)| rule.destination.as_deref());
    let mut countries =
        others.chain(usual).map(|place| shop.places.get(place).and_then(|place| place.country.clone()));
    let first = countries.next()??;
    (usual.is_some() && countries.all(|other| other.as_deref() == Some(first.as_str()))).then_some(first)
}

impl AreaTerms {
    /// Days from delivery within which everything ordinary may come back, by the shop's policy or by law; -1 for ever.
    pub fn days_from_delivery(&self) -> Option<i32> {
        let opens = matches!(self.accepts, Accepts::Yes | Accepts::ByPerson);
        let own = (opens && self.window.from == From::Delivery).then_some(self.window.least);
        match (own, self.withdrawal_days) {
            (Some(own), _) if own < 0 => Some(own),
            (own, law) => own.into_iter().chain(law).max(),
        }
    }

    /// Whether a fee may be taken off at all.
    pub fn may_cost(&self) -> bool {
        self.fee_percent.1 > 0 || self.fee_each.1 > 0
    }

    /// Whether nobody pays anything for sending back what they thought better of.
    pub fn is_free(&self) -> bool {
        !self.may_cost() && self.way_back.as_ref().is_some_and(|way| way.by_choice == Payer::Shop)
    }
}
