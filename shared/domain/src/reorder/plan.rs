//! The whole reckoning of an item at a place: from what there is to what is proposed.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{
    Autonomy, Because, Class, Demand, Ordering, Position, Proposal, Records, Rules, Terms, Trace, Way,
    Withdrawn,
    choose::{self, Candidate, Matter, Reckoned},
    policy::NeedInput,
    service::Span,
    transfer::{self, Buying, Elsewhere, Wanted},
};
use crate::{
    Money,
    forecast::Basis,
    settings::Suppliers,
    stock::{self, Item, NETWORK, Quantities, Sales},
};

/// What there is of an item at a place, and what is known around it: the facts of a reckoning.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Looked {
    /// The item.
    pub item: Item,
    /// Where.
    pub location: String,
    /// What there is; absent where nobody has counted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pieces: Option<Quantities>,
    /// Pieces of orders to suppliers that the level doesn't count yet.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub unbooked: i64,
    /// How it sold.
    #[serde(skip_serializing_if = "Sales::is_empty")]
    pub sales: Sales,
    /// Demand as a forecast has it; reckoned from the sales if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub demand: Option<Demand>,
    /// Its class, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// By supplier: what was measured of deliveries.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub records: BTreeMap<String, Records>,
    /// When goods last went from here to another location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub went: Option<Timestamp>,
    /// Other locations that stock it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Other>,
    /// What is proposed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// How many proposals there have been.
    #[serde(skip_serializing_if = "crate::is_default")]
    pub proposals: u32,
    /// Whether what is proposed goes along with an order of what is needed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub along: bool,
}

/// Another location that stocks the item.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Other {
    /// Its id.
    pub location: String,
    /// What there is.
    pub pieces: Quantities,
    /// How it sells there.
    #[serde(skip_serializing_if = "Sales::is_empty")]
    pub sales: Sales,
    /// When goods last came to it from another location.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub came: Option<Timestamp>,
}

/// What the shop says.
#[derive(Debug, Clone, Copy)]
pub struct Shop<'a> {
    /// What is ordered when, and how much.
    pub rules: &'a Rules,
    /// When a stock is too little; what isn't sold or bought.
    pub stock: &'a stock::Rules,
    /// By name: the shop's suppliers.
    pub suppliers: &'a Suppliers,
    /// The shop's zone.
    pub zone: &'a TimeZone,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Planned {
    /// Why.
    pub because: Because,
    /// What is proposed from now on.
    pub next: Next,
    /// How many pieces it would be well to order, whoever does it; absent where none are needed.
    pub suggested: Option<i64>,
    /// How it was reckoned; absent where nothing is reckoned.
    pub trace: Option<Trace>,
}

/// What becomes of the open proposal.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// It stays as it is, or there is none.
    Stays,
    /// This is proposed.
    Proposes(Box<Proposal>),
    /// It goes away.
    Withdraws(Box<Withdrawn>),
}

/// Reckons what is to be ordered of an item at a place.
pub fn plan(looked: &Looked, shop: &Shop<'_>, now: Timestamp) -> Planned {
    let Some(pieces) = looked.pieces else {
        return without(looked, Ordering::StockUnknown.into(), None);
    };
    let today = now.to_zoned(shop.zone.clone()).date();
    let measure = shop.stock.measure(&looked.item, &looked.location, shop.suppliers);
    if let Some(why) = stock::suppressed(&looked.item, &looked.location, &measure, shop.stock, today) {
        return without(looked, Because::NotBought(why), None);
    }
    let here = Here::new(looked, shop, pieces, today, now);
    let Some((chosen, offers)) = choose::choose(here.reckoned(0), here.runs_out()) else {
        return without(looked, Ordering::NoSupplier.into(), None);
    };
    let mut trace = Trace { position: here.position, need: chosen.need.clone(), ..Trace::default() };
    trace.steps.clone_from(&chosen.steps);
    let needed = chosen.need.pieces;
    if needed == 0 && looked.along && looked.proposal.as_ref().is_some_and(Proposal::is_along) {
        let because = Ordering::OrderedAlong.into();
        return Planned { because, next: Next::Stays, suggested: None, trace: Some(trace) };
    }
    if needed == 0 {
        return without(looked, Ordering::Enough.into(), Some(trace));
    }
    let nobody = chosen.bid.supplier.is_empty();
    if !nobody {
        trace.offers = offers;
    }
    let suggested = Some(if chosen.bid.quantity > 0 { chosen.bid.quantity } else { needed });
    let autonomy = here.terms_from(&chosen.bid.supplier).autonomy;
    let told =
        |because: Ordering, trace| Planned { suggested, ..without(looked, because.into(), Some(trace)) };
    if autonomy == Autonomy::Alert {
        return told(Ordering::OnlyTold, trace);
    }
    let brought = here.brought(&chosen, nobody, &mut trace);
    let Some(location) = here.destination() else { return told(Ordering::NoPlace, trace) };
    let (way, quantity, order_by, expected) = match brought {
        Some(brought) => {
            let transfer::Brought { from, quantity, expected, needs_approval } = brought;
            (Way::Transfer { from_location: from, needs_approval }, quantity, None, expected)
        }
        None if nobody => return told(Ordering::NoSupplier, trace),
        None if chosen.bid.quantity == 0 => return told(Ordering::NoRoom, trace),
        None => {
            let Reckoned { bid, order, code, .. } = chosen;
            let way = Way::Purchase { supplier: bid.supplier, code, unit_price: bid.unit_price };
            (way, bid.quantity, order.by, bid.expected)
        }
    };
    let open = looked.proposal.as_ref();
    let found = Found { location, way, quantity, order_by, expected, autonomy, trace: trace.clone() };
    let mut proposal = here.proposal(found);
    let (because, next) = match open {
        Some(open) if open.is_as(&proposal) => (Ordering::AlreadyProposed, Next::Stays),
        Some(open) => {
            proposal.revision = open.revision.saturating_add(1);
            (Ordering::Amended, Next::Proposes(Box::new(proposal)))
        }
        None => (Ordering::Proposed, Next::Proposes(Box::new(proposal))),
    };
    Planned { because: because.into(), next, suggested, trace: Some(trace) }
}

/// How many pieces it would be well to order of an item here; `None` if none are needed, or it isn't bought.
pub fn suggest(looked: &Looked, shop: &Shop<'_>, now: Timestamp) -> Option<i64> {
    plan(looked, shop, now).suggested
}

/// Nothing is to be ordered; what was proposed goes away.
fn without(looked: &Looked, because: Because, trace: Option<Trace>) -> Planned {
    let Some(open) = &looked.proposal else {
        return Planned { because, next: Next::Stays, suggested: None, trace };
    };
    let because = if because == Ordering::Enough.into() { Ordering::Withdrawn.into() } else { because };
    let withdrawn = Withdrawn {
        item: open.item.clone(),
        location: open.location.clone(),
        way: open.way.clone(),
        quantity: open.quantity,
        number: open.number,
        revision: open.revision,
        trace: trace.clone(),
    };
    Planned { because, next: Next::Withdraws(Box::new(withdrawn)), suggested: None, trace }
}

/// What is to be proposed.
pub(super) struct Found {
    pub(super) location: String,
    pub(super) way: Way,
    pub(super) quantity: i64,
    pub(super) order_by: Option<Timestamp>,
    pub(super) expected: Date,
    pub(super) autonomy: Autonomy,
    pub(super) trace: Trace,
}

/// An item at a place, as it is reckoned.
pub(super) struct Here<'a> {
    looked: &'a Looked,
    shop: &'a Shop<'a>,
    today: Date,
    now: Timestamp,
    pieces: Quantities,
    pub(super) position: Position,
    pub(super) demand: Option<Demand>,
    basis: Option<Basis>,
    alert: (i64, i64),
    /// Who can be bought from, and what the rules say of the item then.
    sources: Vec<(&'a str, Terms)>,
}

impl<'a> Here<'a> {
    pub(super) fn new(
        looked: &'a Looked,
        shop: &'a Shop<'a>,
        pieces: Quantities,
        today: Date,
        now: Timestamp,
    ) -> Self {
        let measure = shop.stock.measure(&looked.item, &looked.location, shop.suppliers);
        let usual = measure.supplier.map(|(name, _)| name);
        let known = measure.supplier.and_then(|(_, known)| known);
        let lead_days = known.and_then(|known| known.lead_days).unwrap_or(shop.stock.cover.lead_days);
        let days = u32::from(lead_days) + u32::from(shop.stock.cover.review_days);
        let percent =
            stock::mean_percent(&shop.stock.seasons, (&looked.item, &looked.location, usual), today, days);
        let of_sales = || Demand::with_basis(&looked.sales, today, &shop.stock.cover);
        let found = looked.demand.map(|demand| (demand, None)).or_else(of_sales);
        let (demand, basis) = found.unzip();
        let demand = demand.map(|demand| demand.times_percent(percent));
        let basis = basis.flatten().map(|basis| Basis { percent, ..basis });
        let kept_back = measure.buffer;
        let names = sources(&looked.item, shop.suppliers, usual);
        let sources = names
            .into_iter()
            .map(|name| {
                let supplier = (!name.is_empty()).then_some(name);
                (name, shop.rules.terms(&looked.item, &looked.location, supplier, looked.class))
            })
            .collect();
        Self {
            looked,
            shop,
            today,
            now,
            pieces,
            position: position(pieces, looked.unbooked),
            demand,
            basis,
            alert: (
                measure.threshold.pieces.saturating_add(kept_back),
                measure.threshold.well_above.saturating_add(kept_back),
            ),
            sources,
        }
    }

    /// When the last piece is sold.
    pub(super) fn runs_out(&self) -> Option<Date> {
        let per_day = i128::from(self.demand?.per_day.0);
        if per_day <= 0 {
            return None;
        }
        let days = i128::from(self.pieces.available(0).max(0)) * 1_000_000 / per_day;
        self.today.checked_add(i64::try_from(days.min(3650)).ok()?.days()).ok()
    }

    pub(super) fn terms_from(&self, supplier: &str) -> &Terms {
        let found = self.sources.iter().find(|(name, _)| *name == supplier);
        &found.expect("whoever was chosen is a source").1
    }

    /// What is found, as the item's one proposal here: the open one goes on, or the next one begins.
    pub(super) fn proposal(&self, found: Found) -> Proposal {
        let (looked, open) = (self.looked, self.looked.proposal.as_ref());
        let Item { id, sku, title, variant, .. } = looked.item.clone();
        let Found { location, way, quantity, order_by, expected, autonomy, trace } = found;
        Proposal {
            item: id,
            sku,
            title,
            variant,
            location,
            together: looked.location == NETWORK,
            way,
            quantity,
            order_by,
            expected,
            autonomy,
            number: open.map_or(looked.proposals.saturating_add(1), |open| open.number),
            revision: 1,
            since: open.map_or(self.now, |open| open.since),
            trace,
        }
    }

    /// Every offer, once the position is lower by so many pieces.
    pub(super) fn reckoned(&self, ahead: i64) -> Vec<Reckoned> {
        let matter = Matter { ahead, ..self.matter(&self.position, self.demand) };
        self.sources
            .iter()
            .filter_map(|(name, terms)| choose::reckon(&self.candidate(name, terms), &matter))
            .collect()
    }

    fn candidate<'c>(&'c self, name: &'c str, terms: &'c Terms) -> Candidate<'c> {
        let supplier = self.shop.suppliers.get(name);
        Candidate {
            name,
            supplier,
            offer: supplier.and_then(|known| {
                known.offers.iter().find(|offer| stock::names(&offer.sku, &self.looked.item))
            }),
            records: self.looked.records.get(name).copied().unwrap_or_default(),
            terms,
        }
    }

    fn matter<'m>(&'m self, position: &'m Position, demand: Option<Demand>) -> Matter<'m> {
        let (_, terms) = self.sources.first().expect("there is always a source");
        let input = NeedInput {
            position,
            terms,
            demand,
            basis: self.basis,
            lead: Span { milli_days: 0, deviation_milli_days: 0 },
            review_days: 0,
            alert: self.alert,
            class: self.looked.class,
        };
        Matter {
            input,
            usual_lead_days: self.shop.stock.cover.lead_days,
            usual_review_days: self.shop.stock.cover.review_days,
            now: self.now,
            zone: self.shop.zone,
            runs_out: self.runs_out(),
            ahead: 0,
        }
    }

    /// Where goods are delivered to.
    fn destination(&self) -> Option<String> {
        if self.looked.location != NETWORK {
            return Some(self.looked.location.clone());
        }
        match (&self.shop.rules.deliver_to, self.looked.others.as_slice()) {
            (Some(said), _) => Some(said.clone()),
            (None, [only]) => Some(only.location.clone()),
            (None, _) => None,
        }
    }

    /// What another location gives.
    fn brought(&self, chosen: &Reckoned, nobody: bool, trace: &mut Trace) -> Option<transfer::Brought> {
        let rules = &self.shop.rules.transfers;
        if !rules.first || self.looked.location == NETWORK || self.looked.others.is_empty() {
            return None;
        }
        let (_, terms) = self.sources.iter().find(|(name, _)| *name == chosen.bid.supplier)?;
        let others: Vec<Elsewhere> = self
            .looked
            .others
            .iter()
            .filter_map(|other| self.elsewhere(other, &chosen.bid.supplier))
            .collect();
        let wanted = Wanted {
            position: &self.position,
            need: &chosen.need,
            boundary: terms.boundary,
            went: self.looked.went,
            runs_out: self.runs_out(),
            demand: self.demand,
            room: chosen.cap.map(|cap| cap.saturating_sub(self.position.total()).max(0)),
            price: self.looked.item.price,
            buying: Buying {
                unit_price: chosen.bid.unit_price,
                expected: (!nobody && chosen.bid.quantity > 0).then_some(chosen.bid.expected),
            },
            now: self.now,
            today: self.today,
        };
        let (brought, donors) = transfer::ask(&others, &wanted, rules);
        trace.donors = donors;
        brought
    }

    /// Another location, as it reckons for itself when it buys from the same supplier.
    fn elsewhere(&self, other: &Other, supplier: &str) -> Option<Elsewhere> {
        let looked = Looked {
            item: self.looked.item.clone(),
            location: other.location.clone(),
            sales: other.sales.clone(),
            class: self.looked.class,
            records: self.looked.records.clone(),
            ..Looked::default()
        };
        let there = Here::new(&looked, self.shop, other.pieces, self.today, self.now);
        let (_, terms) = there.sources.iter().find(|(name, _)| *name == supplier)?;
        let matter = there.matter(&there.position, there.demand);
        let reckoned = choose::reckon(&there.candidate(supplier, terms), &matter)?;
        let lead_days = (reckoned.bid.expected - self.today).get_days().max(0);
        Some(Elsewhere {
            location: other.location.clone(),
            pieces: other.pieces,
            reorder_point: reckoned.need.reorder_point,
            demand: there.demand,
            lead_days: u16::try_from(lead_days).unwrap_or(u16::MAX),
            came: other.came,
        })
    }
}

/// The inventory position: everything that is on order counts, whatever its date.
fn position(pieces: Quantities, unbooked: i64) -> Position {
    Position {
        on_hand: pieces.on_hand,
        reserved: pieces.reserved,
        on_order: pieces.incoming.saturating_add(unbooked),
        in_transit: pieces.in_transit,
    }
}

/// Everybody who can be bought from: whoever offers it, and whoever is known to deliver it. The empty name, if nobody is: a
/// quantity can be reckoned all the same.
fn sources<'a>(item: &Item, suppliers: &'a Suppliers, usual: Option<&'a str>) -> Vec<&'a str> {
    let offers = |name: &&str| suppliers[*name].offers.iter().any(|offer| stock::names(&offer.sku, item));
    let mut names: Vec<&str> = suppliers
        .iter()
        .filter(|(_, supplier)| !supplier.drop_ships)
        .map(|(name, _)| name.as_str())
        .filter(offers)
        .collect();
    names.extend(usual.filter(|usual| !names.contains(usual)));
    if names.is_empty() {
        names.push("");
    }
    names
}

/// Names of the suppliers that an item can be bought from.
pub fn suppliers_of<'a>(item: &'a Item, suppliers: &'a Suppliers) -> Vec<&'a str> {
    let usual = stock::supplier_of(item, suppliers).map(|(name, _)| name);
    sources(item, suppliers, usual).into_iter().filter(|name| !name.is_empty()).collect()
}

/// What an item takes a day, for its class: at what it is sold for, else at what it costs, else nothing is known.
pub fn takings(item: &Item, demand: &Demand, suppliers: &Suppliers) -> Option<i64> {
    let cost = || {
        suppliers.values().find_map(|supplier| {
            let offer = supplier.offers.iter().find(|offer| stock::names(&offer.sku, item))?;
            super::steps::price(offer, supplier.currency?, 1)
        })
    };
    let Money { minor, .. } = item.price.or_else(cost)?;
    let a_thousand_days = i128::from(demand.per_day.0) * i128::from(minor) / 1000;
    i64::try_from(a_thousand_days).ok()
}
