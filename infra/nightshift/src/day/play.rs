//! Plays a day against a running cloud.

use std::{collections::BTreeMap, path::Path};

use domain::{EntityRef, SourceVersion, Timestamp, webhook::Translation};
use intake::{Secret, Source};
use jiff::SignedDuration;

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
    /// The order's number, where the payload says it.
    pub(crate) number: Option<String>,
}

impl Played {
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
    watch: &mut Watch<'_>,
    step: &Step,
) -> Result<Vec<Played>, Trouble> {
    let source = intake::source(&day.source).ok_or_else(|| {
        Trouble::input(format!("nobody here knows the source {}", day.source)).at("day.toml")
    })?;
    let secrets = Secrets::of(day, target).await?;
    let url = target.hook(&day.source, day.shop.as_str())?;
    let client = post::client()?;
    let by = day.shift(Timestamp::now());
    let mut played = Vec::new();
    for (index, delivery) in day.deliveries.iter().enumerate() {
        if delivery.settle {
            watch.rest(&played, false, step).await?;
        }
        step.tick(&format!("{}/{} {}", index + 1, day.deliveries.len(), delivery.story));
        let one = deliver(day, folder, delivery, by, (source, &secrets), (&client, &url)).await?;
        played.push(one);
    }
    Ok(played)
}

async fn deliver(
    day: &Day,
    folder: &Path,
    delivery: &Delivery,
    by: SignedDuration,
    (source, secrets): (&dyn Source, &Secrets),
    (client, url): (&reqwest::Client, &str),
) -> Result<Played, Trouble> {
    let body = day.body(folder, delivery, by)?;
    let about = about(source, &delivery.topic, &body);
    let signed = Signed::new(source, &delivery.topic, body, secrets.for_(delivery.secret));
    let sent = Timestamp::now();
    let answers =
        futures::future::try_join_all((0..delivery.times).map(|_| post::post(client, url, &signed))).await?;
    Ok(Played { delivery: delivery.clone(), about, sent, answers })
}

fn about(source: &dyn Source, topic: &str, body: &str) -> Option<About> {
    match source.translate(topic, body.as_bytes()) {
        Ok(Translation::Happened(happened)) => Some(About {
            entity: happened.entity,
            kind: happened.kind,
            source: happened.source,
            number: happened.order.map(|order| order.name.trim_start_matches('#').to_owned()),
        }),
        _ => None,
    }
}

/// Order numbers by entity: not every payload says its order's.
pub(crate) fn numbers(played: &[Played]) -> BTreeMap<EntityRef, String> {
    let named = played.iter().filter_map(|p| p.about.as_ref());
    named.filter_map(|about| Some((about.entity.clone(), about.number.clone()?))).collect()
}

struct Secrets {
    current: Secret,
    previous: Secret,
    wrong: Secret,
}

impl Secrets {
    async fn of(day: &Day, target: &Target) -> Result<Self, Trouble> {
        let settings = target.store()?.settings(&day.shop).await.map_err(Target::trouble)?;
        let names = settings
            .newest()
            .and_then(|v| v.shop.secrets.webhooks.get(&day.source).cloned())
            .unwrap_or_default();
        let [current, previous] = &names[..] else {
            return Err(
                Trouble::input("the sample day needs a shop with two secrets").at("infra/local/shop.toml")
            );
        };
        Ok(Self {
            current: shop::secret(&target.config, current).await?,
            previous: shop::secret(&target.config, previous).await?,
            wrong: Secret::new("somebody else's"),
        })
    }

    fn for_(&self, with: SignedWith) -> &Secret {
        match with {
            SignedWith::Current => &self.current,
            SignedWith::Previous => &self.previous,
            SignedWith::Wrong => &self.wrong,
        }
    }
}
