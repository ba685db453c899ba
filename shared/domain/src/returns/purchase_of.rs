//! A purchase out of an order, as far as an order says it. Scans, promises, other returns and refunds are added by whoever
//! gathers.

use super::{Bought, Captured, Freight, Part, Product, Promotion, Purchase, Rules, Trait};
use crate::{
    Money,
    order::{self, LineItem, LineKind, Order, PaymentStatus, ShipmentStatus, TenderKind},
};

impl Purchase {
    /// The purchase that an order is.
    ///
    /// An order names its discounts by line, and all of them together: what no line has is the freight's up to what that
    /// costs, and else the whole's. It names its tax by rate: of one rate, each line's share follows; of several, only prices
    /// that contain their tax can be reckoned with, and others go to a person.
    pub fn of(order: &Order) -> Self {
        let currency = order.currency;
        let zero = Money::zero(currency);
        let own = Money::sum(currency, order.lines.iter().map(|line| line.discount));
        let unnamed = (order.totals.discounts - own).minor.max(0);
        let off_freight = if is_of_freight(order, unnamed) { unnamed } else { 0 };
        let freight = Money::new((order.totals.shipping.minor - off_freight).max(0), currency);
        let rates: Vec<_> = order.taxes.iter().filter(|tax| tax.amount.minor != 0).collect();
        let goods =
            Money::sum(currency, order.lines.iter().map(LineItem::total)).minor - (unnamed - off_freight);
        let (tax_of_goods, tax_of_freight) = match rates.as_slice() {
            [] => (Some(zero), zero),
            [one] => {
                let shares = super::money::allocate(one.amount.minor, &[goods, freight.minor]);
                (Some(Money::new(shares[0], currency)), Money::new(shares[1], currency))
            }
            _ => (None, zero),
        };
        let paid = if order.taxes_included { freight } else { freight + tax_of_freight };
        let rate = if let [one] = rates.as_slice() { Some(one.rate.clone()) } else { None };
        let address = order.shipping_address.as_ref().or(order.billing_address.as_ref());
        Self {
            order: order.id.clone(),
            placed_at: order.placed_at,
            currency,
            taxes_included: order.taxes_included,
            country: address.and_then(|address| address.country.clone()),
            region: address.and_then(|address| address.region.clone()),
            channel: order.channel.clone(),
            codes: order.discounts.iter().map(|discount| discount.name.clone()).collect(),
            tags: order.tags.clone(),
            lines: order.lines.iter().map(|line| bought(order, line, rate.clone())).collect(),
            order_discount: Money::new(unnamed - off_freight, currency),
            order_tax: tax_of_goods,
            freight: Freight { paid, standard: None, refunded: zero },
            tenders: tenders(order),
            promotions: order.promotions.iter().map(|promotion| taken_together(promotion, zero)).collect(),
            returns: 0,
        }
    }

    /// What the standard way of sending it cost, by the rules of the day on which it was bought: no order says it. What is known
    /// stays, and what isn't is what was paid.
    pub fn know_standard_freight(&mut self, rules: &Rules) {
        let said = super::policy::there(&rules.shipping.standard, self.country.as_deref());
        let said = said.filter(|_| rules.currency == Some(self.currency));
        let amount = || said.and_then(|(_, amount)| amount.of(self.currency).ok());
        self.freight.standard = self.freight.standard.or_else(amount);
    }

    /// By line: what an order says of its products.
    pub fn products(order: &Order) -> std::collections::BTreeMap<String, Product> {
        let of = |line: &LineItem| {
            let traits = match line.kind {
                LineKind::Goods => vec![],
                LineKind::Digital => vec![Trait::Digital],
                LineKind::GiftCard => vec![Trait::GiftCard],
            };
            (line.id.clone(), Product { sku: line.sku.clone(), traits, ..Product::default() })
        };
        order.lines.iter().map(of).collect()
    }
}

fn taken_together(promotion: &order::Promotion, clawed_back: Money) -> Promotion {
    let order::Promotion { name, lines, group, discounts } = promotion.clone();
    Promotion { name, lines, group, discounts, clawed_back }
}

/// Whether a discount that no line has is one of the freight's: where it takes off all of that, or is named so.
fn is_of_freight(order: &Order, unnamed: i64) -> bool {
    let freight = order.totals.shipping.minor;
    let named = |word: &str| {
        order.discounts.iter().any(|d| d.amount.minor == unnamed && d.name.to_lowercase().contains(word))
    };
    unnamed > 0
        && unnamed <= freight
        && (unnamed == freight || ["ship", "versand", "freight", "delivery"].into_iter().any(named))
}

fn bought(order: &Order, line: &LineItem, tax_rate: Option<String>) -> Bought {
    let parcels = order
        .shipments
        .iter()
        .filter(|parcel| !matches!(parcel.status, ShipmentStatus::Preparing | ShipmentStatus::Cancelled))
        .filter_map(|parcel| {
            let own = parcel.lines.iter().filter(|part| part.line == line.id);
            let quantity =
                if parcel.lines.is_empty() { line.quantity } else { own.map(|part| part.quantity).sum() };
            let shipped = parcel.shipped_at.or(Some(order.placed_at));
            (quantity > 0).then(|| Part { parcel: parcel.id.clone(), quantity, shipped, delivered: None })
        })
        .collect();
    let promised = order.promise.as_ref().and_then(|promise| {
        let own =
            |promised: &&order::Promised| promised.lines.is_empty() || promised.lines.contains(&line.id);
        promise.shipments.iter().filter(own).map(|promised| promised.latest).max()
    });
    Bought {
        line: line.id.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        discount: line.discount,
        tax: None,
        tax_rate,
        parcels,
        digital: line.kind != LineKind::Goods,
        promised,
        requested: 0,
        refunded: 0,
        kept: 0,
        from_exchange: false,
        part_of: None,
    }
}

/// What paid: the tenders that the platform names with their amounts, else one that paid the total, once it is paid.
fn tenders(order: &Order) -> Vec<Captured> {
    let zero = Money::zero(order.currency);
    let is_paid = matches!(
        order.payment.status,
        PaymentStatus::Paid | PaymentStatus::PartlyRefunded | PaymentStatus::Refunded
    );
    if !is_paid {
        return Vec::new();
    }
    let named = &order.payment.tenders;
    let amounts: Option<Vec<Money>> = named.iter().map(|tender| tender.amount).collect();
    match amounts.filter(|amounts| Money::sum(order.currency, amounts.iter().copied()) == order.totals.total)
    {
        Some(amounts) if !amounts.is_empty() => named
            .iter()
            .zip(amounts)
            .enumerate()
            .map(|(at, (tender, captured))| Captured {
                id: at.to_string(),
                kind: tender.kind,
                captured,
                refunded: zero,
            })
            .collect(),
        _ => {
            let kind = if let [one] = named.as_slice() { one.kind } else { TenderKind::Other };
            vec![Captured { id: "0".into(), kind, captured: order.totals.total, refunded: zero }]
        }
    }
}
