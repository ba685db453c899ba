//! Whether two conditions can't both hold. Sound, not complete: who is told "apart" may rely on it.

use std::cmp::Ordering;

use super::{Compare, Condition, Node, Value};

/// Whether two conditions surely never hold together: what both have to fulfil contradicts itself.
pub fn apart(a: &Condition, b: &Condition) -> bool {
    let mut parts = Vec::new();
    conjuncts(&a.root, &mut parts);
    conjuncts(&b.root, &mut parts);
    parts.iter().enumerate().any(|(i, one)| parts[i + 1..].iter().any(|other| contradict(one, other)))
}

/// What has to hold for the whole to hold.
fn conjuncts<'n>(node: &'n Node, found: &mut Vec<&'n Node>) {
    match node {
        Node::And(a, b) => {
            conjuncts(a, found);
            conjuncts(b, found);
        }
        other => found.push(other),
    }
}

fn contradict(a: &Node, b: &Node) -> bool {
    if matches!(a, Node::Is(Value::Bool(false))) || matches!(b, Node::Is(Value::Bool(false))) {
        return true;
    }
    match (a, b) {
        (Node::Not(a), b) | (b, Node::Not(a)) if **a == *b => return true,
        _ => {}
    }
    match (bound(a), bound(b)) {
        (Some((fact, one)), Some((other, two))) if fact == other => !one.meets(&two),
        _ => false,
    }
}

/// What a term says of one fact.
enum Bound {
    /// It is one of these.
    OneOf(Vec<Value>),
    /// It is none of these.
    NoneOf(Vec<Value>),
    /// It is below, or at most.
    Below(Value, bool),
    /// It is above, or at least.
    Above(Value, bool),
}

fn bound(node: &Node) -> Option<(usize, Bound)> {
    match node {
        Node::Compare(how, a, b) => {
            let (place, value, how) = match (&**a, &**b) {
                (Node::Fact(place), Node::Is(value)) => (*place, value, *how),
                (Node::Is(value), Node::Fact(place)) => (*place, value, mirrored(*how)),
                _ => return None,
            };
            let value = value.clone();
            let bound = match how {
                Compare::Equal => Bound::OneOf(vec![value]),
                Compare::Unequal => Bound::NoneOf(vec![value]),
                Compare::Less => Bound::Below(value, false),
                Compare::AtMost => Bound::Below(value, true),
                Compare::More => Bound::Above(value, false),
                Compare::AtLeast => Bound::Above(value, true),
            };
            Some((place, bound))
        }
        Node::In(text, list) => match (&**text, &**list) {
            (Node::Fact(place), Node::Is(Value::Texts(texts))) => {
                Some((*place, Bound::OneOf(texts.iter().cloned().map(Value::Text).collect())))
            }
            _ => None,
        },
        Node::Not(of) => match bound(of)? {
            (place, Bound::OneOf(values)) => Some((place, Bound::NoneOf(values))),
            (place, Bound::NoneOf(values)) => Some((place, Bound::OneOf(values))),
            (place, Bound::Below(value, with)) => Some((place, Bound::Above(value, !with))),
            (place, Bound::Above(value, with)) => Some((place, Bound::Below(value, !with))),
        },
        _ => None,
    }
}

fn mirrored(how: Compare) -> Compare {
    match how {
        Compare::Less => Compare::More,
        Compare::AtMost => Compare::AtLeast,
        Compare::More => Compare::Less,
        Compare::AtLeast => Compare::AtMost,
        same => same,
    }
}

impl Bound {
    /// Whether a value lies within it; yes where that can't be said.
    fn allows(&self, value: &Value) -> bool {
        match self {
            Self::OneOf(values) => values.contains(value),
            Self::NoneOf(values) => !values.contains(value),
            Self::Below(limit, with) => match order(value, limit) {
                Some(Ordering::Less) | None => true,
                Some(Ordering::Equal) => *with,
                Some(Ordering::Greater) => false,
            },
            Self::Above(limit, with) => match order(value, limit) {
                Some(Ordering::Greater) | None => true,
                Some(Ordering::Equal) => *with,
                Some(Ordering::Less) => false,
            },
        }
    }

    /// Whether some value may lie within both.
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::OneOf(values), bound) | (bound, Self::OneOf(values)) => {
                values.iter().any(|value| bound.allows(value))
            }
            (Self::Below(high, with), Self::Above(low, and))
            | (Self::Above(low, and), Self::Below(high, with)) => match order(low, high) {
                Some(Ordering::Greater) => false,
                Some(Ordering::Equal) => *with && *and,
                _ => true,
            },
            _ => true,
        }
    }
}

fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Money(a, of), Value::Money(b, other)) if of == other => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        _ => None,
    }
}
