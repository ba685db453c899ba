//! The only function that sends mail.
//!
//! Woken by `mail.requested.*`, on a queue per lane. Reads the ledger; looks at the facts and at the switch
//! once more, so that an order cancelled meanwhile isn't confirmed, nor anything sent by what was switched off;
//! renders; takes the send in the ledger; calls SES; marks it sent. A duplicate finds it sent. If SES's answer
//! is lost, the send waits for SES's own event; if that stays away, the mail's declared policy decides. What
//! can't be sent is marked failed with the reason, journalled with the order, and becomes a task.

mod deliver;
mod enclosed;
mod files;
mod lanes;
mod limit;
mod open;
mod pages;
mod prepare;
mod purchases;
mod returns;
mod ses;
mod stocks;
mod subject;
mod unsent;

use std::future::Future;

use domain::{Event, Failure, Timestamp};
use jiff::SignedDuration;
use shell::{Consumer, Message, TimeLeft};
use store::Store;

pub use lanes::{Lanes, Pace};
pub use open::FACE;
pub use pages::Pages;
pub use ses::Ses;

/// The function, in metrics.
const NAME: &str = "mail-delivery";

/// Whatever hands a mail to the outside.
pub trait Mailer: Send + Sync + 'static {
    /// Hands one mail over, once: it never tries again by itself. Answers the mail's id there.
    fn send(&self, mail: &mail::Mail) -> impl Future<Output = Result<String, Unsent>> + Send;
}

/// Why there is no id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsent {
    /// Surely not accepted; to be tried later.
    #[error("not accepted: {reason}")]
    NotNow {
        /// The code.
        reason: String,
        /// Seconds to leave it alone.
        pause_seconds: u64,
    },
    /// Surely not accepted, and never will be.
    #[error("refused: {0}")]
    Never(String),
    /// Nobody can say whether it was accepted.
    #[error("no answer: {0}")]
    InDoubt(String),
}

/// The carrier.
pub struct MailDelivery<M> {
    /// The shop's facts and the ledger.
    pub store: Store,
    /// SES.
    pub mailer: M,
    /// Rates and configuration sets.
    pub lanes: Lanes,
    /// The pages that mails lead to.
    pub pages: Pages,
    /// How long SES's event is waited for when its answer was lost.
    pub patience: SignedDuration,
}

impl<M: Mailer> Consumer for MailDelivery<M> {
    async fn consume(&self, message: &Message<'_>, time: &TimeLeft) -> Result<(), Failure> {
        let event = Event::parse(message.body)?;
        self.deliver(&event, &Timestamp::now, time.deadline(Timestamp::now())).await
    }
}
