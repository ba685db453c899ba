//! Frozen samples of everything that is stored or travels: what an older release wrote must be read for ever. Samples
//! are added, never changed; `NIGHTSHIFT_BLESS=1` writes those that are missing.

mod made;

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc};

use bundle_tests::{
    arrivals::{deliveries, delivery, order},
    parcels,
    sweep::DAY,
    world::World,
};
use domain::{
    Event, Head, NewEvent, Payload, Timestamp,
    action::{Action, SNOOZE, Taken},
    command::{self, Command, Key},
    digest::Digest,
    document,
    edd::{
        self, Adopted, AdoptedBecause, Figure, Figures, ModelName, Refused, RefusedBecause, Training,
        adherence,
    },
    event::Origin,
    mail::{ConfirmationRequested, Lane, MailRequested, MailReturned, MailUnsent, SuppressionLifted},
    order::Order,
    privacy::Erased,
    purchase::{Happened, Instructed, Measured, Receipt, Word},
    reorder::{Autonomy, Proposal, Trace, Way, Withdrawn},
    schedule::{Heartbeat, Woken},
    send::OnDoubt,
    settings::{Shop, Withheld},
    stock,
    task::{Closed, Opened, Task, Wanted},
    webhook::{Received, SetAside},
};
use jiff::SignedDuration;
use order_confirmation::{Held, Memory, Suppressed};
use serde_json::{Value, json};
use store::{engine::text, keys};
use testkit::{Faults, Memory as Engine};

use made::{
    adopted, commands, made, measured, month_of_returns, moved, promised, promises_kept, proposal, purchased,
    received, refused, settled, stock_counted, stock_moved, withdrawn,
};

/// What happens to returns, as the kinds of its events end.
const RETURN_STEPS: [&str; 18] = [
    "decided",
    "voted",
    "waited",
    "overridden",
    "shipped",
    "received",
    "graded",
    "refund-asked",
    "refund-done",
    "refund-failed",
    "refund-in-doubt",
    "reserved",
    "released",
    "exchanged",
    "called-off",
    "expired",
    "taken-up",
    "completed",
];

/// A parcel's number.
const PARCEL: &str = "1Z999AA10123456784";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("frozen")
}

/// Reads a sample as the functions of today do.
fn read(name: &str, sample: &str) -> Result<(), String> {
    let plain = |e: serde_json::Error| e.to_string();
    if let Some(kind) = name.strip_prefix("event.") {
        let event = Event::parse(sample).map_err(|e| e.to_string())?;
        return payload(kind.split('@').next().unwrap_or(kind), &event);
    }
    match name.split('@').next().unwrap_or(name) {
        "parcel" => serde_json::from_str::<domain::tracking::Parcel>(sample).map(drop).map_err(plain),
        "order" => serde_json::from_str::<Order>(sample).map(drop).map_err(plain),
        "head" => {
            let head: Head = serde_json::from_str(sample).map_err(plain)?;
            head.recall::<Memory>("order-confirmation").map(drop).map_err(|e| e.to_string())
        }
        "task" => serde_json::from_str::<Task>(sample).map(drop).map_err(plain),
        "settings" => serde_json::from_str::<Shop>(sample).map(drop).map_err(plain),
        _ => Err("nobody reads this".into()),
    }
}

fn payload(kind: &str, event: &Event) -> Result<(), String> {
    fn reads<P: Payload>(event: &Event) -> Result<(), String> {
        event.payload::<P>().map(drop).map_err(|e| e.to_string())
    }
    match kind {
        "command.requested" => reads::<command::Requested>(event),
        "command.done" => reads::<command::Done>(event),
        "command.refused" => reads::<command::Refused>(event),
        "command.parked" => reads::<command::Parked>(event),
        "document.wanted" => reads::<document::Wanted>(event),
        "document.made" => reads::<document::Made>(event),
        kind if kind.starts_with("withheld.mail.requested.") => reads::<MailRequested>(event),
        "task.wanted" => reads::<Wanted>(event),
        "task.opened" => reads::<Opened>(event),
        "task.done" => reads::<Closed>(event),
        "stock.moved" => reads::<stock::Moved>(event),
        "stock.counted" => reads::<stock::Counted>(event),
        "stock.alerted" => reads::<stock::Alert>(event),
        "stock.recovered" => reads::<stock::Recovered>(event),
        "stock.digest-made" => reads::<stock::Digest>(event),
        "stock.summary-made" => reads::<stock::Summary>(event),
        "stock.swept" => reads::<stock_watch::Swept>(event),
        "stock.booking-unfinished" => reads::<low_stock_alert::book::Unfinished>(event),
        "reorder.proposed" | "reorder.amended" => reads::<Proposal>(event),
        "reorder.withdrawn" => reads::<Withdrawn>(event),
        "reorder.review" => reads::<reorder::Review>(event),
        "reorder.reviewed" => reads::<reorder::Reviewed>(event),
        "purchase.instructed" => reads::<Instructed>(event),
        kind if kind.starts_with("purchase.") => reads::<Happened>(event),
        "supplier.measured" => reads::<Measured>(event),
        "return.opened" => reads::<domain::returns::rma::Begun>(event),
        "return.asked" => reads::<domain::returns::told::PutToPeople>(event),
        "return.instructed" => reads::<domain::returns::told::Instructed>(event),
        "return.window-extended" => reads::<domain::returns::exceptions::Extended>(event),
        "return.customer-listed" => reads::<domain::returns::exceptions::Listed>(event),
        kind if kind.strip_prefix("return.").is_some_and(|word| RETURN_STEPS.contains(&word)) => {
            reads::<domain::returns::rma::Stepped>(event)
        }
        "privacy.erased" => reads::<Erased>(event),
        kind if ["order.", "customer.", "product.", "stock.", "fulfilment.", "return.", "privacy."]
            .iter()
            .any(|family| kind.starts_with(family)) =>
        {
            reads::<Received>(event)
        }
        "promise.stored" => reads::<edd::Stored>(event),
        "promise.settled" => reads::<edd::Settled>(event),
        "estimate.moved" => reads::<edd::Moved>(event),
        "parcel.scanned" => reads::<domain::tracking::Scanned>(event),
        kind if kind.starts_with("webhook.") => reads::<SetAside>(event),
        kind if kind.starts_with("mail.requested.") => reads::<MailRequested>(event),
        kind if kind.starts_with("due.") => reads::<Woken>(event),
        "mail.returned" => reads::<MailReturned>(event),
        "mail.unsent" => reads::<MailUnsent>(event),
        "confirmation.requested" => reads::<ConfirmationRequested>(event),
        "suppression.lifted" => reads::<SuppressionLifted>(event),
        "confirmation.suppressed" => reads::<Suppressed>(event),
        "confirmation.held" => reads::<Held>(event),
        "digest.made" => reads::<Digest>(event),
        "adherence.made" => reads::<adherence::Report>(event),
        "return-report.made" => reads::<domain::returns::analytics::Report>(event),
        "transit-model.adopted" => reads::<Adopted>(event),
        "transit-model.refused" => reads::<Refused>(event),
        kind if kind.starts_with("action.taken.") => reads::<Taken>(event),
        "heartbeat" => reads::<Heartbeat>(event),
        other => Err(format!("nobody reads {other}")),
    }
}

#[tokio::test(start_paused = true)]
async fn what_older_releases_wrote_is_still_read() {
    let written = written().await;
    if std::env::var_os("NIGHTSHIFT_BLESS").is_some() {
        for (name, sample) in &written {
            let path = folder().join(format!("{name}@1.json"));
            if !path.exists() {
                fs::write(path, format!("{sample}\n")).expect("written");
            }
        }
    }
    let mut samples = BTreeMap::new();
    for entry in fs::read_dir(folder()).expect("tests/frozen is there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            continue; // whole days: tests/upgrade
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        samples.insert(name, fs::read_to_string(path).expect("readable"));
    }
    for (name, sample) in &samples {
        assert_eq!(read(name, sample.trim_end()), Ok(()), "{name}");
    }
    // Whatever is written today has at least one sample.
    for name in written.keys() {
        let has = samples.keys().any(|sample| sample.split('@').next() == Some(name));
        assert!(has, "{name}: run once with NIGHTSHIFT_BLESS=1");
    }
}

/// Events of returns that went several ways.
async fn returned() -> BTreeMap<String, String> {
    use bundle_tests::returning::{Returning, shop};
    use domain::returns::{
        exceptions::{Extended, Listed},
        told::{Told, Word, kinds},
    };
    let asked = json!({"otherwise": "review", "approvals": {"default": {
        "steps": [{"name": "look", "who": ["quality"], "quorum": 1}], "deadline_hours": 72, "remind_hours": [24]}}});
    let mut desk = Returning::new(Faults::plan([]), &shop(&asked), 3).await;
    desk.with_mails = false;
    for key in ["r1", "r2", "r3"] {
        desk.ask_for(key, 1).await;
    }
    desk.run().await;
    desk.wait(SignedDuration::from_hours(25)).await;
    desk.vote("r1", "quality", true).await;
    desk.instruct("r2", Word::Override { yes: true, exception: None }, "ada").await;
    desk.instruct("r3", Word::Cancel, "ada").await;
    desk.run().await;
    desk.instruct("r3", Word::Reopen, "ada").await;
    desk.tell("r1", kinds::SHIPPED, Some(Told::Shipped { at: desk.now })).await;
    desk.arrive("r1", "DN-1", 1).await;
    desk.run().await;
    for _ in 0..16 {
        desk.wait(SignedDuration::from_hours(24)).await;
    }
    let (by, reason, until) = ("ada".to_owned(), "in hospital".to_owned(), "2026-06-30".parse().ok());
    let order = domain::EntityRef::order(bundle_tests::returning::ORDER);
    let shop = bundle_tests::returning::acme();
    let said = Extended { until, by: by.clone(), reason: reason.clone() };
    desk.store.extend_returns(&shop, &order, &said, desk.now).await.expect("written");
    let said = Listed { list: Some(domain::returns::rules::List::Block), by, reason };
    desk.store.list_customer(&shop, "7", &said, desk.now).await.expect("written");
    let mut written = BTreeMap::new();
    for (_, item) in desk.engine.items() {
        let Some(event) = text(&item, store::journal::EVENT) else { continue };
        let kind = serde_json::from_str::<Value>(event).expect("JSON")["type"].clone();
        let kind = kind.as_str().expect("a kind").to_owned();
        if kind.starts_with("return.") {
            written.insert(format!("event.{kind}"), event.to_owned());
        }
    }
    written
}

/// One of each shape, as this release writes it.
async fn written() -> BTreeMap<String, String> {
    let now: Timestamp = DAY.parse().expect("an instant");
    let mut world = World::new(Arc::new(Engine::default()), Faults::plan([]), true, now).await;
    let later = now + SignedDuration::from_mins(2);
    let edit = json!({"order_edit": {"id": 5, "order_id": 1001, "created_at": later.to_string(),
        "committed_at": later.to_string(), "line_items": {"additions": [], "removals": []}}});
    let with = |name: &str, value: Value, id: u64| {
        let mut order = order(id, now, now, "paid");
        order[name] = value;
        order
    };
    let refund = json!({"id": 9, "order_id": 1001, "created_at": later.to_string(), "processed_at": later.to_string(),
        "refund_line_items": [], "transactions": []});
    let broken = with("total_price", json!("example string"), 1003);
    let deliveries = [
        deliveries(1001, now, 1).remove(0),
        delivery("orders/updated", &order(1001, now, later, "paid")),
        delivery("orders/paid", &order(1001, now, later, "paid")),
        delivery("orders/fulfilled", &order(1001, now, later, "paid")),
        delivery("orders/edited", &edit),
        delivery("refunds/create", &refund),
        delivery("orders/cancelled", &with("cancelled_at", json!(now.to_string()), 1002)),
        delivery("orders/create", &with("total_price", json!("20.01"), 1004)),
        delivery("checkouts/create", &json!({"id": 1})),
        delivery("customers/redact", &json!({"shop_id": 1, "customer": {"id": 7}, "orders_to_redact": []})),
        delivery("orders/create", &broken),
        parcels::scanned(PARCEL, now, "in_transit"),
    ];
    for delivery in &deliveries {
        world.deliver(delivery).await;
        world.run(false).await;
    }
    world.run(true).await;
    let mut written = BTreeMap::new();
    for ((_, key), item) in world.engine.items() {
        if let Some(event) = text(&item, store::journal::EVENT) {
            let kind = serde_json::from_str::<Value>(event).expect("JSON")["type"].clone();
            written.insert(format!("event.{}", kind.as_str().expect("a kind")), event.to_owned());
        } else if key.sk == keys::HEAD && key.pk.contains("#TASK#") {
            let head: Head = serde_json::from_str(text(&item, "head").expect("a head")).expect("a head");
            written.insert("task".into(), head.memory[Task::DESK].to_string());
        } else if key.sk == keys::HEAD && key.pk.ends_with("1001") {
            written.insert("head".into(), text(&item, "head").expect("a head").to_owned());
        } else if key.sk.starts_with("V#") {
            written.insert("settings".into(), text(&item, "shop").expect("settings").to_owned());
        }
    }
    let entity = domain::EntityRef::order("1001");
    let known = world.store.order(&"acme".parse().expect("a shop"), &entity).await.expect("readable");
    written.insert("order".into(), serde_json::to_string(&known.order).expect("plain data"));
    let known =
        world.store.parcels(&"acme".parse().expect("a shop"), &[PARCEL.parse().expect("a number")]).await;
    let parcel = known.expect("readable").remove(0);
    written.insert("parcel".into(), serde_json::to_string(&parcel).expect("plain data"));
    written.extend(returned().await);
    // Those that the day above doesn't bring.
    let shop = "acme".parse().expect("a shop");
    let id = domain::send::SendId::of(&shop, &entity, "order-confirmation", 1);
    let unsent = MailUnsent {
        send_id: id.clone(),
        message: "order-confirmation#1".into(),
        reason: "MessageRejected".into(),
    };
    let requested = ConfirmationRequested { by: "ada".into(), reason: "The buyer can't find it".into() };
    let lifted = SuppressionLifted { by: "ada".into(), was: "mail-bounced".into() };
    let returned =
        MailReturned { send_id: id, message_id: "ses-1".into(), detail: "Permanent/General".into() };
    let mail = MailRequested {
        message: "order-confirmation".into(),
        revision: 1,
        lane: Lane::Transactional,
        on_doubt: OnDoubt::PreferDuplicate,
        since: None,
        terms: None,
    };
    let mut digest = Digest::of("2026-01-15".parse().expect("a date"), now, later);
    digest.count(&entity, "confirmation#suppressed#draft");
    let told = Origin { by: Some("low-stock-alert".into()), ..Origin::default() };
    let told = Event::place(&NewEvent::of("beat", &Heartbeat {}), &shop, &entity, &told, (1, ""), now);
    let zone = jiff::tz::TimeZone::UTC;
    let taken = Action::new(SNOOZE, "stock#alerted#3", "stock").of_days(3).taken(&told, now, &zone);
    let woken = Woken { purpose: "edited-order".into(), due: now };
    for new in [
        document::Wanted::purchase_order(1).event(),
        made().event(),
        NewEvent::of("beat", &Heartbeat {}),
        NewEvent::of("returned", &returned),
        NewEvent::of("unsent", &unsent),
        requested.event(now),
        NewEvent::of("lifted", &lifted),
        Erased { by: "ada".into(), reference: Some("TASK#0c8e5d21a9f4".into()) }.event(&Head::default()),
        NewEvent::named("due.order-confirmation", "due", &woken),
        NewEvent::of("task#done", &Closed { by: "ada".into() }),
        digest.event(),
        taken.expect("an automation told it"),
        mail.event().withheld(Withheld::Shadow),
        stock_moved(now).event(),
        stock_counted(now).event(),
        proposal(now).event(),
        Proposal { revision: 2, ..proposal(now) }.event(),
        withdrawn(proposal(now)).event(),
        promised(now).event(),
        NewEvent::of(edd::Moved::effect(1), &moved()),
        NewEvent::of("promise#settled", &settled()),
        NewEvent::of("review", &reorder::Review { page: 3, ..reorder::Review::default() }),
        NewEvent::of(
            "reviewed",
            &reorder::Reviewed {
                date: "2026-01-15".parse().expect("a date"),
                found: reorder::Found { looked: 9, changed: 2, failed: 0 },
                cuts: Some(domain::reorder::Cuts { a: 9000, b: 400 }),
            },
        ),
        purchased(now).event("approved", "approved"),
        Instructed { word: Word::Close, revision: 2, by: "ada".into(), reason: Some("out of print".into()) }
            .event(now),
        NewEvent::of("measured#1", &measured()),
        NewEvent::named(Receipt::KIND, "received", &received(now)),
        adopted(now).event(1),
        refused().event(),
        promises_kept().event(),
        month_of_returns().event(),
        NewEvent::of("stock#booking#1", &low_stock_alert::book::Unfinished { revision: 1 }),
        NewEvent::of("stock#swept", &stock_watch::Swept { ledgers: 7, ..stock_watch::Swept::default() }),
    ]
    .into_iter()
    .chain(commands())
    {
        let event = Event::place(&new, &shop, &entity, &Origin::default(), (1, ""), now);
        written.insert(format!("event.{}", new.kind), event.seal().0);
    }
    written
}
