//! The orders that are sent: as Shopify prints them, three lines, 20.00 EUR, a body that compresses to about 2 KB.

use domain::Timestamp;
use intake::Secret;
use jiff::SignedDuration;
use serde_json::{Value, json};

use super::cloud::SECRET;

/// An order placed at `placed`; `minute` counts its snapshots.
pub(super) fn body(id: u64, placed: Timestamp, minute: i64, status: &str) -> Value {
    let line = |n: u64, title: &str, price: &str| {
        json!({"id": n, "sku": format!("TEA-{n}"), "title": title, "quantity": 1, "current_quantity": 1,
            "price": price, "total_discount": "0.00", "discount_allocations": []})
    };
    json!({
        "id": id,
        "admin_graphql_api_id": format!("gid://shopify/Order/{id}"),
        "name": format!("#{id}"),
        "created_at": placed.to_string(),
        "processed_at": placed.to_string(),
        "updated_at": (placed + SignedDuration::from_mins(minute)).to_string(),
        "cancelled_at": null,
        "currency": "EUR",
        "presentment_currency": "EUR",
        "customer_locale": "en",
        "email": format!("buyer-{id}@example.com"),
        "customer": {"id": id},
        "financial_status": status,
        "fulfillment_status": null,
        "payment_gateway_names": ["shopify_payments"],
        "source_name": "web",
        "test": false,
        "taxes_included": true,
        "subtotal_price": "16.00",
        "total_discounts": "0.00",
        "total_line_items_price": "16.00",
        "total_tax": "3.19",
        "total_price": "20.00",
        "tax_lines": [{"title": "VAT", "rate": 0.19, "price": "3.19"}],
        "discount_codes": [],
        "discount_applications": [],
        "shipping_lines": [{"title": "Standard", "price": "4.00", "discounted_price": "4.00"}],
        "line_items": [
            line(1, "Assam", "8.00"),
            line(2, "Darjeeling first flush", "5.00"),
            line(3, "Sencha", "3.00"),
        ],
        "refunds": [],
        "note": filler(id, 2_100),
    })
}

/// The same, made as long as this by its note. Of the note's letters one in eight is chance: an order of 1 MiB is
/// text of people, which compresses, not noise.
pub(super) fn sized(id: u64, placed: Timestamp, bytes: usize) -> Value {
    let mut body = body(id, placed, 0, "paid");
    body["note"] = json!("");
    let room = bytes.saturating_sub(body.to_string().len());
    let chance = filler(id, room.div_ceil(8));
    let spread: String =
        chance.chars().flat_map(|letter| ['t', 'e', 'a', ' ', 'a', 'n', 'd', letter]).collect();
    body["note"] = json!(&spread[..room]);
    body
}

/// Letters by chance, the same for the same order.
fn filler(seed: u64, length: usize) -> String {
    let mut noise = seed;
    let letters = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + u8::try_from((noise >> 40) % 26).unwrap_or_default())
    });
    letters.take(length).collect()
}

/// The event that the HTTP API makes of a signed delivery; `spoiled` breaks the signature.
pub(super) fn asked(topic: &str, body: &Value, now: Timestamp, spoiled: bool) -> Value {
    let text = body.to_string();
    let secret = Secret::new(if spoiled { "another secret" } else { SECRET });
    let source = intake::source("shopify").expect("a known source");
    let mut headers: serde_json::Map<String, Value> = source
        .sign(topic, text.as_bytes(), &secret, now)
        .into_iter()
        .map(|(n, v)| (n.to_lowercase(), v.into()))
        .collect();
    headers.insert("host".into(), "door.example".into());
    json!({
        "version": "2.0",
        "routeKey": "POST /hooks/{source}/{shop}",
        "rawPath": "/hooks/shopify/acme",
        "rawQueryString": "",
        "headers": headers,
        "pathParameters": {"source": "shopify", "shop": "acme"},
        "requestContext": {
            "accountId": "000000000000", "apiId": "bench", "domainName": "door.example", "domainPrefix": "door",
            "http": {"method": "POST", "path": "/hooks/shopify/acme", "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1", "userAgent": "Shopify-Captain-Hook"},
            "requestId": "bench", "routeKey": "POST /hooks/{source}/{shop}", "stage": "$default",
            "time": "25/Nov/2026:09:00:00 +0000", "timeEpoch": now.as_millisecond(),
        },
        "body": text,
        "isBase64Encoded": false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_as_large_as_asked_and_translates() {
        let source = intake::source("shopify").expect("a known source");
        let now = Timestamp::UNIX_EPOCH;
        assert!(source.translate("orders/create", body(7, now, 0, "paid").to_string().as_bytes()).is_ok());
        for bytes in [10 * 1024, 1024 * 1024] {
            let body = sized(7, now, bytes).to_string();
            assert_eq!(body.len(), bytes);
            assert!(source.translate("orders/create", body.as_bytes()).is_ok());
        }
    }
}
