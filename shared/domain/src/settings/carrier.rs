//! Who brings parcels to buyers, and by which services.

use std::collections::BTreeMap;

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Calendar, Closed, Shop,
    mistakes::{Mistakes, plain},
};
use crate::{edd::Area, stock::rules::Day};

/// `[carriers.DHL]`: who brings parcels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Carrier {
    /// When they fetch parcels; Monday to Friday but for the public holidays of where the warehouse is, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pick_up: Option<Calendar>,
    /// The days of the week on which they deliver; Monday to Friday if empty. Public holidays of where a parcel goes are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivery_days: Vec<Day>,
    /// Whether they deliver on public holidays as well.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub on_holidays: bool,
    /// Days on which they deliver nothing anywhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Closed>,
    /// By name: what they offer.
    pub services: BTreeMap<String, Service>,
}

/// `[carriers.DHL.services.parcel]`: a way of sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Service {
    /// Names of ways of shipping in the shop that mean this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<String>,
    /// The carrier's own word for the least delivery days on the way, where the shop has no table. 0 to 120.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 120))]
    pub min_days: Option<u16>,
    /// The most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 120))]
    pub max_days: Option<u16>,
    /// Until when on a day an order goes out by it the same day, where that is earlier than the warehouse's own cut-off. At this
    /// time it is too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "time"))]
    pub cut_off: Option<Time>,
    /// And on some days of the week.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(with = "BTreeMap<Day, String>")]
    pub cut_offs: BTreeMap<Day, Time>,
    /// The days of the week on which it is delivered, if not as usual with the carrier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delivery_days: Vec<Day>,
    /// Where it goes; wherever a transit time is known, if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Area>,
    /// Where it doesn't go, such as `DE:islands`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_to: Vec<Area>,
    /// Whether it is brought to boxes at a post office.
    pub po_boxes: bool,
    /// Whether it is brought to shops and lockers.
    pub pickup_points: bool,
    /// What it takes besides ordinary goods.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<Goods>,
    /// The heaviest parcel, in grams.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 1_000_000_000))]
    pub max_grams: Option<u64>,
    /// Whether money is collected at the door.
    pub cash_on_delivery: bool,
}

impl Default for Service {
    fn default() -> Self {
        Self {
            titles: vec![],
            min_days: None,
            max_days: None,
            cut_off: None,
            cut_offs: BTreeMap::new(),
            delivery_days: vec![],
            to: vec![],
            not_to: vec![],
            po_boxes: true,
            pickup_points: true,
            takes: vec![],
            max_grams: None,
            cash_on_delivery: true,
        }
    }
}

/// Goods that not every service takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Goods {
    /// Batteries, perfume, gas: dangerous goods.
    Hazmat,
    /// Too long or too wide for the belt.
    Oversize,
    /// Handed over to adults only.
    AgeCheck,
}

/// By name.
pub type Carriers = BTreeMap<String, Carrier>;

impl Shop {
    /// A service by its whole name, such as `DHL/parcel`, with its carrier.
    pub fn service(&self, name: &str) -> Option<(&Carrier, &Service)> {
        let (carrier, service) = name.split_once('/')?;
        let carrier = self.carriers.get(carrier)?;
        Some((carrier, carrier.services.get(service)?))
    }

    /// All services by their whole names.
    pub fn services(&self) -> impl Iterator<Item = String> {
        self.carriers
            .iter()
            .flat_map(|(carrier, of)| of.services.keys().map(move |name| format!("{carrier}/{name}")))
    }

    pub(super) fn check_carriers(&self, found: &mut Mistakes) {
        for (name, carrier) in &self.carriers {
            found.unless(
                plain(name) && !name.contains('/') && name.chars().count() <= 60,
                &format!("carriers.\"{name}\""),
                "name the carrier on one line of at most 60 characters, without a slash",
            );
            if let Some(calendar) = &carrier.pick_up {
                calendar.check(&format!("carriers.\"{name}\".pick_up"), found);
            }
            for (service, of) in &carrier.services {
                let key = |key: &str| format!("carriers.\"{name}\".services.\"{service}\"{key}");
                found.unless(
                    plain(service) && !service.contains('/') && service.chars().count() <= 60,
                    &key(""),
                    "name the service on one line of at most 60 characters, without a slash",
                );
                found.unless(
                    of.min_days.is_some() == of.max_days.is_some() && of.min_days <= of.max_days,
                    &key(".max_days"),
                    "say both min_days and max_days, the lesser first, or neither",
                );
            }
        }
        self.check_dates(found);
        let mut titles: Vec<(String, String)> = vec![];
        for name in self.services() {
            let Some((_, of)) = self.service(&name) else { continue };
            for title in &of.titles {
                let title = title.trim().to_lowercase();
                let other =
                    titles.iter().find(|(known, _)| *known == title).map(|(_, service)| service.clone());
                found.unless(
                    other.is_none() && plain(&title),
                    &format!("carriers: {name}: titles"),
                    "a way of shipping means one service: name each title once, and none that is empty",
                );
                titles.push((title, name.clone()));
            }
        }
    }

    /// What the rules of dates name is there. What they are otherwise is their schema's.
    fn check_dates(&self, found: &mut Mistakes) {
        let Ok(rules) = self.rules_of_edd() else { return };
        let key = |key: &str| format!("automations.edd-calculation.{key}");
        for id in &rules.origins {
            found.unless(
                self.places.get(id).is_some_and(|place| place.calendar.is_some()),
                &key("origins"),
                &format!("\"{id}\" sends no parcels; name the id of a place that has a [places.ID.calendar]"),
            );
        }
        for name in &rules.services {
            found.unless(
                self.service(name).is_some(),
                &key("services"),
                &format!("no carrier has \"{name}\"; write carrier and service, such as \"DHL/parcel\""),
            );
        }
        found.unless(
            rules.min_days <= rules.max_days,
            &key("max_days"),
            "it is less than min_days; write the lesser first",
        );
        found.unless(
            rules.busy.iter().all(|busy| busy.from <= busy.to),
            &key("busy"),
            "write the first day, then the last one",
        );
        found.unless(
            rules
                .customs
                .iter()
                .all(|customs| customs.min_days <= customs.max_days && !customs.to.is_empty()),
            &key("customs"),
            "say where to, and the lesser number of days first",
        );
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::settings::Shop;

    #[test]
    fn what_rules_of_dates_name_has_to_be_there() {
        let with = |rules: Value| -> Vec<String> {
            let shop: Shop = serde_json::from_value(json!({
                "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en", "zone": "Europe/Berlin",
                "sender": {"address": "shop@acme.example"},
                "places": {
                    "berlin": {"name": "Berlin", "country": "DE", "calendar": {"cut_off": "14:00"}},
                    "till": {"name": "Till"},
                },
                "carriers": {"DHL": {"services": {"parcel": {"to": ["AT", "CH:8"]}}}},
                "automations": {"edd-calculation": rules},
            }))
            .expect("a shop");
            assert_eq!(shop.holiday_countries().into_iter().collect::<Vec<_>>(), ["AT", "CH", "DE"]);
            shop.mistakes()
        };
        for (rules, told) in [
            (json!({"origins": ["berlin"], "services": ["DHL/parcel"], "min_days": 1, "max_days": 1}), None),
            (json!({"origins": ["ulm"]}), Some("origins: \"ulm\" sends no parcels")),
            (json!({"origins": ["till"]}), Some("origins: \"till\" sends no parcels")),
            (json!({"services": ["DHL"]}), Some("services: no carrier has \"DHL\"")),
            (json!({"min_days": 3}), Some("max_days: it is less than min_days")),
            (json!({"busy": [{"from": "2026-12-24", "to": "2026-12-01", "days": 2}]}), Some("busy: ")),
            (json!({"customs": [{"to": ["US"], "min_days": 3, "max_days": 1}]}), Some("customs: ")),
        ] {
            let found = with(rules.clone());
            match told {
                None => assert_eq!(found, Vec::<String>::new()),
                Some(told) => assert!(found.len() == 1 && found[0].contains(told), "{rules}: {found:?}"),
            }
        }
    }
}
