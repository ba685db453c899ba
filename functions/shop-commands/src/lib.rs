//! The only function that tells a shop to do something: to give money back, to answer a return.
//!
//! Woken by `command.requested`. Reads the ledger in the order's collection; looks at the switch and at our facts once more;
//! takes the command and the turn of its order; asks the shop how it stands, and whether it has done the command already;
//! tells it; writes down what came of it, and tells whoever asked. If an answer is lost, the shop is asked before anything is
//! sent again; where it can't say, and where it refuses, a person gets a task.

mod carry;
mod end;
mod job;
mod open;
mod ports;
mod shopify;
mod webhook;
mod woocommerce;
mod words;

use std::sync::Arc;

use domain::{Event, Failure, Timestamp};
use jiff::SignedDuration;
use shell::{Consumer, Message, TimeLeft};
use store::Store;

pub use job::{Job, Lookup, Seen, Shop};
pub use open::FACE;
pub use ports::{Credentials, Web};

/// The function, and the name of its metrics.
const NAME: &str = "shop-commands";

/// The carrier.
pub struct ShopCommands {
    /// The shop's facts and the ledger.
    pub store: Store,
    /// Shops over HTTPS.
    pub web: Arc<dyn Web>,
    /// What opens them.
    pub credentials: Arc<dyn Credentials>,
    /// How long after it was taken a command whose answer was lost may still be under way at the shop.
    pub patience: SignedDuration,
}

impl Consumer for ShopCommands {
    async fn consume(&self, message: &Message<'_>, time: &TimeLeft) -> Result<(), Failure> {
        let event = Event::parse(message.body)?;
        self.carry(&event, &Timestamp::now, time.deadline(Timestamp::now())).await
    }
}
