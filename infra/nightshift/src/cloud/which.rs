//! Which shop is meant where none is named: the only one there is.

use domain::ShopId;
use store::Store;

use super::target::Target;
use crate::trouble::Trouble;

/// The shop that was named; else the only one that has settings here.
pub(crate) async fn shop(store: &Store, named: Option<&ShopId>) -> Result<ShopId, Trouble> {
    if let Some(named) = named {
        return Ok(named.clone());
    }
    only(&all(store).await?)
}

/// All shops that have settings here, by name.
pub(crate) async fn all(store: &Store) -> Result<Vec<ShopId>, Trouble> {
    let mut known = store.shops().await.map_err(Target::trouble)?;
    known.sort();
    known.dedup();
    Ok(known)
}

fn only(known: &[ShopId]) -> Result<ShopId, Trouble> {
    match known {
        [shop] => Ok(shop.clone()),
        [] => Err(Trouble::input("no shop is named, and no list of shops is kept here")
            .mend("name the shop, such as --shop acme")),
        several => {
            let names: Vec<_> = several.iter().map(ShopId::as_str).collect();
            Err(Trouble::input("there is more than one shop here")
                .mend(format!("name one of them: --shop {}", names.join(", --shop "))))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_only_shop_needs_no_name() {
        let only =
            |names: &[&str]| only(&names.iter().map(|n| n.parse().expect("a shop")).collect::<Vec<_>>());
        assert_eq!(only(&["acme"]).map(|s| s.to_string()).as_deref(), Ok("acme"));
        assert!(only(&[]).expect_err("none").to_string().contains("such as --shop acme"));
        assert!(only(&["acme", "zeta"]).expect_err("two").to_string().contains("--shop acme, --shop zeta"));
    }
}
