//! The order lines of a file, one by one: CSV, plain or gzipped.

use std::{
    collections::BTreeMap,
    fmt,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use flate2::read::MultiGzDecoder;
use jiff::civil::DateTime;

use crate::trouble::{Explain, Trouble};

/// A line of an order or of a cancellation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) when: DateTime,
    pub(super) order: String,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) quantity: i64,
    pub(super) price: f64,
    pub(super) customer: String,
}

impl Line {
    pub(super) fn is_cancellation(&self) -> bool {
        self.order.starts_with(['C', 'c'])
    }
}

/// A line that can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unread {
    pub(super) line: u64,
    pub(super) why: String,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.why)
    }
}

/// The columns, with the names that the source's second edition gave them.
const COLUMNS: [(&str, &[&str]); 7] = [
    ("InvoiceNo", &["invoiceno", "invoice"]),
    ("StockCode", &["stockcode"]),
    ("Description", &["description"]),
    ("Quantity", &["quantity"]),
    ("InvoiceDate", &["invoicedate"]),
    ("UnitPrice", &["unitprice", "price"]),
    ("CustomerID", &["customerid"]),
];

/// Calls `each` with every line, readable or not, and with how many bytes of the file are read by then.
pub(super) fn each(path: &Path, mut each: impl FnMut(Result<Line, Unread>, u64)) -> Result<(), Trouble> {
    let cannot = || format!("{} can't be read", path.display());
    let file = File::open(path).or_input(cannot())?;
    let read = std::rc::Rc::new(std::cell::Cell::new(0));
    let mut file = BufReader::with_capacity(1 << 16, Counted { file, read: read.clone() });
    let zipped = file.fill_buf().or_input(cannot())?.starts_with(&[0x1f, 0x8b]);
    let text: Box<dyn Read> = if zipped { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    // Quotes inside of fields and lines of other lengths are told by line instead of ending it all.
    let mut csv = csv::ReaderBuilder::new().flexible(true).from_reader(text);
    let header = csv.byte_headers().or_input(cannot())?.clone();
    let at = columns(&header).map_err(|trouble| trouble.at(format!("{}:1", path.display())))?;
    let mut record = csv::ByteRecord::new();
    loop {
        match csv.read_byte_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                each(parse(&record, &at, header.len()).map_err(|why| Unread { line, why }), read.get());
            }
            Err(error) => {
                return Err(Trouble::input(cannot())
                    .at(format!("{}:{}", path.display(), csv.position().line()))
                    .saying(error));
            }
        }
    }
}

fn columns(header: &csv::ByteRecord) -> Result<[usize; COLUMNS.len()], Trouble> {
    let plain = |name: &[u8]| -> String {
        let name = String::from_utf8_lossy(name);
        name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
    };
    let names: Vec<_> = header.iter().map(plain).collect();
    let mut found = [0; COLUMNS.len()];
    let mut missing = Vec::new();
    for (place, (name, known)) in found.iter_mut().zip(COLUMNS) {
        match names.iter().position(|n| known.contains(&n.as_str())) {
            Some(at) => *place = at,
            None => missing.push(name),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    Err(Trouble::input(format!("there is no column {}", missing.join(", ")))
        .mend(format!("name the columns {}", COLUMNS.map(|(name, _)| name).join(", "))))
}

fn parse(record: &csv::ByteRecord, at: &[usize; COLUMNS.len()], length: usize) -> Result<Line, String> {
    if record.len() != length {
        return Err(format!("{} fields instead of {length}", record.len()));
    }
    let text = |nth: usize| String::from_utf8_lossy(&record[at[nth]]).trim().to_owned();
    let wrong = |name: &str, said: &str| format!("{name} is {said:?}");
    let (quantity, when, price) = (text(3), text(4), text(5));
    let line = Line {
        order: text(0),
        code: text(1).to_ascii_uppercase(),
        title: text(2),
        quantity: quantity.parse().map_err(|_| wrong("Quantity", &quantity))?,
        when: when.parse().map_err(|_| wrong("InvoiceDate", &when))?,
        price: price
            .parse()
            .ok()
            .filter(|p: &f64| p.is_finite())
            .ok_or_else(|| wrong("UnitPrice", &price))?,
        customer: text(6),
    };
    match line.order.is_empty() || line.code.is_empty() {
        true => Err("InvoiceNo or StockCode is empty".to_owned()),
        false => Ok(line),
    }
}

/// What couldn't be read, in short: each of the first ones, and how many of which kind.
#[derive(Debug, Default)]
pub(super) struct Unreadable {
    pub(super) first: Vec<Unread>,
    pub(super) count: usize,
    kinds: BTreeMap<String, usize>,
}

const SHOWN: usize = 20;

impl Unreadable {
    pub(super) fn note(&mut self, unread: Unread) {
        self.count += 1;
        let kind = unread.why.split('"').next().unwrap_or_default().trim().to_owned();
        *self.kinds.entry(kind).or_default() += 1;
        if self.first.len() < SHOWN {
            self.first.push(unread);
        }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for unread in &self.first {
            writeln!(f, "  {unread}")?;
        }
        if self.count > self.first.len() {
            writeln!(f, "  and {} more:", self.count - self.first.len())?;
            for (kind, count) in &self.kinds {
                writeln!(f, "  {count} × {kind}")?;
            }
        }
        Ok(())
    }
}

struct Counted {
    file: File,
    read: std::rc::Rc<std::cell::Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    const FILE: &str = "\u{feff}Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
1,10001,\"MUG, \"\"BLUE\"\"\",6,2010-12-01 08:26:00,2.55,17850.0,France
C2,10001b,MUG,-6,2010-12-01T09:00:00,2.55,17850.0,France
3,10001,MUG,six,2010-12-01 08:26:00,2.55,,France
4,10001,MUG,6,yesterday,2.55,,France
5,10001,MUG,6,2010-12-01 08:26:00,NaN,,France
6,10001
7,,MUG,6,2010-12-01 08:26:00,1,,France
";

    fn read(bytes: &[u8]) -> Vec<Result<Line, Unread>> {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("written");
        let mut all = Vec::new();
        each(file.path(), |line, _| all.push(line)).expect("usable");
        all
    }

    #[test]
    fn lines_are_read_plain_and_zipped_and_what_cannot_be_is_told() {
        let mut zip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        zip.write_all(FILE.as_bytes()).expect("in memory");
        let all = read(FILE.as_bytes());
        assert_eq!(all, read(&zip.finish().expect("in memory")));
        let mug = all[0].as_ref().expect("readable");
        assert_eq!(
            (mug.title.as_str(), mug.quantity, mug.customer.as_str()),
            ("MUG, \"BLUE\"", 6, "17850.0")
        );
        let back = all[1].as_ref().expect("readable");
        assert!(back.is_cancellation() && back.code == "10001B");
        let told: Vec<_> =
            all.iter().filter_map(|line| line.as_ref().err()).map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "line 4: Quantity is \"six\"",
                "line 5: InvoiceDate is \"yesterday\"",
                "line 6: UnitPrice is \"NaN\"",
                "line 7: 2 fields instead of 8",
                "line 8: InvoiceNo or StockCode is empty",
            ]
        );
    }

    #[test]
    fn a_file_without_the_columns_is_refused_by_name() {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(b"InvoiceNo,Quantity\n1,2\n").expect("written");
        let trouble = each(file.path(), |_, _| ()).expect_err("no columns").to_string();
        assert!(trouble.contains("StockCode, Description, InvoiceDate"), "{trouble}");
    }

    #[test]
    fn many_unreadable_lines_are_told_in_short() {
        let mut all = Unreadable::default();
        for line in 2..=40 {
            all.note(Unread { line, why: format!("Quantity is \"{line}\"") });
        }
        let told = all.to_string();
        assert!(told.contains("line 2:") && !told.contains("line 30:"), "{told}");
        assert!(told.contains("and 19 more") && told.contains("39 × Quantity is"), "{told}");
    }
}
