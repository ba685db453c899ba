//! What nobody wants to hear of.

use jiff::civil::Date;

use super::{
    Because, Item, ItemKind, NETWORK, Rules,
    pick::same,
    rules::{Per, State},
    threshold::Measure,
};

/// Why nobody is told of an item at a place, whatever its stock is.
pub(crate) fn suppressed(
    item: &Item,
    location: &str,
    measure: &Measure<'_>,
    rules: &Rules,
    today: Date,
) -> Option<Because> {
    let whole = location == NETWORK;
    match measure.per {
        Per::Network if !whole => return Some(Because::JudgedAsNetwork),
        Per::Location if whole => return Some(Because::JudgedByLocation),
        Per::Network | Per::Location => {}
    }
    if !item.tracked {
        return Some(Because::NotTracked);
    }
    if !item.offered {
        return Some(Because::NotOffered);
    }
    match item.kind {
        ItemKind::Goods => {}
        ItemKind::Digital => return Some(Because::Digital),
        ItemKind::Bundle => return Some(Because::JudgedByParts),
        ItemKind::DropShip => return Some(Because::DropShip),
    }
    let is_any =
        |words: &[String]| words.iter().any(|word| item.categories.iter().any(|own| same(own, word)));
    let drop_ships =
        measure.supplier.and_then(|(_, known)| known).is_some_and(|supplier| supplier.drop_ships);
    match measure.state {
        Some(State::Active) => {}
        Some(State::Discontinued) => return Some(Because::Discontinued),
        Some(State::EndOfLife) => return Some(Because::EndOfLife),
        Some(State::PreOrder) => return Some(Because::PreOrder),
        Some(State::DropShip) => return Some(Because::DropShip),
        None if drop_ships => return Some(Because::DropShip),
        None if is_any(&rules.discontinued) => return Some(Because::Discontinued),
        None if is_any(&rules.preorder) => return Some(Because::PreOrder),
        None => {}
    }
    let off = measure.months.is_some_and(|months| !months.contains(&today.month()));
    off.then_some(Because::OutOfSeason)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::settings::{Supplier, Suppliers};

    #[test]
    fn what_nobody_wants_to_hear_of() {
        let item = |fields: serde_json::Value| -> Item {
            let mut item = json!({"id": "1", "title": "Mug", "vendor": "Kiln"});
            let given = fields.as_object().expect("an object").clone();
            item.as_object_mut().expect("an object").extend(given);
            serde_json::from_value(item).expect("an item")
        };
        let one = |rule: serde_json::Value| json!({ "rules": [rule] });
        let mut drop_ships = Suppliers::new();
        drop_ships.insert("Kiln".into(), Supplier { drop_ships: true, ..Supplier::default() });
        let nobody = Suppliers::new();
        for (fields, rules, suppliers, location, expected) in [
            (json!({}), json!({}), &nobody, "berlin", None),
            (json!({}), json!({}), &nobody, NETWORK, Some(Because::JudgedByLocation)),
            (json!({}), json!({"per": "network"}), &nobody, NETWORK, None),
            (json!({}), json!({"per": "network"}), &nobody, "berlin", Some(Because::JudgedAsNetwork)),
            (json!({"tracked": false}), json!({}), &nobody, "berlin", Some(Because::NotTracked)),
            (json!({"offered": false}), json!({}), &nobody, "berlin", Some(Because::NotOffered)),
            (json!({"kind": "digital"}), json!({}), &nobody, "berlin", Some(Because::Digital)),
            (json!({"kind": "bundle"}), json!({}), &nobody, "berlin", Some(Because::JudgedByParts)),
            (json!({"kind": "drop-ship"}), json!({}), &nobody, "berlin", Some(Because::DropShip)),
            (json!({}), json!({}), &drop_ships, "berlin", Some(Because::DropShip)),
            (json!({}), one(json!({"state": "active"})), &drop_ships, "berlin", None),
            (json!({"categories": ["Discontinued"]}), json!({}), &nobody, "-", Some(Because::Discontinued)),
            (
                json!({"categories": ["old"]}),
                json!({"discontinued": ["OLD"]}),
                &nobody,
                "-",
                Some(Because::Discontinued),
            ),
            (
                json!({"categories": ["discontinued"]}),
                one(json!({"sku": "1", "state": "active"})),
                &nobody,
                "-",
                None,
            ),
            (json!({"categories": ["Pre-Order"]}), json!({}), &nobody, "-", Some(Because::PreOrder)),
            (
                json!({}),
                one(json!({"sku": "1", "state": "pre-order"})),
                &nobody,
                "-",
                Some(Because::PreOrder),
            ),
            (
                json!({}),
                one(json!({"sku": "1", "state": "end-of-life"})),
                &nobody,
                "-",
                Some(Because::EndOfLife),
            ),
            (json!({}), one(json!({"sku": "2", "state": "end-of-life"})), &nobody, "-", None),
            (json!({}), one(json!({"months": [10, 12]})), &nobody, "-", Some(Because::OutOfSeason)),
            (json!({}), one(json!({"months": [11]})), &nobody, "-", None),
        ] {
            let (item, told) = (item(fields.clone()), rules.to_string());
            let rules: Rules = serde_json::from_value(rules).expect("rules");
            let measure = rules.measure(&item, location, suppliers);
            let found = suppressed(&item, location, &measure, &rules, jiff::civil::date(2026, 11, 10));
            assert_eq!(found, expected, "{fields} by {told} at {location}");
        }
    }
}
