//! Learns a model, measures it against the one in use, and lets it take over or not.

use std::collections::BTreeMap;

use domain::{
    Because as _, Failure, Head, ShopId, Timestamp,
    edd::{
        Adopted, AdoptedBecause, Figures, InUse, ModelName, Refused, RefusedBecause, Training,
        learned::{Learner, Model, Options, Shipment, compare},
    },
    event::Origin,
};
use jiff::{Span, civil::Date};
use objects::NoDay;
use shell::metrics;

use crate::{NAME, TransitLearning};

/// Files of so many days before those that are learned from may still tell of parcels that came since.
const BEFORE: i32 = 60;
/// Of so many files one may be unreadable.
const ONE_UNREADABLE_OF: u64 = 20;
/// A model is measured on what was delivered in so many days at most.
const JUDGED_ON: i32 = 56;
/// How often it is tried against other changes of what is in use.
const ROUNDS: u32 = 3;

/// What a training came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Trained {
    /// A model took over.
    Adopted(Box<Adopted>),
    /// It didn't, and that is journalled.
    Refused(Box<Refused>),
    /// Nothing to tell: why, in a word.
    Nothing(&'static str),
}

/// What was learned from.
struct Seen {
    learner: Learner,
    /// What was delivered in the weeks that are judged on.
    recent: BTreeMap<String, Shipment>,
    training: Training,
}

impl TransitLearning {
    /// Learns what was known at the beginning of a day.
    pub async fn train(&self, shop: &ShopId, today: Date, now: Timestamp) -> Result<Trained, Failure> {
        let (head, in_use) = self.store.model_in_use(shop).await?;
        if in_use.pinned {
            tracing::info!(shop = shop.as_str(), "nothing is learned: a person chose the model in use");
            return Ok(Trained::Nothing("pinned"));
        }
        let yardstick = in_use.yardstick(today).cloned();
        let since = yardstick.as_ref().map_or(today, |model| model.as_of).max(days_before(today, JUDGED_ON));
        let seen = self.read_days(shop, today, since).await?;
        let refused = |because, model, figures| Refused {
            as_of: today,
            model,
            because,
            figures,
            training: Some(seen.training),
        };
        if seen.training.unreadable * ONE_UNREADABLE_OF > seen.training.days + seen.training.unreadable {
            return self.refuse(shop, refused(RefusedBecause::DaysUnreadable, None, None), now).await;
        }
        let model = match seen.learner.learn(today) {
            Ok(model) => model,
            Err(little) if in_use.model.is_none() => {
                tracing::info!(shop = shop.as_str(), %little, "nothing is learned yet");
                return Ok(Trained::Nothing("too-little"));
            }
            Err(_) => return self.refuse(shop, refused(RefusedBecause::TooLittle, None, None), now).await,
        };
        let hash = self.objects.keep_model(shop, &model).await?;
        if in_use.model.as_ref().is_some_and(|known| known.hash == hash) {
            return Ok(Trained::Nothing("the same"));
        }
        if in_use.model.as_ref().is_some_and(|known| known.parcels / 2 > model.parcels()) {
            return self.refuse(shop, refused(RefusedBecause::HistoryShrank, Some(hash), None), now).await;
        }
        let (because, figures) = match &yardstick {
            None => (AdoptedBecause::First, None),
            Some(yardstick) => self.judge(shop, yardstick, &seen, (since, today)).await?,
        };
        if because == AdoptedBecause::NotWorse && figures.as_ref().is_some_and(|(_, takes_over)| !takes_over)
        {
            let figures = figures.map(|(figures, _)| figures);
            return self.refuse(shop, refused(RefusedBecause::Worse, Some(hash), figures), now).await;
        }
        let name = name(hash, &model, now);
        let adopted = Adopted {
            model: name,
            before: in_use.model.as_ref().map(|model| model.hash.clone()),
            because,
            figures: figures.map(|(figures, _)| figures),
            training: Some(seen.training),
        };
        self.adopt(shop, (head, in_use), adopted, now).await
    }

    /// Reads the files of all days that count, the oldest first: of a parcel the newest word stays.
    async fn read_days(&self, shop: &ShopId, today: Date, since: Date) -> Result<Seen, Failure> {
        let options = Options::default();
        let from = days_before(today, i32::from(options.days_back) + BEFORE);
        let mut seen =
            Seen { learner: Learner::new(options), recent: BTreeMap::new(), training: Training::default() };
        for day in self.objects.days(shop).await?.range(from..) {
            let file = match self.objects.day(shop, *day).await {
                Ok(Some(file)) => file,
                Ok(None) => continue,
                Err(NoDay::Unreached(error)) => return Err(error.into()),
                Err(NoDay::Unreadable(error)) => {
                    // The others are learned from all the same.
                    tracing::error!(shop = shop.as_str(), %day, %error, "a day's file can't be read");
                    metrics::count(NAME, "Unreadable", 1);
                    seen.training.unreadable += 1;
                    continue;
                }
            };
            seen.training.days += 1;
            for shipment in file.into_entries().flat_map(|entry| entry.shipments(today)) {
                if shipment.delivered.is_some_and(|day| (since..today).contains(&day)) {
                    seen.recent.insert(shipment.id.clone(), shipment.clone());
                }
                seen.learner.add(&shipment);
            }
        }
        seen.training.parcels = u64::try_from(seen.learner.len()).unwrap_or(u64::MAX);
        Ok(seen)
    }

    /// How the way of learning comes out beside the model that was in use on the last weeks, both knowing nothing of them.
    async fn judge(
        &self,
        shop: &ShopId,
        yardstick: &ModelName,
        seen: &Seen,
        (since, today): (Date, Date),
    ) -> Result<(AdoptedBecause, Option<(Figures, bool)>), Failure> {
        let in_use = match self.objects.model(shop, &yardstick.hash).await {
            Ok(model) => model,
            Err(error) if error.passes() => return Err(error.into()),
            Err(error) => {
                tracing::error!(shop = shop.as_str(), code = error.code(), %error, "the model in use can't be read");
                return Ok((AdoptedBecause::BeforeUnreadable, None));
            }
        };
        let Ok(challenger) = seen.learner.learn(since) else {
            return Ok((AdoptedBecause::TooFewToSay, None));
        };
        let found = compare(&in_use, &challenger, seen.recent.values(), since, today);
        let figures = Figures::from(&found);
        let few = found.parcels < u64::from(Options::default().least);
        let because = if few { AdoptedBecause::TooFewToSay } else { AdoptedBecause::NotWorse };
        Ok((because, Some((figures, found.takes_over))))
    }

    /// Lets a model take over, if nobody else has changed what is in use meanwhile.
    async fn adopt(
        &self,
        shop: &ShopId,
        known: (Head, InUse),
        adopted: Adopted,
        now: Timestamp,
    ) -> Result<Trained, Failure> {
        let (mut head, mut in_use) = known;
        for _ in 0..ROUNDS {
            let next = in_use.with(adopted.model.clone(), false);
            let adopted = Adopted { before: in_use.model.map(|model| model.hash), ..adopted.clone() };
            let word = adopted.because.code();
            if self.store.use_model(shop, &head, &next, &adopted, origin(&word), now).await? {
                let (model, parcels) = (adopted.model.hash.as_str(), adopted.model.parcels);
                tracing::info!(shop = shop.as_str(), model, parcels, because = word, "a model takes over");
                return Ok(Trained::Adopted(Box::new(adopted)));
            }
            (head, in_use) = self.store.model_in_use(shop).await?;
            let other = in_use.model.as_ref();
            let because = match other {
                Some(other) if other.hash == adopted.model.hash => return Ok(Trained::Nothing("the same")),
                _ if in_use.pinned => RefusedBecause::Pinned,
                Some(other) if other.as_of >= adopted.model.as_of => RefusedBecause::Overtaken,
                _ => continue,
            };
            let refused = Refused {
                as_of: adopted.model.as_of,
                model: Some(adopted.model.hash.clone()),
                because,
                figures: adopted.figures,
                training: adopted.training,
            };
            return self.refuse(shop, refused, now).await;
        }
        Err(Failure::transient("the model in use changed each time one was to take over"))
    }

    /// Says why nothing takes over.
    async fn refuse(&self, shop: &ShopId, refused: Refused, now: Timestamp) -> Result<Trained, Failure> {
        let event = refused.event();
        let is_new = self.store.say_once(shop, &InUse::entity(), &event, now).await?;
        let because = event.data.get("because").and_then(|word| word.as_str()).unwrap_or_default();
        tracing::warn!(shop = shop.as_str(), because, is_new, "a training came to nothing");
        Ok(Trained::Refused(Box::new(refused)))
    }
}

/// A model's name as of now.
fn name(hash: String, model: &Model, now: Timestamp) -> ModelName {
    ModelName { hash, as_of: model.as_of(), parcels: model.parcels(), since: now }
}

fn origin(because: &str) -> Origin {
    Origin { by: Some(NAME.to_owned()), because: Some(because.to_owned()), ..Origin::default() }
}

pub(crate) fn days_before(day: Date, days: i32) -> Date {
    day.checked_sub(Span::new().days(days)).unwrap_or(Date::MIN)
}
