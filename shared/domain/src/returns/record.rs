//! What is kept of a return: the body of its entity. Its head stays small.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    Because, Decision, Facts, Plan, Purchase, Return, Trait,
    rma::{Refund, RefundState},
    told::PutToPeople,
};
use crate::Money;

/// A return with all that its mails, pages and later steps need.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnRecord {
    /// The return.
    pub rma: Return,
    /// What people call the order.
    #[serde(default)]
    pub order_name: String,
    /// The platform's id of who bought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// The order as it was before anything of it went back; unknown until its snapshot has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase: Option<Purchase>,
    /// What the policy looked at, as it was then: a draft of another policy can be tried on it. No names, no addresses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Box<Facts>>,
    /// What the policy said, with its trace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Box<Decision>>,
    /// What the buyer was told, in order: a mail's revision is its place here, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Notice>,
    /// Who was asked, in order: a mail's revision is its place here, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Put>,
    /// By once-key: what the shop was asked to pay.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub plans: BTreeMap<String, Plan>,
    /// By the command's key: the shop's own id of what it paid.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub references: BTreeMap<String, String>,
    /// By the shop's own id: refunds that may be those we asked for, until the shop has said which are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub unclaimed: BTreeMap<String, Unclaimed>,
    /// By once-key: which of its commands are done, where a refund takes two.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parts: BTreeMap<String, BTreeSet<String>>,
    /// By once-key: which of its commands surely weren't carried out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refused: BTreeMap<String, BTreeSet<String>>,
    /// By the shop's own id: refunds beside us that this return has written down at its order.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub beside: BTreeSet<String>,
    /// How many commands about it were asked for that aren't money; unknown of those from before they were counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_shop: Option<u32>,
    /// What one of what is wanted instead costs, in minor units: by line, and by [`super::rma::instead_key`] where one stands in
    /// the request several times.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub instead: BTreeMap<String, i64>,
    /// The paper for its parcel, once it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slip: Option<Slip>,
    /// Whether a person has the money in hand: nothing more is asked for until they say so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub halted: bool,
    /// Whether the platform sends something for it: then a person reckons the money, and is asked once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exchanged: bool,
    /// How often it was looked for the order's snapshot.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub looked: u32,
}

/// A refund that the shop told of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unclaimed {
    /// By line: pieces.
    pub pieces: BTreeMap<String, i64>,
    /// How much, where it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

/// The paper for a return's parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// How many were asked for: one for each time that it was approved.
    pub revision: u32,
    /// Whether the buyer waits for the news that goes with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub awaited: bool,
    /// Its file's name and the hash of its bytes, once it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<(String, String)>,
}

/// What a buyer is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Which news.
    pub news: News,
    /// When it was so.
    pub at: Timestamp,
    /// The money that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
}

super::words::words! {
    /// What a buyer hears of a return. Each has its sentence in the mail.
    News {
        /// A withdrawal by law came in.
        Withdrawn = "withdrawn",
        /// Somebody looks at it.
        LookedAt = "looked-at",
        /// The shop has a question.
        Asked = "asked",
        /// It may come back, or what else becomes of it.
        Approved = "approved",
        /// It may not.
        Refused = "refused",
        /// It should be sent soon.
        Reminder = "reminder",
        /// Nobody sent it in time.
        Expired = "expired",
        /// It is there.
        Received = "received",
        /// It was worth less than it was said: the refund is another.
        Adjusted = "adjusted",
        /// The money went back.
        Refunded = "refunded",
        /// What comes instead is on its way.
        Exchanged = "exchanged",
        /// It was called off.
        Cancelled = "cancelled",
    }
}

/// Somebody who was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Put {
    /// The question.
    pub round: u32,
    /// The step's place.
    pub step: usize,
    /// The route that its mail goes to.
    pub route: String,
    /// How often they were asked before.
    #[serde(default)]
    pub again: u32,
    /// Whether the step's question has a name of its own, as they were asked in an earlier step of the round.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub further: bool,
    /// Until when they may answer.
    pub until: Timestamp,
}

impl Put {
    /// The name of its question, which is the matter of its links: an answer to one step is none to the next.
    pub fn matter(&self) -> String {
        PutToPeople::effect(self.round, self.further.then_some(self.step))
    }
}

impl ReturnRecord {
    /// A return that was just asked for.
    pub fn new(rma: Return, order_name: &str) -> Self {
        Self {
            rma,
            order_name: order_name.to_owned(),
            customer: None,
            purchase: None,
            facts: None,
            decision: None,
            told: Vec::new(),
            asked: Vec::new(),
            plans: BTreeMap::new(),
            references: BTreeMap::new(),
            unclaimed: BTreeMap::new(),
            parts: BTreeMap::new(),
            refused: BTreeMap::new(),
            beside: BTreeSet::new(),
            told_shop: Some(0),
            instead: BTreeMap::new(),
            slip: None,
            halted: false,
            exchanged: false,
            looked: 0,
        }
    }

    /// The revision of the next command that is no money: one that was never used.
    pub fn next_revision(&mut self) -> u32 {
        // Before they were counted, there was one for each time that it was taken up.
        let used = self.told_shop.unwrap_or_else(|| self.rma.reopened.saturating_add(1));
        let next = used.saturating_add(1);
        self.told_shop = Some(next);
        next
    }

    /// Whether a refund came to nothing: then no money went, and nobody is told of any.
    pub fn came_to_nothing(&self, key: &str) -> bool {
        self.plans.get(key).is_some_and(|plan| plan.total.minor <= 0)
    }

    /// Whether all that went back of it went as credit.
    pub fn is_credited(&self) -> bool {
        let done = self.rma.refunds.iter().filter(|(_, refund)| refund.state == RefundState::Done);
        let mut done = done.filter(|(key, _)| !self.came_to_nothing(key)).peekable();
        done.peek().is_some() && done.all(|(key, _)| self.plans.get(key).is_some_and(is_credit))
    }

    /// What was paid as credit only, bonus and all, where that is what the buyer is told of: so much went back.
    pub fn credit_of(&self, notice: &Notice) -> Option<Money> {
        let own =
            |refund: &&Refund| refund.state == RefundState::Done && Some(refund.amount) == notice.amount;
        let done = self.rma.refunds.iter().filter(|(_, refund)| own(refund));
        let (key, _) = done.max_by_key(|(_, refund)| refund.at)?;
        let plan = self.plans.get(key).filter(|plan| is_credit(plan))?;
        Some(plan.total + plan.bonus)
    }

    /// The exception of the law that is claimed for it, where a withdrawal waits for a person because of one.
    pub fn exception(&self) -> Option<Trait> {
        self.rma.granted.iter().find_map(|granted| match &granted.because {
            Because::WithdrawalExcepted { of } => Some(*of),
            _ => None,
        })
    }

    /// What the buyer is told by the mail of this revision.
    pub fn notice(&self, revision: u32) -> Option<&Notice> {
        self.told.get(usize::try_from(revision).ok()?.checked_sub(1)?)
    }

    /// How a route was asked last, in the present round.
    pub fn put_last(&self, route: &str) -> Option<&Put> {
        self.asked.iter().rev().find(|put| put.round == self.rma.rounds && put.route == route)
    }

    /// Whom the mail of this revision asks.
    pub fn put(&self, revision: u32) -> Option<&Put> {
        self.asked.get(usize::try_from(revision).ok()?.checked_sub(1)?)
    }
}

/// Whether all of it goes as credit: no bank will ever show it.
fn is_credit(plan: &Plan) -> bool {
    !plan.tenders.is_empty() && plan.tenders.iter().all(|part| part.as_credit)
}
