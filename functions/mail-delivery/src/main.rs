//! Under Lambda: serves the queues of both lanes. At a terminal: `describe`.

use std::process::ExitCode;

use mail_delivery::{FACE, MailDelivery};

fn main() -> ExitCode {
    shell::consumer(FACE, MailDelivery::open)
}
