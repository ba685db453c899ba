//! Commands to a shop: money back, answers to returns, exchanges. What they say, what each is called, and what may be done
//! about one, given its ledger and what the shop answers.
//!
//! Whoever decides something that the shop itself must do journals [`Requested`]; the carrier `shop-commands` carries it
//! out, once, and journals [`Done`], [`Refused`] or [`Parked`] on the same entity. Money goes by `prefer-skip`: when an
//! answer is lost, the shop is asked before anything is sent again, and where it can't say, a person decides.

mod events;
mod key;
mod ledger;
mod may;
mod outcome;
mod standing;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Money, order::TenderKind};

pub use events::{Done, Parked, REFUSED_TASK, Refused, Requested, Why};
pub use key::{CommandId, Key, Purpose};
pub use ledger::{Doubt, Entry, GIVE_UP, MOST_ATTEMPTS, Next, State, next};
pub use may::{Stop, may};
pub use outcome::{Known, Outcome, Verdict, verdict};
pub use standing::{Standing, left_by_facts};

/// What a shop is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Command {
    /// Give money back to what paid.
    Refund(Refund),
    /// Give the same as credit that the shop keeps for the buyer.
    StoreCredit(Refund),
    /// Say yes to a return that the buyer requested on the platform.
    #[serde(rename = "return.approve")]
    ReturnApprove(Return),
    /// Say no to it.
    #[serde(rename = "return.decline")]
    ReturnDecline(Decline),
    /// Nothing more is expected of a return.
    #[serde(rename = "return.close")]
    ReturnClose(Return),
    /// Send other goods instead.
    Exchange(Exchange),
    /// Call the whole order off.
    Cancel(Cancel),
}

impl Command {
    /// Its word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Refund(_) => "refund",
            Self::StoreCredit(_) => "store-credit",
            Self::ReturnApprove(_) => "return.approve",
            Self::ReturnDecline(_) => "return.decline",
            Self::ReturnClose(_) => "return.close",
            Self::Exchange(_) => "exchange",
            Self::Cancel(_) => "cancel",
        }
    }

    /// What it is for. Of commands for the same purpose under the same key only one is ever carried out.
    pub fn purpose(&self) -> Purpose {
        match self {
            Self::Refund(_) | Self::StoreCredit(_) => Purpose::Money,
            Self::ReturnApprove(_) | Self::ReturnDecline(_) => Purpose::Answer,
            Self::ReturnClose(_) => Purpose::Close,
            Self::Exchange(_) => Purpose::Goods,
            Self::Cancel(_) => Purpose::Cancel,
        }
    }

    /// The money that it moves, if it moves any.
    pub fn money(&self) -> Option<&Refund> {
        match self {
            Self::Refund(refund) | Self::StoreCredit(refund) => Some(refund),
            _ => None,
        }
    }
}

/// Money back, for lines, shipping, or for nothing but goodwill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    /// What goes where: to each means of paying its share. Their sum is what moves. For credit that the shop keeps the means
    /// say nothing, and only the sum counts.
    pub shares: Vec<Share>,
    /// Which goods it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<RefundedLine>,
    /// What of it is for shipping, tax included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<Money>,
    /// What of credit the shop gives on top: nobody paid it, so it counts for nothing against what was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<Money>,
    /// Why, for the shop's own people: ids and code words, at most 120 characters, no names. The command's id is put before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the platform tells the buyer by a mail of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub notify: bool,
}

/// What goes back to one means of paying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// What paid.
    pub tender: TenderKind,
    /// The platform's own word for it, such as `shopify_payments`, where several of a kind paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway: Option<String>,
    /// How much; more than nothing.
    pub amount: Money,
}

/// Goods that money is given back for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundedLine {
    /// The shop's id of the order's line.
    pub line: String,
    /// How many of it; more than nothing.
    pub quantity: i64,
    /// What becomes of them.
    pub restock: Restock,
    /// What of the money is for them, without tax where prices don't contain it.
    pub amount: Money,
    /// The tax on top of it; nothing where prices contain it.
    pub tax: Money,
}

/// What becomes of goods in the platform's own count of stock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub enum Restock {
    /// They don't come back into stock: kept by the buyer, broken, or counted elsewhere.
    #[default]
    Nothing,
    /// They lie in stock again.
    Returned {
        /// The platform's id of the place; its own choice if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
    },
    /// They never left.
    Unsent,
}

/// A return, by the platform's own id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// The platform's id of the return, as it was printed.
    pub id: String,
}

/// Why a return is declined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    /// The platform's id of the return.
    pub id: String,
    /// Which of the few reasons that platforms know.
    pub reason: DeclineReason,
    /// A sentence for the buyer, in their language, at most 500 characters: from our texts, never from the buyer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The reasons that platforms know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeclineReason {
    /// It came too late.
    PeriodEnded,
    /// It was sold for good.
    FinalSale,
    /// Anything else.
    Other,
}

/// Other goods instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// What is to be sent.
    pub lines: Vec<NewLine>,
    /// What the buyer still has to pay for them; nothing where they are worth what came back, or less.
    pub difference: Money,
    /// Until when the goods are kept aside, should the return never come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_until: Option<Timestamp>,
}

/// Goods to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewLine {
    /// The shop's id of the variant, or of the product where it has no variants.
    pub variant: String,
    /// How many; more than nothing.
    pub quantity: i64,
}

/// An order is called off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cancel {
    /// Why.
    pub reason: CancelReason,
    /// Whether its goods lie in stock again.
    pub restock: bool,
    /// Whether the platform gives all of the money back with it.
    pub refund: bool,
    /// Whether the platform tells the buyer by a mail of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub notify: bool,
}

/// Why an order is called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CancelReason {
    /// Its buyer wants so.
    Customer,
    /// It can't be sent.
    Inventory,
    /// It looks like fraud.
    Fraud,
    /// It can't be paid.
    Declined,
    /// Anything else.
    Other,
}

impl Refund {
    /// What moves in all; `None` where the shares name two currencies or nothing at all.
    pub fn total(&self) -> Option<Money> {
        let currency = self.shares.first()?.amount.currency;
        let one = self.shares.iter().all(|share| share.amount.currency == currency);
        one.then(|| Money::sum(currency, self.shares.iter().map(|share| share.amount)))
    }

    /// What of it was paid before: all but the bonus.
    pub fn of_what_was_paid(&self) -> Option<Money> {
        let total = self.total()?;
        let bonus = self.bonus.filter(|bonus| bonus.currency == total.currency);
        Some(bonus.map_or(total, |bonus| total - bonus))
    }
}

#[cfg(test)]
mod tests;
