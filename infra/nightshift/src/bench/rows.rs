//! The first table: each figure beside its target, and what bounds one that misses it.

use super::{
    Measured, Results,
    figures::{decimal, ms, ratio},
    fleet::STEPS,
    measure::{Door, Path, Starts},
    sections,
};

/// One row of the first table.
pub(super) struct Row {
    pub(super) what: String,
    pub(super) ours: String,
    pub(super) peer: String,
    pub(super) ratio: String,
    pub(super) target: &'static str,
    pub(super) met: Option<bool>,
    /// What stands in the way, for one that isn't met.
    pub(super) bound: &'static str,
}

/// Bytes of a zip at most.
pub(super) const MOST_OF_A_ZIP: u64 = 3_000_000;

/// Known bounds of what may be missed; shown only where it is.
const READS: &str = "Half a unit each: whether the ledger has the send, the switch, newer mails, the address; one each: the \
    door's head, the facts right before the send, head and body for the decision. What is more was read again, since a late \
    read missed something.";
const START: &str = "The loader, the runtime and the SDK's clients, which are made before the first poll.";
const MEMORY: &str = "Code pages that are touched, the HTTP client's buffers, templates and time zones.";
const CPU: &str = "Calls, each through the SDK's layers, which are built for size: the carrier asks four things more than the \
    peer's (ledger, switch, newer mails, whether the address is suppressed), each a call. Reports are no longer read before \
    they are noted, which saved two.";
const DOOR: &str =
    "Compression and what else goes over each byte: base64 of the item, its hash for the signature.";
const ZIP: &str = "Machine code that every function has: TLS (aws-lc 0.8 MB and rustls 0.3 MB before compression), HTTP/2 0.3 \
    MB, the SDK's runtime and clients 1.2 MB, unwinding tables 1.7 MB (`panic = \"unwind\"` is what lets one record fail alone), \
    relocations 0.8 MB; of the largest, templates, languages and ICU besides. Taken out: the SDK's default chain of credentials \
    (profiles, STS, a machine's metadata), 0.28 MB of each zip, and what h2 and hyper trace. Tried: folding of like functions \
    (`--icf=all`), 0.04 MB; all of it at `opt-level = \"z\"`, 0.14 MB, for processor time. Not taken: ring in place of aws-lc, \
    at most 0.3 MB by its symbols, which knows no post-quantum key exchange; `panic = \"abort\"`.";
const TIMING: &str = "A clock on a busy machine measures its neighbours: where the control, two classes that are alike, is \
    as large, nothing was found. Take it again on one that is idle.";

/// All rows of what was measured.
pub(super) fn all(results: &Results) -> Vec<Row> {
    let (ours, peer) = (&results.ours, &results.peer);
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
            bound: "",
        });
    }
    door(&mut rows, "10 KB", ours.small.as_ref(), peer.small.as_ref());
    door(&mut rows, "1 MiB", ours.large.as_ref(), peer.large.as_ref());
    if let Some((name, largest)) = results.zips.iter().max_by_key(|(_, bytes)| bytes) {
        let above = results.zips.iter().filter(|(_, bytes)| *bytes > MOST_OF_A_ZIP).count();
        rows.push(Row {
            what: format!("largest zip ({name})"),
            ours: match above {
                0 => format!("{} MB", decimal(*largest, 1_000_000)),
                n => {
                    format!("{} MB; {n} of {} are above 3", decimal(*largest, 1_000_000), results.zips.len())
                }
            },
            peer: String::new(),
            ratio: String::new(),
            target: "at most 3 MB",
            met: Some(*largest <= MOST_OF_A_ZIP),
            bound: ZIP,
        });
    }
    sections::learned_rows(&mut rows, &results.learned);
    sections::returns_rows(&mut rows, results.returns.as_ref());
    sections::portal_rows(&mut rows, results.portal.as_ref());
    if let Some(timing) = &results.timing {
        rows.push(Row {
            what: format!("timing of the signature check, \\|t\\| over {} samples", timing.samples),
            ours: format!(
                "{:.2} (all), {:.2} (without the slowest tenth; control {:.2}); means {:.0} and {:.0} ns",
                timing.t.abs(),
                timing.t_cropped.abs(),
                timing.control_cropped.abs(),
                timing.mean_nanoseconds[0],
                timing.mean_nanoseconds[1]
            ),
            peer: String::new(),
            ratio: String::new(),
            target: "below 4.5",
            met: Some(timing.holds()),
            bound: TIMING,
        });
    }
    rows
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
        bound: START,
    });
    let shown = |starts: &Starts| format!("{} / {}", ms(starts.first.median()), ms(starts.first.at(1000)));
    rows.push(Row {
        what: "door, from its start to its first answer, 10 KB, ms, median / longest".into(),
        ours: shown(one),
        peer: shown(other),
        ratio: ratio(one.first.median(), other.first.median()),
        target: "below 5 s",
        met: Some(one.first.at(1000) < 5_000_000),
        bound: "",
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
        bound: MEMORY,
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
        bound: CPU,
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
            bound: if what.starts_with("read") { READS } else { "" },
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
        bound: "",
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
        bound: DOOR,
    });
}
