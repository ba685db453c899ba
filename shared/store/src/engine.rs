//! The few operations that the store needs of a key-value engine with conditional writes.
//!
//! One trait, two engines: DynamoDB ([`crate::dynamo`]) and the in-memory shop of `testkit`, which evaluates the
//! same typed conditions and raises what the local emulators don't. One contract suite runs against both.

use std::collections::BTreeMap;

use futures::{FutureExt as _, future::BoxFuture};

/// Which of the two tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The business: keys `pk` and `sk`.
    Shop,
    /// The ledger of sends: key `pk`.
    Once,
}

/// Which of the indexes of [`Table::Shop`]. Both hold keys only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// `tpk`, `tsk`: what is due, the journal by day.
    ByTime,
    /// `cpk`, `csk`: a customer's orders.
    ByCustomer,
}

impl Index {
    /// The index's name and its two key attributes.
    pub fn schema(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::ByTime => ("by-time", "tpk", "tsk"),
            Self::ByCustomer => ("by-customer", "cpk", "csk"),
        }
    }
}

/// A value of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attr {
    /// Text.
    S(String),
    /// A whole number.
    N(i64),
    /// Bytes.
    B(Vec<u8>),
}

impl From<&str> for Attr {
    fn from(text: &str) -> Self {
        Self::S(text.to_owned())
    }
}

impl From<String> for Attr {
    fn from(text: String) -> Self {
        Self::S(text)
    }
}

impl From<i64> for Attr {
    fn from(number: i64) -> Self {
        Self::N(number)
    }
}

/// An item, keys included.
pub type Item = BTreeMap<String, Attr>;

/// The text under `name`.
pub fn text<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    match item.get(name) {
        Some(Attr::S(text)) => Some(text),
        _ => None,
    }
}

/// The number under `name`.
pub fn number(item: &Item, name: &str) -> Option<i64> {
    match item.get(name) {
        Some(Attr::N(number)) => Some(*number),
        _ => None,
    }
}

/// A primary key. `sk` is empty in [`Table::Once`].
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Partition key.
    pub pk: String,
    /// Sort key.
    pub sk: String,
}

impl Key {
    /// A key of [`Table::Shop`].
    pub fn new(pk: impl Into<String>, sk: impl Into<String>) -> Self {
        Self { pk: pk.into(), sk: sk.into() }
    }

    /// A key of [`Table::Once`].
    pub fn alone(pk: impl Into<String>) -> Self {
        Self::new(pk, "")
    }

    /// The key of an item of either table.
    pub fn of(item: &Item) -> Self {
        Self::new(text(item, "pk").unwrap_or_default(), text(item, "sk").unwrap_or_default())
    }

    /// An item that holds just this key.
    pub fn item(&self) -> Item {
        let mut item = Item::new();
        item.insert("pk".to_owned(), self.pk.as_str().into());
        if !self.sk.is_empty() {
            item.insert("sk".to_owned(), self.sk.as_str().into());
        }
        item
    }
}

/// What must hold of the item under the key for a write to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Nothing is there.
    Absent,
    /// These attributes have these values; so something is there.
    Equals(Vec<(&'static str, Attr)>),
}

impl Condition {
    /// Whether it holds of an item.
    pub fn holds(&self, item: Option<&Item>) -> bool {
        match self {
            Self::Absent => item.is_none(),
            Self::Equals(wanted) => {
                item.is_some_and(|item| wanted.iter().all(|(name, value)| item.get(*name) == Some(value)))
            }
        }
    }
}

/// A condition with a name, as everything that keeps "once" once has one. In the tests' world each can be switched off
/// by its name, and some test must notice (`tests/mutants.toml`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// Its name; no other guard has it.
    pub name: &'static str,
    /// What it asks for.
    pub condition: Condition,
}

impl Guard {
    /// Nothing may be there.
    pub fn absent(name: &'static str) -> Self {
        Self { name, condition: Condition::Absent }
    }

    /// One attribute must have this value.
    pub fn equals(name: &'static str, attribute: &'static str, value: impl Into<Attr>) -> Self {
        Self::all(name, vec![(attribute, value.into())])
    }

    /// All of these attributes must have these values.
    pub fn all(name: &'static str, wanted: Vec<(&'static str, Attr)>) -> Self {
        Self { name, condition: Condition::Equals(wanted) }
    }
}

/// What a write does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Puts the whole item, keys included.
    Put(Item),
    /// Sets some attributes and leaves the others.
    Set(Vec<(&'static str, Attr)>),
    /// Removes the item.
    Delete,
    /// Only checks the condition. In transactions only.
    Check,
}

/// One write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Write {
    /// The table.
    pub table: Table,
    /// The item's key.
    pub key: Key,
    /// What to do.
    pub action: Action,
    /// What must hold.
    pub guard: Option<Guard>,
}

impl Write {
    /// Puts `item`.
    pub fn put(table: Table, item: Item) -> Self {
        Self { table, key: Key::of(&item), action: Action::Put(item), guard: None }
    }

    /// Sets attributes of the item under `key`.
    pub fn set(table: Table, key: Key, attributes: Vec<(&'static str, Attr)>) -> Self {
        Self { table, key, action: Action::Set(attributes), guard: None }
    }

    /// Removes the item under `key`.
    pub fn delete(table: Table, key: Key) -> Self {
        Self { table, key, action: Action::Delete, guard: None }
    }

    /// Checks the item under `key`.
    pub fn check(table: Table, key: Key) -> Self {
        Self { table, key, action: Action::Check, guard: None }
    }

    /// Only if this holds.
    pub fn when(mut self, guard: Guard) -> Self {
        self.guard = Some(guard);
        self
    }
}

/// Which items of one partition, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The table's own keys, or an index of [`Table::Shop`].
    pub index: Option<Index>,
    /// The partition.
    pub partition: String,
    /// Sort keys that begin so; empty for all.
    pub prefix: String,
    /// Sort keys from this one on; empty for no bound. Not together with `prefix`.
    pub since: String,
    /// Sort keys up to and including this one; empty for no bound. Not together with `prefix`.
    pub until: String,
    /// How many at most.
    pub limit: u16,
    /// Where the page before ended.
    pub after: Option<Item>,
}

impl Query {
    /// Everything of a partition by the table's own keys, or whatever an index lists there: from its beginning.
    pub fn all(index: Option<Index>, partition: String) -> Self {
        Self {
            index,
            partition,
            prefix: String::new(),
            since: String::new(),
            until: String::new(),
            limit: 100,
            after: None,
        }
    }

    /// Reads it page after page, to its end.
    pub(crate) async fn every<'e>(
        mut self,
        read: impl Fn(Self) -> BoxFuture<'e, Result<Page, EngineError>>,
    ) -> Result<Vec<Item>, EngineError> {
        let mut found = Vec::new();
        loop {
            let page = read(self.clone()).await?;
            found.extend(page.items);
            if page.next.is_none() {
                return Ok(found);
            }
            self.after = page.next;
        }
    }
}

/// One page of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The items; keys only for an index.
    pub items: Vec<Item>,
    /// Where the next page begins; `None` after the last.
    pub next: Option<Item>,
}

/// Why the engine didn't do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// A condition didn't hold. An answer, not a fault. Nothing was written.
    #[error("a condition didn't hold at writes {0:?}")]
    Condition(Vec<usize>),
    /// Another transaction touched the same items at the same time. Nothing was written.
    #[error("a concurrent transaction was in the way")]
    Conflict,
    /// Too much at once. Nothing was written.
    #[error("throttled: {0}")]
    Throttled(String),
    /// No answer, or a fault on the engine's side. It may have been written all the same.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The request itself is wrong: a bug of ours.
    #[error("invalid request: {0}")]
    Invalid(String),
}

/// A key-value engine with conditional writes and transactions.
pub trait Engine: Send + Sync {
    /// One item, as it stands now (a consistent read).
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>>;

    /// Several items of [`Table::Shop`], as they stand now; those that aren't there are left out. Up to 100 keys.
    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>>;

    /// A page of [`Table::Shop`]. Of the table itself as it stands now; of an index perhaps a moment late.
    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>>;

    /// As [`get`](Self::get) for half the units, and perhaps a moment late: for whoever is refused later on if it was, or
    /// looks again before it acts on what it found.
    fn get_lately(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.get(table, key)
    }

    /// As [`batch_get`](Self::batch_get) for half the units, each item perhaps a moment late.
    fn batch_get_lately(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.batch_get(keys)
    }

    /// As [`query`](Self::query) for half the units, of the table itself perhaps a moment late, too.
    fn query_lately(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.query(query)
    }

    /// One write.
    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>>;

    /// One write that answers the item as it was before, which costs no read.
    fn swap(&self, write: Write) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        async move {
            let before = self.get(write.table, write.key.clone()).await?;
            self.write(write).await?;
            Ok(before)
        }
        .boxed()
    }

    /// All of the writes or none. Up to 100.
    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>>;
}
