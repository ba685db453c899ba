//! Parameters choose which automations are deployed: of what isn't, nothing is left in the stack.

use std::collections::{BTreeMap, BTreeSet};

use bundle_tests::template::{Template, keys, mentions};
use serde_json::{Value, json};

use crate::house;

/// What every other function leans on: whoever can't go on wishes for a task, whoever writes to somebody for a paper.
const HOUSE: [&str; 2] = ["documents", "task-desk"];

/// The condition of each parameter `Deploy…`.
fn chosen(template: &Template) -> BTreeMap<String, String> {
    let parameters = keys(&template.whole()["Parameters"]);
    let deploys = parameters.filter_map(|name| Some((name, name.strip_prefix("Deploy")?)));
    deploys.map(|(parameter, condition)| (condition.to_owned(), parameter.to_owned())).collect()
}

/// `order-poll` as the template writes it.
fn pascal(name: &str) -> String {
    name.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

#[test]
fn a_parameter_is_a_condition_of_all_that_is_the_functions_and_of_nothing_else() {
    let template = Template::read();
    let (whole, chosen) = (template.whole(), chosen(&template));
    let condition_of = |id: &str| template.resources()[id]["Condition"].as_str();
    let functions: BTreeMap<String, Option<&str>> =
        template.functions().iter().map(|f| (pascal(f.name), condition_of(f.id))).collect();
    let run = &whole["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"][0]["Parameters"];
    for (condition, parameter) in &chosen {
        let its = functions.get(condition).copied();
        assert_eq!(
            its,
            Some(Some(condition.as_str())),
            "{parameter}: a function of that name, and its Condition"
        );
        assert_eq!(
            whole["Conditions"][condition],
            json!({"Fn::Equals": [{"Ref": parameter}, "true"]}),
            "{condition}"
        );
        assert_eq!(whole["Parameters"][parameter]["AllowedValues"], json!(["true", "false"]), "{parameter}");
        assert!(
            run.as_array().is_some_and(|run| run.contains(&json!(parameter))),
            "{parameter}: under What runs"
        );
    }
    // Who does a part of an automation's work comes and goes with it: that stands in the template alone.
    for part in ["Resources", "Outputs"] {
        for (id, resource) in whole[part].as_object().expect("a section") {
            let begins =
                |of: &str| id.strip_prefix(of).is_some_and(|rest| rest.starts_with(char::is_uppercase));
            let of = functions.iter().filter(|(of, _)| begins(of)).max_by_key(|(of, _)| of.len());
            let condition = resource["Condition"].as_str().filter(|c| chosen.contains_key(*c));
            let expected = of.and_then(|(_, condition)| *condition);
            assert_eq!(condition, expected, "{part}: {id}: its Condition, and that of {of:?}");
        }
    }
}

#[test]
fn every_automation_has_its_parameter() {
    let chosen = chosen(&Template::read());
    let always = house::functions().into_iter().filter(|name| {
        let automation = house::describe(name).kind == "automation";
        automation && !HOUSE.contains(&name.as_str()) && !chosen.contains_key(&pascal(name))
    });
    house::assert_none("deployed whether or not it is wanted", "give it a parameter Deploy…", always);
}

#[test]
fn nothing_leans_on_what_may_not_be_there() {
    let template = Template::read();
    let chosen = chosen(&template);
    for part in ["Resources", "Outputs"] {
        for (id, resource) in template.whole()[part].as_object().expect("a section") {
            let own = resource["Condition"].as_str();
            // What a resource waits for may be absent; CloudFormation passes over it.
            let mut looked_at = resource.clone();
            if let Some(fields) = looked_at.as_object_mut() {
                fields.remove("DependsOn");
            }
            for named in unguarded(&looked_at, &chosen.keys().map(String::as_str).collect()) {
                let of = template.resources().get(&named).and_then(|r| r["Condition"].as_str());
                assert!(of.is_none() || of == own, "{part}: {id} names {named}, which may not be there: !If");
            }
        }
    }
}

#[test]
fn the_paper_has_every_parameter() {
    let (template, paper) = (Template::read(), house::read("infra/README.md"));
    // How a laptop differs from Lambda is no matter of an account.
    let wanted = keys(&template.whole()["Parameters"]).filter(|name| *name != "CertificateFile");
    // What may be left out is listed by the template; the paper says how that is called.
    let wanted = wanted.map(|name| if name.starts_with("Deploy") { "Deploy…" } else { name });
    let silent = wanted.filter(|name| !paper.contains(&format!("`{name}`"))).map(str::to_owned);
    house::assert_none("not in infra/README.md", "say there what it does", silent);
}

/// What a value mentions outside of `!If [condition, …]`; its other branch counts.
fn unguarded(value: &Value, conditions: &BTreeSet<&str>) -> BTreeSet<String> {
    if let Some([condition, _, otherwise]) = value.get("Fn::If").and_then(Value::as_array).map(Vec::as_slice)
        && condition.as_str().is_some_and(|c| conditions.contains(c))
    {
        return unguarded(otherwise, conditions);
    }
    match value {
        Value::Object(fields)
            if fields.len() == 1 && keys(value).all(|k| k == "Ref" || k.starts_with("Fn::")) =>
        {
            let inner = fields.values().flat_map(|v| unguarded(v, conditions));
            let own = if fields.contains_key("Fn::If") { BTreeSet::new() } else { mentions(&shallow(value)) };
            inner.chain(own).collect()
        }
        Value::Object(fields) => fields.values().flat_map(|v| unguarded(v, conditions)).collect(),
        Value::Array(values) => values.iter().flat_map(|v| unguarded(v, conditions)).collect(),
        _ => BTreeSet::new(),
    }
}

/// The value itself, if it is a reference or a text with references.
fn shallow(value: &Value) -> Value {
    let text =
        ["Ref", "Fn::GetAtt", "Fn::Sub"].iter().any(|key| value.get(*key).is_some_and(Value::is_string));
    if text { value.clone() } else { Value::Null }
}

#[test]
fn an_if_guards_its_first_branch_only() {
    let conditions = BTreeSet::from(["C"]);
    let value = json!({"A": [{"Fn::If": ["C", {"Ref": "X"}, {"Ref": "Y"}]}, {"Fn::Sub": "${Z.Arn}/x"}]});
    assert_eq!(unguarded(&value, &conditions), BTreeSet::from(["Y".to_owned(), "Z".to_owned()]));
}

/// `bench` starts them with an environment of its own: one that lacks a variable would be found out after half an hour.
#[test]
fn what_the_bench_starts_finds_its_whole_environment() {
    let fleet = house::read("infra/nightshift/src/bench/fleet.rs");
    let (_, steps) = fleet.split_once("const STEPS").expect("what is measured");
    let steps = steps.split("];").next().expect("a list").split('"').filter(|name| name.contains('-'));
    let measured: Vec<&str> = steps.chain(["returns-portal"]).collect();
    assert!(measured.len() > 5, "{measured:?}");
    let missing = measured.into_iter().flat_map(|function| {
        let env = house::describe(function).env.into_iter();
        let absent = env.filter(|name| !fleet.contains(&format!("(\"{name}\",")));
        absent.map(move |name| format!("{function}: {name}")).collect::<Vec<_>>()
    });
    house::assert_none("not in the bench's environment", "add it to bench/fleet.rs", missing);
}
