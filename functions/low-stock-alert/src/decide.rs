//! Whether what there is suffices, and what is said of it. Pure.

use std::collections::BTreeMap;

use domain::{
    Change, Decision, NewEvent, Timestamp, reorder,
    settings::For,
    stock::{
        Alert, Cause, Delivery, Digest, Incoming, Item, Judged, Memory, PartOf, PerDay, Quantities,
        Recovered, Rules, Sales, Stock, Terms, Verdict, judge,
    },
};
use serde::{Deserialize, Serialize};

use crate::Because;

/// Wakes us to look again.
const AGAIN: &str = "again";

/// What there is of an item at a place, as it was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// The item.
    #[serde(default)]
    pub item: Item,
    /// Where.
    pub location: String,
    /// What there was when it was last looked at; absent where nobody had counted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Quantities>,
    /// What there is; absent where nobody has counted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Quantities>,
    /// What is on its way.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incoming: Vec<Incoming>,
    /// How it sold.
    #[serde(default, skip_serializing_if = "Sales::is_empty")]
    pub sales: Sales,
    /// How its category sells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<PerDay>,
    /// Bundles that it is part of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bundles: Vec<PartOf>,
    /// Why it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The import, count or transfer that moved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<String>,
    /// What people were told.
    #[serde(default)]
    pub memory: Memory,
    /// What reorder knows beyond that; read where somebody is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordering: Option<Ordering>,
}

/// What is known of an item's orders to suppliers: with it an alert suggests what reorder proposes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ordering {
    /// Pieces of orders to suppliers that the level doesn't count yet.
    pub unbooked: i64,
    /// The item's class, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<reorder::Class>,
    /// By supplier: what was measured of deliveries.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub records: BTreeMap<String, reorder::Records>,
}

impl Looked {
    /// The same as reorder looks at it.
    pub(crate) fn to_order(&self) -> reorder::Looked {
        let Ordering { unbooked, class, records } = self.ordering.clone().unwrap_or_default();
        reorder::Looked {
            item: self.item.clone(),
            location: self.location.clone(),
            pieces: self.after,
            sales: self.sales.clone(),
            unbooked,
            class,
            records,
            ..reorder::Looked::default()
        }
    }
}

/// Judges, and says what follows.
pub(crate) fn decide(looked: &Looked, settings: &For<Rules>, now: Timestamp) -> Decision<Because> {
    let zone = settings.shop.time_zone();
    let bundles: Vec<_> = looked.bundles.iter().map(PartOf::seen).collect();
    let stock = Stock {
        item: &looked.item,
        location: &looked.location,
        before: looked.before,
        after: looked.after,
        incoming: &looked.incoming,
        sales: &looked.sales,
        category: looked.category,
        bundles: &bundles,
        cause: looked.cause,
        run: looked.run.as_deref(),
    };
    let terms = Terms { rules: &settings.own, suppliers: &settings.shop.suppliers, zone: &zone };
    let Judged { verdict, because, memory, again_at } = judge(&stock, &terms, &looked.memory, now);
    let mut decision = Decision::nothing(because.into());
    if memory != looked.memory {
        decision = decision.change(Change::remember(&memory));
    }
    if let Some(at) = again_at {
        decision = decision.change(Change::WakeAt { purpose: AGAIN.into(), at });
    }
    let listed = || Change::List { list: Digest::LIST.into(), at: now };
    match verdict {
        Verdict::Silent => decision,
        Verdict::Recovered(recovered) => {
            let number = recovered.number;
            decision.event(NewEvent::of(Recovered::effect(number), &*recovered)).change(listed())
        }
        Verdict::Alert(mut alert) => {
            alert.suggested = suggested(looked, settings, now);
            let told = decision.event(NewEvent::of(Alert::effect(alert.number), &*alert));
            match alert.delivery {
                Delivery::AtOnce => told.event(alert.mail().event()),
                Delivery::Digest => told.change(listed()),
            }
        }
    }
}

/// How many it would be well to order. What the alert says isn't worth less where ordering can't be reckoned.
fn suggested(looked: &Looked, settings: &For<Rules>, now: Timestamp) -> Option<i64> {
    let (rules, zone) = (settings.shop.rules_of_reorder().ok()?, settings.shop.time_zone());
    let shop = reorder::Shop {
        rules: &rules,
        stock: &settings.own,
        suppliers: &settings.shop.suppliers,
        zone: &zone,
    };
    reorder::suggest(&looked.to_order(), &shop, now)
}
