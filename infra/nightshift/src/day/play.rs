//! Plays a day against a running cloud.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    path::Path,
};

use domain::{
    EntityRef, ShopId, SourceVersion, Timestamp,
    webhook::{Happened, Translation},
};
use futures::future::try_join_all;
use intake::{Secret, Source};

use super::{
    index::{Day, Delivery, Said, SignedWith},
    post::{self, Answer, Signed},
    rest::Watch,
};
use crate::{
    cloud::{shop, target::Target},
    out::progress::Step,
    trouble::Trouble,
};

/// An entity of a shop.
pub(crate) type Whose = (ShopId, EntityRef);

/// A delivery, and what the door said to it.
#[derive(Debug)]
pub(crate) struct Played {
    /// The delivery.
    pub(crate) delivery: Delivery,
    /// What it is about, where it could be understood.
    pub(crate) about: Option<About>,
    /// When it was sent.
    pub(crate) sent: Timestamp,
    /// One answer for each time it was sent.
    pub(crate) answers: Vec<Answer>,
}

/// What a delivery is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct About {
    /// The entity.
    pub(crate) entity: EntityRef,
    /// The event's kind.
    pub(crate) kind: String,
    /// The payload's own version, which is how its event is found again.
    pub(crate) source: SourceVersion,
    /// How the day's index calls it: an order by its number, where the payload says it; all else by its entity.
    pub(crate) name: Option<String>,
}

impl About {
    /// What is told of in `happened`.
    pub(crate) fn of(happened: Happened) -> Self {
        let name = match happened.order {
            Some(order) => Some(order.name.trim_start_matches('#').to_owned()),
            None => (happened.entity.kind() != "ORDER").then(|| happened.entity.to_string()),
        };
        Self { entity: happened.entity, kind: happened.kind, source: happened.source, name }
    }
}

impl Played {
    /// The entity that it is about.
    pub(crate) fn whose(&self) -> Option<Whose> {
        Some((self.delivery.shop.clone(), self.about.as_ref()?.entity.clone()))
    }

    /// Whether the door said what the day says it must.
    pub(crate) fn as_told(&self) -> bool {
        let mut said = self.answers.iter().map(Answer::said);
        match self.delivery.times {
            1 => said.all(|s| s == self.delivery.answer),
            _ => {
                let accepted = said.clone().filter(|s| *s == Said::Accepted).count();
                accepted == 1 && said.all(|s| matches!(s, Said::Accepted | Said::Duplicate))
            }
        }
    }
}

/// Plays the day in `folder`; waits where it says so.
pub(crate) async fn play(
    day: &Day,
    folder: &Path,
    target: &Target,
    watch: &Watch<'_>,
    step: &Step,
) -> Result<Vec<Played>, Trouble> {
    let mut senders = BTreeMap::new();
    for delivery in &day.deliveries {
        let of = (&delivery.shop, &delivery.from);
        if let Entry::Vacant(new) = senders.entry(of) {
            new.insert(Sender::of(day, delivery, target).await?);
        }
    }
    let client = post::client()?;
    let by = day.shift(Timestamp::now());
    let mut played: Vec<Played> = Vec::new();
    for group in day.deliveries.chunk_by(|_, next| next.together) {
        if group[0].settle {
            watch.rest(&played, false, step).await?;
        }
        step.tick(&format!("{}/{} {}", played.len() + 1, day.deliveries.len(), group[0].story));
        // One instant for all: whoever makes a delivery's id of the time makes the same.
        let sent = Timestamp::now();
        let deliver = |delivery: &Delivery| {
            let body = day.body(folder, delivery, by)?;
            let sender = &senders[&(&delivery.shop, &delivery.from)];
            let about = about(sender.source, &delivery.topic, &body);
            Ok((about, sender.signed(delivery, body, sent), sender.url.clone()))
        };
        let ready = group.iter().map(deliver).collect::<Result<Vec<_>, Trouble>>()?;
        let posts = group.iter().zip(&ready).map(|(delivery, (_, signed, url))| {
            try_join_all((0..delivery.times).map(|_| post::post(&client, url, signed)))
        });
        let answers = try_join_all(posts).await?;
        played.extend(group.iter().zip(ready).zip(answers).map(|((delivery, (about, ..)), answers)| {
            Played { delivery: delivery.clone(), about, sent, answers }
        }));
    }
    Ok(played)
}

/// What a delivery is about, where it can be understood.
pub(crate) fn subject(day: &Day, folder: &Path, delivery: &Delivery) -> Result<Option<EntityRef>, Trouble> {
    let body = day.body(folder, delivery, day.shift(Timestamp::now()))?;
    Ok(about(day.sender(delivery)?, &delivery.topic, &body).map(|about| about.entity))
}

/// Plays one delivery, now.
pub(crate) async fn deliver(
    day: &Day,
    folder: &Path,
    target: &Target,
    delivery: &Delivery,
) -> Result<Answer, Trouble> {
    deliver_body(day, target, delivery, day.body(folder, delivery, day.shift(Timestamp::now()))?).await
}

/// The same, of a body that isn't a file of its own.
pub(crate) async fn deliver_body(
    day: &Day,
    target: &Target,
    delivery: &Delivery,
    body: String,
) -> Result<Answer, Trouble> {
    let now = Timestamp::now();
    let sender = Sender::of(day, delivery, target).await?;
    post::post(&post::client()?, &sender.url, &sender.signed(delivery, body, now)).await
}

fn about(source: &dyn Source, topic: &str, body: &str) -> Option<About> {
    match source.translate(topic, body.as_bytes()) {
        Ok(Translation::Happened(happened)) => Some(About::of(*happened)),
        _ => None,
    }
}

/// What the index calls each entity: not every payload says its order's number.
pub(crate) fn names(played: &[Played]) -> BTreeMap<Whose, String> {
    played.iter().filter_map(|one| Some((one.whose()?, one.about.as_ref()?.name.clone()?))).collect()
}

/// A shop as its platform, or a tracker beside it: it signs and sends.
struct Sender {
    source: &'static dyn Source,
    url: String,
    current: Secret,
    /// A shop that rotates nothing has no other.
    previous: Option<Secret>,
    wrong: Secret,
}

impl Sender {
    async fn of(day: &Day, delivery: &Delivery, target: &Target) -> Result<Self, Trouble> {
        let (source, shop) = (day.sender(delivery)?, &delivery.shop);
        let settings = target.store()?.settings(shop).await.map_err(Target::trouble)?;
        let names = settings
            .newest()
            .and_then(|v| v.shop.secrets.webhooks.get(source.name()).cloned())
            .unwrap_or_default();
        let Some(current) = names.first() else {
            return Err(Trouble::input(format!("the shop {shop} has no secret for {}", source.name()))
                .mend("name one in its settings, under [secrets.webhooks]"));
        };
        let previous = match names.get(1) {
            Some(name) => Some(shop::secret(&target.config, name).await?),
            None => None,
        };
        Ok(Self {
            source,
            url: target.hook(source.name(), shop.as_str())?,
            current: shop::secret(&target.config, current).await?,
            previous,
            wrong: Secret::new("somebody else's"),
        })
    }

    fn signed(&self, delivery: &Delivery, body: String, at: Timestamp) -> Signed {
        let secret = match delivery.secret {
            SignedWith::Current => &self.current,
            SignedWith::Previous => self.previous.as_ref().unwrap_or(&self.wrong),
            SignedWith::Wrong => &self.wrong,
            SignedWith::None => return Signed::by_nobody(body),
        };
        Signed::new(self.source, &delivery.topic, body, secret, at)
    }
}
