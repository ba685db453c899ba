//! Ledgers, movements and the catalogue on both engines.

use domain::{
    EntityRef, Head, NewEvent, Timestamp,
    event::Origin,
    purchase::{OPEN, PurchaseOrder, State},
    reorder::{Autonomy, Proposal, Trace, Way},
    stock::{self, Cause, Counted, Does, Item, Ledger, Moved, Movement, Quantities, Says},
};
use jiff::tz::TimeZone;
use store::{
    Store, StoreError,
    commit::{Body, Commit, Committed},
    engine::Attr,
    proposals::Proposed,
    stock::{Catalogued, Entry, StockRecord},
    ties::Tie,
};
use testkit::{Memory, on_both};

use super::{acme, now};

fn mug() -> EntityRef {
    stock::at("MUG", "berlin")
}

fn moved(source: &str) -> NewEvent {
    let moved = Moved {
        source: source.into(),
        at: now(),
        cause: Cause::Sale,
        change: Quantities::reserved(1),
        sold: 1,
        expected: None,
        until: None,
        reason: None,
    };
    moved.event()
}

fn counted(pieces: i64) -> NewEvent {
    let says = Says::OnHand(pieces);
    Counted { source: "c".into(), at: now(), cause: Cause::Count, says, reason: None }.event()
}

async fn journal(store: &Store, event: &NewEvent) -> bool {
    store.journal_beside(&acme(), &mug(), event, &Origin::default(), now()).await.expect("an answer")
}

/// Changes a small row beside a commit, which must be as `before` says.
async fn tie(
    store: &Store,
    effect: &str,
    before: Option<&str>,
    after: Option<&str>,
) -> Result<(), StoreError> {
    let (shop, entity) = (acme(), EntityRef::new("PURCHASE", "x-1"));
    let head = store.head(&shop, &entity).await?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let count = store.purchase_count(&shop, "numbers-2026").await?;
    let ties = [Tie { before: owned(before), after: owned(after), ..count }];
    let events = [NewEvent {
        kind: "purchase.approved".into(),
        v: 1,
        effect: effect.into(),
        data: serde_json::json!({}),
        outward: false,
    }];
    let mut commit = Commit::on(&shop, &entity, &head, now());
    (commit.events, commit.ties) = (&events, &ties);
    store.commit(commit).await.map(drop)
}

#[test]
fn a_small_row_changes_only_as_it_was_read() {
    on_both(|store| async move {
        let says = async || store.purchase_count(&acme(), "numbers-2026").await.expect("readable").before;
        assert_eq!(tie(&store, "a", None, Some("1")).await, Ok(()));
        assert_eq!(tie(&store, "b", None, Some("1")).await, Err(StoreError::Stale), "it is there");
        assert_eq!(tie(&store, "c", Some("2"), Some("3")).await, Err(StoreError::Stale), "it says another");
        assert_eq!(
            (tie(&store, "d", Some("1"), Some("2")).await, says().await.as_deref()),
            (Ok(()), Some("2"))
        );
        assert_eq!(tie(&store, "e", Some("1"), None).await, Err(StoreError::Stale));
        assert_eq!((tie(&store, "f", Some("2"), None).await, says().await), (Ok(()), None));
        let story = store.story(&acme(), &EntityRef::new("PURCHASE", "x-1")).await.expect("readable");
        assert_eq!(story.events.len(), 3, "what was stale wrote nothing");
    });
}

#[test]
fn a_purchase_order_is_read_with_its_head() {
    on_both(|store| async move {
        let (shop, entity) = (acme(), EntityRef::new("PURCHASE", "x-1"));
        assert_eq!(store.purchase(&shop, &entity).await, Ok((Head::default(), None)));
        let mut order = PurchaseOrder::open("Kiln & Co", "berlin", "EUR".parse().expect("EUR"), now());
        for state in [State::Draft, State::Waiting, State::Cancelled] {
            order.state = state;
            let (head, _) = store.purchase(&shop, &entity).await.expect("readable");
            let mut commit = Commit::on(&shop, &entity, &head, now());
            (commit.body, commit.lists) = (Some(Body::of(&order)), vec![(OPEN.to_owned(), now())]);
            store.commit(commit).await.expect("written");
            let (_, read) = store.purchase(&shop, &entity).await.expect("readable");
            assert_eq!(read.as_ref(), Some(&order));
            assert_eq!(store.purchase_alone(&shop, &entity).await, Ok(read));
            store.open_purchases(&shop).await.expect("readable");
            let open = store.open_purchases(&shop).await.expect("readable").len();
            assert_eq!(open, usize::from(state != State::Cancelled), "{state:?}");
        }
    });
}

#[test]
fn a_movement_is_there_once_and_outside_the_chain() {
    on_both(|store| async move {
        assert!(journal(&store, &moved("a")).await);
        assert!(!journal(&store, &moved("a")).await, "by its source's id");
        assert!(journal(&store, &moved("b")).await && journal(&store, &counted(5)).await);
        let head = store.head(&acme(), &mug()).await.expect("a head");
        assert_eq!(head.version, 0, "no writer meets another on the head");
        // What has a number of its own goes on in the chain, whatever moves beside it.
        store.journal(&acme(), &mug(), &[moved("chained")], now()).await.expect("journalled");
        assert!(journal(&store, &moved("d")).await);
        let story = store.story(&acme(), &mug()).await.expect("a story");
        assert_eq!((story.events.len(), story.broken), (5, None));
        let movements = store.movements(&acme(), &mug()).await.expect("movements");
        assert_eq!(movements.len(), 5);
        assert_eq!(store.movements(&acme(), &stock::at("MUG", "paris")).await, Ok(Vec::new()));
    });
}

fn zone() -> TimeZone {
    TimeZone::UTC
}

fn kept(version: u64, pieces: i64) -> StockRecord {
    let by = Quantities::on_hand(pieces);
    let movement = Movement::new(
        now(),
        "0123456789ab",
        Does::Changes { cause: Cause::Receipt, by, sold: 0, expected: None },
    );
    StockRecord {
        version,
        ledger: Ledger::rebuild([movement], &zone()),
        judged: Some(by),
        ..StockRecord::default()
    }
}

#[test]
fn a_ledger_is_written_only_as_it_was_read() {
    on_both(|store| async move {
        let (shop, entity) = (acme(), mug());
        let write =
            async |version, pieces| store.keep_ledger(&acme(), &mug(), &kept(version, pieces), now()).await;
        assert_eq!(store.ledger(&acme(), &mug()).await, Ok(StockRecord::default()));
        assert_eq!(write(0, 3).await, Ok(()));
        assert_eq!(write(0, 4).await, Err(StoreError::Stale), "another began it");
        assert_eq!(write(1, 5).await, Ok(()));
        assert_eq!(write(1, 6).await, Err(StoreError::Stale), "another went on with it");
        let (head, read) = store.stock(&acme(), &mug()).await.expect("read");
        assert_eq!((head.version, read.version, read.since), (0, 2, Some(now())));
        assert_eq!(
            (read.ledger.balance(&zone()).pieces.on_hand, read.judged),
            (5, Some(Quantities::on_hand(5)))
        );
        // Together with what is said of it: all or nothing.
        let events = [moved("said")];
        let mut commit = Commit::on(&shop, &entity, &head, now());
        let stale = kept(1, 9);
        (commit.events, commit.ledger) = (&events, Some(&stale));
        assert_eq!(store.commit(commit).await, Err(StoreError::Stale));
        assert_eq!(store.movements(&acme(), &mug()).await, Ok(Vec::new()));
        let mut commit = Commit::on(&shop, &entity, &head, now());
        (commit.events, commit.ledger) = (&events, Some(&read));
        assert!(matches!(store.commit(commit).await, Ok(Committed::Done(events)) if events.len() == 1));
        let all = store.ledgers(&acme(), &[mug(), stock::at("MUG", "paris")]).await.expect("read");
        assert_eq!(all.iter().map(|(of, kept)| (of.clone(), kept.version)).collect::<Vec<_>>(), [(mug(), 3)]);
    });
}

/// Bytes of a ledger's row.
async fn row(ledger: Ledger) -> usize {
    let engine = std::sync::Arc::new(Memory::default());
    let store = Store::on(engine.clone());
    let kept = StockRecord { ledger, ..StockRecord::default() };
    store.keep_ledger(&acme(), &mug(), &kept, now()).await.expect("kept");
    let rows: Vec<_> = engine.items().into_iter().collect();
    let [(_, row)] = rows.as_slice() else { panic!("one row") };
    let attribute = |(name, value): (&String, &Attr)| {
        let bytes = match value {
            Attr::B(bytes) => bytes.len(),
            Attr::S(text) => text.len(),
            Attr::N(_) => 8,
        };
        name.len() + bytes
    };
    row.iter().map(attribute).sum()
}

/// What a forecast remembers costs no write of its own, and hardly more room: orders of 120 days, and sums of those before.
#[tokio::test]
async fn a_ledger_with_a_forecasts_memory_takes_hardly_more_room() {
    for (what, every, orders) in [("one order in nine days", 9, 1), ("three a day", 1, 3)] {
        let sale = |day: i64, nth: i64| {
            let at = now() - jiff::SignedDuration::from_hours(24 * (400 - day))
                + jiff::SignedDuration::from_mins(nth * 97);
            let by = Quantities::on_hand(-(1 + day * 7 % 5));
            let sold = 1 + day * 7 % 5;
            let id = format!("order#{}#1", 10_000 + day * 10 + nth);
            Movement::new(at, &id, Does::Changes { cause: Cause::Sale, by, sold, expected: None })
        };
        let first = Movement::new(Timestamp::UNIX_EPOCH, "c", Does::Says(Says::OnHand(9000)));
        let days = (0..400).filter(|day| day % every == 0);
        let sales = days.flat_map(|day| (0..orders).map(move |nth| sale(day, nth)));
        let ledger = Ledger::rebuild(sales.chain([first]), &zone());
        let mut without = serde_json::to_value(&ledger).expect("plain data");
        let sales = without["settled"]["sales"].as_object_mut().expect("sales");
        assert!(sales.remove("orders").is_some() && sales.remove("past").is_some(), "{what}");
        let without: Ledger = serde_json::from_value(without).expect("as an older release wrote it");
        let (with, without) = (row(ledger).await, row(without).await);
        println!("figure: ledger of {what}: {without} bytes, {with} with a forecast's memory");
        let units = |bytes: usize| bytes.div_ceil(1024);
        assert!(with - without < 256 && units(with) == units(without), "{what}: {without}, {with}");
    }
}

#[test]
fn ledgers_are_listed_page_by_page() {
    on_both(|store| async move {
        for n in 0..40 {
            let entity = stock::at(&format!("I-{n}"), "berlin");
            store.keep_ledger(&acme(), &entity, &kept(0, n), now()).await.expect("kept");
        }
        // An index shows a write a moment late.
        store.ledger_page(&acme(), 0, None).await.expect("a page");
        let mut found = Vec::new();
        for shard in 0..store::keys::SHARDS {
            let (page, next) = store.ledger_page(&acme(), shard, None).await.expect("a page");
            assert_eq!(next, None);
            found.extend(page);
        }
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 40);
    });
}

#[test]
fn the_catalogue_is_written_only_as_it_was_read() {
    on_both(|store| async move {
        let ids = ["MUG".to_owned(), "CUP".to_owned()];
        let read = async || store.catalogue(&acme(), &ids).await.expect("a catalogue");
        let fresh = read().await;
        assert_eq!(
            fresh.iter().map(|item| (item.id.as_str(), item.version)).collect::<Vec<_>>(),
            [("MUG", 0), ("CUP", 0)]
        );
        let named = |title: &str, entry: &Catalogued| {
            let mut entry = entry.clone();
            entry.entry.item = Some(Item { id: entry.id.clone(), title: title.into(), ..Item::default() });
            entry
        };
        let keep = async |entry: &Catalogued| store.keep_catalogued(&acme(), entry).await;
        assert_eq!(keep(&named("Mug", &fresh[0])).await, Ok(()));
        assert_eq!(keep(&named("Jug", &fresh[0])).await, Err(StoreError::Stale));
        let known = read().await;
        assert_eq!(keep(&named("Mug, blue", &known[0])).await, Ok(()));
        assert_eq!(keep(&named("Jug", &known[0])).await, Err(StoreError::Stale));
        let title = read().await[0].entry.item.clone().map(|item| item.title);
        assert_eq!(title.as_deref(), Some("Mug, blue"));
        // Of an item at two places it may be asked twice.
        let twice = ["MUG", "CUP", "MUG"].map(str::to_owned);
        let found = store.catalogue(&acme(), &twice).await.expect("a catalogue");
        let found: Vec<_> = found.iter().map(|entry| (entry.id.as_str(), entry.version)).collect();
        assert_eq!(found, [("MUG", 2), ("CUP", 0), ("MUG", 2)]);
    });
}

#[test]
fn a_variant_leads_to_its_item() {
    on_both(|store| async move {
        let variants = ["501".to_owned(), "502".to_owned()];
        assert_eq!(store.items_of_variants(&acme(), &variants).await, Ok(Vec::new()));
        store.keep_variant(&acme(), "501", "900").await.expect("kept");
        store.keep_variant(&acme(), "501", "901").await.expect("kept");
        let known = store.items_of_variants(&acme(), &variants).await;
        assert_eq!(known, Ok(vec![("501".to_owned(), "901".to_owned())]));
    });
}

#[test]
fn items_are_found_by_names_that_come_twice_and_look_alike() {
    on_both(|store| async move {
        // 15 is an item, and another one's article code; two variants are stocked as 500, whose stock is counted.
        for id in ["15", "900", "500"] {
            let entry = Entry {
                item: Some(Item { id: id.into(), title: id.into(), ..Item::default() }),
                places: vec!["berlin".into()],
                ..Entry::default()
            };
            let known = Catalogued { id: id.into(), version: 0, entry };
            store.keep_catalogued(&acme(), &known).await.expect("kept");
        }
        for (variant, item) in [("sku:15", "900"), ("501", "500"), ("502", "500"), ("77", "900")] {
            store.keep_variant(&acme(), variant, item).await.expect("kept");
        }
        let place = stock::at("500", "berlin");
        let ledger =
            Ledger::rebuild([Movement::new(now(), "counted", Does::Says(Says::OnHand(3)))], &TimeZone::UTC);
        let kept = StockRecord { ledger, ..StockRecord::default() };
        store.keep_ledger(&acme(), &place, &kept, now()).await.expect("kept");

        let names = ["501", "15", "501", "sku:15", "502", "sku:501", "500", "sku:sku:15", "77", "nothing"];
        let found = store.items_named(&acme(), &names.map(str::to_owned)).await.expect("readable");
        let ids: Vec<_> = found.iter().map(|(name, item)| (name.as_str(), item.id.as_str())).collect();
        // A code that no article has may be an item's id, and no variant's.
        let expected =
            [("15", "15"), ("500", "500"), ("501", "500"), ("502", "500"), ("77", "900"), ("sku:15", "900")];
        assert_eq!(ids, expected);

        let items: Vec<&Catalogued> = found.values().collect();
        let stocked = store.stocked(&acme(), &items, &["berlin"], None, &TimeZone::UTC).await;
        let stocked = stocked.expect("readable");
        let seen: Vec<_> = stocked.iter().map(|of| (of.item.as_str(), of.available)).collect();
        assert_eq!(seen, [("500", 3)]);
        let named = found["502"].named("502").expect("an item");
        assert_eq!((named.id.as_str(), named.variant_id.as_deref()), ("500", Some("502")));
    });
}

#[test]
fn whoever_joined_a_list_again_stays_on_it() {
    on_both(|store| async move {
        let join = async |minutes: i64| {
            let (shop, entity) = (acme(), mug());
            let head = store.head(&acme(), &mug()).await.expect("a head");
            let when = now() + jiff::SignedDuration::from_mins(minutes);
            let mut commit = Commit::on(&shop, &entity, &head, now());
            commit.lists = vec![("told".to_owned(), when)];
            store.commit(commit).await.expect("committed");
            when
        };
        let first = join(0).await;
        let second = join(1).await;
        let leave = async |when| store.leave_as_read(&acme(), &mug(), "told", when).await;
        assert_eq!(
            (leave(first).await, leave(second).await, leave(second).await),
            (Ok(false), Ok(true), Ok(false))
        );
    });
}

/// So many of the mug from Kiln.
fn proposal(number: u32, revision: u32, quantity: i64) -> Proposal {
    Proposal {
        item: "MUG".into(),
        sku: None,
        title: "Mug".into(),
        variant: None,
        location: "berlin".into(),
        together: false,
        way: Way::Purchase { supplier: "Kiln".into(), code: None, unit_price: None },
        quantity,
        order_by: None,
        expected: "2026-01-22".parse().expect("a date"),
        autonomy: Autonomy::Draft,
        number,
        revision,
        since: now(),
        trace: Trace::default(),
    }
}

/// Writes a proposal that was read as it says.
async fn propose(
    store: &Store,
    as_read: Option<&Proposal>,
    to_be: Option<&Proposal>,
) -> Result<Committed, StoreError> {
    let (shop, entity) = (acme(), mug());
    let head = store.head(&shop, &entity).await?;
    let mut commit = Commit::on(&shop, &entity, &head, now());
    commit.proposal = Some(Proposed { as_read, to_be });
    store.commit(commit).await
}

/// An order takes a proposal away that stands so.
async fn order(store: &Store, stand: &str) -> Result<Committed, StoreError> {
    let (shop, entity) = (acme(), EntityRef::new("PURCHASE", "1"));
    let head = store.head(&shop, &entity).await?;
    let takes = [(mug(), stand.to_owned())];
    let mut commit = Commit::on(&shop, &entity, &head, now());
    commit.takes = &takes;
    store.commit(commit).await
}

#[test]
fn a_proposal_is_the_only_one_and_written_only_as_it_was_read() {
    on_both(|store| async move {
        let [first, second, third] = [(1, 1, 30), (1, 2, 36), (2, 1, 40)].map(|(n, r, q)| proposal(n, r, q));
        let kept = async || {
            let [listed, of] =
                [store.open_proposals(&acme()).await, store.proposals_of(&acme(), &[mug()]).await];
            assert_eq!(listed, of);
            let one = store.proposal(&acme(), &mug()).await.expect("readable");
            assert_eq!(store.standings(&acme(), &[mug()]).await.expect("readable")[0].proposal, one);
            assert_eq!(
                of.expect("readable"),
                one.clone().map(|one| (mug(), one)).into_iter().collect::<Vec<_>>()
            );
            one
        };
        assert_eq!(kept().await, None);
        assert!(propose(&store, None, Some(&first)).await.is_ok());
        assert_eq!(propose(&store, None, Some(&third)).await, Err(StoreError::Stale), "there is one");
        assert!(propose(&store, Some(&first), Some(&second)).await.is_ok());
        assert_eq!(
            propose(&store, Some(&first), Some(&third)).await,
            Err(StoreError::Stale),
            "it was amended"
        );
        assert_eq!(kept().await, Some(second.clone()));
        assert_eq!(order(&store, "1#1").await, Err(StoreError::Stale), "what is ordered isn't what stands");
        assert!(order(&store, "1#2").await.is_ok());
        assert_eq!(
            propose(&store, Some(&second), Some(&third)).await,
            Err(StoreError::Stale),
            "it was ordered"
        );
        assert_eq!(order(&store, "1#2").await, Err(StoreError::Stale), "once");
        assert!(propose(&store, None, Some(&third)).await.is_ok());
        assert!(propose(&store, Some(&third), None).await.is_ok());
        assert_eq!(kept().await, None, "the need is gone");
    });
}

#[test]
fn heads_of_several_entities_are_read_at_once() {
    on_both(|store| async move {
        assert_eq!(store.heads(&acme(), &[mug()]).await, Ok(Vec::new()));
        store.journal(&acme(), &mug(), &[moved("a")], now()).await.expect("journalled");
        let heads = store.heads(&acme(), &[mug(), stock::at("JUG", "berlin")]).await.expect("readable");
        assert_eq!(heads, [(mug(), store.head(&acme(), &mug()).await.expect("a head"))]);
    });
}
