//! How the carrier is opened: what it reads of its environment.

use std::sync::Arc;

use domain::{Payload as _, command::Requested};
use jiff::SignedDuration;
use shell::{Boot, BootError, Face, Role, Secrets};
use store::Store;
use web::Https;

use crate::ShopCommands;

/// What the carrier says of itself.
pub const FACE: Face = Face {
    name: crate::NAME,
    role: Role::Carrier,
    wakes_on: &[Requested::KIND],
    env: &["SHOP_TABLE", "QUEUE_URLS", "DEAD_LETTER_URLS", "COMMAND_PATIENCE_SECONDS"],
};

impl ShopCommands {
    /// On DynamoDB, SSM and the shops' own interfaces.
    pub fn open(boot: &Boot) -> Result<Self, BootError> {
        let patience = boot.parsed("COMMAND_PATIENCE_SECONDS", "number of seconds")?;
        Ok(Self {
            store: Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?),
            web: Arc::new(Https::new()),
            credentials: Arc::new(Secrets::new(&boot.aws)),
            patience: SignedDuration::from_secs(patience),
        })
    }
}
