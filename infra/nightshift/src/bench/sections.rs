//! Sections and rows about what was learned, decided about returns, and shown by the portal.

use std::fmt::Write as _;

use serde_json::Value;

use super::{
    figures::{Figures, decimal, ms},
    learn::Learned,
    portal,
    returns::{self, Decided},
    rows::Row,
    template::Template,
};

/// The largest Lambda that a training may need, in MB, and the longest it may run, in milliseconds.
const LAMBDA: (u64, u64) = (3_008, 900_000);
/// A quote with a learned model, in nanoseconds: it is microseconds that it may cost.
const QUOTE: u64 = 1_000_000;

const TRAINING: &str = "Memory is the rows (88 bytes a parcel, twice while they are put in order), and 22 columns of four bytes each, \
    which trees look at; time is the days' files read as JSON, and trees over all parcels, twice.";
const QUOTING: &str = "A walk for each of the model's dates, and the trees of both forests.";

fn row(what: String, ours: String) -> Row {
    Row { what, ours, peer: String::new(), ratio: String::new(), target: "", met: None, bound: "" }
}

/// Nanoseconds as microseconds.
fn us(nanos: u64) -> String {
    decimal(nanos, 1_000)
}

fn halves(figures: &Figures) -> [u64; 2] {
    [figures.median(), figures.at(990)]
}

/// Rows of training and of quotes with what was learned.
pub(super) fn learned_rows(rows: &mut Vec<Row>, all: &[Learned]) {
    let Some(last) = all.last() else { return };
    for one in all {
        rows.push(Row {
            target: "3,008 MB, 15 min",
            met: Some(one.peak_kib / 1024 <= LAMBDA.0 && one.whole() <= LAMBDA.1),
            bound: TRAINING,
            ..row(
                format!("training from {} parcels, s of processor time / peak memory, MB", one.parcels),
                format!("{} / {}", decimal(one.whole(), 1_000), one.peak_kib / 1024),
            )
        });
    }
    rows.push(row("size of that model, MB".into(), decimal(last.model_bytes, 1_000_000)));
    let ([half, most], [plain, plain_most]) = (last.with, last.without);
    rows.push(Row {
        target: "microseconds",
        met: Some(most < QUOTE),
        bound: QUOTING,
        ..row(
            "quote with it, µs, p50 / p99 (without it; times as long)".into(),
            format!(
                "{} / {} ({} / {}; {}, {})",
                us(half),
                us(most),
                us(plain),
                us(plain_most),
                decimal(half, plain),
                decimal(most, plain_most)
            ),
        )
    });
}

/// Rows of decisions and units of returns.
pub(super) fn returns_rows(rows: &mut Vec<Row>, decided: Option<&Decided>) {
    let Some(decided) = decided else { return };
    let shown = |figures: &Figures| halves(figures).map(us).join(" / ");
    let (rules, lines) = (returns::RULES, returns::LINES);
    let each = decided.decide.median() / lines as u64;
    rows.push(row(
        format!("decision about a return of {lines} lines by {rules} rules, µs, p50 / p99; a line"),
        format!("{}; {}", shown(&decided.decide), us(each)),
    ));
    rows.push(row(format!("policy of {rules} rules read and checked, µs, p50 / p99"), shown(&decided.read)));
    rows.push(row(
        format!("what may go back of {lines} lines for each of {} reasons, µs, p50 / p99", decided.reasons),
        shown(&decided.offers),
    ));
    let sum = |of: &str| steps(&decided.spent).filter_map(|step| step[of].as_u64()).sum::<u64>();
    let mails = |of: &str| decided.spent["mails"][of].as_u64().unwrap_or_default();
    let whole = |of: &str, per: u64| format!("{}; {}", decimal(sum(of), per), decimal(mails(of), per));
    rows.push(row(
        "write units of a return from its wish to its end; of its mails".into(),
        whole("write_units", 1),
    ));
    rows.push(row("read units of the same; of its mails".into(), whole("read_halves", 2)));
}

fn steps(spent: &Value) -> impl Iterator<Item = &Value> {
    spent["steps"].as_array().into_iter().flatten()
}

/// A row of the portal's first page.
pub(super) fn portal_rows(rows: &mut Vec<Row>, portal: Option<&portal::Portal>) {
    let Some(portal) = portal else { return };
    for page in &portal.pages {
        let [[half, most], [engine, engine_most]] = [&page.whole, &page.engine].map(halves);
        rows.push(row(
            format!(
                "returns portal, {}, {} lines, ms, p50 / p99 (of {})",
                page.name,
                portal::LINES,
                page.whole.count()
            ),
            format!("{} / {} (engine {} / {})", ms(half), ms(most), ms(engine), ms(engine_most)),
        ));
    }
}

/// The section about learning.
pub(super) fn learned(text: &mut String, all: &[Learned], template: &Template) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n## Learning from deliveries\n\nParcels of 400 days over the sample shop's lanes, made up, told of as the days' files tell of them; \
         each number in a process of its own. A night's training reads the files, learns a model, learns another as of two weeks ago, \
         and compares both; seconds are processor time of its one thread. Fetching the files from S3 isn't in it. `transit-learning` has {} MB and 900 s. The growth is that of \
         each figure against the row before, for so many times the parcels.\n\n\
         | parcels | in files | files, MB | read, s | learn, s | judge, s | together, s | growth | peak memory, MB | growth | model, MB | model read, ms |\n\
         |--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
        template.memory("transit-learning"),
    );
    let mut before: Option<&Learned> = None;
    for one in all {
        let times = |of: fn(&Learned) -> u64| {
            before.map_or(String::new(), |before| format!("× {}", decimal(of(one), of(before))))
        };
        let seconds = [one.read, one.learn, one.judge, one.whole()].map(|millis| decimal(millis, 1_000));
        let _ = writeln!(
            text,
            "| {}{} | {} | {} | {} | {} | {} | {} | {} | {} |",
            one.parcels,
            before.map_or(String::new(), |before| format!(" (× {})", one.parcels / before.parcels.max(1))),
            one.told,
            decimal(one.zipped, 1_000_000),
            seconds.join(" | "),
            times(Learned::whole),
            one.peak_kib / 1024,
            times(|one| one.peak_kib),
            decimal(one.model_bytes, 1_000_000),
            one.load,
        );
        before = Some(one);
    }
    let base = all.first().map_or(0, |one| one.before_kib / 1024);
    let _ = writeln!(text, "\nBefore anything was read the process held {base} MB.");
}

/// The section about returns.
pub(super) fn decided(text: &mut String, decided: Option<&Decided>) {
    let Some(decided) = decided else { return };
    text.push_str(
        "\n## Returns\n\nUnits of a return of one line that the policy approves: in memory by DynamoDB's rules, settings known \
         already, one delivery of each event. A refund is carried to Shopify by `shop-commands`.\n\n\
         | step | write units | read units | calls |\n|---|--:|--:|--:|\n",
    );
    let mut sum = [0; 3];
    let mut line = |name: &str, step: &Value| {
        let [written, halves, calls] =
            ["write_units", "read_halves", "calls"].map(|of| step[of].as_u64().unwrap_or_default());
        let _ = writeln!(text, "| {name} | {written} | {} | {calls} |", decimal(halves, 2));
        [written, halves, calls]
    };
    for step in steps(&decided.spent) {
        let used = line(step["step"].as_str().unwrap_or_default(), step);
        sum.iter_mut().zip(used).for_each(|(sum, used)| *sum += used);
    }
    let [written, read, calls] = sum;
    line("**together**", &serde_json::json!({"write_units": written, "read_halves": read, "calls": calls}));
    line("its mails besides (mail-delivery, mail-feedback)", &decided.spent["mails"]);
    text.push_str(
        "\nWhat dominates: each step of a return is one transaction, which costs two units for each KB of every item in it: its head, \
         its body with all that is known of it, the rows that returns share, and each event.\n",
    );
}

/// The section about the portal.
pub(super) fn portal(text: &mut String, portal: Option<&portal::Portal>) {
    let Some(portal) = portal else { return };
    let _ = writeln!(
        text,
        "\n## Returns portal\n\nThe release binary under the Runtime API, on the engine, an order of {} lines that arrived three days ago. From \
         start to first poll {} ms (median of {}; {} to {}), from start to its first page {} ms; peak memory {} MB.\n\n\
         | page | p50, ms | p99, ms | engine, p50 | calls | read units | KB |\n|---|--:|--:|--:|--:|--:|--:|",
        portal::LINES,
        ms(portal.starts.median()),
        portal.starts.count(),
        ms(portal.starts.at(0)),
        ms(portal.starts.at(1000)),
        ms(portal.first.median()),
        decimal(portal.peak_kib, 1024),
    );
    for page in &portal.pages {
        let [half, most] = halves(&page.whole).map(ms);
        let _ = writeln!(
            text,
            "| {} | {half} | {most} | {} | {} | {} | {} |",
            page.name,
            ms(page.engine.median()),
            page.calls,
            decimal(page.read, 100),
            decimal(page.bytes as u64, 1024),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(parcels: u32, peak_mb: u64) -> Learned {
        Learned {
            parcels,
            told: 0,
            zipped: 0,
            read: 1_000,
            learn: 2_000,
            judge: 3_000,
            before_kib: 10_240,
            peak_kib: peak_mb * 1024,
            model_bytes: 1_500_000,
            load: 4,
            with: [30_000, 90_000],
            without: [10_000, 20_000],
        }
    }

    #[test]
    fn a_training_that_fits_no_lambda_misses_its_target() {
        let mut rows = Vec::new();
        learned_rows(&mut rows, &[learned(40_000, 100), learned(4_000_000, 3_100)]);
        let met: Vec<_> = rows.iter().map(|row| row.met).collect();
        assert_eq!(met, [Some(true), Some(false), None, Some(true)]);
        assert_eq!(rows[3].ours, "30.00 / 90.00 (10.00 / 20.00; 3.00, 4.50)");
        let mut text = String::new();
        let template = Template(include_str!("../../../../template.yaml").to_owned());
        super::learned(&mut text, &[learned(40_000, 100), learned(400_000, 300)], &template);
        assert!(text.contains("| 400000 (× 10) |") && text.contains("× 3.00"), "{text}");
    }
}
