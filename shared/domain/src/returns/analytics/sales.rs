//! What was sold in a month, by article and variant.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Currency,
    order::{LineItem, LineKind, Order},
};

/// An article and which one of it, as reports name them.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Article {
    /// Its code, or its title where it has none; empty where nobody knows.
    pub name: String,
    /// The variant's title, such as `L / blue`; empty where there is none.
    pub variant: String,
}

impl Article {
    /// That of an order's line.
    pub fn of(line: &LineItem) -> Self {
        let name = line.sku.as_deref().filter(|sku| !sku.is_empty()).unwrap_or(&line.title);
        Self { name: name.to_owned(), variant: line.variant.clone().unwrap_or_default() }
    }
}

/// What was sold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sales {
    /// Orders.
    pub orders: u64,
    /// Pieces.
    pub pieces: BTreeMap<Article, i64>,
    /// By article: what it is called.
    pub titles: BTreeMap<String, String>,
    /// Orders by what they were paid in.
    pub currencies: BTreeMap<String, u64>,
}

impl Sales {
    /// Counts an order, unless it was a try-out or called off. Gift cards aren't goods.
    pub fn count(&mut self, order: &Order) {
        if order.test || order.draft || order.cancelled_at.is_some() {
            return;
        }
        self.orders += 1;
        *self.currencies.entry(order.currency.code().to_owned()).or_default() += 1;
        for line in order.lines.iter().filter(|line| line.quantity > 0 && line.kind != LineKind::GiftCard) {
            let article = Article::of(line);
            self.titles.entry(article.name.clone()).or_insert_with(|| line.title.clone());
            *self.pieces.entry(article).or_default() += line.quantity;
        }
    }

    /// All pieces.
    pub fn total(&self) -> i64 {
        self.pieces.values().sum()
    }

    /// What most orders were paid in.
    pub fn currency(&self) -> Option<Currency> {
        let most =
            self.currencies.iter().max_by_key(|(code, orders)| (**orders, std::cmp::Reverse(*code)))?;
        most.0.parse().ok()
    }
}
