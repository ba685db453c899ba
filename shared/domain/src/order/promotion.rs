//! Promotions that take pieces together, such as "three for two".

use serde::{Deserialize, Serialize};

use super::LineItem;
use crate::Money;

/// A discount that holds for whole groups of pieces only, or a gift that comes with others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Promotion {
    /// What the shop calls it.
    pub name: String,
    /// The lines that count, by id.
    pub lines: Vec<String>,
    /// So many pieces make a group: three for "three for two".
    pub group: i64,
    /// By line: what it took off there, all pieces together; a part of that line's discount. A gift is a line of which everything
    /// was taken off.
    pub discounts: Vec<(String, Money)>,
}

impl Promotion {
    /// Whether it fits the lines: it names some of them, each once, makes a group of at least one piece, and takes off no line more
    /// than its discounts do.
    pub fn fits(&self, lines: &[LineItem]) -> bool {
        let of = |id: &String| lines.iter().find(|line| line.id == *id);
        let once =
            |ids: Vec<&String>| ids.iter().collect::<std::collections::BTreeSet<_>>().len() == ids.len();
        let within = |(id, off): &(String, Money)| {
            of(id).is_some_and(|line| off.minor > 0 && off.minor <= line.discount.minor)
        };
        self.group >= 1
            && !self.lines.is_empty()
            && !self.discounts.is_empty()
            && self.lines.iter().all(|id| of(id).is_some())
            && once(self.lines.iter().collect())
            && once(self.discounts.iter().map(|(id, _)| id).collect())
            && self.discounts.iter().all(within)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn it_fits_lines_that_are_there_and_had_that_much_off() {
        let eur = |minor: i64| json!({"minor": minor, "currency": "EUR"});
        let line = |id: &str, off: i64| json!({"id": id, "title": "Mug", "quantity": 3, "unit_price": eur(1000), "discount": eur(off)});
        let lines: Vec<LineItem> =
            serde_json::from_value(json!([line("1", 1000), line("2", 0)])).expect("two lines");
        for (lines_of_it, group, discounts, fits) in [
            (json!(["1"]), 3, json!([["1", eur(1000)]]), true),
            (json!(["1", "2"]), 2, json!([["1", eur(500)]]), true),
            (json!(["2"]), 1, json!([["1", eur(1000)]]), true),
            (json!(["1"]), 0, json!([["1", eur(1000)]]), false),
            (json!([]), 3, json!([["1", eur(1000)]]), false),
            (json!(["1"]), 3, json!([]), false),
            (json!(["3"]), 3, json!([["1", eur(1000)]]), false),
            (json!(["1", "1"]), 3, json!([["1", eur(1000)]]), false),
            (json!(["1"]), 3, json!([["1", eur(1001)]]), false),
            (json!(["1"]), 3, json!([["1", eur(0)]]), false),
            (json!(["1"]), 3, json!([["1", eur(500)], ["1", eur(500)]]), false),
            (json!(["1"]), 3, json!([["3", eur(500)]]), false),
        ] {
            let text = format!("{lines_of_it} {group} {discounts}");
            let promotion =
                json!({"name": "3 for 2", "lines": lines_of_it, "group": group, "discounts": discounts});
            let promotion: Promotion = serde_json::from_value(promotion).expect("a promotion");
            assert_eq!(promotion.fits(&lines), fits, "{text}");
        }
    }
}
