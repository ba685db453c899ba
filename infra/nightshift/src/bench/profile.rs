//! How this program itself was built: what is reckoned in memory is reckoned by it.

use std::path::Path;

/// The profile's name, by the folder that the program lies in.
pub(super) fn of_this_program() -> String {
    let here = std::env::current_exe().ok();
    name(here.as_deref()).unwrap_or_else(|| "unknown".to_owned())
}

/// `target/release/nightshift`: release. Cargo calls the folder of `dev` debug.
fn name(program: Option<&Path>) -> Option<String> {
    let folder = program?.parent()?.file_name()?.to_str()?;
    Some(if folder == "debug" { "dev".to_owned() } else { folder.to_owned() })
}

/// What the paper says of it.
pub(super) fn told() -> String {
    let own = of_this_program();
    let mut text = format!("profile `{own}`");
    if own != "release" {
        text.push_str(
            ", which is slower: for the record run `cargo run --release --bin nightshift -- bench`",
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_lies_in_the_folder_of_its_profile() {
        for (path, profile) in
            [("/t/release/nightshift", "release"), ("/t/local/nightshift", "local"), ("/t/debug/x", "dev")]
        {
            assert_eq!(name(Some(Path::new(path))).as_deref(), Some(profile));
        }
        assert_eq!(name(None), None);
    }
}
