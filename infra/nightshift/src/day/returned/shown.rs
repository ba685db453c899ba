//! The table of the day's returns: what, why, for how much, how far; and whether it is as the day says.

use std::collections::BTreeMap;

use domain::{
    EntityRef, Money, Timestamp,
    returns::{Say, rma::RefundState},
};
use serde::{Deserialize, Serialize};

use super::play::Played;
use crate::{commands::returns::words, out, serve::pretend::Carried};

/// One return.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Whose it is.
    pub(crate) shop: String,
    /// The return.
    pub(crate) entity: EntityRef,
    /// Its number.
    pub(crate) number: String,
    /// What it shows.
    pub(crate) story: String,
    /// What comes back, and why.
    pub(crate) what: Vec<String>,
    /// What was decided.
    pub(crate) decision: String,
    /// Why.
    pub(crate) because: String,
    /// The sentence that its buyer reads, where it is no.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) told: Option<String>,
    /// The money, in words.
    pub(crate) money: Vec<String>,
    /// What the shop paid, by its own list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) paid: Option<Money>,
    /// How far it is.
    pub(crate) how_far: String,
    /// What isn't as the day says.
    pub(crate) wrong: Vec<String>,
}

/// All rows, in the day's order.
pub(crate) fn rows(played: &[Played], carried: &[Carried], now: Timestamp) -> Vec<Row> {
    played.iter().map(|one| row(one, carried, now)).collect()
}

fn row(one: &Played, carried: &[Carried], now: Timestamp) -> Row {
    let (kept, rma) = (&one.kept, &one.kept.rma);
    let own: Vec<&Carried> = carried
        .iter()
        .filter(|c| c.shop == one.one.shop && c.of == one.entity.id() && c.amount.is_some())
        .collect();
    let refused = rma.granted.first().filter(|line| !line.verdict.is_yes() && line.say != Say::LookedAt);
    let told = refused.and_then(|line| mail::sentence(&format!("returns-say-{}", line.say.as_str())));
    let mut how_far = words::how_far(kept, now);
    if one.tasks > 0 {
        how_far.push_str("; a task for a person");
    }
    Row {
        shop: one.one.shop.to_string(),
        entity: one.entity.clone(),
        number: rma.number.clone(),
        story: one.one.story.clone(),
        what: what(one),
        decision: words::decision(kept, &one.votes),
        because: because(one),
        told: told.filter(|_| rma.state() == domain::returns::rma::State::Refused),
        money: money(one, &own),
        paid: paid(&own),
        how_far,
        wrong: wrong(one, &own),
    }
}

fn what(one: &Played) -> Vec<String> {
    let line = |asked: &domain::returns::RequestLine| {
        let bought = one.order.lines.iter().find(|line| line.id == asked.line);
        let title = bought.map_or(asked.line.as_str(), |line| line.title.as_str());
        let said = |list: &str, code: &str| {
            mail::sentence(&format!("returns-{list}-{code}"))
                .unwrap_or_else(|| code.to_owned())
                .to_lowercase()
        };
        let reason = asked.reason.as_ref().map(|reason| said("reason", reason));
        let wanted = (asked.outcome != domain::returns::Outcome::Refund)
            .then(|| said("outcome", asked.outcome.as_str()));
        let more: Vec<String> = reason.into_iter().chain(wanted).collect();
        let more = if more.is_empty() { String::new() } else { format!(": {}", more.join(", ")) };
        format!("{} × {title}{more}", asked.quantity)
    };
    one.kept.rma.request.lines.iter().map(line).collect()
}

fn because(one: &Played) -> String {
    let Some(decision) = &one.kept.decision else { return String::new() };
    let rules = |line: &domain::returns::Judged| {
        let by = |what: &str| line.terms.by.get(what).into_iter().flatten().map(|rule| words::name(rule));
        by("fee").chain(by("fee-each")).collect::<Vec<_>>()
    };
    let fees: Vec<String> =
        decision.lines.iter().filter(|line| line.verdict.is_yes()).flat_map(rules).collect();
    let why = words::why(&decision.because);
    if fees.is_empty() { why } else { format!("{why}; fee by the rule “{}”", fees.join("”, “")) }
}

/// What the shop paid for a return.
fn paid(own: &[&Carried]) -> Option<Money> {
    let mut amounts = own.iter().filter(|c| c.reference.is_some()).filter_map(|c| c.amount);
    let first = amounts.next()?;
    Some(amounts.fold(first, |sum, amount| sum + amount))
}

/// What we think that it paid: what was asked for, bonus included, and is done.
fn expected(one: &Played) -> Option<Money> {
    let done = one.kept.rma.refunds.iter().filter(|(_, refund)| refund.state == RefundState::Done);
    let plans = done.filter_map(|(key, _)| one.kept.plans.get(key));
    // What comes to nothing isn't asked for.
    let mut amounts = plans.map(|plan| plan.total + plan.bonus).filter(|amount| amount.minor > 0);
    let first = amounts.next()?;
    Some(amounts.fold(first, |sum, amount| sum + amount))
}

fn money(one: &Played, own: &[&Carried]) -> Vec<String> {
    let mut said = Vec::new();
    for command in own {
        let amount = command.amount.map(|amount| amount.to_string()).unwrap_or_default();
        let kind = if command.kind == "store-credit" { "as credit" } else { "back" };
        said.push(match &command.reference {
            Some(number) => format!("{amount} {kind} (the shop’s no. {number})"),
            None => format!("{amount}: the shop refuses"),
        });
    }
    for plan in one.kept.plans.values() {
        said.extend((plan.fees.minor > 0).then(|| format!("less a fee of {}", plan.fees)));
        said.extend((plan.bonus.minor > 0).then(|| format!("{} of it a bonus", plan.bonus)));
    }
    let refunds = one.kept.rma.refunds.values().filter(|_| own.is_empty());
    said.extend(refunds.map(|refund| format!("{}: a person pays it", refund.amount)));
    let promised =
        one.kept.decision.as_ref().map(|decision| decision.refund.total).filter(|total| total.minor > 0);
    if said.is_empty() && !one.kept.rma.state().is_over() {
        said.extend(promised.map(|total| format!("{total}, if so")));
    }
    if said.is_empty() { vec!["–".to_owned()] } else { said }
}

/// What isn't as the day says, or as the shop's own list says.
fn wrong(one: &Played, own: &[&Carried]) -> Vec<String> {
    let (ends, rma) = (&one.one.ends, &one.kept.rma);
    let mut wrong = Vec::new();
    let mut same = |what: &str, is: String, told: String| {
        if is != told {
            wrong.push(format!("{what}: {is}, not {told}"));
        }
    };
    let because = one.kept.decision.as_ref().map(|decision| decision.because.word()).unwrap_or_default();
    same("because", because, ends.because.clone());
    same("state", rma.state().as_str().to_owned(), ends.state.as_str().to_owned());
    same("a task", (one.tasks > 0).to_string(), ends.task.to_string());
    let text = |amount: Option<Money>| amount.map_or_else(|| "nothing".to_owned(), |amount| amount.decimal());
    same("paid", text(paid(own)), ends.paid.clone().unwrap_or_else(|| "nothing".to_owned()));
    same("paid by our own books", text(expected(one)), text(paid(own)));
    let mut keys: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    own.iter().for_each(|c| *keys.entry((c.kind.as_str(), c.of.as_str())).or_default() += 1);
    if rma.refunds.len() < keys.values().copied().max().unwrap_or_default() {
        wrong.push("the shop was asked more often than we know of".to_owned());
    }
    wrong
}

/// Prints the table.
pub(crate) fn print(rows: &[Row]) {
    if rows.is_empty() {
        return;
    }
    let mut table = out::table(&["return", "what, and why", "decision", "money", "how far"]);
    for row in rows {
        let told = row.told.as_ref().map(|told| format!("\n“{told}”")).unwrap_or_default();
        let flag =
            if row.wrong.is_empty() { String::new() } else { format!("\n✗ {}", row.wrong.join("\n✗ ")) };
        table.add_row([
            format!("{}\n{}", row.number, row.shop),
            format!("{}\n{}", row.story, row.what.join("\n")),
            format!("{}\n{}{told}", row.decision, row.because),
            row.money.join("\n"),
            format!("{}{flag}", row.how_far),
        ]);
    }
    anstream::println!("{table}");
}
