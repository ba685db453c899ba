//! The mails about returns: to their buyers, and to whoever is asked.

use domain::{
    EntityRef, Event, Failure, ShopId, Timestamp,
    mail::MailRequested,
    order::Order,
    returns::{
        record::{News, ReturnRecord},
        told::{APPROVE, REFUSE},
    },
};
use mail::About;
use store::Store;

use crate::enclosed::Enclosure;

/// The message to the buyer about how it is.
const UPDATE: &str = "return-update";
/// The message that asks somebody.
const APPROVAL: &str = "return-approval";

/// A return that a mail is about, and which mail it is.
pub(crate) struct Returned {
    kept: ReturnRecord,
    order: Option<Order>,
    message: String,
    revision: u32,
}

/// What is known of the return that `event` asks a mail about.
pub(crate) async fn of(
    store: &Store,
    event: &Event,
    request: &MailRequested,
) -> Result<Option<Returned>, Failure> {
    let Some(kept) = store.rma_alone(&event.shop, &event.subject).await? else { return Ok(None) };
    let order = store.snapshot(&event.shop, &EntityRef::order(&kept.rma.request.order)).await?;
    let (message, revision) = (request.message.clone(), request.revision);
    // A buyer's address stands in the order.
    let is_there = order.is_some() || message == APPROVAL;
    if !is_there {
        return Ok(None);
    }
    Ok(Some(Returned { kept, order, message, revision }))
}

impl Returned {
    /// When it was asked for: it decides whether its mails may leave the house.
    pub(crate) fn began(&self) -> Timestamp {
        self.kept.rma.request.at
    }

    /// The order whose page the buyer is led to.
    pub(crate) fn order(&self) -> &str {
        &self.kept.rma.request.order
    }

    /// Whether its buyer reads it.
    pub(crate) fn is_to_buyer(&self) -> bool {
        self.message != APPROVAL
    }

    /// What the mail is about; nothing where it can't be made.
    pub(crate) fn about<'a>(&'a self, entity: &'a EntityRef) -> Option<About<'a>> {
        if self.is_to_buyer() {
            Some(About::Return(self.order.as_ref()?, &self.kept))
        } else {
            Some(About::ReturnApproval(entity, &self.kept, self.order.as_ref()))
        }
    }

    /// The paper for the parcel, which goes with the news that it may be sent, and with the reminder.
    pub(crate) async fn slip(&self, store: &Store, shop: &ShopId) -> Result<Option<Enclosure>, Failure> {
        let notice = self.kept.notice(self.revision).filter(|_| self.message == UPDATE);
        let goes = notice.is_some_and(|notice| matches!(notice.news, News::Approved | News::Reminder));
        let file = self.kept.slip.as_ref().and_then(|slip| slip.file.as_ref());
        let Some((name, hash)) = file.filter(|_| goes && self.kept.rma.ships()) else { return Ok(None) };
        Enclosure::paper(store, shop, name, hash).await.map(Some)
    }

    /// Why it isn't worth a mail any more, if it isn't. What happened is told, even if more has happened since.
    pub(crate) fn forbidden(&self) -> Option<&'static str> {
        if self.is_to_buyer() {
            let reminds = self.kept.notice(self.revision).is_some_and(|notice| notice.news == News::Reminder);
            let is_moot = reminds && !self.kept.rma.is_awaited();
            return is_moot.then_some("it was sent before the reminder was");
        }
        let put = self.kept.put(self.revision)?;
        let asking = self.kept.rma.asking.as_ref();
        match asking.filter(|asking| asking.round == put.round) {
            None => Some("it was decided before the mail was sent"),
            Some(asking) if asking.votes.iter().any(|v| v.by == put.route && v.step == put.step) => {
                Some("they answered before the mail was sent")
            }
            Some(_) => None,
        }
    }

    /// What its reader may do: by which words, about which event, through whose mail.
    pub(crate) fn actions(&self) -> Vec<(&'static str, String, &str)> {
        let Some(put) = self.kept.put(self.revision).filter(|_| !self.is_to_buyer()) else {
            return Vec::new();
        };
        let matter = put.matter();
        [APPROVE, REFUSE].into_iter().map(|word| (word, matter.clone(), put.route.as_str())).collect()
    }
}
