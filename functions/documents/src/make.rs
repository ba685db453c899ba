//! A paper becomes files. Pure: the same paper and settings, the same bytes.

use domain::{
    Failure,
    document::{Form, Made, MadeFile, PurchaseOrderPaper, Wanted},
    event::hash_of,
    settings::Shop,
};
use mail::paper::{PurchaseOrder, purchase_order_table};

use crate::{layout, text, ubl};

/// What is made of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// What is said of it.
    pub made: Made,
    /// The bytes of its files, in their order.
    pub files: Vec<Vec<u8>>,
}

/// Makes the files of a purchase order. What doesn't add up makes none, and no other try would.
pub fn purchase_order(wanted: &Wanted, paper: &PurchaseOrderPaper, shop: &Shop) -> Result<Printed, Failure> {
    paper.check().map_err(|broken| Failure::permanent(format!("no paper can be made: {broken}")))?;
    let said = PurchaseOrder::of(paper, shop)?;
    let drawn = layout::draw(&said, &paper.issued.to_string())?;
    let files = [
        (Form::Pdf, drawn.bytes),
        (Form::Csv, purchase_order_table(paper)?),
        (Form::Ubl, ubl::order(paper).into_bytes()),
    ];
    let stem = file_name(&paper.number);
    let described = files.iter().map(|(form, bytes)| MadeFile {
        form: *form,
        name: format!("{stem}.{}", form.ending()),
        sha256: hash_of(bytes),
        length: bytes.len() as u64,
        media_type: form.media_type().to_owned(),
    });
    let made = Made {
        kind: wanted.kind.clone(),
        revision: wanted.revision,
        locale: said.locale.clone(),
        pages: drawn.pages,
        unshown: unshown(&said),
        files: described.collect(),
    };
    Ok(Printed { made, files: files.into_iter().map(|(_, bytes)| bytes).collect() })
}

/// An order's number as the name of a file.
fn file_name(number: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '-' };
    let name: String = number.trim().chars().take(60).map(plain).collect();
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() { "purchase-order".to_owned() } else { name.to_owned() }
}

/// How many characters of what people wrote can't be shown.
fn unshown(said: &PurchaseOrder) -> u32 {
    let rows = said.rows.iter().flat_map(|row| [&row.supplier_sku, &row.sku, &row.name]);
    let parties = said.parties.iter().flat_map(|party| std::iter::once(&party.name).chain(&party.lines));
    let notes = said.notes.iter().flat_map(|(_, notes)| notes);
    let others = [&said.shop, &said.title];
    others.into_iter().chain(rows).chain(parties).chain(notes).map(|text| text::shown(text).1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_the_orders_number() {
        for (number, name) in [
            ("PO-2026-00001", "PO-2026-00001"),
            ("注文 7/8", "7-8"),
            ("../../etc", "etc"),
            ("注文", "purchase-order"),
            (&"9".repeat(99), &"9".repeat(60)),
        ] {
            assert_eq!(file_name(number), name, "{number}");
        }
    }
}
