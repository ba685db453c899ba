//! Under Lambda: serves its queue. At a terminal: `describe`.

use std::process::ExitCode;

use shop_commands::{FACE, ShopCommands};

fn main() -> ExitCode {
    shell::consumer(FACE, ShopCommands::open)
}
