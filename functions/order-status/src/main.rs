//! Under Lambda: answers `GET /orders/{token}`. At a terminal: `describe`.

use std::{process::ExitCode, sync::Arc};

use order_status::OrderStatus;
use shell::{Face, Role, Secrets};
use store::Store;

const FACE: Face = Face { name: "order-status", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::door(FACE, |boot| {
        let store = Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?);
        Ok(OrderStatus::new(store, Arc::new(Secrets::new(&boot.aws))))
    })
}
