//! The door for shops' webhooks.
//!
//! Woken by `POST /hooks/{source}/{shop}`. Checks the signature over the bytes as they came, against every active
//! secret, and fails closed; turns the shop's words into ours; writes event and changed facts in one transaction;
//! answers. Nothing else happens here. A duplicate is answered like the first, writing nothing; what is older
//! than what is known is journalled as superseded; what is ignored or can't be understood is journalled, too,
//! with the reason. The body of what can't be understood is kept, unless it is too large; of what is ignored, its hash.

mod heard;

use std::future::Future;

use domain::{Event, Failure, ShopId, Timestamp, event::hash_of, settings::History, webhook::Translation};
use intake::{Headers, Secret, Source, Unverified};
use serde_json::json;
use shell::{Answer, Cache, Door, HttpRequest, SecretError, Secrets, TimeLeft, metrics, unanswerable};
use store::{
    Store,
    take_in::{Incoming, Taken},
};

/// The function, in metrics.
const NAME: &str = "webhook-intake";
/// Larger bodies aren't kept.
pub const LARGEST_BODY: usize = 1024 * 1024;

/// Where active secrets come from, by reference.
pub trait ActiveSecrets: Send + Sync + 'static {
    /// Those that exist; `newest` reads them again unless that happened moments ago.
    fn active(
        &self,
        names: &[String],
        newest: bool,
    ) -> impl Future<Output = Result<Vec<Secret>, SecretError>> + Send;
}

/// Secrets from SSM.
#[derive(Debug)]
pub struct SsmSecrets(pub Secrets);

impl ActiveSecrets for SsmSecrets {
    async fn active(&self, names: &[String], newest: bool) -> Result<Vec<Secret>, SecretError> {
        let values = if newest { self.0.refresh(names).await? } else { self.0.get(names).await? };
        // A line's end comes along when a secret is pasted.
        Ok(values.iter().map(|value| Secret::new(value.trim_ascii())).collect())
    }
}

/// The door.
#[derive(Debug)]
pub struct Intake<S> {
    store: Store,
    secrets: S,
    settings: Cache<History>,
    told: heard::LastTold,
}

impl<S: ActiveSecrets> Door for Intake<S> {
    async fn answer(&self, asked: HttpRequest, _: &TimeLeft) -> Answer {
        self.take_in(asked, Timestamp::now()).await
    }
}

impl<S: ActiveSecrets> Intake<S> {
    /// A door onto `store`.
    pub fn new(store: Store, secrets: S) -> Self {
        let settings = Cache::of_settings();
        Self { store, secrets, settings, told: heard::LastTold::default() }
    }

    /// Takes one delivery in.
    pub async fn take_in(&self, asked: HttpRequest, now: Timestamp) -> Answer {
        let shop: Option<ShopId> = asked.parameter("shop").parse().ok();
        let (Some(source), Some(shop)) = (intake::source(asked.parameter("source")), shop) else {
            return unsigned();
        };
        let headers = Headers::new(asked.headers.iter().map(|(n, v)| (n.as_str(), v.as_str())));
        if source.is_ping(&headers, &asked.body) {
            return Answer::new(200, json!({"outcome": "ping"}));
        }
        match self.verify(source, &shop, &headers, &asked.body, now).await {
            Ok(Ok(())) => {}
            Ok(Err(reason)) => {
                tracing::warn!(shop = shop.as_str(), source = source.name(), reason = %reason, "a delivery wasn't signed");
                metrics::count(NAME, "Unsigned", 1);
                return unsigned();
            }
            Err(failure) => return failed(&failure),
        }
        let topic = source.topic(&headers, &asked.body).unwrap_or_default();
        match self.journal(source, &shop, &topic, &asked.body, now).await {
            Ok(answer) => {
                self.was_heard(&shop, source.name(), now).await;
                answer
            }
            Err(failure) => failed(&failure),
        }
    }

    /// Silence is noticed by it. A row that can't be written now is written a little later.
    async fn was_heard(&self, shop: &ShopId, source: &'static str, now: Timestamp) {
        if self.told.is_due(shop.as_str(), source)
            && let Err(error) = self.store.heard(shop, source, now).await
        {
            tracing::warn!(shop = shop.as_str(), source, %error, "that a source was heard isn't written down");
        }
    }

    async fn verify(
        &self,
        source: &dyn Source,
        shop: &ShopId,
        headers: &Headers,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Result<(), Unverified>, Failure> {
        let history = self
            .settings
            .get(shop.as_str(), || async {
                let history = self.store.settings(shop).await.map_err(|e| Some(Failure::from(e)))?;
                // Not kept: as soon as the shop is set up, its webhooks are taken in.
                if history.is_empty() { Err(None) } else { Ok(history) }
            })
            .await;
        let history = match history {
            Ok(history) => history,
            Err(None) => return Ok(Err(Unverified::NoSecret)),
            Err(Some(failure)) => return Err(failure),
        };
        let names = history.newest().and_then(|v| v.shop.secrets.webhooks.get(source.name()));
        let Some(names) = names else { return Ok(Err(Unverified::NoSecret)) };
        let unread = |e: SecretError| Failure::transient(e.to_string());
        let secrets = self.secrets.active(names, false).await.map_err(unread)?;
        let verified = source.verify(headers, body, &secrets, now);
        if verified.is_ok() {
            return Ok(Ok(()));
        }
        // The secret may just have been rotated.
        let secrets = self.secrets.active(names, true).await.map_err(unread)?;
        Ok(source.verify(headers, body, &secrets, now))
    }

    async fn journal(
        &self,
        source: &dyn Source,
        shop: &ShopId,
        topic: &str,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Answer, Failure> {
        let hash = hash_of(body);
        let from = source.name();
        let incoming = Incoming { shop, from, topic, body, hash: &hash, only_news: false };
        if body.len() > LARGEST_BODY {
            return self.refuse_size(&incoming, now).await;
        }
        let taken = match source.translate(topic, body) {
            Ok(Translation::Happened(happened)) => self.store.take_in(&incoming, &happened, now).await?,
            Ok(Translation::Ignored { reason }) => {
                self.store.ignore(&incoming, &reason, now).await?;
                return Ok(Answer::new(200, json!({"outcome": "ignored", "reason": reason})));
            }
            Err(refusal) => {
                self.store.refuse(&incoming, &refusal, now).await?;
                tracing::error!(
                    shop = shop.as_str(),
                    topic,
                    body = hash,
                    field = refusal.field,
                    "a signed delivery can't be understood"
                );
                metrics::count(NAME, "Refused", 1);
                let (field, problem, mend) = (refusal.field, refusal.problem, refusal.mend);
                return Ok(Answer::new(
                    422,
                    json!({"outcome": "refused", "field": field, "problem": problem, "mend": mend}),
                ));
            }
        };
        Ok(match taken {
            Taken::Accepted(event) => {
                log_accepted(&event);
                Answer::new(200, json!({"outcome": "accepted", "event": event.id, "kind": event.kind}))
            }
            Taken::Duplicate => Answer::new(200, json!({"outcome": "duplicate"})),
            Taken::TooLarge => return self.refuse_size(&incoming, now).await,
        })
    }

    /// A signed delivery that can't be kept: somebody must hear of it, for the shop will stop sending it.
    async fn refuse_size(&self, incoming: &Incoming<'_>, now: Timestamp) -> Result<Answer, Failure> {
        let bytes = incoming.body.len();
        self.store.refuse_size(incoming, now).await?;
        tracing::error!(
            shop = incoming.shop.as_str(),
            topic = incoming.topic,
            bytes,
            "a signed delivery is too large"
        );
        metrics::count(NAME, "Refused", 1);
        let mend = format!("send at most {LARGEST_BODY} bytes");
        Ok(Answer::new(413, json!({"outcome": "too-large", "bytes": bytes, "mend": mend})))
    }
}

fn log_accepted(event: &Event) {
    metrics::count(NAME, "Accepted", 1);
    let entity = event.subject.to_string();
    tracing::info!(event = event.id, kind = event.kind, shop = event.shop.as_str(), entity, "accepted");
}

/// One answer for everything that is wrong with who speaks: no hint which shops or sources there are.
fn unsigned() -> Answer {
    Answer::new(
        401,
        json!({"outcome": "unsigned", "problem": "the signature doesn't match",
        "mend": "sign the raw body with the secret that this shop's settings name"}),
    )
}

/// The sender tries again; whether somebody has to look is in the log and the metrics.
fn failed(failure: &Failure) -> Answer {
    unanswerable(NAME, "a delivery couldn't be taken in", failure);
    Answer::new(503, json!({"outcome": "failed", "mend": "send it again"}))
}
