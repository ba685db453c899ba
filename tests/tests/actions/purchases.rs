//! From a proposal to the last piece: approved through the mail, numbered, sent, confirmed, received.

mod along;
mod at_once;
mod together;
mod told;

use bundle_tests::{
    buying::{Buying, acme, proposal, shop},
    stock,
};
use domain::{
    purchase::{Instructed, State, Word},
    reorder::{Autonomy, Record},
    stock::Quantities,
};
use jiff::SignedDuration;
use mail_parser::{MessageParser, MimeHeaders as _};
use serde_json::json;
use testkit::Faults;

use crate::house::text;

const KILN: &str = "orders@kiln.example";
const BUYER: &str = "buying@acme.example";
const KILN_CO: &str = "Kiln & Co";

fn minutes(n: i64) -> SignedDuration {
    SignedDuration::from_mins(n)
}

fn on(on_hand: i64, incoming: i64) -> Quantities {
    Quantities { on_hand, incoming, ..Quantities::default() }
}

/// A draft of ten A and four B that was put before its approver.
async fn asked() -> Buying {
    let mut buying = Buying::new(Faults::plan([]), &shop(&json!({}))).await;
    buying.propose("A", Some(proposal("A", KILN_CO, 10, (1, 1)))).await;
    buying.propose("B", Some(proposal("B", KILN_CO, 4, (1, 1)))).await;
    buying.run().await;
    assert_eq!((buying.order().await.state, buying.mails(BUYER).len()), (State::Draft, 0), "more may come");
    buying.wait(minutes(10)).await;
    assert_eq!((buying.order().await.state, buying.mails(BUYER).len()), (State::Waiting, 1));
    buying
}

/// The same, approved and sent.
async fn sent() -> Buying {
    let mut buying = asked().await;
    let mail = buying.mails(BUYER).pop().expect("a mail");
    assert!(buying.press(&Buying::tokens(&mail)[0]).await, "it has a button");
    buying.run().await;
    buying
}

#[tokio::test(start_paused = true)]
async fn a_proposal_becomes_an_order_that_is_approved_numbered_sent_confirmed_and_received() {
    let mut buying = sent().await;
    let order = buying.order().await;
    assert_eq!((order.state, order.number()), (State::Sent, Some("PO-2026-00001")));
    assert_eq!((buying.pieces("A").await, buying.pieces("B").await), (on(0, 10), on(0, 4)));
    for item in ["A", "B"] {
        let place = domain::stock::at(item, bundle_tests::buying::PLACE);
        assert_eq!(buying.store.proposal(&acme(), &place).await.expect("readable"), None, "it is taken");
    }
    let mail = buying.mails(KILN).pop().expect("a mail");
    assert!(mail.subject.contains("PO-2026-00001") && mail.locale == "de", "{}", mail.subject);
    let read = MessageParser::default().parse(&mail.raw).expect("a mail");
    let names: Vec<_> = read.attachments().filter_map(|file| file.attachment_name()).collect();
    assert_eq!(names.len(), 3, "PDF, CSV and UBL: {names:?}");
    assert!(buying.press(&Buying::tokens(&mail)[0]).await, "they confirm");
    buying.run().await;
    assert_eq!(buying.order().await.state, State::Confirmed);
    buying.wait(SignedDuration::from_hours(24 * 6)).await;
    buying.receive("PO-2026-00001", "DN-1", &[("SKU-A", 4), ("B", 4), ("C", 1)]).await;
    buying.run().await;
    assert_eq!(buying.order().await.state, State::PartlyReceived);
    assert_eq!((buying.pieces("A").await, buying.pieces("B").await), (on(4, 6), on(4, 0)));
    buying.receive("PO-2026-00001", "DN-2", &[("K-A", 7)]).await;
    buying.run().await;
    assert_eq!((buying.order().await.state, buying.pieces("A").await), (State::Received, on(11, 0)));
    assert_eq!((buying.open().await, buying.mails(KILN).len(), buying.mails(BUYER).len()), (0, 1, 1));
}

/// LS-28: another line comes into the same draft, a changed one changes it, what isn't needed goes.
#[tokio::test(start_paused = true)]
async fn proposals_share_one_draft_and_leave_it() {
    let mut buying = asked().await;
    buying.propose("C", Some(proposal("C", KILN_CO, 2, (1, 1)))).await;
    buying.propose("A", Some(proposal("A", KILN_CO, 12, (1, 2)))).await;
    buying.propose("B", None).await;
    buying.run().await;
    let order = buying.order().await;
    let lines: Vec<_> = order.lines.iter().map(|line| (line.item.as_str(), line.quantity)).collect();
    assert_eq!((lines, order.state, order.revision), (vec![("A", 12), ("C", 2)], State::Draft, 5));
    // From another supplier: it leaves this draft and comes into another.
    buying.propose("A", Some(proposal("A", "Far East", 12, (1, 3)))).await;
    buying.propose("C", None).await;
    buying.run().await;
    let mut states: Vec<_> = buying
        .orders()
        .await
        .into_values()
        .map(|order| (order.supplier, order.state, order.lines.len()))
        .collect();
    states.sort();
    assert_eq!(states, [("Far East".into(), State::Draft, 1), (KILN_CO.into(), State::Cancelled, 0)]);
    assert_eq!(buying.open().await, 1);
}

/// LS-29: approving what has changed meanwhile shows the new one, and orders nothing before that is approved.
#[tokio::test(start_paused = true)]
async fn an_approval_of_an_amended_draft_shows_the_new_one_and_orders_nothing() {
    let mut buying = asked().await;
    let token = Buying::tokens(&buying.mails(BUYER)[0])[0].clone();
    let old = buying.form(&token).await.expect("a form");
    buying.propose("A", Some(proposal("A", KILN_CO, 99, (1, 2)))).await;
    buying.run().await;
    let answer = buying.ask("POST", &token, &old).await;
    let shown = text(&answer);
    assert!(shown.contains("99") && shown.contains("has changed since"), "{shown}");
    buying.run().await;
    assert_eq!((buying.order().await.state, buying.pieces("A").await), (State::Draft, on(0, 0)));
    // What is shown now can be approved, twice, and is ordered once.
    let new = buying.form(&token).await.expect("a form");
    for _ in 0..2 {
        assert_eq!(buying.ask("POST", &token, &new).await.status, 200);
    }
    buying.run().await;
    assert_eq!((buying.order().await.number(), buying.pieces("A").await), (Some("PO-2026-00001"), on(0, 99)));
    assert_eq!(buying.mails(KILN).len(), 1);
}

/// What was amended a moment ago, and nobody has heard of yet, isn't ordered as it was.
#[tokio::test(start_paused = true)]
async fn an_approval_that_overtakes_an_amendment_orders_nothing() {
    let mut buying = asked().await;
    let token = Buying::tokens(&buying.mails(BUYER)[0])[0].clone();
    assert!(buying.press(&token).await);
    // The amendment is written before the approval is decided about; its event comes after it.
    buying.propose("A", Some(proposal("A", KILN_CO, 99, (1, 2)))).await;
    buying.run().await;
    let order = buying.order().await;
    assert_eq!((order.state, order.revision, order.number()), (State::Draft, 3, None));
    assert_eq!((buying.pieces("A").await, buying.mails(KILN).len()), (on(0, 0), 0));
    buying.wait(minutes(10)).await;
    assert_eq!(buying.mails(BUYER).len(), 2, "the approver is asked anew");
}

#[tokio::test(start_paused = true)]
async fn what_is_declined_is_not_ordered_and_not_proposed_again_as_it_is() {
    let mut buying = asked().await;
    let tokens = Buying::tokens(&buying.mails(BUYER)[0]);
    assert!(buying.press(&tokens[1]).await, "they decline");
    buying.run().await;
    assert!(!buying.press(&tokens[0]).await, "it can't be approved any more");
    buying.propose("A", Some(proposal("A", KILN_CO, 11, (1, 2)))).await;
    buying.run().await;
    let order = buying.order().await;
    assert_eq!((order.state, order.number(), buying.pieces("A").await), (State::Cancelled, None, on(0, 0)));
    // A need that went and came again is another.
    buying.propose("A", None).await;
    buying.propose("A", Some(proposal("A", KILN_CO, 5, (2, 1)))).await;
    buying.run().await;
    let states: Vec<_> = buying.orders().await.into_values().map(|order| order.state).collect();
    assert_eq!(states, [State::Cancelled, State::Draft]);
}

/// LS-29: within the bounds nobody is asked; beyond them somebody is.
#[tokio::test(start_paused = true)]
async fn orders_go_out_by_themselves_within_their_bounds() {
    let bounds = json!({"reorder": {"autonomy": "auto",
        "bounds": {"currency": "EUR", "per_order": "30.00", "per_day": "50.00", "price_percent": 5}}});
    let mut buying = Buying::new(Faults::plan([]), &shop(&bounds)).await;
    let auto = |item: &str, quantity, number| {
        let mut proposal = proposal(item, KILN_CO, quantity, (number, 1));
        proposal.autonomy = Autonomy::Auto;
        Some(proposal)
    };
    let mut states = Vec::new();
    for (what, quantity, number) in [
        ("for the first time somebody is asked", 8, 1),
        ("20 of 50 euros", 8, 2),
        ("30 more", 12, 3),
        ("the day is used up", 1, 4),
    ] {
        buying.propose("A", auto("A", quantity, number)).await;
        buying.run().await;
        buying.wait(minutes(10)).await;
        if number == 1 {
            let mail = buying.mails(BUYER).pop().expect("a mail");
            assert!(buying.press(&Buying::tokens(&mail)[0]).await);
            buying.run().await;
        }
        let newest = buying.orders().await.into_values().max_by_key(|order| order.opened).expect("an order");
        states.push((what, newest.state, newest.approval.map(|approval| approval.by)));
    }
    let by = |by: &str| Some(by.to_owned());
    assert_eq!(
        states,
        [
            ("for the first time somebody is asked", State::Sent, by("buying")),
            ("20 of 50 euros", State::Sent, by("auto")),
            ("30 more", State::Sent, by("auto")),
            ("the day is used up", State::Waiting, None),
        ]
    );
    assert_eq!((buying.mails(KILN).len(), buying.mails(BUYER).len()), (3, 2));
}

/// LS-30: numbers follow each other without a gap, year by year.
#[tokio::test(start_paused = true)]
async fn numbers_have_no_gaps() {
    let mut buying = asked().await;
    buying.propose("C", Some(proposal("C", "Far East", 1, (1, 1)))).await;
    buying.propose("D", Some(proposal("D", KILN_CO, 1, (1, 1)))).await;
    buying.run().await;
    let mut orders = buying.orders().await;
    // One is declined and takes none; the last is of the next year.
    let (far_east, order) = orders.iter().find(|(_, order)| order.supplier == "Far East").expect("there");
    let entity = domain::EntityRef::new("PURCHASE", far_east);
    let said = |word, revision| Instructed { word, revision, by: "ada".into(), reason: None };
    buying.say(&entity, said(Word::Decline, order.revision).event(buying.now)).await;
    buying.run().await;
    let mut numbers = Vec::new();
    for (n, year) in
        ["2026-06-01T00:00:00Z", "2026-12-31T22:00:00Z", "2026-12-31T23:30:00Z"].iter().enumerate()
    {
        buying.now = year.parse().expect("an instant");
        if n > 0 {
            buying
                .propose("A", Some(proposal("A", KILN_CO, 1, (1 + u32::try_from(n).expect("few"), 1))))
                .await;
            buying.run().await;
        }
        orders = buying.orders().await;
        let (id, order) = orders.iter().find(|(_, order)| order.state.is_draft()).expect("a draft");
        let said = said(Word::Approve, order.revision).event(buying.now);
        buying.say(&domain::EntityRef::new("PURCHASE", id), said).await;
        buying.run().await;
        numbers.push(buying.orders().await[id].number().map(str::to_owned));
    }
    let numbers: Vec<_> = numbers.into_iter().flatten().collect();
    assert_eq!(numbers, ["PO-2026-00001", "PO-2026-00002", "PO-2027-00001"], "Berlin's year");
}

/// LS-30: what a supplier says late, twice or to the contrary.
#[tokio::test(start_paused = true)]
async fn suppliers_answer_late_twice_and_to_the_contrary() {
    let mut buying = sent().await;
    let tokens = Buying::tokens(&buying.mails(KILN)[0]);
    assert!(buying.press(&tokens[0]).await, "they confirm");
    buying.run().await;
    assert!(!buying.press(&tokens[0]).await, "once");
    assert!(buying.press(&tokens[1]).await, "and then they don't");
    buying.run().await;
    let order = buying.order().await;
    assert_eq!((order.state, buying.pieces("A").await), (State::Confirmed, on(0, 10)), "a person has to ask");
    assert!(order.answer.is_some_and(|answer| answer.yes && answer.contradicted.is_some()));
    assert_eq!(tasks(&buying).await, ["purchase-contradicted"]);

    let mut buying = sent().await;
    let tokens = Buying::tokens(&buying.mails(KILN)[0]);
    assert!(buying.press(&tokens[1]).await, "they can't deliver");
    buying.run().await;
    assert_eq!((buying.order().await.state, buying.pieces("A").await), (State::Declined, on(0, 0)));
    assert_eq!(tasks(&buying).await, ["purchase-refused"]);

    let mut buying = sent().await;
    let tokens = Buying::tokens(&buying.mails(KILN)[0]);
    buying.receive("PO-2026-00001", "DN-1", &[("A", 10), ("B", 4)]).await;
    buying.run().await;
    for token in &tokens {
        let page = text(&buying.ask("GET", token, "").await);
        assert!(page.contains("eingetroffen") && !buying.press(token).await, "they are told: {page}");
    }
}

/// Reasons of the tasks that were wished for.
async fn tasks(buying: &Buying) -> Vec<String> {
    let mut found = Vec::new();
    for id in buying.orders().await.into_keys() {
        let story =
            buying.store.story(&acme(), &domain::EntityRef::new("PURCHASE", &id)).await.expect("readable");
        let wanted = story.events.iter().filter(|kept| kept.event.kind == "task.wanted");
        found.extend(wanted.map(|kept| kept.event.data["reason"].as_str().unwrap_or_default().to_owned()));
    }
    found
}

/// LS-30: overdue orders are chased, stage by stage, and then a person is called.
#[tokio::test(start_paused = true)]
async fn overdue_orders_are_chased() {
    let mut buying = sent().await;
    buying.receive("PO-2026-00001", "DN-1", &[("B", 4)]).await;
    buying.run().await;
    let mut counts = Vec::new();
    for _ in 0..30 {
        buying.wait(SignedDuration::from_hours(24)).await;
        counts.push(buying.mails(KILN).len() - 1);
    }
    // Expected on 2 February; two days of grace; every three days; twice. It is 14 February then.
    let day = |n: usize| counts.iter().position(|count| *count >= n);
    assert_eq!((day(1), day(2), day(3)), (Some(20), Some(23), None), "{counts:?}");
    assert_eq!(tasks(&buying).await, ["purchase-overdue"]);
    let chase = buying.mails(KILN).pop().expect("a mail");
    assert!(
        chase.text.contains("Mug A") && !chase.text.contains("Mug B"),
        "only what is open: {}",
        chase.text
    );
}

/// What the supplier has no address for is sent by a person; papers that stay away don't keep an order from going out.
#[tokio::test(start_paused = true)]
async fn an_order_goes_out_without_papers_and_by_hand_without_an_address() {
    let mut buying = asked().await;
    buying.papers = false;
    let token = Buying::tokens(&buying.mails(BUYER)[0])[0].clone();
    assert!(buying.press(&token).await);
    buying.run().await;
    assert_eq!((buying.order().await.state, buying.mails(KILN).len()), (State::Approved, 0));
    buying.wait(minutes(30)).await;
    assert_eq!((buying.order().await.state, buying.mails(KILN).len()), (State::Sent, 1));

    let mut buying = Buying::new(Faults::plan([]), &shop(&json!({}))).await;
    buying.propose("A", Some(proposal("A", "Far East", 10, (1, 1)))).await;
    buying.run().await;
    buying.wait(minutes(10)).await;
    let token = Buying::tokens(&buying.mails(BUYER)[0])[0].clone();
    assert!(buying.press(&token).await);
    buying.run().await;
    assert_eq!(
        (buying.order().await.state, tasks(&buying).await),
        (State::Sent, vec!["purchase-unaddressed".into()])
    );
}

/// LS-32: closing short by hand, what comes all the same, calling off.
#[tokio::test(start_paused = true)]
async fn what_does_not_come_is_closed_and_what_comes_after_all_is_counted() {
    let mut buying = sent().await;
    let id = buying.orders().await.into_keys().next().expect("an order");
    let entity = domain::EntityRef::new("PURCHASE", &id);
    buying.receive("PO-2026-00001", "DN-1", &[("A", 3)]).await;
    buying.run().await;
    let said = |word| Instructed { word, revision: 2, by: "ada".into(), reason: None };
    for word in [Word::Close, Word::Cancel] {
        buying.say(&entity, said(word).event(buying.now)).await;
        buying.run().await;
    }
    let state = buying.order().await.state;
    assert_eq!(
        (state, buying.pieces("A").await, buying.pieces("B").await),
        (State::Closed, on(3, 0), on(0, 0))
    );
    buying.receive(&id, "DN-2", &[("B", 4)]).await;
    buying.run().await;
    assert_eq!((buying.order().await.state, buying.pieces("B").await), (State::Closed, on(4, 0)));
    assert_eq!(tasks(&buying).await, ["purchase-unexpected"]);
}

/// LS-32: what arrives is judged by its movement, and ends the alert that led to the order.
#[tokio::test(start_paused = true)]
async fn what_arrives_ends_the_alert() {
    let mut buying = sent().await;
    let place = domain::stock::at("A", bundle_tests::buying::PLACE);
    let counted = domain::stock::Counted {
        source: "count-1#A".into(),
        at: buying.now,
        cause: domain::stock::Cause::Count,
        says: domain::stock::Says::OnHand(3),
        reason: None,
    };
    let origin = domain::event::Origin::default();
    let new = counted.event();
    buying.store.journal_beside(&acme(), &place, &new, &origin, buying.now).await.expect("counted");
    let desk = stock::desk(buying.engine.clone(), &json!({"threshold": 5}), buying.now).await;
    let levels = async |buying: &Buying| {
        let (back, dead) = stock::work(&desk, &buying.engine.streamed_after(0)).await;
        assert!(back.is_empty() && dead.is_empty(), "{back:?} {dead:?}");
        let story = buying.store.story(&acme(), &place).await.expect("readable");
        let kinds = story.events.iter().map(|kept| kept.event.kind.clone());
        kinds.filter(|kind| ["stock.alerted", "stock.recovered"].contains(&kind.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(levels(&buying).await, ["stock.alerted"]);
    // Of one instant a count comes last.
    buying.wait(minutes(1)).await;
    buying.receive("PO-2026-00001", "DN-1", &[("A", 10)]).await;
    buying.run().await;
    assert_eq!(levels(&buying).await, ["stock.alerted", "stock.recovered"]);
}

/// LS-25: from the fifth delivery on, what was measured counts.
#[tokio::test(start_paused = true)]
async fn deliveries_are_measured_by_supplier_and_item() {
    let mut buying = Buying::new(Faults::plan([]), &shop(&json!({}))).await;
    buying.deliveries = 2;
    for (n, days) in [12, 14, 14, 16, 14].into_iter().enumerate() {
        let number = u32::try_from(n).expect("few") + 1;
        buying.propose("A", Some(proposal("A", KILN_CO, 10, (number, 1)))).await;
        buying.propose("B", Some(proposal("B", KILN_CO, 4, (number, 1)))).await;
        buying.run().await;
        let orders = buying.orders().await;
        let (id, order) = orders.iter().find(|(_, order)| order.state.is_draft()).expect("a draft");
        let said =
            Instructed { word: Word::Approve, revision: order.revision, by: "ada".into(), reason: None };
        let said = said.event(buying.now);
        buying.say(&domain::EntityRef::new("PURCHASE", id), said).await;
        buying.run().await;
        buying.wait(SignedDuration::from_hours(24 * days)).await;
        let number = buying.orders().await[id].number().expect("numbered").to_owned();
        buying.receive(&number, &format!("DN-{n}"), &[("A", 10), ("B", 4)]).await;
        buying.run().await;
    }
    // Two lines of one receipt are one delivery of the supplier's.
    for item in [Some("A"), Some("B"), None] {
        let entity = Record::entity(KILN_CO, item);
        let head = buying.store.head(&acme(), &entity).await.expect("readable");
        let record: Record = head.recall(Record::KEPT_BY).expect("readable").expect("known");
        let lead = record.lead().expect("enough");
        assert_eq!(
            (record.deliveries, lead.milli_days, lead.deviation_milli_days),
            (5, 14_000, 1414),
            "{item:?}"
        );
    }
}

/// Everything that is done to one order, with whatever goes wrong at `faults`: what it ends in.
async fn story(faults: &std::sync::Arc<Faults>, deliveries: usize) -> Vec<String> {
    let mut buying = Buying::new(faults.clone(), &shop(&json!({}))).await;
    buying.deliveries = deliveries;
    buying.propose("A", Some(proposal("A", KILN_CO, 10, (1, 1)))).await;
    buying.propose("B", Some(proposal("B", KILN_CO, 4, (1, 1)))).await;
    buying.run().await;
    buying.wait(minutes(10)).await;
    let token = Buying::tokens(&buying.mails(BUYER)[0])[0].clone();
    // Amended while the approver looks at it: their click orders nothing; the next one does, and is made twice.
    let old = buying.form(&token).await.expect("a form");
    buying.propose("A", Some(proposal("A", KILN_CO, 12, (1, 2)))).await;
    buying.run().await;
    buying.ask("POST", &token, &old).await;
    buying.run().await;
    assert_eq!(buying.order().await.number(), None);
    let new = buying.form(&token).await.expect("a form");
    for _ in 0..2 {
        buying.ask("POST", &token, &new).await;
    }
    buying.run().await;
    let mail = buying.mails(KILN).pop().expect("a mail");
    buying.receive("PO-2026-00001", "DN-1", &[("A", 5)]).await;
    buying.run().await;
    // The supplier clicks late, twice, and then the opposite.
    let tokens = Buying::tokens(&mail);
    for token in [&tokens[0], &tokens[0], &tokens[1]] {
        buying.press(token).await;
        buying.run().await;
    }
    buying.receive("PO-2026-00001", "DN-2", &[("A", 7), ("B", 5)]).await;
    buying.run().await;
    let mut end = vec![format!("{:?}", buying.orders().await)];
    for item in ["A", "B"] {
        end.push(format!("{item}: {:?}", buying.pieces(item).await));
        let head = buying.store.head(&acme(), &Record::entity(KILN_CO, Some(item))).await.expect("readable");
        end.push(format!("{:?}", head.recall::<Record>(Record::KEPT_BY)));
    }
    for to in [KILN, BUYER] {
        end.extend(buying.mails(to).iter().map(|mail| format!("{to}: {}", mail.subject)));
    }
    end.extend(tasks(&buying).await);
    end
}

/// One order, one number, one mail: whatever fails, dies or loses its answer at which call, and however often all of it is
/// delivered.
#[tokio::test(start_paused = true)]
async fn every_crash_ends_in_one_order_one_number_and_one_mail() {
    let calm = Faults::plan([]);
    let expected = story(&calm, 1).await;
    let mails = expected.iter().filter(|line| line.starts_with(KILN)).count();
    assert!(
        mails == 1 && expected[0].contains("PO-2026-00001") && !expected[0].contains("PO-2026-00002"),
        "{expected:?}"
    );
    assert_eq!(story(&Faults::plan([]), 3).await, expected, "everything three times");
    let mut runs = 0;
    for (point, fault) in calm.points() {
        let faults = Faults::plan([(point, fault)]);
        let end = story(&faults, 1 + point % 2).await;
        let name = faults.names().get(point).copied().unwrap_or("none");
        assert_eq!(end, expected, "{fault:?} at call {point} ({name})");
        runs += 1;
    }
    println!("figure: sweep of purchases: {} calls, {runs} runs", calm.calls());
    assert!(runs > 100);
}
