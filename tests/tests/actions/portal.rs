//! The returns portal as a buyer and the shop's people use it, without JavaScript: every form as its page has it, every
//! redirect followed.

mod desk;
mod photos;

use std::{collections::BTreeSet, sync::Arc};

use bundle_tests::{
    ports::LinkKeysOf,
    reader::{Portal, Reader, Site as _},
    returning::{LINE, ORDER, Returning, acme, entity, shop},
};
use domain::{
    EntityRef, ShopId,
    link::{Link, LinkKey, ORDER_STATUS, RETURNS},
    order::Order,
    returns::{
        Grade,
        rma::{self, ReceivedLine, State},
        told::{Told, kinds},
    },
};
use jiff::SignedDuration;
use returns_portal::ReturnsPortal;
use serde_json::{Value, json};
use shell::{Answer, HttpRequest, LinkKeys as _};
use testkit::Faults;

/// A world with an order of so many pieces, delivered three days ago, and its portal.
async fn world(own: &Value, pieces: i64) -> (Returning, Portal) {
    let mut world = Returning::new(Faults::plan([]), &shop(own), pieces).await;
    world.with_mails = false;
    let portal = portal(&world);
    (world, portal)
}

fn portal(world: &Returning) -> Portal {
    let keys = Arc::new(LinkKeysOf::acme());
    Portal { door: ReturnsPortal::new(world.store.clone(), keys), now: world.now }
}

async fn key(shop: &ShopId) -> LinkKey {
    LinkKeysOf::acme().signing(shop).await.expect("readable").expect("a key")
}

async fn token(world: &Returning, order: &str) -> String {
    let link = Link::to_order(&acme(), &EntityRef::order(order), world.now, 30);
    assert_eq!(link.purpose, ORDER_STATUS);
    link.sign(&key(&acme()).await)
}

async fn desk(world: &Returning, route: &str) -> String {
    Link::to_desk(&acme(), route, world.now, 30).sign(&key(&acme()).await)
}

/// The ids of the order's returns.
async fn filed(world: &Returning) -> Vec<String> {
    let tie = world.store.returns_of_order(&acme(), ORDER).await.expect("readable");
    tie.said::<domain::returns::of_order::OfOrder>().expect("readable").all
}

/// A person decides.
fn asks(who: &[&str]) -> Value {
    json!({"otherwise": "review", "refunds": {"at": "approval"},
        "approvals": {"default": {"steps": [{"name": "look", "who": who}], "deadline_hours": 72, "remind_hours": [24],
            "escalate_to": "boss"}}})
}

/// Files a return of so many pieces, from the order's first page on.
async fn file(world: &mut Returning, portal: &Portal, pieces: &str, reason: &str) -> String {
    let at = format!("/return/{}", token(world, ORDER).await);
    let mut reader = Reader::open(portal, &at).await;
    reader.press("next", &[("pieces.0", pieces)]).await;
    reader.press("review", &[("reason.0", reason), ("condition.0", "sealed")]).await;
    assert!(reader.at.ends_with("/review"), "{} {}", reader.at, reader.text());
    reader.press("file", &[]).await;
    assert_eq!(reader.answer.status, 200, "{}", reader.text());
    let id = reader.at.split("r-").nth(1).and_then(|id| id.split('?').next()).expect("a return").to_owned();
    world.run().await;
    id
}

#[tokio::test(start_paused = true)]
async fn a_buyer_finds_the_order_files_a_return_and_sees_it_through() {
    let (mut world, mut portal) = world(&json!({}), 2).await;
    let mut reader = Reader::open(&portal, "/returns/acme").await;
    assert_eq!(reader.answer.status, 200);
    reader.press("find", &[("order", "# 1001"), ("contact", "ADA@example.com ")]).await;
    assert!(reader.at.starts_with("/return/"), "{} {}", reader.at, reader.text());
    // Nothing chosen, then more than there is: said at the field, nothing is kept.
    reader.press("next", &[]).await;
    assert_eq!((reader.answer.status, filed(&world).await.len()), (422, 0), "{}", reader.text());
    reader.press("next", &[("pieces.0", "2")]).await;
    assert!(reader.at.ends_with("/details"), "{}", reader.at);
    // A reason is wanted.
    reader.press("review", &[]).await;
    assert_eq!(reader.answer.status, 422, "{}", reader.text());
    // The two pieces come back for two reasons.
    reader
        .press(
            "split.0",
            &[("reason.0", "changed-mind"), ("condition.0", "opened"), ("comment.0", "Für Æsop <b>")],
        )
        .await;
    reader.press("review", &[("reason.1", "defective"), ("condition.1", "damaged")]).await;
    assert!(reader.at.ends_with("/review"), "{} {}", reader.at, reader.text());
    assert!(reader.text().contains("20.00"), "{}", reader.text());
    // What was written is there when the buyer comes back another day.
    let at = format!("/return/{}", token(&world, ORDER).await);
    portal.now += SignedDuration::from_hours(20);
    let mut reader = Reader::open(&portal, &format!("{at}/details")).await;
    assert!(reader.answer.body.to_text().contains("Für Æsop &lt;b&gt;"), "{}", reader.answer.body.to_text());
    reader.press("review", &[]).await;
    reader.press_twice("file", &[]).await;
    world.run().await;
    let ids = filed(&world).await;
    assert_eq!(ids.len(), 1);
    let kept = world.kept(&ids[0]).await;
    assert_eq!((kept.rma.state(), kept.rma.request.lines.len()), (State::Approved, 2));
    assert!(!serde_json::to_string(&kept).expect("plain").contains("Æsop"), "words stand beside the return");
    let words = world.store.words(&acme(), &entity(&ids[0])).await.expect("readable");
    assert_eq!(words.comments[0].as_deref(), Some("Für Æsop <b>"));
    reader.go(&format!("r-{}", ids[0])).await;
    assert!(reader.text().contains(&kept.rma.number), "{}", reader.text());
    world.arrive(&ids[0], "DN-1", 2).await;
    world.run().await;
    assert_eq!((world.state(&ids[0]).await, world.paid()), (State::Closed, 2000));
    reader.go(&format!("r-{}", ids[0])).await;
    assert_eq!(reader.answer.status, 200);
    // Nothing is left to be returned; what was, is shown.
    reader.go(&at).await;
    assert!(
        reader.text().contains(&kept.rma.number) && reader.links("").iter().any(|to| to.contains(&ids[0]))
    );
}

/// RA-1: whoever doesn't know enough learns nothing.
#[tokio::test(start_paused = true)]
async fn whatever_is_wrong_with_the_number_or_the_proof_the_answer_has_the_same_bytes() {
    let (world, portal) = world(&json!({}), 1).await;
    let mut other = bundle_tests::returning::order(1, world.now);
    (other.id, other.name, other.email) = ("1002".into(), "#1002".into(), Some("bob@example.com".into()));
    world.know(other).await;
    let mut seen = BTreeSet::new();
    let mut reader = Reader::open(&portal, "/returns/acme").await;
    for (order, contact) in [
        ("1001", "bob@example.com"),
        ("1002", "ada@example.com"),
        ("9999", "ada@example.com"),
        ("1001", "not-said"),
        ("no-number", "ada@example.com"),
        ("1001", "1011"),
        // Counted under another name than the id that its plain letters are.
        ("ä1001", "ada@example.com"),
        ("#", "%"),
    ] {
        reader.go("/returns/acme").await;
        let typed = [("order", order), ("contact", contact)];
        reader.press("find", &typed).await;
        // Nothing differs but what was typed.
        let mut page = reader.answer.body.to_text();
        for typed in [order, contact] {
            let said = format!("value=\"{typed}\"");
            assert_eq!(page.matches(&said).count(), 1, "{typed}: {page}");
            page = page.replace(&said, "value=\"\"");
        }
        assert!(!reader.at.contains("/return/"), "{order} {contact}");
        seen.insert((reader.answer.status, reader.answer.all_headers(), page));
    }
    // What is left empty is asked for by the same page.
    for typed in [[("order", "1001"), ("contact", "")], [("order", ""), ("contact", "ada@example.com")]] {
        reader.go("/returns/acme").await;
        reader.press("find", &typed).await;
        assert_eq!((reader.answer.status, reader.at.as_str()), (422, "/returns/acme"), "{typed:?}");
    }
    assert_eq!(seen.len(), 1, "{} answers differ", seen.len());
    // Tried too often, even what is right opens nothing for an hour; other orders do.
    for _ in 0..20 {
        reader.go("/returns/acme").await;
        reader.press("find", &[("order", "1001"), ("contact", "eve@example.com")]).await;
    }
    reader.go("/returns/acme").await;
    reader.press("find", &[("order", "1001"), ("contact", "ada@example.com")]).await;
    assert_eq!((reader.answer.status, reader.at.as_str()), (422, "/returns/acme"));
    reader.go("/returns/acme").await;
    reader.press("find", &[("order", "1002"), ("contact", "10115")]).await;
    assert!(reader.at.starts_with("/return/"), "{}", reader.at);
    let later = Portal { now: portal.now + SignedDuration::from_hours(2), ..portal };
    let mut reader = Reader::open(&later, "/returns/acme").await;
    reader.press("find", &[("order", "1001"), ("contact", "ada@example.com")]).await;
    assert!(reader.at.starts_with("/return/"), "{}", reader.at);
}

/// Plugins number orders anew: an order may be called as another's id is.
#[tokio::test(start_paused = true)]
async fn of_two_orders_of_one_name_the_buyer_s_own_is_found() {
    let (world, portal) = world(&json!({}), 1).await;
    let placed = world.now - SignedDuration::from_hours(1);
    let mut other = Order { placed_at: placed, ..bundle_tests::returning::order(1, world.now) };
    (other.id, other.name, other.email) = ("2001".into(), "#1001".into(), Some("bob@example.com".into()));
    world.know(other).await;
    for (contact, order) in [("ada@example.com", ORDER), ("bob@example.com", "2001")] {
        let mut reader = Reader::open(&portal, "/returns/acme").await;
        reader.press("find", &[("order", "1001"), ("contact", contact)]).await;
        let token = reader.at.strip_prefix("/return/").expect("it is found").to_owned();
        let link = Link::open(&token, RETURNS, &[key(&acme()).await], world.now).expect("a link");
        assert_eq!(link.entity, EntityRef::order(order), "{contact}");
    }
}

/// Another buyer's order is never reachable, by no page of a link.
#[tokio::test(start_paused = true)]
async fn a_link_opens_its_own_order_s_returns_and_no_other() {
    let (mut world, portal) = world(&json!({}), 3).await;
    let mut other = bundle_tests::returning::order(3, world.now);
    (other.id, other.name) = ("1002".into(), "#1002".into());
    let other = Order { lines: other.lines, ..other };
    world.know(other).await;
    let id = file(&mut world, &portal, "1", "defective").await;
    let own = token(&world, ORDER).await;
    let others = token(&world, "1002").await;
    let expired =
        Link { expires: world.now, ..Link::to_order(&acme(), &EntityRef::order(ORDER), world.now, 1) };
    let expired = expired.sign(&key(&acme()).await);
    let rosen: ShopId = "rosen".parse().expect("a shop");
    let foreign = Link::to_order(&rosen, &EntityRef::order(ORDER), world.now, 30).sign(&key(&acme()).await);
    let desk_link = desk(&world, "returns").await;
    assert_eq!(Reader::open(&portal, &format!("/return/{own}/r-{id}")).await.answer.status, 200);
    let bytes = |answer: &Answer| (answer.status, answer.all_headers(), answer.body.to_text());
    let mut seen = BTreeSet::new();
    for path in [
        format!("/return/{others}/r-{id}"),
        format!("/return/{own}/r-0123456789abcdef"),
        format!("/return/{own}/r-"),
        format!("/return/{own}/nothing"),
        format!("/return/{expired}"),
        format!("/return/{expired}/r-{id}"),
        format!("/return/{foreign}"),
        format!("/return/{desk_link}"),
        format!("/return/{}", &own[..own.len() - 1]),
        format!("/returns-desk/{own}"),
        format!("/returns-desk/{own}/{id}"),
        format!("/returns-desk/{desk_link}/{id}"),
        "/return/x".to_owned(),
        "/returns/nobody".to_owned(),
        "/returns/acme/nothing".to_owned(),
        "/returns/..%2f".to_owned(),
    ] {
        let reader = Reader::open(&portal, &path).await;
        seen.insert(bytes(&reader.answer));
        assert_eq!(reader.answer.status, 404, "{path}");
    }
    assert_eq!(seen.len(), 1);
}

/// A form that isn't the page's own changes nothing, nor does looking.
#[tokio::test(start_paused = true)]
async fn forms_from_elsewhere_change_nothing() {
    let (world, portal) = world(&json!({}), 1).await;
    let own = token(&world, ORDER).await;
    let before = world.engine.streamed_after(0).len();
    for page in ["", "/details", "/review", "/withdraw", "/withdraw-confirm", "/r-x"] {
        let mut reader = Reader::open(&portal, &format!("/return/{own}{page}")).await;
        for proof in ["", "x", "find"] {
            for doing in ["next", "file", "review", "cancel", "forget"] {
                reader.forge(&[("proof", proof), ("do", doing), ("pieces.0", "1")]).await;
            }
        }
    }
    let draft = world.store.draft(&acme(), &EntityRef::order(ORDER)).await.expect("readable");
    assert_eq!((world.engine.streamed_after(0).len(), draft), (before, None));
    let large = HttpRequest {
        method: "POST".into(),
        path: vec![("link".into(), own.clone())],
        headers: vec![("content-type".into(), "application/x-www-form-urlencoded".into())],
        body: vec![b'a'; 5 * 1024 * 1024],
        ..HttpRequest::default()
    };
    assert_eq!(portal.ask(large.clone()).await.status, 400);
    let typed = HttpRequest { headers: Vec::new(), body: b"{}".to_vec(), ..large };
    assert_eq!(portal.ask(typed).await.status, 400);
    let put =
        HttpRequest { method: "PUT".into(), path: vec![("link".into(), own)], ..HttpRequest::default() };
    assert_eq!(portal.ask(put).await.status, 405);
}

/// RA-5: the statutory withdrawal in two steps, whatever the policy says.
#[tokio::test(start_paused = true)]
async fn a_withdrawal_takes_two_steps_and_no_reason_and_no_rule_refuses_it() {
    let refuses_all = json!({"rules": [{"id": "no", "then": "refuse"}]});
    let (mut world, portal) = world(&refuses_all, 2).await;
    let mut reader = Reader::open(&portal, &format!("/return/{}", token(&world, ORDER).await)).await;
    let way = reader.links("").into_iter().find(|to| to.ends_with("/withdraw")).expect("its entry is there");
    reader.go(&way).await;
    reader.press("next", &[]).await;
    assert!(reader.at.ends_with("/withdraw-confirm"), "{} {}", reader.at, reader.text());
    assert!(filed(&world).await.is_empty());
    reader.press_twice("file", &[]).await;
    world.run().await;
    let ids = filed(&world).await;
    assert_eq!(ids.len(), 1);
    let kept = world.kept(&ids[0]).await;
    let request = &kept.rma.request;
    assert!(request.withdrawal && kept.rma.statutory && request.lines[0].reason.is_none());
    assert_eq!((kept.rma.state(), request.lines[0].quantity), (State::Approved, 2));
    assert!(world.story(&ids[0]).await.iter().any(|kind| kind.starts_with("mail.requested")));
    // By the policy nothing of it could go back; the entry of what is withdrawn from already is gone.
    reader.go(&format!("/return/{}", token(&world, ORDER).await)).await;
    assert!(!reader.links("").iter().any(|to| to.ends_with("/withdraw")), "{}", reader.text());
}

#[tokio::test(start_paused = true)]
async fn a_return_is_called_off_by_its_buyer_while_nothing_was_sent() {
    let (mut world, portal) = world(&json!({}), 1).await;
    let id = file(&mut world, &portal, "1", "defective").await;
    let own = token(&world, ORDER).await;
    let mut reader = Reader::open(&portal, &format!("/return/{own}/r-{id}")).await;
    reader.press_twice("cancel", &[]).await;
    world.run().await;
    assert_eq!(world.state(&id).await, State::Cancelled);
    // It may be asked for again.
    let again = file(&mut world, &portal, "1", "defective").await;
    assert_ne!(again, id);
    world.arrive(&again, "DN-1", 1).await;
    world.run().await;
    reader.go(&format!("/return/{own}/r-{again}")).await;
    reader.forge(&[("proof", Link::proof(&own).expect("a proof")), ("do", "cancel")]).await;
    world.run().await;
    assert_eq!((world.paid(), world.state(&again).await), (1000, State::Closed));
}

/// RA-32: what came back worse pays less, and its buyer may object.
#[tokio::test(start_paused = true)]
async fn a_buyer_objects_to_a_lower_refund_and_a_person_hears_of_it_once() {
    let (mut world, portal) = world(&json!({"refunds": {"at": "inspection"}}), 1).await;
    let id = file(&mut world, &portal, "1", "changed-mind").await;
    let own = token(&world, ORDER).await;
    let mut reader = Reader::open(&portal, &format!("/return/{own}/r-{id}")).await;
    // Before that there is nothing to object to.
    reader.forge(&[("proof", Link::proof(&own).expect("a proof")), ("do", "object"), ("text", "no")]).await;
    world.arrive(&id, "DN-1", 1).await;
    world.run().await;
    let line = ReceivedLine { line: Some(LINE.into()), pieces: 1, grade: Some(Grade::B), percent: Some(70) };
    world.tell(&id, kinds::GRADED, Some(Told::Graded { id: "DN-1".into(), lines: vec![line] })).await;
    world.run().await;
    assert_eq!(world.paid(), 700);
    reader.go(&format!("/return/{own}/r-{id}")).await;
    reader.press_twice("object", &[("text", "It was spotless")]).await;
    world.run().await;
    let tasks = world.story(&id).await.iter().filter(|kind| kind.starts_with("task.wanted")).count();
    assert_eq!(tasks, 1, "{:?}", world.story(&id).await);
    let words = world.store.words(&acme(), &entity(&id)).await.expect("readable");
    assert_eq!(words.sayings.len(), 1);
}

/// Who rehearses, or has stopped, takes no returns here.
#[tokio::test(start_paused = true)]
async fn a_shop_that_is_not_live_shows_nothing() {
    for mode in ["off", "shadow"] {
        let (world, portal) = world(&json!({"mode": mode}), 1).await;
        let own = token(&world, ORDER).await;
        for path in [
            "/returns/acme".to_owned(),
            format!("/return/{own}"),
            format!("/returns-desk/{}", desk(&world, "quality").await),
        ] {
            assert_eq!(Reader::open(&portal, &path).await.answer.status, 404, "{mode} {path}");
        }
    }
}

/// RA-37: what is published is what is decided by.
#[tokio::test(start_paused = true)]
async fn the_terms_are_a_page_for_everybody_and_facts_for_machines() {
    let (_world, portal) = world(&json!({"window": {"days": 45}}), 1).await;
    let find = Reader::open(&portal, "/returns/acme").await;
    let way = find.links("").into_iter().find(|to| to.ends_with("/policy")).expect("a way to the terms");
    let mut reader = find;
    reader.go(&way).await;
    assert_eq!((reader.answer.status, reader.at.as_str()), (200, "/returns/acme/policy"));
    assert!(reader.text().contains("45"), "{}", reader.text());
    let header = |name: &str| {
        reader.answer.all_headers().into_iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    };
    assert_eq!(header("cache-control").as_deref(), Some("public, max-age=300"));
    let path = portal.parameters("/returns/acme/policy");
    let headers = vec![("accept".to_owned(), "application/json".to_owned())];
    let facts =
        portal.ask(HttpRequest { method: "GET".into(), path, headers, ..HttpRequest::default() }).await;
    let text = facts.body.to_text();
    assert!(text.contains("MerchantReturnPolicy") && text.contains("45"), "{text}");
}

/// One return, whichever call fails or whoever dies at it.
#[tokio::test(start_paused = true)]
async fn every_crash_while_filing_ends_in_one_return() {
    async fn run(faults: &Arc<Faults>) {
        let mut world = Returning::new(Faults::plan([]), &shop(&json!({})), 1).await;
        world.with_mails = false;
        let own = token(&world, ORDER).await;
        let mut reader_world = portal(&world);
        let mut reader = Reader::open(&reader_world, &format!("/return/{own}")).await;
        reader.press("next", &[("pieces.0", "1")]).await;
        reader
            .press("review", &[("reason.0", "defective"), ("condition.0", "opened"), ("comment.0", "broken")])
            .await;
        let review = reader.at.clone();
        let broken = bundle_tests::returning::faulty(&world, faults);
        reader_world.door = ReturnsPortal::new(broken, Arc::new(LinkKeysOf::acme()));
        for _ in 0..20 {
            let mut reader = match faults.survive(Reader::open(&reader_world, &review)).await {
                Some(reader) => reader,
                None => continue,
            };
            if reader.at.contains("/r-") {
                break;
            }
            if reader.answer.status != 200 {
                continue;
            }
            faults.survive(reader.press("file", &[])).await;
        }
        world.run().await;
        let ids = filed(&world).await;
        assert_eq!(ids.len(), 1);
        let words =
            world.store.words(&acme(), &EntityRef::new(rma::ENTITY, &ids[0])).await.expect("readable");
        assert_eq!(words.comments, [Some("broken".to_owned())]);
        let draft = world.store.draft(&acme(), &EntityRef::order(ORDER)).await.expect("readable");
        assert!(draft.is_none_or(|draft| draft.wishes.is_empty()));
    }
    let calm = Faults::plan([]);
    run(&calm).await;
    let (calls, points) = (calm.calls(), calm.points());
    assert!(calls > 10, "{calls}");
    for point in &points {
        run(&Faults::plan([*point])).await;
    }
    println!("figure: the portal, {} crash points of {calls} calls: one return", points.len());
}
