//! How a platform is asked for its webhooks, and given new ones.

#[cfg(test)]
pub(super) mod fake;
mod shopify;
mod woocommerce;

use std::time::Duration;

use domain::settings;
use intake::Source;
use reqwest::redirect::Policy;
use serde_json::Value;

use super::{found::said, secrets::Values};
use crate::trouble::{Explain, Trouble};

/// A webhook as the platform has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hook {
    /// The platform's id of it.
    pub(super) id: String,
    /// The topic, as it stands in the source's table.
    pub(super) topic: String,
    /// Where it goes.
    pub(super) address: String,
    /// Whether it is sent at all.
    pub(super) active: bool,
}

/// A platform that can be asked.
pub(super) enum Platform {
    Shopify(shopify::Shopify),
    WooCommerce(woocommerce::WooCommerce),
}

/// A client that takes credentials nowhere else: a redirect might lead to somebody else's machine.
pub(super) fn client() -> Result<reqwest::Client, Trouble> {
    let client = reqwest::Client::builder().redirect(Policy::none()).https_only(true);
    client.timeout(Duration::from_secs(30)).build().while_trying("no HTTP client can be made")
}

impl Platform {
    /// Opens it with the shop's credentials; says which of them is missing. Nothing, if there is no way to ask it.
    pub(super) fn open(
        source: &str,
        settings: &settings::Platform,
        values: &Values,
        http: &reqwest::Client,
    ) -> Option<Result<Self, String>> {
        let api = settings.api.trim_end_matches('/').to_owned();
        let credential = |at: usize| {
            let name = settings.credentials.get(at).ok_or("the settings name too few credentials")?;
            values.get(name).map(str::to_owned).ok_or_else(|| format!("{name} doesn't exist"))
        };
        let (http, key) = (http.clone(), credential(0));
        Some(match source {
            "shopify" => key.map(|token| Self::Shopify(shopify::Shopify { http, api, token })),
            "woocommerce" => key.and_then(|key| {
                let secret = credential(1)?;
                Ok(Self::WooCommerce(woocommerce::WooCommerce { http, api, key, secret }))
            }),
            _ => return None,
        })
    }

    /// All webhooks that it has.
    pub(super) async fn hooks(&self) -> Result<Vec<Hook>, String> {
        match self {
            Self::Shopify(shopify) => shopify.hooks().await,
            Self::WooCommerce(woo) => woo.hooks().await,
        }
    }

    /// Makes one.
    pub(super) async fn register(&self, topic: &str, address: &str, secret: &str) -> Result<(), String> {
        match self {
            // Shopify signs with the app's own secret.
            Self::Shopify(shopify) => shopify.register(topic, address).await,
            Self::WooCommerce(woo) => woo.register(topic, address, secret).await,
        }
    }

    /// Has one sent again that isn't any more.
    pub(super) async fn wake(&self, hook: &Hook) -> Result<(), String> {
        match self {
            Self::Shopify(_) => Err("Shopify removes webhooks, it doesn't pause them".to_owned()),
            Self::WooCommerce(woo) => woo.wake(&hook.id).await,
        }
    }

    /// Topics of the source that no API registers.
    pub(super) fn by_hand(&self, source: &dyn Source) -> Vec<&'static str> {
        let set_in_the_app: &[&str] = match self {
            Self::Shopify(_) => shopify::IN_THE_APP,
            Self::WooCommerce(_) => &[],
        };
        source.topics().iter().map(|topic| topic.name).filter(|name| set_in_the_app.contains(name)).collect()
    }
}

/// Sends a request and reads the answer as JSON. What goes wrong is told without the address, which may hold a key.
async fn json(request: reqwest::RequestBuilder) -> Result<Value, String> {
    let answer = request.send().await.map_err(|e| said(&e.without_url()))?;
    let status = answer.status();
    match status.as_u16() {
        401 | 403 => return Err(format!("the platform refuses the credentials ({status})")),
        404 => return Err("the platform knows no such address (404): is `api` right?".to_owned()),
        _ if !status.is_success() => return Err(format!("the platform answers {status}")),
        _ => {}
    }
    answer.json().await.map_err(|_| "the platform's answer is no JSON".to_owned())
}
