//! What is sold and stocked: each item of a product has an entry of its own, and what a platform says of its stock with the
//! product is a count.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    Automation as _, Event, Settled, Timestamp,
    stock::{self, Booked, Cause, Counted, Item, ONLY, Says},
    webhook::Received,
};
use jiff::SignedDuration;
use store::{
    StoreError,
    commit::{Commit, Committed},
    stock::{Catalogued, Entry, of_sku},
};

use crate::{Because, BookingOutcome, LowStockAlert, Round, Trouble, articles, book, refund};

/// By then what was changed is written.
const LOOK_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// So often an entry is tried against other writers.
const ROUNDS: usize = 5;

impl Round<'_> {
    /// An order moves what it should have moved by now; a refund moves what it brings back.
    pub(crate) async fn book(&self, event: &Event) -> Result<Settled, Trouble> {
        let (shop, store) = (&event.shop, self.store);
        let known = store.order(shop, &event.subject).await?;
        let told = event.payload::<Received>().ok();
        let deleted = told.as_ref().filter(|_| event.kind == "order.deleted");
        let deleted = deleted.map(|told| told.source.said_at().unwrap_or(event.time));
        let from = match told {
            Some(told) => told.from,
            None => known.head.recall::<String>(FROM)?.unwrap_or_default(),
        };
        let lines = known.order.iter().flat_map(|order| &order.lines);
        let mut variants: BTreeSet<String> = lines.filter_map(|line| line.variant_id.clone()).collect();
        variants.extend(refund::variants(event));
        let articles = articles::of_variants(store, shop, &from, variants, &self.settings.own).await?;
        let mut kinds = Vec::new();
        let snapshot_at = known.head.source.as_ref().map(|source| source.at);
        let refunded = refund::movements(event, known.order.as_ref(), snapshot_at, &articles)?;
        for (entity, new) in &refunded {
            let origin = self.origin(event, "restocked");
            if store.journal_beside(shop, entity, new, &origin, self.now).await? {
                kinds.push(new.kind.clone());
            }
        }
        let booked: Booked = known.head.recall(LowStockAlert::NAME)?.unwrap_or_default();
        let facts = book::Facts {
            snapshot_at,
            parcels: from != "woocommerce",
            deleted_at: booked.deleted.max(deleted),
            booked,
            order: known.order,
            articles,
        };
        let decision = book::decide(&facts);
        let because = match decision.because {
            Because::Booking(BookingOutcome::NothingToBook) if !kinds.is_empty() => {
                BookingOutcome::Restocked.into()
            }
            because => because,
        };
        if decision.changes.is_empty() {
            return Ok(Settled::of(&because, kinds));
        }
        let mut commit = Commit::on(shop, &event.subject, &known.head, self.now);
        let memory = commit.carry(LowStockAlert::NAME, decision.changes)?;
        commit.memory.extend(memory.map(|memory| (LowStockAlert::NAME, memory)));
        commit.events = &decision.events;
        commit.beside = &decision.beside;
        if !decision.events.is_empty() {
            // The rest is booked without the webhook at hand.
            commit.memory.push((FROM, from.into()));
        }
        commit.origin = self.origin(event, &domain::Because::code(&because));
        kinds.extend(decision.beside.iter().map(|(_, new)| new.kind.clone()));
        match store.commit(commit).await? {
            Committed::Done(events) => kinds.extend(events.into_iter().map(|event| event.kind)),
            Committed::AlreadyDone => {}
        }
        Ok(Settled::of(&because, kinds))
    }

    /// Takes a product, or an item, into the catalogue.
    pub(crate) async fn catalogue(&self, event: &Event) -> Result<Settled, Trouble> {
        let told: Received = event.payload()?;
        if event.kind.starts_with("stock.item-") {
            return self.item(event, &told).await;
        }
        let items = self.store.product(&event.shop, &event.subject).await?.unwrap_or_default();
        let at = told.source.said_at().unwrap_or(event.time);
        let is_gone = event.kind == "product.deleted";
        let mut written = 0;
        for item in &items {
            let item = Item { offered: item.offered && !is_gone, ..item.clone() };
            written += usize::from(self.describe(event, &item, at).await?);
        }
        self.aliases(event, &items, &told).await?;
        let counted = self.counted(event, &told).await?;
        let because =
            if written > 0 { BookingOutcome::Catalogued } else { BookingOutcome::AlreadyCatalogued };
        Ok(Settled::of(&because, counted))
    }

    /// `stock.item-*`: whether it is counted, and its article code.
    async fn item(&self, event: &Event, told: &Received) -> Result<Settled, Trouble> {
        let id = event.subject.id();
        // What was so before a newer word about it, and is told late, isn't so any more.
        let newest = self.store.head(&event.shop, &event.subject).await?.source;
        if told.source.said_at().is_some() && newest.is_some_and(|newest| newest > told.source) {
            return Ok(Settled::nothing(&BookingOutcome::AlreadyCatalogued));
        }
        let Some(entry) = self.store.catalogue(&event.shop, &[id.to_owned()]).await?.into_iter().next()
        else {
            return Ok(Settled::nothing(&BookingOutcome::NotStock));
        };
        let Some(mut item) = entry.entry.item else {
            return Ok(Settled::nothing(&BookingOutcome::AlreadyCatalogued));
        };
        let counts = told.details.get("tracked").map(|word| word == "yes");
        if let Some(counts) = counts {
            let note = |entry: &mut Catalogued| entry.entry.tracked.replace(counts) != Some(counts);
            self.entry_of(event, id, note).await?;
            item.tracked = counts;
        }
        if let Some(sku) = told.details.get("sku") {
            item.sku = Some(sku.clone());
        }
        if event.kind == "stock.item-deleted" {
            item.offered = false;
        }
        let at = told.source.said_at().unwrap_or(event.time);
        let written = self.describe(event, &item, at).await?;
        let because = if written { BookingOutcome::Catalogued } else { BookingOutcome::AlreadyCatalogued };
        Ok(Settled::nothing(&because))
    }

    /// Writes an item down as it was at `at`, unless something newer is known. Answers whether that changed anything.
    async fn describe(&self, event: &Event, item: &Item, at: Timestamp) -> Result<bool, Trouble> {
        let written = self
            .entry_of(event, &item.id, |entry| {
                // A product doesn't say whether its variants are counted; where their own message did, that stays.
                let tracked = entry.entry.tracked.unwrap_or(item.tracked);
                let item = Item { tracked, ..item.clone() };
                let is_newer = entry.entry.told.is_some_and(|told| told > at);
                if is_newer || entry.entry.item.as_ref() == Some(&item) {
                    return false;
                }
                (entry.entry.item, entry.entry.told) = (Some(item), Some(at));
                true
            })
            .await?;
        if written {
            for part in &item.parts {
                let note = |entry: &mut Catalogued| {
                    let is_new = !entry.entry.bundles.contains(&item.id);
                    if is_new {
                        entry.entry.bundles.push(item.id.clone());
                    }
                    is_new
                };
                self.entry_of(event, &part.item, note).await?;
            }
        }
        Ok(written)
    }

    /// What a rule goes by has changed, such as a category or whether it is offered: its stocks are judged again, though none
    /// moved. Before the change is written, so that a step that fails between begins anew; who is woken reads it later.
    async fn look_again(&self, event: &Event, before: Option<&Item>, entry: &Entry) -> Result<(), Trouble> {
        let (Some(before), Some(after)) = (before, &entry.item) else { return Ok(()) };
        if !is_judged_otherwise(before, after) {
            return Ok(());
        }
        for place in &entry.places {
            let entity = stock::at(&after.id, place);
            let at = self.now + LOOK_AFTER;
            self.store.look_again(&event.shop, &entity, LowStockAlert::NAME, at).await?;
        }
        Ok(())
    }

    /// Changes an entry, whoever else writes it meanwhile. Answers whether that changed anything.
    async fn entry_of(
        &self,
        event: &Event,
        id: &str,
        change: impl Fn(&mut Catalogued) -> bool,
    ) -> Result<bool, Trouble> {
        for _ in 0..ROUNDS {
            let found = self.store.catalogue(&event.shop, &[id.to_owned()]).await?;
            let Some(mut entry) = found.into_iter().next() else { return Ok(false) };
            let before = entry.entry.item.clone();
            if !change(&mut entry) {
                return Ok(false);
            }
            self.look_again(event, before.as_ref(), &entry.entry).await?;
            match self.store.keep_catalogued(&event.shop, &entry).await {
                Ok(()) => return Ok(true),
                Err(StoreError::Stale) => {}
                Err(e) => return Err(e.into()),
            }
        }
        Err(Trouble::Stale)
    }

    /// Notes which item each variant is stocked as, where they have different ids.
    async fn aliases(&self, event: &Event, items: &[Item], told: &Received) -> Result<(), Trouble> {
        let mut wanted: BTreeMap<String, String> = BTreeMap::new();
        for item in items {
            if let Some(variant) = item.variant_id.as_ref().filter(|variant| **variant != item.id) {
                wanted.insert(variant.clone(), item.id.clone());
            }
            // Product pages know it by its code; of two with one code the last one that was told counts.
            if let Some(code) = item.sku.as_ref().filter(|code| !code.trim().is_empty()) {
                wanted.insert(of_sku(code), item.id.clone());
            }
        }
        // A variation whose stock is counted with its parent is no item of its own.
        if told.details.get("manage_stock").is_some_and(|by| by == "parent")
            && let Some(parent) = told.details.get("parent")
        {
            let code = told.details.get("sku").map(|code| of_sku(code));
            let names = code.into_iter().chain([event.subject.id().to_owned()]);
            wanted.extend(names.map(|name| (name, parent.clone())));
        }
        let variants: Vec<String> = wanted.keys().cloned().collect();
        let known: BTreeMap<String, String> =
            self.store.items_of_variants(&event.shop, &variants).await?.into_iter().collect();
        for (variant, item) in wanted.iter().filter(|(variant, item)| known.get(*variant) != Some(*item)) {
            self.store.keep_variant(&event.shop, variant, item).await?;
        }
        Ok(())
    }

    /// What WooCommerce says of the stock with the product is a count.
    async fn counted(&self, event: &Event, told: &Received) -> Result<Option<String>, Trouble> {
        let is_counted = told.details.get("manage_stock").is_some_and(|word| word == "true");
        let pieces = told.details.get("stock_quantity").filter(|_| is_counted);
        // Some shops sell by weight: what is no whole number isn't counted in pieces.
        let Some(pieces) = pieces.and_then(|pieces| pieces.parse::<i64>().ok()) else { return Ok(None) };
        let counted = Counted {
            source: format!("product-{}-{}", told.source.at, told.source.tie),
            at: told.source.at,
            cause: Cause::Edit,
            says: Says::Available(pieces),
            reason: None,
        };
        if !counted.is_sound() {
            return Ok(None);
        }
        let entity = stock::at(event.subject.id(), ONLY);
        let (origin, new) = (self.origin(event, "counted"), counted.event());
        let is_new = self.store.journal_beside(&event.shop, &entity, &new, &origin, self.now).await?;
        Ok(is_new.then_some(new.kind))
    }
}

/// Whether rules may say something else of an item than before.
fn is_judged_otherwise(before: &Item, after: &Item) -> bool {
    let judged = |item: &Item| {
        let Item { categories, vendor, kind, tracked, offered, threshold, .. } = item.clone();
        (categories, vendor, kind, tracked, offered, threshold)
    };
    judged(before) != judged(after)
}

/// Where it is remembered which platform an order is of, while its booking isn't finished.
const FROM: &str = "stock-from";
