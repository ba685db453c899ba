//! Under Lambda: every fifteen minutes. At a terminal: `describe`, `settings-schema`.

use std::process::ExitCode;

use parcel_poll::{ParcelPoll, Settings};
use shell::{Face, Role, Secrets};
use store::Store;
use web::{Https, Sleep};

const FACE: Face = Face { name: "parcel-poll", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::schedule_with::<Settings, _>(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(ParcelPoll::new(store, Https::new(), Secrets::new(&boot.aws), Sleep))
    })
}
