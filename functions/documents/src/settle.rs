//! One wish, settled: files first, then what is said of them.

use std::time::Duration;

use domain::{
    Automation as _, Because as _, Event, Failure, Settled, Settles, ShopId, Timestamp, document::Wanted,
    event::Origin, settings::History,
};
use store::{
    Store, StoreError,
    commit::{Commit, Committed},
    settle::until_settled,
};

use crate::{Because, Documents, Settings, decide::print};

/// The store, as papers are made on it.
#[derive(Debug, Clone)]
pub struct Press(pub Store);

impl Settles<Documents> for Press {
    async fn settings(&self, shop: &ShopId) -> Result<History, Failure> {
        Ok(self.0.settings(shop).await?)
    }

    async fn settle(
        &self,
        event: &Event,
        history: &History,
        clock: Timestamp,
        time_left: Duration,
    ) -> Result<Settled, Failure> {
        let now = event.decided_at(clock);
        until_settled(time_left, || self.round(event, history, now)).await
    }
}

impl Press {
    /// One round. `None` if the entity changed meanwhile.
    async fn round(
        &self,
        event: &Event,
        history: &History,
        now: Timestamp,
    ) -> Result<Option<Settled>, Failure> {
        let (shop, entity) = (&event.shop, &event.subject);
        let wanted: Wanted = event.payload()?;
        let (head, made) = self.0.head_and_effect(shop, entity, &wanted.made_effect()).await?;
        if made {
            return Ok(Some(Settled::nothing(&Because::AlreadyMade)));
        }
        // Settings as they were when it was asked for: whoever makes it again later makes the same bytes.
        let settings = history.at(event.time)?.for_automation::<Settings>(Documents::NAME)?;
        let paper: Option<serde_json::Value> = self.0.paper(shop, entity, &wanted).await?;
        let printed = print(event, paper.as_ref(), &settings.shop)?;
        for file in &printed.files {
            self.0.keep_file(shop, file).await?;
        }
        if printed.made.unshown > 0 {
            let (shop, entity, unshown) = (shop.as_str(), entity.to_string(), printed.made.unshown);
            tracing::warn!(shop, entity, unshown, "a paper has characters that no font of ours has");
        }
        let events = [printed.made.event()];
        let mut commit = Commit::on(shop, entity, &head, now);
        commit.events = &events;
        commit.origin = Origin::following(event, Documents::NAME, Because::Wanted.code(), settings.version);
        match self.0.commit(commit).await {
            Ok(Committed::Done(events)) => Ok(Some(Settled::written(&Because::Wanted, events))),
            Ok(Committed::AlreadyDone) => Ok(Some(Settled::nothing(&Because::AlreadyMade))),
            Err(StoreError::Stale) => Ok(None),
            Err(e) => Err(e.into()),
        }
    }
}
