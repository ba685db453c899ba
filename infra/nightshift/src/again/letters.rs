//! Dead letters: a queue of them, and the queue that they came from.

use std::future::Future;

use aws_config::SdkConfig;
use aws_sdk_sqs::{
    Client,
    types::{
        ChangeMessageVisibilityBatchRequestEntry, DeleteMessageBatchRequestEntry, MessageSystemAttributeName,
        SendMessageBatchRequestEntry,
    },
};

use crate::trouble::Trouble;

/// The most that one call takes.
pub(crate) const MOST: usize = 10;
/// How long letters in hand stay away from others: as long as somebody may think a plan over.
const IN_HAND_SECONDS: i32 = 900;

/// A dead letter in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    /// Its text.
    pub(crate) body: String,
    /// Why it was given up, if somebody said so.
    pub(crate) reason: Option<String>,
    /// Its message group.
    pub(crate) group: Option<String>,
    /// By which it is deleted or given back.
    pub(crate) receipt: String,
}

/// Dead letters and their queue.
pub(crate) trait Letters {
    /// Takes some in hand; none, when there are no more.
    fn receive(&self) -> impl Future<Output = Result<Vec<Letter>, Trouble>>;
    /// Puts up to [`MOST`] into the queue that they came from. Answers the places of those that it took.
    fn send(&self, letters: &[Letter]) -> impl Future<Output = Result<Vec<usize>, Trouble>>;
    /// Deletes up to [`MOST`] dead letters.
    fn delete(&self, letters: &[Letter]) -> impl Future<Output = Result<(), Trouble>>;
    /// Gives up to [`MOST`] back at once. If that fails, they come back by themselves.
    fn give_back(&self, letters: &[Letter]) -> impl Future<Output = ()>;
}

/// Both on SQS.
pub(crate) struct Sqs {
    client: Client,
    dead_letters: String,
    queue: String,
}

fn refused(what: &str, why: impl std::fmt::Display) -> Trouble {
    Trouble::environment(what)
        .saying(why)
        .mend("check region and credentials, then run it again: a letter leaves only after its queue has it")
}

impl Sqs {
    pub(crate) fn new(config: &SdkConfig, dead_letters: &str, queue: &str) -> Self {
        Self { client: Client::new(config), dead_letters: dead_letters.to_owned(), queue: queue.to_owned() }
    }
}

impl Letters for Sqs {
    async fn receive(&self) -> Result<Vec<Letter>, Trouble> {
        // A short look may miss what is there: two long ones that find nothing say that there is nothing.
        for _ in 0..2 {
            let request = self.client.receive_message().queue_url(&self.dead_letters);
            let answer = request
                .max_number_of_messages(MOST as i32)
                .visibility_timeout(IN_HAND_SECONDS)
                .wait_time_seconds(1)
                .message_attribute_names("All")
                .message_system_attribute_names(MessageSystemAttributeName::MessageGroupId)
                .send()
                .await
                .map_err(|e| {
                    refused("the dead letters can't be read", aws_sdk_sqs::error::DisplayErrorContext(&e))
                })?;
            let letters: Vec<_> = answer.messages().iter().filter_map(letter).collect();
            if !letters.is_empty() {
                return Ok(letters);
            }
        }
        Ok(Vec::new())
    }

    async fn send(&self, letters: &[Letter]) -> Result<Vec<usize>, Trouble> {
        let cannot = |why: &dyn std::fmt::Display| refused("the queue doesn't take the letters", why);
        let entry = |(at, letter): (usize, &Letter)| {
            let entry = SendMessageBatchRequestEntry::builder().id(at.to_string()).message_body(&letter.body);
            entry.set_message_group_id(letter.group.clone()).build()
        };
        let entries: Result<Vec<_>, _> = letters.iter().enumerate().map(entry).collect();
        let entries = entries.map_err(|e| cannot(&e))?;
        let request = self.client.send_message_batch().queue_url(&self.queue);
        let answer = request.set_entries(Some(entries)).send().await;
        let answer = answer.map_err(|e| cannot(&aws_sdk_sqs::error::DisplayErrorContext(&e)))?;
        Ok(answer.successful().iter().filter_map(|sent| sent.id().parse().ok()).collect())
    }

    async fn delete(&self, letters: &[Letter]) -> Result<(), Trouble> {
        let cannot = |why: &dyn std::fmt::Display| refused("letters that were moved can't be deleted", why);
        let entry = |(at, letter): (usize, &Letter)| {
            DeleteMessageBatchRequestEntry::builder()
                .id(at.to_string())
                .receipt_handle(&letter.receipt)
                .build()
        };
        let entries: Result<Vec<_>, _> = letters.iter().enumerate().map(entry).collect();
        let entries = entries.map_err(|e| cannot(&e))?;
        let request = self.client.delete_message_batch().queue_url(&self.dead_letters);
        let answer = request.set_entries(Some(entries)).send().await;
        let answer = answer.map_err(|e| cannot(&aws_sdk_sqs::error::DisplayErrorContext(&e)))?;
        // One that stays comes back, is moved once more, and changes nothing.
        answer.failed().first().map_or(Ok(()), |failed| Err(cannot(&failed.code())))
    }

    async fn give_back(&self, letters: &[Letter]) {
        let entry = |(at, letter): (usize, &Letter)| {
            let entry = ChangeMessageVisibilityBatchRequestEntry::builder().id(at.to_string());
            entry.receipt_handle(&letter.receipt).visibility_timeout(0).build()
        };
        let entries: Result<Vec<_>, _> = letters.iter().enumerate().map(entry).collect();
        if let Ok(entries) = entries {
            let request = self.client.change_message_visibility_batch().queue_url(&self.dead_letters);
            let _ = request.set_entries(Some(entries)).send().await;
        }
    }
}

fn letter(message: &aws_sdk_sqs::types::Message) -> Option<Letter> {
    let body = message.body()?.to_owned();
    let reason = message.message_attributes().and_then(|a| a.get("reason")?.string_value());
    let group = message.attributes().and_then(|a| a.get(&MessageSystemAttributeName::MessageGroupId));
    Some(Letter {
        // A letter that was given up at once has lost its group: it was its shop.
        group: group.cloned().or_else(|| shop_of(&body)),
        reason: reason.map(str::to_owned),
        receipt: message.receipt_handle()?.to_owned(),
        body,
    })
}

/// The shop that an event's text names.
fn shop_of(body: &str) -> Option<String> {
    let event: serde_json::Value = serde_json::from_str(body).ok()?;
    event["shop"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_lost_its_group_has_its_shop() {
        let message = |group: Option<&str>, body: &str| {
            let message = aws_sdk_sqs::types::Message::builder().body(body).receipt_handle("r");
            let named = group.map(|group| (MessageSystemAttributeName::MessageGroupId, group.to_owned()));
            message.set_attributes(Some(named.into_iter().collect())).build()
        };
        let group = |group, body| letter(&message(group, body)).and_then(|letter| letter.group);
        assert_eq!(group(Some("zeta"), r#"{"shop":"acme"}"#).as_deref(), Some("zeta"));
        assert_eq!(group(None, r#"{"shop":"acme"}"#).as_deref(), Some("acme"));
        assert_eq!(group(None, "no event"), None);
    }
}
