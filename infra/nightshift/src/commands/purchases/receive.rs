//! `purchases receive`: goods that arrived, line by line; each receipt once by its id.

use std::{collections::BTreeMap, path::PathBuf, process::ExitCode};

use domain::{
    EntityRef, NewEvent, ShopId,
    event::hash_of,
    purchase::{Arrival, Because, Came, PurchaseOrder, Receipt},
    reorder::calendar::Calendar,
    webhook::{Received, effect_of},
};
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::json;
use store::Store;

use super::look::Shop;
use crate::{
    cloud::{target::Target, which::OneShop},
    trouble::Trouble,
};

/// Arguments of `purchases receive`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Lines are ITEM=PIECES, or stand in a CSV file with a header: `sku` or `item` (yours or the supplier's), and `pieces`. What is
not on the order is told and left aside, the rest is taken in. The same receipt once more changes nothing: its id is the
delivery note's number (--receipt), or follows from what arrived, in whatever order that is written.

Exit codes: 0 every line was taken in, 1 some weren't, 2 no such order or a file that can't be read, 3 no cloud.

Examples:
  cargo nightshift purchases receive PO-2026-00017 MUG-1=10 MUG-2=4 --receipt DN-4711
  cargo nightshift purchases receive PO-2026-00017 --file delivery.csv --shop acme
  cargo nightshift purchases receive 3f9a MUG-1=10 --dry-run --stack nightshift")]
pub(crate) struct Args {
    /// The order's number or id, or how the id of an open one begins
    order: String,
    /// What arrived
    #[arg(value_name = "ITEM=PIECES")]
    lines: Vec<String>,
    /// The same from a file
    #[arg(long, value_name = "CSV")]
    file: Option<PathBuf>,
    /// The number of the delivery note
    #[arg(long, value_name = "ID")]
    receipt: Option<String>,
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
    pieces: String,
}

/// A line by its number: what arrived, or why it can't be used.
type Numbered = (u64, Result<Arrival, String>);

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let mut lines: Vec<Numbered> = Vec::new();
    if let Some(file) = &args.file {
        let bytes = std::fs::read(file)
            .map_err(|e| Trouble::input("the file can't be read").at(file.display()).saying(e))?;
        lines.extend(rows(&bytes).map_err(|e| e.at(file.display()))?);
    }
    lines.extend(args.lines.iter().zip(1..).map(|(text, n)| (n, written(text))));
    if lines.is_empty() {
        return Err(Trouble::input("nothing arrived").mend("write ITEM=PIECES, or --file CSV"));
    }
    let shop = Shop::open(&args.shop).await?;
    let (entity, order) = shop.find(&args.order).await?;
    let arrivals: Vec<Arrival> = lines.iter().filter_map(|(_, line)| line.clone().ok()).collect();
    let receipt = receipt_id(args.receipt.as_deref(), entity.id(), &arrivals)?;
    // What will come of it, on a copy; how long it took, its supplier's calendar will say.
    let report = order.clone().receive(&arrivals, shop.now, &Calendar::new(None, &shop.zone));
    let (mut came, mut refused) = (report.lines.iter(), 0);
    for (number, line) in &lines {
        let said = match line {
            Err(why) => Err(why.clone()),
            Ok(arrival) => told(arrival, came.next().copied().unwrap_or(Came::Nothing)),
        };
        match said {
            Ok(said) => anstream::println!("line {number}: {said}"),
            Err(why) => {
                refused += 1;
                anstream::println!("line {number}: refused, {why}");
            }
        }
    }
    match report.did {
        Err(Because::ReceivedNothing) => anstream::println!("nothing of it is on the order"),
        Err(because) => {
            let code = domain::Because::code(&because);
            return Err(Trouble::failed(format!("{} is {}: {code}", entity.id(), order.state.as_str())));
        }
        Ok(_) if args.dry_run => anstream::println!("{receipt}: nothing was done"),
        Ok(because) => {
            let is_new = !is_known_by_its_old_id(&shop, &entity, &args, &arrivals).await?
                && journal(&shop, &entity, &receipt, arrivals).await?;
            let said =
                if is_new { domain::Because::code(&because) } else { "was taken in before".to_owned() };
            anstream::println!("{receipt}: {said}");
        }
    }
    Ok(if refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes in that so many of an article arrived of the order that waits for it. Answers that order's number.
pub(crate) async fn arrived(store: Store, id: &ShopId, sku: &str, pieces: i64) -> Result<String, Trouble> {
    let open = store.open_purchases(id).await.map_err(Target::trouble)?;
    let waits = |order: &PurchaseOrder| {
        order.state.is_under_way() && order.lines.iter().any(|line| line.sku.as_deref() == Some(sku))
    };
    let (entity, order) = open
        .into_iter()
        .find(|(_, order)| waits(order))
        .ok_or_else(|| Trouble::failed(format!("no order of {id} waits for {sku}")))?;
    let (zone, now) = (TimeZone::UTC, domain::Timestamp::now());
    let shop = Shop { store, id: id.clone(), zone, now, places: BTreeMap::new() };
    let lines = vec![Arrival { item: sku.to_owned(), pieces }];
    let receipt = receipt_id(None, entity.id(), &lines)?;
    journal(&shop, &entity, &receipt, lines).await?;
    Ok(order.number().map_or_else(|| entity.id().to_owned(), |number| number.to_string()))
}

/// Releases before December 2026 named a receipt that has no number after its lines as they were written.
async fn is_known_by_its_old_id(
    shop: &Shop,
    order: &EntityRef,
    args: &Args,
    arrivals: &[Arrival],
) -> Result<bool, Trouble> {
    if args.receipt.is_some() {
        return Ok(false);
    }
    let lines: Vec<_> = arrivals.iter().map(|arrival| (&arrival.item, arrival.pieces)).collect();
    let named = format!("R-{}", &hash_of(format!("{} {lines:?}", order.id()))[..12]);
    let head = shop.store.head(&shop.id, &of_receipt(order, &named)).await.map_err(Target::trouble)?;
    Ok(head.version > 0)
}

fn of_receipt(order: &EntityRef, receipt: &str) -> EntityRef {
    EntityRef::new(Receipt::ENTITY, &format!("{}#{receipt}", order.id()))
}

/// Journals the receipt as the door does; `purchasing` takes it in.
async fn journal(
    shop: &Shop,
    order: &EntityRef,
    receipt: &str,
    lines: Vec<Arrival>,
) -> Result<bool, Trouble> {
    let receipt = Receipt { purchase: order.id().into(), receipt: receipt.into(), lines, at: shop.now };
    let received: Received = serde_json::from_value(json!({
        "from": "cli", "topic": Receipt::KIND, "source": {"at": shop.now, "tie": ""}, "body": "",
        "details": receipt.details(),
    }))
    .map_err(|e| Trouble::failed("a receipt can't be written").saying(e))?;
    let entity = of_receipt(order, &receipt.receipt);
    let effect = effect_of("cli", Receipt::KIND, domain::Timestamp::UNIX_EPOCH, &receipt.receipt);
    let new = [NewEvent::named(Receipt::KIND, effect, &received)];
    let written = shop.store.journal(&shop.id, &entity, &new, shop.now).await.map_err(Target::trouble)?;
    Ok(!written.is_empty())
}

/// What a line comes to, or why it is left aside.
fn told(arrival: &Arrival, came: Came) -> Result<String, String> {
    let Arrival { item, pieces } = arrival;
    match came {
        Came::Whole => Ok(format!("{pieces} of {item}, that is all of it")),
        Came::Part(open) => Ok(format!("{pieces} of {item}, {open} still to come")),
        Came::Over(over) => Ok(format!("{pieces} of {item}, {over} more than were waited for")),
        Came::Unknown => Err(format!("{item:.40} isn't on the order")),
        Came::Nothing => Err("pieces are whole numbers from 1 on".to_owned()),
    }
}

/// `MUG-1=10`.
fn written(text: &str) -> Result<Arrival, String> {
    let (item, pieces) = text.rsplit_once('=').ok_or("it isn't ITEM=PIECES")?;
    arrival(item, pieces)
}

fn arrival(item: &str, pieces: &str) -> Result<Arrival, String> {
    let item = item.trim();
    if item.is_empty() {
        return Err("it names no item".to_owned());
    }
    let pieces = pieces.trim().parse().map_err(|_| "its pieces are no whole number".to_owned())?;
    Ok(Arrival { item: item.to_owned(), pieces })
}

/// The lines of a file with their numbers.
fn rows(bytes: &[u8]) -> Result<Vec<Numbered>, Trouble> {
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if header.contains(&b';') && !header.contains(&b',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).delimiter(delimiter).from_reader(bytes);
    let headers = reader.headers().map_err(|e| Trouble::input("the header can't be read").saying(e))?.clone();
    let has = |name: &str| headers.iter().any(|header| header == name);
    if !(has("sku") || has("item")) || !has("pieces") {
        return Err(
            Trouble::input("columns are missing").mend("the first line names them: sku or item, and pieces")
        );
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let (number, row) = match &record {
            Ok(record) => {
                let row = record.deserialize::<Row>(Some(&headers)).map_err(|e| e.to_string());
                (record.position().map_or(0, csv::Position::line), row)
            }
            Err(e) => (e.position().map_or(0, csv::Position::line), Err("it can't be read".to_owned())),
        };
        let line =
            row.and_then(|row| arrival(if row.item.is_empty() { &row.sku } else { &row.item }, &row.pieces));
        rows.push((number, line));
    }
    Ok(rows)
}

/// The receipt's id, in signs that keys may have.
fn receipt_id(given: Option<&str>, order: &str, arrivals: &[Arrival]) -> Result<String, Trouble> {
    let Some(given) = given else {
        // Whoever writes it down again writes it in another order.
        let mut pieces: BTreeMap<&str, i64> = BTreeMap::new();
        for arrival in arrivals.iter().filter(|arrival| arrival.pieces > 0) {
            let sum = pieces.entry(&arrival.item).or_default();
            *sum = sum.saturating_add(arrival.pieces);
        }
        let lines: Vec<_> = pieces.into_iter().collect();
        return Ok(format!("R-{}", &hash_of(format!("{order} {lines:?}"))[..12]));
    };
    let sound = (1..=60).contains(&given.len())
        && given.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.:".contains(&b));
    if sound {
        Ok(given.to_owned())
    } else {
        Err(Trouble::input("that is no id of a receipt")
            .mend("write letters, digits and -_.: only, at most 60"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_one_by_one() {
        let file = "Supplier;sku;pieces\nKiln;MUG-1;10\nKiln;;3\nKiln;MUG-2;some\nbroken\nKiln;MUG-3; 4 \n";
        let read = rows(file.as_bytes()).expect("a table");
        let told: Vec<_> = read.iter().map(|(number, line)| (*number, line.is_ok())).collect();
        assert_eq!(told, [(2, true), (3, false), (4, false), (5, false), (6, true)]);
        assert_eq!(read[4].1, Ok(Arrival { item: "MUG-3".into(), pieces: 4 }));
        assert!(rows(b"sku,quantity\nA,1\n").is_err());
        for (text, fits) in [("MUG=1=10", true), ("MUG", false), ("=10", false), ("MUG=ten", false)] {
            assert_eq!(written(text).is_ok(), fits, "{text}");
        }
    }

    #[test]
    fn a_receipt_has_one_id() {
        let ten = [Arrival { item: "A".into(), pieces: 10 }];
        let id = |given| receipt_id(given, "x-1", &ten).ok();
        assert_eq!(id(None), id(None));
        assert_ne!(id(None), receipt_id(None, "x-2", &ten).ok());
        let of = |lines: &[(&str, i64)]| {
            let lines = lines.iter().map(|(item, pieces)| Arrival { item: (*item).into(), pieces: *pieces });
            receipt_id(None, "x-1", &lines.collect::<Vec<_>>()).ok()
        };
        let ab = of(&[("A", 10), ("B", 4)]);
        for (lines, same) in [
            (&[("B", 4), ("A", 10)][..], true),
            (&[("A", 5), ("B", 4), ("A", 5)], true),
            (&[("A", 10), ("B", 4), ("C", 0)], true),
            (&[("A", 10), ("B", 5)], false),
            (&[("A", 4), ("B", 10)], false),
        ] {
            assert_eq!(of(lines) == ab, same, "{lines:?}");
        }
        assert_eq!(id(Some("DN-4711")).as_deref(), Some("DN-4711"));
        for bad in ["", "a#b", "a b", &"x".repeat(61)] {
            assert_eq!(id(Some(bad)), None, "{bad:?}");
        }
    }
}
