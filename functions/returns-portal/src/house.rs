//! What every page stands on: the shop's settings, its keys, its table.

use std::{sync::Arc, time::Duration};

use domain::{
    Failure, ShopId, Timestamp,
    link::{Link, LinkKey},
    returns::rma,
    settings::{Allowed, History},
};
use objects::Objects;
use shell::{Cache, LinkKeys, Opener};
use store::Store;

/// Table, keys and settings.
pub(crate) struct House {
    pub(crate) store: Store,
    opener: Opener,
    keys: Arc<dyn LinkKeys>,
    /// Empty for a shop that nobody set up: that, too, is remembered, since anybody may name one.
    settings: Cache<History>,
    /// Where photos lie, and where pages are unless a shop says otherwise; none where no photos are taken.
    pub(crate) photos: Option<(Objects, String)>,
}

impl House {
    pub(crate) fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        let settings = Cache::new(Duration::from_secs(60), Duration::from_secs(600));
        Self { store, opener: Opener::new(Arc::clone(&secrets)), keys: secrets, settings, photos: None }
    }

    /// A shop's settings, if it takes returns here: who rehearses, or has stopped, takes none.
    pub(crate) async fn shop(&self, shop: &ShopId, now: Timestamp) -> Result<Option<Arc<History>>, Failure> {
        let load = || async { self.store.settings(shop).await.map_err(Failure::from) };
        let history = self.settings.get(shop.as_str(), load).await?;
        if history.is_empty() {
            return Ok(None);
        }
        let takes = !matches!(history.allows(rma::DESK, now, now)?, Allowed::Withheld(_));
        Ok(takes.then_some(history))
    }

    /// What a token opens, if it was signed for one of these purposes, with its shop's settings.
    pub(crate) async fn open(
        &self,
        token: &str,
        purposes: &[&'static str],
        now: Timestamp,
    ) -> Result<Option<(Link, Arc<History>)>, Failure> {
        let history = match Link::claimed_shop(token) {
            Some(claimed) => self.shop(&claimed, now).await?.map(|history| (history, claimed)),
            None => None,
        };
        let shop = history.as_ref().map(|(_, shop)| shop);
        let open = |keys: &[LinkKey]| {
            // Each is tried whatever the first says, so that all take as long.
            let tried: Vec<_> =
                purposes.iter().map(|purpose| Link::open(token, purpose, keys, now)).collect();
            tried.into_iter().flatten().next()
        };
        let opened = self.opener.open(shop, open).await;
        let opened = opened.map_err(|e| Failure::transient(e.to_string()))?;
        Ok(opened.zip(history.map(|(history, _)| history)))
    }

    /// The key that signs a shop's links.
    pub(crate) async fn key(&self, shop: &ShopId) -> Result<Option<LinkKey>, Failure> {
        self.keys.signing(shop).await.map_err(|e| Failure::transient(e.to_string()))
    }
}
