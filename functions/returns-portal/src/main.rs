//! Under Lambda: answers the addresses of returns. At a terminal: `describe`.

use std::{process::ExitCode, sync::Arc};

use returns_portal::ReturnsPortal;
use shell::{Face, Role, Secrets};
use store::Store;

const FACE: Face = Face { name: "returns-portal", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::door(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(ReturnsPortal::new(store, Arc::new(Secrets::new(&boot.aws))))
    })
}
