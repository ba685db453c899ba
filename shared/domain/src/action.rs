//! What the shop's own people may do about something by the signed links in their mails: acknowledge, snooze.
//!
//! A link is bound to its shop, to the entity, to one event of it (the matter), to one action, to the route that its mail
//! went to, and to an expiry. What was done is journalled on the entity under a name that follows from matter and action,
//! so it happens once; the automation that told of the matter wakes on it and decides what it means.

use jiff::{Timestamp, ToSpan as _, tz::TimeZone};
use serde::{Deserialize, Serialize};

use crate::{
    EntityRef, Event, NewEvent, Payload, ShopId,
    link::{self, LinkKey, Opened},
    returns,
};

/// The purpose of links that do something.
const PURPOSE: &str = "action";
/// The longest words and names.
const LONGEST_WORD: usize = 40;
/// Nothing is put off for longer.
const MOST_DAYS: u16 = 366;
/// For how many days something may be put off by a mail that tells it alone.
const SNOOZES: &[u16] = &[1, 3, 7];
/// And by one that tells it among others: each link has two hundred signs, and a mail of 102 KB is cut off by Gmail.
const SNOOZES_AMONG_OTHERS: &[u16] = &[7];

/// For how many days the links of the staff's mails open their pages.
pub const LINK_DAYS: u16 = 30;

/// Seen: say no more of it until it gets worse.
pub const ACKNOWLEDGE: &str = "acknowledge";
/// What everybody who is asked says for themselves: what one has said doesn't answer for the next.
const VOTES: [&str; 2] = [returns::told::APPROVE, returns::told::REFUSE];
/// Say no more of it for some days.
pub const SNOOZE: &str = "snooze";

/// One thing to do about one event of an entity. The word is open: a new one has its texts at `pages/action` of `mail`, and
/// its meaning in the automation that offers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What is done, such as `acknowledge`.
    pub word: String,
    /// For how many days, where that is part of it; else 0.
    pub days: u16,
    /// The effect of the event that it is about.
    pub matter: String,
    /// The route that the mail went to, such as `stock`.
    pub role: String,
}

impl Action {
    /// An action that is no matter of days.
    pub fn new(word: &str, matter: &str, role: &str) -> Self {
        Self { word: word.into(), days: 0, matter: matter.into(), role: role.into() }
    }

    /// The same for some days.
    pub fn of_days(self, days: u16) -> Self {
        Self { days, ..self }
    }

    /// What a mail on a route offers about a matter that it tells: to acknowledge it, or to put it off.
    pub fn offered(matter: &str, role: &str, alone: bool) -> Vec<Self> {
        let days = if alone { SNOOZES } else { SNOOZES_AMONG_OTHERS };
        let snoozes = days.iter().map(|days| Self::new(SNOOZE, matter, role).of_days(*days));
        std::iter::once(Self::new(ACKNOWLEDGE, matter, role)).chain(snoozes).collect()
    }

    /// The name of its effect within the entity: once per matter, word and number of days; of a vote, once for each who is asked.
    pub fn effect(&self) -> String {
        let Self { word, days, matter, role } = self;
        if VOTES.contains(&word.as_str()) {
            return format!("action#{word}#{matter}#{role}");
        }
        if *days == 0 { format!("action#{word}#{matter}") } else { format!("action#{word}-{days}#{matter}") }
    }

    /// Until when, by the shop's clock, if it is done now: the same minute of the last day.
    pub fn until(&self, now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
        if self.days == 0 {
            return None;
        }
        let minute = now.as_second().div_euclid(60).saturating_mul(60);
        let from = Timestamp::from_second(minute).unwrap_or(now).to_zoned(zone.clone());
        from.checked_add(i64::from(self.days).days()).ok().map(|until| until.timestamp())
    }

    /// That it was done, at `now`, about what `told` told: for the automation that told it. `None` if that was none.
    pub fn taken(&self, told: &Event, now: Timestamp, zone: &TimeZone) -> Option<NewEvent> {
        let taken = Taken {
            word: self.word.clone(),
            matter: self.matter.clone(),
            until: self.until(now, zone),
            role: self.role.clone(),
        };
        let kind = format!("{}.{}", Taken::KIND, told.by.as_deref()?);
        Some(NewEvent::named(&kind, self.effect(), &taken))
    }

    fn is_sound(&self) -> bool {
        let word = |text: &str| {
            (1..=LONGEST_WORD).contains(&text.len())
                && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let plain = |text: &str| !text.is_empty() && !text.contains('|');
        word(&self.word) && plain(&self.role) && plain(&self.matter) && self.days <= MOST_DAYS
    }
}

/// Data of `action.taken.{automation}`: somebody of the shop's own did something about an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// What, such as `snooze`.
    pub word: String,
    /// The effect of the event that it is about.
    pub matter: String,
    /// Until when it holds, where it is done for some days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The route whose mail had the link. Who followed it isn't known.
    pub role: String,
}

impl Payload for Taken {
    const KIND: &'static str = "action.taken";
}

/// A link that does something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionLink {
    /// The shop.
    pub shop: ShopId,
    /// What it is done about.
    pub entity: EntityRef,
    /// What is done.
    pub action: Action,
    /// From when on it opens nothing any more.
    pub expires: Timestamp,
}

impl ActionLink {
    /// A link of a mail that was asked for at `from`, which opens for `days` days, to the end of the last.
    pub fn new(shop: &ShopId, entity: &EntityRef, action: Action, from: Timestamp, days: u16) -> Self {
        let expires = link::end_of_last_day(from, days);
        Self { shop: shop.clone(), entity: entity.clone(), action, expires }
    }

    /// Its token; `None` for what no link can say: words that are none, names that are too long.
    pub fn sign(&self, key: &LinkKey) -> Option<String> {
        let Self { shop, entity, action, expires } = self;
        let Action { word, days, matter, role } = action;
        // Only the entity's id may hold the sign between the parts, so it stands last.
        let rest = format!("{role}|{word}|{days}|{matter}|{entity}");
        let token = link::seal(key, PURPOSE, shop, *expires, &rest);
        (action.is_sound() && token.len() <= link::LONGEST).then_some(token)
    }

    /// Its address under `base`.
    pub fn address(&self, base: &str, key: &LinkKey) -> Option<String> {
        Some(format!("{}/actions/{}", base.trim_end_matches('/'), self.sign(key)?))
    }

    /// What the token opens, if one of `keys` signed it for an action and it hasn't expired.
    pub fn open(token: &str, keys: &[LinkKey], now: Timestamp) -> Option<Self> {
        let Opened { shop, expires, rest } = link::unseal(token, PURPOSE, keys, now)?;
        let mut parts = rest.splitn(5, '|');
        let mut part = || parts.next();
        let (role, word, days, matter, entity) = (part()?, part()?, part()?, part()?, part()?);
        let action = Action { days: days.parse().ok()?, ..Action::new(word, matter, role) };
        let entity = EntityRef::try_from(entity.to_owned()).ok()?;
        action.is_sound().then_some(Self { shop, entity, action, expires })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{Link, ORDER_STATUS};

    fn at(text: &str) -> Timestamp {
        text.parse().expect("an instant")
    }

    fn key(word: &str) -> LinkKey {
        LinkKey::new(format!("{word}-0123456789abcdef")).expect("long enough")
    }

    fn link(word: &str, days: u16) -> ActionLink {
        let action = Action::new(word, "alert#3", "stock").of_days(days);
        let (shop, entity) = ("acme".parse().expect("a shop"), EntityRef::new("SKU", "A|7#berlin"));
        ActionLink::new(&shop, &entity, action, at("2026-11-21T12:00:00Z"), 30)
    }

    #[test]
    fn a_link_does_what_it_was_signed_for_until_it_expires() {
        let (keys, now) = ([key("b"), key("a")], at("2026-12-21T23:59:59Z"));
        for link in [link(ACKNOWLEDGE, 0), link(SNOOZE, 1), link(SNOOZE, 7)] {
            let token = link.sign(&key("a")).expect("a token");
            assert!(token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{token}");
            assert_eq!(ActionLink::open(&token, &keys, now), Some(link.clone()));
            assert_eq!(ActionLink::open(&token, &keys, link.expires), None);
            assert_eq!(ActionLink::open(&token, &keys[..1], now), None);
            let address = link.address("https://pages.example/", &key("a"));
            assert_eq!(address, Some(format!("https://pages.example/actions/{token}")));
            assert_eq!(Link::proof(&token).map(str::len), Some(43));
        }
    }

    #[test]
    fn an_order_s_page_and_an_action_never_open_each_other() {
        let (keys, now) = ([key("a")], at("2026-11-21T12:00:00Z"));
        let action = link(ACKNOWLEDGE, 0).sign(&keys[0]).expect("a token");
        assert_eq!(Link::open(&action, ORDER_STATUS, &keys, now), None);
        let page = Link::to_order(&link("x", 0).shop, &EntityRef::order("1"), now, 30);
        assert_eq!(ActionLink::open(&page.sign(&keys[0]), &keys, now), None);
        // Even for the right purpose: an order's page says neither what nor for whom.
        let purpose = Link { purpose: PURPOSE, ..page };
        assert_eq!(ActionLink::open(&purpose.sign(&keys[0]), &keys, now), None);
    }

    #[test]
    fn what_a_link_cant_say_is_not_signed() {
        let sound = link(SNOOZE, 3);
        assert!(sound.sign(&key("a")).is_some());
        let odd = |change: fn(&mut ActionLink)| {
            let mut link = sound.clone();
            change(&mut link);
            link.sign(&key("a"))
        };
        for (what, token) in [
            ("no word", odd(|l| l.action.word.clear())),
            ("a word with the sign between the parts", odd(|l| l.action.word = "snooze|7".into())),
            ("a route with it", odd(|l| l.action.role = "stock|acknowledge".into())),
            ("a matter with it", odd(|l| l.action.matter = "alert|3".into())),
            ("no matter", odd(|l| l.action.matter.clear())),
            ("for ever", odd(|l| l.action.days = 367)),
            ("a name that is too long", odd(|l| l.entity = EntityRef::new("SKU", &"x".repeat(400)))),
        ] {
            assert_eq!(token, None, "{what}");
        }
    }

    #[test]
    fn an_action_is_named_by_what_it_does_to_which_matter() {
        let effect =
            |word: &str, days, matter: &str| Action::new(word, matter, "stock").of_days(days).effect();
        assert_eq!(effect(ACKNOWLEDGE, 0, "alert#3"), "action#acknowledge#alert#3");
        assert_eq!(effect(SNOOZE, 7, "alert#3"), "action#snooze-7#alert#3");
        let role = Action::new(ACKNOWLEDGE, "alert#3", "other");
        assert_eq!(role.effect(), effect(ACKNOWLEDGE, 0, "alert#3"), "whoever does it: it is done");
    }

    #[test]
    fn what_is_told_alone_can_be_put_off_for_as_long_as_anybody_likes() {
        for (alone, days) in [(true, &[0, 1, 3, 7][..]), (false, &[0, 7])] {
            let offered = Action::offered("alert#3", "stock", alone);
            assert_eq!(offered.iter().map(|action| action.days).collect::<Vec<_>>(), days);
            assert!(offered.iter().all(|action| (action.word == SNOOZE) == (action.days > 0)));
        }
    }

    #[test]
    fn days_are_counted_by_the_shop_s_clock() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        for (days, now, until) in [
            (0, "2026-03-28T12:00:00Z", None),
            (1, "2026-03-28T12:00:59.9Z", Some("2026-03-29T11:00:00Z")), // summer time begins
            (7, "2026-10-24T08:30:00Z", Some("2026-10-31T09:30:00Z")),   // and ends
            (3, "2024-02-27T23:30:00Z", Some("2024-03-01T23:30:00Z")),
        ] {
            let action = Action::new(SNOOZE, "alert#3", "stock").of_days(days);
            assert_eq!(action.until(at(now), &berlin), until.map(at), "{days} days from {now}");
        }
    }
}
