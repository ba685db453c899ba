//! Under Lambda: serves its queue. At a terminal: `decide`, `settings-schema`, `describe`.

use std::{process::ExitCode, sync::Arc};

use edd_calculation::{EddCalculation, Promiser};
use objects::{Models, Objects};
use shell::Secrets;
use store::Store;

fn main() -> ExitCode {
    let env = &["SHOP_TABLE", "QUEUE_URLS", "DEAD_LETTER_URLS", "DELIVERIES_BUCKET"];
    shell::automation_with::<EddCalculation, _>(env, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        let models = Models::new(Objects::open(&boot.aws, boot.text("DELIVERIES_BUCKET")?));
        Ok(Promiser::new(store, Arc::new(Secrets::new(&boot.aws))).asking(models))
    })
}
