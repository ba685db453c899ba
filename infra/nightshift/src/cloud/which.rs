//! Which shop is meant where none is named: the only one there is.

use domain::{ShopId, settings::History};
use store::Store;

use super::{
    house::House,
    target::{Target, Where},
};
use crate::trouble::Trouble;

/// One shop of a cloud, as most commands are told.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct OneShop {
    /// The shop; the only one if absent
    #[arg(long)]
    pub(crate) shop: Option<ShopId>,
    #[command(flatten)]
    pub(crate) place: Where,
}

/// That shop, found.
#[derive(Debug)]
pub(crate) struct There {
    pub(crate) target: Target,
    pub(crate) store: Store,
    pub(crate) shop: ShopId,
}

impl OneShop {
    /// The shop that was named; else the only one that has settings there.
    pub(crate) async fn open(&self) -> Result<There, Trouble> {
        let target = self.place.find(&House::find()?).await?;
        let store = target.store()?;
        let shop = match &self.shop {
            Some(named) => known(&store, named).await?,
            None => only(&all(&store).await?)?,
        };
        Ok(There { target, store, shop })
    }
}

impl There {
    /// All that its settings ever were.
    pub(crate) async fn settings(&self) -> Result<History, Trouble> {
        self.store.settings(&self.shop).await.map_err(Target::trouble)
    }
}

/// All shops that have settings here, by name.
pub(crate) async fn all(store: &Store) -> Result<Vec<ShopId>, Trouble> {
    let mut known = store.shops().await.map_err(Target::trouble)?;
    known.sort();
    known.dedup();
    Ok(known)
}

/// The shop of this name, if it ever had settings: without, everything would be found empty, and an erasure done.
pub(crate) async fn known(store: &Store, named: &ShopId) -> Result<ShopId, Trouble> {
    if !store.settings(named).await.map_err(Target::trouble)?.is_empty() {
        return Ok(named.clone());
    }
    let known = all(store).await?;
    let names: Vec<_> = known.iter().map(ShopId::as_str).collect();
    Err(Trouble::input(format!("there is no shop {named} here")).mend(match names.as_slice() {
        [] => "publish its settings first: cargo nightshift settings apply shop.toml".to_owned(),
        names => format!("its shops are {}; settings apply shop.toml makes another", names.join(", ")),
    }))
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
    use std::sync::Arc;

    use testkit::{Memory, orders};

    use super::*;

    #[tokio::test]
    async fn a_name_that_no_shop_has_is_told() {
        let store = Store::on(Arc::new(Memory::default()));
        let (acme, acmee) = (orders::shop().id, "acmee".parse().expect("a shop"));
        let told = known(&store, &acme).await.expect_err("nothing is published").to_string();
        assert!(told.contains("no shop acme here") && told.contains("settings apply"), "{told}");
        store.publish_settings(&orders::shop(), domain::Timestamp::now()).await.expect("published");
        assert_eq!(known(&store, &acme).await, Ok(acme));
        let told = known(&store, &acmee).await.expect_err("a slip").to_string();
        assert!(told.contains("no shop acmee here") && told.contains("its shops are acme"), "{told}");
    }

    #[test]
    fn the_only_shop_needs_no_name() {
        let only =
            |names: &[&str]| only(&names.iter().map(|n| n.parse().expect("a shop")).collect::<Vec<_>>());
        assert_eq!(only(&["acme"]).map(|s| s.to_string()).as_deref(), Ok("acme"));
        assert!(only(&[]).expect_err("none").to_string().contains("such as --shop acme"));
        assert!(only(&["acme", "zeta"]).expect_err("two").to_string().contains("--shop acme, --shop zeta"));
    }
}
