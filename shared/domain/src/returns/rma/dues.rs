//! What time has to do about a return: to be woken for, and looked at afresh.

use jiff::{SignedDuration, Timestamp};

use super::{Return, State};

/// How long before the law's deadline an alarm is raised.
const BEFORE_LAW: SignedDuration = SignedDuration::from_hours(72);

/// A time at which to look again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wake {
    /// What for; a later one for the same purpose replaces the earlier.
    pub purpose: &'static str,
    /// When.
    pub at: Timestamp,
}

impl Return {
    /// When to look again, and what for. What has passed is left out, except what is still to be done about it.
    pub fn wakes(&self, remind_days: u16) -> Vec<Wake> {
        let mut wakes = Vec::new();
        let mut wake = |purpose, at: Option<Timestamp>| wakes.extend(at.map(|at| Wake { purpose, at }));
        let state = self.state();
        wake("approval", self.asking.as_ref().and_then(super::super::Asking::next_look));
        if self.is_awaited() {
            let before = SignedDuration::from_hours(24 * i64::from(remind_days));
            wake("remind-to-send", self.ship_by.and_then(|by| by.checked_sub(before).ok()));
        }
        if self.runs_out() {
            wake("expire", self.ship_by);
        }
        let reserved = self.reservation.as_ref().filter(|kept| !kept.released && self.exchanged.is_none());
        wake("release", reserved.map(|kept| kept.until));
        if !state.is_over() && !self.money_is_back() {
            wake("refund-by-law", self.refund_by.and_then(|by| by.checked_sub(BEFORE_LAW).ok()));
        }
        wakes
    }

    /// Whether it ends if nobody sends it in time: not by law, nor once any of its money went back.
    pub fn runs_out(&self) -> bool {
        self.state() == State::Approved && self.ships() && !self.statutory && self.refunds.is_empty()
    }

    /// Whether what the law wants back is due soon, or overdue: an alarm, as long as the money isn't back.
    pub fn is_late_by_law(&self, now: Timestamp) -> bool {
        let due = self.refund_by.and_then(|by| by.checked_sub(BEFORE_LAW).ok());
        let over = matches!(self.state(), State::Refused | State::Cancelled | State::Closed);
        !over && !self.money_is_back() && due.is_some_and(|due| now >= due)
    }
}
