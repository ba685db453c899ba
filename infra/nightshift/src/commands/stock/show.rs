//! `stock show`: one item, all that is known of it.

use std::{fmt::Write as _, path::PathBuf, process::ExitCode};

use domain::{
    Event, Payload as _,
    stock::{Alert, Counted, Moved, NETWORK, ONLY, Quantities, SaidBy, Says},
    webhook::Received,
};
use jiff::tz::TimeZone;
use serde_json::json;

use super::{
    chart,
    look::{Place, Shop},
};
use crate::{cloud::which::OneShop, out, trouble::Trouble};

/// So many movements are shown.
const MOVEMENTS: usize = 12;

/// Arguments of `stock show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Times are in the shop's zone. What a count says less what the ledger expected is its drift.

Exit codes: 0 shown, 2 there is no such item, 3 no cloud.

Examples:
  cargo nightshift stock show MUG-BLUE --shop acme
  cargo nightshift stock show 808950810 --shop acme --svg mug.svg
  cargo nightshift stock show MUG-BLUE --shop acme --stack nightshift --json")]
pub(crate) struct Args {
    /// The article code, or the id of the item
    sku: String,
    #[command(flatten)]
    shop: OneShop,
    /// Write a chart of the last days into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let places = shop.item(&args.sku).await?;
    let zone = shop.settings.shop.time_zone();
    let mut shown = Vec::new();
    for place in &places {
        shown.push((place, shop.view(place).await?, shop.movements(place, MOVEMENTS).await?));
    }
    if args.json {
        let told = shown.iter().map(|(place, view, movements)| {
            let balance = place.kept.ledger.balance(&zone);
            json!({"entity": place.entity, "item": place.item, "pieces": balance.pieces, "counted": balance.counted,
                "view": view, "memory": place.kept.memory, "movements": movements})
        });
        out::json(&told.collect::<Vec<_>>())?;
    } else {
        for (place, view, movements) in &shown {
            anstream::println!("{}", told(place, view.as_ref(), movements, &zone)?);
        }
    }
    if let Some(file) = args.svg {
        let views: Vec<(&str, &Alert)> = shown
            .iter()
            .filter_map(|(place, view, _)| Some((place.location.as_str(), view.as_ref()?)))
            .collect();
        std::fs::write(&file, chart::drawn(&views))
            .map_err(|e| Trouble::environment("the chart can't be written").at(file.display()).saying(e))?;
        anstream::println!("The chart: {}", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// What people call a place.
fn named(location: &str) -> String {
    match location {
        ONLY => "the only place".to_owned(),
        NETWORK => "no place in particular".to_owned(),
        other => other.to_owned(),
    }
}

fn told(
    place: &Place,
    view: Option<&Alert>,
    movements: &[Event],
    zone: &TimeZone,
) -> Result<String, Trouble> {
    let mut text = String::new();
    let balance = place.kept.ledger.balance(zone);
    let Quantities { on_hand, reserved, incoming, damaged, in_transit } = balance.pieces;
    let item = &place.item;
    let variant = item.variant.as_deref().map(|variant| format!(", {variant}")).unwrap_or_default();
    let sku = item.sku.as_deref().unwrap_or(&item.id);
    let mut line = |words: String| writeln!(text, "{words}").map_err(|e| Trouble::failed(e.to_string()));
    line(format!("{}{variant} ({sku}) at {}", item.title, named(&place.location)))?;
    line(format!(
        "  on hand {on_hand}, reserved {reserved}, available {}; incoming {incoming}, in transit {in_transit}, damaged {damaged}",
        balance.pieces.available(0)
    ))?;
    match &balance.counted {
        Some(count) => {
            let drift =
                if count.drift == 0 { String::new() } else { format!(", {:+} than expected", count.drift) };
            line(format!("  last counted {}{drift}", when(count.at, zone)))?;
        }
        None => line("  nobody has counted it yet: nobody is warned".to_owned())?,
    }
    if let Some(view) = view {
        let threshold = &view.threshold;
        line(format!(
            "  {}: {} available, threshold {} ({}), well again above {}",
            view.level.as_str(),
            view.available,
            threshold.pieces,
            said_by(&threshold.said_by),
            threshold.well_above
        ))?;
        match &view.outlook {
            Some(outlook) => {
                let lasts = outlook.cover_tenths.map_or("longer than a year".to_owned(), |tenths| {
                    format!("{}.{} days", tenths / 10, tenths % 10)
                });
                let ends = outlook.runs_out.map(|date| format!(", sold out on {date}")).unwrap_or_default();
                line(format!("  {} a day, lasts {lasts}{ends}", outlook.per_day))?;
            }
            None => line("  too little is known of its sales".to_owned())?,
        }
    }
    let memory = &place.kept.memory;
    line(match (memory.told, memory.snoozed_until) {
        (Some(level), Some(until)) => {
            format!("  alert {} is open ({}), put off until {until}", memory.alerts, level.as_str())
        }
        (Some(level), None) => format!("  alert {} is open ({})", memory.alerts, level.as_str()),
        (None, _) if memory.alerts > 0 => format!("  no alert is open; there were {}", memory.alerts),
        (None, _) => "  no alert so far".to_owned(),
    })?;
    for event in movements {
        line(format!("    {}", movement(event, zone)))?;
    }
    Ok(text)
}

fn when(millis: i64, zone: &TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(millis).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn said_by(by: &SaidBy) -> String {
    match by {
        SaidBy::ItemHere => "a rule for the item here".to_owned(),
        SaidBy::Item => "a rule for the item".to_owned(),
        SaidBy::Storefront => "the storefront".to_owned(),
        SaidBy::Product => "a rule for the product".to_owned(),
        SaidBy::Category { name } => format!("a rule for the category {name}"),
        SaidBy::Supplier { name } => format!("a rule for the supplier {name}"),
        SaidBy::Location => "a rule for the location".to_owned(),
        SaidBy::Shop => "the shop's own".to_owned(),
        SaidBy::Cover { days } => format!("what is sold in {days} days"),
        SaidBy::Bundle { title, kits } => format!("{kits} of the bundle {title}"),
    }
}

fn movement(event: &Event, zone: &TimeZone) -> String {
    let at = domain::stock::Movement::of(event).ok().flatten().map_or(0, |movement| movement.at);
    let what = match event.kind.as_str() {
        Moved::KIND => event.payload::<Moved>().map(|moved| {
            let Quantities { on_hand, reserved, incoming, damaged, in_transit } = moved.change;
            let parts = [
                ("on hand", on_hand),
                ("reserved", reserved),
                ("incoming", incoming),
                ("damaged", damaged),
                ("in transit", in_transit),
            ];
            let parts = parts.iter().filter(|(_, n)| *n != 0).map(|(name, n)| format!("{name} {n:+}"));
            let cause = serde_json::to_value(moved.cause).ok();
            let cause = cause.as_ref().and_then(|word| word.as_str()).unwrap_or_default().to_owned();
            format!("{cause}: {} by {}", parts.collect::<Vec<_>>().join(", "), moved.source)
        }),
        Counted::KIND => event.payload::<Counted>().map(|counted| {
            let says = match counted.says {
                Says::Available(pieces) => format!("{pieces} available"),
                Says::OnHand(pieces) => format!("{pieces} on hand"),
                Says::Unstocked => "not stocked".to_owned(),
            };
            format!("counted: {says} by {}", counted.source)
        }),
        _ => event.payload::<Received>().map(|told| {
            let pieces = told.details.get("available").or(told.details.get("on_hand"));
            let pieces = pieces.map_or("not stocked".to_owned(), |pieces| format!("{pieces} there"));
            format!("{} says: {pieces}", told.from)
        }),
    };
    format!("{}  {}", when(at, zone), what.unwrap_or_else(|failure| failure.to_string()))
}

#[cfg(test)]
mod tests {
    use domain::{
        EntityRef, ShopId, Timestamp,
        event::Origin,
        stock::{self, Cause, Item, Ledger, Memory},
    };
    use store::stock::{Entry, StockRecord};

    use super::*;

    #[test]
    fn a_stock_is_told_in_words() {
        let at = |minute: i64| Timestamp::from_second(1_768_467_600 + 60 * minute).expect("in range");
        let shop: ShopId = "acme".parse().expect("a shop");
        let entity = stock::at("901", "berlin");
        let counted = Counted {
            source: "c#1".into(),
            at: at(0),
            cause: Cause::Count,
            says: Says::OnHand(9),
            reason: None,
        };
        let moved = Moved {
            source: "order#1#1".into(),
            at: at(5),
            cause: Cause::Sale,
            change: Quantities::reserved(2),
            sold: 2,
            expected: None,
            until: None,
            reason: None,
        };
        let place = |new| Event::place(&new, &shop, &entity, &Origin::default(), (0, ""), at(9));
        let events: Vec<Event> = vec![place(moved.event()), place(counted.event())];
        let movements =
            events.iter().map(|event| stock::Movement::of(event).expect("readable").expect("one"));
        let kept = StockRecord {
            ledger: Ledger::rebuild(movements, &TimeZone::UTC),
            memory: Memory { alerts: 2, ..Memory::default() },
            ..StockRecord::default()
        };
        let item =
            Item { id: "901".into(), title: "Mug".into(), variant: Some("Blue".into()), ..Item::default() };
        let place = Place {
            entity: EntityRef::order("1"),
            item,
            location: "berlin".into(),
            entry: Entry::default(),
            kept,
        };
        let told = told(&place, None, &events, &TimeZone::UTC).expect("words");
        let expected = "Mug, Blue (901) at berlin\n\
            \x20 on hand 9, reserved 2, available 7; incoming 0, in transit 0, damaged 0\n\
            \x20 last counted 2026-01-15 09:00\n\
            \x20 no alert is open; there were 2\n\
            \x20   2026-01-15 09:05  sale: reserved +2 by order#1#1\n\
            \x20   2026-01-15 09:00  counted: 9 on hand by c#1\n";
        assert_eq!(told, expected);
    }
}
