//! Queues: whether something lies among the dead letters, and whether anything piles up.

use aws_config::SdkConfig;
use aws_sdk_sqs::types::QueueAttributeName as A;

use super::found::{Found, refused};
use crate::cloud::stack::Stack;

/// More than a busy minute brings.
const MANY: u64 = 1000;
const CREDENTIALS: &str = "check region and credentials; they need sqs:GetQueueAttributes";

/// A queue and how many messages it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Depth {
    name: String,
    messages: u64,
}

/// Looks into every queue of the stack.
pub(super) async fn check(config: &SdkConfig, stack: &Stack) -> Vec<Found> {
    let sqs = aws_sdk_sqs::Client::new(config);
    let queues = depths(&sqs, stack.queues()).await;
    let dead = depths(&sqs, stack.dead_letters()).await;
    let mut found = match dead {
        Ok(dead) => judge_dead(&dead),
        Err(unknown) => vec![Found { about: "dead letters".into(), ..unknown }],
    };
    match queues {
        Ok(queues) => found.extend(judge_waiting(&queues)),
        Err(unknown) => found.push(unknown),
    }
    found
}

async fn depths(
    sqs: &aws_sdk_sqs::Client,
    queues: impl Iterator<Item = (&str, &str)>,
) -> Result<Vec<Depth>, Found> {
    let mut depths = Vec::new();
    for (name, url) in queues {
        let asked = sqs.get_queue_attributes().queue_url(url);
        let asked = asked
            .attribute_names(A::ApproximateNumberOfMessages)
            .attribute_names(A::ApproximateNumberOfMessagesNotVisible)
            .attribute_names(A::ApproximateNumberOfMessagesDelayed);
        let answer = asked.send().await.map_err(|e| Found::unknown("queues", refused(&e), CREDENTIALS))?;
        let counts = answer.attributes.unwrap_or_default();
        let messages = counts.values().filter_map(|count| count.parse::<u64>().ok()).sum();
        depths.push(Depth { name: name.to_owned(), messages });
    }
    Ok(depths)
}

fn judge_dead(dead: &[Depth]) -> Vec<Found> {
    if dead.is_empty() {
        let mend = "deploy this version's template.yaml";
        return vec![Found::unknown("dead letters", "the stack names no queue for them", mend)];
    }
    let full = dead.iter().filter(|queue| queue.messages > 0).map(|Depth { name, messages }| {
        let mend = "see why in the function's log, mend it, redrive them: infra/runbook.md#dead-letters";
        Found::wrong("dead letters", format!("{messages} of {name}: nobody works on them any more"), mend)
    });
    let mut found: Vec<_> = full.collect();
    if found.is_empty() {
        found.push(Found::well("dead letters", format!("{} queues, all empty", dead.len())));
    }
    found
}

fn judge_waiting(queues: &[Depth]) -> Vec<Found> {
    let long = queues.iter().filter(|queue| queue.messages > MANY).map(|Depth { name, messages }| {
        let mend = "normal after a flood; else see infra/runbook.md#slow-queue";
        Found::note("queues", format!("{messages} messages wait in {name}"), mend)
    });
    let mut found: Vec<_> = long.collect();
    if found.is_empty() {
        let waiting: u64 = queues.iter().map(|queue| queue.messages).sum();
        found.push(Found::well("queues", format!("{} queues, {waiting} messages under way", queues.len())));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{super::found::State, *};

    fn queues(depths: &[u64]) -> Vec<Depth> {
        depths.iter().map(|messages| Depth { name: format!("Q{messages}"), messages: *messages }).collect()
    }

    #[test]
    fn queues_are_judged() {
        use State::{Note, Unknown, Well, Wrong};
        for (depths, dead, waiting) in [
            (&[0, 0][..], vec![Well], vec![Well]),
            (&[0, 3], vec![Wrong], vec![Well]),
            (&[1, MANY], vec![Wrong, Wrong], vec![Well]),
            (&[0, MANY + 1], vec![Wrong], vec![Note]),
            (&[], vec![Unknown], vec![Well]),
        ] {
            let queues = queues(depths);
            let states = |found: Vec<Found>| found.into_iter().map(|f| f.state).collect::<Vec<_>>();
            assert_eq!(states(judge_dead(&queues)), dead, "{depths:?}");
            assert_eq!(states(judge_waiting(&queues)), waiting, "{depths:?}");
        }
        assert!(judge_dead(&queues(&[3]))[0].says.contains("3 of Q3"));
    }
}
