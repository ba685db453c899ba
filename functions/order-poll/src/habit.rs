//! How long a source is usually silent, and when it has been silent for too long. Pure.

use domain::Timestamp;
use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// What is remembered of when a source was heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Hearing {
    /// When it was first listened for: a source that never speaks is silent since then.
    since: Timestamp,
    /// When it was last heard, as known at the last tick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    heard: Option<Timestamp>,
    /// The UTC day of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<Date>,
    /// Of each day on which it was heard again, the longest silence that ended then, in minutes; the newest day last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    longest: Vec<u32>,
}

/// How many days are remembered: four weeks, so that shops that rest at weekends show it.
const DAYS: usize = 28;
/// From so many days on the habit is known.
const KNOWN_FROM: usize = 14;
/// A silence is too long when it is so many times as long as usual.
const TIMES: u32 = 2;
/// No habit is shorter.
const SHORTEST: SignedDuration = SignedDuration::from_hours(2);
/// No habit is shorter while little is known.
const UNKNOWN: SignedDuration = SignedDuration::from_hours(24);
/// Longer silences count as this: 60 days.
const LONGEST_MINUTES: u32 = 60 * 24 * 60;

impl Hearing {
    /// Nothing heard yet, listening since `since`.
    pub(crate) fn new(since: Timestamp) -> Self {
        Self { since, heard: None, day: None, longest: Vec::new() }
    }

    /// A tick finds that the source was last heard at `heard`.
    pub(crate) fn hear(&mut self, heard: Timestamp) {
        if let Some(before) = self.heard {
            if heard <= before {
                return;
            }
            let minutes = heard.duration_since(before).as_mins();
            self.silence_ended(heard, u32::try_from(minutes).unwrap_or(LONGEST_MINUTES).min(LONGEST_MINUTES));
        }
        self.heard = Some(heard);
    }

    fn silence_ended(&mut self, at: Timestamp, minutes: u32) {
        let day = at.to_zoned(TimeZone::UTC).date();
        match self.longest.last_mut().filter(|_| self.day == Some(day)) {
            Some(longest) => *longest = minutes.max(*longest),
            None => self.longest.push(minutes),
        }
        self.day = Some(day);
        let excess = self.longest.len().saturating_sub(DAYS);
        self.longest.drain(..excess);
    }

    /// How long a silence is nothing unusual. Nights and weekends count as usual, one holiday doesn't: it follows the
    /// second longest day's silence. While fewer than two weeks are known, it is a day at least.
    pub(crate) fn habit(&self) -> SignedDuration {
        let mut longest = self.longest.clone();
        longest.sort_unstable_by(|a, b| b.cmp(a));
        let (usual, least) =
            if longest.len() < KNOWN_FROM { (longest.first(), UNKNOWN) } else { (longest.get(1), SHORTEST) };
        let usual = usual.copied().unwrap_or_default();
        least.max(SignedDuration::from_mins(i64::from(usual * TIMES)))
    }

    /// Since when it has been silent, if that is longer than its habit.
    pub(crate) fn silent_since(&self, now: Timestamp) -> Option<Timestamp> {
        let since = self.heard.unwrap_or(self.since);
        (now.duration_since(since) > self.habit()).then_some(since)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    /// A Monday, 00:00 UTC.
    const MONDAY: i64 = 1_767_571_200;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("in range")
    }

    /// A source that is heard at these seconds after a Monday began, ticks every quarter of an hour up to the last.
    /// Answers what is remembered, and on how many ticks it was too silent.
    fn listen(heard: &[i64]) -> (Hearing, usize) {
        let mut hearing = Hearing::new(at(MONDAY));
        let mut silent = 0;
        let (mut next, mut tick) = (0, 0);
        while next < heard.len() {
            tick += 15 * MINUTE;
            while next < heard.len() && heard[next] <= tick {
                next += 1;
            }
            if let Some(last) = next.checked_sub(1) {
                hearing.hear(at(MONDAY + heard[last]));
            }
            silent += usize::from(hearing.silent_since(at(MONDAY + tick)).is_some());
        }
        (hearing, silent)
    }

    /// Every `every` seconds between two hours of the day, on the days that `open` picks by number from a Monday on.
    fn hours(days: i64, every: i64, (from, to): (i64, i64), open: fn(i64) -> bool) -> Vec<i64> {
        let of_day = |day: i64| (from * HOUR..to * HOUR).step_by(every as usize).map(move |s| day * DAY + s);
        (0..days).filter(|day| open(*day)).flat_map(of_day).collect()
    }

    #[test]
    fn the_habit_follows_the_shop() {
        let every_day = |_| true;
        let weekdays = |day: i64| day % 7 < 5;
        for (shop, heard, habit_hours) in [
            ("never heard", vec![], 24),
            ("heard once", vec![HOUR], 24),
            ("a busy day", hours(1, 5 * MINUTE, (0, 24), every_day), 24),
            ("busy, two weeks, never asleep", hours(15, 5 * MINUTE, (0, 24), every_day), 2),
            (
                "busy from 8 to 22, two weeks: nights of ten hours",
                hours(16, 5 * MINUTE, (8, 22), every_day),
                20,
            ),
            ("the same, thirteen days: not known yet, a day", hours(13, 5 * MINUTE, (8, 22), every_day), 24),
            (
                "weekdays from 8 to 18, four weeks: weekends of 62 hours",
                hours(28, 10 * MINUTE, (8, 18), weekdays),
                124,
            ),
            ("one order a day, a month", hours(30, DAY, (9, 24), every_day), 48),
        ] {
            let (hearing, _) = listen(&heard);
            let hours = hearing.habit().as_hours();
            assert!((habit_hours..=habit_hours + 1).contains(&hours), "{shop}: {hours} hours");
        }
    }

    #[test]
    fn nights_and_weekends_raise_no_alarm_and_silence_does() {
        let nightly = hours(40, 5 * MINUTE, (8, 22), |_| true);
        let weekly = hours(56, 10 * MINUTE, (8, 18), |day| day % 7 < 5);
        // From the second weekend on; during the first nobody knows yet whether it is usual.
        let mut outage = nightly.clone();
        outage.retain(|s| !(30 * DAY..33 * DAY).contains(s));
        for (shop, heard, ticks) in [
            ("nights", &nightly, 0..=0),
            ("weekends", &weekly, 0..=(62 - 24) * 4),
            ("three days of nothing", &outage, 200..=72 * 4),
        ] {
            let silent = listen(heard).1;
            assert!(ticks.contains(&silent), "{shop}: silent on {silent} ticks");
        }
    }

    #[test]
    fn one_outage_is_not_taken_for_a_habit() {
        let mut outage = hours(40, 5 * MINUTE, (8, 22), |_| true);
        outage.retain(|s| !(30 * DAY..33 * DAY).contains(s));
        assert_eq!(listen(&outage).0.habit().as_hours(), 20);
    }

    #[test]
    fn silence_begins_when_it_was_last_heard() {
        let mut hearing = Hearing::new(at(MONDAY));
        for (heard, now, since) in [
            (None, DAY, None),
            (None, DAY + 1, Some(0)),
            (Some(DAY + 2), DAY + 3, None),
            (Some(DAY + 2), 2 * DAY + 2, None),
            (Some(DAY + 2), 2 * DAY + 3, Some(DAY + 2)),
            // A late reader sees an older row: nothing is forgotten.
            (Some(HOUR), 2 * DAY + 3, Some(DAY + 2)),
        ] {
            if let Some(heard) = heard {
                hearing.hear(at(MONDAY + heard));
            }
            let silent = hearing.silent_since(at(MONDAY + now));
            assert_eq!(silent, since.map(|s| at(MONDAY + s)), "heard at {heard:?}, now {now}");
        }
    }

    #[test]
    fn what_is_remembered_stays_small() {
        let rare: Vec<i64> = (0..200).map(|n| n * 61 * DAY).collect();
        let mut hearing = Hearing::new(at(MONDAY));
        rare.iter().for_each(|s| hearing.hear(at(MONDAY + s)));
        let text = serde_json::to_string(&hearing).expect("plain data");
        assert!(text.len() < 350, "{} bytes", text.len());
        assert_eq!(serde_json::from_str::<Hearing>(&text).expect("readable"), hearing);
    }
}
