//! A shop whose dates are walked: its settings of a version, its table, its orders.

use std::sync::Arc;

use domain::{
    EntityRef, ShopId, Timestamp,
    edd::{Answer, Inputs, Learned, NoDate, QuoteRequest, Reckoner, Stocked, Stored, Table},
    order::Order,
    settings::{History, Shop, Version},
};
use store::Store;

use crate::{
    cloud::{
        target::Target,
        which::{OneShop, There},
    },
    trouble::Trouble,
};

/// A shop, as it stands in a cloud.
pub(super) struct Walker {
    pub(super) target: Target,
    pub(super) store: Store,
    pub(super) id: ShopId,
    pub(super) history: History,
}

/// An order with what was promised.
pub(super) struct Promised {
    pub(super) entity: EntityRef,
    pub(super) order: Order,
    pub(super) stored: Stored,
}

impl Walker {
    pub(super) async fn open(shop: &OneShop) -> Result<Self, Trouble> {
        let there = shop.open().await?;
        let history = there.settings().await?;
        let There { target, store, shop: id } = there;
        Ok(Self { target, store, id, history })
    }

    /// The settings that count now.
    pub(super) fn now(&self) -> Result<&Version, Trouble> {
        self.history.at(Timestamp::now()).map_err(said)
    }

    /// The settings of a version.
    pub(super) fn version(&self, number: u32) -> Result<&Version, Trouble> {
        let known = self.history.versions().iter().find(|version| version.number == number);
        known.ok_or_else(|| Trouble::failed(format!("the shop has no settings v{number}")))
    }

    /// The table of transit times of these settings.
    pub(super) async fn table(&self, shop: &Shop) -> Result<Table, Trouble> {
        let rules = shop.rules_of_edd().map_err(said)?;
        self.store.transit_table(shop, rules.transit.as_deref()).await.map_err(Target::trouble)
    }

    /// The learned model of a name. Without it dates are walked by what carriers and the table say, and that is told.
    pub(super) async fn learned(&self, hash: Option<&str>) -> Option<Learned> {
        let hash = hash?;
        let read = match self.target.objects() {
            Ok(objects) => objects.model(&self.id, hash).await.map_err(|e| e.code().to_owned()),
            Err(trouble) => Err(trouble.to_string()),
        };
        read.inspect_err(|why| anstream::eprintln!("Walked without the learned model {hash:.12}: {why}."))
            .ok()
            .map(|model| Learned { hash: hash.to_owned(), model: Arc::new(model) })
    }

    /// The model that would answer now.
    pub(super) async fn learned_now(&self, shop: &Shop) -> Result<Option<Learned>, Trouble> {
        if !shop.rules_of_edd().map_err(said)?.learned {
            return Ok(None);
        }
        let (_, in_use) = self.store.model_in_use(&self.id).await.map_err(Target::trouble)?;
        Ok(self.learned(in_use.model.as_ref().map(|model| model.hash.as_str())).await)
    }

    /// What an order asks for, as of when it was promised.
    pub(super) async fn asked(
        &self,
        order: &Order,
        inputs: &Inputs,
    ) -> Result<Option<QuoteRequest>, Trouble> {
        let variants: Vec<String> = order.lines.iter().filter_map(|line| line.variant_id.clone()).collect();
        let known = self.store.items_named(&self.id, &variants).await.map_err(Target::trouble)?;
        let items: Vec<_> = known.iter().filter_map(|(name, entry)| entry.named(name)).collect();
        Ok(QuoteRequest::of_order(order, &items).map(|asked| QuoteRequest { at: inputs.at, ..asked }))
    }

    /// An order and its promise; `None` where it has none, or the order itself isn't there any more.
    pub(super) async fn promised(&self, entity: &EntityRef) -> Result<Option<Promised>, Trouble> {
        let kept = self.store.event(&self.id, entity, Stored::EFFECT).await.map_err(Target::trouble)?;
        let Some(kept) = kept else { return Ok(None) };
        let stored = kept.event.payload().map_err(said)?;
        let known = self.store.order(&self.id, entity).await.map_err(Target::trouble)?;
        Ok(known.order.map(|order| Promised { entity: entity.clone(), order, stored }))
    }
}

/// The answer under settings.
pub(super) fn reckoned(
    shop: &Shop,
    table: &Table,
    learned: Option<&Learned>,
    asked: &QuoteRequest,
    stock: &[Stocked],
) -> Result<Result<Answer, NoDate>, Trouble> {
    let rules = shop.rules_of_edd().map_err(said)?;
    let model = learned.map(|learned| &*learned.model);
    Ok(Reckoner::new(Arc::new(shop.clone()), rules).reckon(asked, stock, model, table))
}

pub(super) fn said(failure: domain::Failure) -> Trouble {
    Trouble::failed("this can't be read").saying(failure)
}
