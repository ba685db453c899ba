//! `down`: stops a local cloud that was left running.

use std::process::ExitCode;

use crate::{
    cloud::{host::Control, house::House, running::Running},
    trouble::Trouble,
};

/// Arguments of `down`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Mails and logs of the day stay in .local/ until the next one.

Examples:
  cargo nightshift down")]
pub(crate) struct Args {}

/// Stops it. That none is running is fine.
pub(crate) async fn run(Args {}: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    match Control::kept(&house).await {
        Some(control) => {
            control.stop().await?;
            anstream::println!("The local cloud is stopped.");
        }
        None => {
            Running::forget(&house);
            anstream::println!("No local cloud is running.");
        }
    }
    Ok(ExitCode::SUCCESS)
}
