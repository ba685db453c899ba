//! What a command is called: by what it does, never by who delivered it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ShopId, event::hash_of};

/// What names a command within its order: the return that it belongs to, the line if it is about one alone, and how often
/// it was decided anew.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Key {
    /// The return, or another word that tells it apart within the order, such as `cancel`.
    pub of: String,
    /// The line, where there is a command for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// Counts from 1. A person who wants it once more, though it was refused or parked, raises it.
    pub revision: u32,
}

impl Key {
    /// The first command of a return as a whole.
    pub fn of(of: impl Into<String>) -> Self {
        Self { of: of.into(), line: None, revision: 1 }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}#{}", self.of, self.line.as_deref().unwrap_or("-"), self.revision)
    }
}

/// What commands are for. A return is answered once, and its money goes back once, whichever way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// Money goes back.
    Money,
    /// A return is answered.
    Answer,
    /// A return is closed.
    Close,
    /// Other goods are sent.
    Goods,
    /// The order is called off.
    Cancel,
}

impl Purpose {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Answer => "answer",
            Self::Close => "close",
            Self::Goods => "goods",
            Self::Cancel => "cancel",
        }
    }
}

/// The once-key of a command: 32 hexadecimal digits that follow from shop, order, purpose and key. The shop gets it as well,
/// and is asked by it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CommandId(String);

impl CommandId {
    /// The id of what is done for `purpose` about an order under `key`.
    pub fn of(shop: &ShopId, order: &str, purpose: Purpose, key: &Key) -> Self {
        let mut id = hash_of(format!("command|{shop}|{order}|{}|{key}", purpose.as_str()));
        id.truncate(32);
        Self(id)
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The digits as a UUID of the custom kind (RFC 9562, version 8): the form that platforms ask for.
    pub fn uuid(&self) -> String {
        let d = &self.0;
        format!("{}-{}-8{}-a{}-{}", &d[..8], &d[8..12], &d[13..16], &d[17..20], &d[20..32])
    }

    /// How the shop's own people and its programs see it in notes: `ns:` and the digits.
    pub fn mark(&self) -> String {
        format!("ns:{}", self.0)
    }
}
