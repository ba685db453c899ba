//! Which services go somewhere, with a word for each.

use domain::edd::Served;
use serde_json::{Value, json};

use crate::question::Question;

/// The answer.
pub(crate) fn body(question: &Question, served: &[Served]) -> Value {
    let to = question.to.normal();
    let services: Vec<Value> = served.iter().map(service).collect();
    let goes = served.iter().any(Served::goes);
    // Of several reasons the first service's is told: it is the one that the shop prefers.
    let code = if goes { "served" } else { served.first().map_or("no-service", Served::code) };
    json!({
        "shop": question.shop,
        "destination": {"country": to.country, "subdivision": to.subdivision, "postcode": to.postcode, "kind": to.kind},
        "serves": goes,
        "code": code,
        "services": services,
    })
}

fn service(served: &Served) -> Value {
    json!({
        "service": served.service,
        "serves": served.goes(),
        "code": served.code(),
        "transit": served.transit.as_ref().map(|transit| transit.days),
        "cash_on_delivery": served.cash_on_delivery,
        "pick_up_days": served.pick_up_days,
        "delivery_days": served.delivery_days,
        "max_grams": served.max_grams,
    })
}
