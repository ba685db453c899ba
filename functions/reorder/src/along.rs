//! An order to a supplier comes to less than they take: what is needed of them next at its place goes along, the soonest first.

use std::time::Duration;

use domain::{
    Automation as _, EntityRef, Event, Failure, Settled, ShopId,
    purchase::{self, ENTITY},
    reorder::{
        Ordering, Proposal, Shop, Soonest, along,
        top_up::{Minimum, Soon, settle},
    },
    stock,
};
use jiff::SignedDuration;
use store::settle::until_settled;

use crate::{Reorder, Round};

/// Purchasing holds a draft.
pub(crate) const BELOW_MINIMUM: &str = "purchase.below-minimum";
/// So long a proposal may be on its way into its draft.
const UNDER_WAY: SignedDuration = SignedDuration::from_hours(24);

impl Round<'_> {
    /// Proposes what is needed next of a draft's supplier at its place, as much as it lacks. Where all of that isn't enough,
    /// nothing goes along, and the draft waits.
    pub(crate) async fn top_up(&self, event: &Event, time_left: Duration) -> Result<Settled, Failure> {
        let shop = &event.shop;
        let draft = self.store.purchase_alone(shop, &event.subject).await?;
        let Some(draft) = draft.filter(|order| order.state.is_draft() && order.is_needed()) else {
            return Ok(Settled::nothing(&Ordering::Enough));
        };
        let suppliers = &self.settings.shop.suppliers;
        let Some(supplier) = suppliers.get(&draft.supplier) else {
            return Ok(Settled::nothing(&Ordering::NoSupplier));
        };
        let least = supplier.minimum_value.as_ref().and_then(|least| least.of(draft.currency).ok());
        let slot = purchase::slot(&draft.supplier, &draft.location, draft.currency);
        let soonest = self.store.head(shop, &Soonest::entity(&slot)).await?;
        let soonest: Soonest = soonest.recall(Reorder::NAME)?.unwrap_or_default();
        let (rules, zone) = (self.settings.shop.rules_of_stock()?, self.settings.shop.time_zone());
        let terms = Shop { rules: &self.settings.own, stock: &rules, suppliers, zone: &zone };
        let (mut value, mut soon) = (draft.total(), Vec::new());
        for item in soonest.items().filter(|item| draft.line(item).is_none()) {
            let entity = stock::at(item, &draft.location);
            let (standing, looked) = self.gather(shop, &entity, item, &draft.location).await?;
            match &standing.proposal {
                // It is on its way into the draft.
                Some(proposal) if proposal.is_along() && proposal.supplier() == Some(&draft.supplier) => {
                    let more = proposal.value().filter(|more| more.currency == value.currency);
                    value.minor = value.minor.saturating_add(more.map_or(0, |more| more.minor));
                }
                Some(_) => {}
                None => soon.extend(along(&looked, &terms, &draft.supplier, self.now).map(|one| one.soon)),
            }
        }
        let Minimum::Along(picked) = settle(value, least, supplier.below_minimum, &soon) else {
            return Ok(Settled::nothing(&Ordering::Enough));
        };
        let mut done = Settled::nothing(&Ordering::OrderedAlong);
        for Soon { item, location, .. } in picked {
            let entity = stock::at(&item, &location);
            let one = until_settled(time_left, || self.settle(event, &entity)).await?;
            done.events.extend(one.events);
        }
        Ok(done)
    }

    /// Whether what goes along still goes along with something.
    pub(crate) async fn goes_along(
        &self,
        shop: &ShopId,
        place: &EntityRef,
        proposal: &Proposal,
    ) -> Result<bool, Failure> {
        let drafted = self.store.drafted(shop, place).await?;
        let Some((number, id)) = drafted.before.as_deref().and_then(|row| row.split_once(' ')) else {
            return Ok(self.now.duration_since(proposal.since) < UNDER_WAY);
        };
        if number != proposal.number.to_string() {
            return Ok(self.now.duration_since(proposal.since) < UNDER_WAY);
        }
        let order = self.store.purchase_alone(shop, &EntityRef::new(ENTITY, id)).await?;
        Ok(order.is_some_and(|order| order.state.is_draft() && order.is_needed()))
    }
}
