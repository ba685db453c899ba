//! What is known of a running local cloud: one small file under `.local/`.

use serde::{Deserialize, Serialize};

use super::house::House;
use crate::trouble::{Explain, Trouble};

/// The local cloud's region. It could be any.
pub(crate) const REGION: &str = "eu-central-1";

/// Ports on 127.0.0.1 and the process that owns them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Running {
    /// The `serve-local` process.
    pub(crate) pid: u32,
    /// MiniStack.
    pub(crate) gateway: u16,
    /// The mail sink.
    pub(crate) smtp: u16,
    /// The proxy in front of SES.
    pub(crate) proxy: u16,
    /// The pretend shop that commands go to.
    pub(crate) shop: u16,
    /// The control door.
    pub(crate) control: u16,
}

impl Running {
    /// MiniStack's address.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.gateway)
    }

    /// Keeps it for other commands.
    pub(crate) fn write(&self, house: &House) -> Result<(), Trouble> {
        let path = house.state().join("cloud.json");
        let partial = house.state().join(".cloud.json.partial");
        let text = serde_json::to_string_pretty(self).expect("plain data");
        std::fs::write(&partial, text)
            .and_then(|()| std::fs::rename(&partial, &path))
            .while_trying(format!("{} can't be written", path.display()))
    }

    /// What was written last, if anything was and it can be read.
    pub(crate) fn read(house: &House) -> Option<Self> {
        let text = std::fs::read_to_string(house.state().join("cloud.json")).ok()?;
        serde_json::from_str(&text).ok()
    }

    /// Removes it, and what is known of its stack: nothing is running.
    pub(crate) fn forget(house: &House) {
        for name in ["cloud.json", "stack.json"] {
            std::fs::remove_file(house.state().join(name)).ok();
        }
    }
}

/// What makes AWS tools speak to the local cloud and to nothing else: made-up keys, no profile, no metadata service.
pub(crate) fn environment() -> [(&'static str, &'static str); 9] {
    [
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_SESSION_TOKEN", ""),
        ("AWS_REGION", REGION),
        ("AWS_DEFAULT_REGION", REGION),
        ("AWS_CONFIG_FILE", "/dev/null"),
        ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        ("SAM_CLI_TELEMETRY", "0"),
    ]
}
