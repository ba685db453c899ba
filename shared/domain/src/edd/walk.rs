//! The walk from an order to its arrival, day by day.
//!
//! *Effective day* is the order's day if it comes before the cut-off on a working day, else the next working day; hand-over is
//! so many working days later, on the next day on which the carrier comes; arrival is so many delivery days after that.

use jiff::{Timestamp, civil::Date};

use super::{Awaited, Days, Span, Stage, Step, Waits, Why, needs::Needs};
use crate::calendar::{CutOffs, NoDay, Standing, WorkCalendar};

/// What a walk goes by.
#[derive(Debug, Clone)]
pub(super) struct Way<'a> {
    pub(super) warehouse: &'a WorkCalendar,
    /// The warehouse's and the service's: the earlier one counts.
    pub(super) cut_offs: [&'a CutOffs; 2],
    pub(super) pick_up: &'a WorkCalendar,
    pub(super) delivery: &'a WorkCalendar,
    pub(super) processing: Days,
    pub(super) customs: Days,
    pub(super) transit: Days,
    /// Whether that may be another number for what is handed over on another day.
    pub(super) transit_varies: bool,
    pub(super) needs: Needs,
    /// Working days until goods that came can be sent.
    pub(super) receiving: u16,
}

/// Where a walk leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Walked {
    pub(super) begins: Date,
    pub(super) hand_over: Span,
    pub(super) arrival: Span,
    /// What decided on when it is begun at the latest, of what is waited for.
    pub(super) waits: Option<Waits>,
    pub(super) order_by: Option<Timestamp>,
    pub(super) steps: Vec<Step>,
}

/// So many further days of ordering are looked at for the same dates. Where those are the same for longer, `order_by` is too early.
const SAME_DATES_WITHIN: usize = 7;

impl Way<'_> {
    /// Walks from an order at `at`; `more` working days are added to what is begun on a day.
    pub(super) fn walk(&self, at: Timestamp, more: impl Fn(Date) -> u16) -> Result<Walked, NoDay> {
        let (begins, early) = self.effective(at)?;
        let mut steps = early;
        let (hand_over, arrival) = self.from(begins, &more, &mut steps)?;
        let by_cut_off = self.order_by(begins, arrival, &more);
        let order_by = [by_cut_off, self.needs.holds_until].into_iter().flatten().min();
        let (_, waits) = self.there(begins, Which::Latest, &mut vec![])?;
        Ok(Walked { begins, hand_over, arrival, waits, order_by, steps })
    }

    /// The effective day, and the days before it.
    fn effective(&self, at: Timestamp) -> Result<(Date, Vec<Step>), NoDay> {
        let today = self.warehouse.today(at);
        let mut steps = vec![];
        let mut from = today;
        if self.warehouse.is_open(today) && self.missed_from(today).is_some_and(|missed| at >= missed) {
            steps.push(Step { on: today, stage: Stage::Order, why: Why::AfterCutOff });
            from = tomorrow(today)?;
        }
        let begins = self.next_open(from, self.warehouse, Stage::Order, &mut steps)?;
        Ok((begins, steps))
    }

    /// From its effective day to its arrival. The steps are those of the latest dates.
    fn from(
        &self,
        begins: Date,
        more: &impl Fn(Date) -> u16,
        steps: &mut Vec<Step>,
    ) -> Result<(Span, Span), NoDay> {
        let early = self.track(begins, Which::Earliest, more, &mut vec![])?;
        let late = self.track(begins, Which::Latest, more, steps)?;
        let span = |one: Date, other: Date| Span { earliest: one.min(other), latest: other };
        Ok((span(early.0, late.0), span(early.1, late.1)))
    }

    /// Hand-over and arrival.
    fn track(
        &self,
        begins: Date,
        which: Which,
        more: &impl Fn(Date) -> u16,
        steps: &mut Vec<Step>,
    ) -> Result<(Date, Date), NoDay> {
        let (begins, _) = self.there(begins, which, steps)?;
        let processing = which.of(self.processing).saturating_add(more(begins));
        let ready = self.add(begins, processing, self.warehouse, |_| Stage::Processing, steps)?;
        let hand_over = self.picked_up(ready, steps)?;
        let (customs, transit) = (which.of(self.customs), which.of(self.transit));
        let stage = |counted| if counted < customs { Stage::Customs } else { Stage::Transit };
        let days = customs.saturating_add(transit);
        let arrival = match days {
            0 => self.next_open(hand_over, self.delivery, Stage::Transit, steps)?,
            days => self.add(hand_over, days, self.delivery, stage, steps)?,
        };
        Ok((hand_over, arrival))
    }

    /// The day from which all of it is there, put away, and may be sent: the effective day, or that of what is awaited longest.
    /// Only the steps of what decides are taken.
    fn there(
        &self,
        begins: Date,
        which: Which,
        steps: &mut Vec<Step>,
    ) -> Result<(Date, Option<Waits>), NoDay> {
        let (mut all, mut latest, mut decides) = (begins, None, vec![]);
        for waits in self.needs.all() {
            let on = which.of_span(waits.until);
            let mut own = vec![Step { on, stage: Stage::Supply, why: Why::Arrives }];
            let receiving = if waits.on == Awaited::Release { 0 } else { self.receiving };
            let there = self.next_open(on, self.warehouse, Stage::Receiving, &mut own)?;
            let there = self.add(there, receiving, self.warehouse, |_| Stage::Receiving, &mut own)?;
            if latest.is_none_or(|(latest, _)| there > latest) {
                latest = Some((there, waits));
            }
            if there > all {
                (all, decides) = (there, own);
            }
        }
        steps.append(&mut decides);
        Ok((all, latest.map(|(_, waits)| waits)))
    }

    /// The day on which the carrier comes, and somebody is there to hand it over.
    fn picked_up(&self, ready: Date, steps: &mut Vec<Step>) -> Result<Date, NoDay> {
        let mut date = ready;
        for _ in 0..crate::calendar::HORIZON {
            let (here, carrier) = (self.warehouse.day(date), self.pick_up.day(date));
            let standing = if here.is_open() { carrier } else { here };
            steps.push(Step { on: date, stage: Stage::PickUp, why: why(standing) });
            if standing.is_open() {
                return Ok(date);
            }
            date = tomorrow(date)?;
        }
        Err(NoDay::NeverOpen(ready))
    }

    /// So many days of a calendar later; each day that is passed is a step.
    fn add(
        &self,
        from: Date,
        days: u16,
        calendar: &WorkCalendar,
        stage: impl Fn(u16) -> Stage,
        steps: &mut Vec<Step>,
    ) -> Result<Date, NoDay> {
        let (mut date, mut counted, mut shut) = (from, 0, 0);
        while counted < days {
            date = tomorrow(date)?;
            let standing = calendar.day(date);
            steps.push(Step { on: date, stage: stage(counted), why: why(standing) });
            if standing.is_open() {
                (counted, shut) = (counted + 1, 0);
            } else {
                shut += 1;
                if shut > crate::calendar::HORIZON {
                    return Err(NoDay::NeverOpen(from));
                }
            }
        }
        Ok(date)
    }

    /// The first open day; each that isn't is a step.
    fn next_open(
        &self,
        from: Date,
        calendar: &WorkCalendar,
        stage: Stage,
        steps: &mut Vec<Step>,
    ) -> Result<Date, NoDay> {
        let open = calendar.next_open(from)?;
        let mut date = from;
        while date <= open {
            steps.push(Step { on: date, stage, why: why(calendar.day(date)) });
            date = tomorrow(date)?;
        }
        Ok(open)
    }

    /// Until when an order leads to the same dates: while goods are waited for, and as long as a later one still meets the same
    /// pick-up. Where there are no dates after it, it is the last moment as well.
    fn order_by(&self, begins: Date, arrival: Span, more: &impl Fn(Date) -> u16) -> Option<Timestamp> {
        // Whatever is begun before all of it is there, is begun then.
        let mut last = self.there(begins, Which::Earliest, &mut vec![]).map_or(begins, |(there, _)| there);
        let within = if self.transit_varies { 0 } else { SAME_DATES_WITHIN };
        for _ in 0..within {
            let next = tomorrow(last).and_then(|next| self.warehouse.next_open(next));
            let then = next.and_then(|next| Ok((next, self.from(next, more, &mut vec![])?.1)));
            match then {
                Ok((next, then)) if then == arrival => last = next,
                _ => break,
            }
        }
        self.missed_from(last)
    }

    fn missed_from(&self, date: Date) -> Option<Timestamp> {
        self.cut_offs.iter().filter_map(|cut_offs| cut_offs.missed_from(date, self.warehouse.zone())).min()
    }
}

/// Which end of a span is walked.
#[derive(Clone, Copy)]
enum Which {
    Earliest,
    Latest,
}

impl Which {
    fn of(self, days: Days) -> u16 {
        match self {
            Self::Earliest => days.min,
            Self::Latest => days.max,
        }
    }

    fn of_span(self, span: Span) -> Date {
        match self {
            Self::Earliest => span.earliest,
            Self::Latest => span.latest,
        }
    }
}

fn tomorrow(date: Date) -> Result<Date, NoDay> {
    date.tomorrow().map_err(|_| NoDay::TooFar)
}

fn why(standing: Standing) -> Why {
    match standing {
        Standing::Open => Why::Counts,
        Standing::OpenBySettings => Why::OpenBySettings,
        Standing::OpenAsFarAsKnown => Why::CountsAsFarAsKnown,
        Standing::Weekend => Why::Weekend,
        Standing::Holiday => Why::Holiday,
        Standing::ClosedBySettings => Why::Closed,
    }
}
