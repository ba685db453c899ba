//! What an event says, in words.

use domain::{
    Event, Payload as _, Timestamp,
    event::WITHHELD,
    mail::{ConfirmationRequested, MailRequested, MailReturned, MailUnsent, SuppressionLifted},
    privacy::Erased,
    returns::{
        exceptions::{Extended, Listed},
        rma::{Step, Stepped},
        rules::List,
    },
    send::{Entry, State},
    task::{Closed, Opened, Wanted},
    webhook::{Received, SetAside},
};
use serde_json::Value;

use crate::day::rest::mail_of;

/// What an event says, in a few words.
pub(super) fn detail(event: &Event, send: Option<&Entry>) -> String {
    if let Some(kind) = event.kind.strip_prefix(WITHHELD) {
        let why = event.data["withheld"].as_str().unwrap_or("nobody wrote down why");
        return format!("{}\nwithheld: {why}", asked(event, kind).unwrap_or_else(|| kind.to_owned()));
    }
    if let Some(what) = asked(event, &event.kind) {
        let is_mail = mail_of(event).is_some();
        return if is_mail {
            format!("{what}\n{}", send.map_or("nobody has taken it yet".to_owned(), sent))
        } else {
            what
        };
    }
    if let Some(said) = said(event) {
        return said;
    }
    if let Ok(received) = event.payload::<Received>() {
        let mut text = format!("{} {}", received.from, received.topic);
        // Some bodies say no time, and count as of the epoch.
        if received.source.at != Timestamp::UNIX_EPOCH {
            text.push_str(&format!(", of {:.0}", received.source.at));
        }
        if received.superseded {
            text.push_str(", older than what was known");
        }
        received.details.iter().for_each(|(name, said)| text.push_str(&format!("\n{name} {said}")));
        return text;
    }
    if let Ok(aside) = event.payload::<SetAside>() {
        return format!("{} {}\n{}", aside.from, aside.topic, aside.reason);
    }
    event.data.to_string()
}

/// What mails and people say.
fn said(event: &Event) -> Option<String> {
    match event.kind.as_str() {
        MailReturned::KIND => {
            let returned: MailReturned = event.payload().ok()?;
            Some(format!("{}\nthe mail {}", returned.detail, returned.message_id))
        }
        MailUnsent::KIND => {
            let unsent: MailUnsent = event.payload().ok()?;
            Some(format!("{}\n{}", unsent.message.replace('#', " no. "), unsent.reason))
        }
        ConfirmationRequested::KIND => {
            let requested: ConfirmationRequested = event.payload().ok()?;
            Some(format!("by {}\n{}", requested.by, requested.reason))
        }
        SuppressionLifted::KIND => {
            let lifted: SuppressionLifted = event.payload().ok()?;
            Some(format!("by {}\nit was {}", lifted.by, lifted.was))
        }
        Erased::KIND => {
            let Erased { by, reference } = event.payload().ok()?;
            Some(
                reference.map_or_else(|| format!("by {by}"), |reference| format!("by {by}, for {reference}")),
            )
        }
        Closed::KIND => event.payload::<Closed>().ok().map(|closed| format!("by {}", closed.by)),
        Extended::KIND => {
            let Extended { until, by, reason } = event.payload().ok()?;
            let until = until.map_or_else(|| "by the windows alone".to_owned(), |day| format!("until {day}"));
            Some(format!("{until}\nby {by}: {reason}"))
        }
        Listed::KIND => {
            let Listed { list, by, reason } = event.payload().ok()?;
            let list = match list {
                Some(List::Block) => "on the block list",
                Some(List::Allow) => "on the allow list",
                None => "on no list",
            };
            Some(format!("{list}\nby {by}: {reason}"))
        }
        kind if kind.starts_with("return.") => stepped(event),
        _ => None,
    }
}

/// How far a return is with a step. All that it was decided by is `return show --trace`'s to tell.
fn stepped(event: &Event) -> Option<String> {
    let Stepped { step, state, did } = event.payload().ok()?;
    let word = |what: serde_json::Result<Value>| Some(what.ok()?.as_str()?.to_owned());
    let (state, did) = (word(serde_json::to_value(state))?, word(serde_json::to_value(did))?);
    let mut told = if state == did { state } else { format!("{did}, now {state}") };
    if let Step::RefundAsked { amount, .. } | Step::RefundDone { amount, .. } = &step {
        told.push_str(&format!("\n{amount}"));
    }
    if let Step::Overridden { by, reason, .. } = &step {
        told.push_str(&format!("\nby {by}: {reason}"));
    }
    Some(told)
}

/// What an event of this kind asks for: a mail, or that somebody does something.
fn asked(event: &Event, kind: &str) -> Option<String> {
    if kind.starts_with(MailRequested::KIND) {
        let request: MailRequested = event.payload().ok()?;
        return Some(format!("{} no. {}", request.message, request.revision));
    }
    if kind == Wanted::KIND || kind == Opened::KIND {
        let wanted: Wanted = event.payload().ok()?;
        return Some(format!("{} for {}, due {:.0}", wanted.reason, wanted.owner, wanted.due));
    }
    None
}

fn sent(entry: &Entry) -> String {
    let state = match entry.state {
        State::Sending => "being sent",
        State::Waiting => "not accepted yet",
        State::Sent => "sent",
        State::Failed => "failed",
        State::Parked => "parked",
    };
    let mut text = state.to_owned();
    if let Some(id) = &entry.message_id {
        text.push_str(&format!(" as {id}"));
    }
    if let Some(reason) = &entry.reason {
        text.push_str(&format!(": {reason}"));
    }
    if let Some(report) = &entry.reported {
        text.push_str(&format!("\nSES reports {}", report.word()));
    }
    if entry.attempts > 1 {
        text.push_str(&format!(", taken {} times", entry.attempts));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::{EntityRef, NewEvent, SourceVersion, event::Origin, returns::rma, settings::Withheld};

    use super::*;

    fn longer(until: Option<&str>) -> Extended {
        let until = until.map(|day| day.parse().expect("a day"));
        Extended { until, by: "ada".into(), reason: "in hospital".into() }
    }

    fn listed(list: Option<List>) -> Listed {
        Listed { list, by: "ada".into(), reason: "in hospital".into() }
    }

    #[test]
    fn every_kind_of_event_is_told_in_words() {
        let at: Timestamp = "2026-12-21T09:00:00Z".parse().expect("an instant");
        let request = MailRequested::transactional("order-confirmation", 1);
        let details = BTreeMap::from([("request".to_owned(), "7".to_owned())]);
        let wanted = Wanted {
            reason: "erase-customer".into(),
            owner: "privacy".into(),
            due: at,
            details: details.clone(),
        };
        let opened = Opened { about: EntityRef::customer("7"), wanted: wanted.clone() };
        let received = Received {
            from: "shopify".into(),
            topic: "customers/redact".into(),
            source: SourceVersion { at, tie: "00-ab".into() },
            superseded: false,
            details,
            returned: None,
            body: String::new(),
        };
        let aside = SetAside {
            from: "shopify".into(),
            topic: "carts/update".into(),
            body: "ab".into(),
            reason: "nobody acts on carts".into(),
        };
        let id = request.send_id(&"acme".parse().expect("a shop"), &EntityRef::order("1"));
        let returned = MailReturned {
            send_id: id.clone(),
            message_id: "m-1".into(),
            detail: "Permanent/General".into(),
        };
        let unsent = MailUnsent {
            send_id: id,
            message: "order-confirmation#1".into(),
            reason: "MessageRejected".into(),
        };
        let requested = ConfirmationRequested { by: "ada".into(), reason: "The buyer can't find it".into() };
        let eur = "EUR".parse().expect("a currency");
        let asked = Step::RefundAsked {
            key: "7#1".into(),
            amount: domain::Money::new(8900, eur),
            pieces: BTreeMap::from([("1".to_owned(), 1)]),
        };
        let paying = Stepped { step: asked, state: rma::State::Inspected, did: rma::Moved::RefundAsked };
        let lifted = SuppressionLifted { by: "ada".into(), was: "mail-bounced".into() };
        for (new, told) in [
            (request.event(), "order-confirmation no. 1\nnobody has taken it yet"),
            (
                request.event().withheld(Withheld::BeforeLive),
                "order-confirmation no. 1\nwithheld: before-live",
            ),
            (wanted.event("1"), "erase-customer for privacy, due 2026-12-21T09:00:00Z"),
            (
                wanted.event("1").withheld(Withheld::Shadow),
                "erase-customer for privacy, due 2026-12-21T09:00:00Z\nwithheld: shadow",
            ),
            (NewEvent::of("opened", &opened), "erase-customer for privacy, due 2026-12-21T09:00:00Z"),
            (NewEvent::of("done", &Closed { by: "ada".into() }), "by ada"),
            (NewEvent::of("x", &returned), "Permanent/General\nthe mail m-1"),
            (NewEvent::of("x", &unsent), "order-confirmation no. 1\nMessageRejected"),
            (requested.event(at), "by ada\nThe buyer can't find it"),
            (NewEvent::of("x", &lifted), "by ada\nit was mail-bounced"),
            (NewEvent::of("x", &longer(Some("2027-01-31"))), "until 2027-01-31\nby ada: in hospital"),
            (NewEvent::of("x", &longer(None)), "by the windows alone\nby ada: in hospital"),
            (NewEvent::of("x", &listed(Some(List::Block))), "on the block list\nby ada: in hospital"),
            (NewEvent::of("x", &listed(Some(List::Allow))), "on the allow list\nby ada: in hospital"),
            (NewEvent::of("x", &listed(None)), "on no list\nby ada: in hospital"),
            (
                NewEvent::named("privacy.erasure-requested", "x", &received),
                "shopify customers/redact, of 2026-12-21T09:00:00Z\nrequest 7",
            ),
            (NewEvent::named("return.refund-asked", "x", &paying), "refund-asked, now inspected\n89.00 EUR"),
            (NewEvent::named(SetAside::IGNORED, "x", &aside), "shopify carts/update\nnobody acts on carts"),
        ] {
            let shop = "acme".parse().expect("a shop");
            let event = Event::place(&new, &shop, &EntityRef::order("1"), &Origin::default(), (1, ""), at);
            assert_eq!(detail(&event, None), told, "{}", new.kind);
        }
    }
}
