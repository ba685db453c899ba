//! The table's stream, for the one function that relays it.

use std::{future::Future, process::ExitCode, sync::Arc};

use aws_lambda_events::{
    dynamodb,
    streams::{DynamoDbBatchItemFailure, DynamoDbEventResponse},
};
use domain::Failure;
use lambda_runtime::{LambdaEvent, service_fn};

use crate::{Boot, BootError, Face, TimeLeft, boot, terminal::Words};

/// A record of the stream: one attribute of the new image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    /// The record's place in its shard.
    pub sequence: String,
    /// The text under the attribute that was asked for.
    pub text: String,
}

/// Whoever carries what the stream brings.
pub trait Relay: Send + Sync + 'static {
    /// The attribute of the new image that matters. Records without it are passed over.
    const ATTRIBUTE: &'static str;

    /// Carries the records, oldest first. On failure: the index of the first that wasn't carried; the stream gives
    /// all from there on again.
    fn carry(
        &self,
        records: &[Streamed],
        time: &TimeLeft,
    ) -> impl Future<Output = Result<(), (usize, Failure)>> + Send;
}

/// Runs a relay.
pub fn relay<R: Relay>(face: Face, open: impl FnOnce(&Boot) -> Result<R, BootError>) -> ExitCode {
    boot::run(face, Words::default(), async |boot| {
        let relay = Arc::new(open(&boot)?);
        lambda_runtime::run(service_fn(move |event: LambdaEvent<dynamodb::Event>| {
            let relay = Arc::clone(&relay);
            async move { serve(&*relay, event).await }
        }))
        .await
    })
}

async fn serve<R: Relay>(
    relay: &R,
    event: LambdaEvent<dynamodb::Event>,
) -> Result<DynamoDbEventResponse, lambda_runtime::Error> {
    let time = TimeLeft::until(event.context.deadline());
    let mut records = Vec::with_capacity(event.payload.records.len());
    for record in event.payload.records {
        let sequence = record.change.sequence_number.filter(|s| !s.is_empty());
        let sequence = sequence.ok_or("a record has no sequence number")?;
        let image: std::collections::HashMap<_, _> = record.change.new_image.into();
        if let Some(serde_dynamo::AttributeValue::S(text)) = image.get(R::ATTRIBUTE) {
            records.push(Streamed { sequence, text: text.clone() });
        }
    }
    let mut answer = DynamoDbEventResponse::default();
    if let Err((at, failure)) = relay.carry(&records, &time).await {
        tracing::error!(at, of = records.len(), class = failure.class(), %failure, "the stream gives the rest again");
        // Only the first counts: the stream goes on from there.
        let mut first = DynamoDbBatchItemFailure::default();
        first.item_identifier = Some(records[at].sequence.clone());
        answer.batch_item_failures.push(first);
    }
    Ok(answer)
}
