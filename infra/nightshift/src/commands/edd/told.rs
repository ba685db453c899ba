//! A walk in words, a day a line.

use std::fmt::Write as _;

use domain::{
    edd::{Answer, Planned, Source, Span, Stage, Waits, Why},
    settings::Shop,
};
use jiff::{civil::Date, tz::TimeZone};

/// All shipments of an answer.
pub(super) fn answer(answer: &Answer, shop: &Shop) -> String {
    let mut text = String::new();
    for (place, planned) in answer.shipments.iter().enumerate() {
        if answer.shipments.len() > 1 {
            let _ = writeln!(text, "Shipment {} of {}:", place + 1, answer.shipments.len());
        }
        text.push_str(&shipment(planned, shop));
    }
    let _ = writeln!(text, "There {}.", span(answer.arrival));
    if let Some(by) = answer.order_by {
        let zone = shop.time_zone();
        let _ = writeln!(
            text,
            "The same for whoever orders before {}.",
            by.to_zoned(zone).strftime("%a %-d %b %H:%M %Z")
        );
    }
    text
}

fn shipment(planned: &Planned, shop: &Shop) -> String {
    let mut text = String::new();
    let place = shop.places.get(&planned.origin).map_or(planned.origin.as_str(), |place| place.name.as_str());
    let _ = writeln!(text, "  from {place} by {}: line {}", planned.service, planned.lines.join(", "));
    let transit = planned.transit.days;
    let by = match &planned.transit.source {
        Source::Learned { level, parcels, newest, .. } => format!(
            "learned from {parcels} parcels of the {level}{}",
            newest.map_or(String::new(), |on| format!(", the last one there {}", day(on)))
        ),
        Source::Declared => "the carrier's word".to_owned(),
        Source::Table { line } => format!("line {line} of the table"),
    };
    let _ = writeln!(
        text,
        "  {}–{} working days to get it ready, {}–{} delivery days on its way ({by}){}",
        planned.processing.min,
        planned.processing.max,
        transit.min,
        transit.max,
        planned.customs.map_or(String::new(), |days| format!(", {}–{} at the customs", days.min, days.max)),
    );
    if let Some(Waits { on, until }) = planned.waits {
        let what = serde_json::to_value(on)
            .ok()
            .and_then(|word| word.as_str().map(str::to_owned))
            .unwrap_or_default();
        let _ = writeln!(text, "  waits for goods ({what}), {}", span(until));
    }
    let _ = writeln!(
        text,
        "  begun on {}, handed over {}, there {}; the walk to the latest day:",
        day(planned.begins),
        span(planned.hand_over),
        span(planned.arrival)
    );
    for step in &planned.steps {
        let counts = if step.why.counts() { "·" } else { "–" };
        let _ = writeln!(
            text,
            "    {:<10} {counts} {:<18} {}",
            step.on.strftime("%a %-d %b").to_string(),
            stage(step.stage),
            why(step.why)
        );
    }
    if planned.as_far_as_known {
        text.push_str("  Of one of these days nobody knows whether it is a holiday.\n");
    }
    text
}

/// A span of days.
pub(super) fn span(span: Span) -> String {
    if span.earliest == span.latest {
        format!("on {}", day(span.latest))
    } else {
        format!("{} to {}", day(span.earliest), day(span.latest))
    }
}

/// A day, with its year where that isn't clear.
pub(super) fn day(date: Date) -> String {
    date.strftime("%a %-d %b %Y").to_string()
}

/// An instant by a clock.
pub(super) fn at(at: domain::Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%a %-d %b %Y %H:%M %Z").to_string()
}

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Order => "begun, or waits",
        Stage::Supply => "goods come",
        Stage::Receiving => "put away",
        Stage::Processing => "made ready",
        Stage::PickUp => "picked up",
        Stage::Customs => "at the customs",
        Stage::Transit => "on its way",
    }
}

fn why(why: Why) -> &'static str {
    match why {
        Why::Counts => "counts",
        Why::CountsAsFarAsKnown => "counts, as far as anybody knows of holidays",
        Why::OpenBySettings => "counts, as the settings say of this day",
        Why::Arrives => "they are there",
        Why::AfterCutOff => "at the cut-off or after it: not any more",
        Why::Weekend => "not one of the days of the week",
        Why::Holiday => "a public holiday",
        Why::Closed => "closed, as the settings say",
    }
}
