//! A, B and C: which items make most of the takings.

use serde::{Deserialize, Serialize};

/// An item's class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Class {
    /// Among the best items, which together make most of the takings.
    A,
    /// Among those that follow.
    B,
    /// Among the rest.
    C,
}
