//! Faults on every call to the outside: it fails before it does anything, it does it and the process dies, or it
//! does it and the answer is lost.

use std::{
    future::{Future, pending},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use futures::{FutureExt as _, future::BoxFuture};
use store::engine::{Engine, EngineError, Item, Key, Page, Query, Table, Write};

/// The name of the call that another one can be in the way of.
const TRANSACT: &str = "transact";

/// What goes wrong with a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// It answers an error and has done nothing.
    FailBefore,
    /// It has done its work, and the process dies before it hears of it.
    DieAfter,
    /// It has done its work, and answers an error.
    LoseAnswer,
    /// Another transaction was in the way; nothing was done. Transactions only.
    Conflict,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::FailBefore, Self::DieAfter, Self::LoseAnswer, Self::Conflict];

    /// What can go wrong with a call of this name.
    pub fn of(call: &str) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |fault| *fault != Self::Conflict || call == TRANSACT)
    }
}

/// A plan of faults, shared by all ports of one world. Calls are counted from zero.
#[derive(Debug, Default)]
pub struct Faults {
    planned: Mutex<Vec<(usize, Fault)>>,
    calls: AtomicUsize,
    names: Mutex<Vec<&'static str>>,
    dead: AtomicBool,
}

impl Faults {
    /// A plan.
    pub fn plan(planned: impl IntoIterator<Item = (usize, Fault)>) -> Arc<Self> {
        Self::taking_over(0, planned)
    }

    /// A plan that takes over when there were so many calls already: they count.
    pub fn taking_over(calls: usize, planned: impl IntoIterator<Item = (usize, Fault)>) -> Arc<Self> {
        Arc::new(Self {
            planned: Mutex::new(planned.into_iter().collect()),
            calls: calls.into(),
            ..Self::default()
        })
    }

    /// How many calls there were so far.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    /// What the calls were, in order.
    pub fn names(&self) -> Vec<&'static str> {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Every call so far, by its number, with each thing that can go wrong with it: the crash points of a run.
    pub fn points(&self) -> Vec<(usize, Fault)> {
        let names = self.names();
        names
            .iter()
            .enumerate()
            .flat_map(|(number, name)| Fault::of(name).map(move |fault| (number, fault)))
            .collect()
    }

    /// Whether the process has died since last asked.
    pub fn take_death(&self) -> bool {
        self.dead.swap(false, Ordering::SeqCst)
    }

    /// Makes one call, with whatever is planned for it. `lost` is the error of a call that failed or whose answer
    /// was lost; `conflict` the one of a conflict.
    pub async fn call<T, E>(
        &self,
        name: &'static str,
        work: impl Future<Output = Result<T, E>>,
        lost: impl FnOnce() -> E,
        conflict: Option<E>,
    ) -> Result<T, E> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst);
        self.names.lock().unwrap_or_else(PoisonError::into_inner).push(name);
        match (self.planned_for(number), conflict) {
            (None, _) | (Some(Fault::Conflict), None) => work.await,
            (Some(Fault::Conflict), Some(conflict)) => Err(conflict),
            (Some(Fault::FailBefore), _) => Err(lost()),
            (Some(Fault::LoseAnswer), _) => {
                let _ = work.await;
                Err(lost())
            }
            (Some(Fault::DieAfter), _) => {
                let _ = work.await;
                self.dead.store(true, Ordering::SeqCst);
                pending().await
            }
        }
    }

    fn planned_for(&self, number: usize) -> Option<Fault> {
        let planned = self.planned.lock().unwrap_or_else(PoisonError::into_inner);
        planned.iter().find(|(at, _)| *at == number).map(|(_, fault)| *fault)
    }

    /// Runs an invocation until it ends or dies. `None` if it died.
    pub async fn survive<T>(&self, invocation: impl Future<Output = T>) -> Option<T> {
        let mut invocation = std::pin::pin!(invocation);
        std::future::poll_fn(|context| match invocation.as_mut().poll(context) {
            std::task::Poll::Ready(value) => std::task::Poll::Ready(Some(value)),
            std::task::Poll::Pending if self.take_death() => std::task::Poll::Ready(None),
            std::task::Poll::Pending => std::task::Poll::Pending,
        })
        .await
    }
}

/// An engine with faults.
#[derive(Debug)]
pub struct Faulty<E> {
    /// The engine.
    pub engine: Arc<E>,
    /// The plan.
    pub faults: Arc<Faults>,
}

impl<E: Engine> Faulty<E> {
    async fn run<T>(
        &self,
        name: &'static str,
        work: impl Future<Output = Result<T, EngineError>>,
        conflict: Option<EngineError>,
    ) -> Result<T, EngineError> {
        self.faults.call(name, work, || EngineError::Unavailable("a planned fault".into()), conflict).await
    }
}

impl<E: Engine> Engine for Faulty<E> {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.run("get", self.engine.get(table, key), None).boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.run("batch get", self.engine.batch_get(keys), None).boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.run("query", self.engine.query(query), None).boxed()
    }

    fn get_lately(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.run("get", self.engine.get_lately(table, key), None).boxed()
    }

    fn batch_get_lately(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.run("batch get", self.engine.batch_get_lately(keys), None).boxed()
    }

    fn query_lately(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.run("query", self.engine.query_lately(query), None).boxed()
    }

    fn swap(&self, write: Write) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.run("write", self.engine.swap(write), None).boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        self.run("write", self.engine.write(write), None).boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.run(TRANSACT, self.engine.transact(writes), Some(EngineError::Conflict)).boxed()
    }
}
