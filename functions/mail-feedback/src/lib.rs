//! Takes in what SES reports of mails.
//!
//! Woken by SES's events (SES → topic → queue). Reads the ledger row that the mail's own tag names. `Send` and
//! `Delivery` only mark the row: so a send whose answer was lost is known after all. What comes back — a bounce, a
//! complaint, a late rejection — is journalled with the order, too. A report that is lighter than what is known,
//! or about a mail that isn't ours, changes nothing; a text that is no report goes to the dead letters.

mod report;

use domain::{
    Event, Failure, NewEvent, ShopId, Timestamp,
    mail::MailReturned,
    send::{Entry, Report},
};
use shell::{Consumer, Message, TimeLeft, metrics};
use store::{
    Store, StoreError,
    commit::{Commit, Committed},
};

pub use report::SesEvent;

/// How often a row that changed under the report is read again before the queue brings the report again.
const ROUNDS: u32 = 4;

/// The door.
#[derive(Clone)]
pub struct MailFeedback(pub Store);

impl Consumer for MailFeedback {
    async fn consume(&self, message: &Message<'_>, _: &TimeLeft) -> Result<(), Failure> {
        self.take_in(message.body, Timestamp::now()).await
    }
}

impl MailFeedback {
    /// Takes one report in.
    pub async fn take_in(&self, text: &str, now: Timestamp) -> Result<(), Failure> {
        // What SES says once when the destination is made.
        if text.starts_with("Successfully validated SNS topic") {
            return Ok(());
        }
        let event = SesEvent::parse(text)?;
        let Some((shop, id)) = event.ours() else {
            tracing::info!("a report about a mail that isn't ours");
            return Ok(());
        };
        let Some(report) = event.report() else { return Ok(()) };
        // `Send` and `Delivery` often come together: whoever finds the row changed reads it again.
        for _ in 0..ROUNDS {
            let Some(entry) = self.0.send_entry(&shop, &id).await? else {
                let (shop, send) = (shop.as_str(), id.as_str());
                tracing::warn!(shop, send, "a report about a send that isn't in the ledger");
                return Ok(());
            };
            if entry.reported >= Some(report) {
                return Ok(());
            }
            if matches!(report, Report::Bounce | Report::Complaint | Report::Reject) {
                let (message_id, detail) = (event.message_id().to_owned(), event.detail());
                let returned = MailReturned { send_id: id.clone(), message_id, detail };
                self.journal(&shop, &entry, report, &returned, now).await?;
            }
            if self.0.mark_reported(&shop, &id, &entry, event.message_id(), report).await? {
                tracing::info!(shop = shop.as_str(), send = id.as_str(), report = report.word(), "reported");
                return Ok(());
            }
        }
        Err(Failure::transient("the ledger's row keeps changing under the report"))
    }

    async fn journal(
        &self,
        shop: &ShopId,
        entry: &Entry,
        report: Report,
        returned: &MailReturned,
        now: Timestamp,
    ) -> Result<Option<Event>, Failure> {
        let head = self.0.head(shop, &entry.about).await?;
        let effect = format!("mail-returned#{}#{}", returned.send_id.as_str(), report.word());
        let events = [NewEvent::of(effect, returned)];
        let mut commit = Commit::on(shop, &entry.about, &head, now);
        commit.events = &events;
        match self.0.commit(commit).await {
            Ok(Committed::Done(mut events)) => {
                metrics::count("mail-feedback", "ReturnedMails", 1);
                Ok(events.pop())
            }
            Ok(Committed::AlreadyDone) => Ok(None),
            // The order moved on under it; the queue brings the report again.
            Err(StoreError::Stale) => Err(StoreError::Stale.into()),
            Err(e) => Err(e.into()),
        }
    }
}
