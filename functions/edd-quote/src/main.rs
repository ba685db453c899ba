//! Under Lambda: answers `/edd` and what is below it. At a terminal: `describe`.

use std::{process::ExitCode, sync::Arc};

use edd_quote::EddQuote;
use objects::{Models, Objects};
use shell::{Face, Role, Secrets};
use store::Store;

const FACE: Face =
    Face { name: "edd-quote", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE", "DELIVERIES_BUCKET"] };

fn main() -> ExitCode {
    shell::door(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        let models = Models::new(Objects::open(&boot.aws, boot.text("DELIVERIES_BUCKET")?));
        Ok(EddQuote::new(store, Arc::new(Secrets::new(&boot.aws))).asking(models))
    })
}
