//! What a decision looks at, read.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Event, Payload as _, Reliance,
    returns::{
        Request,
        record::ReturnRecord,
        rma,
        told::{Instructed, Told, Word, kinds},
    },
    webhook::Received,
};

use crate::{
    Trouble,
    facts::{Facts, Governing},
    round::{Round, Ties},
};

/// Facts, with what the commit needs to know of them.
pub(crate) struct Gathered {
    pub(crate) facts: Facts,
    pub(crate) ties: Ties,
    /// The order's head, where the decision looks at the order.
    pub(crate) relies_on: Vec<Reliance>,
}

impl Round<'_> {
    /// What is known of the return `id` of an order.
    pub(crate) async fn gather(
        &self,
        event: &Event,
        id: &str,
        kept: Option<ReturnRecord>,
        order: &str,
    ) -> Result<Gathered, Trouble> {
        let shop = &self.settings.shop;
        let tie = self.store.returns_of_order(&event.shop, order).await?;
        let mut facts = Facts { id: id.to_owned(), of_order: tie.said()?, ..Facts::default() };
        let mut ties = Ties { order: tie, customer: None, days: None };
        let mut relies_on = Vec::new();
        let placed = kept.as_ref().and_then(|kept| Some(kept.purchase.as_ref()?.placed_at));
        let is_undecided = kept.as_ref().is_none_or(|kept| kept.decision.is_none() || reopens(event, kept));
        let mut placed_at = placed;
        if is_undecided {
            let wanted = wanted_instead(event, kept.as_ref());
            if let Some(known) = self.store.returnable(shop, order, &facts.of_order, wanted).await? {
                relies_on.push(Reliance { entity: EntityRef::order(order), version: known.head.version });
                placed_at = Some(known.order.placed_at);
                facts.order_name = known.order.name;
                facts.customer = known.order.customer;
                facts.items = known.items.into_iter().map(|(line, item)| (line, item.id)).collect();
                let days = self.store.returns_by_day(&event.shop).await?;
                facts.days = days.said()?;
                ties.days = Some(days);
                (facts.past, ties.customer) = known.past.unzip();
                facts.case = Some(known.facts);
            }
        }
        if let Some(kept) = kept.as_ref().filter(|_| !is_undecided) {
            facts.order_name.clone_from(&kept.order_name);
            facts.items = self.items_of(event, kept).await?;
            if let Some(named) = &kept.customer {
                let tie = self.store.returns_of_customer(&event.shop, named).await?;
                (facts.past, ties.customer) = (Some(tie.said()?), Some(tie));
            }
        }
        // What is decided is paid by the policy that decided it, whatever counts by now.
        let decided = kept.as_ref().filter(|_| !is_undecided).map(|kept| kept.rma.policy);
        let decided = self.history.versions().iter().find(|version| Some(version.number) == decided);
        if let Some(placed) = placed_at {
            let then = decided.map_or_else(|| self.history.at(placed), Ok)?;
            let rules = then.shop.rules_of_returns()?;
            if let Some(case) = &mut facts.case {
                case.purchase.know_standard_freight(&rules);
            }
            if then.number != self.settings.version {
                facts.governing = Some(Governing { version: then.number, rules });
            }
        }
        facts.kept = kept;
        Ok(Gathered { facts, ties, relies_on })
    }

    /// By line: what it is stocked as, where stock may come back now.
    async fn items_of(
        &self,
        event: &Event,
        kept: &ReturnRecord,
    ) -> Result<BTreeMap<String, String>, Trouble> {
        if ![kinds::GRADED, kinds::ARRIVED].contains(&event.kind.as_str()) {
            return Ok(BTreeMap::new());
        }
        let order = EntityRef::order(&kept.rma.request.order);
        let Some(order) = self.store.snapshot(&event.shop, &order).await? else { return Ok(BTreeMap::new()) };
        let items = self.store.items_of(&event.shop, &order).await?;
        Ok(items.into_iter().map(|(line, item)| (line, item.id)).collect())
    }
}

/// Whether it has to be decided anew: what ran out or was closed keeps its decision.
fn reopens(event: &Event, kept: &ReturnRecord) -> bool {
    let anew = kept
        .rma
        .ended
        .as_ref()
        .is_some_and(|ended| matches!(ended.state, rma::State::Refused | rma::State::Cancelled));
    let by_word = || {
        let said = event.payload::<Instructed>();
        said.is_ok_and(|said| said.word == Word::Reopen && event.kind == Instructed::KIND)
    };
    anew && (event.kind == kinds::REOPENED || by_word())
}

/// The variants that are wanted instead of something.
fn wanted_instead(event: &Event, kept: Option<&ReturnRecord>) -> Vec<String> {
    let told = event.payload::<Received>().ok().and_then(|told| told.returned).map(|told| *told);
    let of = |request: &Request| request.lines.iter().filter_map(|line| line.instead.clone()).collect();
    match (kept, told) {
        (Some(kept), _) => of(&kept.rma.request),
        (None, Some(Told::Requested { request })) => of(&request),
        _ => Vec::new(),
    }
}
