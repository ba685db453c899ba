//! The figures as a paper: what was measured, on what, how; which target is met, and what bounds one that isn't.

use std::fmt::Write as _;

use super::{
    Results,
    costs::{self, Line, Prices},
    edd,
    figures::{decimal, micros, ms, ratio},
    fleet::STEPS,
    forecast, profile,
    rows::{self, MOST_OF_A_ZIP, Row},
    sections,
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

const METHOD: &str = include_str!("method.md");

impl Report<'_> {
    /// The whole text.
    pub(super) fn text(&self) -> Result<String, Trouble> {
        let mut text = format!(
            "# Benchmarks\n\nWritten by `cargo nightshift bench`{}, profile `{}`. Run it again rather than believe it.\n\n\
             What is reckoned in memory (forecast, delivery dates, learning, decisions) was reckoned by the program itself: {}.\n\n",
            if self.quick { " --quick: for a look, not for the record" } else { "" },
            self.profile,
            profile::told(),
        );
        for line in &self.machine {
            let _ = writeln!(text, "- {line}");
        }
        text.push_str(
            "\n## Figures\n\n| | ours | peer | ratio | target | met |\n|---|--:|--:|--:|---|---|\n",
        );
        let rows = rows::all(self.results);
        for row in &rows {
            let met = row.met.map_or("", |met| if met { "yes" } else { "**no**" });
            let Row { what, ours, peer, ratio, target, .. } = row;
            let _ = writeln!(text, "| {what} | {ours} | {peer} | {ratio} | {target} | {met} |");
        }
        for row in rows.iter().filter(|row| row.met == Some(false)) {
            let _ = writeln!(text, "\n**Missed: {}.** {}", row.what, row.bound);
        }
        self.steps(&mut text);
        self.zips(&mut text);
        self.growth(&mut text);
        self.stock(&mut text);
        self.forecasts(&mut text);
        self.dates(&mut text);
        sections::learned(&mut text, &self.results.learned, self.template);
        sections::decided(&mut text, self.results.returns.as_ref());
        sections::portal(&mut text, self.results.portal.as_ref());
        self.costs(&mut text)?;
        text.push_str(METHOD);
        Ok(text)
    }

    fn steps(&self, text: &mut String) {
        let (ours, peer) = (&self.results.ours, &self.results.peer);
        if ours.starts.is_none() && ours.path.is_none() {
            return;
        }
        text.push_str(
            "\n## Step by step\n\n| step | | start, ms | peak memory, MB | processor time an order, ms | write units | read units | calls |\n",
        );
        text.push_str("|---|---|--:|--:|--:|--:|--:|--:|\n");
        for (at, (step, function)) in STEPS.iter().enumerate() {
            for (name, side) in [(*function, ours), ("peer", peer)] {
                let start = side.starts.as_ref().map_or(String::new(), |starts| {
                    let one = &starts.polls[at];
                    format!("{} ({} to {})", ms(one.median()), ms(one.at(0)), ms(one.at(1000)))
                });
                let used = side.path.as_ref().map_or_else(String::new, |path| {
                    let calls = path.ran.calls[at];
                    let each = |hundredths: u64| decimal(hundredths, 100 * path.orders);
                    let [memory, cpu] = [decimal(path.peak_kib[at], 1024), ms(path.cpu_by_step[at])];
                    let [written, read] = [each(calls.written), each(calls.read)];
                    let calls = decimal(calls.dynamodb + calls.sns + calls.ses + calls.ssm, path.orders);
                    [memory, cpu, written, read, calls].join(" | ")
                });
                let _ = writeln!(text, "| {step} | {name} | {start} | {used} |");
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
        text.push_str("\n## Zips\n\n| function | MB | at most 3 MB |\n|---|--:|---|\n");
        for (name, bytes) in &self.results.zips {
            let met = if *bytes > MOST_OF_A_ZIP { "**no**" } else { "yes" };
            let _ = writeln!(text, "| {name} | {} | {met} |", decimal(*bytes, 1_000_000));
        }
        let above = self.results.zips.iter().filter(|(_, bytes)| *bytes > MOST_OF_A_ZIP);
        let above: Vec<_> = above.map(|(name, _)| name.as_str()).collect();
        if !above.is_empty() {
            let _ = writeln!(text, "\nAbove 3 MB: {}.", above.join(", "));
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

    fn stock(&self, text: &mut String) {
        let Some(stock) = &self.results.stock else { return };
        let units = |name: &str| decimal(stock[name].as_u64().unwrap_or_default(), 100);
        let _ = writeln!(
            text,
            "\n## Stock\n\nMovements a second through journal and ledger, a hundred items in batches of ten: {} in memory, {} on \
             dynoxide. Write units of a movement, journal and ledger: {} alone, {} where ten of one item come together, {} where \
             a hundred do.\n\nA night's sweep, in memory by DynamoDB's rules; each item has a count and two sales. The last row is \
             reckoned from the one above it: the sweep reads each ledger and each of its movements once.\n\n\
             | items | s | read units | calls | read units an item |\n|--:|--:|--:|--:|--:|",
            stock["a_second_in_memory"],
            stock["a_second_on_dynoxide"],
            units("units_alone"),
            units("units_of_ten"),
            units("units_of_a_hundred"),
        );
        let sweeps = stock["sweeps"].as_array().cloned().unwrap_or_default();
        let number = |sweep: &serde_json::Value, name: &str| sweep[name].as_u64().unwrap_or_default();
        let mut row = |items: u64, millis: u64, read: u64, calls: u64| {
            let (seconds, each) = (decimal(millis, 1000), decimal(read, items.max(1)));
            let _ = writeln!(text, "| {items} | {seconds} | {read} | {calls} | {each} |");
        };
        for sweep in &sweeps {
            row(
                number(sweep, "items"),
                number(sweep, "millis"),
                number(sweep, "read_units"),
                number(sweep, "calls"),
            );
        }
        if let Some(last) = sweeps.last() {
            let (million, items) = (1_000_000, number(last, "items").max(1));
            let [millis, read, calls] =
                ["millis", "read_units", "calls"].map(|name| number(last, name) * million / items);
            row(million, millis, read, calls);
        }
    }

    fn forecasts(&self, text: &mut String) {
        let nights = &self.results.forecasts;
        if nights.is_empty() {
            return;
        }
        let _ = writeln!(
            text,
            "\n## Forecast\n\nA night: the day's demand noted, then level and reorder point of each item, one thread; {} nights \
             learnt before; the quickest of five. Beside it numpy on the same made-up demand, all items in one array; both come to the same reorder \
             points. {} bytes are remembered of an item.\n\n\
             | items | learn, ms: ours / numpy | ratio | night and decision, ms: ours / numpy | ratio | ns an item: ours / numpy |\n\
             |--:|--:|--:|--:|--:|--:|",
            forecast::NIGHTS - 1,
            forecast::bytes(),
        );
        for forecast::Nights { items, ours, peer } in nights {
            let [one, other] = [ours, peer].map(|took| took.night + took.decide);
            let each = |micros: u64| micros * 1000 / u64::from(*items).max(1);
            let _ = writeln!(
                text,
                "| {items} | {} / {} | {} | {} / {} | {} | {} / {} |",
                ms(ours.learn),
                ms(peer.learn),
                ratio(ours.learn, peer.learn),
                ms(one),
                ms(other),
                ratio(one, other),
                each(one),
                each(other),
            );
        }
    }

    fn dates(&self, text: &mut String) {
        if self.results.dates.is_empty() {
            return;
        }
        let _ = writeln!(
            text,
            "\n## Delivery dates\n\nA cart of {} lines, and a page of {} articles to one place, each from its question to its day-by-day \
             answer, warm and in memory, one thread; five countries, rules, holidays, a busy time, goods on their way. Beside it Python \
             walking the same with `holidays` and numpy, its calendars made once; both come to the same days.\n\n\
             | | | p50, µs | p99, µs | quotes a second | processor time, µs |\n|---|---|--:|--:|--:|--:|",
            edd::CART,
            edd::PAGE,
        );
        for edd::Walks { what, dates, ours, peer } in &self.results.dates {
            let each = |side: &edd::Side| side.cpu / side.took.count().max(1) as u64;
            for (name, side) in [("ours", ours), ("peer", peer)] {
                let micros = |nanos: u64| decimal(nanos, 1_000);
                let [half, most] = [500, 990].map(|per_mille| micros(side.took.at(per_mille)));
                let a_second = 1_000_000_000 * *dates as u64 / each(side).max(1);
                let _ = writeln!(
                    text,
                    "| {what} | {name} | {half} | {most} | {a_second} | {} |",
                    micros(each(side))
                );
            }
            let _ = writeln!(
                text,
                "| {what} | ratio | {} | {} | | {} |",
                ratio(ours.took.median(), peer.took.median()),
                ratio(ours.took.at(990), peer.took.at(990)),
                ratio(each(ours), each(peer)),
            );
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
            "\n## What a thousand confirmed orders cost\n\nList prices, no free tier; one webhook each. No price was read on its \
             vendor's own page; the last table says where each was, and which have no date. Without `low-stock-alert`.\n\n",
        );
        bill(text, &lines);
        let _ = writeln!(text, "| **together** | | **{}** |", costs::dollars(total));
        text.push_str(
            "\nOf it by function (running, units, publishing, mails):\n\n| function | USD |\n|---|--:|\n",
        );
        for (function, nano) in self.prices.by_function(path, self.template)? {
            let _ = writeln!(text, "| {function} | {} |", costs::dollars(nano));
        }
        if let Some(stock) = &self.results.stock {
            let lines = self.prices.stock(&stock["order"], self.template)?;
            let more: u64 = lines.iter().map(|line| line.nano).sum();
            text.push_str(
                "\nWith `low-stock-alert`, which books each order and folds it into the level of what was sold, orders of one \
                 line cost so much more. Counted in memory; of running time only the waits for services.\n\n",
            );
            bill(text, &lines);
            let _ = writeln!(text, "| **together** | | **{}** |", costs::dollars(more));
            let all = costs::dollars(total + more);
            let _ = writeln!(text, "| **with what is above** | | **{all}** |");
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
        let metrics = self.template.metrics();
        let _ = writeln!(
            text,
            "\nAlarms and dashboard know {metrics} metrics of our own. Heartbeats are written all the time, the others only when \
             there is something to count: where each is written in every hour, all of them cost {} a month.",
            costs::dollars(self.prices.metrics(metrics)?)
        );
        text.push_str("\n### Prices\n\n| what | read at | dated | vendor's own page |\n|---|---|---|---|\n");
        for price in self.prices.all() {
            let own = if price.own { "yes".to_owned() } else { format!("no; check {}", price.vendor) };
            let _ = writeln!(text, "| {} | {} | {} | {own} |", price.what, price.source, price.date);
        }
        Ok(())
    }
}
