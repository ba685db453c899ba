//! `settings`: one human-written shop.toml per shop, checked, published as immutable versions, compared, rolled back.

mod apply;
mod beside;
mod check;
mod days;
mod diff;
mod draft;
mod examine;
mod file;
mod gather;
mod history;
mod mistake;
mod names;
mod place;
mod publish;
mod rollback;
mod schema;
mod show;
mod suppliers;
mod table;
mod validate;
mod written;

use std::process::ExitCode;

use clap::Subcommand;

use crate::trouble::Trouble;

pub(crate) use beside::keep as keep_files;
pub(crate) use check::at_most;
pub(crate) use draft::Draft;
pub(crate) use file::{Read, read};
pub(crate) use gather::schema_of;

/// What can be done with settings.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a shop.toml: every mistake at its line, all at once; no cloud
    Check(check::Args),
    /// Check a shop.toml and publish it as the shop's next version
    Apply(apply::Args),
    /// Show what a shop.toml would change, key by key
    Diff(diff::Args),
    /// List the versions of a shop's settings
    History(history::Args),
    /// Publish again what an earlier version said, as the next version
    Rollback(rollback::Args),
    /// Print a published version as TOML
    Show(show::Args),
    /// Print the JSON Schema of a shop.toml, for editors; no cloud
    Schema(gather::Args),
    /// Print a table of suppliers as the part of a shop.toml that says the same; no cloud
    Suppliers(suppliers::Args),
    /// Print a table of closed and open days and of cut-offs as the part of a shop.toml that says the same; no cloud
    Days(days::Args),
}

/// Does it.
pub(crate) async fn run(command: Command) -> Result<ExitCode, Trouble> {
    match command {
        Command::Check(args) => check::run(args).await,
        Command::Apply(args) => apply::run(args).await,
        Command::Diff(args) => diff::run(args).await,
        Command::History(args) => history::run(args).await,
        Command::Rollback(args) => rollback::run(args).await,
        Command::Show(args) => show::run(args).await,
        Command::Schema(args) => gather::run(args).await,
        Command::Suppliers(args) => suppliers::run(args).await,
        Command::Days(args) => days::run(args).await,
    }
}
