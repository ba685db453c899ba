//! The messages there are: one folder each, found when the crate is built.

use std::sync::LazyLock;

use domain::{mail::Lane, send::OnDoubt};
use serde::Deserialize;

use crate::files::{MESSAGES, PAGES, PAPERS, PHRASES, file_name};

/// The kinds of thing that messages are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AboutKind {
    /// An order.
    Order,
    /// An order that comes later than it was promised.
    Delay,
    /// A task.
    Task,
    /// What a stretch of the shop's time came to.
    Digest,
    /// A stock that is too little.
    Stock,
    /// A purchase order that is to be approved.
    Purchase,
    /// A purchase order, for its supplier.
    PurchaseOrder,
    /// A return of an order, for its buyer.
    Return,
    /// A return that somebody is asked about.
    ReturnApproval,
    /// Stocks that are told together, by the day or the week.
    StockDigest,
    /// So many stocks at once that they are told together.
    StockStorm,
    /// Whether promised delivery dates were kept.
    Adherence,
    /// A month of returns.
    ReturnReport,
}

/// What a message's `message.toml` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageInfo {
    /// The folder's name.
    pub name: &'static str,
    /// The queue it goes through.
    pub lane: Lane,
    /// What to do when nobody can say whether it went out.
    pub on_doubt: OnDoubt,
    /// What it is about.
    pub about: AboutKind,
    /// Whether it advertises: only then may it hold anything that does, and its reader can always unsubscribe.
    pub marketing: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declared {
    lane: Lane,
    on_doubt: OnDoubt,
    about: AboutKind,
    #[serde(default)]
    marketing: bool,
}

static ALL: LazyLock<Vec<MessageInfo>> = LazyLock::new(|| {
    let mut all: Vec<_> = MESSAGES
        .dirs()
        .map(|folder| {
            let name = file_name(folder.path());
            let text = folder
                .get_file(folder.path().join("message.toml"))
                .and_then(include_dir::File::contents_utf8)
                .unwrap_or_else(|| panic!("messages/{name} has no message.toml; the tests see to it"));
            declared(name, text)
                .unwrap_or_else(|e| panic!("messages/{name}/message.toml: {e}; the tests see to it"))
        })
        .collect();
    all.sort_by_key(|message| message.name);
    all
});

fn declared(name: &'static str, text: &str) -> Result<MessageInfo, String> {
    let Declared { lane, on_doubt, about, marketing } = toml::from_str(text).map_err(|e| e.to_string())?;
    if marketing && lane != Lane::Bulk {
        return Err(
            "what advertises goes through the lane bulk, or it would delay what a buyer waits for".into()
        );
    }
    Ok(MessageInfo { name, lane, on_doubt, about, marketing })
}

/// All messages, by name.
pub fn messages() -> &'static [MessageInfo] {
    &ALL
}

/// Pages that name no shop.
const NOTICE: &str = "notice";

/// The pages whose words a shop may replace like those of messages: all that are a shop's.
pub fn pages() -> Vec<&'static str> {
    let names = PAGES.dirs().map(|folder| file_name(folder.path()));
    let mut names: Vec<_> = names.filter(|name| *name != NOTICE).collect();
    names.sort_unstable();
    names
}

/// The papers, whose words a shop may replace as well.
pub fn papers() -> Vec<&'static str> {
    let mut names: Vec<_> = PAPERS.dirs().map(|folder| file_name(folder.path())).collect();
    names.sort_unstable();
    names
}

/// What is said on pages of the shop's own, whose words a shop may replace as well.
pub fn phrases() -> Vec<&'static str> {
    let mut names: Vec<_> = PHRASES.dirs().map(|folder| file_name(folder.path())).collect();
    names.sort_unstable();
    names
}

/// The message of that name.
pub fn message(name: &str) -> Option<&'static MessageInfo> {
    messages().iter().find(|message| message.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_advertises_goes_through_the_bulk_lane() {
        let declared = |lane: &str, more: &str| {
            declared(
                "m",
                &format!("lane = \"{lane}\"\non_doubt = \"prefer-skip\"\nabout = \"order\"\n{more}"),
            )
        };
        assert_eq!(declared("bulk", "marketing = true").map(|m| m.marketing), Ok(true));
        assert_eq!(declared("bulk", "").map(|m| m.marketing), Ok(false));
        assert!(declared("transactional", "marketing = true").is_err_and(|e| e.contains("bulk")));
        assert!(declared("transactional", "advertising = true").is_err());
    }
}
