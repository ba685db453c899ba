//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use reorder::{Buyer, Reorder};
use store::Store;

fn main() -> ExitCode {
    shell::automation::<Reorder, _>(|boot| Ok(Buyer(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?))))
}
