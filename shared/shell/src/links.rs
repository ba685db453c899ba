//! The keys of a shop's signed links, and how tokens are tried with them.

use std::sync::Arc;

use domain::{ShopId, link::LinkKey};
use futures::{FutureExt as _, future::BoxFuture};

use crate::{
    SecretError, Secrets,
    secrets::{FRESH, REFRESH_AT_MOST_EVERY},
};

/// Where keys of links come from.
pub trait LinkKeys: Send + Sync + 'static {
    /// The key that signs; `None` if the shop has none.
    fn signing<'a>(&'a self, shop: &'a ShopId) -> BoxFuture<'a, Result<Option<LinkKey>, SecretError>>;

    /// The keys that open, newest first or not; `newest` reads them again unless that happened moments ago. Ask for shops
    /// that there are, and no others: a token may name any.
    fn opening<'a>(
        &'a self,
        shop: &'a ShopId,
        newest: bool,
    ) -> BoxFuture<'a, Result<Vec<LinkKey>, SecretError>>;
}

/// From SSM, `/nightshift/{shop}/links/…`.
impl LinkKeys for Secrets {
    fn signing<'a>(&'a self, shop: &'a ShopId) -> BoxFuture<'a, Result<Option<LinkKey>, SecretError>> {
        async move {
            let names = [LinkKey::current_name(shop)];
            Ok(keys(&self.read(&names, FRESH, false).await?).pop())
        }
        .boxed()
    }

    fn opening<'a>(
        &'a self,
        shop: &'a ShopId,
        newest: bool,
    ) -> BoxFuture<'a, Result<Vec<LinkKey>, SecretError>> {
        async move {
            let names = [LinkKey::current_name(shop), LinkKey::previous_name(shop)];
            let age = if newest { REFRESH_AT_MOST_EVERY } else { FRESH };
            Ok(keys(&self.read(&names, age, false).await?))
        }
        .boxed()
    }
}

/// Tries tokens with the keys of their shops, so that forged ones cost what others do and learn nothing.
pub struct Opener {
    keys: Arc<dyn LinkKeys>,
    /// What tokens of shops that aren't there are tried with.
    nobodys: [LinkKey; 1],
}

impl Opener {
    /// With the keys that these know.
    pub fn new(keys: Arc<dyn LinkKeys>) -> Self {
        Self { keys, nobodys: [LinkKey::new(*b"the key of no shop at all").expect("it is long enough")] }
    }

    /// What `open` makes of the keys of the shop that a token claims. `None` for the shop if nobody set it up: no key is
    /// looked up then, so that a forged token can't make us ask for the secrets of shops that don't exist.
    pub async fn open<T>(
        &self,
        shop: Option<&ShopId>,
        open: impl Fn(&[LinkKey]) -> Option<T>,
    ) -> Result<Option<T>, SecretError> {
        let Some(shop) = shop else {
            // The work of opening, for nothing.
            let _ = open(&self.nobodys);
            return Ok(None);
        };
        for newest in [false, true] {
            // A key may just have been rotated; it is read again every half minute at most.
            let keys = self.keys.opening(shop, newest).await?;
            if keys.is_empty() {
                let _ = open(&self.nobodys);
            }
            if let Some(opened) = open(&keys) {
                return Ok(Some(opened));
            }
        }
        Ok(None)
    }
}

/// Values that are long enough to be secrets. A line's end comes along when one is pasted.
fn keys(values: &[Vec<u8>]) -> Vec<LinkKey> {
    values.iter().filter_map(|value| LinkKey::new(value.trim_ascii())).collect()
}
