//! `[commands]`: how the shop is told to do something, such as to give money back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Shop,
    mistakes::{Mistakes, host, is_host, is_https},
};

/// How the shop is told to do something: to give money back, to answer a return. Without this table every command becomes a
/// task for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Commands {
    /// Who carries them out: `shopify`, `woocommerce`, or `webhook` for a program of the shop's own.
    pub through: Through,
    /// Where they are sent, `https://…`; where `[platforms]` says that the platform's API is, if absent. For `webhook` the
    /// whole address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The hosts that may be spoken to, by name, such as `acme.myshopify.com`. No other is, whatever stands elsewhere.
    pub hosts: Vec<String>,
    /// Names of the SSM parameters with what opens the shop for it: an access token of Shopify's that may write orders and
    /// returns; WooCommerce's consumer key, then its consumer secret, that may write; for `webhook` the secret that signs, and
    /// a second one while it is rotated.
    pub credentials: Vec<String>,
    /// For `webhook`: where it may be asked what became of a command, `https://…`; the command's id is put behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_url: Option<String>,
    /// For `webhook`: whether it promises to know a `webhook-id` again, for at least a day, and to do nothing the second time.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub knows_again: bool,
}

/// Who carries commands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Through {
    /// Shopify's Admin GraphQL API.
    Shopify,
    /// WooCommerce's REST API.
    Woocommerce,
    /// A program of the shop's own that takes signed webhooks.
    Webhook,
}

impl Through {
    /// Its word, which is that of the platform.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
            Self::Webhook => "webhook",
        }
    }
}

impl Shop {
    /// Where commands are sent, without a slash at the end; `None` if the settings don't say.
    pub fn commands_url(&self) -> Option<&str> {
        let commands = self.commands.as_ref()?;
        let of_platform =
            || self.platforms.get(commands.through.as_str()).map(|platform| platform.api.as_str());
        commands.url.as_deref().or_else(of_platform).map(|url| url.trim_end_matches('/'))
    }

    pub(super) fn check_commands(&self, found: &mut Mistakes) {
        let Some(commands) = &self.commands else { return };
        let keys = format!("/nightshift/{}/commands/", self.id);
        let (least, most) = match commands.through {
            Through::Shopify => (1, 1),
            Through::Woocommerce => (2, 2),
            Through::Webhook => (1, 2),
        };
        found.unless(
            (least..=most).contains(&commands.credentials.len())
                && commands.credentials.iter().all(|name| name.starts_with(&keys)),
            "commands.credentials",
            &format!("name {least} to {most} SSM parameters under {keys}"),
        );
        found.unless(
            !commands.hosts.is_empty() && commands.hosts.iter().all(|name| is_host(name)),
            "commands.hosts",
            "name the hosts that may be spoken to, in lower case and nothing else, such as \"acme.myshopify.com\"",
        );
        let open = |url: &str| is_https(url) && commands.hosts.iter().any(|name| name == host(url));
        found.unless(
            self.commands_url().is_some_and(open),
            "commands.url",
            "write where commands are sent, beginning with https://, on one of `commands.hosts`; or leave it out and \
             name the platform under [platforms]",
        );
        found.unless(
            commands.status_url.as_deref().is_none_or(open),
            "commands.status_url",
            "write where to ask, beginning with https://, on one of `commands.hosts`, or leave it out",
        );
        found.unless(
            commands.through == Through::Webhook || commands.status_url.is_none() && !commands.knows_again,
            "commands.through",
            "`status_url` and `knows_again` are for \"webhook\": take them out, platforms are asked their own way",
        );
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::settings::shop::tests::shop;

    #[test]
    fn commands_go_where_the_settings_allow() {
        let shopify = || {
            json!({"through": "shopify", "hosts": ["acme.myshopify.com"],
            "credentials": ["/nightshift/acme/commands/token"]})
        };
        let webhook = || {
            json!({"through": "webhook", "hosts": ["erp.example"], "url": "https://erp.example/in",
            "credentials": ["/nightshift/acme/commands/a", "/nightshift/acme/commands/b"], "knows_again": true})
        };
        let with = |mut table: Value, key: &str, value: Value| {
            table[key] = value;
            table
        };
        for (table, mistake) in [
            (shopify(), None),
            (webhook(), None),
            (with(webhook(), "status_url", json!("https://erp.example/of/")), None),
            (with(webhook(), "status_url", json!("https://other.example/")), Some("commands.status_url")),
            (with(webhook(), "url", Value::Null), Some("commands.url")),
            (with(webhook(), "url", json!("http://erp.example/in")), Some("commands.url")),
            (with(webhook(), "url", json!("https://erp.example.evil.example/in")), Some("commands.url")),
            (with(webhook(), "hosts", json!([])), Some("commands.hosts")),
            (with(webhook(), "hosts", json!(["https://erp.example"])), Some("commands.hosts")),
            (with(shopify(), "hosts", json!(["other.example"])), Some("commands.url")),
            (with(shopify(), "credentials", json!([])), Some("commands.credentials")),
            (
                with(shopify(), "credentials", json!(["/nightshift/acme/platform/token"])),
                Some("commands.credentials"),
            ),
            (with(shopify(), "through", json!("woocommerce")), Some("commands.credentials")),
            (with(shopify(), "knows_again", json!(true)), Some("commands.through")),
        ] {
            let mut shop = shop();
            shop.platforms = serde_json::from_value(json!({"shopify": {"api": "https://acme.myshopify.com",
                "credentials": ["/nightshift/acme/platform/token"]}}))
            .expect("platforms");
            shop.commands = Some(serde_json::from_value(table.clone()).expect("a table"));
            let found: Vec<_> = shop.mistakes().into_iter().filter(|m| m.starts_with("commands")).collect();
            let fits = |mistake: &str| found.first().is_some_and(|first| first.starts_with(mistake));
            assert!(mistake.map_or(found.is_empty(), fits), "{table}: {found:?}, not {mistake:?}");
        }
    }

    #[test]
    fn the_platforms_address_serves_unless_there_is_another() {
        let mut shop = shop();
        assert_eq!(shop.commands_url(), None);
        shop.platforms = serde_json::from_value(json!({"woocommerce": {"api": "https://acme.example/shop/",
            "credentials": ["/a", "/b"]}}))
        .expect("platforms");
        shop.commands = Some(
            serde_json::from_value(json!({"through": "woocommerce", "hosts": ["acme.example"],
            "credentials": ["/a", "/b"]}))
            .expect("a table"),
        );
        assert_eq!(shop.commands_url(), Some("https://acme.example/shop"));
        shop.commands.as_mut().expect("there").url = Some("https://other.example/".into());
        assert_eq!(shop.commands_url(), Some("https://other.example"));
    }
}
