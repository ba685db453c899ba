//! The commands. What each takes stands in its own module.

use clap::{Parser, Subcommand};

use crate::{again, backtest, bench, check, commands, doctor, new, offline, report, sbom, serve, settings};

/// A shop's day on your own machine: orders come in, confirmations go out.
#[derive(Debug, Parser)]
#[command(name = "cargo nightshift", bin_name = "cargo nightshift", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0    all is well
  1    a check failed, or the answer is no
  2    wrong usage or bad input
  3    the environment: a tool, the network or the cloud is missing or in the way
  130  interrupted

Start here:
  cargo nightshift up        plays a shop's day through the local cloud
  cargo nightshift test      runs every check there is";

/// What the command line can do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play the sample day: start the local cloud, deploy the template, send a day's webhooks, show what came of them
    Up(commands::up::Args),
    /// Write the last day that `up` played as one page: charts, and the mails in it
    Report(report::Args),
    /// Stop a local cloud that `up --keep` left running
    Down(commands::down::Args),
    /// Run every check there is
    Test(check::Args),
    /// Measure the path beside a fair peer, and reckon what it costs
    Bench(bench::Args),
    /// Say what rules would have done on a shop's past
    #[command(subcommand)]
    Backtest(backtest::Backtest),
    /// Sign a payload and post it to a shop's webhook address
    Send(commands::send::Args),
    /// List the mails of the local cloud, or open one
    Mailbox(commands::mailbox::Args),
    /// Tell the story of one order, task or customer: what came, what was decided and why, what was sent
    Journal(commands::journal::Args),
    /// List what should have happened by now and hasn't, and ask for it again
    Missing(commands::missing::Args),
    /// Write what an older version left out, so that this one finds it
    CatchUp(commands::catch_up::Args),
    /// List what people have to do, show it, say that it is done
    #[command(subcommand)]
    Tasks(commands::tasks::Tasks),
    /// Have an order's confirmation sent, or sent again
    Resend(commands::resend::Args),
    /// Ask whether mails go to an address, or let them go there again
    #[command(subcommand)]
    Suppression(commands::suppression::Suppressions),
    /// Hand over what is held of a person, or take it out
    #[command(subcommand)]
    Privacy(commands::privacy::Privacy),
    /// Show a stock and how it got there, list them, take a count in, rebuild from the journal
    #[command(subcommand)]
    Stock(commands::stock::Stocks),
    /// List purchase orders, show, approve, decline one, take goods in, close or call one off
    #[command(subcommand)]
    Purchases(commands::purchases::Purchases),
    /// File a return, list, show with every rule, approve, refuse, take in what arrived
    #[command(subcommand)]
    Return(commands::returns::Returns),
    /// Explain a delivery date day by day; say which orders other settings would move
    #[command(subcommand)]
    Edd(commands::edd::Edd),
    /// Wake a scheduled function of the local cloud, at any time
    Tick(commands::tick::Args),
    /// Signed links to buyers' pages: print one, change the key
    #[command(subcommand)]
    Links(commands::links::Links),
    /// Take in what was before, as facts that nobody acts on
    #[command(subcommand)]
    Import(commands::import::Import),
    /// Publish a stretch of the journal again, as after a stream that was lost
    Relay(again::relay::Args),
    /// Send events to one automation again, which decides about them anew
    Replay(again::replay::Args),
    /// Move the dead letters of a queue back into it
    Redrive(again::redrive::Args),
    /// Show what automations in shadow would have sent
    ShadowReport(commands::shadow::Args),
    /// Check an account or the local cloud, and say what to do
    Doctor(doctor::Args),
    /// Show the events that a payload becomes, or why it is refused; no cloud
    Translate(offline::translate::Args),
    /// Let an automation decide about one event, or about the last days; nothing is sent
    DryRun(offline::dry_run::Args),
    /// Show the mail that an event leads to, in any language, with the decision behind it; nothing is sent
    Preview(offline::preview::Args),
    /// Run golden cases: one readable file each, a diff for each that fails
    Golden(offline::golden::Args),
    /// Lay a new function: its folder, its block in the template, its row, the first failing test
    New(new::Args),
    /// List what each zip is made of, as CycloneDX
    Sbom(sbom::Args),
    /// Check a shop's settings, publish them, compare them, go back
    #[command(subcommand)]
    Settings(settings::Command),
    /// Own the local cloud: MiniStack, the mail sink and the proxy in front of SES
    #[command(hide = true)]
    ServeLocal(serve::Args),
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        fn within(command: &clap::Command) -> Vec<&clap::Command> {
            match command.has_subcommands() {
                true => command.get_subcommands().filter(|c| !c.is_hide_set()).flat_map(within).collect(),
                false => vec![command],
            }
        }
        for command in within(&super::Cli::command()).into_iter().filter(|c| c.get_name() != "help") {
            let help = command.clone().render_long_help().to_string();
            assert!(help.contains("cargo nightshift"), "{} --help has no example", command.get_name());
        }
    }
}
