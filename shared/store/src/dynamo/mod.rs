//! The engine on DynamoDB.

mod convert;
mod errors;
mod expression;

use std::{collections::HashMap, time::Duration};

use aws_sdk_dynamodb::{
    Client,
    config::{Builder, timeout::TimeoutConfig},
    error::BuildError,
    types::{
        AttributeValue, ConditionCheck, Delete, KeysAndAttributes, Put, ReturnConsumedCapacity, ReturnValue,
        TransactWriteItem, Update,
    },
};
use futures::{FutureExt, future::BoxFuture};

use self::{
    convert::{from_dynamo, to_dynamo},
    errors::{error, transaction_error},
    expression::Expression,
};
use crate::engine::{Action, Engine, EngineError, Item, Key, Page, Query, Table, Write};

/// Names of the two tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableNames {
    /// The business.
    pub shop: String,
    /// The ledger of sends.
    pub once: String,
}

impl TableNames {
    /// Both by their names.
    pub fn new(shop: &str, once: &str) -> Self {
        Self { shop: shop.to_owned(), once: once.to_owned() }
    }
}

/// DynamoDB.
#[derive(Debug, Clone)]
pub struct Dynamo {
    client: Client,
    tables: TableNames,
}

/// What a read shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// Everything that was written before.
    Now,
    /// Perhaps all but the last moment's, for half the units.
    Lately,
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
        let invalid = |e: BuildError| EngineError::Invalid(e.to_string());
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

    /// Answers the item as it was before, if that is wanted.
    async fn write_once(&self, write: Write, old: bool) -> Result<Option<Item>, EngineError> {
        let table = self.name(write.table);
        let expression = Expression::of(&write);
        let (condition, names, values) = expression.parts();
        let total = ReturnConsumedCapacity::Indexes;
        let values_before = old.then_some(ReturnValue::AllOld);
        let (used, before) = match write.action {
            Action::Put(item) => {
                let answer = self
                    .client
                    .put_item()
                    .table_name(table)
                    .set_item(Some(to_dynamo(item)))
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_consumed_capacity(total)
                    .set_return_values(values_before)
                    .send()
                    .await
                    .map_err(|e| error(&e))?;
                (answer.consumed_capacity, answer.attributes)
            }
            Action::Set(_) => {
                let answer = self
                    .client
                    .update_item()
                    .table_name(table)
                    .set_key(Some(to_dynamo(write.key.item())))
                    .set_update_expression(expression.update)
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_consumed_capacity(total)
                    .set_return_values(values_before)
                    .send()
                    .await
                    .map_err(|e| error(&e))?;
                (answer.consumed_capacity, answer.attributes)
            }
            Action::Delete => {
                let answer = self
                    .client
                    .delete_item()
                    .table_name(table)
                    .set_key(Some(to_dynamo(write.key.item())))
                    .set_condition_expression(condition)
                    .set_expression_attribute_names(names)
                    .set_expression_attribute_values(values)
                    .return_consumed_capacity(total)
                    .set_return_values(values_before)
                    .send()
                    .await
                    .map_err(|e| error(&e))?;
                (answer.consumed_capacity, answer.attributes)
            }
            Action::Check => return Err(EngineError::Invalid("a check stands in a transaction only".into())),
        };
        if let Some(used) = used {
            crate::capacity::wrote(&used);
        }
        before.map(from_dynamo).transpose()
    }

    async fn get_once(&self, table: Table, key: Key, reads: Reads) -> Result<Option<Item>, EngineError> {
        let answer = self
            .client
            .get_item()
            .table_name(self.name(table))
            .set_key(Some(to_dynamo(key.item())))
            .consistent_read(reads == Reads::Now)
            .send()
            .await
            .map_err(|e| error(&e))?;
        answer.item.map(from_dynamo).transpose()
    }

    async fn batch_get_all(&self, keys: Vec<Key>, reads: Reads) -> Result<Vec<Item>, EngineError> {
        let table = self.name(Table::Shop);
        let wanted = KeysAndAttributes::builder()
            .set_keys(Some(keys.iter().map(|k| to_dynamo(k.item())).collect()))
            .consistent_read(reads == Reads::Now)
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

    async fn query_page(&self, query: Query, reads: Reads) -> Result<Page, EngineError> {
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
            .consistent_read(index.is_none() && reads == Reads::Now)
            .set_index_name(index)
            .limit(i32::from(query.limit))
            .set_exclusive_start_key(query.after.map(to_dynamo));
        let condition = if !query.prefix.is_empty() {
            request = request
                .expression_attribute_names("#s", sk)
                .expression_attribute_values(":s", AttributeValue::S(query.prefix));
            "#p = :p AND begins_with(#s, :s)"
        } else {
            let bounds = [(":a", &query.since), (":b", &query.until)];
            for (name, bound) in bounds.into_iter().filter(|(_, bound)| !bound.is_empty()) {
                request = request
                    .expression_attribute_names("#s", sk)
                    .expression_attribute_values(name, AttributeValue::S(bound.clone()));
            }
            match (query.since.is_empty(), query.until.is_empty()) {
                (false, false) => "#p = :p AND #s BETWEEN :a AND :b",
                (false, true) => "#p = :p AND #s >= :a",
                (true, false) => "#p = :p AND #s <= :b",
                (true, true) => "#p = :p",
            }
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
        self.get_once(table, key, Reads::Now).boxed()
    }

    fn batch_get(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.batch_get_all(keys, Reads::Now).boxed()
    }

    fn query(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.query_page(query, Reads::Now).boxed()
    }

    fn get_lately(&self, table: Table, key: Key) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.get_once(table, key, Reads::Lately).boxed()
    }

    fn batch_get_lately(&self, keys: Vec<Key>) -> BoxFuture<'_, Result<Vec<Item>, EngineError>> {
        self.batch_get_all(keys, Reads::Lately).boxed()
    }

    fn query_lately(&self, query: Query) -> BoxFuture<'_, Result<Page, EngineError>> {
        self.query_page(query, Reads::Lately).boxed()
    }

    fn write(&self, write: Write) -> BoxFuture<'_, Result<(), EngineError>> {
        async move { self.write_once(write, false).await.map(drop) }.boxed()
    }

    fn swap(&self, write: Write) -> BoxFuture<'_, Result<Option<Item>, EngineError>> {
        self.write_once(write, true).boxed()
    }

    fn transact(&self, writes: Vec<Write>) -> BoxFuture<'_, Result<(), EngineError>> {
        self.transact_once(writes).boxed()
    }
}
