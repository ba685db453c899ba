//! What is printed: tables, JSON, colour only on a terminal.

pub(crate) mod progress;

use std::{io::IsTerminal, path::Path, process::Stdio};

use comfy_table::{ContentArrangement, LineStyle, Table, presets};
use serde::Serialize;

use crate::trouble::Trouble;

/// An empty table in the house's style.
pub(crate) fn table(header: &[&str]) -> Table {
    let mut table = Table::new();
    let style = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
    if !std::io::stdout().is_terminal() {
        table.set_width(160);
    }
    table.set_header(header.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>());
    table
}

/// A share in thousandths, as it is read; a dash where there is none.
pub(crate) fn percent(per_mille: Option<u16>) -> String {
    per_mille.map_or_else(|| "–".to_owned(), |n| format!("{}.{} %", n / 10, n % 10))
}

/// Asks the desktop to show a file; that there is none is no trouble, as the path has been printed.
pub(crate) fn open(path: &Path) {
    let tool = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quiet = || Stdio::null();
    std::process::Command::new(tool).arg(path).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn().ok();
}

/// Prints `value` as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Trouble> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|e| Trouble::failed("this can't be written as JSON").saying(e))?;
    anstream::println!("{text}");
    Ok(())
}
