//! The order of a shop without a platform becomes an order of ours.

use domain::{
    Currency, Money, Timestamp,
    edd::Quote,
    order,
    order::{Availability, LineItem, LineKind, Order, Promotion, TaxLine, Totals},
    webhook::Refusal,
};

use super::{delivery, event, payment, wire};
use crate::{
    amount,
    json::{Day, Few, Lenient, Loose, Text, filled},
    refusal::{missing, refuse},
    tags::Tags,
    tender::masked,
    topic::Facts,
};

/// What a discount is called where only the lines tell of it.
const DISCOUNT: &str = "Discount";

/// An order, whole.
pub(super) fn read(body: &[u8]) -> Result<Facts, Refusal> {
    let (sent, wire) = event::read::<wire::Order>(body)?;
    let at = wire.updated_at.map_or(sent, |at| at.0);
    Ok(Facts::order(order(&wire)?, at))
}

/// `order.refunded`: the order, whole, and which of its refunds it is about, where the shop says so. Its goods are written as
/// Shopify's are: line, variant, pieces, how, where; nothing is said of stock.
pub(super) fn refunded(body: &[u8]) -> Result<Facts, Refusal> {
    let facts = read(body)?;
    let (_, wire::Refunded { refund }) = event::read(body)?;
    let currency = facts.order.as_ref().map(|order| order.currency);
    let (Some(refund), Some(currency)) = (refund, currency) else { return Ok(facts) };
    let amount = |amount| amount::positive("data.refund.amount", amount, currency).map(Money::decimal);
    let lines: Vec<_> =
        refund.lines.iter().map(|part| format!("{} - {} none -", part.line.0, part.quantity.0)).collect();
    Ok(facts
        .detail("refund", Some(refund.id.0.as_str()))
        .detail("amount", refund.amount.as_ref().map(amount).transpose()?)
        .detail("restock", Some(lines.join(",")).filter(|lines| !lines.is_empty())))
}

/// `order.edited`: the order, whole, as it stands after what the shop changed.
pub(super) fn edited(body: &[u8]) -> Result<Facts, Refusal> {
    let facts = read(body)?;
    let at: Timestamp = facts.at;
    Ok(Facts { edited_at: Some(at), ..facts })
}

fn order(wire: &wire::Order) -> Result<Order, Refusal> {
    let currency = wire.currency.0;
    let lines = lines(wire, currency)?;
    let totals = |parts: &[order::Named]| parts.iter().map(|n| i128::from(n.amount.minor)).sum::<i128>();
    let bounded = |path: &str, minor| amount::bounded(path, minor, currency);
    let off_lines = lines.iter().map(|l| i128::from(l.discount.minor)).sum::<i128>();
    let gross = lines.iter().map(|l| i128::from(l.gross().minor)).sum::<i128>();
    let mut discounts = named("data.discounts", &wire.discounts, currency)?;
    if discounts.is_empty() && off_lines > 0 {
        let amount = bounded("data.lines", off_lines)?;
        discounts.push(order::Named { name: DISCOUNT.to_owned(), amount });
    }
    let shipping = named("data.shipping", &wire.shipping, currency)?;
    let extras = named("data.extras", &wire.extras, currency)?;
    let taxes = taxes(wire, currency)?;
    let totals = Totals {
        subtotal: bounded("data.lines", gross - off_lines)?,
        discounts: bounded("data.discounts", totals(&discounts))?,
        shipping: bounded("data.shipping", totals(&shipping))?,
        tax: bounded("data.taxes", taxes.iter().map(|t| i128::from(t.amount.minor)).sum())?,
        extras,
        total: amount::positive("data.total", &wire.total, currency)?,
    };
    Ok(Order {
        name: filled(&wire.name).unwrap_or_else(|| format!("#{}", wire.id.0)),
        id: wire.id.0.clone(),
        placed_at: wire.placed_at.0,
        created_at: wire.created_at.unwrap_or(wire.placed_at).0,
        cancelled_at: wire.cancelled_at.map(|at| at.0),
        test: wire.test,
        draft: wire.draft,
        channel: filled(&wire.channel),
        customer: wire.customer.as_ref().map(|key| key.0.clone()),
        customer_tags: wire.customer_tags.as_ref().and_then(Tags::of_order),
        customer_failed_payments: wire
            .customer_failed_payments
            .as_ref()
            .and_then(|said| Some(said.said()?.0)),
        tags: wire.tags.as_ref().and_then(Tags::of_order),
        email: filled(&wire.email),
        locale: filled(&wire.locale),
        currency,
        shop_total: None,
        payment: payment::read(&wire.payment, currency)?,
        promotions: promotions(wire, &lines, currency),
        lines,
        discounts,
        shipping,
        taxes_included: wire.taxes_included,
        taxes,
        totals,
        pickup: wire.pickup.as_ref().map(delivery::pickup).transpose()?,
        shipments: delivery::shipments(&wire.shipments)?,
        promise: wire.promise.as_ref().map(delivery::promise).transpose()?.flatten(),
        quote: wire.quote.as_ref().and_then(|Loose(text)| Quote::token(text)),
        shipping_address: wire.shipping_address.as_ref().and_then(address),
        billing_address: wire.billing_address.as_ref().and_then(address),
        status_url: link(&wire.status_url),
    })
}

/// What takes pieces together. What fits no line is passed over: no order is refused for it.
fn promotions(wire: &wire::Order, lines: &[LineItem], currency: Currency) -> Vec<Promotion> {
    let said = wire.promotions.as_ref().and_then(Lenient::said);
    let promotion = |said: &wire::Promotion| {
        let off = |off: &wire::Off| {
            Some((off.line.0.clone(), amount::positive("data.promotions", &off.amount, currency).ok()?))
        };
        Some(Promotion {
            name: masked(&said.name.filled()?),
            lines: said.lines.iter().map(|key| key.0.clone()).collect(),
            group: said.group.0,
            discounts: said.discounts.iter().map(off).collect::<Option<_>>()?,
        })
    };
    let mut found: Vec<Promotion> = Vec::new();
    for promotion in said.into_iter().flat_map(|said| said.iter()).filter_map(promotion) {
        // Each is reckoned with by its name, and all together take no more off a line than its discounts do.
        let taken = |id: &str| {
            let others = found.iter().flat_map(|other| &other.discounts).filter(|(line, _)| line == id);
            others.fold(0_i64, |sum, (_, off)| sum.saturating_add(off.minor))
        };
        let has_room = |(id, off): &(String, Money)| {
            let line = lines.iter().find(|line| line.id == *id);
            line.is_some_and(|line| taken(id).saturating_add(off.minor) <= line.discount.minor)
        };
        let is_new = found.iter().all(|other| other.name != promotion.name);
        if promotion.fits(lines) && is_new && promotion.discounts.iter().all(has_room) {
            found.push(promotion);
        }
    }
    found
}

fn lines(wire: &wire::Order, currency: Currency) -> Result<Vec<LineItem>, Refusal> {
    let line = |(index, line): (usize, &wire::Line)| {
        let path = format!("data.lines[{index}]");
        let unit_price = amount::positive(&format!("{path}.unit_price"), &line.unit_price, currency)?;
        let gross = i128::from(unit_price.minor) * i128::from(line.quantity.0);
        amount::bounded(&path, gross, currency)?;
        let discount = match &line.discount {
            Some(discount) => amount::positive(&format!("{path}.discount"), discount, currency)?,
            None => Money::zero(currency),
        };
        Ok(LineItem {
            id: line.id.0.clone(),
            sku: filled(&line.sku),
            variant_id: line.item.as_ref().map(|key| key.0.clone()),
            title: line.title.filled().ok_or_else(|| missing(format!("{path}.title")))?,
            variant: filled(&line.variant),
            options: line.options.iter().map(|o| (o.name.0.clone(), o.value.0.clone())).collect(),
            quantity: line.quantity.0,
            unit_price,
            discount,
            image: link(&line.image),
            url: link(&line.url),
            kind: kind(&path, &line.kind)?,
            availability: availability(&path, &line.availability)?,
        })
    };
    wire.lines.iter().enumerate().map(line).collect()
}

fn kind(path: &str, word: &Option<Text>) -> Result<LineKind, Refusal> {
    Ok(match word.as_ref().map(|word| word.0.as_str()) {
        None | Some("goods") => LineKind::Goods,
        Some("digital") => LineKind::Digital,
        Some("gift-card") => LineKind::GiftCard,
        Some(_) => {
            let mend = "send one of goods, digital, gift-card";
            return Err(refuse(format!("{path}.kind"), "is not a known kind of goods", mend));
        }
    })
}

fn availability(path: &str, wire: &Option<wire::Availability>) -> Result<Availability, Refusal> {
    let Some(wire) = wire else { return Ok(Availability::InStock) };
    let expected = wire.expected.map(|Day(date)| date);
    Ok(match wire.state.0.as_str() {
        "in-stock" => Availability::InStock,
        "back-order" => Availability::BackOrder { expected },
        "pre-order" => Availability::PreOrder { expected },
        _ => {
            let mend = "send one of in-stock, back-order, pre-order";
            let path = format!("{path}.availability.state");
            return Err(refuse(path, "is not a known state of goods", mend));
        }
    })
}

fn named(path: &str, parts: &Few<wire::Named>, currency: Currency) -> Result<Vec<order::Named>, Refusal> {
    let part = |(index, part): (usize, &wire::Named)| {
        let path = format!("{path}[{index}]");
        let name = part.name.filled().ok_or_else(|| missing(format!("{path}.name")))?;
        Ok(order::Named {
            name,
            amount: amount::positive(&format!("{path}.amount"), &part.amount, currency)?,
        })
    };
    parts.iter().enumerate().map(part).collect()
}

fn taxes(wire: &wire::Order, currency: Currency) -> Result<Vec<TaxLine>, Refusal> {
    let tax = |(index, tax): (usize, &wire::Tax)| {
        let path = format!("data.taxes[{index}]");
        let rate = &tax.rate.0;
        let whole = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if !rate.split_once('.').map_or(whole(rate), |(units, part)| whole(units) && whole(part)) {
            let mend = "send the rate as a decimal fraction such as \"0.19\"";
            return Err(refuse(format!("{path}.rate"), "is not a decimal fraction", mend));
        }
        let base = tax.base.as_ref();
        Ok(TaxLine {
            name: tax.name.filled().ok_or_else(|| missing(format!("{path}.name")))?,
            rate: rate.clone(),
            amount: amount::positive(&format!("{path}.amount"), &tax.amount, currency)?,
            base: base.map(|base| amount::positive(&format!("{path}.base"), base, currency)).transpose()?,
        })
    };
    wire.taxes.iter().enumerate().map(tax).collect()
}

/// The address, unless it is blank.
pub(super) fn address(wire: &wire::Address) -> Option<order::Address> {
    let address = order::Address {
        name: filled(&wire.name),
        company: filled(&wire.company),
        lines: wire.lines.iter().filter_map(Text::filled).collect(),
        city: filled(&wire.city),
        region: filled(&wire.region),
        region_code: None,
        postcode: filled(&wire.postcode),
        country: filled(&wire.country)
            .filter(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_alphabetic()))
            .map(|code| code.to_ascii_uppercase()),
    };
    (address != order::Address::default()).then_some(address)
}

/// Only what is fetched over an encrypted connection.
pub(super) fn link(url: &Option<Text>) -> Option<String> {
    filled(url).filter(|url| url.starts_with("https://"))
}
