//! A pretend shop: on the local cloud it stands where `[commands]` of the sample shops says that commands go.
//!
//! It takes signed webhooks as a receiver of a shop's own would: each once by its id, whatever comes how often; done, with a
//! number of its own, or refused with a sentence. What it paid is what the sample day is held against.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    Money, ShopId, Timestamp,
    command::{Command, Key},
};
use hyper::{Method, StatusCode};
use intake::{Headers, Secret};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::http::{self, Answer, HttpRequest};

/// Where commands are sent to.
const COMMANDS: &str = "/commands";
/// Where it is asked what became of one; its id follows.
const STATUS: &str = "/status/";

/// What the pretend shop is told before a day.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Rules {
    /// By shop: the secrets that sign its commands.
    #[serde(default)]
    pub(crate) secrets: BTreeMap<ShopId, Vec<String>>,
    /// By the number of an order: why nothing is paid back for it.
    #[serde(default)]
    pub(crate) refuses: BTreeMap<String, String>,
}

/// A command that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Carried {
    /// Whose order it is about.
    pub(crate) shop: ShopId,
    /// The order's number.
    pub(crate) order: String,
    /// The return that it belongs to, or another word.
    pub(crate) of: String,
    /// What was to be done.
    pub(crate) kind: String,
    /// The money that it moved, if it moved any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) amount: Option<Money>,
    /// The shop's own number of what it did; nothing where it refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
    /// How often it came: all but the first changed nothing.
    pub(crate) times: u32,
}

/// What a webhook carries.
#[derive(Deserialize)]
struct Sent {
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    id: String,
    shop: ShopId,
    order_name: String,
    key: Key,
    command: Command,
}

/// The shop's memory.
#[derive(Debug, Default)]
pub(super) struct Pretend(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    rules: Rules,
    /// By their ids, in the order in which they came.
    carried: Vec<(String, Carried)>,
}

impl Pretend {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on.
    pub(super) fn rule(&self, rules: Rules) {
        self.inner().rules = rules;
    }

    /// Everything that came, each once.
    pub(super) fn carried(&self) -> Vec<Carried> {
        self.inner().carried.iter().map(|(_, carried)| carried.clone()).collect()
    }

    fn answer(&self, asked: &HttpRequest, now: Timestamp) -> Answer {
        let said = |status, body: &Value| http::answer(status, "application/json", body.to_string());
        let path = asked.uri.path();
        match asked.method {
            Method::POST if path == COMMANDS => {
                let (status, body) = self.inner().receive(&headers(asked), &asked.body, now);
                said(status, &body)
            }
            Method::GET if path.starts_with(STATUS) => {
                let (status, body) = self.inner().tell(&path[STATUS.len()..]);
                said(status, &body)
            }
            _ => said(StatusCode::NOT_FOUND, &json!({"error": "POST /commands or GET /status/{id}"})),
        }
    }
}

fn headers(asked: &HttpRequest) -> Headers {
    let text = |value: &hyper::header::HeaderValue| value.to_str().map(str::to_owned).ok();
    Headers::new(asked.headers.iter().filter_map(|(name, value)| Some((name.as_str(), text(value)?))))
}

impl Inner {
    /// Takes a command in: the same once more is answered as it was the first time.
    fn receive(&mut self, headers: &Headers, body: &[u8], now: Timestamp) -> (StatusCode, Value) {
        let Ok(Sent { data }) = serde_json::from_slice(body) else {
            return (StatusCode::UNPROCESSABLE_ENTITY, json!({"error": "that is no command"}));
        };
        let secrets = self.rules.secrets.get(&data.shop).into_iter().flatten();
        let secrets: Vec<Secret> = secrets.map(|secret| Secret::new(secret.as_str())).collect();
        let standard = intake::source("own").expect("our own format is signed by the standard");
        if standard.verify(headers, body, &secrets, now).is_err() {
            return (StatusCode::UNAUTHORIZED, json!({"error": "the signature doesn't hold"}));
        }
        if let Some((_, known)) = self.carried.iter_mut().find(|(id, _)| *id == data.id) {
            known.times += 1;
        } else {
            self.carry(&data);
        }
        let (_, carried) = self.carried.iter().find(|(id, _)| *id == data.id).expect("it is there by now");
        match &carried.reference {
            Some(reference) => (StatusCode::OK, json!({"reference": reference})),
            None => (StatusCode::CONFLICT, json!({"error": self.rules.refuses.get(&carried.order)})),
        }
    }

    fn carry(&mut self, data: &Data) {
        let amount = data.command.money().and_then(domain::command::Refund::total);
        let refused = amount.is_some() && self.rules.refuses.contains_key(&data.order_name);
        let number = self.carried.iter().filter(|(_, known)| known.reference.is_some()).count() + 1;
        let carried = Carried {
            shop: data.shop.clone(),
            order: data.order_name.clone(),
            of: data.key.of.clone(),
            kind: data.command.kind().to_owned(),
            amount,
            reference: (!refused).then(|| number.to_string()),
            times: 1,
        };
        self.carried.push((data.id.clone(), carried));
    }

    /// What became of a command; nothing is known of one that never came.
    fn tell(&self, id: &str) -> (StatusCode, Value) {
        let done = self
            .carried
            .iter()
            .find(|(known, _)| known == id)
            .and_then(|(_, known)| known.reference.as_ref());
        match done {
            Some(reference) => (StatusCode::OK, json!({"state": "done", "reference": reference})),
            None => (StatusCode::NOT_FOUND, json!({"state": "nothing"})),
        }
    }
}

/// Answers until the process ends.
pub(super) async fn serve(listener: TcpListener, shop: Arc<Pretend>) {
    let handler = move |asked: HttpRequest| std::future::ready(Some(shop.answer(&asked, Timestamp::now())));
    http::serve(listener, handler).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    fn now() -> Timestamp {
        "2026-03-02T18:00:00Z".parse().expect("an instant")
    }

    fn sent(pretend: &Pretend, id: &str, order: &str, secret: &str) -> (u16, Value) {
        let amount = json!({"minor": 8900, "currency": "EUR"});
        let command = json!({"kind": "refund", "shares": [{"tender": "card", "amount": amount}]});
        let data = json!({"id": id, "shop": "acme", "order": "1", "order_name": order,
            "key": {"of": "r1", "revision": 1}, "command": command});
        let body = json!({"type": "command.requested", "timestamp": now(), "data": data}).to_string();
        let signed =
            intake::sign_webhook(id, body.as_bytes(), &[Secret::new(secret)], now()).expect("a secret");
        let (status, body) = pretend.inner().receive(&Headers::new(signed), body.as_bytes(), now());
        (status.as_u16(), body)
    }

    #[test]
    fn each_command_is_carried_out_once_or_refused() {
        let pretend = Pretend::default();
        let secrets = [("acme".parse().expect("a shop"), vec![SECRET.to_owned()])].into();
        let refuses = [("#0990".to_owned(), "it is disputed".to_owned())].into();
        pretend.rule(Rules { secrets, refuses });
        let strange = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        for (id, order, secret, status, says) in [
            ("a", "#0984", SECRET, 200, json!({"reference": "1"})),
            ("a", "#0984", SECRET, 200, json!({"reference": "1"})),
            ("b", "#0990", SECRET, 409, json!({"error": "it is disputed"})),
            ("b", "#0990", SECRET, 409, json!({"error": "it is disputed"})),
            ("c", "#0984", strange, 401, json!({"error": "the signature doesn't hold"})),
            ("d", "#0985", SECRET, 200, json!({"reference": "2"})),
        ] {
            assert_eq!(sent(&pretend, id, order, secret), (status, says), "{id}");
        }
        let carried = pretend.carried();
        let told: Vec<_> =
            carried.iter().map(|one| (one.order.as_str(), one.times, one.reference.is_some())).collect();
        assert_eq!(told, [("#0984", 2, true), ("#0990", 2, false), ("#0985", 1, true)]);
        for (id, state) in [("a", "done"), ("b", "nothing"), ("c", "nothing")] {
            assert_eq!(pretend.inner().tell(id).1["state"], state, "{id}");
        }
    }
}
