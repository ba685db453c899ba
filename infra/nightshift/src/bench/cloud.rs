//! One address for all services that the path meets: DynamoDB is passed on to a real engine and counted, the others
//! answer for themselves. What would happen next in the cloud waits here to be taken.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hyper::{StatusCode, header};
use mail_parser::MessageParser;
use serde_json::{Value, json};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    serve::http::{self, Answer, HttpRequest},
    trouble::{Explain, Trouble},
};

/// The secret of the shop that the engine was set up with.
pub(super) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// What was used so far. Units are counted in hundredths, as some are halves.
#[derive(Debug, Default, Clone)]
pub(super) struct Used {
    /// Calls, by their names.
    pub(super) calls: BTreeMap<String, u64>,
    /// Hundredths of read units.
    pub(super) read: u64,
    /// Hundredths of write units.
    pub(super) written: u64,
    /// Time that the engine took.
    pub(super) engine: Duration,
}

/// How often which service was called, and units in hundredths.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Calls {
    pub(super) dynamodb: u64,
    pub(super) sns: u64,
    pub(super) ses: u64,
    pub(super) ssm: u64,
    pub(super) read: u64,
    pub(super) written: u64,
}

impl std::ops::Sub for Calls {
    type Output = Self;

    fn sub(self, less: Self) -> Self {
        Self {
            dynamodb: self.dynamodb - less.dynamodb,
            sns: self.sns - less.sns,
            ses: self.ses - less.ses,
            ssm: self.ssm - less.ssm,
            read: self.read - less.read,
            written: self.written - less.written,
        }
    }
}

impl std::ops::AddAssign for Calls {
    fn add_assign(&mut self, more: Self) {
        self.dynamodb += more.dynamodb;
        self.sns += more.sns;
        self.ses += more.ses;
        self.ssm += more.ssm;
        self.read += more.read;
        self.written += more.written;
    }
}

/// A message that was published: its kind and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) kind: String,
    pub(super) text: String,
}

/// A mail that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mail {
    pub(super) id: String,
    pub(super) to: String,
    pub(super) tags: BTreeMap<String, String>,
    pub(super) bytes: usize,
}

#[derive(Default)]
struct State {
    used: Used,
    stream: Vec<Value>,
    published: Vec<Published>,
    mails: Vec<Mail>,
    sent: usize,
    strange: Vec<String>,
}

/// The services.
pub(super) struct Cloud {
    /// Where they are.
    pub(super) url: String,
    state: Arc<Mutex<State>>,
    serving: JoinHandle<()>,
}

impl Drop for Cloud {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Cloud {
    /// In front of the engine at this address.
    pub(super) async fn open(engine: String) -> Result<Self, Trouble> {
        let listener =
            TcpListener::bind(("127.0.0.1", 0)).await.while_trying("no port is free on 127.0.0.1")?;
        let address = listener.local_addr().while_trying("the port just opened has no number")?;
        let state = Arc::new(Mutex::new(State::default()));
        let (served, client) = (Arc::clone(&state), reqwest::Client::new());
        let serving = tokio::spawn(http::serve(listener, move |asked| {
            answer(Arc::clone(&served), client.clone(), engine.clone(), asked)
        }));
        Ok(Self { url: format!("http://{address}"), state, serving })
    }

    /// What was used since last asked.
    pub(super) fn take_used(&self) -> Used {
        mem::take(&mut lock(&self.state).used)
    }

    /// Calls since last taken, service by service.
    pub(super) fn calls(&self) -> Calls {
        let used = &lock(&self.state).used;
        let mut calls = Calls { read: used.read, written: used.written, ..Calls::default() };
        for (operation, count) in &used.calls {
            *(match operation.as_str() {
                "PublishBatch" => &mut calls.sns,
                "SendRawEmail" => &mut calls.ses,
                "GetParameter" | "GetParameters" => &mut calls.ssm,
                _ => &mut calls.dynamodb,
            }) += count;
        }
        calls
    }

    /// Images that the table's stream holds.
    pub(super) fn take_stream(&self) -> Vec<Value> {
        mem::take(&mut lock(&self.state).stream)
    }

    /// Messages that the topic has.
    pub(super) fn take_published(&self) -> Vec<Published> {
        mem::take(&mut lock(&self.state).published)
    }

    /// Mails since last asked.
    pub(super) fn take_mails(&self) -> Vec<Mail> {
        mem::take(&mut lock(&self.state).mails)
    }

    /// Calls that nobody here answers.
    pub(super) fn take_strange(&self) -> Vec<String> {
        mem::take(&mut lock(&self.state).strange)
    }
}

async fn answer(
    state: Arc<Mutex<State>>,
    client: reqwest::Client,
    engine: String,
    asked: HttpRequest,
) -> Option<Answer> {
    let target = asked.headers.get("x-amz-target").and_then(|t| t.to_str().ok()).unwrap_or_default();
    let (service, operation) = target.split_once('.').unwrap_or_default();
    if service.starts_with("DynamoDB") {
        let operation = operation.to_owned();
        return dynamo(&state, client, &engine, &operation, asked).await;
    }
    let form = form(&asked.body);
    let names = names(&asked.body);
    let operation = match operation {
        "" => form.get("Action").cloned().unwrap_or_default(),
        named => named.to_owned(),
    };
    let mut state = lock(&state);
    *state.used.calls.entry(operation.clone()).or_default() += 1;
    let json = |value: Value| http::answer(StatusCode::OK, "application/x-amz-json-1.1", value.to_string());
    let xml = |text: String| http::answer(StatusCode::OK, "text/xml", text);
    Some(match operation.as_str() {
        "GetParameters" => json(json!({"Parameters": names.iter().map(parameter).collect::<Value>(),
            "InvalidParameters": []})),
        "GetParameter" => json(json!({"Parameter": names.first().map(parameter)})),
        "PublishBatch" => xml(publish(&mut state, &form)),
        "SendRawEmail" => xml(send(&mut state, &form)),
        other => {
            state.strange.push(other.to_owned());
            http::answer(StatusCode::BAD_REQUEST, "application/json", "{}")
        }
    })
}

/// The parameters that are asked for: several, or one.
fn names(body: &[u8]) -> Vec<String> {
    let asked: Value = serde_json::from_slice(body).unwrap_or_default();
    let name = |name: &Value| name.as_str().map(str::to_owned);
    asked["Names"].as_array().into_iter().flatten().chain([&asked["Name"]]).filter_map(name).collect()
}

/// Every parameter is there, secrets of webhooks and keys of links alike.
fn parameter(name: &String) -> Value {
    json!({"Name": name, "Type": "SecureString", "Value": SECRET, "Version": 1})
}

/// Passes a call on, asking for its units; remembers what a stream would tell.
async fn dynamo(
    state: &Mutex<State>,
    client: reqwest::Client,
    engine: &str,
    operation: &str,
    asked: HttpRequest,
) -> Option<Answer> {
    let mut request: Value = serde_json::from_slice(&asked.body).ok()?;
    request["ReturnConsumedCapacity"] = json!("INDEXES");
    let mut headers = asked.headers;
    for hop in [header::HOST, header::CONNECTION, header::CONTENT_LENGTH, header::TRANSFER_ENCODING] {
        headers.remove(hop);
    }
    let began = Instant::now();
    let answer = client.post(engine).headers(headers).body(request.to_string()).send().await.ok()?;
    let status = answer.status();
    let body = answer.bytes().await.ok()?;
    let took = began.elapsed();
    let mut state = lock(state);
    state.used.engine += took;
    *state.used.calls.entry(operation.to_owned()).or_default() += 1;
    if status.is_success() {
        let units = serde_json::from_slice::<Value>(&body).map_or(0, |said| units(&said["ConsumedCapacity"]));
        let reads = ["GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems"].contains(&operation);
        *(if reads { &mut state.used.read } else { &mut state.used.written }) += units;
        state.stream.extend(events(operation, &request));
    }
    Some(http::answer(status, "application/x-amz-json-1.0", body))
}

/// Hundredths of units in what an answer says was used: one table or several.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::float_arithmetic)]
fn units(used: &Value) -> u64 {
    match used {
        Value::Array(tables) => tables.iter().map(units).sum(),
        // Units are whole or halves: hundredths hold them exactly.
        table => (table["CapacityUnits"].as_f64().unwrap_or_default() * 100.0).round() as u64,
    }
}

/// Images of the events that a write put.
fn events(operation: &str, request: &Value) -> Vec<Value> {
    let is_event = |item: &Value| item["event"]["S"].is_string();
    match operation {
        "PutItem" => Some(&request["Item"]).filter(|item| is_event(item)).cloned().into_iter().collect(),
        "TransactWriteItems" => {
            let writes = request["TransactItems"].as_array().map(Vec::as_slice).unwrap_or_default();
            writes.iter().map(|write| write["Put"]["Item"].clone()).filter(is_event).collect()
        }
        _ => Vec::new(),
    }
}

/// A query string and a form are written alike.
fn form(body: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(body);
    reqwest::Url::parse(&format!("http://localhost/?{text}"))
        .map(|url| url.query_pairs().into_owned().collect())
        .unwrap_or_default()
}

fn publish(state: &mut State, form: &BTreeMap<String, String>) -> String {
    let mut taken = String::new();
    for n in 1.. {
        let entry = format!("PublishBatchRequestEntries.member.{n}");
        let Some(text) = form.get(&format!("{entry}.Message")) else { break };
        let attribute =
            |m: usize, part: &str| form.get(&format!("{entry}.MessageAttributes.entry.{m}.{part}"));
        let kind = (1..).map_while(|m| Some((attribute(m, "Name")?, attribute(m, "Value.StringValue")?)));
        let kind = kind.filter(|(name, _)| *name == "kind").map(|(_, value)| value.clone()).next();
        state.published.push(Published { kind: kind.unwrap_or_default(), text: text.clone() });
        let id = form.get(&format!("{entry}.Id")).cloned().unwrap_or_default();
        taken.push_str(&format!("<member><Id>{id}</Id><MessageId>m</MessageId></member>"));
    }
    format!(
        "<PublishBatchResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishBatchResult><Failed/>\
         <Successful>{taken}</Successful></PublishBatchResult>\
         <ResponseMetadata><RequestId>bench</RequestId></ResponseMetadata></PublishBatchResponse>"
    )
}

fn send(state: &mut State, form: &BTreeMap<String, String>) -> String {
    state.sent += 1;
    let id = format!("bench-{}", state.sent);
    let raw = form.get("RawMessage.Data").and_then(|data| STANDARD.decode(data).ok()).unwrap_or_default();
    let to = form.get("Destinations.member.1").cloned().unwrap_or_default();
    state.mails.push(Mail { id: id.clone(), to, tags: tags(&raw), bytes: raw.len() });
    format!(
        "<SendRawEmailResponse xmlns=\"http://ses.amazonaws.com/doc/2010-12-01/\"><SendRawEmailResult>\
         <MessageId>{id}</MessageId></SendRawEmailResult>\
         <ResponseMetadata><RequestId>bench</RequestId></ResponseMetadata></SendRawEmailResponse>"
    )
}

fn tags(raw: &[u8]) -> BTreeMap<String, String> {
    let parsed = MessageParser::default().parse_headers(raw);
    let header = parsed.and_then(|mail| mail.header_raw("X-SES-MESSAGE-TAGS").map(str::to_owned));
    header.map(|text| crate::serve::message_tags(&text)).into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_table_and_of_several_add_up() {
        assert_eq!(units(&json!({"TableName": "a", "CapacityUnits": 2.5})), 250);
        assert_eq!(units(&json!([{"CapacityUnits": 0.5}, {"CapacityUnits": 6}])), 650);
        assert_eq!(units(&Value::Null), 0);
    }

    #[test]
    fn events_that_were_put_stream() {
        let event = json!({"pk": {"S": "a"}, "event": {"S": "{}"}});
        let head = json!({"pk": {"S": "a"}, "head": {"S": "{}"}});
        let write =
            json!({"TransactItems": [{"Put": {"Item": event}}, {"Put": {"Item": head}}, {"Delete": {}}]});
        assert_eq!(events("TransactWriteItems", &write), std::slice::from_ref(&event));
        assert_eq!(events("PutItem", &json!({"Item": event})), [event]);
        assert_eq!(events("UpdateItem", &json!({"Key": {}})), Vec::<Value>::new());
    }

    #[test]
    fn a_batch_is_published_and_a_mail_sent() {
        let mut state = State::default();
        let text = publish(
            &mut state,
            &form(b"Action=PublishBatch&PublishBatchRequestEntries.member.1.Id=0&PublishBatchRequestEntries.member.1.Message=%7B%7D\
                &PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Name=kind\
                &PublishBatchRequestEntries.member.1.MessageAttributes.entry.1.Value.StringValue=order.created"),
        );
        assert!(text.contains("<Id>0</Id>"), "{text}");
        assert_eq!(state.published, [Published { kind: "order.created".into(), text: "{}".into() }]);
        let raw = STANDARD.encode("To: a@b.example\r\nX-SES-MESSAGE-TAGS: shop=acme, send_id=7\r\n\r\nhello");
        let asked = BTreeMap::from([
            ("RawMessage.Data".to_owned(), raw),
            ("Destinations.member.1".to_owned(), "a@b.example".to_owned()),
        ]);
        send(&mut state, &asked);
        assert_eq!(state.mails[0].tags["send_id"], "7");
        assert_eq!(state.mails[0].to, "a@b.example");
    }
}
