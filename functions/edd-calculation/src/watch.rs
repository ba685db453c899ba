//! What has become of a promise: the estimate moves, the promise stays.

use std::collections::BTreeMap;

use domain::{
    Change, Decision, NewEvent, Timestamp,
    edd::{
        self, Delay, Destination, Duty, Followed, Following, Late, Memory, Moved, MovedBy, Reckoner, Stored,
        duty, given_up_at,
    },
    event::hash_of,
    mail::{Lane, MailRequested},
    order::Order,
    send::OnDoubt,
    settings::Routes,
    task::Wanted,
};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};

use crate::{Facts, because::Because, decide::look_at};

/// The tasks that a person gets, and how soon each is due.
const SILENT: &str = "parcel-silent";
const RETURNING: &str = "parcel-returning";
const NEED_CONSENT: &str = "delay-needs-consent";
const OVERDUE: &str = "delivery-overdue";
const TASK_WITHIN: SignedDuration = SignedDuration::from_hours(24);
/// No more tasks than this about one order.
const MOST_TASKS: usize = 12;

/// What is decided, as it is put together.
struct Watch<'w> {
    order: &'w Order,
    to: Destination,
    followed: Followed,
    zone: TimeZone,
    today: Date,
    now: Timestamp,
    /// When the law begins to want something though nothing is heard.
    overdue_at: Option<Timestamp>,
    memory: Memory,
    events: Vec<NewEvent>,
    because: Because,
}

pub(crate) fn watch(
    facts: &Facts,
    order: &Order,
    stored: &Stored,
    memory: &Memory,
    reckoner: &Reckoner,
    now: Timestamp,
) -> Decision<Because> {
    if order.cancelled_at.is_some() {
        return Decision::nothing(Because::Cancelled);
    }
    let to = order.shipping_address.as_ref().and_then(Destination::of).unwrap_or_default();
    let following = Following { order, stored, to: &to, parcels: &facts.parcels };
    let followed = following.follow(reckoner, reckoner.rules().silent_days, now);
    let mut watch = Watch {
        order,
        today: now.to_zoned(reckoner.time_zone()).date(),
        zone: reckoner.time_zone(),
        overdue_at: None,
        to,
        followed,
        now,
        memory: memory.clone(),
        events: vec![],
        because: Because::AsExpected,
    };
    if memory.delivered.is_some() {
        watch.afterwards();
        return watch.decision(memory);
    }
    watch.arrival();
    if watch.memory.delivered.is_none() {
        watch.troubles();
        watch.estimate();
        watch.law(memory, stored);
    }
    watch.decision(memory)
}

impl Watch<'_> {
    /// All of it is there: the promise is settled.
    fn arrival(&mut self) {
        let Some((day, scanned)) = self.followed.delivered else { return };
        let promised = self.memory.promised;
        let kept = promised.map(|promised| day <= promised.latest);
        let settled = edd::Settled { delivered: day, promised, kept, scanned };
        self.events.push(NewEvent::of(edd::Settled::EFFECT, &settled));
        self.memory.delivered = Some(day);
        self.because = if kept == Some(false) { Because::DeliveredLate } else { Because::Delivered };
    }

    /// What was there may go back all the same: what its buyer didn't fetch, and what had only been said to be there. Nothing else is of
    /// interest any more.
    fn afterwards(&mut self) {
        self.followed.silent.clear();
        self.followed.look_again = None;
        if self.now > given_up_at(self.order, Some(&self.memory)) {
            self.followed.returning.clear();
        }
        self.troubles();
        if self.because == Because::AsExpected {
            self.because = Because::AlreadyDelivered;
        }
    }

    /// Parcels that a person has to look for.
    fn troubles(&mut self) {
        let silent = std::mem::take(&mut self.followed.silent);
        let returning = std::mem::take(&mut self.followed.returning);
        for (reason, numbers) in [(SILENT, silent), (RETURNING, returning)] {
            for number in numbers {
                let details = [("parcel".to_owned(), number.to_string())];
                self.task(reason, number.as_str(), details);
            }
        }
    }

    /// The estimate, where it is another; and its buyer, where it is later than they know.
    fn estimate(&mut self) {
        let before = self.memory.estimate();
        let now = self.followed.expected;
        if now == before || self.memory.promised.is_none() {
            return;
        }
        self.memory.moves += 1;
        let Followed { by, ships, .. } = self.followed;
        let moved = Moved { from: before, to: now, promised: self.memory.promised, by, ships };
        self.events.push(NewEvent::of(Moved::effect(self.memory.moves), &moved));
        self.memory.expected = now;
        self.memory.unknown = now.is_none();
        self.memory.slipping &= now.is_none() || by == MovedBy::Overdue;
        self.because = Because::EstimateMoved;
        let known = self.memory.told.or(self.memory.promised.map(|promised| promised.latest));
        if let Some(expected) = now.filter(|expected| Some(expected.latest) > known)
            && self.is_worth_a_mail()
        {
            self.tell(expected.latest);
        }
    }

    /// What hasn't been handed over is expected a day later each day. Once its buyer knows of a delay, that is no news until the day
    /// that they were told has come. What should have been there is expected a day later each day, too: that is told once, until
    /// something else is heard of it.
    fn is_worth_a_mail(&self) -> bool {
        match self.followed.by {
            MovedBy::NotHandedOver => self.memory.told.is_none_or(|told| self.today >= told),
            MovedBy::Overdue => !self.memory.slipping,
            _ => true,
        }
    }

    /// Tells the buyer of a day: once for each, and only of later ones.
    fn tell(&mut self, day: Date) {
        self.memory.told = Some(day);
        self.memory.ships_told = self.followed.ships;
        self.memory.slipping = self.followed.by == MovedBy::Overdue;
        self.memory.notices += 1;
        let request = MailRequested {
            message: Delay::MESSAGE.to_owned(),
            revision: self.memory.notices,
            lane: Lane::Transactional,
            on_doubt: OnDoubt::PreferDuplicate,
            since: Some(self.now),
            terms: None,
        };
        self.events.push(request.event());
        self.because = Because::DelayTold;
    }

    /// What the law wants: the choice stands in the mail; anything else is a person's.
    fn law(&mut self, before: &Memory, stored: &Stored) {
        let Followed { expected, ships, unsent, .. } = self.followed;
        let late = Late {
            placed: self.order.placed_at.to_zoned(self.zone.clone()).date(),
            ship_by: stored.ship_by,
            deliver_by: stored.dates.map(|dates| dates.latest),
            ships,
            // The notice that goes out with this decision isn't one that went before.
            notices: before.notices,
            // Two notices of which the second speaks of other goods: it asks for consent, and so does a person.
            ships_told: before.ships_told.filter(|_| self.memory.notices == before.notices),
        };
        // What wasn't handed over though we know of no day on which it will be, as where the shop itself promised it.
        let is_open = unsent && ships.is_none();
        let on = |day: Date| {
            let late = Late { ships: ships.or(is_open.then_some(day)), ..late };
            match duty(&self.to.country, &late, day) {
                // Where nobody scans, nobody knows whether it came: most of it has.
                Some(Duty::Overdue { .. }) if expected.is_none() && !unsent => None,
                // No notice goes out without a day to name: its buyer is asked by a person.
                Some(Duty::OfferChoice) if is_open && self.memory.notices == 0 => {
                    Some(Duty::NeedConsent { by: day })
                }
                duty => duty,
            }
        };
        let first_late = late.in_time_until(&self.to.country).tomorrow().ok();
        let first_late = first_late.filter(|day| *day > self.today);
        let is_wanted = |day: &Date| match on(*day) {
            Some(Duty::Overdue { .. }) => true,
            duty => is_open && duty.is_some(),
        };
        let at = first_late.filter(is_wanted).and_then(|day| day.to_zoned(self.zone.clone()).ok());
        self.overdue_at = at.map(|at| at.timestamp());
        match on(self.today) {
            Some(Duty::NeedConsent { by }) => {
                // What isn't shipped is expected a day later each day: a person is asked once after each notice.
                self.task(NEED_CONSENT, &late.notices.to_string(), [("by".to_owned(), by.to_string())]);
            }
            Some(Duty::Overdue { since }) => {
                self.task(OVERDUE, &since.to_string(), [("since".to_owned(), since.to_string())]);
            }
            Some(Duty::OfferChoice) | None => {}
        }
    }

    /// A task, once for each name.
    fn task(&mut self, reason: &str, name: &str, details: impl IntoIterator<Item = (String, String)>) {
        let known = short(reason, name);
        if self.memory.asked.contains(&known) || self.memory.asked.len() >= MOST_TASKS {
            return;
        }
        self.memory.asked.insert(known);
        let mut details: BTreeMap<String, String> = details.into_iter().collect();
        details.insert("number".to_owned(), self.order.name.clone());
        let owner = Routes::DEFAULT.to_owned();
        let wanted = Wanted { reason: reason.to_owned(), owner, due: self.now + TASK_WITHIN, details };
        self.events.push(wanted.event(name));
        if self.because == Because::AsExpected {
            self.because = Because::TaskWanted;
        }
    }

    fn decision(mut self, before: &Memory) -> Decision<Because> {
        let given_up = given_up_at(self.order, Some(&self.memory));
        // What is looked at later than the law begins to want something is looked at then; so is what never left, of which nothing
        // else may be heard.
        let look_again = match self.followed.look_again {
            Some(at) => Some(self.overdue_at.map_or(at, |overdue| at.min(overdue))),
            None => self.overdue_at.filter(|_| self.followed.unsent),
        };
        let next = look_again.filter(|at| *at < given_up && self.memory.delivered.is_none());
        self.memory.next = next;
        let mut decision = Decision::nothing(self.because);
        decision.events = self.events;
        if self.memory != *before {
            decision = decision.change(Change::remember(&self.memory));
        }
        match next.filter(|at| before.next != Some(*at)) {
            Some(at) => decision.change(look_at(at)),
            None => decision,
        }
    }
}

/// What a person is asked for, in as few letters as tell it apart at an order.
fn short(reason: &str, name: &str) -> String {
    let mut hash = hash_of(format!("{reason}#{name}"));
    hash.truncate(8);
    hash
}
