//! What a mail is about, as it now stands.

use std::borrow::Cow;

use domain::{
    EntityRef, Failure, Payload, Timestamp,
    digest::Digest,
    edd::{Delay, adherence},
    order::{Order, PaymentStatus, SumError},
    purchase,
    returns::{analytics, rma},
    settings::{History, Shop},
    task::Task,
};
use mail::About;
use store::Store;

use crate::{
    MailDelivery, Mailer,
    deliver::Send,
    purchases::{self, Purchase},
    returns::{self, Returned},
    stocks::{self, Stocks},
};

/// What a mail is about, as it now stands.
pub(crate) enum Subject {
    Order(Box<Order>),
    /// The delay, if there is one (still).
    Delay(Box<Order>, Option<Box<Delay>>),
    Task(Box<Task>),
    Digest(Box<Digest>),
    Adherence(Box<adherence::Report>),
    ReturnReport(Box<analytics::Report>),
    Stock(Stocks),
    Purchase(Box<Purchase>),
    Return(Box<Returned>),
}

/// What an effect of the entity that `event` is about tells, where it is journalled.
pub(crate) async fn told<P: Payload>(
    store: &Store,
    event: &domain::Event,
    effect: &str,
) -> Result<Option<Box<P>>, Failure> {
    let made = store.event(&event.shop, &event.subject, effect).await?;
    Ok(made.map(|made| made.event.payload()).transpose()?.map(Box::new))
}

impl<M: Mailer> MailDelivery<M> {
    /// What the mail is about; or what isn't there.
    pub(crate) async fn subject(
        &self,
        send: &Send<'_>,
        history: &History,
        now: Timestamp,
    ) -> Result<Result<Subject, &'static str>, Failure> {
        let (store, event, request) = (&self.store, send.event, &send.request);
        let entity = &event.subject;
        let (found, missing) = match entity.kind() {
            _ if Stocks::are_told_by(entity) => {
                let stocks = stocks::of(store, event, request.revision).await?;
                (stocks.map(Subject::Stock), "the stock that the mail tells of isn't there")
            }
            purchase::ENTITY => {
                let purchase = purchases::of(store, event, request).await?.map(Box::new);
                (purchase.map(Subject::Purchase), "the purchase order that the mail is about isn't there")
            }
            rma::ENTITY => {
                let returned = returns::of(store, event, request).await?.map(Box::new);
                (returned.map(Subject::Return), "the return that the mail is about isn't there, or its order")
            }
            Task::KIND => {
                let task = store.task(&event.shop, entity).await?.map(Box::new);
                (task.map(Subject::Task), "the task that the mail is about isn't there")
            }
            adherence::Report::ENTITY => {
                let report = told(store, event, adherence::Report::EFFECT).await?;
                (report.map(Subject::Adherence), "the report that the mail tells isn't there")
            }
            analytics::Report::ENTITY => {
                let report = told(store, event, analytics::Report::EFFECT).await?;
                (report.map(Subject::ReturnReport), "the report that the mail tells isn't there")
            }
            Digest::ENTITY => {
                let digest = told(store, event, &Digest::effect(entity)).await?;
                (digest.map(Subject::Digest), "the digest that the mail tells isn't there")
            }
            _ => (self.order(send, history, now).await?, "the order that the mail is about isn't there"),
        };
        Ok(found.ok_or(missing))
    }

    /// The order that the mail is about.
    async fn order(
        &self,
        send: &Send<'_>,
        history: &History,
        now: Timestamp,
    ) -> Result<Option<Subject>, Failure> {
        let (shop, entity) = (&send.event.shop, &send.event.subject);
        let of_delay = send.request.message == Delay::MESSAGE;
        let governs = history.at(now)?;
        // Where nobody promises dates the snapshot alone: it is one item, and so can't be torn, and what the head says beside it isn't
        // asked here.
        if !of_delay && !governs.shop.promises_dates(Timestamp::MAX) {
            let order = self.store.snapshot(shop, entity).await?;
            return Ok(order.map(|order| Subject::Order(Box::new(order))));
        }
        let known = self.store.order(shop, entity).await?;
        let Some(mut order) = known.order else { return Ok(None) };
        if !of_delay && !governs.shop.promises_dates(order.placed_at) {
            return Ok(Some(Subject::Order(Box::new(order))));
        }
        let dates = self.store.dates(shop, entity, &known.head).await?;
        if of_delay {
            let today = governs.shop.day(now);
            let delay = dates.and_then(|dates| dates.delay(&order, send.request.revision, today));
            return Ok(Some(Subject::Delay(Box::new(order), delay.map(Box::new))));
        }
        if let Some(dates) = dates {
            dates.tell(&mut order);
        }
        Ok(Some(Subject::Order(Box::new(order))))
    }
}

impl Subject {
    /// Why what was worth a mail when it was asked for isn't any more.
    pub(crate) fn forbidden(&self) -> Option<&'static str> {
        match self {
            Self::Order(order) | Self::Delay(order, _) if order.cancelled_at.is_some() => {
                Some("the order was cancelled before the mail was sent")
            }
            Self::Order(order) | Self::Delay(order, _) if order.payment.status == PaymentStatus::Refunded => {
                Some("the order was refunded before the mail was sent")
            }
            Self::Order(_) => None,
            Self::Delay(_, delay) => {
                delay.is_none().then_some("there was no delay any more before the mail was sent")
            }
            Self::Task(task) => task.done.is_some().then_some("the task was done before the mail was sent"),
            Self::Stock(stocks) => stocks.over(),
            Self::Purchase(purchase) => purchase.forbidden(),
            Self::Return(returned) => returned.forbidden(),
            Self::Digest(_) | Self::Adherence(_) | Self::ReturnReport(_) => None,
        }
    }

    /// When it began, if that decides whether it may leave the house and which settings it follows.
    pub(crate) fn began(&self) -> Option<Timestamp> {
        match self {
            Self::Order(order) | Self::Delay(order, _) => Some(order.placed_at),
            Self::Stock(stocks) => Some(stocks.found()),
            Self::Purchase(purchase) => Some(purchase.asked),
            Self::Return(returned) => Some(returned.began()),
            Self::Task(_) | Self::Digest(_) | Self::Adherence(_) | Self::ReturnReport(_) => None,
        }
    }

    pub(crate) fn check(&self) -> Result<(), SumError> {
        match self {
            Self::Order(order) | Self::Delay(order, _) => order.check_sums(),
            _ => Ok(()),
        }
    }

    /// Whether a newer mail about the same says all that this one would.
    pub(crate) fn may_be_superseded(&self) -> bool {
        matches!(self, Self::Order(_) | Self::Delay(..))
    }

    /// The shop as it speaks of it: of an order under the terms of its day. Tasks and digests have no day of their own, and their
    /// mails go by what there is now. So do stocks, purchases and returns, although their switch looks at when they began.
    pub(crate) fn spoken_of_by<'h>(
        &self,
        history: &'h History,
        now: Timestamp,
    ) -> Result<Cow<'h, Shop>, Failure> {
        match self {
            Self::Order(order) | Self::Delay(order, _) => history.speaking_of(order.placed_at, now),
            _ => history.speaking_of(now, now),
        }
    }

    /// As the mail's template takes it, about the entity that it is; nothing where the mail can't be made.
    pub(crate) fn about<'a>(&'a self, entity: &'a EntityRef, shop: &'a Shop) -> Option<About<'a>> {
        Some(match self {
            Self::Order(order) => About::Order(order),
            Self::Delay(order, delay) => About::Delay(order, delay.as_deref()?),
            Self::Task(task) => About::Task(entity, task),
            Self::Digest(digest) => About::Digest(entity, digest),
            Self::Adherence(report) => About::Adherence(entity, report),
            Self::ReturnReport(report) => About::ReturnReport(entity, report),
            Self::Stock(stocks) => stocks.about(entity),
            Self::Purchase(purchase) => purchase.about(entity, shop),
            Self::Return(returned) => returned.about(entity)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        EntityRef,
        task::{Done, Wanted},
    };

    use super::*;

    #[test]
    fn nobody_is_told_of_a_task_that_is_done() {
        let wanted = Wanted {
            reason: "erase-customer".into(),
            owner: "privacy".into(),
            due: Timestamp::UNIX_EPOCH,
            details: [].into(),
        };
        let about = EntityRef::customer("1");
        let mut task = Task { about, wanted, opened: Timestamp::UNIX_EPOCH, done: None };
        assert_eq!(Subject::Task(Box::new(task.clone())).forbidden(), None);
        task.done = Some(Done { at: Timestamp::UNIX_EPOCH, by: "owner".into(), note: None });
        let reason = Subject::Task(Box::new(task)).forbidden();
        assert_eq!(reason, Some("the task was done before the mail was sent"));
    }
}
