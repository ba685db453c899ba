//! An approval that is under way: who is asked, what they said, what that comes to. Four eyes: who asked for the return never
//! approves it.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    Decision, Request,
    approval::{Flow, InOrder, Step},
    policy::Policy,
    rma::Unmoved,
};
use crate::calendar::WorkCalendar;

/// For how many days closed days are kept with a question: longer than any deadline.
const KEPT_DAYS: i64 = 90;

/// The steps as they were when it began, and what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// Names it within the return: links name it, so that an answer to an older question counts for nothing.
    pub round: u32,
    /// The flow's name.
    pub name: String,
    /// The flow as it was.
    pub flow: Flow,
    /// When it was asked.
    pub asked: Timestamp,
    /// Who asked for the return: they never approve it.
    pub requester: String,
    /// Whether it is a withdrawal by law: then the default approves; else it is escalated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub statutory: bool,
    /// Whose it becomes when nobody answers.
    pub escalate_to: String,
    /// The shop's zone.
    pub zone: String,
    /// Days on which no hours count, there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed: Vec<Date>,
    /// What was said, in the order in which it came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub votes: Vec<Vote>,
    /// By the step's place: how many times it was reminded.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reminded: BTreeMap<usize, u16>,
    /// When it was escalated, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub escalated: Option<Timestamp>,
}

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// The step's place.
    pub step: usize,
    /// The route that answered.
    pub by: String,
    /// Who typed it for the route, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// For whom it counts: themselves, or who is away.
    pub counts_for: String,
    /// What.
    pub yes: bool,
    /// When.
    pub at: Timestamp,
}

/// What was said comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tally {
    /// Somebody is still waited for.
    Open,
    /// It is approved.
    Yes,
    /// It is refused: not enough can approve it any more.
    No,
}

/// Who is asked now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedNow {
    /// The step's place.
    pub step: usize,
    /// The route.
    pub route: String,
    /// For whom they answer.
    pub counts_for: String,
}

impl Policy {
    /// The question to people about a decision that a person has to take.
    pub fn asking(
        &self,
        decision: &Decision,
        request: &Request,
        round: u32,
        now: Timestamp,
        country: Option<&str>,
    ) -> Asking {
        let named =
            decision.approvals.as_ref().and_then(|name| Some((name, self.rules.approvals.get(name)?)));
        let (name, flow) = match named {
            Some((name, flow)) => (name.clone(), flow.clone()),
            None => (decision.owner.clone(), Flow::of_owner(&decision.owner)),
        };
        let closed = if flow.business_days { closed(&self.zone, country, now) } else { Vec::new() };
        Asking {
            round,
            name,
            escalate_to: flow.escalate_to.clone().unwrap_or_else(|| decision.owner.clone()),
            flow,
            asked: now,
            requester: request.by.clone(),
            statutory: decision.statutory,
            zone: self.zone.iana_name().unwrap_or("UTC").to_owned(),
            closed,
            votes: Vec::new(),
            reminded: BTreeMap::new(),
            escalated: None,
        }
    }
}

fn closed(zone: &TimeZone, country: Option<&str>, now: Timestamp) -> Vec<Date> {
    use jiff::civil::Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    let mut calendar = WorkCalendar::new(zone.clone(), [Monday, Tuesday, Wednesday, Thursday, Friday]);
    if let Some(holidays) = country.and_then(|country| crate::calendar::Holidays::of(country, None)) {
        calendar = calendar.keeping_those(Some(holidays));
    }
    let today = calendar.today(now);
    let days = (0..KEPT_DAYS).filter_map(|n| today.checked_add(n.days()).ok());
    days.filter(|day| !calendar.is_open(*day)).collect()
}

impl Asking {
    /// When the default counts.
    pub fn deadline(&self) -> Timestamp {
        self.after(self.asked, self.flow.deadline_hours)
    }

    /// So many hours that count after a moment.
    fn after(&self, from: Timestamp, hours: u16) -> Timestamp {
        let zone = TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC);
        let mut left = SignedDuration::from_hours(hours.into());
        let mut at = from;
        // Each turn takes at least a day's end: no more of them than days are kept.
        for _ in 0..KEPT_DAYS {
            let day = at.to_zoned(zone.clone()).date();
            let Some(next) = day.tomorrow().ok().and_then(|day| day.to_zoned(zone.clone()).ok()) else {
                break;
            };
            let rest = next.timestamp().duration_since(at);
            if self.closed.binary_search(&day).is_err() {
                if rest >= left {
                    break;
                }
                left -= rest;
            }
            at = next.timestamp();
        }
        at.checked_add(left).unwrap_or(Timestamp::MAX)
    }

    /// What was said comes to, step by step.
    pub fn tally(&self) -> Tally {
        if let Some(last) = self.votes.iter().find(|vote| vote.step == self.flow.steps.len()) {
            return if last.yes { Tally::Yes } else { Tally::No };
        }
        let of = |at: usize| self.of_step(at);
        let all: Vec<Tally> = (0..self.flow.steps.len()).map(of).collect();
        if all.contains(&Tally::No) {
            Tally::No
        } else if all.iter().all(|tally| *tally == Tally::Yes) {
            Tally::Yes
        } else {
            Tally::Open
        }
    }

    fn of_step(&self, at: usize) -> Tally {
        let step = &self.flow.steps[at];
        let count = |yes: bool| self.votes.iter().filter(|vote| vote.step == at && vote.yes == yes).count();
        let quorum = usize::from(step.quorum.max(1));
        if count(true) >= quorum {
            Tally::Yes
        } else if step.who.len().saturating_sub(count(false)) < quorum {
            Tally::No
        } else {
            Tally::Open
        }
    }

    /// The steps whose turn it is.
    fn open_steps(&self) -> Vec<usize> {
        let mut open = (0..self.flow.steps.len()).filter(|at| self.of_step(*at) == Tally::Open);
        match self.flow.order {
            InOrder::Ordered => open.next().into_iter().collect(),
            InOrder::Parallel => open.collect(),
        }
    }

    /// Since when a step has been asked: from the start, or since the step before it was through.
    fn asked_since(&self, at: usize) -> Timestamp {
        match self.flow.order {
            InOrder::Parallel => self.asked,
            InOrder::Ordered => {
                let before = self.votes.iter().filter(|vote| vote.step < at).map(|vote| vote.at);
                before.max().map_or(self.asked, |last| last.max(self.asked))
            }
        }
    }

    /// Who may answer now: those whose turn it is and haven't, and who answers for whoever is away. Never who asked for it.
    pub fn waiting_for(&self, now: Timestamp) -> Vec<AskedNow> {
        let mut asked = Vec::new();
        if self.tally() != Tally::Open {
            return asked;
        }
        for at in self.open_steps() {
            let step = &self.flow.steps[at];
            for who in step.who.iter().filter(|who| !self.has_voted(at, who)) {
                let one =
                    |route: &str| AskedNow { step: at, route: route.to_owned(), counts_for: who.clone() };
                let routes = [Some(who.as_str()), delegate(step, who, now)].into_iter().flatten();
                asked.extend(routes.filter(|route| *route != self.requester).map(one));
            }
        }
        if self.escalated.is_some() && self.escalate_to != self.requester {
            let (step, route) = (self.flow.steps.len(), self.escalate_to.clone());
            asked.push(AskedNow { step, counts_for: route.clone(), route });
        }
        asked
    }

    /// What a route is asked now. The escalation decides alone; else one's own vote goes before another's whom one answers
    /// for. Nobody has two in one step.
    pub fn asks(&self, route: &str, now: Timestamp) -> Option<AskedNow> {
        let own: Vec<AskedNow> =
            self.waiting_for(now).into_iter().filter(|asked| asked.route == route).collect();
        let escalated = own.iter().find(|asked| asked.step == self.flow.steps.len());
        let found = escalated.or_else(|| own.iter().find(|asked| asked.counts_for == route));
        found.or(own.first()).cloned()
    }

    fn has_voted(&self, at: usize, who: &str) -> bool {
        self.votes.iter().any(|vote| vote.step == at && vote.counts_for == who)
    }

    /// Takes what somebody said.
    pub(super) fn vote(
        &mut self,
        by: &str,
        who: Option<&str>,
        yes: bool,
        now: Timestamp,
    ) -> Result<(), Unmoved> {
        if by == self.requester || who == Some(&self.requester) {
            return Err(Unmoved::OwnRequest);
        }
        if now >= self.deadline() && self.escalated.is_none() && self.statutory {
            return Err(Unmoved::TooLate);
        }
        let twice = |asked: &AskedNow| self.votes.iter().any(|vote| vote.step == asked.step && vote.by == by);
        match self.asks(by, now) {
            Some(asked) if !twice(&asked) => {
                let AskedNow { step, counts_for, .. } = asked;
                let (by, who) = (by.to_owned(), who.map(str::to_owned));
                self.votes.push(Vote { step, by, who, counts_for, yes, at: now });
                Ok(())
            }
            Some(_) => Err(Unmoved::AlreadyAnswered),
            None if self.votes.iter().any(|vote| vote.by == by) => Err(Unmoved::AlreadyAnswered),
            None => Err(Unmoved::NotTheirs),
        }
    }

    /// When to look again: the next reminder, or the deadline.
    pub fn next_look(&self) -> Option<Timestamp> {
        if self.tally() != Tally::Open {
            return None;
        }
        let deadline = self.escalated.is_none().then(|| self.deadline());
        self.reminders().map(|(_, at)| at).chain(deadline).min()
    }

    /// By step: when it is to be reminded next.
    fn reminders(&self) -> impl Iterator<Item = (usize, Timestamp)> {
        let deadline = self.deadline();
        let next = |at: usize| {
            let done = usize::from(self.reminded.get(&at).copied().unwrap_or(0));
            let hours = self.flow.remind_hours.get(done)?;
            Some((at, self.after(self.asked_since(at), *hours)))
        };
        let found: Vec<_> =
            self.open_steps().into_iter().filter_map(next).filter(|(_, at)| *at < deadline).collect();
        found.into_iter()
    }

    /// Notes the reminders whose time has come; whether there was any.
    pub(super) fn remind(&mut self, now: Timestamp) -> bool {
        let mut any = false;
        loop {
            let due: Vec<usize> =
                self.reminders().filter(|(_, at)| *at <= now).map(|(step, _)| step).collect();
            if due.is_empty() {
                return any;
            }
            for step in due {
                *self.reminded.entry(step).or_default() += 1;
                any = true;
            }
        }
    }
}

/// Who answers for somebody who is away.
fn delegate<'s>(step: &'s Step, who: &str, now: Timestamp) -> Option<&'s str> {
    let away = step.delegates.get(who)?;
    away.iter().find(|away| (away.from..away.until).contains(&now)).map(|away| away.to.as_str())
}
