//! The decision: a wish becomes a task once.

use domain::{
    Change, Decision, Event, Failure, NewEvent, Timestamp,
    mail::MailRequested,
    task::{Opened, Task, Wanted},
};
use serde::Serialize;

use crate::Facts;

/// Every reason, also for doing nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// Opened: nobody had asked for this before.
    Wanted,
    /// Nothing: it is a task already, or was one.
    AlreadyOpened,
}

impl domain::Because for Because {}

pub(crate) fn decide(event: &Event, facts: &Facts, now: Timestamp) -> Result<Decision<Because>, Failure> {
    let wanted: Wanted = event.payload()?;
    match &facts.task {
        Some(task) if task.about == event.subject && task.wanted.reason == wanted.reason => {
            return Ok(Decision::nothing(Because::AlreadyOpened));
        }
        Some(_) => return Err(Failure::bug("two wishes share the id of a task")),
        None => {}
    }
    let opened = Opened { about: event.subject.clone(), wanted: wanted.clone() };
    let mail = MailRequested::transactional("task", 1);
    let list = Change::List { list: Task::OPEN.to_owned(), at: wanted.due };
    let task = Task { about: event.subject.clone(), wanted, opened: now, done: None };
    Ok(Decision::nothing(Because::Wanted)
        .change(Change::remember(&task))
        .change(list)
        .event(NewEvent::of("task#opened", &opened))
        .event(mail.event()))
}

#[cfg(test)]
mod tests {
    use domain::{EntityRef, event::Origin};

    use super::*;

    fn wish() -> Event {
        let wanted = Wanted {
            reason: "erase-customer".into(),
            owner: "privacy".into(),
            due: "2026-12-21T09:00:00Z".parse().expect("an instant"),
            details: [("request".to_owned(), "7".to_owned())].into(),
        };
        let shop = "acme".parse().expect("a shop");
        let about = EntityRef::customer("207119551");
        Event::place(&wanted.event("a1"), &shop, &about, &Origin::default(), (1, ""), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_wish_becomes_one_task_and_one_mail() {
        let now = Timestamp::UNIX_EPOCH;
        let decision = decide(&wish(), &Facts::default(), now).expect("a wish");
        let kinds: Vec<_> = decision.events.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!(kinds, ["task.opened", "mail.requested.transactional"]);
        let Some(Change::Remember(memory)) = decision.changes.first() else { panic!("nothing remembered") };
        let task: Task = serde_json::from_value(memory.clone()).expect("a task");
        assert_eq!((task.about.id(), task.wanted.owner.as_str()), ("207119551", "privacy"));
        let again = decide(&wish(), &Facts { task: Some(task) }, now).expect("a wish");
        assert!(again.is_nothing() && again.because == Because::AlreadyOpened);
    }

    #[test]
    fn a_wish_that_can_not_be_read_is_a_dead_letter() {
        let mut event = wish();
        event.data = serde_json::json!({"reason": "x"});
        assert!(matches!(decide(&event, &Facts::default(), event.time), Err(Failure::Permanent(_))));
    }
}
