//! What is remembered of an item at a place: what people were told, and what they said to it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::level::Level;

/// What is remembered of an item at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The level that it was last found at; absent until it is judged for the first time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The worst level that was told since there was enough the last time: the alert that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Level>,
    /// Since when it isn't enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// The last alert: when, and at which level. It outlives a recovery, for the quiet period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<(Timestamp, Level)>,
    /// How many alerts there have been.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub alerts: u32,
    /// The level that somebody has acknowledged, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<(Timestamp, Level)>,
    /// Until when somebody has put it off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snoozed_until: Option<Timestamp>,
    /// When somebody last did one or the other: what was done before comes late, or again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acted: Option<Timestamp>,
}

impl Memory {
    /// Nobody heard of an alert from before the shop went live with it: it isn't open then.
    pub fn forget_untold(&mut self, live_since: Option<Timestamp>) {
        if let (Some(since), Some((last, _))) = (live_since, self.last)
            && last < since
        {
            *self = Self { level: self.level, since: self.since, alerts: self.alerts, ..Self::default() };
        }
    }

    /// Whether an alert is open: it was told, and there isn't enough yet.
    pub fn is_open(&self) -> bool {
        self.told.is_some()
    }

    /// Somebody saw alert number `alert` at `at` and needs no other of its level; put off it is no more. `false` if it is no
    /// longer open, was acknowledged, or something was done since.
    pub fn acknowledge(&mut self, alert: u32, at: Timestamp) -> bool {
        let Some(told) = self.told.filter(|_| self.is_newest(alert, at)) else { return false };
        let known = self.acknowledged.is_some_and(|(_, level)| level >= told);
        if known && self.snoozed_until.is_none() {
            return false;
        }
        self.acknowledged = Some((at, told));
        self.snoozed_until = None;
        self.acted = Some(at);
        true
    }

    /// Somebody put alert number `alert` off at `at`: from `until` on it is told again if it is still low. `false` if it is
    /// no longer open, until then is no time, or something was done since.
    pub fn snooze(&mut self, alert: u32, until: Timestamp, at: Timestamp) -> bool {
        if self.told.is_none() || until <= at || !self.is_newest(alert, at) {
            return false;
        }
        self.acknowledged = None;
        self.snoozed_until = Some(until);
        self.acted = Some(at);
        true
    }

    /// Whether what was done at `at` is about the newest alert, and newer than what was done before.
    fn is_newest(&self, alert: u32, at: Timestamp) -> bool {
        alert == self.alerts && self.acted.is_none_or(|acted| acted < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("in range")
    }

    #[test]
    fn only_the_open_alert_is_acknowledged_and_once() {
        for (told, alerts, acknowledged, alert, expected) in [
            (Some(Level::Low), 3, None, 3, true),
            (Some(Level::Low), 3, None, 2, false),
            (None, 3, None, 3, false),
            (Some(Level::Low), 3, Some(Level::Low), 3, false),
            (Some(Level::Out), 3, Some(Level::Low), 3, true),
        ] {
            let acknowledged = acknowledged.map(|level| (at(1), level));
            let mut memory = Memory { told, alerts, acknowledged, ..Memory::default() };
            assert_eq!(memory.acknowledge(alert, at(9)), expected, "{told:?} {alert}");
            assert_eq!(expected, memory.acknowledged.is_some_and(|(when, _)| when == at(9)));
        }
    }

    #[test]
    fn what_was_done_last_counts_whatever_the_order_of_arrival() {
        let open = Memory { told: Some(Level::Low), alerts: 3, ..Memory::default() };
        let mut memory = open.clone();
        assert!(memory.snooze(3, at(700), at(1)) && memory.snooze(3, at(100), at(2)));
        assert!(!memory.snooze(3, at(700), at(1)), "the first comes again");
        assert_eq!(memory.snoozed_until, Some(at(100)));
        assert!(memory.acknowledge(3, at(3)));
        assert_eq!(memory.snoozed_until, None, "acknowledged is for good, until it gets worse");
        assert!(!memory.snooze(3, at(100), at(2)));
        assert!(memory.snooze(3, at(500), at(4)));
        assert_eq!((memory.snoozed_until, memory.acknowledged), (Some(at(500)), None));
        let mut other = open;
        assert!(other.snooze(3, at(500), at(4)));
        assert!(!other.acknowledge(3, at(3)));
        assert_eq!(other, memory, "the newest alone decides");
    }

    #[test]
    fn what_was_told_to_nobody_is_told_once_the_shop_is_live() {
        for (last, live, forgotten) in [(5, Some(9), true), (9, Some(9), false), (5, None, false)] {
            let mut memory = Memory {
                told: Some(Level::Low),
                alerts: 3,
                last: Some((at(last), Level::Low)),
                ..Memory::default()
            };
            memory.forget_untold(live.map(at));
            assert_eq!(memory.told.is_none() && memory.last.is_none(), forgotten, "{last} {live:?}");
            assert_eq!(memory.alerts, 3, "numbers go on");
        }
    }

    #[test]
    fn only_the_open_alert_is_put_off_and_into_the_future() {
        for (told, alert, until, expected) in [
            (Some(Level::Low), 3, 10, true),
            (Some(Level::Low), 3, 9, false),
            (Some(Level::Low), 2, 10, false),
            (None, 3, 10, false),
        ] {
            let mut memory = Memory { told, alerts: 3, ..Memory::default() };
            assert_eq!(memory.snooze(alert, at(until), at(9)), expected, "{told:?} {alert} {until}");
            assert!(!memory.snooze(alert, at(until), at(9)), "twice");
        }
    }
}
