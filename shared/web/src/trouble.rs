//! What a status means for whoever asked, and what else may keep an answer from coming.

use std::{fmt, time::Duration};

use crate::{Answer, Unanswered};

/// Why there is no answer that can be read. Never quotes one: it may hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Asked too often; perhaps it says for how long to wait.
    Busy(Option<Duration>),
    /// It passes by itself: no answer, half an answer, an error on the platform's side.
    Passing(String),
    /// So much at once is too much; less may do.
    TooMuch,
    /// It doesn't let us in, and will not until somebody changes something.
    Refuses(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy(_) => f.write_str("the platform is busy"),
            Self::Passing(why) | Self::Refuses(why) => f.write_str(why),
            Self::TooMuch => f.write_str("a page is larger or dearer than may be"),
        }
    }
}

/// What a status means for whoever asks. `None` for 200.
pub fn trouble(answer: &Answer) -> Option<Trouble> {
    let wait = answer.retry_after().map(Duration::from_secs);
    Some(match answer.status {
        200 => return None,
        429 => Trouble::Busy(wait),
        // 402: the shop's subscription; 404: no such shop or interface; 423: locked.
        status @ (300..=399 | 401..=404 | 410 | 423) => Trouble::Refuses(format!("status {status}")),
        503 if wait.is_some() => Trouble::Busy(wait),
        status => Trouble::Passing(format!("status {status}")),
    })
}

impl From<Unanswered> for Trouble {
    fn from(why: Unanswered) -> Self {
        match why {
            Unanswered::Unusable => Self::Refuses(why.to_string()),
            Unanswered::TooLong => Self::TooMuch,
            Unanswered::NoConnection | Unanswered::Late | Unanswered::BrokenOff => {
                Self::Passing(why.to_string())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_mean() {
        let busy = |seconds: Option<u64>| Some(Trouble::Busy(seconds.map(Duration::from_secs)));
        let refuses = |status| Some(Trouble::Refuses(format!("status {status}")));
        let passing = |status| Some(Trouble::Passing(format!("status {status}")));
        for (status, retry_after, expected) in [
            (200, None, None),
            (429, None, busy(None)),
            (429, Some("2.0"), busy(Some(2))),
            (429, Some("Wed, 21 Oct 2026 07:28:00 GMT"), busy(None)),
            (503, Some("30"), busy(Some(30))),
            (503, None, passing(503)),
            (500, None, passing(500)),
            (400, None, passing(400)),
            (301, None, refuses(301)),
            (401, None, refuses(401)),
            (403, None, refuses(403)),
            (404, None, refuses(404)),
        ] {
            let headers = retry_after.map(|after| ("retry-after".to_owned(), after.to_owned()));
            let answer = Answer { status, headers: headers.into_iter().collect(), body: Vec::new() };
            assert_eq!(trouble(&answer), expected, "{status} {retry_after:?}");
        }
    }
}
