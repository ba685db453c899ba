//! The whole house wired together in memory, for the tests in `tests/`.

pub mod alarm;
pub mod arrivals;
pub mod asked;
pub mod buying;
pub mod commanded;
pub mod fake_shop;
pub mod kept;
pub mod learning;
pub mod mutants;
pub mod parcels;
pub mod payloads;
pub mod ports;
pub mod promising;
pub mod reader;
pub mod returning;
pub mod returns_bench;
pub mod samples;
pub mod spend;
pub mod stock;
pub mod stock_bench;
pub mod storm;
pub mod sweep;
pub mod tapped;
pub mod template;
pub mod till;
pub mod watched;
pub mod woo;
pub mod world;

use std::path::{Path, PathBuf};

/// The workspace that is looked at: this one, or the copy that `NIGHTSHIFT_ROOT` names.
pub fn root() -> PathBuf {
    std::env::var_os("NIGHTSHIFT_ROOT").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this crate is a folder of it").to_owned(),
        PathBuf::from,
    )
}
