//! The signed links in mails: in an order's to the order's own page, in one of the staff's to what they may do.

use std::sync::Arc;

use domain::{
    EntityRef, Event,
    action::{Action, ActionLink, LINK_DAYS},
    link::{Link, LinkKey},
    settings::Shop,
    stock::Alert,
};
use mail::Offer;
use shell::{LinkKeys, metrics};

use crate::NAME;

/// For so many days something may be done about a purchase order or a return.
const ORDER_DAYS: u16 = 90;

/// By which link somebody sees all of a return. It is a page of its own, and no action.
const LOOK: &str = "look-at-return";

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
        let key = self.key(event).await?;
        let link = Link::to_order(&event.shop, &event.subject, event.time, shop.pages.link_days);
        Some(link.order_page(self.base(shop), &key))
    }

    /// The page of the return that `event` asks a mail about, among those of its order.
    pub(crate) async fn of_return(&self, event: &Event, order: &str, shop: &Shop) -> Option<String> {
        let key = self.key(event).await?;
        let link = Link::to_order(&event.shop, &EntityRef::order(order), event.time, shop.pages.link_days);
        let of_order = link.returns_page(self.base(shop), &key);
        Some(format!("{of_order}/r-{}", event.subject.id()))
    }

    /// What whoever is asked about a return may do: see all of it, and say so at once.
    pub(crate) async fn of_asked(
        &self,
        event: &Event,
        shop: &Shop,
        actions: Vec<(&'static str, String, &str)>,
    ) -> Vec<Offer> {
        let Some(key) = self.key(event).await else { return Vec::new() };
        let base = self.base(shop);
        let look = actions.first().map(|(_, matter, role)| {
            let link = Link::to_desk(&event.shop, role, event.time, LINK_DAYS);
            let url = link.desk_page(base, &key, Some(event.subject.id()));
            let (entity, word) = (event.subject.clone(), LOOK.to_owned());
            Offer { entity, matter: matter.clone(), word, days: 0, url }
        });
        look.into_iter().chain(acting(event, base, &key, actions)).collect()
    }

    /// What may be done about the alerts that the mail which `event` asks for tells. None without a key: it goes out all the
    /// same. The same event has the same links, as an order's page.
    pub(crate) async fn offers(&self, event: &Event, shop: &Shop, alerts: &[&Alert]) -> Vec<Offer> {
        let Some(key) = self.key(event).await else { return Vec::new() };
        let base = self.base(shop);
        let told = alerts.iter().take(mail::STOCKS_TOLD);
        told.flat_map(|alert| {
            let offered = Action::offered(&Alert::effect(alert.number), &alert.route, alerts.len() == 1);
            offered.into_iter().filter_map(|action| {
                let (word, days, matter) = (action.word.clone(), action.days, action.matter.clone());
                let link = ActionLink::new(&event.shop, &alert.entity(), action, event.time, LINK_DAYS);
                Some(Offer { url: link.address(base, &key)?, entity: link.entity, matter, word, days })
            })
        })
        .collect()
    }

    /// What the reader of a mail about a purchase order or a return may do: by which words, about which event, through whose
    /// mail. None without a key, as for stocks.
    pub(crate) async fn of_actions(
        &self,
        event: &Event,
        shop: &Shop,
        actions: Vec<(&'static str, String, &str)>,
    ) -> Vec<Offer> {
        match self.key(event).await {
            Some(key) => acting(event, self.base(shop), &key, actions).collect(),
            None => Vec::new(),
        }
    }

    /// Where the shop's pages are.
    fn base<'s>(&'s self, shop: &'s Shop) -> &'s str {
        shop.pages.url.as_deref().unwrap_or(&self.url)
    }

    async fn key(&self, event: &Event) -> Option<LinkKey> {
        let key = self.secrets.signing(&event.shop).await.unwrap_or_else(|error| {
            tracing::warn!(shop = event.shop.as_str(), %error, "a mail goes without its link");
            None
        });
        if key.is_none() {
            metrics::count(NAME, "NoLinkKey", 1);
        }
        key
    }
}

/// An offer of each action on what `event` is about.
fn acting(
    event: &Event,
    base: &str,
    key: &LinkKey,
    actions: Vec<(&'static str, String, &str)>,
) -> impl Iterator<Item = Offer> {
    actions.into_iter().filter_map(move |(word, matter, role)| {
        let action = Action::new(word, &matter, role);
        let link = ActionLink::new(&event.shop, &event.subject, action, event.time, ORDER_DAYS);
        let (entity, url) = (event.subject.clone(), link.address(base, key)?);
        Some(Offer { entity, matter, word: word.to_owned(), days: 0, url })
    })
}
