//! What is remembered of suppliers: how long their deliveries took, what they took for what. Each is noted once.

use domain::{
    Automation as _, Change, EntityRef, Event, NewEvent, Settled,
    purchase::{Because, Happened, Known, Measured},
    reorder::Record,
};
use store::commit::Commit;

use crate::{Purchasing, Trouble, round::Round};

impl Round<'_> {
    /// What an order was approved at is what things cost last.
    pub(crate) async fn note_prices(&self, event: &Event) -> Result<Settled, Trouble> {
        let told: Happened = event.payload()?;
        for (item, price) in &told.prices {
            let entity = Record::entity(&told.supplier, Some(item));
            let note = |known: &mut Known| known.ordered(*price, event.time);
            self.store.remember(&event.shop, &entity, Purchasing::NAME, self.now, note).await?;
        }
        Ok(Settled::nothing(&Because::SupplierMeasured))
    }

    /// Lines that are there whole say how long their delivery took: of the item, and of the supplier. What came with one
    /// receipt is one delivery of the supplier's, however many lines it has, and in time if all of it is.
    pub(crate) async fn measure(&self, event: &Event) -> Result<Settled, Trouble> {
        let told: Happened = event.payload()?;
        if told.days.is_empty() {
            return Ok(Settled::nothing(&Because::NothingNew));
        }
        for (item, days) in &told.days {
            let entity = Record::entity(&told.supplier, Some(item));
            self.note(event, &entity, *days, item).await?;
        }
        let longest =
            |(one, in_time): (u16, bool), (other, also): (u16, bool)| (one.max(other), in_time && also);
        if let Some(delivery) = told.days.values().copied().reduce(longest) {
            self.note(event, &Record::entity(&told.supplier, None), delivery, "all").await?;
        }
        Ok(Settled::of(&Because::SupplierMeasured, ["supplier.measured".to_owned()]))
    }

    async fn note(
        &self,
        event: &Event,
        entity: &EntityRef,
        (days, in_time): (u16, bool),
        what: &str,
    ) -> Result<(), Trouble> {
        // The event that told of it names it: whatever is delivered how often, it is noted once.
        let effect = format!("measured#{}#{what}", event.id);
        let (head, noted) = self.store.head_and_effect(&event.shop, entity, &effect).await?;
        if noted {
            return Ok(());
        }
        let mut known: Known = head.recall(Purchasing::NAME)?.unwrap_or_default();
        known.record.note(i64::from(days), in_time);
        let measured =
            Measured { purchase: event.subject.id().to_owned(), days: vec![days], record: known.record };
        let events = [NewEvent::of(effect, &measured)];
        let mut commit = Commit::on(&event.shop, entity, &head, self.now);
        commit.events = &events;
        if let Change::Remember(known) = Change::remember(&known) {
            commit.memory.push((Purchasing::NAME, known));
        }
        commit.origin = self.origin(event, &Because::SupplierMeasured);
        self.store.commit(commit).await?;
        Ok(())
    }
}
