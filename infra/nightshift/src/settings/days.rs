//! `settings days`: a table of closed and open days and of cut-offs as the part of a shop.toml that says the same.

use std::{path::PathBuf, process::ExitCode};

use domain::settings::{Calendar, ReadCalendar};
use serde_json::json;

use super::table;
use crate::trouble::{Explain, Trouble};

/// Arguments of `settings days`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The first line names the columns: from, and any of to, kind, time, note. A line is a stretch of closed days, or of kind `open` a day
that counts all the same, or of kind `cut-off` a day with a time of its own. The TOML is printed, every line that isn't taken is told
on standard error, and the others are taken all the same. Where the shop.toml has the place's calendar already, put the lines into it: a
table stands there once.

Exit codes: 0 all lines are taken, 1 some aren't, 2 the file can't be read.

Examples:
  cargo nightshift settings days 6600000000001 days.csv
  cargo nightshift settings days 6600000000001 days.csv >> shop.toml")]
pub(crate) struct Args {
    /// The id of the place whose days they are
    place: String,
    /// The table, CSV in UTF-8
    file: PathBuf,
}

/// Prints them.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let at = args.file.display();
    let file = std::fs::read(&args.file).or_input("the file can't be read").map_err(|t| t.at(&at))?;
    let read = ReadCalendar::from_csv(&file, Calendar::default())
        .map_err(|why| Trouble::input("this is no table of days").at(&at).saying(why))?;
    anstream::print!("{}", written(&args.place, &read.calendar)?);
    Ok(table::told(&at, &read.refused, &read.unread))
}

/// As they stand in a shop.toml.
fn written(place: &str, calendar: &Calendar) -> Result<String, Trouble> {
    if *calendar == Calendar::default() {
        return Ok(String::new());
    }
    let part = json!({"places": {place: {"calendar": calendar}}});
    toml::to_string(&part).or_input("the days can't be written as TOML")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_says_what_the_table_said() {
        let days = b"from,to,kind,time,note\n2026-12-24,2027-01-02,,,Christmas\n2026-12-19,,open,,\n2026-12-23,,cut-off,12:00,\n2026-13-01,,,,\n";
        let read = ReadCalendar::from_csv(days, Calendar::default()).expect("a table");
        let text = written("7", &read.calendar).expect("TOML");
        let part: toml::Table = text.parse().expect("TOML");
        let again: Calendar = part["places"]["7"]["calendar"].clone().try_into().expect("a calendar");
        assert_eq!((again, read.refused.len()), (read.calendar, 1), "{text}");
        assert!(text.contains("[places.7.calendar]"), "{text}");
        assert_eq!(written("7", &Calendar::default()), Ok(String::new()));
    }
}
