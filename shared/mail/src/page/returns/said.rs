//! What several screens say: days, counts, words of closed lists and of the shop's own.

use domain::{Timestamp, order::Order, returns::window};

use super::PAGE;
use crate::{
    Unmailable, clean,
    context::Context,
    reasons,
    stock::said,
    strings::{Fence, Word},
};

/// Longer words of a buyer are cut, in letters.
const LONGEST: usize = 2000;
/// Longer numbers of orders and returns are cut.
const LONGEST_NUMBER: usize = 60;

/// A sentence of these pages.
pub(super) fn say(key: &str, words: &[(&str, Word)], cx: &Context) -> Result<String, Unmailable> {
    cx.strings.say(&format!("{PAGE}-{key}"), words, Fence::WhereDirectionsMix)
}

/// A word that mails have, too.
pub(super) fn shared(key: &str, cx: &Context) -> Result<String, Unmailable> {
    said::say(key, &[], cx)
}

/// The day of a moment, by the reader's clock.
pub(super) fn day(at: Timestamp, cx: &Context) -> Result<String, Unmailable> {
    cx.day(at.to_zoned(cx.zone.clone()).date())
}

/// The last day of what holds until then, by the reader's clock.
pub(super) fn last_day(until: Timestamp, cx: &Context) -> Result<String, Unmailable> {
    cx.day(window::last_day(until, &cx.zone))
}

/// A moment, by the reader's clock.
pub(super) fn instant(at: Timestamp, cx: &Context) -> Result<String, Unmailable> {
    cx.speech.dates.instant(&at.to_zoned(cx.zone.clone()), cx.strings)
}

/// A reason of the usual list in words; one of the shop's own as the shop calls it, or as it is written.
pub(super) fn reason(code: &str, cx: &Context) -> Result<String, Unmailable> {
    reasons::word("reason", code, cx)
}

/// A number that people say; a dash where it says nothing, since links are called by it.
pub(super) fn number(text: &str) -> String {
    said::word(text).unwrap_or_else(|| "–".to_owned()).chars().take(LONGEST_NUMBER).collect()
}

/// The number of an order.
pub(super) fn order_name(order: &Order) -> String {
    number(&order.name)
}

/// A name of the shop's own, such as a route.
pub(super) fn word(text: &str) -> String {
    said::word(text).unwrap_or_default()
}

/// Words of somebody, line by line, without controls and marks that turn the writing direction.
pub(super) fn text(text: &str) -> String {
    let text: String = text.chars().take(LONGEST).collect();
    let lines = text.lines().map(|line| clean::line(line, "return.text").unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// An id as it may stand in an address; none of ours is otherwise.
pub(super) fn plain_id(id: &str) -> Option<&str> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (!id.is_empty() && id.len() <= 128 && id.bytes().all(plain)).then_some(id)
}

/// An amount.
pub(super) fn money(amount: domain::Money, cx: &Context) -> Result<String, Unmailable> {
    cx.speech.numbers.money(amount)
}
