//! Under Lambda: every minute. At a terminal: `describe`.

use std::process::ExitCode;

use shell::{Face, Role};
use store::Store;
use timer::Timer;

const FACE: Face = Face { name: "timer", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::schedule(FACE, |boot| Ok(Timer(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?))))
}
