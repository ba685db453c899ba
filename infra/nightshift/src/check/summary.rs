//! The end of `test`: what failed, what was skipped, the table, the points, the closing line.

use std::collections::BTreeMap;

use owo_colors::OwoColorize;
use serde_json::json;

use super::{
    points::Tally,
    ran::{Counts, Part, Verdict},
};
use crate::{out, trouble::Trouble};

/// Prints everything for a reader. The closing line stands alone at the end.
pub(super) fn tell(parts: &[Part], tallies: &BTreeMap<String, Tally>) {
    for part in parts.iter().filter(|part| !part.said.trim().is_empty()) {
        anstream::println!("\n{} {}\n{}", "failed:".red().bold(), part.title, part.said.trim_end());
    }
    let skipped: Vec<_> = skipped(parts).collect();
    if !skipped.is_empty() {
        anstream::println!("\n{}", "skipped:".yellow().bold());
        for (name, why) in skipped {
            anstream::println!("  {name}: {why}");
        }
    }
    let mut table = out::table(&["check", "passed", "failed", "skipped", "took"]);
    for part in parts {
        let Counts { passed, failed, skipped } = part.counts();
        table.add_row([
            &part.title,
            &passed.to_string(),
            &failed.to_string(),
            &skipped.to_string(),
            &took(part),
        ]);
    }
    anstream::println!("\n{table}");
    if !tallies.is_empty() {
        let mut table = out::table(&["points", "met", "open"]);
        for (list, Tally { met, open }) in tallies {
            table.add_row([list, &met.to_string(), &open.to_string()]);
        }
        anstream::println!("\n{table}");
    }
    for name in failed(parts) {
        anstream::println!("  {} {name}", "✗".red());
    }
    let Counts { passed, failed, skipped } = total(parts);
    anstream::println!("\n{passed} passed, {failed} failed, {skipped} skipped");
}

/// The same for a program.
pub(super) fn json(parts: &[Part], tallies: &BTreeMap<String, Tally>) -> Result<(), Trouble> {
    let rows: Vec<_> = parts
        .iter()
        .map(|part| json!({"check": part.title, "counts": part.counts(), "milliseconds": part.took.as_millis() as u64, "said": part.said}))
        .collect();
    let skipped: Vec<_> = skipped(parts).map(|(name, why)| json!({"name": name, "why": why})).collect();
    out::json(&json!({
        "checks": rows, "failed": failed(parts).collect::<Vec<_>>(), "skipped": skipped, "points": tallies,
        "total": total(parts),
    }))
}

/// All counts together.
pub(super) fn total(parts: &[Part]) -> Counts {
    parts.iter().map(Part::counts).sum()
}

fn failed(parts: &[Part]) -> impl Iterator<Item = &str> {
    let all = parts.iter().flat_map(|part| &part.ran);
    all.filter(|ran| ran.verdict == Verdict::Failed).map(|ran| ran.name.as_str())
}

fn skipped(parts: &[Part]) -> impl Iterator<Item = (&str, &str)> {
    parts.iter().flat_map(|part| &part.ran).filter_map(|ran| match &ran.verdict {
        Verdict::Skipped(why) => Some((ran.name.as_str(), why.as_str())),
        _ => None,
    })
}

fn took(part: &Part) -> String {
    let tenths = part.took.as_millis() / 100;
    format!("{}.{} s", tenths / 10, tenths % 10)
}
