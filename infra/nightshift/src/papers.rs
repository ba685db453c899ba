//! Every command that a paper shows is one that there is: each `cargo nightshift …` of a README, the runbook or a help text is
//! read by the command line itself. What is read with a stack in an account at hand names it.

use std::path::{Path, PathBuf};

use clap::{CommandFactory as _, Parser as _, error::ErrorKind};

use crate::{cli::Cli, cloud::house::House};

const BEGINS: &str = "cargo nightshift ";
/// Papers for whoever has a stack in an account: what a command needs to look there instead of at the local cloud.
const OF_AN_ACCOUNT: [(&str, &str); 2] =
    [("infra/runbook.md", "--stack $STACK"), ("infra/README.md", "--stack nightshift")];

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
            (None, ' ') if ["#", "|", ">", ">>"].contains(&word.as_str()) => break,
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

/// Whether a command can be told which stack it means.
fn takes_a_stack(line: &str) -> bool {
    let (mut command, cli) = (None, Cli::command());
    for word in words(line).iter().skip(2) {
        match command.unwrap_or(&cli).find_subcommand(word) {
            Some(found) => command = Some(found),
            None => break,
        }
    }
    command.is_some_and(|command| command.get_arguments().any(|argument| argument.get_id() == "stack"))
}

#[test]
fn what_is_done_in_an_account_names_its_stack() {
    let house = House::find().expect("the project");
    let mut without = Vec::new();
    for (paper, named) in OF_AN_ACCOUNT {
        let text = std::fs::read_to_string(house.root().join(paper)).expect("readable");
        let found: Vec<_> = commands(&text).into_iter().map(|(line, _)| line).collect();
        let meant: Vec<_> = found.into_iter().filter(|line| takes_a_stack(line)).collect();
        assert!(meant.len() >= 10, "{paper}: {} commands", meant.len());
        without.extend(
            meant.into_iter().filter(|line| !line.contains(named)).map(|line| format!("{paper}: {line}")),
        );
    }
    assert!(without.is_empty(), "these would look at the local cloud:\n{}", without.join("\n"));
    for (line, takes) in [
        ("cargo nightshift journal ORDER", true),
        ("cargo nightshift links rotate --shop SHOP", true),
        ("cargo nightshift settings check shop.toml", false),
        ("cargo nightshift test", false),
    ] {
        assert_eq!(takes_a_stack(line), takes, "{line}");
    }
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

/// All commands of commands, those that have such themselves too.
fn all_of(command: &clap::Command) -> Vec<&clap::Command> {
    let below = command.get_subcommands().filter(|below| below.get_name() != "help");
    [command].into_iter().chain(below.flat_map(all_of)).collect()
}

#[test]
fn every_example_in_a_help_text_is_a_command_that_there_is() {
    let (mut seen, mut mistakes) = (0, Vec::new());
    for command in all_of(&Cli::command()) {
        let help = command.clone().render_long_help().to_string();
        let (said, examples) = help.split_once("Examples:").unwrap_or((&help, ""));
        // An example stands alone on its line, but for what is said of it in a column of its own.
        let examples = commands(&format!("```{examples}```"));
        let examples: Vec<_> = examples
            .into_iter()
            .map(|(line, alone)| (line.split("   ").next().unwrap_or_default().to_owned(), alone))
            .collect();
        seen += examples.len();
        for (line, alone) in examples.into_iter().chain(commands(said)) {
            let name = command.get_name();
            mistakes.extend(wrong(&line, alone).map(|why| format!("{name} --help: {line}\n    {why}")));
        }
    }
    assert!(seen >= 150, "{seen} examples");
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
