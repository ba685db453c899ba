//! Tokens of CEL.

use super::Wrong;

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A name; dots are tokens of their own.
    Name(String),
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// An operator or bracket.
    Sign(&'static str),
    /// The end.
    End,
}

/// All signs, the longer before those that they begin with.
const SIGNS: [&str; 22] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "?", ":", "(", ")", "[", "]", ",", ".", "+", "-", "*",
    "/", "%",
];

/// The tokens of a text, each with its place in characters from 1.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Wrong> {
    let chars: Vec<char> = text.chars().collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < chars.len() {
        let (here, c) = (at + 1, chars[at]);
        if c.is_whitespace() {
            at += 1;
        } else if c == '/' && chars.get(at + 1) == Some(&'/') {
            while at < chars.len() && chars[at] != '\n' {
                at += 1;
            }
        } else if c.is_ascii_digit() {
            let end = (at..chars.len()).find(|i| !chars[*i].is_ascii_alphanumeric()).unwrap_or(chars.len());
            let digits: String = chars[at..end].iter().collect();
            let fraction =
                chars.get(end) == Some(&'.') && chars.get(end + 1).is_some_and(char::is_ascii_digit);
            if fraction {
                return Err(Wrong {
                    at: here,
                    say: "write amounts as money(\"12.50\"), and others as whole numbers".into(),
                });
            }
            let number = digits.parse().ok();
            let say = || format!("{digits} is no whole number, or too large");
            found.push((here, Token::Int(number.ok_or_else(|| Wrong { at: here, say: say() })?)));
            at = end;
        } else if c.is_ascii_alphabetic() || c == '_' {
            let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = (at..chars.len()).find(|i| !word(chars[*i])).unwrap_or(chars.len());
            found.push((here, Token::Name(chars[at..end].iter().collect())));
            at = end;
        } else if c == '"' || c == '\'' {
            let (word, end) = quoted(&chars, at)?;
            found.push((here, Token::Text(word)));
            at = end;
        } else {
            let is_here = |sign: &&&str| sign.chars().enumerate().all(|(i, s)| chars.get(at + i) == Some(&s));
            let Some(sign) = SIGNS.iter().find(is_here) else {
                return Err(Wrong { at: here, say: format!("{c:?} means nothing here") });
            };
            found.push((here, Token::Sign(sign)));
            at += sign.len();
        }
    }
    found.push((chars.len() + 1, Token::End));
    Ok(found)
}

/// A text between quotes that begins at `at`, and where it ends.
fn quoted(chars: &[char], at: usize) -> Result<(String, usize), Wrong> {
    let (quote, mut word, mut i) = (chars[at], String::new(), at + 1);
    loop {
        match chars.get(i) {
            None | Some('\n') => {
                return Err(Wrong {
                    at: at + 1,
                    say: format!("the text that begins here lacks its closing {quote}"),
                });
            }
            Some(c) if *c == quote => return Ok((word, i + 1)),
            Some('\\') => {
                let escaped = match chars.get(i + 1) {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some('r') => '\r',
                    Some(c @ ('\\' | '"' | '\'' | '`' | '?')) => *c,
                    _ => return Err(Wrong { at: i + 1, say: "after \\ stands one of n t r \\ \" '".into() }),
                };
                word.push(escaped);
                i += 2;
            }
            Some(c) => {
                word.push(*c);
                i += 1;
            }
        }
    }
}
