//! So many mails a day an automation may send, if the shop says so: a breaker against whatever asks for too many.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Failure, Timestamp,
    mail::Lane,
    send::{Entry, State},
    settings::{History, Routes},
    task::Wanted,
};
use jiff::{SignedDuration, civil::Date};

use crate::{
    MailDelivery, Mailer,
    deliver::Send,
    prepare::{Then, Unwanted},
};

/// The task, by its word.
const TASK: &str = "mails-beyond-limit";
/// How soon somebody should see to it: buyers wait.
const WITHIN: SignedDuration = SignedDuration::from_hours(4);

/// What an automation may send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limit {
    most: u32,
    /// Today, by the shop's clock.
    day: Date,
}

impl<M: Mailer> MailDelivery<M> {
    /// Counts the mail against what its automation may send today. Answers the day, if there is a limit; or that it is used up.
    pub(crate) async fn counted(
        &self,
        send: &Send<'_>,
        known: Option<&Entry>,
        history: &History,
        now: Timestamp,
    ) -> Result<Result<Option<Date>, Unwanted>, Failure> {
        let counted = known.and_then(|entry| entry.counted);
        let state = known.map(|entry| entry.state);
        // It may have gone out: the day on which that was counts it.
        if state == Some(State::Sending) {
            return Ok(Ok(counted));
        }
        // What SES doesn't accept yet counts on the day on which it goes out.
        let before = counted.filter(|_| state == Some(State::Waiting));
        let mut limit = limit_today(send, history, now)?;
        if !self.fits(send, limit, before, now).await? {
            // The settings may have been read a moment late: what holds a mail back is looked at as it stands now.
            limit = limit_today(send, &self.store.settings(&send.event.shop).await?, now)?;
            if !self.fits(send, limit, before, now).await?
                && let Some(limit) = limit
            {
                let reason = format!(
                    "{} has used up the {} mails that it may send a day",
                    send.asked_by(),
                    limit.most
                );
                return Ok(Err(Unwanted { reason, then: Then::Limited(limit) }));
            }
        }
        Ok(Ok(limit.map(|limit| limit.day)))
    }

    async fn fits(
        &self,
        send: &Send<'_>,
        limit: Option<Limit>,
        before: Option<Date>,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let Some(Limit { most, day }) = limit.filter(|limit| before != Some(limit.day)) else {
            return Ok(true);
        };
        Ok(self.store.may_mail(&send.event.shop, send.asked_by(), day, most, now).await?)
    }

    /// Has a person told of the day's first mail beyond the limit.
    pub(crate) async fn tell_limited(
        &self,
        send: &Send<'_>,
        limit: Limit,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let (automation, day) = (send.asked_by(), limit.day.to_string());
        let queue = match send.request.lane {
            Lane::Transactional => "mail-transactional",
            Lane::Bulk => "mail-bulk",
        };
        let most = limit.most.to_string();
        let details = [("automation", automation), ("mails_per_day", &most), ("day", &day), ("queue", queue)];
        let wanted = Wanted {
            reason: TASK.to_owned(),
            owner: Routes::DEFAULT.to_owned(),
            due: now + WITHIN,
            details: BTreeMap::from(details.map(|(name, value)| (name.to_owned(), value.to_owned()))),
        };
        let about = EntityRef::new("WATCH", "mails-per-day");
        let task = wanted.event(&format!("{automation}#{day}"));
        self.store.say_once(&send.event.shop, &about, &task, now).await?;
        Ok(())
    }
}

fn limit_today(send: &Send<'_>, history: &History, now: Timestamp) -> Result<Option<Limit>, Failure> {
    let Some(most) = history.mails_per_day(send.asked_by(), now)? else { return Ok(None) };
    Ok(Some(Limit { most, day: history.at(now)?.shop.day(now) }))
}
