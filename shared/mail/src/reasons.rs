//! Words for codes of returns: why something comes back, in which state, what is wanted for it, and why a person is asked.

use domain::returns::{Because, Trait};

use crate::{
    Unmailable,
    context::Context,
    stock::said,
    strings::{Fence, Word},
};

/// The sentence of a code on one of our lists; a shop's own code as it is.
pub(crate) fn word(list: &str, code: &str, cx: &Context) -> Result<String, Unmailable> {
    let key = format!("returns-{list}-{code}");
    if cx.strings.has(&key) { said::say(&key, &[], cx) } else { Ok(said::word(code).unwrap_or_default()) }
}

/// Why a person is asked.
pub(crate) fn why(because: &Because, cx: &Context) -> Result<String, Unmailable> {
    let key = format!("return-why-{}", because.word());
    if !cx.strings.has(&key) {
        return Ok(because.word());
    }
    let text = |text: &str| Word::Text(said::word(text).unwrap_or_default());
    let of = |of: &Trait| word("trait", of.as_str(), cx).map(Word::Text);
    let words = match because {
        Because::ByRule { rule } => vec![("rule", text(rule))],
        Because::FactUnknown { rule, fact } => vec![("rule", text(rule)), ("fact", text(fact))],
        Because::WithdrawalExcepted { of: what } | Because::Restricted { of: what } => {
            vec![("of", of(what)?)]
        }
        Because::WithdrawalLate { last } => vec![("day", Word::Text(cx.day(*last)?))],
        _ => Vec::new(),
    };
    cx.strings.say(&key, &words, Fence::WhereDirectionsMix)
}
