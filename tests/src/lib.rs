//! The whole house wired together in memory, for the tests in `tests/`.

pub mod arrivals;
pub mod ports;
pub mod sweep;
pub mod tapped;
pub mod world;
