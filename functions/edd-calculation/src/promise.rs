//! The promise: what the buyer was told, or else what can be told.

use domain::{
    Change, Decision, Failure, Timestamp,
    edd::{
        Answer, Following, Inputs, Memory, NoDate, PromisedBy, QuoteRequest, ReadTable, Reckoner, Rules,
        Stored, Table, UNDER_WAY,
    },
    event::hash_of,
    order::Order,
    settings::For,
};
use jiff::SignedDuration;

use crate::{Facts, Quoted, because::Because, decide::look_at};

/// Where no date is said the law gives thirty days: once they are over it is looked whether anything has left.
const UNSAID: SignedDuration = SignedDuration::from_hours(31 * 24);

pub(crate) fn promise(
    facts: &Facts,
    order: &Order,
    settings: &For<Rules>,
    reckoner: &Reckoner,
    now: Timestamp,
) -> Result<Decision<Because>, Failure> {
    let table = facts.table.as_deref();
    let inputs = Inputs {
        at: order.placed_at,
        settings: settings.version,
        table: table.map(hash_of),
        model: facts.learned.as_ref().map(|learned| learned.hash.clone()),
        stock: facts.stock.clone(),
    };
    let told = order.promise.as_ref().and_then(|promise| Stored::of_shop(promise, inputs.clone()));
    let stored = match (&facts.quote, told) {
        (Some(quote), _) => quoted(quote, facts, order, settings, reckoner, inputs)?,
        (None, Some(stored)) => stored,
        (None, None) => {
            let answer = reckoned(facts, order, order.placed_at, settings, reckoner)?;
            Stored::of_answer(PromisedBy::Order, None, answer.as_ref(), inputs)
        }
    };
    let stored = stored.for_order(order);
    let because = match (stored.by, stored.dates) {
        (_, None) => Because::NoHonestDate,
        (PromisedBy::Quote, _) => Because::Quoted,
        (PromisedBy::Shop, _) => Because::ToldByShop,
        (PromisedBy::Order, _) => Because::Reckoned,
    };
    // What may have happened since is looked at when the clock says so, or the next event. Of what has left already all may have
    // been told: it is looked at right away.
    let to = order.shipping_address.as_ref().and_then(domain::edd::Destination::of).unwrap_or_default();
    let following = Following { order, stored: &stored, to: &to, parcels: &facts.parcels };
    let next = match order.shipments.is_empty() {
        true => {
            let followed = following.follow(reckoner, reckoner.rules().silent_days, now);
            followed.look_again.or_else(|| followed.unsent.then(|| order.placed_at + UNSAID))
        }
        false => Some(now),
    };
    let memory = Memory { promised: stored.dates, next, ..Memory::default() };
    let mut decision = Decision::nothing(because).event(stored.event()).change(Change::remember(&memory));
    // Whoever asks trackers looks it up there; without any, nobody would take it off.
    if settings.shop.trackers().next().is_some() {
        decision = decision.change(Change::List { list: UNDER_WAY.to_owned(), at: now });
    }
    Ok(match next {
        Some(at) => decision.change(look_at(at)),
        None => decision,
    })
}

/// What the buyer saw. Which lines go together, and when they leave, is reckoned as of the moment when the quote was made.
fn quoted(
    quote: &Quoted,
    facts: &Facts,
    order: &Order,
    settings: &For<Rules>,
    reckoner: &Reckoner,
    inputs: Inputs,
) -> Result<Stored, Failure> {
    let made = quote.said.made;
    let answer = reckoned(facts, order, made, settings, reckoner)?;
    Ok(Stored::of_quote(&quote.said, quote.id.clone(), answer.ok().as_ref(), Inputs { at: made, ..inputs }))
}

/// What can be told as of a moment.
fn reckoned(
    facts: &Facts,
    order: &Order,
    at: Timestamp,
    settings: &For<Rules>,
    reckoner: &Reckoner,
) -> Result<Result<Answer, NoDate>, Failure> {
    let table = match &facts.table {
        Some(text) => {
            let read = ReadTable::of_shop(text.as_bytes(), &settings.shop);
            read.map_err(|e| Failure::permanent(format!("the table of transit times: {e}")))?.table
        }
        None => Table::default(),
    };
    let model = facts.learned.as_ref().map(|learned| &*learned.model);
    Ok(match QuoteRequest::of_order(order, &facts.items) {
        Some(asked) => reckoner.reckon(&QuoteRequest { at, ..asked }, &facts.stock, model, &table),
        None => Err(NoDate::NothingToSend),
    })
}
