//! Stock: what there is of an item at a place, how it got there, and when it is too little.

mod alert;
mod because;
mod booked;
mod bundle;
mod category;
mod digest;
mod item;
mod judge;
mod ledger;
mod level;
mod mails;
mod memory;
mod movement;
mod outlook;
mod pick;
mod quantities;
pub mod rules;
mod sales;
mod storm;
mod suppress;
mod threshold;
mod velocity;

pub use alert::{Alert, Delivery, Kits, Lost, Method, Outlook, Recovered, SaidBy, Source, Threshold};
pub use because::Because;
pub use booked::Booked;
pub use bundle::{PartOf, limited_by};
pub use category::Categories;
pub use digest::{Digest, Group, Likely, Summary};
pub use item::{Incoming, Item, ItemKind, Part};
pub use judge::{InBundle, Judged, Stock, Terms, Verdict, judge, view};
pub use ledger::{Balance, Count, Folded, Ledger};
pub use level::Level;
pub use memory::Memory;
pub use movement::{Counted, Does, LEVEL_SET, MOST_PIECES, Moved, Movement, Says};
pub use pick::{ROUTE, supplier_of};
pub use quantities::{Cause, Quantities};
pub use rules::Rules;
pub use sales::Sales;
pub use storm::{Admission, Storm};
pub use threshold::Measure;
pub use velocity::{PerDay, asks_category, velocity};

pub(crate) use outlook::mean_percent;
pub(crate) use pick::{Closeness, closest, names, said};
pub(crate) use suppress::suppressed;

use crate::EntityRef;

/// The entity of an item at a location: `SKU#808950810#905684977`. A shop that has one place only calls it `-`.
pub fn at(item: &str, location: &str) -> EntityRef {
    EntityRef::new("SKU", &format!("{item}#{location}"))
}

/// The entity of an item wherever it is: `ITEM#808950810`.
pub fn item(id: &str) -> EntityRef {
    EntityRef::new("ITEM", id)
}

/// Item and location of an entity that [`at`] named. An item's id may hold a `#`, a location's may not.
pub fn place(entity: &EntityRef) -> Option<(&str, &str)> {
    if entity.kind() != "SKU" {
        return None;
    }
    entity.id().rsplit_once('#')
}

/// The location of a shop that has one place only.
pub const ONLY: &str = "-";

/// All locations together.
pub const NETWORK: &str = "*";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_at_a_location_is_named_and_read_back() {
        for (item, location) in [("808950810", "905684977"), ("MUG-1", ONLY), ("A#7", "berlin")] {
            assert_eq!(place(&at(item, location)), Some((item, location)));
        }
        assert_eq!(place(&EntityRef::order("1#2")), None);
    }
}
