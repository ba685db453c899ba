//! Under Lambda: answers `POST /hooks/{source}/{shop}`. At a terminal: `describe`.

use std::process::ExitCode;

use shell::{Face, Role, Secrets};
use store::Store;
use webhook_intake::{Intake, SsmSecrets};

const FACE: Face = Face { name: "webhook-intake", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::door(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(Intake::new(store, SsmSecrets(Secrets::new(&boot.aws))))
    })
}
