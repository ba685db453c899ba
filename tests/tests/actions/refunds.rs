//! The money of returns: asked for once, counted once, for the right return, whoever paid it and whatever the shop says of it.

use bundle_tests::returning::{Echoes, LINE, Manner, Returning, entity, request, shop};
use domain::{
    command::Command,
    returns::{
        Grade, Outcome, Request,
        record::News,
        rma::{ReceivedLine, RefundState, State},
        told::{Told, Word, kinds},
    },
};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::Faults;

async fn desk(own: &Value, pieces: i64) -> Returning {
    let mut desk = Returning::new(Faults::plan([]), &shop(own), pieces).await;
    desk.with_mails = false;
    desk
}

async fn wish(desk: &mut Returning, request: Request) {
    let key = request.key.clone();
    desk.tell(&key, kinds::REQUESTED, Some(Told::Requested { request })).await;
    desk.run().await;
}

/// Two pieces of one line, one for money, one for credit.
async fn in_halves(desk: &mut Returning) {
    let mut wanted = request("r1", 1, desk.now);
    wanted.lines.push(wanted.lines[0].clone());
    wanted.lines[1].outcome = Outcome::StoreCredit;
    wish(desk, wanted).await;
    desk.arrive("r1", "DN-1", 2).await;
    desk.run().await;
}

/// What we asked the shop for is no refund by hand: of no other return of the line, and of none of its own.
#[tokio::test(start_paused = true)]
async fn the_shop_s_word_of_our_own_refund_counts_for_nobody_else() {
    for echoes in [Echoes::Never, Echoes::Before, Echoes::After] {
        for (first, second) in [("r1", "r2"), ("r2", "r1")] {
            let mut desk = desk(&json!({}), 2).await;
            (desk.echoes, desk.deliveries) = (echoes, 2);
            for key in ["r1", "r2"] {
                desk.ask_for(key, 1).await;
            }
            desk.run().await;
            desk.arrive(first, "DN-1", 1).await;
            desk.run().await;
            assert_eq!((desk.state(first).await, desk.paid()), (State::Closed, 1000), "{echoes:?}");
            assert_eq!(desk.state(second).await, State::Approved, "{echoes:?} {first}");
            desk.arrive(second, "DN-2", 1).await;
            desk.run().await;
            assert_eq!((desk.state(second).await, desk.paid()), (State::Closed, 2000), "{echoes:?}");
            assert_eq!(desk.back().await, ["r1#1", "r2#1"], "{echoes:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_half_of_a_refund_in_money_and_credit_is_ours() {
    for echoes in [Echoes::Never, Echoes::Before, Echoes::After] {
        let mut desk = desk(&json!({}), 3).await;
        desk.echoes = echoes;
        in_halves(&mut desk).await;
        let kept = desk.kept("r1").await;
        assert_eq!((kept.rma.state(), desk.paid()), (State::Closed, 2000), "{echoes:?}");
        assert!(kept.unclaimed.is_empty() && desk.back().await == ["r1#1"], "{echoes:?}");
    }
}

/// Whatever comes in while the shop's answer isn't there: it is found out whose a refund is, and nobody is paid twice or never.
#[tokio::test(start_paused = true)]
async fn by_hand_in_the_moment_in_which_ours_is_under_way() {
    for answers in [true, false] {
        let mut desk = desk(&json!({}), 3).await;
        for key in ["r1", "r2"] {
            desk.ask_for(key, 1).await;
        }
        desk.manner = Manner::Silent;
        desk.arrive("r1", "DN-1", 1).await;
        desk.run().await;
        // It is of the other one, but nobody can know.
        desk.refunds_by_hand("77", 1).await;
        desk.arrive("r2", "DN-2", 1).await;
        desk.run().await;
        assert_eq!(desk.commands("r2").await.len(), 0, "it may have been paid");
        desk.manner = Manner::Does;
        if answers {
            let story =
                desk.store.story(&bundle_tests::returning::acme(), &entity("r1")).await.expect("readable");
            let asked = story.events.iter().find(|kept| kept.event.kind == "command.requested");
            desk.carry_out(&asked.expect("asked").event).await;
            desk.run().await;
        }
        desk.wait(SignedDuration::from_hours(2)).await;
        // With its answer all is known: what was paid by hand is the other one's, or of pieces that nobody asked for.
        assert_eq!(desk.paid(), if answers { 1000 } else { 0 }, "{answers}");
        assert_eq!(desk.kept("r2").await.halted, !answers, "{answers}: a person looks");
    }
}

/// One piece that was paid by hand is one return's, and what nobody asked for isn't offered any more.
#[tokio::test(start_paused = true)]
async fn what_is_paid_by_hand_counts_once() {
    let mut both = desk(&json!({}), 2).await;
    for key in ["r1", "r2"] {
        both.ask_for(key, 1).await;
    }
    both.run().await;
    both.refunds_by_hand("77", 1).await;
    both.run().await;
    let states = [both.state("r1").await, both.state("r2").await];
    assert_eq!(states, [State::Refunded, State::Approved]);
    both.arrive("r2", "DN-2", 1).await;
    both.arrive("r1", "DN-1", 1).await;
    both.run().await;
    assert_eq!(
        (both.paid(), both.state("r2").await, both.state("r1").await),
        (1000, State::Closed, State::Closed)
    );
    // The first is through, or called off: then the piece is nobody's, and gone.
    for arrives in [true, false] {
        let mut desk = desk(&json!({}), if arrives { 2 } else { 1 }).await;
        desk.ask_for("r1", 1).await;
        desk.run().await;
        desk.arrives_or_is_called_off("r1", arrives).await;
        desk.refunds_by_hand("77", 1).await;
        desk.run().await;
        desk.ask_for("r2", 1).await;
        desk.run().await;
        assert_eq!(desk.state("r2").await, State::Refused, "{arrives}");
    }
    // Others may still return what is left beside it.
    let mut rest = desk(&json!({}), 2).await;
    rest.ask_for("r1", 1).await;
    rest.run().await;
    rest.refunds_by_hand("77", 1).await;
    rest.run().await;
    rest.ask_for("r2", 1).await;
    rest.run().await;
    assert_eq!(rest.state("r2").await, State::Approved);
}

/// `return pay` asks once more; what is in doubt is done when the shop tells of it, or anew when a person says so.
#[tokio::test(start_paused = true)]
async fn what_the_shop_refused_or_may_have_done_has_a_way_out() {
    for (manner, echoes, by_word) in [
        (Manner::Refuses, Echoes::Never, true),
        (Manner::InDoubt, Echoes::Never, true),
        (Manner::PaysInDoubt, Echoes::Before, false),
        (Manner::PaysInDoubt, Echoes::After, false),
    ] {
        let mut desk = desk(&json!({}), 1).await;
        (desk.manner, desk.echoes) = (manner, echoes);
        desk.ask_for("r1", 1).await;
        desk.run().await;
        desk.arrive("r1", "DN-1", 1).await;
        desk.run().await;
        if by_word {
            assert_eq!((desk.state("r1").await, desk.paid()), (State::Received, 0), "{manner:?}");
            desk.manner = Manner::Does;
            desk.instruct("r1", Word::Pay, "ada").await;
            desk.run().await;
        }
        assert_eq!((desk.state("r1").await, desk.paid()), (State::Closed, 1000), "{manner:?} {echoes:?}");
        assert_eq!(desk.back().await.len(), 1, "{manner:?}");
    }
}

/// Some of what is in doubt is paid by hand: that settles no more than those pieces.
#[tokio::test(start_paused = true)]
async fn a_part_paid_by_hand_doesn_t_settle_the_rest_of_what_is_in_doubt() {
    let mut desk = desk(&json!({}), 2).await;
    desk.manner = Manner::InDoubt;
    desk.ask_for("r1", 2).await;
    desk.run().await;
    desk.arrive("r1", "DN-1", 2).await;
    desk.run().await;
    desk.refunds_by_hand("77", 1).await;
    desk.run().await;
    assert_eq!(desk.state("r1").await, State::Received, "nobody knows of the other");
    desk.manner = Manner::Does;
    desk.instruct("r1", Word::Pay, "ada").await;
    desk.run().await;
    assert_eq!((desk.state("r1").await, desk.paid()), (State::Closed, 1000));
}

/// Of what was in doubt an older release wrote nothing down: long after the shop was given up `return pay` asks anew, and not sooner.
#[tokio::test(start_paused = true)]
async fn what_never_had_an_answer_is_asked_for_anew_once_the_shop_was_given_up() {
    let mut desk = desk(&json!({}), 1).await;
    desk.manner = Manner::Silent;
    desk.ask_for("r1", 1).await;
    desk.run().await;
    desk.arrive("r1", "DN-1", 1).await;
    desk.run().await;
    desk.manner = Manner::Does;
    for (hours, paid, state) in [(1, 0, State::Received), (48, 1000, State::Closed)] {
        desk.wait(SignedDuration::from_hours(hours)).await;
        desk.instruct("r1", Word::Pay, "ada").await;
        desk.run().await;
        assert_eq!((desk.paid(), desk.state("r1").await), (paid, state), "{hours} hours later");
    }
}

/// Half of it went: a person reckons what is left. What they pay by hand is the other half.
#[tokio::test(start_paused = true)]
async fn what_went_by_half_isn_t_asked_for_once_more() {
    let mut desk = desk(&json!({}), 2).await;
    desk.manner = Manner::RefusesCredit;
    in_halves(&mut desk).await;
    desk.manner = Manner::Does;
    desk.instruct("r1", Word::Pay, "ada").await;
    desk.run().await;
    let kept = desk.kept("r1").await;
    assert_eq!((desk.paid(), kept.halted, kept.rma.refunds.len()), (1000, true, 1));
    assert_eq!(kept.rma.refunds["r1#1"].state, RefundState::Failed);
    desk.refunds_by_hand("77", 1).await;
    desk.run().await;
    assert_eq!((desk.state("r1").await, desk.back().await), (State::Closed, vec!["r1#1".to_owned()]));
}

/// What comes to nothing is through as well, once it is there, and nobody hears of money.
#[tokio::test(start_paused = true)]
async fn a_refund_of_nothing_ends() {
    let offered = json!({"outcomes": {"offered": ["refund", "exchange-difference"]}});
    let mut swapped = desk(&offered, 1).await;
    let mut wanted = request("r1", 1, swapped.now);
    (wanted.lines[0].outcome, wanted.lines[0].instead) = (Outcome::ExchangeDifference, Some("v2".into()));
    wish(&mut swapped, wanted).await;
    assert_eq!(swapped.state("r1").await, State::Exchanged);
    let mut worn = desk(&json!({"refunds": {"at": "inspection"}}), 1).await;
    worn.ask_for("r1", 1).await;
    worn.run().await;
    for (what, desk, percent) in [("as dear", &mut swapped, None), ("worth nothing", &mut worn, Some(0))] {
        desk.arrive("r1", "DN-1", 1).await;
        let line = ReceivedLine { line: Some(LINE.into()), pieces: 1, grade: Some(Grade::C), percent };
        desk.tell("r1", kinds::GRADED, Some(Told::Graded { id: "DN-1".into(), lines: vec![line] })).await;
        desk.run().await;
        assert_eq!((desk.state("r1").await, desk.paid()), (State::Closed, 0), "{what}");
        let kept = desk.kept("r1").await;
        assert!(kept.told.iter().all(|notice| notice.news != News::Refunded), "{what}");
        assert_eq!(desk.back().await, ["r1#1"], "{what}");
    }
    // As long as nothing is there, it runs out like any other.
    let mut never = desk(
        &json!({"refunds": {"at": "approval"}, "rules": [{"id": "fee", "fee_percent": 100}],
        "outcomes": {"fee_cap_percent": 100}}),
        1,
    )
    .await;
    never.ask_for("r1", 1).await;
    never.run().await;
    for _ in 0..16 {
        never.wait(SignedDuration::from_hours(24)).await;
    }
    assert_eq!(never.state("r1").await, State::Expired);
}

/// The buyer hears of each refund what it was.
#[tokio::test(start_paused = true)]
async fn of_two_refunds_at_once_each_is_told_with_its_own_amount() {
    let mut desk = desk(&json!({}), 3).await;
    desk.ask_for("r1", 3).await;
    desk.run().await;
    desk.arrive("r1", "DN-1", 1).await;
    desk.arrive("r1", "DN-2", 2).await;
    desk.run().await;
    let kept = desk.kept("r1").await;
    let told: Vec<i64> = kept.told.iter().filter_map(|notice| Some(notice.amount?.minor)).collect();
    assert_eq!((told, desk.paid()), (vec![1000, 2000], 3000));
}

/// What was decided is paid by the policy that decided it, whatever counts when it is there.
#[tokio::test(start_paused = true)]
async fn it_is_paid_by_the_policy_that_decided_it() {
    let capped = |percent: i64| {
        json!({"governs": "current", "rules": [{"id": "fee", "fee_percent": 50}],
            "outcomes": {"fee_cap_percent": percent}})
    };
    let mut desk = desk(&capped(10), 1).await;
    desk.now += SignedDuration::from_hours(1);
    desk.store.publish_settings(&shop(&capped(30)), desk.now).await.expect("published");
    desk.now += SignedDuration::from_hours(1);
    desk.ask_for("r1", 1).await;
    desk.run().await;
    desk.now += SignedDuration::from_hours(1);
    desk.store.publish_settings(&shop(&capped(0)), desk.now).await.expect("published");
    desk.now += SignedDuration::from_hours(1);
    desk.arrive("r1", "DN-1", 1).await;
    desk.run().await;
    assert_eq!((desk.kept("r1").await.rma.policy, desk.paid()), (2, 700));
}

/// Who decides otherwise is heard on the platform as well, however often; what was kept for an exchange is asked for again.
#[tokio::test(start_paused = true)]
async fn the_platform_hears_of_every_decision() {
    let mut late = desk(&json!({"window": {"days": 1}}), 1).await;
    let mut wanted = request("3001", 1, late.now);
    wanted.channel = "shopify".into();
    wish(&mut late, wanted).await;
    for (yes, state) in [(true, State::Approved), (false, State::Refused), (true, State::Approved)] {
        late.now += SignedDuration::from_mins(1);
        late.instruct("3001", Word::Override { yes, exception: None }, "ada").await;
        late.run().await;
        assert_eq!(late.state("3001").await, state);
    }
    let kinds: Vec<&str> = late.commands("3001").await.iter().map(Command::kind).collect();
    assert_eq!(kinds, ["return.decline", "return.approve", "return.decline", "return.approve"]);
    let mut swapped = desk(&json!({}), 1).await;
    swapped.manner = Manner::Silent;
    let mut wanted = request("r1", 1, swapped.now);
    (wanted.lines[0].outcome, wanted.lines[0].instead) = (Outcome::Exchange, Some("v2".into()));
    wish(&mut swapped, wanted).await;
    for word in [Word::Cancel, Word::Reopen] {
        swapped.now += SignedDuration::from_mins(1);
        swapped.instruct("r1", word, "ada").await;
        swapped.run().await;
    }
    let kinds: Vec<&str> = swapped.commands("r1").await.iter().map(Command::kind).collect();
    assert_eq!((swapped.state("r1").await, kinds), (State::Approved, vec!["exchange", "exchange"]));
}
