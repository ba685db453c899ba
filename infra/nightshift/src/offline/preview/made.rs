//! From a decision to the mail that it asks for.

use domain::{
    EntityRef, Event, Payload as _, Timestamp,
    edd::{Dates, Delay, DelayedBy, Moved, Span},
    mail::MailRequested,
    order::Order,
    send::SendId,
    settings::Shop,
    stock::Alert,
    task::Task,
};
use jiff::ToSpan as _;
use mail::{About, AboutKind, Mail, Request};
use serde_json::Value;

use crate::{
    offline::decide::Question,
    trouble::{Explain, Trouble},
};

/// What was decided, and everything that the mail is made of.
#[derive(Debug)]
pub(super) struct Trace {
    /// The decision, as the automation's binary said it.
    pub(super) decision: Value,
    /// Its reason's word.
    pub(super) because: String,
    /// Kinds of the events that it gives rise to.
    pub(super) events: Vec<String>,
    /// Whether one of them asks for the mail that is shown.
    pub(super) asked_for: bool,
    /// The message.
    pub(super) message: &'static str,
    revision: u32,
    shop: Shop,
    entity: EntityRef,
    about: Subject,
    at: Timestamp,
}

#[derive(Debug)]
enum Subject {
    Order(Box<Order>),
    Delay(Box<Order>, Box<Delay>),
    Task(Box<Task>),
    Stock(Box<Alert>),
}

/// One mail.
#[derive(Debug)]
pub(super) struct Made {
    /// As mail-delivery would make it.
    pub(super) mail: Mail,
    /// What its files are called, without an ending.
    pub(super) name: String,
}

impl Trace {
    /// Reads a decision. The message is the one that is wished for, or that the decision asks for, or that is called as
    /// the automation.
    pub(super) fn of(
        automation: &str,
        question: &Question,
        decision: &Value,
        wish: Option<&str>,
    ) -> Result<Self, Trouble> {
        let because = &decision["because"];
        let because = because.as_str().or(because["code"].as_str()).unwrap_or("unnamed").to_owned();
        let written = decision["events"].as_array().map(Vec::as_slice).unwrap_or_default();
        let events = written.iter().filter_map(|e| e["kind"].as_str()).map(str::to_owned).collect();
        let request = written
            .iter()
            .filter(|event| event["kind"].as_str().is_some_and(|kind| kind.starts_with(MailRequested::KIND)))
            .filter_map(|event| serde_json::from_value::<MailRequested>(event["data"].clone()).ok())
            .find(|request| wish.is_none_or(|wish| wish == request.message));
        let name = request.as_ref().map_or(wish.unwrap_or(automation), |request| &request.message);
        // What can be shown by what is known here.
        let (order, task, alert) = (order(question), task(decision), alert(written));
        let (has_order, has_task, has_alert) = (order.is_ok(), task.is_some(), alert.is_some());
        let can = |about: AboutKind| match about {
            AboutKind::Order | AboutKind::Delay => has_order,
            AboutKind::Task => has_task,
            AboutKind::Stock => has_alert,
            _ => false,
        };
        let no_mail = || no_mail((automation, &because), name, can);
        let Some(message) = mail::message(name) else { return Err(no_mail()) };
        let shop: Shop = serde_json::from_value(question.settings["shop"].clone())
            .or_input("the shop's settings can't be read")?;
        let event: Event =
            serde_json::from_value(question.event.clone()).or_input("the event can't be read")?;
        let revision = request.as_ref().map_or(1, |request| request.revision);
        let (entity, about) = match message.about {
            AboutKind::Order => (event.subject.clone(), Subject::Order(Box::new(order?))),
            AboutKind::Delay => {
                let order = order?;
                let delay = delay(question, decision, &shop, &order, revision)?;
                let delay = delay.or_else(|| wish.map(|_| sample(&order, &shop)));
                let delay = delay.ok_or_else(no_mail)?;
                (event.subject.clone(), Subject::Delay(Box::new(order), Box::new(delay)))
            }
            AboutKind::Task => {
                let task = task.ok_or_else(no_mail)?;
                (Task::entity(&event.id), Subject::Task(Box::new(task)))
            }
            AboutKind::Stock => {
                let alert = alert.ok_or_else(no_mail)?;
                (alert.entity(), Subject::Stock(Box::new(alert)))
            }
            AboutKind::Purchase
            | AboutKind::PurchaseOrder
            | AboutKind::Return
            | AboutKind::ReturnApproval
            | AboutKind::Digest
            | AboutKind::Adherence
            | AboutKind::ReturnReport
            | AboutKind::StockDigest
            | AboutKind::StockStorm => {
                return Err(no_mail());
            }
        };
        Ok(Self {
            decision: decision.clone(),
            because,
            events,
            asked_for: request.is_some(),
            message: message.name,
            revision,
            shop,
            entity,
            about,
            at: question.at.as_str().and_then(|at| at.parse().ok()).unwrap_or(event.time),
        })
    }

    /// The shop as it speaks today of what was decided by the settings of an earlier day.
    pub(super) fn spoken_by(self, shop: Option<Shop>) -> Self {
        Self { shop: shop.unwrap_or(self.shop), ..self }
    }

    /// Makes the mail; in this language, if one is given.
    pub(super) fn make(&self, locale: Option<&str>) -> Result<Made, Trouble> {
        let send_id = SendId::of(&self.shop.id, &self.entity, self.message, self.revision);
        let mut shop = self.shop.clone();
        if locale.is_some() {
            // Whoever asks for a language wants to see it, whether the shop writes in it or not.
            shop.locales.clear();
        }
        let about = match &self.about {
            Subject::Order(order) => About::Order(order),
            Subject::Delay(order, delay) => About::Delay(order, delay),
            Subject::Task(task) => About::Task(&self.entity, task),
            Subject::Stock(alert) => About::Stock(&self.entity, alert),
        };
        let mail = mail::render(&Request {
            message: self.message,
            revision: self.revision,
            send_id: &send_id,
            about,
            shop: &shop,
            redirect_to: None,
            configuration_set: None,
            locale,
            date: self.at,
            page: None,
            offers: &[],
            files: &[],
            unsubscribe: Some("https://example.com/unsubscribe"), // for those that need one
        })
        .map_err(|why| Trouble::failed("the mail can't be made").saying(why))?;
        let id: String =
            self.entity.id().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let name = format!("{}-{id}-{}", self.message, mail.locale);
        Ok(Made { mail, name })
    }
}

/// Why there is no such mail here, and which there can be.
fn no_mail((automation, because): (&str, &str), message: &str, can: impl Fn(AboutKind) -> bool) -> Trouble {
    let shown = mail::messages().iter().filter(|message| can(message.about));
    let names: Vec<_> = shown.map(|message| message.name).collect();
    let why = match mail::message(message) {
        Some(_) => format!("{message:?} can't be shown from this event"),
        None => format!("none is called {message:?}"),
    };
    Trouble::input(format!("{automation} asks for no mail here ({because}), and {why}")).mend(
        match names.as_slice() {
            [] => "give an event that leads to one, or the payload of an order".to_owned(),
            names => format!("name one: --message {}", names.join(", --message ")),
        },
    )
}

/// The delay, as it stands once this is decided.
fn delay(
    question: &Question,
    decision: &Value,
    shop: &Shop,
    order: &Order,
    notice: u32,
) -> Result<Option<Delay>, Trouble> {
    let known = |name: &str| question.fact(name).cloned();
    let unreadable = || "what is known of its dates can't be read".to_owned();
    let memory = remembered(decision).cloned().or_else(|| known("memory"));
    let Some(memory) = memory else { return Ok(None) };
    let moved =
        decision["events"].as_array().into_iter().flatten().find(|event| event["kind"] == Moved::KIND);
    let stored = known("stored").map(serde_json::from_value).transpose();
    let moved = moved.map(|event| serde_json::from_value(event["data"].clone())).transpose();
    let dates = Dates {
        memory: serde_json::from_value(memory).or_input(unreadable())?,
        stored: stored.or_input(unreadable())?,
        moved: moved.or_input(unreadable())?,
    };
    let at: Timestamp = question.at.as_str().and_then(|at| at.parse().ok()).unwrap_or(order.placed_at);
    Ok(dates.delay(order, notice, shop.day(at)))
}

/// A delay to look at, for an order that has none.
fn sample(order: &Order, shop: &Shop) -> Delay {
    let placed = shop.day(order.placed_at);
    let after = |days: i64| placed.checked_add(days.days()).unwrap_or(placed);
    Delay {
        promised: Span { earliest: after(3), latest: after(5) },
        expected: Some(Span { earliest: after(7), latest: after(9) }),
        by: DelayedBy::NotSent,
        ships: Some(after(4)),
        duty: None,
    }
}

/// What a decision has remembered.
fn remembered(decision: &Value) -> Option<&Value> {
    let changes = decision["changes"].as_array().map(Vec::as_slice).unwrap_or_default();
    changes.iter().find_map(|change| change.get("remember"))
}

/// The alert that a decision tells, at once or later.
fn alert(written: &[Value]) -> Option<Alert> {
    let told = written.iter().find(|event| event["kind"] == Alert::KIND)?;
    serde_json::from_value(told["data"].clone()).ok()
}

fn order(question: &Question) -> Result<Order, Trouble> {
    match question.fact("order") {
        Some(order) => serde_json::from_value(order.clone()).or_input("the order in the facts can't be read"),
        None => Err(Trouble::input("this event brings no order, so there is nothing to write about")
            .mend("give the payload that holds the order, or --facts with an `order`")),
    }
}

/// The task that a decision makes.
fn task(decision: &Value) -> Option<Task> {
    serde_json::from_value(remembered(decision)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use testkit::orders;

    use super::*;

    fn asked(message: &str) -> Value {
        let data = json!({"message": message, "revision": 2, "lane": "transactional", "on_doubt": "prefer-duplicate"});
        json!({"because": {"code": "edited"}, "changes": [], "events": [
            {"kind": "something.else", "data": {}},
            {"kind": "mail.requested.transactional", "data": data},
        ]})
    }

    fn question() -> Question {
        let order = orders::order("1001", orders::at("2026-11-21T11:00:00Z"));
        let mut shop = orders::shop();
        shop.locales = vec!["en".into()];
        let event = json!({
            "specversion": "1.0", "id": "e", "source": "nightshift/acme", "type": "order.updated",
            "subject": "ORDER#1001", "time": "2026-11-21T12:00:00Z", "shop": "acme", "dataversion": 1, "seq": 1,
            "prev": "",
        });
        Question {
            event,
            facts: json!({}),
            told: json!({"order": order}).as_object().cloned().expect("a table"),
            settings: json!({"version": 1, "shop": shop}),
            at: json!("2026-11-21T12:00:00Z"),
        }
    }

    #[test]
    fn the_message_is_wished_for_or_asked_for_or_the_automations_own() {
        let nothing = json!({"because": "already-confirmed", "changes": [], "events": []});
        for (decision, wish, message, asked_for) in [
            (asked("order-updated"), None, "order-updated", true),
            (asked("order-updated"), Some("order-confirmation"), "order-confirmation", false),
            (nothing.clone(), None, "order-confirmation", false),
            (nothing.clone(), Some("order-updated"), "order-updated", false),
        ] {
            let trace = Trace::of("order-confirmation", &question(), &decision, wish).expect("a mail");
            assert_eq!((trace.message, trace.asked_for), (message, asked_for), "{decision} {wish:?}");
        }
        let mut bare = question();
        bare.told.clear();
        let remembers =
            json!({"because": "confirmed", "changes": [{"remember": {"state": "confirmed"}}], "events": []});
        for (question, wish, says, lists) in [
            (&question(), None, "none is called \"nobody\"", "--message order-updated"),
            (
                &question(),
                Some("nothing-like-it"),
                "none is called \"nothing-like-it\"",
                "--message delivery-delayed",
            ),
            (
                &question(),
                Some("low-stock"),
                "\"low-stock\" can't be shown from this event",
                "--message order-updated",
            ),
            (&question(), Some("task"), "\"task\" can't be shown from this event", "--message order-updated"),
            (
                &bare,
                Some("low-stock"),
                "\"low-stock\" can't be shown from this event",
                "the payload of an order",
            ),
        ] {
            let told = Trace::of("nobody", question, &remembers, wish).expect_err(says).to_string();
            assert!(told.contains(says) && told.contains(lists), "{wish:?}: {told}");
            assert!(
                !told.contains("--message low-stock") && !told.contains("--message task"),
                "{wish:?}: {told}"
            );
        }
    }

    #[test]
    fn a_delay_is_shown_as_it_stands_once_it_is_decided() {
        let day = |day: u8| json!({"earliest": format!("2026-11-{day}"), "latest": format!("2026-11-{day}")});
        let mut decision = asked(Delay::MESSAGE);
        let decided = json!({"promised": day(25), "expected": day(30), "moves": 1, "notices": 1});
        decision["changes"] = json!([{"remember": decided}]);
        let moved = json!({"kind": "estimate.moved", "data": {"to": day(30), "by": "not-handed-over"}});
        decision["events"].as_array_mut().expect("events").push(moved);
        let trace = Trace::of("edd-calculation", &question(), &decision, None).expect("a mail");
        let text = trace.make(None).expect("a mail").mail.text;
        for said in ["25 November", "30 November", "handed over to the carrier"] {
            assert!(text.contains(said), "{said}: {text}");
        }
        decision["changes"] = json!([{"remember": {"promised": day(25)}}]);
        let in_time = Trace::of("edd-calculation", &question(), &decision, None);
        assert!(in_time.is_err(), "there is no delay to tell of");
        let wished =
            Trace::of("edd-calculation", &question(), &decision, Some(Delay::MESSAGE)).expect("a sample");
        assert!(wished.make(Some("ar")).expect("a mail").mail.html.contains("rtl"));
    }

    #[test]
    fn a_language_that_is_asked_for_is_spoken_whatever_the_shop_writes_in() {
        let trace =
            Trace::of("order-confirmation", &question(), &asked("order-confirmation"), None).expect("a mail");
        for (locale, spoken) in [(None, "en-GB"), (Some("de"), "de"), (Some("ar-EG"), "ar-EG")] {
            let made = trace.make(locale).expect("a mail");
            assert_eq!(
                (made.mail.locale.as_str(), made.name),
                (spoken, format!("order-confirmation-1001-{spoken}"))
            );
        }
        let today = Shop { name: "Acme & Daughters".into(), ..orders::shop() };
        let text = trace.spoken_by(Some(today)).make(None).expect("a mail").mail.text;
        assert!(text.contains("Acme & Daughters"), "{text}");
        let mut bare = question();
        bare.told.clear();
        assert!(Trace::of("order-confirmation", &bare, &asked("order-confirmation"), None).is_err());
    }
}
