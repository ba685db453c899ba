//! `schema.org/MerchantReturnPolicy`, as Google's documentation of it asks: under the shop's `hasMerchantReturnPolicy`, one for
//! each area. What its words can't say truthfully is left out, and named in [`Said::left_out`].

use serde::Serialize;
use serde_json::{Value, json};

use super::{Accepts, AreaTerms, Published};
use crate::returns::{
    Outcome,
    rules::{From, LabelFrom, Payer},
};

/// Google takes so many countries in one policy.
const MOST_COUNTRIES: usize = 50;

/// What schema.org's words say, and what they don't.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// The JSON-LD.
    pub json: Value,
    /// What it leaves out.
    pub left_out: Vec<LeftOut>,
}

/// Something that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Of which area; of all of them if empty.
    pub places: Vec<String>,
    /// What.
    pub what: Unsaid,
}

crate::returns::words::words! {
    /// What schema.org has no true word for, or the shop doesn't say.
    Unsaid {
        /// Everywhere that isn't named: a policy names its countries.
        RestOfTheWorld = "rest-of-the-world",
        /// Days count from the order or the shipment, and schema.org's from delivery.
        DaysNotFromDelivery = "days-not-from-delivery",
        /// It comes back on the day of its delivery only.
        NoDays = "no-days",
        /// Only exceptions come back: it isn't true that nothing does, nor that everything does.
        OnlyExceptions = "only-exceptions",
        /// Some things have longer.
        LongerForSome = "longer-for-some",
        /// Days for what is faulty.
        FaultDays = "fault-days",
        /// A season whose last day is too early for those who buy last in it.
        ShortSeason = "short-season",
        /// Who pays for the way back.
        WayBack = "way-back",
        /// A fee that depends on something, or is both in percent and fixed.
        Fee = "fee",
        /// That the fee isn't taken off withdrawals by law, nor where the shop or the carrier is at fault.
        FeeByChoiceOnly = "fee-by-choice-only",
        /// The most that fees take off.
        FeeCap = "fee-cap",
        /// Outcomes that have no word there, such as a replacement.
        Outcomes = "outcomes",
        /// In which state things come back: it is judged when they are there.
        ItemCondition = "item-condition",
        /// What is special.
        Special = "special",
        /// That a person decides.
        ByPerson = "by-person",
        /// Rules under which some things don't come back.
        Refusals = "refusals",
        /// The country that it goes to.
        Destination = "destination",
        /// By which way it comes back: that depends on something.
        Method = "method",
        /// That the law grants a withdrawal, with its own words.
        Withdrawal = "withdrawal",
    }
}

/// Says a policy. `name` and `url` are the shop's, `link` is where people read the policy.
pub fn schema_org(published: &Published, name: &str, url: Option<&str>, link: Option<&str>) -> Said {
    let mut left_out = Vec::new();
    let mut all = |places: &[String], what: Unsaid| {
        left_out.push(LeftOut { places: places.to_vec(), what });
    };
    if !published.special.is_empty() || published.discounted_percent.is_some() {
        all(&[], Unsaid::Special);
    }
    all(&[], Unsaid::ItemCondition);
    if published.outcomes.iter().any(|outcome| refund_type(*outcome).is_none()) {
        all(&[], Unsaid::Outcomes);
    }
    let mut policies = Vec::new();
    for area in &published.areas {
        if area.is_default() {
            all(&area.places, Unsaid::RestOfTheWorld);
        }
        if area.countries.is_empty() {
            continue;
        }
        let said = policy(published, &area.terms, &mut |what| all(&area.places, what));
        for countries in area.countries.chunks(MOST_COUNTRIES) {
            let mut own = said.clone().unwrap_or_else(|| json!({}));
            own["@type"] = "MerchantReturnPolicy".into();
            if said.is_some() {
                own["applicableCountry"] = countries.into();
            }
            put(&mut own, "merchantReturnLink", link);
            // Google wants either countries and a category, or a link.
            if said.is_some() || link.is_some() {
                policies.push(own);
            }
        }
    }
    policies.dedup();
    let mut json = json!({"@context": "https://schema.org", "@type": "OnlineStore", "name": name});
    put(&mut json, "url", url);
    if !policies.is_empty() {
        json["hasMerchantReturnPolicy"] = policies.into();
    }
    Said { json, left_out }
}

fn put(object: &mut Value, key: &str, value: Option<&str>) {
    if let Some(value) = value {
        object[key] = value.into();
    }
}

fn word(word: &str) -> String {
    format!("https://schema.org/{word}")
}

/// What an area's policy says; nothing if its category can't be said.
fn policy(published: &Published, terms: &AreaTerms, leave: &mut dyn FnMut(Unsaid)) -> Option<Value> {
    let category = category(terms, leave)?;
    let mut said = json!({"returnPolicyCategory": word(category)});
    match &terms.goes_to {
        Some(country) => said["returnPolicyCountry"] = country.as_str().into(),
        None => leave(Unsaid::Destination),
    }
    if terms.withdrawal_days.is_some() {
        leave(Unsaid::Withdrawal);
    }
    if category == "MerchantReturnNotPermitted" {
        return Some(said);
    }
    if category == "MerchantReturnFiniteReturnWindow" {
        said["merchantReturnDays"] = terms.days_from_delivery()?.into();
    }
    if terms.reviewed.may || terms.accepts == Accepts::ByPerson {
        leave(Unsaid::ByPerson);
    }
    if terms.refused.may {
        leave(Unsaid::Refusals);
    }
    let looks_at_method = |depends: &super::Depends| depends.by.contains(&super::Hinge::Method);
    if looks_at_method(&terms.refused) || looks_at_method(&terms.reviewed) {
        leave(Unsaid::Method);
    } else {
        said["returnMethod"] = word("ReturnByMail").into();
    }
    freight(&mut said, terms, leave);
    fees(&mut said, published, terms, leave);
    outcomes(&mut said, terms);
    seasons(&mut said, terms, leave);
    Some(said)
}

fn category(terms: &AreaTerms, leave: &mut dyn FnMut(Unsaid)) -> Option<&'static str> {
    let opens = matches!(terms.accepts, Accepts::Yes | Accepts::ByPerson);
    if opens && terms.window.from != From::Delivery && terms.window.least >= 0 {
        leave(Unsaid::DaysNotFromDelivery);
    }
    let days = match terms.days_from_delivery() {
        Some(days) if days < 0 => return Some("MerchantReturnUnlimitedWindow"),
        days => days,
    };
    // For ever is for ever, from whenever it counts.
    if opens && terms.window.least < 0 {
        return Some("MerchantReturnUnlimitedWindow");
    }
    match (terms.accepts, days) {
        (Accepts::Nothing, None) => Some("MerchantReturnNotPermitted"),
        (Accepts::Exceptions, None) => {
            leave(Unsaid::OnlyExceptions);
            None
        }
        (_, Some(0)) => {
            leave(Unsaid::NoDays);
            None
        }
        (_, None) => None,
        (_, Some(days)) => {
            let most = terms.window.most;
            if opens && (most < 0 || most > days || terms.window.longer_for_some) {
                leave(Unsaid::LongerForSome);
            }
            if terms.window.fault_days > days {
                leave(Unsaid::FaultDays);
            }
            Some("MerchantReturnFiniteReturnWindow")
        }
    }
}

/// The way back: whoever pays for it, and how the label comes.
fn freight(said: &mut Value, terms: &AreaTerms, leave: &mut dyn FnMut(Unsaid)) {
    let Some(way) = &terms.way_back else { return leave(Unsaid::WayBack) };
    let label = |payer: Payer| match (payer, way.label) {
        (Payer::Buyer, _) => word("ReturnLabelCustomerResponsibility"),
        (Payer::Shop, LabelFrom::Download) => word("ReturnLabelDownloadAndPrint"),
        (Payer::Shop, LabelFrom::InBox) => word("ReturnLabelInBox"),
    };
    let cost = |payer: Payer| match payer {
        Payer::Buyer => word("ReturnFeesCustomerResponsibility"),
        Payer::Shop => word("FreeReturn"),
    };
    said["itemDefectReturnFees"] = cost(way.by_fault).into();
    said["itemDefectReturnLabelSource"] = label(way.by_fault).into();
    said["customerRemorseReturnLabelSource"] = label(way.by_choice).into();
    // Free is only what costs nothing at all.
    let costs = way.by_choice == Payer::Shop && terms.may_cost();
    if costs {
        leave(Unsaid::WayBack);
    } else {
        said["customerRemorseReturnFees"] = cost(way.by_choice).into();
    }
    if way.by_fault == way.by_choice {
        said["returnLabelSource"] = label(way.by_choice).into();
        if !costs {
            said["returnFees"] = cost(way.by_choice).into();
        }
    }
}

fn fees(said: &mut Value, published: &Published, terms: &AreaTerms, leave: &mut dyn FnMut(Unsaid)) {
    let (percent, each) = (terms.fee_percent, terms.fee_each);
    if percent.0 != percent.1 || each.0 != each.1 || (percent.1 > 0 && each.1 > 0) {
        return leave(Unsaid::Fee);
    }
    match (percent.1, each.1) {
        (0, 0) => return said["restockingFee"] = 0.into(),
        (percent, 0) => said["restockingFee"] = percent.into(),
        (_, each) => {
            let Some(currency) = published.currency else { return leave(Unsaid::Fee) };
            // An amount's digits as they are: a float would round some.
            let amount = crate::Money::new(each, currency).decimal();
            said["restockingFee"] =
                json!({"@type": "MonetaryAmount", "currency": currency.code(), "value": amount});
            if published.fee_cap_percent < 100 {
                leave(Unsaid::FeeCap);
            }
        }
    }
    leave(Unsaid::FeeByChoiceOnly);
}

fn refund_type(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Refund => Some("FullRefund"),
        Outcome::StoreCredit => Some("StoreCreditRefund"),
        Outcome::Exchange | Outcome::ExchangeDifference => Some("ExchangeRefund"),
        Outcome::Replacement | Outcome::PartialCredit => None,
    }
}

fn outcomes(said: &mut Value, terms: &AreaTerms) {
    let mut types: Vec<_> = terms.outcomes.iter().filter_map(|outcome| refund_type(*outcome)).collect();
    // What a fee is taken off isn't the full amount.
    types.retain(|word| *word != "FullRefund" || !terms.may_cost());
    types.sort_unstable();
    types.dedup();
    if !types.is_empty() {
        said["refundType"] = types.into_iter().map(word).collect::<Vec<_>>().into();
    }
}

/// Seasons, each with its last day: for those for whom it isn't earlier than usual.
fn seasons(said: &mut Value, terms: &AreaTerms, leave: &mut dyn FnMut(Unsaid)) {
    use jiff::ToSpan as _;
    let opens = matches!(terms.accepts, Accepts::Yes | Accepts::ByPerson);
    if !opens || terms.window.least < 0 {
        return;
    }
    let usual = terms.days_from_delivery().unwrap_or(0).max(terms.window.most);
    let mut overrides = Vec::new();
    for season in &terms.window.seasons {
        let longest = season.to.checked_add(i64::from(usual).days());
        if terms.window.most < 0 || longest.is_ok_and(|day| day > season.until) {
            leave(Unsaid::ShortSeason);
            continue;
        }
        overrides.push(json!({
            "@type": "MerchantReturnPolicySeasonalOverride",
            "startDate": season.from.to_string(),
            "endDate": season.to.to_string(),
            "returnPolicyCategory": word("MerchantReturnFiniteReturnWindow"),
            "merchantReturnDays": season.until.to_string(),
        }));
    }
    if !overrides.is_empty() {
        said["returnPolicySeasonalOverride"] = overrides.into();
    }
}
