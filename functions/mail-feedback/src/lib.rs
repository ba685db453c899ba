//! Takes in what SES reports of mails.
//!
//! Woken by SES's events (SES → topic → queue). Reads the ledger row that the mail's own tag names. `Send` and
//! `Delivery` only mark the row: so a send whose answer was lost is known after all. What comes back — a bounce, a
//! complaint, a late rejection — is journalled with the order and becomes a task, and the address is suppressed where
//! it is at fault. A report that is lighter than what is known, or about a mail that isn't ours, changes nothing; a
//! text that is no report goes to the dead letters.

mod report;
mod returned;

use domain::{
    Failure, ShopId, Timestamp,
    send::{Entry, Report, SendId},
};
use shell::{Consumer, Message, TimeLeft, metrics};
use store::Store;

pub use report::SesEvent;

/// The function, in metrics.
const NAME: &str = "mail-feedback";
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
        let Some(report) = event.report() else {
            if event.is_delay() {
                metrics::count(NAME, "DelayedMails", 1);
            }
            return Ok(());
        };
        // As a rule the row is marked sent, then come `Send` and `Delivery`: that is written without having been read.
        if let Some(entry) = self.0.mark_in_course(&shop, &id, event.message_id(), report).await? {
            told(&shop, &id, &entry, report, now);
            return Ok(());
        }
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
            self.follow(&shop, &id, &entry, &event, report, now).await?;
            if self.0.mark_reported(&shop, &id, &entry, event.message_id(), report).await? {
                told(&shop, &id, &entry, report, now);
                return Ok(());
            }
        }
        Err(Failure::transient("the ledger's row keeps changing under the report"))
    }
}

fn told(shop: &ShopId, id: &SendId, entry: &Entry, report: Report, now: Timestamp) {
    if let Some(after) = call_to_report(entry, report, now) {
        metrics::milliseconds(NAME, "CallToSendEvent", after);
    }
    tracing::info!(shop = shop.as_str(), send = id.as_str(), report = report.word(), "reported");
}

/// Milliseconds from when the send was taken to when SES's first word on it is here: what `SendPatienceSeconds` has to
/// outlast.
fn call_to_report(entry: &Entry, report: Report, now: Timestamp) -> Option<u64> {
    let first = report == Report::Send && entry.reported.is_none();
    first.then(|| u64::try_from(now.duration_since(entry.since).as_millis()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use domain::{EntityRef, send::State};

    use super::*;

    #[test]
    fn the_first_word_on_a_send_is_timed_from_when_it_was_taken() {
        let at = |ms| Timestamp::from_millisecond(ms).expect("in range");
        let entry = |reported| Entry {
            about: EntityRef::order("1"),
            message: "order-confirmation#1".into(),
            state: State::Sending,
            owner: "a".into(),
            lease_until: at(60_000),
            since: at(1_000),
            attempts: 1,
            message_id: None,
            reason: None,
            reported,
            counted: None,
        };
        for (reported, report, expected) in [
            (None, Report::Send, Some(2_500)),
            (None, Report::Delivery, None),
            (Some(Report::Send), Report::Send, None),
        ] {
            assert_eq!(call_to_report(&entry(reported), report, at(3_500)), expected, "{report:?}");
        }
        assert_eq!(call_to_report(&entry(None), Report::Send, at(900)), Some(0), "clocks differ");
    }
}
