//! Wishes, settled: once each, whoever asks how often and whatever fails on the way.

use std::{sync::Arc, time::Duration};

use domain::{
    EntityRef, Event, Failure, Head, Payload as _, Settles as _, Timestamp,
    document::{Form, Made, PurchaseOrderPaper, Says, Wanted},
    settings::{History, Version},
};
use store::{
    Store,
    commit::{Commit, Committed},
};
use testkit::{
    Fault, Faults, Faulty, Memory, on_both,
    papers::{paper, shop},
};

use crate::Press;

const LONG: Duration = Duration::from_secs(30);

fn at() -> Timestamp {
    "2026-11-25T09:00:00Z".parse().expect("an instant")
}

fn history() -> History {
    History::new(vec![Version { number: 1, effective_from: Timestamp::UNIX_EPOCH, shop: shop() }])
}

fn entity() -> EntityRef {
    EntityRef::new("PURCHASE", "0123456789-1")
}

/// Asks for a paper, as `purchasing` does.
async fn asked(store: &Store, paper: &PurchaseOrderPaper) -> Event {
    let (shop, wanted) = (shop().id, Wanted::purchase_order(1));
    let (head, events, entity) = (Head::default(), [wanted.event()], entity());
    let mut commit = Commit::on(&shop, &entity, &head, at());
    commit.events = &events;
    commit.paper = Some((&wanted, Says::PurchaseOrder(paper)));
    match store.commit(commit).await.expect("written") {
        Committed::Done(mut events) => events.remove(0),
        Committed::AlreadyDone => panic!("it is new"),
    }
}

#[test]
fn a_paper_is_made_once_and_its_files_are_kept() {
    on_both(async |store: Store| {
        let event = asked(&store, &paper("ja-JP", "JPY", "湯呑み", 3)).await;
        let press = Press(store.clone());
        let settle = async || press.settle(&event, &history(), at(), LONG).await.expect("settled");
        let (first, again) = (settle().await, settle().await);
        assert_eq!((first.because.as_str(), first.events), ("wanted", vec!["document.made".to_owned()]));
        assert_eq!((again.because.as_str(), again.events), ("already-made", Vec::new()));
        let shop = shop().id;
        let effect = Wanted::purchase_order(1).made_effect();
        let kept = store.event(&shop, &entity(), &effect).await.expect("read").expect("made");
        let made: Made = kept.event.payload().expect("read");
        assert_eq!(kept.event.cause.as_deref(), Some(event.id.as_str()));
        let pdf = made.file(Form::Pdf).expect("a PDF");
        let bytes = store.file(&shop, &pdf.sha256).await.expect("read").expect("kept");
        assert!(bytes.starts_with(b"%PDF-1.7") && bytes.len() as u64 == pdf.length);
        // Names, addresses and amounts stay out of the journal.
        let said = serde_json::to_string(&kept.event).expect("text");
        assert!(!said.contains("湯呑み") && !said.contains("Torstra") && !said.contains("Acme K"), "{said}");
    });
}

#[test]
fn what_was_asked_for_and_is_not_there_is_a_dead_letter() {
    on_both(async |store: Store| {
        let mut event = asked(&store, &paper("en", "EUR", "Mug", 1)).await;
        event.data = serde_json::json!({"kind": "purchase-order", "revision": 2});
        let press = Press(store);
        let failed = press.settle(&event, &history(), at(), LONG).await;
        let told = "what the purchase-order 2 of PURCHASE#0123456789-1 says isn't there";
        assert_eq!(failed, Err(Failure::permanent(told)));
        event.data = serde_json::json!({"kind": "delivery-note", "revision": 1});
        let failed = press.settle(&event, &history(), at(), LONG).await;
        assert!(matches!(failed, Err(Failure::Transient { .. })), "a newer release may know it: {failed:?}");
    });
}

/// Whatever call fails, however: the next delivery ends it, with the same bytes and one event.
#[tokio::test(start_paused = true)]
async fn a_wish_survives_every_fault() {
    let mut calls = 1;
    let mut place = 0;
    while place < calls {
        for fault in Fault::ALL {
            let engine = Arc::new(Memory::default());
            let store = Store::on(engine.clone());
            let event = asked(&store, &paper("en", "EUR", "Mug", 2)).await;
            let faults = Faults::plan([(place, fault)]);
            let press = Press(Store::on(Arc::new(Faulty { engine, faults: faults.clone() })));
            let first = faults.survive(press.settle(&event, &history(), at(), LONG)).await;
            calls = calls.max(faults.calls());
            let press = Press(store.clone());
            let second = press.settle(&event, &history(), at(), LONG).await.expect("settled");
            let said = first.and_then(Result::ok).map(|settled| settled.events);
            let in_time = said.is_some_and(|events| !events.is_empty());
            let name = faults.names().get(place).copied().unwrap_or("no call");
            assert!(!in_time || second.events.is_empty(), "{name}, {fault:?}: made twice");
            let story = store.story(&shop().id, &entity()).await.expect("a story");
            let made: Vec<_> = story.events.iter().filter(|kept| kept.event.kind == Made::KIND).collect();
            assert_eq!(made.len(), 1, "{name}, {fault:?}");
            let made: Made = made[0].event.payload().expect("read");
            for file in &made.files {
                let kept = store.file(&shop().id, &file.sha256).await.expect("read");
                assert!(kept.is_some(), "{name}, {fault:?}: {:?} isn't kept", file.form);
            }
        }
        place += 1;
    }
    assert!(calls >= 6, "{calls} calls");
}
