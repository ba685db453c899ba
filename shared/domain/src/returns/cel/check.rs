//! Types: every condition is typed against the facts before any of it is asked.

use super::{
    Compare, Fact, Match, Node, Reckon, Type, Value, Wrong,
    parse::{Tree, What},
};
use crate::{Currency, Money};

/// Types a whole condition: it has to be a question.
pub(super) fn check(tree: &Tree, facts: &[Fact], currency: Option<Currency>) -> Result<Node, Wrong> {
    let (node, found) = Checker { facts, currency }.node(tree)?;
    match found {
        Type::Bool => Ok(node),
        other => Err(Wrong {
            at: tree.at,
            say: format!("this is {}, and a condition is true or false", other.name()),
        }),
    }
}

struct Checker<'a> {
    facts: &'a [Fact],
    currency: Option<Currency>,
}

type Typed = Result<(Node, Type), Wrong>;

fn wrong<T>(tree: &Tree, say: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { at: tree.at, say: say.into() })
}

impl Checker<'_> {
    fn node(&self, tree: &Tree) -> Typed {
        match &tree.what {
            What::Bool(is) => Ok((Node::Is(Value::Bool(*is)), Type::Bool)),
            What::Int(is) => Ok((Node::Is(Value::Int(*is)), Type::Int)),
            What::Text(is) => Ok((Node::Is(Value::Text(is.clone())), Type::Text)),
            What::List(items) => self.texts(items),
            What::Name(name) => self.fact(tree, name).map(|(place, of)| (Node::Fact(place), of)),
            What::Not(of) => Ok((Node::Not(self.of(of, Type::Bool)?), Type::Bool)),
            What::Minus(of) => Ok((Node::Minus(self.of(of, Type::Int)?), Type::Int)),
            What::If(condition, yes, no) => {
                let condition = self.of(condition, Type::Bool)?;
                let ((yes, found), (no, other)) = (self.node(yes)?, self.node(no)?);
                if found != other {
                    return wrong(
                        tree,
                        format!("one branch is {}, the other {}", found.name(), other.name()),
                    );
                }
                Ok((Node::If(condition, Box::new(yes), Box::new(no)), found))
            }
            What::Binary(operator, left, right) => self.binary(tree, operator, left, right),
            What::Call(name, on, given) => self.call(tree, name, on.as_deref(), given),
        }
    }

    /// A node that has to be of a type.
    fn of(&self, tree: &Tree, wanted: Type) -> Result<Box<Node>, Wrong> {
        let (node, found) = self.node(tree)?;
        if found == wanted {
            return Ok(Box::new(node));
        }
        wrong(tree, format!("this is {}, and {} is wanted here", found.name(), wanted.name()))
    }

    fn texts(&self, items: &[Tree]) -> Typed {
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match &item.what {
                What::Text(text) => texts.push(text.clone()),
                _ => return wrong(item, "lists hold texts, such as [\"shoes\", \"boots\"]"),
            }
        }
        Ok((Node::Is(Value::Texts(texts)), Type::Texts))
    }

    fn fact(&self, tree: &Tree, name: &str) -> Result<(usize, Type), Wrong> {
        if let Some(place) = self.facts.iter().position(|fact| fact.name == name) {
            return Ok((place, self.facts[place].of));
        }
        let names = || self.facts.iter().map(|fact| fact.name);
        let near =
            names().min_by_key(|known| distance(known, name)).filter(|known| distance(known, name) <= 3);
        let hint = near.map_or_else(
            || {
                let family = name.split('.').next().unwrap_or_default();
                let is_of = |known: &&str| known.split_once('.').is_some_and(|(own, _)| own == family);
                let own: Vec<&str> = names().filter(is_of).collect();
                if own.is_empty() {
                    "texts stand in quotes".to_owned()
                } else {
                    format!("there are {}", own.join(", "))
                }
            },
            |known| format!("did you mean {known}?"),
        );
        wrong(tree, format!("no fact is called {name}: {hint}"))
    }

    fn binary(&self, tree: &Tree, operator: &str, left: &Tree, right: &Tree) -> Typed {
        let boolean = |node| Ok((node, Type::Bool));
        match operator {
            "&&" => return boolean(Node::And(self.of(left, Type::Bool)?, self.of(right, Type::Bool)?)),
            "||" => return boolean(Node::Or(self.of(left, Type::Bool)?, self.of(right, Type::Bool)?)),
            "in" => {
                let (text, list) = (self.of(left, Type::Text)?, self.of(right, Type::Texts)?);
                self.words(&text, &list, tree)?;
                self.words(&list, &text, tree)?;
                return boolean(Node::In(text, list));
            }
            _ => {}
        }
        let ((a, found), (b, other)) = (self.node(left)?, self.node(right)?);
        self.words(&a, &b, tree)?;
        self.words(&b, &a, tree)?;
        let (a, b) = (Box::new(a), Box::new(b));
        if let Some(compare) = compare(operator) {
            if found != other {
                return wrong(tree, mend(found, other));
            }
            let ordered = matches!(found, Type::Int | Type::Money | Type::Date);
            if !ordered && !matches!(compare, Compare::Equal | Compare::Unequal) {
                return wrong(
                    tree,
                    format!("{operator} compares numbers, amounts and dates, and this is {}", found.name()),
                );
            }
            if found == Type::Texts {
                return wrong(
                    tree,
                    "lists aren't compared; ask whether a text is in one: \"vip\" in customer.tags",
                );
            }
            return boolean(Node::Compare(compare, a, b));
        }
        let reckon = match operator {
            "+" => Reckon::Plus,
            "-" => Reckon::Minus,
            "*" => Reckon::Times,
            "/" => Reckon::Over,
            _ => Reckon::Modulo,
        };
        let result = match (reckon, found, other) {
            (_, Type::Int, Type::Int) => Type::Int,
            (Reckon::Plus | Reckon::Minus, Type::Money, Type::Money) => Type::Money,
            (Reckon::Times | Reckon::Over, Type::Money, Type::Int) => Type::Money,
            (Reckon::Minus, Type::Date, Type::Date) => Type::Int,
            (Reckon::Plus | Reckon::Minus, Type::Date, Type::Int) => Type::Date,
            (Reckon::Plus, Type::Text, Type::Text) => {
                return wrong(tree, "texts aren't joined in conditions");
            }
            _ => return wrong(tree, format!("{operator} can't take {} and {}", found.name(), other.name())),
        };
        Ok((Node::Reckon(reckon, a, b), result))
    }

    /// Refuses a word that a fact can never be.
    fn words(&self, fact: &Node, is: &Node, tree: &Tree) -> Result<(), Wrong> {
        let Node::Fact(place) = fact else { return Ok(()) };
        let known = &self.facts[*place].words;
        let texts = match is {
            Node::Is(Value::Text(text)) => std::slice::from_ref(text),
            Node::Is(Value::Texts(texts)) => texts.as_slice(),
            _ => return Ok(()),
        };
        match texts.iter().find(|text| !known.is_empty() && !known.contains(text)) {
            None => Ok(()),
            Some(text) => wrong(
                tree,
                format!("{} is never {text:?}; there are {}", self.facts[*place].name, known.join(", ")),
            ),
        }
    }

    fn call(&self, tree: &Tree, name: &str, on: Option<&Tree>, given: &[Tree]) -> Typed {
        match (name, on, given) {
            ("has", None, [Tree { what: What::Name(fact), .. }]) => {
                self.fact(tree, fact).map(|(place, _)| (Node::Has(place), Type::Bool))
            }
            ("has", None, _) => wrong(tree, "write has(fact), such as has(customer.orders)"),
            ("size", None, [of]) | ("size", Some(of), []) => match self.node(of)? {
                (node, Type::Text | Type::Texts) => Ok((Node::Size(Box::new(node)), Type::Int)),
                (_, other) => wrong(of, format!("size is of texts and lists, and this is {}", other.name())),
            },
            ("money", None, [Tree { what: What::Text(text), .. }]) => self.money(tree, text),
            ("money", None, _) => wrong(tree, "write money(\"12.50\")"),
            ("date", None, [Tree { what: What::Text(text), .. }]) => match text.parse() {
                Ok(date) => Ok((Node::Is(Value::Date(date)), Type::Date)),
                Err(_) => wrong(tree, "write a day as date(\"2026-12-24\")"),
            },
            ("date", None, _) => wrong(tree, "write a day as date(\"2026-12-24\")"),
            ("startsWith" | "endsWith" | "contains", Some(on), [given]) => {
                let how = match name {
                    "startsWith" => Match::Starts,
                    "endsWith" => Match::Ends,
                    _ => Match::Contains,
                };
                Ok((Node::Match(how, self.of(on, Type::Text)?, self.of(given, Type::Text)?), Type::Bool))
            }
            _ => wrong(
                tree,
                format!(
                    "{name} isn't known here; there are has, size, money, date, startsWith, endsWith and contains"
                ),
            ),
        }
    }

    fn money(&self, tree: &Tree, text: &str) -> Typed {
        let Some(currency) = self.currency else {
            return wrong(tree, "say which currency the table's amounts are in: currency = \"EUR\"");
        };
        match Money::parse(text, currency) {
            Ok(money) => Ok((Node::Is(Value::Money(money.minor, Some(currency))), Type::Money)),
            Err(why) => wrong(tree, why.to_string()),
        }
    }
}

fn compare(operator: &str) -> Option<Compare> {
    Some(match operator {
        "==" => Compare::Equal,
        "!=" => Compare::Unequal,
        "<" => Compare::Less,
        "<=" => Compare::AtMost,
        ">" => Compare::More,
        ">=" => Compare::AtLeast,
        _ => return None,
    })
}

/// What two types that can't be compared were probably meant to be.
fn mend(found: Type, other: Type) -> String {
    let hint = match (found, other) {
        (Type::Money, _) | (_, Type::Money) => ": write the amount as money(\"12.50\")",
        (Type::Date, _) | (_, Type::Date) => ": write the day as date(\"2026-12-24\")",
        (Type::Texts, Type::Text) | (Type::Text, Type::Texts) => {
            ": ask whether one is in the other, \"vip\" in customer.tags"
        }
        (Type::Text, Type::Int) | (Type::Int, Type::Text) => ": numbers stand without quotes",
        _ => "",
    };
    format!("{} can't be compared with {}{hint}", found.name(), other.name())
}

/// How many letters differ (Levenshtein), for "did you mean". Names are short.
fn distance(a: &str, b: &str) -> usize {
    if a.len().abs_diff(b.len()) > 3 || b.len() > 60 {
        return usize::MAX;
    }
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut before = i;
        row[0] = i + 1;
        for j in 0..b.len() {
            let changed = before + usize::from(letter != b[j]);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}
