//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use documents::{Documents, Press};
use store::Store;

fn main() -> ExitCode {
    shell::automation::<Documents, _>(|boot| Ok(Press(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?))))
}
