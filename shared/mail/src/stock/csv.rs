//! Stocks as a table for spreadsheets: the same facts as in the mail, and all of them.
//!
//! - UTF-8 with a byte order mark. Excel takes a CSV without one for the system's old code page and mangles every `é`; whoever
//!   else reads CSV knows the mark and passes over it.
//! - Commas and CRLF, as RFC 4180 has them, and names of columns in English whatever the language: a sheet that is fed with it
//!   goes on working.
//! - Everything is quoted, and no text begins like a formula: an apostrophe stands before those that would. Numbers have none,
//!   negative ones neither: whoever reads CSV takes them for numbers, quoted or not.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::stock::{self, Alert, Level, Recovered, Summary};

use super::said;
use crate::{Unmailable, clean};

/// What Excel takes as a sign that the rest is UTF-8.
pub(crate) const MARK: &str = "\u{feff}";

/// Longer texts are cut.
const LONGEST: usize = 500;

const COLUMNS: [&str; 30] = [
    "level",
    "sku",
    "item",
    "variant",
    "location",
    "location_id",
    "item_id",
    "available",
    "available_before",
    "on_hand",
    "reserved",
    "kept_back",
    "damaged",
    "in_transit",
    "incoming",
    "incoming_on",
    "threshold",
    "threshold_by",
    "sold_per_day",
    "days_of_cover",
    "runs_out_on",
    "next_delivery_on",
    "supplier",
    "lead_days",
    "suggested",
    "lost_pieces",
    "lost_value",
    "currency",
    "alert",
    "alerted_at",
];

/// A cell.
enum Cell {
    /// Somebody's words.
    Text(String),
    /// Digits of our own, a sign and a point at most.
    Number(String),
    /// Nothing.
    Empty,
}

impl Cell {
    fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().to_owned())
    }

    fn maybe(text: Option<impl AsRef<str>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    fn number(number: impl ToString) -> Self {
        Self::Number(number.to_string())
    }

    fn some(number: Option<impl ToString>) -> Self {
        number.map_or(Self::Empty, Self::number)
    }

    fn written(self) -> String {
        match self {
            Self::Text(text) => guarded(&text),
            Self::Number(number) => number,
            Self::Empty => String::new(),
        }
    }
}

/// The id of a location; none where there is only one.
fn place(location: &str) -> Cell {
    if location == stock::ONLY { Cell::Empty } else { Cell::text(location) }
}

/// A text that no spreadsheet takes for a formula. OWASP's list, and the wide forms that Excel reads alike in Japanese; what
/// stands before such a sign, spaces and quotes, may be taken off by a reader.
pub(crate) fn guarded(text: &str) -> String {
    let start: String = text.chars().take(LONGEST).collect();
    // Tabs and ends of lines, which count as such signs, too, become spaces or go.
    let text = clean::line(&start, "csv").unwrap_or_default();
    let first = text.chars().find(|c| !c.is_whitespace() && !"\"'`".contains(*c));
    let signs = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}', '\u{2212}'];
    if first.is_some_and(|c| signs.contains(&c)) { format!("'{text}") } else { text }
}

/// The table of a digest: its alerts, then what there is enough of again.
pub fn stock_digest_table(digest: &stock::Digest) -> Result<Vec<u8>, Unmailable> {
    let alerts = digest.groups.iter().flat_map(|group| &group.alerts).map(of_alert);
    table(alerts.chain(digest.recovered.iter().map(of_recovered)))
}

/// The table of a storm.
pub fn stock_storm_table(storm: &Summary) -> Result<Vec<u8>, Unmailable> {
    table(storm.alerts.iter().map(of_alert))
}

fn table(rows: impl Iterator<Item = [Cell; COLUMNS.len()]>) -> Result<Vec<u8>, Unmailable> {
    let broken = |e: csv::Error| Unmailable::Template(format!("a table can't be written: {e}"));
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::Always)
        .terminator(Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    writer.write_record(COLUMNS).map_err(broken)?;
    for row in rows {
        writer.write_record(row.map(Cell::written)).map_err(broken)?;
    }
    writer.into_inner().map_err(|e| Unmailable::Template(format!("a table can't be written: {e}")))
}

fn of_alert(alert: &Alert) -> [Cell; COLUMNS.len()] {
    let (q, outlook) = (&alert.quantities, alert.outlook.as_ref());
    let lost = outlook.and_then(|outlook| outlook.lost);
    let supplier = alert.supplier.as_ref();
    [
        Cell::text(alert.level.as_str()),
        Cell::maybe(alert.sku.as_ref()),
        Cell::text(&alert.title),
        Cell::maybe(alert.variant.as_ref()),
        Cell::maybe(alert.place.as_ref()),
        place(&alert.location),
        Cell::text(&alert.item),
        Cell::number(alert.available),
        Cell::some(alert.before),
        Cell::number(q.on_hand),
        Cell::number(q.reserved),
        Cell::number(alert.buffer),
        Cell::number(q.damaged),
        Cell::number(q.in_transit),
        Cell::number(q.incoming),
        Cell::maybe(alert.incoming.iter().find_map(|incoming| incoming.on).map(|date| date.to_string())),
        Cell::number(alert.threshold.pieces),
        Cell::text(said::word_of(&alert.threshold.said_by)),
        Cell::some(outlook.map(|outlook| outlook.per_day)),
        Cell::some(
            outlook.and_then(|o| o.cover_tenths).map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)),
        ),
        Cell::maybe(outlook.and_then(|o| o.runs_out).map(|date| date.to_string())),
        Cell::maybe(outlook.and_then(|o| o.next_delivery).map(|date| date.to_string())),
        Cell::maybe(supplier.map(|supplier| &supplier.name)),
        Cell::some(supplier.map(|supplier| supplier.lead_days)),
        Cell::some(alert.suggested),
        Cell::some(lost.map(|lost| lost.pieces)),
        Cell::some(lost.and_then(|lost| lost.value).map(|value| value.decimal())),
        Cell::maybe(lost.and_then(|lost| lost.value).map(|value| value.currency.code())),
        Cell::number(alert.number),
        Cell::text(alert.at.to_string()),
    ]
}

fn of_recovered(known: &Recovered) -> [Cell; COLUMNS.len()] {
    let mut row = [const { Cell::Empty }; COLUMNS.len()];
    let mut put = |column: &str, cell: Cell| {
        let place = COLUMNS.iter().position(|name| *name == column).expect("it is a column's name");
        row[place] = cell;
    };
    put("level", Cell::text(Level::Enough.as_str()));
    put("sku", Cell::maybe(known.sku.as_ref()));
    put("item", Cell::text(&known.title));
    put("variant", Cell::maybe(known.variant.as_ref()));
    put("location", Cell::maybe(known.place.as_ref()));
    put("location_id", place(&known.location));
    put("item_id", Cell::text(&known.item));
    put("available", Cell::number(known.available));
    put("threshold", Cell::number(known.threshold.pieces));
    put("supplier", Cell::maybe(known.supplier.as_ref()));
    put("alert", Cell::number(known.number));
    put("alerted_at", Cell::text(known.at.to_string()));
    row
}
