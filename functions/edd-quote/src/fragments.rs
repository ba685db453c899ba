//! The same answer in words that others have agreed on: schema.org's for search engines, UCP's for agents that buy.

use domain::edd::{Answer, Days, Planned, QuoteRequest};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::{dates, known::Ready};

/// `OfferShippingDetails` with its `ShippingDeliveryTime`, for the offer in the page's JSON-LD. Null where goods are waited for:
/// handling and transit in days can't say that. Of where it goes it names the country alone, since it stands on a public page.
pub(crate) fn schema_org(ready: &Ready, asked: &QuoteRequest, answer: &Answer) -> Value {
    if answer.shipments.iter().any(|planned| planned.waits.is_some()) {
        return Value::Null;
    }
    let last = dates::last(answer);
    let days = |days: Days| json!({"@type": "QuantitativeValue", "minValue": days.min, "maxValue": days.max, "unitCode": "DAY"});
    let customs = last.customs.unwrap_or_default();
    let transit = last.transit.days;
    let transit = Days::new(transit.min.saturating_add(customs.min), transit.max.saturating_add(customs.max));
    let more = ready.reckoner.more_days(&last.origin, last.begins);
    let processing = last.processing;
    let handling = Days::new(processing.min.saturating_add(more), processing.max.saturating_add(more));
    let mut time = json!({
        "@type": "ShippingDeliveryTime",
        "handlingTime": days(handling),
        "transitTime": days(transit),
    });
    if let Some(cut_off) = cut_off(ready, last) {
        time["cutoffTime"] = cut_off.into();
    }
    json!({
        "@context": "https://schema.org",
        "@type": "OfferShippingDetails",
        "shippingDestination": {"@type": "DefinedRegion", "addressCountry": asked.to.country},
        "deliveryTime": time,
    })
}

/// The time of the day at which these dates are missed, by the clock of the place that sends it, with its offset. A day that
/// ends at midnight has none.
fn cut_off(ready: &Ready, planned: &Planned) -> Option<String> {
    let at = planned.order_by?.to_zoned(ready.reckoner.zone_of(Some(&planned.origin)));
    if at.hour() == 0 && at.minute() == 0 {
        return None;
    }
    Some(at.strftime("%H:%M:%S%:z").to_string())
}

/// UCP's `expectations`: which lines come together, where to, and when they can be sent.
pub(crate) fn ucp(ready: &Ready, asked: &QuoteRequest, answer: &Answer, said: &str) -> Value {
    let to = asked.to.normal();
    let mut destination = json!({"address_country": to.country});
    for (name, part) in [("address_region", to.subdivision), ("postal_code", to.postcode)] {
        if let Some(part) = part {
            destination[name] = part.into();
        }
    }
    let quantity = |id: &String| asked.lines.iter().find(|line| line.id == *id).map(|line| line.quantity);
    let expectation = |(number, planned): (usize, &Planned)| {
        let lines = planned.lines.iter().map(|id| json!({"id": id, "quantity": quantity(id)}));
        let zone = ready.reckoner.zone_of(Some(&planned.origin));
        json!({
            "id": format!("shipment-{}", number + 1),
            "line_items": lines.collect::<Vec<_>>(),
            "method_type": "shipping",
            "destination": destination,
            "description": said,
            "fulfillable_on": fulfillable(planned, &zone),
        })
    };
    let expectations: Vec<Value> = answer.shipments.iter().enumerate().map(expectation).collect();
    json!({"expectations": expectations})
}

fn fulfillable(planned: &Planned, zone: &TimeZone) -> String {
    let waits = planned.waits.and_then(|waits| waits.until.latest.to_zoned(zone.clone()).ok());
    waits.map_or_else(|| "now".to_owned(), |day| day.timestamp().to_string())
}
