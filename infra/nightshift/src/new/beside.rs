//! What names a function outside its folder: its row in the README's table, and its package in `Cargo.lock`.

use super::form::Function;
use crate::trouble::Trouble;

/// The README with the function's row, behind the last of its kind.
pub(super) fn with_row(readme: &str, function: &Function) -> Result<String, Trouble> {
    let (name, kind) = (&function.name.kebab, function.kind());
    let of_kind = |line: &str| line.starts_with("| [") && line.contains(&format!(" | {kind} | "));
    let mut lines: Vec<&str> = readme.lines().collect();
    let last = lines.iter().rposition(|line| of_kind(line)).ok_or_else(|| {
        Trouble::input(format!("README.md has no row of a function that is called {kind}"))
            .at("README.md")
            .mend("bring its table of functions back; nothing was laid")
    })?;
    let row = format!("| [{name}](functions/{name}/README.md) | {kind} | {} |", function.does);
    lines.insert(last + 1, &row);
    Ok(lines.join("\n") + "\n")
}

/// Whether the lock file has a package of that name, ours or a stranger's.
pub(super) fn is_locked(lock: &str, name: &str) -> bool {
    lock.contains(&format!("\nname = \"{name}\"\n"))
}

/// The lock file with the function's package, as cargo would write it.
pub(super) fn with_package(lock: &str, function: &Function) -> String {
    let name = &function.name.kebab;
    let (crates, in_tests) = function.crates();
    let mut known: Vec<_> = crates.iter().chain(in_tests).map(|krate| as_locked(lock, krate)).collect();
    known.sort();
    let known: String = known.iter().map(|krate| format!(" \"{krate}\",\n")).collect();
    let package =
        format!("[[package]]\nname = \"{name}\"\nversion = \"0.1.0\"\ndependencies = [\n{known}]\n\n");
    let begins = |(at, begin): &(usize, &str)| lock[at + begin.len()..].lines().next().map(str::to_owned);
    let mut packages = lock.match_indices("[[package]]\nname = ");
    let next =
        packages.find(|found| begins(found).is_some_and(|quoted| quoted.trim_matches('"') > name.as_str()));
    match next {
        Some((at, _)) => format!("{}{package}{}", &lock[..at], &lock[at..]),
        None => format!("{}\n\n{}\n", lock.trim_end(), package.trim_end()),
    }
}

/// A crate as packages of the lock file name it: with its version, where there are several of it.
fn as_locked(lock: &str, krate: &str) -> String {
    let named = format!(" \"{krate} ");
    let with_version = lock.split(&named).nth(1).and_then(|rest| rest.split('"').next());
    match with_version {
        Some(version) if lock.matches(&format!("\nname = \"{krate}\"\n")).count() > 1 => {
            format!("{krate} {version}")
        }
        _ => krate.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::new::{
        form::{Every, On},
        name::Name,
    };

    fn reminder(on: On) -> Function {
        Function {
            name: Name::read("payment-reminder").expect("a name"),
            on,
            every: Every::Hour,
            wakes: vec!["order.created".into()],
            does: "reminds".into(),
        }
    }

    #[test]
    fn a_row_stands_behind_the_last_of_its_kind() {
        let readme = "# N\n\n| [a](functions/a/README.md) | automation | x |\n| [b](functions/b/README.md) | door | y |\n\nend\n";
        let row = |kind: &str| {
            format!("| [payment-reminder](functions/payment-reminder/README.md) | {kind} | reminds |")
        };
        for (on, kind, line) in [(On::Queue, "automation", 3), (On::Http, "door", 4)] {
            let text = with_row(readme, &reminder(on)).expect("rows");
            assert_eq!(text.lines().nth(line), Some(row(kind).as_str()), "{text}");
            assert_eq!(text.lines().count(), readme.lines().count() + 1);
        }
        assert!(with_row("# N\n", &reminder(On::Queue)).is_err());
    }

    #[test]
    fn a_package_is_locked_in_its_place() {
        let packages = |names: &[&str]| -> String {
            names.iter().map(|n| format!("[[package]]\nname = \"{n}\"\nversion = \"1.0.0\"\n\n")).collect()
        };
        let lock =
            format!("version = 4\n\n{}", packages(&["order-poll", "timer"]).trim_end().to_owned() + "\n");
        let text = with_package(&lock, &reminder(On::Queue));
        let at = |name: &str| text.find(&format!("name = \"{name}\"")).expect("it is there");
        assert!(at("order-poll") < at("payment-reminder") && at("payment-reminder") < at("timer"), "{text}");
        assert!(text.contains(
            "dependencies = [\n \"domain\",\n \"schemars\",\n \"serde\",\n \"shell\",\n \"store\",\n]"
        ));
        let last = with_package(
            &format!("version = 4\n\n{}\n", packages(&["order-poll"]).trim_end()),
            &reminder(On::Queue),
        );
        assert!(last.ends_with(" \"store\",\n]\n"), "{last}");
        assert!(is_locked(&text, "payment-reminder") && !is_locked(&text, "payment"));
    }

    #[test]
    fn of_several_versions_ours_is_named() {
        let lock = "[[package]]\nname = \"base64\"\nversion = \"0.22.1\"\n\n[[package]]\nname = \"base64\"\nversion = \"0.23.1\"\n\n\
                    [[package]]\nname = \"order-poll\"\ndependencies = [\n \"base64 0.23.1\",\n \"serde\",\n]\n";
        assert_eq!(as_locked(lock, "base64"), "base64 0.23.1");
        assert_eq!(as_locked(lock, "serde"), "serde");
    }
}
