//! Files that settings name, such as a PDF of the terms: kept by the hash of their bytes, in parts, for ever.

use domain::{ShopId, event::hash_of};

use crate::{
    Store, StoreError,
    engine::{Attr, EngineError, Guard, Item, Table, Write, number},
    keys,
};

/// The largest file: two of them fit a mail that SES takes.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// What one item holds of it. DynamoDB takes 400 KB.
const PART: usize = 350 * 1024;

/// What is kept is told of as this.
const WHAT: &str = "a file";

impl Store {
    /// Keeps a file and answers its hash. It never changes, so that keeping it again changes nothing. Its first part is
    /// written last: once that is there, all of it is.
    pub async fn keep_file(&self, shop: &ShopId, bytes: &[u8]) -> Result<String, StoreError> {
        if bytes.len() > LARGEST {
            return Err(StoreError::TooLarge { what: WHAT, size: bytes.len(), most: LARGEST });
        }
        let hash = hash_of(bytes);
        // An empty file has one part, an empty one.
        let parts: Vec<&[u8]> = if bytes.is_empty() { vec![bytes] } else { bytes.chunks(PART).collect() };
        for (place, part) in parts.iter().enumerate().rev() {
            let mut item = keys::file_part(shop, &hash, place).item();
            item.insert("v".into(), 1.into());
            item.insert("parts".into(), (parts.len() as i64).into());
            item.insert("bytes".into(), Attr::B(part.to_vec()));
            let write = Write::put(Table::Shop, item).when(Guard::absent("file-part-is-new"));
            match self.engine.write(write).await {
                Ok(()) | Err(EngineError::Condition(_)) => {}
                Err(e) => return Err(e.into()),
            }
        }
        Ok(hash)
    }

    /// Forgets a file. Its first part goes last: it says how many there are, should this break off. Whether it was there.
    pub(crate) async fn forget_file(&self, shop: &ShopId, hash: &str) -> Result<bool, StoreError> {
        let Some(first) = self.engine.get(Table::Shop, keys::file_part(shop, hash, 0)).await? else {
            return Ok(false);
        };
        let parts = number(&first, "parts").and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        for place in (0..parts.min(LARGEST.div_ceil(PART))).rev() {
            self.engine.write(Write::delete(Table::Shop, keys::file_part(shop, hash, place))).await?;
        }
        Ok(true)
    }

    /// A file by its hash, if it is kept. What isn't the file of that hash is never answered.
    pub async fn file(&self, shop: &ShopId, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let unreadable = |why: &str| StoreError::unreadable(WHAT, why);
        let Some(first) = self.engine.get(Table::Shop, keys::file_part(shop, hash, 0)).await? else {
            return Ok(None);
        };
        let most = LARGEST.div_ceil(PART);
        let parts = number(&first, "parts").and_then(|n| usize::try_from(n).ok());
        let parts =
            parts.filter(|n| (1..=most).contains(n)).ok_or_else(|| unreadable("no number of parts"))?;
        let mut found = vec![first];
        if parts > 1 {
            let rest = (1..parts).map(|place| keys::file_part(shop, hash, place)).collect();
            found.extend(self.engine.batch_get(rest).await?);
        }
        found.sort_by_key(|item| crate::engine::Key::of(item).sk);
        let mut bytes = Vec::new();
        for part in &found {
            bytes.extend_from_slice(held(part).ok_or_else(|| unreadable("a part without bytes"))?);
        }
        if hash_of(&bytes) == hash {
            Ok(Some(bytes))
        } else {
            Err(unreadable("it isn't the file of its hash"))
        }
    }
}

fn held(part: &Item) -> Option<&[u8]> {
    match part.get("bytes") {
        Some(Attr::B(bytes)) => Some(bytes),
        _ => None,
    }
}
