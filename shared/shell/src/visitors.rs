//! Whoever comes to a page by a signed link: whose shop that is, and what the link opens.

use std::{future::Future, sync::Arc};

use domain::{
    Failure, ShopId,
    link::{Link, LinkKey},
    settings::History,
};

use crate::{Answer, Cache, LinkKeys, Opener, metrics};

/// What a door with pages knows of shops, and how it opens links.
pub struct Visitors {
    opener: Opener,
    /// Empty for a shop that nobody set up: that, too, is remembered, since anybody may name one.
    settings: Cache<History>,
}

impl Visitors {
    /// Whose links are signed with the keys that these know.
    pub fn new(keys: Arc<dyn LinkKeys>) -> Self {
        Self { opener: Opener::new(keys), settings: Cache::of_settings() }
    }

    /// A shop's settings, read by `load` where they aren't fresh; nothing for a shop that nobody set up.
    pub async fn shop<E, F>(
        &self,
        shop: &ShopId,
        load: impl FnOnce(ShopId) -> F,
    ) -> Result<Option<Arc<History>>, E>
    where
        F: Future<Output = Result<History, E>>,
    {
        let history = self.settings.get(shop.as_str(), || load(shop.clone())).await?;
        Ok(Some(history).filter(|history| !history.is_empty()))
    }

    /// What `open` makes of a token with the keys of the shop that it claims, and that shop's settings. Nothing, whatever is
    /// wrong: forged, of a shop that isn't there, or of one that has no key.
    pub async fn open<T, E, F>(
        &self,
        token: &str,
        load: impl FnOnce(ShopId) -> F,
        open: impl Fn(&[LinkKey]) -> Option<T>,
    ) -> Result<Option<(T, Arc<History>)>, Failure>
    where
        F: Future<Output = Result<History, E>>,
        Failure: From<E>,
    {
        let known = match Link::claimed_shop(token) {
            Some(claimed) => self.shop(&claimed, load).await?.map(|history| (claimed, history)),
            None => None,
        };
        let opened = self.opener.open(known.as_ref().map(|(shop, _)| shop), open).await;
        let opened = opened.map_err(|e| Failure::transient(e.to_string()))?;
        Ok(opened.zip(known.map(|(_, history)| history)))
    }
}

/// A page that names no shop, as it was made, in its language; nothing but the status where even that couldn't be.
pub fn notice<E: Into<Failure>>(function: &str, status: u16, made: Result<(String, String), E>) -> Answer {
    match made {
        Ok((html, language)) => Answer::page(status, html).with("content-language", language),
        Err(error) => {
            unanswerable(function, "a notice can't be made", &error.into());
            Answer::text(status, "")
        }
    }
}

/// A door can't say what it was asked for: whether somebody has to look stands in the log and in the metrics of `function`.
pub fn unanswerable(function: &str, what: &'static str, failure: &Failure) {
    tracing::error!(class = failure.class(), %failure, "{what}");
    if !matches!(failure, Failure::Transient { .. }) {
        metrics::count(function, "Bug", 1);
    }
}
