//! Under which conditions things come back: the table `[automations.returns-approval]`.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Condition, Fault, Outcome, RefundAt, Say, Trait, Verdict, approval::Flow};
use crate::{Currency, order::TenderKind, settings::Amount};

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
    /// Days in which what is approved has to be sent.
    pub ship: Ship,
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

/// From when the days count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// From the day after it was there.
    #[default]
    Delivery,
    /// From the day after it was handed over.
    Shipment,
    /// From the day after it was ordered.
    Order,
}

/// For how long things come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Window {
    /// Days, the last one to its end; -1 for ever.
    #[schemars(range(min = -1, max = 3650))]
    pub days: i32,
    /// From when.
    pub from: From,
    /// Days that are added to the promised day where nobody knows when it was there.
    #[schemars(range(min = 0, max = 365))]
    pub grace_days: u16,
    /// Days for what is faulty or came broken; the shop answers for it by law far longer than for a change of mind.
    #[schemars(range(min = 0, max = 3650))]
    pub fault_days: i32,
    /// Whether a window that ends on a weekend or a holiday lasts until the next business day.
    pub to_business_day: bool,
    /// What is bought in a season may come back until a day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seasons: Vec<Season>,
    /// By tag of the customer: days instead, where that is longer.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tiers: BTreeMap<String, i32>,
    /// Days of the withdrawal that the law grants, where it grants one.
    #[schemars(range(min = 14, max = 3650))]
    pub withdrawal_days: i32,
}

impl Default for Window {
    fn default() -> Self {
        Self {
            days: 30,
            from: From::Delivery,
            grace_days: 7,
            fault_days: 730,
            to_business_day: false,
            seasons: Vec::new(),
            tiers: BTreeMap::new(),
            withdrawal_days: 14,
        }
    }
}

/// What is bought from a day to another may come back until a third.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Season {
    /// The first day of buying.
    #[schemars(with = "String", extend("format" = "date"))]
    pub from: Date,
    /// The last.
    #[schemars(with = "String", extend("format" = "date"))]
    pub to: Date,
    /// The last day on which it comes back.
    #[schemars(with = "String", extend("format" = "date"))]
    pub until: Date,
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

/// When sending it is paid back too. With everything that is withdrawn by law, always: the standard way's price.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Shipping {
    /// When everything comes back without the law.
    pub all_returned: Paid,
    /// When something comes back by the shop's or the carrier's fault and nothing of the order stays.
    pub by_fault: Fully,
}

/// What of the outward freight is paid back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Paid {
    /// Nothing.
    #[default]
    Nothing,
    /// What the standard way costs.
    Standard,
    /// All of it.
    All,
}

/// The same, where it is the shop's fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Fully {
    /// All of it.
    #[default]
    All,
    /// What the standard way costs.
    Standard,
    /// Nothing.
    Nothing,
}

/// What may be had for a return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Outcomes {
    /// What the shop offers.
    pub offered: Vec<Outcome>,
    /// So many percent more for whoever takes store credit.
    #[schemars(range(min = 0, max = 100))]
    pub credit_bonus_percent: i64,
    /// Of a partial credit: so many percent of what was paid.
    #[schemars(range(min = 1, max = 99))]
    pub partial_percent: i64,
    /// Days for which an exchange keeps the new item.
    #[schemars(range(min = 1, max = 60))]
    pub reserve_days: u16,
    /// The most that fees take off, in percent of what goes back.
    #[schemars(range(min = 0, max = 100))]
    pub fee_cap_percent: i64,
}

impl Default for Outcomes {
    fn default() -> Self {
        Self {
            offered: vec![Outcome::Refund, Outcome::StoreCredit, Outcome::Exchange, Outcome::Replacement],
            credit_bonus_percent: 0,
            partial_percent: 30,
            reserve_days: 14,
            fee_cap_percent: 50,
        }
    }
}

/// A means of payment, in the order in which they get money back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tender {
    /// A card.
    Card,
    /// A gift card.
    GiftCard,
    /// Store credit.
    StoreCredit,
    /// A transfer.
    BankTransfer,
    /// Paid to whoever brought it.
    OnDelivery,
    /// Anything else.
    Other,
}

impl Tender {
    /// The order's word for it.
    pub fn kind(self) -> TenderKind {
        match self {
            Self::Card => TenderKind::Card,
            Self::GiftCard => TenderKind::GiftCard,
            Self::StoreCredit => TenderKind::StoreCredit,
            Self::BankTransfer => TenderKind::BankTransfer,
            Self::OnDelivery => TenderKind::OnDelivery,
            Self::Other => TenderKind::Other,
        }
    }
}

/// When the money goes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Refunds {
    /// Usually.
    pub at: RefundAt,
    /// Of a return that comes to no more than this: at once at the first scan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_scan_up_to: Option<Amount>,
    /// Of a return that comes to more than this: once it was looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inspection_from: Option<Amount>,
}

impl Default for Refunds {
    fn default() -> Self {
        Self { at: RefundAt::Receipt, first_scan_up_to: None, inspection_from: None }
    }
}

/// When it isn't worth sending back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Keep {
    /// What a return costs: freight, handling, duties.
    pub return_cost: Amount,
    /// What it loses when it is sold again, in percent.
    #[schemars(range(min = 0, max = 100))]
    pub resale_loss_percent: i64,
    /// It is kept where cost and loss come to more than so many percent of its value.
    #[serde(default = "Keep::all")]
    #[schemars(range(min = 1, max = 1000))]
    pub above_percent: i64,
    /// How many things one customer may keep.
    #[serde(default = "Keep::usual_most")]
    #[schemars(range(min = 0, max = 1000))]
    pub most: i64,
    /// Whether it is given away instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub donate: bool,
}

impl Keep {
    fn all() -> i64 {
        100
    }

    fn usual_most() -> i64 {
        2
    }
}

/// What makes a return suspicious: points, and from how many on a person looks. Points refuse nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Fraud {
    /// From so many points on.
    #[schemars(range(min = 1, max = 1000))]
    pub review_from: i64,
    /// Of a hundred pieces so many came back: 30 points.
    #[schemars(range(min = 1, max = 100))]
    pub serial_percent: i64,
    /// At least so many returns for that.
    #[schemars(range(min = 1, max = 1000))]
    pub serial_returns: i64,
    /// Worn and brought back: used, by the buyer's choice, so many days or more after it was there: 20 points.
    #[schemars(range(min = 1, max = 365))]
    pub wardrobing_days: i64,
    /// So many addresses in ninety days: 20 points.
    #[schemars(range(min = 2, max = 1000))]
    pub addresses: i64,
    /// The first order, and it is worth more than this: 30 points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_order_above: Option<Amount>,
}

impl Default for Fraud {
    fn default() -> Self {
        Self {
            review_from: 50,
            serial_percent: 60,
            serial_returns: 3,
            wardrobing_days: 5,
            addresses: 4,
            first_order_above: None,
        }
    }
}

/// How far returns are approved without a person. Withdrawals by law aren't bounded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Limits {
    /// The most that one return comes to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_return: Option<Amount>,
    /// The most that a day's returns come to, by the shop's clock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_day: Option<Amount>,
    /// The breaker: a day's approvals may be so many percent of a usual day's.
    #[schemars(range(min = 101, max = 10_000))]
    pub breaker_percent: i64,
    /// And a day has so many at least before it is looked at.
    #[schemars(range(min = 1, max = 100_000))]
    pub breaker_least: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { per_return: None, per_day: None, breaker_percent: 300, breaker_least: 20 }
    }
}

/// By when what is approved has to be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Ship {
    /// Days.
    #[schemars(range(min = 1, max = 365))]
    pub days: u16,
    /// So many days before that, the buyer is reminded.
    #[schemars(range(min = 0, max = 364))]
    pub remind_days: u16,
    /// Whether a parcel that comes back broken or used is graded before its money goes back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inspect: Vec<Condition>,
}

impl Default for Ship {
    fn default() -> Self {
        Self { days: 14, remind_days: 3, inspect: Vec::new() }
    }
}
