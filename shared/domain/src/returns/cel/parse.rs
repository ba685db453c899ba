//! The grammar, as CEL's specification has it.

use super::{
    DEEPEST, MOST_NODES, Wrong,
    lex::{Token, tokens},
};

/// A tree that isn't typed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tree {
    /// Its place, in characters from 1.
    pub(super) at: usize,
    pub(super) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Bool(bool),
    Int(i64),
    Text(String),
    List(Vec<Tree>),
    /// A name with its dots: `order.value`.
    Name(String),
    Not(Box<Tree>),
    Minus(Box<Tree>),
    Binary(&'static str, Box<Tree>, Box<Tree>),
    If(Box<Tree>, Box<Tree>, Box<Tree>),
    /// A function, and what it is called on, if it is.
    Call(String, Option<Box<Tree>>, Vec<Tree>),
}

/// Reads a whole condition.
pub(super) fn parse(text: &str) -> Result<Tree, Wrong> {
    let mut reader = Reader { tokens: tokens(text)?, next: 0, nodes: 0, depth: 0 };
    let tree = reader.conditional()?;
    match reader.peek() {
        Token::End => Ok(tree),
        _ => {
            Err(reader.wrong("something is left over here: an operator such as && may be missing before it"))
        }
    }
}

/// Binary operators by how strongly they bind, the weakest first. All are left-associative.
const LEVELS: [&[&str]; 5] =
    [&["||"], &["&&"], &["==", "!=", "<=", ">=", "<", ">", "in"], &["+", "-"], &["*", "/", "%"]];

struct Reader {
    tokens: Vec<(usize, Token)>,
    next: usize,
    nodes: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> &Token {
        &self.tokens[self.next].1
    }

    fn at(&self) -> usize {
        self.tokens[self.next].0
    }

    fn wrong(&self, say: &str) -> Wrong {
        Wrong { at: self.at(), say: say.into() }
    }

    fn take(&mut self) -> Token {
        let token = self.tokens[self.next].1.clone();
        if self.next + 1 < self.tokens.len() {
            self.next += 1;
        }
        token
    }

    fn takes(&mut self, sign: &str) -> bool {
        let here = match self.peek() {
            Token::Sign(found) => *found == sign,
            Token::Name(found) => found == sign,
            _ => false,
        };
        if here {
            self.take();
        }
        here
    }

    fn expect(&mut self, sign: &str) -> Result<(), Wrong> {
        if self.takes(sign) { Ok(()) } else { Err(self.wrong(&format!("{sign} is missing here"))) }
    }

    fn node(&mut self, at: usize, what: What) -> Result<Tree, Wrong> {
        self.nodes += 1;
        if self.nodes > MOST_NODES {
            return Err(Wrong {
                at,
                say: format!("a condition has at most {MOST_NODES} parts; make two rules of it"),
            });
        }
        Ok(Tree { at, what })
    }

    /// Goes one level deeper: brackets, signs before a term, and branches.
    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Wrong>) -> Result<T, Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong(&format!("a condition is nested {DEEPEST} deep at most")));
        }
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn conditional(&mut self) -> Result<Tree, Wrong> {
        self.deeper(|reader| {
            let at = reader.at();
            let condition = reader.binary(0)?;
            if !reader.takes("?") {
                return Ok(condition);
            }
            let yes = reader.binary(0)?;
            reader.expect(":")?;
            let no = reader.conditional()?;
            reader.node(at, What::If(Box::new(condition), Box::new(yes), Box::new(no)))
        })
    }

    fn binary(&mut self, level: usize) -> Result<Tree, Wrong> {
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        loop {
            let at = self.at();
            let Some(operator) = operators.iter().find(|operator| self.takes(operator)) else {
                return Ok(left);
            };
            let right = self.binary(level + 1)?;
            left = self.node(at, What::Binary(operator, Box::new(left), Box::new(right)))?;
        }
    }

    fn unary(&mut self) -> Result<Tree, Wrong> {
        let at = self.at();
        if self.takes("!") {
            let of = self.deeper(Self::unary)?;
            return self.node(at, What::Not(Box::new(of)));
        }
        if self.takes("-") {
            let of = self.deeper(Self::unary)?;
            return self.node(at, What::Minus(Box::new(of)));
        }
        self.member()
    }

    fn member(&mut self) -> Result<Tree, Wrong> {
        let mut tree = self.primary()?;
        while self.takes(".") {
            let at = self.at();
            let Token::Name(name) = self.take() else {
                return Err(Wrong { at, say: "a name has to follow the dot".into() });
            };
            if self.takes("(") {
                let given = self.list(")")?;
                tree = self.node(at, What::Call(name, Some(Box::new(tree)), given))?;
            } else if let What::Name(so_far) = &mut tree.what {
                so_far.push('.');
                so_far.push_str(&name);
            } else {
                return Err(Wrong { at, say: "only facts have parts".into() });
            }
        }
        Ok(tree)
    }

    fn primary(&mut self) -> Result<Tree, Wrong> {
        let at = self.at();
        match self.take() {
            Token::Int(number) => self.node(at, What::Int(number)),
            Token::Text(text) => self.node(at, What::Text(text)),
            Token::Name(name) if name == "true" || name == "false" => {
                self.node(at, What::Bool(name == "true"))
            }
            Token::Name(name) if name == "null" || name == "in" => Err(Wrong {
                at,
                say: format!("{name} can't stand here; has(fact) asks whether a fact is known"),
            }),
            Token::Name(name) if self.takes("(") => {
                let given = self.list(")")?;
                self.node(at, What::Call(name, None, given))
            }
            Token::Name(name) => self.node(at, What::Name(name)),
            Token::Sign("(") => {
                let tree = self.conditional()?;
                self.expect(")")?;
                Ok(tree)
            }
            Token::Sign("[") => {
                let items = self.list("]")?;
                self.node(at, What::List(items))
            }
            Token::End => Err(Wrong { at, say: "the condition ends too early".into() }),
            Token::Sign(sign) => Err(Wrong { at, say: format!("{sign} can't stand here") }),
        }
    }

    /// What stands between brackets, up to the closing one.
    fn list(&mut self, end: &str) -> Result<Vec<Tree>, Wrong> {
        let mut items = Vec::new();
        if self.takes(end) {
            return Ok(items);
        }
        loop {
            items.push(self.conditional()?);
            if self.takes(end) {
                return Ok(items);
            }
            self.expect(",")?;
            if self.takes(end) {
                return Ok(items);
            }
        }
    }
}
