//! What one order of a file is: a fact to be taken in, or refused for a reason.

use std::collections::HashMap;

use domain::{
    EntityRef, Timestamp,
    settings::{BESIDE_A_PLATFORM, Shop},
    webhook::{Happened, Refusal, Translation},
};
use intake::{Headers, Source};
use serde_json::Value;

use super::file::Record;
use crate::trouble::Trouble;

/// The kind of event that an imported order becomes. Nobody wakes on it.
pub(super) const IMPORTED: &str = "order.imported";

/// From when on orders belong to the webhooks, and which automation says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guard {
    automation: String,
    since: Timestamp,
}

impl Guard {
    /// The earliest `live_since` of the shop's automations, whatever their modes.
    pub(super) fn of(shop: &Shop) -> Option<Self> {
        let all = shop.automations.iter();
        all.filter_map(|(name, table)| {
            Some(Self { automation: name.clone(), since: table.switch.live_since? })
        })
        .min_by_key(|guard| guard.since)
    }
}

/// An order that isn't taken in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Refused {
    /// What could be read of it.
    pub(super) happened: Option<Box<Happened>>,
    /// Why.
    pub(super) refusal: Refusal,
}

/// Reads the orders of one file, one after the other.
pub(super) struct Judge<'j> {
    source: &'static dyn Source,
    topic: &'static str,
    guard: Option<&'j Guard>,
    /// On which line each order was met first.
    met: HashMap<EntityRef, usize>,
}

impl<'j> Judge<'j> {
    /// For orders in the words of `source`.
    pub(super) fn new(source: &'static dyn Source, guard: Option<&'j Guard>) -> Result<Self, Trouble> {
        let topic = order_topic(source).ok_or_else(|| {
            Trouble::input(format!("{} has no topic that holds a whole order", source.name()))
        })?;
        Ok(Self { source, topic, guard, met: HashMap::new() })
    }

    /// What the record says, as a fact; and the order's own bytes, out of any wrapper.
    pub(super) fn read(&mut self, record: Record<'_>) -> Result<(Box<Happened>, Vec<u8>), Refused> {
        let out = intake::unwrap_fixture(record.body).ok();
        let (headers, body) =
            out.map_or_else(|| (Headers::default(), record.body.to_vec()), |out| (out.headers, out.body));
        // What was recorded, and whatever bears its topic in itself, is read under that.
        let topic = self.source.topic(&headers, &body);
        let topic = topic.as_deref().unwrap_or(self.topic);
        let mut happened = match self.source.translate(topic, &body) {
            Ok(Translation::Happened(happened)) => happened,
            Ok(Translation::Ignored { reason }) => {
                return Err(refused(None, "body", reason, "leave it out"));
            }
            Err(refusal) => return Err(Refused { happened: None, refusal }),
        };
        let Some(order) = &happened.order else {
            let mend = "export orders as the platform's API prints them, lines and totals included";
            return Err(refused(None, "body", "is no whole order", mend));
        };
        let late = self.guard.filter(|guard| order.placed_at >= guard.since);
        if let Some(Guard { automation, since }) = late {
            let problem = format!("is not before {since}, since when {automation} is live");
            return Err(refused(Some(happened), "placed_at", problem, "leave it out: it comes by webhook"));
        }
        if let Some(line) = self.met.get(&happened.entity) {
            let problem = format!("is the order of line {line} once more");
            return Err(refused(Some(happened), "id", problem, "leave the older of the two out"));
        }
        self.met.insert(happened.entity.clone(), record.line);
        happened.kind = IMPORTED.to_owned();
        Ok((happened, body))
    }
}

fn refused(happened: Option<Box<Happened>>, field: &str, problem: impl Into<String>, mend: &str) -> Refused {
    let refusal = Refusal { field: field.to_owned(), problem: problem.into(), mend: mend.to_owned() };
    Refused { happened, refusal }
}

/// The topic under which a source sends a new order.
fn order_topic(source: &dyn Source) -> Option<&'static str> {
    source.topics().iter().find(|topic| topic.told() == "order.created").map(|topic| topic.name)
}

/// The source whose orders these are, by their shape. Of several, the one that the shop hears. Orders of a platform that the shop
/// isn't on are likely another shop's: whoever means them names their source.
pub(super) fn guess(records: &[Record<'_>], shop: &Shop) -> Result<&'static dyn Source, Trouble> {
    let first = records.iter().find_map(|record| {
        let body = intake::unwrap_fixture(record.body).ok()?.body;
        serde_json::from_slice::<Value>(&body).ok()
    });
    let is_order = |source: &dyn Source, body: &Value| {
        let topic = source.guess_topic(body);
        topic.is_some_and(|topic| {
            source.topics().iter().any(|t| t.name == topic && t.told().starts_with("order."))
        })
    };
    let all = intake::sources().iter().copied();
    let fitting: Vec<_> =
        all.filter(|source| first.as_ref().is_some_and(|body| is_order(*source, body))).collect();
    let heard = fitting.iter().filter(|source| shop.secrets.webhooks.contains_key(source.name()));
    match (&fitting[..], &heard.collect::<Vec<_>>()[..]) {
        ([one], heard) => match platform(shop) {
            Some(on) if heard.is_empty() => {
                let name = one.name();
                Err(Trouble::input(format!("these are {name}'s orders, and {} is on {on}", shop.id))
                    .mend(format!("name the other shop; or --source {name} if it sold there before")))
            }
            _ => Ok(*one),
        },
        (_, [one]) => Ok(**one),
        _ => {
            let known: Vec<_> = intake::sources().iter().map(|source| source.name()).collect();
            Err(Trouble::input("it doesn't show whose orders these are")
                .mend(format!("name the platform: --source, one of {}", known.join(", "))))
        }
    }
}

/// The platform that the shop hears.
fn platform(shop: &Shop) -> Option<&str> {
    let mut heard = shop.secrets.webhooks.keys().map(String::as_str);
    heard.find(|source| !BESIDE_A_PLATFORM.contains(source))
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    pub(in crate::commands::import) fn shop(live_since: Option<&str>) -> Shop {
        let mut shop = json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"},
            "secrets": {"webhooks": {"shopify": ["/nightshift/acme/webhook/shopify"]}},
            "automations": {"later": {"live_since": "2027-01-01T00:00:00Z"}},
        });
        if let Some(since) = live_since {
            shop["automations"]["order-confirmation"] = json!({"mode": "live", "live_since": since});
        }
        serde_json::from_value(shop).expect("a shop")
    }

    /// A paid order of one line, as Shopify prints it.
    pub(in crate::commands::import) fn order(id: u64, placed: &str) -> String {
        json!({
            "id": id, "name": format!("#{id}"), "created_at": placed, "processed_at": placed, "updated_at": placed,
            "currency": "EUR", "presentment_currency": "EUR", "financial_status": "paid", "taxes_included": true,
            "payment_gateway_names": [], "source_name": "web", "email": "ada@buyer.example",
            "line_items": [{"id": 1, "title": "Assam", "quantity": 1, "price": "20.00", "total_discount": "0.00"}],
            "shipping_lines": [], "tax_lines": [], "discount_applications": [],
            "subtotal_price": "20.00", "total_discounts": "0.00", "total_tax": "0.00", "total_price": "20.00",
        })
        .to_string()
    }

    fn shopify() -> &'static dyn Source {
        intake::source("shopify").expect("a source")
    }

    #[test]
    fn what_is_refused_names_its_field() {
        let shop = shop(Some("2026-11-21T00:00:00Z"));
        let guard = Guard::of(&shop);
        assert_eq!(guard.as_ref().map(|g| g.automation.as_str()), Some("order-confirmation"));
        let mut judge = Judge::new(shopify(), guard.as_ref()).expect("orders");
        let (old, new) = ("2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z");
        let dear = order(3, old).replace("\"total_price\":\"20.00\"", "\"total_price\":\"dear\"");
        for (body, field) in [
            (order(1, old), None),
            (order(1, old), Some("id")),
            (order(2, new), Some("placed_at")),
            (format!("{{\"order\": {}}}", order(4, old)), None),
            (dear, Some("total_price")),
            ("{\"id\": ".to_owned(), Some("body")),
            ("[]".to_owned(), Some("body")),
        ] {
            let read = judge.read(Record { line: 1, body: body.as_bytes() });
            let refused = read.as_ref().err().map(|refused| refused.refusal.field.as_str());
            assert_eq!(refused, field, "{body}: {read:?}");
            assert!(read.as_ref().map_or(true, |(fact, _)| fact.kind == IMPORTED && fact.order.is_some()));
        }
    }

    #[test]
    fn a_shop_that_was_never_live_takes_all() {
        let mut never = shop(None);
        never.automations.clear();
        assert_eq!(Guard::of(&never), None);
        let mut judge = Judge::new(shopify(), None).expect("orders");
        let body = order(1, "2026-11-21T00:00:00Z");
        assert!(judge.read(Record { line: 1, body: body.as_bytes() }).is_ok());
    }

    #[test]
    fn ids_stay_exact() {
        let body = order(820_982_911_946_154_509, "2026-01-01T00:00:00Z");
        let mut judge = Judge::new(shopify(), None).expect("orders");
        let (fact, kept) = judge.read(Record { line: 1, body: body.as_bytes() }).expect("an order");
        assert_eq!(fact.entity, EntityRef::order("820982911946154509"));
        assert_eq!(kept, body.as_bytes());
    }

    #[test]
    fn the_platform_is_known_by_the_shape() {
        let record = |body: &'static str| [Record { line: 1, body: body.as_bytes() }];
        let woo = r#"{"id": 1, "order_key": "wc_order_1", "line_items": [], "number": "1", "billing": {}}"#;
        let theirs = r#"{"id": 1, "line_items": [], "financial_status": "paid", "total_price": "1.00"}"#;
        let hears = |source: &str| {
            let mut shop = shop(None);
            shop.secrets.webhooks.clear();
            shop.secrets.webhooks.extend((!source.is_empty()).then(|| (source.to_owned(), Vec::new())));
            shop
        };
        for (body, heard, source) in [
            (theirs, "shopify", Ok("shopify")),
            (woo, "woocommerce", Ok("woocommerce")),
            (woo, "", Ok("woocommerce")),
            (woo, "easypost", Ok("woocommerce")),
            (woo, "shopify", Err("these are woocommerce's orders, and acme is on shopify")),
            (theirs, "own", Err("or --source shopify")),
            (r#"{"id": 1}"#, "shopify", Err("it doesn't show")),
        ] {
            match (guess(&record(body), &hears(heard)), source) {
                (Ok(guessed), Ok(source)) => assert_eq!(guessed.name(), source, "{heard}: {body}"),
                (Err(trouble), Err(said)) => assert!(trouble.to_string().contains(said), "{trouble}"),
                (guessed, _) => panic!("{heard}: {body}: {:?}", guessed.map(|source| source.name())),
            }
        }
    }

    /// The other half of the promise that old orders are never mailed: no queue lets the event through.
    #[test]
    fn nobody_wakes_on_an_import() {
        let template = include_str!("../../../../../template.yaml");
        assert!(template.contains("order.created"), "the template names the kinds that wake");
        assert!(!template.contains(IMPORTED));
    }
}
