//! Guards that nothing else looks at one by one. `tests/mutants.toml` names them all.

use std::sync::Arc;

use domain::{
    EntityRef, NewEvent,
    command::{self, CommandId, Entry, Key, Purpose},
    event::Origin,
    returns::portal::{By, Words},
    schedule::Due,
    send::{Report, SendId, State},
};
use futures::FutureExt as _;
use jiff::SignedDuration;
use serde_json::json;
use store::{
    Store, StoreError,
    commands::{Changed, Turn},
    commit::{Commit, Committed},
    engine::{Engine, Table},
    keys,
    ledger::Claim,
};
use testkit::{Memory, on_both};

use super::{acme, first, now};

/// Commits one event with a row that wakes.
async fn wake(store: &Store, effect: &str, due: Due) -> Result<Committed, StoreError> {
    let head = store.head(&due.shop, &due.entity).await?;
    let (shop, entity) = (due.shop.clone(), due.entity.clone());
    let kind = "order.created".to_owned();
    let events = [NewEvent { kind, v: 1, effect: effect.to_owned(), data: json!({}), outward: false }];
    let mut commit = Commit::on(&shop, &entity, &head, now());
    commit.events = &events;
    commit.wake.push(due);
    store.commit(commit).await
}

#[test]
fn a_row_that_was_set_anew_outlives_its_old_time() {
    on_both(async |store: Store| {
        let due = |minutes: i64| Due {
            shop: acme(),
            entity: first(),
            automation: "order-confirmation".into(),
            purpose: "edited-order".into(),
            at: now() + SignedDuration::from_mins(minutes),
        };
        assert!(wake(&store, "a", due(10)).await.is_ok());
        assert!(matches!(store.fire(&due(10), now()).await, Ok(Some(_))));
        assert!(wake(&store, "b", due(20)).await.is_ok());
        assert_eq!(store.fire(&due(10), now()).await, Ok(None), "fired before; a late index still shows it");
        let shard = keys::shard(&keys::entity(&acme(), &first()));
        let by = now() + SignedDuration::from_mins(30);
        let _ = store.due(shard, by, None).await;
        assert_eq!(store.due(shard, by, None).await.expect("readable").rows, [due(20)]);
    });
}

#[test]
fn a_row_never_comes_before_its_time() {
    on_both(async |store: Store| {
        let due = Due {
            shop: acme(),
            entity: first(),
            automation: "order-confirmation".into(),
            purpose: "edited-order".into(),
            at: now() + SignedDuration::from_micros(400),
        };
        assert!(wake(&store, "a", due.clone()).await.is_ok());
        let shard = keys::shard(&keys::entity(&acme(), &first()));
        let (early, later) = (now(), now() + SignedDuration::from_millis(1));
        let _ = store.due(shard, later, None).await;
        assert_eq!(store.due(shard, early, None).await.expect("readable").rows, []);
        assert_eq!(
            store.due(shard, later, None).await.expect("readable").rows,
            [Due { at: later, ..due.clone() }]
        );
        // Whoever knows the time as it was asked for means the same row.
        assert!(matches!(store.fire(&due, later).await, Ok(Some(_))));
        assert!(wake(&store, "b", due.clone()).await.is_ok());
        assert_eq!(store.fire(&due, later).await, Ok(None), "fired before: the row goes");
        let _ = store.due(shard, later, None).await;
        assert_eq!(store.due(shard, later, None).await.expect("readable").rows, []);
    });
}

#[test]
fn a_send_is_written_only_as_it_was_read() {
    on_both(async |store: Store| {
        let shop = acme();
        let id = |n| SendId::of(&acme(), &first(), "order-confirmation", n);
        let claim = |owner: &str| Claim {
            about: first(),
            message: "order-confirmation#1".into(),
            owner: owner.into(),
            lease_until: now(),
            ended: None,
            counted: None,
        };
        let read = async |id: &SendId| store.send_entry(&acme(), id).await.expect("readable").expect("there");

        // Once it is sent, it is nobody's to end, to release or to take over.
        let sent = id(1);
        assert_eq!(store.claim_send(&shop, &sent, &claim("a"), None, now()).await, Ok(true));
        let sending = read(&sent).await;
        assert_eq!(store.mark_sent(&shop, &sent, "a", "m-1").await, Ok(true));
        assert_eq!(store.mark_ended(&shop, &sent, "a", State::Failed, "late").await, Ok(false));
        assert_eq!(store.release_send(&shop, &sent, "a", "Throttling").await, Ok(false));
        assert_eq!(store.uncount_attempt(&shop, &sent, "a", 0).await, Ok(false));
        assert_eq!(store.claim_send(&shop, &sent, &claim("b"), Some(&sending), now()).await, Ok(false));
        assert_eq!(store.mark_reported(&shop, &sent, &sending, "m-1", Report::Reject).await, Ok(false));
        assert_eq!(read(&sent).await.state, State::Sent);

        // A report was read for the owner before.
        let taken = id(2);
        assert_eq!(store.claim_send(&shop, &taken, &claim("a"), None, now()).await, Ok(true));
        let of_a = read(&taken).await;
        assert_eq!(store.claim_send(&shop, &taken, &claim("b"), Some(&of_a), now()).await, Ok(true));
        assert_eq!(store.mark_reported(&shop, &taken, &of_a, "m-1", Report::Send).await, Ok(false));
        assert_eq!(store.uncount_attempt(&shop, &taken, "a", 0).await, Ok(false));

        // SES's word on the attempt before came in between: whoever takes it again has to read it first.
        let failed = id(3);
        assert_eq!(store.claim_send(&shop, &failed, &claim("a"), None, now()).await, Ok(true));
        assert_eq!(store.mark_ended(&shop, &failed, "a", State::Failed, "refused").await, Ok(true));
        let unreported = read(&failed).await;
        assert_eq!(store.mark_reported(&shop, &failed, &unreported, "m-1", Report::Reject).await, Ok(true));
        assert_eq!(store.claim_send(&shop, &failed, &claim("b"), Some(&unreported), now()).await, Ok(false));
    });
}

/// A later release may cut files otherwise: what is kept stays as it was cut.
#[tokio::test]
async fn a_file_that_is_kept_never_changes() {
    let memory = Arc::new(Memory::default());
    let store = Store::on(Arc::clone(&memory) as Arc<dyn Engine>);
    let hash = store.keep_file(&acme(), b"terms").await.expect("kept");
    let place = (Table::Shop, keys::file_part(&acme(), &hash, 0));
    let mut cut_otherwise = memory.items()[&place].clone();
    cut_otherwise.insert("v".into(), 0.into());
    memory.tamper(Table::Shop, cut_otherwise.clone());
    assert_eq!(store.keep_file(&acme(), b"terms").await, Ok(hash));
    assert_eq!(memory.items()[&place], cut_otherwise);
}

/// Two who speak at once are both heard.
#[tokio::test]
async fn what_is_said_of_a_return_is_written_only_as_it_was_read() {
    let memory = Arc::new(Memory::default());
    let store = || Store::on(Arc::clone(&memory) as Arc<dyn Engine>);
    let (shop, rma) = (acme(), EntityRef::new("RETURN", "1"));
    for round in ["first", "second"] {
        let met = std::sync::atomic::AtomicBool::new(false);
        let change = |words: &mut Words| {
            // Between reading and writing, another speaks.
            if !met.swap(true, std::sync::atomic::Ordering::Relaxed) {
                let theirs = |words: &mut Words| words.say(By::Route("quality".into()), round, now());
                let said = store().say_of_return(&shop, &rma, now(), theirs).now_or_never();
                assert_eq!(said, Some(Ok(true)));
            }
            words.say(By::Buyer, round, now())
        };
        assert_eq!(store().say_of_return(&shop, &rma, now(), change).await, Ok(true));
    }
    let said = store().words(&shop, &rma).await.expect("readable").sayings;
    let who: Vec<bool> = said.iter().map(|saying| saying.by == By::Buyer).collect();
    assert_eq!(who, [false, true, false, true]);
}

/// A command about the order, as `owner` takes it.
fn command(of: &str, owner: &str) -> Entry {
    let key = Key::of(of);
    Entry {
        id: CommandId::of(&acme(), first().id(), Purpose::Money, &key),
        about: EntityRef::new("RETURN", of),
        command: "refund".into(),
        key,
        state: command::State::Sending,
        owner: owner.into(),
        lease_until: now(),
        since: now(),
        attempts: 1,
        amount: None,
        reference: None,
        reason: None,
        why: None,
    }
}

#[test]
fn a_command_is_taken_only_if_nothing_about_its_order_has_changed() {
    on_both(async |store: Store| {
        let (shop, order) = (acme(), first());
        let empty = store.commands(&shop, &order).await.expect("readable");
        assert!(empty.entries.is_empty() && empty.turn == Turn::default());
        let (seven, eight) = (command("7", "a"), command("8", "b"));
        let turn = store.take_command(&shop, &order, &seven, &empty.turn).await.expect("answered");
        let turn = turn.expect("nobody was quicker");
        // Whoever read before that takes neither this one nor another.
        assert_eq!(store.take_command(&shop, &order, &eight, &empty.turn).await, Ok(None));
        let seen = store.commands(&shop, &order).await.expect("readable");
        assert_eq!((seen.entries.as_slice(), &seen.turn), ([seven.clone()].as_slice(), &turn));
        assert_eq!(seen.turn.holder.as_deref(), Some(seven.id.as_str()));
        // It is given back: what was read before that doesn't hold any more.
        let asked = Entry { state: command::State::Asked, ..seven.clone() };
        let given_back = Changed { order: &order, turn: &turn, entry: &asked };
        assert_eq!(store.release_command(&shop, given_back).await, Ok(true));
        assert_eq!(store.release_command(&shop, given_back).await, Ok(false), "it is nobody's now");
        assert_eq!(store.take_command(&shop, &order, &eight, &seen.turn).await, Ok(None));
        let seen = store.commands(&shop, &order).await.expect("readable");
        assert_eq!(seen.entry(&seven.id), Some(&asked));
        assert_eq!(seen.turn.holder, None);
        let turn = store.take_command(&shop, &order, &eight, &seen.turn).await.expect("answered");
        assert!(turn.is_some());
    });
}

#[test]
fn a_command_ends_by_its_owner_and_is_told_with_it() {
    on_both(async |store: Store| {
        let (shop, order) = (acme(), first());
        let taken = command("7", "a");
        let turn = store.take_command(&shop, &order, &taken, &Turn::default()).await.expect("answered");
        let turn = turn.expect("nobody was quicker");
        // Its lease runs out, and b takes it over.
        let seen = store.commands(&shop, &order).await.expect("readable");
        let over = command("7", "b");
        let own = store.take_command(&shop, &order, &over, &seen.turn).await.expect("answered");
        let own = own.expect("a doesn't come back");
        let done = |entry: &Entry| Entry { state: command::State::Done, ..entry.clone() };
        let told = |word: &str| {
            let effect = format!("command#done#{word}");
            [NewEvent { kind: "command.done".into(), v: 1, effect, data: json!({}), outward: false }]
        };
        let (late, ended) = (done(&taken), done(&over));
        let late = Changed { order: &order, turn: &turn, entry: &late };
        let ended = Changed { order: &order, turn: &own, entry: &ended };
        let origin = Origin::default();
        assert_eq!(store.keep_command(&shop, late).await, Ok(false));
        assert_eq!(store.end_command(&shop, late, &told("late"), &origin, now()).await, Ok(false));
        assert_eq!(store.end_command(&shop, ended, &told("own"), &origin, now()).await, Ok(true));
        let story = store.story(&shop, &taken.about).await.expect("readable");
        assert_eq!((story.events.len(), story.broken), (1, None), "it is told once, by whoever had it");
        let seen = store.commands(&shop, &order).await.expect("readable");
        assert_eq!(seen.entries, [done(&over)]);
        assert_eq!(seen.turn.holder, None);
    });
}

#[test]
fn a_send_that_ends_as_it_is_taken_was_never_in_doubt() {
    on_both(async |store: Store| {
        let (shop, id) = (acme(), SendId::of(&acme(), &first(), "order-confirmation", 1));
        let claim = |owner: &str, ended: Option<&str>| Claim {
            about: first(),
            message: "m".into(),
            owner: owner.into(),
            lease_until: now(),
            ended: ended.map(str::to_owned),
            counted: None,
        };
        assert_eq!(store.claim_send(&shop, &id, &claim("a", Some("off")), None, now()).await, Ok(true));
        let entry = store.send_entry(&shop, &id).await.expect("readable").expect("there");
        assert_eq!((entry.state, entry.reason.as_deref()), (State::Failed, Some("off")));
        let again = store.claim_send(&shop, &id, &claim("a", Some("off")), None, now()).await;
        assert_eq!(again, Ok(true), "the SDK repeats a call whose answer was lost");
        assert_eq!(
            store.claim_send(&shop, &id, &claim("b", Some("off")), None, now()).await,
            Ok(false),
            "taken"
        );
        // It may be tried again, and then nothing of the end is left.
        assert_eq!(store.claim_send(&shop, &id, &claim("b", None), Some(&entry), now()).await, Ok(true));
        let entry = store.send_entry(&shop, &id).await.expect("readable").expect("there");
        assert_eq!((entry.state, entry.attempts, entry.reason), (State::Sending, 1, None));
        let ended = claim("c", Some("off"));
        assert_eq!(
            store.claim_send(&shop, &id, &ended, None, now()).await,
            Ok(false),
            "and what is taken doesn't end"
        );
    });
}
