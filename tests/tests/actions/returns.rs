//! Returns from the wish to the money: decided, asked, paid once, closed, whatever comes twice, late, at once or not at all.

use bundle_tests::returning::{Echoes, LINE, ORDER, Returning, acme, entity, order, request, shop};
use domain::{
    Money,
    command::Command,
    document::{ReturnPaper, Wanted},
    order::{Named, Order},
    returns::{
        Request,
        rma::State,
        told::{EXCHANGED, Told, Word, kinds},
    },
};
use jiff::{SignedDuration, ToSpan as _};
use mail_parser::MimeHeaders as _;
use serde_json::{Value, json};
use testkit::Faults;

fn hours(n: i64) -> SignedDuration {
    SignedDuration::from_hours(n)
}

/// A person decides, and the money goes back as soon as they do.
fn asked(who: &[&str], quorum: u8) -> Value {
    json!({"otherwise": "review", "refunds": {"at": "approval"},
        "approvals": {"default": {"steps": [{"name": "look", "who": who, "quorum": quorum}],
            "deadline_hours": 72, "remind_hours": [24], "escalate_to": "boss"}}})
}

async fn desk(own: &Value, pieces: i64) -> Returning {
    let mut desk = Returning::new(Faults::plan([]), &shop(own), pieces).await;
    desk.with_mails = false;
    desk
}

fn count(story: &[String], kind: &str) -> usize {
    story.iter().filter(|known| *known == kind).count()
}

#[tokio::test(start_paused = true)]
async fn what_comes_back_is_paid_once_and_closed() {
    for deliveries in [1, 3] {
        let mut desk = desk(&json!({}), 2).await;
        desk.deliveries = deliveries;
        desk.ask_for("r1", 1).await;
        desk.run().await;
        assert_eq!((desk.state("r1").await, desk.paid()), (State::Approved, 0));
        desk.arrive("r1", "DN-1", 1).await;
        desk.run().await;
        let story = desk.story("r1").await;
        assert_eq!((desk.state("r1").await, desk.paid()), (State::Closed, 1000), "{story:?}");
        assert_eq!(count(&story, "command.requested"), 1, "{story:?}");
        // The other piece is still there to be returned, and none beyond it.
        for (key, state) in [("r2", State::Approved), ("r3", State::Refused)] {
            desk.ask_for(key, 1).await;
            desk.run().await;
            assert_eq!(desk.state(key).await, state, "{key}");
        }
        assert_eq!(desk.kept("r2").await.rma.number, "RMA-1001-2");
    }
}

/// RA-2: two requests at once can't get more than was delivered.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_requests_for_the_last_piece_one_gets_it() {
    for _ in 0..10 {
        let mut desk = desk(&json!({"refunds": {"at": "approval"}}), 1).await;
        desk.ask_for("r1", 1).await;
        desk.ask_for("r2", 1).await;
        desk.run_at_once().await;
        let mut states = [desk.state("r1").await, desk.state("r2").await];
        states.sort_by_key(|state| state.as_str());
        assert_eq!(states[1], State::Refused);
        assert_eq!(desk.paid(), 1000);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn approved_twice_or_approved_and_refused_at_once_is_decided_once() {
    for (first, second) in [(true, true), (true, false), (false, true)] {
        for _ in 0..5 {
            let mut desk = desk(&asked(&["quality", "finance"], 1), 1).await;
            desk.ask_for("r1", 1).await;
            desk.run().await;
            assert_eq!(desk.state("r1").await, State::Review);
            desk.vote("r1", "quality", first).await;
            desk.vote("r1", "finance", second).await;
            desk.run_at_once().await;
            let story = desk.story("r1").await;
            let refused = desk.state("r1").await == State::Refused;
            assert!(count(&story, "command.requested") <= 1, "{story:?}");
            assert_eq!(desk.paid(), if refused { 0 } else { 1000 }, "{first} {second} {story:?}");
            assert!(first || second || refused);
        }
    }
}

/// The shop gives the money back by hand in the moment in which somebody approves: it goes back once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn approved_while_the_shop_s_own_refund_arrives_is_paid_once() {
    for at_once in [true, false] {
        let mut desk = desk(&asked(&["quality"], 1), 1).await;
        desk.ask_for("r1", 1).await;
        desk.run().await;
        desk.refunds_by_hand("77", 1).await;
        if !at_once {
            desk.run().await;
        }
        desk.vote("r1", "quality", true).await;
        desk.run_at_once().await;
        assert_eq!(desk.paid(), 0, "the shop has paid it: {:?}", desk.story("r1").await);
        assert!(!desk.state("r1").await.eq(&State::Review));
    }
}

/// One decision, one refund, whichever call fails or whoever dies at it.
#[tokio::test(start_paused = true)]
async fn every_crash_ends_in_one_decision_and_one_refund() {
    let calm = Faults::plan([]);
    one(&calm).await;
    let every = if testkit::is_full() { 1 } else { 3 };
    let mut runs = 0;
    for point in calm.points().into_iter().step_by(every) {
        one(&Faults::plan([point])).await;
        runs += 1;
    }
    println!("figure: returns, {runs} crash points of {} calls: one decision, one refund", calm.calls());
    assert!(runs > 20, "{runs}");
}

async fn one(faults: &std::sync::Arc<Faults>) {
    let mut desk = Returning::new(faults.clone(), &shop(&asked(&["quality"], 1)), 1).await;
    (desk.with_mails, desk.echoes) = (false, Echoes::Before);
    desk.ask_for("r1", 1).await;
    desk.run().await;
    desk.vote("r1", "quality", true).await;
    desk.run().await;
    desk.tell("r1", kinds::SHIPPED, Some(Told::Shipped { at: desk.now })).await;
    desk.arrive("r1", "DN-1", 1).await;
    desk.run().await;
    let story = desk.story("r1").await;
    assert_eq!((desk.state("r1").await, desk.paid()), (State::Closed, 1000), "{story:?}");
    for kind in ["return.opened", "return.decided", "command.requested", "return.refund-asked"] {
        assert_eq!(count(&story, kind), 1, "{kind}: {story:?}");
    }
}

/// RA-18: steps, quorum, four eyes.
#[tokio::test(start_paused = true)]
async fn so_many_as_the_step_asks_for_approve_and_nobody_their_own() {
    let mut desk = desk(&asked(&["quality", "finance", "boss"], 2), 1).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    desk.vote("r1", "quality", true).await;
    desk.vote("r1", "quality", true).await;
    desk.run().await;
    assert_eq!(desk.state("r1").await, State::Review, "one of two");
    desk.vote("r1", "finance", true).await;
    desk.run().await;
    assert_eq!((desk.state("r1").await, desk.paid()), (State::Refunded, 1000));
}

/// RA-18: nobody answers: they are reminded, then it is somebody else's; what the law grants is approved.
#[tokio::test(start_paused = true)]
async fn where_nobody_answers_it_is_escalated_and_what_the_law_grants_approved() {
    let mut desk = desk(&asked(&["quality"], 1), 1).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    for _ in 0..4 {
        desk.wait(hours(25)).await;
    }
    let kept = desk.kept("r1").await;
    let routes: Vec<&str> = kept.asked.iter().map(|put| put.route.as_str()).collect();
    assert!(
        routes.contains(&"boss") && routes.iter().filter(|route| **route == "quality").count() >= 2,
        "{routes:?}"
    );
    desk.vote("r1", "boss", true).await;
    desk.run().await;
    assert_eq!((desk.state("r1").await, desk.paid()), (State::Refunded, 1000));
}

/// RA-18: who answered in a step and is the last who is asked answers once more, through links of their own.
#[tokio::test(start_paused = true)]
async fn who_is_asked_in_several_steps_answers_each() {
    let mut desk = desk(&asked(&["boss", "finance"], 2), 1).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    desk.vote("r1", "boss", true).await;
    desk.run().await;
    for _ in 0..4 {
        desk.wait(hours(25)).await;
    }
    assert_eq!(desk.state("r1").await, State::Review);
    desk.vote("r1", "boss", true).await;
    desk.run().await;
    let story = desk.story("r1").await;
    assert_eq!((desk.state("r1").await, desk.paid()), (State::Refunded, 1000), "{story:?}");
    assert_eq!((count(&story, "return.voted"), count(&story, "return.asked")), (2, 2));
}

/// RA-20: somebody may always decide otherwise, with a reason.
#[tokio::test(start_paused = true)]
async fn staff_may_decide_otherwise() {
    let mut desk = desk(&json!({"window": {"days": 1}, "refunds": {"at": "approval"}}), 1).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    assert_eq!(desk.state("r1").await, State::Refused);
    desk.instruct("r1", Word::Override { yes: true, exception: None }, "ada").await;
    desk.run().await;
    assert_eq!((desk.state("r1").await, desk.paid()), (State::Refunded, 1000));
}

/// RA-11, RA-13: a shop's block list is a rule on tags; what the platform doesn't say of them isn't none.
#[tokio::test(start_paused = true)]
async fn a_block_list_goes_by_tags_and_what_nobody_says_goes_to_a_person() {
    let fraud =
        json!({"id": "fraud", "list": "block", "when": "\"fraud\" in customer.tags", "then": "refuse"});
    let policy = json!({"refunds": {"at": "approval"}, "rules": [fraud]});
    for (tags, state) in [
        (None, State::Review),
        (Some(vec![]), State::Refunded),
        (Some(vec!["fraud".to_owned(), "mother of Ada".to_owned()]), State::Refused),
    ] {
        let mut desk = desk(&policy, 1).await;
        let tagged = Order { customer_tags: tags.clone(), ..order(1, desk.now) };
        desk.now += hours(1);
        desk.know(tagged).await;
        desk.ask_for("r1", 1).await;
        desk.run().await;
        assert_eq!(desk.state("r1").await, state, "{tags:?}");
        // Nothing is ever taken out of the journal, so what may be words about a person doesn't come in.
        let story = desk.store.story(&acme(), &entity("r1")).await.expect("readable");
        assert!(story.events.iter().all(|kept| !kept.event.data.to_string().contains("mother")), "{tags:?}");
    }
}

/// RA-23: of an express parcel that is withdrawn from, what the standard way costs by the shop's settings; else what was paid.
#[tokio::test(start_paused = true)]
async fn a_withdrawal_from_an_express_parcel_gives_the_standard_way_back() {
    for (shipping, back) in [
        (json!({"standard": {"DE": "4.90", "default": "19.00"}}), 1490),
        (json!({"standard": {"default": "19.00"}}), 2490),
        (json!({}), 2490),
    ] {
        let policy = json!({"refunds": {"at": "approval"}, "shipping": shipping});
        let mut desk = desk(&policy, 1).await;
        let mut express = order(1, desk.now);
        let amount = Money::new(1490, express.currency);
        (express.totals.shipping, express.totals.total) = (amount, express.totals.total + amount);
        express.shipping = vec![Named { name: "Express".into(), amount }];
        desk.now += hours(1);
        desk.know(express).await;
        desk.captured += 1490;
        let request = Request { withdrawal: true, ..request("r1", 1, desk.now) };
        desk.tell("r1", kinds::REQUESTED, Some(Told::Requested { request })).await;
        desk.run().await;
        let kept = desk.store.rma_alone(&acme(), &entity("r1")).await.expect("readable");
        let refund = kept.and_then(|kept| kept.decision).expect("it is decided").refund;
        assert_eq!(refund.total.minor, back, "{shipping}");
    }
}

/// RA-31: what isn't sent is reminded of, then runs out; its pieces may be asked for again.
#[tokio::test(start_paused = true)]
async fn what_is_never_sent_runs_out() {
    let mut desk = desk(&json!({}), 1).await;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    for _ in 0..16 {
        desk.wait(hours(24)).await;
    }
    assert_eq!((desk.state("r1").await, desk.paid()), (State::Expired, 0));
    let news: Vec<&str> = desk.kept("r1").await.told.iter().map(|notice| notice.news.as_str()).collect();
    assert_eq!(news, ["approved", "reminder", "expired"]);
    assert!(desk.store.open_returns(&acme()).await.expect("readable").is_empty());
}

/// RA-5: what the law grants doesn't run out; that its money isn't back is a task.
#[tokio::test(start_paused = true)]
async fn a_withdrawal_that_is_never_sent_is_a_task_and_stays_open() {
    let mut desk = desk(&json!({"ship": {"days": 7}}), 1).await;
    let mut request = request("r1", 1, desk.now);
    request.withdrawal = true;
    desk.tell("r1", kinds::REQUESTED, Some(Told::Requested { request })).await;
    desk.run().await;
    for _ in 0..20 {
        desk.wait(hours(24)).await;
    }
    assert_eq!(desk.state("r1").await, State::Approved);
    assert_eq!(count(&desk.story("r1").await, "task.wanted"), 1);
}

/// The platform's own return is answered by a command, once; its echo changes nothing.
#[tokio::test(start_paused = true)]
async fn a_return_of_the_platform_s_is_answered_there() {
    let mut desk = desk(&json!({}), 1).await;
    let mut request = request("3001", 1, desk.now);
    request.channel = "shopify".into();
    let told = Told::Requested { request };
    desk.tell("3001", kinds::REQUESTED, Some(told.clone())).await;
    desk.run().await;
    let commands = desk.commands("3001").await;
    assert!(matches!(commands.as_slice(), [Command::ReturnApprove(of)] if of.id == "3001"), "{commands:?}");
    desk.tell("3001", kinds::APPROVED, Some(told)).await;
    desk.run().await;
    assert_eq!((desk.commands("3001").await.len(), desk.state("3001").await), (1, State::Approved));
    desk.tell("3001", kinds::CANCELLED, None).await;
    desk.run().await;
    assert_eq!(desk.state("3001").await, State::Cancelled);
    assert_eq!(desk.store.head(&acme(), &entity("3001")).await.expect("readable").memory.len(), 0);
}

/// Shopify sends something else for it, and doesn't say for which line: no money goes before a person has reckoned it, whom
/// one task asks.
#[tokio::test(start_paused = true)]
async fn what_the_platform_exchanges_is_paid_by_a_person_s_word_alone() {
    let exchanged = [(EXCHANGED, "yes")];
    let at_approval = json!({"refunds": {"at": "approval"}});
    for (policy, asked_with) in [
        (json!({}), None),
        (json!({}), Some(&[][..])),
        (at_approval.clone(), None),
        (at_approval, Some(&exchanged[..])),
    ] {
        let mut desk = desk(&policy, 2).await;
        let request = Request { channel: "shopify".into(), ..request("3001", 1, desk.now) };
        let told = Told::Requested { request };
        if let Some(more) = asked_with {
            desk.tell_with("3001", kinds::REQUESTED, Some(told.clone()), more).await;
            desk.run().await;
        }
        for _ in 0..2 {
            desk.now += hours(1);
            desk.tell_with("3001", kinds::APPROVED, Some(told.clone()), &exchanged).await;
            desk.run().await;
        }
        desk.arrive("3001", "DN-1", 1).await;
        desk.run().await;
        let (story, kept) = (desk.story("3001").await, desk.kept("3001").await);
        assert_eq!((desk.paid(), kept.halted, kept.rma.refunds.len()), (0, true, 0), "{policy}: {story:?}");
        desk.instruct("3001", Word::Pay, "ada").await;
        desk.run().await;
        desk.now += hours(1);
        desk.tell_with("3001", kinds::APPROVED, Some(told), &exchanged).await;
        desk.run().await;
        let story = desk.story("3001").await;
        assert_eq!((desk.paid(), count(&story, "task.wanted")), (1000, 1), "{policy}: {story:?}");
    }
}

/// The shop's own systems tell of a return as often as they like, and of its order.
#[tokio::test(start_paused = true)]
async fn a_return_that_is_told_of_again_stays_readable() {
    let mut desk = desk(&json!({}), 1).await;
    let told = |more: Value| {
        let mut data = json!({"id": "r1", "order": ORDER});
        data.as_object_mut().expect("a table").extend(more.as_object().cloned().unwrap_or_default());
        data
    };
    let lines = json!({"lines": [{"line": LINE, "quantity": 1}]});
    desk.hear("own", kinds::REQUESTED, &told(lines)).await;
    desk.run().await;
    assert_eq!(desk.state("r1").await, State::Approved);
    for (kind, state) in [("return.updated", State::Approved), (kinds::CANCELLED, State::Cancelled)] {
        desk.now += hours(1);
        desk.hear("own", kind, &told(json!({}))).await;
        desk.run().await;
        assert_eq!(desk.state("r1").await, state, "{kind}");
    }
}

/// RA-30: who may send it gets the paper for the parcel with the news; where it isn't made, the news alone.
#[tokio::test(start_paused = true)]
async fn the_paper_for_the_parcel_goes_with_the_news_and_the_news_without_it() {
    for papers in [true, false] {
        let mut desk = Returning::new(Faults::plan([]), &shop(&json!({"ship": {"carrier": "DHL"}})), 1).await;
        (desk.papers, desk.deliveries) = (papers, 2);
        desk.ask_for("r1", 1).await;
        desk.run().await;
        assert_eq!(desk.kept("r1").await.told.len(), usize::from(papers), "the paper is waited for");
        desk.wait(SignedDuration::from_mins(16)).await;
        let attached: Vec<usize> = desk.all_mails().iter().map(attachments).collect();
        assert_eq!(attached, [usize::from(papers)], "told once");
        // With the reminder it goes again.
        desk.wait(hours(24 * 12)).await;
        let attached: Vec<usize> = desk.all_mails().iter().map(attachments).collect();
        assert_eq!(attached, [usize::from(papers); 2]);
        let story = desk.story("r1").await;
        assert_eq!(count(&story, "document.wanted"), 1, "{story:?}");
        // The day that it names is the last one on which it is in time.
        let (wanted, zone) = (Wanted::return_slip(1), shop(&json!({})).time_zone());
        let paper = desk.store.paper::<ReturnPaper>(&acme(), &entity("r1"), &wanted).await;
        let asked = desk.kept("r1").await.rma.request.at.to_zoned(zone).date();
        let paper = paper.expect("readable").expect("written");
        assert_eq!(paper.send_by, asked.checked_add(14.days()).ok());
    }
}

fn attachments(mail: &mail::Mail) -> usize {
    let read = mail_parser::MessageParser::default().parse(&mail.raw).expect("a mail");
    let names: Vec<_> = read.attachments().filter_map(|file| file.attachment_name()).collect();
    assert!(names.is_empty() || names == ["RMA-1001-1.pdf"], "{names:?}");
    names.len()
}

/// Other news doesn't overtake the news that it may be sent; what is over isn't announced any more.
#[tokio::test(start_paused = true)]
async fn news_keeps_its_order_while_a_paper_is_waited_for() {
    for (arrives, expected) in [(true, &["approved", "received", "refunded"][..]), (false, &["cancelled"])] {
        let mut desk = desk(&json!({}), 1).await;
        desk.papers = false;
        desk.ask_for("r1", 1).await;
        desk.run().await;
        desk.arrives_or_is_called_off("r1", arrives).await;
        desk.wait(hours(1)).await;
        let news: Vec<&str> = desk.kept("r1").await.told.iter().map(|notice| notice.news.as_str()).collect();
        assert_eq!(news, expected);
    }
}
