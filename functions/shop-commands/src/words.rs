//! A shop's words, as far as they may be kept: short, on one line, and of nobody.

/// More of them isn't kept.
const LONGEST: usize = 160;

/// The words without tags, control characters, addresses and long runs of digits.
pub(crate) fn kept(words: &str) -> String {
    let mut text = String::with_capacity(words.len().min(4 * LONGEST));
    let mut in_tag = false;
    for c in words.chars().take(8 * LONGEST) {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => {
                in_tag = false;
                text.push(' ');
            }
            _ if in_tag => {}
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    let words: Vec<_> =
        text.split_whitespace().map(|word| if is_somebodys(word) { "…" } else { word }).collect();
    words.join(" ").chars().take(LONGEST).collect()
}

/// An address, or a number that may be of a card, an account or a telephone.
fn is_somebodys(word: &str) -> bool {
    word.contains('@') || word.chars().filter(char::is_ascii_digit).count() > 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_short_and_of_nobody() {
        for (words, expected) in [
            ("Refund amount 12.50 is too large", "Refund amount 12.50 is too large"),
            ("Card 4242424242424242 of jane@example.com\nfailed", "Card … of … failed"),
            ("<html><b>Fatal</b> error</html>", "Fatal error"),
            ("call +49-30-1234567 now", "call … now"),
            ("1 < 2", "1"),
            ("", ""),
        ] {
            assert_eq!(kept(words), expected, "{words}");
        }
        assert_eq!(kept(&"word ".repeat(500)).chars().count(), LONGEST);
    }
}
