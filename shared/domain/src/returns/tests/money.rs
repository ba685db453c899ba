//! The money over long rows of returns (S11): never more than came in, never more pieces than there are, and split refunds sum
//! exactly, in currencies of 0, 2 and 3 decimals.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::{
    Money,
    order::TenderKind,
    returns::{
        Bought, Captured, Freight, FreightOf, Outcome, Promotion, Purchase, Unsound,
        money::{Ask, Back, plan},
    },
};

/// So many rows with `--full`; a slice of them else.
const ALL: u64 = 1_000_000;
const SLICE: u64 = 20_000;
const TASKS: usize = 8;

/// SplitMix64: the same rows in every run, on every machine.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `most`, both included.
    pub(super) fn upto(&mut self, most: i64) -> i64 {
        let range = u64::try_from(most.max(0)).expect("not negative") + 1;
        i64::try_from(self.next() % range).expect("small")
    }

    pub(super) fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }
}

/// A purchase out of a number: its own discounts, order discounts, tax on top or contained, tenders, freight, promotions.
fn purchase(chance: &mut Chance) -> Purchase {
    let currency = ["JPY", "EUR", "KWD"][usize::try_from(chance.upto(2)).expect("small")];
    let currency = currency.parse().expect("a currency");
    let money = |minor: i64| Money::new(minor, currency);
    let lines: Vec<Bought> = (0..=chance.upto(3))
        .map(|n| {
            let (quantity, price) = (1 + chance.upto(5), chance.upto(99_999));
            let discount = if chance.one_in(2) { chance.upto(price * quantity) } else { 0 };
            Bought {
                line: n.to_string(),
                quantity,
                unit_price: money(price),
                discount: money(discount),
                tax: None,
                tax_rate: None,
                parcels: Vec::new(),
                digital: false,
                promised: None,
                requested: 0,
                refunded: 0,
                kept: 0,
                from_exchange: false,
                part_of: None,
            }
        })
        .collect();
    let goods: i64 =
        lines.iter().map(|line| line.unit_price.minor * line.quantity - line.discount.minor).sum();
    let off = if chance.one_in(2) { chance.upto(goods) } else { 0 };
    let taxes_included = chance.one_in(2);
    let tax = chance.upto((goods - off) / 4);
    let freight = chance.upto(2_000);
    let total = goods - off + freight + if taxes_included { 0 } else { tax };
    let promotions = if chance.one_in(3) {
        let discounts = lines.iter().map(|line| (line.line.clone(), line.discount)).collect();
        let of = lines.iter().map(|line| line.line.clone()).collect();
        let group = 1 + chance.upto(3);
        vec![Promotion { name: "p".into(), lines: of, group, discounts, clawed_back: money(0) }]
    } else {
        Vec::new()
    };
    // What came in may be less than the total: nothing was captured yet, or a part.
    let captured = if chance.one_in(5) { chance.upto(total) } else { total };
    let first = chance.upto(captured);
    let kinds = [TenderKind::GiftCard, TenderKind::Card, TenderKind::StoreCredit];
    let tender = |(n, (kind, amount)): (usize, (TenderKind, i64))| Captured {
        id: n.to_string(),
        kind,
        captured: money(amount),
        refunded: money(0),
    };
    let second = chance.upto(captured - first);
    let amounts = [first, second, captured - first - second];
    Purchase {
        order: "1".into(),
        placed_at: crate::Timestamp::UNIX_EPOCH,
        currency,
        taxes_included,
        country: None,
        region: None,
        channel: None,
        codes: Vec::new(),
        tags: None,
        lines,
        order_discount: money(off),
        order_tax: Some(money(tax)),
        freight: Freight {
            paid: money(freight),
            standard: chance.one_in(2).then(|| money(freight / 2)),
            refunded: money(0),
        },
        tenders: kinds.into_iter().zip(amounts).enumerate().map(tender).collect(),
        promotions,
        returns: 0,
    }
}

/// A return of some of it, which may well be more than there is.
fn wish(chance: &mut Chance, purchase: &Purchase) -> Vec<Back> {
    (0..=chance.upto(2))
        .map(|_| {
            let line =
                &purchase.lines[usize::try_from(chance.upto(9)).expect("small") % purchase.lines.len()];
            let left = line.quantity - line.refunded;
            let pieces = if chance.one_in(10) { left + 1 } else { 1 + chance.upto((left - 1).max(0)) };
            let outcome = Outcome::ALL[usize::try_from(chance.next() % 6).expect("small")];
            Back {
                percent: if chance.one_in(4) { chance.upto(100) } else { 100 },
                fee_percent: if chance.one_in(3) { chance.upto(100) } else { 0 },
                fee_each: if chance.one_in(3) { chance.upto(500) } else { 0 },
                instead: chance.one_in(2).then(|| chance.upto(99_999)),
                ..Back::of(&line.line, pieces, outcome)
            }
        })
        .collect()
}

/// Plays a row of returns; what is wrong, if anything is.
fn fault(seed: u64) -> Result<usize, String> {
    let mut chance = Chance(seed);
    let mut own = purchase(&mut chance);
    let captured: i64 = own.tenders.iter().map(|tender| tender.captured.minor).sum();
    let (mut back, mut paid) = (0i64, 0);
    for _ in 0..=chance.upto(7) {
        let lines = wish(&mut chance, &own);
        let freight = [FreightOf::Nothing, FreightOf::Standard, FreightOf::All];
        let ask = Ask {
            purchase: &own,
            lines: &lines,
            freight: freight[usize::try_from(chance.upto(2)).expect("small")],
            fee_cap_percent: chance.upto(100),
            bonus_percent: chance.upto(20),
            order: &[TenderKind::StoreCredit],
            claw_back: chance.one_in(2),
        };
        let plan = match plan(&ask) {
            Ok(plan) => plan,
            Err(Unsound::Pieces) => continue,
            Err(unsound) => return Err(format!("{unsound:?}")),
        };
        let to_tenders: i64 = plan.tenders.iter().map(|part| part.amount.minor).sum();
        let as_credit: i64 =
            plan.tenders.iter().filter(|part| part.as_credit).map(|part| part.amount.minor).sum();
        let amounts = [plan.total, plan.credit, plan.bonus, plan.freight, plan.fees, plan.short, plan.to_pay];
        if amounts.iter().any(|amount| amount.minor < 0)
            || plan.tenders.iter().any(|part| part.amount.minor <= 0)
        {
            return Err(format!("less than nothing: {plan:?}"));
        }
        if (to_tenders, as_credit) != (plan.total.minor, plan.credit.minor) {
            return Err(format!("tenders get {to_tenders}, of it {as_credit} as credit: {plan:?}"));
        }
        own.refund(&plan);
        (back, paid) = (back + plan.total.minor, paid + 1);
        if back > captured {
            return Err(format!("{back} went back of {captured}"));
        }
        if own.tenders.iter().any(|tender| tender.refunded.minor > tender.captured.minor) {
            return Err(format!("a tender gets more than it paid: {:?}", own.tenders));
        }
        if own.lines.iter().any(|line| line.refunded > line.quantity) {
            return Err(format!("more pieces went back than were bought: {:?}", own.lines));
        }
        if own.freight.refunded.minor > own.freight.paid.minor {
            return Err("freight went back twice".into());
        }
    }
    exact(&mut chance, seed)?;
    Ok(paid)
}

/// However a purchase that was paid is split into returns, what goes back sums to what was paid, to the minor unit.
fn exact(chance: &mut Chance, seed: u64) -> Result<(), String> {
    let mut own = purchase(&mut Chance(seed));
    let total: i64 = own.totals().map_err(|e| e.to_string())?.iter().sum::<i64>() + own.freight.paid.minor;
    own.tenders.truncate(1);
    own.tenders[0].captured.minor = total;
    let mut back = 0;
    while let Some(line) = own.lines.iter().find(|line| line.refunded < line.quantity) {
        let pieces = 1 + chance.upto(line.quantity - line.refunded - 1);
        let lines = [Back::of(&line.line, pieces, Outcome::Refund)];
        let last = own.lines.iter().map(|line| line.quantity - line.refunded).sum::<i64>() == pieces;
        let freight = if last { FreightOf::All } else { FreightOf::Nothing };
        let (fee_cap_percent, bonus_percent, order, claw_back) = (100, 0, &[][..], chance.one_in(2));
        let ask =
            Ask { purchase: &own, lines: &lines, freight, fee_cap_percent, bonus_percent, order, claw_back };
        let plan = plan(&ask).map_err(|e| e.to_string())?;
        back += plan.total.minor;
        own.refund(&plan);
    }
    if back == total { Ok(()) } else { Err(format!("split refunds come to {back}, and {total} was paid")) }
}

#[test]
fn long_rows_of_returns_never_pay_too_much_and_split_ones_sum_exactly() {
    let full = std::env::var_os("NIGHTSHIFT_FULL").is_some();
    let rows = if full { ALL } else { SLICE };
    let (next, refunds) = (AtomicU64::new(0), AtomicU64::new(0));
    std::thread::scope(|scope| {
        for _ in 0..TASKS {
            scope.spawn(|| {
                loop {
                    let row = next.fetch_add(1, Ordering::Relaxed);
                    if row >= rows {
                        break;
                    }
                    match fault(row) {
                        Ok(paid) => refunds.fetch_add(u64::try_from(paid).expect("a few"), Ordering::Relaxed),
                        Err(fault) => panic!("row {row}: {fault}"),
                    };
                }
            });
        }
    });
    println!(
        "figure: S11 {rows} rows of returns in {TASKS} tasks, {} refunds, in currencies of 0, 2 and 3 decimals: 0 above what \
         came in, 0 pieces too many, 0 splits that don't sum to what was paid",
        refunds.load(Ordering::Relaxed)
    );
}

#[test]
fn numbers_that_are_no_order_s_are_refused() {
    let sound = purchase(&mut Chance(7));
    assert_eq!(sound.check(), Ok(()));
    let bent = |bend: fn(&mut Purchase)| {
        let mut bent = sound.clone();
        bend(&mut bent);
        bent.totals().err()
    };
    for (what, found, expected) in [
        (
            "another currency",
            bent(|p| p.lines[0].unit_price = Money::new(1, "CHF".parse().expect("CHF"))),
            Unsound::Currency,
        ),
        ("a negative price", bent(|p| p.lines[0].unit_price.minor = -1), Unsound::Number),
        ("a huge one", bent(|p| p.lines[0].unit_price.minor = i64::MAX), Unsound::Number),
        (
            "a huge product",
            bent(|p| (p.lines[0].unit_price.minor, p.lines[0].quantity) = (1_000_000_000_000_000, 1_000_000)),
            Unsound::Number,
        ),
        ("negative pieces", bent(|p| p.lines[0].quantity = -1), Unsound::Number),
        ("more off than there is", bent(|p| p.order_discount.minor = 900_000_000), Unsound::Discount),
        (
            "more back than in",
            bent(|p| p.tenders[0].refunded.minor = p.tenders[0].captured.minor + 1),
            Unsound::Refunded,
        ),
        ("tax that nobody told", bent(|p| (p.taxes_included, p.order_tax) = (false, None)), Unsound::Tax),
    ] {
        assert_eq!(found, Some(expected), "{what}");
    }
}
