//! What a decision looks at.

use std::sync::Arc;

use domain::{
    Automation as _, Event, Failure, Head, ShopId,
    edd::{Learned, MOST_LINES, Memory, Quote, QuoteRequest, Reckoner, Stored},
    order::Order,
    settings::{History, Shop},
    stock::Booked,
    tracking::Number,
};
use shell::metrics;
use store::settle::Gathered;

use crate::{EddCalculation, Facts, Promiser, Quoted};

impl Promiser {
    pub(crate) async fn gather(&self, event: &Event, history: &History) -> Result<Gathered<Facts>, Failure> {
        let subject = EddCalculation::subject(event);
        // A parcel that no order is known to be in: when one is, that is news of the order's.
        if Number::of(&subject).is_some() {
            return Ok(Gathered { facts: Facts::default(), head: Head::default(), began: None });
        }
        // A scan is an event of its parcel: its number says nothing of the order's, which it may have found handed over a
        // moment ago. Nothing would wake us again if that were missed.
        let known = match subject == event.subject {
            true => self.store.order_since(&event.shop, &subject, event.seq).await?,
            false => self.store.order(&event.shop, &subject).await?,
        };
        let memory: Option<Memory> = known.head.recall(Memory::NAME)?;
        let began = known.order.as_ref().map(|order| order.placed_at);
        let mut facts = Facts { memory, ..Facts::default() };
        if let Some(order) = &known.order {
            if facts.memory.is_some() {
                let stored = self.store.event(&event.shop, &subject, Stored::EFFECT).await?;
                facts.stored = stored.map(|kept| kept.event.payload()).transpose()?;
                facts.parcels = self.store.parcels_of(&event.shop, order).await?;
            } else {
                let shop = &history.at(order.placed_at)?.shop;
                let booked = known.head.recall(Booked::NAME)?.unwrap_or_default();
                self.of_promise(shop, order, &booked, &mut facts).await?;
            }
        }
        facts.order = known.order;
        Ok(Gathered { facts, head: known.head, began })
    }

    /// What a promise is made of, beside the order.
    async fn of_promise(
        &self,
        shop: &Shop,
        order: &Order,
        booked: &Booked,
        facts: &mut Facts,
    ) -> Result<(), Failure> {
        let rules = shop.rules_of_edd()?;
        let mut variants: Vec<String> =
            order.lines.iter().filter_map(|line| line.variant_id.clone()).collect();
        variants.sort();
        variants.dedup();
        variants.truncate(MOST_LINES);
        let known = self.store.items_named(&shop.id, &variants).await?;
        facts.items = known.iter().filter_map(|(name, entry)| entry.named(name)).collect();
        let entries: Vec<_> = known.values().collect();
        facts.learned = if rules.learned { self.learned(&shop.id).await } else { None };
        facts.table = self.store.transit_text(shop, rules.transit.as_deref()).await?;
        let reckoner = Reckoner::new(Arc::new(shop.clone()), rules);
        facts.quote = self.quote(&reckoner, (shop, order), facts).await?;
        let places: Vec<&str> = reckoner.origins().collect();
        let own = Some((order.id.as_str(), booked));
        facts.stock = self.store.stocked(&shop.id, &entries, &places, own, &shop.time_zone()).await?;
        Ok(())
    }

    /// What was learned of the shop's deliveries. Where that can't be read the promise is reckoned by what carriers and the table say.
    async fn learned(&self, shop: &ShopId) -> Option<Learned> {
        let models = self.models.as_ref()?;
        let name = self.in_use.get(shop.as_str(), || self.store.model_answering(shop)).await;
        let learned = models.answering(shop, name).await;
        learned.inspect_err(|_| metrics::count(EddCalculation::NAME, "ModelUnread", 1)).ok()?
    }

    /// The quote on an order, if it is ours and was made for what was bought, where it goes, and how it is sent.
    async fn quote(
        &self,
        reckoner: &Reckoner,
        (shop, order): (&Shop, &Order),
        facts: &Facts,
    ) -> Result<Option<Quoted>, Failure> {
        let Some(token) = &order.quote else { return Ok(None) };
        let open = |keys: &[domain::link::LinkKey]| Quote::open(token, &shop.id, keys, order.placed_at);
        let opened = self.opener.open(Some(&shop.id), open).await;
        let opened = opened.map_err(|e| Failure::transient(e.to_string()))?;
        let asked = QuoteRequest::of_order(order, &facts.items);
        let is_for = |quote: &Quote| {
            asked.as_ref().is_some_and(|asked| quote.is_for(asked) && quote.may_go_by(reckoner, asked))
        };
        Ok(opened.filter(is_for).map(|said| Quoted { id: Quote::id(token), said }))
    }
}
