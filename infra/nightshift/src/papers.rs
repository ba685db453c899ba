//! Every command that a paper shows is one that there is: each `cargo nightshift …` of a README, the runbook, a message of
//! the template or a help text is read by the command line itself.

use std::path::{Path, PathBuf};

use clap::{Parser as _, error::ErrorKind};

use crate::{cli::Cli, cloud::house::House};

const BEGINS: &str = "cargo nightshift ";

/// All papers of the project.
fn papers(root: &Path) -> Vec<PathBuf> {
    let mut found = vec![root.join("README.md")];
    let mut folders = ["functions", "shared", "infra", "tests"].map(|room| root.join(room)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push(path);
            }
        }
    }
    found
}

/// The commands of a paper, and whether each stands alone: what stands in a sentence may leave out what is plain there.
fn commands(text: &str) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    for (n, part) in text.split("```").enumerate() {
        if n % 2 == 1 {
            let lines = part.lines().flat_map(|line| line.split("&&")).map(str::trim);
            found.extend(lines.filter(|line| line.starts_with(BEGINS)).map(|line| (line.to_owned(), true)));
        } else {
            let spans = part.split('`').skip(1).step_by(2).map(|span| span.replace('\n', " "));
            found.extend(spans.filter(|span| span.starts_with(BEGINS)).map(|span| (span, false)));
        }
    }
    found
}

/// A line as a shell would take it apart, up to a comment, a pipe or a file. What a reader fills in is filled in.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), String::new(), None);
    for c in line.chars().chain([' ']) {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, ' ') if ["#", "|", ">"].contains(&word.as_str()) => break,
            (None, ' ') => words.extend((!word.is_empty()).then(|| std::mem::take(&mut word))),
            (_, c) => word.push(c),
        }
    }
    words.into_iter().map(filled_in).collect()
}

fn filled_in(word: String) -> String {
    let instead = match word.as_str() {
        "ORDER" => "1001",
        "SHOP" => "acme",
        "ADDRESS" => "ada@example.com",
        "QUEUE" => "mail-bulk",
        "NAME" => "order-confirmation",
        _ => return word,
    };
    instead.to_owned()
}

/// Why the command line doesn't take a command.
fn wrong(line: &str, alone: bool) -> Option<String> {
    let words = words(line);
    let first = words.get(2).map(String::as_str);
    // `cargo nightshift …`: any of them.
    if first.is_none_or(|word| word == "…") {
        return None;
    }
    let error = Cli::try_parse_from(words.iter().skip(1)).err()?;
    let fine = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => true,
        ErrorKind::MissingRequiredArgument | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => !alone,
        _ => false,
    };
    (!fine).then(|| error.to_string().lines().next().unwrap_or_default().to_owned())
}

#[test]
fn every_command_in_the_papers_is_one_that_there_is() {
    let house = House::find().expect("the project");
    let (mut seen, mut mistakes) = (0, Vec::new());
    for paper in papers(house.root()) {
        let text = std::fs::read_to_string(&paper).expect("readable");
        for (line, alone) in commands(&text) {
            seen += 1;
            mistakes.extend(wrong(&line, alone).map(|why| format!("{}: {line}\n    {why}", paper.display())));
        }
    }
    assert!(seen >= 60, "{seen} commands");
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn commands_are_found_and_taken_apart() {
    let text = "Say `cargo nightshift down` or\n```sh\ncargo nightshift resend ORDER --reason \"a b\"   # why\n\
                git pull && cargo nightshift test\nsam build\n```\n`sam`";
    let found = commands(text);
    let lines: Vec<_> = found.iter().map(|(line, alone)| (line.as_str(), *alone)).collect();
    assert_eq!(
        lines,
        [
            ("cargo nightshift down", false),
            ("cargo nightshift resend ORDER --reason \"a b\"   # why", true),
            ("cargo nightshift test", true)
        ]
    );
    assert_eq!(words(lines[1].0), ["cargo", "nightshift", "resend", "1001", "--reason", "a b"]);
    assert_eq!(wrong("cargo nightshift resend 1001", false), None);
    assert!(wrong("cargo nightshift resend 1001", true).is_some(), "what is missing is missing");
    assert!(wrong("cargo nightshift undo", false).is_some(), "no such command");
    assert!(wrong("cargo nightshift doctor --shops acme", false).is_some(), "no such option");
}
