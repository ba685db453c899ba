//! Character entities in texts that passed through HTML on their way.

/// `text` with each `&name;` that `known` knows replaced, in one pass: what comes out is not looked at again.
pub(crate) fn decode(text: &[u8], known: impl Fn(&str) -> Option<char>) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'&'
            && let Some(end) = after.iter().position(|b| !b.is_ascii_alphanumeric() && *b != b'#')
            && after[end] == b';'
            && let Ok(name) = std::str::from_utf8(&after[..end])
            && let Some(char) = known(name)
        {
            decoded.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            rest = &after[end + 1..];
        } else {
            decoded.push(*first);
        }
    }
    decoded
}

/// A name as a shop shows it: entities decoded, without outer blanks.
pub(crate) fn plain(text: &str) -> String {
    let decoded = decode(text.as_bytes(), named);
    String::from_utf8_lossy(&decoded).trim().to_owned()
}

/// The entities that shops have in names of goods.
fn named(name: &str) -> Option<char> {
    const NAMES: &[(&str, char)] = &[
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", ' '),
        ("ndash", '–'),
        ("mdash", '—'),
        ("times", '×'),
        ("hellip", '…'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("deg", '°'),
        ("euro", '€'),
        ("copy", '©'),
        ("reg", '®'),
        ("trade", '™'),
    ];
    let Some(number) = name.strip_prefix('#') else {
        return NAMES.iter().find(|(known, _)| *known == name).map(|(_, char)| *char);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|c| !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_once() {
        for (text, shown) in [
            ("Ship Your Idea &ndash; Color: Black", "Ship Your Idea – Color: Black"),
            ("Salt &amp; Pepper", "Salt & Pepper"),
            ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
            ("5&#8243; &#x201C;big&#X201d;", "5″ “big”"),
            ("R&D; A&B &nothing; &", "R&D; A&B &nothing; &"),
            ("&#0;&#x7;&#1114112;&#;&#x;", "&#0;&#x7;&#1114112;&#;&#x;"),
            (" 2 &times; Tee&nbsp;", "2 × Tee"),
            ("&&amp;&", "&&&"),
        ] {
            assert_eq!(plain(text), shown, "{text}");
        }
    }
}
