//! Reading a shop.toml for good: mistakes refuse it, warnings are told.

use std::path::Path;

use domain::{Timestamp, settings::Shop};
use owo_colors::OwoColorize;

use super::{
    beside::{Beside, Files},
    examine::{Examined, Note, examine},
    schema::Schema,
};
use crate::trouble::{Explain, Trouble};

/// Settings without a mistake.
#[derive(Debug)]
pub(crate) struct Read {
    /// What they say.
    pub(crate) shop: Shop,
    /// The files that they name.
    pub(crate) files: Files,
}

/// The settings in a file that has no mistakes; its warnings are printed.
pub(crate) fn read(path: &Path, schema: &Schema) -> Result<Read, Trouble> {
    let examined = examined(path, schema)?;
    for warning in lines(path, &examined.warnings) {
        anstream::eprintln!("{} {warning}", "warning:".yellow().bold());
    }
    let Some(shop) = examined.shop else {
        let told = lines(path, &examined.mistakes);
        let count = match told.len() {
            1 => "a mistake".to_owned(),
            n => format!("{n} mistakes"),
        };
        return Err(Trouble::input(format!("{} has {count}", path.display())).saying(told.join("\n")));
    };
    Ok(Read { shop, files: examined.files })
}

/// What is to be said of a file.
pub(crate) fn examined(path: &Path, schema: &Schema) -> Result<Examined, Trouble> {
    let text = std::fs::read_to_string(path).or_input(format!("{} can't be read", path.display()))?;
    Ok(examine(&text, schema, Timestamp::now(), &Beside::of(path)))
}

/// `shop.toml:12:1: key: what`.
fn lines(path: &Path, notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| format!("{}:{}: {}", path.display(), note.place, note.text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::schema::tests::schema;

    #[test]
    fn a_file_with_mistakes_is_refused_with_all_of_them() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.toml");
        std::fs::write(&path, "id = \"acme\"\nname = 1\n  zone = \"UTC\"\nlocale = \"en\"\nurl = \"x\"\n")
            .expect("a file");
        let trouble = read(&path, &schema()).expect_err("it has mistakes").to_string();
        for told in [
            "has 3 mistakes",
            "shop.toml:2:1: name: ",
            "shop.toml:5:1: url: ",
            "shop.toml:1:1: sender: this is missing",
        ] {
            assert!(trouble.contains(told), "{told}: {trouble}");
        }
        let absent = read(&folder.path().join("x.toml"), &schema()).expect_err("no such file").to_string();
        assert!(absent.contains("x.toml can't be read"), "{absent}");
    }
}
