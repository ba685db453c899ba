//! Requests to shops' platforms: HTTPS and nothing else, bounded in time and size, no redirects, no proxy.
//!
//! Whoever asks says where; the settings say where may be asked at all. What comes back says whether the request surely
//! wasn't delivered: whoever moves money has to know.

mod address;
mod client;
mod ports;
pub mod retry;
mod trouble;

use std::fmt;

pub use address::{allowed, host};
pub use client::{Https, STANDS_FOR};
pub use ports::{Pauses, Sleep, Web};
pub use trouble::{Trouble, trouble};

/// A request. Its headers hold credentials and don't show.
pub struct Ask {
    /// Where.
    pub url: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
    /// JSON to post; without it, it is a GET.
    pub body: Option<String>,
}

impl fmt::Debug for Ask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ask({})", self.url)
    }
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers that anybody reads, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Answer {
    /// A header that is there.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// For how many seconds it asks to be left alone. Perhaps with a fraction; a date is for people.
    pub fn retry_after(&self) -> Option<u64> {
        self.header("retry-after").and_then(|text| text.split('.').next()?.trim().parse().ok())
    }
}

/// Why there is no whole answer. Never quotes an address or an answer: they may hold anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// It can't be sent at all: the address or a credential is malformed, or the address isn't allowed.
    #[error("the address or the credentials in the settings can't be used")]
    Unusable,
    /// Nobody was reached: surely nothing was delivered.
    #[error("no connection")]
    NoConnection,
    /// No answer in time. It may have been delivered.
    #[error("no answer in time")]
    Late,
    /// The answer broke off, or there was none. It may have been delivered.
    #[error("the answer broke off")]
    BrokenOff,
    /// The answer is longer than is read. It was delivered.
    #[error("the answer is longer than is read")]
    TooLong,
}

impl Unanswered {
    /// Whether the request may have been delivered.
    pub fn is_doubtful(self) -> bool {
        !matches!(self, Self::Unusable | Self::NoConnection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_does_not_show_its_credentials() {
        let ask =
            Ask { url: "https://x".into(), headers: vec![("authorization", "hush".into())], body: None };
        assert_eq!(format!("{ask:?}"), "Ask(https://x)");
    }

    #[test]
    fn an_answer_says_for_how_long_to_wait() {
        for (says, seconds) in [
            (Some("2.0"), Some(2)),
            (Some(" 30 "), Some(30)),
            (Some("Wed, 21 Oct 2026 07:28:00 GMT"), None),
            (Some("-1"), None),
            (None, None),
        ] {
            let headers = says.map(|says| ("retry-after".to_owned(), says.to_owned()));
            let answer = Answer { headers: headers.into_iter().collect(), ..Answer::default() };
            assert_eq!(answer.retry_after(), seconds, "{says:?}");
        }
    }

    #[test]
    fn only_what_left_the_house_is_in_doubt() {
        use Unanswered::{BrokenOff, Late, NoConnection, TooLong, Unusable};
        for (why, doubtful) in
            [(Unusable, false), (NoConnection, false), (Late, true), (BrokenOff, true), (TooLong, true)]
        {
            assert_eq!(why.is_doubtful(), doubtful, "{why:?}");
        }
    }
}
