//! Under which conditions things come back: the table `[automations.returns-approval]`.

mod bounds;
mod money;
mod window;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fault, Outcome, RefundAt, Say, Trait, Verdict, approval::Flow};
use crate::{Currency, settings::Amount};

pub use bounds::{Fraud, Keep, Limits, Photos, Ship};
pub use money::{Fully, LabelFrom, Outcomes, Paid, Payer, Refunds, Shipping, Tender, WayBack};
pub use window::{From, Season, Window};

/// `[automations.returns-approval]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rules {
    /// The currency of every amount in this table. What an amount decides about an order in another currency goes to a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "currency"))]
    pub currency: Option<Currency>,
    /// Which policy governs: that of the day of the purchase, today's, or whichever is better for the buyer.
    pub governs: Governs,
    /// What becomes of what no rule speaks of, within its window.
    pub otherwise: Otherwise,
    /// For how long things come back.
    pub window: Window,
    /// By ISO 3166 country code, `EU`, or `default`: what is different there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub markets: BTreeMap<String, ReturnMarket>,
    /// The reasons that buyers choose from, by code; a usual list if empty.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<String, Reason>,
    /// Which products are something special.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Products>,
    /// What becomes of what is special.
    pub restrictions: Restrictions,
    /// Rules, in any order: list and priority decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What counts where several rules say something of the same.
    pub merge: Merge,
    /// When sending it is paid back too.
    pub shipping: Shipping,
    /// Who pays for the way back: buyers are told before they buy. Nothing is said of it if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub way_back: Option<WayBack>,
    /// What may be had for it.
    pub outcomes: Outcomes,
    /// In which order tenders get money back; each never more than it paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<Tender>,
    /// When the money goes back, by what the return is worth.
    pub refunds: Refunds,
    /// When it isn't worth sending back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<Keep>,
    /// What makes a return suspicious: a person looks at it.
    pub fraud: Fraud,
    /// How far returns are approved without a person.
    pub limits: Limits,
    /// Who approves what goes to a person, by name; `default` for what no rule names another for.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub approvals: BTreeMap<String, Flow>,
    /// Days in which what is approved has to be sent, and how.
    pub ship: Ship,
    /// Photos of what comes back.
    pub photos: Photos,
}

/// Which policy governs an order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Governs {
    /// That of the day of the purchase.
    Purchase,
    /// Today's.
    Current,
    /// Whichever is better for the buyer, line by line.
    #[default]
    Better,
}

/// What becomes of what no rule speaks of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Otherwise {
    /// It may come back.
    #[default]
    Approve,
    /// A person decides.
    Review,
}

/// What is different in a market.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct ReturnMarket {
    /// The window there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Whether the law grants a withdrawal there; it does in the Union and where it was taken over, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<bool>,
    /// Whether anything comes back from there at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<bool>,
    /// Where returns from there go: the id of a place of the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// What becomes of what no rule speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Otherwise>,
}

/// A reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reason {
    /// Whose fault it is.
    pub fault: Fault,
    /// The reason that it is a closer case of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// The types of product that it is offered for; all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
}

/// Products that are something special. Any word that fits suffices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Products {
    /// What they are.
    pub are: Trait,
    /// Article codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<String>,
    /// Types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<String>,
    /// Categories and collections.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Vendors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<String>,
    /// Tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// What becomes of what is special. What is faulty is never refused for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Restrictions {
    /// Sold as final.
    pub final_sale: Restriction,
    /// Hygiene goods whose seal is broken.
    pub hygiene: Restriction,
    /// Made to the buyer's wishes.
    pub personalised: Restriction,
    /// What spoils.
    pub perishable: Restriction,
    /// Downloads, licences, tickets.
    pub digital: Restriction,
    /// Gift cards.
    pub gift_card: Restriction,
    /// Records, films and software whose seal is broken.
    pub sealed_media: Restriction,
    /// What was sold with so many percent off or more counts as sold as final.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 100))]
    pub discounted_percent: Option<i64>,
}

impl Default for Restrictions {
    fn default() -> Self {
        let refuse = Restriction::Refuse;
        Self {
            final_sale: refuse,
            hygiene: refuse,
            personalised: refuse,
            perishable: refuse,
            digital: refuse,
            gift_card: refuse,
            sealed_media: refuse,
            discounted_percent: None,
        }
    }
}

/// What becomes of something special.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Restriction {
    /// It may not come back.
    Refuse,
    /// A person decides.
    Review,
    /// It is like everything else.
    Ignore,
}

/// Which list a rule stands on: it goes before those that stand on none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum List {
    /// Before everything but the law.
    Block,
    /// After the block list, before windows, restrictions and all other rules.
    Allow,
}

/// A rule: where its condition holds, it says what becomes of a line, or changes something about it, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Rule {
    /// Its name in every answer: 1 to 40 of `a-z 0-9 -`.
    pub id: String,
    /// When it holds, in CEL: `product.type == "shoes" && line.condition == "used"`. Always, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "cel"))]
    pub when: Option<String>,
    /// Where it holds: country codes or `EU`; everywhere if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub markets: Vec<String>,
    /// The list that it stands on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<List>,
    /// Higher goes first.
    #[schemars(range(min = -1000, max = 1000))]
    pub priority: i32,
    /// What becomes of the line. The first rule that says so counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Verdict>,
    /// What the buyer is told, where the usual sentence doesn't fit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub say: Option<Say>,
    /// Days of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -1, max = 3650))]
    pub window_days: Option<i32>,
    /// A fee in percent of what goes back for the line. Never on a withdrawal, nor where it is the shop's or the carrier's fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub fee_percent: Option<i64>,
    /// A fee for each piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<Amount>,
    /// Where it goes: the id of a place of the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<String>,
    /// When the money goes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_at: Option<RefundAt>,
    /// What may be had for it; everything that the shop offers if empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<Outcome>,
    /// Who approves it: a name of `approvals`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approvals: Option<String>,
    /// Whose it is: a route of the shop.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// Which of several numbers counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// That of the rule that goes first.
    First,
    /// The highest.
    Highest,
    /// The lowest.
    Lowest,
}

/// What counts where several rules say something of the same. Destinations, approvals and owners: the first; outcomes: what
/// all of them allow; when the money goes back: the latest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Merge {
    /// Of fees.
    pub fee: Strategy,
    /// Of windows.
    pub window: Strategy,
}

impl Default for Merge {
    fn default() -> Self {
        Self { fee: Strategy::Lowest, window: Strategy::Highest }
    }
}
