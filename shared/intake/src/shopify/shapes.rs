//! Topics by the shape of their bodies: for people who have a body on disk and nothing else.

use serde_json::{Map, Value};

/// Bodies by the keys that give them away; the first that has them all wins. Of topics with one shape the most usual
/// is named. What several topics may have sent, such as `{id}`, isn't here.
const SHAPES: &[(&str, &[&str])] = &[
    ("orders/edited", &["order_edit"]),
    ("customers/data_request", &["data_request", "customer"]),
    ("customers/redact", &["orders_to_redact", "customer"]),
    ("customers/merge", &["admin_graphql_api_customer_kept_id"]),
    ("subscription_billing_attempts/failure", &["subscription_contract_id", "idempotency_key"]),
    ("disputes/create", &["order_id", "evidence_due_by"]),
    ("tender_transactions/create", &["order_id", "remote_reference", "payment_method"]),
    ("fulfillment_events/create", &["fulfillment_id", "happened_at"]),
    ("fulfillment_orders/placed_on_hold", &["fulfillment_order", "held_fulfillment_order_line_items"]),
    ("reverse_deliveries/attach_deliverable", &["return", "shipping_deliverable"]),
    ("reverse_fulfillment_orders/dispose", &["id", "dispositions"]),
    ("orders/risk_assessment_changed", &["risk_level", "provider_id"]),
    ("returns/decline", &["id", "status", "decline"]),
    ("returns/approve", &["status", "return_line_items"]),
    ("returns/update", &["return_line_items", "restocking_fees"]),
    ("refunds/create", &["order_id", "refund_line_items"]),
    ("refunds/create", &["id", "refund_line_items", "transactions"]),
    ("draft_orders/create", &["line_items", "invoice_url"]),
    ("checkouts/create", &["line_items", "completed_at"]),
    ("orders/create", &["line_items", "financial_status"]),
    ("orders/create", &["line_items", "order_number"]),
    ("fulfillments/create", &["order_id", "tracking_numbers"]),
    ("inventory_transfers/ready_to_ship", &["line_items", "happened_at"]),
    ("carts/update", &["line_items", "token"]),
    ("checkouts/delete", &["cart_token", "reservation_token"]),
    ("products/update", &["variants", "handle"]),
    ("variants/out_of_stock", &["product_id", "old_inventory_quantity"]),
    ("customers/update", &["email", "addresses"]),
    ("customers/delete", &["id", "addresses", "tax_exemptions"]),
    ("inventory_items/update", &["id", "tracked", "requires_shipping"]),
    ("inventory_levels/update", &["inventory_item_id", "location_id", "available"]),
    ("inventory_levels/disconnect", &["inventory_item_id", "location_id"]),
    ("shop/update", &["id", "myshopify_domain", "plan_name"]),
    ("shop/redact", &["shop_id", "shop_domain"]),
    ("orders/create", &["line_items", "total_price"]),
];

/// The topic that a body of this shape most likely came under.
pub(super) fn guess(body: &Map<String, Value>) -> Option<&'static str> {
    let fits = |keys: &[&str]| keys.iter().all(|key| body.contains_key(*key));
    SHAPES.iter().find(|(_, keys)| fits(keys)).map(|(topic, _)| *topic)
}
