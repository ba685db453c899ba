//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use store::Store;
use task_desk::TaskDesk;

fn main() -> ExitCode {
    shell::automation::<TaskDesk, _>(|boot| Ok(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?)))
}
