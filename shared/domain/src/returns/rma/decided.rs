//! Decisions: of the policy, of people who are asked, and of whoever overrides both; calling off, running out, taking up again.

use jiff::{SignedDuration, Timestamp};

use super::{Did, Ended, Granted, Moved, RefundState, Return, State, Step, Unmoved};
use crate::returns::{
    Decision, Trait, Verdict,
    asking::{Asking, Tally},
};

impl Return {
    /// Takes a step, or leaves everything as it was.
    pub fn step(&mut self, step: &Step, now: Timestamp) -> Did {
        match step {
            Step::Decided { decision, asking } => self.decide(decision, asking.as_deref(), now),
            Step::Voted { round, by, who, yes, exception } => {
                self.voted(*round, (by, who.as_deref()), *yes, *exception, now)
            }
            Step::Waited => self.waited(now),
            Step::Overridden { by, reason, yes, exception } => {
                self.overridden(by, reason, *yes, *exception, now)
            }
            Step::Shipped { at } => self.take_scan(*at),
            Step::Received { id, receipt } => self.receive(id, receipt),
            Step::Graded { id, lines } => self.grade(id, lines),
            Step::RefundAsked { key, amount, pieces } => self.refund_asked(key, *amount, pieces, now),
            Step::RefundDone { key, amount, pieces } => self.refund_done(key, *amount, pieces, now),
            Step::RefundFailed { key } => self.refund_failed(key),
            Step::RefundDoubted { key } => self.refund_doubted(key),
            Step::Reserved { items, until } => self.reserve(items, *until),
            Step::Released => self.release(),
            Step::Exchanged { at } => self.exchange(*at),
            Step::Cancelled { by } => self.cancel(by, now),
            Step::Expired => self.expire(now),
            Step::Reopened { by, reason } => self.reopen(by, reason, now),
            Step::Closed { by } => self.close(by.as_deref(), now),
        }
    }

    fn decide(&mut self, decision: &Decision, asking: Option<&Asking>, now: Timestamp) -> Did {
        if self.ended.is_some() {
            return Err(Unmoved::AlreadyOver);
        }
        if self.decided.is_some() || self.asking.is_some() {
            return Err(Unmoved::AlreadyDecided);
        }
        if decision.verdict == Verdict::Review && asking.is_none() {
            return Err(Unmoved::NotAsked);
        }
        self.granted = Granted::of(decision);
        self.policy = decision.policy;
        self.statutory = decision.statutory;
        (self.refund_at, self.refund_by) = (decision.refund_at, decision.refund_by);
        (self.ship_by, self.expected) = (decision.ship_by, Some(decision.refund.total));
        self.send_within = decision.ship_by.map(|by| by.duration_since(now).as_secs());
        match decision.verdict {
            Verdict::Review => {
                self.asking = asking.cloned();
                self.rounds += 1;
                Ok(Moved::PutBeforePeople)
            }
            Verdict::Refuse => {
                self.end(State::Refused, "policy", None, now);
                Ok(Moved::Refused)
            }
            _ => {
                self.decided = Some(now);
                Ok(Moved::Approved)
            }
        }
    }

    fn voted(
        &mut self,
        round: u32,
        (by, who): (&str, Option<&str>),
        yes: bool,
        exception: Option<Trait>,
        now: Timestamp,
    ) -> Did {
        if self.ended.is_some() || self.decided.is_some() {
            return Err(Unmoved::AlreadyDecided);
        }
        let statutory = self.statutory;
        let Some(asking) = self.asking.as_mut().filter(|asking| asking.round == round) else {
            return Err(Unmoved::NotAsked);
        };
        if statutory && !yes && exception.is_none_or(|of| !of.may_be_excepted()) {
            return Err(Unmoved::Statutory);
        }
        asking.vote(by, who, yes, now)?;
        match asking.tally() {
            Tally::Open => Ok(Moved::Noted),
            Tally::Yes => Ok(self.settle(true, by, None, now)),
            Tally::No => Ok(self.settle(false, by, exception, now)),
        }
    }

    /// What people decided counts for the lines that went to them; the others keep their answer.
    fn settle(&mut self, yes: bool, by: &str, exception: Option<Trait>, now: Timestamp) -> Moved {
        self.asking = None;
        for line in self.granted.iter_mut().filter(|line| line.verdict == Verdict::Review) {
            line.verdict = if yes { Verdict::Approve.for_outcome(line.outcome) } else { Verdict::Refuse };
        }
        if self.granted.iter().any(|line| line.verdict.is_yes()) {
            self.grant(now);
            Moved::Approved
        } else {
            self.end(State::Refused, by, exception, now);
            Moved::Refused
        }
    }

    /// It may come back from now on.
    fn grant(&mut self, now: Timestamp) {
        self.decided = Some(now);
        let within = self.send_within.map(SignedDuration::from_secs);
        self.ship_by = within.and_then(|within| now.checked_add(within).ok());
    }

    fn waited(&mut self, now: Timestamp) -> Did {
        let statutory = self.statutory;
        if self.ended.is_some() || self.decided.is_some() {
            return Err(Unmoved::AlreadyDecided);
        }
        let Some(asking) = self.asking.as_mut() else { return Err(Unmoved::NotAsked) };
        if asking.escalated.is_none() && now >= asking.deadline() {
            if statutory {
                self.settle(true, "deadline", None, now);
                return Ok(Moved::ApprovedByDefault);
            }
            asking.escalated = Some(now);
            return Ok(Moved::Escalated);
        }
        if asking.remind(now) { Ok(Moved::Reminded) } else { Err(Unmoved::TooEarly) }
    }

    fn overridden(
        &mut self,
        by: &str,
        reason: &str,
        yes: bool,
        exception: Option<Trait>,
        now: Timestamp,
    ) -> Did {
        if reason.trim().is_empty() {
            return Err(Unmoved::NoReason);
        }
        if by == self.request.by {
            return Err(Unmoved::OwnRequest);
        }
        if self.statutory && !yes && exception.is_none_or(|of| !of.may_be_excepted()) {
            return Err(Unmoved::Statutory);
        }
        match self.state() {
            // Nothing was decided at all: there is nothing yet that anybody could be against.
            State::Requested => return Err(Unmoved::NotDecided),
            State::Review => {}
            State::Refused if yes => {}
            State::Approved if !yes && self.refunds.is_empty() => {}
            State::Refused | State::Approved if self.refunds.is_empty() => return Err(Unmoved::NothingNew),
            state if state.is_over() => return Err(Unmoved::AlreadyOver),
            _ => return Err(Unmoved::AlreadyUnderWay),
        }
        (self.asking, self.ended, self.decided) = (None, None, None);
        for line in &mut self.granted {
            line.verdict = match (yes, line.verdict) {
                (true, Verdict::Review | Verdict::Refuse) => Verdict::Approve.for_outcome(line.outcome),
                (true, own) => own,
                (false, _) => Verdict::Refuse,
            };
        }
        if yes {
            self.grant(now);
        } else {
            self.end(State::Refused, by, exception, now);
        }
        Ok(Moved::Overridden)
    }

    fn cancel(&mut self, by: &str, now: Timestamp) -> Did {
        match self.state() {
            state if state.is_over() => Err(Unmoved::AlreadyOver),
            State::Requested | State::Review | State::Approved if self.refunds.is_empty() => {
                self.end(State::Cancelled, by, None, now);
                Ok(Moved::Cancelled)
            }
            _ => Err(Unmoved::AlreadyUnderWay),
        }
    }

    fn expire(&mut self, now: Timestamp) -> Did {
        match self.state() {
            state if state.is_over() => Err(Unmoved::AlreadyOver),
            State::Requested | State::Review => Err(Unmoved::NotDecided),
            // The law's time may not even have begun.
            State::Approved if self.statutory => Err(Unmoved::Statutory),
            State::Approved if self.ships() && self.ship_by.is_some_and(|by| now >= by) => {
                if !self.refunds.is_empty() {
                    return Err(Unmoved::StillOpen);
                }
                self.end(State::Expired, "deadline", None, now);
                Ok(Moved::Expired)
            }
            State::Approved => Err(Unmoved::TooEarly),
            _ => Err(Unmoved::AlreadyUnderWay),
        }
    }

    fn reopen(&mut self, by: &str, reason: &str, now: Timestamp) -> Did {
        if reason.trim().is_empty() || by.trim().is_empty() {
            return Err(Unmoved::NoReason);
        }
        let Some(ended) = self.ended.take() else { return Err(Unmoved::NotOver) };
        match ended.state {
            // As long again as it had.
            State::Expired => self.grant(now),
            State::Refused | State::Cancelled => {
                // It is decided anew: by today's facts.
                (self.decided, self.asking) = (None, None);
                self.granted.clear();
            }
            _ => {}
        }
        self.reopened += 1;
        Ok(Moved::Reopened)
    }

    /// By itself once nothing is waited for; by somebody's word also where only they know that it is settled: the money went by hand, and
    /// no shop says so. While the shop is being asked its answer is waited for.
    fn close(&mut self, by: Option<&str>, now: Timestamp) -> Did {
        let is_asked = self.refunds.values().any(|refund| refund.state == RefundState::Asked);
        match (self.state(), by) {
            (state, _) if state.is_over() => Err(Unmoved::AlreadyOver),
            (_, Some(by)) if self.decided.is_some() && !is_asked => {
                self.end(State::Closed, by, None, now);
                Ok(Moved::Closed)
            }
            (State::Refunded | State::Exchanged | State::Inspected, _) if self.is_settled() => {
                self.end(State::Closed, "policy", None, now);
                Ok(Moved::Closed)
            }
            _ => Err(Unmoved::StillOpen),
        }
    }

    fn end(&mut self, state: State, by: &str, exception: Option<Trait>, now: Timestamp) {
        if let Some(reservation) = &mut self.reservation {
            reservation.released = reservation.released || self.exchanged.is_none();
        }
        self.asking = None;
        self.ended = Some(Ended { state, at: now, by: by.to_owned(), exception });
    }
}
