//! Which services go somewhere, and what they take there.

use super::{
    Declared, Destination, Measured, Parcel, Reckoner, Table, Transit, TransitSource as _, Unserved,
    Waterfall, learned::Model,
};
use crate::stock::rules::Day;

/// A service, seen from a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Carrier and service.
    pub service: String,
    /// Why it doesn't go there.
    pub unserved: Option<Unserved>,
    /// How long it takes, from the first place that knows.
    pub transit: Option<Transit>,
    /// Whether the settings say where it goes; where they are silent, it goes where it is known how long that takes.
    pub said: bool,
    /// Whether money is collected at the door.
    pub cash_on_delivery: bool,
    /// The days of the week on which parcels are fetched.
    pub pick_up_days: Vec<Day>,
    /// The days of the week on which they are delivered.
    pub delivery_days: Vec<Day>,
    /// The heaviest parcel, in grams.
    pub max_grams: Option<u64>,
}

impl Served {
    /// Whether a parcel gets there by it.
    pub fn goes(&self) -> bool {
        self.unserved.is_none() && (self.said || self.transit.is_some())
    }

    /// In one word: that it does, or why it doesn't.
    pub fn code(&self) -> &'static str {
        match self.unserved {
            Some(unserved) => unserved.code(),
            None if self.transit.is_none() => "no-transit",
            None => "served",
        }
    }
}

impl Reckoner {
    /// What each of the shop's services says of a destination, in their order; how long it takes is known as in [`Reckoner::reckon`].
    pub fn served(
        &self,
        to: &Destination,
        parcel: &Parcel,
        model: Option<&Model>,
        table: &Table,
    ) -> Vec<Served> {
        let (measured, declared) = (model.map(Measured), Declared(&self.shop));
        let fall = Waterfall::down(measured.as_ref(), &declared, table);
        let mut found = Vec::new();
        for courier in &self.couriers {
            let Some((carrier, service)) = self.shop.service(&courier.name) else { continue };
            let transit = self.yards.iter().find_map(|yard| fall.transit(&yard.lane(courier, to, parcel)));
            let pick_up = carrier.pick_up.as_ref().map(|calendar| calendar.work_days.as_slice());
            found.push(Served {
                service: courier.name.clone(),
                unserved: service.serves(to, parcel).err(),
                transit,
                said: !service.to.is_empty(),
                cash_on_delivery: service.cash_on_delivery,
                pick_up_days: named([pick_up.unwrap_or_default(), &[]]),
                delivery_days: named([&service.delivery_days, &carrier.delivery_days]),
                max_grams: service.max_grams,
            });
        }
        found
    }
}

/// The first list that names any days.
fn named(lists: [&[Day]; 2]) -> Vec<Day> {
    lists.into_iter().find(|days| !days.is_empty()).unwrap_or(&Day::WORKING).to_vec()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::{
        edd::Rules,
        settings::{Goods, Shop},
    };

    fn reckoner() -> Reckoner {
        let shop: Shop = serde_json::from_value(json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "de", "zone": "Europe/Berlin",
            "sender": {"address": "shop@acme.example"},
            "places": {"berlin": {"name": "Berlin", "country": "DE", "calendar": {}}},
            "carriers": {"A": {"delivery_days": ["monday", "saturday"], "services": {
                "far": {"to": ["DE", "JP"]},
                "mainland": {"min_days": 1, "max_days": 2, "not_to": ["DE:islands"], "max_grams": 31500},
                "nowhere": {},
                "parcel": {"min_days": 1, "max_days": 2, "cash_on_delivery": false, "pickup_points": false,
                    "po_boxes": false},
            }}},
        }))
        .expect("a shop");
        Reckoner::new(Arc::new(shop), Rules::default())
    }

    #[test]
    fn every_service_answers_with_a_word() {
        let (reckoner, table, parcel) = (reckoner(), Table::default(), Parcel::default());
        let cash = Parcel { cash_on_delivery: true, ..Parcel::default() };
        let heavy = Parcel { grams: Some(40_000), ..Parcel::default() };
        let risky = Parcel { goods: vec![Goods::Hazmat], ..Parcel::default() };
        let (no, yes) = ("no-transit", "served");
        for (to, parcel, expected) in [
            (json!({"country": "DE", "postcode": "10115"}), &parcel, [no, yes, no, yes]),
            (json!({"country": "DE", "postcode": "D-27498"}), &parcel, [no, "area", no, yes]),
            (json!({"country": "FR"}), &parcel, ["area", yes, no, yes]),
            (json!({"country": "DE", "kind": "po-box"}), &parcel, [no, yes, no, "po-box"]),
            (json!({"country": "DE", "kind": "pickup-point"}), &parcel, [no, yes, no, "pickup-point"]),
            (json!({"country": "DE"}), &cash, [no, yes, no, "cash-on-delivery"]),
            (json!({"country": "DE"}), &heavy, [no, "weight", no, yes]),
            (json!({"country": "DE"}), &risky, ["goods"; 4]),
        ] {
            let said = to.to_string();
            let to: Destination = serde_json::from_value(to).expect("a destination");
            let served = reckoner.served(&to, parcel, None, &table);
            assert_eq!(served.iter().map(Served::code).collect::<Vec<_>>(), expected, "{said}");
            for of in &served {
                let goes = of.code() == yes || of.code() == no && of.said;
                assert_eq!(of.goes(), goes, "{said}: {}", of.service);
            }
            assert_eq!(served[0].pick_up_days, Day::WORKING);
            assert_eq!(served[0].delivery_days, [Day::Monday, Day::Saturday]);
        }
    }
}
