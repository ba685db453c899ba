//! What a platform is asked and how its answer is read. Pure: an [`Ask`] goes out and an [`Answer`] comes back.

mod shopify;
mod woocommerce;

use domain::{
    Timestamp,
    webhook::{Happened, Refusal},
};
use web::{Answer, Ask, Trouble};

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
