//! One command as a shop's adapter sees it, and what an adapter is.

use std::time::Duration;

use domain::{
    ShopId, Timestamp,
    command::{CommandId, Known, Outcome, Requested},
    order::Order,
};
use futures::future::BoxFuture;
use serde_json::Value;
use web::{Answer, Ask, Unanswered};

use crate::Web;

/// One command under way.
pub struct Job<'j> {
    /// Its once-key.
    pub id: &'j CommandId,
    /// The shop.
    pub shop: &'j ShopId,
    /// What is asked for.
    pub requested: &'j Requested,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// The order by our own facts.
    pub order: &'j Order,
    /// Where the shop is, without a slash at the end.
    pub url: &'j str,
    /// The hosts that may be spoken to.
    pub hosts: &'j [String],
    /// The values of its credentials, in the settings' order.
    pub keys: &'j [String],
    /// Where it may be asked what became of a command, where it has no way of its own.
    pub status_url: Option<&'j str>,
    /// Whether it promises to know a once-key again.
    pub knows_again: bool,
    /// When.
    pub now: Timestamp,
    /// For how long a question may take.
    pub ask_patience: Duration,
    /// For how long a command may take.
    pub tell_patience: Duration,
    /// Whoever carries requests.
    pub web: &'j dyn Web,
}

impl Job<'_> {
    /// Sends a request, if it goes to a host that the settings allow.
    pub(crate) async fn send(&self, ask: &Ask, patience: Duration) -> Result<Answer, Unanswered> {
        if !web::allowed(&ask.url, self.hosts) {
            return Err(Unanswered::Unusable);
        }
        self.web.fetch(ask, patience).await
    }
}

/// What the shop said when it was asked, for telling it afterwards: as it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seen(pub(crate) Value);

/// What came of asking.
#[derive(Debug, Clone, PartialEq)]
pub struct Lookup {
    /// Whether it has done the command.
    pub known: Known,
    /// What else it said.
    pub seen: Seen,
}

impl From<Known> for Lookup {
    fn from(known: Known) -> Self {
        Self { known, seen: Seen::default() }
    }
}

/// A shop that can be told to do something. Each tries once: what may be tried again is the ledger's to say.
pub trait Shop: Send + Sync {
    /// Asks whether the shop has done a command, and how the order stands.
    fn ask<'a>(&'a self, job: &'a Job<'a>) -> BoxFuture<'a, Lookup>;

    /// Tells the shop to do it.
    fn tell<'a>(&'a self, job: &'a Job<'a>, seen: &'a Seen) -> BoxFuture<'a, Outcome>;
}
