//! `/returns/{shop}`: finding an order by its number and by something that only its buyer knows.
//!
//! Whatever is wrong, the answer is the same: no such order, another's, too many tries.

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    link::Link,
    order::{self, Order},
    settings::{History, Shop, Version},
};
use mail::page::{self, PolicyRequest, ReturnsRequest, Screen, Typed, policy_facts, returns};
use shell::{Answer, HttpRequest, metrics};

use crate::{NAME, answers, form::Form, house::House};

/// What the form has in its field `proof`: it needs none, for whoever sends it has to know more.
const PROOF: &str = "find";
/// Of more orders of one name than this, none is looked at.
const MOST_NAMED: usize = 5;

pub(crate) async fn answer(
    house: &House,
    asked: &HttpRequest,
    page: &str,
    form: Option<&Form>,
    now: Timestamp,
) -> Result<Option<Answer>, Failure> {
    let Ok(id) = asked.parameter("shop").parse::<ShopId>() else { return Ok(None) };
    let Some(history) = house.shop(&id, now).await? else { return Ok(None) };
    let version = history.at(now)?;
    let shop = &version.shop;
    match page {
        "" => {}
        "policy" => return terms(asked, version, now).map(Some),
        _ => return Ok(None),
    }
    let Some(form) = form else { return shown(asked, shop, None, now).map(Some) };
    match looked_for(house, &history, form, now).await? {
        Some(order) => {
            let Some(key) = house.key(&id).await? else {
                return Err(Failure::permanent("the shop has no key that signs links"));
            };
            metrics::count(NAME, "Found", 1);
            let link = Link::to_returns(&id, &EntityRef::order(&order.id), now);
            Ok(Some(answers::see(&format!("../return/{}", link.sign(&key)))))
        }
        None => {
            metrics::count(NAME, "Unproven", 1);
            shown(asked, shop, Some(form), now).map(Some)
        }
    }
}

fn shown(asked: &HttpRequest, shop: &Shop, form: Option<&Form>, now: Timestamp) -> Result<Answer, Failure> {
    let languages = asked.languages();
    let typed = Typed {
        order: form.map_or("", |form| form.field("order")),
        contact: form.map_or("", |form| form.field("contact")),
    };
    let policy = format!("{}/policy", shop.id);
    let screen = Screen::Find {
        languages: &languages,
        failed: form.is_some(),
        busy: None,
        typed,
        policy: Some(&policy),
    };
    let made = returns(&ReturnsRequest { shop, now, screen, base: "", home: "", proof: PROOF })?;
    Ok(answers::page(if form.is_some() { 422 } else { 200 }, made))
}

/// The shop's terms of returns, out of the rules by which they are decided: as a page, or for machines.
fn terms(asked: &HttpRequest, version: &Version, now: Timestamp) -> Result<Answer, Failure> {
    let languages = asked.languages();
    let country = asked.queried("country");
    let rules = version.shop.rules_of_returns()?;
    let request = PolicyRequest {
        shop: &version.shop,
        rules: &rules,
        version: version.number,
        languages: &languages,
        country,
        now,
    };
    // Nothing of it is anybody's own: search engines may keep it.
    let public = |answer: Answer| {
        answer
            .with("cache-control", "public, max-age=300")
            .with("x-robots-tag", "all")
            .with("vary", "accept, accept-language")
    };
    if asked.prefers_json() {
        return Ok(public(Answer::new(200, policy_facts(&request)?)));
    }
    let page = page::policy(&request)?;
    Ok(public(Answer::page(200, page.html).with("content-language", page.locale)))
}

/// The order that was asked for, if whoever asks seems to be its buyer.
async fn looked_for(
    house: &House,
    history: &History,
    form: &Form,
    now: Timestamp,
) -> Result<Option<Order>, Failure> {
    let shop = &history.at(now)?.shop.id;
    let (number, contact) = (form.field("order").trim(), form.field("contact"));
    let Some(name) = order::spoken(number) else { return Ok(None) };
    if !house.store.may_look_for(shop, &name, now).await? {
        metrics::count(NAME, "Throttled", 1);
        return Ok(None);
    }
    let mut found = house.store.orders_named(shop, &name).await?;
    // Shops of their own print the id; and what came before orders were found by their numbers is found by it.
    let by_id: String = number.chars().filter(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    // Only under the name that was counted: otherwise a sign that an id can't have would begin ten tries anew.
    if by_id.len() <= 64 && order::spoken(&by_id).as_ref() == Some(&name) {
        let order = EntityRef::order(&by_id);
        // One that is called by its id is found already, and perhaps not last: none is read twice.
        if !found.contains(&order) {
            found.push(order);
        }
    }
    if found.len() > MOST_NAMED {
        return Ok(None);
    }
    let wanted: Vec<&EntityRef> = found.iter().collect();
    let orders = house.store.snapshots(shop, &wanted).await?;
    Ok(orders.into_iter().find(|order| order.is_known_to(contact)))
}
