//! Digests and summaries: made of the alerts on a list, each once, with the request for its mail.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    EntityRef, Failure, NewEvent, Payload as _, Timestamp,
    event::Origin,
    mail::MailRequested,
    settings::Allowed,
    stock::{Alert, Digest, Recovered, Summary},
    stretch::Clock,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{At, OF, Round, StockWatch, watch};

/// What is remembered of a shop's digests.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
struct Told {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<(Date, Timestamp)>,
}

/// Members of a list, with what was said of them last.
struct Found {
    members: Vec<(Timestamp, EntityRef)>,
    alerts: Vec<Alert>,
    recovered: Vec<Recovered>,
}

impl StockWatch {
    /// Summaries of storms whose time is over.
    pub(crate) async fn tell_storms(&self, at: &At<'_>, round: &mut Round) -> Result<(), Failure> {
        let found = self.found(at, Summary::LIST, |until| until <= at.now).await?;
        // What is enough again by now isn't told, as no mail of its own would be sent.
        let over = found.recovered.iter().map(|known| (&known.item, &known.location, known.number));
        let over: BTreeSet<_> = over.collect();
        let is_over = |alert: &Alert| over.contains(&(&alert.item, &alert.location, alert.number));
        let mut routes: BTreeMap<String, Vec<Alert>> = BTreeMap::new();
        for alert in found.alerts {
            routes.entry(alert.route.clone()).or_default().push(alert);
        }
        for (route, alerts) in routes {
            let summaries = Summary::all(&route, alerts).into_iter();
            for summary in summaries.filter_map(|summary| summary.without(is_over)) {
                let events = [NewEvent::of(Summary::EFFECT, &summary), summary.mail().event()];
                round.summaries += u64::from(self.say(at, &summary.entity(), &events, "storm-over").await?);
            }
        }
        self.leave(at, Summary::LIST, &found.members).await
    }

    /// The digests of a date, once it is due by the shop's own clock.
    pub(crate) async fn tell_digests(&self, at: &At<'_>, round: &mut Round) -> Result<(), Failure> {
        let rhythm = at.settings.own.digest;
        let entity = watch("stock-digest");
        let told: Told = self.store.head(at.shop, &entity).await?.recall(crate::NAME)?.unwrap_or_default();
        let clock = Clock { at: rhythm.at, on: rhythm.on };
        let Some(stretch) = clock.due(at.now, &at.settings.shop.time_zone(), told.last) else {
            return Ok(());
        };
        let found = self.found(at, Digest::LIST, |since| since < stretch.until).await?;
        for digest in Digest::all(stretch.date, rhythm.group, found.alerts, found.recovered) {
            let events = [NewEvent::of(Digest::EFFECT, &digest), digest.mail(at.now).event()];
            round.digests += u64::from(self.say(at, &digest.entity(), &events, "due").await?);
        }
        self.leave(at, Digest::LIST, &found.members).await?;
        let change = |told: &mut Told| told.last = told.last.max(Some((stretch.date, stretch.until)));
        self.store.remember(at.shop, &entity, crate::NAME, at.now, change).await.map(drop)
    }

    /// What was said last of the members of a list.
    async fn found(
        &self,
        at: &At<'_>,
        list: &str,
        is_due: impl Fn(Timestamp) -> bool,
    ) -> Result<Found, Failure> {
        let mut members = self.store.members(at.shop, list).await?;
        members.retain(|(when, _)| is_due(*when));
        let entities: Vec<EntityRef> = members.iter().map(|(_, entity)| entity.clone()).collect();
        let mut effects = Vec::new();
        for (entity, kept) in self.store.ledgers(at.shop, &entities).await? {
            let number = kept.memory.alerts;
            effects.push((entity.clone(), Alert::effect(number)));
            effects.push((entity, Recovered::effect(number)));
        }
        let wanted: Vec<_> = effects.iter().map(|(entity, effect)| (entity, effect.as_str())).collect();
        let (mut alerts, mut recovered) = (Vec::new(), Vec::new());
        for (_, event) in self.store.events(at.shop, &wanted).await? {
            if event.kind == Alert::KIND {
                alerts.push(event.payload()?);
            } else {
                recovered.push(event.payload()?);
            }
        }
        Ok(Found { members, alerts, recovered })
    }

    async fn leave(
        &self,
        at: &At<'_>,
        list: &str,
        members: &[(Timestamp, EntityRef)],
    ) -> Result<(), Failure> {
        for (when, entity) in members {
            self.store.leave_as_read(at.shop, entity, list, *when).await?;
        }
        Ok(())
    }

    /// Journals facts and request of a mail; in shadow without the request. `false` if that had been done.
    async fn say(
        &self,
        at: &At<'_>,
        entity: &EntityRef,
        events: &[NewEvent],
        because: &str,
    ) -> Result<bool, Failure> {
        let allowed = at.history.allows(OF, at.now, at.now)?;
        let held = |event: &NewEvent| match &allowed {
            Allowed::Withheld(why) if event.kind.starts_with(MailRequested::KIND) => {
                event.clone().withheld(*why)
            }
            _ => event.clone(),
        };
        let events: Vec<NewEvent> = events.iter().map(held).collect();
        let origin = Origin {
            by: Some(OF.to_owned()),
            because: Some(because.to_owned()),
            settings: Some(at.settings.version),
            ..Origin::default()
        };
        Ok(self.store.journal_once(at.shop, entity, &events, origin, at.now).await?)
    }
}
