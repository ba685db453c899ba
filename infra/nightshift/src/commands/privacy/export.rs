//! `privacy export`: everything that is held of a person, in a folder.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::json;
use store::privacy::Files;

use super::{look::Whose, page};
use crate::{
    cloud::target::Target,
    out,
    trouble::{Explain as _, Trouble},
};

/// Arguments of `privacy export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A folder with index.html to read and a JSON file for each thing that is held: orders and how they came, what was decided,
mails and whether they arrived, returns with words, photos and papers, parcels, dead letters. Nothing of anybody else is
in it. By an address or a number all orders of that customer are found. Hand it to the person in a safe way, then delete it.

Exit codes: 0 written, or nothing is held; 2 no such customer, or the folder isn't empty; 3 no cloud.

Examples:
  cargo nightshift privacy export 207119551 --into request-9999
  cargo nightshift privacy export ada@example.com --into ada --shop acme --stack nightshift --json")]
pub(crate) struct Export {
    #[command(flatten)]
    whose: Whose,
    /// The folder; it is made, and has to be empty
    #[arg(long, value_name = "FOLDER")]
    into: PathBuf,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: Export) -> Result<ExitCode, Trouble> {
    room(&args.into)?;
    let found = args.whose.find().await?;
    let mut files = found.store.held(&found.shop, &found.person).await.map_err(Target::trouble)?;
    for (rma, listed) in found.photos().await? {
        if let Some(bytes) = found.photo(&listed).await? {
            let name = listed.key.rsplit('/').next().unwrap_or_default();
            files.insert(format!("photos/{}/{name}{}", rma.id(), ending(&bytes)), bytes);
        }
    }
    for named in found.letters().await? {
        for (n, letter) in named.letters.iter().enumerate() {
            files.insert(format!("dead-letters/{}-{}.json", named.queue, n + 1), letter.body.clone().into());
        }
        named.leave().await;
    }
    if !files.is_empty() {
        files.insert("index.html".to_owned(), page::html(&found.shop, found.now, &files).into_bytes());
        write(&args.into, &files)?;
    }
    if args.json {
        let listed: Vec<_> =
            files.iter().map(|(path, bytes)| json!({"path": path, "bytes": bytes.len()})).collect();
        out::json(&json!({"shop": found.shop, "folder": args.into, "files": listed}))?;
    } else if files.is_empty() {
        anstream::println!("Nothing is held of this person in the shop {}.", found.shop);
    } else {
        anstream::println!("{} files. Open {}.", files.len(), args.into.join("index.html").display());
        anstream::println!("It is personal: hand it over in a safe way, and delete it then.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Nothing is written over, and nobody's export into somebody else's.
fn room(folder: &Path) -> Result<(), Trouble> {
    let is_taken = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    };
    match is_taken {
        true => Err(Trouble::input("the folder isn't empty").at(folder.display()).mend("name another one")),
        false => Ok(()),
    }
}

fn write(folder: &Path, files: &Files) -> Result<(), Trouble> {
    for (path, bytes) in files {
        let path = folder.join(path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).while_trying(format!("{} can't be made", above.display()))?;
        }
        fs::write(&path, bytes).while_trying(format!("{} can't be written", path.display()))?;
    }
    Ok(())
}

fn ending(photo: &[u8]) -> &'static str {
    use domain::returns::photo::{MediaType, recognise};
    match recognise(photo) {
        Some(MediaType::Jpeg) => ".jpg",
        Some(MediaType::Png) => ".png",
        Some(MediaType::Webp) => ".webp",
        Some(MediaType::Heic) => ".heic",
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_goes_into_an_empty_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let into = folder.path().join("ada");
        assert_eq!(room(&into), Ok(()));
        let files = Files::from([("order-1/order.json".to_owned(), b"{}".to_vec())]);
        write(&into, &files).expect("written");
        assert_eq!(fs::read(into.join("order-1/order.json")).expect("readable"), b"{}");
        assert!(room(&into).expect_err("taken").to_string().contains("isn't empty"));
        assert!(room(&into.join("order-1/order.json")).is_err(), "a file is no folder");
    }
}
