//! Which rule is for which item, who delivers it, and who is told of it.

use super::{Item, Rules, rules::Pick};
use crate::settings::{Supplier, Suppliers};

/// The route of what has none of its own.
pub const ROUTE: &str = "stock";

/// Words of settings are compared without regard to case and to spaces around them.
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    !one.is_empty() && one.to_lowercase() == other.to_lowercase()
}

/// Whether a word names this item: by its article code, or its own or its variant's id.
pub(crate) fn names(word: &str, item: &Item) -> bool {
    [Some(&item.id), item.sku.as_ref(), item.variant_id.as_ref()]
        .into_iter()
        .flatten()
        .any(|name| same(name, word))
}

/// How closely a rule is for an item; the higher, the closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Closeness {
    Shop,
    Location,
    Group,
    GroupHere,
    Product,
    ProductHere,
    /// Where what the storefront says of the item itself stands.
    Storefront,
    Item,
    ItemHere,
}

/// The rules that are for an item, the closest first; of two that are as close, the one that is written first.
pub(crate) fn closest<'r, R>(
    rules: &'r [R],
    of: impl Fn(&R) -> Pick,
    (item, location, supplier): (&Item, &str, Option<&str>),
) -> Vec<(Closeness, &'r R)> {
    let fits = |rule: &'r R| Some((of(rule).closeness(item, location, supplier)?, rule));
    let mut rules: Vec<_> = rules.iter().filter_map(fits).collect();
    // Stable.
    rules.sort_by_key(|(closeness, _)| std::cmp::Reverse(*closeness));
    rules
}

/// What the closest rule that says something says, and how close it is.
pub(crate) fn said<'r, R, T>(
    rules: &[(Closeness, &'r R)],
    says: impl Fn(&'r R) -> Option<T>,
) -> Option<(Closeness, T)> {
    rules.iter().find_map(|(closeness, rule)| Some((*closeness, says(rule)?)))
}

impl Pick {
    /// How closely it is for this item, if it is.
    pub(crate) fn closeness(&self, item: &Item, location: &str, supplier: Option<&str>) -> Option<Closeness> {
        let Self { location: here, sku, product, category, supplier: from } = self;
        let all = [
            here.as_deref().map(|here| same(here, location)),
            sku.as_deref().map(|sku| names(sku, item)),
            product.as_deref().map(|id| item.product.as_deref().is_some_and(|product| same(product, id))),
            category.as_deref().map(|word| item.categories.iter().any(|category| same(category, word))),
            from.as_deref().map(|name| supplier.is_some_and(|supplier| same(supplier, name))),
        ];
        let [location, sku, product, category, supplier] = all;
        if all.into_iter().flatten().any(|fits| !fits) {
            return None;
        }
        let here = location.is_some();
        let (anywhere, at_this) = match (sku, product, category.or(supplier)) {
            (Some(_), _, _) => (Closeness::Item, Closeness::ItemHere),
            (_, Some(_), _) => (Closeness::Product, Closeness::ProductHere),
            (_, _, Some(_)) => (Closeness::Group, Closeness::GroupHere),
            _ => (Closeness::Shop, Closeness::Location),
        };
        Some(if here { at_this } else { anywhere })
    }
}

/// Whoever delivers an item: the supplier that names it, or its product, or its vendor; else its vendor, of whom settings
/// say nothing.
pub fn supplier_of<'a>(item: &'a Item, suppliers: &'a Suppliers) -> Option<(&'a str, Option<&'a Supplier>)> {
    let among =
        |words: &[String], word: Option<&str>| word.is_some_and(|w| words.iter().any(|known| same(known, w)));
    let offers = |supplier: &Supplier| supplier.offers.iter().any(|offer| names(&offer.sku, item));
    let found = suppliers
        .iter()
        .find(|(_, supplier)| supplier.skus.iter().any(|sku| names(sku, item)))
        .or_else(|| suppliers.iter().find(|(_, supplier)| supplier.preferred && offers(supplier)))
        .or_else(|| suppliers.iter().find(|(_, supplier)| offers(supplier)))
        .or_else(|| suppliers.iter().find(|(_, supplier)| among(&supplier.products, item.product.as_deref())))
        .or_else(|| {
            let vendor = item.vendor.as_deref();
            suppliers.iter().find(|(name, supplier)| {
                among(&supplier.vendors, vendor) || vendor.is_some_and(|vendor| same(vendor, name))
            })
        });
    match found {
        Some((name, supplier)) => Some((name, Some(supplier))),
        None => {
            item.vendor.as_deref().filter(|vendor| !vendor.trim().is_empty()).map(|vendor| (vendor, None))
        }
    }
}

impl Rules {
    /// The route of what is told of an item here. Whatever it names, somebody is told: an unknown route is the default's.
    pub fn route(&self, item: &Item, location: &str, supplier: Option<&str>) -> &str {
        let told = self.tell.iter().find(|tell| tell.of.closeness(item, location, supplier).is_some());
        told.map_or(ROUTE, |tell| &tell.route)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stock::rules::Tell;

    fn item() -> Item {
        Item {
            id: "1".into(),
            sku: Some("MUG-1".into()),
            variant_id: Some("11".into()),
            product: Some("7".into()),
            categories: vec!["Mugs".into(), "gifts".into()],
            vendor: Some("Kiln".into()),
            ..Item::default()
        }
    }

    fn pick(pairs: &[(&str, &str)]) -> Pick {
        let fields: serde_json::Map<_, _> =
            pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).into())).collect();
        serde_json::from_value(fields.into()).expect("a pick")
    }

    #[test]
    fn a_rule_is_for_what_it_names_the_closer_the_better() {
        for (pairs, expected) in [
            (vec![], Some(Closeness::Shop)),
            (vec![("location", "berlin")], Some(Closeness::Location)),
            (vec![("location", "paris")], None),
            (vec![("category", "mugs ")], Some(Closeness::Group)),
            (vec![("supplier", "kiln & co")], Some(Closeness::Group)),
            (vec![("supplier", "Kiln & Co"), ("category", "plates")], None),
            (vec![("category", "gifts"), ("location", "berlin")], Some(Closeness::GroupHere)),
            (vec![("product", "7")], Some(Closeness::Product)),
            (vec![("product", "7"), ("category", "gifts")], Some(Closeness::Product)),
            (vec![("sku", "mug-1")], Some(Closeness::Item)),
            (vec![("sku", "11")], Some(Closeness::Item)),
            (vec![("sku", "1"), ("location", "berlin")], Some(Closeness::ItemHere)),
            (vec![("sku", "MUG-2")], None),
            (vec![("sku", "")], None),
        ] {
            let found = pick(&pairs).closeness(&item(), "berlin", Some("Kiln & Co"));
            assert_eq!(found, expected, "{pairs:?}");
        }
    }

    #[test]
    fn whoever_delivers_is_found_by_item_product_and_vendor() {
        let supplier = |part: &str, word: &str| -> Supplier {
            serde_json::from_value(serde_json::json!({part: [word]})).expect("a supplier")
        };
        let by = |list: &[(&str, &str, &str)]| -> Suppliers {
            list.iter().map(|(name, part, word)| ((*name).to_owned(), supplier(part, word))).collect()
        };
        for (suppliers, expected, known) in [
            (by(&[("A", "vendors", "kiln"), ("B", "products", "7"), ("C", "skus", "mug-1")]), "C", true),
            (by(&[("A", "vendors", "kiln"), ("B", "products", "7")]), "B", true),
            (by(&[("A", "vendors", "kiln")]), "A", true),
            (by(&[("kiln", "skus", "OTHER")]), "kiln", true),
            (by(&[("A", "vendors", "other")]), "Kiln", false),
        ] {
            let item = item();
            let (name, found) = supplier_of(&item, &suppliers).expect("somebody");
            assert_eq!((name, found.is_some()), (expected, known));
        }
        assert_eq!(supplier_of(&Item::default(), &Suppliers::new()), None);
        let mut offered = by(&[("A", "vendors", "other"), ("B", "vendors", "other")]);
        for supplier in offered.values_mut() {
            supplier.offers = vec![crate::settings::Offer { sku: "MUG-1".into(), ..Default::default() }];
        }
        assert_eq!(supplier_of(&item(), &offered).map(|(name, _)| name), Some("A"));
        offered.get_mut("B").expect("B").preferred = true;
        assert_eq!(supplier_of(&item(), &offered).map(|(name, _)| name), Some("B"));
    }

    #[test]
    fn somebody_is_always_told() {
        let tell = |route: &str, pairs: &[(&str, &str)]| Tell { route: route.into(), of: pick(pairs) };
        let mut rules = Rules::default();
        assert_eq!(rules.route(&item(), "berlin", None), ROUTE);
        rules.tell = vec![
            tell("wall", &[("location", "berlin"), ("category", "plates")]),
            tell("kiln", &[("supplier", "Kiln & Co")]),
            tell("berlin", &[("location", "berlin")]),
            tell("gifts", &[("category", "gifts")]),
        ];
        for (location, supplier, expected) in
            [("berlin", Some("Kiln & Co"), "kiln"), ("berlin", None, "berlin"), ("paris", None, "gifts")]
        {
            assert_eq!(rules.route(&item(), location, supplier), expected);
        }
        assert_eq!(rules.route(&Item::default(), "paris", None), ROUTE);
    }
}
