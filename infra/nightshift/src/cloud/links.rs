//! The keys that sign a shop's links: SSM parameters that no settings name, made here and never shown.

use std::borrow::Cow;

use aws_config::SdkConfig;
use aws_sdk_ssm::{Client, types::ParameterType};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use domain::{
    EntityRef, ShopId, Timestamp,
    action::{Action, ActionLink, LINK_DAYS},
    link::{Link, LinkKey},
    order::Order,
    settings::{History, Shop},
    stock::Alert,
};
use jiff::SignedDuration;
use store::Store;

use super::target::Target;
use crate::trouble::{Explain, Trouble};

/// How long mails may still be signed with a key that was replaced: functions read keys again after so long.
const SETTLES: SignedDuration = SignedDuration::from_mins(5);
/// Random bytes of a key.
const BYTES: usize = 32;

/// The shop's keys as they stand: the one that signs, and the one that did before.
#[derive(Default)]
pub(crate) struct Keys {
    /// The one that signs.
    pub(crate) current: Option<String>,
    /// The one that did before.
    pub(crate) previous: Option<String>,
    /// Since when the current one does.
    pub(crate) since: Option<Timestamp>,
}

impl Keys {
    /// Another rotation would kill the links of mails that are being sent: how long ago the last one was.
    fn too_soon(&self, now: Timestamp) -> Option<SignedDuration> {
        let ago = now.duration_since(self.since?);
        // The first key has none before it that could die.
        (self.previous.is_some() && ago < SETTLES).then_some(ago)
    }
}

/// Makes the key that signs, if there is none. Whether it did.
pub(crate) async fn ensure(config: &SdkConfig, shop: &ShopId) -> Result<bool, Trouble> {
    if read(config, shop).await?.current.is_some() {
        return Ok(false);
    }
    put(config, &LinkKey::current_name(shop), &random()?).await?;
    Ok(true)
}

/// Makes a new key that signs. What the old one signed opens on, what the one before that signed doesn't any more.
/// Refused while that one may still sign, unless it is forced.
pub(crate) async fn rotate(
    config: &SdkConfig,
    shop: &ShopId,
    force: bool,
    now: Timestamp,
) -> Result<(), Trouble> {
    let keys = read(config, shop).await?;
    if let Some(ago) = keys.too_soon(now).filter(|_| !force) {
        let ago = ago.as_secs().max(0);
        return Err(Trouble::failed(format!("the key of {shop} was rotated {ago} seconds ago"))
            .saying("mails that are being sent may still be signed with the key before it: their links would never open")
            .mend("wait until it is five minutes old, or add --force"));
    }
    // In this order: whatever is cut short in between, no link dies of it.
    if let Some(current) = keys.current {
        put(config, &LinkKey::previous_name(shop), &current).await?;
    }
    put(config, &LinkKey::current_name(shop), &random()?).await
}

/// Reads them.
pub(crate) async fn read(config: &SdkConfig, shop: &ShopId) -> Result<Keys, Trouble> {
    let (current, previous) = (LinkKey::current_name(shop), LinkKey::previous_name(shop));
    let names = Some(vec![current.clone(), previous.clone()]);
    let answer = Client::new(config)
        .get_parameters()
        .set_names(names)
        .with_decryption(true)
        .send()
        .await
        .while_trying(format!("the link keys of {shop} can't be read"))
        .map_err(|e| {
            e.mend(format!("the credentials need ssm:GetParameters below /nightshift/{shop}/links/"))
        })?;
    let mut keys = Keys::default();
    for parameter in answer.parameters.unwrap_or_default() {
        let value = parameter.value.filter(|value| !value.trim().is_empty());
        match parameter.name {
            Some(name) if name == current => {
                keys.current = value;
                let since = parameter.last_modified_date.map(|at| Timestamp::from_second(at.secs()));
                keys.since = since.and_then(Result::ok);
            }
            Some(name) if name == previous => keys.previous = value,
            _ => {}
        }
    }
    Ok(keys)
}

/// The shop as a mail about the order would speak for it now: pages that it had when the order was placed answer nobody.
pub(crate) fn speaker(history: &History, order: &Order, now: Timestamp) -> Result<Shop, Trouble> {
    let shop = history.speaking_of(order.placed_at, now);
    shop.map(Cow::into_owned).map_err(|e| Trouble::input(e.to_string()))
}

/// The address of an order's page, signed as a mail's would be that is asked for now.
pub(crate) async fn page(target: &Target, shop: &Shop, order: &EntityRef) -> Result<String, Trouble> {
    let (key, base) = (signing(target, shop).await?, base(target, shop)?);
    let link = Link::to_order(&shop.id, order, Timestamp::now(), shop.pages.link_days);
    Ok(link.order_page(base, &key))
}

/// The address where something of an order is returned, signed as that of its page.
pub(crate) async fn returns(target: &Target, shop: &Shop, order: &EntityRef) -> Result<String, Trouble> {
    let (key, base) = (signing(target, shop).await?, base(target, shop)?);
    let link = Link::to_order(&shop.id, order, Timestamp::now(), shop.pages.link_days);
    Ok(link.returns_page(base, &key))
}

/// The address of what waits for a route of the shop.
pub(crate) async fn desk(target: &Target, shop: &Shop, route: &str) -> Result<String, Trouble> {
    let (key, base) = (signing(target, shop).await?, base(target, shop)?);
    Ok(Link::to_desk(&shop.id, route, Timestamp::now(), LINK_DAYS).desk_page(base, &key, None))
}

/// What the mail of an alert offers, and the address of each, signed as in a mail that is asked for now.
pub(crate) async fn actions(
    target: &Target,
    shop: &Shop,
    alert: &Alert,
) -> Result<Vec<(Action, String)>, Trouble> {
    let (key, base) = (signing(target, shop).await?, base(target, shop)?);
    let offered = Action::offered(&Alert::effect(alert.number), &alert.route, true);
    let address = |action: Action| {
        let link = ActionLink::new(&shop.id, &alert.entity(), action, Timestamp::now(), LINK_DAYS);
        let address = link.address(base, &key);
        address.map(|address| (link.action, address))
    };
    Ok(offered.into_iter().filter_map(address).collect())
}

/// The last alert about a stock.
pub(crate) async fn last_alert(store: &Store, shop: &ShopId, stock: &EntityRef) -> Result<Alert, Trouble> {
    let told = store.events_named(shop, stock, "stock#alerted#").await.map_err(Target::trouble)?;
    let told = told.into_iter().filter_map(|(_, event)| event.payload::<Alert>().ok());
    told.max_by_key(|alert| alert.number).ok_or_else(|| {
        Trouble::input(format!("nothing was ever told of {stock}"))
            .mend("name the location as well: SKU#ITEM#LOCATION; alerts stand in its journal")
    })
}

/// The keys by which links of mails are verified.
pub(crate) async fn keys(target: &Target, shop: &ShopId) -> Result<Vec<LinkKey>, Trouble> {
    let Keys { current, previous, .. } = read(&target.config, shop).await?;
    Ok([current, previous].into_iter().flatten().filter_map(|key| LinkKey::new(key.trim())).collect())
}

/// The key that signs.
async fn signing(target: &Target, shop: &Shop) -> Result<LinkKey, Trouble> {
    let missing = || {
        Trouble::failed(format!("{} has no link key", shop.id))
            .mend("cargo nightshift settings apply shop.toml makes one")
    };
    let current = read(&target.config, &shop.id).await?.current.ok_or_else(missing)?;
    LinkKey::new(current.trim()).ok_or_else(missing)
}

/// Where the shop's pages are.
fn base<'a>(target: &'a Target, shop: &'a Shop) -> Result<&'a str, Trouble> {
    match &shop.pages.url {
        Some(own) => Ok(own),
        None => target.stack.get("PagesUrl"),
    }
}

/// A key of the system's own randomness, as text.
pub(super) fn random() -> Result<String, Trouble> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).while_trying("the system gives no random bytes")?;
    Ok(BASE64.encode(bytes))
}

async fn put(config: &SdkConfig, name: &str, value: &str) -> Result<(), Trouble> {
    Client::new(config)
        .put_parameter()
        .name(name)
        .value(value)
        .r#type(ParameterType::SecureString)
        .overwrite(true)
        .send()
        .await
        .while_trying(format!("the link key {name} can't be kept"))
        .map_err(|e| e.mend(format!("the credentials need ssm:PutParameter on {name}")))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::settings::Version;
    use testkit::orders;

    use super::*;

    #[test]
    fn an_order_has_its_page_where_the_shop_has_pages_now() {
        let at = |second: i64| Timestamp::from_second(1_768_467_600 + second).expect("in range");
        let version = |number: u32, from, url: &str| {
            let mut shop = orders::shop();
            shop.pages.url = Some(url.to_owned());
            Version { number, effective_from: at(from), shop }
        };
        let (old, new) = ("https://old.acme.example", "https://new.acme.example");
        let history = History::new(vec![version(1, 0, old), version(2, 200, new)]);
        let order = orders::order("1001", at(100));
        for (now, url) in [(100, old), (199, old), (200, new)] {
            let shop = speaker(&history, &order, at(now)).expect("settings");
            assert_eq!(shop.pages.url.as_deref(), Some(url), "{now}");
        }
    }

    #[test]
    fn a_second_rotation_waits_until_the_first_has_settled() {
        let at = |second: i64| Timestamp::from_second(1_768_467_600 + second).expect("in range");
        for (previous, since, too_soon) in [
            (true, Some(0), true),
            (true, Some(-299), true),
            (true, Some(60), true), // clocks differ
            (true, Some(-300), false),
            (true, None, false),
            (false, Some(0), false),
        ] {
            let previous = previous.then(|| "before".to_owned());
            let keys = Keys { current: Some("now".into()), previous, since: since.map(at) };
            assert_eq!(keys.too_soon(at(0)).is_some(), too_soon, "{:?}, {since:?}", keys.previous);
        }
    }

    #[test]
    fn keys_are_long_and_each_is_another() {
        let (a, b) = (random().expect("random"), random().expect("random"));
        assert_ne!(a, b);
        for key in [a, b] {
            assert_eq!(BASE64.decode(&key).expect("base64").len(), BYTES);
            assert!(LinkKey::new(key).is_some());
        }
    }
}
