//! `stock count`: takes in what somebody counted, or what a list says there is, line by line.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    path::PathBuf,
    process::ExitCode,
};

use domain::{
    ShopId, Timestamp,
    event::{Origin, hash_of},
    stock::{self, Cause, Counted, MOST_PIECES, ONLY, Says},
};
use serde::Deserialize;
use store::Store;

use super::look::{Place, Shop};
use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// Arguments of `stock count`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The file is CSV with a header: `sku` or `item`; `on_hand` (what lies there) or `available` (what can be sold); perhaps
`location`, `at` (an RFC 3339 time; now if absent) and `reason`. Other columns are passed over. A line that can't be used is
refused with its number and why, the others are done. The same file once more changes nothing. A file that was mended is
another: mend its refused lines where they stand, and run it with --run and the name that was told, or all other items go back
to what was counted then.
An item that was never counted is named by its id, or its variant's: article codes are known of what is stocked.

Exit codes: 0 every line was taken in, 1 some were refused, 2 the file can't be read, 3 no cloud.

Examples:
  cargo nightshift stock count stock-take.csv --shop acme
  cargo nightshift stock count mended.csv --shop acme --run count-3f9a0c1b2d4e
  cargo nightshift stock count supplier.csv --shop acme --run kiln-2026-11 --import
  cargo nightshift stock count stock-take.csv --shop acme --stack nightshift --dry-run")]
pub(crate) struct Args {
    /// The file
    file: PathBuf,
    /// The name of this count; by the file's content if absent
    #[arg(long, value_name = "NAME")]
    run: Option<String>,
    /// It isn't counted by hand: another system or a supplier says so
    #[arg(long)]
    import: bool,
    /// Say what would be done
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    shop: OneShop,
}

/// A line of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    sku: String,
    item: String,
    location: String,
    on_hand: String,
    available: String,
    at: String,
    reason: String,
}

impl Row {
    /// What it calls the item.
    fn called(&self) -> &str {
        if self.item.is_empty() { &self.sku } else { &self.item }
    }
}

/// What a line says, once it is understood.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    item: String,
    location: String,
    says: Says,
    at: Timestamp,
    reason: Option<String>,
}

/// A line by its number, or why it can't be used.
type Numbered = (u64, Result<Row, String>);

/// Items by what people call them.
type Known = BTreeMap<String, Meant>;

/// What somebody means by a name.
#[derive(Debug, PartialEq, Eq)]
enum Meant {
    /// An item, with the places that it is at.
    One { item: String, places: Vec<String> },
    /// An article code that several items have.
    Several,
}

impl Meant {
    fn is(&self, id: &str) -> bool {
        matches!(self, Self::One { item, .. } if item == id)
    }
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let bytes = std::fs::read(&args.file)
        .map_err(|e| Trouble::input("the file can't be read").at(args.file.display()).saying(e))?;
    let shop = Shop::open(&args.shop).await?;
    let mut known = known(&shop.all().await?);
    let run = args.run.clone().unwrap_or_else(|| format!("count-{}", &hash_of(&bytes)[..12]));
    let run = run.replace('#', "-");
    let cause = if args.import { Cause::Import } else { Cause::Count };
    let rows = rows(&bytes).map_err(|e| e.at(args.file.display()))?;
    // What was never counted has no stock yet: the catalogue knows it by its id.
    let unknown = rows.iter().filter_map(|(_, row)| row.as_ref().ok()).map(|row| row.called().to_owned());
    let unknown: BTreeSet<String> = unknown.filter(|called| !known.contains_key(called)).collect();
    for (called, item) in shop.catalogued(&unknown).await? {
        known.insert(called, Meant::One { item, places: Vec::new() });
    }
    let Shop { store, id, settings, now, .. } = &shop;
    let sold_from = settings.own.sold_from.as_deref();
    let count = Count {
        store,
        shop: id,
        known: &known,
        sold_from,
        run: &run,
        cause,
        dry_run: args.dry_run,
        now: *now,
    };
    let Told { taken, before, refused } = count.take(rows).await?;
    anstream::println!("{run}: {taken} taken in, {before} before, {refused} refused");
    if refused > 0 && !args.dry_run {
        anstream::println!(
            "Mend those lines where they stand and run it with --run {run}: what is taken in stays as it is."
        );
    }
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What takes lines in.
struct Count<'c> {
    store: &'c Store,
    shop: &'c ShopId,
    known: &'c Known,
    sold_from: Option<&'c str>,
    run: &'c str,
    cause: Cause,
    dry_run: bool,
    now: Timestamp,
}

/// How many lines came to what.
#[derive(Debug, Default, PartialEq, Eq)]
struct Told {
    taken: usize,
    before: usize,
    refused: usize,
}

impl Count<'_> {
    async fn take(&self, rows: Vec<Numbered>) -> Result<Told, Trouble> {
        let (mut counted, mut told) = (BTreeMap::new(), Told::default());
        for (number, row) in rows {
            let line = row.and_then(|row| line(&row, self.known, self.sold_from, self.now));
            let line = line.and_then(|line| once(line, number, &mut counted));
            let line = match line {
                Ok(line) => line,
                Err(why) => {
                    told.refused += 1;
                    anstream::println!("line {number}: refused, {why}");
                    continue;
                }
            };
            let entity = stock::at(&line.item, &line.location);
            let said = match line.says {
                Says::OnHand(pieces) => format!("{pieces} on hand"),
                Says::Available(pieces) => format!("{pieces} available"),
                Says::Unstocked => "not stocked".to_owned(),
            };
            if self.dry_run {
                told.taken += 1;
                anstream::println!("line {number}: {entity} would have {said}");
                continue;
            }
            let Line { at, says, reason, .. } = line;
            let counted =
                Counted { source: format!("{}#{number}", self.run), at, cause: self.cause, says, reason };
            let (event, origin) = (counted.event(), Origin::default());
            let is_new = self.store.journal_beside(self.shop, &entity, &event, &origin, self.now).await;
            if is_new.map_err(Target::trouble)? {
                told.taken += 1;
                anstream::println!("line {number}: {entity} has {said}");
            } else {
                told.before += 1;
                anstream::println!("line {number}: {entity} was taken in before");
            }
        }
        Ok(told)
    }
}

/// The lines with their numbers; a broken one with the reason.
fn rows(bytes: &[u8]) -> Result<Vec<Numbered>, Trouble> {
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).delimiter(delimiter(bytes)).from_reader(bytes);
    let headers = reader.headers().map_err(|e| Trouble::input("the header can't be read").saying(e))?;
    let has = |name: &str| headers.iter().any(|header| header == name);
    if !(has("sku") || has("item")) || !(has("on_hand") || has("available")) {
        return Err(Trouble::input("columns are missing")
            .mend("the first line names them: sku or item, and on_hand or available"));
    }
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let headers = headers.clone();
    loop {
        let number = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) => {
                let number = record.position().map_or(number, csv::Position::line);
                let row = record.deserialize::<Row>(Some(&headers)).map_err(|e| e.to_string());
                rows.push((number, row));
            }
            Err(e) => {
                let why = match e.kind() {
                    csv::ErrorKind::UnequalLengths { .. } => {
                        "it has another number of columns than the header".to_owned()
                    }
                    csv::ErrorKind::Utf8 { .. } => "it isn't UTF-8".to_owned(),
                    _ => e.to_string(),
                };
                rows.push((e.position().map_or(number, csv::Position::line), Err(why)));
            }
        }
    }
}

/// Spreadsheets of half of Europe write semicolons.
fn delimiter(bytes: &[u8]) -> u8 {
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if header.contains(&b';') && !header.contains(&b',') { b';' } else { b',' }
}

fn known(places: &[Place]) -> Known {
    let mut known = Known::new();
    for place in places {
        let Place { item: stock::Item { id, sku, .. }, location, .. } = place;
        for called in [Some(id), sku.as_ref()].into_iter().flatten() {
            let fresh = || Meant::One { item: id.clone(), places: Vec::new() };
            let meant = known.entry(called.clone()).or_insert_with(fresh);
            // An id goes before a code.
            if called == id && !meant.is(id) {
                *meant = fresh();
            }
            match meant {
                Meant::One { item, places } if item == id => {
                    places.extend((location != stock::NETWORK).then(|| location.clone()));
                }
                Meant::One { item, .. } if item == called => {}
                Meant::One { .. } | Meant::Several => *meant = Meant::Several,
            }
        }
    }
    known
}

/// An item is counted once at a place: of two lines nobody knows which is right, or whether they add up.
fn once(line: Line, number: u64, counted: &mut BTreeMap<(String, String), u64>) -> Result<Line, String> {
    match counted.entry((line.item.clone(), line.location.clone())) {
        Entry::Occupied(before) => {
            Err(format!("line {} counted it there already; add them up", before.get()))
        }
        Entry::Vacant(place) => {
            place.insert(number);
            Ok(line)
        }
    }
}

fn line(row: &Row, known: &Known, sold_from: Option<&str>, now: Timestamp) -> Result<Line, String> {
    let called = row.called();
    if called.is_empty() {
        return Err("it names no item".to_owned());
    }
    let (item, places) = match known.get(called) {
        Some(Meant::One { item, places }) => (item, places),
        Some(Meant::Several) => {
            return Err("several items are called so; name one by its id under item".to_owned());
        }
        None => return Err(format!("this shop knows no item {called:.40}")),
    };
    let location = match (row.location.as_str(), places.as_slice()) {
        ("", [only]) => only.clone(),
        ("", []) => sold_from.unwrap_or(ONLY).to_owned(),
        ("", _) => match sold_from {
            Some(place) => place.to_owned(),
            None => return Err("the item is at several places; name one under location".to_owned()),
        },
        (place, _) if place.contains('#') => return Err("a location has no # in it".to_owned()),
        (place, _) => place.to_owned(),
    };
    let says = match (row.on_hand.as_str(), row.available.as_str()) {
        ("", "") => return Err("it says no number".to_owned()),
        ("", available) => Says::Available(pieces("available", available)?),
        (on_hand, "") => {
            let pieces = pieces("on_hand", on_hand)?;
            if pieces < 0 {
                return Err("on_hand is below zero; nobody counts less than nothing".to_owned());
            }
            Says::OnHand(pieces)
        }
        _ => return Err("it says both on_hand and available; write one".to_owned()),
    };
    let at = match row.at.as_str() {
        "" => now,
        at => at.parse().map_err(|_| "at is no RFC 3339 time with an offset".to_owned())?,
    };
    if at > now {
        return Err("at lies in the future".to_owned());
    }
    let reason = Some(row.reason.chars().take(200).collect::<String>()).filter(|reason| !reason.is_empty());
    Ok(Line { item: item.clone(), location, says, at, reason })
}

fn pieces(name: &str, text: &str) -> Result<i64, String> {
    let whole = text.parse::<i64>().map_err(|_| format!("{name} is no whole number"))?;
    if whole.abs() > MOST_PIECES {
        return Err(format!("{name} is more than any shop has"));
    }
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::SignedDuration;
    use testkit::{Memory, orders};

    use super::*;

    fn place(id: &str, sku: &str, location: &str) -> Place {
        let item = stock::Item { id: id.to_owned(), sku: Some(sku.to_owned()), ..stock::Item::default() };
        let entity = stock::at(id, location);
        Place {
            entity,
            item,
            location: location.to_owned(),
            entry: Default::default(),
            kept: Default::default(),
        }
    }

    #[tokio::test]
    async fn a_mended_file_under_its_first_name_takes_in_what_was_refused_and_nothing_else() {
        let store = Store::on(Arc::new(Memory::default()));
        let (shop, known) = (orders::shop().id, known(&[place("901", "MUG", "-"), place("902", "CUP", "-")]));
        let now: Timestamp = "2026-01-15T09:00:00Z".parse().expect("an instant");
        let count = async |run: &str, file: &str, minutes: i64| {
            let now = now + SignedDuration::from_mins(minutes);
            let (known, cause) = (&known, Cause::Count);
            let count =
                Count { store: &store, shop: &shop, known, sold_from: None, run, cause, dry_run: false, now };
            let told = count.take(rows(file.as_bytes()).expect("a table")).await.expect("in memory");
            (told.taken, told.before, told.refused)
        };
        let (first, mended) = ("sku,on_hand\nMUG,7\nCUP,some\n", "sku,on_hand\nMUG,7\nCUP,3\n");
        assert_eq!(count("count-1", first, 0).await, (1, 0, 1));
        // MUGs are sold meanwhile: who counts them as 7 once more has as many again.
        assert_eq!(count("count-1", mended, 60).await, (1, 1, 0));
        for (item, events) in [("901", 1), ("902", 1)] {
            let entity = stock::at(item, ONLY);
            let found = store.events_named(&shop, &entity, "counted#").await.expect("readable");
            assert_eq!(found.len(), events, "{item}");
        }
        assert_eq!(count("count-2", mended, 60).await, (2, 0, 0), "by another name it is another count");
    }

    #[test]
    fn every_line_is_answered_for() {
        let mut known = known(&[
            place("901", "MUG", "berlin"),
            place("902", "CUP", "berlin"),
            place("902", "CUP", "paris"),
            place("902", "CUP", stock::NETWORK),
            // Two variants with one article code, and a code that is another item's id, whichever comes first.
            place("905", "TEE", "berlin"),
            place("906", "TEE", "berlin"),
            place("907", "TEE", "paris"),
            place("908", "909", "paris"),
            place("909", "905", "berlin"),
        ]);
        known.insert("NEW".to_owned(), Meant::One { item: "903".to_owned(), places: Vec::new() });
        let now: Timestamp = "2026-01-15T09:00:00Z".parse().expect("an instant");
        let file = "sku,location,on_hand,available,at,reason\n\
            MUG,,7,,,\n\
            CUP,paris,,-2,2026-01-15T08:00:00Z,told\n\
            CUP,,7,,,\n\
            NEW,,0,,,\n\
            JUG,,7,,,\n\
            MUG,,7.5,,,\n\
            MUG,,-1,,,\n\
            MUG,,9999999999999,,,\n\
            MUG,,1,2,,\n\
            MUG,,,,,\n\
            MUG,,1\n\
            ,,1,,,\n\
            MUG,a#b,1,,,\n\
            MUG,,1,,yesterday,\n\
            MUG,,1,,2026-01-15T09:00:01Z,\n\
            MUG,berlin,8,,,\n\
            TEE,,3,,,\n\
            907,,3,,,\n\
            909,,3,,,\n\
            905,,3,,,\n";
        let mut counted = BTreeMap::new();
        let told: Vec<String> = rows(file.as_bytes())
            .expect("a table")
            .into_iter()
            .map(|(number, row)| {
                match row
                    .and_then(|row| line(&row, &known, None, now))
                    .and_then(|line| once(line, number, &mut counted))
                {
                    Ok(line) => format!("{number} {}#{} {:?}", line.item, line.location, line.says),
                    Err(why) => format!("{number} {why}"),
                }
            })
            .collect();
        let expected = [
            "2 901#berlin OnHand(7)",
            "3 902#paris Available(-2)",
            "4 the item is at several places; name one under location",
            "5 903#- OnHand(0)",
            "6 this shop knows no item JUG",
            "7 on_hand is no whole number",
            "8 on_hand is below zero; nobody counts less than nothing",
            "9 on_hand is more than any shop has",
            "10 it says both on_hand and available; write one",
            "11 it says no number",
            "12 it has another number of columns than the header",
            "13 it names no item",
            "14 a location has no # in it",
            "15 at is no RFC 3339 time with an offset",
            "16 at lies in the future",
            "17 line 2 counted it there already; add them up",
            "18 several items are called so; name one by its id under item",
            "19 907#paris OnHand(3)",
            "20 909#berlin OnHand(3)",
            "21 905#berlin OnHand(3)",
        ];
        assert_eq!(told, expected);
        assert!(rows(b"name,number\na,1\n").is_err());
        let semicolons = rows("sku;on_hand\r\nMUG;3\r\n".as_bytes()).expect("a table");
        assert_eq!(semicolons.len(), 1);
    }
}
