//! What every page stands on: the shop's settings, its keys, its table.

use std::sync::Arc;

use domain::{
    Failure, ShopId, Timestamp,
    link::{Link, LinkKey},
    settings::History,
};
use objects::Objects;
use shell::{LinkKeys, Visitors};
use store::Store;

/// Table, keys and settings.
pub(crate) struct House {
    pub(crate) store: Store,
    visitors: Visitors,
    keys: Arc<dyn LinkKeys>,
    /// Where photos lie, and where pages are unless a shop says otherwise; none where no photos are taken.
    pub(crate) photos: Option<(Objects, String)>,
}

impl House {
    pub(crate) fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        Self { store, visitors: Visitors::new(Arc::clone(&secrets)), keys: secrets, photos: None }
    }

    /// A shop's settings, if it takes returns here.
    pub(crate) async fn shop(&self, shop: &ShopId, now: Timestamp) -> Result<Option<Arc<History>>, Failure> {
        let load = |shop| async move { self.store.settings(&shop).await };
        let Some(history) = self.visitors.shop(shop, load).await? else { return Ok(None) };
        Ok(history.takes_returns(now)?.then_some(history))
    }

    /// What a token opens, if it was signed for one of these purposes and its shop takes returns here, with the shop's settings.
    pub(crate) async fn open(
        &self,
        token: &str,
        purposes: &[&'static str],
        now: Timestamp,
    ) -> Result<Option<(Link, Arc<History>)>, Failure> {
        let load = |shop| async move { self.store.settings(&shop).await };
        let open = |keys: &[LinkKey]| {
            // Each is tried whatever the first says, so that all take as long.
            let tried: Vec<_> =
                purposes.iter().map(|purpose| Link::open(token, purpose, keys, now)).collect();
            tried.into_iter().flatten().next()
        };
        match self.visitors.open(token, load, open).await? {
            Some((link, history)) if history.takes_returns(now)? => Ok(Some((link, history))),
            _ => Ok(None),
        }
    }

    /// The key that signs a shop's links.
    pub(crate) async fn key(&self, shop: &ShopId) -> Result<Option<LinkKey>, Failure> {
        self.keys.signing(shop).await.map_err(|e| Failure::transient(e.to_string()))
    }
}
