//! axe-core, whose rules the browser's tests ask: fetched once, of one version, and only if it is that to the byte.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use flate2::read::GzDecoder;
use sha2::{Digest as _, Sha512};

use crate::{
    cloud::house::House,
    out::progress::Step,
    trouble::{Explain, Trouble},
};

const VERSION: &str = "4.14.1";
/// As npm's registry prints it: SHA-512 of the packed package.
const INTEGRITY: &str =
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";
/// The file in it.
const FILE: &str = "package/axe.min.js";
/// More than it is.
const LARGEST: u64 = 8 << 20;

/// Where it lies, fetched if need be. Without it the tests that need it say themselves that they were skipped.
pub(super) async fn prepare(house: &House) -> Result<Option<PathBuf>, Trouble> {
    let folder = house.root().join(".local/axe");
    let file = folder.join(format!("axe-{VERSION}.min.js"));
    if file.is_file() {
        return Ok(Some(file));
    }
    let step = Step::begin("axe-core");
    step.say("from registry.npmjs.org");
    match fetch().await.and_then(|packed| unpack(&packed)) {
        Ok(script) => {
            write(&folder, &file, &script)?;
            step.done(VERSION);
            Ok(Some(file))
        }
        Err(why) => {
            super::suites::settle(step, false, &format!("can't be had: {why}"));
            Ok(None)
        }
    }
}

async fn fetch() -> Result<Vec<u8>, String> {
    let url = format!("https://registry.npmjs.org/axe-core/-/axe-core-{VERSION}.tgz");
    let client = reqwest::Client::builder().https_only(true).timeout(Duration::from_secs(60)).build();
    let answer = client.map_err(|e| e.to_string())?.get(&url).send().await.and_then(|a| a.error_for_status());
    let bytes = answer.map_err(|e| e.to_string())?.bytes().await.map_err(|e| e.to_string())?;
    if STANDARD.encode(Sha512::digest(&bytes)) == INTEGRITY {
        Ok(bytes.to_vec())
    } else {
        Err(format!("{url} isn't what it was when it was pinned"))
    }
}

/// The script in the package: a tar whose headers are 512 bytes each, with name and size at fixed places.
fn unpack(packed: &[u8]) -> Result<Vec<u8>, String> {
    let mut tar = Vec::new();
    GzDecoder::new(packed).take(LARGEST).read_to_end(&mut tar).map_err(|e| format!("the package: {e}"))?;
    let mut rest = tar.as_slice();
    while let Some((head, after)) = rest.split_at_checked(512) {
        let text = |range| String::from_utf8_lossy(&head[range]).trim_matches(['\0', ' ']).to_owned();
        let size = usize::from_str_radix(&text(124..136), 8).unwrap_or(0);
        let contents = after.get(..size).ok_or("the package ends early")?;
        if text(0..100) == FILE {
            return Ok(contents.to_vec());
        }
        rest = after.get(size.next_multiple_of(512)..).unwrap_or_default();
    }
    Err(format!("there is no {FILE} in the package"))
}

/// Under another name first: what is there is whole.
fn write(folder: &Path, file: &Path, script: &[u8]) -> Result<(), Trouble> {
    let half = file.with_extension(format!("{}.half", std::process::id()));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&half, script))
        .and_then(|()| fs::rename(&half, file))
        .while_trying(format!("{} can't be written", file.display()))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn packed(files: &[(&str, &str)]) -> Vec<u8> {
        let mut gz = GzEncoder::new(Vec::new(), Compression::fast());
        for (name, text) in files {
            let mut head = [0; 512];
            head[..name.len()].copy_from_slice(name.as_bytes());
            head[124..135].copy_from_slice(format!("{:011o}", text.len()).as_bytes());
            let mut block = text.as_bytes().to_vec();
            block.resize(text.len().next_multiple_of(512), 0);
            gz.write_all(&head).and_then(|()| gz.write_all(&block)).expect("memory takes all");
        }
        gz.write_all(&[0; 1024]).expect("memory takes all");
        gz.finish().expect("memory takes all")
    }

    #[test]
    fn the_script_comes_out_of_its_package() {
        let long = "x".repeat(513);
        let whole = packed(&[("package/README.md", &long), (FILE, "axe();"), ("package/axe.js", "no")]);
        assert_eq!(unpack(&whole).as_deref(), Ok(b"axe();".as_slice()));
        for (without, why) in [
            (packed(&[("package/README.md", &long)]), "there is no"),
            (b"no gzip".to_vec(), "the package: "),
            (packed(&[]), "there is no"),
        ] {
            assert!(unpack(&without).is_err_and(|e| e.starts_with(why)), "{why}");
        }
    }
}
