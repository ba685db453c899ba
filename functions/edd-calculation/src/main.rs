//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::{process::ExitCode, sync::Arc};

use edd_calculation::{EddCalculation, Promiser};
use shell::Secrets;
use store::Store;

fn main() -> ExitCode {
    shell::automation::<EddCalculation, _>(|boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(Promiser::new(store, Arc::new(Secrets::new(&boot.aws))))
    })
}
