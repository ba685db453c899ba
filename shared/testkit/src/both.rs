//! One contract, both engines.

use std::{future::Future, sync::Arc};

use store::Store;

use crate::{Memory, dynamo};

/// Runs a contract on the in-memory engine, then on a real DynamoDB engine.
pub fn on_both<F: Future<Output = ()>>(contract: impl Fn(Store) -> F) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        contract(Store::on(Arc::new(Memory::default()))).await;
        contract(Store::on(Arc::new(dynamo::start().await))).await;
    });
}
