//! A copy of the project in which `nightshift new` has laid a function for each thing that may wake one, so that a suite can
//! look at it in place of the project itself.

use std::{
    fs::{self, File},
    io,
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::house::{ELSEWHERE, binary, files, root};

/// A function that is laid.
#[derive(Debug)]
pub struct New {
    /// Its name.
    pub name: &'static str,
    /// What it is laid with.
    pub with: &'static [&'static str],
    /// What its first test says.
    pub says: &'static str,
}

/// One for each waking.
pub const NEW: [New; 3] = [
    New {
        name: "laid-by-queue",
        with: &["--wakes", "order.created", "--wakes", "order.paid"],
        says: "say here why it acts, in one word, and which events it writes; then decide so in functions/laid-by-queue/src/decide.rs",
    },
    New {
        name: "laid-by-schedule",
        with: &["--on", "schedule", "--every", "15m"],
        says: "say in functions/laid-by-schedule/src/decide.rs what a round does for a shop, and why; then expect that reason here",
    },
    New {
        name: "laid-by-http",
        with: &["--on", "http", "--does", "answers whoever asks how it was laid"],
        says: "say in functions/laid-by-http/src/decide.rs what the door answers; then expect it here",
    },
];

/// The copy. It goes away with this.
#[derive(Debug)]
pub struct Laid(tempfile::TempDir);

impl Laid {
    /// Copies the project and lays them; nothing, where a copy is looked at already.
    pub fn lay() -> Option<Self> {
        if std::env::var_os(ELSEWHERE).is_some() {
            return None;
        }
        let copy = Self(tempfile::tempdir().expect("a folder"));
        for file in files() {
            copy.take(&file).unwrap_or_else(|e| panic!("{} can't be copied: {e}", file.display()));
        }
        for New { name, with, .. } in NEW {
            let said = copy.run(&binary("nightshift"), &[&["new", name], with].concat());
            assert!(said.status.success(), "{name} isn't laid: {}", told(&said));
        }
        Some(copy)
    }

    /// The copy's folder.
    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// A file is copied with its time: to cargo it is the same, and nothing is built anew for want of being here.
    fn take(&self, file: &Path) -> io::Result<()> {
        let (from, to) = (root().join(file), self.root().join(file));
        fs::create_dir_all(to.parent().expect("inside the folder"))?;
        fs::copy(&from, &to)?;
        File::options().write(true).open(&to)?.set_modified(from.metadata()?.modified()?)
    }

    /// Runs a program in the copy.
    pub fn run(&self, program: &Path, arguments: &[&str]) -> Output {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.root()).stdin(Stdio::null());
        // What cargo or the command line told this test is about another place.
        for name in ["CARGO_MANIFEST_DIR", "NIGHTSHIFT_SKIPS", "NIGHTSHIFT_STATE"] {
            command.env_remove(name);
        }
        command.env("RUST_BACKTRACE", "0").env(ELSEWHERE, self.root()).output().expect("programs start")
    }

    /// Runs this very suite on the copy: as it is, all of it holds there.
    pub fn holds(&self) {
        let suite = std::env::current_exe().expect("a test is a program");
        let said = self.run(&suite, &[]);
        assert!(said.status.success(), "what `nightshift new` lays lacks something: {}", told(&said));
    }
}

/// What a program said.
pub fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
