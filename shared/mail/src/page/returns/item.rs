//! A line of the order, as every screen shows it.

use domain::order::{LineItem, Order};
use serde::Serialize;

use crate::{Unmailable, context::Context, stock::said};

/// What it is.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ItemView {
    pub(super) title: String,
    variant: Option<String>,
    image: Option<String>,
    /// Both in one, for labels and sentences.
    pub(super) name: String,
}

impl ItemView {
    /// A line by its id; something without a name where the order doesn't have it, or isn't there any more.
    pub(super) fn of(order: Option<&Order>, line: &str, cx: &Context) -> Result<Self, Unmailable> {
        match order.and_then(|order| order.lines.iter().find(|bought| bought.id == line)) {
            Some(bought) => Self::of_line(bought, cx),
            None => {
                let title = said::say("line-untitled", &[], cx)?;
                Ok(Self { name: title.clone(), title, variant: None, image: None })
            }
        }
    }

    pub(super) fn of_line(bought: &LineItem, cx: &Context) -> Result<Self, Unmailable> {
        let title = match said::word(&bought.title) {
            Some(title) => title,
            None => said::say("line-untitled", &[], cx)?,
        };
        Ok(Self {
            name: said::item(&bought.title, bought.variant.as_deref(), cx)?,
            title,
            variant: bought.variant.as_deref().and_then(said::word),
            image: cx.allowed(bought.image.as_deref()),
        })
    }
}
