//! `return`: wishes to return something, from the wish to the money.

mod exceptions;
pub(crate) mod file;
pub(crate) mod look;
mod receive;
mod report;
mod say;
mod show;
mod signed;
pub(crate) mod words;

use std::process::ExitCode;

use crate::trouble::Trouble;

/// What can be done about returns.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Returns {
    /// File a return for a buyer
    File(file::Args),
    /// List returns that aren't over
    List(show::List),
    /// Show a return: how far it is, and why, rule by rule
    Show(show::Show),
    /// Approve a return, or answer for a route that was asked
    Approve(say::Args),
    /// Refuse a return, or answer for a route that was asked
    Refuse(say::Args),
    /// The buyer calls it off
    Cancel(say::Plain),
    /// Take a return up again that is over
    Reopen(say::Plain),
    /// Wait for nothing more: what is left to pay went by hand
    Close(say::Plain),
    /// Ask the shop for the money once more
    Pay(say::Plain),
    /// Take in what arrived, graded or not
    Receive(receive::Args),
    /// Say how what arrived came back
    Grade(receive::Args),
    /// Let one order come back for longer than the policy says
    Extend(exceptions::Extend),
    /// Put a customer on the block list or the allow list, or on none
    Customer(exceptions::Customer),
    /// A month of returns: what came back, why, what it cost
    Report(report::Args),
}

/// Does it.
pub(crate) async fn run(returns: Returns) -> Result<ExitCode, Trouble> {
    use domain::returns::told::Word;
    match returns {
        Returns::File(args) => file::run(args).await,
        Returns::List(args) => show::list(args).await,
        Returns::Show(args) => show::show(args).await,
        Returns::Approve(args) => say::decide(true, args).await,
        Returns::Refuse(args) => say::decide(false, args).await,
        Returns::Cancel(args) => say::plain(Word::Cancel, args).await,
        Returns::Reopen(args) => say::plain(Word::Reopen, args).await,
        Returns::Close(args) => say::plain(Word::Close, args).await,
        Returns::Pay(args) => say::plain(Word::Pay, args).await,
        Returns::Receive(args) => receive::run(args, false).await,
        Returns::Grade(args) => receive::run(args, true).await,
        Returns::Extend(args) => exceptions::extend(args).await,
        Returns::Customer(args) => exceptions::customer(args).await,
        Returns::Report(args) => report::run(args).await,
    }
}
