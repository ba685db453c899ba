//! Refusals: what is wrong, where, and how to mend it. They never quote what the payload says, as that may be
//! somebody's name.

use domain::webhook::Refusal;

/// A refusal of `field`.
pub(crate) fn refuse(
    field: impl Into<String>,
    problem: impl Into<String>,
    mend: impl Into<String>,
) -> Refusal {
    Refusal { field: field.into(), problem: problem.into(), mend: mend.into() }
}

/// The refusal for what must be there and isn't.
pub(crate) fn missing(field: impl Into<String>) -> Refusal {
    refuse(field, "is missing", "send the whole resource, with this field filled in")
}

/// Keeps a platform's word fit for logs and journals: no control characters, at most 64 characters.
pub(crate) fn tame(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(64).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_tamed() {
        assert_eq!(tame("orders/create\r\nX-Evil: 1\u{7}"), "orders/createX-Evil: 1");
        assert_eq!(tame(&"ä".repeat(100)).chars().count(), 64);
    }
}
