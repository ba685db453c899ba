//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::process::ExitCode;

use edd_calculation::{EddCalculation, Promiser};
use store::Store;

fn main() -> ExitCode {
    shell::automation::<EddCalculation, _>(|boot| {
        Ok(Promiser(Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?)))
    })
}
