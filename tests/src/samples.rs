//! The sample day's shops and orders, and the mails about them: what tests look at that look at mails as a whole.

use std::{collections::BTreeSet, path::PathBuf};

use domain::{
    EntityRef, Timestamp,
    edd::Delay,
    order::Order,
    send::SendId,
    settings::Shop,
    webhook::{Refusal, Translation},
};
use mail::{About, Mail, Request, Unmailable};

/// The workspace.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().expect("this crate is a folder of it").to_owned()
}

/// What one of the sample day's shops sends.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// Whose it is.
    pub shop: String,
    /// Who sends it.
    pub source: String,
    /// Under which word.
    pub topic: String,
    /// Its file, such as `acme/1001-created.json`.
    pub file: String,
    /// The body.
    pub body: Vec<u8>,
}

/// Everything that the sample day's shops send, each payload once.
pub fn day() -> Vec<Delivered> {
    let folder = root().join("infra/local/day");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let index = String::from_utf8(read("day.toml")).expect("a text");
    let index: toml::Table = index.parse().expect("the day is TOML");
    let mut seen = BTreeSet::new();
    let text = |table: &toml::Value, key: &str| table[key].as_str().expect("a text").to_owned();
    let deliveries = index["delivery"].as_array().expect("deliveries").iter().map(|delivery| {
        let shop = text(delivery, "shop");
        let file = format!("{shop}/{}", text(delivery, "file"));
        let source = match delivery.get("from") {
            Some(_) => text(delivery, "from"),
            None => text(&index["shops"], &shop),
        };
        Delivered { topic: text(delivery, "topic"), body: read(&file), source, shop, file }
    });
    deliveries.filter(|delivered| seen.insert(delivered.file.clone())).collect()
}

/// The settings of a sample shop, without its automations; it writes in every language.
pub fn shop(name: &str) -> Shop {
    let path = root().join(format!("infra/local/shops/{name}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut table: toml::Table = text.parse().expect("settings are TOML");
    table.remove("automations");
    table.remove("locales");
    table.try_into().expect("the settings of a shop")
}

/// The order in a body, where it holds one.
pub fn order(source: &str, topic: &str, body: &[u8]) -> Result<Option<Order>, Refusal> {
    let source = intake::source(source).expect("a known source");
    Ok(match source.translate(topic, body)? {
        Translation::Happened(happened) => happened.order,
        Translation::Ignored { .. } => None,
    })
}

/// The sample day's orders that can be mailed about, each as it was last told: shop, file, order.
pub fn orders() -> Vec<(String, String, Order)> {
    let mut found: Vec<(String, String, Order)> = Vec::new();
    for delivered in day() {
        let order = order(&delivered.source, &delivered.topic, &delivered.body).ok().flatten();
        let Some(order) = order.filter(|o| o.check_sums().is_ok() && o.email.is_some()) else { continue };
        found.retain(|(shop, _, known)| *shop != delivered.shop || known.id != order.id);
        found.push((delivered.shop, delivered.file, order));
    }
    found
}

/// The mail about an order.
pub fn mail(message: &str, order: &Order, shop: &Shop, locale: Option<&str>) -> Result<Mail, Unmailable> {
    made(message, &order.id, About::Order(order), shop, locale)
}

/// The mail about a delay.
pub fn delay(order: &Order, delay: &Delay, shop: &Shop, locale: Option<&str>) -> Result<Mail, Unmailable> {
    made(Delay::MESSAGE, &order.id, About::Delay(order, delay), shop, locale)
}

fn made(
    message: &str,
    order: &str,
    about: About,
    shop: &Shop,
    locale: Option<&str>,
) -> Result<Mail, Unmailable> {
    let date: Timestamp = "2026-03-02T18:00:00Z".parse().expect("an instant");
    mail::render(&Request {
        message,
        revision: 1,
        send_id: &SendId::of(&shop.id, &EntityRef::order(order), message, 1),
        about,
        shop,
        redirect_to: None,
        configuration_set: Some("nightshift-transactional"),
        locale,
        date,
        page: None,
        offers: &[],
        files: &[],
        unsubscribe: None,
    })
}
