//! Files in parts, and which model of transit times is in use, on the in-memory engine and on a real DynamoDB engine.

use std::sync::Arc;

use domain::{
    EntityRef, ShopId, SourceVersion,
    edd::{Adopted, AdoptedBecause, InUse, Inputs, ModelName, NoDate, PromisedBy, Stored},
    event::{Origin, hash_of},
};
use store::{
    Store, StoreError,
    commit::Commit,
    engine::{Attr, Engine, Table},
    files::LARGEST,
    keys,
};
use testkit::{
    Memory, on_both,
    orders::{at, order},
};

use super::acme;

fn bytes(size: usize) -> Vec<u8> {
    (0..size).map(|n| (n * 31 % 251) as u8).collect()
}

#[test]
fn a_file_comes_back_whole_by_its_hash() {
    on_both(async |store: Store| {
        for size in [0, 1, 350 * 1024, 350 * 1024 + 1, LARGEST] {
            let file = bytes(size);
            let hash = store.keep_file(&acme(), &file).await.expect("kept");
            assert_eq!(hash, hash_of(&file), "{size}");
            assert_eq!(store.keep_file(&acme(), &file).await, Ok(hash.clone()), "again changes nothing");
            assert_eq!(store.file(&acme(), &hash).await.map(|f| f == Some(file)), Ok(true), "{size}");
        }
        let other: ShopId = "zeta".parse().expect("a shop id");
        assert_eq!(store.file(&other, &hash_of(bytes(1))).await, Ok(None), "another shop's");
        assert_eq!(store.file(&acme(), &hash_of("nothing")).await, Ok(None));
    });
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    on_both(async |store: Store| {
        let refused = store.keep_file(&acme(), &bytes(LARGEST + 1)).await;
        let told = refused.expect_err("too large").to_string();
        assert_eq!(told, "a file is too large: 4194305 bytes, where 4194304 are allowed");
        assert_eq!(store.file(&acme(), &hash_of(bytes(LARGEST + 1))).await, Ok(None));
    });
}

/// What was begun and not ended isn't there, and is completed by the next try; what was tampered with is refused.
#[tokio::test]
async fn only_the_whole_file_of_its_hash_is_answered() {
    let memory = Arc::new(Memory::default());
    let store = Store::on(Arc::clone(&memory) as Arc<dyn Engine>);
    let file = bytes(800 * 1024);
    let hash = store.keep_file(&acme(), &file).await.expect("kept");
    let part = |place| keys::file_part(&acme(), &hash, place);
    let unreadable =
        |answer: Result<Option<Vec<u8>>, StoreError>| matches!(answer, Err(StoreError::Unreadable { .. }));

    let second = memory.items()[&(Table::Shop, part(1))].clone();
    memory.forget(&(Table::Shop, part(1)));
    assert!(unreadable(store.file(&acme(), &hash).await), "a part is missing");
    memory.forget(&(Table::Shop, part(0)));
    assert_eq!(store.file(&acme(), &hash).await, Ok(None), "the first part comes last");
    assert_eq!(store.keep_file(&acme(), &file).await, Ok(hash.clone()));
    assert_eq!(store.file(&acme(), &hash).await.map(|f| f == Some(file)), Ok(true));

    let mut bent = second;
    bent.insert("bytes".into(), Attr::B(vec![0; 10]));
    memory.tamper(Table::Shop, bent);
    assert!(unreadable(store.file(&acme(), &hash).await), "not its bytes");
}

/// Which model answers changes only as it was read; orders are read with what is known of their deliveries.
#[test]
fn one_change_of_the_model_in_use_wins_and_deliveries_are_read_together() {
    on_both(async |store: Store| {
        let now = at("2026-01-15T09:00:00Z");
        let name = |hash: &str| ModelName {
            hash: hash.into(),
            as_of: "2026-01-15".parse().expect("a day"),
            parcels: 40,
            since: now,
        };
        let adopted = |hash: &str| {
            let because = AdoptedBecause::First;
            Adopted { model: name(hash), before: None, because, figures: None, training: None }
        };
        let (head, known) = store.model_in_use(&acme()).await.expect("readable");
        assert_eq!(known, InUse::default());
        for (hash, expected) in [("a", Ok(true)), ("b", Ok(false))] {
            let next = known.with(name(hash), false);
            let changed =
                store.use_model(&acme(), &head, &next, &adopted(hash), Origin::default(), now).await;
            assert_eq!(changed, expected, "{hash}: both had read the same");
        }
        let (_, known) = store.model_in_use(&acme()).await.expect("readable");
        assert_eq!(known.model, Some(name("a")));

        let (order, entity) = (order("1001", now), EntityRef::order("1001"));
        let inputs = Inputs { at: now, settings: 1, table: None, model: None, stock: vec![] };
        let stored = Stored::of_answer(PromisedBy::Order, None, Err(&NoDate::NoService), inputs);
        let events = [stored.event()];
        let head = store.head(&acme(), &entity).await.expect("a head");
        let shop = acme();
        let mut commit = Commit::on(&shop, &entity, &head, now);
        commit.events = &events;
        commit.snapshot = Some((&order, SourceVersion { at: now, tie: "1".into() }));
        store.commit(commit).await.expect("committed");
        let nobody = EntityRef::order("1002");
        let found = store.deliveries(&acme(), &[&entity, &nobody]).await.expect("readable");
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].order.id, &found[0].stored), (&order.id, &Some(stored)));
        assert_eq!((found[0].settled.is_none(), found[0].parcels.len()), (true, 0));
    });
}
