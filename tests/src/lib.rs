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
pub mod returning;
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
