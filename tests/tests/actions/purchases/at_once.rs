//! What several workers do to one draft in the same moment.

use bundle_tests::buying::{Buying, proposal, shop};
use serde_json::json;
use testkit::Faults;

use super::KILN_CO;

/// LS-28: of what is proposed in one moment nothing is left out of the draft.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn proposals_that_come_at_once_are_all_in_the_draft() {
    for _ in 0..10 {
        let mut buying = Buying::new(Faults::plan([]), &shop(&json!({}))).await;
        for item in ["A", "B", "C", "D", "E", "F"] {
            buying.propose(item, Some(proposal(item, KILN_CO, 2, (1, 1)))).await;
        }
        buying.run_at_once().await;
        let order = buying.order().await;
        let mut lines: Vec<_> = order.lines.iter().map(|line| line.item.as_str()).collect();
        lines.sort_unstable();
        assert_eq!((lines, buying.open().await), (vec!["A", "B", "C", "D", "E", "F"], 1));
    }
}
