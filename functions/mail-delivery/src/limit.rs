//! So many mails a day an automation may send, if the shop says so: a breaker against whatever asks for too many.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Failure, Timestamp,
    settings::{History, Routes},
    task::Wanted,
};
use jiff::SignedDuration;

use crate::{
    MailDelivery, Mailer,
    deliver::Send,
    prepare::{Then, Unwanted},
};

/// The task, by its word.
const TASK: &str = "mails-beyond-limit";
/// How soon somebody should see to it: buyers wait.
const WITHIN: SignedDuration = SignedDuration::from_hours(4);

impl<M: Mailer> MailDelivery<M> {
    /// Counts the mail against what its automation may send today. If that is used up, the mail waits among the dead letters, and
    /// of the day's first one a task is made.
    pub(crate) async fn beyond_limit(
        &self,
        send: &Send<'_>,
        history: &History,
        now: Timestamp,
    ) -> Result<Option<Unwanted>, Failure> {
        if self.may_mail(send, history, now).await? {
            return Ok(None);
        }
        // The settings may have been read a moment late: what holds a mail back is looked at as it stands now.
        let history = self.store.settings(&send.event.shop).await?;
        if self.may_mail(send, &history, now).await? {
            return Ok(None);
        }
        let automation = send.asked_by();
        let most = history.mails_per_day(automation, now)?.unwrap_or_default();
        let day = history.at(now)?.shop.day(now).to_string();
        let details = [("automation", automation), ("mails_per_day", &most.to_string()), ("day", &day)];
        let wanted = Wanted {
            reason: TASK.to_owned(),
            owner: Routes::DEFAULT.to_owned(),
            due: now + WITHIN,
            details: BTreeMap::from(details.map(|(name, value)| (name.to_owned(), value.to_owned()))),
        };
        let about = EntityRef::new("WATCH", "mails-per-day");
        let task = wanted.event(&format!("{automation}#{day}"));
        self.store.journal(&send.event.shop, &about, &[task], now).await?;
        let reason = format!("{automation} has sent the {most} mails that it may send a day");
        Ok(Some(Unwanted { reason, then: Then::DeadLetter }))
    }

    async fn may_mail(&self, send: &Send<'_>, history: &History, now: Timestamp) -> Result<bool, Failure> {
        let automation = send.asked_by();
        let Some(most) = history.mails_per_day(automation, now)? else { return Ok(true) };
        let day = history.at(now)?.shop.day(now);
        Ok(self.store.may_mail(&send.event.shop, automation, day, most, now).await?)
    }
}
