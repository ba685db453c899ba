//! Under Lambda: answers `GET` and `POST /actions/{token}`. At a terminal: `describe`.

use std::{process::ExitCode, sync::Arc};

use action_pages::ActionPages;
use shell::{Face, Role, Secrets};
use store::Store;

const FACE: Face = Face { name: "action-pages", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::door(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(ActionPages::new(store, Arc::new(Secrets::new(&boot.aws))))
    })
}
