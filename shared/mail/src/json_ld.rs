//! The order as machines read it in the mail: schema.org's `Order`, as JSON-LD.
//!
//! It holds what the mail shows, and nobody's name or address.

use domain::{
    edd::Delay,
    order::{LineItem, Order, PaymentStatus, ShipmentStatus},
};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{Unmailable, clean, context::Context, delivery, strings::Fence};

/// The JSON, safe to stand in a `script` element.
pub(crate) fn of(
    order: &Order,
    delay: Option<&Delay>,
    url: Option<&str>,
    shop_name: &str,
    cx: &Context,
) -> Result<String, Unmailable> {
    let lines = order.lines.iter().filter(|line| line.quantity != 0);
    let offers: Vec<_> = lines.map(|line| offer(line, cx)).collect::<Result<_, _>>()?;
    let placed = order.placed_at.to_zoned(cx.zone.clone());
    let mut merchant = json!({"@type": "Organization", "name": shop_name});
    put(&mut merchant, "url", cx.allowed(Some(&cx.shop.url)));
    let mut said = json!({
        "@context": "https://schema.org",
        "@type": "Order",
        "merchant": merchant,
        "orderNumber": clean::line(&order.name, "order.name")?,
        "orderDate": placed.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        "orderStatus": format!("https://schema.org/{}", status(order)),
        "priceCurrency": order.currency.code(),
        "price": order.totals.total.decimal(),
        "acceptedOffer": offers,
    });
    if let Some(url) = url {
        let name = cx.strings.say("view-order", &[], Fence::Never)?;
        put(&mut said, "url", Some(url.to_owned()));
        said["potentialAction"] = json!({"@type": "ViewAction", "url": url, "target": url, "name": name});
    }
    let deliveries = deliveries(order, delay);
    if !deliveries.is_empty() {
        said["orderDelivery"] = deliveries.into();
    }
    Ok(escaped(&said.to_string()))
}

/// When it comes: as it is expected now, or was promised. What is fetched isn't delivered.
fn deliveries(order: &Order, delay: Option<&Delay>) -> Vec<Value> {
    let days = match delay {
        _ if order.pickup.is_some() => vec![],
        Some(delay) => delay.expected.iter().map(|span| (span.earliest, span.latest)).collect(),
        None => delivery::tellable(order, order.promise.as_ref())
            .map(|(one, _)| (one.earliest, one.latest))
            .collect(),
    };
    let parcel = |(from, until): (Date, Date)| {
        json!({
            "@type": "ParcelDelivery",
            "expectedArrivalFrom": from.to_string(),
            "expectedArrivalUntil": until.to_string(),
        })
    };
    days.into_iter().map(parcel).collect()
}

fn offer(line: &LineItem, cx: &Context) -> Result<Value, Unmailable> {
    let mut product = json!({"@type": "Product", "name": delivery::title(line, cx)?});
    put(&mut product, "sku", clean::optional(line.sku.as_deref(), "line.sku")?);
    put(&mut product, "url", cx.allowed(line.url.as_deref()));
    put(&mut product, "image", cx.allowed(line.image.as_deref()));
    Ok(json!({
        "@type": "Offer",
        "itemOffered": product,
        "price": line.unit_price.decimal(),
        "priceCurrency": line.unit_price.currency.code(),
        "eligibleQuantity": {"@type": "QuantitativeValue", "value": line.quantity},
    }))
}

fn put(object: &mut Value, key: &str, value: Option<String>) {
    if let Some(value) = value {
        object[key] = value.into();
    }
}

/// How far the order is, in schema.org's words.
fn status(order: &Order) -> &'static str {
    let parcels =
        || order.shipments.iter().map(|parcel| parcel.status).filter(|s| *s != ShipmentStatus::Cancelled);
    let any = |wanted: &[ShipmentStatus]| parcels().any(|status| wanted.contains(&status));
    use ShipmentStatus::{Delivered, Exception, InTransit, OutForDelivery, ReadyForPickup, Shipped};
    if order.cancelled_at.is_some() {
        "OrderCancelled"
    } else if any(&[Exception]) {
        "OrderProblem"
    } else if any(&[ReadyForPickup]) {
        "OrderPickupAvailable"
    } else if any(&[Shipped, InTransit, OutForDelivery]) {
        "OrderInTransit"
    } else if any(&[Delivered]) && parcels().all(|status| status == Delivered) {
        "OrderDelivered"
    } else if matches!(order.payment.status, PaymentStatus::Pending | PaymentStatus::PartlyPaid) {
        "OrderPaymentDue"
    } else {
        "OrderProcessing"
    }
}

/// Signs that would end the element, begin another, or a line for JavaScript, written as escapes. In JSON they stand
/// in strings only, where an escape means the same.
pub(crate) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_its_element() {
        for text in ["</script>", "<!-- <script>", "]]>", "\u{2028}\u{2029}", "&lt;\"\\"] {
            let json = serde_json::to_string(text).expect("a text");
            let safe = escaped(&json);
            assert!(!safe.contains(['<', '>', '&', '\u{2028}', '\u{2029}']), "{safe}");
            assert_eq!(serde_json::from_str::<String>(&safe).expect("the same"), text);
        }
    }
}
