//! How large a function's zip is: its binary, deflated, with the few bytes of a zip around it.

use std::{
    io::{self, Write},
    path::Path,
};

use flate2::{Compression, write::DeflateEncoder};

use crate::trouble::{Explain, Trouble};

/// Counts what is written and keeps nothing.
#[derive(Default)]
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Bytes of a zip that holds `file` as `bootstrap`, at the usual level.
pub(super) fn of_binary(file: &Path) -> Result<u64, Trouble> {
    let cannot = || format!("{} can't be read", file.display());
    let mut file = std::fs::File::open(file).while_trying(cannot())?;
    let mut deflated = DeflateEncoder::new(Counted::default(), Compression::default());
    io::copy(&mut file, &mut deflated).while_trying(cannot())?;
    let deflated = deflated.finish().while_trying(cannot())?.0;
    // A local header, a central header, the end; the name stands in both headers.
    Ok(deflated + 30 + 46 + 22 + 2 * "bootstrap".len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_itself_becomes_small() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), vec![7; 1 << 20]).expect("written");
        let size = of_binary(file.path()).expect("a size");
        assert!((117..4096).contains(&size), "{size}");
    }
}
