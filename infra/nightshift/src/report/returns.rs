//! Returns: each case with what was decided and why, how far it is, and what was paid.

use domain::{Event, Money};

use super::{
    played::PlayedDay,
    words::{many, sums},
};
use crate::{
    day::returned::shown::Row,
    pages::svg::{At, Drawing, Mark, WIDTH},
};

const LEFT: i64 = 130;
const ROW: i64 = 26;
const TOP: i64 = 30;
/// Where the three stages stand, and the money.
const STAGES: [(i64, &str); 3] = [(190, "decided"), (300, "came back"), (410, "paid")];

/// A return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case<'k> {
    /// The table's row.
    pub(super) row: &'k Row,
    /// What was decided, whether it came back, whether it was paid.
    pub(super) stages: [Mark; 3],
}

/// All returns, as they were asked for.
pub(super) fn cases(kept: &PlayedDay) -> Vec<Case<'_>> {
    kept.returns.iter().map(|row| Case { row, stages: stages(kept, row) }).collect()
}

fn stages(kept: &PlayedDay, row: &Row) -> [Mark; 3] {
    let its: Vec<&Event> = kept
        .events
        .iter()
        .filter(|event| event.shop.as_str() == row.shop && event.subject == row.entity)
        .collect();
    let happened = |word: &str| its.iter().any(|event| event.kind == format!("return.{word}"));
    let state = its
        .iter()
        .rev()
        .find_map(|event| event.kind.starts_with("return.").then(|| event.data["state"].as_str()).flatten());
    let state = state.unwrap_or_default();
    let by_person = happened("voted") || happened("overridden");
    let over = ["refused", "cancelled", "expired"].contains(&state);
    let decided = match state {
        "requested" | "review" => Mark::Waits,
        _ if over => Mark::No,
        _ if by_person => Mark::Person,
        _ => Mark::Done,
    };
    if over || decided == Mark::Waits {
        return [decided, Mark::None, Mark::None];
    }
    let paid = if happened("refund-done") {
        Mark::Done
    } else if happened("refund-failed") || its.iter().any(|e| e.kind == "task.wanted") {
        Mark::Person
    } else if state == "closed" {
        Mark::None
    } else {
        Mark::Waits
    };
    let came = match (happened("received"), state) {
        (true, _) => Mark::Done,
        // What stays with its buyer is over without having come.
        (false, "closed" | "refunded") => Mark::None,
        (false, _) => Mark::Waits,
    };
    [decided, came, paid]
}

/// Amounts that the shop paid, and how often it refused to.
pub(super) fn paid(kept: &PlayedDay) -> (Vec<Money>, usize) {
    let moved = kept.commands.iter().filter_map(|command| Some((command.amount?, &command.reference)));
    let (done, refused): (Vec<_>, Vec<_>) = moved.partition(|(_, reference)| reference.is_some());
    (done.into_iter().map(|(amount, _)| amount).collect(), refused.len())
}

/// In a sentence.
pub(super) fn sentence(kept: &PlayedDay, cases: &[Case<'_>]) -> String {
    let count = |mark: Mark| cases.iter().filter(|case| case.stages[0] == mark).count();
    let (done, refused) = (count(Mark::Done) + count(Mark::Person), count(Mark::No));
    let (amounts, declined) = paid(kept);
    let mut said = vec![format!("{done} approved, {refused} refused, {} with people", count(Mark::Waits))];
    let refunds = many(amounts.len(), "refund");
    said.push(format!("{} paid back in {refunds}", sums(amounts)));
    said.extend((declined > 0).then(|| format!("{declined} that the shop refused became a task")));
    said.join("; ")
}

/// How far each is.
pub(super) fn chart(cases: &[Case<'_>]) -> Drawing {
    let rows = i64::try_from(cases.len()).unwrap_or(0);
    let floor = TOP + rows * ROW;
    let told: Vec<String> = cases
        .iter()
        .map(|case| format!("{}: {}; {}", case.row.number, case.row.decision, case.row.how_far))
        .collect();
    let mut drawing = Drawing::begin("returns", "How far each return is", &told.join(". "), floor + 6);
    for (x, name) in STAGES {
        drawing.text("", (x, 18), At::Middle, name);
        drawing.line("grid", (x, TOP), (x, floor));
    }
    for (case, nth) in cases.iter().zip(0i64..) {
        let (y, row) = (TOP + nth * ROW, case.row);
        let middle = y + ROW / 2;
        drawing.text("name", (LEFT - 10, y + 18), At::End, &row.number);
        let reached = case.stages.iter().rposition(|mark| *mark != Mark::None).unwrap_or(0);
        drawing.line("thread", (STAGES[0].0, middle), (STAGES[reached].0, middle));
        for ((x, _), mark) in STAGES.into_iter().zip(case.stages) {
            drawing.mark(mark, (x, middle));
        }
        if let Some(paid) = row.paid {
            drawing.text("value", (WIDTH - 8, y + 18), At::End, &paid.to_string());
        }
    }
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn how_far_a_return_is_follows_from_its_journal() {
        let kept = sample::kept();
        let cases = cases(&kept);
        let stages: Vec<_> = cases.iter().map(|case| (case.row.number.as_str(), case.stages)).collect();
        assert_eq!(
            stages,
            [
                ("RMA-1-1", [Mark::Person, Mark::Done, Mark::Done]),
                ("RMA-2-1", [Mark::No, Mark::None, Mark::None]),
                ("RMA-3-1", [Mark::Waits, Mark::None, Mark::None]),
            ]
        );
        assert_eq!(
            sentence(&kept, &cases),
            "1 approved, 1 refused, 1 with people; 89.00 EUR paid back in 1 refund; 1 that the shop refused became a task"
        );
        let svg = chart(&cases).file();
        assert!(svg.contains(">89.00 EUR<") && svg.contains("RMA-2-1: refused; over"), "{svg}");
    }
}
