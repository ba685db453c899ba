//! Ties: small rows of an entity that change together with another one, such as how many numbers a year has given.
//!
//! A transaction changes one entity, and what it relies on must still stand. Where a number must be given once, or an item
//! may stand in one draft only, that much of another entity changes with it, if it is still as it was read.

use domain::{EntityRef, Failure, ShopId};
use serde::de::DeserializeOwned;

use crate::{
    Store, StoreError,
    engine::{Guard, Item, Table, Write, text},
    keys,
};

/// A row as it was read, and as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Whose.
    pub entity: EntityRef,
    /// Its name.
    pub name: String,
    /// What it said; absent if it wasn't there.
    pub before: Option<String>,
    /// What it is to say; absent if it is to go.
    pub after: Option<String>,
}

impl Tie {
    /// What it said; nothing said is the default.
    pub fn said<T: DeserializeOwned + Default>(&self) -> Result<T, Failure> {
        let said = self.before.as_deref().map(serde_json::from_str).transpose();
        Ok(said.map_err(|e| Failure::bug(format!("the row {}: {e}", self.name)))?.unwrap_or_default())
    }
}

impl Store {
    /// What a row says.
    pub async fn tie(&self, shop: &ShopId, entity: &EntityRef, name: &str) -> Result<Tie, StoreError> {
        let row = self.engine.get(Table::Shop, keys::tie(shop, entity, name)).await?;
        Ok(read(entity.clone(), name, row.as_ref()))
    }
}

/// A row as it was read, if it is there.
pub(crate) fn read(entity: EntityRef, name: &str, row: Option<&Item>) -> Tie {
    let said = row.and_then(|row| text(row, SAYS)).map(str::to_owned);
    Tie { entity, name: name.to_owned(), before: said.clone(), after: said }
}

const SAYS: &str = "says";

/// The write of a row that is still as it was read.
pub(crate) fn write(shop: &ShopId, tie: &Tie) -> Write {
    let key = keys::tie(shop, &tie.entity, &tie.name);
    let write = match &tie.after {
        Some(after) => {
            let mut row = key.item();
            row.insert("v".into(), 1.into());
            row.insert(SAYS.into(), after.as_str().into());
            Write::put(Table::Shop, row)
        }
        None => Write::delete(Table::Shop, key),
    };
    write.when(match &tie.before {
        None => Guard::absent("tie-is-new"),
        Some(before) => Guard::equals("tie-as-read", SAYS, before.as_str()),
    })
}
