//! Knows stock by its movements, and warns once and in time when there is too little.
//!
//! Woken by orders, products and whatever is said of stock. What an order does to stock becomes movements, each once, in
//! `book`; what a product is goes into the catalogue; movements and counts are folded into the ledger of their item at its
//! place, all of a batch with one write, and then it is judged whether what there is suffices. Ledger, what is remembered,
//! what is said and the mail's request stand in one transaction.

mod articles;
mod because;
pub mod book;
mod catalogue;
mod changed;
mod decide;
mod fold;
mod refund;
mod release;
mod storm;

use std::time::Duration;

use domain::{
    Automation, Decision, Event, Failure, Payload as _, Settled, Settles, ShopId, Timestamp,
    action::Taken,
    schedule::Woken,
    settings::{For, History},
    stock::{Counted, LEVEL_SET, Moved, Movement, Rules},
};
use serde::{Deserialize, Serialize};
use store::{
    Store,
    settle::{Trouble, until_settled},
};

pub use because::{Because, BookingOutcome};
pub use decide::{Looked, Ordering};
pub use fold::rebuilt;

/// The automation.
#[derive(Debug)]
pub struct LowStockAlert;

/// What a decision looks at: an order's booking, or an item's stock.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// What an order should move, and what it has moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<book::Facts>,
    /// What there is of an item at a place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<Looked>,
}

impl Automation for LowStockAlert {
    const NAME: &'static str = "low-stock-alert";
    const WAKES_ON: &'static [&'static str] = &[
        "order.created",
        "order.updated",
        "order.paid",
        "order.cancelled",
        "order.deleted",
        "order.fulfilled",
        "order.partly-fulfilled",
        "order.edited",
        "order.refunded",
        "stock.booking-unfinished",
        "product.created",
        "product.updated",
        "product.deleted",
        "stock.item-created",
        "stock.item-updated",
        "stock.item-deleted",
        "stock.changed",
        "stock.level-set",
        "stock.moved",
        "stock.counted",
        "action.taken.low-stock-alert",
        "due.low-stock-alert",
    ];
    type Facts = Facts;
    type Settings = Rules;
    type Because = Because;

    fn decide(
        _: &Event,
        facts: &Facts,
        settings: &For<Rules>,
        now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        match (&facts.booking, &facts.stock) {
            (Some(booking), _) => Ok(book::decide(booking)),
            (None, Some(looked)) => Ok(decide::decide(looked, settings, now)),
            (None, None) => Ok(Decision::nothing(BookingOutcome::NotStock.into())),
        }
    }
}

/// The store, as this automation carries its decisions out.
#[derive(Debug, Clone)]
pub struct Stockroom(pub Store);

/// What events do.
enum Does {
    /// They move or count an item's stock at a place, or it is looked at again: folded together.
    Fold,
    /// An order, or a refund, moves stock.
    Book,
    /// A product or an item is described.
    Catalogue,
    /// Somebody reports a change.
    Report,
    /// A reservation lapses.
    Release(String),
}

/// The purposes of wake-ups for reservations begin so; the source's id follows.
pub(crate) const LAPSE: &str = "lapse#";

fn does(event: &Event) -> Does {
    match event.kind.as_str() {
        Moved::KIND | Counted::KIND | LEVEL_SET => Does::Fold,
        "stock.changed" => Does::Report,
        "stock.booking-unfinished" => Does::Book,
        kind if kind.starts_with("order.") => Does::Book,
        kind if kind.starts_with("product.") || kind.starts_with("stock.item-") => Does::Catalogue,
        kind if kind.starts_with("due.") => match event.payload::<Woken>() {
            Ok(woken) => {
                woken.purpose.strip_prefix(LAPSE).map_or(Does::Fold, |id| Does::Release(id.to_owned()))
            }
            Err(_) => Does::Fold,
        },
        _ => Does::Fold,
    }
}

impl Settles<LowStockAlert> for Stockroom {
    async fn settings(&self, shop: &ShopId) -> Result<History, Failure> {
        Ok(self.0.settings(shop).await?)
    }

    fn together(event: &Event) -> Option<String> {
        // What can't be read, or only by a newer release, is looked at alone: its neighbours needn't wait for it.
        let is_folded = matches!(does(event), Does::Fold) && Movement::of(event).is_ok();
        is_folded.then(|| format!("{}#{}", event.shop, event.subject))
    }

    async fn settle(
        &self,
        event: &Event,
        history: &History,
        clock: Timestamp,
        time_left: Duration,
    ) -> Result<Settled, Failure> {
        self.settle_together(std::slice::from_ref(event), history, clock, time_left).await
    }

    async fn settle_together(
        &self,
        events: &[Event],
        history: &History,
        clock: Timestamp,
        time_left: Duration,
    ) -> Result<Settled, Failure> {
        let Some(event) = events.first() else { return Err(Failure::bug("a batch of nothing")) };
        let now = events.iter().map(|event| event.decided_at(clock)).max().unwrap_or(clock);
        let Some(settings) = history.switched_on::<LowStockAlert>(now)? else {
            return Ok(Settled::switched_off());
        };
        let round = Round {
            store: &self.0,
            history,
            settings: &settings,
            now,
            admitted: std::sync::Mutex::new(None),
        };
        until_settled(time_left, || round.settle(event, events)).await
    }
}

/// What one round of settling has at hand.
pub(crate) struct Round<'r> {
    pub(crate) store: &'r Store,
    pub(crate) history: &'r History,
    pub(crate) settings: &'r For<Rules>,
    pub(crate) now: Timestamp,
    /// How the alert of this batch is told, once that is known: a second round must not count it again.
    pub(crate) admitted: std::sync::Mutex<Option<domain::stock::Admission>>,
}

impl Round<'_> {
    /// One round. `None` if the facts changed under it.
    async fn settle(&self, event: &Event, events: &[Event]) -> Result<Option<Settled>, Failure> {
        let settled = match does(event) {
            Does::Fold => Box::pin(self.fold(events)).await,
            Does::Book => Box::pin(self.book(event)).await,
            Does::Catalogue => Box::pin(self.catalogue(event)).await,
            Does::Report => self.report(event).await,
            Does::Release(source) => self.lapse(event, &source).await,
        };
        Trouble::round(settled)
    }
}

/// Whether an event says that somebody of the shop's own did something about an alert.
pub(crate) fn taken(event: &Event) -> Option<Result<Taken, Failure>> {
    event.kind.starts_with(Taken::KIND).then(|| event.payload())
}
