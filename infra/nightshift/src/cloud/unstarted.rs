//! Functions that couldn't start, as MiniStack's log tells of them: what waits for one of them waits in vain.
//!
//! The words are those of the pinned MiniStack. Were they others, a day would be given up later, as one that doesn't come to rest.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    path::PathBuf,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use crate::trouble::Trouble;

/// Before the function's name, where its environment failed.
const FAILED: &str = "provided-runtime execution error for ";
/// How such a failure begins that came before the function asked for work.
const AT_START: [&str; 5] = [
    "bootstrap exited during init",
    "bootstrap did not reach the Runtime API",
    "init error",
    "Couldn't execute the bootstrap",
    "No bootstrap binary found",
];

/// A log that is being written, and how far it was looked at.
#[derive(Debug)]
pub(crate) struct Unstarted {
    log: PathBuf,
    seen: AtomicU64,
}

impl Unstarted {
    /// From the beginning of this log.
    pub(crate) fn new(log: PathBuf) -> Self {
        Self { log, seen: AtomicU64::new(0) }
    }

    /// Fails once a function couldn't start. A log that can't be read tells nothing.
    pub(crate) fn look(&self) -> Result<(), Trouble> {
        let Ok(fresh) = self.fresh() else { return Ok(()) };
        let Some((function, said)) = first(&fresh) else { return Ok(()) };
        Err(Trouble::failed(format!("{function} doesn't start")).at(self.log.display()).saying(said).mend(
            "mend what it says; what a function asks its environment for stands in its block of template.yaml",
        ))
    }

    /// What was written since the last look, as far as its lines are whole.
    fn fresh(&self) -> io::Result<String> {
        let mut file = File::open(&self.log)?;
        file.seek(SeekFrom::Start(self.seen.load(Relaxed)))?;
        let mut bytes = vec![];
        file.read_to_end(&mut bytes)?;
        bytes.truncate(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
        self.seen.fetch_add(bytes.len() as u64, Relaxed);
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }
}

/// The first function that couldn't start, and what was said, to the next entry of the log.
fn first(text: &str) -> Option<(&str, &str)> {
    text.match_indices(FAILED).find_map(|(at, _)| {
        let (function, said) = text[at + FAILED.len()..].split_once(": ")?;
        let is_entry = |line: &str| line.starts_with("20") && line.contains(" [");
        let next = said.match_indices('\n').find(|(end, _)| is_entry(&said[end + 1..]));
        let said = said[..next.map_or(said.len(), |(end, _)| end)].trim_end();
        AT_START.iter().any(|kind| said.starts_with(kind)).then_some((function, said))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn what_failed_at_its_start_is_told_with_all_that_it_said_and_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("ministack.log");
        let unstarted = Unstarted::new(path.clone());
        assert!(unstarted.look().is_ok(), "no log yet");
        let mut log = File::create(&path).expect("a log");
        let mut write = |text: &str| log.write_all(text.as_bytes()).expect("written");
        write("2026-11-27 13:54:37 INFO [lambda] ESM: Lambda nightshift-timer processed 1 SQS messages\n");
        let died = "2026-11-27 13:54:38 ERROR [lambda] Warm provided-runtime execution error for nightshift-timer: it died\n";
        write(died);
        assert!(unstarted.look().is_ok(), "that is tried again");
        write(
            "2026-11-27 13:54:39 ERROR [lambda] Warm provided-runtime execution error for nightshift-reorder: ",
        );
        assert!(unstarted.look().is_ok(), "not whole yet");
        write(
            "bootstrap exited during init with code 101: TABLE isn't set\nnote: run with RUST_BACKTRACE=1\n",
        );
        write("2026-11-27 13:54:40 INFO [sqs] more\n");
        let told = unstarted.look().expect_err("it is told").to_string();
        for word in ["nightshift-reorder doesn't start", "TABLE isn't set", "note: run", "ministack.log"] {
            assert!(told.contains(word), "{word}: {told}");
        }
        assert!(!told.contains("[sqs]"), "{told}");
        assert!(unstarted.look().is_ok(), "told once");
    }
}
