//! What was found by asking a platform or a tracker: on the way that webhooks go, as far as it is news.

use domain::{
    Event, Failure, ShopId, Timestamp,
    event::hash_of,
    webhook::{Happened, Refusal},
};

use crate::{
    Store,
    take_in::{Incoming, Taken},
};

/// Our own word for what happened, in place of a webhook's topic.
const TOPIC: &str = "poll";

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// Journalled as this event.
    News(Box<Event>),
    /// It was known.
    Known,
    /// It can't be understood or kept, for the first time: it is set aside.
    Refused,
    /// It is left aside, or was refused before.
    Nothing,
}

impl Store {
    /// Takes in one thing that `from` answered with: its body alone, and what that says. What is known already writes nothing.
    pub async fn take_in_asked(
        &self,
        (shop, from): (&ShopId, &str),
        body: &[u8],
        happened: &Result<Option<Box<Happened>>, Refusal>,
        now: Timestamp,
    ) -> Result<Asked, Failure> {
        let hash = hash_of(body);
        let incoming = Incoming { shop, from, topic: TOPIC, body, hash: &hash, only_news: true };
        let refused = |first| if first { Asked::Refused } else { Asked::Nothing };
        let happened = match happened {
            Ok(Some(happened)) => happened,
            Ok(None) => return Ok(Asked::Nothing),
            Err(refusal) => {
                let first = self.refuse(&incoming, refusal, now).await?;
                if first {
                    let (shop, source, field) = (shop.as_str(), from, refusal.field.as_str());
                    tracing::error!(
                        shop,
                        source,
                        body = hash,
                        field,
                        "what was found by asking can't be understood"
                    );
                }
                return Ok(refused(first));
            }
        };
        Ok(match self.take_in(&incoming, happened, now).await? {
            Taken::Accepted(event) => {
                let (shop, entity, kind) = (shop.as_str(), event.subject.to_string(), event.kind.as_str());
                tracing::info!(event = event.id, kind, shop, entity, "found by asking");
                Asked::News(event)
            }
            Taken::Duplicate => Asked::Known,
            Taken::TooLarge => refused(self.refuse_size(&incoming, now).await?),
        })
    }
}
