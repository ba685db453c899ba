//! The engine in memory. It evaluates the store's typed conditions, refuses transactions that meet another one on
//! an item, shows index entries one query late, and counts write units by DynamoDB's rules. A guard that
//! [`crate::mutant`] switches off isn't looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use futures::{FutureExt as _, future::BoxFuture};
use store::engine::{Action, Engine, EngineError, Index, Item, Key, Page, Query, Table, Write, text};

use crate::{mutant, units};

/// The engine in memory.
#[derive(Debug, Default)]
pub struct Memory {
    state: Mutex<State>,
}

#[derive(Debug, Default, Clone)]
struct State {
    items: BTreeMap<(Table, Key), Item>,
    /// What the indexes show.
    shown: BTreeSet<Entry>,
    /// Entries that came (or went) since an index was last asked: they show from the next question on.
    late: Vec<(Entry, bool)>,
    /// Keys that a transaction under way holds.
    held: BTreeSet<(Table, Key)>,
    /// Whether reads that may be late are late.
    lags: bool,
    /// What a late reader still sees: each item as it was before its last write.
    past: BTreeMap<(Table, Key), Option<Item>>,
    stream: Vec<String>,
    write_units: u64,
    read_halves: u64,
    calls: u64,
}

/// A place in an index: its partition, its sort key, and the item's own key.
type Entry = (Index, String, String, Key);

impl Memory {
    /// Texts of all events so far, in the order in which the table's stream gives them.
    pub fn stream(&self) -> Vec<String> {
        self.state().stream.clone()
    }

    /// The same, without the first so many.
    pub fn streamed_after(&self, first: usize) -> Vec<String> {
        self.state().stream.get(first..).unwrap_or_default().to_vec()
    }

    /// Every item, for comparing end states.
    pub fn items(&self) -> BTreeMap<(Table, Key), Item> {
        self.state().items.clone()
    }

    /// Write units used so far: base items round up to 1 KB, in a transaction they cost double, an index one each.
    pub fn write_units(&self) -> u64 {
        self.state().write_units
    }

    /// Half read units used so far: each item rounds up to 4 KB, those of a page together.
    pub fn read_halves(&self) -> u64 {
        self.state().read_halves
    }

    /// Calls so far, whatever came of them.
    pub fn calls(&self) -> u64 {
        self.state().calls
    }

    /// An engine that holds these; of them its indexes show nothing until they have been asked once.
    pub fn holding(items: &BTreeMap<(Table, Key), Item>) -> Self {
        let engine = Self::default();
        for ((table, _), item) in items {
            engine.tamper(*table, item.clone());
        }
        engine
    }

    /// The same once more, as it stands; what happens to one doesn't happen to the other.
    pub fn fork(&self) -> Self {
        Self { state: Mutex::new(self.state().clone()) }
    }

    /// From now on, the first late read of an item after each write shows what was before.
    pub fn lag(&self) {
        self.state().lags = true;
    }

    /// Puts an item past all conditions, as a mischievous hand would.
    pub fn tamper(&self, table: Table, item: Item) {
        let place = (table, Key::of(&item));
        self.state().place(place, Some(item));
    }

    /// Removes an item past all conditions.
    pub fn forget(&self, place: &(Table, Key)) {
        self.state().place(place.clone(), None);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn conditions(&self, writes: &[Write]) -> Result<(), EngineError> {
        let failing = writes.iter().enumerate().filter(|(_, write)| {
            let item = self.items.get(&(write.table, write.key.clone()));
            let wanted = write.guard.as_ref().and_then(mutant::left_of);
            wanted.is_some_and(|condition| !condition.holds(item))
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
        if let Some(item) = after.as_ref().filter(|item| before.is_none() && is_event(item)) {
            self.stream.extend(text(item, store::journal::EVENT).map(str::to_owned));
        }
        self.place(place, after);
    }

    /// Puts or removes an item; the indexes hear of it.
    fn place(&mut self, place: (Table, Key), item: Option<Item>) {
        let before = match item.clone() {
            Some(item) => self.items.insert(place.clone(), item),
            None => self.items.remove(&place),
        };
        if self.lags {
            self.past.insert(place.clone(), before.clone());
        }
        if place.0 != Table::Shop {
            return;
        }
        for index in [Index::ByTime, Index::ByCustomer] {
            let (_, pk, sk) = index.schema();
            let entry = |item: &Option<Item>| {
                let item = item.as_ref()?;
                Some((index, text(item, pk)?.to_owned(), text(item, sk)?.to_owned(), place.1.clone()))
            };
            let (old, new) = (entry(&before), entry(&item));
            if old != new {
                self.late.extend(old.map(|entry| (entry, false)));
                self.late.extend(new.map(|entry| (entry, true)));
            }
        }
    }

    /// An item as a reader sees it who may be late: where the engine lags, the first one after a write sees what was before.
    fn lately(&mut self, place: &(Table, Key)) -> Option<Item> {
        self.past.remove(place).unwrap_or_else(|| self.items.get(place).cloned())
    }

    fn page(&mut self, query: &Query, late: bool) -> Page {
        let (pk, sk) = query.index.map_or(("pk", "sk"), |index| (index.schema().1, index.schema().2));
        let wanted = |sort: &str| {
            sort.starts_with(&query.prefix)
                && sort >= query.since.as_str()
                && (query.until.is_empty() || sort <= query.until.as_str())
        };
        let begins = query.prefix.as_str().max(query.since.as_str());
        let after = query.after.as_ref().map(|last| (text(last, sk).unwrap_or_default(), Key::of(last)));
        let limit = usize::from(query.limit);
        let mut items: Vec<Item> = match query.index {
            None => {
                let (sort, _) = after.unwrap_or((begins, Key::default()));
                let from = (Table::Shop, Key::new(query.partition.as_str(), sort));
                let rows = self.items.range(from..).map(|((_, key), item)| (key, item));
                rows.take_while(|(key, _)| key.pk == query.partition)
                    .filter(|(key, _)| wanted(&key.sk) && (query.after.is_none() || key.sk.as_str() > sort))
                    .map(|(_, item)| item.clone())
                    .take(limit + 1)
                    .collect()
            }
            Some(index) => {
                let (sort, key) = after.unwrap_or((begins, Key::default()));
                let from = (index, query.partition.clone(), sort.to_owned(), key);
                self.shown
                    .range(from.clone()..)
                    .take_while(|entry| entry.0 == index && entry.1 == query.partition)
                    .filter(|entry| wanted(&entry.2) && (query.after.is_none() || **entry > from))
                    .map(|(_, partition, sort, key)| {
                        let mut item = key.item();
                        item.insert(pk.to_owned(), partition.as_str().into());
                        item.insert(sk.to_owned(), sort.as_str().into());
                        item
                    })
                    .take(limit + 1)
                    .collect()
            }
        };
        let more = items.len() > limit;
        items.truncate(limit);
        let of_the_key = |name: &str| ["pk", "sk", pk, sk].contains(&name);
        let keys_only = |item: &Item| -> Item {
            item.iter()
                .filter(|(name, _)| of_the_key(name))
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect()
        };
        let next = items.last().filter(|_| more).map(keys_only);
        // A page of an index is as large as the keys in it: near enough the least there is.
        let halves = if query.index.is_some() { 1 } else { units::of_page(items.iter()) };
        if query.index.is_some() {
            for (entry, came) in std::mem::take(&mut self.late) {
                if came {
                    self.shown.insert(entry)
                } else {
                    self.shown.remove(&entry)
                };
            }
        }
        self.read_halves += if late { halves.div_ceil(2) } else { halves };
        if late && query.index.is_none() {
            let seen: Vec<Key> = items.iter().map(Key::of).collect();
            let shown = seen.into_iter().filter_map(|key| self.lately(&(Table::Shop, key)));
            return Page { items: shown.collect(), next };
        }
        Page { items, next }
    }
}

impl Engine for Memory {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        async move {
            let mut state = self.state();
            let item = state.items.get(&(table, key)).cloned();
            state.calls += 1;
            state.read_halves += units::of_reads([item.as_ref()]);
            Ok(item)
        }
        .boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        async move {
            if keys.is_empty() || keys.len() > 100 || keys.iter().collect::<BTreeSet<_>>().len() < keys.len()
            {
                return Err(EngineError::Invalid("1 to 100 different keys".into()));
            }
            let mut state = self.state();
            let read: Vec<Option<Item>> =
                keys.into_iter().map(|key| state.items.get(&(Table::Shop, key)).cloned()).collect();
            state.calls += 1;
            state.read_halves += units::of_reads(read.iter().map(Option::as_ref));
            Ok(mutant::as_matching(read.into_iter().flatten().collect()))
        }
        .boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        async move {
            let mut state = self.state();
            state.calls += 1;
            Ok(state.page(&query, false))
        }
        .boxed()
    }

    fn get_lately(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        async move {
            let mut state = self.state();
            let item = state.lately(&(table, key));
            state.calls += 1;
            state.read_halves += units::of_reads([item.as_ref()]) / 2;
            Ok(item)
        }
        .boxed()
    }

    fn batch_get_lately(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        async move {
            let mut state = self.state();
            let read: Vec<Option<Item>> =
                keys.into_iter().map(|key| state.lately(&(Table::Shop, key))).collect();
            state.calls += 1;
            state.read_halves += units::of_reads(read.iter().map(Option::as_ref)) / 2;
            Ok(mutant::as_matching(read.into_iter().flatten().collect()))
        }
        .boxed()
    }

    fn query_lately(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        async move {
            let mut state = self.state();
            state.calls += 1;
            Ok(state.page(&query, true))
        }
        .boxed()
    }

    fn swap(&self, write: Write) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        async move {
            let mut state = self.state();
            state.calls += 1;
            let place = (write.table, write.key.clone());
            if state.held.contains(&place) {
                return Err(EngineError::Conflict);
            }
            let before = state.items.get(&place).cloned();
            state.conditions(std::slice::from_ref(&write))?;
            state.apply(&write, false);
            Ok(before)
        }
        .boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        async move {
            if write.action == Action::Check {
                return Err(EngineError::Invalid("a check stands in a transaction only".into()));
            }
            let mut state = self.state();
            state.calls += 1;
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
            let unconditional_check = |w: &Write| w.action == Action::Check && w.guard.is_none();
            if writes.iter().any(unconditional_check) {
                return Err(EngineError::Invalid("a check without a condition".into()));
            }
            {
                let mut state = self.state();
                state.calls += 1;
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
