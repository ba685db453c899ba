//! What is known of shops: settings for a minute, items for a minute, what never changes for as long as this instance lives.
//! Stock alone is read for every question.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::{
    Failure, ShopId, Timestamp,
    edd::{Answer, Learned, NoDate, Parcel, QuoteRequest, Reckoner, Stocked, Table, learned::Model},
    link::LinkKey,
    settings::{Allowed, History},
    stock::Item,
};
use objects::Models;
use serde_json::Value;
use shell::{Cache, LinkKeys, metrics};
use store::{
    Store,
    stock::{Catalogued, SKU},
};

use crate::{AUTOMATION, NAME, question::Question, serves};

const MINUTE: Duration = Duration::from_secs(60);
/// How long what was read still serves while the table can't be reached.
const GRACE: Duration = Duration::from_secs(600);
/// Longer than any instance lives.
const FOR_EVER: Duration = Duration::from_secs(30 * 24 * 3600);
/// An item that any stock will do for.
const ANYTHING: &str = "";

/// What is known.
pub(crate) struct Known {
    store: Store,
    secrets: Arc<dyn LinkKeys>,
    /// Empty for a shop that nobody set up: that, too, is remembered, since anybody may name one.
    settings: Cache<History>,
    /// By shop and version.
    reckoners: Cache<Reckoner>,
    /// By shop and hash.
    tables: Cache<Table>,
    /// By shop and name; none where the catalogue has no such thing.
    items: Cache<Option<Catalogued>>,
    /// None where a shop has no key, or nobody can read it.
    keys: Cache<Option<LinkKey>>,
    /// By shop: the name of the model in use.
    in_use: Cache<Option<String>>,
    /// What was learned.
    pub(crate) models: Option<Models>,
}

/// A shop that quotes dates.
pub(crate) struct Ready {
    pub(crate) reckoner: Arc<Reckoner>,
    /// Whether buyers may see the dates.
    pub(crate) live: bool,
    /// When the next version of its settings counts, if one is published.
    pub(crate) changes: Option<Timestamp>,
}

/// What a question is answered from.
pub(crate) struct Shelf {
    pub(crate) stock: Vec<Stocked>,
    pub(crate) table: Arc<Table>,
    learned: Option<Learned>,
    items: BTreeMap<String, Arc<Option<Catalogued>>>,
}

impl Shelf {
    /// When it would be there: by what was learned, else by the carrier's word, else by the table.
    pub(crate) fn reckon(&self, ready: &Ready, asked: &QuoteRequest) -> Result<Answer, NoDate> {
        ready.reckoner.reckon(asked, &self.stock, model(self.learned.as_ref()), &self.table)
    }

    /// The item of a name. One that isn't in the catalogue is one that the shop doesn't count: its rules say what then.
    pub(crate) fn item(&self, name: &str) -> Item {
        let known = self.items.get(name).and_then(|known| known.as_ref().as_ref());
        let name = name.strip_prefix(SKU).unwrap_or(name);
        let id = known.map_or(name, |known| known.id.as_str()).to_owned();
        let item = known.and_then(|known| known.entry.item.clone());
        item.map_or_else(
            || Item { sku: Some(name.to_owned()), title: "?".into(), id: id.clone(), ..Item::default() },
            |item| Item { id: id.clone(), ..item },
        )
    }
}

impl Known {
    pub(crate) fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        Self {
            store,
            secrets,
            settings: Cache::of_settings(),
            reckoners: Cache::new(FOR_EVER, Duration::ZERO),
            tables: Cache::new(FOR_EVER, Duration::ZERO),
            items: Cache::new(MINUTE, GRACE),
            keys: Cache::new(MINUTE, Duration::ZERO),
            in_use: Cache::new(MINUTE, GRACE),
            models: None,
        }
    }

    /// The shop as its settings have it at `now`; `None` if it isn't there, has no rules of delivery dates, or has them switched off.
    pub(crate) async fn ready(&self, shop: &ShopId, now: Timestamp) -> Result<Option<Ready>, Failure> {
        let load = || async { self.store.settings(shop).await.map_err(Failure::from) };
        let history = self.settings.get(shop.as_str(), load).await?;
        if history.is_empty() || history.is_off(AUTOMATION, now)? {
            return Ok(None);
        }
        let version = history.at(now)?;
        if !version.shop.automations.contains_key(AUTOMATION) {
            return Ok(None);
        }
        let make = || async {
            let rules = version.shop.rules_of_edd()?;
            Ok::<_, Failure>(Reckoner::new(Arc::new(version.shop.clone()), rules))
        };
        let reckoner = self.reckoners.get(&format!("{shop}#{}", version.number), make).await?;
        let changes = history.versions().iter().map(|version| version.effective_from);
        Ok(Some(Ready {
            reckoner,
            live: history.allows(AUTOMATION, now, now)? == Allowed::Out,
            changes: changes.filter(|from| *from > now).min(),
        }))
    }

    /// What the lines of a question are, and what there is of them.
    pub(crate) async fn shelf(&self, ready: &Ready, question: &Question) -> Result<Shelf, Failure> {
        let table = self.table(ready).await?;
        let learned = self.learned(ready).await;
        let names: Vec<String> = question.sound().filter_map(|line| line.item.clone()).collect();
        let origins: Vec<&str> = ready.reckoner.origins().collect();
        if names.is_empty() {
            // For a date by postcode alone anything is everywhere.
            let everywhere = origins.iter().map(|place| Stocked {
                item: ANYTHING.to_owned(),
                location: (*place).to_owned(),
                available: i64::MAX,
                incoming: vec![],
            });
            return Ok(Shelf { stock: everywhere.collect(), table, learned, items: BTreeMap::new() });
        }
        let shop = ready.reckoner.shop();
        let items = self.items(&shop.id, &names).await?;
        let known: Vec<&Catalogued> = items.values().filter_map(|item| item.as_ref().as_ref()).collect();
        let stock = self.store.stocked(&shop.id, &known, &origins, None, &shop.time_zone()).await?;
        Ok(Shelf { stock, table, learned, items })
    }

    async fn items(
        &self,
        shop: &ShopId,
        names: &[String],
    ) -> Result<BTreeMap<String, Arc<Option<Catalogued>>>, Failure> {
        // A shop's id has no sign that stands between it and the name.
        let keys: Vec<String> = names.iter().map(|name| format!("{shop}#{name}")).collect();
        let of_shop = shop.as_str().len() + 1;
        let load = |missing: Vec<String>| async move {
            let names: Vec<String> = missing.iter().map(|key| key[of_shop..].to_owned()).collect();
            let found = self.store.items_named(shop, &names).await.map_err(Failure::from)?;
            let found = found.into_iter().map(|(name, item)| (format!("{shop}#{name}"), Some(item)));
            Ok::<_, Failure>(found.collect())
        };
        let found = self.items.get_all(&keys, load).await?;
        Ok(found.into_iter().map(|(key, item)| (key[of_shop..].to_owned(), item)).collect())
    }

    async fn table(&self, ready: &Ready) -> Result<Arc<Table>, Failure> {
        let (shop, named) = (ready.reckoner.shop(), ready.reckoner.rules().transit.as_deref());
        let hash = named.and_then(|name| shop.files.get(name)).map_or("", String::as_str);
        let load = || async { self.store.transit_table(shop, named).await.map_err(Failure::from) };
        self.tables.get(&format!("{}#{hash}", shop.id), load).await
    }

    /// What was learned of the shop's deliveries. Where that can't be read dates are reckoned by what carriers and the table say, which is
    /// no error of the question's.
    async fn learned(&self, ready: &Ready) -> Option<Learned> {
        let models = self.models.as_ref().filter(|_| ready.reckoner.rules().learned)?;
        let shop = &ready.reckoner.shop().id;
        let name = self.in_use.get(shop.as_str(), || self.store.model_answering(shop)).await;
        let learned = models.answering(shop, name).await;
        learned.inspect_err(|_| metrics::count(NAME, "ModelUnread", 1)).ok()?
    }

    /// The key that signs a shop's quotes. Without one a date is no less true.
    pub(crate) async fn key(&self, shop: &ShopId) -> Option<Arc<Option<LinkKey>>> {
        let load = || async {
            let read = self.secrets.signing(shop).await;
            // That it can't be read is remembered as well: nobody waits for it on every page.
            Ok::<_, ()>(read.unwrap_or_else(|error| {
                tracing::warn!(%error, shop = shop.as_str(), "quotes aren't signed: the key can't be read");
                None
            }))
        };
        self.keys.get(shop.as_str(), load).await.ok()
    }

    /// Which services go where a question asks.
    pub(crate) async fn serves(&self, ready: &Ready, question: &Question) -> Result<Value, Failure> {
        let table = self.table(ready).await?;
        let cash_on_delivery = question.cash_on_delivery;
        let parcel = Parcel { grams: question.grams, cash_on_delivery, ..Parcel::default() };
        let learned = self.learned(ready).await;
        let served = ready.reckoner.served(&question.to, &parcel, model(learned.as_ref()), &table);
        Ok(serves::body(question, &served))
    }
}

fn model(learned: Option<&Learned>) -> Option<&Model> {
    learned.map(|learned| &*learned.model)
}
