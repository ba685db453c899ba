//! `cargo nightshift`: the local cloud, the tests, the mailbox, the journal.

mod again;
mod backtest;
mod bench;
mod check;
mod cli;
mod cloud;
mod commands;
mod day;
mod doctor;
mod mails;
mod new;
mod offline;
mod out;
mod pages;
#[cfg(test)]
mod papers;
mod report;
mod sample;
mod sbom;
mod serve;
mod settings;
mod trouble;

use std::process::ExitCode;

use clap::Parser;

use crate::{
    cli::{Cli, Command},
    trouble::Trouble,
};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command).await {
        Ok(code) => code,
        Err(trouble) => {
            anstream::eprint!("{trouble}");
            trouble.exit()
        }
    }
}

async fn run(command: Command) -> Result<ExitCode, Trouble> {
    match command {
        Command::Up(args) => commands::up::run(args).await,
        Command::Down(args) => commands::down::run(args).await,
        Command::Test(args) => check::run(args).await,
        Command::Bench(args) => bench::run(args).await,
        Command::Backtest(command) => backtest::run(command).await,
        Command::Send(args) => commands::send::run(args).await,
        Command::Mailbox(args) => commands::mailbox::run(args).await,
        Command::Journal(args) => commands::journal::run(args).await,
        Command::Missing(args) => commands::missing::run(args).await,
        Command::CatchUp(args) => commands::catch_up::run(args).await,
        Command::Purchases(command) => commands::purchases::run(command).await,
        Command::Return(command) => commands::returns::run(command).await,
        Command::Edd(command) => commands::edd::run(command).await,
        Command::Tasks(command) => commands::tasks::run(command).await,
        Command::Resend(args) => commands::resend::run(args).await,
        Command::Stock(command) => commands::stock::run(command).await,
        Command::Privacy(command) => commands::privacy::run(command).await,
        Command::Suppression(command) => commands::suppression::run(command).await,
        Command::Tick(args) => commands::tick::run(args).await,
        Command::Links(command) => commands::links::run(command).await,
        Command::Import(command) => commands::import::run(command).await,
        Command::Relay(args) => again::relay::run(args).await,
        Command::Replay(args) => again::replay::run(args).await,
        Command::Redrive(args) => again::redrive::run(args).await,
        Command::ShadowReport(args) => commands::shadow::run(args).await,
        Command::Doctor(args) => doctor::run(args).await,
        Command::Translate(args) => offline::translate::run(args).await,
        Command::DryRun(args) => offline::dry_run::run(args).await,
        Command::Preview(args) => offline::preview::run(args).await,
        Command::Golden(args) => offline::golden::run(args).await,
        Command::Report(args) => report::run(args).await,
        Command::New(args) => new::run(args).await,
        Command::Sbom(args) => sbom::run(args).await,
        Command::Settings(command) => settings::run(command).await,
        Command::ServeLocal(args) => serve::run(args).await,
    }
}
