//! A purchase order as a table for spreadsheets: a line each, with what the whole order says on every one of them, so that tables
//! of several orders can be put below each other. Signs and quotes as in the tables of stock.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::document::{PaperLine, PurchaseOrderPaper};

use super::plain;
use crate::{
    Unmailable,
    stock::csv::{MARK, guarded},
};

const COLUMNS: [&str; 15] = [
    "order",
    "ordered_on",
    "wanted_by",
    "supplier",
    "customer_number",
    "line",
    "supplier_sku",
    "sku",
    "gtin",
    "name",
    "quantity",
    "price",
    "price_for",
    "amount",
    "currency",
];

/// The table.
pub fn purchase_order_table(paper: &PurchaseOrderPaper) -> Result<Vec<u8>, Unmailable> {
    let broken = |e: String| Unmailable::Template(format!("a table can't be written: {e}"));
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(MARK.as_bytes().to_vec());
    writer.write_record(COLUMNS).map_err(|e| broken(e.to_string()))?;
    for (line, number) in paper.lines.iter().zip(1_i64..) {
        writer.write_record(row(paper, line, number)).map_err(|e| broken(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| broken(e.to_string()))
}

fn row(paper: &PurchaseOrderPaper, line: &PaperLine, number: i64) -> [String; COLUMNS.len()] {
    let text = |text: &str| guarded(&plain(text));
    let maybe = |words: Option<&str>| words.map(text).unwrap_or_default();
    let money = |money: Option<domain::Money>| money.map(domain::Money::decimal).unwrap_or_default();
    [
        text(&paper.number),
        paper.issued.to_string(),
        paper.expected.map(|day| day.to_string()).unwrap_or_default(),
        text(&paper.supplier.name),
        maybe(paper.customer_number.as_deref()),
        number.to_string(),
        maybe(line.supplier_sku.as_deref()),
        text(&line.sku),
        maybe(line.gtin.as_deref()),
        text(&line.name),
        line.quantity.to_string(),
        money(line.price),
        line.price.map(|_| line.per.to_string()).unwrap_or_default(),
        money(line.total),
        paper.currency.code().to_owned(),
    ]
}
