//! How much of an invocation's time is left.

use std::time::{Duration, SystemTime};

use domain::Timestamp;
use jiff::SignedDuration;

/// An invocation's deadline.
#[derive(Debug, Clone, Copy)]
pub struct TimeLeft {
    deadline: SystemTime,
}

impl TimeLeft {
    /// Until `deadline`.
    pub fn until(deadline: SystemTime) -> Self {
        Self { deadline }
    }

    /// From now on for `span`.
    pub fn span(span: Duration) -> Self {
        Self { deadline: SystemTime::now() + span }
    }

    /// What is left; zero past the deadline.
    pub fn left(&self) -> Duration {
        self.deadline.duration_since(SystemTime::now()).unwrap_or_default()
    }

    /// The deadline as an instant, for leases.
    pub fn deadline(&self, clock: Timestamp) -> Timestamp {
        clock + SignedDuration::try_from(self.left()).unwrap_or_default()
    }
}
