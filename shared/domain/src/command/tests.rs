use jiff::SignedDuration;
use serde_json::{Value, json};

use super::*;
use crate::{EntityRef, order::Order};

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("in range")
}

fn eur(minor: i64) -> Money {
    Money::new(minor, "EUR".parse().expect("a currency"))
}

fn entry(state: State, lease: i64, attempts: u32) -> Entry {
    let key = Key::of("7");
    Entry {
        id: CommandId::of(&"acme".parse().expect("a shop"), "1", Purpose::Money, &key),
        about: EntityRef::new("RETURN", "7"),
        command: "refund".into(),
        key,
        state,
        owner: "a".into(),
        lease_until: at(lease),
        since: at(0),
        attempts,
        amount: Some(eur(500)),
        reference: None,
        reason: None,
        why: None,
    }
}

#[test]
fn what_may_be_done_about_a_command() {
    let patience = SignedDuration::from_secs(300);
    let day = GIVE_UP.as_secs();
    let ask = |again, old| Next::AskFirst(Doubt { again, old });
    for (held, now, expected) in [
        (None, 0, Next::Take),
        (None, day - 1, Next::Take),
        (None, day, Next::Overdue),
        (Some((State::Asked, 60, 0)), 10, Next::Take),
        (Some((State::Asked, 60, 0)), day, Next::Overdue),
        (Some((State::Sending, 60, 1)), 10, Next::Wait(at(300))),
        (Some((State::Sending, 600, 1)), 400, Next::Wait(at(600))),
        (Some((State::Sending, 60, 1)), 300, ask(true, false)),
        (Some((State::Sending, 60, MOST_ATTEMPTS)), 300, ask(false, false)),
        (Some((State::Sending, 60, 1)), day, ask(false, true)),
        (Some((State::Done, 60, 1)), day, Next::Finished),
        (Some((State::Refused, 60, 1)), 10, Next::Finished),
        (Some((State::Parked, 60, 1)), day, Next::Finished),
    ] {
        let row = held.map(|(state, lease, attempts)| entry(state, lease, attempts));
        assert_eq!(next(row.as_ref(), at(0), patience, at(now)), expected, "{held:?} at {now}");
    }
}

#[test]
fn what_follows_when_the_shop_is_asked() {
    let young = Some(Doubt { again: true, old: false });
    let worn = Some(Doubt { again: false, old: false });
    let old = Some(Doubt { again: false, old: true });
    let not_now = || Known::NotNow { reason: "busy".into(), pause_seconds: Some(9) };
    let doubt = |verdict: &Verdict| matches!(verdict, Verdict::Parked(Why::InDoubt, _));
    let found = Verdict::Done { reference: Some("r".into()), asked: true };
    for doubtful in [None, young, worn, old] {
        assert_eq!(Known::Done(Some("r".into())).verdict(doubtful), found);
    }
    for (known, doubtful, expected) in [
        (Known::Nothing(None), None, "send"),
        (Known::Nothing(None), young, "send"),
        (Known::Nothing(None), worn, "in doubt"),
        (Known::Nothing(None), old, "in doubt"),
        (Known::Unfinished("half".into()), None, "in doubt"),
        (Known::Unfinished("half".into()), young, "keep"),
        (Known::Unfinished("half".into()), worn, "keep"),
        (Known::Unfinished("half".into()), old, "in doubt"),
        (Known::Unclear("half".into()), None, "in doubt"),
        (Known::Unclear("half".into()), young, "in doubt"),
        (Known::Unasked { knows_again: false }, None, "send"),
        (Known::Unasked { knows_again: false }, young, "in doubt"),
        (Known::Unasked { knows_again: true }, None, "send"),
        (Known::Unasked { knows_again: true }, young, "send"),
        (Known::Unasked { knows_again: true }, worn, "in doubt"),
        (not_now(), None, "release"),
        (not_now(), young, "keep"),
        (not_now(), worn, "keep"),
        (not_now(), old, "in doubt"),
        (Known::NoAccess("401".into()), None, "no access"),
        (Known::NoAccess("401".into()), young, "in doubt"),
    ] {
        let verdict = known.verdict(doubtful);
        let word = match &verdict {
            Verdict::Send => "send",
            Verdict::Keep(..) => "keep",
            Verdict::Release(..) => "release",
            Verdict::Parked(Why::NoAccess, _) => "no access",
            parked if doubt(parked) => "in doubt",
            _ => "something else",
        };
        assert_eq!(word, expected, "{known:?}, {doubtful:?}");
    }
}

#[test]
fn what_follows_from_an_answer() {
    let refused = Outcome::Refused("no".into());
    let not_now = Outcome::NotNow { reason: "busy".into(), pause_seconds: Some(2) };
    let unsendable = Outcome::Unsendable(Why::ByHand, "a gift card".into());
    for (outcome, doubtful, expected) in [
        (Outcome::Done(None), false, Verdict::Done { reference: None, asked: false }),
        (Outcome::Done(None), true, Verdict::Done { reference: None, asked: false }),
        (refused.clone(), false, Verdict::Refused("no".into())),
        (refused, true, Verdict::Parked(Why::InDoubt, "no".into())),
        (not_now.clone(), false, Verdict::Release("busy".into(), Some(2))),
        (not_now, true, Verdict::Keep("busy".into(), Some(2))),
        (Outcome::InDoubt("cut".into()), false, Verdict::Keep("cut".into(), None)),
        (unsendable.clone(), false, Verdict::Parked(Why::ByHand, "a gift card".into())),
        (unsendable, true, Verdict::Parked(Why::InDoubt, "a gift card".into())),
    ] {
        assert_eq!(verdict(&outcome, doubtful), expected, "{outcome:?}, doubtful: {doubtful}");
    }
}

/// Paid 100.00 for two mugs.
fn order(change: &[(&str, Value)]) -> Order {
    let mut order = json!({
        "id": "1", "name": "#1", "placed_at": "2026-11-21T00:00:00Z", "created_at": "2026-11-21T00:00:00Z",
        "currency": "EUR", "payment": {"status": "paid"},
        "lines": [{"id": "mug", "title": "Mug", "quantity": 2, "unit_price": eur(5000), "discount": eur(0)}],
        "totals": {"subtotal": eur(10_000), "discounts": eur(0), "shipping": eur(0), "tax": eur(0), "total": eur(10_000)},
    });
    for (key, value) in change {
        order[*key] = value.clone();
    }
    serde_json::from_value(order).expect("an order")
}

fn refund(shares: Value) -> Command {
    serde_json::from_value(json!({"kind": "refund", "shares": shares, "lines": [
        {"line": "mug", "quantity": 1, "restock": {"how": "nothing"}, "amount": eur(5000), "tax": eur(0)}]}))
    .expect("a refund")
}

fn card(amount: i64) -> Command {
    refund(json!([{"tender": "card", "amount": eur(amount)}]))
}

#[test]
fn money_goes_back_only_as_far_as_it_came() {
    let status = |word: &str| order(&[("payment", json!({"status": word}))]);
    let says = |captured, refunded| {
        Some(Standing { captured: eur(captured), refunded: eur(refunded), cancelled: false })
    };
    let ours = |state| vec![Entry { amount: Some(eur(6000)), ..entry(state, 0, 1) }];
    let parked = |why| vec![Entry { why: Some(why), ..ours(State::Parked).remove(0) }];
    let dollars = json!([{"tender": "card", "amount": {"minor": 1, "currency": "USD"}}]);
    let stranger = serde_json::from_value(
        json!({"kind": "refund", "shares": [{"tender": "card", "amount": eur(1)}],
        "lines": [{"line": "cup", "quantity": 1, "restock": {"how": "unsent"}, "amount": eur(1), "tax": eur(0)}]}),
    );
    for (what, command, facts, standing, ours, expected) in [
        ("all of it", card(10_000), order(&[]), says(10_000, 0), vec![], None),
        ("a cent too much", card(10_001), order(&[]), says(10_000, 0), vec![], Some(Why::TooMuch)),
        ("the shop gave some back", card(5000), order(&[]), says(10_000, 5001), vec![], Some(Why::TooMuch)),
        (
            "its word on ours lags",
            card(4001),
            order(&[]),
            says(10_000, 0),
            ours(State::Done),
            Some(Why::TooMuch),
        ),
        ("its word on ours has come", card(4000), order(&[]), says(10_000, 6000), ours(State::Done), None),
        (
            "one of ours is on its way",
            card(4001),
            order(&[]),
            says(10_000, 0),
            ours(State::Sending),
            Some(Why::TooMuch),
        ),
        ("one of ours was refused", card(10_000), order(&[]), says(10_000, 0), ours(State::Refused), None),
        (
            "one of ours is in doubt",
            card(4001),
            order(&[]),
            says(10_000, 0),
            parked(Why::InDoubt),
            Some(Why::TooMuch),
        ),
        ("one of ours wasn't sent", card(10_000), order(&[]), says(10_000, 0), parked(Why::ByHand), None),
        (
            "less was paid than the order says",
            card(9000),
            order(&[]),
            says(8000, 0),
            vec![],
            Some(Why::TooMuch),
        ),
        ("nothing was paid", card(1), order(&[]), says(0, 0), vec![], Some(Why::NothingPaid)),
        ("the webhook came first", card(1), status("refunded"), says(10_000, 0), vec![], Some(Why::TooMuch)),
        ("the shop can't be asked", card(10_000), order(&[]), None, vec![], None),
        ("nor can it, after ours", card(4001), order(&[]), None, ours(State::Done), Some(Why::TooMuch)),
        ("nor is it paid", card(1), status("authorised"), None, vec![], Some(Why::NothingPaid)),
        ("nor is it known how much", card(1), status("partly-paid"), None, vec![], Some(Why::NothingPaid)),
        ("paid after the facts", card(1), status("pending"), says(10_000, 0), vec![], None),
        (
            "a transfer",
            refund(json!([{"tender": "bank-transfer", "amount": eur(5)}])),
            order(&[]),
            says(10_000, 0),
            vec![],
            Some(Why::ByHand),
        ),
        ("nothing at all", refund(json!([])), order(&[]), says(10_000, 0), vec![], Some(Why::Contradiction)),
        ("less than nothing", card(-1), order(&[]), says(10_000, 0), vec![], Some(Why::Contradiction)),
        ("dollars", refund(dollars), order(&[]), says(10_000, 0), vec![], Some(Why::Contradiction)),
        (
            "goods of nobody",
            stranger.expect("a refund"),
            order(&[]),
            says(10_000, 0),
            vec![],
            Some(Why::Contradiction),
        ),
    ] {
        let stopped = may(&command, &facts, standing.as_ref(), &ours).err();
        assert_eq!(stopped.as_ref().map(|stop| stop.why), expected, "{what}: {stopped:?}");
    }
}

/// Credit with a bonus: nobody paid that, so it takes nothing of what may go back, neither for itself nor for others.
#[test]
fn a_bonus_counts_for_nothing_against_what_was_paid() {
    let told = |kind: &str, amount: i64, bonus: Money| -> Command {
        let share = json!({"tender": "card", "amount": eur(amount)});
        serde_json::from_value(json!({"kind": kind, "shares": [share], "bonus": bonus})).expect("a command")
    };
    let facts = order(&[]);
    for (what, command, expected) in [
        ("all of it and five percent", told("store-credit", 10_500, eur(500)), None),
        ("a cent more than was paid", told("store-credit", 10_501, eur(500)), Some(Why::TooMuch)),
        ("nothing but a present", told("store-credit", 500, eur(500)), Some(Why::Contradiction)),
        ("less than nothing", told("store-credit", 500, eur(-1)), Some(Why::Contradiction)),
        (
            "in dollars",
            told("store-credit", 500, Money::new(1, "USD".parse().expect("a currency"))),
            Some(Why::Contradiction),
        ),
        ("to a card", told("refund", 500, eur(5)), Some(Why::Contradiction)),
    ] {
        let stopped = may(&command, &facts, None, &[]).err();
        assert_eq!(stopped.as_ref().map(|stop| stop.why), expected, "{what}: {stopped:?}");
    }
    let money = told("store-credit", 6300, eur(300));
    let paid = money.money().and_then(Refund::of_what_was_paid);
    assert_eq!(paid, Some(eur(6000)), "what its row counts for others");
}

#[test]
fn what_else_may_be_told_of_an_order_that_was_called_off() {
    let cancelled = order(&[("cancelled_at", json!("2026-11-22T00:00:00Z"))]);
    let returned = |kind: &str| json!({"kind": kind, "id": "7"});
    let exchange = |quantity: i64| {
        json!({"kind": "exchange", "lines": [{"variant": "v", "quantity": quantity}],
        "difference": eur(0)})
    };
    for (command, open, called_off) in [
        (returned("return.approve"), None, Some(Why::Cancelled)),
        (returned("return.close"), None, None),
        (json!({"kind": "return.decline", "id": "7", "reason": "final-sale"}), None, None),
        (exchange(1), None, Some(Why::Cancelled)),
        (exchange(0), Some(Why::Contradiction), Some(Why::Cancelled)),
        (json!({"kind": "cancel", "reason": "customer", "restock": true, "refund": true}), None, None),
    ] {
        let read: Command = serde_json::from_value(command.clone()).expect("a command");
        let why = |order: &Order| may(&read, order, None, &[]).err().map(|stop| stop.why);
        assert_eq!((why(&order(&[])), why(&cancelled)), (open, called_off), "{command}");
        assert_eq!(serde_json::to_value(&read).expect("plain data"), command, "it is written as it was read");
    }
}

#[test]
fn a_command_is_named_by_what_it_is_for() {
    let shop = "acme".parse().expect("a shop");
    let requested = |command: Value, key: Key| Requested {
        order: "1".into(),
        key,
        command: serde_json::from_value(command).expect("a command"),
    };
    let id = |command: Value, key: Key| requested(command, key).id(&shop);
    let yes = || json!({"kind": "return.approve", "id": "7"});
    let no = || json!({"kind": "return.decline", "id": "7", "reason": "other"});
    assert_eq!(id(yes(), Key::of("7")), id(no(), Key::of("7")), "a return is answered once");
    assert_ne!(id(yes(), Key::of("7")), id(yes(), Key { revision: 2, ..Key::of("7") }));
    assert_ne!(id(yes(), Key::of("7")), id(yes(), Key { line: Some("1".into()), ..Key::of("7") }));
    assert_ne!(id(yes(), Key::of("7")), id(json!({"kind": "return.close", "id": "7"}), Key::of("7")));
    let event = requested(yes(), Key { line: Some("mug".into()), ..Key::of("7") }).event();
    assert_eq!((event.effect.as_str(), event.outward), ("command#answer#7#mug#1", true));
    let uuid = id(yes(), Key::of("7")).uuid();
    let lengths: Vec<_> = uuid.split('-').map(str::len).collect();
    assert_eq!((lengths, &uuid[14..15], &uuid[19..20]), (vec![8, 4, 4, 4, 12], "8", "a"));
}
