//! A world that the reconciler looks after.

use std::{sync::Arc, time::Duration};

use domain::{
    EntityRef, Event, ShopId, Timestamp,
    missing::{LIST, State},
};
use jiff::SignedDuration;
use mail_watch::{MailWatch, Round};
use shell::TimeLeft;
use store::missing::Look;
use testkit::{Faults, Memory};

use crate::{
    arrivals::{delivery, order},
    ports::Queue,
    sweep::DAY,
    world::{PATIENCE, World},
};

/// How often the schedule ticks.
pub const PERIOD: SignedDuration = SignedDuration::from_mins(5);

/// The shop.
pub fn acme() -> ShopId {
    "acme".parse().expect("a shop")
}

/// So many minutes.
pub fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

/// The world, and who looks after it.
pub struct Scene {
    /// The world.
    pub world: World,
    /// The reconciler.
    pub watch: MailWatch,
}

impl Scene {
    /// When the day begins; the watch has had its first look.
    pub async fn new() -> Self {
        Self::at(DAY).await
    }

    /// The same at another time.
    pub async fn at(now: &str) -> Self {
        let now = now.parse().expect("an instant");
        let world = World::new(Arc::new(Memory::default()), Faults::plan([]), true, now).await;
        let watch = MailWatch { store: world.store.clone(), patience: PATIENCE };
        let mut scene = Self { world, watch };
        // Its first look: from now on it follows.
        scene.tick().await;
        scene
    }

    /// The virtual time.
    pub fn now(&self) -> Timestamp {
        self.world.outside.now()
    }

    /// The schedule ticks, and everything that can happen then happens.
    pub async fn tick(&mut self) -> Round {
        let round = self.tick_now().await;
        self.world.run(false).await;
        round
    }

    /// The schedule ticks, and nothing else happens.
    pub async fn tick_now(&self) -> Round {
        let (round, done) = self.watch.round(self.now(), &TimeLeft::span(Duration::from_secs(120))).await;
        assert_eq!(done, Ok(()));
        round
    }

    /// So many ticks, a period apart; their sum.
    pub async fn ticks(&mut self, count: usize) -> Round {
        let mut sum = Round::default();
        for _ in 0..count {
            self.world.wait(PERIOD);
            self.world.run(false).await;
            sum += self.tick().await;
        }
        sum
    }

    /// An order comes in.
    pub async fn created(&mut self, id: u64, financial_status: &str) {
        let now = self.now();
        let delivery = delivery("orders/create", &order(id, now, now, financial_status));
        assert_eq!(self.world.deliver(&delivery).await, 200);
    }

    /// An order is decided about, and the mail's message gets lost.
    pub async fn loses_the_mail_of(&mut self, id: u64) {
        self.created(id, "paid").await;
        self.world.step().await;
        assert_eq!(self.world.lose(Queue::Delivery).await, 1);
    }

    /// Of mails to buyers.
    pub fn mails(&self) -> Vec<String> {
        let state = self.world.outside.state();
        let to_buyers = state.mails.iter().filter(|mail| mail.to.starts_with("buyer-"));
        to_buyers.map(|mail| mail.to.clone()).collect()
    }

    /// An order's story, whose chain must hold.
    pub async fn events(&self, id: &str) -> Vec<Event> {
        let story = self.world.store.story(&acme(), &EntityRef::order(id)).await.expect("readable");
        assert_eq!(story.broken, None);
        story.events.into_iter().map(|kept| kept.event).collect()
    }

    /// How many entities are looked after.
    pub async fn listed(&self) -> usize {
        // The index shows what was written a query late.
        let _ = self.world.store.members(&acme(), LIST).await;
        self.world.store.members(&acme(), LIST).await.expect("readable").len()
    }

    /// What is missing of an order.
    pub async fn states(&self, id: &str) -> Vec<State> {
        let look = Look { now: self.now(), patience: PATIENCE, decides: true, insists: false };
        let looked =
            self.world.store.look_for_missing(&acme(), &EntityRef::order(id), self.now(), &look).await;
        looked.expect("readable").missing.into_iter().map(|missing| missing.state).collect()
    }

    /// What the watch has told people.
    pub async fn wanted(&self) -> Vec<Event> {
        let watch = EntityRef::new("WATCH", "mail");
        let story = self.world.store.story(&acme(), &watch).await.expect("readable");
        story.events.into_iter().map(|kept| kept.event).collect()
    }
}
