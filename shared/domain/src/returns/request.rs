//! What somebody asks for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Condition, Method, Outcome};

/// A wish to return something of an order. Free text and pictures are kept elsewhere: they are personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Names it once within its order: the platform's id of it, or the key of the form that was sent.
    pub key: String,
    /// The order's id.
    pub order: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// Where it was asked for, such as `portal`, `shopify`, `terminal`.
    pub channel: String,
    /// Who asked: `buyer`, or the route or name of one of the shop's own. They never approve it.
    pub by: String,
    /// Whether it is the withdrawal that the law grants: no reason is asked, and no rule may refuse it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawal: bool,
    /// How it comes back.
    pub method: Method,
    /// What, piece by piece where pieces differ.
    pub lines: Vec<RequestLine>,
}

/// Pieces of a line that come back for one reason in one state. A line of the order may stand here several times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestLine {
    /// The id of the order's line.
    pub line: String,
    /// How many.
    pub quantity: i64,
    /// The code of the reason, out of the shop's list; a withdrawal needs none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// In which state, as the buyer says.
    #[serde(default = "unsaid")]
    pub condition: Condition,
    /// What the buyer wants for it.
    #[serde(default = "refund")]
    pub outcome: Outcome,
    /// What the buyer wants instead: the id of a variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<String>,
    /// How many pictures came with it.
    #[serde(default)]
    pub photos: u8,
}

fn unsaid() -> Condition {
    Condition::Unsaid
}

fn refund() -> Outcome {
    Outcome::Refund
}

impl Request {
    /// How many pieces of a line are asked for, all reasons together.
    pub fn pieces_of(&self, line: &str) -> i64 {
        let own = self.lines.iter().filter(|asked| asked.line == line);
        own.fold(0, |pieces, asked| pieces.saturating_add(asked.quantity))
    }
}
