//! What a stretch of a shop's time came to, in numbers: the owner's digest. Pure; `owner-digest` reads what is counted.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    Currency, EntityRef, Event, Failure, Money, NewEvent, Payload,
    event::WITHHELD,
    mail::MailRequested,
    missing::RequestedMail,
    order::Order,
    task::Task,
    webhook::{SetAside, told_by},
};

/// The word under which orders are brought in that nobody acts on.
const IMPORT: &str = "import";
/// The word under which a platform was asked.
const POLL: &str = "poll";
/// A table names so many of a kind; the rest are summed up.
const MOST_NAMED: usize = 20;
/// What the rest is called.
pub const OTHERS: &str = "…";

/// The numbers. Data of `digest.made`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The shop's own date on which it is made; one digest each.
    pub date: Date,
    /// Its first instant.
    pub since: Timestamp,
    /// The instant after its last.
    pub until: Timestamp,
    /// Orders of which nothing was known before.
    pub orders: u64,
    /// What those come to as they now stand, by currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub totals: Vec<Money>,
    /// How many orders a day are usual, where none came and that is suspicious.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent: Option<u64>,
    /// By message: mails that were asked for and might go out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mails: BTreeMap<String, Mails>,
    /// Mails that were asked for again, because they were missing.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub again: u64,
    /// By SES's word: what it reported of mails that didn't arrive or weren't welcome.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub returned: BTreeMap<String, u64>,
    /// By the decision's reason: orders whose buyers aren't written to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub suppressed: BTreeMap<String, u64>,
    /// Mails that are held until their order is mended.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub held: u64,
    /// By the switch's reason: mails that stayed in the house.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub withheld: BTreeMap<String, u64>,
    /// What people had to do.
    #[serde(default)]
    pub tasks: Tasks,
    /// By source: what came in.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, Source>,
    /// By queue: messages that nobody could settle, of the whole house.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dead_letters: BTreeMap<String, u64>,
}

/// Mails of one message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mails {
    /// Asked for.
    pub asked: u64,
    /// Of those, sent by now.
    pub sent: u64,
}

/// What people had to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tasks {
    /// Opened in the stretch.
    pub opened: u64,
    /// Closed in it.
    pub closed: u64,
    /// Open now.
    pub open: u64,
    /// Of those, past their time.
    pub overdue: u64,
}

/// What came in from one source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// News that it told.
    #[serde(default)]
    pub told: u64,
    /// News that was found by asking it.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub found: u64,
    /// What was brought in from before.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub imported: u64,
    /// By topic: what couldn't be read.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub refused: BTreeMap<String, u64>,
    /// By topic: what is understood and left aside.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub ignored: BTreeMap<String, u64>,
}

impl Payload for Digest {
    const KIND: &'static str = "digest.made";
}

fn add(counts: &mut BTreeMap<String, u64>, name: &str) {
    // Names come from outside: a table of them stays short.
    let name = if counts.contains_key(name) || counts.len() < MOST_NAMED { name } else { OTHERS };
    *counts.entry(name.to_owned()).or_default() += 1;
}

impl Digest {
    /// The kind of entity that a digest is.
    pub const ENTITY: &'static str = "DIGEST";
    /// The message that tells it, and the route of whoever reads it.
    pub const MESSAGE: &'static str = "owner-digest";
    /// The route of whoever reads it.
    pub const ROUTE: &'static str = "digest";

    /// Nothing has been counted yet.
    pub fn of(date: Date, since: Timestamp, until: Timestamp) -> Self {
        Self {
            date,
            since,
            until,
            orders: 0,
            totals: Vec::new(),
            silent: None,
            mails: BTreeMap::new(),
            again: 0,
            returned: BTreeMap::new(),
            suppressed: BTreeMap::new(),
            held: 0,
            withheld: BTreeMap::new(),
            tasks: Tasks::default(),
            sources: BTreeMap::new(),
            dead_letters: BTreeMap::new(),
        }
    }

    /// The entity of the digest of a date.
    pub fn entity(date: Date) -> EntityRef {
        EntityRef::new(Self::ENTITY, &date.to_string())
    }

    /// The name of the effect under which the digest of an entity is journalled.
    pub fn effect(entity: &EntityRef) -> String {
        format!("digest#{}", entity.id())
    }

    /// The event that says that it was made.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(Self::effect(&Self::entity(self.date)), self)
    }

    /// The mail that tells it.
    pub fn mail(&self) -> MailRequested {
        MailRequested::report(Self::MESSAGE).since(self.until)
    }

    /// Counts an event by its key alone. Answers what more must be read of it.
    pub fn count(&mut self, entity: &EntityRef, effect: &str) -> Read {
        if entity.kind() == SetAside::ENTITY {
            return Read::SetAside;
        }
        if let Some((source, topic)) = told_by(effect) {
            let source = self.sources.entry(source.to_owned()).or_default();
            match topic {
                IMPORT => source.imported += 1,
                POLL => source.found += 1,
                _ => source.told += 1,
            }
            let is_news = entity.kind() == "ORDER" && topic != IMPORT;
            return if is_news { Read::Order } else { Read::Nothing };
        }
        if let Some(asked) = RequestedMail::of(effect) {
            // A digest doesn't tell of digests.
            if asked.message == Self::MESSAGE {
                return Read::Nothing;
            }
            if asked.again == 0 {
                return Read::Mail;
            }
            self.again += 1;
            return Read::Nothing;
        }
        let mut parts = effect.split('#');
        match (entity.kind(), parts.next(), parts.next(), parts.next()) {
            (Task::KIND, Some("task"), Some("opened"), _) => self.tasks.opened += 1,
            (Task::KIND, Some("task"), Some("done"), _) => self.tasks.closed += 1,
            (_, Some("confirmation"), Some("suppressed"), Some(why)) => add(&mut self.suppressed, why),
            (_, Some("confirmation"), Some("held"), _) => self.held += 1,
            (_, Some("mail-returned"), _, Some(word)) => add(&mut self.returned, word),
            _ => {}
        }
        Read::Nothing
    }

    /// Counts a mail that was asked for, and whether the ledger says that it was sent.
    pub fn count_mail(&mut self, request: &Event, sent: bool) -> Result<(), Failure> {
        if request.kind.starts_with(WITHHELD) {
            let why = request.data.get("withheld").and_then(serde_json::Value::as_str);
            add(&mut self.withheld, why.unwrap_or_default());
            return Ok(());
        }
        let message = request.payload::<MailRequested>()?.message;
        let mails = self.mails.entry(message).or_default();
        mails.asked += 1;
        mails.sent += u64::from(sent);
        Ok(())
    }

    /// Counts something that came to nothing.
    pub fn count_set_aside(&mut self, event: &Event) -> Result<(), Failure> {
        let SetAside { from, topic, .. } = event.payload()?;
        let source = self.sources.entry(from).or_default();
        add(if event.kind == SetAside::REFUSED { &mut source.refused } else { &mut source.ignored }, &topic);
        Ok(())
    }

    /// Adds up what the new orders come to. A sum that no number holds isn't told.
    pub fn sum_up(&mut self, orders: &[Order]) {
        let currencies: BTreeSet<&str> = orders.iter().map(|order| order.currency.code()).collect();
        let of = |code: &str| {
            let currency: Currency = code.parse().ok()?;
            let totals = orders.iter().map(|order| order.totals.total).filter(|t| t.currency == currency);
            let minor = totals.map(|total| total.minor).try_fold(0_i64, i64::checked_add)?;
            Some(Money::new(minor, currency))
        };
        self.totals = currencies.into_iter().filter_map(of).collect();
    }

    /// Mails that were asked for and aren't sent yet.
    pub fn unsent(&self) -> u64 {
        self.mails.values().map(|mails| mails.asked.saturating_sub(mails.sent)).sum()
    }

    /// Whether there is nothing worth a person's time: news of old orders and topics that nobody acts on are none, nor
    /// is a task that waits and isn't late.
    pub fn is_quiet(&self) -> bool {
        let refused = self.sources.values().any(|source| !source.refused.is_empty() || source.found > 0);
        let Tasks { opened, closed, open: _, overdue } = self.tasks;
        let counts = [self.orders, self.again, self.held, opened, closed, overdue];
        let tables = [&self.returned, &self.suppressed, &self.withheld, &self.dead_letters];
        counts.iter().all(|count| *count == 0)
            && tables.iter().all(|table| table.is_empty())
            && self.mails.is_empty()
            && !refused
            && self.silent.is_none()
    }
}

/// What more must be read of an event to count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// Nothing.
    Nothing,
    /// Whether it is the first of its order.
    Order,
    /// The event, and the ledger.
    Mail,
    /// The event.
    SetAside,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{event::Origin, settings::Withheld};

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(1_768_467_600 + 60 * minute).expect("in range")
    }

    fn digest() -> Digest {
        Digest::of("2026-01-15".parse().expect("a date"), at(0), at(1440))
    }

    fn placed(entity: &EntityRef, new: &NewEvent) -> Event {
        let shop = "acme".parse().expect("a shop");
        Event::place(new, &shop, entity, &Origin::default(), (1, ""), at(0))
    }

    #[test]
    fn keys_are_counted_as_far_as_they_tell() {
        let mut digest = digest();
        let hash = "0a".repeat(32);
        for (kind, effect, read) in [
            ("ORDER", format!("shopify#orders/create#{}#01-{hash}", at(0)), Read::Order),
            ("ORDER", format!("shopify#poll#{}#01-{hash}", at(0)), Read::Order),
            ("ORDER", format!("shopify#import#{}#01-{hash}", at(0)), Read::Nothing),
            ("PRODUCT", format!("shopify#products/update#{}#{hash}", at(0)), Read::Nothing),
            ("ORDER", "mail#order-confirmation#1".into(), Read::Mail),
            ("ORDER", "mail#order-confirmation#1#again#1".into(), Read::Nothing),
            ("DIGEST", "mail#owner-digest#1".into(), Read::Nothing),
            ("DIGEST", "digest#2026-01-14".into(), Read::Nothing),
            ("ORDER", "confirmation#suppressed#draft".into(), Read::Nothing),
            ("ORDER", "confirmation#suppressed#draft".into(), Read::Nothing),
            ("ORDER", "confirmation#suppressed#draft#5".into(), Read::Nothing),
            ("ORDER", "confirmation#suppressed#cancelled#5".into(), Read::Nothing),
            ("ORDER", "confirmation#held#aabb".into(), Read::Nothing),
            ("ORDER", "task#order-held#aabb".into(), Read::Nothing),
            ("TASK", "task#opened".into(), Read::Nothing),
            ("TASK", "task#done".into(), Read::Nothing),
            ("ORDER", format!("mail-returned#{hash}#Bounce"), Read::Nothing),
            ("ORDER", format!("due#order-confirmation#reconcile#{}", at(0)), Read::Nothing),
            ("WEBHOOK", "webhook.refused".into(), Read::SetAside),
        ] {
            assert_eq!(digest.count(&EntityRef::new(kind, "1"), &effect), read, "{kind} {effect}");
        }
        let expected = json!({
            "date": "2026-01-15", "since": at(0), "until": at(1440), "orders": 0, "again": 1, "held": 1,
            "returned": {"Bounce": 1}, "suppressed": {"cancelled": 1, "draft": 3},
            "tasks": {"opened": 1, "closed": 1, "open": 0, "overdue": 0},
            "sources": {"shopify": {"told": 2, "found": 1, "imported": 1}},
        });
        assert_eq!(json!(digest), expected);
        assert_eq!(serde_json::from_value::<Digest>(expected).expect("a digest"), digest);
    }

    #[test]
    fn mails_are_told_apart_by_what_became_of_them() {
        let mut digest = digest();
        let order = EntityRef::order("1");
        let request = |message: &str| MailRequested { message: message.into(), ..digest_mail() }.event();
        let shadow = request("order-confirmation").withheld(Withheld::Shadow);
        for (new, sent) in [
            (request("order-confirmation"), true),
            (request("order-confirmation"), false),
            (request("task"), true),
            (shadow, false),
        ] {
            assert_eq!(digest.count_mail(&placed(&order, &new), sent), Ok(()));
        }
        let mails = |asked, sent| Mails { asked, sent };
        let expected = [("order-confirmation".into(), mails(2, 1)), ("task".into(), mails(1, 1))];
        assert_eq!((&digest.mails, digest.unsent()), (&expected.into(), 1));
        assert_eq!(digest.withheld, [("shadow".to_owned(), 1)].into());
    }

    fn digest_mail() -> MailRequested {
        digest().mail()
    }

    #[test]
    fn what_was_set_aside_is_counted_by_source_and_topic() {
        let mut digest = digest();
        let aside = |topic: &str, kind: &str| {
            let aside = SetAside {
                from: "shopify".into(),
                topic: topic.into(),
                body: "00".into(),
                reason: "body: no JSON".into(),
            };
            placed(&SetAside::entity("00"), &NewEvent::named(kind, kind, &aside))
        };
        for n in 0..30 {
            let event = aside(&format!("topic/{n}"), SetAside::IGNORED);
            assert_eq!(digest.count_set_aside(&event), Ok(()));
        }
        assert!(digest.is_quiet(), "topics that nobody acts on are no news");
        assert_eq!(digest.count_set_aside(&aside("orders/create", SetAside::REFUSED)), Ok(()));
        let source = &digest.sources["shopify"];
        assert_eq!((source.ignored.len(), source.ignored[OTHERS]), (21, 10));
        assert_eq!(source.refused, [("orders/create".to_owned(), 1)].into());
        assert!(!digest.is_quiet());
    }

    #[test]
    fn only_what_is_worth_a_look_is_told() {
        let told = |change: fn(&mut Digest)| {
            let mut digest = digest();
            change(&mut digest);
            !digest.is_quiet()
        };
        for (what, change, is_told) in [
            ("nothing", (|_| ()) as fn(&mut Digest), false),
            ("an order", |d| d.orders = 1, true),
            ("a task that waits", |d| d.tasks.open = 1, false),
            ("a task that is late", |d| d.tasks.overdue = 1, true),
            ("a dead letter", |d| d.dead_letters = [("Timer".into(), 1)].into(), true),
            ("silence", |d| d.silent = Some(9), true),
            ("news of old orders", |d| d.sources.entry("own".into()).or_default().told = 9, false),
            ("news that had to be asked for", |d| d.sources.entry("own".into()).or_default().found = 1, true),
        ] {
            assert_eq!(told(change), is_told, "{what}");
        }
    }
}
