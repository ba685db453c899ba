//! Small rows that aren't part of anything's story and go by themselves: changed as they were read, whoever else changes them.

use domain::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Store, StoreError,
    engine::{Attr, EngineError, Guard, Item, Key, Table, Write, number},
    orders, pack,
};

/// How often a row is written against others who write it.
const ROUNDS: usize = 5;
const V: i64 = 1;

impl Store {
    /// What a row holds, if it is there.
    pub(crate) async fn row<T: DeserializeOwned>(
        &self,
        what: &'static str,
        key: Key,
    ) -> Result<Option<T>, StoreError> {
        let item = self.engine.get(Table::Shop, key).await?;
        item.as_ref().map(|item| unpack(what, item)).transpose()
    }

    /// Changes a row, as it was read, until `change` answers that nothing is to be changed. Whether it was changed.
    pub(crate) async fn change_row<T: Default + Serialize + DeserializeOwned>(
        &self,
        what: &'static str,
        key: Key,
        until: Timestamp,
        change: impl Fn(&mut T) -> bool,
    ) -> Result<bool, StoreError> {
        for _ in 0..ROUNDS {
            let before = self.engine.get(Table::Shop, key.clone()).await?;
            let mut said: T = before.as_ref().map(|item| unpack(what, item)).transpose()?.unwrap_or_default();
            if !change(&mut said) {
                return Ok(false);
            }
            let n = before.as_ref().and_then(|item| number(item, "n")).unwrap_or(0);
            let mut item = packed(key.clone(), &said, until);
            item.insert("n".into(), (n + 1).into());
            let as_read = match before {
                None => Guard::absent("passing-row-is-new"),
                Some(_) => Guard::equals("passing-row-as-read", "n", n),
            };
            match self.engine.write(Write::put(Table::Shop, item).when(as_read)).await {
                Ok(()) => return Ok(true),
                Err(EngineError::Condition(_) | EngineError::Conflict) => {}
                Err(e) => return Err(e.into()),
            }
        }
        Err(StoreError::Stale)
    }
}

/// The row under `key` that holds this until then.
pub(crate) fn packed(key: Key, said: &impl Serialize, until: Timestamp) -> Item {
    let json = serde_json::to_vec(said).expect("drafts, words and counts are plain data");
    let mut item = key.item();
    item.insert("v".into(), V.into());
    item.insert("said".into(), Attr::B(pack::pack(&json)));
    item.insert("ttl".into(), until.as_second().into());
    item
}

fn unpack<T: DeserializeOwned>(what: &'static str, item: &Item) -> Result<T, StoreError> {
    orders::refuse_newer(what, item, V)?;
    let Some(Attr::B(packed)) = item.get("said") else {
        return Err(StoreError::unreadable(what, "it holds nothing"));
    };
    let json = pack::unpack(what, packed)?;
    serde_json::from_slice(&json).map_err(|e| StoreError::json(what, &e))
}
