//! One golden case: read, played, compared.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    cloud::house::House,
    offline::{
        decide::{self, Answer, Question},
        golden::{Difference, Played, differ, name},
        unfold,
    },
    trouble::{Explain, Trouble},
};

/// What a case's file says. More keys may stand beside these, such as a title.
#[derive(Deserialize)]
struct Written {
    automation: String,
    #[serde(default)]
    settings: Option<Value>,
    #[serde(default)]
    facts: Option<Value>,
    event: Value,
    #[serde(default)]
    at: Option<Value>,
    expect: Value,
}

/// A case, ready to be played.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) automation: String,
    file: PathBuf,
    question: Question,
    expect: Value,
}

/// Reads a case and fills in what it leaves out.
pub(super) fn read(house: &House, file: &Path) -> Result<Case, Trouble> {
    let written: Written =
        serde_json::from_value(unfold::read(file)?).or_input("this is no golden case").map_err(|t| {
            t.at(file.display()).mend("write automation, event, at, facts and expect; see `golden --help`")
        })?;
    let sample = decide::sample_settings(house, &written.automation);
    let settings = match written.settings {
        None => sample?,
        Some(own) => decide::settings(own, &written.automation, sample.ok())?,
    };
    let facts = written.facts.unwrap_or_else(|| json!({}));
    if written.at.is_none() && written.event.get("time").is_none() {
        return Err(Trouble::input("the case has no time").at(file.display()).mend("write at = an instant"));
    }
    let question =
        decide::question(written.event, facts, settings, written.at).map_err(|t| t.at(file.display()))?;
    Ok(Case { automation: written.automation, file: file.to_owned(), question, expect: written.expect })
}

impl Case {
    /// Lets the binary decide and compares.
    pub(super) fn play(self, binary: &Path) -> Result<Played, Trouble> {
        let answer = decide::ask(binary, &self.question)?;
        let (because, differences) = judge(&self.expect, &answer);
        let name = name(&self.file);
        Ok(Played { file: self.file, name, automation: self.automation, because, differences })
    }
}

/// The reason, and where the answer differs from what was expected.
fn judge(expect: &Value, answer: &Answer) -> (String, Vec<Difference>) {
    let failure = expect.get("failure").and_then(Value::as_str);
    match (answer, failure) {
        (Answer::Decided(decision), None) => {
            (reason(&decision["because"]), differ::differences(&simplified(expect, decision), decision))
        }
        (Answer::Decided(decision), Some(failure)) => {
            let because = reason(&decision["because"]);
            let differences = vec![Difference::new("failure", Some(json!(failure)), Some(json!(because)))];
            (because, differences)
        }
        (Answer::Failed(said), Some(failure)) if said.contains(failure) => (said.clone(), Vec::new()),
        (Answer::Failed(said) | Answer::NotUnderstood(said), _) => {
            (String::new(), vec![Difference::new("failure", failure.map(|f| json!(f)), Some(json!(said)))])
        }
    }
}

/// A reason's word: it is one, or an object whose `code` is one.
fn reason(because: &Value) -> String {
    because.as_str().or_else(|| because["code"].as_str()).unwrap_or("?").to_owned()
}

/// Lets a case expect a reason by its word where the decision says more.
fn simplified(expect: &Value, decision: &Value) -> Value {
    let mut expect = expect.clone();
    if decision["because"].is_object() && expect["because"].is_string() {
        expect["because"] = json!({"code": expect["because"]});
    }
    expect
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_judged() {
        let decided = |because| Answer::Decided(json!({"because": because, "changes": [], "events": []}));
        let differing = |expect: Value, answer: &Answer| judge(&expect, answer).1.len();
        let plain = decided(json!("too-old"));
        let rich = decided(json!({"code": "too-old", "hours": 50}));
        for (expect, answer, count) in [
            (json!({"because": "too-old"}), &plain, 0),
            (json!({"because": "too-old", "events": []}), &rich, 0),
            (json!({"because": {"code": "too-old", "hours": 50}}), &rich, 0),
            (json!({"because": {"hours": 49}}), &rich, 1),
            (json!({"because": "new"}), &plain, 1),
            (json!({"failure": "x"}), &plain, 1),
            (json!({"failure": "no settings"}), &Answer::Failed("permanent: no settings".into()), 0),
            (json!({"failure": "other"}), &Answer::Failed("permanent: no settings".into()), 1),
            (json!({"because": "too-old"}), &Answer::Failed("permanent: no settings".into()), 1),
            (json!({"failure": "at"}), &Answer::NotUnderstood("at line 1".into()), 1),
        ] {
            assert_eq!(differing(expect.clone(), answer), count, "{expect} against {answer:?}");
        }
    }
}
