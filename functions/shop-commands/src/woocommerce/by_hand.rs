//! What the shop's own people refunded, and whether it may be for the goods of a refund of ours.

use domain::{Money, Timestamp, command::Refund};
use jiff::{civil::DateTime, tz::TimeZone};
use serde_json::Value;

/// Whether a refund is one of ours: then its reason begins with the once-key of a command.
pub(super) fn is_ours(refund: &Value) -> bool {
    refund["reason"].as_str().is_some_and(|reason| reason.starts_with("ns:"))
}

/// A refund by hand that is perhaps for the same goods: of a line that this one is for, or of no goods at all and as much. Nobody can
/// tell two pieces of a line apart, so a person decides, unless one has had a look since.
pub(super) fn perhaps_the_same<'r>(
    refund: &Refund,
    total: Money,
    refunds: &'r Value,
    looked_at: Option<Timestamp>,
) -> Option<&'r Value> {
    let is_new =
        |other: &&Value| looked_at.is_none_or(|looked_at| made(other).is_none_or(|at| at > looked_at));
    let by_hand = refunds.as_array()?.iter().filter(|other| !is_ours(other)).filter(is_new);
    by_hand.into_iter().find(|other| match lines(other) {
        Some(lines) => refund.lines.iter().any(|line| lines.contains(&line.line)),
        None => amount(other, total).is_some_and(|amount| amount == total),
    })
}

/// When it was made; by UTC, without saying so.
fn made(refund: &Value) -> Option<Timestamp> {
    let at: DateTime = refund["date_created_gmt"].as_str()?.parse().ok()?;
    at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp())
}

/// The order's lines that it is for; none where it doesn't name them all.
fn lines(refund: &Value) -> Option<Vec<String>> {
    let of = |line: &Value| {
        let meta = line["meta_data"].as_array()?.iter().find(|meta| meta["key"] == "_refunded_item_id")?;
        meta["value"].as_str().map(str::to_owned).or_else(|| meta["value"].as_u64().map(|id| id.to_string()))
    };
    let lines = refund["line_items"].as_array().filter(|lines| !lines.is_empty())?;
    lines.iter().map(of).collect()
}

fn amount(refund: &Value, like: Money) -> Option<Money> {
    Money::parse(refund["amount"].as_str()?, like.currency).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// The form is that of WooCommerce's own tests for its app (`order-560-all-refunds.json`).
    #[test]
    fn of_the_same_goods_a_person_decides_once() {
        let eur = |minor| Money::new(minor, "EUR".parse().expect("a currency"));
        let ours: Refund = serde_json::from_value(json!({"shares": [{"tender": "card", "amount": eur(5000)}],
            "lines": [{"line": "64", "quantity": 1, "restock": {"how": "nothing"}, "amount": eur(5000), "tax": eur(0)}]}))
        .expect("a refund");
        let of = |line: Value| {
            json!([{"id": 141, "quantity": -1, "total": "-50.00", "meta_data": [{"id": 1215, "key": "_refunded_item_id",
                "value": line}]}])
        };
        let day = |day: i64| format!("2026-03-{day:02}T12:00:00Z").parse::<Timestamp>().ok();
        for (what, reason, amount, lines, looked_at, expected) in [
            ("one of two pieces of its line", "came back", "50.00", of(json!("64")), None, true),
            ("the same, its id as a number", "", "50.00", of(json!(64)), None, true),
            ("another line", "", "50.00", of(json!("65")), None, false),
            ("no goods, and as much", "", "50.00", json!([]), None, true),
            ("no goods, and another sum", "for the wait", "5.00", json!([]), None, false),
            (
                "a line that it doesn't name, and as much",
                "",
                "50.00",
                json!([{"id": 141, "meta_data": []}]),
                None,
                true,
            ),
            ("one of ours", "ns:0123 R-1", "50.00", of(json!("64")), None, false),
            ("a person looked before", "", "50.00", of(json!("64")), day(2), true),
            ("a person looked since", "", "50.00", of(json!("64")), day(4), false),
        ] {
            let refunds = json!([{"id": 1172, "date_created_gmt": "2026-03-03T19:29:55", "amount": amount,
                "reason": reason, "line_items": lines}]);
            let found = perhaps_the_same(&ours, eur(5000), &refunds, looked_at);
            assert_eq!(found.is_some(), expected, "{what}");
        }
    }
}
