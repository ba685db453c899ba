//! Why a page of orders wasn't answered, without a word of what the answer says of people.

use std::time::Duration;

use domain::webhook::Refusal;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};

use crate::{json::Decimal, refusal::refuse};

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageTrouble {
    /// Shopify is busy, or too much was asked of late: the same question is good after `wait`, a second to a minute.
    #[error("Shopify is busy; ask again in {} s", wait.as_secs().saturating_add(1))]
    Throttled {
        /// How long until there are points enough.
        wait: Duration,
    },
    /// One question costs more than any may: ask for fewer orders a page, and then for fewer lines an order.
    #[error("a page of so many orders costs more than Shopify allows; ask for fewer")]
    TooCostly,
    /// The access token may not see part of what is asked for.
    #[error(
        "{field}: the access token may not see it; grant the app read_orders, read_customers and the protected \
             customer data"
    )]
    Denied {
        /// The field as a path, such as `orders.nodes[0].customer`.
        field: String,
    },
    /// The answer can't be understood, or the question wasn't.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// What a question costs and what there is to pay with. Points are whole, though they are written with a fraction.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object")]
pub(super) struct Cost {
    requested_query_cost: Option<Decimal>,
    throttle_status: Option<Throttle>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "an object")]
struct Throttle {
    currently_available: Option<Decimal>,
    restore_rate: Option<Decimal>,
}

/// An error of an answer. Its message isn't read: it may quote.
#[derive(Deserialize)]
struct Told {
    path: Option<Vec<Value>>,
    extensions: Option<Code>,
}

#[derive(Deserialize)]
struct Code {
    code: Option<String>,
}

/// What `errors` come to: the gravest of them.
pub(super) fn told(errors: &RawValue, cost: Option<Cost>) -> PageTrouble {
    let Ok(errors) = serde_json::from_str::<Vec<Told>>(errors.get()) else {
        let mend = "check the address of the shop's API and its access token";
        return refuse("errors", "say that nothing was answered", mend).into();
    };
    let has = |code: &str| errors.iter().find(|error| error.code() == Some(code));
    if let Some(denied) = has("ACCESS_DENIED") {
        return PageTrouble::Denied { field: denied.field() };
    }
    if has("MAX_COST_EXCEEDED").is_some() {
        return PageTrouble::TooCostly;
    }
    let later =
        |error: &Told| matches!(error.code(), Some("THROTTLED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT"));
    match errors.iter().find(|error| !later(error)) {
        None => PageTrouble::Throttled { wait: wait(cost) },
        Some(error) => {
            let code = error.code().filter(|code| is_word(code)).unwrap_or("an error without a code");
            let mend = "check the version of the API, and that the shop is open";
            refuse(error.field(), format!("was answered with {code}"), mend).into()
        }
    }
}

impl Told {
    fn code(&self) -> Option<&str> {
        self.extensions.as_ref()?.code.as_deref()
    }

    /// Where it is: names of our own question, and places in lists.
    fn field(&self) -> String {
        let mut field = String::new();
        for step in self.path.iter().flatten() {
            match step {
                Value::String(name) if is_word(name) => {
                    let dot = if field.is_empty() { "" } else { "." };
                    field.push_str(&format!("{dot}{name}"));
                }
                Value::Number(place) if place.is_u64() => field.push_str(&format!("[{place}]")),
                _ => {}
            }
        }
        if field.is_empty() { "orders".to_owned() } else { field }
    }
}

fn is_word(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

const LEAST: Duration = Duration::from_secs(1);
const MOST: Duration = Duration::from_secs(60);

/// Until what is missing has come back, at the rate at which it does.
fn wait(cost: Option<Cost>) -> Duration {
    let reckoned = || {
        let cost = cost?;
        let throttle = cost.throttle_status?;
        let missing =
            points(&cost.requested_query_cost)?.saturating_sub(points(&throttle.currently_available)?);
        let rate = points(&throttle.restore_rate).filter(|rate| *rate > 0)?;
        Some(Duration::from_millis(missing.saturating_mul(1000).div_ceil(rate)))
    };
    reckoned().unwrap_or(LEAST).clamp(LEAST, MOST)
}

/// Whole points; a fraction of one buys nothing.
fn points(text: &Option<Decimal>) -> Option<u64> {
    let text = &text.as_ref()?.0;
    text.split_once('.').map_or(text.as_str(), |(whole, _)| whole).parse().ok()
}
