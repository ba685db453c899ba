//! What a mail is asked to be.

use domain::{Timestamp, order::Order, send::SendId, settings::Shop};

use crate::AboutKind;

/// What a message is about.
#[derive(Debug, Clone, Copy)]
pub enum About<'a> {
    /// An order as it now stands.
    Order(&'a Order),
}

impl About<'_> {
    /// The kind, as `message.toml` names it.
    pub fn kind(&self) -> AboutKind {
        match self {
            Self::Order(_) => AboutKind::Order,
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
    /// The SES configuration set.
    pub configuration_set: Option<&'a str>,
    /// Speaks this locale instead of the order's; for previews.
    pub locale: Option<&'a str>,
    /// The `Date` header.
    pub date: Timestamp,
}
