//! The day in four lines, one for each automation: `up` prints them, and the page begins with them.

use serde::Serialize;

use super::{orders, played::PlayedDay, promises, returns, stock, words::many};

/// What one automation did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    /// Where the page tells more of it.
    pub(super) id: &'static str,
    /// The automation.
    pub(super) name: &'static str,
    /// How much.
    pub(super) figure: String,
    /// What came of it.
    pub(super) said: String,
}

/// All four.
pub(super) fn lines(kept: &PlayedDay) -> [Line; 4] {
    let orders = orders::orders(kept);
    let (items, promises, cases) = (stock::items(kept), promises::promises(kept), returns::cases(kept));
    [
        Line {
            id: "order-confirmation",
            name: "Order confirmation",
            figure: format!("{} of {} confirmed", orders::waits(&orders).len(), many(orders.len(), "order")),
            said: orders::sentence(&orders),
        },
        Line {
            id: "low-stock",
            name: "Low stock and reorder",
            figure: format!("{} ran low", many(items.len(), "item")),
            said: stock::sentence(&items),
        },
        Line {
            id: "delivery-date",
            name: "Delivery date",
            figure: format!("{} promised", many(promises.len(), "date")),
            said: promises::sentence(&promises),
        },
        Line {
            id: "returns-approval",
            name: "Returns",
            figure: format!("{} asked for", many(cases.len(), "return")),
            said: returns::sentence(kept, &cases),
        },
    ]
}

/// The lines as `up` prints them.
pub(super) fn printed(kept: &PlayedDay) -> String {
    let lines = lines(kept).map(|Line { name, figure, said, .. }| format!("  {name:<22} {figure}: {said}."));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn four_lines_tell_the_day() {
        assert_eq!(
            printed(&sample::kept()),
            "  Order confirmation     1 of 2 orders confirmed: half of the mails within 0.8 s, the last within 0.8 s; one had a reason not to be.\n\
            \x20 Low stock and reorder  1 item ran low: 1 alert; ordered by PO-1; 1 of them restocked.\n\
            \x20 Delivery date          1 date promised: 0 kept so far; 1 delay told 8 days before the promised day; 1 not due yet.\n\
            \x20 Returns                3 returns asked for: 1 approved, 1 refused, 1 with people; 89.00 EUR paid back in 1 refund; 1 that the shop refused became a task."
        );
    }

    #[test]
    fn a_day_on_which_nothing_happened_is_told_as_well() {
        let quiet = PlayedDay {
            deliveries: Vec::new(),
            events: Vec::new(),
            returns: Vec::new(),
            commands: Vec::new(),
            ..sample::kept()
        };
        let told = printed(&quiet);
        assert!(
            told.contains("0 of 0 orders") && told.contains("0 items ran low: 0 alerts; nothing ordered"),
            "{told}"
        );
    }
}
