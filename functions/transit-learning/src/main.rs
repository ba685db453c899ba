//! Under Lambda: every hour. At a terminal: `describe`, `settings-schema`.

use std::process::ExitCode;

use objects::Objects;
use shell::{Face, Role};
use store::Store;
use transit_learning::{Settings, TransitLearning};

const FACE: Face = Face {
    name: "transit-learning",
    role: Role::Door,
    wakes_on: &[],
    env: &["SHOP_TABLE", "DELIVERIES_BUCKET"],
};

fn main() -> ExitCode {
    shell::schedule_with::<Settings, _>(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        let objects = Objects::open(&boot.aws, boot.text("DELIVERIES_BUCKET")?);
        Ok(TransitLearning { store, objects })
    })
}
