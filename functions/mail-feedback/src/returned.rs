//! What follows when a mail comes back.

use domain::{
    Failure, NewEvent, ShopId, Timestamp,
    mail::{MailReturned, is_to_own_people},
    send::{Entry, Report, SendId},
    settings::Routes,
    task::Wanted,
};
use jiff::SignedDuration;
use shell::metrics;
use store::{
    StoreError,
    commit::{Commit, Committed},
    suppression::Suppression,
};

use crate::{MailFeedback, SesEvent};

/// How soon somebody should look.
const WITHIN: SignedDuration = SignedDuration::from_hours(24);

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
        let (head, number) = self.0.called(shop, &entry.about).await?;
        let returned = MailReturned {
            send_id: id.clone(),
            message_id: event.message_id().to_owned(),
            detail: detail.clone(),
        };
        let effect = format!("mail-returned#{}#{}", id.as_str(), report.word());
        let mut events = vec![NewEvent::of(effect, &returned)];
        let to_own_people = is_to_own_people(&entry.about);
        if !to_own_people {
            let number = number.map(|number| ("number".to_owned(), number));
            let said = [("mail".to_owned(), entry.message.clone()), ("ses".to_owned(), detail)];
            let wanted = Wanted {
                reason: reason.to_owned(),
                owner: Routes::DEFAULT.to_owned(),
                due: now + WITHIN,
                details: said.into_iter().chain(number).collect(),
            };
            events.push(wanted.event(id.as_str()));
        }
        let mut commit = Commit::on(shop, &entry.about, &head, now);
        commit.events = &events;
        match self.0.commit(commit).await {
            Ok(Committed::Done(_)) => {
                metrics::count("mail-feedback", "ReturnedMails", 1);
                if to_own_people {
                    metrics::count("mail-feedback", "ReturnedTaskMails", 1);
                }
                Ok(())
            }
            Ok(Committed::AlreadyDone) => Ok(()),
            // The order moved on under it; the queue brings the report again.
            Err(StoreError::Stale) => Err(StoreError::Stale.into()),
            Err(e) => Err(e.into()),
        }
    }
}
