//! Orders as WooCommerce prints them.

use domain::Timestamp;
use serde_json::{Value, json};

use crate::arrivals::Delivery;

/// A paid order of 20.00 EUR, placed at `at`: two at 8.00, shipping 4.00, 19 % tax contained.
pub fn order(id: u64, at: Timestamp) -> Value {
    let mut order: Value = serde_json::from_str(include_str!("woo-order.json")).expect("JSON");
    let stamp = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    for key in ["date_created", "date_modified", "date_paid"] {
        order[key] = json!(stamp);
        order[format!("{key}_gmt")] = json!(stamp);
    }
    order["id"] = json!(id);
    order["number"] = json!(id.to_string());
    order["billing"]["email"] = json!(format!("buyer-{id}@example.com"));
    order
}

/// Its creation.
pub fn created(id: u64, at: Timestamp) -> Delivery {
    Delivery { source: "woocommerce", topic: "order.created", body: order(id, at).to_string().into_bytes() }
}
