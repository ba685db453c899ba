//! The index of the day: `day.toml`.

use std::{collections::BTreeMap, fs, path::Path};

use domain::{ShopId, Timestamp};
use jiff::SignedDuration;
use serde::Deserialize;

use super::shift;
use crate::trouble::{Explain, Trouble};

/// A day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Day {
    /// The shop.
    pub(crate) shop: ShopId,
    /// Who sends.
    pub(crate) source: String,
    /// The moment of the play, by the payloads' stamps.
    now: Timestamp,
    /// What comes, in order.
    #[serde(rename = "delivery")]
    pub(crate) deliveries: Vec<Delivery>,
    /// What each order must come to, by its number.
    pub(crate) ends: BTreeMap<String, Ending>,
}

/// One webhook.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Delivery {
    /// What it shows.
    pub(crate) story: String,
    /// The sender's word for what happened.
    pub(crate) topic: String,
    /// The payload.
    pub(crate) file: String,
    /// Who signed it.
    #[serde(default)]
    pub(crate) secret: SignedWith,
    /// So many times at the same instant.
    #[serde(default = "once")]
    pub(crate) times: usize,
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
            Self::Unauthorised => "unauthorised",
            Self::Refused => "refused",
            Self::Else => "failed",
        }
    }
}

/// What an order comes to.
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
    /// No trace.
    Nothing,
}

impl Day {
    /// Reads the day in `folder`.
    pub(crate) fn read(folder: &Path) -> Result<Self, Trouble> {
        let path = folder.join("day.toml");
        let text = fs::read_to_string(&path).or_input(format!("{} can't be read", path.display()))?;
        toml::from_str(&text).map_err(|e| {
            let line = e.span().map_or(0, |span| text[..span.start].lines().count().max(1));
            Trouble::input(format!("this is no day: {}", e.message()))
                .at(format!("{}:{line}", path.display()))
        })
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
        let path = folder.join(&delivery.file);
        let text = fs::read_to_string(&path).or_input(format!("{} can't be read", path.display()))?;
        Ok(shift::stamps(&text, by))
    }
}

#[cfg(test)]
mod tests {
    use domain::webhook::Translation;

    use super::*;

    /// The day as it stands in the tree, without a cloud: every payload is understood as its story says.
    #[test]
    fn the_sample_day_is_what_it_says() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../local/day");
        let day = Day::read(&folder).expect("a day");
        let now = "2026-11-21T12:00:00Z".parse::<Timestamp>().expect("an instant");
        let by = day.shift(now);
        let source = intake::source(&day.source).expect("a source");
        let mut seen = std::collections::BTreeSet::new();
        for delivery in &day.deliveries {
            let body = day.body(&folder, delivery, by).expect("a payload");
            match source.translate(&delivery.topic, body.as_bytes()) {
                Ok(Translation::Ignored { .. }) => {
                    assert_eq!(delivery.answer, Said::Ignored, "{}", delivery.file)
                }
                Ok(Translation::Happened(happened)) => {
                    let Some(order) = happened.order else { continue };
                    let number = order.name.trim_start_matches('#').to_owned();
                    let ends = day.ends[&number];
                    assert_eq!(
                        order.check_sums().is_err(),
                        ends == Ending::Held,
                        "{}: {:?}",
                        order.name,
                        order.check_sums()
                    );
                    let age = now.duration_since(order.placed_at);
                    assert!(
                        number == "1011" || (age.as_hours() < 20 && age.is_positive()),
                        "{}: {age}",
                        order.name
                    );
                    seen.insert(number);
                }
                Err(refusal) => panic!("{}: {refusal}", delivery.file),
            }
        }
        assert!(seen.iter().eq(day.ends.keys()), "{seen:?}");
    }
}
