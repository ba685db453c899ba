//! Lists as a language says them: "a, b and c". CLDR by way of ICU4X.

use icu_list::ListFormatter;
use icu_locale_core::Locale;

use crate::Unmailable;

/// All of `items`.
pub(crate) fn all_of(items: &[String], tag: &str) -> Result<String, Unmailable> {
    let broken = |e: &dyn std::fmt::Display| Unmailable::Template(format!("a list can't be written: {e}"));
    let locale: Locale = tag.parse().map_err(|e| broken(&e))?;
    let formatter =
        ListFormatter::try_new_and((&locale).into(), Default::default()).map_err(|e| broken(&e))?;
    Ok(formatter.format(items.iter()).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_said_as_their_readers_say_them() {
        let list = |items: &[&str], tag| {
            let items: Vec<_> = items.iter().map(|item| (*item).to_owned()).collect();
            all_of(&items, tag).expect("a list")
        };
        for (tag, said) in [
            ("ar", "A وB وC"),
            ("ca", "A, B i C"),
            ("de-AT", "A, B und C"),
            ("en-GB", "A, B and C"),
            ("en-US", "A, B, and C"),
            ("es", "A, B y C"),
            ("fr", "A, B et C"),
            ("it", "A, B e C"),
            ("ja", "A、B、C"),
            ("pl", "A, B i C"),
            ("pt-BR", "A, B e C"),
            ("ru", "A, B и C"),
            ("uk", "A, B і C"),
            ("xx", "A, B, C"),
        ] {
            assert_eq!(list(&["A", "B", "C"], tag), said, "{tag}");
        }
        assert_eq!(list(&["Suiza", "Italia"], "es"), "Suiza e Italia");
        assert_eq!((list(&["A"], "en"), list(&[], "en")), ("A".into(), String::new()));
    }
}
