//! What can go wrong in the store.

use domain::Failure;

use crate::engine::EngineError;

/// Why the store couldn't do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The engine couldn't.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// An item was written by a newer release: whoever reads it must be newer, too.
    #[error("{what} is of version {found}, known is up to {known}")]
    Newer {
        /// Which item.
        what: &'static str,
        /// Its version.
        found: i64,
        /// The newest known.
        known: i64,
    },
    /// An item doesn't hold what it should.
    #[error("{what} can't be read: {why}")]
    Unreadable {
        /// Which item.
        what: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// More than is kept.
    #[error("{what} is too large: {size} bytes, where {most} are allowed")]
    TooLarge {
        /// What.
        what: &'static str,
        /// How many bytes it has.
        size: usize,
        /// How many it may have.
        most: usize,
    },
    /// Somebody else changed the facts since they were read.
    #[error("the facts changed since they were read")]
    Stale,
}

impl StoreError {
    /// JSON that can't be read: where, not what, for it may hold anything.
    pub(crate) fn json(what: &'static str, e: &serde_json::Error) -> Self {
        Self::unreadable(what, format!("JSON, line {}, column {}", e.line(), e.column()))
    }

    pub(crate) fn unreadable(what: &'static str, why: impl ToString) -> Self {
        Self::Unreadable { what, why: why.to_string() }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let reason = error.to_string();
        match error {
            StoreError::Engine(
                EngineError::Condition(_)
                | EngineError::Conflict
                | EngineError::Throttled(_)
                | EngineError::Unavailable(_),
            )
            | StoreError::Stale => Self::transient(reason),
            StoreError::Newer { .. } => Self::newer(reason),
            StoreError::TooLarge { .. } => Self::permanent(reason),
            StoreError::Engine(EngineError::Invalid(_)) | StoreError::Unreadable { .. } => Self::bug(reason),
        }
    }
}
