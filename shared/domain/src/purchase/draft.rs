//! Drafts: lines come, change and go as proposals do.

use jiff::{Timestamp, civil::Date};

use crate::{
    Currency, Money,
    reorder::{Autonomy, Proposal, Way},
    settings::Suppliers,
};

use super::{Because, Did, Line, PurchaseOrder, State, Why};

/// The most lines of an order: its approval books the stock of each and takes its proposal away, in one transaction.
pub const MOST_LINES: usize = 40;

/// What a proposal wants of an order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wish {
    /// From whom.
    pub supplier: String,
    /// Where to.
    pub location: String,
    /// Whether its proposal stands at all places together.
    pub together: bool,
    /// The item's id.
    pub item: String,
    /// The shop's code.
    pub sku: Option<String>,
    /// The supplier's code.
    pub supplier_sku: Option<String>,
    /// What people call it.
    pub title: String,
    /// Its variant.
    pub variant: Option<String>,
    /// How many pieces.
    pub quantity: i64,
    /// What one costs.
    pub price: Option<Money>,
    /// When it would be there.
    pub expected: Option<Date>,
    /// Which proposal it is, in which revision.
    pub stand: String,
    /// What may be done about it without asking.
    pub autonomy: Autonomy,
    /// Whether it isn't needed yet, and goes along.
    pub along: bool,
    /// Until when it must be ordered to come as expected.
    pub order_by: Option<Timestamp>,
    /// Why so many.
    pub why: Why,
}

impl Wish {
    /// What a proposal wants; nothing, where it isn't to be bought, or only to be told of.
    pub fn of(proposal: &Proposal) -> Option<Self> {
        let Way::Purchase { supplier, code, unit_price, .. } = &proposal.way else { return None };
        (proposal.autonomy != Autonomy::Alert).then(|| Self {
            supplier: supplier.clone(),
            location: proposal.location.clone(),
            together: proposal.together,
            item: proposal.item.clone(),
            sku: proposal.sku.clone(),
            supplier_sku: code.clone(),
            title: proposal.title.clone(),
            variant: proposal.variant.clone(),
            quantity: proposal.quantity,
            price: *unit_price,
            expected: Some(proposal.expected),
            stand: proposal.stand(),
            autonomy: proposal.autonomy,
            along: proposal.is_along(),
            order_by: proposal.order_by,
            why: Why::of(&proposal.trace),
        })
    }

    /// What it is paid in: its price's currency, or the supplier's, or nobody knows.
    pub fn currency(&self, suppliers: &Suppliers) -> Currency {
        let unknown = || "XXX".parse().expect("ISO 4217 has it for no currency");
        let theirs = || suppliers.get(&self.supplier).and_then(|known| known.currency);
        self.price.map(|price| price.currency).or_else(theirs).unwrap_or_else(unknown)
    }
}

impl PurchaseOrder {
    /// A line comes, or changes. Whatever changes takes the order back from its approver: they are asked anew.
    pub fn put(&mut self, wish: Wish) -> Did {
        if !self.state.is_draft() {
            return Err(Because::AlreadyApproved);
        }
        if wish.quantity <= 0 {
            return self.take(&wish.item);
        }
        let line = Line {
            item: wish.item,
            sku: wish.sku,
            supplier_sku: wish.supplier_sku,
            title: wish.title,
            variant: wish.variant,
            quantity: wish.quantity,
            price: wish.price.filter(|price| price.currency == self.currency),
            expected: wish.expected,
            stand: wish.stand,
            together: wish.together,
            autonomy: wish.autonomy,
            along: wish.along,
            order_by: wish.order_by,
            why: wish.why,
            ..Line::default()
        };
        let because = match self.lines.iter().position(|known| known.item == line.item) {
            Some(at) if self.lines[at] == line => return Err(Because::NothingNew),
            Some(at) => {
                self.lines[at] = line;
                Because::LineAmended
            }
            None if self.lines.len() >= MOST_LINES => return Err(Because::Full),
            None => {
                self.lines.push(line);
                Because::LineAdded
            }
        };
        self.amended();
        Ok(because)
    }

    /// Whether a line of this item would fit.
    pub fn takes(&self, item: &str) -> bool {
        self.state.is_draft() && (self.line(item).is_some() || self.lines.len() < MOST_LINES)
    }

    /// A line goes; with the last one the order.
    pub fn take(&mut self, item: &str) -> Did {
        if !self.state.is_draft() {
            return Err(Because::AlreadyApproved);
        }
        let before = self.lines.len();
        self.lines.retain(|line| line.item != item);
        if self.lines.len() == before {
            return Err(Because::NothingNew);
        }
        self.amended();
        if self.lines.is_empty() {
            self.state = State::Cancelled;
            return Ok(Because::Emptied);
        }
        Ok(Because::LineRemoved)
    }

    fn amended(&mut self) {
        self.revision = self.revision.saturating_add(1);
        self.state = State::Draft;
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};

    #[test]
    fn lines_come_change_and_go_while_it_is_a_draft() {
        let mut order = waiting();
        for (what, wish, did, state, revision, lines) in [
            ("the same again", wish("A", 10), Err(Because::NothingNew), State::Waiting, 2, 2),
            ("more of it", wish("A", 12), Ok(Because::LineAmended), State::Draft, 3, 2),
            ("another", wish("C", 1), Ok(Because::LineAdded), State::Draft, 4, 3),
            ("none any more", wish("C", 0), Ok(Because::LineRemoved), State::Draft, 5, 2),
            ("none of what isn't there", wish("C", 0), Err(Because::NothingNew), State::Draft, 5, 2),
        ] {
            assert_eq!(order.put(wish), did, "{what}");
            assert_eq!((order.state, order.revision, order.lines.len()), (state, revision, lines), "{what}");
        }
        assert_eq!(order.take("A"), Ok(Because::LineRemoved));
        assert_eq!(order.take("B"), Ok(Because::Emptied));
        assert_eq!(order.state, State::Cancelled);
        assert_eq!(order.put(wish("A", 1)), Err(Because::AlreadyApproved), "it is over");
    }

    #[test]
    fn a_draft_holds_forty_lines() {
        let mut order = waiting();
        for n in order.lines.len()..MOST_LINES {
            assert_eq!(order.put(wish(&n.to_string(), 1)), Ok(Because::LineAdded));
        }
        let before = order.clone();
        assert_eq!(order.put(wish("one too many", 1)), Err(Because::Full));
        assert_eq!(order, before);
        assert_eq!(order.put(wish("A", 11)), Ok(Because::LineAmended), "what is in it may change");
    }

    #[test]
    fn what_is_ordered_doesnt_change() {
        let mut order = sent();
        let before = order.clone();
        assert_eq!(order.put(wish("A", 99)), Err(Because::AlreadyApproved));
        assert_eq!(order.take("A"), Err(Because::AlreadyApproved));
        assert_eq!(order, before);
    }

    #[test]
    fn a_price_in_another_currency_is_none() {
        let mut order = waiting();
        let mut dear = wish("D", 1);
        dear.price = Some(Money::new(1, "USD".parse().expect("a currency")));
        assert_eq!(order.put(dear), Ok(Because::LineAdded));
        assert_eq!(order.line("D").and_then(|line| line.price), None);
    }
}
