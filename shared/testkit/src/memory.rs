//! The engine in memory. It evaluates the store's typed conditions, refuses transactions that meet another one on
//! an item, shows index entries one query late, and counts write units by DynamoDB's rules.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use futures::{FutureExt as _, future::BoxFuture};
use store::engine::{
    Action, Condition, Engine, EngineError, Index, Item, Key, Page, Query, Table, Write, text,
};

use crate::units;

/// The engine in memory.
#[derive(Debug, Default)]
pub struct Memory {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    items: BTreeMap<(Table, Key), Item>,
    /// What the indexes show; they catch up after each query.
    shown: BTreeMap<(Table, Key), Item>,
    /// Keys that a transaction under way holds.
    held: BTreeSet<(Table, Key)>,
    stream: Vec<String>,
    write_units: u64,
}

impl Memory {
    /// Texts of all events so far, in the order in which the table's stream gives them.
    pub fn stream(&self) -> Vec<String> {
        self.state().stream.clone()
    }

    /// Every item, for comparing end states.
    pub fn items(&self) -> BTreeMap<(Table, Key), Item> {
        self.state().items.clone()
    }

    /// Write units used so far: base items round up to 1 KB, in a transaction they cost double, an index one each.
    pub fn write_units(&self) -> u64 {
        self.state().write_units
    }

    /// Puts an item past all conditions, as a mischievous hand would.
    pub fn tamper(&self, table: Table, item: Item) {
        self.state().items.insert((table, Key::of(&item)), item);
    }

    /// Removes an item past all conditions.
    pub fn forget(&self, place: &(Table, Key)) {
        self.state().items.remove(place);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn conditions(&self, writes: &[Write]) -> Result<(), EngineError> {
        let failing = writes.iter().enumerate().filter(|(_, write)| {
            let item = self.items.get(&(write.table, write.key.clone()));
            write.condition.as_ref().is_some_and(|condition| !condition.holds(item))
        });
        let failing: Vec<usize> = failing.map(|(at, _)| at).collect();
        if failing.is_empty() { Ok(()) } else { Err(EngineError::Condition(failing)) }
    }

    fn apply(&mut self, write: &Write, in_transaction: bool) {
        let place = (write.table, write.key.clone());
        let before = self.items.get(&place).cloned();
        let after = match &write.action {
            Action::Put(item) => Some(item.clone()),
            Action::Set(attributes) => {
                let mut item = before.clone().unwrap_or_else(|| write.key.item());
                item.extend(attributes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
                Some(item)
            }
            Action::Delete => None,
            Action::Check => before.clone(),
        };
        self.write_units += units::of_write(before.as_ref(), after.as_ref(), in_transaction);
        let is_event =
            |item: &Item| write.table == Table::Shop && text(item, store::journal::EVENT).is_some();
        match after {
            Some(item) => {
                if before.is_none() && is_event(&item) {
                    self.stream.extend(text(&item, store::journal::EVENT).map(str::to_owned));
                }
                self.items.insert(place, item);
            }
            None => drop(self.items.remove(&place)),
        }
    }

    fn page(&mut self, query: &Query) -> Page {
        let (pk, sk) = query.index.map_or(("pk", "sk"), |index: Index| (index.schema().1, index.schema().2));
        let source = if query.index.is_some() { &self.shown } else { &self.items };
        let mut found: Vec<(&str, &Item)> = source
            .iter()
            .filter(|((table, _), item)| {
                *table == Table::Shop && text(item, pk) == Some(query.partition.as_str())
            })
            .filter_map(|(_, item)| Some((text(item, sk)?, item)))
            .filter(|(sort, _)| sort.starts_with(&query.prefix))
            .filter(|(sort, _)| *sort >= query.since.as_str())
            .filter(|(sort, _)| query.until.is_empty() || *sort <= query.until.as_str())
            .collect();
        found.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| Key::of(x).cmp(&Key::of(y))));
        let keys_only = |item: &Item| -> Item {
            let of_the_key = |name: &String| ["pk", "sk", pk, sk].contains(&name.as_str());
            item.iter().filter(|(name, _)| of_the_key(name)).map(|(n, v)| (n.clone(), v.clone())).collect()
        };
        let after =
            query.after.as_ref().map(|item| (text(item, sk).unwrap_or_default().to_owned(), Key::of(item)));
        let rest: Vec<&Item> = found
            .into_iter()
            .filter(|(sort, item)| {
                after.as_ref().is_none_or(|(last, key)| (*sort, &Key::of(item)) > (last.as_str(), key))
            })
            .map(|(_, item)| item)
            .collect();
        let limit = usize::from(query.limit);
        let items: Vec<Item> = rest
            .iter()
            .take(limit)
            .map(|item| if query.index.is_some() { keys_only(item) } else { (*item).clone() })
            .collect();
        let next = if rest.len() > limit { items.last().map(keys_only) } else { None };
        if query.index.is_some() {
            self.shown = self.items.clone();
        }
        Page { items, next }
    }
}

impl Engine for Memory {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        async move { Ok(self.state().items.get(&(table, key)).cloned()) }.boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        async move {
            if keys.is_empty() || keys.len() > 100 || keys.iter().collect::<BTreeSet<_>>().len() < keys.len()
            {
                return Err(EngineError::Invalid("1 to 100 different keys".into()));
            }
            let state = self.state();
            Ok(keys.into_iter().filter_map(|key| state.items.get(&(Table::Shop, key)).cloned()).collect())
        }
        .boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        async move { Ok(self.state().page(&query)) }.boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        async move {
            if write.action == Action::Check {
                return Err(EngineError::Invalid("a check stands in a transaction only".into()));
            }
            let mut state = self.state();
            if state.held.contains(&(write.table, write.key.clone())) {
                return Err(EngineError::Conflict);
            }
            state.conditions(std::slice::from_ref(&write))?;
            state.apply(&write, false);
            Ok(())
        }
        .boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        async move {
            let places: BTreeSet<_> = writes.iter().map(|write| (write.table, write.key.clone())).collect();
            if places.is_empty() || places.len() > 100 || places.len() < writes.len() {
                return Err(EngineError::Invalid("1 to 100 writes to different items".into()));
            }
            let unconditional_check = |w: &Write| w.action == Action::Check && w.condition.is_none();
            if writes.iter().any(unconditional_check) {
                return Err(EngineError::Invalid("a check without a condition".into()));
            }
            {
                let mut state = self.state();
                if places.iter().any(|place| state.held.contains(place)) {
                    return Err(EngineError::Conflict);
                }
                state.held.extend(places.iter().cloned());
            }
            // Others run now: whoever touches these items meets the transaction.
            let holding = Holding { memory: self, places };
            tokio::task::yield_now().await;
            let mut state = self.state();
            let done = state.conditions(&writes);
            if done.is_ok() {
                writes.iter().for_each(|write| state.apply(write, true));
            }
            drop(state);
            drop(holding);
            done
        }
        .boxed()
    }
}

/// Lets go of a transaction's items, also when whoever ran it is dropped half-way.
struct Holding<'m> {
    memory: &'m Memory,
    places: BTreeSet<(Table, Key)>,
}

impl Drop for Holding<'_> {
    fn drop(&mut self) {
        let mut state = self.memory.state();
        for place in &self.places {
            state.held.remove(place);
        }
    }
}

/// A condition that never holds, for tests of refusals.
pub fn never() -> Condition {
    Condition::equals("pk", "nothing has this key")
}
