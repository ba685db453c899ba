//! The purchase order for machines: UBL 2.1 `Order`. Elements stand in the order that the schema has them in.

use domain::{
    Money,
    document::{PaperLine, Party, PurchaseOrderPaper},
    order::Address,
};
use mail::paper::{plain, plain_note};

/// UN/ECE's code for pieces.
const PIECES: &str = "C62";

/// An XML text in the making. Every text is escaped, and `plain` has taken out what XML can't hold.
struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.open.len()));
    }

    /// An element with others in it.
    fn within(&mut self, name: &'static str, fill: impl FnOnce(&mut Self)) {
        self.indent();
        self.text.push_str(&format!("<{name}>\n"));
        self.open.push(name);
        fill(self);
        self.open.pop();
        self.indent();
        self.text.push_str(&format!("</{name}>\n"));
    }

    /// An element with attributes and a text; nothing, if that says nothing.
    fn leaf_of(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        if text.is_empty() {
            return;
        }
        self.indent();
        let attributes: String =
            attributes.iter().map(|(key, value)| format!(" {key}=\"{}\"", escaped(value))).collect();
        self.text.push_str(&format!("<{name}{attributes}>{}</{name}>\n", escaped(text)));
    }

    fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_of(name, &[], text);
    }

    fn amount(&mut self, name: &str, money: Money) {
        self.leaf_of(name, &[("currencyID", money.currency.code())], &money.decimal());
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// The document.
pub(crate) fn order(paper: &PurchaseOrderPaper) -> String {
    let head = concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
        "<Order xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Order-2\"\n",
        "  xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\"\n",
        "  xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">\n",
    );
    let mut xml = Xml { text: head.to_owned(), open: vec!["Order"] };
    xml.leaf("cbc:UBLVersionID", "2.1");
    xml.leaf("cbc:ID", &plain(&paper.number));
    xml.leaf("cbc:IssueDate", &paper.issued.to_string());
    for note in paper.notes.iter().take(50) {
        xml.leaf("cbc:Note", &plain_note(note));
    }
    xml.leaf("cbc:DocumentCurrencyCode", paper.currency.code());
    xml.leaf("cbc:LineCountNumeric", &paper.lines.len().to_string());
    xml.within("cac:BuyerCustomerParty", |xml| {
        xml.leaf(
            "cbc:SupplierAssignedAccountID",
            &plain(paper.customer_number.as_deref().unwrap_or_default()),
        );
        party(xml, "cac:Party", &paper.buyer);
    });
    xml.within("cac:SellerSupplierParty", |xml| party(xml, "cac:Party", &paper.supplier));
    if paper.deliver_to.is_some() || paper.expected.is_some() {
        delivery(&mut xml, paper);
    }
    if let Some(total) = paper.total {
        xml.within("cac:AnticipatedMonetaryTotal", |xml| {
            xml.amount("cbc:LineExtensionAmount", total);
            xml.amount("cbc:PayableAmount", total);
        });
    }
    for (line, number) in paper.lines.iter().zip(1_usize..) {
        xml.within("cac:OrderLine", |xml| item(xml, line, number));
    }
    xml.text.push_str("</Order>\n");
    xml.text
}

fn party(xml: &mut Xml, name: &'static str, party: &Party) {
    const GLN: [(&str, &str); 2] = [("schemeID", "GLN"), ("schemeAgencyID", "9")];
    let text = |words: &Option<String>| plain(words.as_deref().unwrap_or_default());
    let (gln, vat) = (text(&party.gln), text(&party.vat));
    xml.within(name, |xml| {
        if name == "cac:Party" {
            xml.leaf_of("cbc:EndpointID", &GLN, &gln);
        }
        if !gln.is_empty() {
            xml.within("cac:PartyIdentification", |xml| xml.leaf_of("cbc:ID", &GLN, &gln));
        }
        xml.within("cac:PartyName", |xml| xml.leaf("cbc:Name", &plain(&party.name)));
        if let Some(place) = &party.address {
            address(xml, "cac:PostalAddress", place);
        }
        if !vat.is_empty() {
            xml.within("cac:PartyTaxScheme", |xml| {
                xml.leaf("cbc:CompanyID", &vat);
                xml.within("cac:TaxScheme", |xml| xml.leaf("cbc:ID", "VAT"));
            });
        }
        let (phone, email) = (text(&party.phone), text(&party.email));
        if !phone.is_empty() || !email.is_empty() {
            xml.within("cac:Contact", |xml| {
                xml.leaf("cbc:Telephone", &phone);
                xml.leaf("cbc:ElectronicMail", &email);
            });
        }
    });
}

/// An address as far as its parts are known; lines that are no street and city stay lines.
fn address(xml: &mut Xml, name: &'static str, address: &Address) {
    let text = |words: &Option<String>| plain(words.as_deref().unwrap_or_default());
    let lines: Vec<String> = address.lines.iter().take(10).map(|line| plain(line)).collect();
    let in_parts = address.city.is_some();
    let country = text(&address.country).to_ascii_uppercase();
    xml.within(name, |xml| {
        if in_parts {
            for (part, line) in ["cbc:StreetName", "cbc:AdditionalStreetName"].into_iter().zip(&lines) {
                xml.leaf(part, line);
            }
        }
        xml.leaf("cbc:CityName", &text(&address.city));
        xml.leaf("cbc:PostalZone", &text(&address.postcode));
        xml.leaf("cbc:CountrySubentity", &text(&address.region));
        let rest = lines.iter().skip(if in_parts { 2 } else { 0 });
        for line in rest.filter(|line| !line.is_empty()) {
            xml.within("cac:AddressLine", |xml| xml.leaf("cbc:Line", line));
        }
        if country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()) {
            xml.within("cac:Country", |xml| xml.leaf("cbc:IdentificationCode", &country));
        }
    });
}

fn delivery(xml: &mut Xml, paper: &PurchaseOrderPaper) {
    xml.within("cac:Delivery", |xml| {
        let place = paper.deliver_to.as_ref();
        if let Some(where_to) = place.and_then(|place| place.address.as_ref()) {
            address(xml, "cac:DeliveryAddress", where_to);
        }
        if let Some(day) = paper.expected {
            xml.within("cac:RequestedDeliveryPeriod", |xml| xml.leaf("cbc:EndDate", &day.to_string()));
        }
        if let Some(place) = place {
            party(xml, "cac:DeliveryParty", &Party { address: None, ..place.clone() });
        }
    });
}

fn item(xml: &mut Xml, line: &PaperLine, number: usize) {
    let code = |xml: &mut Xml, name: &'static str, attributes: &[(&str, &str)], text: &str| {
        if !text.is_empty() {
            xml.within(name, |xml| xml.leaf_of("cbc:ID", attributes, text));
        }
    };
    xml.within("cac:LineItem", |xml| {
        xml.leaf("cbc:ID", &number.to_string());
        xml.leaf_of("cbc:Quantity", &[("unitCode", PIECES)], &line.quantity.to_string());
        if let Some(total) = line.total {
            xml.amount("cbc:LineExtensionAmount", total);
        }
        if let Some(price) = line.price {
            xml.within("cac:Price", |xml| {
                xml.amount("cbc:PriceAmount", price);
                xml.leaf_of("cbc:BaseQuantity", &[("unitCode", PIECES)], &line.per.to_string());
            });
        }
        xml.within("cac:Item", |xml| {
            xml.leaf("cbc:Name", &plain(&line.name));
            code(xml, "cac:BuyersItemIdentification", &[], &plain(&line.sku));
            let theirs = plain(line.supplier_sku.as_deref().unwrap_or_default());
            code(xml, "cac:SellersItemIdentification", &[], &theirs);
            let gtin = plain(line.gtin.as_deref().unwrap_or_default());
            code(
                xml,
                "cac:StandardItemIdentification",
                &[("schemeID", "GTIN"), ("schemeAgencyID", "9")],
                &gtin,
            );
        });
    });
}
