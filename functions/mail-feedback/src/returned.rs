//! What follows when a mail comes back.

use domain::{
    Failure, NewEvent, ShopId, Timestamp,
    mail::{self, MailReturned},
    send::{Entry, Report, SendId},
};
use shell::metrics;
use store::suppression::Suppression;

use crate::{MailFeedback, NAME, SesEvent};

/// The task's reason, and whether the address is at fault. Of a rejection the mail's own content is.
fn consequence(report: Report) -> Option<(&'static str, bool)> {
    match report {
        Report::Send | Report::Delivery => None,
        Report::SoftBounce => Some(("mail-undelivered", false)),
        Report::Reject => Some(("mail-rejected", false)),
        Report::Bounce => Some(("mail-bounced", true)),
        Report::Complaint => Some(("mail-complained", true)),
    }
}

impl MailFeedback {
    /// Suppresses the address, then journals what came back together with the wish that somebody looks at it. All of it
    /// may be repeated until the ledger's row is marked.
    pub(crate) async fn follow(
        &self,
        shop: &ShopId,
        id: &SendId,
        entry: &Entry,
        event: &SesEvent,
        report: Report,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let Some((reason, suppresses)) = consequence(report) else { return Ok(()) };
        let detail = event.detail();
        for address in event.addresses().into_iter().filter(|_| suppresses) {
            let (reason, detail, about) = (reason.to_owned(), detail.clone(), entry.about.clone());
            self.0.suppress(shop, address, &Suppression { reason, detail, about, at: now }).await?;
        }
        let returned = MailReturned {
            send_id: id.clone(),
            message_id: event.message_id().to_owned(),
            detail: detail.clone(),
        };
        let effect = format!("mail-returned#{}#{}", id.as_str(), report.word());
        let mut events = vec![NewEvent::of(effect, &returned)];
        let to_own_people = mail::is_to_own_people(&entry.about);
        if !to_own_people {
            let number = self.0.called(shop, &entry.about).await?;
            let wanted = mail::wanted(reason, &entry.message, ("ses", detail), number, now);
            events.push(wanted.event(id.as_str()));
        }
        if !self.0.journal(shop, &entry.about, &events, now).await?.is_empty() {
            metrics::count(NAME, "ReturnedMails", 1);
            if to_own_people {
                metrics::count(NAME, "ReturnedTaskMails", 1);
            }
        }
        Ok(())
    }
}
