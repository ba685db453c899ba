//! The table of what is ordered: its head stands on each page that it takes, and no row is broken.

use mail::paper::{Columns, Row};
use pdf_writer::types::{StructRole, TableHeaderScope};

use super::sheet::{INK, LABEL, PALE, Place, RULE, SMALL, STRONG, Sheet, Side, TEXT, WIDE, leading, widest};
use crate::{
    pdf::Tag,
    text::{Base, Line, Style, lines},
};

/// Between columns, and above and below what stands in a row.
const GAP: i64 = 10_000;
const ABOVE: i64 = 4_500;
/// A column of codes is no wider; longer ones are broken.
const WIDEST_CODE: i64 = 86_000;
/// A column of amounts is no wider.
const WIDEST_AMOUNT: i64 = 104_000;
/// Names have at least this.
const NARROWEST_NAME: i64 = 96_000;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Position,
    SupplierSku,
    Sku,
    Name,
    Quantity,
    Price,
    Amount,
}

impl What {
    fn of(self, row: &Row) -> &str {
        match self {
            Self::Position => &row.position,
            Self::SupplierSku => &row.supplier_sku,
            Self::Sku => &row.sku,
            Self::Name => &row.name,
            Self::Quantity => &row.quantity,
            Self::Price => &row.price,
            Self::Amount => &row.amount,
        }
    }

    fn side(self) -> Side {
        match self {
            Self::Position | Self::SupplierSku | Self::Sku | Self::Name => Side::Start,
            Self::Quantity | Self::Price | Self::Amount => Side::End,
        }
    }

    fn style(self) -> Style {
        if self == Self::Name { STRONG } else { TEXT }
    }
}

struct Column {
    what: What,
    label: String,
    place: Place,
}

/// The columns that rows fill, and how wide each is: names have what the others leave.
fn columns(named: &Columns, rows: &[Row]) -> Vec<Column> {
    let labels = [
        (What::Position, Some(&named.position)),
        (What::SupplierSku, named.supplier_sku.as_ref()),
        (What::Sku, Some(&named.sku)),
        (What::Name, Some(&named.name)),
        (What::Quantity, Some(&named.quantity)),
        (What::Price, named.price.as_ref()),
        (What::Amount, named.amount.as_ref()),
    ];
    let there: Vec<(What, &String)> =
        labels.into_iter().filter_map(|(what, label)| Some((what, label?))).collect();
    let mut widths: Vec<i64> = there
        .iter()
        .map(|(what, label)| {
            let most = match what {
                What::Name => return 0,
                What::SupplierSku | What::Sku => WIDEST_CODE,
                What::Position | What::Quantity | What::Price | What::Amount => WIDEST_AMOUNT,
            };
            // A label is broken between its words rather than widening its column.
            let longest_word = widest(label.split_whitespace(), LABEL);
            let rows = widest(rows.iter().map(|row| what.of(row)), what.style());
            (rows.max(longest_word) + 500).min(most)
        })
        .collect();
    let gaps = GAP * (i64::try_from(there.len()).unwrap_or_default() - 1);
    // Where there is much of everything, the widest give way: what stands in them is broken.
    let mut rest = WIDE - gaps - widths.iter().sum::<i64>();
    while rest < NARROWEST_NAME
        && let Some(wide) = widths.iter_mut().max()
    {
        let less = (NARROWEST_NAME - rest).min(*wide / 4).max(1);
        *wide -= less;
        rest += less;
    }
    for ((what, _), wide) in there.iter().zip(&mut widths) {
        if *what == What::Name {
            *wide = rest;
        }
    }
    let mut from = 0;
    there
        .into_iter()
        .zip(widths)
        .map(|((what, label), wide)| {
            let place = Place { from, wide };
            from += wide + GAP;
            Column { what, label: label.clone(), place }
        })
        .collect()
}

pub(super) fn draw(sheet: &mut Sheet, named: &Columns, rows: &[Row]) {
    let columns = columns(named, rows);
    let table = sheet.paper.tag(Some(sheet.whole), StructRole::Table);
    if sheet.left() < 120_000 {
        sheet.turn();
    }
    head(sheet, &columns, Some(table));
    let body = sheet.paper.tag(Some(table), StructRole::TBody);
    for row in rows {
        draw_row(sheet, &columns, row, body);
    }
    sheet.rule(sheet.y, 900, sheet.head.colours.ground);
}

/// The table's head: told once, and shown on each page.
fn head(sheet: &mut Sheet, columns: &[Column], table: Option<Tag>) {
    let labels: Vec<Vec<Line>> =
        columns.iter().map(|column| lines(&column.label, LABEL, sheet.own(), column.place.wide)).collect();
    let most = labels.iter().map(Vec::len).max().unwrap_or_default();
    let high = leading(LABEL) * i64::try_from(most).unwrap_or_default();
    let row = table.map(|table| {
        let head = sheet.paper.tag(Some(table), StructRole::THead);
        sheet.paper.tag(Some(head), StructRole::TR)
    });
    for (column, label) in columns.iter().zip(&labels) {
        let tag = row.map(|row| sheet.paper.head(row, TableHeaderScope::Column));
        let own = leading(LABEL) * i64::try_from(label.len()).unwrap_or_default();
        let top = sheet.y + high - own;
        sheet.put(tag, label, LABEL, (column.place, column.what.side()), top, PALE);
    }
    sheet.y += high + 3_000;
    sheet.rule(sheet.y, 900, sheet.head.colours.ground);
    sheet.y += 900;
}

fn draw_row(sheet: &mut Sheet, columns: &[Column], row: &Row, body: Tag) {
    let base = |what: What| match what {
        // Codes are read as they are written, wherever they stand.
        What::SupplierSku | What::Sku => Base::Ltr,
        What::Name => sheet.base(),
        What::Position | What::Quantity | What::Price | What::Amount => sheet.own(),
    };
    let cells: Vec<Vec<Line>> = columns
        .iter()
        .map(|column| {
            let what = column.what;
            lines(what.of(row), what.style(), base(what), column.place.wide)
        })
        .collect();
    let name = columns.iter().find(|column| column.what == What::Name).map(|column| column.place);
    let under = row.under.as_deref().zip(name);
    let under = under.map(|(text, place)| lines(text, SMALL, sheet.base(), place.wide)).unwrap_or_default();
    let count = |lines: &[Line]| i64::try_from(lines.len()).unwrap_or_default();
    let high = columns.iter().zip(&cells).map(|(column, cell)| {
        let below = if column.what == What::Name { leading(SMALL) * count(&under) } else { 0 };
        leading(TEXT) * count(cell) + below
    });
    let high = high.max().unwrap_or_default() + 2 * ABOVE;
    if sheet.left() < high {
        sheet.turn();
        head(sheet, columns, None);
    }
    let told = sheet.paper.tag(Some(body), StructRole::TR);
    for (column, cell) in columns.iter().zip(&cells) {
        let tag = if column.what == What::Name {
            sheet.paper.head(told, TableHeaderScope::Row)
        } else {
            sheet.paper.tag(Some(told), StructRole::TD)
        };
        let at = (column.place, column.what.side());
        let end = sheet.put(Some(tag), cell, column.what.style(), at, sheet.y + ABOVE, INK);
        if column.what == What::Name {
            sheet.put(Some(tag), &under, SMALL, at, end, PALE);
        }
    }
    sheet.y += high;
    sheet.rule(sheet.y - 250, 500, RULE);
}
