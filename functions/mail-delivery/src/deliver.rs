//! One mail, from the request to the ledger's last word.

use std::time::Duration;

use domain::{
    Event, Failure, Timestamp,
    mail::{Lane, MailRequested},
    send::{self, Entry, Next, SendId, State},
};
use jiff::SignedDuration;
use shell::metrics;
use store::ledger::Claim;

use crate::{
    MailDelivery, Mailer, NAME, Unsent,
    prepare::{Prepared, Then, Unwanted},
    unsent::Why,
};

/// What must be left of the lease for the call to SES and the mark after it.
const RESERVE: SignedDuration = SignedDuration::from_secs(12);

/// One send under way.
pub(crate) struct Send<'s> {
    pub(crate) event: &'s Event,
    pub(crate) request: MailRequested,
    pub(crate) id: SendId,
}

impl Send<'_> {
    /// The automation that asked for it. Events of old don't say so; there was one automation then.
    pub(crate) fn asked_by(&self) -> &str {
        self.event.by.as_deref().unwrap_or("order-confirmation")
    }
}

impl<M: Mailer> MailDelivery<M> {
    /// Sends what `event` asks for, unless it has been sent. `deadline` is the invocation's own: the lease.
    pub async fn deliver(
        &self,
        event: &Event,
        clock: &(dyn Fn() -> Timestamp + Sync),
        deadline: Timestamp,
    ) -> Result<(), Failure> {
        let request: MailRequested = event.payload()?;
        let id = request.send_id(&event.shop, &event.subject);
        let send = Send { event, request, id };
        let entry = self.store.send_entry_if_any(&event.shop, &send.id).await?;
        match send::next(entry.as_ref(), send.request.on_doubt, self.patience, clock()) {
            Next::Finished => Ok(()),
            Next::Wait(until) => Err(wait(until, clock())),
            Next::Park => {
                metrics::count(NAME, "DoubtfulSends", 1);
                let owner = entry.map(|entry| entry.owner).unwrap_or_default();
                let reason = "SES's answer was lost and no event came; a second mail isn't worth the risk";
                self.park(&send, &owner, reason, clock()).await
            }
            Next::Claim => self.send(&send, None, clock, deadline).await,
            Next::Retry => self.send(&send, entry.as_ref(), clock, deadline).await,
            Next::TakeOver => {
                metrics::count(NAME, "DoubtfulSends", 1);
                self.send(&send, entry.as_ref(), clock, deadline).await
            }
        }
    }

    async fn send(
        &self,
        send: &Send<'_>,
        stale: Option<&Entry>,
        clock: &(dyn Fn() -> Timestamp + Sync),
        deadline: Timestamp,
    ) -> Result<(), Failure> {
        let shop = &send.event.shop;
        self.keep_pace(send, deadline - RESERVE, clock).await?;
        let prepared = self.prepare(send, stale, clock()).await?;
        let in_doubt = stale.is_some_and(|entry| entry.state == State::Sending);
        if let (true, Prepared::Unmakeable(reason)) = (in_doubt, &prepared) {
            // An earlier attempt may have gone out: the row stays, so that SES's word on it still finds it.
            self.tell_unsent(send, Why::Unmakeable, reason, clock()).await?;
            return Err(Failure::permanent(reason));
        }
        let claim = Claim {
            about: send.event.subject.clone(),
            message: send.named(),
            owner: format!("{:016x}{:016x}", fastrand::u64(..), fastrand::u64(..)),
            lease_until: deadline,
            counted: match &prepared {
                Prepared::Ready(_, counted) => *counted,
                Prepared::Unwanted(_) | Prepared::Unmakeable(_) => None,
            },
            // The ledger knows of what isn't sent, too, or it would look as if nobody had taken the mail up.
            ended: prepared.why_not().filter(|_| !in_doubt).map(str::to_owned),
        };
        if !self.store.claim_send(shop, &send.id, &claim, stale, clock()).await? {
            return Err(Failure::later(
                "another delivery of this request is sending",
                Duration::from_secs(30),
            ));
        }
        let sent = match &prepared {
            Prepared::Unwanted(unwanted) => {
                return self.give_up(send, &claim.owner, unwanted, in_doubt, clock()).await;
            }
            Prepared::Unmakeable(reason) => {
                self.tell_unsent(send, Why::Unmakeable, reason, clock()).await?;
                return Err(Failure::permanent(reason));
            }
            Prepared::Ready(mail, _) if clock() <= deadline - RESERVE => self.mailer.send(mail).await,
            // Whoever slept through its lease may have a successor by now.
            _ => Err(Unsent::NotNow { reason: "too little of the lease is left".into(), pause_seconds: 1 }),
        };
        self.record(send, &claim.owner, stale.filter(|_| in_doubt), sent, clock()).await
    }

    /// Says what must be said of a send that isn't wanted any more, and that the ledger has as failed. One whose earlier attempt may
    /// have gone out is parked instead: "failed" says that it surely didn't, and that it may be tried again.
    async fn give_up(
        &self,
        send: &Send<'_>,
        owner: &str,
        unwanted: &Unwanted,
        in_doubt: bool,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let (shop, reason) = (&send.event.shop, unwanted.reason.as_str());
        tracing::info!(shop = shop.as_str(), send = send.id.as_str(), reason, "the mail isn't sent");
        if in_doubt {
            if unwanted.then != Then::Done {
                return self.park(send, owner, reason, now).await;
            }
            self.store.mark_ended(shop, &send.id, owner, State::Parked, reason).await?;
            return Ok(());
        }
        match unwanted.then {
            Then::Done => Ok(()),
            Then::DeadLetter => Err(Failure::permanent(reason)),
            Then::Limited(limit) => {
                self.tell_limited(send, limit, now).await?;
                Err(Failure::permanent(reason))
            }
            Then::Task => {
                self.tell_unsent(send, Why::Suppressed, reason, now).await?;
                if send.is_to_own_people() { Err(Failure::permanent(reason)) } else { Ok(()) }
            }
        }
    }

    async fn keep_pace(
        &self,
        send: &Send<'_>,
        until: Timestamp,
        clock: &(dyn Fn() -> Timestamp + Sync),
    ) -> Result<(), Failure> {
        let left = Duration::try_from(until.duration_since(clock())).unwrap_or_default();
        match self.lanes.pace(send.request.lane).slot(left) {
            Some(wait) => {
                tokio::time::sleep(wait).await;
                Ok(())
            }
            None => {
                Err(Failure::later("the lane is at its rate", Duration::from_secs(fastrand::u64(5..=30))))
            }
        }
    }

    /// Writes down what came of the call. The send's owner only; a lost lease leaves it to the successor. Where an earlier attempt may
    /// have gone out (`doubtful`) the row stays as it is or is parked, so that SES's word on that one still finds it.
    async fn record(
        &self,
        send: &Send<'_>,
        owner: &str,
        doubtful: Option<&Entry>,
        sent: Result<String, Unsent>,
        now: Timestamp,
    ) -> Result<(), Failure> {
        let (shop, id) = (&send.event.shop, &send.id);
        let (log_shop, log_send) = (shop.as_str(), id.as_str());
        match sent {
            Ok(message_id) => {
                let marked = self.store.mark_sent(shop, id, owner, &message_id).await;
                let waited = milliseconds(send.event.time, now);
                metrics::milliseconds(NAME, "RequestToAccepted", waited);
                if let Some(waited) = buyer_waited(&send.request, now) {
                    metrics::milliseconds(NAME, "EventToAccepted", waited);
                }
                tracing::info!(
                    shop = log_shop,
                    send = log_send,
                    marked = marked == Ok(true),
                    "SES accepted the mail"
                );
                marked?;
                Ok(())
            }
            Err(Unsent::NotNow { reason, pause_seconds }) => {
                match doubtful {
                    // This attempt surely didn't go out, and uses up no take-over.
                    Some(entry) => self.store.uncount_attempt(shop, id, owner, entry.attempts).await?,
                    None => self.store.release_send(shop, id, owner, &reason).await?,
                };
                let pause = Duration::from_secs(pause_seconds);
                Err(Failure::later(format!("SES didn't accept the mail: {reason}"), pause))
            }
            Err(Unsent::Never(reason)) => {
                metrics::count(NAME, "FailedSends", 1);
                let refused = format!("SES refuses the mail: {reason}");
                if doubtful.is_some() {
                    self.park(send, owner, &refused, now).await?;
                } else {
                    self.store.mark_ended(shop, id, owner, State::Failed, &reason).await?;
                    self.tell_unsent(send, Why::Rejected, &reason, now).await?;
                }
                Err(Failure::permanent(refused))
            }
            Err(Unsent::InDoubt(reason)) => {
                let patience = Duration::try_from(self.patience).unwrap_or_default();
                Err(Failure::later(format!("it isn't known whether SES has the mail: {reason}"), patience))
            }
        }
    }

    /// Leaves a mail that may have gone out to a person. What is parked is never looked at again, so it is told of first.
    async fn park(&self, send: &Send<'_>, owner: &str, reason: &str, now: Timestamp) -> Result<(), Failure> {
        self.tell_unsent(send, Why::InDoubt, reason, now).await?;
        self.store.mark_ended(&send.event.shop, &send.id, owner, State::Parked, reason).await?;
        Ok(())
    }
}

/// How long a buyer has waited for the mail, from what led to it. For bulk nobody waits.
fn buyer_waited(request: &MailRequested, now: Timestamp) -> Option<u64> {
    (request.lane == Lane::Transactional).then(|| Some(milliseconds(request.since?, now))).flatten()
}

fn milliseconds(since: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(now.duration_since(since).as_millis()).unwrap_or_default()
}

fn wait(until: Timestamp, now: Timestamp) -> Failure {
    let after = Duration::try_from(until.duration_since(now)).unwrap_or_default() + Duration::from_secs(1);
    Failure::later("another attempt is under way, or SES's word on it is awaited", after)
}

#[cfg(test)]
mod tests {
    use domain::send::OnDoubt;

    use super::*;

    #[test]
    fn what_a_buyer_waited_for_is_timed_from_what_led_to_it() {
        let at = |ms| Timestamp::from_millisecond(ms).expect("in range");
        for (lane, since, expected) in [
            (Lane::Transactional, Some(at(1_000)), Some(61_500)),
            (Lane::Transactional, Some(at(70_000)), Some(0)),
            (Lane::Transactional, None, None),
            (Lane::Bulk, Some(at(1_000)), None),
        ] {
            let request = MailRequested {
                message: "order-confirmation".into(),
                revision: 1,
                lane,
                on_doubt: OnDoubt::PreferDuplicate,
                since,
                terms: None,
            };
            assert_eq!(buyer_waited(&request, at(62_500)), expected, "{lane:?} since {since:?}");
        }
    }
}
