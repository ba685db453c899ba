//! A purchase out of an order, as far as an order says it. Scans, promises, other returns and refunds are added by whoever
//! gathers.

use super::{Bought, Captured, Freight, Part, Product, Promotion, Purchase, Rules, Trait};
use crate::{
    Money,
    order::{self, LineItem, LineKind, Order, PaymentStatus, ShipmentStatus, TaxLine, TenderKind, Totals},
};

impl Purchase {
    /// The purchase that an order is.
    ///
    /// An order names its discounts by line, and all of them together: what no line has is the freight's up to what that
    /// costs, and else the whole's, as is what it lists below zero beside its lines. It names its tax by rate: of one rate that
    /// was charged on everything, or on all but the freight, each line's share follows; of others, only prices that contain
    /// their tax can be reckoned with, and the rest goes to a person.
    pub fn of(order: &Order) -> Self {
        let currency = order.currency;
        let zero = Money::zero(currency);
        let own = Money::sum(currency, order.lines.iter().map(|line| line.discount));
        let unnamed = (order.totals.discounts - own).minor.max(0);
        let off_freight = if is_of_freight(order, unnamed) { unnamed } else { 0 };
        let freight = Money::new((order.totals.shipping.minor - off_freight).max(0), currency);
        let rates: Vec<_> = order.taxes.iter().filter(|tax| tax.amount.minor != 0).collect();
        let off = unnamed - off_freight + off_as_a_fee(order);
        let goods = Money::sum(currency, order.lines.iter().map(LineItem::total)).minor - off;
        let on_all = || match rates.as_slice() {
            [] => Some((0, 0)),
            [one] => {
                let shares = super::money::allocate(one.amount.minor, &[goods, freight.minor]);
                Some((shares[0], shares[1]))
            }
            _ => None,
        };
        let taxed = match rates.as_slice() {
            [one] if !order.taxes_included => {
                match charged_on(one, order.lines.len(), goods, freight.minor) {
                    Taxed::All => on_all(),
                    Taxed::Goods => Some((one.amount.minor, 0)),
                    Taxed::Unclear => None,
                }
            }
            _ => on_all(),
        };
        let tax_of_goods = taxed.map(|(of_goods, _)| Money::new(of_goods, currency));
        let tax_of_freight = Money::new(taxed.map_or(0, |(_, of_freight)| of_freight), currency);
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
            order_discount: Money::new(off, currency),
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

/// What was taken off as a fee below zero, as many plugins do. What a gift card paid was paid, and rounding is nobody's discount.
fn off_as_a_fee(order: &Order) -> i64 {
    let no_discount = [Totals::GIFT_CARD, Totals::ROUNDING, Totals::CASH_ROUNDING];
    let fees = order.totals.extras.iter().filter(|extra| !no_discount.contains(&extra.name.as_str()));
    fees.fold(0i64, |sum, fee| sum.saturating_sub(fee.amount.minor.min(0)))
}

/// What a tax on top of prices was charged on.
enum Taxed {
    /// Goods and freight; whatever there is, where its rate isn't known.
    All,
    /// Goods alone.
    Goods,
    /// Neither fits: some lines have it, and nobody says which.
    Unclear,
}

/// What a tax was charged on, by what it comes to. Each line of it, and the freight's, may be rounded.
fn charged_on(tax: &TaxLine, lines: usize, goods: i64, freight: i64) -> Taxed {
    let Some((rate, of)) = fraction(&tax.rate).filter(|(rate, _)| *rate != 0) else { return Taxed::All };
    let lines = i128::try_from(lines).unwrap_or_default();
    let fits = |base: i64, rounded: i128| {
        (rate * i128::from(base) - i128::from(tax.amount.minor) * of).abs() <= rounded * of
    };
    let all = goods.saturating_add(freight);
    if fits(all, lines + 1) {
        Taxed::All
    } else if fits(goods, lines) {
        Taxed::Goods
    } else {
        Taxed::Unclear
    }
}

/// A plain decimal as a fraction: `0.19` is 19 of 100. Nothing for one with more digits than any rate has.
fn fraction(text: &str) -> Option<(i128, i128)> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || decimals.len() > 12 || !digits(whole) || !digits(decimals) {
        return None;
    }
    let of = 10i128.pow(u32::try_from(decimals.len()).ok()?);
    Some((format!("{whole}{decimals}").parse().ok()?, of))
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

/// What paid: the tenders that the platform names with their amounts, else one that paid the total, once it is paid; and the gift
/// cards that it lists beside the total.
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
    let mut paid: Vec<Captured> = match amounts
        .filter(|amounts| Money::sum(order.currency, amounts.iter().copied()) == order.totals.total)
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
    };
    let cards = order.totals.extras.iter().filter(|extra| extra.name == Totals::GIFT_CARD);
    for card in cards.filter(|card| card.amount.minor < 0) {
        paid.push(Captured {
            id: paid.len().to_string(),
            kind: TenderKind::GiftCard,
            captured: Money::new(card.amount.minor.saturating_neg(), order.currency),
            refunded: zero,
        });
    }
    paid
}
