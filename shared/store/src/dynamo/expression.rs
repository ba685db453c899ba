//! Typed conditions and updates as DynamoDB's expressions.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::convert::value_to_dynamo;
use crate::engine::{Action, Attr, Condition, Write};

/// A write's expressions, with names and values under numbered placeholders (attribute names may be reserved words).
#[derive(Default)]
pub(super) struct Expression {
    pub(super) update: Option<String>,
    condition: Option<String>,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Expression {
    pub(super) fn of(write: &Write) -> Self {
        let mut this = Self::default();
        if let Action::Set(attributes) = &write.action {
            this.update = Some(format!("SET {}", this.equalities(attributes, ", ")));
        }
        this.condition = write.guard.as_ref().map(|guard| match &guard.condition {
            Condition::Absent => {
                this.names.insert("#pk".into(), "pk".into());
                "attribute_not_exists(#pk)".to_owned()
            }
            Condition::Equals(wanted) => this.equalities(wanted, " AND "),
        });
        this
    }

    fn equalities(&mut self, attributes: &[(&'static str, Attr)], between: &str) -> String {
        let terms = attributes.iter().map(|(name, value)| {
            let n = self.values.len();
            self.names.insert(format!("#n{n}"), (*name).to_owned());
            self.values.insert(format!(":v{n}"), value_to_dynamo(value.clone()));
            format!("#n{n} = :v{n}")
        });
        terms.collect::<Vec<_>>().join(between)
    }

    /// Condition, names and values, each `None` when empty as the API demands.
    #[allow(clippy::type_complexity)]
    pub(super) fn parts(
        &self,
    ) -> (Option<String>, Option<HashMap<String, String>>, Option<HashMap<String, AttributeValue>>) {
        (
            self.condition.clone(),
            (!self.names.is_empty()).then(|| self.names.clone()),
            (!self.values.is_empty()).then(|| self.values.clone()),
        )
    }
}
