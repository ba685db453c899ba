//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use purchasing::{Office, Purchasing};
use store::Store;

fn main() -> ExitCode {
    shell::automation::<Purchasing, _>(|boot| {
        Ok(Office(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?)))
    })
}
