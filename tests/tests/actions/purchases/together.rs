//! What is proposed for all places together, and delivered to one of them.

use bundle_tests::buying::{Buying, PLACE, acme, proposal, shop};
use domain::{
    purchase::State,
    reorder::Proposal,
    stock::{self, NETWORK},
};
use serde_json::json;
use testkit::Faults;

use super::{BUYER, KILN_CO, minutes, on};

/// LS-28: it is put before its approver, changes and goes as every draft, and its approval takes the proposal where it stands.
#[tokio::test(start_paused = true)]
async fn what_is_judged_together_is_ordered_to_one_place() {
    let all = stock::at("A", NETWORK);
    let together = |pieces, stand| Proposal { together: true, ..proposal("A", KILN_CO, pieces, stand) };
    for goes in [false, true] {
        let mut buying = Buying::new(Faults::plan([]), &shop(&json!({}))).await;
        // As a release before December 2026 proposed it, which didn't say so; the night after it is amended.
        buying.propose_at(&all, Some(proposal("A", KILN_CO, 10, (1, 1)))).await;
        buying.run().await;
        buying.propose_at(&all, Some(together(10, (1, 2)))).await;
        buying.propose("B", Some(proposal("B", KILN_CO, 4, (1, 1)))).await;
        buying.run().await;
        buying.wait(minutes(10)).await;
        let order = buying.order().await;
        assert_eq!((order.location.as_str(), order.lines.len(), order.state), (PLACE, 2, State::Waiting));
        if goes {
            buying.propose_at(&all, None).await;
            buying.run().await;
            let order = buying.order().await;
            let lines: Vec<_> = order.lines.iter().map(|line| line.item.as_str()).collect();
            assert_eq!((lines, order.state), (vec!["B"], State::Draft));
            continue;
        }
        let mail = buying.mails(BUYER).pop().expect("a mail");
        assert!(buying.press(&Buying::tokens(&mail)[0]).await, "it has a button");
        buying.run().await;
        assert_eq!(buying.order().await.number(), Some("PO-2026-00001"));
        assert_eq!((buying.pieces("A").await, buying.pieces("B").await), (on(0, 10), on(0, 4)));
        assert!(buying.store.open_proposals(&acme()).await.expect("readable").is_empty(), "both are taken");
    }
}
