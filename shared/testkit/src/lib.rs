//! For tests only: an in-memory shop that raises what local emulators don't, a real DynamoDB engine in the
//! process, faults on every call, fixtures.

mod both;
pub mod dynamo;
pub mod faults;
pub mod fixtures;
mod form;
pub mod memory;
pub mod mutant;
pub mod objects;
pub mod orders;
pub mod papers;
mod run;
mod units;

pub use both::on_both;
pub use faults::{Fault, Faults, Faulty};
pub use form::{Posted, RefusedForm};
pub use memory::Memory;
pub use objects::Bucket;
pub use run::{is_full, skip};
