//! A calendar out of a table: closed days, open days, cut-offs of single days.

use jiff::civil::{Date, Time};

use super::{Calendar, Closed, OnDate};
use crate::sheet::{Column, Refused, Row, Sheet};

/// What a table of days says, one line for each stretch of closed days, each open day, each cut-off.
const COLUMNS: [Column; 5] = [
    Column { name: "from", also: &["date", "day", "on", "first"], needed: true },
    Column { name: "to", also: &["until", "last"], needed: false },
    Column { name: "kind", also: &["type", "what"], needed: false },
    Column { name: "time", also: &["cut_off", "cutoff"], needed: false },
    // Why, for people: it is taken as read, and kept nowhere.
    Column { name: "note", also: &["reason", "name", "holiday", "comment"], needed: false },
];

/// The longest stretch of closed days. What is longer is a year that somebody mistyped.
const LONGEST: i32 = 366;

/// A calendar with the days of a table, the lines that weren't taken, and columns that nobody reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadCalendar {
    /// The calendar it was read onto, and its days.
    pub calendar: Calendar,
    /// By line: what wasn't taken, and why.
    pub refused: Vec<Refused>,
    /// Columns that nobody reads.
    pub unread: Vec<String>,
}

impl ReadCalendar {
    /// Reads a table onto a calendar. A line that is wrong, or says otherwise than the calendar or an earlier line of the
    /// same day, is refused, and the rest goes on.
    pub fn from_csv(file: &[u8], onto: Calendar) -> Result<Self, String> {
        let sheet = Sheet::read(file, &COLUMNS)?;
        let mut read = Self { calendar: onto, refused: sheet.refused, unread: sheet.unread };
        for row in &sheet.rows {
            if let Err(reason) = read.calendar.take(row) {
                read.refused.push(row.refused(reason));
            }
        }
        read.refused.sort_by_key(|refused| refused.line);
        Ok(read)
    }
}

impl Calendar {
    fn take(&mut self, row: &Row) -> Result<(), String> {
        let from = date(row, "from")?.ok_or("write the day in the column from")?;
        let to = date(row, "to")?.filter(|to| *to != from);
        let time = time(row)?;
        let one_day = |what: &str| match to {
            None => Ok(()),
            Some(_) => Err(format!(
                "{what} is said of one day; write a line for each, and leave the column to empty"
            )),
        };
        let timeless = || match time {
            None => Ok(()),
            Some(_) => {
                Err("a time is for a cut-off; write cut-off in the column kind, or leave it out".to_owned())
            }
        };
        match row.get("kind").map(|kind| kind.to_lowercase().replace([' ', '_'], "-")).as_deref() {
            None | Some("closed") => {
                timeless()?;
                self.close(from, to)
            }
            Some("open") => {
                timeless()?;
                one_day("open")?;
                self.open_on(from)
            }
            Some("cut-off" | "cutoff") => {
                one_day("a cut-off")?;
                self.cut_off_on(from, time.ok_or("write the time of the cut-off in the column time")?)
            }
            Some(_) => Err("write closed, open or cut-off in the column kind".into()),
        }
    }

    fn close(&mut self, from: Date, to: Option<Date>) -> Result<(), String> {
        let last = to.unwrap_or(from);
        if last < from {
            return Err("it ends before it begins; write the first day, then the last one".into());
        }
        if (last - from).get_days() >= LONGEST {
            return Err("it is longer than a year; look at the years".into());
        }
        let meets = |closed: &&Closed| {
            let (first, until) = closed.stretch();
            first <= last && from <= until
        };
        if let Some(closed) = self.closed.iter().find(meets) {
            return Err(format!("{} is closed already; write each day once", closed.from.max(from)));
        }
        if let Some(date) = self.open.iter().find(|date| (from..=last).contains(date)) {
            return Err(format!("{date} is open already; it can't be both"));
        }
        if let Some(date) = self.dates.iter().find(|date| (from..=last).contains(&date.on)) {
            return Err(format!("{} has a cut-off already; it can't be closed", date.on));
        }
        self.closed.push(Closed { from, to });
        Ok(())
    }

    fn open_on(&mut self, date: Date) -> Result<(), String> {
        if self.closed_on(date).is_some() {
            return Err(format!("{date} is closed already; it can't be both"));
        }
        if self.open.contains(&date) {
            return Err(format!("{date} is open already; write each day once"));
        }
        self.open.push(date);
        Ok(())
    }

    fn cut_off_on(&mut self, date: Date, cut_off: Time) -> Result<(), String> {
        if self.closed_on(date).is_some() {
            return Err(format!("{date} is closed; a cut-off has no meaning there"));
        }
        if !self.is_within(Some(cut_off)) {
            return Err(self.outside());
        }
        if self.dates.iter().any(|known| known.on == date) {
            return Err(format!("{date} has a cut-off already; write each day once"));
        }
        self.dates.push(OnDate { on: date, cut_off });
        Ok(())
    }
}

fn date(row: &Row, column: &str) -> Result<Option<Date>, String> {
    let Some(text) = row.get(column) else { return Ok(None) };
    let say = || format!("write the day as 2026-12-24 in the column {column}");
    // Ten signs: a date may also be written with a sign and more digits, or with a time behind it.
    if text.len() != 10 {
        return Err(say());
    }
    text.parse().map(Some).map_err(|_| say())
}

fn time(row: &Row) -> Result<Option<Time>, String> {
    let Some(text) = row.get("time") else { return Ok(None) };
    let say = || "write the time as 15:30, from 00:00 to 23:59, in the column time".to_owned();
    let (hour, minute) = text.split_once(':').ok_or_else(say)?;
    let number = |text: &str| {
        let plain = text.bytes().all(|sign| sign.is_ascii_digit()) && (1..=2).contains(&text.len());
        plain.then(|| text.parse().ok()).flatten().ok_or_else(say)
    };
    Time::new(number(hour)?, number(minute)?, 0, 0).map(Some).map_err(|_| say())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn days_are_read_line_by_line() {
        let file = "Date;To;Kind;Time;Reason;Colour\n\
            2026-12-24;2026-12-26;closed;;Christmas;red\n\
            2026-12-31;;;;;\n\
            2026-12-19;;Open;;Saturday before Christmas;\n\
            2026-12-23;;cut-off;12:00;;\n\
            2026-12-22;2026-12-22;Cut off;9:30;;\n\
            2026-12-26;2026-12-28;closed;;over the third line;\n\
            2026-12-20;2026-12-18;closed;;backwards;\n\
            ;2026-12-18;closed;;a gap;\n\
            24.12.2026;;closed;;;\n\
            2026-02-29;;closed;;;\n\
            2026-12-25;;open;;it is closed;\n\
            2026-12-19;;open;;again;\n\
            2026-12-01;2026-12-02;open;;two days;\n\
            2026-12-21;;cut-off;;no time;\n\
            2026-12-21;;cut-off;-1:00;;\n\
            2026-12-21;;cut-off;24:00;;\n\
            2026-12-21;;cut-off;17:30;outside the hours;\n\
            2026-12-24;;cut-off;12:00;it is closed;\n\
            2026-12-23;;cut-off;13:00;again;\n\
            2026-12-21;;closed;12:00;;\n\
            2026-12-21;;half;;;\n\
            2026-12-18;2026-12-23;closed;;over an open day;\n\
            2027-01-01;2029-01-01;closed;;;\n\
            2026-12-30T10:00;;closed;;;\n\
            broken;line\n\
            2027-01-04;;closed;;before the calendar's own;\n\
            2027-01-05;;closed;;the calendar's own;\n";
        let own = json!({"hours": {"from": "08:00", "to": "17:00"}, "closed": [{"from": "2027-01-05"}]});
        let onto: Calendar = serde_json::from_value(own).expect("a calendar");
        let read = ReadCalendar::from_csv(file.as_bytes(), onto).expect("a table");
        let expected = json!({
            "hours": {"from": "08:00:00", "to": "17:00:00"},
            "closed": [{"from": "2027-01-05"}, {"from": "2026-12-24", "to": "2026-12-26"}, {"from": "2026-12-31"},
                {"from": "2027-01-04"}],
            "open": ["2026-12-19"],
            "dates": [{"on": "2026-12-23", "cut_off": "12:00:00"}, {"on": "2026-12-22", "cut_off": "09:30:00"}],
        });
        assert_eq!(serde_json::to_value(&read.calendar).expect("JSON"), expected);
        assert_eq!(read.calendar.mistakes(), Vec::new());
        let lines: Vec<u64> = read.refused.iter().map(|refused| refused.line).collect();
        assert_eq!(lines, (7..=26).chain([28]).collect::<Vec<_>>(), "{:#?}", read.refused);
        assert_eq!(read.unread, ["colour"]);
        for (line, word) in [
            (7, "2026-12-26 is closed already"),
            (8, "ends before it begins"),
            (9, "column from"),
            (10, "2026-12-24"),
            (12, "both"),
            (14, "a line for each"),
            (15, "column time"),
            (16, "15:30"),
            (18, "08:00:00 to 17:00:00"),
            (22, "closed, open or cut-off"),
            (24, "longer than a year"),
            (28, "2027-01-05 is closed already"),
        ] {
            let refused = read.refused.iter().find(|refused| refused.line == line);
            assert!(
                refused.is_some_and(|refused| refused.reason.contains(word)),
                "{line} {word}: {refused:?}"
            );
        }
        assert!(ReadCalendar::from_csv(b"kind,time\nclosed,", Calendar::default()).is_err());
    }
}
