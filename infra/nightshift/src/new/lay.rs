//! Laying files: all of them, or none.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::trouble::{Explain, Trouble};

/// What is to be laid, relative to the workspace.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Folders that aren't there yet, each with its files.
    pub(super) folders: Vec<PathBuf>,
    /// Their files.
    pub(super) files: Vec<(PathBuf, String)>,
    /// Files that are there: what they become.
    pub(super) changed: Vec<(PathBuf, String)>,
}

/// Where the files wait until all of them are written.
const STAGED: &str = ".local/new";

impl Plan {
    /// Writes everything beside where it goes, then moves it there. If a move fails, those before it are undone.
    pub(super) fn lay(&self, root: &Path) -> Result<(), Trouble> {
        let staged = root.join(STAGED);
        let laid = self.stage(root, &staged).and_then(|()| self.move_in(root, &staged));
        let _ = fs::remove_dir_all(&staged);
        laid.while_trying("the function can't be laid; everything is as it was")
    }

    fn stage(&self, root: &Path, staged: &Path) -> io::Result<()> {
        if staged.exists() {
            fs::remove_dir_all(staged)?;
        }
        for (place, text) in self.files.iter().chain(&self.changed) {
            let place = staged.join(place);
            fs::create_dir_all(place.parent().expect("inside the folder"))?;
            fs::write(place, text)?;
        }
        tidy(root, staged, &self.files);
        Ok(())
    }

    fn move_in(&self, root: &Path, staged: &Path) -> io::Result<()> {
        let before: Vec<_> =
            self.changed.iter().map(|(place, _)| fs::read(root.join(place))).collect::<Result<_, _>>()?;
        let moves = self.folders.iter().chain(self.changed.iter().map(|(place, _)| place));
        for (n, place) in moves.enumerate() {
            if let Err(error) = fs::rename(staged.join(place), root.join(place)) {
                self.undo(root, n, &before)?;
                return Err(error);
            }
        }
        Ok(())
    }

    /// Takes the first `done` moves back.
    fn undo(&self, root: &Path, done: usize, before: &[Vec<u8>]) -> io::Result<()> {
        for folder in self.folders.iter().take(done) {
            fs::remove_dir_all(root.join(folder))?;
        }
        let changed = done.saturating_sub(self.folders.len());
        for ((place, _), bytes) in self.changed.iter().zip(before).take(changed) {
            fs::write(root.join(place), bytes)?;
        }
        Ok(())
    }
}

/// Has rustfmt break lines and sort imports, which follow from how long the name is. Without it `cargo fmt` does so later.
fn tidy(root: &Path, staged: &Path, files: &[(PathBuf, String)]) {
    let rust =
        files.iter().map(|(place, _)| place).filter(|place| place.extension().is_some_and(|e| e == "rs"));
    let _ = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(root)
        .args(rust.map(|place| staged.join(place)))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every file below a folder, with its text.
    fn all(folder: &Path) -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("readable").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    found.push((entry.path(), fs::read_to_string(entry.path()).expect("a text")));
                }
            }
        }
        found.sort();
        found
    }

    fn house() -> tempfile::TempDir {
        let house = tempfile::tempdir().expect("a folder");
        for folder in ["functions", "tests/golden", ".local"] {
            fs::create_dir_all(house.path().join(folder)).expect("folders");
        }
        fs::write(house.path().join("README.md"), "before").expect("a file");
        fs::write(house.path().join("template.yaml"), "before").expect("a file");
        house
    }

    fn plan() -> Plan {
        let file = |place: &str| (PathBuf::from(place), "after".to_owned());
        Plan {
            folders: ["functions/x", "tests/golden/x"].map(PathBuf::from).to_vec(),
            files: ["functions/x/src/a.txt", "functions/x/b.txt", "tests/golden/x/c.txt"].map(file).to_vec(),
            changed: ["README.md", "template.yaml"].map(file).to_vec(),
        }
    }

    #[test]
    fn all_is_laid_and_nothing_waits_any_more() {
        let house = house();
        plan().lay(house.path()).expect("laid");
        let all = all(house.path());
        assert_eq!(all.len(), 5);
        assert!(all.iter().all(|(_, text)| text == "after"), "{all:?}");
    }

    #[test]
    fn whichever_move_fails_nothing_is_left() {
        let in_the_way: [fn(&Path); 3] = [
            |root| fs::write(root.join("functions/x"), "in the way").expect("a file"),
            |root| fs::remove_dir_all(root.join("tests")).expect("removed"),
            |root| {
                fs::remove_file(root.join("template.yaml")).expect("removed");
                fs::create_dir(root.join("template.yaml")).expect("a folder");
            },
        ];
        for (n, spoil) in in_the_way.iter().enumerate() {
            let house = house();
            spoil(house.path());
            let before = all(house.path());
            let said = plan().lay(house.path()).expect_err("in the way").to_string();
            assert!(said.contains("everything is as it was"), "{said}");
            assert_eq!(all(house.path()), before, "{n}");
        }
    }

    #[test]
    fn a_move_that_fails_late_is_undone() {
        let house = house();
        let before = all(house.path());
        let mut plan = plan();
        // A change of a file that can be read, to a place that can't be moved to: the staged one is missing.
        let staged = house.path().join(STAGED);
        plan.stage(house.path(), &staged).expect("staged");
        fs::remove_file(staged.join("template.yaml")).expect("removed");
        plan.move_in(house.path(), &staged).expect_err("it is missing");
        fs::remove_dir_all(&staged).expect("removed");
        assert_eq!(all(house.path()), before);
        plan.changed.clear();
        plan.lay(house.path()).expect("laid");
    }
}
