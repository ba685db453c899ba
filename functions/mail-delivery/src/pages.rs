//! The signed link in an order's mail to the order's own page.

use std::sync::Arc;

use domain::{Event, link::Link, settings::Shop};
use shell::{LinkKeys, metrics};

/// Where pages are, and who signs links to them.
pub struct Pages {
    url: String,
    secrets: Arc<dyn LinkKeys>,
}

impl Pages {
    /// Pages under `url`, for shops that name no place of their own.
    pub fn new(url: &str, secrets: Arc<dyn LinkKeys>) -> Self {
        Self { url: url.to_owned(), secrets }
    }

    /// The page of the order that `event` asks a mail about. None without a key: the mail goes out all the same, with the
    /// platform's own link. The same event has the same link, whenever it is sent, as long as the key is the same.
    pub(crate) async fn of_order(&self, event: &Event, shop: &Shop) -> Option<String> {
        let key = match self.secrets.signing(&event.shop).await {
            Ok(Some(key)) => key,
            Ok(None) => {
                metrics::count("mail-delivery", "NoLinkKey", 1);
                return None;
            }
            Err(error) => {
                tracing::warn!(shop = event.shop.as_str(), %error, "a mail goes without its link");
                metrics::count("mail-delivery", "NoLinkKey", 1);
                return None;
            }
        };
        let link = Link::to_order(&event.shop, &event.subject, event.time, shop.pages.link_days);
        Some(link.order_page(shop.pages.url.as_deref().unwrap_or(&self.url), &key))
    }
}
