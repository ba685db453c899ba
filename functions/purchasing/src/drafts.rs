//! Which draft an item stands in: one, or none. What is proposed now counts, not what the event said.

use domain::{
    EntityRef, Event, Settled,
    purchase::{self, Because, ENTITY, PurchaseOrder, Wish, slot},
    reorder::Proposal,
};
use store::ties::Tie;

use crate::{
    Facts, Trouble, decide,
    round::{Read, Round, counted},
};

/// An item's place in a draft, as the row at its stock says it.
struct Stands {
    entity: EntityRef,
    proposal: u32,
}

impl Stands {
    fn of(tie: &Tie) -> Option<Self> {
        let (proposal, id) = tie.before.as_deref()?.split_once(' ')?;
        Some(Self { entity: EntityRef::new(ENTITY, id), proposal: proposal.parse().ok()? })
    }
}

impl Round<'_> {
    /// What is proposed for an item at its place has changed.
    pub(crate) async fn proposed(&self, event: &Event, place: &EntityRef) -> Result<Settled, Trouble> {
        let Some((item, _)) = domain::stock::place(place) else {
            return Ok(Settled::nothing(&Because::NotAPurchase));
        };
        let proposal = self.store.proposal(&event.shop, place).await?;
        let wanted = proposal.as_ref().and_then(|proposal| Some((self.slot(&Wish::of(proposal)?), proposal)));
        let mut tie = self.store.drafted(&event.shop, place).await?;
        let stands = Stands::of(&tie);
        let held = match &stands {
            Some(stands) => Some(self.read(event, stands.entity.clone()).await?),
            None => None,
        };
        let draft = held.filter(|read| read.order.as_ref().is_some_and(|order| order.state.is_draft()));
        match (draft, wanted) {
            (Some(read), Some((slot, proposal))) if is_of(&slot, &read) => {
                tie.after = Some(format!("{} {}", proposal.number, read.entity.id()));
                self.put(event, read, proposal, vec![tie]).await
            }
            // It is wanted no more, or from somebody else: it goes here first.
            (Some(read), wanted) => {
                tie.after = None;
                let order = read.order.clone();
                let facts = Facts { purchase: read.entity.id().to_owned(), order, ..Facts::default() };
                let decision = decide::remove(&facts, item, self.settings, self.now);
                let done = self.carry_out(event, &read, decision, Vec::new(), vec![tie]).await?;
                if wanted.is_some() { Err(Trouble::Stale) } else { Ok(done) }
            }
            (None, Some((_, proposal))) if stands.is_some_and(|known| known.proposal == proposal.number) => {
                Ok(Settled::nothing(&Because::AlreadyOrdered))
            }
            (None, Some((slot, proposal))) => self.newest_draft(event, &slot, proposal, tie).await,
            (None, None) => Ok(Settled::nothing(&Because::NothingNew)),
        }
    }

    fn slot(&self, wish: &Wish) -> String {
        slot(&wish.supplier, &wish.location, wish.currency(&self.settings.shop.suppliers))
    }

    /// Into the newest draft of its slot; into another one, if that is ordered or full.
    async fn newest_draft(
        &self,
        event: &Event,
        slot: &str,
        proposal: &Proposal,
        mut tie: Tie,
    ) -> Result<Settled, Trouble> {
        let mut opened = self.store.purchase_count(&event.shop, &format!("drafts-{slot}")).await?;
        let newest: u32 = counted(&opened)?;
        let stands_in = |id: &str| Some(format!("{} {id}", proposal.number));
        if newest > 0 {
            let read = self.read(event, purchase::entity(slot, newest)).await?;
            if read.order.as_ref().is_some_and(|order| order.takes(&proposal.item)) {
                tie.after = stands_in(read.entity.id());
                return self.put(event, read, proposal, vec![tie]).await;
            }
        }
        let read = self.read(event, purchase::entity(slot, newest.saturating_add(1))).await?;
        opened.after = Some(newest.saturating_add(1).to_string());
        tie.after = stands_in(read.entity.id());
        self.put(event, read, proposal, vec![opened, tie]).await
    }

    async fn put(
        &self,
        event: &Event,
        read: Read,
        proposal: &Proposal,
        ties: Vec<Tie>,
    ) -> Result<Settled, Trouble> {
        let facts = Facts {
            purchase: read.entity.id().to_owned(),
            order: read.order.clone(),
            proposal: Some(proposal.clone()),
            ..Facts::default()
        };
        let decision = decide::draft(&facts, self.settings, self.now);
        self.carry_out(event, &read, decision, Vec::new(), ties).await
    }

    /// Brings a draft up to what is proposed for its lines now: what was said of it may still be on its way. Answers whether
    /// it is as it was.
    pub(crate) async fn is_current(&self, event: &Event, order: &PurchaseOrder) -> Result<bool, Trouble> {
        let places: Vec<EntityRef> = order.lines.iter().map(|line| order.proposed_at(line)).collect();
        let proposed = self.store.proposals_of(&event.shop, &places).await?;
        let mut is_current = true;
        for line in &order.lines {
            let at = order.proposed_at(line);
            let stands = proposed.iter().find(|(of, _)| *of == at).map(|(_, proposal)| proposal.stand());
            if stands.as_deref() != Some(line.stand.as_str()) {
                is_current = false;
                self.proposed(event, &at).await?;
            }
        }
        Ok(is_current)
    }
}

/// Whether an order is one of a slot's.
fn is_of(slot: &str, read: &Read) -> bool {
    let of = |order: &PurchaseOrder| purchase::slot(&order.supplier, &order.location, order.currency) == slot;
    read.order.as_ref().is_some_and(of)
}
