//! The files that go with a mail about an order: so far the terms of the market that it is sold in.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{ShopId, order::Order, settings::Shop};
use shell::metrics;
use store::Store;

use crate::{NAME, enclosed::Enclosure};

/// So many files are kept in memory: a file is 4 MB at most, and read for every mail of a busy shop.
const REMEMBERED: usize = 4;

/// The files that were read last, by their hash: what a hash names never changes.
static READ: Mutex<Vec<(String, Arc<[u8]>)>> = Mutex::new(Vec::new());

/// The terms of the market that `order` is sold in, if that has a file of them. One that can't be read is done without,
/// which is counted: the mail is worth more, and links to the terms.
pub(crate) async fn terms(store: &Store, shop: &Shop, order: &Order) -> Option<Enclosure> {
    let (market, terms) = shop.market_of(order)?;
    let name = terms.terms_file.clone()?;
    let read = match shop.files.get(&name) {
        Some(hash) => read(store, &shop.id, hash).await,
        None => Err("the settings don't say which file of that name it is".to_owned()),
    };
    match read {
        // Settings name PDFs only.
        Ok(bytes) => Some(Enclosure { name, media_type: "application/pdf", bytes }),
        Err(reason) => {
            metrics::count(NAME, "FilesUnread", 1);
            tracing::warn!(
                shop = shop.id.as_str(),
                market,
                reason,
                "the mail goes without the file of its terms"
            );
            None
        }
    }
}

async fn read(store: &Store, shop: &ShopId, hash: &str) -> Result<Arc<[u8]>, String> {
    let key = format!("{shop}#{hash}");
    let known =
        |read: &[(String, Arc<[u8]>)]| read.iter().find(|(of, _)| *of == key).map(|(_, b)| Arc::clone(b));
    if let Some(bytes) = known(&READ.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Ok(bytes);
    }
    let file = store.file(shop, hash).await.map_err(|e| e.to_string())?;
    let bytes: Arc<[u8]> = file.ok_or("it isn't kept")?.into();
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    read.truncate(REMEMBERED - 1);
    read.insert(0, (key, Arc::clone(&bytes)));
    Ok(bytes)
}
