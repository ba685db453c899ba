//! Money of a return: what is due now, what was asked for, what was paid, here or elsewhere.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Did, Granted, Moved, Receipt, Refund, RefundState, Return, State, Unmoved};
use crate::{
    Money,
    returns::{
        Fault, Plan, Policy, Purchase, RefundAt, Unsound, Verdict,
        decide::{freight, percent, tenders},
        money::{self, Back},
    },
};

/// What is to be paid now.
#[derive(Debug, Clone, PartialEq)]
pub enum Due {
    /// Nothing.
    Nothing,
    /// This.
    Pay {
        /// Names the command once: the return, and the how-manieth refund of it.
        key: String,
        /// By line: for how many pieces.
        pieces: BTreeMap<String, i64>,
        /// What, and where to.
        plan: Box<Plan>,
    },
    /// A person has to look: somebody paid beside us and didn't say for what, there is less left than is due, or it can't be
    /// reckoned.
    Person(Option<Unsound>),
}

/// Pieces that are to be paid.
pub(super) struct Payable<'r> {
    /// The place in the request of what was granted for them.
    at: usize,
    granted: &'r Granted,
    pub(super) pieces: i64,
    /// In percent, by how they came back.
    pub(super) share: i64,
}

impl Payable<'_> {
    fn back(&self, pieces: i64, policy: &Policy, instead: &BTreeMap<String, i64>) -> Back {
        let Self { at, granted, share, .. } = self;
        // An older row names the line alone.
        let each = instead.get(&instead_key(*at, &granted.line)).or_else(|| instead.get(&granted.line));
        Back {
            percent: percent(policy, granted.outcome) * share / 100,
            fee_percent: granted.fee_percent,
            fee_each: granted.fee_each,
            instead: each.map(|each| each.saturating_mul(pieces)),
            ..Back::of(&granted.line, pieces, granted.outcome)
        }
    }
}

/// Names what is wanted instead of a line of the request, by its place there: an order's line may stand in it several times.
pub fn instead_key(at: usize, line: &str) -> String {
    format!("{at}#{line}")
}

impl Return {
    /// What is to be paid now, by when the money goes back and by what really came. `purchase` knows every refund of the order
    /// that was asked for or paid, this return's included.
    pub fn refund_due(
        &self,
        id: &str,
        purchase: &Purchase,
        policy: &Policy,
        instead: &BTreeMap<String, i64>,
    ) -> Due {
        if self.decided.is_none() || self.ended.as_ref().is_some_and(|ended| ended.state != State::Closed) {
            return Due::Nothing;
        }
        // Paid beside us without a word for what.
        if self.refunds.values().any(|refund| refund.pieces.is_empty()) {
            return if self.money_is_back() { Due::Nothing } else { Due::Person(None) };
        }
        let mut paid = self.paid_pieces();
        let mut backs = Vec::new();
        for (line, payable) in self.payable() {
            let taken = paid.entry(line).or_default();
            for own in payable {
                let skipped = (*taken).min(own.pieces);
                *taken -= skipped;
                if own.pieces > skipped {
                    backs.push(own.back(own.pieces - skipped, policy, instead));
                }
            }
        }
        if backs.is_empty() {
            return Due::Nothing;
        }
        let mut pieces: BTreeMap<String, i64> = BTreeMap::new();
        for back in &backs {
            *pieces.entry(back.line.clone()).or_default() += back.pieces;
        }
        let all = purchase.is_all_back(&backs, |line| line.refunded);
        let by_fault = self.granted.iter().any(|line| line.verdict.is_yes() && line.fault != Fault::Customer);
        let ask = money::Ask {
            purchase,
            lines: &backs,
            freight: freight(policy, self.statutory, by_fault, all),
            fee_cap_percent: policy.rules.outcomes.fee_cap_percent,
            bonus_percent: policy.rules.outcomes.credit_bonus_percent,
            order: &tenders(policy),
            claw_back: !self.statutory && !by_fault,
        };
        match money::plan(&ask) {
            // More than came in and hasn't gone back.
            Ok(plan) if plan.short.minor > 0 => Due::Person(None),
            Ok(plan) => {
                Due::Pay { key: format!("{id}#{}", self.refunds.len() + 1), pieces, plan: Box::new(plan) }
            }
            Err(unsound) => Due::Person(Some(unsound)),
        }
    }

    /// Receipts in the order in which they began to count.
    fn in_order(&self) -> impl Iterator<Item = &Receipt> {
        let older = self.receipts.iter().filter(|(id, _)| !self.counted.contains(*id));
        older.map(|(_, receipt)| receipt).chain(self.counted.iter().filter_map(|id| self.receipts.get(id)))
    }

    /// By line: pieces that are to be paid by now, in the order in which they came to be: so many of the first are paid.
    pub(super) fn payable(&self) -> BTreeMap<String, Vec<Payable<'_>>> {
        let mut payable: BTreeMap<String, Vec<Payable<'_>>> = BTreeMap::new();
        let mut arrived: BTreeMap<&str, Vec<(i64, i64)>> = BTreeMap::new();
        for line in self.in_order().flat_map(|receipt| &receipt.lines) {
            let counts = self.refund_at != RefundAt::Inspection || line.grade.is_some();
            if let Some(id) = line.line.as_deref().filter(|_| counts) {
                arrived.entry(id).or_default().push((line.pieces, line.percent.unwrap_or(100)));
            }
        }
        let pays = |(_, line): &(usize, &Granted)| line.verdict.is_yes() && line.outcome.pays();
        let mut all: Vec<(usize, &Granted)> = self.granted.iter().enumerate().filter(pays).collect();
        // What is paid before anything comes goes before what waits for it, wherever it stands in the request.
        all.sort_by_key(|(_, line)| match line.verdict {
            Verdict::Approve => 2,
            Verdict::Instant => 1,
            _ => 0,
        });
        for (at, granted) in all {
            let own = payable.entry(granted.line.clone()).or_default();
            let at_once = match granted.verdict {
                Verdict::Approve => match self.refund_at {
                    RefundAt::Approval => true,
                    RefundAt::FirstScan => self.shipped.is_some() || !self.receipts.is_empty(),
                    RefundAt::Receipt | RefundAt::Inspection => false,
                },
                _ => true,
            };
            let mut left = granted.quantity;
            // What arrived is paid as it arrived, what is paid before that in full.
            for (pieces, share) in arrived.entry(granted.line.as_str()).or_default() {
                let taken = left.min(*pieces);
                if taken > 0 && granted.verdict.ships() {
                    own.push(Payable { at, granted, pieces: taken, share: *share });
                    (left, *pieces) = (left - taken, *pieces - taken);
                }
            }
            if at_once && left > 0 {
                own.push(Payable { at, granted, pieces: left, share: 100 });
            }
        }
        payable
    }

    /// By line: pieces that are paid, or asked to be.
    pub(super) fn paid_pieces(&self) -> BTreeMap<String, i64> {
        let mut paid: BTreeMap<String, i64> = BTreeMap::new();
        for refund in self.refunds.values().filter(|refund| refund.state != RefundState::Failed) {
            for (line, pieces) in &refund.pieces {
                *paid.entry(line.clone()).or_default() += pieces;
            }
        }
        paid
    }

    /// How many pieces of a line wait for their money, while it isn't over.
    pub fn unpaid(&self, line: &str) -> i64 {
        if self.state().is_over() {
            return 0;
        }
        let paid = self.paid_pieces().get(line).copied().unwrap_or(0);
        self.holds(line).saturating_sub(paid).max(0)
    }

    /// Whether any money went back.
    pub(super) fn has_paid(&self) -> bool {
        self.refunds.values().any(|refund| refund.state == RefundState::Done && refund.amount.minor > 0)
    }

    /// Whether all the money that was granted is back.
    pub(super) fn money_is_back(&self) -> bool {
        if !self.pays() || self.decided.is_none() {
            return false;
        }
        let done = || self.refunds.values().filter(|refund| refund.state == RefundState::Done);
        let amount = done().fold(0i64, |sum, refund| sum.saturating_add(refund.amount.minor));
        if self.expected.is_some_and(|expected| expected.minor > 0 && amount >= expected.minor) {
            return true;
        }
        let mut left: BTreeMap<&str, i64> = BTreeMap::new();
        for (line, pieces) in done().flat_map(|refund| &refund.pieces) {
            *left.entry(line).or_default() += pieces;
        }
        let due = self.granted.iter().filter(|line| line.verdict.is_yes() && line.outcome.pays());
        due.fold(true, |all, granted| {
            let own = left.entry(granted.line.as_str()).or_default();
            *own -= granted.quantity;
            all && *own >= 0
        })
    }

    /// Whether nothing of it is open: money, goods, what comes instead.
    pub(super) fn is_settled(&self) -> bool {
        let asked = self.refunds.values().any(|refund| refund.state.is_open());
        let money = !self.pays() || self.money_is_back();
        let goods = !self.ships() || self.is_all_there();
        !asked && money && goods && (!self.exchanges() || self.exchanged.is_some())
    }

    pub(super) fn refund_asked(
        &mut self,
        key: &str,
        amount: Money,
        pieces: &BTreeMap<String, i64>,
        now: Timestamp,
    ) -> Did {
        if self.refunds.contains_key(key) {
            return Err(Unmoved::NothingNew);
        }
        if self.decided.is_none() {
            return Err(Unmoved::NotDecided);
        }
        if self.ended.as_ref().is_some_and(|ended| ended.state != State::Closed) {
            return Err(Unmoved::AlreadyOver);
        }
        let paid = self.paid_pieces();
        let granted = |line: &str| {
            let own = self.granted.iter().filter(|granted| granted.line == line && granted.verdict.is_yes());
            own.fold(0i64, |sum, granted| sum.saturating_add(granted.quantity))
        };
        let fits = |(line, pieces): (&String, &i64)| {
            *pieces > 0 && paid.get(line).copied().unwrap_or(0).saturating_add(*pieces) <= granted(line)
        };
        if amount.minor < 0 || pieces.is_empty() || !pieces.iter().all(fits) {
            return Err(Unmoved::WrongAmount);
        }
        let refund = Refund { amount, pieces: pieces.clone(), at: now, state: RefundState::Asked };
        self.refunds.insert(key.to_owned(), refund);
        Ok(Moved::RefundAsked)
    }

    pub(super) fn refund_done(
        &mut self,
        key: &str,
        amount: Money,
        pieces: &BTreeMap<String, i64>,
        now: Timestamp,
    ) -> Did {
        match self.refunds.get_mut(key) {
            Some(refund) if refund.state == RefundState::Done => Err(Unmoved::NothingNew),
            // It was paid after all, whatever was said before; what the shop says it paid is what was paid.
            Some(refund) => {
                (refund.state, refund.amount) = (RefundState::Done, amount);
                Ok(Moved::Refunded)
            }
            None => {
                let refund = Refund { amount, pieces: pieces.clone(), at: now, state: RefundState::Done };
                self.refunds.insert(key.to_owned(), refund);
                Ok(Moved::RefundedElsewhere)
            }
        }
    }

    pub(super) fn refund_failed(&mut self, key: &str) -> Did {
        match self.refunds.get_mut(key) {
            None => Err(Unmoved::NoSuchRefund),
            Some(refund) if refund.state.is_open() => {
                refund.state = RefundState::Failed;
                Ok(Moved::RefundFailed)
            }
            Some(_) => Err(Unmoved::NothingNew),
        }
    }

    pub(super) fn refund_doubted(&mut self, key: &str) -> Did {
        match self.refunds.get_mut(key) {
            None => Err(Unmoved::NoSuchRefund),
            Some(refund) if refund.state == RefundState::Asked => {
                refund.state = RefundState::InDoubt;
                Ok(Moved::RefundInDoubt)
            }
            Some(_) => Err(Unmoved::NothingNew),
        }
    }
}
