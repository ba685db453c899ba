//! The engine on DynamoDB.

use aws_sdk_dynamodb::{
    Client,
    config::{Builder, timeout::TimeoutConfig},
    error::{ProvideErrorMetadata, SdkError},
    operation::transact_write_items::TransactWriteItemsError,
    primitives::Blob,
    types::{
        AttributeValue, ConditionCheck, Delete, KeysAndAttributes, Put, ReturnConsumedCapacity,
        TransactWriteItem, Update,
    },
};
use futures::{FutureExt, future::BoxFuture};
use std::{collections::HashMap, time::Duration};

use crate::engine::{Action, Attr, Condition, Engine, EngineError, Item, Key, Page, Query, Table, Write};

/// Names of the two tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableNames {
    /// The business.
    pub shop: String,
    /// The ledger of sends.
    pub once: String,
}

/// DynamoDB.
#[derive(Debug, Clone)]
pub struct Dynamo {
    client: Client,
    tables: TableNames,
}

/// Shorter than any function's time-out, so that a hanging call leaves time to give the record back.
const OPERATION_TIMEOUT: Duration = Duration::from_secs(4);
const ATTEMPT_TIMEOUT: Duration = Duration::from_millis(1500);

impl Dynamo {
    /// A client of its own on the shared configuration (and so the shared HTTP client).
    pub fn new(config: &aws_types::SdkConfig, tables: TableNames) -> Self {
        let timeouts = TimeoutConfig::builder()
            .operation_timeout(OPERATION_TIMEOUT)
            .operation_attempt_timeout(ATTEMPT_TIMEOUT)
            .build();
        let config = Builder::from(config).timeout_config(timeouts).build();
        Self { client: Client::from_conf(config), tables }
    }

    fn name(&self, table: Table) -> &str {
        match table {
            Table::Shop => &self.tables.shop,
            Table::Once => &self.tables.once,
        }
    }

    async fn transact_once(&self, writes: Vec<Write>) -> Result<(), EngineError> {
        let items = writes.into_iter().map(|w| self.transact_item(w)).collect::<Result<Vec<_>, _>>()?;
        let sent = self
            .client
            .transact_write_items()
            .set_transact_items(Some(items))
            .return_consumed_capacity(ReturnConsumedCapacity::Indexes)
            .send()
            .await;
        match sent {
            Ok(answer) => {
                for used in answer.consumed_capacity() {
                    crate::capacity::wrote(used);
                }
                Ok(())
            }
            Err(error) => Err(transaction_error(&error)),
        }
    }

    fn transact_item(&self, write: Write) -> Result<TransactWriteItem, EngineError> {
        let table = self.name(write.table).to_owned();
        let expression = Expression::of(&write);
        let (condition, names, values) = expression.parts();
        let item = TransactWriteItem::builder();
        let invalid = |e: aws_sdk_dynamodb::error::BuildError| EngineError::Invalid(e.to_string());
        Ok(match write.action {
            Action::Put(item_) => item.put(
                Put::builder()
                    .table_name(table)
                    .set_item(Some(to_dynamo(item_)))
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .build()
                    .map_err(invalid)?,
            ),
            Action::Set(_) => item.update(
                Update::builder()
                    .table_name(table)
                    .set_key(Some(to_dynamo(write.key.item())))
                    .set_update_expression(expression.update)
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .build()
                    .map_err(invalid)?,
            ),
            Action::Delete => item.delete(
                Delete::builder()
                    .table_name(table)
                    .set_key(Some(to_dynamo(write.key.item())))
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .build()
                    .map_err(invalid)?,
            ),
            Action::Check => item.condition_check(
                ConditionCheck::builder()
                    .table_name(table)
                    .set_key(Some(to_dynamo(write.key.item())))
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .build()
                    .map_err(invalid)?,
            ),
        }
        .build())
    }

    async fn write_once(&self, write: Write) -> Result<(), EngineError> {
        let table = self.name(write.table);
        let expression = Expression::of(&write);
        let (condition, names, values) = expression.parts();
        let total = ReturnConsumedCapacity::Indexes;
        let used = match write.action {
            Action::Put(item) => {
                self.client
                    .put_item()
                    .table_name(table)
                    .set_item(Some(to_dynamo(item)))
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_consumed_capacity(total)
                    .send()
                    .await
                    .map_err(|e| error(&e))?
                    .consumed_capacity
            }
            Action::Set(_) => {
                self.client
                    .update_item()
                    .table_name(table)
                    .set_key(Some(to_dynamo(write.key.item())))
                    .set_update_expression(expression.update)
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_consumed_capacity(total)
                    .send()
                    .await
                    .map_err(|e| error(&e))?
                    .consumed_capacity
            }
            Action::Delete => {
                self.client
                    .delete_item()
                    .table_name(table)
                    .set_key(Some(to_dynamo(write.key.item())))
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_consumed_capacity(total)
                    .send()
                    .await
                    .map_err(|e| error(&e))?
                    .consumed_capacity
            }
            Action::Check => return Err(EngineError::Invalid("a check stands in a transaction only".into())),
        };
        if let Some(used) = used {
            crate::capacity::wrote(&used);
        }
        Ok(())
    }

    async fn get_once(&self, table: Table, key: Key) -> Result<Option<Item>, EngineError> {
        let answer = self
            .client
            .get_item()
            .table_name(self.name(table))
            .set_key(Some(to_dynamo(key.item())))
            .consistent_read(true)
            .send()
            .await
            .map_err(|e| error(&e))?;
        answer.item.map(from_dynamo).transpose()
    }

    async fn batch_get_all(&self, keys: Vec<Key>) -> Result<Vec<Item>, EngineError> {
        let table = self.name(Table::Shop);
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(keys.iter().map(|k| to_dynamo(k.item())).collect()))
            .consistent_read(true)
            .build()
            .map_err(|e| EngineError::Invalid(e.to_string()))?;
        let mut open = HashMap::from([(table.to_owned(), wanted)]);
        let mut found = Vec::new();
        // Keys that the service left over are asked for again; bounded by the operation's own time-outs.
        for _ in 0..8 {
            let answer = self
                .client
                .batch_get_item()
                .set_request_items(Some(open))
                .send()
                .await
                .map_err(|e| error(&e))?;
            for item in answer.responses.unwrap_or_default().into_values().flatten() {
                found.push(from_dynamo(item)?);
            }
            open = answer.unprocessed_keys.unwrap_or_default();
            if open.is_empty() {
                return Ok(found);
            }
        }
        Err(EngineError::Throttled("keys were left unprocessed eight times".into()))
    }

    async fn query_page(&self, query: Query) -> Result<Page, EngineError> {
        let (index, pk, sk) = match query.index {
            None => (None, "pk", "sk"),
            Some(index) => {
                let (name, pk, sk) = index.schema();
                (Some(name.to_owned()), pk, sk)
            }
        };
        let mut request = self
            .client
            .query()
            .table_name(self.name(Table::Shop))
            .expression_attribute_names("#p", pk)
            .expression_attribute_values(":p", AttributeValue::S(query.partition))
            .consistent_read(index.is_none())
            .set_index_name(index)
            .limit(i32::from(query.limit))
            .set_exclusive_start_key(query.after.map(to_dynamo));
        let condition = if !query.prefix.is_empty() {
            request = request
                .expression_attribute_names("#s", sk)
                .expression_attribute_values(":s", AttributeValue::S(query.prefix));
            "#p = :p AND begins_with(#s, :s)"
        } else if !query.until.is_empty() {
            request = request
                .expression_attribute_names("#s", sk)
                .expression_attribute_values(":s", AttributeValue::S(query.until));
            "#p = :p AND #s <= :s"
        } else {
            "#p = :p"
        };
        let answer = request.key_condition_expression(condition).send().await.map_err(|e| error(&e))?;
        Ok(Page {
            items: answer.items.unwrap_or_default().into_iter().map(from_dynamo).collect::<Result<_, _>>()?,
            next: answer.last_evaluated_key.map(from_dynamo).transpose()?,
        })
    }
}

impl Engine for Dynamo {
    fn get(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.get_once(table, key).boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.batch_get_all(keys).boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.query_page(query).boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        self.write_once(write).boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.transact_once(writes).boxed()
    }
}

/// A write's expressions, with names and values under numbered placeholders (attribute names may be reserved words).
#[derive(Default)]
struct Expression {
    update: Option<String>,
    condition: Option<String>,
    names: HashMap<String, String>,
    values: HashMap<String, AttributeValue>,
}

impl Expression {
    fn of(write: &Write) -> Self {
        let mut this = Self::default();
        if let Action::Set(attributes) = &write.action {
            this.update = Some(format!("SET {}", this.equalities(attributes, ", ")));
        }
        this.condition = write.condition.as_ref().map(|condition| match condition {
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
    fn parts(
        &self,
    ) -> (Option<String>, Option<HashMap<String, String>>, Option<HashMap<String, AttributeValue>>) {
        (
            self.condition.clone(),
            (!self.names.is_empty()).then(|| self.names.clone()),
            (!self.values.is_empty()).then(|| self.values.clone()),
        )
    }
}

fn to_dynamo(item: Item) -> HashMap<String, AttributeValue> {
    item.into_iter().map(|(name, value)| (name, value_to_dynamo(value))).collect()
}

fn value_to_dynamo(value: Attr) -> AttributeValue {
    match value {
        Attr::S(text) => AttributeValue::S(text),
        Attr::N(number) => AttributeValue::N(number.to_string()),
        Attr::B(bytes) => AttributeValue::B(Blob::new(bytes)),
    }
}

fn from_dynamo(item: HashMap<String, AttributeValue>) -> Result<Item, EngineError> {
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

/// Sorts an error by its code: what was surely not done, what nobody can say, what is our mistake.
fn error<E: ProvideErrorMetadata + std::fmt::Debug, R: std::fmt::Debug>(
    error: &SdkError<E, R>,
) -> EngineError {
    let Some(service) = error.as_service_error() else {
        return EngineError::Unavailable(class_of(error).to_owned());
    };
    let code = service.code().unwrap_or("unknown");
    match code {
        "ConditionalCheckFailedException" => EngineError::Condition(vec![0]),
        "TransactionConflictException" | "TransactionInProgressException" => EngineError::Conflict,
        "ProvisionedThroughputExceededException" | "ThrottlingException" | "RequestLimitExceeded" => {
            EngineError::Throttled(code.to_owned())
        }
        "InternalServerError" | "ServiceUnavailable" => EngineError::Unavailable(code.to_owned()),
        _ => EngineError::Invalid(format!("{code}: {}", service.message().unwrap_or("no message"))),
    }
}

/// Looks at a cancelled transaction item by item: a condition is an answer, a conflict a retry.
fn transaction_error<R: std::fmt::Debug>(failed: &SdkError<TransactWriteItemsError, R>) -> EngineError {
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = failed.as_service_error()
    else {
        return error(failed);
    };
    let reasons = cancelled.cancellation_reasons();
    let at = |code: &str| -> Vec<usize> {
        (0..reasons.len()).filter(|i| reasons[*i].code() == Some(code)).collect()
    };
    let conditions = at("ConditionalCheckFailed");
    if !conditions.is_empty() {
        return EngineError::Condition(conditions);
    }
    if !at("TransactionConflict").is_empty() {
        return EngineError::Conflict;
    }
    let throttled = ["ProvisionedThroughputExceeded", "ThrottlingError"];
    if let Some(code) = throttled.into_iter().find(|code| !at(code).is_empty()) {
        return EngineError::Throttled(code.to_owned());
    }
    let codes: Vec<_> = reasons.iter().filter_map(|r| r.code()).collect();
    EngineError::Invalid(format!("transaction cancelled: {codes:?}"))
}

fn class_of<E, R>(error: &SdkError<E, R>) -> &'static str {
    match error {
        SdkError::TimeoutError(_) => "the call timed out",
        SdkError::DispatchFailure(_) => "the service could not be reached",
        SdkError::ResponseError(_) => "the answer could not be read",
        SdkError::ConstructionFailure(_) => "the request could not be built",
        _ => "no answer",
    }
}
