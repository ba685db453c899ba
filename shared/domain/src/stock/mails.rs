//! The mails about stock: what each is about, where its facts are journalled, how it is asked for.

use jiff::{Timestamp, civil::Date};

use super::{Alert, Digest, Recovered, Summary};
use crate::{EntityRef, mail::MailRequested};

impl Alert {
    /// The message's folder.
    pub const MESSAGE: &'static str = "low-stock";

    /// Asks for the mail of an alert that is told at once, on the item's own entity ([`super::at`]).
    pub fn mail(&self) -> MailRequested {
        MailRequested::bulk(Self::MESSAGE, self.number).since(self.at)
    }

    /// The alert's number by the name of its effect, such as an action's matter.
    pub fn number_of(effect: &str) -> Option<u32> {
        let number = effect.rsplit('#').next()?.parse().ok()?;
        (Self::effect(number) == effect).then_some(number)
    }

    /// The entity that it is journalled on.
    pub fn entity(&self) -> EntityRef {
        super::at(&self.item, &self.location)
    }
}

impl Recovered {
    /// The name of the effect under which it is journalled: the end of alert `number`.
    pub fn effect(number: u32) -> String {
        format!("stock#recovered#{number}")
    }
}

impl Digest {
    /// The message's folder.
    pub const MESSAGE: &'static str = "stock-digest";
    /// The list of the items at places of which the next one tells.
    pub const LIST: &'static str = "stock-digest";
    /// The kind of its entity.
    pub const ENTITY: &'static str = "STOCK-DIGEST";
    /// The name of the effect under which it is journalled. There is one for each entity.
    pub const EFFECT: &'static str = "stock#digest-made";

    /// Its own entity.
    pub fn entity(&self) -> EntityRef {
        Self::entity_of(&self.route, self.date, self.part)
    }

    /// The entity of a part of the digest of a route on one of the shop's own dates.
    pub fn entity_of(route: &str, date: Date, part: u32) -> EntityRef {
        EntityRef::new(Self::ENTITY, &format!("{date}#{route}{}", further(part)))
    }

    /// Asks for its mail, on its own entity.
    pub fn mail(&self, now: Timestamp) -> MailRequested {
        MailRequested::bulk(Self::MESSAGE, 1).since(now)
    }
}

impl Summary {
    /// The message's folder.
    pub const MESSAGE: &'static str = "stock-storm";
    /// The list of the items at places of which the next one tells.
    pub const LIST: &'static str = "stock-storm";
    /// The kind of its entity.
    pub const ENTITY: &'static str = "STOCK-STORM";
    /// The name of the effect under which it is journalled. There is one for each entity.
    pub const EFFECT: &'static str = "stock#summary-made";

    /// Its own entity.
    pub fn entity(&self) -> EntityRef {
        Self::entity_of(&self.route, self.from, self.part)
    }

    /// The entity of a part of the summary for a route of a storm that began at `from`.
    pub fn entity_of(route: &str, from: Timestamp, part: u32) -> EntityRef {
        EntityRef::new(Self::ENTITY, &format!("{from}#{route}{}", further(part)))
    }

    /// Asks for its mail, on its own entity.
    pub fn mail(&self) -> MailRequested {
        MailRequested::bulk(Self::MESSAGE, 1).since(self.to)
    }
}

/// The first part has the entity's plain name.
fn further(part: u32) -> String {
    if part == 0 { String::new() } else { format!("#{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alert_is_known_by_its_effect() {
        for (effect, number) in [
            (Alert::effect(3).as_str(), Some(3)),
            ("stock#alerted#03", None),
            ("stock#recovered#3", None),
            ("stock#alerted#", None),
            ("", None),
        ] {
            assert_eq!(Alert::number_of(effect), number, "{effect}");
        }
    }
}
