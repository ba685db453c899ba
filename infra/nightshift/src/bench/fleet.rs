//! The five functions of the path, ours or the peer's, each a process of its own.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Duration,
};

use domain::Timestamp;
use serde_json::{Value, json};

use super::{
    cloud::{Calls, Cloud, Mail, Used},
    ground::{Ground, Program},
    order,
    process::{Launch, Process},
};
use crate::{cloud::house::House, trouble::Trouble};

/// The steps of the path, in their order; with the functions of ours that do them.
pub(super) const STEPS: [(&str, &str); 5] = [
    ("door", "webhook-intake"),
    ("relay", "event-relay"),
    ("confirmation", "order-confirmation"),
    ("delivery", "mail-delivery"),
    ("feedback", "mail-feedback"),
];

/// Whose functions.
#[derive(Debug, Clone)]
pub(super) enum Whose {
    /// Ours: binaries in this folder.
    Ours(PathBuf),
    /// The peer's: this interpreter, in the folder of its code.
    Peer(PathBuf, PathBuf),
}

impl Whose {
    /// In a word.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Ours(_) => "ours",
            Self::Peer(..) => "peer",
        }
    }

    /// How each step is started, with services at `url`.
    pub(super) fn launches(&self, house: &House, url: &str) -> Result<Vec<Launch>, Trouble> {
        let logs = house.folder("bench")?;
        let launch = |(step, function): (&str, &str)| {
            let log = logs.join(format!("{}-{step}.log", self.name()));
            let (program, arguments, folder) = match self {
                Self::Ours(binaries) => (binaries.join(function), Vec::new(), binaries.clone()),
                Self::Peer(python, code) => {
                    let arguments = vec!["-m".into(), "awslambdaric".into(), format!("{step}.handler")];
                    (python.clone(), arguments, code.clone())
                }
            };
            let environment = environment(url, &folder);
            Launch { name: function.into(), program, arguments, folder, environment, log }
        };
        Ok(STEPS.into_iter().map(launch).collect())
    }
}

/// What each function finds in its environment, with services at `url`.
pub(super) fn environment(url: &str, folder: &Path) -> BTreeMap<String, String> {
    let folder = folder.display().to_string();
    let queue = |name: &str| format!("{url}/000000000000/{name}");
    [
        ("PATH", "/usr/bin:/bin".to_owned()),
        ("LAMBDA_TASK_ROOT", folder),
        ("AWS_REGION", "eu-central-1".into()),
        ("AWS_DEFAULT_REGION", "eu-central-1".into()),
        ("AWS_ACCESS_KEY_ID", "local".into()),
        ("AWS_SECRET_ACCESS_KEY", "local".into()),
        ("AWS_SESSION_TOKEN", "local".into()),
        ("AWS_EC2_METADATA_DISABLED", "true".into()),
        ("AWS_ENDPOINT_URL", url.to_owned()),
        ("AWS_LAMBDA_LOG_LEVEL", "INFO".into()),
        ("POWERTOOLS_LOG_LEVEL", "INFO".into()),
        ("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt".into()),
        ("SHOP_TABLE", "shop".into()),
        ("ONCE_TABLE", "once".into()),
        ("TOPIC_ARN", "arn:aws:sns:eu-central-1:000000000000:events".into()),
        ("QUEUE_URLS", queue("queue")),
        ("DEAD_LETTER_URLS", queue("dead-letters")),
        ("PAGES_URL", "https://door.example".into()),
        ("PHOTOS_BUCKET", "photos".into()),
        ("CONFIGURATION_SET_TRANSACTIONAL", "transactional".into()),
        ("CONFIGURATION_SET_BULK", "bulk".into()),
        // Fast enough that nobody waits for its turn.
        ("TRANSACTIONAL_RATE", "1000".into()),
        ("TRANSACTIONAL_CONCURRENCY", "1".into()),
        ("BULK_RATE", "1000".into()),
        ("BULK_CONCURRENCY", "1".into()),
        ("SEND_PATIENCE_SECONDS", "120".into()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}

/// A fleet that runs, on tables of its own.
pub(super) struct Fleet {
    /// Its services.
    pub(super) cloud: Cloud,
    processes: Vec<Process>,
    logs: Vec<PathBuf>,
    took: [Duration; STEPS.len()],
    invoked: [u64; STEPS.len()],
    calls: [Calls; STEPS.len()],
    sequence: u64,
    _ground: Ground,
}

/// What a fleet used, step by step where it can be told.
#[derive(Debug, Default)]
pub(super) struct Ran {
    /// Calls and units.
    pub(super) used: Used,
    /// Invocations.
    pub(super) invoked: [u64; STEPS.len()],
    /// How long they ran.
    pub(super) took: [Duration; STEPS.len()],
    /// What they waited for.
    pub(super) calls: [Calls; STEPS.len()],
}

/// What an order's way came to.
#[derive(Debug)]
pub(super) struct Way {
    /// The door's answer.
    pub(super) status: u64,
    /// The mails that went out.
    pub(super) mails: Vec<Mail>,
}

impl Fleet {
    /// Starts all five on fresh tables.
    pub(super) async fn start(house: &House, ground: &Program, whose: &Whose) -> Result<Self, Trouble> {
        let ground = ground.engine().await?;
        let cloud = Cloud::open(ground.url.clone()).await?;
        let (mut processes, mut logs) = (Vec::new(), Vec::new());
        for launch in whose.launches(house, &cloud.url)? {
            processes.push(Process::start(&launch).await?);
            logs.push(launch.log);
        }
        let (took, invoked, calls) = Default::default();
        Ok(Self { cloud, processes, logs, took, invoked, calls, sequence: 0, _ground: ground })
    }

    /// The process of a step.
    pub(super) fn process(&self, step: usize) -> &Process {
        &self.processes[step]
    }

    /// What was used since last asked.
    pub(super) fn take_used(&mut self) -> Ran {
        Ran {
            used: self.cloud.take_used(),
            invoked: std::mem::take(&mut self.invoked),
            took: std::mem::take(&mut self.took),
            calls: std::mem::take(&mut self.calls),
        }
    }

    /// Bytes that the processes have said so far.
    pub(super) fn logged(&self) -> u64 {
        self.logs.iter().filter_map(|log| std::fs::metadata(log).ok()).map(|log| log.len()).sum()
    }

    /// Processor time of all processes so far.
    pub(super) fn cpu(&self) -> Result<Vec<Duration>, Trouble> {
        self.processes.iter().map(Process::cpu).collect()
    }

    async fn invoke(&mut self, step: usize, event: &Value) -> Result<(Value, Duration), Trouble> {
        let before = self.cloud.calls();
        let outcome = self.processes[step].invoke(event).await?;
        self.calls[step] += self.cloud.calls() - before;
        self.took[step] += outcome.took;
        self.invoked[step] += 1;
        let left = outcome.answer["batchItemFailures"].as_array().is_some_and(|left| !left.is_empty());
        let strange = self.cloud.take_strange();
        if left || !strange.is_empty() {
            return Err(Trouble::failed(format!("{} gave its record back", STEPS[step].0))
                .saying(format!("{} {strange:?}", outcome.answer)));
        }
        Ok((outcome.answer, outcome.took))
    }

    /// Knocks at the door, and does nothing more.
    pub(super) async fn knock(&mut self, asked: &Value) -> Result<(u64, Duration), Trouble> {
        let (answer, took) = self.invoke(0, asked).await?;
        Ok((answer["statusCode"].as_u64().unwrap_or_default(), took))
    }

    /// Sends a delivery all its way: door, stream, topic, queues, SES, and back.
    pub(super) async fn send(&mut self, asked: &Value) -> Result<Way, Trouble> {
        let (status, _) = self.knock(asked).await?;
        let mut sent = Vec::new();
        loop {
            let images = self.cloud.take_stream();
            if images.is_empty() {
                return Ok(Way { status, mails: sent });
            }
            self.carry(&images).await?;
            for message in self.cloud.take_published() {
                let step = match message.kind.as_str() {
                    "mail.requested.transactional" => 3,
                    kind if kind.starts_with("order.") => 2,
                    _ => continue,
                };
                self.sequence += 1;
                let record = queued(self.sequence, &message.text);
                self.invoke(step, &record).await?;
            }
            for mail in self.cloud.take_mails() {
                for kind in ["Send", "Delivery"] {
                    self.sequence += 1;
                    let record = queued(self.sequence, &report(kind, &mail).to_string());
                    self.invoke(4, &record).await?;
                }
                sent.push(mail);
            }
        }
    }

    async fn carry(&mut self, images: &[Value]) -> Result<(), Trouble> {
        let mut records = Vec::new();
        for image in images {
            self.sequence += 1;
            records.push(streamed(self.sequence, image));
        }
        self.invoke(1, &json!({"Records": records})).await.map(drop)
    }

    /// Sends an order's delivery, placed now.
    pub(super) async fn order(&mut self, id: u64, topic: &str, body: &Value) -> Result<Way, Trouble> {
        let way = self.send(&order::asked(topic, body, Timestamp::now(), false)).await?;
        if way.status != 200 {
            return Err(Trouble::failed(format!("the door answered {} to order {id}", way.status)));
        }
        Ok(way)
    }

    /// Ends all processes.
    pub(super) async fn stop(self) {
        for process in self.processes {
            process.stop().await;
        }
    }
}

fn streamed(sequence: u64, image: &Value) -> Value {
    json!({
        "eventID": format!("{sequence}"), "eventName": "INSERT", "eventVersion": "1.1",
        "eventSource": "aws:dynamodb", "awsRegion": "eu-central-1",
        "eventSourceARN": "arn:aws:dynamodb:eu-central-1:000000000000:table/shop/stream/2026-11-25T00:00:00.000",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_764_000_000, "StreamViewType": "NEW_IMAGE",
            "SequenceNumber": format!("{sequence:021}"), "SizeBytes": 1000,
            "Keys": {"pk": image["pk"], "sk": image["sk"]}, "NewImage": image,
        },
    })
}

fn queued(sequence: u64, text: &str) -> Value {
    json!({"Records": [{
        "messageId": format!("00000000-0000-0000-0000-{sequence:012}"),
        "receiptHandle": format!("receipt-{sequence}"),
        "body": text,
        "attributes": {"ApproximateReceiveCount": "1", "SentTimestamp": "1764000000000",
            "SenderId": "bench", "ApproximateFirstReceiveTimestamp": "1764000000000"},
        "messageAttributes": {},
        "md5OfBody": "00000000000000000000000000000000",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-central-1:000000000000:queue",
        "awsRegion": "eu-central-1",
    }]})
}

fn report(kind: &str, mail: &Mail) -> Value {
    let tags: BTreeMap<&String, [&String; 1]> = mail.tags.iter().map(|(n, v)| (n, [v])).collect();
    json!({"eventType": kind, "mail": {"messageId": mail.id, "destination": [mail.to], "tags": tags,
        "timestamp": "2026-11-25T09:00:00.000Z", "source": "shop@acme.example"}})
}
