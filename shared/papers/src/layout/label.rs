//! The label of a return's parcel: where it goes, from whom, and its number as bars. A dashed line shows where to cut.

use mail::paper::{ReturnSlip, SlipParcel};
use pdf_writer::types::StructRole;

use super::{
    GAP, Side, barcode, column,
    sheet::{ALL, LABEL, PALE, Place, SMALL, STRONG, Sheet, TEXT, WIDE, leading},
    texts,
};
use crate::{
    pdf::Rgb,
    text::{Style, lines},
};

/// From the line to what is written.
const WITHIN: i64 = 14_000;
/// What a carrier reads from afar.
const NAME: Style = Style { size: 14_000, ..STRONG };
const ADDRESS: Style = Style { size: 13_000, ..TEXT };
/// Lines for whoever sends it, and from one to the next: written by hand.
const LINES: i64 = 3;
const APART: i64 = 24_000;
/// How high the bars are.
const BARS: i64 = 40_000;
/// Where it is cut.
const DASH: i64 = 5_000;
const CUT: Rgb = [0x8a, 0x93, 0x9c];

pub(super) fn draw(sheet: &mut Sheet, said: &ReturnSlip, parcel: &SlipParcel) {
    let top = sheet.y;
    let half = (WIDE - 2 * WITHIN - GAP) / 2;
    let (left, right) = (Place { from: WITHIN, wide: half }, Place { from: WITHIN + half + GAP, wide: half });
    let to = texts(&parcel.to, NAME, ADDRESS);
    let to_end = column(sheet, left, top + WITHIN, (&parcel.to.role, &to), StructRole::H2);
    let mut from_end = column(sheet, right, top + WITHIN, (&said.label.from, &[]), StructRole::P);
    for _ in 0..LINES {
        from_end += APART;
        sheet.rule_in(right, from_end, 400, CUT);
    }
    let low = to_end.max(from_end) + 14_000;
    let mut end = barcode::draw(sheet, &said.number, left, Side::Start, (low, BARS));
    if let Some((label, carrier)) = &said.label.carrier {
        let carrier = [(carrier.as_str(), NAME)];
        end = end.max(column(sheet, right, low, (label, &carrier), StructRole::P));
    }
    let bottom = end + WITHIN;
    frame(sheet, top, bottom);
    let tag = sheet.paper.tag(Some(sheet.whole), StructRole::P);
    let cut = lines(&said.label.cut, SMALL, sheet.own(), WIDE);
    sheet.y = sheet.put(Some(tag), &cut, SMALL, (ALL, Side::Start), bottom + 3_000, PALE);
    sheet.y += leading(LABEL) + 6_000;
}

/// A dashed line round it.
fn frame(sheet: &mut Sheet, top: i64, bottom: i64) {
    let mut at = 0;
    while at < WIDE {
        let long = DASH.min(WIDE - at);
        for y in [top, bottom] {
            sheet.rule_in(Place { from: at, wide: long }, y, 500, CUT);
        }
        at += 2 * DASH;
    }
    let mut at = top;
    while at < bottom {
        let long = DASH.min(bottom - at);
        for from in [0, WIDE - 500] {
            sheet.rule_in(Place { from, wide: 500 }, at, long, CUT);
        }
        at += 2 * DASH;
    }
}
