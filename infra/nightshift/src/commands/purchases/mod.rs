//! `purchases`: orders to suppliers, from the draft to the last piece.

mod look;
pub(crate) mod receive;
mod say;
mod show;

use std::process::ExitCode;

use crate::trouble::Trouble;

/// What can be done about purchase orders.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Purchases {
    /// List orders that aren't over
    List(show::List),
    /// Show an order: its lines, why each, what has arrived
    Show(show::Show),
    /// Order what a draft holds
    Approve(say::Args),
    /// Don't order what a draft holds
    Decline(say::Args),
    /// Take in goods that arrived, by hand or from a file
    Receive(receive::Args),
    /// Wait no more for what hasn't arrived
    Close(say::Args),
    /// Call an order off
    Cancel(say::Args),
}

/// Does it.
pub(crate) async fn run(purchases: Purchases) -> Result<ExitCode, Trouble> {
    use domain::purchase::Word;
    match purchases {
        Purchases::List(args) => show::list(args).await,
        Purchases::Show(args) => show::show(args).await,
        Purchases::Approve(args) => say::run(Word::Approve, args).await,
        Purchases::Decline(args) => say::run(Word::Decline, args).await,
        Purchases::Receive(args) => receive::run(args).await,
        Purchases::Close(args) => say::run(Word::Close, args).await,
        Purchases::Cancel(args) => say::run(Word::Cancel, args).await,
    }
}
