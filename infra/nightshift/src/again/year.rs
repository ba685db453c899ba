//! A journal with a year in it: a hundred thousand events of three shops, written through the store.

use std::{collections::BTreeSet, sync::Arc};

use domain::{EntityRef, Event, Outgoing, ShopId, Timestamp};
use jiff::SignedDuration;
use store::{Store, engine::Engine, ledger};
use testkit::Memory;

use super::{
    relay::{
        Left, Plan, publish,
        tests::{at, news, request, shops},
    },
    replay::Wanted,
    wire::tests::Heard,
};
use crate::cloud::days::Span;

const YEAR: i64 = 100_000;

/// A year of three shops: every five minutes or so an order of one of them, mostly.
async fn year(store: &Store, begin: Timestamp) -> Vec<(ShopId, Timestamp)> {
    let (shops, mut written) = (shops(), Vec::new());
    let step = SignedDuration::from_secs(365 * 86_400 / YEAR);
    for n in 0..YEAR {
        let (n_th, now) =
            (usize::try_from(n).expect("small"), begin + step * i32::try_from(n).expect("small"));
        // Nine in ten are of one shop.
        let shop = &shops[if n_th % 10 == 0 { 1 + n_th / 10 % 2 } else { 0 }];
        let event = if n_th % 3 == 2 { request() } else { news("order.created") };
        let entity = EntityRef::order(&n.to_string());
        assert_eq!(store.journal_alone(shop, &entity, &event, now).await, Ok(true));
        written.push((shop.clone(), now));
    }
    // The index shows it from the next question on.
    let _ = store.day(&shops[0], begin, 0, None).await;
    written
}

fn ids(heard: &Heard) -> Vec<String> {
    let id = |message: &Outgoing| Event::parse(&message.text).expect("an event").id;
    heard.taken.borrow().iter().map(id).collect()
}

#[tokio::test]
async fn a_stream_lost_for_25_hours_is_found_in_a_year_and_published_again() {
    let store = Store::on(Arc::new(Memory::default()) as Arc<dyn Engine>);
    let begin = at("2025-11-25T00:00:00Z");
    let written = year(&store, begin).await;
    let lost = Span { since: at("2026-11-20T07:30:00Z"), until: at("2026-11-21T08:30:00Z") };
    let now = at("2026-11-25T00:00:00Z");
    let inside = |at: Timestamp| lost.since <= at && at <= lost.until;
    let expected = written.iter().filter(|(_, at)| inside(*at)).count();
    assert!(expected > 280, "{expected}");

    let plan = Plan::of(&store, &shops(), lost, now).await.expect("readable");
    assert_eq!((plan.events, plan.mails_sent), (expected, 0));
    assert_eq!(
        plan.mails_to_send,
        plan.lines.iter().filter(|l| l.kind.starts_with("mail.")).map(|l| l.count).sum::<usize>()
    );
    let shops_told: BTreeSet<_> = plan.lines.iter().map(|line| line.shop.as_str()).collect();
    assert_eq!(shops_told.into_iter().collect::<Vec<_>>(), ["acme", "rosen", "zeta"]);

    // It breaks off half-way, is run again, and once more: whoever listens has heard each at least once, and no other.
    let broken = Heard { fails_at: Some(7), ..Heard::default() };
    let told =
        publish(&store, &shops(), (lost, now), &broken, |_| ()).await.expect_err("as planned").to_string();
    assert!(told.contains("run the same command again"), "{told}");
    let whole = Heard::default();
    for _ in 0..2 {
        assert_eq!(publish(&store, &shops(), (lost, now), &whole, |_| ()).await, Ok(expected));
    }
    let heard: BTreeSet<String> = ids(&broken).into_iter().chain(ids(&whole)).collect();
    assert_eq!(heard.len(), expected);
    let order = whole
        .taken
        .borrow()
        .iter()
        .take(expected)
        .map(|m| (m.shop.clone(), Event::parse(&m.text).expect("an event").time))
        .collect::<Vec<_>>();
    assert!(order.is_sorted(), "shop by shop, oldest first");
    println!("figure: relay: {expected} events of 25 lost hours found among {YEAR} of a year in 3 shops");

    // Three hours of it go to one automation again; and one event by its id, out of three days.
    let (acme, kinds) = (&shops()[0], ["order.created".to_owned()]);
    let hours = Span { since: at("2026-11-20T07:30:00Z"), until: at("2026-11-20T10:30:00Z") };
    let days = Span { since: at("2026-11-18T00:00:00Z"), until: at("2026-11-21T00:00:00Z") };
    let wanted = |span, ids| Wanted { shop: acme, entity: None, ids, span, kinds: &kinds };
    let found = wanted(hours, &[]).find(&store).await.expect("readable");
    let all = whole.taken.borrow().clone();
    let of_hours = all.iter().take(expected).map(|m| Event::parse(&m.text).expect("an event"));
    let meant = |event: &Event| event.shop == *acme && event.kind == kinds[0] && event.time <= hours.until;
    assert_eq!(found.len(), of_hours.filter(meant).count());
    let ids = [found[7].event.id.clone()];
    assert_eq!(wanted(days, &ids).find(&store).await.expect("readable"), [found[7].clone()]);

    // The whole year: requests that the ledger has forgotten stay where they are.
    let year = Span { since: begin, until: now };
    let plan = Plan::of(&store, &shops(), year, now).await.expect("readable");
    let forgotten: usize =
        plan.lines.iter().filter(|l| l.left_out == Some(Left::BeyondTheLedger)).map(|l| l.count).sum();
    assert_eq!(plan.events + forgotten, written.len());
    assert!(forgotten > written.len() / 5, "three in four requests are older: {forgotten}");
    let heard = Heard::default();
    assert_eq!(publish(&store, &shops(), (year, now), &heard, |_| ()).await, Ok(plan.events));
    let oldest = heard
        .taken
        .borrow()
        .iter()
        .filter(|m| m.kind.starts_with("mail."))
        .map(|m| Event::parse(&m.text).expect("an event").time)
        .min();
    assert!(oldest >= Some(now - ledger::KEPT), "{oldest:?}");
}
