//! How the paper of a purchase order looks.

use mail::{Unmailable, paper::PurchaseOrder};
use pdf_writer::types::StructRole;

use super::{
    Drawn, GAP, facts, finish, notes,
    sheet::{ALL, INK, Place, RULE, STRONG, Sheet, Side, TEXT, WIDE, leading},
    side_by_side, table, texts, title,
};
use crate::text::{Style, lines};

/// Draws it. `date` is the day on which the order is given.
pub(crate) fn purchase_order(said: &PurchaseOrder, date: &str) -> Result<Drawn, Unmailable> {
    let mut sheet = Sheet::begin(&said.head);
    title(&mut sheet);
    facts(&mut sheet, &said.facts);
    parties(&mut sheet, said);
    table::draw(&mut sheet, &said.columns, &said.rows);
    total(&mut sheet, said);
    if let Some((heading, texts)) = &said.notes {
        notes(&mut sheet, heading, texts.iter().map(String::as_str));
    }
    finish(sheet, &said.head, date)
}

fn parties(sheet: &mut Sheet, said: &PurchaseOrder) {
    sheet.rule(sheet.y, 500, RULE);
    sheet.y += 12_000;
    let columns: Vec<_> =
        said.parties.iter().map(|party| (party.role.as_str(), texts(party, STRONG, TEXT))).collect();
    side_by_side(sheet, &columns, StructRole::H2);
    sheet.y += 22_000;
}

fn total(sheet: &mut Sheet, said: &PurchaseOrder) {
    let Some((label, amount)) = &said.total else { return };
    const SUM: Style = Style { size: 12_000, ..STRONG };
    if sheet.left() < leading(SUM) + 12_000 {
        sheet.turn();
    }
    let tag = sheet.paper.tag(Some(sheet.whole), StructRole::P);
    sheet.y += 8_000;
    let half = WIDE / 2;
    let (label, amount) =
        (lines(label, SUM, sheet.own(), half - GAP), lines(amount, SUM, sheet.own(), half - GAP));
    let wide = amount.iter().map(|line| line.width).max().unwrap_or_default();
    let place = Place { from: 0, wide: WIDE - wide - GAP };
    sheet.put(Some(tag), &label, SUM, (place, Side::End), sheet.y, INK);
    sheet.y = sheet.put(Some(tag), &amount, SUM, (ALL, Side::End), sheet.y, INK) + 18_000;
}
