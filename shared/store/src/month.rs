//! A month of returns and of what was sold in it, for the report on it: read from the journal's keys, the orders that were new, and
//! the returns that something happened to.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, Failure, Money, ShopId, Timestamp,
    order::Order,
    returns::{
        Policy,
        analytics::{Month, Report, ReportInput, Returned, Sales},
        record::ReturnRecord,
        rma,
    },
    settings::History,
};

use jiff::SignedDuration;

use crate::{Store, StoreError, walk::Walk};

/// The kind of entity that an order is.
const ORDER: &str = "ORDER";
/// What was placed in the month's last minutes is journalled a little later.
const LATER: SignedDuration = SignedDuration::from_hours(6);
/// So many orders are read at a time.
const AT_ONCE: usize = 100;

/// What a month held.
#[derive(Debug, Default)]
pub struct ReturnsOfMonth {
    /// What was sold in it.
    pub sales: Sales,
    /// Returns that something happened to in it, or that aren't over, each with its order.
    pub returns: Vec<(ReturnRecord, Option<Order>)>,
}

impl Store {
    /// Reads a month. Of orders nothing is kept but counts, so that a large shop's month fits.
    pub async fn returns_of_month(
        &self,
        shop: &ShopId,
        since: Timestamp,
        until: Timestamp,
    ) -> Result<ReturnsOfMonth, StoreError> {
        let mut month = ReturnsOfMonth::default();
        let mut seen = BTreeSet::new();
        let mut returns: BTreeSet<EntityRef> = BTreeSet::new();
        let mut left = Some(Walk::over(since, until + LATER));
        while let Some(walk) = left {
            let (rows, rest) = self.walk(shop, &walk).await?;
            let mut orders = Vec::new();
            for row in rows {
                match row.entity.kind() {
                    ORDER if seen.insert(row.entity.clone()) => orders.push(row.entity),
                    rma::ENTITY => {
                        returns.insert(row.entity);
                    }
                    _ => {}
                }
            }
            for batch in orders.chunks(AT_ONCE) {
                let batch: Vec<_> = batch.iter().collect();
                let read = self.snapshots(shop, &batch).await?;
                // Touched in the month is many an older order; sold in it is what was placed in it.
                let placed = read.iter().filter(|order| (since..until).contains(&order.placed_at));
                placed.for_each(|order| month.sales.count(order));
            }
            left = rest;
        }
        returns.extend(self.members(shop, rma::OPEN).await?.into_iter().map(|(_, entity)| entity));
        let mut kept = Vec::new();
        for entity in returns {
            kept.extend(self.rma_alone(shop, &entity).await?);
        }
        let of: BTreeSet<EntityRef> =
            kept.iter().map(|kept| EntityRef::order(&kept.rma.request.order)).collect();
        let orders = self.snapshots(shop, &of.iter().collect::<Vec<_>>()).await?;
        let orders: BTreeMap<_, _> = orders.into_iter().map(|order| (order.id.clone(), order)).collect();
        let with = |kept: ReturnRecord| {
            let order = orders.get(&kept.rma.request.order).cloned();
            (kept, order)
        };
        month.returns = kept.into_iter().map(with).collect();
        Ok(month)
    }

    /// The report on a month, beside what was told of those before it; `None` where nothing says in which currency.
    pub async fn return_report(
        &self,
        shop: &ShopId,
        history: &History,
        month: Month,
        route: &str,
    ) -> Result<Option<Report>, Failure> {
        // As they were at its end; a shop that has just come has none older than now.
        let version = history.at(month.until).or_else(|missing| history.newest().ok_or(missing))?;
        let policy = Policy::of(version)?;
        let before = match month.before(&policy.zone) {
            Some(before) => self.event(shop, &Report::entity(before.first), Report::EFFECT).await?,
            None => None,
        };
        let before = before.map(|told| told.event.payload::<Report>()).transpose()?;
        let read = self.returns_of_month(shop, month.since, month.until).await?;
        let of_returns = || read.returns.iter().find_map(|(kept, _)| Some(kept.purchase.as_ref()?.currency));
        let Some(currency) = read.sales.currency().or(policy.rules.currency).or_else(of_returns) else {
            return Ok(None);
        };
        let cost = policy.rules.keep.as_ref().zip(policy.rules.currency).filter(|(_, own)| *own == currency);
        let return_cost: Option<Money> = cost.and_then(|(keep, own)| keep.return_cost.of(own).ok());
        let returns: Vec<_> =
            read.returns.iter().map(|(kept, order)| Returned { kept, order: order.as_ref() }).collect();
        Ok(Some(Report::of(&ReportInput {
            month,
            zone: &policy.zone,
            currency,
            sales: &read.sales,
            returns: &returns,
            reasons: policy.reasons(),
            return_cost,
            before: before.as_ref().map_or(&[], |before| &before.months),
            route,
        })))
    }
}
