//! Events about mail. Everybody may ask for a mail; only `mail-delivery` sends one.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    EntityRef, NewEvent, Payload, ShopId,
    digest::Digest,
    edd,
    event::hash_of,
    returns,
    send::{OnDoubt, SendId},
    settings::Routes,
    stock,
    task::{Task, Wanted},
};

/// Which queue a mail goes through, so that bulk never delays a confirmation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lane {
    /// Answers to what a buyer did.
    Transactional,
    /// Everything sent to many.
    Bulk,
}

impl Lane {
    /// The word in events, filters and tags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Transactional => "transactional",
            Self::Bulk => "bulk",
        }
    }
}

/// Whether every mail about `entity` goes to the shop's own people: what they have to do, what the day, the week, the month
/// came to, what is running low. Whatever becomes of such a mail is no task of theirs, or there would be no end. Of a
/// return or a purchase order others are told as well: there a task says so, whoever the mail was to.
pub fn is_to_own_people(entity: &EntityRef) -> bool {
    const OF_STOCK: [&str; 3] = ["SKU", stock::Digest::ENTITY, stock::Summary::ENTITY];
    const REPORTS: [&str; 3] =
        [Digest::ENTITY, edd::adherence::Report::ENTITY, returns::analytics::Report::ENTITY];
    entity.kind() == Task::KIND || OF_STOCK.contains(&entity.kind()) || REPORTS.contains(&entity.kind())
}

/// How soon somebody should see to a mail that came to nothing.
const SEEN_TO_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// What the shop's people have to do about a mail that came to nothing. `mail`: which, as the ledger calls it; `said`: what is known
/// of it, under its name; `number`: by what people call what it was about.
pub fn wanted(
    reason: &str,
    mail: &str,
    said: (&str, String),
    number: Option<String>,
    now: Timestamp,
) -> Wanted {
    let told = [("mail", Some(mail.to_owned())), (said.0, Some(said.1)), ("number", number)];
    Wanted {
        reason: reason.to_owned(),
        owner: Routes::DEFAULT.to_owned(),
        due: now + SEEN_TO_WITHIN,
        details: told.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
    }
}

/// Asks for one mail about an entity. Addressee and content come from the facts at the time of sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRequested {
    /// The message's folder, such as `order-confirmation`.
    pub message: String,
    /// Counts the mails of this purpose; a corrected one has the next number.
    pub revision: u32,
    /// The lane.
    pub lane: Lane,
    /// What to do when nobody can say whether it went out.
    pub on_doubt: OnDoubt,
    /// When what it tells happened, as far as the house knows: how long its reader waited is reckoned from here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Which version of which market's terms it carries, such as `DE/2026-01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
}

impl Payload for MailRequested {
    const KIND: &'static str = "mail.requested";
    const OUTWARD: bool = true;
}

impl MailRequested {
    /// A mail that somebody waits for. Should nobody know whether it went out, then rather twice than never.
    pub fn transactional(message: &str, revision: u32) -> Self {
        let (message, on_doubt) = (message.to_owned(), OnDoubt::PreferDuplicate);
        Self { message, revision, lane: Lane::Transactional, on_doubt, since: None, terms: None }
    }

    /// The same in the lane of what nobody waits for.
    pub fn bulk(message: &str, revision: u32) -> Self {
        Self { lane: Lane::Bulk, ..Self::transactional(message, revision) }
    }

    /// A report: rather never than twice, as there is another.
    pub fn report(message: &str) -> Self {
        Self { on_doubt: OnDoubt::PreferSkip, ..Self::bulk(message, 1) }
    }

    /// Its reader waits since then.
    pub fn since(self, since: Timestamp) -> Self {
        Self { since: Some(since), ..self }
    }

    /// The event, named by its effect: this message in this revision.
    pub fn event(&self) -> NewEvent {
        let kind = format!("{}.{}", Self::KIND, self.lane.as_str());
        NewEvent::named(&kind, format!("mail#{}#{}", self.message, self.revision), self)
    }

    /// The name of the send.
    pub fn send_id(&self, shop: &ShopId, entity: &EntityRef) -> SendId {
        SendId::of(shop, entity, &self.message, self.revision)
    }
}

/// Somebody of the shop's own wants the confirmation sent, or sent again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfirmationRequested {
    /// Who.
    pub by: String,
    /// Why, in their words.
    pub reason: String,
}

impl Payload for ConfirmationRequested {
    const KIND: &'static str = "confirmation.requested";
}

impl ConfirmationRequested {
    /// The event: every wish is one of its own.
    pub fn event(&self, at: Timestamp) -> NewEvent {
        NewEvent::of(format!("confirmation#requested#{at}"), self)
    }
}

/// A mail won't go out as things are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailUnsent {
    /// The send.
    pub send_id: SendId,
    /// The message and its number, such as `order-confirmation#1`.
    pub message: String,
    /// Why, without personal data.
    pub reason: String,
}

impl Payload for MailUnsent {
    const KIND: &'static str = "mail.unsent";
}

/// SES says that a mail came back, or that its reader complained. No address: the order has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailReturned {
    /// The send.
    pub send_id: SendId,
    /// SES's id of the mail.
    pub message_id: String,
    /// SES's words, such as `Permanent/General` or `abuse`.
    pub detail: String,
}

impl Payload for MailReturned {
    const KIND: &'static str = "mail.returned";
}

/// Mails go to an address again that was suppressed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuppressionLifted {
    /// Who says so.
    pub by: String,
    /// Why it had been suppressed, as a word.
    pub was: String,
}

impl Payload for SuppressionLifted {
    const KIND: &'static str = "suppression.lifted";
}

/// What stands for an address of a shop's reader where the address itself mustn't: a hash of it and the shop. Upper and
/// lower case are one address.
pub fn mailbox(shop: &ShopId, address: &str) -> EntityRef {
    let mut hash = hash_of(format!("mailbox|{shop}|{}", address.trim().to_lowercase()));
    hash.truncate(40);
    EntityRef::new("MAILBOX", &hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_one_however_its_address_is_written_and_differs_by_shop() {
        let [acme, zeta]: [ShopId; 2] = ["acme", "zeta"].map(|id| id.parse().expect("a shop"));
        let mailbox = |shop: &ShopId, address: &str| mailbox(shop, address).to_string();
        assert_eq!(mailbox(&acme, " Ada@Example.com"), mailbox(&acme, "ada@example.com"));
        assert_ne!(mailbox(&acme, "ada@example.com"), mailbox(&zeta, "ada@example.com"));
        assert_ne!(mailbox(&acme, "ada@example.com"), mailbox(&acme, "ida@example.com"));
        assert!(!mailbox(&acme, "ada@example.com").contains('@'));
    }
}
