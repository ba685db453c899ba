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

/// A port of this machine on which a pretend shop stands in for every host. The local cloud names one; no template does.
const PRETEND_SHOP: &str = "PRETEND_SHOP_PORT";

/// Whoever carries requests: to the shops' own hosts, or on a laptop to the pretend shop.
fn web() -> Https {
    let port = std::env::var(PRETEND_SHOP).ok().and_then(|port| port.parse().ok());
    port.map_or_else(Https::new, Https::stood_in_for)
}

impl ShopCommands {
    /// On DynamoDB, SSM and the shops' own interfaces.
    pub fn open(boot: &Boot) -> Result<Self, BootError> {
        let patience = boot.parsed("COMMAND_PATIENCE_SECONDS", "number of seconds")?;
        Ok(Self {
            store: Store::for_shop(&boot.aws, boot.text("SHOP_TABLE")?),
            web: Arc::new(web()),
            credentials: Arc::new(Secrets::new(&boot.aws)),
            patience: SignedDuration::from_secs(patience),
        })
    }
}
