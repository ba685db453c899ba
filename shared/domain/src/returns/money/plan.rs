//! The refund of a return: told before anything is sent, and reckoned again from what really came.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{clawback::clawback, fee::fee, paid::Unsound, prefix, tenders::Left};
use crate::{
    Currency, Money,
    order::TenderKind,
    returns::{Bought, Outcome, Purchase},
};

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask<'a> {
    /// What was bought.
    pub purchase: &'a Purchase,
    /// What of it goes back.
    pub lines: &'a [Back],
    /// How much of the freight.
    pub freight: FreightOf,
    /// The most that fees take off, in percent.
    pub fee_cap_percent: i64,
    /// So much more for whoever takes credit, in percent.
    pub bonus_percent: i64,
    /// The tenders' order as the shop declares it.
    pub order: &'a [TenderKind],
    /// Whether promotions that aren't deserved any more are taken back: not where the law or the shop's fault is behind it.
    pub claw_back: bool,
}

/// Pieces of a line whose money goes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// The line.
    pub line: String,
    /// How many.
    pub pieces: i64,
    /// What the buyer gets.
    pub outcome: Outcome,
    /// What of it goes back, in percent: less than all of what stays with the buyer, or came back worse than it was said.
    pub percent: i64,
    /// The fee in percent.
    pub fee_percent: i64,
    /// The fee for each piece, in minor units.
    pub fee_each: i64,
    /// What all pieces of what is wanted instead cost, in minor units, tax included.
    pub instead: Option<i64>,
}

impl Back {
    /// All the money of some pieces, without a fee.
    pub fn of(line: &str, pieces: i64, outcome: Outcome) -> Self {
        Self { line: line.into(), pieces, outcome, percent: 100, fee_percent: 0, fee_each: 0, instead: None }
    }
}

/// How much of the outward freight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FreightOf {
    /// Nothing.
    #[default]
    Nothing,
    /// What the standard way costs: the surcharge of a quicker one stays.
    Standard,
    /// All of it.
    All,
}

/// What goes back, and where to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is paid in.
    pub currency: Currency,
    /// By line.
    pub lines: Vec<LineRefund>,
    /// Of the freight.
    pub freight: Money,
    /// Fees that were taken off, all lines together.
    pub fees: Money,
    /// By name: promotions that were taken back; below zero, what was taken back before and is given back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clawed_back: Vec<(String, Money)>,
    /// What goes back: to tenders and as credit, without its bonus.
    pub total: Money,
    /// Of that as credit.
    pub credit: Money,
    /// The credit's bonus.
    pub bonus: Money,
    /// What the buyer still pays for what comes instead.
    pub to_pay: Money,
    /// Where it goes; credit names the tender that it is taken from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tenders: Vec<ToTender>,
    /// What there is no room for: more than came in and hasn't gone back. A person looks.
    pub short: Money,
    /// Every step, for the shop's own people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<(Step, Money)>,
}

/// What goes back for some pieces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LineRefund {
    /// The line.
    pub line: String,
    /// How many pieces.
    pub pieces: i64,
    /// What the buyer gets.
    pub outcome: Outcome,
    /// What was paid for them, tax included.
    pub paid: Money,
    /// The tax in that, at the rate of the purchase; unknown if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Money>,
    /// What of it goes back, before the fee.
    pub goods: Money,
    /// The fee.
    pub fee: Money,
}

/// What goes to one means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToTender {
    /// Its id.
    pub tender: String,
    /// What it is.
    pub kind: TenderKind,
    /// How much.
    pub amount: Money,
    /// Whether the buyer gets it as store credit instead.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub as_credit: bool,
}

crate::returns::words::words! {
    /// A step of the reckoning.
    Step {
        /// What was paid for the pieces.
        Paid = "paid",
        /// What isn't paid back of it: it is exchanged, or stays with the buyer.
        NotAsMoney = "not-as-money",
        /// Freight.
        Freight = "freight",
        /// Fees.
        Fees = "fees",
        /// Promotions that aren't deserved any more.
        ClawedBack = "clawed-back",
        /// There is no room for it at the tenders.
        Short = "short",
    }
}

impl Plan {
    /// Nothing goes back.
    pub fn nothing(currency: Currency) -> Self {
        let zero = Money::zero(currency);
        Self {
            currency,
            lines: Vec::new(),
            freight: zero,
            fees: zero,
            clawed_back: Vec::new(),
            total: zero,
            credit: zero,
            bonus: zero,
            to_pay: zero,
            tenders: Vec::new(),
            short: zero,
            steps: Vec::new(),
        }
    }
}

/// Reckons what goes back. Pieces take up the shares of their line one after the other, so that however a line is split, its
/// refunds sum to what was paid.
pub fn plan(ask: &Ask<'_>) -> Result<Plan, Unsound> {
    let Ask { purchase, lines, .. } = ask;
    let paid = purchase.paid()?;
    let money = |minor: i64| Money::new(minor, purchase.currency);
    let mut plan = Plan::nothing(purchase.currency);
    // Pieces of each line whose money goes back, and of those what stays with the buyer; pieces that are swapped.
    let mut gone: Vec<i64> = purchase.lines.iter().map(|line| line.refunded).collect();
    let mut stay: Vec<i64> = purchase.lines.iter().map(|line| line.kept).collect();
    let mut swapped = vec![0i64; gone.len()];
    let (mut worth, mut refund, mut credit, mut fees, mut to_pay) = (0i64, 0i64, 0i64, 0i64, 0i64);
    for asked in *lines {
        let place = purchase.lines.iter().position(|line| line.line == asked.line).ok_or(Unsound::Pieces)?;
        let (bought, before) = (purchase.lines[place].quantity, gone[place]);
        if asked.pieces <= 0 || asked.pieces > bought - before - swapped[place] {
            return Err(Unsound::Pieces);
        }
        // What is swapped takes the last shares: what is paid beside it is the same as without it.
        let pays = asked.outcome.pays();
        let first = if pays { before } else { bought - swapped[place] - asked.pieces };
        let share = |all: i64| prefix(all, bought, first + asked.pieces) - prefix(all, bought, first);
        if pays {
            gone[place] += asked.pieces
        } else {
            swapped[place] += asked.pieces
        }
        if asked.outcome.stays() {
            stay[place] += asked.pieces;
        }
        let own = share(paid[place].total);
        let part = |percent: i64| {
            let part = i128::from(own) * i128::from(percent.clamp(0, 100)) / 100;
            i64::try_from(part).unwrap_or(own)
        };
        let goods = match asked.outcome {
            Outcome::Refund | Outcome::StoreCredit | Outcome::PartialCredit => part(asked.percent),
            Outcome::Exchange | Outcome::Replacement => 0,
            Outcome::ExchangeDifference => {
                part(asked.percent).saturating_sub(asked.instead.unwrap_or(own)).max(0)
            }
        };
        if asked.outcome == Outcome::ExchangeDifference {
            let dearer = asked.instead.unwrap_or(own).saturating_sub(part(asked.percent));
            to_pay = to_pay.saturating_add(dearer.max(0));
        }
        let fee = fee(goods, asked.pieces, asked.fee_percent, asked.fee_each, ask.fee_cap_percent);
        (worth, fees) = (worth + own, fees + fee);
        match asked.outcome {
            Outcome::StoreCredit => credit += goods - fee,
            _ => refund += goods - fee,
        }
        plan.lines.push(LineRefund {
            line: asked.line.clone(),
            pieces: asked.pieces,
            outcome: asked.outcome,
            paid: money(own),
            tax: paid[place].tax.map(|tax| money(share(tax))),
            goods: money(goods),
            fee: money(fee),
        });
    }
    let goods = Money::sum(purchase.currency, plan.lines.iter().map(|line| line.goods)).minor;
    let freight = freight(purchase, ask.freight);
    refund += freight;
    let moneyed: Vec<&Back> = lines.iter().filter(|line| line.outcome.pays()).collect();
    if !moneyed.is_empty() {
        let as_credit = moneyed.iter().all(|line| line.outcome == Outcome::StoreCredit);
        // Who gets the same for it has it as well; an exchange with a difference is money back.
        let pieces = purchase.lines.iter().zip(gone.iter().zip(&stay));
        let kept: Vec<i64> =
            pieces.map(|(line, (gone, stay))| (line.quantity - gone + stay).max(0)).collect();
        for promotion in &purchase.promotions {
            let due = clawback(promotion, purchase, &paid, &kept).min(refund + credit);
            // What was taken for pieces that come back now is given back whyever they do.
            if due < 0 || (due > 0 && ask.claw_back) {
                let of_refund = if due < 0 && as_credit { 0 } else { due.min(refund) };
                (refund, credit) = (refund - of_refund, credit - (due - of_refund));
                plan.clawed_back.push((promotion.name.clone(), money(due)));
            }
        }
    }
    let clawed = Money::sum(purchase.currency, plan.clawed_back.iter().map(|(_, due)| *due)).minor;
    let mut left = Left::of(purchase, ask.order);
    let (to_refund, short_refund) = left.take(refund, false);
    let (to_credit, short_credit) = left.take(credit, true);
    let short = short_refund + short_credit;
    plan.tenders = [to_refund, to_credit].concat();
    (plan.freight, plan.fees) = (money(freight), money(fees));
    (plan.total, plan.credit) = (money(refund + credit - short), money(credit - short_credit));
    let bonus = i128::from(plan.credit.minor) * i128::from(ask.bonus_percent.clamp(0, 100)) / 100;
    plan.bonus = money(i64::try_from(bonus).unwrap_or(0));
    (plan.to_pay, plan.short) = (money(to_pay), money(short));
    let steps = [
        (Step::Paid, worth),
        (Step::NotAsMoney, goods - worth),
        (Step::Fees, -fees),
        (Step::Freight, freight),
        (Step::ClawedBack, -clawed),
        (Step::Short, -short),
    ];
    plan.steps =
        steps.into_iter().filter(|step| step.1 != 0).map(|(step, minor)| (step, money(minor))).collect();
    Ok(plan)
}

/// What of the freight goes back: once, and never more than was paid.
fn freight(purchase: &Purchase, of: FreightOf) -> i64 {
    let freight = &purchase.freight;
    let whole = match of {
        FreightOf::Nothing => return 0,
        FreightOf::Standard => freight.standard.map_or(freight.paid.minor, |standard| standard.minor),
        FreightOf::All => freight.paid.minor,
    };
    (whole.min(freight.paid.minor) - freight.refunded.minor).max(0)
}

impl Purchase {
    /// What was paid for the whole of each line, tax included, in minor units.
    pub fn totals(&self) -> Result<Vec<i64>, Unsound> {
        Ok(self.paid()?.into_iter().map(|paid| paid.total).collect())
    }

    /// Whether nothing stays with the buyer after this, where so many pieces of a line were gone before. Who gets the
    /// same for it has it as well; an exchange with a difference is money back.
    pub fn is_all_back(&self, backs: &[Back], before: impl Fn(&Bought) -> i64) -> bool {
        let mut pieces: BTreeMap<&str, i64> = BTreeMap::new();
        for back in backs.iter().filter(|back| back.outcome.pays() && !back.outcome.stays()) {
            let sum = pieces.entry(&back.line).or_default();
            *sum = sum.saturating_add(back.pieces);
        }
        self.lines.iter().all(|line| {
            let own = pieces.get(line.line.as_str()).copied().unwrap_or(0);
            before(line).saturating_sub(line.kept).saturating_add(own) >= line.quantity
        })
    }

    /// The same after a refund was paid as it was planned.
    pub fn refund(&mut self, plan: &Plan) {
        for line in &plan.lines {
            for own in self.lines.iter_mut().filter(|own| own.line == line.line) {
                own.refunded += line.pieces;
                own.kept += if line.outcome.stays() { line.pieces } else { 0 };
            }
        }
        for part in &plan.tenders {
            for own in self.tenders.iter_mut().filter(|own| own.id == part.tender) {
                own.refunded = own.refunded + part.amount;
            }
        }
        for (name, due) in &plan.clawed_back {
            for own in self.promotions.iter_mut().filter(|own| own.name == *name) {
                own.clawed_back = own.clawed_back + *due;
            }
        }
        self.freight.refunded = self.freight.refunded + plan.freight;
    }
}
