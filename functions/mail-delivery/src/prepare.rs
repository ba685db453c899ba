//! The last look before a send: at what the mail is about, at the switch, the mail itself, and its address.

use domain::{
    Failure, Timestamp,
    mail::MailRequested,
    missing::RequestedMail,
    send::Entry,
    settings::{Allowed, History, Withheld},
};
use jiff::civil::Date;
use mail::{Mail, Unmailable};

use crate::{MailDelivery, Mailer, deliver::Send, enclosed::Enclosure, limit::Limit};

/// What came of the last look.
pub(crate) enum Prepared {
    /// It can go out, and was counted on this day against its automation's limit.
    Ready(Box<Mail>, Option<Date>),
    /// It must not.
    Unwanted(Unwanted),
    /// No mail can be made of it as things are: mended, it can be redriven.
    Unmakeable(String),
}

/// Why a mail isn't sent although it was asked for.
pub(crate) struct Unwanted {
    pub(crate) reason: String,
    pub(crate) then: Then,
}

/// What becomes of a mail that isn't sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Nobody wants it any more.
    Done,
    /// Somebody may want it all the same, later on: it becomes a dead letter, to be redriven or purged.
    DeadLetter,
    /// The same, and a person is told once a day: its automation has used up what it may send.
    Limited(Limit),
    /// A person has to see to it.
    Task,
}

impl Prepared {
    fn unwanted(reason: impl Into<String>, then: Then) -> Self {
        Self::Unwanted(Unwanted { reason: reason.into(), then })
    }

    /// Why it doesn't go out, if it doesn't.
    pub(crate) fn why_not(&self) -> Option<&str> {
        match self {
            Self::Ready(..) => None,
            Self::Unwanted(unwanted) => Some(&unwanted.reason),
            Self::Unmakeable(reason) => Some(reason),
        }
    }
}

impl<M: Mailer> MailDelivery<M> {
    /// Looks at facts and switch once more, renders, and looks whether mails go to that address.
    pub(crate) async fn prepare(
        &self,
        send: &Send<'_>,
        known: Option<&Entry>,
        now: Timestamp,
    ) -> Result<Prepared, Failure> {
        let event = send.event;
        // What lets the mail out may be a moment late, as if it had gone out a moment sooner; what holds it back is looked at
        // as it stands now.
        let mut history = self.store.settings_lately(&event.shop).await?;
        let subject = match self.subject(send, &history, now).await? {
            Ok(subject) => subject,
            Err(reason) => return Ok(Prepared::Unmakeable(reason.to_owned())),
        };
        if let Some(reason) = subject.forbidden() {
            return Ok(Prepared::unwanted(reason, Then::Done));
        }
        if subject.may_be_superseded() && self.is_superseded(send).await? {
            return Ok(Prepared::unwanted(
                "superseded: a newer mail about the order was asked for",
                Then::Done,
            ));
        }
        let switch = |history: &History| allowed(send.asked_by(), subject.began(), history, now);
        if !matches!(switch(&history), Ok(Allowed::Out | Allowed::Redirected(_))) {
            history = self.store.settings(&event.shop).await?;
        }
        let redirect_to = match switch(&history)? {
            Allowed::Out => None,
            Allowed::Redirected(address) => Some(address),
            Allowed::Withheld(why) => {
                let reason = format!("switched to {} before the mail was sent", why.as_str());
                let then = if why == Withheld::BeforeLive { Then::Done } else { Then::DeadLetter };
                return Ok(Prepared::unwanted(reason, then));
            }
        };
        if let Err(difference) = subject.check() {
            return Ok(Prepared::Unmakeable(format!("the order doesn't add up any more: {difference}")));
        }
        let shop = &*subject.spoken_of_by(&history, now)?;
        let Some(about) = subject.about(&event.subject, shop) else {
            return Ok(Prepared::Unmakeable("what the mail is about isn't there whole".to_owned()));
        };
        let enclosed = self.enclosed(&subject, send, shop, now).await?;
        let files: Vec<_> = enclosed.files.iter().map(Enclosure::as_file).collect();
        let rendered = mail::render(&mail::Request {
            message: &send.request.message,
            revision: send.request.revision,
            send_id: &send.id,
            about,
            shop,
            redirect_to: redirect_to.as_deref(),
            configuration_set: Some(self.lanes.configuration_set(send.request.lane)),
            locale: None,
            date: now,
            page: enclosed.page.as_deref(),
            offers: &enclosed.offers,
            files: &files,
            unsubscribe: None,
        });
        let mail = match rendered {
            Ok(mail) => mail,
            Err(Unmailable::UnknownMessage) => {
                let words = format!("message {} isn't known here yet", send.request.message);
                return Err(Failure::newer(words));
            }
            Err(Unmailable::Template(words)) => return Err(Failure::bug(words)),
            Err(reason) => return Ok(Prepared::Unmakeable(reason.to_string())),
        };
        if let Some(stands) = self.store.suppressed_if_any(&event.shop, &mail.to).await? {
            let reason = format!("address suppressed: {} {}", stands.reason, stands.detail);
            return Ok(Prepared::unwanted(reason, Then::Task));
        }
        // Tasks, digests and reports know neither switch nor limit.
        let counted = match subject.began() {
            None => None,
            Some(_) => match self.counted(send, known, &history, now).await? {
                Ok(day) => day,
                Err(unwanted) => return Ok(Prepared::Unwanted(unwanted)),
            },
        };
        let (shop, send) = (event.shop.as_str(), send.id.as_str());
        tracing::debug!(shop, send, redirected = redirect_to.is_some(), "the mail is made");
        Ok(Prepared::Ready(Box::new(mail), counted))
    }

    /// Whether a newer mail about the order was asked for: it says all that this one would, as the order now stands.
    async fn is_superseded(&self, send: &Send<'_>) -> Result<bool, Failure> {
        let MailRequested { message, revision, .. } = &send.request;
        let asked = RequestedMail { message: message.clone(), revision: *revision, again: 0 };
        Ok(self.store.is_replaced(&send.event.shop, &send.event.subject, &asked).await?)
    }
}

/// What may become of a mail that the automation asked for. Whoever turned it off means the mails that wait in a
/// queue, too. What the shop's own people have to do is never held back.
fn allowed(
    automation: &str,
    began: Option<Timestamp>,
    history: &History,
    now: Timestamp,
) -> Result<Allowed, Failure> {
    began.map_or(Ok(Allowed::Out), |began| history.allows(automation, began, now))
}

#[cfg(test)]
mod tests {
    use domain::settings::{Shop, Version, Withheld};

    use super::*;

    #[test]
    fn the_switch_of_whoever_asked_decides() {
        let table = |mode: &str| {
            serde_json::json!({"mode": mode, "live_since": "2026-11-21T00:00:00Z",
            "redirect_to": "owner@acme.example"})
        };
        let shop: Shop = serde_json::from_value(serde_json::json!({
            "id": "acme", "name": "Acme", "url": "https://acme.example", "locale": "en",
            "zone": "Europe/Berlin", "sender": {"address": "shop@acme.example"},
            "automations": {"off": table("off"), "shadow": table("shadow"), "redirect": table("redirect"),
                "live": table("live")},
        }))
        .expect("a shop");
        let published = Version { number: 2, effective_from: Timestamp::UNIX_EPOCH, shop };
        let history = History::new(vec![published]);
        let (before, after) = ("2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z");
        let own = || Allowed::Redirected("owner@acme.example".into());
        for (automation, began, expected) in [
            ("off", Some(after), Allowed::Withheld(Withheld::Off)),
            ("shadow", Some(after), Allowed::Withheld(Withheld::Shadow)),
            ("nobody", Some(after), Allowed::Withheld(Withheld::Shadow)),
            ("redirect", Some(after), own()),
            ("redirect", Some(before), Allowed::Withheld(Withheld::BeforeLive)),
            ("live", Some(after), Allowed::Out),
            ("live", Some(before), Allowed::Withheld(Withheld::BeforeLive)),
            ("off", None, Allowed::Out),
        ] {
            let at = began.map(|text| text.parse().expect("an instant"));
            let now = Timestamp::from_second(1_800_000_000).expect("in range");
            assert_eq!(allowed(automation, at, &history, now), Ok(expected), "{automation}, began {began:?}");
        }
    }
}
