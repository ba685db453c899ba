//! Under Lambda: every fifteen minutes. At a terminal: `describe`.

use std::process::ExitCode;

use order_poll::OrderPoll;
use shell::{Face, Role, Secrets};
use store::Store;
use web::{Https, Sleep};

const FACE: Face = Face { name: "order-poll", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::schedule(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(OrderPoll::new(store, Https::new(), Secrets::new(&boot.aws), Sleep))
    })
}
