//! Write and read units as DynamoDB reckons them.

use store::engine::{Attr, Index, Item, text};

/// Bytes of an item: names and values.
fn bytes(item: &Item) -> u64 {
    let value = |attr: &Attr| match attr {
        Attr::S(text) => text.len(),
        Attr::N(number) => number.to_string().len().div_ceil(2) + 1,
        Attr::B(bytes) => bytes.len(),
    };
    item.iter().map(|(name, attr)| (name.len() + value(attr)) as u64).sum()
}

fn units(item: &Item) -> u64 {
    bytes(item).div_ceil(1024).max(1)
}

/// Units of one write: the larger of before and after, doubled in a transaction; an index entry costs one to put,
/// one to remove.
pub(crate) fn of_write(before: Option<&Item>, after: Option<&Item>, in_transaction: bool) -> u64 {
    let base = before.map_or(1, units).max(after.map_or(1, units));
    let entry = |item: Option<&Item>, index: Index| {
        let (_, pk, sk) = index.schema();
        item.and_then(|item| Some((text(item, pk)?.to_owned(), text(item, sk)?.to_owned())))
    };
    let indexes: u64 = [Index::ByTime, Index::ByCustomer]
        .into_iter()
        .map(|index| match (entry(before, index), entry(after, index)) {
            (old, new) if old == new => 0,
            (Some(_), Some(_)) => 2,
            _ => 1,
        })
        .sum();
    base * if in_transaction { 2 } else { 1 } + indexes
}

/// Half units of reading items one by one: each rounds up to 4 KB; what isn't there costs as much as the smallest.
pub(crate) fn of_reads<'i>(items: impl IntoIterator<Item = Option<&'i Item>>) -> u64 {
    items.into_iter().map(|item| 2 * item.map_or(1, |item| bytes(item).div_ceil(4096).max(1))).sum()
}

/// Half units of a page: its items together round up to 4 KB.
pub(crate) fn of_page<'i>(items: impl IntoIterator<Item = &'i Item>) -> u64 {
    2 * items.into_iter().map(bytes).sum::<u64>().div_ceil(4096).max(1)
}
