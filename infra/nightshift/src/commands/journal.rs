//! `journal`: the story of one order, or of anything else that events are about.

use std::process::ExitCode;

use domain::{
    EntityRef, Event, Payload as _, ShopId, Timestamp,
    event::WITHHELD,
    mail::{ConfirmationRequested, MailRequested, MailReturned, MailUnsent, SuppressionLifted},
    privacy::Erased,
    returns::rma::{Step, Stepped},
    send::{Entry, State},
    task::{Closed, Opened, Wanted},
    webhook::{Received, SetAside},
};
use jiff::SignedDuration;
use owo_colors::OwoColorize;
use serde::Serialize;
use serde_json::Value;
use store::{Store, journal::Story, keys};

use crate::{
    cloud::{
        house::House,
        target::{Target, Where},
        which,
    },
    day::rest::mail_of,
    out,
    trouble::Trouble,
};

/// How many days back an order is looked for by its number.
const DAYS: i64 = 3;

/// Arguments of `journal`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Events carry ids, numbers and hashes, never names or addresses. The chain of hashes is verified.
By its number (1001) an order is looked for among those of the last three days; by its id as ORDER#5600000000001. What begins with `withheld` stayed in
the house, with the reason: an automation in shadow, or something from before the shop went live.

Exit codes: 0 the chain is whole, 1 it is broken, 2 no such order, 3 no cloud.

Examples:
  cargo nightshift journal 1001
  cargo nightshift journal ORDER#5600000000001 --json
  cargo nightshift journal CUSTOMER#207119551 --shop acme
  cargo nightshift journal TASK#3f9a0c1b2d4e
  cargo nightshift journal ORDER#450789469 --shop acme --stack nightshift")]
pub(crate) struct Args {
    /// `ORDER#450789469`, `CUSTOMER#…`, `TASK#…` and so on; an order's number alone will do
    entity: String,
    /// The shop; the only one that knows it if absent
    #[arg(long)]
    shop: Option<ShopId>,
    #[command(flatten)]
    place: Where,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

/// One line of the story.
#[derive(Debug, Serialize)]
struct Line<'a> {
    event: &'a Event,
    hash: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    send: Option<Entry>,
}

/// The whole of it.
#[derive(Debug, Serialize)]
struct Told<'a> {
    entity: &'a EntityRef,
    lines: Vec<Line<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    broken: Option<&'a str>,
}

/// Tells it.
pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let target = args.place.find(&House::find()?).await?;
    let store = target.store()?;
    let (shop, entity, story) = find_in_any(&store, args.shop.as_ref(), &args.entity).await?;
    let mut lines = Vec::new();
    for kept in &story.events {
        let send = match mail_of(&kept.event) {
            Some(request) => {
                let id = request.send_id(&shop, &entity);
                store.send_entry(&shop, &id).await.map_err(Target::trouble)?
            }
            None => None,
        };
        lines.push(Line { event: &kept.event, hash: &kept.hash, send });
    }
    let told = Told { entity: &entity, lines, broken: story.broken.as_deref() };
    if args.json {
        out::json(&told)?;
    } else {
        print(&told);
    }
    Ok(if told.broken.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The entity that was meant and its story, in the shop that was named; else in the only one that knows it.
pub(crate) async fn find_in_any(
    store: &Store,
    named: Option<&ShopId>,
    meant: &str,
) -> Result<(ShopId, EntityRef, Story), Trouble> {
    let shops = match named {
        Some(named) => vec![named.clone()],
        None => which::all(store).await?,
    };
    let mut found = Vec::new();
    for shop in &shops {
        found.extend(look_in(store, shop, meant).await?.map(|(entity, story)| (shop.clone(), entity, story)));
    }
    match (found.pop(), found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some((shop, ..)), false) => {
            let names = found.iter().map(|(shop, ..)| shop).chain([&shop]);
            let names: Vec<_> = names.map(|shop| format!("--shop {shop}")).collect();
            Err(Trouble::input(format!("more than one shop knows {meant}"))
                .mend(format!("name one of them: {}", names.join(", "))))
        }
        (None, _) => Err(unknown(meant, &shops)),
    }
}

/// The same in one shop.
pub(crate) async fn find(store: &Store, shop: &ShopId, meant: &str) -> Result<(EntityRef, Story), Trouble> {
    let found = look_in(store, shop, meant).await?;
    found.ok_or_else(|| unknown(meant, std::slice::from_ref(shop)))
}

fn unknown(meant: &str, shops: &[ShopId]) -> Trouble {
    let names: Vec<_> = shops.iter().map(ShopId::as_str).collect();
    let place = match names.as_slice() {
        [] => "here, where no shop has settings".to_owned(),
        [shop] => format!("in the shop {shop}"),
        several => format!("in any of the shops {}", several.join(", ")),
    };
    Trouble::input(format!("nothing is known of {} {place}", meant.trim()))
        .mend("give the order's id, such as ORDER#5600000000001; a number is looked for in the last three days only")
}

/// What is written without its kind is an order's number: one that is another order's id, too, isn't guessed at.
async fn look_in(store: &Store, shop: &ShopId, meant: &str) -> Result<Option<(EntityRef, Story)>, Trouble> {
    let meant = meant.trim();
    let number = meant.trim_start_matches('#');
    let in_full = EntityRef::try_from(meant.to_owned()).ok();
    let named = in_full.clone().unwrap_or_else(|| EntityRef::order(number));
    let story = store.story(shop, &named).await.map_err(Target::trouble)?;
    if !story.events.is_empty() {
        if in_full.is_none() {
            let order = store.order(shop, &named).await.map_err(Target::trouble)?.order;
            if let Some(name) = order.map(|order| order.name).filter(|name| !is_called(name, number)) {
                return Err(Trouble::input(format!(
                    "{number} is the id of the order {name}, not its number"
                ))
                .mend(format!(
                    "write {named} if you mean that one, or the id of the order {number} as ORDER#…"
                )));
            }
        }
        return Ok(Some((named, story)));
    }
    if let Some(entity) = by_number(store, shop, number).await? {
        let story = store.story(shop, &entity).await.map_err(Target::trouble)?;
        return Ok(Some((entity, story)));
    }
    Ok(None)
}

fn is_called(name: &str, number: &str) -> bool {
    name.trim_start_matches('#') == number
}

/// Looks through the journal of the last days for an order of this number.
async fn by_number(store: &Store, shop: &ShopId, number: &str) -> Result<Option<EntityRef>, Trouble> {
    let now = Timestamp::now();
    let mut seen = std::collections::BTreeSet::new();
    for back in 0..DAYS {
        let day = now - SignedDuration::from_hours(24 * back);
        for shard in 0..keys::SHARDS {
            let mut after = None;
            loop {
                let page = store.day(shop, day, shard, after).await.map_err(Target::trouble)?;
                for (entity, _) in page.events {
                    if entity.kind() != "ORDER" || !seen.insert(entity.clone()) {
                        continue;
                    }
                    let known = store.order(shop, &entity).await.map_err(Target::trouble)?;
                    if known.order.is_some_and(|order| is_called(&order.name, number)) {
                        return Ok(Some(entity));
                    }
                }
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
        }
    }
    Ok(None)
}

fn print(told: &Told<'_>) {
    anstream::println!("{}", told.entity.to_string().bold());
    let mut table = out::table(&["no.", "when (UTC)", "what", "by", "because", "detail"]);
    for line in &told.lines {
        let event = line.event;
        let because = match (&event.because, event.settings) {
            (Some(because), Some(version)) => format!("{because} (settings v{version})"),
            (because, _) => because.clone().unwrap_or_default(),
        };
        table.add_row([
            event.seq.to_string(),
            format!("{:.3}", event.time),
            event.kind.clone(),
            event.by.clone().unwrap_or_default(),
            because,
            detail(event, line.send.as_ref()),
        ]);
    }
    anstream::println!("{table}");
    match told.broken {
        None => anstream::println!("{} the chain of {} events is whole", "✓".green(), told.lines.len()),
        Some(why) => anstream::println!("{} the chain is broken: {why}", "✗".red()),
    }
}

/// What an event says, in a few words.
fn detail(event: &Event, send: Option<&Entry>) -> String {
    if let Some(kind) = event.kind.strip_prefix(WITHHELD) {
        let why = event.data["withheld"].as_str().unwrap_or("nobody wrote down why");
        return format!("{}\nwithheld: {why}", asked(event, kind).unwrap_or_else(|| kind.to_owned()));
    }
    if let Some(what) = asked(event, &event.kind) {
        let is_mail = mail_of(event).is_some();
        return if is_mail {
            format!("{what}\n{}", send.map_or("nobody has taken it yet".to_owned(), sent))
        } else {
            what
        };
    }
    if let Some(said) = said(event) {
        return said;
    }
    if let Ok(received) = event.payload::<Received>() {
        let mut text = format!("{} {}", received.from, received.topic);
        // Some bodies say no time, and count as of the epoch.
        if received.source.at != Timestamp::UNIX_EPOCH {
            text.push_str(&format!(", of {:.0}", received.source.at));
        }
        if received.superseded {
            text.push_str(", older than what was known");
        }
        received.details.iter().for_each(|(name, said)| text.push_str(&format!("\n{name} {said}")));
        return text;
    }
    if let Ok(aside) = event.payload::<SetAside>() {
        return format!("{} {}\n{}", aside.from, aside.topic, aside.reason);
    }
    event.data.to_string()
}

/// What mails and people say.
fn said(event: &Event) -> Option<String> {
    match event.kind.as_str() {
        MailReturned::KIND => {
            let returned: MailReturned = event.payload().ok()?;
            Some(format!("{}\nthe mail {}", returned.detail, returned.message_id))
        }
        MailUnsent::KIND => {
            let unsent: MailUnsent = event.payload().ok()?;
            Some(format!("{}\n{}", unsent.message.replace('#', " no. "), unsent.reason))
        }
        ConfirmationRequested::KIND => {
            let requested: ConfirmationRequested = event.payload().ok()?;
            Some(format!("by {}\n{}", requested.by, requested.reason))
        }
        SuppressionLifted::KIND => {
            let lifted: SuppressionLifted = event.payload().ok()?;
            Some(format!("by {}\nit was {}", lifted.by, lifted.was))
        }
        Erased::KIND => {
            let Erased { by, reference } = event.payload().ok()?;
            Some(
                reference.map_or_else(|| format!("by {by}"), |reference| format!("by {by}, for {reference}")),
            )
        }
        Closed::KIND => event.payload::<Closed>().ok().map(|closed| format!("by {}", closed.by)),
        kind if kind.starts_with("return.") => stepped(event),
        _ => None,
    }
}

/// How far a return is with a step. All that it was decided by is `return show --trace`'s to tell.
fn stepped(event: &Event) -> Option<String> {
    let Stepped { step, state, did } = event.payload().ok()?;
    let word = |what: serde_json::Result<Value>| Some(what.ok()?.as_str()?.to_owned());
    let (state, did) = (word(serde_json::to_value(state))?, word(serde_json::to_value(did))?);
    let mut told = if state == did { state } else { format!("{did}, now {state}") };
    if let Step::RefundAsked { amount, .. } | Step::RefundDone { amount, .. } = &step {
        told.push_str(&format!("\n{amount}"));
    }
    if let Step::Overridden { by, reason, .. } = &step {
        told.push_str(&format!("\nby {by}: {reason}"));
    }
    Some(told)
}

/// What an event of this kind asks for: a mail, or that somebody does something.
fn asked(event: &Event, kind: &str) -> Option<String> {
    if kind.starts_with(MailRequested::KIND) {
        let request: MailRequested = event.payload().ok()?;
        return Some(format!("{} no. {}", request.message, request.revision));
    }
    if kind == Wanted::KIND || kind == Opened::KIND {
        let wanted: Wanted = event.payload().ok()?;
        return Some(format!("{} for {}, due {:.0}", wanted.reason, wanted.owner, wanted.due));
    }
    None
}

fn sent(entry: &Entry) -> String {
    let state = match entry.state {
        State::Sending => "being sent",
        State::Waiting => "not accepted yet",
        State::Sent => "sent",
        State::Failed => "failed",
        State::Parked => "parked",
    };
    let mut text = state.to_owned();
    if let Some(id) = &entry.message_id {
        text.push_str(&format!(" as {id}"));
    }
    if let Some(reason) = &entry.reason {
        text.push_str(&format!(": {reason}"));
    }
    if let Some(report) = &entry.reported {
        text.push_str(&format!("\nSES reports {}", report.word()));
    }
    if entry.attempts > 1 {
        text.push_str(&format!(", taken {} times", entry.attempts));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, sync::Arc};

    use domain::{
        NewEvent, SourceVersion,
        event::{Origin, hash_of},
        mail::Lane,
        order::Order,
        returns::rma,
        send::OnDoubt,
        settings::Withheld,
        webhook::Happened,
    };
    use store::take_in::Incoming;
    use testkit::{Memory, orders};

    use super::*;

    #[test]
    fn every_kind_of_event_is_told_in_words() {
        let at: Timestamp = "2026-12-21T09:00:00Z".parse().expect("an instant");
        let request = MailRequested {
            message: "order-confirmation".into(),
            revision: 1,
            lane: Lane::Transactional,
            on_doubt: OnDoubt::PreferDuplicate,
            since: None,
            terms: None,
        };
        let details = BTreeMap::from([("request".to_owned(), "7".to_owned())]);
        let wanted = Wanted {
            reason: "erase-customer".into(),
            owner: "privacy".into(),
            due: at,
            details: details.clone(),
        };
        let opened = Opened { about: EntityRef::new("CUSTOMER", "7"), wanted: wanted.clone() };
        let received = Received {
            from: "shopify".into(),
            topic: "customers/redact".into(),
            source: SourceVersion { at, tie: "00-ab".into() },
            superseded: false,
            details,
            returned: None,
            body: String::new(),
        };
        let aside = SetAside {
            from: "shopify".into(),
            topic: "carts/update".into(),
            body: "ab".into(),
            reason: "nobody acts on carts".into(),
        };
        let id = request.send_id(&"acme".parse().expect("a shop"), &EntityRef::order("1"));
        let returned = MailReturned {
            send_id: id.clone(),
            message_id: "m-1".into(),
            detail: "Permanent/General".into(),
        };
        let unsent = MailUnsent {
            send_id: id,
            message: "order-confirmation#1".into(),
            reason: "MessageRejected".into(),
        };
        let requested = ConfirmationRequested { by: "ada".into(), reason: "The buyer can't find it".into() };
        let eur = "EUR".parse().expect("a currency");
        let asked = Step::RefundAsked {
            key: "7#1".into(),
            amount: domain::Money::new(8900, eur),
            pieces: BTreeMap::from([("1".to_owned(), 1)]),
        };
        let paying = Stepped { step: asked, state: rma::State::Inspected, did: rma::Moved::RefundAsked };
        let lifted = SuppressionLifted { by: "ada".into(), was: "mail-bounced".into() };
        for (new, told) in [
            (request.event(), "order-confirmation no. 1\nnobody has taken it yet"),
            (
                request.event().withheld(Withheld::BeforeLive),
                "order-confirmation no. 1\nwithheld: before-live",
            ),
            (wanted.event("1"), "erase-customer for privacy, due 2026-12-21T09:00:00Z"),
            (
                wanted.event("1").withheld(Withheld::Shadow),
                "erase-customer for privacy, due 2026-12-21T09:00:00Z\nwithheld: shadow",
            ),
            (NewEvent::of("opened", &opened), "erase-customer for privacy, due 2026-12-21T09:00:00Z"),
            (NewEvent::of("done", &Closed { by: "ada".into() }), "by ada"),
            (NewEvent::of("x", &returned), "Permanent/General\nthe mail m-1"),
            (NewEvent::of("x", &unsent), "order-confirmation no. 1\nMessageRejected"),
            (requested.event(at), "by ada\nThe buyer can't find it"),
            (NewEvent::of("x", &lifted), "by ada\nit was mail-bounced"),
            (
                NewEvent::named("privacy.erasure-requested", "x", &received),
                "shopify customers/redact, of 2026-12-21T09:00:00Z\nrequest 7",
            ),
            (NewEvent::named("return.refund-asked", "x", &paying), "refund-asked, now inspected\n89.00 EUR"),
            (NewEvent::named(SetAside::IGNORED, "x", &aside), "shopify carts/update\nnobody acts on carts"),
        ] {
            let shop = "acme".parse().expect("a shop");
            let event = Event::place(&new, &shop, &EntityRef::order("1"), &Origin::default(), (1, ""), at);
            assert_eq!(detail(&event, None), told, "{}", new.kind);
        }
    }

    #[tokio::test]
    async fn an_id_that_is_another_orders_number_is_not_guessed_at() {
        let store = Store::on(Arc::new(Memory::default()));
        let (shop, now) = (orders::shop().id, Timestamp::now());
        for (id, name) in [("1001", "#990"), ("5600000000001", "#1001"), ("777", "#777"), ("778", "778")] {
            let happened = Happened {
                kind: "order.created".into(),
                entity: EntityRef::order(id),
                source: SourceVersion { at: now, tie: "00-a".into() },
                order: Some(Order { name: name.into(), ..orders::order(id, now) }),
                items: None,
                parcel: None,
                edited_at: None,
                whole: true,
                details: BTreeMap::new(),
                parcels_cut_off: false,
                returned: None,
                wants: None,
            };
            let hash = hash_of(id);
            let (from, topic, body) = ("woocommerce", "order.created", id.as_bytes());
            let incoming = Incoming { shop: &shop, from, topic, body, hash: &hash, only_news: false };
            store.take_in(&incoming, &happened, now).await.expect("taken in");
        }
        for (meant, expected) in [
            ("ORDER#1001", Ok("1001")),
            (" ORDER#5600000000001", Ok("5600000000001")),
            ("990", Ok("1001")),
            ("#777", Ok("777")),
            ("778", Ok("778")),
            ("1001", Err("1001 is the id of the order #990")),
            ("#1001", Err("1001 is the id of the order #990")),
            ("5600000000001", Err("is the id of the order #1001")),
            ("1002", Err("nothing is known of 1002")),
        ] {
            let found = find(&store, &shop, meant).await.map(|(entity, _)| entity.id().to_owned());
            match expected {
                Ok(id) => assert_eq!(found, Ok(id.to_owned()), "{meant}"),
                Err(words) => {
                    let trouble = found.expect_err(meant).to_string();
                    assert!(trouble.contains(words), "{meant}: {trouble}");
                }
            }
        }
    }
}
