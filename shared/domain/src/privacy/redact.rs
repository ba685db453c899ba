//! An order without its buyer. Every field is named here, so that whoever adds one decides about it: the compiler asks.

use crate::{
    order::{Address, LineItem, Named, Order, Payment, Pickup, Promise, Shipment, TaxLine, Tender, Totals},
    returns::{Decision, record::ReturnRecord},
};

/// What discounts are called from then on: codes are made for one person, too.
const DISCOUNT: &str = "discount";

/// The order as it is kept once its buyer is erased: what was sold, for how much, to which country, under which ids. Redacting it
/// again changes nothing.
pub fn redacted(order: &Order) -> Order {
    let Order {
        id,
        name,
        placed_at,
        created_at,
        cancelled_at,
        test,
        draft,
        channel,
        customer,
        customer_tags: _,
        customer_failed_payments: _,
        tags: _,
        email: _,
        locale: _,
        currency,
        shop_total,
        payment,
        lines,
        discounts,
        promotions,
        shipping,
        taxes_included,
        taxes,
        totals,
        shipping_address,
        pickup,
        shipments,
        promise,
        quote: _,
        billing_address,
        status_url: _,
    } = order.clone();
    Order {
        id,
        name,
        placed_at,
        created_at,
        cancelled_at,
        test,
        draft,
        channel,
        // An id that leads to nobody once the platform has erased them; a repeated erasure finds the order by it.
        customer,
        customer_tags: None,
        customer_failed_payments: None,
        tags: None,
        email: None,
        locale: None,
        currency,
        shop_total,
        payment: paid(payment),
        lines: lines.into_iter().map(line).collect(),
        discounts: discounts.into_iter().map(discount).collect(),
        // What takes pieces together is made for everybody.
        promotions,
        shipping: shipping.into_iter().map(freight).collect(),
        taxes_included,
        taxes: taxes.into_iter().map(tax).collect(),
        totals: sums(totals),
        shipping_address: shipping_address.map(place),
        pickup: pickup.map(fetched),
        shipments: shipments.into_iter().map(parcel).collect(),
        promise: promise.map(promised),
        quote: None,
        billing_address: billing_address.map(place),
        status_url: None,
    }
}

/// A return without the tags that the shop gave its buyer and the order, which may be words about a person, and without codes of
/// discounts, which may be made for one. All else that it keeps are ids, numbers and code words.
pub fn impersonal(kept: &ReturnRecord) -> ReturnRecord {
    let mut kept = kept.clone();
    if let Some(facts) = &mut kept.facts {
        facts.customer.tags = None;
    }
    let bases = kept.facts.iter_mut().map(|facts| &mut facts.purchase).chain(&mut kept.purchase);
    for purchase in bases {
        purchase.tags = None;
        purchase.codes.clear();
    }
    kept.decision.iter_mut().for_each(|decision| depersonalise(decision));
    kept
}

/// Facts that may be words about one person.
const OF_A_PERSON: [&str; 3] = ["customer.tags", "order.tags", "order.codes"];

/// The same of a decision, for the journal: nothing is ever taken out of that.
pub fn depersonalise(decision: &mut Decision) {
    for line in &mut decision.lines {
        line.facts.retain(|name, _| !OF_A_PERSON.contains(&name.as_str()));
    }
}

/// Taxes, markets and days of the law follow from the country.
fn place(address: Address) -> Address {
    let Address { name: _, company: _, lines: _, city: _, region: _, region_code: _, postcode: _, country } =
        address;
    Address { country, ..Address::default() }
}

fn paid(payment: Payment) -> Payment {
    let Payment { status, gateways, tenders } = payment;
    let tender = |tender: Tender| {
        let Tender { kind, name: _, last_four: _, amount } = tender;
        Tender { kind, name: String::new(), last_four: None, amount }
    };
    Payment { status, gateways, tenders: tenders.into_iter().map(tender).collect() }
}

/// Options hold what the buyer had engraved.
fn line(line: LineItem) -> LineItem {
    let LineItem {
        id,
        sku,
        variant_id,
        title,
        variant,
        options: _,
        quantity,
        unit_price,
        discount,
        image,
        url,
        kind,
        availability,
    } = line;
    LineItem {
        id,
        sku,
        variant_id,
        title,
        variant,
        options: Vec::new(),
        quantity,
        unit_price,
        discount,
        image,
        url,
        kind,
        availability,
    }
}

fn discount(discount: Named) -> Named {
    let Named { name: _, amount } = discount;
    Named { name: DISCOUNT.to_owned(), amount }
}

fn freight(freight: Named) -> Named {
    let Named { name, amount } = freight;
    Named { name, amount }
}

fn tax(tax: TaxLine) -> TaxLine {
    let TaxLine { name, rate, amount, base } = tax;
    TaxLine { name, rate, amount, base }
}

fn sums(totals: Totals) -> Totals {
    let Totals { subtotal, discounts, shipping, tax, extras, total } = totals;
    let extras = extras.into_iter().map(freight).collect();
    Totals { subtotal, discounts, shipping, tax, extras, total }
}

/// That it was fetched, and not where: a locker is near its buyer's home.
fn fetched(pickup: Pickup) -> Pickup {
    let Pickup { name: _, address: _, hours: _ } = pickup;
    Pickup::default()
}

/// Promises are measured by parcels' numbers; the carrier's page of one may have a postcode in its address.
fn parcel(shipment: Shipment) -> Shipment {
    let Shipment { id, status, carrier, tracking, url: _, shipped_at, lines } = shipment;
    Shipment { id, status, carrier, tracking, url: None, shipped_at, lines }
}

fn promised(promise: Promise) -> Promise {
    let Promise { shipments } = promise;
    Promise { shipments }
}
