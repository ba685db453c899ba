//! What becomes of a topic: every source's table is a list of these.

use std::collections::BTreeMap;

use domain::{
    EntityRef, SourceVersion, Timestamp,
    event::hash_of,
    order::{Order, PaymentStatus},
    returns::told::Told,
    stock::Item,
    tracking::Report,
    webhook::{Happened, Refusal, Translation, Wants},
};

use crate::refusal::tame;

/// A topic of a source, and what becomes of it.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// The platform's word, such as `orders/create`. A `*` in it stands for any one segment, such as a number that the
    /// platform writes into its topics.
    pub name: &'static str,
    /// What it becomes.
    pub becomes: Becomes,
}

/// What a topic becomes.
#[derive(Debug, Clone, Copy)]
pub enum Becomes {
    /// An event of this kind, by this reading of the body.
    Event(&'static str, Read),
    /// Nothing, for this reason.
    Nothing(&'static str),
}

/// Reads a body.
pub(crate) type Read = fn(&[u8]) -> Result<Facts, Refusal>;

impl Topic {
    /// A topic that becomes an event of `kind`.
    pub(crate) const fn event(name: &'static str, kind: &'static str, read: Read) -> Self {
        Self { name, becomes: Becomes::Event(kind, read) }
    }

    /// A topic that is left aside.
    pub(crate) const fn nothing(name: &'static str, reason: &'static str) -> Self {
        Self { name, becomes: Becomes::Nothing(reason) }
    }

    /// Whether `topic` is this one.
    pub(crate) fn covers(&self, topic: &str) -> bool {
        let mut segments = topic.split('/');
        let fits = |own: &str| segments.next().is_some_and(|segment| own == "*" || own == segment);
        self.name.split('/').all(fits) && segments.next().is_none()
    }

    /// One line of the table: the kind, or why nothing comes of it.
    pub fn told(&self) -> String {
        match self.becomes {
            Becomes::Event(kind, _) => kind.to_owned(),
            Becomes::Nothing(reason) => format!("ignored: {reason}"),
        }
    }
}

/// What a body says, before it has our kind and the body's hash.
#[derive(Debug)]
pub struct Facts {
    /// What it is about.
    pub(crate) entity: EntityRef,
    /// How new it is by the platform's own clock. A body without a time has the epoch: its hash alone names it.
    pub(crate) at: Timestamp,
    /// The order, where the body carries it whole.
    pub(crate) order: Option<Order>,
    /// What is stocked of a product, where the body says it.
    pub(crate) items: Option<Vec<Item>>,
    /// What it tells of a parcel.
    pub(crate) parcel: Option<Report>,
    /// When the shop committed an edit of the order.
    pub(crate) edited_at: Option<Timestamp>,
    /// Whether the body is all that there is to know of the entity.
    pub(crate) whole: bool,
    /// Ids and numbers for later decisions. Never names or addresses.
    pub(crate) details: BTreeMap<String, String>,
    /// What it tells of a return.
    pub(crate) returned: Option<Told>,
    /// What a person must do.
    pub(crate) wants: Option<Wants>,
    /// Why nothing comes of it after all.
    pub(crate) ignored: Option<&'static str>,
}

impl Facts {
    /// That something happened to `entity` at `at`.
    pub(crate) fn about(entity: EntityRef, at: Timestamp) -> Self {
        Self {
            entity,
            at,
            order: None,
            items: None,
            parcel: None,
            edited_at: None,
            whole: false,
            details: BTreeMap::new(),
            returned: None,
            wants: None,
            ignored: None,
        }
    }

    /// An order, whole.
    pub(crate) fn order(order: Order, at: Timestamp) -> Self {
        let entity = EntityRef::order(&order.id);
        Self { whole: true, order: Some(order), ..Self::about(entity, at) }
    }

    /// What a carrier says of a parcel.
    pub(crate) fn parcel(report: Report, at: Timestamp) -> Self {
        let entity = report.number.entity();
        let ignored = report.is_empty().then_some("no carrier has said anything of the parcel yet");
        Self { parcel: Some(report), ignored, ..Self::about(entity, at) }
    }

    /// What is stocked of the product.
    pub(crate) fn items(self, items: Vec<Item>) -> Self {
        Self { items: Some(items), ..self }
    }

    /// What it tells of a return.
    pub(crate) fn returned(self, told: Option<Told>) -> Self {
        Self { returned: told, ..self }
    }

    /// The body is all that there is to know of the entity.
    pub(crate) fn whole(self) -> Self {
        Self { whole: true, ..self }
    }

    /// Adds a detail, where the body says it.
    pub(crate) fn detail(mut self, name: &str, value: Option<impl Into<String>>) -> Self {
        if let Some(value) = value {
            self.details.insert(name.to_owned(), value.into());
        }
        self
    }
}

/// What a body means under `topic`, by a source's table; the first entry that covers the topic counts.
pub(crate) fn translate(topics: &[Topic], topic: &str, body: &[u8]) -> Result<Translation, Refusal> {
    let ignored = |reason: String| Ok(Translation::Ignored { reason });
    let (kind, read) = match topics.iter().find(|t| t.covers(topic)).map(|t| t.becomes) {
        Some(Becomes::Event(kind, read)) => (kind, read),
        Some(Becomes::Nothing(reason)) => return ignored(format!("{}: {reason}", tame(topic))),
        None => return ignored(format!("the topic \"{}\" is not among those acted on", tame(topic))),
    };
    let facts = read(body)?;
    if let Some(reason) = facts.ignored {
        return ignored(format!("{}: {reason}", tame(topic)));
    }
    let mut hash = hash_of(body);
    hash.truncate(16);
    let tie = format!("{:02}-{hash}", facts.order.as_ref().map_or(0, progress));
    Ok(Translation::Happened(Box::new(Happened {
        kind: kind.to_owned(),
        entity: facts.entity,
        source: SourceVersion { at: facts.at, tie },
        order: facts.order,
        items: facts.items,
        parcel: facts.parcel,
        edited_at: facts.edited_at,
        whole: facts.whole,
        details: facts.details,
        parcels_cut_off: false,
        returned: facts.returned.map(Box::new),
        wants: facts.wants,
    })))
}

/// How far an order is. Platforms count in seconds: of two snapshots of one second the further one is the newer. What
/// is as far is told apart by its hash, so that any order of arrival ends in one state.
pub(crate) fn progress(order: &Order) -> u8 {
    let paid = match order.payment.status {
        PaymentStatus::Pending => 0,
        PaymentStatus::Authorised => 1,
        PaymentStatus::Expired => 2,
        PaymentStatus::PartlyPaid => 3,
        PaymentStatus::Paid => 4,
        PaymentStatus::Voided => 5,
        PaymentStatus::PartlyRefunded => 6,
        PaymentStatus::Refunded => 7,
    };
    if order.cancelled_at.is_some() { 10 + paid } else { paid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_is_one_segment() {
        for (name, topic, covered) in [
            ("orders/create", "orders/create", true),
            ("orders/create", "orders/*", false),
            ("orders/create", "orders/create/x", false),
            ("orders/create", "orders", false),
            ("store/channel/*/settings", "store/channel/1/settings", true),
            ("store/channel/*/settings", "store/channel/1/2/settings", false),
            ("store/channel/*/settings", "store/channel/settings", false),
            ("store/cart/*", "store/cart/", true),
        ] {
            assert_eq!(Topic::nothing(name, "x").covers(topic), covered, "{name} {topic}");
        }
    }

    #[test]
    fn no_entry_hides_another() {
        for source in crate::sources() {
            for topic in source.topics() {
                let first = source.topics().iter().find(|t| t.covers(topic.name)).map(|t| t.name);
                assert_eq!(first, Some(topic.name), "{}", source.name());
            }
        }
    }
}
