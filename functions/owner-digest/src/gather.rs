//! Reads what a digest counts.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, Event, Failure, ShopId, Timestamp,
    digest::{Digest, Read},
    mail::MailRequested,
    send::State,
    stretch::Stretch,
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use store::{Store, walk::Row};

/// So many rows of the ledger are read at a time.
const AT_ONCE: usize = 16;
/// The orders of a day with more are counted and not summed up.
const MOST_SUMMED: usize = 5000;

/// What a stretch of a shop's time came to.
pub(crate) async fn digest(
    store: &Store,
    shop: &ShopId,
    stretch: &Stretch,
    now: Timestamp,
) -> Result<Digest, Failure> {
    let mut digest = Digest::of(stretch.date, stretch.since, stretch.until);
    let rows = store.rows(shop, stretch.since, stretch.until).await?;
    let (mut mails, mut aside, mut news) = (Vec::new(), Vec::new(), Vec::new());
    for row in &rows {
        match digest.count(&row.entity, &row.effect) {
            Read::Nothing => {}
            Read::Mail => mails.push(key(row)),
            Read::SetAside => aside.push(key(row)),
            Read::Order => news.push(row),
        }
    }
    for (_, event) in store.events(shop, &aside).await? {
        digest.count_set_aside(&event)?;
    }
    count_mails(store, shop, &mails, &mut digest).await?;
    count_orders(store, shop, &news, &mut digest).await?;
    for (_, task) in store.open_tasks(shop).await? {
        digest.tasks.open += 1;
        digest.tasks.overdue += u64::from(task.wanted.due < now);
    }
    Ok(digest)
}

fn key(row: &Row) -> (&EntityRef, &str) {
    (&row.entity, &row.effect)
}

async fn count_mails(
    store: &Store,
    shop: &ShopId,
    mails: &[(&EntityRef, &str)],
    digest: &mut Digest,
) -> Result<(), Failure> {
    let events = store.events(shop, mails).await?;
    let sent = |(_, event): (String, Event)| async move {
        let request: MailRequested = event.payload()?;
        let entry = store.send_entry(shop, &request.send_id(shop, &event.subject)).await?;
        let sent = entry.is_some_and(|entry| entry.state == State::Sent);
        Ok::<_, Failure>((event, sent))
    };
    let known: Vec<_> = stream::iter(events.into_iter().map(sent)).buffered(AT_ONCE).try_collect().await?;
    known.iter().try_for_each(|(event, sent)| digest.count_mail(event, *sent))
}

/// An order is new if the first news of it in the stretch is the first event of its journal.
async fn count_orders(
    store: &Store,
    shop: &ShopId,
    news: &[&Row],
    digest: &mut Digest,
) -> Result<(), Failure> {
    let mut first: BTreeMap<&EntityRef, Timestamp> = BTreeMap::new();
    for row in news {
        let at = first.entry(&row.entity).or_insert(row.at);
        *at = row.at.min(*at);
    }
    let firsts = news.iter().filter(|row| first.get(&row.entity) == Some(&row.at)).map(|row| key(row));
    let firsts: Vec<_> = firsts.collect();
    let events = store.events(shop, &firsts).await?;
    let new: BTreeSet<&EntityRef> =
        events.iter().filter(|(_, event)| event.seq == 1).map(|(_, event)| &event.subject).collect();
    digest.orders = u64::try_from(new.len()).unwrap_or(u64::MAX);
    if new.len() <= MOST_SUMMED {
        let new: Vec<_> = new.into_iter().collect();
        digest.sum_up(&store.snapshots(shop, &new).await?);
    }
    Ok(())
}
