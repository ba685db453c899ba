//! How long a parcel is on its way: the waterfall of sources, and the table that a shop or its carrier writes.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Area, Destination};
use crate::{
    settings::Shop,
    sheet::{Column, Refused, Row, Sheet},
};

/// A number of days, from the least to the most; both included.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// The least.
    pub min: u16,
    /// The most.
    pub max: u16,
}

impl Days {
    /// From `min` to `max` days.
    pub const fn new(min: u16, max: u16) -> Self {
        Self { min, max }
    }
}

/// What a parcel's time depends on.
#[derive(Debug, Clone, Copy)]
pub struct Lane<'a> {
    /// The place that it leaves, by its id.
    pub origin: &'a str,
    /// Where that place is; `country` and `postcode` of it count.
    pub from: &'a Destination,
    /// Where it goes.
    pub to: &'a Destination,
    /// Carrier and service, such as `DHL/parcel`.
    pub service: &'a str,
    /// What it weighs in grams, if that is known.
    pub grams: Option<u64>,
    /// Whether money is collected at the door.
    pub cash_on_delivery: bool,
    /// The day on which the carrier has it, where that is known.
    pub hand_over: Option<Date>,
}

/// How long it takes, in delivery days at the destination, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transit {
    /// From the day of hand-over.
    pub days: Days,
    /// Who says so.
    pub source: Source,
    /// Of a hundred parcels, so many come within `max`; absent where nobody has measured it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

/// Who says how long it takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Source {
    /// The shop's own deliveries.
    Learned {
        /// Which level answered, such as `lane`.
        level: String,
        /// From how many parcels.
        parcels: u64,
        /// The latest delivery among them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        newest: Option<Date>,
        /// Until when it was learned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        as_of: Option<Date>,
    },
    /// The carrier's word for the service, as the settings have it.
    Declared,
    /// A line of the shop's table.
    Table {
        /// The line of the file.
        line: u64,
    },
}

/// Something that may know how long a parcel takes.
pub trait TransitSource {
    /// What it says of a lane; `None` if it doesn't know: then the next one is asked.
    fn transit(&self, lane: &Lane<'_>) -> Option<Transit>;
}

/// Sources in the order in which they are asked: learned, then declared, then the table; where none knows, there is no date.
#[derive(Default)]
pub struct Waterfall<'a>(Vec<&'a dyn TransitSource>);

impl<'a> Waterfall<'a> {
    /// Of these, in this order.
    pub fn new(sources: impl IntoIterator<Item = &'a dyn TransitSource>) -> Self {
        Self(sources.into_iter().collect())
    }
}

impl TransitSource for Waterfall<'_> {
    fn transit(&self, lane: &Lane<'_>) -> Option<Transit> {
        self.0.iter().find_map(|source| source.transit(lane))
    }
}

/// A table of transit times: for a service, from somewhere to somewhere, so many delivery days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The closest first, so that the first line that fits counts.
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    number: u64,
    service: Option<String>,
    from: From,
    to: Area,
    days: Days,
    most_grams: Option<u64>,
    cash_on_delivery: bool,
}

/// Where a line's parcels come from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum From {
    Place(String),
    Area(Area),
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

impl Line {
    fn fits(&self, lane: &Lane<'_>) -> bool {
        self.service.as_deref().is_none_or(|own| own == lane.service)
            && match &self.from {
                From::Place(place) => place == lane.origin,
                From::Area(area) => area.holds(lane.from),
            }
            && self.most_grams.is_none_or(|most| lane.grams.is_none_or(|grams| grams <= most))
            && (self.cash_on_delivery || !lane.cash_on_delivery)
            && self.to.holds(lane.to)
    }

    /// The closer line counts: by where to, then by where from, then by its service; the lighter and the plainer one first.
    fn closeness(&self) -> (usize, usize, bool, bool, std::cmp::Reverse<u64>) {
        let from = match &self.from {
            From::Place(_) => usize::MAX,
            From::Area(area) => area.closeness(),
        };
        let weight = std::cmp::Reverse(self.most_grams.unwrap_or(u64::MAX));
        (self.to.closeness(), from, self.service.is_some(), !self.cash_on_delivery, weight)
    }

    /// Whether it says something of the same parcels, but for where they go.
    fn is_kin(&self, other: &Self) -> bool {
        self.service == other.service
            && self.from == other.from
            && self.most_grams == other.most_grams
            && self.cash_on_delivery == other.cash_on_delivery
    }

    fn clashes(&self, other: &Self) -> bool {
        self.is_kin(other) && self.to.clashes(&other.to)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> ReadTable {
        ReadTable::from_csv(text.as_bytes(), &["berlin"]).expect("a table")
    }

    fn to(country: &str, postcode: &str) -> Destination {
        let postcode = (!postcode.is_empty()).then(|| postcode.to_owned());
        Destination { country: country.into(), postcode, ..Destination::default() }
    }

    #[test]
    fn the_closest_line_counts() {
        let table = read(
            "service;from;to;min_days;max_days;max_grams\n\
             ;;*;7;21;\n\
             DHL/parcel;;EU;3;6;\n\
             DHL/parcel;;DE;1;3;\n\
             DHL/parcel;berlin;DE;1;2;\n\
             DHL/parcel;;DE:islands;3;5;\n\
             DHL/parcel;;DE:10;1;1;\n\
             DHL/freight;;DE;4;8;\n\
             DHL/parcel;;AT;2;3;5000\n",
        );
        assert_eq!(table.refused, []);
        for (origin, service, country, postcode, grams, expected) in [
            ("berlin", "DHL/parcel", "DE", "20095", None, Some((1, 2, 5))),
            ("jena", "DHL/parcel", "DE", "20095", None, Some((1, 3, 4))),
            ("berlin", "DHL/parcel", "DE", "10115", None, Some((1, 1, 7))),
            ("berlin", "DHL/parcel", "DE", "27498", None, Some((3, 5, 6))),
            ("berlin", "DHL/parcel", "DE", "", None, Some((1, 2, 5))),
            ("berlin", "DHL/freight", "DE", "10115", None, Some((4, 8, 8))),
            ("berlin", "DHL/parcel", "AT", "1010", Some(4000), Some((2, 3, 9))),
            ("berlin", "DHL/parcel", "AT", "1010", Some(6000), Some((3, 6, 3))),
            ("berlin", "UPS/saver", "JP", "", None, Some((7, 21, 2))),
        ] {
            let from = to("DE", "10117");
            let to = to(country, postcode);
            let lane = Lane {
                origin,
                from: &from,
                to: &to,
                service,
                grams,
                cash_on_delivery: false,
                hand_over: None,
            };
            let found = table.table.transit(&lane).map(|transit| {
                let Source::Table { line } = transit.source else { panic!("a line of the table") };
                (transit.days.min, transit.days.max, line)
            });
            assert_eq!(found, expected, "{origin} {service} {country} {postcode}");
        }
    }

    #[test]
    fn a_wrong_line_is_refused_and_the_rest_goes_on() {
        let head = "service,from,to,min_days,max_days\n";
        for (line, told) in [
            ("DHL/parcel,,DE,3,2", "min_days 3 is more than max_days 2"),
            ("DHL/parcel,,DE,-1,2", "nothing arrives before it leaves"),
            ("DHL/parcel,,DE,1.5,2", "no whole number of days"),
            ("DHL/parcel,,DE,,2", "write min_days"),
            ("DHL/parcel,,DE,1,999", "at most 120"),
            ("DHL/parcel,,Germany,1,2", "write \"Germany\" as"),
            ("DHL/parcel,hamburg,DE,1,2", "\"hamburg\" is no place"),
            ("DHL/parcel,,,1,2", "say where to"),
        ] {
            let found = read(&format!("{head}{line}\nDHL/parcel,,FR,1,2\n"));
            assert_eq!((found.table.len(), found.refused.len()), (1, 1), "{line}");
            assert!(
                found.refused[0].line == 2 && found.refused[0].reason.contains(told),
                "{:?}",
                found.refused
            );
        }
    }

    #[test]
    fn overlaps_and_holes_are_told_at_their_lines() {
        let head = "service,to,min_days,max_days\n";
        for (lines, told) in [
            ("D/p,DE,1,2\nD/p,DE,1,3", Some((3, "DE is in line 2 as well"))),
            ("D/p,DE,1,2\nD/q,DE,1,3", None),
            ("D/p,DE:10-19,1,2\nD/p,DE:15-29,1,3", Some((3, "DE:15-29 is in line 2"))),
            ("D/p,DE:10-19,1,2\nD/p,DE:20-29,1,3", None),
            ("D/p,DE:10-19,1,2\nD/p,DE:22-29,1,3", Some((3, "nothing is said of DE from 20 to 21"))),
            ("D/p,DE:22-29,1,3\nD/p,DE:00-19,1,2", Some((2, "nothing is said of DE from 20 to 21"))),
            ("D/p,DE:10-19,1,2\nD/p,DE:22-29,1,3\nD/p,DE,1,4", None),
            ("D/p,DE:10-19,1,2\nD/p,DE:22-29,1,3\nD/p,EU,1,4", None),
            ("D/p,DE:1,1,2\nD/p,DE:100-120,1,3\nD/p,DE:150-160,1,3", None),
        ] {
            let found = read(&format!("{head}{lines}\n"));
            let refused: Vec<_> = found.refused.iter().map(|r| (r.line, r.reason.as_str())).collect();
            match told {
                None => assert_eq!(refused, [], "{lines}"),
                Some((line, text)) => {
                    assert!(refused.len() == 1 && refused[0].0 == line, "{lines}: {refused:?}");
                    assert!(refused[0].1.contains(text), "{lines}: {refused:?}");
                }
            }
        }
    }

    #[test]
    fn the_first_source_that_knows_counts() {
        struct Says(Option<u16>);
        impl TransitSource for Says {
            fn transit(&self, _: &Lane<'_>) -> Option<Transit> {
                self.0.map(|d| Transit { days: Days::new(d, d), source: Source::Declared, confidence: None })
            }
        }
        let (from, to) = (to("DE", ""), to("DE", ""));
        let lane = Lane {
            origin: "berlin",
            from: &from,
            to: &to,
            service: "D/p",
            grams: None,
            cash_on_delivery: false,
            hand_over: None,
        };
        for (says, expected) in
            [([None, Some(2)], Some(2)), ([Some(1), Some(2)], Some(1)), ([None, None], None)]
        {
            let says = says.map(Says);
            let fall = Waterfall::new(says.iter().map(|says| says as &dyn TransitSource));
            assert_eq!(fall.transit(&lane).map(|t| t.days.max), expected);
        }
    }
}
