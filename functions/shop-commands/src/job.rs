//! One command as a shop's adapter sees it, and what an adapter is.

use std::time::Duration;

use domain::{
    ShopId, Timestamp,
    command::{CommandId, Known, Outcome, Requested, Why},
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
    /// Until when a person has had a look at the same matter: a command of it was parked or refused. What was so before is known to
    /// whoever wants it once more.
    pub looked_at: Option<Timestamp>,
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
    /// Asks; or what no answer to a question means.
    pub(crate) async fn ask(&self, ask: &Ask) -> Result<Answer, Known> {
        self.send(ask, self.ask_patience).await.map_err(|why| match why {
            Unanswered::Unusable => Known::NoAccess(why.to_string()),
            why => Known::NotNow { reason: why.to_string(), pause_seconds: None },
        })
    }

    /// Tells; or what no answer to a command means.
    pub(crate) async fn tell(&self, ask: &Ask) -> Result<Answer, Outcome> {
        self.send(ask, self.tell_patience).await.map_err(|why| match why {
            Unanswered::Unusable => Outcome::Unsendable(Why::NoAccess, why.to_string()),
            why if why.is_doubtful() => Outcome::InDoubt(why.to_string()),
            why => Outcome::NotNow { reason: why.to_string(), pause_seconds: None },
        })
    }

    /// Sends a request, if it goes to a host that the settings allow.
    async fn send(&self, ask: &Ask, patience: Duration) -> Result<Answer, Unanswered> {
        if !web::allowed(&ask.url, self.hosts) {
            return Err(Unanswered::Unusable);
        }
        self.web.fetch(ask, patience).await
    }
}

/// Why an answer says nothing that could be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It asks to be left alone: surely not done.
    Busy(String, Option<u64>),
    /// It doesn't let us in, or not so far: surely not done.
    Denied(String),
    /// It won't: surely not done.
    Refuses(String),
    /// Nobody can say.
    Unclear(String),
}

impl From<Trouble> for Known {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Busy(reason, pause_seconds) => Self::NotNow { reason, pause_seconds },
            Trouble::Denied(reason) => Self::NoAccess(reason),
            // A question that is wrong is no more right in the next minute: but a person would do no better with it.
            Trouble::Refuses(reason) | Trouble::Unclear(reason) => {
                Self::NotNow { reason, pause_seconds: None }
            }
        }
    }
}

impl From<Trouble> for Outcome {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Busy(reason, pause_seconds) => Self::NotNow { reason, pause_seconds },
            Trouble::Denied(reason) => Self::Unsendable(Why::NoAccess, reason),
            Trouble::Refuses(words) => Self::Refused(words),
            Trouble::Unclear(reason) => Self::InDoubt(reason),
        }
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
