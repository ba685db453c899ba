//! `edd explain`: the walk of an order, of a quote, or of a question, day by day.

use std::process::ExitCode;

use domain::{
    Timestamp,
    edd::{Area, Destination, Memory, Moved, NoDate, PromisedBy, Quote, QuoteLine, QuoteRequest},
    stock::Item,
};
use serde_json::json;
use store::stock::of_sku;

use super::{
    told,
    walk::{Promised, Walker, reckoned, said},
};
use crate::{
    cloud::{links, target::Target, which::OneShop},
    commands::journal,
    out,
    trouble::Trouble,
};

/// Arguments of `edd explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
An order is walked again from what stands with its promise: the settings of that day, the table, the stock as it was seen. A quote is
the text that a checkout puts on an order; it says what was told. With --sku and --to a question is walked as of now.

Exit codes: 0 explained, 1 there is no date, 2 no such order, 3 no cloud.

Examples:
  cargo nightshift edd explain 1001 --shop acme
  cargo nightshift edd explain ORDER#5600000000001 --json
  cargo nightshift edd explain --sku LAMP-MOND-BK --to DE:10969 --shop acme
  cargo nightshift edd explain --sku LAMP-MOND-BK=3 --sku PEND-KIESEL --to JP --service EMS --shop acme")]
pub(crate) struct Args {
    /// The order: `ORDER#450789469`, or its number alone; or a quote
    #[arg(required_unless_present = "to")]
    order: Option<String>,
    /// What is asked for: article code, or id of item or variant; `=3` for three of it
    #[arg(long, value_name = "SKU[=N]", conflicts_with = "order", requires = "to")]
    sku: Vec<String>,
    /// Where to: `DE`, or `DE:10969`
    #[arg(long, value_name = "COUNTRY[:POSTCODE]", conflicts_with = "order", requires = "sku")]
    to: Option<String>,
    /// By which service, or what the shop calls that way of shipping
    #[arg(long, requires = "to")]
    service: Option<String>,
    #[command(flatten)]
    shop: OneShop,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let walker = Walker::open(&args.shop).await?;
    match (&args.order, &args.to) {
        (Some(text), _) => match Quote::token(text) {
            Some(token) => quote(&walker, &token, args.json).await,
            None => order(&walker, text, args.json).await,
        },
        (None, Some(to)) => question(&walker, &args, to).await,
        (None, None) => Err(Trouble::input("neither an order nor a question is given").mend("see --help")),
    }
}

async fn order(walker: &Walker, meant: &str, as_json: bool) -> Result<ExitCode, Trouble> {
    let (entity, story) = journal::find(&walker.store, &walker.id, meant).await?;
    let Some(Promised { order, stored, .. }) = walker.promised(&entity).await? else {
        return Err(Trouble::failed(format!("nothing was promised with {entity}"))
            .mend("a promise is stored where the shop's settings have places with calendars, and carriers"));
    };
    let version = walker.version(stored.inputs.settings)?;
    let table = walker.table(&version.shop).await?;
    let asked = walker.asked(&order, &stored.inputs).await?;
    let answer = match &asked {
        Some(asked) => {
            let learned = walker.learned(stored.inputs.model.as_deref()).await;
            reckoned(&version.shop, &table, learned.as_ref(), asked, &stored.inputs.stock)?
        }
        None => Err(NoDate::NothingToSend),
    };
    let head = walker.store.head(&walker.id, &entity).await.map_err(Target::trouble)?;
    let memory: Memory = head.recall(Memory::NAME).map_err(said)?.unwrap_or_default();
    if as_json {
        out::json(&json!({"order": entity, "number": order.name, "promise": stored, "memory": memory,
            "answer": answer.as_ref().ok(), "no_date": answer.as_ref().err()}))?;
        return Ok(ExitCode::SUCCESS);
    }
    let zone = version.shop.time_zone();
    anstream::println!("{} of {}, placed {}", order.name, walker.id, told::at(order.placed_at, &zone));
    let by = match stored.by {
        PromisedBy::Quote => "as a quote told its buyer",
        PromisedBy::Shop => "as the shop told its buyer",
        PromisedBy::Order => "as reckoned when it came",
    };
    match (stored.dates, &stored.no_date) {
        (Some(dates), _) => {
            anstream::println!("Promised {}, {by}, by settings v{}.", told::span(dates), version.number)
        }
        (None, Some(no_date)) => anstream::println!("No date was promised: {no_date}."),
        (None, None) => anstream::println!("No date was promised."),
    }
    match &answer {
        Ok(answer) => {
            anstream::println!("{}", told::answer(answer, &version.shop).trim_end());
            if stored.dates.is_some_and(|dates| dates != answer.arrival) && stored.by == PromisedBy::Order {
                anstream::println!(
                    "That isn't what was promised: the catalogue says something else of it than it did then."
                );
            }
        }
        Err(no_date) => anstream::println!("Walked again there is no date: {no_date}."),
    }
    for event in story.events.iter().map(|kept| &kept.event) {
        if let Ok(moved) = event.payload::<Moved>() {
            let to = moved.to.map_or_else(|| "nobody can say".to_owned(), told::span);
            let by = serde_json::to_value(moved.by).map_err(|e| Trouble::failed(e.to_string()))?;
            let by = by.as_str().unwrap_or_default();
            anstream::println!("{}: expected {to} ({by})", told::at(event.time, &zone));
        }
    }
    if let Some(day) = memory.delivered {
        anstream::println!("There since {}.", told::day(day));
    }
    Ok(ExitCode::SUCCESS)
}

/// What a quote told. What it was asked for isn't in it.
async fn quote(walker: &Walker, token: &str, as_json: bool) -> Result<ExitCode, Trouble> {
    let keys = links::keys(&walker.target, &walker.id).await?;
    let now = Timestamp::now();
    let opened = Quote::open(token, &walker.id, &keys, now);
    let Some(quote) = opened else {
        return Err(Trouble::failed(format!("this is no quote of {}, or it has expired", walker.id)).mend(
            "a quote is good for 48 hours, an hour after its cut-off at most, and as long as the key that signed it; explain the order instead",
        ));
    };
    if as_json {
        out::json(&json!({"id": Quote::id(token), "quote": quote}))?;
        return Ok(ExitCode::SUCCESS);
    }
    let zone = walker.now()?.shop.time_zone();
    anstream::println!(
        "Quote {} of {}, made {}, good until {}",
        Quote::id(token),
        walker.id,
        told::at(quote.made, &zone),
        told::at(quote.expires, &zone)
    );
    anstream::println!("There {}; handed over by {}.", told::span(quote.arrival), told::day(quote.ship_by));
    for shipment in &quote.shipments {
        anstream::println!(
            "  from {} by {}: {}",
            shipment.origin,
            shipment.service,
            told::span(shipment.arrival)
        );
    }
    Ok(ExitCode::SUCCESS)
}

async fn question(walker: &Walker, args: &Args, to: &str) -> Result<ExitCode, Trouble> {
    let version = walker.now()?;
    let table = walker.table(&version.shop).await?;
    let names: Vec<(String, i64)> = args.sku.iter().map(|text| wanted(text)).collect::<Result<_, _>>()?;
    // Whoever types it may mean either: where no article has that code it is an id.
    let asked_for: Vec<String> = names.iter().flat_map(|(name, _)| [of_sku(name), name.clone()]).collect();
    let known = walker.store.items_named(&walker.id, &asked_for).await.map_err(Target::trouble)?;
    let found = |name: &String| known.get(&of_sku(name)).or_else(|| known.get(name));
    let lines = names.iter().map(|(name, quantity)| {
        let item =
            found(name).and_then(|entry| Some(Item { id: entry.id.clone(), ..entry.entry.item.clone()? }));
        let item = item.unwrap_or_else(|| Item { id: name.clone(), title: name.clone(), ..Item::default() });
        QuoteLine {
            id: name.clone(),
            item,
            quantity: *quantity,
            availability: domain::order::Availability::InStock,
        }
    });
    let asked = QuoteRequest {
        at: Timestamp::now(),
        to: destination(to)?,
        lines: lines.collect(),
        service: args.service.clone(),
        cash_on_delivery: false,
    };
    let entries: Vec<_> = names.iter().filter_map(|(name, _)| found(name)).collect();
    let places: Vec<&str> = version.shop.places.keys().map(String::as_str).collect();
    let zone = version.shop.time_zone();
    let stock =
        walker.store.stocked(&walker.id, &entries, &places, None, &zone).await.map_err(Target::trouble)?;
    let learned = walker.learned_now(&version.shop).await?;
    let answer = reckoned(&version.shop, &table, learned.as_ref(), &asked, &stock)?;
    if args.json {
        out::json(
            &json!({"asked": asked, "stock": stock, "answer": answer.as_ref().ok(), "no_date": answer.as_ref().err()}),
        )?;
    }
    match answer {
        Ok(answer) => {
            if !args.json {
                anstream::println!("{}", told::answer(&answer, &version.shop).trim_end());
            }
            Ok(ExitCode::SUCCESS)
        }
        Err(no_date) => {
            if !args.json {
                anstream::println!("There is no date: {no_date}.");
            }
            Ok(ExitCode::from(1))
        }
    }
}

/// `SKU`, or `SKU=3`.
fn wanted(text: &str) -> Result<(String, i64), Trouble> {
    let (name, quantity) = text.rsplit_once('=').unwrap_or((text, "1"));
    let quantity = quantity.parse::<i64>().ok().filter(|quantity| (1..=1_000_000).contains(quantity));
    match quantity {
        Some(quantity) if !name.trim().is_empty() => Ok((name.trim().to_owned(), quantity)),
        _ => Err(Trouble::input(format!("{text} says no article and quantity"))
            .mend("write it as MUG-1 or MUG-1=3")),
    }
}

/// `DE`, or `DE:10969`.
fn destination(text: &str) -> Result<Destination, Trouble> {
    let (country, postcode) =
        text.split_once(':').map_or((text, None), |(country, code)| (country, Some(code)));
    let country = country.trim().to_uppercase();
    match Area::read(&country) {
        Ok(Area::Country(country)) => Ok(Destination {
            country,
            postcode: postcode.map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned),
            ..Destination::default()
        }),
        _ => Err(Trouble::input(format!("{text} is no country")).mend("write it as DE or DE:10969")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_read_from_few_words() {
        for (text, expected) in [
            ("MUG-1", Some(("MUG-1", 1))),
            ("MUG-1=3", Some(("MUG-1", 3))),
            ("A=B=2", Some(("A=B", 2))),
            ("MUG-1=0", None),
            ("MUG-1=x", None),
            ("=3", None),
        ] {
            let found = wanted(text).ok();
            assert_eq!(found.as_ref().map(|(name, n)| (name.as_str(), *n)), expected, "{text}");
        }
        for (text, expected) in [
            ("de", Some(("DE", None))),
            ("DE:10969", Some(("DE", Some("10969")))),
            ("GB:SW1A 1AA", Some(("GB", Some("SW1A 1AA")))),
            ("Germany", None),
            ("EU", None),
            ("", None),
        ] {
            let found = destination(text).ok();
            let found = found.as_ref().map(|to| (to.country.as_str(), to.postcode.as_deref()));
            assert_eq!(found, expected, "{text}");
        }
    }
}
