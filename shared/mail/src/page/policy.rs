//! The return policy for whoever wants to read it, before or after they bought: by the rules that decide returns, with the same in
//! schema.org's words for machines.

use domain::{
    Timestamp,
    returns::{
        Policy, Rules,
        published::{Area, Published, published, schema_org},
        rules::{Fully, Governs, Paid, Restriction},
    },
    settings::Shop,
};
use minijinja::{Value, context, value::Serde};
use serde::Serialize;
use serde_json::json;

use super::{Page, names, page};
use crate::{
    Unmailable,
    about::ShopView,
    address::country_name,
    context::Context,
    json_ld,
    links::{Hosts, host},
    lists,
    locale::Speech,
    strings::Strings,
};

mod said;

use said::Say;

/// The page's folder.
const NAME: &str = "returns-policy";

/// A page of the policy to be made.
#[derive(Debug, Clone, Copy)]
pub struct PolicyRequest<'a> {
    /// The shop as it is now.
    pub shop: &'a Shop,
    /// What it says of returns.
    pub rules: &'a Rules,
    /// The settings' version.
    pub version: u32,
    /// What its reader likes to read, the dearest first.
    pub languages: &'a [&'a str],
    /// The country of whoever asks: it comes first.
    pub country: Option<&'a str>,
    /// When it is read.
    pub now: Timestamp,
}

/// What the template shows.
#[derive(Debug, Serialize)]
struct PolicyView {
    areas: Vec<AreaView>,
    /// About the money: label, then sentences.
    money: Vec<(String, Vec<String>)>,
    /// What is special: what it is, what applies.
    special: Vec<(String, String)>,
    /// Whether the law grants a withdrawal to anybody.
    law: bool,
    version: String,
    contact: Option<String>,
}

#[derive(Debug, Serialize)]
struct AreaView {
    /// Names it within the page.
    id: String,
    heading: String,
    /// Label, then sentences.
    rows: Vec<(String, Vec<String>)>,
}

/// Makes the page.
pub fn policy(request: &PolicyRequest) -> Result<Page, Unmailable> {
    let told = told(request)?;
    let PolicyRequest { shop, languages, now, .. } = *request;
    let speech = Speech::of_reader_at(languages, shop);
    let strings = Strings::of(NAME, &speech, &shop.wording)?;
    let hosts = Hosts::of(shop);
    let cx = Context::at(now, shop.time_zone(), shop, (&speech, &strings, &hosts));
    let seen = ShopView::of(shop, &hosts)?;
    let view = PolicyView::of(&told, &cx)?;
    let linked = schema_org(&told, &seen.name, seen.url.as_deref(), link(shop).as_deref());
    let names = context! {
        shop => context! { name => seen.name, url => seen.url },
        look => Value::from(Serde(seen.look)),
        policy => Value::from(Serde(view)),
        // The one text that isn't escaped by the engine: it is no text, and escaped as what it is.
        json => Value::from_safe_string(json_ld::escaped(&linked.json.to_string())),
        ..names(&speech, strings.clone())
    };
    page(NAME, names, speech)
}

/// The same for machines: what holds, and what schema.org's words say of it and leave out.
pub fn policy_facts(request: &PolicyRequest) -> Result<serde_json::Value, Unmailable> {
    let told = told(request)?;
    let hosts = Hosts::of(request.shop);
    let seen = ShopView::of(request.shop, &hosts)?;
    let linked = schema_org(&told, &seen.name, seen.url.as_deref(), link(request.shop).as_deref());
    Ok(json!({"shop": seen.name, "policy": told, "schema_org": linked.json, "left_out": linked.left_out}))
}

fn told(request: &PolicyRequest) -> Result<Published, Unmailable> {
    let zone = request.shop.time_zone();
    let read = Policy::new(request.version, request.rules, &zone);
    let read = read.map_err(|mistakes| {
        let first = mistakes.first().map(|m| format!("{}: {}", m.key, m.say)).unwrap_or_default();
        Unmailable::Template(format!("the policy of returns isn't sound: {first}"))
    })?;
    let country =
        request.country.filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()));
    Ok(published(&read, request.shop, country, request.now))
}

/// Where the page is, where the shop's pages have a name of their own.
fn link(shop: &Shop) -> Option<String> {
    let url = shop.pages.url.as_deref().filter(|url| host(url).is_some())?;
    Some(format!("{}/returns/{}/policy", url.trim_end_matches('/'), shop.id))
}

impl PolicyView {
    fn of(told: &Published, cx: &Context) -> Result<Self, Unmailable> {
        let say = Say { cx };
        let areas = told.areas.iter().enumerate().map(|(n, area)| {
            let heading = heading(area, cx, &say)?;
            Ok(AreaView { id: format!("area-{}", n + 1), heading, rows: say.area(&area.terms, told)? })
        });
        let today = cx.speech.dates.full(cx.today)?;
        Ok(Self {
            areas: areas.collect::<Result<_, Unmailable>>()?,
            money: money(told, &say)?,
            special: special(told, &say)?,
            law: told.areas.iter().any(|area| area.terms.withdrawal_days.is_some()),
            version: say.with("version", &[("version", told.version.to_string()), ("day", today)])?,
            contact: super::facts::contact(cx.shop),
        })
    }
}

/// The places of an area. What belongs to everywhere else isn't named beside it.
fn heading(area: &Area, cx: &Context, say: &Say) -> Result<String, Unmailable> {
    if area.is_default() {
        return say.say("elsewhere");
    }
    let name = |place: &String| match place.as_str() {
        "EU" => say.say("eu"),
        code => Ok(country_name(code, cx.speech.language).unwrap_or(code).to_owned()),
    };
    let places = area.places.iter().map(name).collect::<Result<Vec<_>, _>>()?;
    lists::all_of(&places, &cx.speech.tag)
}

fn money(told: &Published, say: &Say) -> Result<Vec<(String, Vec<String>)>, Unmailable> {
    let mut get = Vec::new();
    for outcome in &told.outcomes {
        get.push(say.say(&format!("get-{}", outcome.as_str()))?);
    }
    if told.credit_bonus_percent > 0 {
        get.push(say.with("bonus", &[("percent", say.percent(told.credit_bonus_percent)?)])?);
    }
    let mut when = vec![say.say(&format!("at-{}", told.refund_at.as_str()))?];
    for (key, amount) in
        [("first-scan-up-to", told.first_scan_up_to), ("inspection-from", told.inspection_from)]
    {
        if let Some(amount) = amount {
            when.push(say.with(key, &[("amount", say.money(amount)?)])?);
        }
    }
    let usual = match told.freight {
        Paid::Nothing => "freight-nothing",
        Paid::Standard => "freight-standard",
        Paid::All => "freight-all",
    };
    let by_fault = match told.freight_by_fault {
        Fully::Nothing => "freight-nothing",
        Fully::Standard => "freight-standard",
        Fully::All => "freight-all",
    };
    let mut shipping = vec![say.say(usual)?];
    if usual != by_fault {
        shipping.push(format!("{}{}{}", say.say("row-fault")?, say.colon()?, say.say(by_fault)?));
    }
    let governs = match told.governs {
        Governs::Purchase => "governs-purchase",
        Governs::Current => "governs-current",
        Governs::Better => "governs-better",
    };
    Ok(vec![
        (say.say("get")?, get),
        (say.say("when")?, when),
        (say.say("shipping")?, shipping),
        (say.say("send-within")?, vec![say.days(i32::from(told.ship_days))?]),
        (say.say("governs")?, vec![say.say(governs)?]),
    ])
}

fn special(told: &Published, say: &Say) -> Result<Vec<(String, String)>, Unmailable> {
    let word =
        |restriction: Restriction| if restriction == Restriction::Refuse { "refuse" } else { "review" };
    let mut rows = Vec::new();
    for special in &told.special {
        let opened = if special.once_opened { "-opened" } else { "" };
        rows.push((
            say.say(&format!("special-{}", special.of.as_str()))?,
            say.say(&format!("{}{opened}", word(special.restriction)))?,
        ));
    }
    if let Some(percent) = told.discounted_percent {
        let as_final = told.special.iter().find(|special| special.of == domain::returns::Trait::FinalSale);
        let applies = as_final.map_or("review", |special| word(special.restriction));
        rows.push((
            say.with("special-discounted", &[("percent", say.percent(percent)?)])?,
            say.say(applies)?,
        ));
    }
    Ok(rows)
}
