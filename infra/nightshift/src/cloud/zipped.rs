//! The code of a function as Lambda takes it: a zip file with the binary as `bootstrap`.
//!
//! `sam` would make the same of a folder, one after another and each time anew: half a minute, of which this leaves what changed.

use std::{
    fs::{self, File},
    io::{self, Cursor},
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::trouble::{Explain, Trouble};

/// Zips each binary into the file beside it, unless that was made of the same binary.
pub(super) fn all(wanted: Vec<(PathBuf, PathBuf)>) -> Result<(), Trouble> {
    let workers = thread::available_parallelism().map_or(1, usize::from);
    let queue = Mutex::new(wanted.into_iter());
    let next = || queue.lock().expect("no holder panics").next();
    let work = || {
        while let Some((binary, archive)) = next() {
            fresh(&binary, &archive).while_trying(format!("{} can't be written", archive.display()))?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let working: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        working.into_iter().try_for_each(|one| one.join().expect("it doesn't panic"))
    })
}

/// The archive takes its binary's time: by that it is known whether it is still of the same.
fn fresh(binary: &Path, archive: &Path) -> io::Result<()> {
    let built = fs::metadata(binary)?.modified()?;
    if fs::metadata(archive).and_then(|kept| kept.modified()).is_ok_and(|kept| kept == built) {
        return Ok(());
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1)) // it travels over loopback
        .unix_permissions(0o755);
    zip.start_file("bootstrap", options)?;
    io::copy(&mut File::open(binary)?, &mut zip)?;
    let half = archive.with_extension("half");
    fs::write(&half, zip.finish()?.into_inner())?;
    File::options().write(true).open(&half)?.set_modified(built)?;
    fs::rename(half, archive)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_changed_is_zipped_anew_and_may_be_run() {
        let folder = tempfile::tempdir().expect("a folder");
        let (binary, archive) = (folder.path().join("timer"), folder.path().join("timer.zip"));
        let unpacked = || {
            let mut zip =
                zip::ZipArchive::new(File::open(&archive).expect("it is there")).expect("a zip file");
            let mut file = zip.by_name("bootstrap").expect("its one file");
            assert_eq!(file.unix_mode().map(|mode| mode & 0o777), Some(0o755));
            let mut text = String::new();
            file.read_to_string(&mut text).expect("what went in");
            text
        };
        let write = |text: &str, second: u64| {
            fs::write(&binary, text).expect("written");
            let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(second);
            File::options().write(true).open(&binary).and_then(|file| file.set_modified(at)).expect("set");
            all(vec![(binary.clone(), archive.clone())]).expect("zipped");
        };
        write("one", 1_000);
        assert_eq!(unpacked(), "one");
        fs::write(&archive, "kept").expect("written");
        File::options()
            .write(true)
            .open(&archive)
            .and_then(|file| file.set_modified(fs::metadata(&binary)?.modified()?))
            .expect("set");
        write("one", 1_000);
        assert_eq!(fs::read_to_string(&archive).expect("text"), "kept", "of the same binary: left alone");
        // An older build that was taken out again is another one, too.
        write("two", 500);
        assert_eq!(unpacked(), "two");
    }
}
