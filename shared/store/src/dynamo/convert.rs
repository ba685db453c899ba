//! Items to and from DynamoDB's types.

use std::collections::HashMap;

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};

use crate::engine::{Attr, EngineError, Item};

pub(super) fn to_dynamo(item: Item) -> HashMap<String, AttributeValue> {
    item.into_iter().map(|(name, value)| (name, value_to_dynamo(value))).collect()
}

pub(super) fn value_to_dynamo(value: Attr) -> AttributeValue {
    match value {
        Attr::S(text) => AttributeValue::S(text),
        Attr::N(number) => AttributeValue::N(number.to_string()),
        Attr::B(bytes) => AttributeValue::B(Blob::new(bytes)),
    }
}

pub(super) fn from_dynamo(item: HashMap<String, AttributeValue>) -> Result<Item, EngineError> {
    item.into_iter()
        .map(|(name, value)| {
            let value = match value {
                AttributeValue::S(text) => Attr::S(text),
                AttributeValue::N(digits) => Attr::N(digits.parse().map_err(|_| not_ours(&name))?),
                AttributeValue::B(blob) => Attr::B(blob.into_inner()),
                _ => return Err(not_ours(&name)),
            };
            Ok((name, value))
        })
        .collect()
}

fn not_ours(attribute: &str) -> EngineError {
    EngineError::Invalid(format!("attribute {attribute} holds something the store never writes"))
}
