//! The same world once more: later, or with calls that go wrong.

use std::sync::Arc;

use domain::order::Order;
use jiff::SignedDuration;
use store::Store;
use testkit::{Faults, Faulty};

use super::Returning;

impl Returning {
    /// The shop tells of the order once more, later.
    pub async fn know_anew(&mut self, order: Order) {
        self.now += SignedDuration::from_mins(1);
        self.know(order).await;
        self.seen = self.engine.streamed_after(0).len();
    }
}

/// The world's table, whose calls go wrong as these say.
pub fn faulty(world: &Returning, faults: &Arc<Faults>) -> Store {
    Store::on(Arc::new(Faulty { engine: world.engine.clone(), faults: faults.clone() }))
}
