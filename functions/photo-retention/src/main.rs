//! Under Lambda: every hour. At a terminal: `describe`.

use std::process::ExitCode;

use objects::Objects;
use photo_retention::PhotoRetention;
use shell::{Face, Role};
use store::Store;

const FACE: Face =
    Face { name: "photo-retention", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE", "PHOTOS_BUCKET"] };

fn main() -> ExitCode {
    shell::schedule(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        let objects = Objects::open(&boot.aws, boot.text("PHOTOS_BUCKET")?);
        Ok(PhotoRetention { store, objects })
    })
}
