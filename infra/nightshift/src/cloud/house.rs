//! Where things lie in the project's folder.

use std::path::{Path, PathBuf};

use crate::trouble::{Explain, Trouble};

/// The project's folder. What a machine makes for itself stands under `.local/`, which git ignores.
#[derive(Debug, Clone)]
pub(crate) struct House {
    root: PathBuf,
}

impl House {
    /// At a known place.
    pub(crate) fn at(root: PathBuf) -> Self {
        Self { root }
    }

    /// The folder above the current one, or above this crate's, that holds the workspace.
    pub(crate) fn find() -> Result<Self, Trouble> {
        let here = std::env::current_dir().while_trying("the current folder can't be read")?;
        let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let is_ours = |folder: &&Path| folder.join("infra/nightshift/Cargo.toml").is_file();
        [Some(here), crate_folder]
            .into_iter()
            .flatten()
            .find_map(|start| start.ancestors().find(is_ours).map(|root| Self::at(root.to_owned())))
            .ok_or_else(|| {
                Trouble::environment("this is not inside the project")
                    .mend("change into its folder and try again")
            })
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The template that is deployed.
    pub(crate) fn template(&self) -> PathBuf {
        self.root.join("template.yaml")
    }

    /// The sample shop, the sample day, the pinned tools.
    pub(crate) fn local_files(&self) -> PathBuf {
        self.root.join("infra/local")
    }

    /// What this machine makes for itself: `.local/`, or where `NIGHTSHIFT_STATE` says, so that the tests' cloud and one
    /// that somebody keeps don't meet.
    pub(crate) fn state(&self) -> PathBuf {
        std::env::var_os("NIGHTSHIFT_STATE").map_or_else(|| self.root.join(".local"), PathBuf::from)
    }

    /// The project's own Python environment, shared by all clouds.
    pub(crate) fn python(&self) -> PathBuf {
        self.root.join(".local/python")
    }

    /// Mails that the local cloud sent.
    pub(crate) fn mail(&self) -> PathBuf {
        self.state().join("mail")
    }

    /// A log.
    pub(crate) fn log(&self, name: &str) -> PathBuf {
        self.state().join("log").join(name)
    }

    /// A tool of the project's own Python environment.
    pub(crate) fn python_bin(&self, tool: &str) -> PathBuf {
        self.python().join("bin").join(tool)
    }

    /// Temporary files of the local cloud.
    pub(crate) fn scratch(&self) -> Result<PathBuf, Trouble> {
        self.folder("tmp")
    }

    /// A folder under `.local/`, made when absent.
    pub(crate) fn folder(&self, name: &str) -> Result<PathBuf, Trouble> {
        let folder = self.state().join(name);
        std::fs::create_dir_all(&folder)
            .while_trying(format!("the folder {} can't be made", folder.display()))?;
        Ok(folder)
    }

    /// The folders under `functions/` that hold a binary, by name: what there is to build.
    pub(crate) fn functions(&self) -> Result<Vec<String>, Trouble> {
        let folder = self.root.join("functions");
        let entries =
            std::fs::read_dir(&folder).while_trying(format!("{} can't be read", folder.display()))?;
        let mut names: Vec<String> = entries
            .flatten()
            .filter(|entry| entry.path().join("src/main.rs").is_file())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        Ok(names)
    }
}
