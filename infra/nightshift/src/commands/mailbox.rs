//! `mailbox`: the mails that the local cloud sent.

use std::{fs, io::IsTerminal, process::ExitCode};

use jiff::tz::TimeZone;
use mail_parser::MessageParser;

use crate::{
    cloud::house::House,
    mails::{self, StoredMail},
    out,
    trouble::{Explain, Trouble},
};

/// Arguments of `mailbox`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  cargo nightshift mailbox               the list
  cargo nightshift mailbox 3             the text of the third
  cargo nightshift mailbox 3 --html      writes it beside the mail, prints where, opens it at a terminal
  cargo nightshift mailbox 3 --eml       the whole mail as it was sent
  cargo nightshift mailbox --json | jq '.[].subject'")]
pub(crate) struct Args {
    /// The mail's number; without it, the list
    number: Option<u32>,
    /// Open the mail as a browser shows it
    #[arg(long, requires = "number")]
    html: bool,
    /// Print its text
    #[arg(long, requires = "number", conflicts_with = "html")]
    text: bool,
    /// Print it whole
    #[arg(long, requires = "number", conflicts_with_all = ["html", "text"])]
    eml: bool,
    /// Print the list as JSON
    #[arg(long, conflicts_with = "number")]
    json: bool,
}

/// Lists or opens.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let mails = mails::all(&house)?;
    let Some(number) = args.number else { return list(&args, &mails) };
    let mail = mails.iter().find(|mail| mail.number == number).ok_or_else(|| {
        Trouble::input(format!("there is no mail {number}")).mend(match mails.last() {
            Some(last) => format!("there are 1 to {}", last.number),
            None => "cargo nightshift up".to_owned(),
        })
    })?;
    let raw = fs::read(&mail.file).while_trying(format!("{} can't be read", mail.file.display()))?;
    let parsed = MessageParser::default()
        .parse(&raw)
        .ok_or_else(|| Trouble::failed("this is no mail").at(mail.file.display()))?;
    if args.eml {
        anstream::print!("{}", String::from_utf8_lossy(&raw));
    } else if args.html {
        let path = mail.file.with_extension("html");
        let html = mails::html_to_look_at(&raw)
            .ok_or_else(|| Trouble::failed("the mail has no HTML").at(mail.file.display()))?;
        fs::write(&path, html.as_bytes()).while_trying(format!("{} can't be written", path.display()))?;
        anstream::println!("{}", path.display());
        if std::io::stdout().is_terminal() {
            out::open(&path);
        }
    } else {
        anstream::println!("To:      {}\nSubject: {}\n", mail.to, mail.subject);
        anstream::println!("{}", parsed.body_text(0).unwrap_or_default());
    }
    Ok(ExitCode::SUCCESS)
}

fn list(args: &Args, mails: &[StoredMail]) -> Result<ExitCode, Trouble> {
    if args.json {
        out::json(&mails)?;
    } else if mails.is_empty() {
        anstream::println!("No mails. `cargo nightshift up` sends some.");
    } else {
        let mut table = out::table(&["no.", "arrived", "to", "subject", "lane", "message"]);
        let zone = TimeZone::system();
        for mail in mails {
            let arrived = mail.arrived.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
            let StoredMail { number, to, subject, lane, message, .. } = mail;
            table.add_row([&number.to_string(), &arrived, to, subject, lane, message]);
        }
        anstream::println!("{table}");
    }
    Ok(ExitCode::SUCCESS)
}
