//! What a mail is asked to be.

use domain::{
    EntityRef, Timestamp,
    digest::Digest,
    edd::{Delay, adherence},
    order::Order,
    purchase::PurchaseOrder,
    returns::{analytics, record::ReturnRecord},
    send::SendId,
    settings::Shop,
    stock::{self, Alert, Summary},
    task::Task,
};

use crate::AboutKind;

/// What a message is about.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// An order as it now stands: to its buyer.
    Order(&'a Order),
    /// An order that comes later than it was promised: to its buyer.
    Delay(&'a Order, &'a Delay),
    /// A task, and the entity that it is: to whoever the shop's routes name.
    Task(&'a EntityRef, &'a Task),
    /// What a stretch of the shop's time came to, and the entity that it is: to whoever the shop's routes name.
    Digest(&'a EntityRef, &'a Digest),
    /// A stock that is too little: to whoever its route names.
    Stock(&'a EntityRef, &'a Alert),
    /// A purchase order that is to be approved: to whoever its route names.
    Purchase(&'a EntityRef, &'a PurchaseOrder, &'a str),
    /// A purchase order: to its supplier, in their language.
    PurchaseOrder(&'a EntityRef, &'a PurchaseOrder),
    /// A return of an order: to its buyer.
    Return(&'a Order, &'a ReturnRecord),
    /// A return that somebody is asked about, with its order, and the entity that it is: to whoever is asked.
    ReturnApproval(&'a EntityRef, &'a ReturnRecord, Option<&'a Order>),
    /// Stocks that are told together, by the day or the week, and the entity that it is.
    StockDigest(&'a EntityRef, &'a stock::Digest),
    /// So many stocks at once that they are told together, and the entity that it is.
    StockStorm(&'a EntityRef, &'a Summary),
    /// Whether promised delivery dates were kept, and the entity that it is: to whoever the shop's routes name.
    Adherence(&'a EntityRef, &'a adherence::Report),
    /// A month of returns, and the entity that it is: to whoever it names.
    ReturnReport(&'a EntityRef, &'a analytics::Report),
}

impl<'a> About<'a> {
    /// The order whose buyer it goes to.
    pub(crate) fn order(&self) -> Option<&'a Order> {
        match self {
            Self::Order(order) | Self::Delay(order, _) | Self::Return(order, _) => Some(order),
            _ => None,
        }
    }

    /// The kind, as `message.toml` names it.
    pub fn kind(&self) -> AboutKind {
        match self {
            Self::Order(_) => AboutKind::Order,
            Self::Delay(..) => AboutKind::Delay,
            Self::Task(..) => AboutKind::Task,
            Self::Digest(..) => AboutKind::Digest,
            Self::Stock(..) => AboutKind::Stock,
            Self::Purchase(..) => AboutKind::Purchase,
            Self::PurchaseOrder(..) => AboutKind::PurchaseOrder,
            Self::Return(..) => AboutKind::Return,
            Self::ReturnApproval(..) => AboutKind::ReturnApproval,
            Self::StockDigest(..) => AboutKind::StockDigest,
            Self::StockStorm(..) => AboutKind::StockStorm,
            Self::Adherence(..) => AboutKind::Adherence,
            Self::ReturnReport(..) => AboutKind::ReturnReport,
        }
    }
}

/// One mail to be made.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The message's folder, such as `order-confirmation`.
    pub message: &'a str,
    /// Counts the mails of this purpose.
    pub revision: u32,
    /// The name of the send: tag, Message-ID.
    pub send_id: &'a SendId,
    /// What it is about.
    pub about: About<'a>,
    /// The shop that writes.
    pub shop: &'a Shop,
    /// Goes to this address of the shop's own instead, says so in its subject, and is the same otherwise.
    pub redirect_to: Option<&'a str>,
    /// The SES configuration set.
    pub configuration_set: Option<&'a str>,
    /// Speaks this locale instead of the order's or the shop's; for previews.
    pub locale: Option<&'a str>,
    /// The `Date` header.
    pub date: Timestamp,
    /// Our own page of the order, signed for its buyer. It stands in place of the platform's.
    pub page: Option<&'a str>,
    /// What its reader may do, by signed links. Those about something that the mail doesn't tell are left out.
    pub offers: &'a [Offer],
    /// What is attached, where it fits.
    pub files: &'a [File<'a>],
    /// Where one click unsubscribes its reader, `https://…`: what advertises must have it, nothing else carries it.
    pub unsubscribe: Option<&'a str>,
}

/// Something that the reader of a mail may do about what it tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// About which entity.
    pub entity: EntityRef,
    /// The effect of the event that it is about.
    pub matter: String,
    /// What, such as `snooze`.
    pub word: String,
    /// For how many days, where that is part of it; else 0.
    pub days: u16,
    /// The page that asks once more; trusted as it comes.
    pub url: String,
}

/// A file that goes with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File<'a> {
    /// What its reader sees, such as `terms.pdf`.
    pub name: &'a str,
    /// Such as `application/pdf`.
    pub media_type: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}
