//! The figures as a paper: what was measured, on what, how; which target is met, and what bounds one that isn't.

use std::fmt::Write as _;

use super::{
    Measured, Results,
    costs::{self, Line, Prices},
    figures::{decimal, micros, ms, ratio},
    fleet::STEPS,
    measure::{Door, Path, Starts},
    template::Template,
};
use crate::trouble::Trouble;

/// What the paper is made of.
pub(super) struct Report<'r> {
    pub(super) results: &'r Results,
    pub(super) prices: &'r Prices,
    pub(super) template: &'r Template,
    pub(super) quick: bool,
    pub(super) profile: &'r str,
    pub(super) machine: Vec<String>,
}

/// One row of the first table.
struct Row {
    what: String,
    ours: String,
    peer: String,
    ratio: String,
    target: &'static str,
    met: Option<bool>,
}

const METHOD: &str = include_str!("method.md");

impl Report<'_> {
    /// The whole text.
    pub(super) fn text(&self) -> Result<String, Trouble> {
        let mut text = format!(
            "# Benchmarks\n\nWritten by `cargo nightshift bench`{}, profile `{}`. Run it again rather than believe it.\n\n",
            if self.quick { " --quick: for a look, not for the record" } else { "" },
            self.profile
        );
        for line in &self.machine {
            let _ = writeln!(text, "- {line}");
        }
        text.push_str(
            "\n## Figures\n\n| | ours | peer | ratio | target | met |\n|---|--:|--:|--:|---|---|\n",
        );
        for row in self.rows() {
            let met = row.met.map_or("", |met| if met { "yes" } else { "**no**" });
            let Row { what, ours, peer, ratio, target, .. } = row;
            let _ = writeln!(text, "| {what} | {ours} | {peer} | {ratio} | {target} | {met} |");
        }
        self.steps(&mut text);
        self.zips(&mut text);
        self.growth(&mut text);
        self.costs(&mut text)?;
        text.push_str(METHOD);
        Ok(text)
    }

    fn rows(&self) -> Vec<Row> {
        let (ours, peer) = (&self.results.ours, &self.results.peer);
        let mut rows = Vec::new();
        starts(&mut rows, ours, peer);
        if let (Some(one), Some(other)) = (&ours.path, &peer.path) {
            memory(&mut rows, one, other);
            processor(&mut rows, one, other);
            units(&mut rows, one, other);
        }
        if let (Some((orders, one)), Some((_, other))) = (&ours.further, &peer.further) {
            let each = |written: u64| decimal(written, 100 * orders);
            rows.push(Row {
                what: "write units of a further webhook that changes the order".into(),
                ours: each(one.written),
                peer: each(other.written),
                ratio: String::new(),
                target: "at most 12",
                met: Some(one.written <= 1200 * orders),
            });
        }
        door(&mut rows, "10 KB", ours.small.as_ref(), peer.small.as_ref());
        door(&mut rows, "1 MiB", ours.large.as_ref(), peer.large.as_ref());
        if let Some((name, largest)) = self.results.zips.iter().max_by_key(|(_, bytes)| bytes) {
            rows.push(Row {
                what: format!("largest zip ({name})"),
                ours: format!("{} MB", decimal(*largest, 1_000_000)),
                peer: String::new(),
                ratio: String::new(),
                target: "at most 3 MB",
                met: Some(*largest <= 3_000_000),
            });
        }
        if let Some(timing) = &self.results.timing {
            rows.push(Row {
                what: format!("timing of the signature check, \\|t\\| over {} samples", timing.samples),
                ours: format!(
                    "{:.2} (all), {:.2} (without the slowest tenth); means {:.0} and {:.0} ns",
                    timing.t.abs(),
                    timing.t_cropped.abs(),
                    timing.mean_nanoseconds[0],
                    timing.mean_nanoseconds[1]
                ),
                peer: String::new(),
                ratio: String::new(),
                target: "below 4.5",
                met: Some(timing.holds()),
            });
        }
        rows
    }

    fn steps(&self, text: &mut String) {
        let (ours, peer) = (&self.results.ours, &self.results.peer);
        text.push_str(
            "\n## Step by step\n\n| step | | start, ms | peak memory, MB | processor time an order, ms |\n",
        );
        text.push_str("|---|---|--:|--:|--:|\n");
        for (at, (step, function)) in STEPS.iter().enumerate() {
            for (name, side) in [(*function, ours), ("peer", peer)] {
                let start = side.starts.as_ref().map_or(String::new(), |starts| {
                    let one = &starts.polls[at];
                    format!("{} ({} to {})", ms(one.median()), ms(one.at(0)), ms(one.at(1000)))
                });
                let (memory, cpu) = side.path.as_ref().map_or_else(Default::default, |path| {
                    (decimal(path.peak_kib[at], 1024), ms(path.cpu_by_step[at]))
                });
                let _ = writeln!(text, "| {step} | {name} | {start} | {memory} | {cpu} |");
            }
        }
        for (name, side) in [("ours", ours), ("peer", peer)] {
            if let Some(path) = &side.path {
                let calls = path
                    .ran
                    .used
                    .calls
                    .iter()
                    .map(|(call, n)| format!("{call} {}", decimal(*n, path.orders)));
                let calls: Vec<_> = calls.collect();
                let _ = writeln!(text, "\nCalls an order, {name}: {}.", calls.join(", "));
                let a_second = path.orders * 1_000_000 / micros(path.whole).max(1);
                let _ = writeln!(
                    text,
                    "Orders a second through the whole local path, one at a time: {a_second}; of an order's {} ms the \
                     engine takes {} ms.",
                    ms(micros(path.whole) / path.orders.max(1)),
                    ms(micros(path.ran.used.engine) / path.orders.max(1)),
                );
            }
        }
    }

    fn zips(&self, text: &mut String) {
        if self.results.zips.is_empty() {
            return;
        }
        text.push_str("\n## Zips\n\n| function | MB |\n|---|--:|\n");
        for (name, bytes) in &self.results.zips {
            let _ = writeln!(text, "| {name} | {} |", decimal(*bytes, 1_000_000));
        }
    }

    fn growth(&self, text: &mut String) {
        let Some(growth) = &self.results.growth else { return };
        let _ = writeln!(
            text,
            "\n## After {} orders\n\nOne order in memory, by DynamoDB's rules, before and after so many others were \
             written through the store.\n\n| | step | before | after |\n|---|---|--:|--:|",
            growth["orders"]
        );
        for (what, steps) in growth["before"].as_object().into_iter().flatten() {
            for (step, before) in steps.as_object().into_iter().flatten() {
                let _ = writeln!(text, "| {what} | {step} | {before} | {} |", growth["after"][what][step]);
            }
        }
    }

    fn costs(&self, text: &mut String) -> Result<(), Trouble> {
        let Some(path) = &self.results.ours.path else { return Ok(()) };
        let bill = |text: &mut String, lines: &[Line]| {
            text.push_str("| | units | USD |\n|---|--:|--:|\n");
            for line in lines {
                let _ = writeln!(text, "| {} | {} | {} |", line.what, line.count, costs::dollars(line.nano));
            }
        };
        let lines = self.prices.thousand(path, self.template)?;
        let total: u64 = lines.iter().map(|line| line.nano).sum();
        text.push_str(
            "\n## What a thousand confirmed orders cost\n\nList prices, no free tier; one webhook each.\n\n",
        );
        bill(text, &lines);
        let _ = writeln!(text, "| **together** | | **{}** |", costs::dollars(total));
        text.push_str(
            "\nOf it by function (running, units, publishing, mails):\n\n| function | USD |\n|---|--:|\n",
        );
        for (function, nano) in self.prices.by_function(path, self.template)? {
            let _ = writeln!(text, "| {function} | {} |", costs::dollars(nano));
        }
        text.push_str("\nThe same steps by tools that charge by the task:\n\n| tool | steps | USD | where it was read |\n|---|---|--:|---|\n");
        for task in &self.prices.task {
            let own = if task.own { "the vendor's page" } else { "not the vendor's page" };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {}, {}; {own}; check {} |",
                task.tool,
                task.steps,
                costs::dollars(task.thousand()),
                task.source,
                task.date,
                task.vendor
            );
        }
        let idle = self.prices.idle(self.template)?;
        text.push_str("\n## What a month costs in which nothing happens\n\nThe whole stack, all automations deployed, no free tier.\n\n");
        bill(text, &idle);
        let _ = writeln!(
            text,
            "| **together** (without the first line, which is in the second) | | **{}** |",
            costs::dollars(costs::idle_total(&idle))
        );
        text.push_str("\n### Prices\n\n| what | read at | dated | vendor's own page |\n|---|---|---|---|\n");
        for price in self.prices.all() {
            let own = if price.own { "yes".to_owned() } else { format!("no; check {}", price.vendor) };
            let _ = writeln!(text, "| {} | {} | {} | {own} |", price.what, price.source, price.date);
        }
        Ok(())
    }
}

fn starts(rows: &mut Vec<Row>, ours: &Measured, peer: &Measured) {
    let (Some(one), Some(other)) = (&ours.starts, &peer.starts) else { return };
    let sum = |starts: &Starts| starts.polls.iter().map(|figures| figures.median()).sum::<u64>();
    let pairs = || one.polls.iter().zip(&other.polls);
    rows.push(Row {
        what: format!("start to first poll, ms (median of {}, mean of five functions)", one.polls[0].count()),
        ours: ms(sum(one) / STEPS.len() as u64),
        peer: ms(sum(other) / STEPS.len() as u64),
        ratio: ratio(sum(one), sum(other)),
        target: "at most 1/20, each",
        met: Some(pairs().all(|(one, other)| one.median() * 20 <= other.median())),
    });
    let shown = |starts: &Starts| format!("{} / {}", ms(starts.first.median()), ms(starts.first.at(1000)));
    rows.push(Row {
        what: "door, from its start to its first answer, 10 KB, ms, median / longest".into(),
        ours: shown(one),
        peer: shown(other),
        ratio: ratio(one.first.median(), other.first.median()),
        target: "below 5 s",
        met: Some(one.first.at(1000) < 5_000_000),
    });
}

fn memory(rows: &mut Vec<Row>, ours: &Path, peer: &Path) {
    let sum = |path: &Path| path.peak_kib.iter().sum::<u64>();
    let fits = ours.peak_kib.iter().zip(peer.peak_kib).all(|(one, other)| one * 4 <= other);
    rows.push(Row {
        what: "peak memory, MB (mean of five functions)".into(),
        ours: decimal(sum(ours), 5 * 1024),
        peer: decimal(sum(peer), 5 * 1024),
        ratio: ratio(sum(ours), sum(peer)),
        target: "at most 1/4, each",
        met: Some(fits),
    });
}

fn processor(rows: &mut Vec<Row>, ours: &Path, peer: &Path) {
    let shown = |path: &Path| {
        format!("{} ({} to {})", ms(path.cpu.median()), ms(path.cpu.at(0)), ms(path.cpu.at(1000)))
    };
    rows.push(Row {
        what: format!(
            "processor time of a confirmed order, ms (median of {} rounds; all five)",
            ours.cpu.count()
        ),
        ours: shown(ours),
        peer: shown(peer),
        ratio: ratio(ours.cpu.median(), peer.cpu.median()),
        target: "at most 1/3",
        met: Some(ours.cpu.median() * 3 <= peer.cpu.median()),
    });
}

fn units(rows: &mut Vec<Row>, ours: &Path, peer: &Path) {
    let each = |of_all: u64, path: &Path| decimal(of_all, 100 * path.orders);
    let (one, other) = (&ours.ran.used, &peer.ran.used);
    for (what, ours_used, peer_used, target, most) in [
        ("write units of a confirmed order", one.written, other.written, "at most 24", 24),
        ("read units of a confirmed order", one.read, other.read, "at most 6", 6),
    ] {
        rows.push(Row {
            what: what.into(),
            ours: each(ours_used, ours),
            peer: each(peer_used, peer),
            ratio: String::new(),
            target,
            met: Some(ours_used <= most * 100 * ours.orders),
        });
    }
    let calls = |path: &Path| decimal(path.ran.used.calls.values().sum(), path.orders);
    rows.push(Row {
        what: "calls to services of a confirmed order".into(),
        ours: calls(ours),
        peer: calls(peer),
        ratio: String::new(),
        target: "",
        met: None,
    });
}

fn door(rows: &mut Vec<Row>, size: &str, ours: Option<&Door>, peer: Option<&Door>) {
    let (Some(one), Some(other)) = (ours, peer) else { return };
    let shown = |door: &Door| {
        format!(
            "{} / {} (engine {} / {})",
            ms(door.whole.median()),
            ms(door.whole.at(990)),
            ms(door.engine.median()),
            ms(door.engine.at(990))
        )
    };
    rows.push(Row {
        what: format!("door, verify and commit {size}, ms, p50 / p99 (of {})", one.whole.count()),
        ours: shown(one),
        peer: shown(other),
        ratio: ratio(one.whole.median(), other.whole.median()),
        target: "p99 below 50 ms",
        met: Some(one.whole.at(990) < 50_000),
    });
}
