//! Under Lambda: answers the addresses of returns. At a terminal: `describe`.

use std::{process::ExitCode, sync::Arc};

use objects::Objects;
use returns_portal::ReturnsPortal;
use shell::{Face, Role, Secrets};
use store::Store;

const FACE: Face = Face {
    name: "returns-portal",
    role: Role::Door,
    wakes_on: &[],
    env: &["SHOP_TABLE", "PHOTOS_BUCKET", "PAGES_URL"],
};

fn main() -> ExitCode {
    shell::door(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        let photos = Objects::open(&boot.aws, boot.text("PHOTOS_BUCKET")?);
        let portal = ReturnsPortal::new(store, Arc::new(Secrets::new(&boot.aws)));
        Ok(portal.with_photos(photos, boot.text("PAGES_URL")?))
    })
}
