//! What can't be sent for good is journalled with the order, and becomes a task: once per send and reason.

use domain::{
    Failure, NewEvent, Timestamp,
    mail::{self, MailUnsent},
};
use shell::metrics;

use crate::{MailDelivery, Mailer, NAME, deliver::Send};

/// More of a reason isn't kept.
const LONGEST_REASON: usize = 200;

/// Why a mail that was asked for won't go out as things are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// SES refuses it.
    Rejected,
    /// No mail can be made of it.
    Unmakeable,
    /// Mails don't go to this address any more.
    Suppressed,
    /// It may have gone out, and a second one isn't worth the risk.
    InDoubt,
}

impl Why {
    fn word(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Unmakeable => "unmakeable",
            Self::Suppressed => "suppressed",
            Self::InDoubt => "in-doubt",
        }
    }

    fn task(self) -> &'static str {
        match self {
            Self::Rejected | Self::Unmakeable | Self::Suppressed => "mail-unsent",
            Self::InDoubt => "mail-in-doubt",
        }
    }
}

impl Send<'_> {
    /// Whether it tells the shop's own people of something. If that fails it is a dead letter, and rings.
    pub(crate) fn is_to_own_people(&self) -> bool {
        mail::is_to_own_people(&self.event.subject)
    }

    /// Message and number, as the ledger calls it.
    pub(crate) fn named(&self) -> String {
        format!("{}#{}", self.request.message, self.request.revision)
    }
}

impl<M: Mailer> MailDelivery<M> {
    /// Journals that the mail won't go out, and that somebody should see to it, in one transaction.
    pub(crate) async fn tell_unsent(
        &self,
        send: &Send<'_>,
        why: Why,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let (shop, about) = (&send.event.shop, &send.event.subject);
        let which = format!("{}#{}", send.id.as_str(), why.word());
        let reason: String = reason.chars().take(LONGEST_REASON).collect();
        let unsent = MailUnsent { send_id: send.id.clone(), message: send.named(), reason: reason.clone() };
        let mut events = vec![NewEvent::of(format!("mail-unsent#{which}"), &unsent)];
        if !send.is_to_own_people() {
            let number = self.store.called(shop, about).await?;
            let wanted = mail::wanted(why.task(), &send.named(), ("because", reason), number, now);
            events.push(wanted.event(&which));
        }
        if !self.store.journal(shop, about, &events, now).await?.is_empty() {
            metrics::count(NAME, "UnsentMails", 1);
        }
        Ok(())
    }
}
