//! The first page of an export: what there is, in a person's words, with a link to each file.

use std::{collections::BTreeMap, fmt::Write as _};

use domain::{ShopId, Timestamp};
use store::privacy::Files;

const STYLE: &str = include_str!("../../backtest/page.css");

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
        _ if path.starts_with("not-understood/") => "A message of the platform that couldn't be read",
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
    let mut page = format!(
        r#"<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Data held by {shop}</title><style>{STYLE}</style></head><body><main><p class="dim">nightshift privacy export</p><h1>What is held of you</h1><p>By the shop {shop}, on {}. {} files; those in JSON open in any browser and any text editor.</p>"#,
        now.strftime("%-d %B %Y, %H:%M UTC"),
        files.len(),
    );
    for (folder, files) in folders {
        let _ = write!(page, "<section><h2>{}</h2><table><tbody>", escape(folder));
        for (path, bytes) in files {
            let _ = write!(
                page,
                r#"<tr><td><a href="{0}">{1}</a></td><td>{2}</td><td>{3} bytes</td></tr>"#,
                escape(path),
                escape(path.rsplit('/').next().unwrap_or(path)),
                what(path),
                bytes,
            );
        }
        page.push_str("</tbody></table></section>");
    }
    page.push_str("</main></body></html>\n");
    page
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
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
        for told in [
            "The order as the shop last told it",
            "What was said about it, word by word",
            "As the shop's platform sent it",
            r#"<a href="photos/2/x&lt;.jpg">x&lt;.jpg</a>"#,
            "1 January 1970, 00:00 UTC",
            "4 files",
        ] {
            assert!(page.contains(told), "{told} in {page}");
        }
    }
}
