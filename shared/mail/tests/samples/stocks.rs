//! Stocks that are too little, told one by one and together.

use domain::{
    EntityRef,
    settings::Shop,
    stock::{self, Alert, Delivery, Group, Level, Summary},
};
use mail::{About, File, Mail, Offer, Unmailable};
use serde_json::{Value, json};

use super::{dinar, shop};

/// A shop with something about its stock.
#[derive(Debug, Clone)]
pub(crate) struct Shelf {
    pub(crate) name: &'static str,
    pub(crate) shop: Shop,
    pub(crate) told: Told,
    pub(crate) offers: Vec<Offer>,
}

#[derive(Debug, Clone)]
pub(crate) enum Told {
    Alert(Box<Alert>),
    Digest(stock::Digest),
    Storm(Summary),
}

impl Shelf {
    pub(crate) fn message(&self) -> &'static str {
        match &self.told {
            Told::Alert(_) => Alert::MESSAGE,
            Told::Digest(_) => stock::Digest::MESSAGE,
            Told::Storm(_) => Summary::MESSAGE,
        }
    }

    pub(crate) fn table(&self) -> Option<Vec<u8>> {
        match &self.told {
            Told::Alert(_) => None,
            Told::Digest(digest) => Some(mail::stock_digest_table(digest).expect("a table")),
            Told::Storm(storm) => Some(mail::stock_storm_table(storm).expect("a table")),
        }
    }

    pub(crate) fn render(&self) -> Result<Mail, Unmailable> {
        self.render_in(None)
    }

    pub(crate) fn render_in(&self, locale: Option<&str>) -> Result<Mail, Unmailable> {
        let (entity, message) = (EntityRef::new("SKU", "808950810#905684977"), self.message());
        let about = match &self.told {
            Told::Alert(alert) => About::Stock(&entity, alert),
            Told::Digest(digest) => About::StockDigest(&entity, digest),
            Told::Storm(storm) => About::StockStorm(&entity, storm),
        };
        let send_id = domain::send::SendId::of(&self.shop.id, &entity, message, 1);
        let table = self.table();
        let file = table.as_deref().map(|bytes| File {
            name: "stock-2026-11-21.csv",
            media_type: "text/csv",
            bytes,
        });
        let files: Vec<_> = file.into_iter().collect();
        let request = super::request(about, &self.shop, message, &send_id);
        mail::render(&mail::Request { locale, offers: &self.offers, files: &files, ..request })
    }

    pub(crate) fn mail(&self) -> Mail {
        self.render().unwrap_or_else(|e| panic!("{}: {e}", self.name))
    }

    pub(crate) fn alert(&mut self) -> &mut Alert {
        match &mut self.told {
            Told::Alert(alert) => alert,
            other => panic!("{other:?} is no alert"),
        }
    }
}

fn alert(more: Value) -> Alert {
    let mut alert = json!({
        "item": "808950810", "sku": "MUG-BLUE", "title": "Mug “Harbour”", "variant": "Blue / 0.3 l",
        "location": "905684977", "place": "Berlin", "number": 3, "at": "2026-11-21T20:14:00Z", "level": "critical",
        "because": "worsened", "delivery": "at-once", "route": "stock",
        "quantities": {"on_hand": 7, "reserved": 3, "incoming": 40, "damaged": 1, "in_transit": 2},
        "available": 3, "before": 5, "buffer": 1, "incoming": [{"on": "2026-12-01", "pieces": 30}, {"pieces": 10}],
        "threshold": {"pieces": 12, "well_above": 13, "critical": 4, "said_by": {"by": "cover", "days": 17}},
        "outlook": {
            "per_day": 1_450_000, "method": "weighted", "season": 250, "cover_tenths": 8, "runs_out": "2026-11-22",
            "next_delivery": "2026-12-01",
            "lost": {"days": 9, "pieces": 33, "value": {"minor": 42_735, "currency": "EUR"}},
        },
        "supplier": {"name": "Kiln & Co", "lead_days": 7, "review_days": 7}, "suggested": 60,
        "kits": [{"item": "9", "title": "Breakfast for two", "pieces": 2, "remain": 1}],
        "cause": "import", "run": "pos-2026-11-21",
    });
    let history =
        (0..60).map(|day: i64| 64 - day - day % 3 + if day > 40 { 9 } else { 0 }).collect::<Vec<_>>();
    alert["history"] = json!(history);
    for (key, value) in more.as_object().expect("fields") {
        alert[key] = value.clone();
    }
    serde_json::from_value(alert).expect("an alert")
}

/// Links to everything that may be done about an alert.
fn offers(alert: &Alert, snoozes: &[u16]) -> Vec<Offer> {
    let offer = |word: &str, days: u16| Offer {
        entity: alert.entity(),
        matter: Alert::effect(alert.number),
        word: word.to_owned(),
        days,
        url: format!("https://acme.example/actions/{word}-{days}-{}", alert.item),
    };
    std::iter::once(offer("acknowledge", 0))
        .chain(snoozes.iter().map(|days| offer("snooze", *days)))
        .collect()
}

fn told(name: &'static str, shop: Shop, alert: Alert) -> Shelf {
    Shelf { name, shop, offers: offers(&alert, &[1, 3, 7]), told: Told::Alert(Box::new(alert)) }
}

fn staffed() -> Shop {
    let mut shop = shop();
    shop.routes.0.insert("stock".into(), "stock@acme.example".into());
    shop
}

/// Everything that can be known.
pub(crate) fn full() -> Shelf {
    told("full", staffed(), alert(json!({})))
}

/// As little as can be known.
pub(crate) fn bare_stock() -> Shelf {
    let alert = alert(json!({
        "sku": null, "variant": null, "location": "-", "place": null, "level": "low", "because": "first-count",
        "quantities": {"on_hand": 1}, "available": 1, "before": null, "buffer": 0, "incoming": [],
        "threshold": {"pieces": 2, "well_above": 3, "said_by": {"by": "shop"}}, "outlook": null, "supplier": null,
        "suggested": null, "kits": [], "cause": null, "run": null, "history": [], "route": "nobody",
    }));
    Shelf { offers: Vec::new(), ..told("bare", shop(), alert) }
}

/// Sold more than there is, at all places together, in Arabic with Egypt's digits.
pub(crate) fn oversold() -> Shelf {
    let shop = Shop { zone: "Asia/Kuwait".into(), routes: shop().routes, ..dinar().shop };
    let history: Vec<i64> = (0..45).map(|day| 40 - day).collect();
    let alert = alert(json!({
        "title": "كوب الميناء", "variant": "أزرق", "location": "*", "place": null, "level": "negative", "available": -4,
        "before": 2, "quantities": {"on_hand": -3, "reserved": 1}, "incoming": [{"on": "2026-11-25", "pieces": 20}],
        "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "category", "name": "أكواب"}},
        "cause": "point-of-sale", "run": null, "history": history,
    }));
    told("oversold-arabic", shop, alert)
}

/// A digest with two suppliers and one unknown, and what is back.
pub(crate) fn overview() -> Shelf {
    let low = |item: &str, more: Value| {
        let mut alert = alert(more);
        (alert.item, alert.delivery) = (item.to_owned(), Delivery::Digest);
        alert
    };
    let kiln = vec![
        low("1", json!({"level": "out", "available": 0, "title": "Bowl", "variant": null, "sku": "BOWL-1"})),
        low("2", json!({"level": "low", "available": 9})),
    ];
    let nobody = vec![low(
        "3",
        json!({"level": "low", "available": 2, "title": "Gift wrap", "variant": null, "sku": "-5", "outlook": null,
        "supplier": null, "incoming": [], "suggested": null}),
    )];
    let offers = kiln.iter().chain(&nobody).flat_map(|alert| offers(alert, &[7])).collect();
    let recovered = json!([{
        "item": "4", "sku": "TEA-1", "title": "Tea", "location": "-", "number": 1, "at": "2026-11-21T07:00:00Z",
        "worst": "out", "available": 48, "threshold": {"pieces": 5, "well_above": 6, "said_by": {"by": "item"}},
        "route": "stock", "supplier": "Kiln & Co",
    }]);
    let digest = stock::Digest {
        part: 0,
        date: "2026-11-21".parse().expect("a date"),
        route: "stock".into(),
        group: stock::rules::Group::Supplier,
        groups: vec![
            Group { name: Some("Kiln & Co".into()), alerts: kiln },
            Group { name: None, alerts: nobody },
        ],
        recovered: serde_json::from_value(recovered).expect("what is back"),
    };
    Shelf { name: "overview", shop: staffed(), told: Told::Digest(digest), offers }
}

/// A storm that an import raised.
pub(crate) fn storm() -> Shelf {
    let alerts: Vec<Alert> = (0..40)
        .map(|n| {
            let mut alert = alert(json!({"level": if n < 10 { "out" } else { "low" }, "variant": null}));
            (alert.item, alert.title, alert.available) = (n.to_string(), format!("Tile {n}"), n / 10);
            alert
        })
        .collect();
    let at = |text: &str| text.parse().expect("an instant");
    let storm = Summary {
        part: 0,
        route: "stock".into(),
        from: at("2026-11-21T20:00:00Z"),
        to: at("2026-11-21T20:14:00Z"),
        levels: vec![(Level::Out, 10), (Level::Low, 30)],
        likely: serde_json::from_value(json!({"alerts": 38, "cause": "import", "run": "pos-2026-11-21",
            "location": "905684977"}))
        .expect("a cause"),
        alerts,
    };
    Shelf { name: "import", shop: staffed(), told: Told::Storm(storm), offers: Vec::new() }
}

pub(crate) fn shelves() -> Vec<Shelf> {
    vec![full(), bare_stock(), oversold(), overview(), storm()]
}
