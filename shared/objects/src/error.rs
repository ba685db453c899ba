//! What can go wrong with objects.

use domain::Failure;

/// Why it wasn't done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ObjectsError {
    /// Too much at once, or another writer of the same key was in the way. Nothing was written.
    #[error("S3 is busy: {0}")]
    Busy(String),
    /// No answer, or a fault on S3's side. It may have been written all the same.
    #[error("S3 is unavailable: {0}")]
    Unavailable(String),
    /// This role may not. A reader that may not list is told so of objects that aren't there, too.
    #[error("S3 refuses: {0}")]
    Denied(String),
    /// The object is larger than its reader takes.
    #[error("the object is too large: more than {most} bytes")]
    TooLarge {
        /// How many bytes would be read.
        most: usize,
    },
    /// The request itself is wrong: a bug of ours.
    #[error("invalid request: {0}")]
    Invalid(String),
}

impl From<ObjectsError> for Failure {
    fn from(error: ObjectsError) -> Self {
        let reason = error.to_string();
        match error {
            ObjectsError::Busy(_) | ObjectsError::Unavailable(_) => Self::transient(reason),
            ObjectsError::Denied(_) | ObjectsError::TooLarge { .. } => Self::permanent(reason),
            ObjectsError::Invalid(_) => Self::bug(reason),
        }
    }
}
