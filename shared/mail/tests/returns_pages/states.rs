//! What each standing of a line and each state of a return shows.

use domain::returns::{
    Because, Decision, Say, Trait, Verdict,
    portal::{By, Standing, Words},
    rma::State,
    rules::Payer,
};
use mail::page::{Done, Page, ReturnsRequest, Screen, returns};
use serde_json::{Value, json};

use super::{
    built::{assert_well_built, read},
    scene::{Scene, decision, saying},
};

fn shown(scene: &Scene, screen: Screen) -> Page {
    let mut made = None;
    scene.of(screen, &mut |request: ReturnsRequest| made = Some(returns(&request).expect("a page")));
    let page = made.expect("a page");
    assert_well_built(&page, &read(&page));
    page
}

static NO_WORDS: Words = Words { comments: Vec::new(), photos: Vec::new(), sayings: Vec::new() };

/// The page of a return as its buyer sees it who may do nothing about it.
fn plain(scene: &Scene, said: Option<Done>) -> Screen<'_> {
    Screen::Status {
        order: Some(&scene.order),
        kept: &scene.kept,
        words: &NO_WORDS,
        slip: None,
        may_cancel: false,
        may_object: false,
        said,
    }
}

#[test]
fn a_line_that_may_go_back_is_asked_for_and_one_that_may_not_says_why() {
    for (standing, left, say, asks, says) in [
        (Standing::Open, 2, None, true, "Can be returned until Wednesday 9 December"),
        (Standing::ForSomeReasons, 2, Some(Say::Hygiene), true, "Only for these reasons: No longer wanted,"),
        (Standing::Reviewed, 2, Some(Say::LookedAt), true, "We look at each return of it before we answer."),
        (Standing::Closed, 2, Some(Say::TooLate), false, "The time for returning it is over."),
        (Standing::Closed, 2, Some(Say::NotDelivered), false, "It hasn’t been delivered yet."),
        (
            Standing::Closed,
            0,
            Some(Say::TooMany),
            false,
            "All of it is in a return already, or has been refunded.",
        ),
        (Standing::Closed, 0, None, false, "All of it is in a return already, or has been refunded."),
    ] {
        let mut scene = Scene::new();
        let offer = &mut scene.offers.lines[0];
        (offer.standing, offer.left, offer.say) = (standing, left, say);
        scene.offers.lines.truncate(1);
        let screen = Screen::Choose {
            order: &scene.order,
            offers: &scene.offers,
            draft: None,
            wrong: &[],
            filed: &[],
        };
        let page = shown(&scene, screen);
        assert!(read(&page).contains(says), "{standing:?} {say:?}: {}", read(&page));
        assert_eq!(page.html.contains("name=\"pieces.0\""), asks, "{standing:?}");
        assert_eq!(read(&page).contains("Nothing of this order can be returned"), !asks, "{standing:?}");
    }
    // Every sentence that a policy may give has words.
    for say in Say::ALL {
        let mut scene = Scene::new();
        scene.offers.lines[2].say = Some(*say);
        let screen = Screen::Choose {
            order: &scene.order,
            offers: &scene.offers,
            draft: None,
            wrong: &[],
            filed: &[],
        };
        shown(&scene, screen);
    }
}

#[test]
fn one_piece_of_one_line_is_chosen_and_many_are_typed() {
    for (left, field) in [
        (1, "<option value=\"1\" selected>"),
        (2, "<option value=\"0\" selected>"),
        (31, "type=\"number\" inputmode=\"numeric\" min=\"0\" max=\"31\""),
    ] {
        let mut scene = Scene::new();
        scene.offers.lines.truncate(1);
        scene.offers.lines[0].left = left;
        let screen = Screen::Choose {
            order: &scene.order,
            offers: &scene.offers,
            draft: None,
            wrong: &[],
            filed: &[],
        };
        let html = shown(&scene, screen).html;
        assert!(html.contains(field), "{left}: {html}");
    }
}

#[test]
fn what_is_decided_is_told_before_it_is_filed() {
    let scene = Scene::new();
    let lines: Vec<String> = scene.order.lines.iter().map(|line| line.id.clone()).collect();
    let told = |decision: &Decision, payer| {
        read(&shown(&scene, Screen::Review { order: &scene.order, draft: &scene.draft, decision, payer }))
    };
    let review = |decision: Decision| {
        let payer = Some(Payer::Buyer);
        shown(&scene, Screen::Review { order: &scene.order, draft: &scene.draft, decision: &decision, payer })
    };
    for (verdict, files, says) in [
        ("approve", true, "with all that you need to send it back"),
        ("instant", true, "with all that you need to send it back"),
        ("keep", true, "with all that you need to send it back"),
        ("donate", true, "with all that you need to send it back"),
        ("review", true, "Someone at the shop looks at it first."),
        ("refuse", false, "You can’t send this as it is."),
    ] {
        let page = review(decision(&lines, verdict));
        assert!(read(&page).contains(says), "{verdict}: {}", read(&page));
        assert_eq!(page.html.contains("value=\"file\""), files, "{verdict}");
        assert_eq!(read(&page).contains("You get back | 102,62"), files, "{verdict}: the money");
    }
    let text = read(&review(decision(&lines, "approve")));
    for row in [
        "Goods | 110,00 €",
        "Return fee | -9,28 €",
        "Shipping you paid | 4,90 €",
        "Discount no longer earned: Three for two | -3,00 €",
        "To: Card | 92,62 €",
        "To: Store credit | 10,00 €",
        "Bonus on top of the credit | 1,00 €",
        "You still pay for the exchange | 2,50 €",
        "The money goes back when we have checked what arrived.",
        "You pay for sending it back.",
        "Please send it by Saturday 5 December.",
        "You may send it back. A fee is deducted from the refund.",
        "The money is refunded, and you may keep it.",
    ] {
        assert!(text.contains(row), "{row}: {text}");
    }
    let mut kept = decision(&lines, "keep");
    kept.lines[0].verdict = Verdict::Keep;
    assert!(read(&review(kept)).contains("You needn’t send anything back."));
    for (payer, says) in [
        (Some(Payer::Shop), Some("We bear the cost of sending it back.")),
        (Some(Payer::Buyer), Some("You pay for sending it back.")),
        (None, None),
    ] {
        let text = told(&decision(&lines, "approve"), payer);
        let all = ["We bear the cost of sending it back.", "You pay for sending it back."];
        let said: Vec<_> = all.into_iter().filter(|sentence| text.contains(sentence)).collect();
        assert_eq!(said, Vec::from_iter(says), "{payer:?}: {text}");
    }
}

/// What is known of a return in each state, and what its buyer reads.
fn in_states() -> Vec<(State, Value, &'static str)> {
    let decided = "2026-11-21T10:00:00Z";
    let received = |grade: Value| {
        json!({"r1": {"at": "2026-11-22T10:00:00Z",
            "lines": [{"line": Scene::new().order.lines[0].id, "pieces": 2, "grade": grade}]}})
    };
    let refund = json!({"k": {"amount": {"minor": 10262, "currency": "EUR"}, "at": "2026-11-22T12:00:00Z", "state": "done",
        "pieces": {Scene::new().order.lines[0].id.clone(): 2, Scene::new().order.lines[1].id.clone(): 1}}});
    let ended = |state: &str| json!({"state": state, "at": "2026-11-22T12:00:00Z", "by": "quality"});
    let asking = json!({"round": 1, "name": "default", "asked": "2026-11-21T09:31:00Z", "requester": "buyer",
        "escalate_to": "quality", "zone": "Europe/Berlin",
        "flow": {"steps": [{"name": "quality", "who": ["quality"]}], "business_days": false}});
    vec![
        (State::Requested, json!({"granted": []}), "We have your request"),
        (State::Review, json!({"asking": asking}), "You get an answer by Tuesday, November 24."),
        (
            State::Approved,
            json!({"decided": decided}),
            "Please send it by Saturday, December 5. Below is how.",
        ),
        (State::Refused, json!({"ended": ended("refused")}), "The reason stands with each item."),
        (State::Shipped, json!({"decided": decided, "shipped": decided}), "It is on its way to us."),
        (
            State::Received,
            json!({"decided": decided, "receipts": received(Value::Null)}),
            "we are checking it",
        ),
        (
            State::Inspected,
            json!({"decided": decided, "receipts": received(json!("a"))}),
            "We have checked what arrived.",
        ),
        (
            State::Refunded,
            json!({"decided": decided, "shipped": decided, "refunds": refund}),
            "We have sent the money.",
        ),
        (
            State::Exchanged,
            json!({"decided": decided, "shipped": decided, "exchanged": decided}),
            "What you get in exchange has been sent",
        ),
        (
            State::Closed,
            json!({"decided": decided, "ended": ended("closed")}),
            "Everything about this return is done.",
        ),
        (State::Cancelled, json!({"ended": ended("cancelled")}), "This return was cancelled."),
        (State::Expired, json!({"decided": decided, "ended": ended("expired")}), "No parcel came in time."),
    ]
}

#[test]
fn each_state_says_what_happens_next() {
    let mut seen = Vec::new();
    // Paid or exchanged at the approval: what comes back is still to be sent.
    let before_it_came = |(state, mut known, _): (State, Value, &'static str)| {
        known["shipped"] = Value::Null;
        (state, known, "Please send it by Saturday, December 5. Below is how.")
    };
    let early =
        in_states().into_iter().filter(|(state, ..)| [State::Refunded, State::Exchanged].contains(state));
    let early: Vec<_> = early.map(before_it_came).collect();
    for (state, known, says) in in_states().into_iter().chain(early) {
        let scene = Scene::new().with(&known);
        assert_eq!(scene.kept.rma.state(), state, "the case is one");
        seen.push(state);
        for language in mail::locales() {
            let mut scene = scene.clone();
            scene.order.locale = Some((*language).to_owned());
            let status = |order| Screen::Status {
                order,
                kept: &scene.kept,
                words: &scene.words,
                slip: Some("slip-1"),
                may_cancel: true,
                may_object: true,
                said: None,
            };
            let page = shown(&scene, status(Some(&scene.order)));
            let text = read(&page);
            assert!(*language != "en" || text.contains(says), "{state:?}: {text}");
            let sends = scene.kept.rma.is_awaited();
            assert_eq!(sends, state == State::Approved || seen.len() > State::ALL.len(), "{state:?}");
            assert_eq!(page.html.contains("href=\"slip-1\""), sends, "{state:?} in {language}");
            assert_eq!(text.contains("10117 Berlin"), sends, "{state:?} in {language}: where to");
            assert_eq!(page.html.contains("value=\"answer\""), !state.is_over(), "{state:?} in {language}");
            shown(&scene, status(None));
            let case = Screen::Case {
                role: "quality",
                order: None,
                kept: &scene.kept,
                words: &scene.words,
                photos: &[],
                may_vote: state == State::Review,
                done: None,
                wrong: false,
            };
            shown(&scene, case);
        }
    }
    assert_eq!(seen[..State::ALL.len()], *State::ALL, "every state");
}

/// What went back as credit no bank will show.
#[test]
fn credit_is_told_as_credit() {
    let (_, mut known, _) = in_states().swap_remove(7);
    for (as_credit, says) in
        [(true, "You have the amount as store credit now."), (false, "We have sent the money.")]
    {
        known["shipped"] = json!("2026-11-21T10:00:00Z");
        let mut scene = Scene::new().with(&known);
        let mut plan = scene.decision.refund.clone();
        plan.tenders.iter_mut().for_each(|part| part.as_credit |= as_credit);
        scene.kept.plans.insert("k".into(), plan);
        let status = plain(&scene, None);
        let text = read(&shown(&scene, status));
        assert!(text.contains(says), "{as_credit}: {text}");
    }
}

#[test]
fn that_it_may_be_sent_back_is_said_until_it_is_sent() {
    let yes = "You may send it back.";
    for shipped in [Value::Null, json!("2026-11-21T10:00:00Z")] {
        let known = json!({"decided": "2026-11-21T09:00:00Z", "shipped": shipped});
        let mut scene = Scene::new().with(&known);
        let granted = &mut scene.kept.rma.granted;
        granted.iter_mut().for_each(|line| (line.verdict, line.say) = (Verdict::Approve, Say::Approved));
        let text = read(&shown(&scene, plain(&scene, None)));
        assert_eq!(text.contains(yes), shipped.is_null(), "{shipped}: {text}");
    }
}

#[test]
fn everything_that_can_have_been_done_has_its_sentence() {
    let scene = Scene::new();
    let all = [
        (Done::Filed, "We have received it."),
        (Done::Cancelled, "The return is cancelled."),
        (Done::Answered, "your answer has been sent"),
        (Done::Objected, "Your objection has been sent."),
        (Done::Approved, "You have approved it."),
        (Done::Refused, "You have refused it."),
        (Done::Asked, "Your question has been sent to the buyer."),
        (Done::Already, "This had been done before."),
    ];
    for (done, says) in all {
        let screen = plain(&scene, Some(done));
        let page = shown(&scene, screen);
        assert!(read(&page).contains(says), "{done:?}: {}", read(&page));
        assert!(!page.html.contains("<form"), "nothing is offered that may not be done");
        assert!(read(&page).contains("Write RMA-1001-1 on a sheet of paper"), "no slip: the number by hand");
    }
}

#[test]
fn a_withdrawal_is_refused_by_an_exception_only_and_says_which() {
    let known = json!({"statutory": true,
        "ended": {"state": "refused", "at": "2026-11-22T12:00:00Z", "by": "quality", "exception": "personalised"}});
    let mut scene = Scene::new().with(&known);
    scene.kept.rma.granted.iter_mut().for_each(|line| line.verdict = Verdict::Refuse);
    let status = plain(&scene, None);
    let text = read(&shown(&scene, status));
    assert_eq!(text.matches("It was made to your wishes and can’t be returned.").count(), 2, "{text}");
    // Staff may refuse it by the exception that they are asked for, and by no other.
    for (because, may) in
        [(Because::Withdrawal, false), (Because::WithdrawalExcepted { of: Trait::Personalised }, true)]
    {
        let mut asked = scene.clone();
        asked.kept.rma.granted[0].because = because;
        let case = Screen::Case {
            role: "quality",
            order: Some(&asked.order),
            kept: &asked.kept,
            words: &Words::default(),
            photos: &[],
            may_vote: true,
            done: None,
            wrong: false,
        };
        let page = shown(&asked, case);
        assert_eq!(page.html.contains("value=\"refuse\""), may);
        let says =
            if may { "you say that the one named above does" } else { "this withdrawal can’t be refused" };
        assert!(read(&page).contains(says), "{}", read(&page));
    }
}

#[test]
fn staff_see_what_they_decide_by_the_oldest_first() {
    use mail::page::Filed;
    let (_, review, _) = in_states().swap_remove(1);
    let mut scene = Scene::new().with(&review);
    scene.words.sayings.push(saying(By::Buyer, "The box is fine."));
    let mut older = scene.kept.clone();
    older.rma.number = "RMA-900-1".into();
    older.rma.request.at = super::scene::at("2026-11-01T08:00:00Z");
    let waiting = [Filed { id: "b", kept: &scene.kept }, Filed { id: "a", kept: &older }];
    let desk = read(&shown(&scene, Screen::Desk { role: "quality", waiting: &waiting }));
    let place = |text: &str| desk.find(text).unwrap_or_else(|| panic!("{text}: {desk}"));
    assert!(place("RMA-900-1") < place("RMA-1001-1"), "{desk}");
    for fact in [
        "What | 3 items · Too small · Damaged on the way",
        "Refund | €102.62",
        "Whose turn it is | quality",
        "Your turn",
    ] {
        place(fact);
    }
    let other = read(&shown(&scene, Screen::Desk { role: "support", waiting: &waiting }));
    assert!(!other.contains("Your turn"), "{other}");
    let case = Screen::Case {
        role: "quality",
        order: Some(&scene.order),
        kept: &scene.kept,
        words: &scene.words,
        photos: &[],
        may_vote: true,
        done: None,
        wrong: false,
    };
    let text = read(&shown(&scene, case));
    for fact in [
        "Why you are asked | There are signs of misuse",
        "By | Your rule “fee” says so",
        "line.condition | opened",
        "fee | applies",
        "old | doesn’t apply",
        "often | unknown: customer.returns",
        "Points: 20 | Used for some days, then returned without a fault",
        "Paid for these pieces | €110.00",
        "The sleeves are short. And one button is loose.",
        "Is the box damaged, too?",
        "The box is fine.",
        "Condition | Opened, not used",
    ] {
        assert!(text.contains(fact), "{fact}: {text}");
    }
}
