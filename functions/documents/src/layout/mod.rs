//! How the paper of a purchase order looks.

mod sheet;
mod table;

use mail::{
    Unmailable,
    paper::{PartyView, PurchaseOrder},
};
use pdf_writer::types::StructRole;

use crate::{
    pdf::About,
    text::{Style, lines, plain},
};
use sheet::{ALL, INK, LABEL, PALE, Place, STRONG, Sheet, Side, TEXT, TITLE, WIDE, leading};

/// Between columns of what stands side by side.
const GAP: i64 = 18_000;

/// A PDF, and how many pages it has.
pub(crate) struct Drawn {
    pub(crate) bytes: Vec<u8>,
    pub(crate) pages: u32,
}

/// Draws it. `date` is the day on which the order is given, for the file's own words.
pub(crate) fn draw(said: &PurchaseOrder, date: &str) -> Result<Drawn, Unmailable> {
    let mut sheet = Sheet::begin(said);
    title(&mut sheet);
    facts(&mut sheet);
    parties(&mut sheet);
    table::draw(&mut sheet);
    total(&mut sheet);
    notes(&mut sheet);
    sheet.foot()?;
    let pages = u32::try_from(sheet.paper.pages()).unwrap_or(u32::MAX);
    let (title, author) = (plain(&said.title), plain(&said.shop));
    let about = About { title: &title, author: &author, language: &said.locale, rtl: said.rtl, date };
    Ok(Drawn { bytes: sheet.paper.finish(&about), pages })
}

fn title(sheet: &mut Sheet) {
    let tag = sheet.paper.tag(Some(sheet.whole), StructRole::H1);
    let title = lines(&sheet.said.title, TITLE, sheet.own(), WIDE);
    sheet.y = sheet.put(Some(tag), &title, TITLE, (ALL, Side::Start), sheet.y, INK) + 10_000;
}

/// Puts what is side by side: each with its heading, and below it what it says. Ends below the longest.
fn side_by_side(sheet: &mut Sheet, columns: &[(&str, Vec<(&str, Style)>)], heading: StructRole) {
    let count = i64::try_from(columns.len()).unwrap_or(1).max(1);
    let wide = (WIDE - GAP * (count - 1)) / count;
    let (top, mut lowest) = (sheet.y, sheet.y);
    for (at, (label, texts)) in (0..).zip(columns) {
        let place = Place { from: at * (wide + GAP), wide };
        let tag = sheet.paper.tag(Some(sheet.whole), heading);
        let label = lines(label, LABEL, sheet.own(), wide);
        let mut y = sheet.put(Some(tag), &label, LABEL, (place, Side::Start), top, PALE) + 1_500;
        for (text, style) in texts {
            let tag = sheet.paper.tag(Some(sheet.whole), StructRole::P);
            let text = lines(text, *style, sheet.base(), wide);
            y = sheet.put(Some(tag), &text, *style, (place, Side::Start), y, INK);
        }
        lowest = lowest.max(y);
    }
    sheet.y = lowest;
}

fn facts(sheet: &mut Sheet) {
    let said = sheet.said;
    for row in said.facts.chunks(4) {
        let columns: Vec<_> =
            row.iter().map(|(label, value)| (label.as_str(), vec![(value.as_str(), TEXT)])).collect();
        side_by_side(sheet, &columns, StructRole::P);
        sheet.y += 12_000;
    }
}

fn parties(sheet: &mut Sheet) {
    let said = sheet.said;
    sheet.rule(sheet.y, 500, sheet::RULE);
    sheet.y += 12_000;
    let texts = |party: &'_ PartyView| {
        let name = std::iter::once((party.name.clone(), STRONG));
        name.chain(party.lines.iter().map(|line| (line.clone(), TEXT))).collect::<Vec<_>>()
    };
    let texts: Vec<_> = said.parties.iter().map(|party| (party.role.as_str(), texts(party))).collect();
    let columns: Vec<_> = texts
        .iter()
        .map(|(role, texts)| (*role, texts.iter().map(|(text, style)| (text.as_str(), *style)).collect()))
        .collect();
    side_by_side(sheet, &columns, StructRole::H2);
    sheet.y += 22_000;
}

fn total(sheet: &mut Sheet) {
    let Some((label, amount)) = &sheet.said.total else { return };
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

fn notes(sheet: &mut Sheet) {
    let Some((heading, notes)) = &sheet.said.notes else { return };
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
