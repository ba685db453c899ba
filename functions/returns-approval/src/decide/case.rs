//! A return as it is put on from step to step, with what has to be said of it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Change, Decision, EntityRef, Event, Failure, NewEvent, Timestamp,
    returns::{
        self, Days, Past, Policies, Policy, Purchase, Rules,
        of_order::OfOrder,
        record::ReturnRecord,
        rma::{self, Moved, Step, Stepped},
        window::{end_of_day, last_day},
    },
    settings::For,
    stock::{self, Cause, Quantities},
    task::Wanted,
};
use jiff::{SignedDuration, tz::TimeZone};

use super::{Decided, ask, beside, news, pay, wake, wake_at};
use crate::{Because, Own, facts::Facts};

/// Tasks are due within this.
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// What is known and what is to be done.
pub(crate) struct Case<'c> {
    /// What woke us.
    event: &'c Event,
    pub(crate) facts: &'c Facts,
    pub(crate) settings: &'c For<Rules>,
    pub(crate) now: Timestamp,
    /// As it was, where it was known before.
    before: Option<&'c ReturnRecord>,
    pub(crate) kept: ReturnRecord,
    pub(crate) of_order: OfOrder,
    pub(crate) past: Option<Past>,
    pub(crate) days: Option<Days>,
    pub(crate) events: Vec<NewEvent>,
    beside: Vec<(EntityRef, NewEvent)>,
    pub(crate) changes: Vec<Change>,
    pub(crate) because: Option<Because>,
    pub(crate) looked_at_order: bool,
    /// Whether the platform said itself what is decided now: it needn't be told.
    pub(crate) platform_knows: bool,
    /// Whether it was waited long enough for the shop to say whose a refund was.
    pub(crate) has_waited: bool,
}

impl<'c> Case<'c> {
    /// A return that is known.
    pub(crate) fn of(
        event: &'c Event,
        kept: &'c ReturnRecord,
        facts: &'c Facts,
        settings: &'c For<Rules>,
        now: Timestamp,
    ) -> Self {
        Self { before: Some(kept), ..Self::new(event, kept.clone(), facts, settings, now) }
    }

    /// One that was just asked for.
    pub(crate) fn new(
        event: &'c Event,
        kept: ReturnRecord,
        facts: &'c Facts,
        settings: &'c For<Rules>,
        now: Timestamp,
    ) -> Self {
        Self {
            event,
            facts,
            settings,
            now,
            before: None,
            kept,
            of_order: facts.of_order.clone(),
            past: None,
            days: None,
            events: Vec::new(),
            beside: Vec::new(),
            changes: Vec::new(),
            because: None,
            looked_at_order: false,
            platform_knows: false,
            has_waited: false,
        }
    }

    /// The shop's clock.
    pub(crate) fn zone(&self) -> TimeZone {
        self.settings.shop.time_zone()
    }

    /// The policies that govern it.
    pub(crate) fn policies(&self) -> Result<Policies, Failure> {
        let zone = self.zone();
        let current = Policy::read(self.settings.version, &self.settings.own, &zone)?;
        Ok(match &self.facts.governing {
            Some(then) => {
                let purchase = Policy::read(then.version, &then.rules, &zone)?;
                Policies { purchase, current: Some(current) }
            }
            None => Policies::only(current),
        })
    }

    /// The order as it is now for this return.
    pub(crate) fn purchase(&self) -> Option<Purchase> {
        Some(self.of_order.applied(self.kept.purchase.as_ref()?, &self.facts.id))
    }

    /// Takes a step, says it, and remembers why not otherwise. Answers what it came to.
    pub(crate) fn step(&mut self, step: Step) -> Option<Moved> {
        let before = self.kept.rma.clone();
        match self.kept.rma.step(&step, self.now) {
            Ok(did) => {
                self.send_by_days(before.ship_by);
                self.restock(&before.resellable());
                let state = self.kept.rma.state();
                // What may be said again of the same matter needs a name for each time; all else happens once.
                let stepped = Stepped { step, state, did };
                let mut event = stepped.event(&before);
                if matches!(
                    stepped.step,
                    Step::Overridden { .. } | Step::Graded { .. } | Step::Reserved { .. } | Step::Released
                ) {
                    event.effect = format!("{}#{}", event.effect, self.now);
                }
                self.events.push(event);
                self.because.get_or_insert(Because::Moved(did));
                self.of_order.hold(&self.facts.id, &self.kept.rma);
                news::follow(self, &stepped);
                Some(did)
            }
            Err(unmoved) => {
                self.because.get_or_insert(Because::Unmoved(unmoved));
                None
            }
        }
    }

    /// What people say yes to has as long as if the policy had said it, and the day on which that ends as a whole; also where the
    /// policy had refused it, and so gave no day.
    fn send_by_days(&mut self, before: Option<Timestamp>) {
        let rma = &self.kept.rma;
        let days = i64::from(self.settings.own.ship.days);
        let by = match rma.ship_by {
            Some(by) if Some(by) != before => by,
            None if rma.is_awaited() && !rma.statutory => self.now + SignedDuration::from_hours(24 * days),
            _ => return,
        };
        let zone = self.kept.facts.as_ref().and_then(|facts| TimeZone::get(facts.zone.as_deref()?).ok());
        let zone = zone.unwrap_or_else(|| self.zone());
        self.kept.rma.ship_by = Some(end_of_day(last_day(by, &zone), &zone));
    }

    /// What can be sold again lies in stock again: a movement of its place.
    fn restock(&mut self, before: &BTreeMap<String, i64>) {
        let now = self.kept.rma.resellable();
        let lines: BTreeSet<&String> = before.keys().chain(now.keys()).collect();
        for line in lines {
            let of = |known: &BTreeMap<String, i64>| known.get(line).copied().unwrap_or(0);
            let (was, pieces) = (of(before), of(&now));
            let granted = self.kept.rma.granted.iter().find(|granted| granted.line == *line);
            let place = granted.and_then(|granted| granted.destination.clone());
            let place = place.or_else(|| self.settings.shop.places.keys().next().cloned());
            let (Some(item), Some(place)) = (self.facts.items.get(line), place) else { continue };
            if pieces == was {
                continue;
            }
            let moved = stock::Moved {
                // Graded anew, a line may come to a count that it had before: it is the word of it that is booked once.
                source: format!("return#{}#{line}#{}", self.facts.id, self.event.id),
                at: self.now,
                cause: Cause::Return,
                change: Quantities::on_hand(pieces - was),
                sold: 0,
                expected: None,
                until: None,
                reason: None,
            };
            self.beside.push((stock::at(item, &place), moved.event()));
        }
    }

    /// A task for whoever the return belongs to.
    pub(crate) fn task(&mut self, reason: &str, name: &str) {
        let owner = self
            .kept
            .decision
            .as_ref()
            .map_or_else(|| "returns".to_owned(), |decision| decision.owner.clone());
        let details = [
            ("number".to_owned(), self.kept.rma.number.clone()),
            ("order".to_owned(), self.kept.order_name.clone()),
        ];
        let wanted =
            Wanted { reason: reason.to_owned(), owner, due: self.now + TASK_WITHIN, details: details.into() };
        self.events.push(wanted.event(name));
    }

    /// What follows from how it is now; and all of it as one decision.
    pub(crate) fn decided(mut self) -> Decided {
        let moved = self.before.is_none_or(|before| before.rma != self.kept.rma);
        if moved {
            ask::put(&mut self);
            let before = self.before.map(|before| &before.rma);
            wake::dues(&mut self, before);
        }
        let was_open = self.before.is_some_and(|before| !before.rma.state().is_over());
        let is_open = !self.kept.rma.state().is_over();
        let list = rma::OPEN.to_owned();
        match (was_open, is_open) {
            (false, true) => self.changes.push(Change::List { list, at: self.kept.rma.request.at }),
            (true, false) => self.changes.push(Change::Unlist { list }),
            _ => {}
        }
        if self.before != Some(&self.kept) {
            self.changes.insert(0, Change::remember(&self.kept));
        }
        let mut decision = Decision::nothing(self.because.unwrap_or(Own::NothingNew.into()));
        decision.changes = self.changes;
        decision.events = self.events;
        decision.beside = self.beside;
        Decided {
            decision,
            of_order: self.of_order,
            past: self.past,
            days: self.days,
            looked_at_order: self.looked_at_order,
        }
    }

    /// Pays what is due now, and closes what has nothing left to wait for.
    pub(crate) fn settle(&mut self) -> Result<(), Failure> {
        beside::sort_out(self);
        pay::pay(self)?;
        if self.kept.rma.decided.is_some() && !self.kept.rma.state().is_over() {
            let mut copy = self.kept.rma.clone();
            if copy.step(&Step::Closed { by: None }, self.now).is_ok() {
                self.step(Step::Closed { by: None });
            }
        }
        Ok(())
    }

    /// Looks again later.
    pub(crate) fn wake(&mut self, purpose: &str, at: Timestamp) {
        self.changes.push(wake_at(purpose, at));
    }

    /// The request.
    pub(crate) fn request(&self) -> &returns::Request {
        &self.kept.rma.request
    }
}
