//! A wish while it is being written: kept, so that it can be taken up again, until it is filed or too old.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Offer, Offers};
use crate::returns::{Condition, Method, Outcome, Request, RequestLine, photo::Photo};

/// Where wishes of the portal come from.
pub(super) const CHANNEL: &str = "portal";
/// Who writes them.
pub(super) const BUYER: &str = "buyer";
/// Longer words of a buyer aren't taken, in letters.
pub(super) const LONGEST_COMMENT: usize = 1000;
/// More entries than this, a draft has none: pieces of one line for several reasons among them.
const MOST_WISHES: usize = 200;

/// What a buyer has written so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Names the wish once within its order: the same draft, filed twice, is one return.
    pub key: String,
    /// The order's id.
    pub order: String,
    /// Which way it goes.
    pub way: Way,
    /// What comes back, piece by piece where pieces differ.
    #[serde(default)]
    pub wishes: Vec<Wish>,
    /// How it comes back.
    pub method: Method,
    /// When it was written last.
    pub at: Timestamp,
}

crate::returns::words::words! {
    /// By the shop's policy, or by the law.
    Way {
        /// A return by the shop's policy.
        Policy = "policy",
        /// The withdrawal that the law grants.
        Withdrawal = "withdrawal",
    }
}

/// Pieces of a line that come back for one reason in one state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The order's line.
    pub line: String,
    /// How many.
    pub pieces: i64,
    /// Why, by the code of the shop's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How it is.
    pub condition: Condition,
    /// What the buyer wants for it.
    pub outcome: Outcome,
    /// In their own words: personal, and never part of what is journalled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Pictures that came with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
}

/// Something that is wrong with what was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// The place of its wish; none where it is about the whole.
    pub wish: Option<usize>,
    /// The field.
    pub field: Field,
    /// What.
    pub what: What,
}

crate::returns::words::words! {
    /// What a buyer fills in.
    Field {
        /// How many pieces.
        Pieces = "pieces",
        /// Why.
        Reason = "reason",
        /// How it is.
        Condition = "condition",
        /// What they want for it.
        Outcome = "outcome",
        /// Their own words.
        Comment = "comment",
    }
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Nothing is there.
    Missing,
    /// More than so many.
    TooMany(i64),
    /// It can't be had.
    NotOffered,
    /// It is longer than so many letters.
    TooLong(usize),
}

impl Wish {
    /// Pieces of a line of which nothing else is known yet.
    pub fn new(line: &str, pieces: i64) -> Self {
        Self {
            line: line.to_owned(),
            pieces,
            reason: None,
            condition: Condition::Unsaid,
            outcome: Outcome::Refund,
            comment: None,
            photos: Vec::new(),
        }
    }
}

impl Draft {
    /// An empty one.
    pub fn new(key: &str, order: &str, way: Way, at: Timestamp) -> Self {
        let (key, order) = (key.to_owned(), order.to_owned());
        Self { key, order, way, wishes: Vec::new(), method: Method::OwnPost, at }
    }

    /// Chooses how many pieces of each line come back. What was written about a line stays as far as its pieces do.
    pub fn choose(&mut self, chosen: &[(String, i64)]) {
        let before = std::mem::take(&mut self.wishes);
        for (line, pieces) in chosen.iter().filter(|(_, pieces)| *pieces > 0) {
            let mut left = *pieces;
            let mut own: Vec<Wish> = before.iter().filter(|wish| wish.line == *line).cloned().collect();
            own.retain_mut(|wish| {
                wish.pieces = wish.pieces.min(left);
                left -= wish.pieces;
                wish.pieces > 0
            });
            match own.first_mut() {
                Some(first) => first.pieces = first.pieces.saturating_add(left),
                None => own.push(Wish::new(line, left)),
            }
            self.wishes.extend(own);
        }
        self.wishes.truncate(MOST_WISHES);
    }

    /// Takes one piece of a wish out, to say something else of it. Whether that could be done.
    pub fn split(&mut self, at: usize) -> bool {
        let room = self.wishes.len() < MOST_WISHES;
        match self.wishes.get_mut(at).filter(|wish| wish.pieces > 1 && room) {
            Some(wish) => {
                wish.pieces -= 1;
                let one = Wish::new(&wish.line, 1);
                self.wishes.insert(at + 1, one);
                true
            }
            None => false,
        }
    }

    /// Pieces of a line, all its wishes together.
    pub fn pieces_of(&self, line: &str) -> i64 {
        let own = self.wishes.iter().filter(|wish| wish.line == line);
        own.fold(0, |sum, wish| sum.saturating_add(wish.pieces))
    }

    /// What is wrong with how many pieces were chosen.
    pub fn wrong_choice(&self, offers: &Offers) -> Vec<Wrong> {
        if self.wishes.is_empty() {
            return vec![Wrong { wish: None, field: Field::Pieces, what: What::Missing }];
        }
        let most = |line: &str| match (self.way, &offers.withdrawal) {
            (Way::Policy, _) => {
                offers.of_line(line).filter(|offer| offer.may_be_asked()).map(|offer| offer.left)
            }
            (Way::Withdrawal, Some(open)) => {
                open.lines.iter().find(|(own, _)| own == line).map(|(_, left)| *left)
            }
            (Way::Withdrawal, None) => None,
        };
        let wrong = |(at, wish): (usize, &Wish)| {
            let left = most(&wish.line).unwrap_or(0);
            let is_first = self.wishes[..at].iter().all(|before| before.line != wish.line);
            let is_wrong = wish.pieces <= 0 || (is_first && self.pieces_of(&wish.line) > left);
            is_wrong.then_some(Wrong { wish: Some(at), field: Field::Pieces, what: What::TooMany(left) })
        };
        self.wishes.iter().enumerate().filter_map(wrong).collect()
    }

    /// Everything that is still wrong with it: nothing, once it may be filed.
    pub fn wrong(&self, offers: &Offers) -> Vec<Wrong> {
        let mut all = self.wrong_choice(offers);
        if self.way == Way::Withdrawal {
            return all;
        }
        for (at, wish) in self.wishes.iter().enumerate() {
            let mut note = |field, what| all.push(Wrong { wish: Some(at), field, what });
            let Some(offer) = offers.of_line(&wish.line) else { continue };
            match &wish.reason {
                None => note(Field::Reason, What::Missing),
                Some(code) if offer.reasons.iter().all(|reason| reason.code != *code) => {
                    note(Field::Reason, What::NotOffered);
                }
                Some(_) => {}
            }
            if wish.condition == Condition::Unsaid {
                note(Field::Condition, What::Missing);
            }
            if !offer.outcomes.contains(&wish.outcome) && !offer.outcomes.is_empty() {
                note(Field::Outcome, What::NotOffered);
            }
            if wish.comment.as_ref().is_some_and(|comment| comment.chars().count() > LONGEST_COMMENT) {
                note(Field::Comment, What::TooLong(LONGEST_COMMENT));
            }
        }
        all
    }

    /// What is asked for, at `now`. Without the buyer's own words and pictures: those are kept beside it.
    pub fn request(&self, now: Timestamp) -> Request {
        let is_withdrawal = self.way == Way::Withdrawal;
        let asked = |wish: &Wish| RequestLine {
            line: wish.line.clone(),
            quantity: wish.pieces,
            reason: wish.reason.clone().filter(|_| !is_withdrawal),
            condition: wish.condition,
            outcome: if is_withdrawal { Outcome::Refund } else { wish.outcome },
            instead: None,
            photos: u8::try_from(wish.photos.len()).unwrap_or(u8::MAX),
        };
        Request {
            key: self.key.clone(),
            order: self.order.clone(),
            at: now,
            channel: CHANNEL.to_owned(),
            by: BUYER.to_owned(),
            withdrawal: is_withdrawal,
            method: self.method,
            lines: self.wishes.iter().map(asked).collect(),
        }
    }
}

impl Offer {
    /// The outcome to begin with: the first that may be had.
    pub fn usual_outcome(&self) -> Outcome {
        self.outcomes.first().copied().unwrap_or(Outcome::Refund)
    }
}
