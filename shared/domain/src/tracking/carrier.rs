//! Whose a number is, where the number itself proves it. Most don't: then nothing is said.

use super::{Number, S10};

/// What a number tells of its carrier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guess {
    /// The post of a country, by its ISO code: the number is of UPU S10 and its check digit fits.
    Post(String),
    /// UPS: `1Z`, and its check digit fits.
    Ups,
}

/// Whose a number is, where it is certain.
pub fn guess(number: &Number) -> Option<Guess> {
    if let Ok(s10) = S10::parse(number) {
        return Some(Guess::Post(s10.country()));
    }
    is_ups(number.as_str()).then_some(Guess::Ups)
}

/// UPS counts a letter as its place from `A` = 2 on, every second one twice.
fn is_ups(number: &str) -> bool {
    let Some(rest) = number.strip_prefix("1Z").filter(|rest| rest.len() == 16) else { return false };
    let (counted, check) = rest.split_at(15);
    let value = |b: u8| match b {
        b'0'..=b'9' => u32::from(b - b'0'),
        letter => u32::from(letter - b'A' + 2) % 10,
    };
    let sum: u32 =
        counted.bytes().enumerate().map(|(at, b)| value(b) * if at % 2 == 1 { 2 } else { 1 }).sum();
    check.parse() == Ok((10 - sum % 10) % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_said() {
        for (number, expected) in [
            ("RB123456785GB", Some(Guess::Post("GB".into()))),
            ("RB123456784GB", None),
            ("1Z999AA10123456784", Some(Guess::Ups)),
            ("1Z5R89390357567127", Some(Guess::Ups)),
            ("1Z999AA10123456785", None),
            ("1Z999AA1012345678A", None),
            ("1Z999AA1012345678", None),
            ("00340434161094000001", None),
            ("9400111899223197428490", None),
        ] {
            assert_eq!(guess(&number.parse().expect("a number")), expected, "{number}");
        }
    }
}
