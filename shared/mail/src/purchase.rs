//! Purchase orders as their mails and pages show them: to whoever approves, and to the supplier.

use domain::{
    EntityRef, Money,
    action::Action,
    purchase::{Line, PurchaseOrder},
    reorder::Bid,
};
use serde::Serialize;

use crate::{
    Offer, Unmailable,
    context::Context,
    stock::said,
    strings::{Fence, Word},
};

/// What stands in a place of its own: a label and a value.
type Row = (String, String);

/// Whom an order is shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Whoever approves it: they see why.
    Buyer,
    /// Whoever delivers it: they see their own codes, and nothing of the shop's reckoning.
    Supplier,
}

/// What templates see of a purchase order.
#[derive(Debug, Serialize)]
pub(crate) struct PurchaseView {
    number: String,
    supplier: String,
    /// How many lines.
    n: usize,
    total: String,
    is_priced: bool,
    rows: Vec<Row>,
    lines: Vec<LineView>,
    doings: Vec<Doing>,
}

/// An item that is ordered.
#[derive(Debug, Serialize)]
struct LineView {
    item: String,
    /// In short: beside each other, where there is room.
    facts: Vec<Row>,
    /// What takes a line of its own.
    notes: Vec<Row>,
}

/// What may be done about it.
#[derive(Debug, Serialize)]
struct Doing {
    word: String,
    url: String,
}

impl PurchaseView {
    pub(crate) fn of(
        entity: &EntityRef,
        order: &PurchaseOrder,
        reader: Reader,
        offers: &[Offer],
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let doings = offers.iter().filter(|offer| offer.entity == *entity);
        let doings = doings.filter(|offer| cx.strings.has(&format!("purchase-do-{}", offer.word)));
        // Of what the supplier is asked about later, only what is still to come.
        let told = order.lines.iter().filter(|line| !is_chased(order) || line.open() > 0);
        Ok(Self {
            number: order.number().unwrap_or_default().to_owned(),
            supplier: said::word(&order.supplier).unwrap_or_default(),
            n: order.lines.len(),
            total: cx.speech.numbers.money(order.total())?,
            is_priced: order.is_priced() || is_chased(order),
            rows: rows(order, reader, cx)?,
            lines: told.map(|line| LineView::of(line, reader, order, cx)).collect::<Result<_, _>>()?,
            doings: doings.map(|o| Doing { word: o.word.clone(), url: o.url.clone() }).collect(),
        })
    }
}

/// What is said of the order as a whole.
fn rows(order: &PurchaseOrder, reader: Reader, cx: &Context) -> Result<Vec<Row>, Unmailable> {
    let mut rows = Vec::new();
    let mut add = |key: &str, value: Option<String>| -> Result<(), Unmailable> {
        rows.extend(value.map(|value| Ok::<_, Unmailable>((say(key, cx)?, value))).transpose()?);
        Ok(())
    };
    let place = cx.shop.places.get(&order.location).map(|place| place.name.as_str());
    let foreign = |text: &str| said::word(text).map(|word| cx.isolated(&word));
    add("purchase-number", order.number().and_then(foreign))?;
    if reader == Reader::Buyer {
        add("purchase-supplier", foreign(&order.supplier))?;
    }
    add("purchase-deliver-to", said::place(&order.location, place, cx)?)?;
    add("purchase-expected", order.expected().map(|date| cx.day(date)).transpose()?)?;
    if reader == Reader::Buyer {
        let by = order.order_by().map(|at| at.to_zoned(cx.zone.clone()));
        let by = by.map(|at| cx.speech.dates.instant(&at, cx.strings)).transpose()?;
        add("purchase-order-by", by.filter(|_| order.approval.is_none()))?;
    }
    let total = cx.isolated(&cx.speech.numbers.money(order.total())?);
    add("purchase-total", Some(total).filter(|_| !is_chased(order)))?;
    Ok(rows)
}

/// Whether it is waited for after it should have been there.
fn is_chased(order: &PurchaseOrder) -> bool {
    order.chase.is_some() && order.state.is_under_way()
}

impl LineView {
    fn of(line: &Line, reader: Reader, order: &PurchaseOrder, cx: &Context) -> Result<Self, Unmailable> {
        let mut facts = Vec::new();
        let mut add = |key: &str, value: Option<String>| -> Result<(), Unmailable> {
            facts.extend(value.map(|value| Ok::<_, Unmailable>((say(key, cx)?, value))).transpose()?);
            Ok(())
        };
        let foreign =
            |text: &Option<String>| text.as_deref().and_then(said::word).map(|word| cx.isolated(&word));
        let number = |n: i64| Ok::<_, Unmailable>(cx.isolated(&cx.speech.numbers.count(n)?));
        let money = |money: Option<Money>| {
            money.map(|money| Ok::<_, Unmailable>(cx.isolated(&cx.speech.numbers.money(money)?))).transpose()
        };
        if reader == Reader::Supplier {
            add("purchase-code", foreign(&line.supplier_sku))?;
        }
        add("line-sku", foreign(&line.sku))?;
        add("purchase-quantity", Some(number(line.quantity)?))?;
        if is_chased(order) {
            // What it costs is no question any more.
            add("purchase-open", Some(number(line.open())?))?;
        } else {
            add("purchase-price", money(line.price)?)?;
            add("purchase-sum", money(line.value())?)?;
        }
        if order.lines.iter().any(|other| other.expected != line.expected) {
            add("purchase-expected", line.expected.map(|date| cx.day(date)).transpose()?)?;
        }
        let mut notes = Vec::new();
        if reader == Reader::Buyer && order.approval.is_none() {
            let formula = said::reckoning(&line.why.formula).map(|formula| cx.isolated(&formula));
            let losing = line.why.losing.iter().map(|bid| losing(bid, cx)).collect::<Result<Vec<_>, _>>()?;
            let losing = (!losing.is_empty()).then(|| losing.join("; "));
            let said = [
                ("purchase-why", why(line, cx)?),
                ("purchase-reckoning", formula),
                ("purchase-losing", losing),
            ];
            for (key, value) in said {
                notes.extend(value.map(|value| Ok::<_, Unmailable>((say(key, cx)?, value))).transpose()?);
            }
        }
        Ok(Self { item: said::item(&line.title, line.variant.as_deref(), cx)?, facts, notes })
    }
}

/// What there is and on its way, and the two numbers that it is ordered between.
fn why(line: &Line, cx: &Context) -> Result<Option<String>, Unmailable> {
    let (Some(position), Some((point, target))) = (line.why.position, line.why.between) else {
        return Ok(None);
    };
    let position = position
        .on_hand
        .saturating_sub(position.reserved)
        .saturating_add(position.on_order)
        .saturating_add(position.in_transit);
    let number = |n: i64| cx.speech.numbers.count(n).map(Word::Text);
    let words = [("position", number(position)?), ("point", number(point)?), ("target", number(target)?)];
    cx.strings.say("purchase-why-position", &words, Fence::WhereDirectionsMix).map(Some)
}

/// `Far East (€2.40)`.
fn losing(bid: &Bid, cx: &Context) -> Result<String, Unmailable> {
    let name = said::word(&bid.supplier).unwrap_or_default();
    let price = bid.unit_price.map(|price| cx.speech.numbers.money(price)).transpose()?;
    let expected = cx.day(bid.expected)?;
    let more = price.map_or_else(|| expected.clone(), |price| format!("{price}, {expected}"));
    said::with(name, more, cx)
}

fn say(key: &str, cx: &Context) -> Result<String, Unmailable> {
    said::say(key, &[], cx)
}

/// What an action's page shows of an order: what it is, and every line of it.
pub(crate) fn page_rows(
    order: &PurchaseOrder,
    action: &Action,
    cx: &Context,
) -> Result<Vec<Row>, Unmailable> {
    let reader = if is_of_supplier(action) { Reader::Supplier } else { Reader::Buyer };
    let mut rows = rows(order, reader, cx)?;
    rows.insert(
        0,
        (say("purchase-state", cx)?, say(&format!("purchase-state-{}", order.state.as_str()), cx)?),
    );
    for line in &order.lines {
        let item = cx.isolated(&said::item(&line.title, line.variant.as_deref(), cx)?);
        let pieces = cx.strings.say("stock-pieces", &[("n", Word::Count(line.quantity))], Fence::Never)?;
        let price = line.price.map(|price| cx.speech.numbers.money(price)).transpose()?;
        let what = match price {
            Some(price) => said::with(pieces, price, cx)?,
            None => pieces,
        };
        rows.push((item, what));
    }
    Ok(rows)
}

/// Whether an action is one that suppliers take: they read their own language.
pub(crate) fn is_of_supplier(action: &Action) -> bool {
    action.role == SUPPLIER
}

/// Through whose mail suppliers act.
pub(crate) const SUPPLIER: &str = "supplier";
