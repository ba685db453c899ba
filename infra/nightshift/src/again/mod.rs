//! Commands that send again what was sent before: events to everybody (`relay`), events to one automation (`replay`),
//! dead letters to their queue (`redrive`). Each shows its plan first, and may be repeated: everything is once.

mod journal;
pub(crate) mod letters;
pub(crate) mod redrive;
pub(crate) mod relay;
pub(crate) mod replay;
mod wire;
#[cfg(test)]
mod year;

use std::io::{BufRead, IsTerminal, Write};

use domain::Timestamp;
use jiff::SignedDuration;

use crate::{cloud::days::Span, trouble::Trouble};

/// Which stretch of the journal.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Stretch {
    /// From then on: an instant with its offset, or how long ago (`25h`, `3d`, `90m`)
    #[arg(long, value_name = "WHEN", value_parser = when)]
    since: Option<When>,
    /// Up to then; now if absent
    #[arg(long, value_name = "WHEN", value_parser = when)]
    until: Option<When>,
}

impl Stretch {
    /// The span that is meant; it begins `default` ago if nobody said since when.
    pub(crate) fn span(&self, now: Timestamp, default: SignedDuration) -> Result<Span, Trouble> {
        let since = self.since.map_or(now - default, |when| when.at(now));
        let until = self.until.map_or(now, |when| when.at(now)).min(now);
        if since >= until {
            return Err(Trouble::input(format!("{since:.0} isn't before {until:.0}"))
                .mend("write --since an earlier time than --until, and not one in the future"));
        }
        Ok(Span { since, until })
    }
}

/// An instant, or a time before the present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    At(Timestamp),
    Ago(SignedDuration),
}

impl When {
    fn at(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Ago(ago) => now - ago,
        }
    }
}

fn when(text: &str) -> Result<When, String> {
    if let Ok(at) = text.parse() {
        return Ok(When::At(at));
    }
    let unit = text.chars().last().and_then(|unit| match unit {
        'm' => Some(SignedDuration::from_mins(1)),
        'h' => Some(SignedDuration::from_hours(1)),
        'd' => Some(SignedDuration::from_hours(24)),
        _ => None,
    });
    let number = text.get(..text.len().saturating_sub(1)).and_then(|number| number.parse::<u16>().ok());
    match (number, unit) {
        (Some(number), Some(unit)) => Ok(When::Ago(unit * i32::from(number))),
        _ => {
            Err("write an instant such as 2026-11-24T08:00:00+01:00, or how long ago: 90m, 25h, 3d"
                .to_owned())
        }
    }
}

/// How a plan is carried out.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Manner {
    /// Only show the plan
    #[arg(long)]
    dry_run: bool,
    /// Don't ask
    #[arg(long)]
    yes: bool,
    /// Print JSON; it doesn't ask, so it needs --yes or --dry-run
    #[arg(long)]
    pub(crate) json: bool,
}

impl Manner {
    /// Whether only the plan is shown.
    pub(crate) fn is_dry(&self) -> bool {
        self.dry_run
    }

    /// Whether the plan is to be carried out. Asks at a terminal; elsewhere `--yes` must have said it.
    pub(crate) fn go_on(&self, what: &str) -> Result<bool, Trouble> {
        if self.dry_run || self.yes {
            return Ok(!self.dry_run);
        }
        let stdin = std::io::stdin();
        if self.json || !stdin.is_terminal() {
            return Err(Trouble::input(format!(
                "to {what}, somebody has to say so, and nobody is here to be asked"
            ))
            .mend("add --yes if it is meant so, or --dry-run to see the plan alone"));
        }
        anstream::print!("{}{}? [y/N] ", what[..1].to_uppercase(), &what[1..]);
        std::io::stdout().flush().ok();
        let mut answer = String::new();
        stdin.lock().read_line(&mut answer).ok();
        match answer.trim() {
            "y" | "Y" | "yes" => Ok(true),
            _ => Err(Trouble::failed("nothing was done")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_time_is_an_instant_or_how_long_ago() {
        let now = at("2026-11-25T12:00:00Z");
        for (text, meant) in [
            ("2026-11-24T08:00:00+01:00", Some("2026-11-24T07:00:00Z")),
            ("90m", Some("2026-11-25T10:30:00Z")),
            ("25h", Some("2026-11-24T11:00:00Z")),
            ("3d", Some("2026-11-22T12:00:00Z")),
            ("2026-11-24", None),
            ("-3d", None),
            ("d", None),
            ("", None),
            ("3 days", None),
        ] {
            assert_eq!(when(text).ok().map(|when| when.at(now)), meant.map(at), "{text}");
        }
    }

    #[test]
    fn a_stretch_ends_after_it_begins_and_not_in_the_future() {
        let now = at("2026-11-25T12:00:00Z");
        let day = SignedDuration::from_hours(24);
        let span = |since: Option<&str>, until: Option<&str>| {
            let read = |text: &str| when(text).expect("a time");
            Stretch { since: since.map(read), until: until.map(read) }
                .span(now, day)
                .ok()
                .map(|s| (s.since, s.until))
        };
        assert_eq!(span(None, None), Some((now - day, now)));
        assert_eq!(span(Some("2d"), Some("1d")), Some((now - day - day, now - day)));
        assert_eq!(span(None, Some("2027-01-01T00:00:00Z")), Some((now - day, now)));
        assert_eq!(span(Some("1d"), Some("2d")), None);
        assert_eq!(span(Some("2027-01-01T00:00:00Z"), None), None);
    }

    #[test]
    fn nobody_is_asked_where_nobody_is() {
        let manner = |dry_run, yes| Manner { dry_run, yes, json: true };
        assert_eq!(manner(true, false).go_on("x"), Ok(false));
        assert_eq!(manner(true, true).go_on("x"), Ok(false));
        assert_eq!(manner(false, true).go_on("x"), Ok(true));
        let told = manner(false, false).go_on("publish 3 events").expect_err("nobody").to_string();
        assert!(told.contains("--yes"), "{told}");
    }
}
