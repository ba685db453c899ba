//! Promotions that what is kept doesn't deserve any more: "three for two" with one of them back, a gift without its order.

use super::{paid::Paid, prefix};
use crate::returns::{Promotion, Purchase};

/// What is taken back of `promotion` once only `kept` pieces of each line stay, by the line's place; in minor units, with tax. Below
/// zero, so much of what was taken back before is given back: pieces for which it was taken have come back since.
///
/// A promotion deserves as much of itself as whole groups are kept, rounded for the buyer. What pieces that came back had of
/// it is never paid back anyway, as each goes back at what was paid for it; first pieces get the odd cents of both, so that kept ones
/// have what is left of a discount as if they were the first.
pub(super) fn clawback(promotion: &Promotion, purchase: &Purchase, paid: &[Paid], kept: &[i64]) -> i64 {
    if promotion.group <= 0 {
        return 0;
    }
    let place = |id: &str| purchase.lines.iter().position(|line| line.line == id);
    let counted: Vec<usize> = promotion.lines.iter().filter_map(|line| place(line)).collect();
    let groups = |pieces: &dyn Fn(usize) -> i64| {
        let sum = counted.iter().fold(0i64, |sum, line| sum.saturating_add(pieces(*line)));
        i128::from(sum / promotion.group)
    };
    let before = groups(&|line| purchase.lines[line].quantity);
    let after = groups(&|line| kept[line]);
    if before == 0 {
        return 0;
    }
    let (mut all, mut left) = (0i128, 0i128);
    for (id, discount) in &promotion.discounts {
        let Some(line) = place(id) else { continue };
        let discount = with_tax(discount.minor, line, paid);
        let bought = purchase.lines[line].quantity;
        all += i128::from(discount);
        left += i128::from(prefix(discount, bought, kept[line]));
    }
    let deserved = (all * after + before - 1) / before;
    let due = (left - deserved).max(0) - i128::from(promotion.clawed_back.minor);
    i64::try_from(due).unwrap_or(0)
}

/// A discount as the buyer would have paid it: with the tax of its line, of the whole order where the line cost nothing.
fn with_tax(discount: i64, line: usize, paid: &[Paid]) -> i64 {
    let own = &paid[line];
    let (goods, total) = if own.goods > 0 {
        (i128::from(own.goods), i128::from(own.total))
    } else {
        let sum = |of: fn(&Paid) -> i64| paid.iter().map(|paid| i128::from(of(paid))).sum::<i128>();
        (sum(|paid| paid.goods), sum(|paid| paid.total))
    };
    if goods == 0 {
        discount
    } else {
        i64::try_from(i128::from(discount) * total / goods).unwrap_or(discount)
    }
}
