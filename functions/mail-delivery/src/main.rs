//! Under Lambda: serves the queues of both lanes. At a terminal: `describe`.

use std::process::ExitCode;

use jiff::SignedDuration;
use mail_delivery::{Lanes, MailDelivery, Pace, Ses};
use shell::{Boot, BootError, Face, Role};
use store::{Store, TableNames};

const FACE: Face = Face {
    name: "mail-delivery",
    role: Role::Carrier,
    wakes_on: &["mail.requested.transactional", "mail.requested.bulk"],
    env: &[
        "SHOP_TABLE",
        "ONCE_TABLE",
        "QUEUE_URLS",
        "DEAD_LETTER_URLS",
        "CONFIGURATION_SET_TRANSACTIONAL",
        "CONFIGURATION_SET_BULK",
        "TRANSACTIONAL_RATE",
        "TRANSACTIONAL_CONCURRENCY",
        "BULK_RATE",
        "BULK_CONCURRENCY",
        "SEND_PATIENCE_SECONDS",
    ],
};

fn main() -> ExitCode {
    shell::consumer(FACE, |boot| {
        let tables =
            TableNames { shop: boot.text("SHOP_TABLE")?.to_owned(), once: boot.text("ONCE_TABLE")?.to_owned() };
        Ok(MailDelivery {
            store: Store::open(&boot.aws, tables),
            mailer: Ses::new(&boot.aws),
            lanes: lanes(boot)?,
            patience: SignedDuration::from_secs(boot.parsed("SEND_PATIENCE_SECONDS", "number of seconds")?),
        })
    })
}

fn lanes(boot: &Boot) -> Result<Lanes, BootError> {
    let pace = |rate, concurrency| {
        Ok(Pace::new(boot.parsed(rate, "number of mails a second")?, boot.parsed(concurrency, "whole number")?))
    };
    Ok(Lanes {
        transactional: pace("TRANSACTIONAL_RATE", "TRANSACTIONAL_CONCURRENCY")?,
        bulk: pace("BULK_RATE", "BULK_CONCURRENCY")?,
        configuration_set_transactional: boot.text("CONFIGURATION_SET_TRANSACTIONAL")?.to_owned(),
        configuration_set_bulk: boot.text("CONFIGURATION_SET_BULK")?.to_owned(),
    })
}
