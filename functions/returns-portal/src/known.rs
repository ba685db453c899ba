//! What is known of an order's returns: what would be decided now, what is being written, what was filed.

use std::collections::BTreeSet;

use domain::{
    EntityRef, Failure, ShopId, Timestamp,
    order::Order,
    returns::{
        Decision, Facts, Policies, Return, ShopDay, decide,
        of_order::OfOrder,
        portal::{Draft, Offers, Way},
        record::ReturnRecord,
        rma,
        rules::Payer,
        told::{Told, kinds},
    },
    settings::{History, Shop},
    webhook::Received,
};

use crate::house::House;

/// So many of an order's returns are shown, the newest.
const MOST_FILED: usize = 20;

/// All of it.
pub(crate) struct Known {
    pub(crate) shop: Shop,
    pub(crate) order: Order,
    pub(crate) offers: Offers,
    /// What is being written.
    pub(crate) draft: Option<Draft>,
    /// Which return the last draft became, and which way it went.
    pub(crate) filed_last: Option<(Way, String)>,
    /// By id, the newest first.
    pub(crate) filed: Vec<(String, ReturnRecord)>,
    facts: Facts,
    policies: Policies,
}

impl Known {
    /// What is known of an order; nothing where its snapshot hasn't come.
    pub(crate) async fn of(
        house: &House,
        history: &History,
        entity: &EntityRef,
        now: Timestamp,
    ) -> Result<Option<Self>, Failure> {
        let version = history.at(now)?;
        let (shop, store) = (&version.shop, &house.store);
        let of_order: OfOrder = store.returns_of_order(&shop.id, entity.id()).await?.said()?;
        let Some(found) = store.returnable(shop, entity.id(), &of_order, []).await? else {
            return Ok(None);
        };
        let policies = Policies::of(history, found.order.placed_at, now)?;
        let mut facts = found.facts;
        facts.purchase = of_order.applied(&facts.purchase, "");
        facts.purchase.know_standard_freight(&policies.purchase.rules);
        let rules = &policies.current.as_ref().unwrap_or(&policies.purchase).rules;
        let days = store.returns_by_day(&shop.id).await?.said()?;
        facts.shop = ShopDay::on(shop.day(now), &days, rules.currency);
        let mut filed = Vec::new();
        // Rows of before this release don't list all of them.
        let early = of_order.first.iter().chain(of_order.held.keys()).filter(|id| !of_order.all.contains(id));
        let early: BTreeSet<&String> = early.collect();
        for id in of_order.all.iter().rev().chain(early).take(MOST_FILED) {
            let kept = store.rma_alone(&shop.id, &EntityRef::new(rma::ENTITY, id)).await?;
            filed.extend(kept.map(|kept| (id.clone(), kept)));
        }
        let offers = Offers::of(&facts, &policies, now);
        let mut draft = store.draft(&shop.id, entity).await?.filter(|draft| draft.order == entity.id());
        let mut filed_last = None;
        if let Some(own) = &draft {
            let became = rma::entity(entity.id(), &own.key);
            if store.head(&shop.id, &became).await?.version > 0 {
                // Whoever filed it may have died before this: what was written stands beside the return now.
                if !own.wishes.is_empty() {
                    let name = Draft { wishes: Vec::new(), ..own.clone() };
                    store.keep_draft(&shop.id, entity, &name, now).await?;
                }
                (filed_last, draft) = (Some((own.way, became.id().to_owned())), None);
            }
        }
        let shop = shop.clone();
        Ok(Some(Self { shop, order: found.order, offers, draft, filed_last, filed, facts, policies }))
    }

    /// What would be decided of a draft, and who would pay for its way back.
    pub(crate) fn decided(&self, draft: &Draft, now: Timestamp) -> (Decision, Option<Payer>) {
        let decision = decide(&draft.request(now), &self.facts, &self.policies, now);
        let payer = self.policies.pays_way_back(&decision, draft.method);
        (decision, payer)
    }
}

/// A return of this order. Until it has been decided, which takes a moment, what was asked for.
pub(crate) async fn filed(
    house: &House,
    shop: &ShopId,
    order: &Order,
    entity: &EntityRef,
) -> Result<Option<ReturnRecord>, Failure> {
    if let Some(kept) = house.store.rma_alone(shop, entity).await? {
        return Ok(Some(kept).filter(|kept| kept.rma.request.order == order.id));
    }
    let story = house.store.story(shop, entity).await?;
    let asked = story.events.into_iter().find(|kept| kept.event.kind == kinds::REQUESTED);
    let told = asked.and_then(|kept| kept.event.payload::<Received>().ok()?.returned);
    let Some(Told::Requested { request }) = told.map(|told| *told) else { return Ok(None) };
    let is_its = request.order == order.id;
    Ok(is_its.then(|| ReturnRecord::new(Return::begin(request, String::new()), &order.name)))
}
