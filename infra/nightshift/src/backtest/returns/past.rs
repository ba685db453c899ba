//! The past: what a shop decided, from its returns; or a file of order lines and what came back of them.

use std::{collections::BTreeMap, path::Path};

use domain::{
    Currency, Money, Timestamp,
    order::TenderKind,
    returns::{
        Answer, Bought, Captured, Case, Condition, Customer, Facts, Freight, Method, Outcome, Part, Product,
        Purchase, Request, RequestLine, ShopDay, rma,
    },
};
use serde::Deserialize;

use super::unreachable;
use crate::{
    cloud::days::{self, Span},
    commands::returns::look::Shop,
    trouble::Trouble,
};

/// What a shop decided in that time, with what it looked at.
pub(super) async fn of_shop(shop: &Shop, span: Span) -> Result<Vec<Case>, Trouble> {
    let mut cases = Vec::new();
    for (entity, effect) in days::effects(&shop.store, &shop.id, span).await? {
        if entity.kind() != rma::ENTITY || effect != "decided#0" {
            continue;
        }
        let kept = shop.store.rma_alone(&shop.id, &entity).await.map_err(unreachable)?;
        let Some(kept) = kept else { continue };
        let (Some(facts), Some(decision)) = (&kept.facts, &kept.decision) else { continue };
        // The numbers that people say, in place of ids.
        let mut request = kept.rma.request.clone();
        request.key.clone_from(&kept.rma.number);
        if !kept.order_name.is_empty() {
            request.order.clone_from(&kept.order_name);
        }
        cases.push(Case {
            request,
            facts: (**facts).clone(),
            at: kept.rma.request.at,
            was: Some(Answer::of(decision)),
        });
    }
    Ok(cases)
}

/// A row of the file.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    key: String,
    order: String,
    placed_at: String,
    delivered_at: String,
    requested_at: String,
    country: String,
    currency: String,
    line: String,
    bought: String,
    price: String,
    discount: String,
    quantity: String,
    reason: String,
    condition: String,
    outcome: String,
    withdrawal: String,
    sku: String,
    r#type: String,
    channel: String,
    shipping: String,
}

/// Reads a file: rows of one key are one return.
pub(super) fn read(file: &Path) -> Result<Vec<Case>, Trouble> {
    let bytes = std::fs::read(file)
        .map_err(|e| Trouble::input("the file can't be read").at(file.display()).saying(e))?;
    cases(&bytes).map_err(|trouble| trouble.at(file.display()))
}

/// Columns without which a return isn't known.
const NEEDED: [&str; 12] = [
    "key",
    "order",
    "placed_at",
    "delivered_at",
    "requested_at",
    "country",
    "currency",
    "line",
    "bought",
    "price",
    "discount",
    "quantity",
];

fn cases(bytes: &[u8]) -> Result<Vec<Case>, Trouble> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let headers = reader.headers().map_err(|e| Trouble::input("the header can't be read").saying(e))?;
    let is_missing = |name: &&str| !headers.iter().any(|header| header == *name);
    let missing: Vec<_> = NEEDED.into_iter().filter(is_missing).collect();
    if !missing.is_empty() {
        return Err(Trouble::input(format!("columns are missing: {}", missing.join(", ")))
            .mend("the first line names them; what isn't known of a return stays empty in its row"));
    }
    let mut cases: BTreeMap<String, Case> = BTreeMap::new();
    for (number, row) in reader.deserialize::<Row>().enumerate() {
        let line = number + 2;
        let at = |why: String| Trouble::input(format!("line {line}: {why}"));
        let row = row.map_err(|e| at(e.to_string()))?;
        add(&mut cases, &row).map_err(at)?;
    }
    Ok(cases.into_values().collect())
}

fn add(cases: &mut BTreeMap<String, Case>, row: &Row) -> Result<(), String> {
    if let Some((name, _)) = [("key", &row.key), ("line", &row.line)].iter().find(|(_, text)| text.is_empty())
    {
        return Err(format!("{name} is empty"));
    }
    let instant = |name: &str, text: &str| -> Result<Timestamp, String> {
        text.parse().map_err(|_| format!("{name} is no instant such as 2026-03-02T09:00:00Z"))
    };
    let number = |name: &str, text: &str| -> Result<i64, String> {
        text.parse().map_err(|_| format!("{name} is no whole number"))
    };
    let currency: Currency = row.currency.parse().map_err(|_| "currency is none".to_owned())?;
    let money = |name: &str, text: &str| -> Result<Money, String> {
        if text.is_empty() {
            return Ok(Money::zero(currency));
        }
        Money::parse(text, currency).map_err(|_| format!("{name} is no amount"))
    };
    let word = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let placed = instant("placed_at", &row.placed_at)?;
    let requested = instant("requested_at", &row.requested_at)?;
    let delivered = word(&row.delivered_at).map(|text| instant("delivered_at", &text)).transpose()?;
    let (bought, quantity) = (number("bought", &row.bought)?, number("quantity", &row.quantity)?);
    let (price, discount) = (money("price", &row.price)?, money("discount", &row.discount)?);
    let freight = money("shipping", &row.shipping)?;
    let zero = Money::zero(currency);
    let case = cases.entry(row.key.clone()).or_insert_with(|| Case {
        request: Request {
            key: row.key.clone(),
            order: row.order.clone(),
            at: requested,
            channel: word(&row.channel).unwrap_or_else(|| "csv".into()),
            by: "buyer".into(),
            withdrawal: ["true", "yes", "1"].contains(&row.withdrawal.to_ascii_lowercase().as_str()),
            method: Method::OwnPost,
            lines: Vec::new(),
        },
        facts: Facts {
            purchase: Purchase {
                order: row.order.clone(),
                placed_at: placed,
                currency,
                taxes_included: true,
                country: word(&row.country),
                region: None,
                channel: word(&row.channel),
                codes: Vec::new(),
                tags: None,
                lines: Vec::new(),
                order_discount: zero,
                order_tax: None,
                freight: Freight { paid: freight, standard: None, refunded: zero },
                tenders: vec![Captured {
                    id: "0".into(),
                    kind: TenderKind::Card,
                    captured: freight,
                    refunded: zero,
                }],
                promotions: Vec::new(),
                returns: 0,
            },
            products: BTreeMap::new(),
            customer: Customer::default(),
            shop: ShopDay::default(),
            zone: None,
            exception_until: None,
            instead: BTreeMap::new(),
        },
        at: requested,
        was: None,
    });
    let purchase = &mut case.facts.purchase;
    if purchase.lines.iter().all(|known| known.line != row.line) {
        let shipped = delivered.map(|_| placed);
        let parcel = Part { parcel: "1".into(), quantity: bought, shipped, delivered };
        purchase.lines.push(Bought {
            line: row.line.clone(),
            quantity: bought,
            unit_price: price,
            discount,
            tax: Some(zero),
            tax_rate: None,
            parcels: delivered.map(|_| parcel).into_iter().collect(),
            digital: false,
            promised: None,
            requested: 0,
            refunded: 0,
            kept: 0,
            from_exchange: false,
            part_of: None,
        });
        let captured = &mut purchase.tenders[0].captured;
        *captured = *captured + price.times(bought) - discount;
        let product = Product { sku: word(&row.sku), kind: word(&row.r#type), ..Product::default() };
        case.facts.products.insert(row.line.clone(), product);
    }
    let unknown = |what: &str| format!("{what} is no known word");
    let condition = word(&row.condition).map(|w| w.parse::<Condition>()).transpose();
    let outcome = word(&row.outcome).map(|w| w.parse::<Outcome>()).transpose();
    case.request.lines.push(RequestLine {
        line: row.line.clone(),
        quantity,
        reason: word(&row.reason),
        condition: condition.map_err(|()| unknown("condition"))?.unwrap_or(Condition::Unsaid),
        outcome: outcome.map_err(|()| unknown("outcome"))?.unwrap_or(Outcome::Refund),
        instead: None,
        photos: 0,
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_key_are_one_return() {
        let row = |line: &str, quantity: &str| Row {
            key: "r1".into(),
            order: "1001".into(),
            placed_at: "2026-03-01T09:00:00Z".into(),
            delivered_at: "2026-03-04T09:00:00Z".into(),
            requested_at: "2026-03-10T09:00:00Z".into(),
            country: "DE".into(),
            currency: "EUR".into(),
            line: line.into(),
            bought: "2".into(),
            price: "10.00".into(),
            quantity: quantity.into(),
            ..Row::default()
        };
        let mut cases = BTreeMap::new();
        add(&mut cases, &row("1", "1")).expect("a row");
        add(&mut cases, &row("2", "2")).expect("a row");
        let case = &cases["r1"];
        let captured = case.facts.purchase.tenders[0].captured.minor;
        assert_eq!((case.request.lines.len(), case.facts.purchase.lines.len(), captured), (2, 2, 4000));
        for bad in [
            Row { currency: "X".into(), ..row("3", "1") },
            row("3", "one"),
            Row { placed_at: "x".into(), ..row("3", "1") },
            Row { key: String::new(), ..row("3", "1") },
            row("", "1"),
        ] {
            assert!(add(&mut cases, &bad).is_err());
        }
    }

    #[test]
    fn a_file_without_a_column_says_which() {
        let rows = "r1,1001,2026-03-01T09:00:00Z,,2026-03-10T09:00:00Z,DE,EUR,1,2,10.00,,1\n\
                    r2,1002,2026-03-01T09:00:00Z,,2026-03-10T09:00:00Z,DE,EUR,1,2,10.00,,1\n";
        let file = |header: &str| cases(format!("{header}\n{rows}").as_bytes());
        let header = NEEDED.join(",");
        assert_eq!(file(&header).expect("a past").len(), 2);
        for name in NEEDED {
            let told = file(&header.replace(name, "other")).expect_err(name).to_string();
            assert!(told.contains(&format!("missing: {name}")), "{told}");
        }
    }
}
