//! Wakes what is due, and beats so that silence shows.
//!
//! Woken every minute by the schedule; reads the due rows of each shard; for each, writes the event and removes
//! the row in one transaction. A row that isn't handled stays, so a missed or doubled tick changes nothing; one that can't be
//! fired lets the tick fail, after all the others.
//! Every fifth minute it journals a heartbeat, which travels the whole way: journal, stream, topic, every queue.

use domain::{
    Failure, NewEvent, Timestamp,
    schedule::{Due, Heartbeat, house},
};
use jiff::{SignedDuration, Unit};
use shell::{Scheduled, TimeLeft};
use store::{Store, keys::SHARDS};

/// The timer.
#[derive(Clone)]
pub struct Timer(pub Store);

/// What must be left of the invocation's time to go on; the rest waits for the next tick.
const RESERVE: std::time::Duration = std::time::Duration::from_secs(5);
/// Minutes between heartbeats.
const BEAT_MINUTES: i64 = 5;

impl Scheduled for Timer {
    async fn tick(&self, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        // A shard in trouble doesn't keep the others from their time.
        let mut done = self.beat(now).await;
        for shard in 0..SHARDS {
            done = done.and(self.fire_shard(shard, now, time).await);
        }
        done
    }
}

impl Timer {
    async fn fire_shard(&self, shard: u8, now: Timestamp, time: &TimeLeft) -> Result<(), Failure> {
        let (mut after, mut done) = (None, Ok(()));
        loop {
            let page = self.0.due(shard, now, after).await?;
            for due in &page.rows {
                if time.left() < RESERVE {
                    tracing::warn!(shard, "rows are left for the next tick");
                    return done;
                }
                done = done.and(self.fire(due, now).await);
            }
            after = page.next;
            if after.is_none() {
                return done;
            }
        }
    }

    /// One row that can't be fired doesn't keep its neighbours from it: it stays, and the next tick looks again. The tick isn't
    /// done, so that somebody hears of it.
    async fn fire(&self, due: &Due, now: Timestamp) -> Result<(), Failure> {
        let (shop, entity, automation) = (due.shop.as_str(), due.entity.to_string(), due.automation.as_str());
        match self.0.fire(due, now).await {
            Ok(Some(event)) => tracing::info!(shop, entity, automation, event = event.id, "woken"),
            Ok(None) => tracing::info!(shop, entity, automation, "the row has gone or moved meanwhile"),
            Err(error) => {
                tracing::error!(shop, entity, automation, %error, "a due row can't be fired");
                return Err(error.into());
            }
        }
        Ok(())
    }

    async fn beat(&self, now: Timestamp) -> Result<(), Failure> {
        let minute = now.round(Unit::Minute).unwrap_or(now);
        let minutes = minute.as_second() / 60;
        let minute = minute - SignedDuration::from_mins(minutes.rem_euclid(BEAT_MINUTES));
        let event = NewEvent::of(Heartbeat::entity(minute).id(), &Heartbeat {});
        self.0.journal_alone(&house(), &Heartbeat::entity(minute), &event, now).await?;
        Ok(())
    }
}
