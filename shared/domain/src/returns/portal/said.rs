//! What buyer and shop say to each other about a return in their own words. Personal: it stands beside the return for a set
//! time, and never in the journal.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Draft;
use crate::returns::photo::Photo;

/// More is not kept, the oldest goes first; what the buyer wrote when they asked stays.
const MOST: usize = 50;
/// Longer words are cut, in letters.
const LONGEST: usize = 2000;

/// All of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// By the place of the request's line: what the buyer wrote about it.
    pub comments: Vec<Option<String>>,
    /// By the place of the request's line: its pictures.
    pub photos: Vec<Vec<Photo>>,
    /// What was said since, the oldest first.
    pub sayings: Vec<Saying>,
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    /// Who.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// What.
    pub text: String,
}

/// Who says something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The buyer.
    Buyer,
    /// Whoever has the link of this route.
    Route(String),
}

impl Words {
    /// What a draft says beside what it asks for.
    pub fn of(draft: &Draft) -> Self {
        let comments = draft.wishes.iter().map(|wish| wish.comment.clone()).collect();
        let photos = draft.wishes.iter().map(|wish| wish.photos.clone()).collect();
        Self { comments, photos, sayings: Vec::new() }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.comments.iter().all(Option::is_none)
            && self.photos.iter().all(Vec::is_empty)
            && self.sayings.is_empty()
    }

    /// Adds what somebody says, unless it is the same as the last.
    pub fn say(&mut self, by: By, text: &str, at: Timestamp) -> bool {
        let text: String = text.trim().chars().take(LONGEST).collect();
        let is_same = self.sayings.last().is_some_and(|last| last.by == by && last.text == text);
        if text.is_empty() || is_same {
            return false;
        }
        self.sayings.push(Saying { by, at, text });
        let surplus = self.sayings.len().saturating_sub(MOST);
        self.sayings.drain(..surplus);
        true
    }

    /// The same as it was before the last of it was said.
    pub fn without_last(mut self) -> Self {
        self.sayings.pop();
        self
    }

    /// The question that the buyer hasn't answered yet, if there is one.
    pub fn question(&self) -> Option<&Saying> {
        self.sayings.last().filter(|last| matches!(last.by, By::Route(_)))
    }
}
