//! What is wrong with settings, and where.

use super::place::Path;

/// How a mistake can be gone around, to look for others beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// What stands there can't be used.
    Wrong,
    /// Something is missing there.
    Missing,
    /// Nobody knows the key.
    Unknown,
    /// The rest can be read: only what it says won't do.
    Unfit,
}

/// One mistake: where it stands, what it is, how to mend it. It quotes no texts but words, keys and names of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Where.
    pub(crate) path: Path,
    /// Of which kind.
    pub(crate) kind: Kind,
    /// What is wrong, and how to mend it.
    pub(crate) what: String,
}

impl Mistake {
    /// What stands there can't be used.
    pub(crate) fn wrong(path: Path, what: impl Into<String>) -> Self {
        Self { path, kind: Kind::Wrong, what: what.into() }
    }

    /// Something is missing.
    pub(crate) fn missing(path: Path, what: impl Into<String>) -> Self {
        Self { path, kind: Kind::Missing, what: what.into() }
    }

    /// Nobody knows the key.
    pub(crate) fn unknown(path: Path, what: impl Into<String>) -> Self {
        Self { path, kind: Kind::Unknown, what: what.into() }
    }

    /// It won't do.
    pub(crate) fn unfit(path: Path, what: impl Into<String>) -> Self {
        Self { path, kind: Kind::Unfit, what: what.into() }
    }
}
