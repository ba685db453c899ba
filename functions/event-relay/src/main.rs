//! Under Lambda: reads the table's stream. At a terminal: `describe`.

use std::process::ExitCode;

use event_relay::{EventRelay, Topic};
use shell::{Face, Role};

const FACE: Face = Face { name: "event-relay", role: Role::Carrier, wakes_on: &[], env: &["TOPIC_ARN"] };

fn main() -> ExitCode {
    shell::relay(FACE, |boot| Ok(EventRelay(Topic::new(&boot.aws, boot.text("TOPIC_ARN")?))))
}
