//! What a condition comes to: one walk over its tree.

use std::borrow::Cow;

use super::{Compare, Match, Node, Reckon, Value};

/// Facts, by their place in the vocabulary.
pub trait Known {
    /// The fact; `None` if nobody knows.
    fn fact(&self, place: usize) -> Option<Cow<'_, Value>>;
    /// Its name.
    fn name(&self, place: usize) -> &str;
}

/// What isn't known, or can't be reckoned: the fact's name, or what was tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown(pub String);

type Got<'k> = Result<Cow<'k, Value>, Unknown>;

pub(super) fn eval<'k>(node: &'k Node, known: &'k dyn Known) -> Got<'k> {
    let boolean = |is: bool| Ok(Cow::Owned(Value::Bool(is)));
    match node {
        Node::Is(value) => Ok(Cow::Borrowed(value)),
        Node::Fact(place) => known.fact(*place).ok_or_else(|| Unknown(known.name(*place).to_owned())),
        Node::Has(place) => boolean(known.fact(*place).is_some()),
        Node::Not(of) => boolean(!truth(of, known)?),
        Node::Minus(of) => match *eval(of, known)? {
            Value::Int(is) => is.checked_neg().map(|is| Cow::Owned(Value::Int(is))).ok_or_else(too_large),
            _ => Err(untyped()),
        },
        Node::And(a, b) => either(truth(a, known), || truth(b, known), false).and_then(boolean),
        Node::Or(a, b) => either(truth(a, known), || truth(b, known), true).and_then(boolean),
        Node::If(condition, yes, no) => {
            if truth(condition, known)? {
                eval(yes, known)
            } else {
                eval(no, known)
            }
        }
        Node::Compare(how, a, b) => compare(*how, &*eval(a, known)?, &*eval(b, known)?).and_then(boolean),
        Node::Reckon(how, a, b) => reckon(*how, &*eval(a, known)?, &*eval(b, known)?).map(Cow::Owned),
        Node::In(text, list) => match (&*eval(text, known)?, &*eval(list, known)?) {
            (Value::Text(text), Value::Texts(list)) => boolean(list.contains(text)),
            _ => Err(untyped()),
        },
        Node::Size(of) => {
            let size = match &*eval(of, known)? {
                Value::Text(text) => text.chars().count(),
                Value::Texts(list) => list.len(),
                _ => return Err(untyped()),
            };
            Ok(Cow::Owned(Value::Int(i64::try_from(size).unwrap_or(i64::MAX))))
        }
        Node::Match(how, a, b) => match (&*eval(a, known)?, &*eval(b, known)?) {
            (Value::Text(text), Value::Text(part)) => boolean(match how {
                Match::Starts => text.starts_with(part.as_str()),
                Match::Ends => text.ends_with(part.as_str()),
                Match::Contains => text.contains(part.as_str()),
            }),
            _ => Err(untyped()),
        },
    }
}

fn truth(node: &Node, known: &dyn Known) -> Result<bool, Unknown> {
    match *eval(node, known)? {
        Value::Bool(is) => Ok(is),
        _ => Err(untyped()),
    }
}

/// `&&` and `||`: one side that decides it is enough, whichever, even if the other isn't known.
fn either(
    a: Result<bool, Unknown>,
    b: impl FnOnce() -> Result<bool, Unknown>,
    decides: bool,
) -> Result<bool, Unknown> {
    match a {
        Ok(is) if is == decides => Ok(decides),
        Ok(_) => b(),
        Err(unknown) => match b() {
            Ok(is) if is == decides => Ok(decides),
            _ => Err(unknown),
        },
    }
}

fn compare(how: Compare, a: &Value, b: &Value) -> Result<bool, Unknown> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = match (a, b) {
        (Value::Money(a, of), Value::Money(b, other)) if of == other => a.cmp(b),
        (Value::Money(..), Value::Money(..)) => return Err(Unknown("amounts of two currencies".into())),
        (Value::Int(a), Value::Int(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => return Err(untyped()),
    };
    Ok(match how {
        Compare::Equal => order == Equal,
        Compare::Unequal => order != Equal,
        Compare::Less => order == Less,
        Compare::AtMost => order != Greater,
        Compare::More => order == Greater,
        Compare::AtLeast => order != Less,
    })
}

fn reckon(how: Reckon, a: &Value, b: &Value) -> Result<Value, Unknown> {
    let whole = |a: i64, b: i64| {
        let reckoned = match how {
            Reckon::Plus => a.checked_add(b),
            Reckon::Minus => a.checked_sub(b),
            Reckon::Times => a.checked_mul(b),
            Reckon::Over => a.checked_div(b),
            Reckon::Modulo => a.checked_rem(b),
        };
        reckoned.ok_or_else(too_large)
    };
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Ok(Value::Int(whole(*a, *b)?)),
        (Value::Money(a, of), Value::Money(b, other)) if of == other => Ok(Value::Money(whole(*a, *b)?, *of)),
        (Value::Money(..), Value::Money(..)) => Err(Unknown("amounts of two currencies".into())),
        (Value::Money(a, of), Value::Int(b)) => Ok(Value::Money(whole(*a, *b)?, *of)),
        (Value::Date(a), Value::Date(b)) => Ok(Value::Int(i64::from((*a - *b).get_days()))),
        (Value::Date(a), Value::Int(days)) => {
            let days = if how == Reckon::Minus { days.checked_neg() } else { Some(*days) };
            let span = days.and_then(|days| jiff::Span::new().try_days(days).ok());
            span.and_then(|span| a.checked_add(span).ok()).map(Value::Date).ok_or_else(too_large)
        }
        _ => Err(untyped()),
    }
}

fn too_large() -> Unknown {
    Unknown("a number that is too large, or a division by zero".into())
}

/// Types are checked before anything is asked.
fn untyped() -> Unknown {
    Unknown("values of another type than was checked".into())
}
