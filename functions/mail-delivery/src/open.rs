//! How the carrier is opened: what it reads of its environment.

use std::sync::Arc;

use jiff::SignedDuration;
use shell::{Boot, BootError, Face, Role, Secrets};
use store::{Store, TableNames};

use crate::{Lanes, MailDelivery, NAME, Pace, Pages, Ses};

/// What the carrier says of itself.
pub const FACE: Face = Face {
    name: NAME,
    role: Role::Carrier,
    wakes_on: &["mail.requested.transactional", "mail.requested.bulk"],
    env: &[
        "SHOP_TABLE",
        "ONCE_TABLE",
        "QUEUE_URLS",
        "DEAD_LETTER_URLS",
        "PAGES_URL",
        "CONFIGURATION_SET_TRANSACTIONAL",
        "CONFIGURATION_SET_BULK",
        "TRANSACTIONAL_RATE",
        "TRANSACTIONAL_CONCURRENCY",
        "BULK_RATE",
        "BULK_CONCURRENCY",
        "SEND_PATIENCE_SECONDS",
    ],
};

impl MailDelivery<Ses> {
    /// On DynamoDB and SES.
    pub fn open(boot: &Boot) -> Result<Self, BootError> {
        let tables = TableNames::new(boot.text("SHOP_TABLE")?, boot.text("ONCE_TABLE")?);
        let pace = |rate, concurrency| {
            let rate = boot.parsed(rate, "number of mails a second")?;
            Ok::<_, BootError>(Pace::new(rate, boot.parsed(concurrency, "whole number")?))
        };
        Ok(Self {
            store: Store::open(&boot.aws, tables),
            mailer: Ses::new(&boot.aws),
            lanes: Lanes {
                transactional: pace("TRANSACTIONAL_RATE", "TRANSACTIONAL_CONCURRENCY")?,
                bulk: pace("BULK_RATE", "BULK_CONCURRENCY")?,
                configuration_set_transactional: boot.text("CONFIGURATION_SET_TRANSACTIONAL")?.to_owned(),
                configuration_set_bulk: boot.text("CONFIGURATION_SET_BULK")?.to_owned(),
            },
            pages: Pages::new(boot.text("PAGES_URL")?, Arc::new(Secrets::new(&boot.aws))),
            patience: SignedDuration::from_secs(boot.parsed("SEND_PATIENCE_SECONDS", "number of seconds")?),
        })
    }
}
