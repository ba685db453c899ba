//! What a scan says, in a closed list: every carrier's and every tracker's words come down to these.

use serde::{Deserialize, Serialize};

/// What happened to a parcel. In the order of its way: of two scans of one instant the further one is the newer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// A word that says none of the others. What it was is kept beside it.
    Unknown,
    /// A label was made; the carrier doesn't have the parcel yet.
    PreTransit,
    /// The carrier took it over.
    Accepted,
    /// It moves, or lies in a centre.
    InTransit,
    /// Something went wrong on the way: held, damaged, misrouted, refused.
    Exception,
    /// It is in the van.
    OutForDelivery,
    /// They were at the door, and couldn't hand it over.
    AttemptFailed,
    /// It waits for its buyer at a shop or locker.
    AvailableForPickup,
    /// It is there.
    Delivered,
    /// It was called off before it went.
    Cancelled,
    /// It goes back to its sender.
    Returning,
    /// Its sender has it back.
    Returned,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Unknown,
        Self::PreTransit,
        Self::Accepted,
        Self::InTransit,
        Self::Exception,
        Self::OutForDelivery,
        Self::AttemptFailed,
        Self::AvailableForPickup,
        Self::Delivered,
        Self::Cancelled,
        Self::Returning,
        Self::Returned,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::PreTransit => "pre-transit",
            Self::Accepted => "accepted",
            Self::InTransit => "in-transit",
            Self::Exception => "exception",
            Self::OutForDelivery => "out-for-delivery",
            Self::AttemptFailed => "attempt-failed",
            Self::AvailableForPickup => "available-for-pickup",
            Self::Delivered => "delivered",
            Self::Cancelled => "cancelled",
            Self::Returning => "returning",
            Self::Returned => "returned",
        }
    }

    /// The code of this word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.as_str() == word)
    }

    /// Whether whoever scanned it had it in hand. A label, a cancellation, a word that says nothing and a trouble, which may be
    /// that the parcel never came, don't show it.
    pub fn shows_carrier_has_it(self) -> bool {
        match self {
            Self::Unknown | Self::PreTransit | Self::Exception | Self::Cancelled => false,
            Self::Accepted
            | Self::InTransit
            | Self::OutForDelivery
            | Self::AttemptFailed
            | Self::AvailableForPickup
            | Self::Delivered
            | Self::Returning
            | Self::Returned => true,
        }
    }

    /// Whether nothing more is to be expected.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Delivered | Self::Cancelled | Self::Returned)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_that_are_written() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).expect("a word"), code.as_str());
            assert_eq!(Code::of(code.as_str()), Some(code));
        }
        assert!(Code::ALL.is_sorted(), "later on the way is further down");
        assert_eq!(Code::of("Delivered"), None);
    }
}
