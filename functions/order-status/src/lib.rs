//! The page of an order, behind the signed link in its mails.
//!
//! Woken by `GET /orders/{token}`. Which shop and which order follow from the token alone, once a key of that shop has
//! signed it; nothing else in the request names either. The page is made of the order as it now stands and of the settings
//! as they were when it was placed. Nothing is written. Of dates it tells what the head remembers, with one read more where something
//! was promised.
//!
//! Whatever is wrong with a link, the answer is the same page, of the same bytes: forged, expired, for something else, of
//! a shop that isn't there or has no key, of an order that is gone.

use std::sync::Arc;

use domain::{
    Failure, Timestamp,
    edd::Dates,
    link::{Link, LinkKey, ORDER_STATUS},
    order::Order,
    settings::Shop,
    tracking,
};
use mail::page::{self, Notice, PageRequest};
use serde_json::json;
use shell::{Answer, Door, HttpRequest, LinkKeys, TimeLeft, Visitors, metrics, unanswerable};
use store::Store;

/// The function, in metrics.
const NAME: &str = "order-status";

/// The door.
pub struct OrderStatus {
    store: Store,
    visitors: Visitors,
}

/// What a link opens.
struct Found {
    order: Order,
    /// What is known of its dates, where somebody reckons them.
    dates: Option<Dates>,
    /// Its shop as it was when the order was placed.
    shop: Shop,
    /// Whether the shop takes returns online now.
    takes_returns: bool,
}

impl Door for OrderStatus {
    async fn answer(&self, asked: HttpRequest, _: &TimeLeft) -> Answer {
        self.show(&asked, Timestamp::now()).await
    }
}

impl OrderStatus {
    /// A door onto `store`.
    pub fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        Self { store, visitors: Visitors::new(secrets) }
    }

    /// Shows the page that the token opens.
    pub async fn show(&self, asked: &HttpRequest, now: Timestamp) -> Answer {
        if let Some(refusal) = asked.refusal_unless(&["GET", "HEAD"]) {
            return refusal;
        }
        let found = match self.find(asked.parameter("token"), now).await {
            Ok(found) => found,
            Err(failure) => return unavailable(asked, &failure),
        };
        let Some(Found { order, dates, shop, takes_returns }) = found else {
            metrics::count(NAME, "NotFound", 1);
            return notice(asked, 404, Notice::NotFound);
        };
        // The page of the returns is opened by the same token, beside this one.
        let returns = takes_returns.then(|| format!("../return/{}", asked.parameter("token")));
        let returns = returns.as_deref();
        match shown(asked, &PageRequest { order: &order, dates: dates.as_ref(), shop: &shop, returns, now }) {
            Ok(answer) => {
                metrics::count(NAME, "Shown", 1);
                tracing::info!(shop = shop.id.as_str(), json = asked.prefers_json(), "a page was shown");
                answer
            }
            Err(failure) => unavailable(asked, &failure),
        }
    }

    /// What the token opens.
    async fn find(&self, token: &str, now: Timestamp) -> Result<Option<Found>, Failure> {
        let load = |shop| async move { self.store.settings(&shop).await };
        let open = |keys: &[LinkKey]| Link::open(token, ORDER_STATUS, keys, now);
        let Some((link, history)) = self.visitors.open(token, load, open).await? else { return Ok(None) };
        let known = self.store.order(&link.shop, &link.entity).await?;
        let Some(order) = known.order else { return Ok(None) };
        let parcels = self.store.parcels_of(&link.shop, &order).await?;
        let order = tracking::as_carriers_say(order, &parcels);
        let shop = history.speaking_of(order.placed_at, now)?.into_owned();
        // Who rehearses, or has stopped, tells nobody of dates.
        let dates = if shop.promises_dates(order.placed_at) {
            self.store.dates(&link.shop, &link.entity, &known.head).await?
        } else {
            None
        };
        let takes_returns = history.takes_returns(now)?;
        Ok(Some(Found { order, dates, shop, takes_returns }))
    }
}

/// The order's page, or its facts for whoever prefers those.
fn shown(asked: &HttpRequest, request: &PageRequest) -> Result<Answer, Failure> {
    if asked.prefers_json() {
        let facts = serde_json::to_value(page::facts(request)?).expect("facts are plain data");
        return Ok(for_one_reader(Answer::new(200, facts)));
    }
    let page = page::render(request)?;
    Ok(Answer::page(200, page.html).with("content-language", page.locale))
}

/// A page that names no shop.
fn notice(asked: &HttpRequest, status: u16, notice: Notice) -> Answer {
    if asked.prefers_json() {
        let word = if notice == Notice::NotFound { "not-found" } else { "unavailable" };
        return for_one_reader(Answer::new(status, json!({"error": word})));
    }
    let made = page::notice(notice, &asked.languages());
    shell::notice(NAME, status, made.map(|page| (page.html, page.locale)))
}

/// JSON that is as private as the page.
fn for_one_reader(answer: Answer) -> Answer {
    answer.with("referrer-policy", "no-referrer").with("x-robots-tag", "noindex, nofollow, noarchive")
}

/// The reader may try again; whether somebody has to look is in the log and the metrics.
fn unavailable(asked: &HttpRequest, failure: &Failure) -> Answer {
    unanswerable(NAME, "a page can't be shown", failure);
    notice(asked, 503, Notice::Unavailable).with("retry-after", "60")
}
