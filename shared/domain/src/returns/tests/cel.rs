//! Conditions: what they mean, what is wrong with them and where, and that hostile ones cost nothing (S14).

use std::{borrow::Cow, time::Instant};

use crate::returns::cel::{Condition, DEEPEST, Fact, Known, LONGEST, MOST_NODES, Type, Value, apart};

fn facts() -> Vec<Fact> {
    let fact = |(name, of, words): (&'static str, Type, &[&str])| Fact {
        name,
        of,
        words: words.iter().map(|word| (*word).to_owned()).collect(),
    };
    [
        ("n", Type::Int, &[][..]),
        ("order.value", Type::Money, &[]),
        ("order.placed", Type::Date, &[]),
        ("line.state", Type::Text, &["new", "used"]),
        ("tags", Type::Texts, &[]),
        ("vip", Type::Bool, &[]),
        ("name", Type::Text, &[]),
    ]
    .map(fact)
    .into()
}

/// What is known: everything but the places that are left out.
struct Some_(Vec<Option<Value>>);

impl Known for Some_ {
    fn fact(&self, place: usize) -> Option<Cow<'_, Value>> {
        self.0[place].as_ref().map(Cow::Borrowed)
    }

    fn name(&self, place: usize) -> &str {
        ["n", "order.value", "order.placed", "line.state", "tags", "vip", "name"][place]
    }
}

fn known() -> Some_ {
    Some_(vec![
        Some(Value::Int(7)),
        Some(Value::Money(5000, "EUR".parse().ok())),
        Some(Value::Date("2026-11-01".parse().expect("a day"))),
        Some(Value::Text("used".into())),
        Some(Value::Texts(vec!["gold".into(), "new".into()])),
        None,
        Some(Value::Text("Zoë".into())),
    ])
}

fn read(text: &str) -> Result<Condition, String> {
    Condition::read(text, &facts(), "EUR".parse().ok())
        .map_err(|wrong| format!("{}: {}", wrong.at, wrong.say))
}

#[test]
fn conditions_mean_what_cel_means() {
    for (text, holds) in [
        ("true", Ok(true)),
        ("n == 7 && line.state == 'used'", Ok(true)),
        ("n > 7 || n >= 7", Ok(true)),
        ("1 + 2 * 3 == 7", Ok(true)),
        ("(1 + 2) * 3 == 9", Ok(true)),
        ("7 - 2 - 1 == 4", Ok(true)),
        ("-7 / 2 == -3 && -7 % 2 == -1", Ok(true)), // towards zero, as CEL has it
        ("true || true && false", Ok(true)),
        ("!(n < 3) && !false", Ok(true)),
        ("true == false == false", Ok(true)), // from the left
        ("n < 3 ? vip : true", Ok(true)),
        ("\"gold\" in tags && !('vip' in tags)", Ok(true)),
        ("size(tags) == 2 && name.size() == 3", Ok(true)), // letters, not bytes
        ("name.startsWith('Zo') && name.contains(\"ë\") && !name.endsWith('Z')", Ok(true)),
        ("order.value * 2 - money(\"0.01\") == money('99.99')", Ok(true)),
        ("order.placed + 30 == date('2026-12-01')", Ok(true)),
        ("order.placed - date('2026-10-01') == 31", Ok(true)),
        ("'a\\'b' == \"a'b\"", Ok(true)),
        ("has(n) && !has(vip)", Ok(true)),
        // What isn't known: decided by the other side, or said.
        ("vip && n == 1", Ok(false)),
        ("n == 1 && vip", Ok(false)),
        ("vip || n == 7", Ok(true)),
        ("n == 7 || vip", Ok(true)),
        ("vip && n == 7", Err("vip")),
        ("!vip", Err("vip")),
        ("n / 0 == 1", Err("a number that is too large, or a division by zero")),
        ("9223372036854775807 + n > 0", Err("a number that is too large, or a division by zero")),
    ] {
        let condition = read(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        let found = condition.holds(&known());
        assert_eq!(
            found.as_ref().map_err(|unknown| unknown.0.as_str()),
            holds.as_ref().map_err(|e| *e),
            "{text}"
        );
    }
}

#[test]
fn amounts_of_two_currencies_are_not_compared() {
    let condition = read("order.value > money('10')").expect("a condition");
    let mut known = known();
    known.0[1] = Some(Value::Money(100, "USD".parse().ok()));
    assert_eq!(condition.holds(&known).map_err(|e| e.0), Err("amounts of two currencies".into()));
}

#[test]
fn what_is_wrong_is_told_at_its_place_with_a_way_to_mend_it() {
    for (text, wrong) in [
        ("", "1: the condition ends too early"),
        ("n", "1: this is a whole number, and a condition is true or false"),
        ("order.valeu > money('1')", "1: no fact is called order.valeu: did you mean order.value?"),
        ("order.sum > money('1')", "1: no fact is called order.sum: there are order.value, order.placed"),
        ("vip && used", "8: no fact is called used: texts stand in quotes"),
        ("n == 'x'", "3: a whole number can't be compared with a text: numbers stand without quotes"),
        (
            "order.value > 50",
            "13: an amount of money can't be compared with a whole number: write the amount as money(\"12.50\")",
        ),
        ("order.value > money(\"1.005\")", "15: \"1.005\" has more decimals than EUR has (2)"),
        ("order.value > 1.5", "15: write amounts as money(\"12.50\"), and others as whole numbers"),
        (
            "order.placed > '2026-01-01'",
            "14: a date can't be compared with a text: write the day as date(\"2026-12-24\")",
        ),
        ("order.placed > date('24.12.2026')", "16: write a day as date(\"2026-12-24\")"),
        (
            "tags == 'vip'",
            "6: a list of texts can't be compared with a text: ask whether one is in the other, \"vip\" in customer.tags",
        ),
        ("name > 'a'", "6: > compares numbers, amounts and dates, and this is a text"),
        ("line.state == 'wet'", "12: line.state is never \"wet\"; there are new, used"),
        ("line.state in ['new', 'wet']", "12: line.state is never \"wet\"; there are new, used"),
        ("n = 7", "3: '=' means nothing here"),
        ("n == 7 vip", "8: something is left over here: an operator such as && may be missing before it"),
        ("(n == 7", "8: ) is missing here"),
        ("name == \"a", "9: the text that begins here lacks its closing \""),
        ("n == null", "6: null can't stand here; has(fact) asks whether a fact is known"),
        (
            "name.matches('a+')",
            "6: matches isn't known here; there are has, size, money, date, startsWith, endsWith and contains",
        ),
        (
            "tags.exists(t, t == 'x')",
            "6: exists isn't known here; there are has, size, money, date, startsWith, endsWith and contains",
        ),
        ("n in tags", "1: this is a whole number, and a text is wanted here"),
        ("vip ? 1 : 'a'", "1: one branch is a whole number, the other a text"),
        ("99999999999999999999 > n", "1: 99999999999999999999 is no whole number, or too large"),
        ("name in [1]", "10: lists hold texts, such as [\"shoes\", \"boots\"]"),
        ("has(7)", "1: write has(fact), such as has(customer.orders)"),
    ] {
        assert_eq!(read(text).err().as_deref(), Some(wrong), "{text}");
    }
    let without = Condition::read("order.value > money('1')", &facts(), None).expect_err("no currency");
    assert_eq!(without.say, "say which currency the table's amounts are in: currency = \"EUR\"");
}

#[test]
fn hostile_conditions_are_refused_at_once_and_hostile_facts_cost_their_length() {
    let began = Instant::now();
    let megabyte = 1 << 20;
    for (what, text) in [
        ("a megabyte", "n == 7 && ".repeat(megabyte / 10) + "true"),
        ("brackets", "(".repeat(LONGEST)),
        ("nots", "!".repeat(LONGEST - 4) + "true"),
        ("branches", "vip ? true : ".repeat(LONGEST / 14) + "true"),
        ("a list of lists", "[".repeat(LONGEST)),
        ("dots", "n.".repeat(LONGEST / 2)),
        ("a text without an end", "'".to_owned() + &"\\".repeat(LONGEST - 1)),
    ] {
        assert!(read(&text).is_err(), "{what}");
    }
    let deep = |n: usize| "(".repeat(n) + "true" + &")".repeat(n);
    assert!(read(&deep(DEEPEST - 1)).is_ok() && read(&deep(DEEPEST)).is_err());
    let long = |n: usize| vec!["vip"; n].join("||");
    assert!(read(&long(MOST_NODES / 2)).is_ok() && read(&long(MOST_NODES / 2 + 1)).is_err());
    // The longest text against the worst needle: linear.
    let mut known = known();
    known.0[6] = Some(Value::Text("a".repeat(megabyte) + "b"));
    let needle = format!("name.contains('{}b')", "a".repeat(1000));
    assert_eq!(read(&needle).expect("a condition").holds(&known), Ok(true));
    let took = began.elapsed();
    assert!(took.as_millis() < 500, "{took:?}; a build without optimisation is slow, but not that slow");
}

#[test]
fn conditions_that_cant_hold_together_are_seen() {
    for (a, b, are_apart) in [
        ("n > 5", "n <= 5", true),
        ("n > 5", "n >= 5", false),
        ("n == 5", "n != 5", true),
        ("n == 5", "5 == n", false),
        ("6 > n", "n > 6", true),
        ("vip", "!vip", true),
        ("vip && n > 5", "!vip", true),
        ("vip || n > 5", "!vip", false),
        ("line.state == 'new'", "line.state == 'used'", true),
        ("line.state in ['new', 'used']", "line.state == 'used'", false),
        ("line.state in ['new']", "!(line.state in ['new'])", true),
        ("order.value > money('5')", "order.value < money('5')", true),
        ("order.placed < date('2026-01-01')", "order.placed >= date('2026-01-01')", true),
        ("'vip' in tags", "!('vip' in tags)", true),
        ("'vip' in tags", "'gold' in tags", false),
        ("!(n > 5)", "n == 6", true),
        ("false", "n == 6", true),
        ("n > 5 && line.state == 'new'", "name == 'x'", false),
    ] {
        let [a_, b_] = [a, b].map(|text| read(text).expect("a condition"));
        assert_eq!((apart(&a_, &b_), apart(&b_, &a_)), (are_apart, are_apart), "{a} and {b}");
    }
}
