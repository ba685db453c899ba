//! Where everything lies. Every key of both tables is made here.

use domain::{EntityRef, ShopId, Timestamp, command::CommandId, reorder::Proposal, send::SendId};
use jiff::{civil::Date, tz::TimeZone};

use crate::{StoreError, engine::Key};

/// How many ways the time index is split, so that a busy minute doesn't meet on one partition.
pub const SHARDS: u8 = 8;

/// The sort key of an entity's head.
pub const HEAD: &str = "HEAD";
/// The sort key of an entity's body.
pub const BODY: &str = "BODY";
/// The sort key of a ledger.
pub const LEDGER: &str = "LEDGER";
/// How the sort keys of events begin.
pub const EVENTS: &str = "EVENT#";
/// The sort key of whose turn it is among an order's commands; how those of the commands begin.
pub const COMMANDS: &str = "COMMAND";

/// The partition of an entity: one item collection each.
pub fn entity(shop: &ShopId, entity: &EntityRef) -> String {
    format!("{shop}#{entity}")
}

/// Shop and entity of a partition that [`entity`] named.
pub fn parse_entity(pk: &str) -> Result<(ShopId, EntityRef), StoreError> {
    let unreadable = || StoreError::unreadable("a key", "it names no entity of a shop");
    let (shop, entity) = pk.split_once('#').ok_or_else(unreadable)?;
    let entity = EntityRef::try_from(entity.to_owned()).map_err(|_| unreadable())?;
    Ok((shop.parse().map_err(|_| unreadable())?, entity))
}

/// The head of an entity.
pub fn head(shop: &ShopId, of: &EntityRef) -> Key {
    Key::new(entity(shop, of), HEAD)
}

/// The body of an entity.
pub fn body(shop: &ShopId, of: &EntityRef) -> Key {
    Key::new(entity(shop, of), BODY)
}

/// An event of an entity, named by its effect.
pub fn event(shop: &ShopId, of: &EntityRef, effect: &str) -> Key {
    Key::new(entity(shop, of), format!("{EVENTS}{effect}"))
}

/// The partition in the customers' index of the orders that people call so.
pub fn named(shop: &ShopId, name: &str) -> String {
    format!("{shop}#NAME#{name}")
}

/// A wish to return something of an order, while it is being written.
pub fn draft(shop: &ShopId, order: &EntityRef) -> Key {
    Key::new(entity(shop, order), "DRAFT#return")
}

/// How often somebody looked for the order of this name in an hour, counted from 1970.
pub fn tries(shop: &ShopId, name: &str, hour: i64) -> Key {
    Key::new(named(shop, name), format!("TRIES#{hour}"))
}

/// How many mails an automation has sent on a day.
pub fn mails(shop: &ShopId, automation: &str, day: Date) -> Key {
    Key::new(entity(shop, &EntityRef::new("COUNTER", "mails")), format!("{automation}#{day}"))
}

/// What is said of a return in people's own words.
pub fn words(shop: &ShopId, of: &EntityRef) -> Key {
    Key::new(entity(shop, of), "WORDS")
}

/// The row that wakes an automation about an entity.
pub fn due(shop: &ShopId, of: &EntityRef, automation: &str, purpose: &str) -> Key {
    Key::new(entity(shop, of), format!("DUE#{automation}#{purpose}"))
}

/// A small row of an entity that changes with another one.
pub fn tie(shop: &ShopId, of: &EntityRef, name: &str) -> Key {
    Key::new(entity(shop, of), format!("TIE#{name}"))
}

/// The ledger of an item at a place.
pub fn ledger(shop: &ShopId, of: &EntityRef) -> Key {
    Key::new(entity(shop, of), LEDGER)
}

/// The open proposal of an item at a place.
pub fn proposal(shop: &ShopId, of: &EntityRef) -> Key {
    Key::new(entity(shop, of), Proposal::KEY)
}

/// What the catalogue says of an item.
pub fn catalogued(shop: &ShopId, item: &str) -> Key {
    Key::new(entity(shop, &domain::stock::item(item)), "ITEM")
}

/// Which item a variant is stocked as.
pub fn variant(shop: &ShopId, variant: &str) -> Key {
    Key::new(entity(shop, &EntityRef::new("VARIANT", variant)), "ITEM")
}

/// What a paper of an entity says.
pub fn paper(shop: &ShopId, of: &EntityRef, kind: &str, revision: u32) -> Key {
    Key::new(entity(shop, of), format!("PAPER#{kind}#{revision:06}"))
}

/// Whose turn it is among the commands of an order.
pub fn turn(shop: &ShopId, order: &EntityRef) -> Key {
    Key::new(entity(shop, order), COMMANDS)
}

/// A command to the shop about an order.
pub fn command(shop: &ShopId, order: &EntityRef, id: &CommandId) -> Key {
    Key::new(entity(shop, order), format!("{COMMANDS}#{}", id.as_str()))
}

/// A webhook's body as it came, by its hash.
pub fn raw(shop: &ShopId, body_hash: &str) -> Key {
    Key::new(format!("{shop}#RAW#{body_hash}"), "RAW")
}

/// A part of a file that is kept by its hash. Parts sort as they follow.
pub fn file_part(shop: &ShopId, hash: &str, place: usize) -> Key {
    Key::new(format!("{shop}#FILE#{hash}"), format!("PART#{place:03}"))
}

/// The partition of a shop's settings.
pub fn settings(shop: &ShopId) -> String {
    format!("{shop}#SETTINGS")
}

/// One version of a shop's settings.
pub fn settings_version(shop: &ShopId, number: u32) -> Key {
    Key::new(settings(shop), format!("V#{number:06}"))
}

/// That an entity is a member of a list.
pub fn member(shop: &ShopId, of: &EntityRef, list: &str) -> Key {
    Key::new(entity(shop, of), format!("LIST#{list}"))
}

/// The partition of the time index that holds a shard of a list.
pub fn list(shop: &ShopId, list: &str, shard: u8) -> String {
    format!("{shop}#LIST#{list}#{shard}")
}

/// What is kept of a source of webhooks, beside its settings.
pub fn source(name: &str) -> EntityRef {
    EntityRef::new("SOURCE", name)
}

/// When a source was last heard.
pub fn heard(shop: &ShopId, name: &str) -> Key {
    Key::new(entity(shop, &source(name)), "HEARD")
}

/// The partition of the customer index that lists a customer's orders.
pub fn customer(shop: &ShopId, customer: &str) -> String {
    entity(shop, &EntityRef::customer(customer))
}

/// A send in the ledger. The carrier's name comes first: its role may touch nothing else.
pub fn send(shop: &ShopId, id: &SendId) -> Key {
    Key::alone(format!("mail-delivery#{shop}#{}", id.as_str()))
}

/// An instant that sorts as text: UTC, always with milliseconds.
pub fn instant(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// The shard of something in the time index.
pub fn shard(of: &str) -> u8 {
    // FNV-1a: any even spread will do, and it must never change.
    let hash =
        of.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    (hash % u64::from(SHARDS)) as u8
}

/// The partition of the time index that holds what is due.
pub fn due_shard(shard: u8) -> String {
    format!("DUE#{shard}")
}

/// The partition of the time index that holds a shop's journal of one UTC day.
pub fn day(shop: &ShopId, at: Timestamp, shard: u8) -> String {
    format!("{shop}#DAY#{}#{shard}", at.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_sort_as_text() {
        let at = |s: &str| instant(s.parse().expect("a timestamp"));
        assert_eq!(at("2026-01-15T10:00:00+01:00"), "2026-01-15T09:00:00.000Z");
        assert!(at("2026-01-15T09:00:00.5Z") < at("2026-01-15T09:00:00.51Z"));
        assert!(at("2026-01-15T09:00:00Z") < at("2026-01-15T09:00:00.001Z"));
    }

    #[test]
    fn shards_are_evenly_used_and_never_change() {
        let mut counts = [0_u32; SHARDS as usize];
        for n in 0..8_000 {
            counts[shard(&format!("acme#ORDER#{n}")) as usize] += 1;
        }
        assert!(counts.iter().all(|c| (800..1200).contains(c)), "{counts:?}");
        assert_eq!(shard("acme#ORDER#450789469"), shard("acme#ORDER#450789469"));
        assert_eq!([shard(""), shard("a"), shard("b")], [5, 4, 5]);
    }
}
