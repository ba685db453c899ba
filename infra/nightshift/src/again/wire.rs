//! What goes to the topic and to queues.

use std::future::Future;

use aws_config::SdkConfig;
use aws_sdk_sns::types::{MessageAttributeValue, PublishBatchRequestEntry};
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use domain::{Event, Outgoing, outgoing};

use crate::trouble::Trouble;

/// What is sent of a journalled event: the same as `event-relay` sends.
pub(super) fn of(event: &Event, text: String) -> Outgoing {
    Outgoing { text, kind: event.kind.clone(), shop: event.shop.to_string() }
}

/// Somewhere that takes messages.
pub(super) trait Takes {
    /// Takes what goes in one call. On failure some of them may have been taken.
    fn take(&self, messages: &[Outgoing]) -> impl Future<Output = Result<(), Trouble>>;
}

/// Sends all of them. What was taken before a failure stays taken.
pub(super) async fn send(to: &impl Takes, messages: &[Outgoing]) -> Result<(), Trouble> {
    for call in outgoing::calls(messages.iter().map(Outgoing::weight)) {
        to.take(&messages[call]).await?;
    }
    Ok(())
}

fn refused(who: &str, why: impl std::fmt::Display) -> Trouble {
    Trouble::environment(format!("{who} didn't take the events"))
        .saying(why)
        .mend("run the same command again: what was sent already is sent once more, and changes nothing")
}

/// The topic that wakes everybody.
pub(super) struct Topic {
    client: aws_sdk_sns::Client,
    arn: String,
}

impl Topic {
    pub(super) fn new(config: &SdkConfig, arn: &str) -> Self {
        Self { client: aws_sdk_sns::Client::new(config), arn: arn.to_owned() }
    }
}

impl Takes for Topic {
    async fn take(&self, messages: &[Outgoing]) -> Result<(), Trouble> {
        let entry = |(at, message): (usize, &Outgoing)| {
            let text = |value: &str| {
                MessageAttributeValue::builder().data_type("String").string_value(value).build()
            };
            PublishBatchRequestEntry::builder()
                .id(at.to_string())
                .message(&message.text)
                .message_attributes("kind", text(&message.kind)?)
                .message_attributes("shop", text(&message.shop)?)
                .message_group_id(&message.shop)
                .build()
        };
        let entries: Result<Vec<_>, _> = messages.iter().enumerate().map(entry).collect();
        let entries = entries.map_err(|e| refused("the topic", e))?;
        let request = self.client.publish_batch().topic_arn(&self.arn);
        let answer = request.set_publish_batch_request_entries(Some(entries)).send().await;
        let answer = answer.map_err(|e| refused("the topic", aws_sdk_sns::error::DisplayErrorContext(&e)))?;
        match answer.failed().first() {
            None => Ok(()),
            Some(failed) => Err(refused("the topic", failed.code())),
        }
    }
}

/// One automation's queue.
pub(super) struct Queue {
    client: aws_sdk_sqs::Client,
    url: String,
}

impl Queue {
    pub(super) fn new(config: &SdkConfig, url: &str) -> Self {
        Self { client: aws_sdk_sqs::Client::new(config), url: url.to_owned() }
    }
}

impl Takes for Queue {
    async fn take(&self, messages: &[Outgoing]) -> Result<(), Trouble> {
        let entry = |(at, message): (usize, &Outgoing)| {
            SendMessageBatchRequestEntry::builder()
                .id(at.to_string())
                .message_body(&message.text)
                .message_group_id(&message.shop)
                .build()
        };
        let entries: Result<Vec<_>, _> = messages.iter().enumerate().map(entry).collect();
        let entries = entries.map_err(|e| refused("the queue", e))?;
        let request = self.client.send_message_batch().queue_url(&self.url);
        let answer = request.set_entries(Some(entries)).send().await;
        let answer = answer.map_err(|e| refused("the queue", aws_sdk_sqs::error::DisplayErrorContext(&e)))?;
        match answer.failed().first() {
            None => Ok(()),
            Some(failed) => Err(refused("the queue", failed.code())),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::cell::RefCell;

    use super::*;

    /// Writes down what it takes; fails at one call, half-way through its messages.
    #[derive(Default)]
    pub(in crate::again) struct Heard {
        pub(in crate::again) taken: RefCell<Vec<Outgoing>>,
        pub(in crate::again) calls: RefCell<usize>,
        pub(in crate::again) fails_at: Option<usize>,
    }

    impl Takes for Heard {
        async fn take(&self, messages: &[Outgoing]) -> Result<(), Trouble> {
            assert!(messages.len() <= outgoing::MOST);
            let call = self.calls.replace_with(|calls| *calls + 1);
            let fails = self.fails_at == Some(call);
            let reached = if fails { messages.len() / 2 } else { messages.len() };
            self.taken.borrow_mut().extend_from_slice(&messages[..reached]);
            if fails { Err(refused("the topic", "as planned")) } else { Ok(()) }
        }
    }
}
