//! An engine whose writes can be watched: its events stream, and who did what.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

use futures::{FutureExt as _, future::BoxFuture};
use store::engine::{Action, Engine, EngineError, Index, Item, Key, Page, Query, Table, Write, text};

use crate::world::Streaming;

/// Where something is done: a table, or one of its indexes. A policy names each by itself.
pub type Place = (Table, Option<Index>);

/// A watched engine.
#[derive(Debug)]
pub struct Tapped<E> {
    engine: E,
    stream: Mutex<Vec<String>>,
    actions: Mutex<BTreeSet<(Place, &'static str)>>,
}

impl<E> Tapped<E> {
    /// Watches `engine`.
    pub fn new(engine: E) -> Self {
        Self { engine, stream: Mutex::default(), actions: Mutex::default() }
    }

    /// Every IAM action since last asked, with its place.
    pub fn take_actions(&self) -> BTreeSet<(Place, &'static str)> {
        std::mem::take(&mut self.actions.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, table: Table, action: &'static str) {
        self.note_at((table, None), action);
    }

    fn note_at(&self, place: Place, action: &'static str) {
        self.actions.lock().unwrap_or_else(PoisonError::into_inner).insert((place, action));
    }

    fn note_write(&self, write: &Write) {
        let action = match write.action {
            Action::Put(_) => "dynamodb:PutItem",
            Action::Set(_) => "dynamodb:UpdateItem",
            Action::Delete => "dynamodb:DeleteItem",
            Action::Check => "dynamodb:ConditionCheckItem",
        };
        self.note(write.table, action);
    }

    fn written<'w>(&self, writes: impl IntoIterator<Item = &'w Write>) {
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        for write in writes {
            if let Action::Put(item) = &write.action {
                stream.extend(text(item, store::journal::EVENT).map(str::to_owned));
            }
        }
    }
}

impl<E: Engine + 'static> Streaming for Tapped<E> {
    async fn stream(&self) -> Vec<String> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<E: Engine> Engine for Tapped<E> {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.note(table, "dynamodb:GetItem");
        self.engine.get(table, key)
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.note(Table::Shop, "dynamodb:BatchGetItem");
        self.engine.batch_get(keys)
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.note_at((Table::Shop, query.index), "dynamodb:Query");
        self.engine.query(query)
    }

    fn get_lately(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.note(table, "dynamodb:GetItem");
        self.engine.get_lately(table, key)
    }

    fn batch_get_lately(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.note(Table::Shop, "dynamodb:BatchGetItem");
        self.engine.batch_get_lately(keys)
    }

    fn query_lately(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.note_at((Table::Shop, query.index), "dynamodb:Query");
        self.engine.query_lately(query)
    }

    fn swap(&self, write: Write) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.note_write(&write);
        async move {
            let before = self.engine.swap(write.clone()).await?;
            self.written([&write]);
            Ok(before)
        }
        .boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        self.note_write(&write);
        async move {
            self.engine.write(write.clone()).await?;
            self.written([&write]);
            Ok(())
        }
        .boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        writes.iter().for_each(|write| self.note_write(write));
        async move {
            self.engine.transact(writes.clone()).await?;
            self.written(&writes);
            Ok(())
        }
        .boxed()
    }
}
