//! Under Lambda: every five minutes. At a terminal: `describe`.

use std::process::ExitCode;

use shell::{Face, Role};
use stock_watch::StockWatch;
use store::Store;

const FACE: Face = Face { name: "stock-watch", role: Role::Door, wakes_on: &[], env: &["SHOP_TABLE"] };

fn main() -> ExitCode {
    shell::schedule(FACE, |boot| {
        Ok(StockWatch { store: Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?) })
    })
}
