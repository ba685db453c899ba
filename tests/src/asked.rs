//! An order whose mail has been asked for, as the carrier finds it.

use domain::{
    EntityRef, Event, Head, SourceVersion, Timestamp,
    event::Origin,
    mail::{Lane, MailRequested},
    send::OnDoubt,
};
use store::{
    Store,
    commit::{Commit, Committed},
};
use testkit::orders::{order, shop};

/// Places the order `id` of `buyer-{id}@example.com` at the test shop, and asks for its confirmation.
pub async fn confirmation(store: &Store, id: u64, on_doubt: OnDoubt, now: Timestamp) -> Event {
    let shop = shop().id;
    let mut order = order(&id.to_string(), now);
    order.email = Some(format!("buyer-{id}@example.com"));
    let request = MailRequested {
        message: "order-confirmation".into(),
        revision: 1,
        lane: Lane::Transactional,
        on_doubt,
        since: Some(now),
        terms: None,
    };
    let (entity, head, events) = (EntityRef::order(&order.id), Head::default(), [request.event()]);
    let mut commit = Commit::on(&shop, &entity, &head, now);
    commit.snapshot = Some((&order, SourceVersion { at: now, tie: "a".into() }));
    commit.events = &events;
    commit.origin = Origin { by: Some("order-confirmation".into()), ..Origin::default() };
    match store.commit(commit).await.expect("committed") {
        Committed::Done(mut events) => events.remove(0),
        Committed::AlreadyDone => panic!("order {id} was there"),
    }
}
