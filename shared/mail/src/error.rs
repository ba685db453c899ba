//! Why a mail can't be made.

/// Why a mail can't be made. None of it is mended by another try; only [`Unmailable::Template`] is our own mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unmailable {
    /// There is no folder of that name, or it is about something else than what was given.
    #[error(
        "no such message: its folder is missing under shared/mail/messages, or it is about something else"
    )]
    UnknownMessage,
    /// Nobody to write to.
    #[error("the order has no e-mail address: ask the buyer for one, then redrive")]
    NoRecipient,
    /// Not one plain ASCII address.
    #[error("the order's e-mail address is not one plain address: correct it at the shop, then redrive")]
    BadRecipient,
    /// A text or an amount that no honest mail can be made of.
    #[error("{what} can't stand in a mail: empty, too long, or not what it should be")]
    BadText {
        /// Which one, such as `order.name`.
        what: &'static str,
    },
    /// It advertises, and its reader couldn't unsubscribe with one click (RFC 8058).
    #[error("it advertises, and no https address by which its reader unsubscribes was given")]
    NoUnsubscribe,
    /// More than SES takes.
    #[error("the mail is larger than SES takes ({} bytes)", crate::LARGEST_MAIL)]
    TooLarge,
    /// A template or a string is broken: a bug of this crate, with the engine's words.
    #[error("a template is broken: {0}")]
    Template(String),
}

impl From<minijinja::Error> for Unmailable {
    fn from(error: minijinja::Error) -> Self {
        use std::error::Error;
        let mut words = error.to_string();
        let mut cause = error.source();
        while let Some(deeper) = cause {
            words = format!("{words}: {deeper}");
            cause = deeper.source();
        }
        Self::Template(words)
    }
}

/// For the queue: nothing of it is mended by another try.
impl From<Unmailable> for domain::Failure {
    fn from(error: Unmailable) -> Self {
        use Unmailable::{
            BadRecipient, BadText, NoRecipient, NoUnsubscribe, Template, TooLarge, UnknownMessage,
        };
        match error {
            UnknownMessage | NoRecipient | BadRecipient | BadText { .. } | NoUnsubscribe | TooLarge => {
                Self::permanent(error.to_string())
            }
            Template(_) => Self::bug(error.to_string()),
        }
    }
}
