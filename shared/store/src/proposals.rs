//! Open proposals of reorder: one item in the collection of its item at its place. That there is one key is what makes it
//! the only one; whoever orders takes it away in the transaction that books what is ordered.

use domain::{EntityRef, Head, ShopId, reorder::Proposal};

use crate::{
    Store, StoreError,
    engine::{Guard, Index, Item as Row, Query, Table, Write, text},
    keys, orders,
    stock::{StockRecord, read_ledger},
};

const PROPOSAL_V: i64 = 1;
/// The list of a shop's open proposals, in the time index.
const LIST: &str = "proposals";
/// One read takes so many keys.
const BATCH: usize = 100;

/// What becomes of an open proposal.
#[derive(Debug, Clone, Copy)]
pub struct Proposed<'p> {
    /// As it was read.
    pub as_read: Option<&'p Proposal>,
    /// As it is from now on; nothing, if it goes away.
    pub to_be: Option<&'p Proposal>,
}

/// An item at a place, as reorder looks at it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Standing {
    /// The head of its entity.
    pub head: Head,
    /// Its ledger.
    pub kept: StockRecord,
    /// What is proposed.
    pub proposal: Option<Proposal>,
}

impl Store {
    /// Head, ledger and open proposal of several items at their places, in their order.
    pub async fn standings(
        &self,
        shop: &ShopId,
        entities: &[EntityRef],
    ) -> Result<Vec<Standing>, StoreError> {
        let mut found = Vec::with_capacity(entities.len());
        for batch in entities.chunks(BATCH / 3) {
            let of =
                |entity| [keys::head(shop, entity), keys::ledger(shop, entity), keys::proposal(shop, entity)];
            let rows = self.engine.batch_get(batch.iter().flat_map(of).collect()).await?;
            for entity in batch {
                let pk = keys::entity(shop, entity);
                let row = |sk: &str| {
                    rows.iter().find(|row| text(row, "pk") == Some(&pk) && text(row, "sk") == Some(sk))
                };
                found.push(Standing {
                    head: row(keys::HEAD).map_or_else(|| Ok(Head::default()), orders::read_head)?,
                    kept: row(keys::LEDGER).map_or_else(|| Ok(StockRecord::default()), read_ledger)?,
                    proposal: row(Proposal::KEY).map(read).transpose()?,
                });
            }
        }
        Ok(found)
    }

    /// The open proposal of an item at a place.
    pub async fn proposal(&self, shop: &ShopId, entity: &EntityRef) -> Result<Option<Proposal>, StoreError> {
        let row = self.engine.get(Table::Shop, keys::proposal(shop, entity)).await?;
        row.as_ref().map(read).transpose()
    }

    /// Open proposals of several items at their places; those that have none are left out.
    pub async fn proposals_of(
        &self,
        shop: &ShopId,
        entities: &[EntityRef],
    ) -> Result<Vec<(EntityRef, Proposal)>, StoreError> {
        let mut found = Vec::new();
        for batch in entities.chunks(BATCH) {
            let keys = batch.iter().map(|entity| keys::proposal(shop, entity)).collect();
            for row in &self.engine.batch_get(keys).await? {
                let (_, entity) = keys::parse_entity(text(row, "pk").unwrap_or_default())?;
                found.push((entity, read(row)?));
            }
        }
        Ok(found)
    }

    /// Every open proposal of a shop, the oldest first. The index may be a moment late.
    pub async fn open_proposals(&self, shop: &ShopId) -> Result<Vec<(EntityRef, Proposal)>, StoreError> {
        let mut entities = Vec::new();
        for shard in 0..keys::SHARDS {
            let query = Query::all(Some(Index::ByTime), keys::list(shop, LIST, shard));
            for row in &query.every(|query| self.engine.query(query)).await? {
                entities.push(keys::parse_entity(text(row, "pk").unwrap_or_default())?.1);
            }
        }
        let mut found = self.proposals_of(shop, &entities).await?;
        found.sort_by(|(one, of_one), (other, of_other)| (of_one.since, one).cmp(&(of_other.since, other)));
        Ok(found)
    }
}

/// The write of a proposal that was read as it says.
pub(crate) fn write(shop: &ShopId, of: &EntityRef, change: &Proposed<'_>) -> Write {
    let as_read = match change.as_read {
        None => Guard::absent("proposal-is-the-only-one"),
        Some(read) => Guard::equals("proposal-as-read", "stand", read.stand()),
    };
    let key = keys::proposal(shop, of);
    let Some(to_be) = change.to_be else { return Write::delete(Table::Shop, key).when(as_read) };
    let mut row = key.item();
    row.insert("v".into(), PROPOSAL_V.into());
    row.insert("stand".into(), to_be.stand().into());
    row.insert("proposal".into(), serde_json::to_string(to_be).expect("plain data").into());
    row.insert("tpk".into(), keys::list(shop, LIST, keys::shard(&key.pk)).into());
    row.insert("tsk".into(), keys::instant(to_be.since).into());
    Write::put(Table::Shop, row).when(as_read)
}

/// Takes a proposal away that is to stand so.
pub(crate) fn take(shop: &ShopId, of: &EntityRef, stand: &str) -> Write {
    let as_decided = Guard::equals("proposal-as-ordered", "stand", stand);
    Write::delete(Table::Shop, keys::proposal(shop, of)).when(as_decided)
}

fn read(row: &Row) -> Result<Proposal, StoreError> {
    orders::refuse_newer("a proposal", row, PROPOSAL_V)?;
    serde_json::from_str(text(row, "proposal").unwrap_or_default())
        .map_err(|e| StoreError::json("a proposal", &e))
}
