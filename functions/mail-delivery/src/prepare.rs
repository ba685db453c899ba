//! The last look before a send: at what the mail is about, at the switch, the mail itself, and its address.

use domain::{
    Failure, Timestamp,
    digest::Digest,
    edd::{Delay, adherence::Report},
    mail::MailRequested,
    missing::Asked,
    order::{Order, PaymentStatus, SumError},
    returns::analytics,
    settings::{Allowed, History, Withheld},
    task::Task,
};
use mail::{About, Mail, Unmailable};

use crate::{
    MailDelivery, Mailer,
    deliver::Send,
    files,
    purchases::{self, Purchase},
    returns::{self, Returned},
    stocks::{self, Stocks, Table},
};

/// What a mail is about, as it now stands.
enum Subject {
    Order(Box<Order>),
    /// The delay, if there is one (still).
    Delay(Box<Order>, Option<Box<Delay>>),
    Task(Box<Task>),
    Digest(Box<Digest>),
    Adherence(Box<Report>),
    ReturnReport(Box<analytics::Report>),
    Stock(Stocks),
    Purchase(Box<Purchase>),
    Return(Box<Returned>),
}

/// What came of the last look.
pub(crate) enum Prepared {
    /// It can go out.
    Ready(Box<Mail>),
    /// It must not.
    Unwanted(Unwanted),
    /// No mail can be made of it as things are: mended, it can be redriven.
    Unmakeable(String),
}

/// Why a mail isn't sent although it was asked for.
pub(crate) struct Unwanted {
    pub(crate) reason: String,
    pub(crate) then: Then,
}

/// What becomes of a mail that isn't sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nobody wants it any more.
    Done,
    /// Somebody may want it all the same, later on: it becomes a dead letter, to be redriven or purged.
    DeadLetter,
    /// A person has to see to it.
    Task,
}

impl Prepared {
    fn unwanted(reason: impl Into<String>, then: Then) -> Self {
        Self::Unwanted(Unwanted { reason: reason.into(), then })
    }
}

impl<M: Mailer> MailDelivery<M> {
    /// Looks at facts and switch once more, renders, and looks whether mails go to that address.
    pub(crate) async fn prepare(&self, send: &Send<'_>, now: Timestamp) -> Result<Prepared, Failure> {
        let event = send.event;
        // What lets the mail out may be a moment late, as if it had gone out a moment sooner; what holds it back is looked at
        // as it stands now.
        let mut history = self.store.settings_lately(&event.shop).await?;
        let subject = match self.subject(send, &history, now).await? {
            Ok(subject) => subject,
            Err(reason) => return Ok(Prepared::Unmakeable(reason.to_owned())),
        };
        if let Some(reason) = subject.forbidden() {
            return Ok(Prepared::unwanted(reason, Then::Done));
        }
        if matches!(subject, Subject::Order(_) | Subject::Delay(..)) && self.is_superseded(send).await? {
            return Ok(Prepared::unwanted(
                "superseded: a newer mail about the order was asked for",
                Then::Done,
            ));
        }
        let switch = |history: &History| allowed(event.by.as_deref(), subject.began(), history, now);
        if !matches!(switch(&history), Ok(Allowed::Out | Allowed::Redirected(_))) {
            history = self.store.settings(&event.shop).await?;
        }
        let redirect_to = match switch(&history)? {
            Allowed::Out => None,
            Allowed::Redirected(address) => Some(address),
            Allowed::Withheld(why) => {
                let reason = format!("switched to {} before the mail was sent", why.as_str());
                let then = if why == Withheld::BeforeLive { Then::Done } else { Then::DeadLetter };
                return Ok(Prepared::unwanted(reason, then));
            }
        };
        if let Err(difference) = subject.check() {
            return Ok(Prepared::Unmakeable(format!("the order doesn't add up any more: {difference}")));
        }
        // Tasks and digests have no day of their own whose settings they follow: their mails go by the routes there are now.
        // So have stocks, although their switch looks at when they were found.
        let settings = match &subject {
            Subject::Stock(_) | Subject::Purchase(_) | Subject::Return(_) => history.at(now)?,
            _ => history.at(subject.began().unwrap_or(now))?,
        };
        let subject = match subject {
            Subject::Purchase(purchase) => Subject::Purchase(Box::new(purchase.routed(&settings.shop))),
            subject => subject,
        };
        let (terms, page) = match &subject {
            Subject::Order(order) => (
                files::terms(&self.store, &settings.shop, order).await,
                self.pages.of_order(event, &settings.shop).await,
            ),
            Subject::Delay(..) => (None, self.pages.of_order(event, &settings.shop).await),
            Subject::Return(returned) if returned.is_to_buyer() => {
                (None, self.pages.of_return(event, returned.order(), &settings.shop).await)
            }
            _ => (None, None),
        };
        let (table, offers) = match &subject {
            Subject::Stock(stocks) => (
                stocks.table(&settings.shop, now).transpose().map_err(Failure::from)?,
                self.pages.offers(event, &settings.shop, &stocks.told()).await,
            ),
            Subject::Purchase(purchase) => {
                (None, self.pages.of_actions(event, &settings.shop, purchase.actions()).await)
            }
            Subject::Return(returned) => {
                (None, self.pages.of_asked(event, &settings.shop, returned.actions()).await)
            }
            _ => (None, Vec::new()),
        };
        let papers = match &subject {
            Subject::Purchase(purchase) => Some(purchase.files()),
            _ => None,
        };
        let files = terms.iter().map(files::Found::as_file).chain(table.iter().map(Table::as_file));
        let slip = match &subject {
            Subject::Return(returned) => Some(returned.files()),
            _ => None,
        };
        let files = files.chain(papers.into_iter().flatten()).chain(slip.into_iter().flatten());
        let files: Vec<_> = files.collect();
        let rendered = mail::render(&mail::Request {
            message: &send.request.message,
            revision: send.request.revision,
            send_id: &send.id,
            about: match &subject {
                Subject::Order(order) => About::Order(order),
                Subject::Delay(order, Some(delay)) => About::Delay(order, delay),
                // It was said to be unwanted above.
                Subject::Delay(order, None) => About::Order(order),
                Subject::Task(task) => About::Task(&event.subject, task),
                Subject::Digest(digest) => About::Digest(&event.subject, digest),
                Subject::Adherence(report) => About::Adherence(&event.subject, report),
                Subject::ReturnReport(report) => About::ReturnReport(&event.subject, report),
                Subject::Stock(stocks) => stocks.about(&event.subject),
                Subject::Purchase(purchase) => purchase.about(&event.subject),
                Subject::Return(returned) => match returned.about(&event.subject) {
                    Some(about) => about,
                    None => {
                        return Ok(Prepared::Unmakeable("the order of the return isn't there".to_owned()));
                    }
                },
            },
            shop: &settings.shop,
            redirect_to: redirect_to.as_deref(),
            configuration_set: Some(self.lanes.configuration_set(send.request.lane)),
            locale: None,
            date: now,
            page: page.as_deref(),
            offers: &offers,
            files: &files,
            unsubscribe: None,
        });
        let mail = match rendered {
            Ok(mail) => mail,
            Err(Unmailable::UnknownMessage) => {
                let words = format!("message {} isn't known here yet", send.request.message);
                return Err(Failure::newer(words));
            }
            Err(Unmailable::Template(words)) => return Err(Failure::bug(words)),
            Err(reason) => return Ok(Prepared::Unmakeable(reason.to_string())),
        };
        if let Some(stands) = self.store.suppressed_if_any(&event.shop, &mail.to).await? {
            let reason = format!("address suppressed: {} {}", stands.reason, stands.detail);
            return Ok(Prepared::unwanted(reason, Then::Task));
        }
        let (shop, send) = (event.shop.as_str(), send.id.as_str());
        tracing::debug!(shop, send, redirected = redirect_to.is_some(), "the mail is made");
        Ok(Prepared::Ready(Box::new(mail)))
    }

    /// Whether a newer mail about the order was asked for: it says all that this one would, as the order now stands.
    async fn is_superseded(&self, send: &Send<'_>) -> Result<bool, Failure> {
        let MailRequested { message, revision, .. } = &send.request;
        let asked = Asked { message: message.clone(), revision: *revision, again: 0 };
        Ok(self.store.is_replaced(&send.event.shop, &send.event.subject, &asked).await?)
    }

    /// What the mail is about; or why that can't be told.
    async fn subject(
        &self,
        send: &Send<'_>,
        history: &History,
        now: Timestamp,
    ) -> Result<Result<Subject, &'static str>, Failure> {
        let event = send.event;
        if Stocks::are_told_by(&event.subject) {
            let stocks = stocks::of(&self.store, event, send.request.revision).await?;
            return Ok(stocks.map(Subject::Stock).ok_or("the stock that the mail tells of isn't there"));
        }
        if Purchase::are_told_by(&event.subject) {
            let purchase = purchases::of(&self.store, event, &send.request).await?;
            let purchase = purchase.map(|purchase| Subject::Purchase(Box::new(purchase)));
            return Ok(purchase.ok_or("the purchase order that the mail is about isn't there"));
        }
        if Returned::are_told_by(&event.subject) {
            let returned = returns::of(&self.store, event, &send.request).await?;
            let returned = returned.map(|returned| Subject::Return(Box::new(returned)));
            return Ok(returned.ok_or("the return that the mail is about isn't there, or its order"));
        }
        if event.subject.kind() == Task::KIND {
            let task = self.store.task(&event.shop, &event.subject).await?;
            let task = task.map(|task| Subject::Task(Box::new(task)));
            return Ok(task.ok_or("the task that the mail is about isn't there"));
        }
        if event.subject.kind() == Report::ENTITY {
            return match self.store.event(&event.shop, &event.subject, Report::EFFECT).await? {
                Some(made) => Ok(Ok(Subject::Adherence(Box::new(made.event.payload()?)))),
                None => Ok(Err("the report that the mail tells isn't there")),
            };
        }
        if event.subject.kind() == analytics::Report::ENTITY {
            let made = self.store.event(&event.shop, &event.subject, analytics::Report::EFFECT).await?;
            return match made {
                Some(made) => Ok(Ok(Subject::ReturnReport(Box::new(made.event.payload()?)))),
                None => Ok(Err("the report that the mail tells isn't there")),
            };
        }
        if event.subject.kind() == Digest::ENTITY {
            let effect = Digest::effect(&event.subject);
            return match self.store.event(&event.shop, &event.subject, &effect).await? {
                Some(made) => Ok(Ok(Subject::Digest(Box::new(made.event.payload()?)))),
                None => Ok(Err("the digest that the mail tells isn't there")),
            };
        }
        let order = self.order(send, history, now).await?;
        Ok(order.ok_or("the order that the mail is about isn't there"))
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
            let today = now.to_zoned(governs.shop.time_zone()).date();
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
    fn forbidden(&self) -> Option<&'static str> {
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
    fn began(&self) -> Option<Timestamp> {
        match self {
            Self::Order(order) | Self::Delay(order, _) => Some(order.placed_at),
            Self::Stock(stocks) => Some(stocks.found()),
            Self::Purchase(purchase) => Some(purchase.asked),
            Self::Return(returned) => Some(returned.began()),
            Self::Task(_) | Self::Digest(_) | Self::Adherence(_) | Self::ReturnReport(_) => None,
        }
    }

    fn check(&self) -> Result<(), SumError> {
        match self {
            Self::Order(order) | Self::Delay(order, _) => order.check_sums(),
            _ => Ok(()),
        }
    }
}

/// What may become of a mail that the automation `by` asked for. Whoever turned it off means the mails that wait in a
/// queue, too. What the shop's own people have to do is never held back.
fn allowed(
    by: Option<&str>,
    began: Option<Timestamp>,
    history: &History,
    now: Timestamp,
) -> Result<Allowed, Failure> {
    // Events of old don't say who decided them; there was one automation then.
    let automation = by.unwrap_or("order-confirmation");
    began.map_or(Ok(Allowed::Out), |began| history.allows(automation, began, now))
}

#[cfg(test)]
mod tests {
    use domain::{
        EntityRef,
        settings::{Shop, Version, Withheld},
        task::{Done, Wanted},
    };

    use super::*;

    #[test]
    fn the_switch_of_whoever_asked_decides() {
        let table = |mode: &str| {
            serde_json::json!({"mode": mode, "live_since": "2026-11-21T00:00:00Z",
            "redirect_to": "owner@acme.example"})
        };
        let shop: Shop = serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en",
            "zone": "Europe/Berlin", "sender": {"address": "shop@acme.example"},
            "automations": {"off": table("off"), "shadow": table("shadow"), "redirect": table("redirect"),
                "live": table("live")},
        }))
        .expect("a shop");
        let published = Version { number: 2, effective_from: Timestamp::UNIX_EPOCH, shop };
        let history = History::new(vec![published]);
        let (before, after) = ("2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z");
        let own = || Allowed::Redirected("owner@acme.example".into());
        for (by, began, expected) in [
            (Some("off"), Some(after), Allowed::Withheld(Withheld::Off)),
            (Some("shadow"), Some(after), Allowed::Withheld(Withheld::Shadow)),
            (Some("nobody"), Some(after), Allowed::Withheld(Withheld::Shadow)),
            (Some("redirect"), Some(after), own()),
            (Some("redirect"), Some(before), Allowed::Withheld(Withheld::BeforeLive)),
            (Some("live"), Some(after), Allowed::Out),
            (Some("live"), Some(before), Allowed::Withheld(Withheld::BeforeLive)),
            (None, Some(after), Allowed::Withheld(Withheld::Shadow)),
            (Some("off"), None, Allowed::Out),
        ] {
            let at = began.map(|text| text.parse().expect("an instant"));
            let now = Timestamp::from_second(1_800_000_000).expect("in range");
            assert_eq!(allowed(by, at, &history, now), Ok(expected), "{by:?}, began {began:?}");
        }
    }

    #[test]
    fn nobody_is_told_of_a_task_that_is_done() {
        let wanted = Wanted {
            reason: "erase-customer".into(),
            owner: "privacy".into(),
            due: Timestamp::UNIX_EPOCH,
            details: [].into(),
        };
        let about = EntityRef::new("CUSTOMER", "1");
        let mut task = Task { about, wanted, opened: Timestamp::UNIX_EPOCH, done: None };
        assert_eq!(Subject::Task(Box::new(task.clone())).forbidden(), None);
        task.done = Some(Done { at: Timestamp::UNIX_EPOCH, by: "owner".into(), note: None });
        let reason = Subject::Task(Box::new(task)).forbidden();
        assert_eq!(reason, Some("the task was done before the mail was sent"));
    }
}
