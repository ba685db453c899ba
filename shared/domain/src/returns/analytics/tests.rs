//! Reports by cases, and that their sums agree whatever comes back.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, civil::date, tz::TimeZone};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Month, MonthRate, Report, ReportInput, Returned, Sales};
use crate::{
    Currency, Money,
    order::Order,
    returns::{Policy, Rules, record::ReturnRecord},
};

fn eur(minor: i64) -> Money {
    Money::new(minor, "EUR".parse::<Currency>().expect("a currency"))
}

fn zone() -> TimeZone {
    TimeZone::get("Europe/Berlin").expect("a zone")
}

fn month() -> Month {
    Month::of(date(2026, 11, 26), &zone()).expect("a month")
}

fn policy() -> Policy {
    Policy::new(1, &Rules::default(), &zone()).expect("a policy")
}

/// An order of some pieces of articles, each with a variant.
fn order(id: &str, lines: &[(&str, &str, i64)]) -> Order {
    let lines: Vec<Value> = lines
        .iter()
        .enumerate()
        .map(|(n, (sku, variant, pieces))| {
            json!({"id": n.to_string(), "sku": sku, "title": format!("The {sku}"), "variant": variant, "quantity": pieces,
                   "unit_price": eur(1000), "discount": eur(0)})
        })
        .collect();
    let now = "2026-11-02T09:00:00Z";
    serde_json::from_value(json!({
        "id": id, "name": format!("#{id}"), "placed_at": now, "created_at": now, "test": false, "draft": false, "currency": "EUR",
        "payment": {"status": "paid", "tenders": []}, "lines": lines, "taxes_included": true,
        "totals": {"subtotal": eur(0), "discounts": eur(0), "shipping": eur(0), "tax": eur(0), "total": eur(0)},
    }))
    .expect("an order")
}

/// A return as it is kept: what is given on top of a plain wish for one piece of the first line.
fn kept(at: &str, more: Value) -> ReturnRecord {
    let mut rma = json!({
        "number": "RMA-1", "request": {"key": "r", "order": "1", "at": at, "channel": "portal", "by": "buyer", "method": "own-post",
            "lines": [{"line": "0", "quantity": 1, "reason": "too-small"}]},
        "granted": [granted("0", 1, "approve")], "decided": at,
    });
    let mut kept = json!({});
    for (key, value) in more.as_object().into_iter().flatten() {
        let whole = if ["told", "asked", "plans"].contains(&key.as_str()) { &mut kept } else { &mut rma };
        whole[key] = value.clone();
    }
    kept["rma"] = rma;
    serde_json::from_value(kept).expect("a return")
}

fn granted(line: &str, pieces: i64, verdict: &str) -> Value {
    json!({"line": line, "quantity": pieces, "verdict": verdict, "because": {"code": "in-time"}, "say": "approved",
           "outcome": "refund", "fault": "customer"})
}

fn plan(pieces: i64, freight: i64, fees: i64) -> Value {
    let goods = 1000 * pieces;
    json!({"currency": "EUR", "freight": eur(freight), "fees": eur(fees), "total": eur(goods + freight - fees), "credit": eur(0),
           "bonus": eur(0), "to_pay": eur(0), "short": eur(0),
           "lines": [{"line": "0", "pieces": pieces, "outcome": "refund", "paid": eur(goods), "goods": eur(goods), "fee": eur(fees)}]})
}

fn refund(at: &str, amount: i64, state: &str) -> Value {
    json!({"amount": eur(amount), "pieces": {"0": 1}, "at": at, "state": state})
}

fn report(sales: &Sales, returns: &[(ReturnRecord, Order)], before: &[MonthRate]) -> Report {
    let returns: Vec<_> = returns.iter().map(|(kept, order)| Returned { kept, order: Some(order) }).collect();
    Report::of(&ReportInput {
        month: month(),
        zone: &zone(),
        currency: eur(0).currency,
        sales,
        returns: &returns,
        reasons: policy().reasons(),
        return_cost: Some(eur(500)),
        before,
        route: "digest",
    })
}

fn sold(orders: &[Order]) -> Sales {
    let mut sales = Sales::default();
    orders.iter().for_each(|order| sales.count(order));
    sales
}

#[test]
fn a_month_is_counted_by_the_shops_own_clock() {
    assert_eq!(month().first, date(2026, 11, 1));
    let one = order("1", &[("tea", "L", 30), ("cup", "", 10)]);
    let sales = sold(&[one.clone(), Order { test: true, ..one.clone() }]);
    assert_eq!((sales.orders, sales.total()), (1, 40));
    // The first moment of November in Berlin is still October in Greenwich.
    let wishes =
        ["2026-10-31T22:59:59Z", "2026-10-31T23:00:00Z", "2026-11-30T22:59:59Z", "2026-11-30T23:00:00Z"];
    let returns: Vec<_> = wishes.iter().map(|at| (kept(at, json!({})), one.clone())).collect();
    let told = report(&sales, &returns, &[]);
    assert_eq!((told.whole.returns, told.whole.pieces), (2, 2));
    assert_eq!((told.days.len(), told.days[0], told.days[29]), (30, 1, 1));
    let tea = &told.articles[0];
    assert_eq!(
        (tea.name.as_str(), tea.title.as_deref(), tea.sold, tea.returned),
        ("tea", Some("The tea"), 30, 2)
    );
    assert_eq!((tea.per_mille(), tea.reason.as_deref()), (Some(66), Some("too-small")));
    // Ten cups are too few for a rate, and none came back.
    assert_eq!((told.articles[1].name.as_str(), told.articles[1].per_mille()), (Report::OTHERS, None));
    assert_eq!((told.variants[0].name.as_str(), told.variants[0].returned), ("L", 2));
    // All four are still to come.
    assert_eq!((told.restock[0].coming, told.restock[0].sellable), (4, None));
}

#[test]
fn money_is_counted_when_it_went_back() {
    let one = order("1", &[("tea", "", 40)]);
    let at = "2026-11-10T09:00:00Z";
    let returns = [
        // Paid after four days and a half, with freight and a fee.
        kept(
            at,
            json!({"refunds": {"a": refund("2026-11-14T21:00:00Z", 1300, "done")}, "plans": {"a": plan(1, 500, 200)}}),
        ),
        // It stayed with its buyer.
        kept(
            at,
            json!({"granted": [granted("0", 2, "keep")], "refunds": {"a": refund(at, 2000, "done")}, "plans": {"a": plan(2, 0, 0)}}),
        ),
        // Came back as scrap, was paid a month ago.
        kept(
            "2026-10-01T09:00:00Z",
            json!({
            "refunds": {"a": refund("2026-10-09T09:00:00Z", 1000, "done")}, "plans": {"a": plan(1, 0, 0)},
            "receipts": {"p": {"at": at, "lines": [{"line": "0", "pieces": 1, "grade": "c"}]}}}),
        ),
        // Asked for, and not paid: nothing.
        kept(at, json!({"refunds": {"a": refund(at, 9000, "asked")}, "plans": {"a": plan(1, 0, 0)}})),
        // Called off: as if it had never been.
        kept(at, json!({"ended": {"state": "cancelled", "at": at, "by": "buyer"}})),
    ];
    let returns: Vec<_> = returns.into_iter().map(|kept| (kept, one.clone())).collect();
    let whole = report(&sold(std::slice::from_ref(&one)), &returns, &[]).whole;
    assert_eq!((whole.returns, whole.refunds, whole.refunded), (3, 2, eur(3300)));
    assert_eq!(
        (whole.freight, whole.fees, whole.kept, whole.kept_pieces),
        (eur(500), eur(200), eur(2000), 2)
    );
    assert_eq!((whole.scrapped, whole.handling, whole.grades), (eur(1000), Some(eur(500)), [0, 0, 1]));
    assert_eq!((whole.cost(), whole.cost_each()), (eur(3800), Some(eur(1900))));
    assert_eq!(whole.days_to_refund, [(0, 1), (4, 1)]);
    assert_eq!((whole.days_to_refund(50), whole.days_to_refund(90)), (Some(0), Some(4)));
}

#[test]
fn who_decided_and_what_became_of_a_no() {
    let at = "2026-11-10T09:00:00Z";
    let told = |news: &[&str]| -> Value { news.iter().map(|news| json!({"news": news, "at": at})).collect() };
    let refused = json!({"state": "refused", "at": at, "by": "policy"});
    let cases = [
        (json!({}), [1, 1, 0, 0]),
        (json!({"rounds": 1}), [1, 0, 0, 0]),
        (json!({"decided": null}), [0, 0, 0, 0]),
        (json!({"decided": null, "ended": refused, "told": told(&["refused"])}), [1, 1, 1, 0]),
        (json!({"told": told(&["refused", "looked-at"]), "reopened": 1, "rounds": 1}), [1, 0, 1, 1]),
        (json!({"told": told(&["refused", "approved"])}), [1, 1, 1, 1]),
        (json!({"decided": "2026-10-10T09:00:00Z"}), [0, 0, 0, 0]),
    ];
    let one = order("1", &[("tea", "", 40)]);
    for (more, expected) in cases {
        let whole =
            report(&sold(std::slice::from_ref(&one)), &[(kept(at, more.clone()), one.clone())], &[]).whole;
        let found = [whole.decided, whole.without_person, whole.refused, whole.escalated];
        assert_eq!(found, expected, "{more}");
    }
}

#[test]
fn a_description_is_suspected_where_chance_does_not_explain_it() {
    let order = order("1", &[("coat", "", 200), ("tea", "", 2000), ("cup", "", 15)]);
    let sales = sold(std::slice::from_ref(&order));
    let back = |line: &str, reason: &str, pieces: i64| {
        let lines = json!([{"line": line, "quantity": pieces, "reason": reason}]);
        let mut own = kept("2026-11-10T09:00:00Z", json!({}));
        own.rma.request.lines = serde_json::from_value(lines).expect("lines");
        (own, order.clone())
    };
    let names = |returns: &[(ReturnRecord, Order)]| {
        let told = report(&sales, returns, &[]);
        told.descriptions.into_iter().map(|suspect| suspect.name).collect::<Vec<_>>()
    };
    // A tenth of the coats are too small, in a shop where one in a hundred pieces is.
    let coats = [back("0", "too-small", 20), back("1", "not-as-described", 4)];
    assert_eq!(names(&coats), ["coat"]);
    let suspect = report(&sales, &coats, &[]).descriptions.remove(0);
    assert_eq!((suspect.reason.as_str(), suspect.sold, suspect.returned), ("too-small", 200, 20));
    assert!(
        suspect.least_per_mille > suspect.usual_per_mille && suspect.least_per_mille < 100,
        "{suspect:?}"
    );
    // As many by a change of mind are nobody's description; of few cups nothing is said; two of two hundred are chance.
    assert_eq!(names(&[back("0", "changed-mind", 20), back("1", "not-as-described", 4)]), [""; 0]);
    assert_eq!(names(&[back("2", "too-small", 9)]), [""; 0]);
    assert_eq!(names(&[back("0", "too-small", 3), back("1", "too-small", 10)]), [""; 0]);
}

#[test]
fn months_stand_beside_each_other() {
    let rate = |month: i8, returned| MonthRate { first: date(2026, month, 1), sold: 100, returned };
    let order = order("1", &[("tea", "", 40)]);
    let told = report(&sold(&[order]), &[], &[rate(9, 5), rate(10, 7), rate(11, 99), rate(12, 99)]);
    let months: Vec<_> = told.months.iter().map(|month| (month.first.month(), month.per_mille())).collect();
    assert_eq!(months, [(9, Some(50)), (10, Some(70)), (11, Some(0))]);
    assert!(told.is_empty());
}

fn wishes() -> impl Strategy<Value = Vec<(i64, usize, i64, usize)>> {
    // Hours into the month, a line, pieces, a reason.
    prop::collection::vec((-48i64..800, 0usize..40, 1i64..5, 0usize..4), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn sums_agree(wishes in wishes(), sold_pieces in prop::collection::vec(1i64..60, 40)) {
        let names: Vec<String> = (0..40).map(|n| format!("sku-{n:02}")).collect();
        let lines: Vec<_> = names.iter().zip(&sold_pieces).enumerate()
            .map(|(n, (name, pieces))| (name.as_str(), ["S", "M", "L"][n % 3], *pieces)).collect();
        let order = order("1", &lines);
        let reasons = ["too-small", "defective", "changed-mind", "unheard-of"];
        let since = month().since;
        let returns: Vec<_> = wishes.iter().map(|(hours, line, pieces, reason)| {
            let at: Timestamp = since + SignedDuration::from_hours(*hours);
            let mut own = kept(&at.to_string(), json!({}));
            own.rma.request.lines = serde_json::from_value(
                json!([{"line": line.to_string(), "quantity": pieces, "reason": reasons[*reason]}])).expect("lines");
            (own, order.clone())
        }).collect();
        let told = report(&sold(std::slice::from_ref(&order)), &returns, &[]);
        let whole = &told.whole;
        for (what, back, sold) in [
            ("articles", told.articles.iter().map(|p| p.returned).sum::<i64>(), Some(told.articles.iter().map(|p| p.sold).sum::<i64>())),
            ("variants", told.variants.iter().map(|p| p.returned).sum(), Some(told.variants.iter().map(|p| p.sold).sum())),
            ("reasons", told.reasons.iter().map(|r| r.pieces).sum(), None),
            ("days", told.days.iter().sum(), None),
            ("month", told.months.last().map_or(0, |m| m.returned), told.months.last().map(|m| m.sold)),
        ] {
            prop_assert_eq!(back, whole.pieces, "{}", what);
            prop_assert!(sold.is_none_or(|sold| sold == whole.sold), "{}", what);
        }
        prop_assert!(told.articles.iter().all(|part| part.sold >= super::LEAST_SOLD || part.per_mille().is_none()));
        let by_name: BTreeMap<_, _> = told.articles.iter().map(|part| (&part.name, part.returned)).collect();
        prop_assert_eq!(by_name.len(), told.articles.len(), "each once");
    }
}
