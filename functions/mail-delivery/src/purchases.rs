//! The mails about purchase orders: to whoever approves them, and to their suppliers.

use domain::{
    EntityRef, Event, Failure, ShopId, Timestamp,
    mail::MailRequested,
    purchase::{self, Happened, PurchaseOrder, State},
    settings::Shop,
};
use mail::About;
use store::Store;

use crate::enclosed::Enclosure;

/// The words of what may be done about an order.
const APPROVE: [&str; 2] = ["approve", "decline"];
const ANSWER: [&str; 2] = ["confirm", "refuse"];
/// Through whose mail suppliers act.
const SUPPLIER: &str = "supplier";
/// The message that is put before an order's approver.
const APPROVAL: &str = "purchase-approval";
/// The message that is the order.
const ORDER: &str = "purchase-order";
/// The message that an order is called off.
const CANCELLED: &str = "purchase-cancelled";
/// The message that asks for an answer.
const REMINDER: &str = "purchase-reminder";

/// An order that a mail is about, and which mail it is.
pub(crate) struct Purchase {
    pub(crate) order: Box<PurchaseOrder>,
    message: String,
    /// When the mail was asked for.
    pub(crate) asked: Timestamp,
    revision: u32,
}

/// What is known of the order that `event` asks a mail about.
pub(crate) async fn of(
    store: &Store,
    event: &Event,
    request: &MailRequested,
) -> Result<Option<Purchase>, Failure> {
    let Some(order) = store.purchase_alone(&event.shop, &event.subject).await? else { return Ok(None) };
    Ok(Some(Purchase {
        order: Box::new(order),
        message: request.message.clone(),
        asked: event.time,
        revision: request.revision,
    }))
}

impl Purchase {
    /// What the mail is about.
    pub(crate) fn about<'a>(&'a self, entity: &'a EntityRef, shop: &'a Shop) -> About<'a> {
        if self.message == APPROVAL {
            About::Purchase(entity, &self.order, route(shop))
        } else {
            About::PurchaseOrder(entity, &self.order)
        }
    }

    /// Why it isn't worth a mail any more, if it isn't.
    pub(crate) fn forbidden(&self) -> Option<&'static str> {
        let state = self.order.state;
        match self.message.as_str() {
            APPROVAL if self.order.revision != self.revision => {
                Some("the order has changed before the mail was sent")
            }
            APPROVAL if !state.is_draft() => Some("the order was decided about before the mail was sent"),
            ORDER if matches!(state, State::Cancelled | State::Declined) => {
                Some("the order was called off before the mail was sent")
            }
            CANCELLED => (state != State::Cancelled).then_some("the order isn't called off"),
            REMINDER if self.order.answer.is_some() => Some("the supplier answered before the mail was sent"),
            APPROVAL | ORDER => None,
            _ => {
                (!state.is_under_way()).then_some("nothing was waited for any more before the mail was sent")
            }
        }
    }

    /// What its reader may do: by which words, about which event, through whose mail.
    pub(crate) fn actions<'s>(&self, shop: &'s Shop) -> Vec<(&'static str, String, &'s str)> {
        if self.message == APPROVAL {
            let matter = Happened::asked(self.revision);
            return APPROVE.into_iter().map(|word| (word, matter.clone(), route(shop))).collect();
        }
        // Only what they can still say: what has begun to arrive can't be declined.
        let words = ANSWER.into_iter().filter(|word| self.order.may_be_answered(*word == ANSWER[0]).is_ok());
        words.map(|word| (word, Happened::SENT.to_owned(), SUPPLIER)).collect()
    }

    /// Its papers, which go with the order itself.
    pub(crate) async fn papers(&self, store: &Store, shop: &ShopId) -> Result<Vec<Enclosure>, Failure> {
        let mut papers = Vec::new();
        for (name, hash) in self.order.papers.iter().filter(|_| self.message == ORDER) {
            papers.push(Enclosure::paper(store, shop, name, hash).await?);
        }
        Ok(papers)
    }
}

/// The route of whoever approves, by the settings.
fn route(shop: &Shop) -> &str {
    let own = shop.automations.get(purchase::DESK).and_then(|table| table.own.get("route"));
    own.and_then(|route| route.as_str()).unwrap_or("buying")
}
