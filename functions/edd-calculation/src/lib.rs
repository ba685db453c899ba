//! Stores the date that an order's buyer was promised, follows its parcels, and tells of a delay before the date.
//!
//! Woken by whatever happens to an order, by scans of its parcels, and by its own clock. The promise is stored once and never
//! changes; the estimate moves. What is decided follows from the facts, whichever event brought them: a duplicate or a late one
//! finds the same facts, and nothing new to say.

mod because;
mod decide;
mod gather;
mod promise;
mod watch;

use std::{sync::Arc, time::Duration};

use domain::{
    Automation, Decision, EntityRef, Event, Failure, Settled, Settles, ShopId, Timestamp,
    edd::{Learned, Memory, Quote, Rules, Stocked, Stored},
    order::Order,
    settings::{For, History},
    stock::Item,
    tracking::{Parcel, Scanned},
};
use objects::Models;
use serde::{Deserialize, Serialize};
use shell::{Cache, LinkKeys, Opener};
use store::{Store, settle::until_settled};

pub use because::Because;

/// The automation.
#[derive(Debug)]
pub struct EddCalculation;

/// What the decision looks at.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Facts {
    /// The newest snapshot; absent while only word of the order has come.
    pub order: Option<Order>,
    /// What is remembered of its dates.
    pub memory: Option<Memory>,
    /// The promise, once it is stored.
    pub stored: Option<Stored>,
    /// The quote that the buyer saw, if it is ours and was made for this order.
    pub quote: Option<Quoted>,
    /// What the catalogue knows of what was bought.
    pub items: Vec<Item>,
    /// What is known of its stock, without what the order has reserved for itself.
    pub stock: Vec<Stocked>,
    /// The shop's table of transit times, as CSV.
    pub table: Option<String>,
    /// What was learned of how long parcels take, where anything was and could be read.
    pub learned: Option<Learned>,
    /// What carriers say of its parcels.
    pub parcels: Vec<Parcel>,
}

/// A quote that is believed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quoted {
    /// Its id in the journal.
    pub id: String,
    /// What it said.
    pub said: Quote,
}

impl Automation for EddCalculation {
    const NAME: &'static str = "edd-calculation";
    const WAKES_ON: &'static [&'static str] = &[
        "order.created",
        "order.updated",
        "order.edited",
        "order.paid",
        "order.fulfilled",
        "order.partly-fulfilled",
        "order.cancelled",
        "fulfilment.created",
        "fulfilment.updated",
        "parcel.scanned",
        "due.edd-calculation",
    ];
    type Facts = Facts;
    type Settings = Rules;
    type Because = Because;

    /// A scan is about a parcel; what follows from it is journalled at the order in it. Of several orders each is decided about by
    /// itself: see `of_each_order`.
    fn subject(event: &Event) -> EntityRef {
        let Ok(scanned) = event.payload::<Scanned>() else { return event.subject.clone() };
        scanned.orders.last().map_or_else(|| event.subject.clone(), |order| EntityRef::order(order))
    }

    fn decide(
        _: &Event,
        facts: &Facts,
        settings: &For<Rules>,
        now: Timestamp,
    ) -> Result<Decision<Because>, Failure> {
        decide::decide(facts, settings, now)
    }
}

/// The store, as this automation carries its decisions out.
#[derive(Clone)]
pub struct Promiser {
    store: Store,
    opener: Arc<Opener>,
    models: Option<Arc<Models>>,
    /// By shop: the name of the model in use.
    in_use: Arc<Cache<Option<String>>>,
}

/// For so long the name of the model in use is believed, and for so long more where it can't be read.
const FRESH: Duration = Duration::from_secs(60);
const GRACE: Duration = Duration::from_secs(600);

impl Promiser {
    /// On `store`; quotes are opened with the shops' link keys.
    pub fn new(store: Store, secrets: Arc<dyn LinkKeys>) -> Self {
        let (opener, in_use) = (Arc::new(Opener::new(secrets)), Arc::new(Cache::new(FRESH, GRACE)));
        Self { store, opener, models: None, in_use }
    }

    /// The same, which asks first what was learned from a shop's own deliveries.
    pub fn asking(mut self, models: Models) -> Self {
        self.models = Some(Arc::new(models));
        self
    }
}

/// A scan of a parcel with several orders in it, as the scan of each of them; any other event as it is. What is written is one entity's
/// alone, so there is a decision and a transaction for each.
fn of_each_order(event: &Event) -> Vec<Event> {
    let orders = event.payload::<Scanned>().map(|scanned| scanned.orders).unwrap_or_default();
    if orders.len() < 2 {
        return vec![event.clone()];
    }
    let alone = |order: String| {
        let mut event = event.clone();
        event.data["orders"] = vec![order].into();
        event
    };
    orders.into_iter().map(alone).collect()
}

impl Settles<EddCalculation> for Promiser {
    async fn settings(&self, shop: &ShopId) -> Result<History, Failure> {
        Ok(self.store.settings(shop).await?)
    }

    async fn settle(
        &self,
        event: &Event,
        history: &History,
        clock: Timestamp,
        time_left: Duration,
    ) -> Result<Settled, Failure> {
        let now = event.decided_at(clock);
        let each = of_each_order(event);
        let share = time_left / u32::try_from(each.len()).unwrap_or(u32::MAX);
        let (mut events, mut done) = (Vec::new(), Ok(String::new()));
        for event in &each {
            let gather = || self.gather(event, history);
            let round = || self.store.round::<EddCalculation>(event, history, now, gather());
            match until_settled(share, round).await {
                Ok(settled) => {
                    events.extend(settled.events);
                    done = done.map(|_| settled.because);
                }
                // The others are decided about all the same; when the event comes again, they find nothing new.
                Err(failure) => done = Err(failure),
            }
        }
        done.map(|because| Settled { because, events })
    }
}
