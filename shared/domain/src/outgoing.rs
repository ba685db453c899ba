//! An event on its way to the topic or to a queue, and how many of them go in one call.

use std::ops::Range;

/// The most messages that one call to SNS or SQS takes.
pub const MOST: usize = 10;

/// The most bytes that one call takes, all its messages together, by SNS's rule for `PublishBatch`: 262,144.
/// Source: <https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html>.
pub const MOST_BYTES: usize = 256 * 1024;

/// What a message's attributes weigh beside their values: their names and types.
const ATTRIBUTES: usize = 32;

/// An event as it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The event's text, as the journal has it.
    pub text: String,
    /// Its kind, by which queues choose.
    pub kind: String,
    /// Its shop: the message group, so that one busy shop can't starve the others.
    pub shop: String,
}

impl Outgoing {
    /// What it weighs in a call, in bytes.
    pub fn weight(&self) -> usize {
        self.text.len() + self.kind.len() + self.shop.len() + ATTRIBUTES
    }
}

/// Cuts messages of these weights into calls, in their order: each call's first and the one after its last. A message that is
/// heavier than a call may be is alone in its own, and whoever is called will refuse it.
pub fn calls(weights: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut calls: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (at, weight) in weights.into_iter().enumerate() {
        bytes += weight;
        match calls.last_mut() {
            Some(call) if call.len() < MOST && bytes <= MOST_BYTES => call.end = at + 1,
            _ => {
                bytes = weight;
                calls.push(at..at + 1);
            }
        }
    }
    calls
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_holds_ten_messages_and_256_kib() {
        let half = MOST_BYTES / 2;
        let cases = [
            (vec![], vec![]),
            (vec![1; 10], vec![(0, 10)]),
            (vec![1; 21], vec![(0, 10), (10, 20), (20, 21)]),
            (vec![half, half], vec![(0, 2)]),
            (vec![half, half, 1], vec![(0, 2), (2, 3)]),
            (vec![1, MOST_BYTES + 1, 1], vec![(0, 1), (1, 2), (2, 3)]),
        ];
        for (weights, expected) in cases {
            let found: Vec<_> = calls(weights.clone()).into_iter().map(|c| (c.start, c.end)).collect();
            assert_eq!(found, expected, "{weights:?}");
        }
    }
}
