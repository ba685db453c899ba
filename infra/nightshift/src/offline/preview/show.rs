//! A preview on the screen, and as files beside it.

use std::{fs, path::Path};

use mail_parser::MessageParser;
use serde_json::{Value, json};

use super::made::{Made, Trace};
use crate::{
    mails::html_to_look_at,
    out,
    trouble::{Explain, Trouble},
};

/// Writes the files, then prints: one mail whole, several as a list.
pub(super) fn show(trace: &Trace, made: &[Made], folder: &Path, as_json: bool) -> Result<(), Trouble> {
    fs::create_dir_all(folder).while_trying(format!("{} can't be made", folder.display()))?;
    for Made { mail, name } in made {
        let html = html_to_look_at(&mail.raw).unwrap_or_else(|| mail.html.clone());
        for (ending, bytes) in
            [("html", html.as_bytes()), ("txt", mail.text.as_bytes()), ("eml", mail.raw.as_slice())]
        {
            let path = folder.join(format!("{name}.{ending}"));
            fs::write(&path, bytes).while_trying(format!("{} can't be written", path.display()))?;
        }
    }
    match made {
        [one] if as_json => out::json(&whole(trace, one, folder)),
        many if as_json => out::json(&many.iter().map(|one| whole(trace, one, folder)).collect::<Vec<_>>()),
        [one] => {
            tell(trace, one);
            anstream::println!("\nHTML:  {}", folder.join(format!("{}.html", one.name)).display());
            anstream::println!("Whole: {}", folder.join(format!("{}.eml", one.name)).display());
            Ok(())
        }
        many => {
            anstream::println!("{}\n", decided(trace));
            let mut table = out::table(&["language", "subject", "HTML"]);
            for Made { mail, name } in many {
                let file = folder.join(format!("{name}.html")).display().to_string();
                table.add_row([&mail.locale, &mail.subject, &file]);
            }
            anstream::println!("{table}");
            Ok(())
        }
    }
}

fn tell(trace: &Trace, made: &Made) {
    anstream::println!("{}\n", decided(trace));
    for (name, value) in headers(&made.mail.raw) {
        // As its reader sees it; the file has it as it is sent.
        let value = if name == "Subject" { &made.mail.subject } else { &value };
        anstream::println!("{name}: {value}");
    }
    anstream::println!("\n{}", made.mail.text);
}

/// The decision in a line or two.
fn decided(trace: &Trace) -> String {
    let events = if trace.events.is_empty() { "nothing".to_owned() } else { trace.events.join(", ") };
    let mut said = format!("Decided: {} → {events}", trace.because);
    if !trace.asked_for {
        said.push_str(&format!("\nNot asked for: {} is shown as it would be", trace.message));
    }
    said
}

fn whole(trace: &Trace, made: &Made, folder: &Path) -> Value {
    let Made { mail, name } = made;
    let headers: Vec<_> = headers(&mail.raw).into_iter().map(|(name, value)| json!([name, value])).collect();
    json!({
        "decision": trace.decision,
        "asked_for": trace.asked_for,
        "message": trace.message,
        "locale": mail.locale,
        "headers": headers,
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "files": folder.join(name),
    })
}

/// The headers as they are sent, unfolded.
fn headers(raw: &[u8]) -> Vec<(String, String)> {
    let Some(parsed) = MessageParser::default().parse_headers(raw) else { return Vec::new() };
    let unfolded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    parsed.headers_raw().map(|(name, value)| (name.to_owned(), unfolded(value))).collect()
}
