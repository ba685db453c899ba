//! The table of transit times that a shop or its carrier writes, checked line by line.

use super::{
    Days, Lane, Source, Transit, TransitSource,
    line::{From, Line},
};
use crate::{
    edd::{Area, Destination},
    settings::Shop,
    sheet::{Column, Refused, Row, Sheet},
};

/// A table of transit times: for a service, from somewhere to somewhere, so many delivery days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The closest first, so that the first line that fits counts.
    lines: Vec<Line>,
}

/// A table, the lines that weren't taken, and columns that nobody reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadTable {
    /// What was taken.
    pub table: Table,
    /// By line: what wasn't taken, and why.
    pub refused: Vec<Refused>,
    /// Columns that nobody reads.
    pub unread: Vec<String>,
}

const COLUMNS: [Column; 7] = [
    Column { name: "service", also: &["carrier_service", "carrier/service"], needed: false },
    Column { name: "from", also: &["origin", "from_zone", "warehouse"], needed: false },
    Column { name: "to", also: &["destination", "to_zone", "area"], needed: true },
    Column { name: "min_days", also: &["min", "days_min", "from_days"], needed: true },
    Column { name: "max_days", also: &["max", "days_max", "to_days"], needed: true },
    Column { name: "max_grams", also: &["max_weight_g", "weight_limit"], needed: false },
    Column { name: "cash_on_delivery", also: &["cod"], needed: false },
];

/// The longest transit that is believed, in delivery days.
const LONGEST: u16 = 120;

impl ReadTable {
    /// Reads a table whose first line names its columns: `to`, `min_days` and `max_days`; `service` (`DHL/parcel`; any if
    /// empty), `from` (a place's id, or an area; anywhere if empty), `max_grams` and `cash_on_delivery` where they are needed.
    ///
    /// A line is refused if its days are negative, no numbers, or the wrong way round, if it says again what a line before it
    /// says for the same parcels, or if a hole lies between its postcodes and those before it. `places` are the shop's.
    pub fn from_csv(file: &[u8], places: &[&str]) -> Result<Self, String> {
        let sheet = Sheet::read(file, &COLUMNS)?;
        let mut read = Self { refused: sheet.refused, unread: sheet.unread, table: Table::default() };
        for row in &sheet.rows {
            match read.table.line(row, places) {
                Ok(line) => read.table.lines.push(line),
                Err(reason) => read.refused.push(row.refused(reason)),
            }
        }
        read.refused.extend(read.table.holes());
        read.refused.sort_by_key(|refused| refused.line);
        read.table.lines.sort_by_key(|line| std::cmp::Reverse(line.closeness()));
        Ok(read)
    }
}

impl ReadTable {
    /// Reads a shop's table: places are known by the settings.
    pub fn of_shop(file: &[u8], shop: &Shop) -> Result<Self, String> {
        let places: Vec<&str> = shop.places.keys().map(String::as_str).collect();
        Self::from_csv(file, &places)
    }
}

impl Table {
    /// How many lines it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn line(&self, row: &Row, places: &[&str]) -> Result<Line, String> {
        let to = row.get("to").ok_or("say where to, such as DE or DE:10")?;
        let (min, max) = (days(row, "min_days")?, days(row, "max_days")?);
        if min > max {
            return Err(format!("min_days {min} is more than max_days {max}: swap them"));
        }
        let from = match row.get("from") {
            None => From::Area(Area::Anywhere),
            Some(place) if places.contains(&place) => From::Place(place.to_owned()),
            Some(text) => From::Area(Area::read(text).map_err(|_| {
                format!(
                    "\"{text}\" is no place of the shop's and no area: name a place as in [places], or DE"
                )
            })?),
        };
        let grams = row.get("max_grams").map(|text| {
            text.parse::<u64>().map_err(|_| format!("max_grams \"{text}\" is no number: write whole grams"))
        });
        let cash = match row.get("cash_on_delivery").map(str::to_lowercase).as_deref() {
            None | Some("no" | "false" | "0") => false,
            Some("yes" | "true" | "1") => true,
            Some(_) => return Err("write cash_on_delivery as yes or no".into()),
        };
        let line = Line {
            number: row.line,
            service: row.get("service").map(str::to_owned),
            from,
            to: Area::read(to)?,
            days: Days::new(min, max),
            most_grams: grams.transpose()?,
            cash_on_delivery: cash,
        };
        match self.lines.iter().find(|before| before.clashes(&line)) {
            Some(before) => Err(format!(
                "{} is in line {} as well, for the same parcels: leave one of them out, or narrow it",
                line.to, before.number
            )),
            None => Ok(line),
        }
    }

    /// Where postcodes lie between those of two lines, and nothing is said of them.
    fn holes(&self) -> Vec<Refused> {
        self.lines.iter().filter_map(|line| self.hole_before(line)).collect()
    }

    fn hole_before(&self, line: &Line) -> Option<Refused> {
        let Area::Postcodes { country, from, .. } = &line.to else { return None };
        let kin: Vec<_> = self.lines.iter().filter(|other| other.is_kin(line)).collect();
        let whole = Destination { country: country.clone(), ..Destination::default() };
        if kin.iter().any(|other| other.to.holds(&whole)) {
            return None;
        }
        let end = |other: &&&Line| match &other.to {
            Area::Postcodes { country: own, to, .. }
                if own == country && to.len() == from.len() && to < from =>
            {
                Some(to.clone())
            }
            _ => None,
        };
        let before = kin.iter().filter_map(|other| end(&other)).max()?;
        let (last, first) = (before.parse::<u64>().ok()?, from.parse::<u64>().ok()?);
        let covered = kin.iter().any(|other| match &other.to {
            Area::Postcodes { country: own, from: a, to: b } => {
                own == country
                    && a.len() < from.len()
                    && (a.as_str()..=b.as_str()).contains(&&from[..a.len()])
            }
            _ => false,
        });
        (last + 1 < first && !covered).then(|| Refused {
            line: line.number,
            reason: format!(
                "nothing is said of {country} from {:0width$} to {:0width$}: add a line for them, or one for {country} as a whole",
                last + 1,
                first - 1,
                width = from.len()
            ),
        })
    }
}

impl TransitSource for Table {
    fn transit(&self, lane: &Lane<'_>) -> Option<Transit> {
        let line = self.lines.iter().find(|line| line.fits(lane))?;
        Some(Transit { days: line.days, source: Source::Table { line: line.number }, confidence: None })
    }
}

fn days(row: &Row, column: &str) -> Result<u16, String> {
    let text = row.get(column).ok_or_else(|| format!("write {column} as whole delivery days, such as 2"))?;
    if text.starts_with('-') {
        return Err(format!("{column} is {text}: nothing arrives before it leaves"));
    }
    let days: u16 = text.parse().map_err(|_| format!("{column} \"{text}\" is no whole number of days"))?;
    if days > LONGEST {
        return Err(format!("{column} is {days}: at most {LONGEST} delivery days are believed"));
    }
    Ok(days)
}
