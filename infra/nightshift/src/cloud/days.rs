//! What a shop's journal holds of the last days, read through the time index.

use domain::{EntityRef, Event, ShopId, Timestamp};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::SignedDuration;
use store::{Store, journal::JournalEntry, keys};

use super::target::Target;
use crate::trouble::Trouble;

/// So many rows are read at a time.
const AT_ONCE: usize = 16;

/// No shop's journal is older.
const BEGAN: &str = "2026-01-01T00:00:00Z";

/// A stretch of time up to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    /// Its first instant.
    pub(crate) since: Timestamp,
    /// Its end.
    pub(crate) until: Timestamp,
}

impl Span {
    /// The last so many times 24 hours before `now`.
    pub(crate) fn last(days: u16, now: Timestamp) -> Self {
        Self { since: now - SignedDuration::from_hours(24 * i64::from(days)), until: now }
    }

    /// All that any shop's journal holds: none is older than this year.
    pub(crate) fn ever(now: Timestamp) -> Self {
        Self { since: BEGAN.parse().expect("an instant"), until: now }
    }

    /// One instant within each UTC day that it touches, oldest first.
    fn days(&self) -> Vec<Timestamp> {
        let day = SignedDuration::from_hours(24);
        let mut days: Vec<_> = std::iter::successors(Some(self.since), |at| Some(*at + day))
            .take_while(|at| *at < self.until)
            .collect();
        days.push(self.until);
        days.dedup_by_key(|at| at.as_second().div_euclid(86_400));
        days
    }

    /// The same span, cut at every UTC midnight.
    pub(crate) fn by_day(self) -> Vec<Self> {
        let mut days = Vec::new();
        let mut since = self.since;
        loop {
            let rest = 86_400_000 - since.as_millisecond().rem_euclid(86_400_000);
            let midnight = since + SignedDuration::from_millis(rest);
            // Keys have milliseconds, and a span holds its last instant.
            let until = self.until.min(midnight - SignedDuration::from_nanos(1));
            days.push(Self { since, until });
            if self.until < midnight {
                return days;
            }
            since = midnight;
        }
    }

    fn holds(&self, at: Timestamp) -> bool {
        (self.since..=self.until).contains(&at)
    }
}

/// Entity and effect of every event of the days that `span` touches, newest day first. Costs no read of an event.
pub(crate) async fn effects(
    store: &Store,
    shop: &ShopId,
    span: Span,
) -> Result<Vec<(EntityRef, String)>, Trouble> {
    let shards =
        span.days().into_iter().rev().flat_map(|day| (0..keys::SHARDS).map(move |shard| (day, shard)));
    let pages = stream::iter(shards.map(|(day, shard)| shard_of(store, shop, day, shard)));
    let pages: Vec<_> = pages.buffered(AT_ONCE).try_collect().await?;
    Ok(pages.into_iter().flatten().collect())
}

async fn shard_of(
    store: &Store,
    shop: &ShopId,
    day: Timestamp,
    shard: u8,
) -> Result<Vec<(EntityRef, String)>, Trouble> {
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = store.day(shop, day, shard, after).await.map_err(Target::trouble)?;
        found.extend(page.events);
        after = page.next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

/// The events of `span`, oldest first.
pub(crate) async fn events(store: &Store, shop: &ShopId, span: Span) -> Result<Vec<Event>, Trouble> {
    Ok(kept(store, shop, span).await?.into_iter().map(|kept| kept.event).collect())
}

/// The events of `span` with their texts, oldest first.
pub(crate) async fn kept(store: &Store, shop: &ShopId, span: Span) -> Result<Vec<JournalEntry>, Trouble> {
    let effects = effects(store, shop, span).await?;
    let read = |(entity, effect): (EntityRef, String)| async move {
        store.event(shop, &entity, &effect).await.map_err(Target::trouble)
    };
    let kept: Vec<_> = stream::iter(effects.into_iter().map(read)).buffered(AT_ONCE).try_collect().await?;
    let mut kept: Vec<_> = kept.into_iter().flatten().filter(|kept| span.holds(kept.event.time)).collect();
    kept.sort_by(|JournalEntry { event: a, .. }, JournalEntry { event: b, .. }| {
        (a.time, &a.subject, a.seq).cmp(&(b.time, &b.subject, b.seq))
    });
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_utc_day_is_looked_at_once() {
        for (since, until, days) in [
            ("2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z", vec!["2026-11-20", "2026-11-21"]),
            ("2026-11-21T00:00:00Z", "2026-11-21T00:00:00Z", vec!["2026-11-21"]),
            ("2026-11-19T12:00:00Z", "2026-11-21T00:00:00Z", vec!["2026-11-19", "2026-11-20", "2026-11-21"]),
            ("2026-02-27T12:00:00Z", "2026-03-01T12:00:00Z", vec!["2026-02-27", "2026-02-28", "2026-03-01"]),
        ] {
            let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
            let span = Span { since: at(since), until: at(until) };
            let shown: Vec<_> = span.days().iter().map(|day| day.strftime("%F").to_string()).collect();
            assert_eq!(shown, days, "{since} to {until}");
        }
        let days = |since: &str, until: &str| -> Vec<(String, String)> {
            let at = |text: &str| text.parse::<Timestamp>().expect("an instant");
            let days = Span { since: at(since), until: at(until) }.by_day();
            days.iter().map(|day| (format!("{:.0}", day.since), format!("{:.0}", day.until))).collect()
        };
        let cut = days("2026-11-20T23:00:00Z", "2026-11-22T00:00:00Z");
        let told: Vec<_> = cut.iter().map(|(since, until)| (since.as_str(), until.as_str())).collect();
        assert_eq!(
            told,
            [
                ("2026-11-20T23:00:00Z", "2026-11-20T23:59:59Z"),
                ("2026-11-21T00:00:00Z", "2026-11-21T23:59:59Z"),
                ("2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z"),
            ]
        );
        let span = Span::last(7, Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 30));
        assert_eq!(span.days().len(), 8);
    }
}
