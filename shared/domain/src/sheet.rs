//! Tables that people keep: CSV as spreadsheets save it, read line by line. A broken line is refused with its reason, and
//! the rest goes on.

use csv::{ByteRecord, ReaderBuilder};

/// A table, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Lines that couldn't be read.
    pub refused: Vec<Refused>,
    /// Columns that nobody reads.
    pub unread: Vec<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file on which it begins; the first is 1.
    pub line: u64,
    cells: Vec<(&'static str, String)>,
}

/// A line that wasn't taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The line of the file; the first is 1.
    pub line: u64,
    /// What is wrong with it, and what to write instead.
    pub reason: String,
}

/// A column: what it is called here, and what else people call it.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Other names for it, in small letters.
    pub also: &'static [&'static str],
    /// Whether a table without it can't be read.
    pub needed: bool,
}

/// The longest cell.
const LONGEST: usize = 1000;

impl Row {
    /// A cell without the spaces around it; `None` if it is empty or there is no such column.
    pub fn get(&self, column: &str) -> Option<&str> {
        let cell = self.cells.iter().find(|(name, _)| *name == column)?.1.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Refuses the row.
    pub fn refused(&self, reason: impl Into<String>) -> Refused {
        Refused { line: self.line, reason: reason.into() }
    }
}

impl Sheet {
    /// Reads a table whose first line names its columns. Comma, semicolon or tab between cells, as the first line has it.
    pub fn read(file: &[u8], columns: &[Column]) -> Result<Self, String> {
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        if file.starts_with(b"\xff\xfe") || file.starts_with(b"\xfe\xff") {
            return Err("the file is UTF-16; save it as \"CSV UTF-8\"".to_owned());
        }
        let first = file.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let count = |sign: u8| first.iter().filter(|byte| **byte == sign).count();
        let separator = *[b',', b';', b'\t'].iter().rev().max_by_key(|sign| count(**sign)).unwrap_or(&b',');
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(file);

        let mut records = reader.byte_records();
        let heads = match records.next() {
            Some(Ok(heads)) => heads,
            Some(Err(error)) => return Err(error.to_string()),
            None => return Err("the file is empty".to_owned()),
        };
        let mut sheet = Self::default();
        let mut places: Vec<Option<&'static str>> = Vec::new();
        for head in &heads {
            let head = String::from_utf8_lossy(head).trim().to_lowercase();
            let plain = head.replace([' ', '-'], "_");
            let known =
                columns.iter().find(|column| column.name == plain || column.also.contains(&plain.as_str()));
            let known = known.map(|column| column.name);
            if known.is_some() && places.contains(&known) {
                return Err(format!("two columns are called {head:?}; keep one"));
            }
            if known.is_none() && !head.is_empty() {
                sheet.unread.push(head);
            }
            places.push(known);
        }
        if let Some(lacking) =
            columns.iter().find(|column| column.needed && !places.contains(&Some(column.name)))
        {
            let names: Vec<_> = columns.iter().map(|column| column.name).collect();
            return Err(format!(
                "the first line names no column {:?}; it names the columns: {}",
                lacking.name,
                names.join(", ")
            ));
        }
        let mut lines = Lines { file, at: 0, line: 1 };
        for record in records {
            // Reading from memory doesn't fail, and rows of any length are taken.
            let record = record.map_err(|error| error.to_string())?;
            match row(&record, lines.of(record.position()), &places) {
                Ok(row) => sheet.rows.push(row),
                Err(refused) => sheet.refused.push(refused),
            }
        }
        Ok(sheet)
    }
}

/// Counts lines. The reader's own count is one behind where lines end with two signs.
struct Lines<'f> {
    file: &'f [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line on which a record begins, which is not before the last one that was asked for.
    fn of(&mut self, position: Option<&csv::Position>) -> u64 {
        let from = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(self.at);
        while let Some(byte) = self.file.get(self.at)
            && (self.at < from || matches!(byte, b'\r' | b'\n'))
        {
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

fn row(record: &ByteRecord, line: u64, places: &[Option<&'static str>]) -> Result<Row, Refused> {
    let refused = |reason: String| Refused { line, reason };
    if record.len() != places.len() {
        let (cells, columns) = (record.len(), places.len());
        return Err(refused(format!("it has {cells} cells where the first line has {columns}")));
    }
    let mut cells = Vec::new();
    for (cell, place) in record.iter().zip(places) {
        let Some(name) = place else { continue };
        let Ok(cell) = str::from_utf8(cell) else {
            return Err(refused(format!("{name} isn't UTF-8; save the file as \"CSV UTF-8\"")));
        };
        if cell.chars().count() > LONGEST || cell.chars().any(char::is_control) {
            return Err(refused(format!("write {name} on one line of at most {LONGEST} characters")));
        }
        cells.push((*name, cell.to_owned()));
    }
    Ok(Row { line, cells })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [
        Column { name: "sku", also: &["article"], needed: true },
        Column { name: "count", also: &[], needed: false },
    ];

    /// The rows as `line:sku=count`, the refused as `line!`; or why the whole isn't read.
    fn read(file: &[u8]) -> String {
        match Sheet::read(file, &COLUMNS) {
            Err(why) => why,
            Ok(sheet) => {
                let row = |row: &Row| {
                    format!(
                        "{}:{}={}",
                        row.line,
                        row.get("sku").unwrap_or("-"),
                        row.get("count").unwrap_or("-")
                    )
                };
                let rows = sheet.rows.iter().map(row);
                let refused = sheet.refused.iter().map(|refused| format!("{}!", refused.line));
                rows.chain(refused).collect::<Vec<_>>().join(" ")
            }
        }
    }

    #[test]
    fn tables_are_read_as_spreadsheets_save_them() {
        for (what, file, expected) in [
            ("commas", "sku,count\nA,1\nB,2\n", "2:A=1 3:B=2"),
            ("semicolons and a mark", "\u{feff}SKU;Count\r\n A ;1\r\nB;\r\n", "2:A=1 3:B=-"),
            ("tabs", "Article\tcount\nA,1\t2", "2:A,1=2"),
            ("another order, more columns", "count,colour,sku\n1,red,A", "2:A=1"),
            ("quotes", "sku,count\n\"A \"\"x\"\", y\",1", "2:A \"x\", y=1"),
            ("empty lines", "sku,count\n\nA,1\n\n\nB,2", "3:A=1 6:B=2"),
            ("too few and too many", "sku,count\nA\nB,2\nC,3,4", "3:B=2 2! 4!"),
            ("a cell of two lines", "sku,count\n\"A\nx\",1\nB,2", "4:B=2 2!"),
            ("a quote that isn't closed", "sku,count\nA,1\n\"B,2\nC,3", "2:A=1 3!"),
            ("only names", "sku,count\n", ""),
        ] {
            assert_eq!(read(file.as_bytes()), expected, "{what}");
        }
        assert_eq!(read(b"sku,count\n\xff,1\nB,2"), "3:B=2 2!");
    }

    #[test]
    fn what_is_no_such_table_is_refused_whole() {
        for (file, why) in [
            (&b""[..], "empty"),
            (b"\xff\xfes\0k\0u\0", "UTF-16"),
            (b"name,count\nA,1", "no column \"sku\""),
            (b"sku,article\nA,1", "two columns"),
        ] {
            assert!(read(file).contains(why), "{why}: {}", read(file));
        }
    }
}
