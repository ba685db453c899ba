//! What the law of a market wants in a buyer's hands: who sells, and under which terms.

use domain::{order::Order, settings::Market};
use serde::Serialize;

use crate::{Unmailable, clean, context::Context};

/// The longest text, in bytes; `settings check` says so before.
const LONGEST: usize = 64 * 1024;

#[derive(Debug, Serialize)]
pub(crate) struct LegalView {
    seller: Vec<String>,
    terms_url: Option<String>,
    texts: Vec<TextView>,
}

/// A text of the shop's, as it was written: paragraphs of lines.
#[derive(Debug, Serialize)]
struct TextView {
    /// Our word for it.
    key: &'static str,
    paragraphs: Vec<Vec<String>>,
}

impl LegalView {
    /// The texts of the market in which an order was placed; `None` where the shop has none.
    pub(crate) fn of(order: &Order, cx: &Context) -> Result<Option<Self>, Unmailable> {
        let Some((_, market)) = cx.shop.market_of(order) else { return Ok(None) };
        let Market { seller, terms, terms_url, withdrawal, withdrawal_form, .. } = market;
        let seller = seller.iter().map(|line| clean::optional(Some(line), "markets.seller"));
        let seller: Vec<_> = seller.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        let terms_url = cx.allowed(terms_url.as_deref());
        let mut texts = Vec::new();
        for (key, text) in [
            ("legal-terms", terms),
            ("legal-withdrawal", withdrawal),
            ("legal-withdrawal-form", withdrawal_form),
        ] {
            let paragraphs = paragraphs(text.as_deref().unwrap_or_default())?;
            if !paragraphs.is_empty() {
                texts.push(TextView { key, paragraphs });
            }
        }
        let says_nothing = seller.is_empty() && terms_url.is_none() && texts.is_empty();
        Ok((!says_nothing).then_some(Self { seller, terms_url, texts }))
    }
}

/// A text's lines, in groups between empty ones.
fn paragraphs(text: &str) -> Result<Vec<Vec<String>>, Unmailable> {
    let what = "markets text";
    if text.len() > LONGEST {
        return Err(Unmailable::BadText { what });
    }
    let mut found = vec![Vec::new()];
    for line in text.lines() {
        match (clean::optional(Some(line), what)?, found.last_mut()) {
            (Some(line), Some(paragraph)) => paragraph.push(line),
            _ => found.push(Vec::new()),
        }
    }
    found.retain(|paragraph| !paragraph.is_empty());
    Ok(found)
}
