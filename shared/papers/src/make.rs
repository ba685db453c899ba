//! A paper becomes files. Pure: the same paper and settings, the same bytes.

use domain::{
    Failure,
    document::{Form, Made, MadeFile, PurchaseOrderPaper, ReturnPaper, Wanted},
    event::hash_of,
    settings::Shop,
};
use mail::paper::{Head, PartyView, PurchaseOrder, ReturnSlip, Row, purchase_order_table};

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
    let drawn = layout::purchase_order(&said, &paper.issued.to_string())?;
    let unshown = unshown(
        &said.head,
        &said.rows,
        &said.parties,
        said.notes.iter().flat_map(|(_, notes)| notes.iter().map(String::as_str)),
    );
    let files = vec![
        (Form::Pdf, drawn.bytes),
        (Form::Csv, purchase_order_table(paper)?),
        (Form::Ubl, ubl::order(paper).into_bytes()),
    ];
    let stem = file_name(&paper.number, &wanted.kind);
    Ok(printed(wanted, &said.head, (drawn.pages, unshown), &stem, files))
}

/// Makes the file of a return's slip.
pub fn return_slip(wanted: &Wanted, paper: &ReturnPaper, shop: &Shop) -> Result<Printed, Failure> {
    paper.check().map_err(|broken| Failure::permanent(format!("no paper can be made: {broken}")))?;
    let said = ReturnSlip::of(paper, shop)?;
    let drawn = layout::return_slip(&said, &paper.issued.to_string())?;
    let unshown = said.parcels.iter().map(|parcel| {
        let others = said.facts.iter().map(|(_, value)| value.as_str());
        let others = others.chain(said.notes.iter().map(|(_, notes)| notes.as_str()));
        unshown(&said.head, &parcel.rows, std::slice::from_ref(&parcel.to), others)
    });
    let (unshown, stem) = (unshown.sum(), file_name(&paper.number, &wanted.kind));
    Ok(printed(wanted, &said.head, (drawn.pages, unshown), &stem, vec![(Form::Pdf, drawn.bytes)]))
}

/// Files, and what is said of them.
fn printed(
    wanted: &Wanted,
    head: &Head,
    (pages, unshown): (u32, u32),
    stem: &str,
    files: Vec<(Form, Vec<u8>)>,
) -> Printed {
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
        locale: head.locale.clone(),
        pages,
        unshown,
        files: described.collect(),
    };
    Printed { made, files: files.into_iter().map(|(_, bytes)| bytes).collect() }
}

/// A number as the name of a file; where it has no plain sign, what the paper is.
fn file_name(number: &str, kind: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-._".contains(c) { c } else { '-' };
    let name: String = number.trim().chars().take(60).map(plain).collect();
    let name = name.trim_matches(['-', '.']);
    if name.is_empty() { kind.to_owned() } else { name.to_owned() }
}

/// How many characters of what people wrote can't be shown.
fn unshown<'t>(
    head: &'t Head,
    rows: &'t [Row],
    parties: &'t [PartyView],
    others: impl Iterator<Item = &'t str>,
) -> u32 {
    let rows = rows.iter().flat_map(|row| [row.supplier_sku.as_str(), row.sku.as_str(), row.name.as_str()]);
    let parties = parties.iter().flat_map(|party| std::iter::once(&party.name).chain(&party.lines));
    let all = [head.shop.as_str(), head.title.as_str()].into_iter().chain(rows).chain(others);
    all.chain(parties.map(String::as_str)).map(|text| text::shown(text).1).sum()
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
            assert_eq!(file_name(number, "purchase-order"), name, "{number}");
        }
    }
}
