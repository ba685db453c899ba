//! Rules that may hold together, go at the same place, and say different things: found when a policy is published.

use super::{Mistake, Policy, Ruled, rank};
use crate::{
    returns::{
        cel,
        rules::{Rule, Strategy},
    },
    settings::is_union_member,
};

pub(super) fn conflicts(policy: &Policy) -> Vec<Mistake> {
    let mut found = Vec::new();
    for (place, one) in policy.ordered.iter().enumerate() {
        for other in &policy.ordered[place + 1..] {
            if rank(&one.rule) != rank(&other.rule) || !may_meet(one, other) {
                continue;
            }
            for key in contradictions(policy, &one.rule, &other.rule) {
                found.push(Mistake {
                    key: format!("rules[{}].{key}", other.place),
                    say: format!(
                        "it says another thing than rule {:?}, and both may hold at once; give one of them the higher \
                         priority, or say in when what tells them apart",
                        one.rule.id
                    ),
                });
            }
        }
    }
    found.extend(never_reached(policy));
    found.sort_by(|a, b| (&a.key, &a.say).cmp(&(&b.key, &b.say)));
    found
}

/// Whether some line may fulfil both.
fn may_meet(one: &Ruled, other: &Ruled) -> bool {
    let apart = match (&one.when, &other.when) {
        (Some(one), Some(other)) => cel::apart(one, other),
        _ => false,
    };
    !apart && markets_meet(&one.rule, &other.rule)
}

fn markets_meet(one: &Rule, other: &Rule) -> bool {
    let covers =
        |a: &str, b: &str| a == b || (a == "EU" && is_union_member(b)) || (b == "EU" && is_union_member(a));
    one.markets.is_empty()
        || other.markets.is_empty()
        || one.markets.iter().any(|a| other.markets.iter().any(|b| covers(a, b)))
}

/// The keys at which two rules say different things, and the first would count.
fn contradictions(policy: &Policy, one: &Rule, other: &Rule) -> Vec<&'static str> {
    fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one != other)
    }
    let first = |strategy| strategy == Strategy::First;
    let merge = &policy.rules.merge;
    let mut keys = Vec::new();
    let mut note = |differ: bool, key| keys.extend(differ.then_some(key));
    note(differ(one.then.as_ref(), other.then.as_ref()), "then");
    note(differ(one.destination.as_ref(), other.destination.as_ref()), "destination");
    note(differ(one.approvals.as_ref(), other.approvals.as_ref()), "approvals");
    note(differ(one.owner.as_ref(), other.owner.as_ref()), "owner");
    note(first(merge.fee) && differ(one.fee_percent.as_ref(), other.fee_percent.as_ref()), "fee_percent");
    note(first(merge.fee) && differ(one.fee.as_ref(), other.fee.as_ref()), "fee");
    note(first(merge.window) && differ(one.window_days.as_ref(), other.window_days.as_ref()), "window_days");
    keys
}

/// Rules that only say what becomes of a line, and stand behind one of their list that always holds.
fn never_reached(policy: &Policy) -> Vec<Mistake> {
    let always =
        |ruled: &&Ruled| ruled.rule.then.is_some() && ruled.when.is_none() && ruled.rule.markets.is_empty();
    let stop = policy.ordered.iter().filter(always).min_by_key(|ruled| rank(&ruled.rule));
    let Some(stop) = stop else { return Vec::new() };
    let behind = |ruled: &&Ruled| ruled.rule.then.is_some() && rank(&ruled.rule) > rank(&stop.rule);
    let tell = |ruled: &Ruled| Mistake {
        key: format!("rules[{}].then", ruled.place),
        say: format!("it is never reached: rule {:?} goes first and always holds", stop.rule.id),
    };
    policy.ordered.iter().filter(behind).map(tell).collect()
}
