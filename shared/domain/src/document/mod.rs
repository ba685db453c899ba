//! Papers that go to somebody as files: what a purchase order says, or the slip of a return, asked for and made. Pure.
//!
//! Whoever wants a paper writes what it says beside its entity, in the same transaction as the event [`Wanted`]; that event and
//! [`Made`] carry ids, numbers and hashes alone. A paper never changes: a corrected one has the next revision.

mod slip;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use slip::{ReturnLine, ReturnPaper, ReturnParcel};

use crate::{Currency, Money, NewEvent, Payload, order::Address};

/// The most lines of a paper: its PDF is a megabyte and a half, and forty pages.
pub const MOST_LINES: usize = 1_000;

/// Asks for a paper of the event's entity. What it says lies beside the entity, under kind and revision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// Which paper, such as [`PurchaseOrderPaper::KIND`].
    pub kind: String,
    /// Counts the papers of this kind.
    pub revision: u32,
}

impl Payload for Wanted {
    const KIND: &'static str = "document.wanted";
}

impl Wanted {
    /// A purchase order's paper.
    pub fn purchase_order(revision: u32) -> Self {
        Self { kind: PurchaseOrderPaper::KIND.to_owned(), revision }
    }

    /// A return's paper.
    pub fn return_slip(revision: u32) -> Self {
        Self { kind: ReturnPaper::KIND.to_owned(), revision }
    }

    /// The event, named by its effect: this paper, once.
    pub fn event(&self) -> NewEvent {
        NewEvent::of(format!("document#{}#{}#wanted", self.kind, self.revision), self)
    }

    /// The name of the effect that it is made.
    pub fn made_effect(&self) -> String {
        format!("document#{}#{}#made", self.kind, self.revision)
    }
}

/// A paper was made: the store keeps its files by their hashes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Which paper.
    pub kind: String,
    /// Which of its kind.
    pub revision: u32,
    /// The locale that it is written in.
    pub locale: String,
    /// How many pages the PDF has.
    pub pages: u32,
    /// How many characters no font of ours has: they are shown as a sign that stands for them.
    #[serde(default, skip_serializing_if = "crate::is_default")]
    pub unshown: u32,
    /// The files, the one for people first.
    pub files: Vec<MadeFile>,
}

impl Payload for Made {
    const KIND: &'static str = "document.made";
}

impl Made {
    /// The event, named by its effect.
    pub fn event(&self) -> NewEvent {
        let wanted = Wanted { kind: self.kind.clone(), revision: self.revision };
        NewEvent::of(wanted.made_effect(), self)
    }

    /// The file in a form.
    pub fn file(&self, form: Form) -> Option<&MadeFile> {
        self.files.iter().find(|file| file.form == form)
    }
}

/// A file of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// What kind of file.
    pub form: Form,
    /// What it is called where it is attached.
    pub name: String,
    /// SHA-256 of its bytes, hexadecimal: under it the store keeps the file.
    pub sha256: String,
    /// How many bytes.
    pub length: u64,
    /// Its media type.
    pub media_type: String,
}

/// The forms in which a paper comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// For people.
    Pdf,
    /// For spreadsheets.
    Csv,
    /// For machines: UBL 2.1.
    Ubl,
}

impl Form {
    /// How its files' names end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Ubl => "xml",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv",
            Self::Ubl => "application/xml",
        }
    }
}

/// What a paper says, whichever it is: it is kept beside its entity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Says<'p> {
    /// A purchase order's.
    PurchaseOrder(&'p PurchaseOrderPaper),
    /// A return's.
    Return(&'p ReturnPaper),
}

/// All that the paper of a purchase order says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PurchaseOrderPaper {
    /// The order's number, as people and the supplier's system name it.
    pub number: String,
    /// The day on which it is given, by the shop's clock.
    pub issued: Date,
    /// The day on which the goods are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Date>,
    /// The locale of whoever reads it, such as `ja-JP`.
    pub locale: String,
    /// The currency of every amount.
    pub currency: Currency,
    /// The shop.
    pub buyer: Party,
    /// Whom it buys from.
    pub supplier: Party,
    /// Where the goods go, if not to the buyer's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deliver_to: Option<Party>,
    /// The shop's number in the supplier's books.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_number: Option<String>,
    /// What is ordered.
    pub lines: Vec<PaperLine>,
    /// What the lines come to; nothing, where a price isn't known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    /// What else is to be said, line by line, in whatever language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Somebody on a paper.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Party {
    /// The firm, or the place.
    pub name: String,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Its Global Location Number, 13 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gln: Option<String>,
    /// Its VAT number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat: Option<String>,
    /// Where it reads mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Where it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// A line of a purchase order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaperLine {
    /// The shop's own article code; its id of the item where it has none.
    pub sku: String,
    /// The supplier's article code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplier_sku: Option<String>,
    /// The article's GTIN, 8 to 14 digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gtin: Option<String>,
    /// What it is called.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// What [`PaperLine::per`] pieces cost, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// How many pieces the price is for.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub per: i64,
    /// What the line comes to: [`PaperLine::reckoned`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
}

fn one() -> i64 {
    1
}

fn is_one(pieces: &i64) -> bool {
    *pieces == 1
}

impl PaperLine {
    /// Pieces times price, rounded to the currency's smallest unit, halves away from zero. `None` without a price, and beyond
    /// what numbers hold.
    pub fn reckoned(&self) -> Option<Money> {
        let price = self.price.filter(|_| self.per >= 1)?;
        let (pieces, per) = (i128::from(self.quantity), i128::from(self.per));
        let exact = i128::from(price.minor) * pieces;
        let half = if exact < 0 { -per } else { per };
        let minor = i64::try_from((exact * 2 + half) / (per * 2)).ok()?;
        Some(Money::new(minor, price.currency))
    }
}

/// Why no paper can be made of what is said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Something that must be said isn't, or is too long.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// No lines, or too many.
    #[error("it has {0} lines; 1 to {MOST_LINES} fit a paper")]
    Lines(usize),
    /// A number on a line that can't be.
    #[error("line {0}: {1}")]
    Line(usize, &'static str),
    /// Lines and total differ.
    #[error("the lines come to {lines}, the total says {total}")]
    Total {
        /// What the lines come to.
        lines: String,
        /// What is said.
        total: String,
    },
    /// A number that is none of its kind.
    #[error("{0} is no {1}")]
    Number(&'static str, &'static str),
}

impl PurchaseOrderPaper {
    /// The word for this paper.
    pub const KIND: &'static str = "purchase-order";

    /// What the lines come to, if each has a price.
    pub fn reckoned_total(&self) -> Option<Money> {
        let minor = self.lines.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.total?.minor))?;
        Some(Money::new(minor, self.currency))
    }

    /// Whether all that must be there is, and everything adds up.
    pub fn check(&self) -> Result<(), Broken> {
        let said =
            |text: &str, what| if text.trim().is_empty() { Err(Broken::Missing(what)) } else { Ok(()) };
        said(&self.number, "the order's number")?;
        said(&self.buyer.name, "the buyer's name")?;
        said(&self.supplier.name, "the supplier's name")?;
        if self.lines.is_empty() || self.lines.len() > MOST_LINES {
            return Err(Broken::Lines(self.lines.len()));
        }
        for (line, number) in self.lines.iter().zip(1..) {
            line.check(self.currency).map_err(|why| Broken::Line(number, why))?;
        }
        let lines = self.reckoned_total();
        if lines != self.total {
            let said = |sum: Option<Money>| {
                sum.map_or_else(|| "nothing that is known".to_owned(), |sum| sum.to_string())
            };
            return Err(Broken::Total { lines: said(lines), total: said(self.total) });
        }
        for (what, party) in [
            ("the buyer's GLN", Some(&self.buyer)),
            ("the supplier's GLN", Some(&self.supplier)),
            ("the GLN of the place of delivery", self.deliver_to.as_ref()),
        ] {
            if party.and_then(|party| party.gln.as_deref()).is_some_and(|gln| !is_gs1(gln, &[13])) {
                return Err(Broken::Number(what, "GLN: 13 digits, the last of which checks the others"));
            }
        }
        Ok(())
    }
}

impl PaperLine {
    fn check(&self, currency: Currency) -> Result<(), &'static str> {
        if self.sku.trim().is_empty() || self.name.trim().is_empty() {
            return Err("it has no article code or no name");
        }
        if self.quantity < 1 || self.per < 1 || self.price.is_some_and(|price| price.minor < 0) {
            return Err("its quantity and price must be positive");
        }
        if [self.price, self.total].into_iter().flatten().any(|money| money.currency != currency) {
            return Err("its currency isn't the order's");
        }
        if self.reckoned() != self.total {
            return Err("quantity times price isn't its total");
        }
        if self.gtin.as_deref().is_some_and(|gtin| !is_gs1(gtin, &[8, 12, 13, 14])) {
            return Err("its GTIN is none: 8, 12, 13 or 14 digits, the last of which checks the others");
        }
        Ok(())
    }
}

/// Whether a text is a number of GS1's with so many digits: the last one checks the others.
pub fn is_gs1(text: &str, lengths: &[usize]) -> bool {
    if !lengths.contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let weighed = text.bytes().rev().zip([1_u32, 3].into_iter().cycle());
    weighed.map(|(digit, weight)| u32::from(digit - b'0') * weight).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(code: &str, quantity: i64, price: &str, per: i64) -> PaperLine {
        let currency: Currency = code.parse().expect("a currency");
        let price = Some(Money::parse(price, currency).expect("an amount"));
        let (sku, name) = ("A-1".to_owned(), "Mug".to_owned());
        let mut line =
            PaperLine { sku, name, quantity, price, per, total: None, supplier_sku: None, gtin: None };
        line.total = line.reckoned();
        line
    }

    fn paper() -> PurchaseOrderPaper {
        let party = |name: &str| Party { name: name.to_owned(), ..Party::default() };
        let lines = vec![line("EUR", 10, "2.50", 1), line("EUR", 3, "12.49", 100)];
        let mut paper = PurchaseOrderPaper {
            number: "PO-2026-00001".into(),
            issued: "2026-11-25".parse().expect("a day"),
            expected: None,
            locale: "en".into(),
            currency: "EUR".parse().expect("a currency"),
            buyer: party("Acme"),
            supplier: party("Kiln & Co"),
            deliver_to: None,
            customer_number: None,
            lines,
            total: None,
            notes: Vec::new(),
        };
        paper.total = paper.reckoned_total();
        paper
    }

    #[test]
    fn totals_are_rounded_to_the_currencys_own_unit() {
        for (code, quantity, price, per, total) in [
            ("EUR", 10, "2.50", 1, "25.00"),
            ("EUR", 3, "12.49", 100, "0.37"),
            ("EUR", 1, "0.01", 2, "0.01"),
            ("EUR", 1, "0.01", 3, "0.00"),
            ("JPY", 7, "150", 10, "105"),
            ("JPY", 1, "5", 10, "1"),
            ("JPY", 1, "4", 10, "0"),
            ("KWD", 3, "1.005", 2, "1.508"),
            ("KWD", 1, "0.001", 1, "0.001"),
        ] {
            let line = line(code, quantity, price, per);
            let found = line.total.map(Money::decimal);
            assert_eq!(found.as_deref(), Some(total), "{quantity} × {price} {code} per {per}");
        }
    }

    #[test]
    fn what_does_not_add_up_is_no_paper() {
        assert_eq!(paper().check(), Ok(()));
        let without_prices = |paper: &mut PurchaseOrderPaper| {
            paper.lines.iter_mut().for_each(|line| (line.price, line.total) = (None, None));
            paper.total = None;
        };
        let mut unpriced = paper();
        without_prices(&mut unpriced);
        assert_eq!(unpriced.check(), Ok(()));
        type Breaks = fn(&mut PurchaseOrderPaper);
        let breaks: [(Breaks, &str); 12] = [
            (|p| p.number = " ".into(), "the order's number is missing"),
            (|p| p.supplier.name.clear(), "the supplier's name is missing"),
            (|p| p.lines.clear(), "it has 0 lines; 1 to 1000 fit a paper"),
            (
                |p| p.total = Some(Money::new(1, p.currency)),
                "the lines come to 25.37 EUR, the total says 0.01 EUR",
            ),
            (|p| p.total = None, "the lines come to 25.37 EUR, the total says nothing that is known"),
            (|p| p.lines[1].total = None, "line 2: quantity times price isn't its total"),
            (|p| p.lines[0].quantity = 0, "line 1: its quantity and price must be positive"),
            (|p| p.lines[0].per = 0, "line 1: its quantity and price must be positive"),
            (|p| p.lines[0].quantity = i64::MAX, "line 1: quantity times price isn't its total"),
            (|p| p.lines[0] = line("USD", 10, "2.50", 1), "line 1: its currency isn't the order's"),
            (|p| p.lines[0].name = "\t".into(), "line 1: it has no article code or no name"),
            (
                |p| p.buyer.gln = Some("4012345000000".into()),
                "the buyer's GLN is no GLN: 13 digits, the last of which checks the others",
            ),
        ];
        for (break_it, told) in breaks {
            let mut paper = paper();
            break_it(&mut paper);
            assert_eq!(paper.check().map_err(|e| e.to_string()), Err(told.to_owned()));
        }
    }

    #[test]
    fn numbers_of_gs1_check_themselves() {
        for (number, lengths, is_one) in [
            ("4012345000009", &[13][..], true),
            ("4012345000008", &[13], false),
            ("96385074", &[8, 12, 13, 14], true),
            ("036000291452", &[8, 12, 13, 14], true),
            ("401234500000", &[13], false),
            ("٤٠١٢٣٤٥", &[13, 14], false),
            ("", &[13], false),
        ] {
            assert_eq!(is_gs1(number, lengths), is_one, "{number}");
        }
    }
}
