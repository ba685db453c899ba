//! What the paper of an order says: the shop, the supplier, and every line.

use domain::{
    document::{PaperLine, Party, PurchaseOrderPaper},
    order::Address,
    purchase::{Line, PurchaseOrder},
    stock,
};

use crate::round::Round;

impl Round<'_> {
    /// The paper of an order that was just approved.
    pub(crate) fn paper(&self, order: &PurchaseOrder) -> PurchaseOrderPaper {
        let shop = &self.settings.shop;
        let supplier = shop.suppliers.get(&order.supplier);
        let own = shop.sender.reply_to.clone().unwrap_or_else(|| shop.sender.address.clone());
        let place = Some(&order.location).filter(|place| *place != stock::ONLY);
        let mut paper = PurchaseOrderPaper {
            number: order.number().unwrap_or_default().to_owned(),
            issued: shop.day(self.now),
            expected: order.expected(),
            locale: supplier.and_then(|known| known.language.clone()).unwrap_or_else(|| shop.locale.clone()),
            currency: order.currency,
            buyer: Party {
                name: shop.name.clone(),
                // Whoever sells under the shop's own terms buys, too.
                address: shop.seller(),
                email: Some(own),
                ..Party::default()
            },
            supplier: Party {
                name: order.supplier.clone(),
                address: supplier.and_then(|known| Address::of_lines(&known.postal)),
                email: supplier.and_then(|known| known.address.clone()),
                ..Party::default()
            },
            deliver_to: place.map(|id| match shop.places.get(id) {
                Some(place) => Party {
                    name: place.name.clone(),
                    address: Address::of_lines(&place.address),
                    ..Party::default()
                },
                None => Party { name: id.clone(), ..Party::default() },
            }),
            customer_number: supplier.and_then(|known| known.customer_number.clone()),
            lines: order.lines.iter().map(line).collect(),
            total: None,
            notes: Vec::new(),
        };
        paper.total = paper.reckoned_total();
        paper
    }
}

fn line(line: &Line) -> PaperLine {
    let name = match &line.variant {
        Some(variant) => format!("{} ({variant})", line.title),
        None => line.title.clone(),
    };
    let mut line = PaperLine {
        sku: line.sku.clone().unwrap_or_else(|| line.item.clone()),
        supplier_sku: line.supplier_sku.clone(),
        gtin: None,
        name: if name.trim().is_empty() { line.item.clone() } else { name },
        quantity: line.quantity,
        price: line.price,
        per: 1,
        total: None,
    };
    line.total = line.reckoned();
    line
}
