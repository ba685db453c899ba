//! Files that a shop.toml names and that lie beside it: the PDFs of a market's terms, and a table of transit times.

use std::{
    collections::BTreeMap,
    path::{Path as FilePath, PathBuf},
};

use domain::{edd::ReadTable, event::hash_of, settings::Shop};
use store::{Store, files::LARGEST};

use super::{mistake::Mistake, place::Path};
use crate::{cloud::target::Target, trouble::Trouble};

/// Files by name.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Where named files are looked for.
pub(crate) enum Beside<'a> {
    /// In the folder of the shop.toml.
    In(PathBuf),
    /// Among those that were published with a version: hashes by name.
    Published(&'a BTreeMap<String, String>),
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Hashes by name, of all that are as they should be.
    pub(crate) hashes: BTreeMap<String, String>,
    /// The files themselves, where they were looked for in a folder.
    pub(crate) files: Files,
    /// What is wrong with the others, at the keys that name them.
    pub(crate) mistakes: Vec<Mistake>,
}

impl Beside<'_> {
    /// The folder that a shop.toml lies in.
    pub(crate) fn of(shop_toml: &FilePath) -> Self {
        Self::In(shop_toml.parent().map(FilePath::to_owned).unwrap_or_default())
    }

    /// Looks for whatever `shop` names.
    pub(crate) fn look(&self, shop: &Shop) -> Found {
        let mut found = Found::default();
        for (market, terms) in &shop.markets {
            let Some(name) = &terms.terms_file else { continue };
            let key = Path::default().key("markets").key(market).key("terms_file");
            found.take(self.find(name, Kind::Pdf), name, key);
        }
        if let Some(name) = shop.rules_of_edd().ok().and_then(|rules| rules.transit) {
            let key = Path::default().key("automations").key("edd-calculation").key("transit");
            found.take(self.find(&name, Kind::Transit(shop)), &name, key);
        }
        found
    }

    /// The hash of a file, and its bytes where they are at hand.
    fn find(&self, name: &str, kind: Kind<'_>) -> Result<(String, Option<Vec<u8>>), Vec<String>> {
        if !is_plain(name) {
            let (what, such) = kind.called();
            return Err(vec![format!(
                "name a {what} that lies beside this file, such as \"{such}\", without folders"
            )]);
        }
        match self {
            Self::In(folder) => {
                let file = read(&folder.join(name)).map_err(|what| vec![what])?;
                kind.check(&file)?;
                Ok((hash_of(&file), Some(file)))
            }
            Self::Published(hashes) => {
                let hash = hashes
                    .get(name)
                    .ok_or(vec!["no such file was published with this version".to_owned()])?;
                Ok((hash.clone(), None))
            }
        }
    }
}

impl Found {
    /// Takes what was found of a file, or what is wrong with it, at the key that names it.
    fn take(&mut self, found: Result<(String, Option<Vec<u8>>), Vec<String>>, name: &str, key: Path) {
        match found {
            Ok((hash, file)) => {
                self.hashes.insert(name.to_owned(), hash);
                self.files.extend(file.map(|file| (name.to_owned(), file)));
            }
            Err(wrong) => {
                self.mistakes.extend(wrong.into_iter().map(|what| Mistake::unfit(key.clone(), what)));
            }
        }
    }
}

/// What a file has to be.
enum Kind<'k> {
    Pdf,
    /// Of a shop, whose places it may name.
    Transit(&'k Shop),
}

impl Kind<'_> {
    fn called(&self) -> (&'static str, &'static str) {
        match self {
            Self::Pdf => ("PDF", "terms.pdf"),
            Self::Transit(_) => ("CSV", "transit.csv"),
        }
    }

    /// Whether it is that, and what is wrong with which of its lines.
    fn check(&self, file: &[u8]) -> Result<(), Vec<String>> {
        match self {
            Self::Pdf if file.starts_with(b"%PDF-") => Ok(()),
            Self::Pdf => Err(vec!["this file is no PDF: it doesn't begin with %PDF-".to_owned()]),
            Self::Transit(shop) => {
                let read = ReadTable::of_shop(file, shop).map_err(|what| vec![what])?;
                let wrong: Vec<_> = read
                    .refused
                    .iter()
                    .map(|refused| format!("line {} of the table: {}", refused.line, refused.reason))
                    .chain(read.unread.iter().map(|column| format!("nobody reads its column \"{column}\"")))
                    .collect();
                if wrong.is_empty() { Ok(()) } else { Err(wrong) }
            }
        }
    }
}

/// A name on any system, and in a mail, that leads nowhere else.
fn is_plain(name: &str) -> bool {
    let fits = |c: char| !c.is_control() && !"/\\<>:\"|?*".contains(c);
    (1..=100).contains(&name.chars().count()) && name.chars().all(fits) && !name.starts_with('.')
}

fn read(path: &FilePath) -> Result<Vec<u8>, String> {
    let about = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file);
    let about =
        about.ok_or("there is no file of this name beside this one; put it there, or leave the key out")?;
    if about.len() > LARGEST as u64 {
        return Err(format!("this file has {} bytes; at most {LARGEST} go with a mail", about.len()));
    }
    std::fs::read(path).map_err(|e| format!("this file can't be read: {e}"))
}

/// Puts the files of a shop into the store, before the version that names them is published.
pub(crate) async fn keep(store: &Store, shop: &Shop, files: &Files) -> Result<(), Trouble> {
    for file in files.values() {
        store.keep_file(&shop.id, file).await.map_err(Target::trouble)?;
    }
    Ok(())
}

/// Whether the store has all files of settings that were published before.
pub(crate) async fn still_kept(store: &Store, shop: &Shop) -> Result<(), Trouble> {
    for (name, hash) in &shop.files {
        if store.file(&shop.id, hash).await.map_err(Target::trouble)?.is_none() {
            return Err(Trouble::input(format!("the store has lost {name} as it was then"))
                .mend("apply a shop.toml with the file beside it"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::{Timestamp, settings::Market};
    use testkit::Memory;

    use super::*;
    use crate::settings::{diff, examine::examine, file, publish::tests::shop, schema::tests::schema, show};

    const PDF: &[u8] = b"%PDF-1.7\nterms";

    fn naming(name: &str) -> Shop {
        let mut shop = shop();
        let terms_file = Some(name.to_owned());
        shop.markets.insert("DE".into(), Market { version: "1".into(), terms_file, ..Market::default() });
        shop
    }

    #[test]
    fn what_is_wrong_with_a_file_is_told_at_the_line_that_names_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let lay = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
        lay("terms.pdf", PDF);
        lay("page.html", b"<html>");
        lay("empty.pdf", b"");
        lay("large.pdf", &[PDF, &vec![0; LARGEST]].concat());
        std::fs::create_dir(folder.path().join("folder.pdf")).expect("a folder");
        for (name, told) in [
            ("terms.pdf", None),
            ("none.pdf", Some("there is no file of this name beside this one")),
            ("folder.pdf", Some("there is no file of this name beside this one")),
            ("page.html", Some("this file is no PDF")),
            ("empty.pdf", Some("this file is no PDF")),
            ("large.pdf", Some("this file has 4194318 bytes; at most 4194304")),
            ("../terms.pdf", Some("without folders")),
            (".pdf", Some("without folders")),
            ("", Some("without folders")),
        ] {
            let toml = show::toml(&naming(name)).expect("TOML");
            let path = folder.path().join("shop.toml");
            std::fs::write(&path, &toml).expect("a file");
            let examined = file::examined(&path, &schema()).expect("can be read");
            let line = toml.lines().position(|line| line.starts_with("terms_file")).expect("its line") + 1;
            let mistakes: Vec<_> =
                examined.mistakes.iter().map(|note| (note.place.line, note.text.as_str())).collect();
            match told {
                None => {
                    assert_eq!(mistakes, []);
                    let shop = examined.shop.expect("right");
                    assert_eq!(shop.files, [("terms.pdf".to_owned(), hash_of(PDF))].into());
                    assert_eq!(examined.files, [("terms.pdf".to_owned(), PDF.to_vec())].into());
                }
                Some(told) => {
                    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
                    assert!(mistakes[0].0 == line && mistakes[0].1.contains(told), "{name}: {mistakes:?}");
                    assert!(mistakes[0].1.starts_with("markets.DE.terms_file: "), "{mistakes:?}");
                }
            }
        }
    }

    #[test]
    fn hashes_are_not_written_by_hand() {
        let mut written = show::toml(&naming("terms.pdf")).expect("TOML");
        written.push_str("[files]\n\"terms.pdf\" = \"0000\"\n");
        let kept = [("terms.pdf".to_owned(), hash_of(PDF))].into();
        let examined = examine(&written, &schema(), Timestamp::UNIX_EPOCH, &Beside::Published(&kept));
        let told: Vec<_> = examined.mistakes.iter().map(|note| note.text.as_str()).collect();
        assert!(told.len() == 1 && told[0].starts_with("files: nobody reads this key"), "{told:?}");
    }

    #[test]
    fn a_table_of_transit_times_is_checked_line_by_line() {
        let folder = tempfile::tempdir().expect("a folder");
        for (table, told) in [
            ("service,to,min_days,max_days\nDHL/parcel,DE,1,2\n", vec![]),
            (
                "service,to,min_days,max_days\nDHL/parcel,DE,3,2\nDHL/parcel,AT,-1,2\n",
                vec!["line 2 of the table: min_days 3", "line 3 of the table: min_days is -1"],
            ),
            ("service,to,min_days,max_days,colour\nDHL/parcel,DE,1,2,red\n", vec!["column \"colour\""]),
            ("service,min_days,max_days\nDHL/parcel,1,2\n", vec!["to"]),
        ] {
            std::fs::write(folder.path().join("transit.csv"), table).expect("a file");
            let mut shop = shop();
            let own = serde_json::json!({"transit": "transit.csv"});
            let own = own.as_object().expect("an object").clone();
            let named = domain::settings::Table { own, ..domain::settings::Table::default() };
            shop.automations.insert("edd-calculation".into(), named);
            let found = Beside::In(folder.path().to_owned()).look(&shop);
            let texts: Vec<String> = found.mistakes.iter().map(|mistake| format!("{mistake:?}")).collect();
            assert_eq!(texts.len(), told.len(), "{texts:?}");
            for (text, told) in texts.iter().zip(told) {
                assert!(text.contains(&told.replace('"', "\\\"")), "{text}: {told}");
            }
            assert_eq!(found.hashes.contains_key("transit.csv"), found.mistakes.is_empty());
        }
    }

    /// A changed file is news although the shop.toml is the same; and what was shown of a version is right again.
    #[tokio::test]
    async fn a_file_is_kept_before_its_version_and_stays() {
        let store = Store::on(Arc::new(Memory::default()));
        let with = |bytes: &[u8]| {
            let mut shop = naming("terms.pdf");
            shop.files = [("terms.pdf".to_owned(), hash_of(bytes))].into();
            (shop, Files::from([("terms.pdf".to_owned(), bytes.to_vec())]))
        };
        let (old, files) = with(PDF);
        assert!(still_kept(&store, &old).await.is_err());
        keep(&store, &old, &files).await.expect("kept");
        still_kept(&store, &old).await.expect("kept");
        let (new, files) = with(b"%PDF-2.0\nother terms");
        keep(&store, &new, &files).await.expect("kept");
        still_kept(&store, &old).await.expect("still there");
        let changes = diff::changes(Some(&old), &new);
        let keys: Vec<_> = changes.iter().map(|change| change.path.to_string()).collect();
        assert!(keys.len() == 1 && keys[0].starts_with("files."), "{keys:?}");

        let shown = show::toml(&old).expect("TOML");
        assert!(!shown.contains(&hash_of(PDF)), "{shown}");
        let examined = examine(&shown, &schema(), Timestamp::UNIX_EPOCH, &Beside::Published(&old.files));
        assert_eq!((examined.mistakes, examined.shop), (vec![], Some(old)));
        let none = [].into();
        let examined = examine(&shown, &schema(), Timestamp::UNIX_EPOCH, &Beside::Published(&none));
        assert!(examined.mistakes[0].text.contains("no such file was published"), "{:?}", examined.mistakes);
    }
}
