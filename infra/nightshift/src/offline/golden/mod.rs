//! `golden`: cases in one readable file each.

mod case;
mod differ;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde::Serialize;

use crate::{
    cloud::house::House,
    offline::functions,
    out,
    trouble::{Explain, Trouble},
};

pub(crate) use differ::Difference;

/// Arguments of `golden`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A case is one file, TOML or JSON: who is asked, what it sees, and what matters of the answer.

  automation = \"order-confirmation\"     # its own binary decides
  at = 2026-11-21T20:05:00Z             # the time of the decision
  event.type = \"order.paid\"             # what is left out of the event is filled in
  [settings]                            # a whole shop; or {version, shop, own}, or only the automation's own table,
                                        # and infra/local/shops/acme.toml rules where those are silent
  [facts]                               # what the automation looks at
  [expect]                              # objects: the named fields only; lists: element by element
  because = \"already-confirmed\"         # or failure = \"part of what it says when it can't decide\"
  events = []

Cases of the project stand in tests/golden; add yours there, or in any folder.

Exit codes: 0 all as expected, 1 some differ, 2 wrong usage.

Examples:
  cargo nightshift golden tests/golden
  cargo nightshift golden my-cases more-cases/one.json
  cargo nightshift golden tests/golden --json")]
pub(crate) struct Args {
    /// Folders of cases, or single ones
    #[arg(required = true, value_name = "DIR")]
    pub(crate) dirs: Vec<PathBuf>,
    /// Print JSON instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

/// One case and how it went.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Played {
    /// The file.
    pub(crate) file: PathBuf,
    /// Folder and file without the ending, such as `order-confirmation/jpy`.
    pub(crate) name: String,
    /// Who was asked, where the file could be read.
    pub(crate) automation: String,
    /// Its reason, for a reader.
    pub(crate) because: String,
    /// Where the answer differs; empty when all is as expected.
    pub(crate) differences: Vec<Difference>,
}

impl Played {
    /// Whether all is as expected.
    pub(crate) fn passed(&self) -> bool {
        self.differences.is_empty()
    }

    /// What differs, for a reader.
    pub(crate) fn report(&self) -> String {
        let mut lines = vec![format!("{} ({})", self.name, self.file.display())];
        lines.extend(self.differences.iter().map(|difference| format!("    {difference}")));
        lines.join("\n")
    }
}

pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let played = play(&House::find()?, &args.dirs).await?;
    let failed = played.iter().filter(|case| !case.passed()).count();
    if args.json {
        out::json(&played)?;
    } else {
        show(&played);
        anstream::println!("{} cases: {} as expected, {failed} differ", played.len(), played.len() - failed);
    }
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Plays all cases in these folders and below.
pub(crate) async fn play(house: &House, dirs: &[PathBuf]) -> Result<Vec<Played>, Trouble> {
    let mut files = Vec::new();
    for dir in dirs {
        if dir.is_dir() { files.extend(cases(dir)?) } else { files.push(dir.clone()) }
    }
    if files.is_empty() {
        let dirs: Vec<_> = dirs.iter().map(|d| d.display().to_string()).collect();
        return Err(Trouble::input(format!("no cases are in {}", dirs.join(", ")))
            .mend("a case is a .toml or .json file"));
    }
    let mut binaries = BTreeMap::new();
    let mut played = Vec::new();
    for file in files {
        played.push(match case::read(house, &file) {
            Err(trouble) => unread(&file, &trouble),
            Ok(case) => {
                let name = case.automation.clone();
                if !binaries.contains_key(&name) {
                    binaries.insert(name.clone(), functions::automation(house, &name).await);
                }
                match &binaries[&name] {
                    Ok(binary) => case.play(binary)?,
                    Err(trouble) => unread(&file, trouble),
                }
            }
        });
    }
    Ok(played)
}

/// The files of cases, sorted.
fn cases(dir: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = std::fs::read_dir(dir).or_input(format!("{} can't be read", dir.display()))?;
    let mut found = Vec::new();
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(cases(&path)?);
        } else if path.extension().is_some_and(|e| e == "toml" || e == "json") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// `folder/file` without the ending.
fn name(file: &Path) -> String {
    let part =
        |part: Option<&std::ffi::OsStr>| part.map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}/{}", part(file.parent().and_then(Path::file_name)), part(file.file_stem()))
}

/// A file that is no case counts as one that failed.
fn unread(file: &Path, trouble: &Trouble) -> Played {
    let said = anstream::adapter::strip_str(&trouble.to_string()).to_string();
    Played {
        file: file.to_owned(),
        name: name(file),
        automation: String::new(),
        because: String::new(),
        differences: vec![Difference::of_the_file(said.trim())],
    }
}

/// All cases by automation, then what differs.
fn show(played: &[Played]) {
    use owo_colors::OwoColorize;
    let mut by_automation: BTreeMap<&str, Vec<&Played>> = BTreeMap::new();
    for case in played {
        by_automation.entry(&case.automation).or_default().push(case);
    }
    for (automation, cases) in by_automation {
        anstream::println!("{}", if automation.is_empty() { "not readable" } else { automation }.bold());
        for case in cases {
            if case.passed() {
                anstream::println!("  {} {:<48} {}", "✓".green(), case.name, case.because.dimmed());
            } else {
                anstream::println!("  {} {}", "✗".red(), case.report().replace('\n', "\n  "));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cases_are_named_by_folder_and_file() {
        assert_eq!(name(Path::new("tests/golden/order-confirmation/jpy.toml")), "order-confirmation/jpy");
        assert_eq!(name(Path::new("jpy.json")), "/jpy");
    }

    #[test]
    fn cases_are_found_below_a_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("b")).expect("a folder");
        for name in ["b/2.json", "1.toml", "README.md"] {
            std::fs::write(folder.path().join(name), "").expect("a file");
        }
        let found = cases(folder.path()).expect("readable");
        assert_eq!(found, [folder.path().join("1.toml"), folder.path().join("b/2.json")]);
    }
}
