//! `new`: lays a function's folder, its block in the template, its row in the README, and the first failing test.

mod beside;
mod form;
mod lay;
mod name;
mod template;

use std::{
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

pub(crate) use form::{Every, On};

use self::{form::Function, lay::Plan, name::Name};
use crate::{
    cloud::house::House,
    trouble::{Explain, Trouble},
};

/// Arguments of `new`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Lays functions/NAME, its block in template.yaml, its row in README.md, its package in Cargo.lock, and a first test that fails
until somebody says what it is to decide. All of it passes the contract tests; nothing is laid if anything is in the way.

Exit codes: 0 laid, 2 wrong usage or something in the way, 3 not inside the project.

Examples:
  cargo nightshift new payment-reminder --wakes order.created --does \"reminds buyers of what they haven't paid\"
  cargo nightshift new stock-letter --on schedule --every 1h
  cargo nightshift new size-guide --on http")]
pub(crate) struct Args {
    /// Its folder, package and binary, such as `payment-reminder`
    name: String,
    /// What wakes it
    #[arg(long, value_enum, default_value_t = On::Queue)]
    on: On,
    /// A kind of event that wakes it, `order.created` if none is named; may be given again
    #[arg(long, value_name = "KIND")]
    wakes: Vec<String>,
    /// How often a schedule wakes it, each hour if nothing is said
    #[arg(long, value_enum)]
    every: Option<Every>,
    /// What it does, for the README's table: small first letter, no full stop
    #[arg(long, default_value = "is new; its first test says what is to be written")]
    does: String,
    /// Although the files that are changed have changes that aren't committed
    #[arg(long)]
    allow_dirty: bool,
}

/// What wakes an automation that names nothing.
const USUAL: &str = "order.created";
/// The files that are changed.
const TEMPLATE: &str = "template.yaml";
const README: &str = "README.md";
const LOCK: &str = "Cargo.lock";

pub(crate) async fn run(args: Args) -> Result<ExitCode, Trouble> {
    let house = House::find()?;
    let function = function(&args)?;
    if !args.allow_dirty {
        is_clean(house.root())?;
    }
    let plan = plan(house.root(), &function)?;
    plan.lay(house.root())?;
    tell(house.root(), &function);
    Ok(ExitCode::SUCCESS)
}

/// What is asked for, checked.
fn function(args: &Args) -> Result<Function, Trouble> {
    let name = Name::read(&args.name)?;
    name::sentence(&args.does)?;
    for (given, of, flag) in
        [(!args.wakes.is_empty(), On::Queue, "--wakes"), (args.every.is_some(), On::Schedule, "--every")]
    {
        if given && args.on != of {
            return Err(Trouble::input(format!("{flag} says nothing of what is woken otherwise"))
                .mend(format!("leave it out, or write --on {}", of.word())));
        }
    }
    let mut wakes: Vec<String> = Vec::new();
    for kind in &args.wakes {
        name::kind(kind)?;
        if !wakes.contains(kind) {
            wakes.push(kind.clone());
        }
    }
    if wakes.is_empty() {
        wakes.push(USUAL.to_owned());
    }
    let every = args.every.unwrap_or(Every::Hour);
    Ok(Function { name, on: args.on, every, wakes, does: args.does.clone() })
}

/// So that `git diff` shows what was laid and nothing else, and `git restore` takes it back. Where there is no git, nobody looks.
fn is_clean(root: &Path) -> Result<(), Trouble> {
    let arguments = ["status", "--porcelain", "--", TEMPLATE, README, LOCK];
    let Ok(said) = Command::new("git").args(arguments).current_dir(root).output() else { return Ok(()) };
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    if said.trim().is_empty() {
        return Ok(());
    }
    Err(Trouble::input("files that would be changed have changes that aren't committed")
        .saying(said.trim_end())
        .mend("commit them first, so that `git diff` shows the new function alone; or add --allow-dirty"))
}

/// All that is to be written, or what is in the way.
fn plan(root: &Path, function: &Function) -> Result<Plan, Trouble> {
    let read =
        |file: &str| std::fs::read_to_string(root.join(file)).while_trying(format!("{file} can't be read"));
    let (template, readme, lock) = (read(TEMPLATE)?, read(README)?, read(LOCK)?);
    let name = &function.name;
    let taken = |by: String| {
        Trouble::input(format!("the name {} is taken", name.kebab)).at(by).mend("choose another")
    };
    let mut folders = vec![PathBuf::from("functions").join(&name.kebab)];
    folders.extend((function.on == On::Queue).then(|| function.golden()));
    if let Some(there) = folders.iter().find(|folder| root.join(folder).exists()) {
        return Err(taken(there.display().to_string()));
    }
    if beside::is_locked(&lock, &name.kebab) {
        return Err(taken(format!("{LOCK}: a crate is called so")));
    }
    if let Some(id) = template::claims(&template, &name.pascal) {
        return Err(taken(format!("{TEMPLATE}: {id} would be taken for a part of it")));
    }
    let changed = [
        (TEMPLATE, template::with(&template, function)?),
        (README, beside::with_row(&readme, function)?),
        (LOCK, beside::with_package(&lock, function)),
    ];
    Ok(Plan {
        folders,
        files: function.files(),
        changed: changed.map(|(place, text)| (PathBuf::from(place), text)).to_vec(),
    })
}

/// What was laid, and what comes next.
fn tell(root: &Path, function: &Function) {
    let name = &function.name.kebab;
    let parameter = if function.may_be_left_out() {
        format!(", its parameter Deploy{}", function.name.pascal)
    } else {
        String::new()
    };
    let (first, test) = match function.on {
        On::Queue => (
            format!("tests/golden/{name}/first.toml"),
            format!("cargo nightshift golden tests/golden/{name}"),
        ),
        On::Schedule | On::Http => {
            (format!("functions/{name}/tests/first.rs"), format!("cargo nightshift test {name}"))
        }
    };
    let rows = [
        (format!("functions/{name}/"), "its README, what wakes it, and src/decide.rs, its heart".to_owned()),
        (first, "its first test, which fails until you say what it does".to_owned()),
        (TEMPLATE.to_owned(), format!("its block{parameter}, its alarms, a role that allows the least")),
        (README.to_owned(), "its row".to_owned()),
        (LOCK.to_owned(), "its package".to_owned()),
    ];
    anstream::println!("{name} is laid:");
    for (place, what) in rows {
        anstream::println!("  {place:<44} {what}");
    }
    for kind in unheard(root, function) {
        anstream::println!(
            "\nNo event of the kind {kind} is known yet (tests/frozen); it wakes {name} once somebody writes one."
        );
    }
    let decide = format!("functions/{name}/src/decide.rs");
    let steps = [
        (test, "fails, and says what to write"),
        (decide, "write it until that passes; what it has to know is gathered in lib.rs beside it"),
        (TEMPLATE.to_owned(), "what it does more, on tables or elsewhere, goes into its role"),
        ("cargo nightshift test".to_owned(), "the contract tests name whatever is missing"),
    ];
    anstream::println!("\nNext:");
    for (n, (step, why)) in steps.iter().enumerate() {
        anstream::println!("  {}. {step:<64} {why}", n + 1);
    }
}

/// The kinds that wake it of which there is no sample: a misspelt one would never come.
fn unheard<'f>(root: &Path, function: &'f Function) -> Vec<&'f str> {
    let own = format!("due.{}", function.name.kebab);
    let known = |kind: &str| kind == own || root.join(format!("tests/frozen/event.{kind}@1.json")).is_file();
    let of_queue = (function.on == On::Queue).then_some(&function.wakes);
    of_queue.into_iter().flatten().map(String::as_str).filter(|kind| !known(kind)).collect()
}

#[cfg(test)]
mod tests;
