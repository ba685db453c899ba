//! How a WooCommerce order stands: what its status says of goods and money, and whether it is an order at all.

use domain::{order::PaymentStatus, webhook::Translation};
use intake::source;

use crate::woocommerce_orders::read;

#[test]
fn a_status_is_a_state_of_the_payment() {
    use PaymentStatus::{Expired, Paid, PartlyRefunded, Pending, Refunded, Voided};
    const BACK: &str = "\"refunds\": [{\"total\": \"-1.00\"}, {\"total\": \"-0.50\"}]";
    for (status, paid, method, rest, state, cancelled, draft) in [
        ("pending", false, "ppcp", "", Pending, false, false),
        ("on-hold", false, "bacs", "", Pending, false, false),
        ("pending", true, "ppcp", "", Paid, false, false),
        ("on-hold", true, "bacs", "", Paid, false, false),
        ("on-hold", true, "ppcp", BACK, PartlyRefunded, false, false),
        ("processing", true, "ppcp", "", Paid, false, false),
        ("processing", false, "ppcp", "", Paid, false, false),
        ("wc-processing", true, "ppcp", "", Paid, false, false),
        ("processing", false, "cod", "", Pending, false, false),
        ("completed", true, "cod", "", Paid, false, false),
        ("completed", false, "cheque", "", Pending, false, false),
        ("processing", false, "bacs", "", Pending, false, false),
        ("cancelled", false, "ppcp", "", Voided, true, false),
        ("cancelled", true, "ppcp", "", Paid, true, false),
        ("trash", false, "ppcp", "", Voided, true, false),
        ("failed", false, "ppcp", "", Expired, false, false),
        ("refunded", true, "ppcp", "", Refunded, false, false),
        ("shipped", true, "cod", "", Paid, false, false),
        ("awaiting-shipment", false, "ppcp", "", Pending, false, false),
        ("completed", true, "ppcp", BACK, PartlyRefunded, false, false),
        ("completed", true, "ppcp", "\"refunds\": [{\"total\": \"-2.00\"}]", Refunded, false, false),
        ("completed", true, "ppcp", "\"refunds\": [{\"total\": \"-0.00\"}]", Paid, false, false),
        ("cancelled", true, "ppcp", "\"refunds\": [{\"total\": \"-2.00\"}]", Refunded, true, false),
        ("processing", true, "ppcp", "\"created_via\": \"admin\"", Paid, false, true),
    ] {
        let comma = if rest.is_empty() { "" } else { "," };
        let paid_at = if paid { "\"2026-01-01T00:05:00\"" } else { "null" };
        let order = read(&format!(
            r#"{{"id": 1, "status": "{status}", "currency": "EUR", "date_created_gmt": "2026-01-01T00:00:00",
            "date_modified_gmt": "2026-01-02T00:00:00", "date_paid_gmt": {paid_at}, "payment_method": "{method}",
            "customer_id": 0, "line_items": [{{"id": 2, "name": "x", "quantity": 1, "total": "2.00"}}],
            "total": "2.00"{comma} {rest}}}"#
        ));
        let what = format!("{status}, paid {paid}, {method}, {rest}");
        assert_eq!(order.payment.status, state, "{what}");
        let at = order.cancelled_at.map(|at| at.to_string());
        assert_eq!(at.as_deref(), cancelled.then_some("2026-01-02T00:00:00Z"), "{what}");
        assert_eq!(order.draft, draft, "{what}");
        assert_eq!(order.customer, None, "a guest");
        assert_eq!(order.check_sums(), Ok(()), "{what}");
    }
}

/// As `topic` tells an order of this status.
fn told(topic: &str, status: &str) -> Translation {
    let body = format!(
        r#"{{"id": 1, "status": "{status}", "currency": "EUR", "date_created_gmt": "2026-01-01T00:00:00",
        "date_modified_gmt": "2026-01-02T00:00:00", "payment_method": "cod", "billing": {{"email": "ada@customer.example"}},
        "line_items": [{{"id": 2, "name": "x", "quantity": 1, "total": "2.00"}}], "total": "2.00"}}"#
    );
    source("woocommerce").expect("a source").translate(topic, body.as_bytes()).expect("readable")
}

#[test]
fn a_checkout_that_nobody_finished_is_no_order() {
    for topic in ["order.created", "order.updated", "order.restored"] {
        for status in ["draft", "auto-draft", "checkout-draft", "wc-checkout-draft", "new"] {
            let reason = format!("{topic}: nobody has placed the order");
            assert_eq!(told(topic, status), Translation::Ignored { reason }, "{status}");
        }
    }
}

/// WooCommerce has no word for an edit.
#[test]
fn every_update_may_be_an_edit() {
    for (topic, edited) in [("order.created", false), ("order.updated", true), ("order.restored", true)] {
        let Translation::Happened(happened) = told(topic, "processing") else { panic!("{topic}") };
        assert_eq!(happened.edited_at, edited.then_some(happened.source.at), "{topic}");
    }
}
