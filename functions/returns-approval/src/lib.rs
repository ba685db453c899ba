//! Decides returns by the shop's policy, asks the right people, and has the money paid back once.
//!
//! Woken by wishes to return something, by what people say through links and at terminals, by what comes back, by the shop's
//! own answers to commands and by its own clock. The return with all that is known of it, what is said of it, what its order's
//! returns hold and what is asked of the shop stand in one transaction.

mod because;
mod decide;
mod facts;
mod gather;
mod paper;
mod round;

use std::time::Duration;

use domain::{
    Automation, Decision, Event, Failure, Settled, Settles, ShopId, Timestamp,
    returns::{Rules, rma},
    settings::{For, History},
};
use store::{
    Store,
    settle::{Trouble, until_settled},
};

pub use because::{Because, Own};
pub use facts::{Facts, Governing};

/// The automation.
#[derive(Debug)]
pub struct ReturnsApproval;

impl Automation for ReturnsApproval {
    const NAME: &'static str = rma::DESK;
    const WAKES_ON: &'static [&'static str] = &[
        "return.requested",
        "return.approved",
        "return.declined",
        "return.cancelled",
        "return.closed",
        "return.reopened",
        "return.parcel-shipped",
        "return.parcel-arrived",
        "return.parcel-graded",
        "return.instructed",
        "order.refunded",
        "order.cancelled",
        "command.done",
        "command.refused",
        "command.parked",
        "document.made",
        "action.taken.returns-approval",
        "due.returns-approval",
    ];
    type Facts = Facts;
    type Settings = Rules;
    type Because = Because;

    fn decide(
        event: &Event,
        facts: &Facts,
        settings: &For<Rules>,
        now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        Ok(decide::decide(event, facts, settings, now)?.decision)
    }
}

/// The store, as this automation carries its decisions out.
#[derive(Debug, Clone)]
pub struct Desk(pub Store);

impl Settles<ReturnsApproval> for Desk {
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
        let Some(settings) = history.switched_on::<ReturnsApproval>(now)? else {
            return Ok(Settled::switched_off());
        };
        let round = round::Round { store: &self.0, history, settings: &settings, now };
        until_settled(time_left, || async { Trouble::round(round.settle(event).await) }).await
    }
}
