//! Under Lambda: every hour. At a terminal: `describe`, `settings-schema`.

use std::process::ExitCode;

use return_report::{ReturnReport, Settings};
use shell::{Face, Role};
use store::Store;

const FACE: Face = Face { name: "return-report", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::schedule_with::<Settings, _>(FACE, |boot| {
        Ok(ReturnReport { store: Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?) })
    })
}
