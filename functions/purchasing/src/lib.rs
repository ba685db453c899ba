//! Makes purchase orders of what is proposed: gathers lines in drafts, puts drafts before their approver or orders within
//! bounds, numbers once, has the order sent, hears the supplier, chases what is overdue, and takes in what arrives.
//!
//! Woken by proposals, by what people do through links and at terminals, by receipts, and by its own wake-ups. The order
//! with its lines, what is remembered, what is said, the stock that it moves and the number that it takes stand in one
//! transaction.

mod decide;
mod drafts;
mod facts;
mod paper;
mod records;
mod round;
mod settings;

use std::time::Duration;

use domain::{
    Automation, Decision, Event, Failure, Payload as _, Settled, Settles, ShopId, Timestamp,
    document::Made,
    purchase::{Because, DESK, Instructed, Receipt},
    reorder::{AMENDED, PROPOSED, Withdrawn},
    settings::{For, History},
};
use store::{
    Store,
    settle::{Trouble, until_settled},
};

pub use facts::Facts;
pub use settings::Settings;

use round::Round;

/// The automation.
#[derive(Debug)]
pub struct Purchasing;

impl Automation for Purchasing {
    const NAME: &'static str = DESK;
    const WAKES_ON: &'static [&'static str] = &[
        PROPOSED,
        AMENDED,
        Withdrawn::KIND,
        "purchase.approved",
        Made::KIND,
        "purchase.received",
        Instructed::KIND,
        Receipt::KIND,
        "action.taken.purchasing",
        "due.purchasing",
    ];
    type Facts = Facts;
    type Settings = Settings;
    type Because = Because;

    fn decide(
        event: &Event,
        facts: &Facts,
        settings: &For<Settings>,
        now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        decide::decide(event, facts, settings, now)
    }
}

/// The store, as this automation carries its decisions out.
#[derive(Debug, Clone)]
pub struct Office(pub Store);

impl Settles<Purchasing> for Office {
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
        let Some(settings) = history.switched_on::<Purchasing>(now)? else {
            return Ok(Settled::switched_off());
        };
        let round = Round { store: &self.0, history, settings: &settings, now };
        until_settled(time_left, || async { Trouble::round(round.settle(event).await) }).await
    }
}
