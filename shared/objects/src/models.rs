//! Models as whoever answers by them has them: read once, kept as long as the instance lives.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::{
    ShopId,
    edd::{Learned, learned::Model},
};
use tokio::{sync::Mutex, time::Instant};

use crate::Objects;

/// Who waits for an answer doesn't wait longer for a model.
const PATIENCE: Duration = Duration::from_millis(1500);
/// One that couldn't be read is tried again after so long.
const AGAIN: Duration = Duration::from_secs(60);
/// Models of so many shops are kept.
const MOST: usize = 16;

/// Models by their names. What can't be read has a code, and nobody waits for it again for a while.
#[derive(Debug)]
pub struct Models {
    objects: Objects,
    /// By shop: the newest that was asked for.
    kept: Mutex<BTreeMap<ShopId, (String, Loaded)>>,
}

#[derive(Debug, Clone)]
enum Loaded {
    Model(Arc<Model>),
    Trouble(&'static str, Instant),
}

impl Models {
    /// Out of `objects`.
    pub fn new(objects: Objects) -> Self {
        Self { objects, kept: Mutex::default() }
    }

    /// The model of a name; or why there is none, in a word.
    pub async fn get(&self, shop: &ShopId, hash: &str) -> Result<Learned, &'static str> {
        // Held while reading: neighbours wait for one read instead of each making its own.
        let mut kept = self.kept.lock().await;
        let known = kept.get(shop).filter(|(name, _)| name == hash).map(|(_, kept)| kept.clone());
        let model = match known {
            Some(Loaded::Model(model)) => Ok(model),
            Some(Loaded::Trouble(code, since)) if since.elapsed() < AGAIN => return Err(code),
            _ => self.read(shop, hash).await,
        };
        let now = match &model {
            Ok(model) => Loaded::Model(Arc::clone(model)),
            Err(code) => Loaded::Trouble(code, Instant::now()),
        };
        if kept.len() >= MOST && !kept.contains_key(shop) {
            kept.clear();
        }
        kept.insert(shop.clone(), (hash.to_owned(), now));
        model.map(|model| Learned { hash: hash.to_owned(), model })
    }

    /// The model that answers, by its name as it could be looked up. That it can't be read is no error of whoever asks: others
    /// say how long it takes, and the caller counts it.
    pub async fn answering<E>(
        &self,
        shop: &ShopId,
        name: Result<Arc<Option<String>>, E>,
    ) -> Result<Option<Learned>, &'static str> {
        let read = match name.as_deref() {
            Ok(Some(hash)) => self.get(shop, hash).await.map(Some),
            Ok(None) => Ok(None),
            Err(_) => Err("model-unknown"),
        };
        read.inspect_err(|code| {
            let shop = shop.as_str();
            tracing::warn!(shop, code, "the learned model can't be read: others say how long it takes");
        })
    }

    async fn read(&self, shop: &ShopId, hash: &str) -> Result<Arc<Model>, &'static str> {
        match tokio::time::timeout(PATIENCE, self.objects.model(shop, hash)).await {
            Ok(read) => read.map(Arc::new).map_err(|error| error.code()),
            Err(_) => Err("model-slow"),
        }
    }
}
