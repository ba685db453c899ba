//! What a platform is asked and how its answer is read. Pure: an [`Ask`] goes out and an [`Answer`] comes back.

mod shopify;
mod woocommerce;

use std::{fmt, time::Duration};

use domain::{
    Timestamp,
    webhook::{Happened, Refusal},
};
use web::{Answer, Ask};

/// A platform that can be asked which orders changed.
pub(crate) trait Platform: Sync {
    /// The source's name in settings and in the journal.
    fn name(&self) -> &'static str;

    /// How many orders a page may hold.
    fn most(&self) -> u32;

    /// The question for the page at `place`.
    fn ask(&self, access: &Access, place: &Place) -> Result<Ask, Trouble>;

    /// Reads the answer with status 200 to the question for `place`.
    fn read(&self, place: &Place, answer: &Answer) -> Result<Page, Trouble>;
}

/// Every platform. A new one is a file with its [`Platform`], and an entry here.
static PLATFORMS: &[&dyn Platform] = &[&shopify::Shopify, &woocommerce::WooCommerce];

/// The platform of this name.
pub(crate) fn platform(name: &str) -> Option<&'static dyn Platform> {
    PLATFORMS.iter().copied().find(|p| p.name() == name)
}

/// Where a platform is, and what opens it.
pub(crate) struct Access {
    /// Its address, without a slash at the end.
    pub(crate) api: String,
    /// The values of its credentials, in the settings' order.
    pub(crate) keys: Vec<String>,
}

/// A place among the orders that changed, oldest change first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Those that changed at or after this instant.
    pub(crate) since: Timestamp,
    /// And of those the ones from here on, in the platform's own words.
    pub(crate) after: Option<String>,
    /// So many of them.
    pub(crate) size: u32,
}

/// A page of orders.
#[derive(Debug)]
pub(crate) struct Page {
    /// The orders, oldest change first.
    pub(crate) orders: Vec<Found>,
    /// Where the next page begins, if there is one: since when, and after what.
    pub(crate) next: Option<(Timestamp, Option<String>)>,
}

/// One order of a page.
#[derive(Debug)]
pub(crate) struct Found {
    /// It alone, as it came.
    pub(crate) body: Vec<u8>,
    /// What it says; nothing, if it is left aside; or why it can't be read.
    pub(crate) happened: Result<Option<Box<Happened>>, Refusal>,
}

/// Why there is no page. Never quotes an answer: it may hold anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Asked too often; perhaps it says for how long to wait.
    Busy(Option<Duration>),
    /// It passes by itself: no answer, half an answer, an error on the platform's side.
    Passing(String),
    /// So many orders at once are too much; fewer may do.
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
pub(crate) fn trouble(answer: &Answer) -> Option<Trouble> {
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
