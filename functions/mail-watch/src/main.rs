//! Under Lambda: every five minutes. At a terminal: `describe`.

use std::process::ExitCode;

use jiff::SignedDuration;
use mail_watch::MailWatch;
use shell::{Face, Role};
use store::{Store, TableNames};

const FACE: Face = Face {
    name: "mail-watch",
    role: Role::Door,
    wakes_on: &[],
    env: &["SHOP_TABLE", "ONCE_TABLE", "SEND_PATIENCE_SECONDS"],
};

fn main() -> ExitCode {
    shell::schedule(FACE, |boot| {
        let tables = TableNames::new(boot.text("SHOP_TABLE")?, boot.text("ONCE_TABLE")?);
        let patience = SignedDuration::from_secs(boot.parsed("SEND_PATIENCE_SECONDS", "number of seconds")?);
        Ok(MailWatch { store: Store::open(&boot.aws, tables), patience })
    })
}
