//! What a new function may be called, and what may be said of it.

use crate::trouble::Trouble;

/// `{stack}-{name}` has to fit into the 64 letters of a function's and a schedule's name.
const LONGEST: usize = 32;
/// A description fits into one row and one line of the template.
const LONGEST_SENTENCE: usize = 120;
/// Words that can't be a crate's name: `use match::Match` is no Rust.
const OF_RUST: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "core", "crate", "do",
    "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop",
    "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static",
    "std", "struct", "super", "test", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// A name in the three forms in which it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// `order-poll`: the folder, the package, the binary.
    pub(super) kebab: String,
    /// `order_poll`: the crate in Rust.
    pub(super) snake: String,
    /// `OrderPoll`: the type, and what its resources begin with.
    pub(super) pascal: String,
}

impl Name {
    /// Reads one.
    pub(super) fn read(written: &str) -> Result<Self, Trouble> {
        let word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_lowercase())
                && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        };
        let wrong = |why: &str, mend: &str| {
            Err(Trouble::input(format!("{written:?} can't be a function's name: {why}")).mend(mend))
        };
        let example = "write small letters, digits and single hyphens, such as payment-reminder";
        if !written.split('-').all(word) {
            return wrong("it isn't in kebab-case", example);
        }
        if !(3..=LONGEST).contains(&written.len()) {
            return wrong(&format!("it has {} letters", written.len()), "write 3 to 32 of them");
        }
        if OF_RUST.contains(&written) {
            return wrong("it is a word of Rust's own", "write what it does in two words");
        }
        Ok(Self {
            kebab: written.to_owned(),
            snake: written.replace('-', "_"),
            pascal: crate::again::redrive::pascal(written),
        })
    }
}

/// What it does, as the README's row says it: no capital, no full stop, nothing that YAML or a table would take for its own.
pub(super) fn sentence(written: &str) -> Result<(), Trouble> {
    let wrong = |why: &str, mend: &str| {
        Err(Trouble::input(format!("--does {written:?} can't stand in README.md and template.yaml: {why}"))
            .mend(mend))
    };
    let plain = |c: char| c.is_alphanumeric() || " ,;'()-./%".contains(c);
    if let Some(other) = written.chars().find(|c| !plain(*c)) {
        return wrong(&format!("{other:?} is in it"), "write letters, digits, commas, hyphens");
    }
    if !written.starts_with(char::is_lowercase) || written.ends_with([' ', '.', ',', ';']) {
        return wrong(
            "it is no half of a sentence",
            "write what it does, such as \"reminds buyers of what they haven't paid\"",
        );
    }
    if written.chars().count() > LONGEST_SENTENCE {
        return wrong(
            &format!("it is longer than {LONGEST_SENTENCE} letters"),
            "say the rest in the function's own README",
        );
    }
    Ok(())
}

/// A kind of event, such as `order.created`.
pub(super) fn kind(written: &str) -> Result<(), Trouble> {
    let word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    if written.contains('.') && written.split('.').all(word) {
        return Ok(());
    }
    Err(Trouble::input(format!("--wakes {written:?} is no kind of event"))
        .mend("write one such as order.created; tests/frozen has a sample of each that there is"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kebab_case_and_short() {
        for (written, said) in [
            ("payment-reminder", None),
            ("vat2-check", None),
            ("PaymentReminder", Some("kebab-case")),
            ("payment_reminder", Some("kebab-case")),
            ("payment--reminder", Some("kebab-case")),
            ("-payment", Some("kebab-case")),
            ("payment-2nd", Some("kebab-case")),
            ("../payment", Some("kebab-case")),
            ("", Some("kebab-case")),
            ("ab", Some("2 letters")),
            ("a-name-that-goes-on-and-on-and-on-and-on", Some("40 letters")),
            ("match", Some("Rust")),
        ] {
            let read = Name::read(written).map_err(|trouble| trouble.to_string());
            match said {
                None => assert_eq!(read.map(|name| name.kebab).as_deref(), Ok(written)),
                Some(said) => {
                    assert!(read.as_ref().is_err_and(|e| e.contains(said)), "{written}: {read:?}")
                }
            }
        }
        let name = Name::read("payment-reminder").expect("a name");
        assert_eq!((name.snake.as_str(), name.pascal.as_str()), ("payment_reminder", "PaymentReminder"));
    }

    #[test]
    fn what_it_does_is_half_a_sentence() {
        for (written, fine) in [
            ("reminds buyers of what they haven't paid", true),
            ("Reminds buyers", false),
            ("reminds buyers.", false),
            ("reminds: buyers", false),
            ("reminds | buyers", false),
            ("reminds\nbuyers", false),
            ("reminds \"buyers\"", false),
            ("", false),
            (&"x".repeat(121), false),
        ] {
            assert_eq!(sentence(written).is_ok(), fine, "{written}");
        }
    }

    #[test]
    fn kinds_of_event_are_words_with_dots() {
        for (written, fine) in [
            ("order.created", true),
            ("mail.requested.transactional", true),
            ("transit-model.adopted", true),
            ("heartbeat", false),
            ("order.", false),
            ("Order.Created", false),
            ("order.created, order.paid", false),
        ] {
            assert_eq!(kind(written).is_ok(), fine, "{written}");
        }
    }
}
