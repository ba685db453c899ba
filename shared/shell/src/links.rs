//! The keys of a shop's signed links.

use domain::{ShopId, link::LinkKey};
use futures::{FutureExt as _, future::BoxFuture};

use crate::{SecretError, Secrets};

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
        async move { Ok(keys(&self.get_if_there(&[LinkKey::current_name(shop)]).await?).pop()) }.boxed()
    }

    fn opening<'a>(
        &'a self,
        shop: &'a ShopId,
        newest: bool,
    ) -> BoxFuture<'a, Result<Vec<LinkKey>, SecretError>> {
        async move {
            let names = [LinkKey::current_name(shop), LinkKey::previous_name(shop)];
            let values =
                if newest { self.refresh_if_there(&names).await? } else { self.get_if_there(&names).await? };
            Ok(keys(&values))
        }
        .boxed()
    }
}

/// Values that are long enough to be secrets. A line's end comes along when one is pasted.
fn keys(values: &[Vec<u8>]) -> Vec<LinkKey> {
    values.iter().filter_map(|value| LinkKey::new(value.trim_ascii())).collect()
}
