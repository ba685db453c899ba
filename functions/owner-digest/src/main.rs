//! Under Lambda: every fifteen minutes. At a terminal: `describe`, `settings-schema`.

use std::process::ExitCode;

use owner_digest::{OwnerDigest, Settings};
use shell::{DeadLetters, Face, Role};
use store::{Store, TableNames};

const FACE: Face = Face {
    name: "owner-digest",
    role: Role::Door,
    wakes_on: &[],
    env: &["SHOP_TABLE", "ONCE_TABLE", "DEAD_LETTER_URLS"],
};

fn main() -> ExitCode {
    shell::schedule_with::<Settings, _>(FACE, |boot| {
        let tables = TableNames::new(boot.text("SHOP_TABLE")?, boot.text("ONCE_TABLE")?);
        Ok(OwnerDigest { store: Store::open(&boot.aws, tables), dead_letters: DeadLetters::open(boot)? })
    })
}
