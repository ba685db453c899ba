//! How many messages lie in the house's dead-letter queues.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use aws_sdk_sqs::{
    Client,
    config::{Builder, timeout::TimeoutConfig},
    error::ProvideErrorMetadata as _,
    types::QueueAttributeName,
};
use domain::Failure;

use crate::{Boot, BootError};

/// The dead-letter queues that the environment names, whoever's they are.
#[derive(Debug)]
pub struct DeadLetters {
    client: Client,
    urls: BTreeSet<String>,
}

const TIMEOUT: Duration = Duration::from_secs(5);

impl DeadLetters {
    /// Those in `DEAD_LETTER_URLS`; one may be named twice.
    pub fn open(boot: &Boot) -> Result<Self, BootError> {
        let urls = boot.text("DEAD_LETTER_URLS")?.split(',').map(str::trim).map(str::to_owned).collect();
        let timeouts = TimeoutConfig::builder().operation_timeout(TIMEOUT).build();
        let config = Builder::from(&boot.aws).timeout_config(timeouts).build();
        Ok(Self { client: Client::from_conf(config), urls })
    }

    /// By queue: how many messages there are, about. Queues that are empty are left out.
    pub async fn depths(&self) -> Result<BTreeMap<String, u64>, Failure> {
        let mut depths = BTreeMap::new();
        for url in &self.urls {
            let attribute = QueueAttributeName::ApproximateNumberOfMessages;
            let asked = self.client.get_queue_attributes().queue_url(url).attribute_names(attribute.clone());
            let answer = asked.send().await.map_err(|error| {
                let code = error.code().unwrap_or("no answer");
                Failure::transient(format!("a dead-letter queue can't be looked into: {code}"))
            })?;
            let count = answer.attributes().and_then(|all| all.get(&attribute)?.parse().ok()).unwrap_or(0);
            if count > 0 {
                depths.insert(name(url).to_owned(), count);
            }
        }
        Ok(depths)
    }
}

/// What a queue is called in the template: its name in the account has the stack before and a code after that.
fn name(url: &str) -> &str {
    let name = url.rsplit('/').next().unwrap_or_default();
    name.split('-').find_map(|part| part.strip_suffix("DeadLetters")).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_queue_is_called_as_in_the_template() {
        for (url, called) in [
            ("https://sqs.eu-central-1.amazonaws.com/1/my-shop-MailBulkDeadLetters-1X2Y", "MailBulk"),
            ("http://gateway:4566/000000000000/nightshift-TimerDeadLetters-ab", "Timer"),
            ("https://sqs.eu-central-1.amazonaws.com/1/of-my-own", "of-my-own"),
        ] {
            assert_eq!(name(url), called);
        }
    }
}
