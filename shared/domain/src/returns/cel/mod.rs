//! Conditions of rules, in a subset of CEL, the Common Expression Language (github.com/google/cel-spec): the same grammar,
//! precedence and meaning, less what a rule of a shop doesn't need.
//!
//! What there is: `true false`, whole numbers, texts, lists; `! && || ?:`, `== != < <= > >= in`, `+ - * / %`; facts by name
//! (`order.value`); `has(fact)`, `size(x)`, `x.startsWith(y) endsWith contains`; and two functions of ours, `money("12.50")` and
//! `date("2026-12-24")`. There are no loops and no patterns, so a condition is one walk over at most [`MOST_NODES`] nodes.
//!
//! Every condition is typed against the facts when the policy is checked: an unknown fact, a wrong type, a comparison that
//! makes no sense are told at their place. What then can still fail is a fact that isn't known; as CEL has it for errors,
//! `false && unknown` is false and `true || unknown` is true, and what remains unknown is said to be so, with the fact's name.
//!
//! The crate `cel` 0.15 was measured: 37 s of compiling in front of every function, floats, and no types before it runs.

mod apart;
mod check;
mod eval;
mod lex;
mod parse;

use jiff::civil::Date;

use crate::Currency;

pub use apart::apart;
pub use eval::{Known, Unknown};

/// The longest text of a condition, in bytes.
pub const LONGEST: usize = 4_000;
/// The most nodes of its tree.
pub const MOST_NODES: usize = 500;
/// How deep it may be nested.
pub const DEEPEST: usize = 32;

/// What a fact may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// An amount.
    Money,
    /// A day.
    Date,
    /// A text.
    Text,
    /// Texts.
    Texts,
}

impl Type {
    /// What it is called to people.
    fn name(self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Int => "a whole number",
            Self::Money => "an amount of money",
            Self::Date => "a date",
            Self::Text => "a text",
            Self::Texts => "a list of texts",
        }
    }
}

/// What a fact is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// An amount in minor units; without a currency, where nobody said one.
    Money(i64, Option<Currency>),
    /// A day.
    Date(Date),
    /// A text.
    Text(String),
    /// Texts.
    Texts(Vec<String>),
}

/// A fact: its name, what it is, and the words that it may be, where those are a closed list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name, with dots.
    pub name: &'static str,
    /// What it is.
    pub of: Type,
    /// The words that it may be, or hold; any if empty.
    pub words: Vec<String>,
}

/// A condition that was read and typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    root: Node,
}

/// What is wrong with a condition, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The place, counted in characters from 1.
    pub at: usize,
    /// What, and how to mend it.
    pub say: String,
}

/// A node of a typed tree. Facts stand by their place in the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Is(Value),
    Fact(usize),
    Has(usize),
    Not(Box<Node>),
    Minus(Box<Node>),
    And(Box<Node>, Box<Node>),
    Or(Box<Node>, Box<Node>),
    If(Box<Node>, Box<Node>, Box<Node>),
    Compare(Compare, Box<Node>, Box<Node>),
    Reckon(Reckon, Box<Node>, Box<Node>),
    In(Box<Node>, Box<Node>),
    Size(Box<Node>),
    Match(Match, Box<Node>, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reckon {
    Plus,
    Minus,
    Times,
    Over,
    Modulo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    Starts,
    Ends,
    Contains,
}

impl Condition {
    /// Reads a condition and types it against the facts. Amounts in it are in `currency`.
    pub fn read(text: &str, facts: &[Fact], currency: Option<Currency>) -> Result<Self, Wrong> {
        if text.len() > LONGEST {
            return Err(Wrong {
                at: 1,
                say: format!("a condition has at most {LONGEST} bytes; make two rules of it"),
            });
        }
        let tree = parse::parse(text)?;
        check::check(&tree, facts, currency).map(|root| Self { root })
    }

    /// Whether it holds.
    pub fn holds(&self, known: &dyn Known) -> Result<bool, Unknown> {
        match eval::eval(&self.root, known)?.as_ref() {
            Value::Bool(holds) => Ok(*holds),
            _ => Err(Unknown("a condition that is no question".into())),
        }
    }

    /// The places of the facts that it names, each once, in the order of the vocabulary.
    pub fn facts(&self) -> Vec<usize> {
        let mut facts = Vec::new();
        self.root.visit(&mut |node| {
            if let Node::Fact(place) | Node::Has(place) = node {
                facts.push(*place);
            }
        });
        facts.sort_unstable();
        facts.dedup();
        facts
    }
}

impl Node {
    fn visit(&self, seen: &mut dyn FnMut(&Self)) {
        seen(self);
        match self {
            Self::Is(_) | Self::Fact(_) | Self::Has(_) => {}
            Self::Not(a) | Self::Minus(a) | Self::Size(a) => a.visit(seen),
            Self::And(a, b)
            | Self::Or(a, b)
            | Self::Compare(_, a, b)
            | Self::Reckon(_, a, b)
            | Self::In(a, b)
            | Self::Match(_, a, b) => {
                a.visit(seen);
                b.visit(seen);
            }
            Self::If(a, b, c) => {
                a.visit(seen);
                b.visit(seen);
                c.visit(seen);
            }
        }
    }
}
