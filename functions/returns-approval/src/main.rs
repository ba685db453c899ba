//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use returns_approval::{Desk, ReturnsApproval};
use store::Store;

fn main() -> ExitCode {
    shell::automation::<ReturnsApproval, _>(|boot| {
        Ok(Desk(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?)))
    })
}
