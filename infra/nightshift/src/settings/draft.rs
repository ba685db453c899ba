//! An automation's own table that isn't published yet: what would be passed over in silence, or refused when it is.

use serde_json::{Value, json};

use super::{
    mistake::{Kind, Mistake},
    schema::{Described, Schema},
    validate::validate,
};
use crate::trouble::Trouble;

/// The table of one automation.
#[derive(Debug)]
pub(crate) struct Draft<'d> {
    pub(crate) automation: &'d str,
    /// What the automation can be told, as JSON Schema.
    pub(crate) schema: Value,
}

impl Draft<'_> {
    /// Refuses a table with any mistake.
    pub(crate) fn check(self, own: &Value) -> Result<(), Trouble> {
        self.refuse(own, |_| true)
    }

    /// Refuses a table with keys that nobody knows.
    pub(crate) fn check_keys(self, own: &Value) -> Result<(), Trouble> {
        self.refuse(own, |kind| kind == Kind::Unknown)
    }

    fn refuse(self, own: &Value, counts: impl Fn(Kind) -> bool) -> Result<(), Trouble> {
        let Self { automation: name, schema: mut described } = self;
        let said = described.as_object_mut().and_then(|fields| fields.remove("x-switched"));
        let switched = said != Some(Value::Bool(false));
        let schema = Schema::compose(&[Described { name: name.to_owned(), switched, own: described }])?;
        let document = json!({"automations": {name: own}});
        let is_ours = |mistake: &Mistake| mistake.path.is_under(&["automations"]) && counts(mistake.kind);
        let found = validate(&schema, &document).into_iter().filter(is_ours);
        let told: Vec<_> = found.map(|Mistake { path, what, .. }| format!("{path}: {what}")).collect();
        if told.is_empty() {
            return Ok(());
        }
        Err(Trouble::input(format!("the table of {name} has mistakes")).saying(told.join("\n")))
    }
}

#[cfg(test)]
mod tests {
    use domain::returns::{Rules, rma};

    use super::*;

    #[test]
    fn what_nobody_knows_is_told_and_not_passed_over() {
        for (own, said, key) in [
            (json!({}), None, false),
            (json!({"mode": "shadow", "window": {"days": 30}}), None, false),
            (json!({"windw": {"days": 30}}), Some("automations.returns-approval.windw: "), true),
            (json!({"window": {"dys": 30}}), Some("returns-approval.window.dys: "), true),
            (json!({"window": {"days": "many"}}), Some("returns-approval.window.days: "), false),
        ] {
            let schema = schemars::schema_for!(Rules).to_value();
            let draft = || Draft { automation: rma::DESK, schema: schema.clone() };
            let told = draft().check(&own).err().map(|trouble| trouble.to_string());
            assert_eq!(told.is_some(), said.is_some(), "{own}: {told:?}");
            assert!(told.is_none_or(|told| told.contains(said.unwrap_or_default())), "{own}");
            assert_eq!(draft().check_keys(&own).is_err(), key, "{own}");
        }
    }
}
