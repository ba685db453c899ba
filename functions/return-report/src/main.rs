//! Under Lambda: every hour. At a terminal: `describe`, `settings-schema`.

use std::process::ExitCode;

use return_report::{ReturnReport, Settings};
use shell::{Face, Role};
use store::{Store, TableNames};

const FACE: Face =
    Face { name: "return-report", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE", "ONCE_TABLE"] };

fn main() -> ExitCode {
    shell::schedule_with::<Settings, _>(FACE, |boot| {
        let tables = TableNames {
            shop: boot.text("SHOP_TABLE")?.to_owned(),
            once: boot.text("ONCE_TABLE")?.to_owned(),
        };
        Ok(ReturnReport { store: Store::open(&boot.aws, tables) })
    })
}
