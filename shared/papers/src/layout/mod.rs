//! How papers look.

mod barcode;
mod label;
mod purchase;
mod sheet;
mod slip;
mod table;

use mail::paper::{Head, PartyView};
use pdf_writer::types::StructRole;

use crate::{
    pdf::About,
    text::{Style, lines, plain},
};
use sheet::{ALL, INK, LABEL, PALE, Place, Sheet, Side, TEXT, TITLE, WIDE, leading};

pub(crate) use purchase::purchase_order;
pub(crate) use slip::return_slip;

/// Between columns of what stands side by side.
const GAP: i64 = 18_000;

/// A PDF, and how many pages it has.
pub(crate) struct Drawn {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pages: u32,
}

/// The file. `date` is the day on which what it tells was done, for the file's own words.
fn finish(mut sheet: Sheet, head: &Head, date: &str) -> Result<Drawn, mail::Unmailable> {
    sheet.foot()?;
    let pages = u32::try_from(sheet.paper.pages()).unwrap_or(u32::MAX);
    let (title, author) = (plain(&head.title), plain(&head.shop));
    let about = About { title: &title, author: &author, language: &head.locale, rtl: head.rtl, date };
    Ok(Drawn { bytes: sheet.paper.finish(&about), pages })
}

fn title(sheet: &mut Sheet) {
    let tag = sheet.paper.tag(Some(sheet.whole), StructRole::H1);
    let title = lines(&sheet.head.title, TITLE, sheet.own(), WIDE);
    sheet.y = sheet.put(Some(tag), &title, TITLE, (ALL, Side::Start), sheet.y, INK) + 10_000;
}

/// Puts what is side by side: each with its heading, and below it what it says. Ends below the longest.
fn side_by_side(sheet: &mut Sheet, columns: &[(&str, Vec<(&str, Style)>)], heading: StructRole) {
    let count = i64::try_from(columns.len()).unwrap_or(1).max(1);
    let wide = (WIDE - GAP * (count - 1)) / count;
    let (top, mut lowest) = (sheet.y, sheet.y);
    for (at, (label, texts)) in (0..).zip(columns) {
        let place = Place { from: at * (wide + GAP), wide };
        let end = column(sheet, place, top, (label, texts), heading);
        lowest = lowest.max(end);
    }
    sheet.y = lowest;
}

/// A heading and what stands below it; answers where it ends.
fn column(
    sheet: &mut Sheet,
    place: Place,
    top: i64,
    (label, texts): (&str, &[(&str, Style)]),
    heading: StructRole,
) -> i64 {
    let tag = sheet.paper.tag(Some(sheet.whole), heading);
    let label = lines(label, LABEL, sheet.own(), place.wide);
    let mut y = sheet.put(Some(tag), &label, LABEL, (place, Side::Start), top, PALE) + 1_500;
    for (text, style) in texts {
        let tag = sheet.paper.tag(Some(sheet.whole), StructRole::P);
        let text = lines(text, *style, sheet.base(), place.wide);
        y = sheet.put(Some(tag), &text, *style, (place, Side::Start), y, INK);
    }
    y
}

/// What is said in a few words each, four beside each other.
fn facts(sheet: &mut Sheet, facts: &[(String, String)]) {
    for row in facts.chunks(4) {
        let columns: Vec<_> =
            row.iter().map(|(label, value)| (label.as_str(), vec![(value.as_str(), TEXT)])).collect();
        side_by_side(sheet, &columns, StructRole::P);
        sheet.y += 12_000;
    }
}

/// Somebody's name and lines, each as it is written.
fn texts(party: &PartyView, name: Style, lines: Style) -> Vec<(&str, Style)> {
    let named = std::iter::once((party.name.as_str(), name));
    named.chain(party.lines.iter().map(|line| (line.as_str(), lines))).collect()
}

/// Sentences below a heading, on as many pages as they take.
fn notes<'n>(sheet: &mut Sheet, heading: &str, notes: impl Iterator<Item = &'n str>) {
    sheet.y += 6_000;
    if sheet.left() < leading(LABEL) + 2 * leading(TEXT) {
        sheet.turn();
    }
    let tag = sheet.paper.tag(Some(sheet.whole), StructRole::H2);
    let heading = lines(heading, LABEL, sheet.own(), WIDE);
    sheet.y = sheet.put(Some(tag), &heading, LABEL, (ALL, Side::Start), sheet.y, PALE) + 1_500;
    for note in notes {
        let tag = sheet.paper.tag(Some(sheet.whole), StructRole::P);
        sheet.flow(tag, note, TEXT, INK);
    }
}
