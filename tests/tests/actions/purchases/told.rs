//! What a supplier is told beside the order itself: that it is called off, and that an answer is waited for.

use bundle_tests::buying::{Buying, proposal, shop};
use domain::{
    EntityRef,
    purchase::{Instructed, State, Word},
};
use jiff::SignedDuration;
use serde_json::json;
use testkit::Faults;

use super::{KILN, asked, sent};

async fn call_off(buying: &mut Buying) {
    let (id, order) = buying.orders().await.pop_first().expect("an order");
    let said = Instructed { word: Word::Cancel, revision: order.revision, by: "ada".into(), reason: None };
    buying.say(&EntityRef::new("PURCHASE", &id), said.event(buying.now)).await;
    buying.run().await;
}

#[tokio::test(start_paused = true)]
async fn a_supplier_who_was_sent_an_order_is_told_once_that_it_is_called_off() {
    let mut buying = sent().await;
    buying.deliveries = 2;
    for _ in 0..2 {
        call_off(&mut buying).await;
        buying.now += SignedDuration::from_mins(1);
    }
    let mails = buying.mails(KILN);
    assert_eq!((mails.len(), buying.order().await.state), (2, State::Cancelled));
    assert_eq!(
        (mails[1].subject.as_str(), mails[1].locale.as_str()),
        ("Bestellung PO-2026-00001 ist storniert", "de")
    );
    assert!(Buying::tokens(&mails[1]).is_empty() && mails[1].text.contains("Mug A"), "{}", mails[1].text);
}

#[tokio::test(start_paused = true)]
async fn who_was_never_sent_it_is_told_nothing() {
    let mut waiting = asked().await;
    call_off(&mut waiting).await;
    assert_eq!((waiting.mails(KILN).len(), waiting.order().await.state), (0, State::Cancelled));
    // Far East has no address.
    let mut far = Buying::new(Faults::plan([]), &shop(&json!({}))).await;
    far.propose("A", Some(proposal("A", "Far East", 10, (1, 1)))).await;
    far.run().await;
    far.wait(SignedDuration::from_mins(10)).await;
    let mail = far.mails(super::BUYER).pop().expect("a mail");
    assert!(far.press(&Buying::tokens(&mail)[0]).await);
    far.run().await;
    far.wait(SignedDuration::from_hours(24 * 6)).await;
    call_off(&mut far).await;
    assert_eq!(far.order().await.state, State::Cancelled);
}

/// Sent on a Thursday; nobody at Kiln & Co answers.
#[tokio::test(start_paused = true)]
async fn who_says_nothing_is_asked_to_confirm_once_after_three_working_days() {
    for (answers, mails) in [(false, 2), (true, 1)] {
        let mut buying = sent().await;
        if answers {
            let order = buying.mails(KILN).pop().expect("a mail");
            assert!(buying.press(&Buying::tokens(&order)[0]).await);
            buying.run().await;
        }
        buying.wait(SignedDuration::from_hours(24 * 4)).await;
        assert_eq!(buying.mails(KILN).len(), 1, "it is Monday");
        for _ in 0..3 {
            buying.wait(SignedDuration::from_hours(24)).await;
        }
        assert_eq!(buying.mails(KILN).len(), mails, "{answers}");
        let Some(reminder) = buying.mails(KILN).into_iter().nth(1) else { continue };
        assert_eq!(reminder.subject, "Bitte bestätigen Sie unsere Bestellung PO-2026-00001");
        assert!(buying.press(&Buying::tokens(&reminder)[0]).await, "they confirm by it");
        buying.run().await;
        assert_eq!(buying.order().await.state, State::Confirmed);
    }
}

/// What has begun to arrive can't be declined any more: it isn't offered.
#[tokio::test(start_paused = true)]
async fn a_partly_received_order_can_only_be_confirmed() {
    let mut buying = sent().await;
    buying.receive("PO-2026-00001", "DN-1", &[("A", 3)]).await;
    buying.run().await;
    for _ in 0..21 {
        buying.wait(SignedDuration::from_hours(24)).await;
    }
    let chase = buying.mails(KILN).into_iter().nth(1).expect("a mail");
    assert_eq!(Buying::tokens(&chase).len(), 1, "{}", chase.text);
    let page = buying.ask("GET", &Buying::tokens(&chase)[0], "").await.body.to_text();
    assert!(page.contains("Diese Seite ist für Kiln &amp; Co, Lieferant von"), "{page}");
    assert!(buying.press(&Buying::tokens(&chase)[0]).await);
    let page = buying.ask("GET", &Buying::tokens(&chase)[0], "").await.body.to_text();
    assert!(page.contains("E-Mail zur Bestellung") && !page.contains("supplier"), "{page}");
}
