//! What is paid back: how it comes about, where it goes, and when. Rows add up from top to bottom.

use domain::{Money, returns::Plan};
use serde::Serialize;

use super::said::{money, say, shared, word};
use crate::{Unmailable, context::Context, payment::kind_key, strings::Word};

/// What the template sees of a plan.
#[derive(Debug, Serialize)]
pub(super) struct MoneyView {
    rows: Vec<(String, String)>,
    total: String,
    /// Whether anything is paid back at all.
    pub(super) pays: bool,
    /// Where it goes.
    to: Vec<(String, String)>,
    /// What comes on top of credit.
    bonus: Option<String>,
    /// What the buyer still pays for what comes instead.
    to_pay: Option<String>,
}

impl MoneyView {
    pub(super) fn of(plan: &Plan, cx: &Context) -> Result<Self, Unmailable> {
        let goods = plan.lines.iter().fold(0_i64, |sum, line| sum.saturating_add(line.goods.minor));
        let goods = Money::new(goods, plan.currency);
        let mut rows = vec![(say("money-goods", &[], cx)?, money(goods, cx)?)];
        let mut add = |label: String, amount: Money| -> Result<(), Unmailable> {
            if !amount.is_zero() {
                rows.push((label, money(amount, cx)?));
            }
            Ok(())
        };
        add(say("money-fees", &[], cx)?, -plan.fees)?;
        add(say("money-freight", &[], cx)?, plan.freight)?;
        for (name, amount) in &plan.clawed_back {
            let what = if amount.minor < 0 { "money-given-back" } else { "money-clawed-back" };
            add(say(what, &[("name", Word::Text(word(name)))], cx)?, -*amount)?;
        }
        add(say("money-short", &[], cx)?, -plan.short)?;
        let to = plan.tenders.iter().filter(|part| !part.amount.is_zero()).map(|part| {
            let key = if part.as_credit { "tender-store-credit" } else { kind_key(part.kind) };
            Ok((shared(key, cx)?, money(part.amount, cx)?))
        });
        let some = |amount: Money| (amount.minor > 0).then(|| money(amount, cx)).transpose();
        Ok(Self {
            rows,
            total: money(plan.total, cx)?,
            pays: plan.total.minor > 0,
            to: to.collect::<Result<_, Unmailable>>()?,
            bonus: some(plan.bonus)?,
            to_pay: some(plan.to_pay)?,
        })
    }
}

/// Every step of the reckoning, for the shop's own people.
pub(super) fn steps(plan: &Plan, cx: &Context) -> Result<Vec<(String, String)>, Unmailable> {
    let row = |(step, amount): &(domain::returns::money::Step, Money)| {
        Ok((say(&format!("step-{}", step.as_str()), &[], cx)?, money(*amount, cx)?))
    };
    plan.steps.iter().map(row).collect()
}
