//! Who says something, and why: as it is kept, and read in the journal later.

use crate::trouble::Trouble;

/// The longest name or reason, in characters.
const LONGEST: usize = 200;

/// Who says so.
pub(crate) fn who(by: &str) -> Result<String, Trouble> {
    line("nobody says so", by)
        .map_err(|t| t.mend("write who it is, in one line of at most 200 characters: --by NAME"))
}

/// Why.
pub(crate) fn why(reason: &str) -> Result<String, Trouble> {
    line("no reason is given", reason).map_err(|t| {
        t.mend("say in one line of at most 200 characters why: --reason \"the buyer can't find it\"")
    })
}

fn line(nothing: &str, said: &str) -> Result<String, Trouble> {
    let said = said.trim();
    if said.is_empty() {
        return Err(Trouble::input(nothing));
    }
    let length = said.chars().count();
    if length > LONGEST {
        return Err(Trouble::input(format!("it has {length} characters, {LONGEST} are the most")));
    }
    if said.chars().any(char::is_control) {
        return Err(Trouble::input("it has more than one line"));
    }
    Ok(said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_short_line_or_not_said() {
        assert_eq!((who(" ada ").as_deref(), why(" lost\n").as_deref()), (Ok("ada"), Ok("lost")));
        assert!(why(&"x".repeat(LONGEST)).is_ok());
        for (said, expected) in [
            ("", "no reason is given"),
            ("  ", "no reason is given"),
            (&*"x".repeat(LONGEST + 1), "it has 201 characters"),
            ("two\nlines", "more than one line"),
        ] {
            let told = why(said).expect_err(said).to_string();
            assert!(told.contains(expected), "{said:?}: {told}");
            assert!(who(said).is_err(), "{said:?}");
        }
    }
}
