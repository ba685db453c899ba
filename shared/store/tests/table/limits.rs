//! How many mails went out on a day, on both engines.

use futures::future::join_all;
use jiff::{SignedDuration, civil::date};
use store::{Store, StoreError};
use testkit::{on_both, orders::shop};

use super::now;

#[test]
fn so_many_may_go_out_on_a_day_and_each_day_and_automation_counts_its_own() {
    on_both(async |store: Store| {
        let shop = shop().id;
        let (today, tomorrow) = (date(2026, 3, 2), date(2026, 3, 3));
        let more = async |automation: &str, day, most| {
            store.may_mail(&shop, automation, day, most, now()).await.expect("counted")
        };
        for may in [true, true, false, false] {
            assert_eq!(more("order-confirmation", today, 2).await, may);
        }
        assert!(more("order-confirmation", today, 3).await, "what was refused wasn't counted");
        assert!(!more("order-confirmation", today, 2).await, "a limit that was lowered");
        assert!(more("order-confirmation", tomorrow, 2).await);
        assert!(more("edd-calculation", today, 2).await);
        for (automation, day, expected) in [
            ("order-confirmation", today, 3),
            ("order-confirmation", tomorrow, 1),
            ("edd-calculation", today, 1),
            ("edd-calculation", tomorrow, 0),
        ] {
            assert_eq!(store.mails_on(&shop, automation, day).await, Ok(expected), "{automation} {day}");
        }
        let other = "zeta".parse().expect("a shop");
        assert_eq!(store.may_mail(&other, "order-confirmation", today, 1, now()).await, Ok(true));
    });
}

#[test]
fn of_many_at_once_no_more_than_so_many_may() {
    on_both(async |store: Store| {
        let shop = shop().id;
        let one = async || {
            let later = now() + SignedDuration::from_secs(1);
            store.may_mail(&shop, "order-confirmation", date(2026, 3, 2), 7, later).await
        };
        let mut may = 0;
        for _ in 0..8 {
            // Who meets too many others is told to come again.
            for answer in join_all((0..16).map(|_| one())).await {
                assert!(matches!(answer, Ok(_) | Err(StoreError::Stale)), "{answer:?}");
                may += usize::from(answer == Ok(true));
            }
        }
        assert_eq!(may, 7);
    });
}
