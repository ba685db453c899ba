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
use crate::{Because, EntityRef, NewEvent, Payload};

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
        let days = |share: u8| answer.delivery_days(f64::from(share) / 100.0);
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
    use jiff::civil::date;

    use super::*;
    use crate::edd::{
        Destination,
        learned::{Learner, Options, Shipment},
    };

    fn name(hash: &str, as_of: Date) -> ModelName {
        ModelName { hash: hash.into(), as_of, parcels: 40, since: Timestamp::UNIX_EPOCH }
    }

    #[test]
    fn a_model_says_how_long_it_takes_and_how_it_knows() {
        let mut learner = Learner::new(Options::default());
        let at = |postcode: &str| Destination {
            country: "de".into(),
            postcode: Some(postcode.into()),
            ..Destination::default()
        };
        let (from, to) = (at("10117"), at("20095"));
        for n in 0..100_i8 {
            let begun = date(2026, 3, 2);
            learner.add(&Shipment {
                id: n.to_string(),
                at: begun.at(16, 0, 0, 0),
                way: Way {
                    origin: "berlin".into(),
                    service: "DHL/parcel".into(),
                    from: Spot::of(&from),
                    to: Spot::of(&to),
                    ..Way::default()
                },
                handed_over: Some(begun),
                delivered: Some(date(2026, 3, 3 + n % 4)),
                given_up: None,
            });
        }
        let model = learner.learn(date(2026, 4, 1)).expect("enough");
        let lane = Lane {
            origin: "berlin",
            from: &from,
            to: &to,
            service: "DHL/parcel",
            grams: None,
            cash_on_delivery: false,
            hand_over: Some(date(2026, 4, 6)),
        };
        let transit = Measured(&model).transit(&lane).expect("known");
        assert!(transit.days.min <= transit.days.max && (1..=8).contains(&transit.days.max), "{transit:?}");
        assert_eq!(transit.confidence, Some(90));
        let Source::Learned { parcels, newest, as_of, .. } = transit.source else { panic!("learned") };
        assert_eq!((parcels, newest, as_of), (100, Some(date(2026, 3, 6)), Some(date(2026, 4, 1))));
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
