//! To which means money goes back: in the declared order, to none more than it paid.

use super::ToTender;
use crate::{Money, order::TenderKind, returns::Purchase};

/// The order where the shop declares none: what is money first.
const USUAL: [TenderKind; 6] = [
    TenderKind::Card,
    TenderKind::Other,
    TenderKind::BankTransfer,
    TenderKind::OnDelivery,
    TenderKind::StoreCredit,
    TenderKind::GiftCard,
];

/// Takes up what tenders have left, the declared ones first.
pub(super) struct Left<'a> {
    purchase: &'a Purchase,
    /// By place: what may still go back there.
    left: Vec<i64>,
    /// The places, in order.
    order: Vec<usize>,
}

impl<'a> Left<'a> {
    pub(super) fn of(purchase: &'a Purchase, declared: &[TenderKind]) -> Self {
        let left = purchase.tenders.iter().map(|t| (t.captured.minor - t.refunded.minor).max(0)).collect();
        let rank = |kind: TenderKind| {
            let place = |list: &[TenderKind]| list.iter().position(|known| *known == kind);
            place(declared).or_else(|| place(&USUAL).map(|place| declared.len() + place))
        };
        let mut order: Vec<usize> = (0..purchase.tenders.len()).collect();
        order.sort_by_key(|place| (rank(purchase.tenders[*place].kind), *place));
        Self { purchase, left, order }
    }

    /// Takes `amount`: what goes where, and what there is no room for.
    pub(super) fn take(&mut self, mut amount: i64, as_credit: bool) -> (Vec<ToTender>, i64) {
        let mut taken = Vec::new();
        for place in &self.order {
            let part = amount.min(self.left[*place]);
            if part > 0 {
                let tender = &self.purchase.tenders[*place];
                self.left[*place] -= part;
                amount -= part;
                let money = Money::new(part, self.purchase.currency);
                taken.push(ToTender {
                    tender: tender.id.clone(),
                    kind: tender.kind,
                    amount: money,
                    as_credit,
                });
            }
        }
        (taken, amount)
    }
}
