//! Suppressed addresses and what is journalled whatever else happens, on both engines.

use domain::{
    EntityRef, NewEvent,
    mail::{ConfirmationRequested, SuppressionLifted, mailbox},
};
use jiff::SignedDuration;
use store::{Store, suppression::Suppression};
use testkit::{on_both, orders::shop};

use super::now;

fn bounced(minutes: i64) -> Suppression {
    Suppression {
        reason: "mail-bounced".into(),
        detail: "Permanent/General".into(),
        about: EntityRef::order("1001"),
        at: now() + SignedDuration::from_mins(minutes),
    }
}

#[test]
fn an_address_is_suppressed_until_somebody_lifts_it() {
    on_both(async |store: Store| {
        let shop = shop().id;
        let (ada, ida) = ("ada@example.com", "ida@example.com");
        assert_eq!(store.suppressed(&shop, ada).await, Ok(None));
        assert_eq!(store.lift_suppression(&shop, ada, "owner", now()).await, Ok(None));
        for minutes in [0, 0, 5] {
            assert_eq!(store.suppress(&shop, ada, &bounced(minutes)).await, Ok(()));
        }
        assert_eq!(store.suppressed(&shop, " Ada@Example.COM ").await, Ok(Some(bounced(5))));
        assert_eq!(store.suppressed(&shop, ida).await, Ok(None));
        assert_eq!(store.suppressed(&"zeta".parse().expect("a shop"), ada).await, Ok(None), "another shop's");
        let listed = store.members(&shop, "suppressed").await;
        assert_eq!(listed, Ok(Vec::new()), "no index holds them");

        let lifted = store.lift_suppression(&shop, ada, "owner", now()).await;
        assert_eq!(lifted, Ok(Some(bounced(5))));
        assert_eq!(store.suppressed(&shop, ada).await, Ok(None));
        let story = store.story(&shop, &mailbox(&shop, ada)).await.expect("readable");
        assert_eq!(story.broken, None);
        let said = story.events[0].event.payload::<SuppressionLifted>();
        assert_eq!(said, Ok(SuppressionLifted { by: "owner".into(), was: "mail-bounced".into() }));
        assert!(!story.events[0].text.contains("ada@"), "no address in the journal");
        // Once more, and once more lifted.
        assert_eq!(store.suppress(&shop, ada, &bounced(9)).await, Ok(()));
        let later = now() + SignedDuration::from_mins(10);
        assert!(store.lift_suppression(&shop, ada, "owner", later).await.is_ok_and(|stood| stood.is_some()));
        assert_eq!(store.suppressed(&shop, ada).await, Ok(None));
    });
}

#[test]
fn events_are_journalled_together_and_once_whatever_else_happens() {
    on_both(async |store: Store| {
        let (shop, order) = (shop().id, EntityRef::order("1001"));
        let wish = ConfirmationRequested { by: "ada".into(), reason: "lost".into() };
        let both = [wish.event(now()), NewEvent::of("second", &wish)];
        let written = store.journal(&shop, &order, &both, now()).await.expect("written");
        assert_eq!(written.iter().map(|event| event.seq).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(store.journal(&shop, &order, &both[..1], now()).await, Ok(Vec::new()), "it had happened");
        let later = now() + SignedDuration::from_millis(1);
        let again = store.journal(&shop, &order, &[wish.event(later)], later).await.expect("written");
        assert_eq!(again[0].seq, 3, "another wish is another event");
        let story = store.story(&shop, &order).await.expect("readable");
        assert_eq!((story.events.len(), story.broken), (3, None));
    });
}
