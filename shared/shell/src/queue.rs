//! The per-record loop: every record of a batch is parsed, settled and answered for alone.

use std::{
    collections::HashMap, future::Future, panic::AssertUnwindSafe, process::ExitCode, sync::Arc,
    time::Duration,
};

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use aws_sdk_sqs::{
    Client,
    config::{Builder, timeout::TimeoutConfig},
    error::ProvideErrorMetadata as _,
    types::MessageAttributeValue,
};
use domain::{Failure, Payload, schedule::Heartbeat};
use futures::FutureExt as _;
use lambda_runtime::{LambdaEvent, service_fn};

use crate::{Boot, BootError, Face, TimeLeft, boot, metrics, terminal::Words};

/// Whoever settles the messages of a queue.
pub trait Consumer: Send + Sync + 'static {
    /// Settles one message. Called again for the same message after a transient failure, and after success too:
    /// queues deliver at least once.
    fn consume(
        &self,
        message: &Message<'_>,
        time: &TimeLeft,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// What messages share that are settled together; nothing, if each is settled alone.
    fn together(&self, _message: &Message<'_>) -> Option<String> {
        None
    }

    /// Settles messages that share something. If that fails for good, each of them is settled alone.
    fn consume_together(
        &self,
        messages: &[Message<'_>],
        time: &TimeLeft,
    ) -> impl Future<Output = Result<(), Failure>> + Send {
        async move {
            for message in messages {
                self.consume(message, time).await?;
            }
            Ok(())
        }
    }
}

/// One message.
#[derive(Debug, Clone, Copy)]
pub struct Message<'m> {
    /// Its text.
    pub body: &'m str,
    /// The name of its queue.
    pub queue: &'m str,
    /// How many times it has been delivered, this time included.
    pub deliveries: u32,
}

/// A batch as it came, without Lambda's types.
#[derive(Debug, Default)]
pub struct Batch<'m> {
    /// Messages with their ids.
    pub messages: Vec<(&'m str, Message<'m>)>,
}

/// What becomes of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Settled: it may be deleted.
    Done,
    /// It goes to the dead-letter queue now, with this reason.
    Dead(String),
    /// It comes back, after this long or when its queue says.
    Back(Option<Duration>),
}

/// No record is started with less time than this left.
const RESERVE: Duration = Duration::from_secs(5);

/// Settles each message of a batch alone: a failure or a panic of one leaves its neighbours as they are. Messages
/// for which too little time is left aren't started. Those that share something are settled together first; should one of
/// them be broken, each is settled alone after all, so that it alone comes back.
pub async fn work_off<C: Consumer>(
    function: &'static str,
    consumer: &C,
    batch: &Batch<'_>,
    time: &TimeLeft,
) -> Vec<Verdict> {
    let mut together = settle_together(function, consumer, batch, time).await;
    let mut verdicts = Vec::with_capacity(batch.messages.len());
    for (at, (_, message)) in batch.messages.iter().enumerate() {
        if let Some(verdict) = together.remove(&at) {
            verdicts.push(verdict);
            continue;
        }
        if time.left() < RESERVE {
            verdicts.push(Verdict::Back(None));
            continue;
        }
        if is_heartbeat(message.body) {
            metrics::count(function, "Heartbeat", 1);
            verdicts.push(Verdict::Done);
            continue;
        }
        // Boxed: a carrier's future, nested in all that runs it, is deeper than the compiler follows by default.
        let work = Box::pin(consumer.consume(message, time));
        let settled = AssertUnwindSafe(work).catch_unwind().await;
        let settled = settled.unwrap_or_else(|panic| Err(Failure::bug(panic_text(&*panic))));
        verdicts.push(verdict(function, message, settled));
    }
    verdicts
}

/// Settles what belongs together, and answers for those messages that need no second look alone.
async fn settle_together<C: Consumer>(
    function: &'static str,
    consumer: &C,
    batch: &Batch<'_>,
    time: &TimeLeft,
) -> HashMap<usize, Verdict> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, (_, message)) in batch.messages.iter().enumerate() {
        let Some(shared) = consumer.together(message) else { continue };
        match groups.iter_mut().find(|(known, _)| *known == shared) {
            Some((_, members)) => members.push(at),
            None => groups.push((shared, vec![at])),
        }
    }
    let mut verdicts = HashMap::new();
    for (_, members) in groups.into_iter().filter(|(_, members)| members.len() > 1) {
        if time.left() < RESERVE {
            break;
        }
        let messages: Vec<Message<'_>> = members.iter().map(|at| batch.messages[*at].1).collect();
        let work = Box::pin(consumer.consume_together(&messages, time));
        match AssertUnwindSafe(work).catch_unwind().await {
            Ok(Ok(())) => verdicts.extend(members.into_iter().map(|at| (at, Verdict::Done))),
            Ok(Err(failure @ Failure::Transient { .. })) => {
                for at in members {
                    verdicts.insert(at, verdict(function, &batch.messages[at].1, Err(failure.clone())));
                }
            }
            Ok(Err(_)) | Err(_) => {} // which of them it was shows when each is alone
        }
    }
    verdicts
}

fn verdict(function: &'static str, message: &Message<'_>, settled: Result<(), Failure>) -> Verdict {
    let Err(failure) = settled else { return Verdict::Done };
    let (queue, deliveries, class) = (message.queue, message.deliveries, failure.class());
    match failure {
        Failure::Transient { reason, retry_after } => {
            tracing::warn!(queue, deliveries, class, reason, "the record goes back to its queue");
            Verdict::Back(Some(retry_after.unwrap_or_else(|| back_off(deliveries))))
        }
        Failure::Permanent(reason) => {
            tracing::error!(queue, deliveries, class, reason, "the record goes to the dead-letter queue");
            metrics::count(function, "Permanent", 1);
            Verdict::Dead(reason)
        }
        Failure::Bug(reason) => {
            tracing::error!(queue, deliveries, class, reason, "the record met a mistake of ours");
            metrics::count(function, "Bug", 1);
            Verdict::Back(Some(back_off(deliveries)))
        }
    }
}

/// Doubles from a quarter of a minute to five minutes, half of it by chance so that neighbours don't come back
/// together. Over a queue's twelve tries it bridges more than half an hour.
fn back_off(deliveries: u32) -> Duration {
    let ceiling = (15_u64 << deliveries.clamp(1, 6).saturating_sub(1)).min(300);
    Duration::from_secs(fastrand::u64(ceiling / 2..=ceiling))
}

fn is_heartbeat(body: &str) -> bool {
    // Cheap before exact: almost no message is one.
    body.contains(Heartbeat::KIND)
        && domain::Event::parse(body).is_ok_and(|event| event.kind == Heartbeat::KIND)
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panicked: {}", text.unwrap_or("without a message"))
}

/// Runs a consumer of one or more queues.
pub fn consumer<C: Consumer>(face: Face, open: impl FnOnce(&Boot) -> Result<C, BootError>) -> ExitCode {
    run(face, Words::default(), open)
}

pub(crate) fn run<C: Consumer>(
    face: Face,
    words: Words,
    open: impl FnOnce(&Boot) -> Result<C, BootError>,
) -> ExitCode {
    boot::run(face, words, async |boot| {
        let consumer = Arc::new(open(&boot)?);
        let queues = Arc::new(Queues::new(&boot)?);
        let function = boot.name();
        lambda_runtime::run(service_fn(move |event: LambdaEvent<SqsEvent>| {
            let (consumer, queues) = (Arc::clone(&consumer), Arc::clone(&queues));
            async move { serve(function, &*consumer, &queues, event).await }
        }))
        .await
    })
}

async fn serve<C: Consumer>(
    function: &'static str,
    consumer: &C,
    queues: &Queues,
    event: LambdaEvent<SqsEvent>,
) -> Result<SqsBatchResponse, lambda_runtime::Error> {
    let time = TimeLeft::until(event.context.deadline());
    let records = &event.payload.records;
    // An unknown or empty id in the answer would fail the whole batch silently: fail loudly instead.
    let batch = batch(records).ok_or("a record has no message id")?;
    let verdicts = work_off(function, consumer, &batch, &time).await;
    let mut answer = SqsBatchResponse::default();
    for ((record, (id, message)), verdict) in records.iter().zip(&batch.messages).zip(verdicts) {
        let returned = match verdict {
            Verdict::Done => false,
            Verdict::Dead(reason) => !queues.bury(message, &reason).await,
            Verdict::Back(after) => {
                if let Some(after) = after {
                    queues.delay(message, record.receipt_handle.as_deref(), after).await;
                }
                true
            }
        };
        if returned {
            answer.add_failure(*id);
        }
    }
    Ok(answer)
}

fn batch(records: &[SqsMessage]) -> Option<Batch<'_>> {
    let mut messages = Vec::with_capacity(records.len());
    for record in records {
        let id = record.message_id.as_deref().filter(|id| !id.is_empty())?;
        let deliveries =
            record.attributes.get("ApproximateReceiveCount").and_then(|n| n.parse().ok()).unwrap_or(1);
        let queue = record.event_source_arn.as_deref().and_then(|arn| arn.rsplit(':').next())?;
        messages.push((id, Message { body: record.body.as_deref().unwrap_or_default(), queue, deliveries }));
    }
    Some(Batch { messages })
}

/// The function's own queues: where records are given back and buried.
struct Queues {
    client: Client,
    by_name: HashMap<String, Ends>,
}

struct Ends {
    queue: String,
    dead_letters: String,
}

/// Shorter than what is kept in reserve of an invocation's time.
const TIMEOUT: Duration = Duration::from_secs(2);

/// SQS allows at most twelve hours.
const LONGEST_DELAY: Duration = Duration::from_secs(12 * 3600);

impl Queues {
    fn new(boot: &Boot) -> Result<Self, BootError> {
        let list = |name| boot.text(name).map(|urls| urls.split(',').map(str::trim).map(str::to_owned));
        let ends = list("QUEUE_URLS")?.zip(list("DEAD_LETTER_URLS")?);
        let by_name = ends.map(|(queue, dead_letters)| {
            let name = queue.rsplit('/').next().unwrap_or_default().to_owned();
            (name, Ends { queue, dead_letters })
        });
        let timeouts = TimeoutConfig::builder().operation_timeout(TIMEOUT).build();
        let config = Builder::from(&boot.aws).timeout_config(timeouts).build();
        Ok(Self { client: Client::from_conf(config), by_name: by_name.collect() })
    }

    /// Puts a message into its dead-letter queue. `false` if that failed: then it must come back.
    async fn bury(&self, message: &Message<'_>, reason: &str) -> bool {
        let Some(ends) = self.by_name.get(message.queue) else {
            tracing::error!(queue = message.queue, "the queue isn't listed in QUEUE_URLS");
            return false;
        };
        let reason = MessageAttributeValue::builder()
            .data_type("String")
            .string_value(reason.chars().take(1000).collect::<String>())
            .build();
        let Ok(reason) = reason else { return false };
        let sent = self
            .client
            .send_message()
            .queue_url(&ends.dead_letters)
            .message_body(message.body)
            .message_attributes("reason", reason)
            .send()
            .await;
        if let Err(error) = &sent {
            tracing::error!(code = error.code(), "the dead-letter queue didn't take the record");
        }
        sent.is_ok()
    }

    /// Leaves a message alone for a while. If that fails, the queue's own time-out does it.
    async fn delay(&self, message: &Message<'_>, receipt: Option<&str>, after: Duration) {
        let (Some(ends), Some(receipt)) = (self.by_name.get(message.queue), receipt) else { return };
        let seconds = i32::try_from(after.min(LONGEST_DELAY).as_secs()).unwrap_or(i32::MAX);
        let changed = self
            .client
            .change_message_visibility()
            .queue_url(&ends.queue)
            .receipt_handle(receipt)
            .visibility_timeout(seconds)
            .send()
            .await;
        if let Err(error) = changed {
            tracing::warn!(code = error.code(), "the record's back-off couldn't be set");
        }
    }
}
