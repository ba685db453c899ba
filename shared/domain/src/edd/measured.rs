//! What a model has learned, as a source of the waterfall; which model is in use; and what is journalled of that.

#![allow(clippy::float_arithmetic, reason = "shares; what leaves is whole days")]

use std::sync::Arc;

use jiff::{
    Timestamp,
    civil::{Date, time},
};
use serde::{Deserialize, Serialize};

use super::{
    Days, Lane, Source, Transit, TransitSource,
    learned::{Ask, Comparison, Model, Spot, Way},
};
use crate::{Because, EntityRef, NewEvent, Payload, calendar::WorkCalendar};

/// Of a hundred parcels so many come within the latest day: what is promised.
pub const CONFIDENCE: u8 = 90;
/// And so many by the earliest.
const EARLIEST: u8 = 20;

/// A model that is asked first.
#[derive(Debug, Clone, Copy)]
pub struct Measured<'m>(pub &'m Model);

impl TransitSource for Measured<'_> {
    fn transit(&self, lane: &Lane<'_>) -> Option<Transit> {
        let way = Way {
            origin: lane.origin.to_owned(),
            service: lane.service.to_owned(),
            from: Spot::of(lane.from),
            to: Spot::of(lane.to),
            ..Way::default()
        };
        // Parcels are fetched in the afternoon. Without a day of hand-over the model's own is as good as any.
        let at = lane.hand_over.unwrap_or_else(|| self.0.as_of()).to_datetime(time(16, 0, 0, 0));
        let answer = self.0.answer(&Ask { at, way: &way })?;
        // The model counts a Saturday as the part of a day that it is, and the walk counts the service's delivery days whole: where both
        // are known, it is the day that the model names that is to be reached.
        let days = |share: u8| {
            let share = f64::from(share) / 100.0;
            let reached = lane
                .hand_over
                .zip(lane.delivery)
                .and_then(|(from, delivery)| open_days_until(delivery, from, answer.calendar_days(share)));
            reached.unwrap_or_else(|| answer.delivery_days(share))
        };
        let (least, most) = (days(EARLIEST), days(CONFIDENCE));
        let level = serde_json::to_value(answer.level).ok()?.as_str()?.to_owned();
        Some(Transit {
            days: Days::new(least.min(most), most),
            source: Source::Learned {
                level,
                parcels: answer.parcels,
                newest: Some(answer.newest),
                as_of: Some(answer.as_of),
            },
            confidence: Some(CONFIDENCE),
        })
    }
}

/// The fewest open days after a day that reach the one so many calendar days after it.
fn open_days_until(open: &WorkCalendar, from: Date, days: u16) -> Option<u16> {
    let to = from.checked_add(jiff::Span::new().days(i32::from(days))).ok()?;
    if to <= from {
        return Some(0);
    }
    // Those before it, and the one that is it or the next.
    let before = open.count_open_days(from.tomorrow().ok()?, to).ok()?;
    u16::try_from(before).ok()?.checked_add(1)
}

/// A model with its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    /// The hash of its bytes, hexadecimal.
    pub hash: String,
    /// It never changes, and is large: whoever has it shares it.
    #[serde(with = "shared")]
    pub model: Arc<Model>,
}

mod shared {
    use std::sync::Arc;

    use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

    use crate::edd::learned::Model;

    pub(super) fn serialize<S: Serializer>(model: &Arc<Model>, to: S) -> Result<S::Ok, S::Error> {
        model.as_ref().serialize(to)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Arc<Model>, D::Error> {
        Model::deserialize(from).map(Arc::new)
    }
}

/// Which model answers. It stands at the head of [`InUse::entity`], and changes with the event that says so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct InUse {
    /// The one that answers; none before the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelName>,
    /// Those that answered before it, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<ModelName>,
    /// A person chose it: no training takes over.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// How often it has changed.
    pub changes: u32,
}

/// A model, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelName {
    /// The hash of its bytes, hexadecimal.
    pub hash: String,
    /// Until when it had learned.
    pub as_of: Date,
    /// From how many delivered parcels.
    pub parcels: u64,
    /// Since when it answers.
    pub since: Timestamp,
}

/// So many of those before are remembered: heads are small.
const REMEMBERED: usize = 4;
/// A model is measured against the one that was in use so many days ago, or longer: what one learned since isn't the other's merit.
const JUDGED_OVER: i32 = 14;

impl InUse {
    /// Where it is remembered.
    pub const NAME: &'static str = "transit-learning";

    /// The entity.
    pub fn entity() -> EntityRef {
        EntityRef::new("MODEL", "transit")
    }

    /// As it is once another model answers.
    pub fn with(&self, model: ModelName, pinned: bool) -> Self {
        let mut before: Vec<_> = self.model.iter().chain(&self.before).cloned().collect();
        before.retain(|old| old.hash != model.hash);
        before.truncate(REMEMBERED);
        Self { model: Some(model), before, pinned, changes: self.changes.saturating_add(1) }
    }

    /// The model that a new one is measured against: the newest that had learned nothing of the last two weeks, else the oldest.
    pub fn yardstick(&self, today: Date) -> Option<&ModelName> {
        let long_ago = today.checked_sub(jiff::Span::new().days(JUDGED_OVER)).unwrap_or(today);
        let mut all: Vec<_> = self.model.iter().chain(&self.before).collect();
        all.sort_by_key(|model| std::cmp::Reverse(model.as_of));
        all.iter().find(|model| model.as_of <= long_ago).or_else(|| all.last()).copied()
    }
}

/// Data of `transit-model.adopted`: from now on a model answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    /// The model.
    pub model: ModelName,
    /// The one before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Why.
    pub because: AdoptedBecause,
    /// How both came out on the same parcels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    /// How it was learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training: Option<Training>,
}

/// Why a model took over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AdoptedBecause {
    /// There was none.
    First,
    /// It isn't worse on the last weeks.
    NotWorse,
    /// Too few parcels came since to say; it knows more than the one before.
    TooFewToSay,
    /// The one before can't be read any more.
    BeforeUnreadable,
    /// A person chose it.
    Chosen,
}

impl Because for AdoptedBecause {}

/// Data of `transit-model.refused`: a training came to nothing, and why. What answered goes on answering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The day as of which it was learned.
    pub as_of: Date,
    /// The model, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Why.
    pub because: RefusedBecause,
    /// How both came out on the same parcels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figures: Option<Figures>,
    /// How it was learned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training: Option<Training>,
}

/// Why a model didn't take over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusedBecause {
    /// Too few parcels were delivered to learn anything.
    TooLittle,
    /// It is worse on the last weeks than the one that was in use.
    Worse,
    /// Too many days' files can't be read.
    DaysUnreadable,
    /// It saw less than half of the parcels of the one in use: something is missing.
    HistoryShrank,
    /// Another training took over meanwhile.
    Overtaken,
    /// A person chose the one in use.
    Pinned,
}

/// How two models came out on the same parcels: losses in thousandths of a day, shares in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// On how many parcels.
    pub parcels: u64,
    /// Of the one in use.
    pub in_use: Figure,
    /// Of the new one.
    pub new: Figure,
}

/// Of one model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Pinball loss at a half and at nine tenths, together.
    pub loss: i64,
    /// So many of a thousand came within nine tenths.
    pub kept: i64,
}

/// What a training saw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Training {
    /// Days' files that were read.
    pub days: u64,
    /// And that couldn't be.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub unreadable: u64,
    /// What they told of parcels, those on their way included; of some more than once.
    pub parcels: u64,
}

impl From<&Comparison> for Figures {
    fn from(found: &Comparison) -> Self {
        let figure = |loss: f64, kept: f64| Figure { loss: thousandths(loss), kept: thousandths(kept) };
        Self {
            parcels: found.parcels,
            in_use: figure(found.in_use, found.kept.0),
            new: figure(found.new, found.kept.1),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "days and shares are small")]
fn thousandths(number: f64) -> i64 {
    (number * 1000.0).round() as i64
}

impl Payload for Adopted {
    const KIND: &'static str = "transit-model.adopted";
}

impl Adopted {
    /// The event of the change of that number.
    pub fn event(&self, change: u32) -> NewEvent {
        NewEvent::of(format!("adopted#{change}"), self)
    }
}

impl Payload for Refused {
    const KIND: &'static str = "transit-model.refused";
}

impl Refused {
    /// The event. One a day, whatever was tried how often.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(format!("refused#{}", self.as_of), self)
    }
}

#[cfg(test)]
mod tests {
    use jiff::{
        civil::{Weekday, date},
        tz::TimeZone,
    };

    use super::*;
    use crate::edd::{
        Destination,
        learned::{Learner, Options, Shipment},
    };

    fn name(hash: &str, as_of: Date) -> ModelName {
        ModelName { hash: hash.into(), as_of, parcels: 40, since: Timestamp::UNIX_EPOCH }
    }

    fn spot(postcode: &str) -> Destination {
        Destination { country: "de".into(), postcode: Some(postcode.into()), ..Destination::default() }
    }

    fn way(from: &Destination, to: &Destination) -> Way {
        Way {
            origin: "berlin".into(),
            service: "DHL/parcel".into(),
            from: Spot::of(from),
            to: Spot::of(to),
            ..Way::default()
        }
    }

    fn lane<'a>(from: &'a Destination, to: &'a Destination, hand_over: Date) -> Lane<'a> {
        Lane {
            origin: "berlin",
            from,
            to,
            service: "DHL/parcel",
            grams: None,
            cash_on_delivery: false,
            hand_over: Some(hand_over),
            delivery: None,
        }
    }

    #[test]
    fn a_model_says_how_long_it_takes_and_how_it_knows() {
        let mut learner = Learner::new(Options::default());
        let (from, to) = (spot("10117"), spot("20095"));
        for n in 0..100_i8 {
            let begun = date(2026, 3, 2);
            learner.add(&Shipment {
                id: n.to_string(),
                at: begun.at(16, 0, 0, 0),
                way: way(&from, &to),
                handed_over: Some(begun),
                delivered: Some(date(2026, 3, 3 + n % 4)),
                given_up: None,
            });
        }
        let model = learner.learn(date(2026, 4, 1)).expect("enough");
        let lane = lane(&from, &to, date(2026, 4, 6));
        let transit = Measured(&model).transit(&lane).expect("known");
        assert!(transit.days.min <= transit.days.max && (1..=8).contains(&transit.days.max), "{transit:?}");
        assert_eq!(transit.confidence, Some(90));
        let Source::Learned { parcels, newest, as_of, .. } = transit.source else { panic!("learned") };
        assert_eq!((parcels, newest, as_of), (100, Some(date(2026, 3, 6)), Some(date(2026, 4, 1))));
    }

    /// A carrier that delivers on Saturdays, too, but little: by the model's clock that is half a day.
    #[test]
    fn the_promised_day_is_the_one_that_the_model_names_or_the_next_on_which_it_is_delivered() {
        let mut learner = Learner::new(Options::default());
        let (from, to) = (spot("10117"), spot("20095"));
        let first = date(2026, 1, 5);
        for n in 0..840_i32 {
            let begun = first.saturating_add(jiff::Span::new().days(n / 10));
            let mut on = begun;
            let mut left = 1 + n % 10 / 6;
            while left > 0 {
                on = on.tomorrow().expect("a day");
                let is_delivered = match on.weekday() {
                    Weekday::Sunday => false,
                    Weekday::Saturday => n % 2 == 0,
                    _ => true,
                };
                left -= i32::from(is_delivered);
            }
            learner.add(&Shipment {
                id: n.to_string(),
                at: begun.at(16, 0, 0, 0),
                way: way(&from, &to),
                handed_over: Some(begun),
                delivered: Some(on),
                given_up: None,
            });
        }
        let model = learner.learn(date(2026, 4, 1)).expect("enough");
        let way = way(&from, &to);
        let (five, six) = (
            &Weekday::Monday.cycle_forward().take(5).collect::<Vec<_>>(),
            &Weekday::Monday.cycle_forward().take(6).collect::<Vec<_>>(),
        );
        let (mut shorter, mut all) = (0, 0);
        for week in [five, six] {
            let delivery = WorkCalendar::new(TimeZone::UTC, week.iter().copied());
            for ahead in 0..14 {
                let hand_over = date(2026, 4, 6).saturating_add(jiff::Span::new().days(ahead));
                let lane = Lane { delivery: Some(&delivery), ..lane(&from, &to, hand_over) };
                let days = Measured(&model).transit(&lane).expect("known").days;
                let answer = model.answer(&Ask { at: hand_over.at(16, 0, 0, 0), way: &way }).expect("known");
                let nine_tenths = hand_over.saturating_add(jiff::Span::new().days(answer.calendar_days(0.9)));
                let there = |days: u16| delivery.add_open_days(hand_over, i32::from(days)).expect("a day");
                assert!(there(days.max) >= nine_tenths, "{hand_over}: {days:?} before {nine_tenths}");
                assert!(there(days.max - 1) < nine_tenths, "{hand_over}: {days:?} though {nine_tenths}");
                assert!(days.min <= days.max);
                shorter += u32::from(there(answer.delivery_days(0.9)) < nine_tenths);
                all += 1;
            }
        }
        assert!(shorter > 0, "in none of {all} would whole days have been too few");
    }

    #[test]
    fn a_model_is_measured_against_what_was_in_use_on_the_last_weeks() {
        let day = |n| date(2026, 11, n);
        let mut in_use = InUse::default();
        assert_eq!(in_use.yardstick(day(20)), None);
        for (hash, as_of) in [("a", 1), ("b", 4), ("c", 8), ("d", 12), ("e", 16)] {
            in_use = in_use.with(name(hash, day(as_of)), false);
        }
        assert_eq!((in_use.changes, in_use.before.len()), (5, 4));
        let against = |today| in_use.yardstick(today).map(|model| model.hash.clone());
        assert_eq!(against(day(18)).as_deref(), Some("b"));
        assert_eq!(against(day(17)).as_deref(), Some("a"), "all are younger: the oldest");
        assert_eq!(against(day(30)).as_deref(), Some("e"));
        let back = in_use.with(name("b", day(4)), true);
        assert!(back.pinned && back.before.iter().all(|model| model.hash != "b"), "{back:?}");
        let text = serde_json::to_string(&back).expect("plain data");
        assert!(text.len() < 900, "heads are small: {}", text.len());
    }
}
