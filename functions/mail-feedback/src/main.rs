//! Under Lambda: serves the queue of SES's events. At a terminal: `describe`.

use std::process::ExitCode;

use mail_feedback::MailFeedback;
use shell::{Face, Role};
use store::{Store, TableNames};

const FACE: Face = Face {
    name: "mail-feedback",
    role: Role::Door,
    wakes_on: &[],
    env: &["SHOP_TABLE", "ONCE_TABLE", "QUEUE_URLS", "DEAD_LETTER_URLS"],
};

fn main() -> ExitCode {
    shell::consumer(FACE, |boot| {
        let tables = TableNames::new(boot.text("SHOP_TABLE")?, boot.text("ONCE_TABLE")?);
        Ok(MailFeedback(Store::open(&boot.aws, tables)))
    })
}
