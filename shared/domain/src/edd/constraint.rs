//! What a service takes, and where it goes.

use super::{Area, Destination, Door, Unserved};
use crate::settings::{Goods, Service};

/// What is to be sent, as far as it matters to a service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parcel {
    /// What not every service takes.
    pub goods: Vec<Goods>,
    /// What it weighs in grams, if that is known of every piece.
    pub grams: Option<u64>,
    /// Whether money is collected at the door.
    pub cash_on_delivery: bool,
}

impl Service {
    /// Why it doesn't bring this there; nothing if it does.
    pub fn serves(&self, to: &Destination, parcel: &Parcel) -> Result<(), Unserved> {
        let among = |areas: &[Area]| areas.iter().any(|area| area.holds(to));
        let taken = |goods: &&Goods| !self.takes.contains(goods);
        if !self.to.is_empty() && !among(&self.to) || among(&self.not_to) {
            return Err(Unserved::Area);
        }
        match to.kind {
            Door::PoBox if !self.po_boxes => return Err(Unserved::PoBox),
            Door::PickupPoint if !self.pickup_points => return Err(Unserved::PickupPoint),
            _ => {}
        }
        if let Some(goods) = parcel.goods.iter().find(taken) {
            return Err(Unserved::Goods { goods: *goods });
        }
        if let Some(most) = self.max_grams.filter(|most| parcel.grams.is_some_and(|grams| grams > *most)) {
            return Err(Unserved::Weight { most });
        }
        if parcel.cash_on_delivery && !self.cash_on_delivery {
            return Err(Unserved::CashOnDelivery);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn a_service_says_what_it_takes() {
        let plain = Parcel::default();
        let with = |goods| Parcel { goods: vec![goods], ..Parcel::default() };
        let heavy = |grams| Parcel { grams: Some(grams), ..Parcel::default() };
        let cash = Parcel { cash_on_delivery: true, ..Parcel::default() };
        let door = json!({"country": "DE", "postcode": "10115"});
        let island = json!({"country": "DE", "postcode": "27498"});
        let boxed = json!({"country": "DE", "kind": "po-box"});
        let locker = json!({"country": "DE", "kind": "pickup-point"});
        for (service, to, parcel, expected) in [
            (json!({}), &door, &plain, Ok(())),
            (json!({"to": ["DE"]}), &door, &plain, Ok(())),
            (json!({"to": ["AT", "DE:20-29"]}), &door, &plain, Err(Unserved::Area)),
            (json!({"not_to": ["DE:islands"]}), &door, &plain, Ok(())),
            (json!({"not_to": ["DE:islands"]}), &island, &plain, Err(Unserved::Area)),
            (json!({}), &boxed, &plain, Ok(())),
            (json!({"po_boxes": false}), &boxed, &plain, Err(Unserved::PoBox)),
            (json!({"pickup_points": false}), &locker, &plain, Err(Unserved::PickupPoint)),
            (json!({}), &door, &with(Goods::Hazmat), Err(Unserved::Goods { goods: Goods::Hazmat })),
            (json!({"takes": ["hazmat"]}), &door, &with(Goods::Hazmat), Ok(())),
            (
                json!({"takes": ["hazmat"]}),
                &door,
                &with(Goods::Oversize),
                Err(Unserved::Goods { goods: Goods::Oversize }),
            ),
            (json!({}), &door, &with(Goods::AgeCheck), Err(Unserved::Goods { goods: Goods::AgeCheck })),
            (json!({"max_grams": 31500}), &door, &heavy(31500), Ok(())),
            (json!({"max_grams": 31500}), &door, &heavy(31501), Err(Unserved::Weight { most: 31500 })),
            (json!({"max_grams": 31500}), &door, &plain, Ok(())),
            (json!({}), &door, &cash, Ok(())),
            (json!({"cash_on_delivery": false}), &door, &cash, Err(Unserved::CashOnDelivery)),
        ] {
            let said: Value = service.clone();
            let service: Service = serde_json::from_value(service).expect("a service");
            let to: Destination = serde_json::from_value(to.clone()).expect("a destination");
            assert_eq!(service.serves(&to, parcel), expected, "{said} {to:?}");
        }
    }
}
