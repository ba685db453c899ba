//! Returns, with every branch that touches a table, its actions noted under the function that does them.

use std::{sync::Arc, time::Duration};

use bundle_tests::{
    ports::LinkKeysOf,
    reader::{Portal, Reader},
    returning::{self, LINE, ORDER, Returning, acme},
    tapped::Tapped,
};
use domain::{
    Automation as _, EntityRef, NewEvent, Settles as _, Timestamp,
    link::Link,
    returns::{
        Grade, photo,
        rma::{ReceivedLine, State},
        told::{Told, Word, kinds},
    },
};
use jiff::SignedDuration;
use objects::Objects;
use photo_retention::PhotoRetention;
use return_report::ReturnReport;
use returns_approval::{Desk, ReturnsApproval};
use returns_portal::ReturnsPortal;
use serde_json::json;
use shell::{LinkKeys as _, Scheduled as _, TimeLeft};
use store::Store;
use testkit::{Bucket, Faults, Faulty, Memory, orders::at};

use crate::recorded::{Actions, named};

/// All that is done about returns.
pub(crate) async fn of_returns(done: &mut Actions, now: Timestamp) {
    Box::pin(of_desk(done)).await;
    Box::pin(of_portal(done)).await;
    of_photos(done).await;
    of_report(done, now).await;
}

/// The table of a world, watched.
fn watched(world: &Returning) -> Arc<Tapped<Faulty<Memory>>> {
    Arc::new(Tapped::new(Faulty { engine: world.engine.clone(), faults: Faults::plan([]) }))
}

/// Decided by the policy and by people: one comes back and is looked at, one is refused and taken up again, one is called off, one is
/// paid by hand, one is never sent, and then the order is cancelled.
async fn of_desk(done: &mut Actions) {
    let people = json!({"otherwise": "review", "refunds": {"at": "approval"},
        "approvals": {"default": {"steps": [{"name": "look", "who": ["quality"], "quorum": 1}],
            "deadline_hours": 72, "remind_hours": [24], "escalate_to": "boss"}}});
    for (own, decided) in [(json!({}), State::Approved), (people, State::Review)] {
        let mut world = Returning::new(Faults::plan([]), &returning::shop(&own), 9).await;
        world.with_mails = false;
        let engine = watched(&world);
        world.work_on(Store::on(engine.clone()));
        // The world knows the settings; the function reads them for itself.
        Desk(Store::on(engine.clone())).settings(&acme()).await.expect("settings");
        for key in ["r1", "r2", "r3", "r4", "r5"] {
            world.ask_for(key, 1).await;
            world.run().await;
            assert_eq!(world.state(key).await, decided, "{key}");
        }
        if decided == State::Review {
            world.vote("r1", "quality", true).await;
            world.run().await;
        }
        world.tell("r1", kinds::SHIPPED, Some(Told::Shipped { at: world.now })).await;
        world.arrive("r1", "DN-1", 1).await;
        world.run().await;
        let line = ReceivedLine { line: Some(LINE.into()), pieces: 1, grade: Some(Grade::A), percent: None };
        world.tell("r1", kinds::GRADED, Some(Told::Graded { id: "DN-1".into(), lines: vec![line] })).await;
        let no = Word::Override { yes: false, exception: None };
        for (key, word) in [("r2", no), ("r2", Word::Reopen), ("r3", Word::Cancel)] {
            world.instruct(key, word, "ada").await;
            world.run().await;
        }
        world.refunds_by_hand("77", 1).await;
        world.run().await;
        for _ in 0..16 {
            world.wait(SignedDuration::from_hours(24)).await;
        }
        let (kind, effect) = ("order.cancelled".to_owned(), "order#cancelled".to_owned());
        let cancelled = NewEvent { kind, v: 1, effect, data: json!({}), outward: false };
        world.say(&EntityRef::order(ORDER), cancelled).await;
        world.run().await;
        assert_eq!((world.state("r1").await, world.state("r3").await), (State::Closed, State::Cancelled));
        done.entry(ReturnsApproval::NAME).or_default().extend(named(&engine));
    }
}

/// A buyer who looks for an order, begins, thinks better of it, files, looks and calls it off; somebody of the shop's who looks, asks
/// and decides.
async fn of_portal(done: &mut Actions) {
    let policy = returning::shop(&json!({"otherwise": "review"}));
    let mut world = Returning::new(Faults::plan([]), &policy, 2).await;
    world.with_mails = false;
    let engine = watched(&world);
    let keys = Arc::new(LinkKeysOf::acme());
    let key = keys.signing(&acme()).await.expect("readable").expect("a key");
    let portal = Portal { door: ReturnsPortal::new(Store::on(engine.clone()), keys), now: world.now };
    let mut reader = Reader::open(&portal, "/returns/acme").await;
    reader.press("find", &[("order", ORDER), ("contact", "ada@example.com")]).await;
    let first = reader.at.clone();
    reader.press("next", &[("pieces.0", "1")]).await;
    reader.go(&first).await;
    reader.press("forget", &[]).await;
    for doing in ["ask", "approve"] {
        reader.go(&first).await;
        reader.press("next", &[("pieces.0", "1")]).await;
        reader
            .press("review", &[("reason.0", "changed-mind"), ("condition.0", "sealed"), ("comment.0", "why")])
            .await;
        reader.press("file", &[]).await;
        world.run().await;
        let id = reader.at.split("r-").nth(1).and_then(|id| id.split('?').next()).expect("filed").to_owned();
        let desk = Link::to_desk(&acme(), "returns", world.now, 30).sign(&key);
        let mut staff = Reader::open(&portal, &format!("/returns-desk/{desk}")).await;
        staff.go(&format!("/returns-desk/{desk}/{id}")).await;
        staff.press(doing, &[("text", "which?")]).await;
        world.run().await;
        reader.go(&format!("{first}/r-{id}")).await;
    }
    done.entry("returns-portal").or_default().extend(named(&engine));
}

/// A shop's photos in the fourth hour of its day: one is over, one isn't.
async fn of_photos(done: &mut Actions) {
    let engine = Arc::new(Tapped::new(Memory::default()));
    let store = Store::on(engine.clone());
    let shop = returning::shop(&json!({"photos": {"keep_days": 30}}));
    store.publish_settings(&shop, Timestamp::UNIX_EPOCH).await.expect("settings are published");
    // The index shows what is new from the next question on.
    store.shops().await.expect("readable");
    let (bucket, night) = (Bucket::default(), at("2026-03-10T02:30:00Z"));
    let objects = Objects::on(Arc::new(bucket.clone()));
    for (id, days) in [("p1", 31), ("p2", 1)] {
        bucket.is_now(night - SignedDuration::from_hours(24 * days));
        objects.put(&photo::key(&shop.id, "r1", id), vec![1]).await.expect("kept");
    }
    engine.take_actions();
    let sweeper = PhotoRetention { store, objects };
    sweeper.tick(night, &TimeLeft::span(Duration::from_secs(240))).await.expect("swept");
    assert_eq!(bucket.all().len(), 1);
    done.entry("photo-retention").or_default().extend(named(&engine));
}

/// A month of returns is told.
async fn of_report(done: &mut Actions, now: Timestamp) {
    let engine = Arc::new(Tapped::new(Memory::default()));
    let store = Store::on(engine.clone());
    let told = returning::told_of_a_month(&store, now).await;
    engine.take_actions();
    let report = ReturnReport { store };
    report.tick(told, &TimeLeft::span(Duration::from_secs(900))).await.expect("told");
    done.entry("return-report").or_default().extend(named(&engine));
}
