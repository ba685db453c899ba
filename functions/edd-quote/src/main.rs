//! Under Lambda: answers `/edd` and what is below it. At a terminal: `describe`.

use std::{process::ExitCode, sync::Arc};

use edd_quote::EddQuote;
use shell::{Face, Role, Secrets};
use store::Store;

const FACE: Face = Face { name: "edd-quote", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::door(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(EddQuote::new(store, Arc::new(Secrets::new(&boot.aws))))
    })
}
