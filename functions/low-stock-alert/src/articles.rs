//! What the variants of an order's lines take from stock, and where.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ShopId,
    stock::{ItemKind, NETWORK, ONLY, Rules},
};
use store::{Store, StoreError, stock::Catalogued};

use crate::book::{Article, Takes};

/// Reads what each of these variants takes. One of which nothing is known is left out; one that isn't stocked takes
/// nothing.
pub(crate) async fn of_variants(
    store: &Store,
    shop: &ShopId,
    from: &str,
    variants: BTreeSet<String>,
    rules: &Rules,
) -> Result<BTreeMap<String, Article>, StoreError> {
    let variants: Vec<String> = variants.into_iter().collect();
    let mut items: BTreeMap<String, String> =
        store.items_of_variants(shop, &variants).await?.into_iter().collect();
    // Elsewhere than at Shopify what is sold and what is stocked have one id.
    if from != "shopify" {
        for variant in &variants {
            items.entry(variant.clone()).or_insert_with(|| variant.clone());
        }
    }
    let known = entries(store, shop, items.values()).await?;
    let parts = known.values().filter_map(|entry| entry.entry.item.as_ref()).flat_map(|item| &item.parts);
    let parts = entries(store, shop, parts.map(|part| &part.item)).await?;
    let unknown = Catalogued::default();
    let takes = |item: &String, pieces: i64, entry: Option<&Catalogued>| Takes {
        item: item.clone(),
        place: place(from, &entry.unwrap_or(&unknown).entry.places, rules),
        pieces,
    };
    let article = |item: &String| {
        let entry = known.get(item);
        let described = entry.and_then(|entry| entry.entry.item.as_ref());
        match described {
            // WooCommerce lists each part as a line of its own, which takes it; the bundle's line takes what it has itself.
            Some(item) if !item.parts.is_empty() && from != "woocommerce" => {
                let takes =
                    item.parts.iter().map(|part| takes(&part.item, part.pieces, parts.get(&part.item)));
                Article { takes: takes.collect(), bundle: true }
            }
            Some(item) if !item.tracked || item.kind == ItemKind::Digital => Article::default(),
            _ => Article { takes: vec![takes(item, 1, entry)], bundle: false },
        }
    };
    Ok(items.iter().map(|(variant, item)| (variant.clone(), article(item))).collect())
}

async fn entries<'i>(
    store: &Store,
    shop: &ShopId,
    ids: impl Iterator<Item = &'i String>,
) -> Result<BTreeMap<String, Catalogued>, StoreError> {
    let ids: Vec<String> = ids.collect::<BTreeSet<_>>().into_iter().cloned().collect();
    let found = store.catalogue(shop, &ids).await?;
    Ok(found.into_iter().map(|entry| (entry.id.clone(), entry)).collect())
}

/// Where an order takes an item from. Anywhere, where the platform tells levels by location and the order doesn't say.
fn place(from: &str, places: &[String], rules: &Rules) -> String {
    if from == "woocommerce" {
        return ONLY.to_owned();
    }
    if let Some(location) = &rules.sold_from {
        return location.clone();
    }
    let mut real = places.iter().filter(|place| *place != NETWORK);
    match (real.next(), real.next()) {
        (Some(only), None) => only.clone(),
        (None, _) if from == "own" => ONLY.to_owned(),
        _ => NETWORK.to_owned(),
    }
}
