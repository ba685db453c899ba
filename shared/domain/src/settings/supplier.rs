//! Who delivers what a shop sells.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Amount, BelowMinimum, Offer, Shop, SupplierCalendar,
    mistakes::{Mistakes, is_address, plain},
};
use crate::Currency;
use crate::sheet::{Column, Refused, Row, Sheet};

/// `[suppliers."Kiln & Co"]`: somebody who delivers what the shop sells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Supplier {
    /// Where orders to them are mailed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// Days from an order to its delivery. 0 to 365.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 365))]
    pub lead_days: Option<u16>,
    /// Days between two looks at what to order from them. 0 to 365.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 365))]
    pub review_days: Option<u16>,
    /// Article codes, or ids of items or variants, that they deliver.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<String>,
    /// Ids of products that they deliver.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// Vendors, as the shop names them with its products, whose goods they deliver.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub vendors: Vec<String>,
    /// Whether they send to buyers themselves, from a stock of their own.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub drop_ships: bool,
    /// The currency of their prices, such as `EUR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "currency"))]
    pub currency: Option<Currency>,
    /// The least value of an order to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_value: Option<Amount>,
    /// What becomes of an order below it.
    #[serde(skip_serializing_if = "BelowMinimum::is_usual")]
    pub below_minimum: BelowMinimum,
    /// Of a hundred deliveries, so many come in time, until enough have been measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub reliability: Option<u8>,
    /// Whether they are bought from though another's offer is better.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub preferred: bool,
    /// When they take orders and work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar: Option<SupplierCalendar>,
    /// Their articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// The language in which they are written to; the shop's own if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Where they are, line by line, for the papers of an order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub postal: Vec<String>,
    /// The shop's number in their books.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_number: Option<String>,
}

/// By name.
pub type Suppliers = std::collections::BTreeMap<String, Supplier>;

impl Shop {
    pub(super) fn check_suppliers(&self, found: &mut Mistakes) {
        for (name, supplier) in &self.suppliers {
            found.unless(
                plain(name) && name.chars().count() <= LONGEST_NAME,
                &format!("suppliers.\"{name}\""),
                "name the supplier on one line of at most 100 characters",
            );
            found.unless(
                supplier.address.as_deref().is_none_or(is_address),
                &format!("suppliers.\"{name}\".address"),
                "write one plain address such as \"orders@supplier.example\", or leave it out",
            );
            self.check_offers(name, supplier, found);
        }
    }
}

/// The longest name of a supplier.
const LONGEST_NAME: usize = 100;
/// The most days.
const MOST_DAYS: u16 = 365;

/// What a table of suppliers says, one line for each thing that somebody delivers; a supplier may have many lines. A line with
/// a price, a quantity or a code of theirs is an offer; a further one for the same article with `from` is a price break.
const COLUMNS: [Column; 18] = [
    Column { name: "supplier", also: &["supplier_name", "name"], needed: true },
    Column { name: "address", also: &["email", "mail", "e_mail"], needed: false },
    Column { name: "lead_days", also: &["lead_time", "lead_time_days"], needed: false },
    Column { name: "review_days", also: &["review_period"], needed: false },
    Column { name: "sku", also: &["article", "article_code"], needed: false },
    Column { name: "product", also: &["product_id"], needed: false },
    Column { name: "vendor", also: &["brand"], needed: false },
    Column { name: "drop_ships", also: &["drop_ship", "dropship"], needed: false },
    Column { name: "currency", also: &[], needed: false },
    Column { name: "minimum_value", also: &["minimum_order_value"], needed: false },
    Column { name: "code", also: &["supplier_sku", "supplier_code"], needed: false },
    Column { name: "price", also: &["unit_price", "cost"], needed: false },
    Column { name: "from", also: &["from_quantity", "break"], needed: false },
    Column { name: "minimum", also: &["minimum_quantity", "moq"], needed: false },
    Column { name: "multiple", also: &["pack", "pack_size"], needed: false },
    Column { name: "offer_lead_days", also: &["item_lead_days"], needed: false },
    Column { name: "preferred", also: &[], needed: false },
    Column { name: "language", also: &[], needed: false },
];

/// Suppliers out of a table, the lines that weren't taken, and columns that nobody reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadSuppliers {
    /// Who was found.
    pub suppliers: Suppliers,
    /// By line: what wasn't taken, and why.
    pub refused: Vec<Refused>,
    /// Columns that nobody reads.
    pub unread: Vec<String>,
}

impl ReadSuppliers {
    /// Reads a table. A line that is wrong is refused as a whole, and the rest goes on; of a supplier who is said to be
    /// two things, what the first line says counts, and the line that says otherwise is refused.
    pub fn from_csv(file: &[u8]) -> Result<Self, String> {
        let sheet = Sheet::read(file, &COLUMNS)?;
        let mut read = Self { refused: sheet.refused, unread: sheet.unread, suppliers: Suppliers::new() };
        for row in &sheet.rows {
            if let Err(reason) = read.take(row) {
                read.refused.push(row.refused(reason));
            }
        }
        read.refused.sort_by_key(|refused| refused.line);
        Ok(read)
    }

    fn take(&mut self, row: &Row) -> Result<(), String> {
        let name = row.get("supplier").ok_or("write whose line it is in the column supplier")?;
        if name.chars().count() > LONGEST_NAME {
            return Err(format!("name the supplier with at most {LONGEST_NAME} characters"));
        }
        let mut supplier = self.suppliers.get(name).cloned().unwrap_or_default();
        if let Some(address) = row.get("address") {
            if !is_address(address) {
                return Err(
                    "write one plain address such as \"orders@supplier.example\" in the column address"
                        .into(),
                );
            }
            agree(&mut supplier.address, address.to_owned(), "address")?;
        }
        if let Some(days) = days(row, "lead_days")? {
            agree(&mut supplier.lead_days, days, "lead_days")?;
        }
        if let Some(days) = days(row, "review_days")? {
            agree(&mut supplier.review_days, days, "review_days")?;
        }
        supplier.drop_ships |= yes(row, "drop_ships")?;
        if let Some(language) = row.get("language") {
            agree(&mut supplier.language, language.to_owned(), "language")?;
        }
        let is_offer = supplier.take_offer(row)?;
        for (column, list) in [
            ("sku", &mut supplier.skus),
            ("product", &mut supplier.products),
            ("vendor", &mut supplier.vendors),
        ] {
            // What is offered is delivered: it needn't be named twice.
            let word = row.get(column).filter(|_| !(is_offer && column == "sku"));
            if let Some(word) = word.filter(|word| !list.iter().any(|known| known == word)) {
                list.push(word.to_owned());
            }
        }
        self.suppliers.insert(name.to_owned(), supplier);
        Ok(())
    }
}

pub(super) fn yes(row: &Row, column: &str) -> Result<bool, String> {
    match row.get(column).map(str::to_lowercase).as_deref() {
        None | Some("no" | "false" | "0") => Ok(false),
        Some("yes" | "true" | "1") => Ok(true),
        Some(_) => Err(format!("write yes or no in the column {column}")),
    }
}

pub(super) fn days(row: &Row, column: &str) -> Result<Option<u16>, String> {
    let Some(text) = row.get(column) else { return Ok(None) };
    let days = text.parse().ok().filter(|days| *days <= MOST_DAYS);
    days.map(Some)
        .ok_or_else(|| format!("write a whole number of days, 0 to {MOST_DAYS}, in the column {column}"))
}

pub(super) fn agree<T: PartialEq>(known: &mut Option<T>, said: T, column: &str) -> Result<(), String> {
    if known.as_ref().is_some_and(|known| *known != said) {
        return Err(format!("an earlier line says otherwise of this supplier in the column {column}"));
    }
    *known = Some(said);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::shop::tests::shop;

    #[test]
    fn suppliers_are_read_line_by_line() {
        let file = "Supplier;E-Mail;Lead days;Review days;SKU;Vendor;Drop-ship;Colour\n\
            Kiln & Co;orders@kiln.example;14;7;MUG-1;;;red\n\
            Kiln & Co;;14;;MUG-2;Kiln;;\n\
            Kiln & Co;;21;;MUG-3;;;\n\
            ;;7;;MUG-4;;;\n\
            Far East;no address;30;;TEA-1;;;\n\
            Far East;far@east.example;3.5;;TEA-1;;;\n\
            Far East;far@east.example;366;;TEA-1;;;\n\
            Far East;far@east.example;-1;;TEA-1;;;\n\
            Far East;far@east.example;0;;TEA-1;;maybe;\n\
            Far East;far@east.example;0;;TEA-1;;yes;\n\
            Kiln & Co;;;;MUG-1;;;\n\
            broken;line\n";
        let read = ReadSuppliers::from_csv(file.as_bytes()).expect("a table");
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let kiln = Supplier {
            address: Some("orders@kiln.example".into()),
            lead_days: Some(14),
            review_days: Some(7),
            skus: words(&["MUG-1", "MUG-2"]),
            vendors: words(&["Kiln"]),
            ..Supplier::default()
        };
        let far_east = Supplier {
            address: Some("far@east.example".into()),
            lead_days: Some(0),
            skus: words(&["TEA-1"]),
            drop_ships: true,
            ..Supplier::default()
        };
        assert_eq!(
            read.suppliers,
            [("Kiln & Co".to_owned(), kiln), ("Far East".to_owned(), far_east)].into()
        );
        let refused: Vec<_> = read.refused.iter().map(|refused| refused.line).collect();
        assert_eq!((refused, read.unread), (vec![4, 5, 6, 7, 8, 9, 10, 13], vec!["colour".to_owned()]));
        assert!(ReadSuppliers::from_csv(b"sku,vendor\nA,B").is_err());
    }

    #[test]
    fn mistakes_of_suppliers_are_named_by_their_key() {
        for (name, address, key) in [
            ("Kiln", Some("orders@kiln.example"), None),
            ("Kiln", None, None),
            ("Kiln", Some("Kiln <orders@kiln.example>"), Some("suppliers.\"Kiln\".address: ")),
            (" ", None, Some("suppliers.\" \": ")),
        ] {
            let mut shop = shop();
            let address = address.map(str::to_owned);
            shop.suppliers.insert(name.to_owned(), Supplier { address, ..Supplier::default() });
            let mistakes = shop.mistakes();
            assert_eq!(
                mistakes.first().is_some_and(|found| key.is_some_and(|key| found.starts_with(key))),
                key.is_some()
            );
            assert_eq!(mistakes.len(), usize::from(key.is_some()), "{mistakes:?}");
        }
    }
}
