//! The automation's table in `shop.toml`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[automations.order-confirmation]`. Words are compared without regard to case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Settings {
    /// Orders older than this many hours aren't confirmed any more, unless somebody asks for it. 1 to 8760.
    #[schemars(range(min = 1, max = 8760))]
    pub max_age_hours: u16,
    /// Ways of paying that need no money before the order counts: bank transfer, cash on delivery.
    pub offline_methods: Vec<String>,
    /// Sales channels that write to their buyers themselves.
    pub marketplaces: Vec<String>,
    /// Sales channels that only bring old orders in.
    pub importers: Vec<String>,
    /// Whether orders that staff made from a draft are confirmed.
    pub confirm_drafts: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        Self {
            max_age_hours: 48,
            offline_methods: words(&[
                "bank deposit",
                "bank transfer",
                "cash on delivery",
                "cash on delivery (cod)",
                "money order",
                "manual",
                "invoice",
                "bacs",
                "cheque",
                "cod",
            ]),
            marketplaces: words(&[
                "amazon",
                "bol",
                "cdiscount",
                "ebay",
                "etsy",
                "kaufland",
                "mirakl",
                "otto",
                "tiktok",
                "walmart",
                "zalando",
            ]),
            importers: words(&["import", "imported", "matrixify", "excelify"]),
            confirm_drafts: false,
        }
    }
}

impl Settings {
    pub(crate) fn is_offline(&self, method: &str) -> bool {
        among(&self.offline_methods, method)
    }

    pub(crate) fn is_marketplace(&self, channel: &str) -> bool {
        among(&self.marketplaces, channel)
    }

    pub(crate) fn is_importer(&self, channel: &str) -> bool {
        among(&self.importers, channel)
    }
}

fn among(words: &[String], word: &str) -> bool {
    words.iter().any(|w| w.to_lowercase() == word.trim().to_lowercase())
}
