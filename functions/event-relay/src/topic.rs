//! The topic on SNS.

use std::time::Duration;

use aws_sdk_sns::{
    Client,
    config::{Builder, timeout::TimeoutConfig},
    error::ProvideErrorMetadata as _,
    types::{MessageAttributeValue, PublishBatchRequestEntry},
};
use domain::{Failure, Outgoing};

use crate::Publish;

/// Shorter than the function's own time-out.
const TIMEOUT: Duration = Duration::from_secs(10);

/// An SNS topic.
#[derive(Debug)]
pub struct Topic {
    client: Client,
    arn: String,
}

impl Topic {
    /// The topic with this ARN.
    pub fn new(config: &aws_types::SdkConfig, arn: &str) -> Self {
        let timeouts = TimeoutConfig::builder().operation_timeout(TIMEOUT).build();
        let config = Builder::from(config).timeout_config(timeouts).build();
        Self { client: Client::from_conf(config), arn: arn.to_owned() }
    }
}

impl Publish for Topic {
    async fn publish(&self, messages: Vec<Outgoing>) -> Result<(), (usize, Failure)> {
        let entries =
            messages.iter().enumerate().map(|(at, message)| entry(at, message)).collect::<Result<_, _>>();
        let entries =
            entries.map_err(|e: aws_sdk_sns::error::BuildError| (0, Failure::bug(e.to_string())))?;
        let request = self.client.publish_batch().topic_arn(&self.arn);
        let answer = request.set_publish_batch_request_entries(Some(entries)).send().await.map_err(|e| {
            let code = e.code().unwrap_or("no answer");
            (0, Failure::transient(format!("the topic didn't take the events: {code}")))
        })?;
        // A batch call succeeds even when some of its entries didn't.
        let failed = answer.failed().iter().filter_map(|f| Some((f.id().parse::<usize>().ok()?, f.code())));
        match failed.min_by_key(|(at, _)| *at) {
            None => Ok(()),
            Some((at, code)) => {
                Err((at, Failure::transient(format!("the topic didn't take an event: {code}"))))
            }
        }
    }
}

fn entry(at: usize, message: &Outgoing) -> Result<PublishBatchRequestEntry, aws_sdk_sns::error::BuildError> {
    let text = |value: &str| MessageAttributeValue::builder().data_type("String").string_value(value).build();
    PublishBatchRequestEntry::builder()
        .id(at.to_string())
        .message(&message.text)
        .message_attributes("kind", text(&message.kind)?)
        .message_attributes("shop", text(&message.shop)?)
        .message_group_id(&message.shop)
        .build()
}
