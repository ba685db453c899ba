//! How the paper for a return's parcel looks: on top a label to be cut out, below it what goes into the parcel. A sheet for each place.

use mail::{
    Unmailable,
    paper::{ReturnSlip, SlipParcel},
};
use pdf_writer::types::StructRole;

use super::{
    Drawn, GAP, Side, barcode, facts, finish, label, notes,
    sheet::{INK, PALE, Place, STRONG, Sheet, TITLE, WIDE},
    table,
};
use crate::text::lines;

/// How high the bars are in the parcel.
const BARS: i64 = 26_000;

/// Draws it. `date` is the day on which it was approved.
pub(crate) fn return_slip(said: &ReturnSlip, date: &str) -> Result<Drawn, Unmailable> {
    let mut sheet = Sheet::begin(&said.head);
    for (at, parcel) in said.parcels.iter().enumerate() {
        if at > 0 {
            sheet.turn();
        }
        draw(&mut sheet, said, parcel);
    }
    finish(sheet, &said.head, date)
}

fn draw(sheet: &mut Sheet, said: &ReturnSlip, parcel: &SlipParcel) {
    label::draw(sheet, said, parcel);
    heading(sheet, said, parcel);
    facts(sheet, &said.facts);
    sheet.y += 2_000;
    table::draw(sheet, &said.columns, &parcel.rows);
    sheet.y += 14_000;
    let (heading, steps) = &said.steps;
    let numbered: Vec<String> = (1..).zip(steps).map(|(at, step)| format!("{at}. {step}")).collect();
    notes(sheet, heading, numbered.iter().map(String::as_str));
    if let Some((heading, text)) = &said.notes {
        sheet.y += 4_000;
        notes(sheet, heading, std::iter::once(text.as_str()));
    }
}

/// What it is, and its number for whoever opens the parcel.
fn heading(sheet: &mut Sheet, said: &ReturnSlip, parcel: &SlipParcel) {
    let top = sheet.y;
    let wide = (WIDE - GAP) * 3 / 5;
    let place = Place { from: 0, wide };
    let tag = sheet.paper.tag(Some(sheet.whole), StructRole::H1);
    let title = lines(&sheet.head.title, TITLE, sheet.own(), wide);
    let mut y = sheet.put(Some(tag), &title, TITLE, (place, Side::Start), top, INK);
    if let Some(which) = &parcel.which {
        let tag = sheet.paper.tag(Some(sheet.whole), StructRole::P);
        let which = lines(which, STRONG, sheet.own(), wide);
        y = sheet.put(Some(tag), &which, STRONG, (place, Side::Start), y, PALE);
    }
    let beside = Place { from: wide + GAP, wide: WIDE - wide - GAP };
    let end = barcode::draw(sheet, &said.number, beside, Side::End, (top, BARS));
    sheet.y = y.max(end) + 10_000;
}
