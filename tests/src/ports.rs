//! What the house touches, in memory: the topic with its queues, SES with its events, the secrets. Every call can
//! be made to go wrong.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use domain::{Automation as _, Failure, Outgoing, ShopId, Timestamp, link::LinkKey};
use event_relay::Publish;
use futures::{FutureExt as _, future::BoxFuture};
use intake::Secret;
use jiff::SignedDuration;
use mail::Mail;
use mail_delivery::{Mailer, Pages, Unsent};
use order_confirmation::OrderConfirmation;
use owner_digest::DeadLetters;
use serde_json::json;
use shell::{LinkKeys, SecretError};
use task_desk::TaskDesk;
use testkit::Faults;
use webhook_intake::ActiveSecrets;

use crate::mutants;

/// Whose queue a message is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Queue {
    /// `order-confirmation`'s.
    Confirmation,
    /// `task-desk`'s.
    Tasks,
    /// `mail-delivery`'s.
    Delivery,
    /// `mail-feedback`'s.
    Feedback,
}

/// A message in a queue.
#[derive(Debug, Clone)]
pub struct Queued {
    /// Whose.
    pub queue: Queue,
    /// Its text.
    pub body: String,
    /// When it can be received.
    pub visible_at: Timestamp,
    /// How often it was.
    pub receives: u32,
}

/// A mail that SES accepted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Accepted {
    /// The recipient.
    pub to: String,
    /// The subject.
    pub subject: String,
}

/// The outside.
#[derive(Debug)]
pub struct Outside {
    /// The plan of faults.
    pub faults: Arc<Faults>,
    /// Whether SES tells what became of a mail.
    pub ses_events: bool,
    state: Mutex<State>,
}

/// What is in the queues, and what went out.
#[derive(Debug)]
pub struct State {
    /// The virtual time.
    pub now: Timestamp,
    /// All queues.
    pub queued: Vec<Queued>,
    /// Dead letters, with their reasons.
    pub dead: Vec<(Queued, String)>,
    /// What SES accepted.
    pub mails: Vec<Accepted>,
    /// The bytes of each, in the same order.
    pub raw: Vec<Vec<u8>>,
    /// What SES answers next, instead of accepting.
    pub ses_answers: VecDeque<Unsent>,
    /// SES refuses whatever goes to this address.
    pub refused: Option<String>,
}

impl Outside {
    /// At this time, with nothing under way.
    pub fn new(faults: Arc<Faults>, ses_events: bool, now: Timestamp) -> Arc<Self> {
        let state = State {
            now,
            queued: Vec::new(),
            dead: Vec::new(),
            mails: Vec::new(),
            raw: Vec::new(),
            ses_answers: VecDeque::new(),
            refused: None,
        };
        Arc::new(Self { faults, ses_events, state: Mutex::new(state) })
    }

    /// Queues, dead letters and mails.
    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The virtual time.
    pub fn now(&self) -> Timestamp {
        self.state().now
    }

    fn queue(&self, queue: Queue, body: String, after: SignedDuration) {
        let mut state = self.state();
        let visible_at = state.now + after;
        state.queued.push(Queued { queue, body, visible_at, receives: 0 });
    }

    fn route(&self, message: &Outgoing) {
        if OrderConfirmation::WAKES_ON.contains(&message.kind.as_str()) {
            self.queue(Queue::Confirmation, message.text.clone(), SignedDuration::ZERO);
        }
        if TaskDesk::WAKES_ON.contains(&message.kind.as_str()) {
            self.queue(Queue::Tasks, message.text.clone(), SignedDuration::ZERO);
        }
        if message.kind.starts_with("mail.requested.") {
            self.queue(Queue::Delivery, message.text.clone(), SignedDuration::ZERO);
        }
    }

    fn accept(&self, mail: &Mail) -> String {
        let number = {
            let mut state = self.state();
            state.mails.push(Accepted { to: mail.to.clone(), subject: mail.subject.clone() });
            state.raw.push(mail.raw.clone());
            state.mails.len()
        };
        let id = format!("ses-{number}");
        if self.ses_events {
            let raw = String::from_utf8_lossy(&mail.raw).replace("\r\n ", " ");
            let tag = |name: &str| {
                let at = raw.find(&format!("{name}=")).expect("the mail is tagged") + name.len() + 1;
                raw[at..].split([',', '\r']).next().unwrap_or_default().trim().to_owned()
            };
            let tags = json!({"send_id": [tag("send_id")], "shop": [tag("shop")]});
            for (event, after) in [("Send", 1), ("Delivery", 3)] {
                let body = json!({"eventType": event, "mail": {"messageId": id, "tags": tags}});
                self.queue(Queue::Feedback, body.to_string(), SignedDuration::from_secs(after));
            }
        }
        id
    }
}

/// The topic.
#[derive(Debug)]
pub struct Topic(pub Arc<Outside>);

impl Publish for Topic {
    async fn publish(&self, messages: Vec<Outgoing>) -> Result<(), (usize, Failure)> {
        let bytes: usize = messages.iter().map(Outgoing::weight).sum();
        if messages.len() > 10 || bytes > 262_144 {
            return Err((0, Failure::transient("BatchRequestTooLong")));
        }
        let work = async {
            messages.iter().for_each(|message| self.0.route(message));
            Ok(())
        };
        self.0.faults.call("publish", work, || (0, Failure::transient("a planned fault")), None).await
    }
}

/// SES.
#[derive(Debug)]
pub struct Ses(pub Arc<Outside>);

impl Mailer for Ses {
    async fn send(&self, mail: &Mail) -> Result<String, Unsent> {
        if let Some(answer) = self.0.state().ses_answers.pop_front() {
            return Err(answer);
        }
        let refused = self.0.state().refused.as_deref() == Some(&mail.to);
        let work = async {
            if refused { Err(Unsent::Never("MessageRejected".into())) } else { Ok(self.0.accept(mail)) }
        };
        self.0.faults.call("send", work, || Unsent::InDoubt("a planned fault".into()), None).await
    }
}

/// A house without dead letters.
#[derive(Debug)]
pub struct NoLetters;

impl DeadLetters for NoLetters {
    async fn depths(&self) -> Result<BTreeMap<String, u64>, Failure> {
        Ok(BTreeMap::new())
    }
}

/// One secret, always there.
#[derive(Debug)]
pub struct OneSecret;

impl ActiveSecrets for OneSecret {
    async fn active(&self, _: &[String], _: bool) -> Result<Vec<Secret>, SecretError> {
        Ok(vec![Secret::new(crate::arrivals::SECRET)])
    }
}

/// Keys of links, by shop: the one that signs, then the one that did before.
#[derive(Debug, Default)]
pub struct LinkKeysOf {
    keys: BTreeMap<&'static str, Vec<&'static str>>,
    /// How often somebody asked.
    pub asked: AtomicUsize,
    /// Whether nobody answers.
    broken: bool,
}

impl LinkKeysOf {
    /// Pages of the shop `acme`, signed with its keys.
    pub fn pages() -> Pages {
        Pages::new("https://pages.example", Arc::new(Self::acme()))
    }

    /// Of these shops.
    pub fn new(keys: &[(&'static str, &[&'static str])]) -> Self {
        let keys = keys.iter().map(|(shop, keys)| (*shop, keys.to_vec())).collect();
        Self { keys, ..Self::default() }
    }

    /// One key of the shop `acme`.
    pub fn acme() -> Self {
        Self::new(&[("acme", &["acme-current-0123456789"])])
    }

    /// Where nobody answers.
    pub fn broken() -> Self {
        Self { broken: true, ..Self::acme() }
    }

    fn read(&self, shop: &ShopId) -> Result<Vec<LinkKey>, SecretError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        if self.broken {
            return Err(SecretError::new("a planned fault"));
        }
        let keys = mutants::opening(self.keys.get(shop.as_str()).cloned().unwrap_or_default());
        Ok(keys.into_iter().filter_map(LinkKey::new).collect())
    }
}

impl LinkKeys for LinkKeysOf {
    fn signing<'a>(&'a self, shop: &'a ShopId) -> BoxFuture<'a, Result<Option<LinkKey>, SecretError>> {
        async move { Ok(self.read(shop)?.into_iter().next()) }.boxed()
    }

    fn opening<'a>(&'a self, shop: &'a ShopId, _: bool) -> BoxFuture<'a, Result<Vec<LinkKey>, SecretError>> {
        async move { self.read(shop) }.boxed()
    }
}
