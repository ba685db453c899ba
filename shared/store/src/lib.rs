//! The shop's facts on DynamoDB: keys, items, transactions, journal, index.
//!
//! The only crate that knows `aws-sdk-dynamodb`. All access patterns stand in the README of this folder; each is
//! one function here, and one contract test runs it on every engine.

pub mod asked;
mod called;
pub mod capacity;
pub mod checked;
pub mod commands;
pub mod commit;
pub mod deliveries;
pub mod due;
pub mod dynamo;
mod edd;
pub mod engine;
mod error;
mod exceptions;
pub mod files;
mod heard;
pub mod journal;
pub mod keys;
pub mod ledger;
mod limits;
mod lists;
pub mod missing;
pub mod month;
mod ordering;
pub mod orders;
mod pack;
mod papers;
pub mod parcels;

mod portal;
pub mod privacy;
pub mod proposals;
pub mod purchases;
pub mod raw;
mod remember;
pub mod returnable;
mod returns;
mod rows;
mod seen;
pub mod settings;
pub mod settle;
pub mod stock;
pub mod suppression;
pub mod suspects;
pub mod take_in;
pub mod tasks;
pub mod ties;
pub mod walk;

use std::sync::Arc;

pub use dynamo::TableNames;
pub use error::StoreError;
pub use seen::Together;
pub use settle::Gather;

use engine::Engine;

/// The shop's facts.
#[derive(Clone)]
pub struct Store {
    pub(crate) engine: Arc<dyn Engine>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store")
    }
}

impl Store {
    /// On DynamoDB, with both tables.
    pub fn open(config: &aws_types::SdkConfig, tables: TableNames) -> Self {
        Self::on(Arc::new(dynamo::Dynamo::new(config, tables)))
    }

    /// On DynamoDB, for a function that has nothing to do with the ledger of sends.
    pub fn for_shop(config: &aws_types::SdkConfig, table: &str) -> Self {
        Self::open(config, TableNames::new(table, "not-for-this-function"))
    }

    /// On any engine.
    pub fn on(engine: Arc<dyn Engine>) -> Self {
        Self { engine }
    }
}
