//! The first page of an export: what there is, in a person's words, with a link to each file.

use std::collections::BTreeMap;

use domain::{ShopId, Timestamp};
use store::privacy::Files;

use crate::pages::{Page, Row, Section, Table};

/// What a file is, by its name.
fn what(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "order.json" => "The order as the shop last told it",
        "return.json" => "The return: what was asked, decided and paid",
        "parcel.json" => "Where the parcel was",
        "journal.json" => "What happened and what was decided, step by step",
        "head.json" => "What is remembered of it",
        "mails.json" => "Mails, and whether they arrived",
        "words.json" => "What was said about it, word by word",
        "draft-return.json" => "A return that is being written",
        "tie-returns.json" => "What was counted of returns",
        _ if path.contains("/as-it-came/") => "As the shop's platform sent it",
        _ if path.contains("/papers/") => "A paper, as it was made",
        _ if name.starts_with("paper-") => "What a paper says",
        _ if name.starts_with("command") => "What the shop was asked to do, such as to pay back",
        _ if path.starts_with("photos/") => "A photo that came with a return",
        _ if path.starts_with("no-mail/") => "An address that gets no mails, and why",
        _ if path.starts_with("dead-letters/") => "A message that couldn't be worked off",
        _ if path.starts_with("not-understood/") => {
            "A message that couldn't be read, or that no order leads to"
        }
        _ => "Kept beside it",
    }
}

/// The page.
pub(super) fn html(shop: &ShopId, now: Timestamp, files: &Files) -> String {
    let mut folders: BTreeMap<&str, Vec<(&str, usize)>> = BTreeMap::new();
    for (path, bytes) in files {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push((path, bytes.len()));
    }
    let row = |(path, bytes): (&str, usize)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let cells = [name.to_owned(), what(path).to_owned(), format!("{bytes} bytes")];
        Row { link: Some(path.to_owned()), ..cells.into() }
    };
    let section = |(folder, files): (&str, Vec<(&str, usize)>)| Section {
        title: folder.to_owned(),
        tables: vec![Table {
            title: String::new(),
            columns: Vec::new(),
            rows: files.into_iter().map(row).collect(),
        }],
        ..Section::default()
    };
    Page {
        title: format!("Data held by {shop}"),
        heading: "What is held of you".into(),
        lead: format!(
            "By the shop {shop}, on {}. {} files; those in JSON open in any browser and any text editor.",
            now.strftime("%-d %B %Y, %H:%M UTC"),
            files.len(),
        ),
        command: "privacy export",
        sections: folders.into_iter().map(section).collect(),
        ..Page::default()
    }
    .html()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_told_of_and_linked() {
        let file = |path: &str| (path.to_owned(), b"{}".to_vec());
        let files = Files::from([
            file("order-1/order.json"),
            file("order-1/rma-2/words.json"),
            file("order-1/as-it-came/ab.json"),
            file("photos/2/x<.jpg"),
        ]);
        let page = html(&"acme".parse().expect("a shop"), Timestamp::UNIX_EPOCH, &files);
        crate::pages::proof::sound(&page);
        for told in [
            "The order as the shop last told it",
            "What was said about it, word by word",
            "As the shop&#x27;s platform sent it",
            r#"<a href="photos&#x2f;2&#x2f;x&lt;.jpg">x&lt;.jpg</a>"#,
            "1 January 1970, 00:00 UTC",
            "4 files",
        ] {
            assert!(page.contains(told), "{told} in {page}");
        }
    }
}
