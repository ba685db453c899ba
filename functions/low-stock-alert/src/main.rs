//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use low_stock_alert::{LowStockAlert, Stockroom};
use store::Store;

fn main() -> ExitCode {
    shell::automation::<LowStockAlert, _>(|boot| {
        Ok(Stockroom(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?)))
    })
}
