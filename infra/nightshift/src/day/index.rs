//! The index of the day: `day.toml`.

use std::{collections::BTreeMap, fs, path::Path};

use domain::{ShopId, Timestamp};
use intake::Source;
use jiff::SignedDuration;
use serde::Deserialize;

use super::{evening::Doing, shift};
use crate::trouble::{Explain, Trouble};

/// A day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Day {
    /// The moment of the play, by the payloads' stamps.
    now: Timestamp,
    /// Whose day it is, and who sends their webhooks.
    pub(crate) shops: BTreeMap<ShopId, String>,
    /// What comes, in order.
    #[serde(rename = "delivery")]
    pub(crate) deliveries: Vec<Delivery>,
    /// What is done once all has come to rest, in order.
    #[serde(rename = "evening", default)]
    pub(crate) evening: Vec<Doing>,
    /// What all that the day is about must come to, by shop; an order goes by its number, all else by its entity.
    pub(crate) ends: BTreeMap<ShopId, BTreeMap<String, Ending>>,
}

/// One webhook.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delivery {
    /// What it shows.
    pub(crate) story: String,
    /// Whose webhook it is.
    pub(crate) shop: ShopId,
    /// Who sends it, where it isn't the shop's platform: a tracker, beside it.
    #[serde(default)]
    pub(crate) from: Option<String>,
    /// The sender's word for what happened.
    pub(crate) topic: String,
    /// The payload, in the folder of its shop.
    pub(crate) file: String,
    /// Who signed it.
    #[serde(default)]
    pub(crate) secret: SignedWith,
    /// So many times at the same instant.
    #[serde(default = "once")]
    pub(crate) times: usize,
    /// Whether it comes at the same instant as the one before it.
    #[serde(default)]
    pub(crate) together: bool,
    /// Whether everything before must have come to rest.
    #[serde(default)]
    pub(crate) settle: bool,
    /// What the door must say.
    #[serde(default)]
    pub(crate) answer: Said,
}

fn once() -> usize {
    1
}

impl Delivery {
    /// One that comes once, is signed as it should be, and accepted.
    pub(crate) fn of(shop: &ShopId, topic: &str, file: &str, story: &str) -> Self {
        Self {
            story: story.to_owned(),
            shop: shop.clone(),
            from: None,
            topic: topic.to_owned(),
            file: file.to_owned(),
            secret: SignedWith::Current,
            times: once(),
            together: false,
            settle: false,
            answer: Said::Accepted,
        }
    }
}

/// Whose signature a delivery carries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SignedWith {
    /// The shop's.
    #[default]
    Current,
    /// The shop's, until it has been rotated out.
    Previous,
    /// Somebody else's.
    Wrong,
    /// Nobody's: the body goes out alone, as a form.
    None,
}

/// What the door said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Said {
    /// Journalled.
    #[default]
    Accepted,
    /// Had come before.
    Duplicate,
    /// Understood and left aside.
    Ignored,
    /// The sender only wanted to know whether somebody is there.
    Ping,
    /// The signature doesn't hold.
    Unauthorised,
    /// Can't be understood.
    Refused,
    /// Something else.
    #[serde(skip)]
    Else,
}

impl Said {
    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Duplicate => "duplicate",
            Self::Ignored => "ignored",
            Self::Ping => "ping",
            Self::Unauthorised => "unauthorised",
            Self::Refused => "refused",
            Self::Else => "failed",
        }
    }
}

/// What something comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ending {
    /// One mail: the confirmation.
    Confirmed,
    /// Two mails: the confirmation, and "order updated".
    Updated,
    /// No mail, for a recorded reason.
    Suppressed,
    /// No mail until somebody looks at it.
    Held,
    /// No mail: it is about what was before the shop went live.
    Withheld,
    /// An event in the journal, which nobody acts on.
    Kept,
    /// A task, and its owner was told.
    Task,
    /// A stock that is low, and waits for the digest.
    Noted,
    /// A stock that is low, and whoever buys was told at once.
    Alerted,
    /// No trace.
    Nothing,
}

impl Day {
    /// Reads the day in `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self, Trouble> {
        let path = folder.join("day.toml");
        let text = fs::read_to_string(&path).or_input(format!("{} can't be read", path.display()))?;
        let day: Self = toml::from_str(&text).map_err(|e| {
            let line = e.span().map_or(0, |span| text[..span.start].lines().count().max(1));
            Trouble::input(format!("this is no day: {}", e.message()))
                .at(format!("{}:{line}", path.display()))
        })?;
        let stranger = day.deliveries.iter().find(|delivery| !day.shops.contains_key(&delivery.shop));
        if let Some(Delivery { story, shop, .. }) = stranger {
            return Err(Trouble::input(format!("[shops] names no {shop}, which sends {story:?}"))
                .at(path.display())
                .mend("add it there, with the source of its webhooks"));
        }
        Ok(day)
    }

    /// Who sends the webhooks of `shop`.
    pub(crate) fn source(&self, shop: &ShopId) -> Result<&'static dyn Source, Trouble> {
        let name = self.shops.get(shop).map(String::as_str).unwrap_or_default();
        known(name, shop)
    }

    /// Who sends a delivery.
    pub(crate) fn sender(&self, delivery: &Delivery) -> Result<&'static dyn Source, Trouble> {
        match &delivery.from {
            Some(name) => known(name, &delivery.shop),
            None => self.source(&delivery.shop),
        }
    }

    /// What `name` of `shop` must come to.
    pub(crate) fn end_of(&self, shop: &ShopId, name: &str) -> Option<Ending> {
        self.ends.get(shop)?.get(name).copied()
    }

    /// By how much every stamp moves so that the day is now, in whole seconds.
    pub(crate) fn shift(&self, now: Timestamp) -> SignedDuration {
        SignedDuration::from_secs(now.as_second() - self.now.as_second())
    }

    /// A delivery's body, moved to now.
    pub(crate) fn body(
        &self,
        folder: &Path,
        delivery: &Delivery,
        by: SignedDuration,
    ) -> Result<String, Trouble> {
        let path = folder.join(delivery.shop.as_str()).join(&delivery.file);
        let text = fs::read_to_string(&path).or_input(format!("{} can't be read", path.display()))?;
        // Editors end a file with a line feed; senders don't.
        Ok(shift::stamps(text.trim_end(), by))
    }
}

fn known(name: &str, shop: &ShopId) -> Result<&'static dyn Source, Trouble> {
    intake::source(name).ok_or_else(|| {
        Trouble::input(format!("nobody here knows the source {name:?} of {shop}")).at("day.toml")
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::webhook::Translation;

    use super::*;
    use crate::day::play::About;

    fn live_since(settings: &Path) -> Timestamp {
        let text = fs::read_to_string(settings).expect("settings");
        let settings: toml::Table = toml::from_str(&text).expect("TOML");
        let since = &settings["automations"]["order-confirmation"]["live_since"];
        since.as_datetime().expect("a time").to_string().parse().expect("with its offset")
    }

    /// The day as it stands in the tree, without a cloud: every payload is understood as its story says.
    #[test]
    fn the_sample_day_is_what_it_says() {
        let local = Path::new(env!("CARGO_MANIFEST_DIR")).join("../local");
        let folder = local.join("day");
        let day = Day::read(&folder).expect("a day");
        let now = "2026-11-21T12:00:00Z".parse::<Timestamp>().expect("an instant");
        let by = day.shift(now);
        let mut named = BTreeSet::new();
        for delivery in &day.deliveries {
            let Delivery { file, shop, .. } = delivery;
            let body = day.body(&folder, delivery, by).expect("a payload");
            let source = day.sender(delivery).expect("a source");
            if delivery.answer == Said::Ping {
                assert!(source.is_ping(&intake::Headers::default(), body.as_bytes()), "{file}");
                continue;
            }
            match source.translate(&delivery.topic, body.as_bytes()) {
                Ok(Translation::Ignored { .. }) => assert_eq!(delivery.answer, Said::Ignored, "{file}"),
                Ok(Translation::Happened(happened)) => {
                    assert_ne!(delivery.answer, Said::Ignored, "{file}");
                    let order = happened.order.clone();
                    let about = About::of(*happened);
                    let Some(name) = about.name else { continue };
                    let end = day.end_of(shop, &name).unwrap_or_else(|| panic!("{name} has no end: {file}"));
                    named.insert((shop.clone(), name));
                    let Some(order) = order else { continue };
                    assert_eq!(
                        order.check_sums().is_err(),
                        end == Ending::Held,
                        "{file}: {:?}",
                        order.check_sums()
                    );
                    let hours = now.duration_since(order.placed_at).as_hours();
                    let old = order.created_at.duration_since(order.placed_at).as_hours() > 24;
                    assert!(old || (0..48).contains(&hours), "{file} was placed {hours} hours ago");
                    let live = live_since(&local.join("shops").join(format!("{shop}.toml"))) + by;
                    assert_eq!(order.placed_at < live, old || end == Ending::Withheld, "{file}");
                }
                Err(refusal) => panic!("{file}: {refusal}"),
            }
        }
        let ends =
            day.ends.iter().flat_map(|(shop, ends)| ends.keys().map(|name| (shop.clone(), name.clone())));
        assert!(named.iter().cloned().eq(ends), "{named:?}");
    }
}
