//! Why a piece of work didn't succeed, and what the queue should do with it.

use std::time::Duration;

/// The three ways to fail. Every error of the stack becomes one of them by an exhaustive match.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Worth another try: the record goes back to its queue.
    #[error("transient: {reason}")]
    Transient {
        /// What happened, without personal data.
        reason: String,
        /// How long to leave the record alone; the queue's own back-off if absent.
        retry_after: Option<Duration>,
    },
    /// No try will mend it: the record goes to the dead-letter queue at once, with the reason.
    #[error("permanent: {0}")]
    Permanent(String),
    /// Our own mistake: retried by the queue until it is dead-lettered, and logged as an error.
    #[error("bug: {0}")]
    Bug(String),
}

impl Failure {
    /// A transient failure that follows the queue's own back-off.
    pub fn transient(reason: impl Into<String>) -> Self {
        Self::Transient { reason: reason.into(), retry_after: None }
    }

    /// A transient failure that wants to be left alone for a while.
    pub fn later(reason: impl Into<String>, after: Duration) -> Self {
        Self::Transient { reason: reason.into(), retry_after: Some(after) }
    }

    /// Something newer than this release knows: a newer release is on its way, so it is put back for a while.
    pub fn newer(reason: impl Into<String>) -> Self {
        Self::later(reason, Duration::from_secs(180))
    }

    /// A permanent failure.
    pub fn permanent(reason: impl Into<String>) -> Self {
        Self::Permanent(reason.into())
    }

    /// A bug.
    pub fn bug(reason: impl Into<String>) -> Self {
        Self::Bug(reason.into())
    }

    /// The class as one word, for logs and dead letters.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Transient { .. } => "transient",
            Self::Permanent(_) => "permanent",
            Self::Bug(_) => "bug",
        }
    }
}
