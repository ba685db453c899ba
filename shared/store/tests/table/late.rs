//! Reads that may be a moment late: what is decided on them never rests on what they missed. The engine in memory lags on
//! demand: the first late read of an item after a write shows what was before.

use std::sync::Arc;

use domain::{
    EntityRef, NewEvent, SourceVersion,
    send::{Report, SendId, State},
};
use jiff::SignedDuration;
use serde_json::json;
use store::{
    Store,
    commit::{Commit, Committed},
    engine::{Engine, Table},
    keys,
    ledger::Claim,
    suppression::Suppression,
};
use testkit::{Memory, on_both, orders::order};

use super::{acme, first, now};

fn lagging() -> (Arc<Memory>, Store) {
    let memory = Arc::new(Memory::default());
    memory.lag();
    (Arc::clone(&memory), Store::on(memory as Arc<dyn Engine>))
}

/// Commits one event with a snapshot that is so many minutes old.
async fn commit(store: &Store, effect: &str, minute: i64) -> u64 {
    let (shop, entity) = (acme(), first());
    let head = store.head(&shop, &entity).await.expect("readable");
    let kind = "order.created".to_owned();
    let events = [NewEvent { kind, v: 1, effect: effect.to_owned(), data: json!({}), outward: false }];
    let mut commit = Commit::on(&shop, &entity, &head, now());
    let placed = order("1", now());
    let source = SourceVersion { at: now() + SignedDuration::from_mins(minute), tie: "a".into() };
    commit.snapshot = Some((&placed, source));
    commit.events = &events;
    match store.commit(commit).await {
        Ok(Committed::Done(events)) => events[0].seq,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_event_is_never_decided_on_what_was_before_it() {
    on_both(async |store: Store| {
        let seq = commit(&store, "a", 0).await;
        let known = store.order_since(&acme(), &first(), seq).await.expect("readable");
        assert_eq!(known, store.order(&acme(), &first()).await.expect("readable"));
        assert_eq!(store.snapshot(&acme(), &first()).await, Ok(known.order));
        assert_eq!(store.snapshot(&acme(), &EntityRef::order("2")).await, Ok(None));
    });
}

#[tokio::test]
async fn a_read_from_before_the_event_is_read_again() {
    let (memory, store) = lagging();
    let seq = commit(&store, "a", 0).await;
    assert_eq!(store.order_since(&acme(), &first(), seq).await.expect("readable").head.version, seq);
    let seq = commit(&store, "b", 1).await;
    assert_eq!(store.order_since(&acme(), &first(), seq).await.expect("readable").head.version, seq);
    // What came before is enough for whoever was woken by what came before.
    let halves = memory.read_halves();
    let later = commit(&store, "c", 2).await;
    let own_read = 2;
    assert_eq!(store.order_since(&acme(), &first(), seq).await.expect("readable").head.version, seq);
    assert_eq!(memory.read_halves() - halves, own_read + 2);
    // The head of one moment and the body of another are no pair.
    memory.tamper(Table::Shop, memory.items()[&(Table::Shop, keys::head(&acme(), &first()))].clone());
    commit(&store, "d", 3).await;
    let _ = memory.get_lately(Table::Shop, keys::head(&acme(), &first())).await;
    let known = store.order_since(&acme(), &first(), later).await.expect("readable");
    assert_eq!(known, store.order(&acme(), &first()).await.expect("readable"));
}

#[tokio::test]
async fn a_row_that_is_missed_is_met_by_the_claim() {
    let (_, store) = lagging();
    let (shop, id) = (acme(), SendId::of(&acme(), &first(), "order-confirmation", 1));
    let claim = |owner: &str| Claim {
        about: first(),
        message: "order-confirmation#1".into(),
        owner: owner.into(),
        lease_until: now(),
        ended: None,
        counted: None,
    };
    assert_eq!(store.claim_send(&shop, &id, &claim("a"), None, now()).await, Ok(true));
    assert_eq!(store.send_entry_if_any(&shop, &id).await, Ok(None), "it is late");
    assert_eq!(store.claim_send(&shop, &id, &claim("b"), None, now()).await, Ok(false));
    // Whatever is there is read as it stands now.
    assert_eq!(store.mark_sent(&shop, &id, "a", "m-1").await, Ok(true));
    let entry = store.send_entry_if_any(&shop, &id).await.expect("readable").expect("there");
    assert_eq!(entry.state, State::Sent);
}

#[tokio::test]
async fn what_holds_a_mail_back_is_read_as_it_stands_now() {
    let (_, store) = lagging();
    let stands =
        Suppression { reason: "mail-bounced".into(), detail: String::new(), about: first(), at: now() };
    assert_eq!(store.suppress(&acme(), "ada@example.com", &stands).await, Ok(()));
    assert_eq!(store.suppressed_if_any(&acme(), "ada@example.com").await, Ok(None), "it is late");
    assert_eq!(store.suppressed_if_any(&acme(), "ada@example.com").await, Ok(Some(stands)));
    let lifted = store.lift_suppression(&acme(), "ada@example.com", "owner", now()).await;
    assert!(lifted.expect("lifted").is_some());
    assert_eq!(store.suppressed_if_any(&acme(), "ada@example.com").await, Ok(None));
}

#[test]
fn a_report_in_course_is_written_unread_and_any_other_is_not() {
    on_both(async |store: Store| {
        let shop = acme();
        let claim = |owner: &str| Claim {
            about: first(),
            message: "order-confirmation#1".into(),
            owner: owner.into(),
            lease_until: now(),
            ended: None,
            counted: None,
        };
        let id = SendId::of(&acme(), &first(), "order-confirmation", 1);
        let report = async |report| store.mark_in_course(&acme(), &id, "m-1", report).await;
        let read = async || store.send_entry(&acme(), &id).await.expect("readable").expect("there");
        assert_eq!(report(Report::Send).await, Ok(None), "nothing is there");
        assert_eq!(store.send_entry(&shop, &id).await, Ok(None));
        assert_eq!(store.claim_send(&shop, &id, &claim("a"), None, now()).await, Ok(true));
        assert_eq!(report(Report::Send).await, Ok(None), "the answer isn't marked: the long way");
        assert_eq!(read().await.reported, None);
        assert_eq!(store.mark_sent(&shop, &id, "a", "m-1").await, Ok(true));
        assert_eq!(report(Report::Delivery).await, Ok(None), "out of turn");
        let before = read().await;
        assert_eq!(report(Report::Send).await, Ok(Some(before)));
        assert_eq!(read().await.reported, Some(Report::Send));
        assert_eq!(report(Report::Send).await, Ok(None), "it comes again");
        assert!(report(Report::Delivery).await.expect("written").is_some());
        assert_eq!(report(Report::Send).await, Ok(None), "the lighter one never replaces it");
        assert_eq!(read().await.reported, Some(Report::Delivery));
        for weighty in [Report::SoftBounce, Report::Reject, Report::Bounce, Report::Complaint] {
            assert_eq!(report(weighty).await, Ok(None), "{weighty:?} has consequences");
        }
    });
}
