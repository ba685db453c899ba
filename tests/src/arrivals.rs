//! Deliveries of a shop's webhooks, and every order in which they can arrive.

use domain::Timestamp;
use intake::Secret;
use jiff::SignedDuration;
use serde_json::{Value, json};
use shell::HttpRequest;

/// The secret of the test shop, of the form that every source takes.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// One delivery: what the shop sends.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Who sends it.
    pub source: &'static str,
    /// The shop's word for what happened.
    pub topic: &'static str,
    /// The body.
    pub body: Vec<u8>,
}

impl Delivery {
    /// The signed request.
    pub fn asked(&self, now: Timestamp) -> HttpRequest {
        let source = intake::source(self.source).expect("a known source");
        let headers = source.sign(self.topic, &self.body, &Secret::new(SECRET), now);
        HttpRequest {
            headers: headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect(),
            path: vec![("source".into(), self.source.into()), ("shop".into(), "acme".into())],
            body: self.body.clone(),
            ..HttpRequest::default()
        }
    }
}

/// An order as Shopify prints it: one line, 20.00 EUR, tax contained.
pub fn order(id: u64, placed: Timestamp, updated: Timestamp, status: &str) -> Value {
    json!({
        "id": id,
        "admin_graphql_api_id": format!("gid://shopify/Order/{id}"),
        "name": format!("#{id}"),
        "created_at": placed.to_string(),
        "processed_at": placed.to_string(),
        "updated_at": updated.to_string(),
        "cancelled_at": null,
        "currency": "EUR",
        "presentment_currency": "EUR",
        "customer_locale": "en",
        "email": format!("buyer-{id}@example.com"),
        "customer": {"id": 7},
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
        "line_items": [{
            "id": 1, "sku": "TEA-1", "title": "Assam", "quantity": 2, "current_quantity": 2, "price": "8.00",
            "total_discount": "0.00", "discount_allocations": [],
        }],
        "refunds": [],
    })
}

/// A delivery of `body` under `topic`.
pub fn delivery(topic: &'static str, body: &Value) -> Delivery {
    Delivery { source: "shopify", topic, body: body.to_string().into_bytes() }
}

/// Up to three deliveries about order `id`: authorised at its creation, the same once more, captured a minute later.
pub fn deliveries(id: u64, placed: Timestamp, how_many: usize) -> Vec<Delivery> {
    let created = delivery("orders/create", &order(id, placed, placed, "authorized"));
    let captured = order(id, placed, placed + SignedDuration::from_mins(1), "paid");
    let all = [created.clone(), created, delivery("orders/updated", &captured)];
    all.into_iter().take(how_many).collect()
}

/// Every order in which deliveries can arrive, `counts[i]` of them about entity `i`, as (entity, which of its
/// deliveries). An entity's first two deliveries are the same bytes, and entities that have equally many are alike:
/// of sequences that differ only by such names one is kept.
pub fn sequences(counts: &[usize]) -> Vec<Vec<(usize, usize)>> {
    fn extend(
        left: &mut Vec<Vec<usize>>,
        so_far: &mut Vec<(usize, usize)>,
        all: &mut Vec<Vec<(usize, usize)>>,
    ) {
        if left.iter().all(Vec::is_empty) {
            all.push(so_far.clone());
            return;
        }
        for entity in 0..left.len() {
            let fresh = |e: usize, so_far: &[(usize, usize)]| so_far.iter().all(|(seen, _)| *seen != e);
            let size = |e: usize, left: &[Vec<usize>], so_far: &[(usize, usize)]| {
                left[e].len() + so_far.iter().filter(|(seen, _)| *seen == e).count()
            };
            // Of several entities that are alike and haven't come yet, the first comes first.
            let twin_first = (0..entity).any(|e| {
                fresh(e, so_far)
                    && fresh(entity, so_far)
                    && size(e, left, so_far) == size(entity, left, so_far)
            });
            if twin_first {
                continue;
            }
            for at in 0..left[entity].len() {
                // The second delivery is the first once more.
                if left[entity][at] == 1 && left[entity].contains(&0) {
                    continue;
                }
                let which = left[entity].remove(at);
                so_far.push((entity, which));
                extend(left, so_far, all);
                so_far.pop();
                left[entity].insert(at, which);
            }
        }
    }
    let mut all = Vec::new();
    let mut left: Vec<Vec<usize>> = counts.iter().map(|count| (0..*count).collect()).collect();
    extend(&mut left, &mut Vec::new(), &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_counted_right() {
        for (counts, expected) in [
            (&[1][..], 1),
            (&[2][..], 1),
            (&[3][..], 3),
            (&[1, 1][..], 1),
            (&[1, 2][..], 3),
            (&[2, 2][..], 24 / (2 * 2 * 2)),
            (&[1, 1, 1][..], 1),
            (&[1, 2, 3][..], 720 / (2 * 2)),
            (&[2, 2, 3][..], 5040 / (2 * 2 * 2 * 2)),
        ] {
            assert_eq!(sequences(counts).len(), expected, "{counts:?}");
        }
    }
}
