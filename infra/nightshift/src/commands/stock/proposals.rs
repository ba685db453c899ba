//! `stock proposals`: what is proposed to be ordered, and how it was reckoned; or what would be proposed today.

use std::{collections::BTreeMap, process::ExitCode};

use domain::{
    Timestamp,
    reorder::{self, Demand, Looked, Next, Other, Planned, Proposal, Rules, Spread, Trace, Way},
    stock::{NETWORK, Sales},
};
use jiff::tz::TimeZone;

use super::look::{Place, Shop};
use crate::{
    cloud::{target::Target, which::OneShop},
    out,
    trouble::Trouble,
};

/// Arguments of `stock proposals`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A proposal is what reorder says is to be ordered; nothing is ordered by listing it. With --dry every stock is reckoned as it
is now, by the settings that count now, as if nothing were proposed yet; nothing is written.

Exit codes: 0 listed, 2 wrong usage, 3 no cloud.

Examples:
  cargo nightshift stock proposals --shop acme
  cargo nightshift stock proposals --shop acme --dry
  cargo nightshift stock proposals MUG-1 --dry
  cargo nightshift stock proposals --json | jq '.[] | {sku, quantity, way}'")]
pub(crate) struct Args {
    /// Tell how this one was reckoned: an article code, or the id of an item
    item: Option<String>,
    #[command(flatten)]
    shop: OneShop,
    /// What would be proposed now, instead of what is
    #[arg(long)]
    dry: bool,
    /// Print JSON instead of a table
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let shop = Shop::open(&args.shop).await?;
    let mut proposals = match args.dry {
        true => Dry::of(&shop).await?.proposals().await?,
        false => {
            let open = shop.store.open_proposals(&shop.id).await.map_err(Target::trouble)?;
            open.into_iter().map(|(_, proposal)| proposal).collect()
        }
    };
    if let Some(called) = &args.item {
        proposals.retain(|one| one.item == *called || one.sku.as_ref() == Some(called));
    }
    if args.json {
        out::json(&proposals)?;
        return Ok(ExitCode::SUCCESS);
    }
    if args.item.is_some() {
        for proposal in &proposals {
            anstream::println!("{}", told(proposal).join("\n"));
        }
    } else {
        let mut table =
            out::table(&["item", "what", "where", "from", "pieces", "costs", "order by", "there on"]);
        for one in &proposals {
            table.add_row([
                one.sku.clone().unwrap_or_else(|| one.item.clone()),
                one.title.clone(),
                one.location.clone(),
                from(one),
                one.quantity.to_string(),
                one.value().map_or(String::new(), |value| value.to_string()),
                one.order_by.map_or("any time".to_owned(), |at| at.to_string()),
                one.expected.to_string(),
            ]);
        }
        anstream::println!("{table}");
    }
    let word = if args.dry { "would be proposed" } else { "proposed" };
    anstream::println!("{} {word}", proposals.len());
    Ok(ExitCode::SUCCESS)
}

fn from(proposal: &Proposal) -> String {
    match &proposal.way {
        Way::Purchase { supplier, .. } => supplier.clone(),
        Way::Transfer { from_location, .. } => format!("location {from_location}"),
    }
}

/// How a proposal was reckoned, line by line.
fn told(proposal: &Proposal) -> Vec<String> {
    let Trace { position, need, steps, offers, donors } = &proposal.trace;
    let called = proposal.sku.as_ref().unwrap_or(&proposal.item);
    let mut lines = vec![
        format!("{} of {called} for {} from {}", proposal.quantity, proposal.location, from(proposal)),
        format!(
            "  position {} = {} on hand − {} reserved + {} on order + {} in transit",
            position.total(),
            position.on_hand,
            position.reserved,
            position.on_order,
            position.in_transit
        ),
        format!("  ordered at {} up to {}: {}", need.reorder_point, need.order_up_to, need.formula),
    ];
    let word = |value: serde_json::Result<serde_json::Value>| {
        value.ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    };
    for step in steps {
        let kind = word(serde_json::to_value(step.step));
        lines.push(format!("  {kind} ({}): {} → {}", step.by, step.before, step.after));
    }
    for bid in offers {
        let price = bid.unit_price.map_or("no price".to_owned(), |price| price.to_string());
        let lost = bid.lost.map_or("chosen".to_owned(), |lost| word(serde_json::to_value(lost)));
        lines.push(format!(
            "  {}: {} at {price}, there on {}: {lost}",
            bid.supplier, bid.quantity, bid.expected
        ));
    }
    for donor in donors {
        let refused = donor.refused.map_or("chosen".to_owned(), |why| word(serde_json::to_value(why)));
        lines.push(format!("  location {}: {} to spare: {refused}", donor.location, donor.excess));
    }
    lines
}

/// Every stock of a shop, as it would be reckoned now.
struct Dry<'s> {
    shop: &'s Shop,
    rules: Rules,
    zone: TimeZone,
    places: Vec<Place>,
    spread: Spread,
}

impl<'s> Dry<'s> {
    async fn of(shop: &'s Shop) -> Result<Self, Trouble> {
        let rules = shop
            .settings
            .shop
            .rules_of_reorder()
            .map_err(|failure| Trouble::input("the shop's settings can't be read").saying(failure))?;
        let (zone, places) = (shop.settings.shop.time_zone(), shop.all().await?);
        let mut dry = Self { shop, rules, zone, places, spread: Spread::default() };
        let mut spread = Spread::default();
        for takings in dry.places.iter().filter_map(|place| dry.takings(place)) {
            spread.note(takings);
        }
        dry.spread = spread;
        Ok(dry)
    }

    fn takings(&self, place: &Place) -> Option<i64> {
        let balance = place.kept.ledger.balance(&self.zone);
        let today = self.shop.now.to_zoned(self.zone.clone()).date();
        let demand = Demand::of_sales(balance.sales(), today, &self.shop.settings.own.cover)?;
        reorder::takings(&place.item, &demand, &self.shop.settings.shop.suppliers)
    }

    async fn proposals(&self) -> Result<Vec<Proposal>, Trouble> {
        let mut by_item: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
        for place in &self.places {
            by_item.entry(place.item.id.as_str()).or_default().push(place);
        }
        let cuts = self.spread.cuts(&self.rules.classes);
        let suppliers = &self.shop.settings.shop.suppliers;
        let mut found = Vec::new();
        for place in &self.places {
            let mut looked = self.looked(place, &by_item[place.item.id.as_str()]);
            looked.class = cuts.zip(self.takings(place)).map(|(cuts, takings)| cuts.class(takings));
            let records = self.shop.store.supplier_records(&self.shop.id, &looked.item, suppliers).await;
            looked.records = records
                .map_err(|failure| Trouble::input("a supplier's record can't be read").saying(failure))?;
            let of_item = found.iter().filter(|one: &&Proposal| one.item == place.item.id);
            of_item.for_each(|one| looked.is_promised(one));
            if self.plan(&looked).suggested.is_none() {
                continue;
            }
            looked.unbooked = self.unbooked(place, &by_item[place.item.id.as_str()]).await?;
            if let Next::Proposes(proposal) = self.plan(&looked).next {
                found.push(*proposal);
            }
        }
        Ok(found)
    }

    fn plan(&self, looked: &Looked) -> Planned {
        let shop = reorder::Shop {
            rules: &self.rules,
            stock: &self.shop.settings.own,
            suppliers: &self.shop.settings.shop.suppliers,
            zone: &self.zone,
        };
        reorder::plan(looked, &shop, self.shop.now)
    }

    fn looked(&self, place: &Place, everywhere: &[&Place]) -> Looked {
        let balance = place.kept.ledger.balance(&self.zone);
        let others: Vec<Other> = everywhere
            .iter()
            .filter(|other| ![place.location.as_str(), NETWORK].contains(&other.location.as_str()))
            .filter_map(|other| {
                let balance = other.kept.ledger.balance(&self.zone);
                balance.is_known().then(|| Other {
                    location: other.location.clone(),
                    pieces: balance.pieces,
                    sales: balance.sales().clone(),
                    came: instant(balance.came),
                })
            })
            .collect();
        let mut looked = Looked {
            item: place.item.clone(),
            location: place.location.clone(),
            pieces: balance.is_known().then_some(balance.pieces),
            sales: balance.sales().clone(),
            went: instant(balance.went),
            others,
            ..Looked::default()
        };
        if place.location == NETWORK {
            looked.pieces = looked.others.iter().map(|other| other.pieces).reduce(|one, other| one + other);
            let sales: Vec<Sales> =
                looked.others.iter().map(|other| &other.sales).chain([&looked.sales]).cloned().collect();
            looked.sales = Sales::together(&sales);
        }
        looked
    }

    async fn unbooked(&self, place: &Place, everywhere: &[&Place]) -> Result<i64, Trouble> {
        let mut pieces = 0_i64;
        let whole = place.location == NETWORK;
        for one in everywhere.iter().filter(|one| whole || one.location == place.location) {
            let found = self.shop.store.unbooked(&self.shop.id, &one.entity, &one.kept.ledger).await;
            pieces = pieces.saturating_add(found.map_err(Target::trouble)?);
        }
        Ok(pieces)
    }
}

fn instant(millis: i64) -> Option<Timestamp> {
    (millis > 0).then(|| Timestamp::from_millisecond(millis).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_proposal_tells_how_it_was_reckoned() {
        let proposal: Proposal = serde_json::from_value(json!({
            "item": "7", "sku": "MUG-1", "title": "Mug", "location": "berlin", "quantity": 36,
            "way": {"purchase": {"supplier": "Kiln", "unit_price": {"minor": 420, "currency": "EUR"}}},
            "expected": "2026-11-24", "autonomy": "draft", "number": 1, "revision": 1,
            "since": "2026-11-10T09:00:00Z",
            "trace": {
                "position": {"on_hand": 9, "reserved": 1, "on_order": 0, "in_transit": 0},
                "need": {"policy": "min-max", "reorder_point": 10, "order_up_to": 40, "pieces": 32,
                    "formula": "min 10, max 40"},
                "steps": [{"step": "need", "before": 0, "after": 32, "by": 32},
                    {"step": "multiple", "before": 32, "after": 36, "by": 6}],
                "offers": [{"supplier": "Kiln", "quantity": 36, "expected": "2026-11-24"},
                    {"supplier": "Far", "quantity": 32, "expected": "2026-11-30", "lost": "no-price"}],
                "donors": [{"location": "attic", "excess": 2, "refused": "too-little"}],
            },
        }))
        .expect("a proposal");
        let lines = told(&proposal).join("\n");
        for said in [
            "36 of MUG-1 for berlin from Kiln",
            "position 8 = 9 on hand − 1 reserved + 0 on order + 0 in transit",
            "ordered at 10 up to 40: min 10, max 40",
            "multiple (6): 32 → 36",
            "Kiln: 36 at no price, there on 2026-11-24: chosen",
            "Far: 32 at no price, there on 2026-11-30: no-price",
            "location attic: 2 to spare: too-little",
        ] {
            assert!(lines.contains(said), "{said}: {lines}");
        }
    }
}
