//! `privacy`: hand over what is held of a person, or take it out.

mod erase;
mod export;
mod letters;
mod look;
mod page;

pub(crate) use look::called;

use std::process::ExitCode;

use crate::trouble::Trouble;

/// What can be done with a person's data.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Privacy {
    /// Write everything that is held of a person into a folder
    Export(export::Export),
    /// Take a person out of everything that is held, and journal that it was done
    Erase(erase::Erase),
}

/// Does it.
pub(crate) async fn run(privacy: Privacy) -> Result<ExitCode, Trouble> {
    match privacy {
        Privacy::Export(args) => export::run(args).await,
        Privacy::Erase(args) => erase::run(args).await,
    }
}
