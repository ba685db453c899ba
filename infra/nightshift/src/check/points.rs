//! `tests/points.toml`: which point of the design's checklists is shown by which tests, and which are still open.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::ran::{Ran, Verdict};
use crate::trouble::Trouble;

/// What is written beside a point.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Point {
    /// The tests that show it.
    Met(Vec<String>),
    /// Why it isn't shown yet.
    Open { open: String },
}

/// Every point, by its name in the design.
#[derive(Debug)]
pub(super) struct Points(BTreeMap<String, Point>);

/// How many points of a list are met and open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub(super) struct Tally {
    pub(super) met: usize,
    pub(super) open: usize,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Judged {
    /// What is wrong.
    pub(super) mistakes: Vec<String>,
    /// What wasn't looked at.
    pub(super) unseen: Vec<String>,
}

impl Points {
    /// Reads the file's text.
    pub(super) fn read(text: &str) -> Result<Self, Trouble> {
        let points = toml::from_str(text).map_err(|e| {
            Trouble::failed("the points can't be read")
                .at("tests/points.toml")
                .saying(e)
                .mend(r#"write OC-1 = ["test name"] or OC-31 = { open = "reason" }"#)
        })?;
        Ok(Self(points))
    }

    /// Everything that is wrong: tests that don't exist or didn't pass; points with nothing to show. And the points that
    /// aren't shown here, as this machine lacks what their tests need.
    pub(super) fn judge(&self, ran: &[Ran]) -> Judged {
        let verdicts: BTreeMap<&str, &Verdict> =
            ran.iter().map(|ran| (ran.name.as_str(), &ran.verdict)).collect();
        let Judged { mut mistakes, mut unseen } = Judged::default();
        for (point, says) in &self.0 {
            match says {
                Point::Met(tests) if tests.is_empty() => {
                    mistakes.push(format!(
                        "{point}: names no test; a point without one is {{ open = \"reason\" }}"
                    ));
                }
                Point::Open { open } if open.trim().is_empty() => {
                    mistakes.push(format!("{point}: open, but not why"))
                }
                Point::Open { .. } => {}
                Point::Met(tests) => {
                    for test in tests {
                        match verdicts.get(test.as_str()) {
                            Some(Verdict::Passed) => {}
                            Some(Verdict::Failed) => mistakes.push(format!("{point}: {test} failed")),
                            Some(Verdict::Skipped(why)) => {
                                unseen.push(format!("{point}: {test} didn't run ({why})"))
                            }
                            None => mistakes.push(format!("{point}: there is no test {test}")),
                        }
                    }
                }
            }
        }
        Judged { mistakes, unseen }
    }

    /// Met and open, list by list.
    pub(super) fn tallies(&self) -> BTreeMap<String, Tally> {
        let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
        for (point, says) in &self.0 {
            let list: String = point.chars().take_while(char::is_ascii_alphabetic).collect();
            let tally = tallies.entry(list).or_default();
            match says {
                Point::Met(_) => tally.met += 1,
                Point::Open { .. } => tally.open += 1,
            }
        }
        tallies
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"
        OC-1 = ["a x", "a y"]
        OC-G1 = ["a x"]
        OC-2 = { open = "issue 9" }
        R1 = { open = "issue 5" }
    "#;

    fn ran(name: &str, verdict: Verdict) -> Ran {
        Ran { name: name.into(), verdict }
    }

    #[test]
    fn points_are_counted_by_list() {
        let tallies = Points::read(TEXT).expect("well formed").tallies();
        assert_eq!(tallies["OC"], Tally { met: 2, open: 1 });
        assert_eq!(tallies["R"], Tally { met: 0, open: 1 });
    }

    #[test]
    fn a_point_is_met_only_by_tests_that_ran_and_passed() {
        let points = Points::read(TEXT).expect("well formed");
        let x = ran("a x", Verdict::Passed);
        for (y, expected) in [
            (Some(Verdict::Passed), None),
            (Some(Verdict::Failed), Some("OC-1: a y failed")),
            (Some(Verdict::Skipped("no moon".into())), Some("OC-1: a y didn't run (no moon)")),
            (None, Some("OC-1: there is no test a y")),
        ] {
            let all: Vec<Ran> =
                [Some(x.clone()), y.map(|verdict| ran("a y", verdict))].into_iter().flatten().collect();
            let Judged { mistakes, unseen } = points.judge(&all);
            assert_eq!(
                [mistakes, unseen].concat(),
                expected.into_iter().map(str::to_owned).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn a_point_says_something() {
        let points = Points::read("R1 = []\nR2 = { open = \" \" }").expect("well formed");
        assert_eq!(points.judge(&[]).mistakes.len(), 2);
        assert!(Points::read("R1 = 5").is_err());
        assert!(Points::read("R1 = [\"a\"]\nR1 = [\"b\"]").is_err(), "twice");
    }
}
