//! The cases of `tests/returns`, which say by example what a policy does.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::{Value, json};

use super::spoken::{Told, told};
use crate::returns::{Policies, Policy, Product, decide};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// The policy of all of its cases.
    #[serde(default = "nothing")]
    policy: Value,
    /// By line: what is known of products.
    #[serde(default)]
    products: BTreeMap<String, Product>,
    /// What is told of every order.
    #[serde(default = "nothing")]
    told: Value,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    says: String,
    /// Settings laid over the policy's.
    #[serde(default = "nothing")]
    given: Value,
    /// Settings laid over them for today's policy, where that is another than the purchase's.
    today: Option<Value>,
    /// What is told of this order.
    #[serde(default = "nothing")]
    when: Value,
    then: Vec<String>,
}

fn nothing() -> Value {
    json!({})
}

/// Lays one table over another; `false` in a place takes it away.
fn laid(under: &mut Value, over: &Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                if value == &json!(false) && under.get(key).is_some_and(|own| !own.is_boolean()) {
                    under.remove(key);
                } else {
                    laid(under.entry(key.clone()).or_insert(Value::Null), value);
                }
            }
        }
        (under, over) => *under = over.clone(),
    }
}

fn policy(version: u32, written: &Value, says: &str) -> Policy {
    let rules = serde_json::from_value(written.clone()).unwrap_or_else(|e| panic!("{says}: {e}"));
    let zone = TimeZone::get("Europe/Berlin").expect("a zone");
    Policy::new(version, &rules, &zone).unwrap_or_else(|mistakes| panic!("{says}: {mistakes:#?}"))
}

impl Case {
    /// What differs, if anything does.
    fn differs(&self, file: &File) -> Option<String> {
        let mut written = file.policy.clone();
        laid(&mut written, &self.given);
        let purchase = policy(1, &written, &self.says);
        let current = self.today.as_ref().map(|today| {
            let mut written = written.clone();
            laid(&mut written, today);
            policy(2, &written, &self.says)
        });
        let mut said = file.told.clone();
        laid(&mut said, &self.when);
        let said: Told = serde_json::from_value(said).unwrap_or_else(|e| panic!("{}: {e}", self.says));
        let zone = TimeZone::get(said.zone.as_deref().unwrap_or("Europe/Berlin")).expect("a zone");
        let decision =
            decide(&said.request(), &said.facts(&file.products), &Policies { purchase, current }, said.now());
        let (answers, more) = told(&decision, &zone);
        let unmet = |line: &&String| !answers.contains(line) && !more.contains(line);
        let unmet: Vec<_> = self.then.iter().filter(unmet).collect();
        let expected: Vec<_> = self.then.iter().filter(|line| line.contains("), says ")).collect();
        let all = expected.is_empty() || expected.len() == answers.len();
        (!unmet.is_empty() || !all).then(|| {
            let should = self.then.join("\n      ");
            format!(
                "{}\n  should\n      {should}\n  is\n      {}\n",
                self.says,
                [answers, more].concat().join("\n      ")
            )
        })
    }
}

/// Plays a file. All that differs is told at once.
fn play(name: &str, text: &str) -> usize {
    let file: File = toml::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}"));
    let differs: Vec<_> = file.case.iter().filter_map(|case| case.differs(&file)).collect();
    assert!(differs.is_empty(), "{name}: {} of {}\n\n{}", differs.len(), file.case.len(), differs.join("\n"));
    file.case.len()
}

/// One test for each file.
macro_rules! cases {
    ($($name:ident: $file:literal,)*) => {$(
        #[test]
        fn $name() {
            play($file, include_str!(concat!("../../../tests/returns/", $file, ".toml")));
        }
    )*

        #[test]
        fn there_are_as_many_as_the_paper_says() {
            let all = 0 $(+ play($file, include_str!(concat!("../../../tests/returns/", $file, ".toml"))))*;
            let paper = include_str!("../../../tests/returns/README.md");
            assert!(paper.contains(&format!("{all} cases")), "{all} cases");
        }
    };
}

cases! {
    windows: "windows",
    withdrawal: "withdrawal",
    special_things: "special-things",
    faults: "faults",
    precedence: "precedence",
    conditions: "conditions",
    what_changes: "what-changes",
    money: "money",
    pieces: "pieces",
    people: "people",
    versions: "versions",
}
