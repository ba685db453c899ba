//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use order_confirmation::OrderConfirmation;
use store::Store;

fn main() -> ExitCode {
    shell::automation::<OrderConfirmation, _>(|boot| Ok(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?)))
}
