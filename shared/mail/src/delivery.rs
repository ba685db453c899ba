//! How an order reaches its buyer: what was promised, where it is fetched, what isn't sent yet or at all.

use domain::order::{Availability, LineItem, LineKind, Order, Pickup, Promise, Promised};
use serde::Serialize;

use crate::{
    Unmailable, address, clean,
    context::Context,
    lists,
    strings::{Fence, Word},
};

/// When a shipment will be there.
#[derive(Debug, Serialize)]
pub(crate) struct PromiseView {
    /// What is in it, where the order comes in several.
    items: Option<String>,
    when: String,
}

/// The shipments that were promised. Nothing where there is no promise, or none that can be told honestly.
pub(crate) fn promises(order: &Order, cx: &Context) -> Result<Vec<PromiseView>, Unmailable> {
    let split = order.promise.as_ref().is_some_and(|promise| promise.shipments.len() > 1);
    let mut views = Vec::new();
    for (promised, lines) in tellable(order, order.promise.as_ref()) {
        let titles = lines.iter().map(|line| Ok(cx.isolated(&title(line, cx)?)));
        let titles: Vec<_> = titles.collect::<Result<_, Unmailable>>()?;
        let days = (promised.earliest, promised.latest);
        let when = cx.speech.dates.days(days, cx.today, cx.strings)?;
        let items = (split && !titles.is_empty()).then(|| lists::all_of(&titles, &cx.speech.tag));
        views.push(PromiseView { items: items.transpose()?, when });
    }
    Ok(views)
}

/// The promised shipments that mails and pages tell, each with those of its lines that the order still has: none of them
/// means all of the order. Left out is one that would end before it begins, and one all of whose lines are gone.
pub(crate) fn tellable<'o>(
    order: &'o Order,
    promise: Option<&'o Promise>,
) -> impl Iterator<Item = (&'o Promised, Vec<&'o LineItem>)> {
    let promised = promise.into_iter().flat_map(|promise| &promise.shipments);
    promised.filter(|one| one.earliest <= one.latest).filter_map(|one| {
        let is_in = |line: &&LineItem| line.quantity != 0 && one.lines.contains(&line.id);
        let lines: Vec<_> = order.lines.iter().filter(is_in).collect();
        (one.lines.is_empty() || !lines.is_empty()).then_some((one, lines))
    })
}

/// What a line is called.
pub(crate) fn title(line: &LineItem, cx: &Context) -> Result<String, Unmailable> {
    match clean::optional(Some(&line.title), "line.title")? {
        Some(title) => Ok(title),
        None => cx.strings.say("line-untitled", &[], Fence::Never),
    }
}

/// What sets a line apart: that nothing is sent, or that it isn't there yet, and when it will be.
pub(crate) fn label(line: &LineItem, cx: &Context) -> Result<Option<String>, Unmailable> {
    let (key, expected) = match (line.kind, line.availability) {
        (LineKind::Digital, Availability::InStock) => ("line-digital", None),
        (LineKind::GiftCard, Availability::InStock) => ("line-gift-card", None),
        (LineKind::Goods, Availability::InStock) => return Ok(None),
        (_, Availability::BackOrder { expected }) => ("line-back-order", expected),
        (_, Availability::PreOrder { expected }) => ("line-pre-order", expected),
    };
    let said = match expected {
        None => cx.strings.say(key, &[], Fence::Never)?,
        Some(day) => {
            let words = [("date", Word::Text(cx.day(day)?))];
            cx.strings.say(&format!("{key}-expected"), &words, Fence::Never)?
        }
    };
    Ok(Some(said))
}

/// Where an order is fetched.
#[derive(Debug, Serialize)]
pub(crate) struct PickupView {
    name: String,
    address: Vec<String>,
    hours: Vec<String>,
}

impl PickupView {
    /// All of it, line by line.
    pub(crate) fn lines(self) -> Vec<String> {
        [vec![self.name], self.address, self.hours].concat()
    }

    /// The place: as the order names it, completed by what the shop says of its way of shipping.
    pub(crate) fn of(order: &Order, cx: &Context) -> Result<Option<Self>, Unmailable> {
        let names =
            order.shipping.iter().map(|way| &way.name).chain(order.pickup.iter().map(|place| &place.name));
        let known = names.filter_map(|name| Some((name, cx.shop.pickup.get(name.trim())?))).next();
        let nowhere = Pickup::default();
        let named = match (&order.pickup, known) {
            (None, None) => return Ok(None),
            (place, _) => place.as_ref().unwrap_or(&nowhere),
        };
        let clean = |lines: &[String]| -> Result<Vec<String>, Unmailable> {
            let lines = lines.iter().map(|line| clean::optional(Some(line), "pickup"));
            lines.filter_map(Result::transpose).collect()
        };
        let mut name = clean::optional(Some(&named.name), "pickup.name")?;
        let mut address = address::lines(named.address.as_ref(), cx.speech, cx.home())?;
        let mut hours = clean(&named.hours)?;
        if let Some((way, place)) = known {
            name = match name {
                Some(name) => Some(name),
                None => clean::optional(Some(place.name.as_deref().unwrap_or(way)), "pickup.name")?,
            };
            address = if address.is_empty() { clean(&place.address)? } else { address };
            hours = if hours.is_empty() { clean(&place.hours)? } else { hours };
        }
        Ok(name.map(|name| Self { name, address, hours }))
    }
}
