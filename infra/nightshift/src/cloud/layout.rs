//! What `sam build` would lay out, for binaries that cargo has built already.
//!
//! One zip file per function with its binary as `bootstrap`, and beside them the template. Its text stays as it is but
//! for three lines: the builder's `Metadata` goes, as nothing is left to build; the shared `CodeUri: .` goes; and each
//! function gets a `CodeUri` of its own.

use std::{fs, path::PathBuf};

use super::{build::Built, house::House, zipped};
use crate::trouble::{Explain, Trouble};

/// Lays everything out and returns the path of the template to deploy.
pub(crate) fn lay_out(house: &House, built: &Built) -> Result<PathBuf, Trouble> {
    let path = house.template();
    let template = fs::read_to_string(&path).while_trying(format!("{} can't be read", path.display()))?;
    let (text, binaries) = with_code(&template).map_err(|e| e.at(path.display()))?;
    let folder = house.folder("build")?;
    let mut wanted = Vec::new();
    for name in &binaries {
        let Some((_, binary)) = built.iter().find(|(built, _)| built == name) else {
            return Err(Trouble::failed(format!(
                "the template has the function {name}, and functions/{name} isn't there"
            ))
            .at(path.display())
            .mend(format!("write functions/{name}, or take its block out of the template")));
        };
        wanted.push((binary.clone(), folder.join(format!("{name}.zip"))));
    }
    zipped::all(wanted)?;
    let laid_out = folder.join("template.yaml");
    fs::write(&laid_out, text).while_trying(format!("{} can't be written", laid_out.display()))?;
    Ok(laid_out)
}

/// The template with each function's code beside it, and the binaries that it names.
fn with_code(template: &str) -> Result<(String, Vec<String>), Trouble> {
    let mut text = String::with_capacity(template.len());
    let mut binaries = Vec::new();
    let mut waiting: Option<&str> = None;
    for line in template.lines() {
        if let Some(binary) = binary_of(line) {
            waiting = Some(binary);
            continue;
        }
        if line.trim_end() == "    CodeUri: ." {
            continue;
        }
        text.push_str(line);
        text.push('\n');
        if line.trim_end() == "    Properties:"
            && let Some(binary) = waiting.take()
        {
            text.push_str(&format!("      CodeUri: {binary}.zip\n"));
            binaries.push(binary.to_owned());
        }
    }
    let functions = template.lines().filter(|line| line.trim() == "Type: AWS::Serverless::Function").count();
    if functions != binaries.len() || waiting.is_some() {
        return Err(Trouble::failed(format!(
            "the template has {functions} functions, and {} of them name their binary",
            binaries.len()
        ))
        .mend("before its Properties each function says, on one line:\n       Metadata: { BuildMethod: rust-cargolambda, BuildProperties: { Binary: its-folder } }"));
    }
    Ok((text, binaries))
}

/// The binary in `Metadata: { BuildMethod: rust-cargolambda, BuildProperties: { Binary: x } }`.
fn binary_of(line: &str) -> Option<&str> {
    let rest =
        line.trim().strip_prefix("Metadata: { BuildMethod: rust-cargolambda, BuildProperties: { Binary: ")?;
    rest.strip_suffix(" } }")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "\
Globals:
  Function:
    CodeUri: .
    Runtime: provided.al2023
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
  DoorFunction:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: rust-cargolambda, BuildProperties: { Binary: webhook-intake } }
    Properties:
      Timeout: 10
";

    #[test]
    fn only_the_code_is_put_in() {
        let (text, binaries) = with_code(TEMPLATE).expect("well formed");
        assert_eq!(binaries, ["webhook-intake"]);
        let added: Vec<_> = text.lines().filter(|l| !TEMPLATE.lines().any(|t| t == *l)).collect();
        let gone: Vec<_> =
            TEMPLATE.lines().filter(|t| !text.lines().any(|l| l == *t)).map(str::trim).collect();
        assert_eq!(added, ["      CodeUri: webhook-intake.zip"]);
        assert_eq!(gone.len(), 2, "{gone:?}");
        assert!(text.find("DoorFunction") < text.find("CodeUri: webhook-intake.zip"));
    }

    #[test]
    fn a_function_that_names_no_binary_is_told() {
        let nameless =
            TEMPLATE.replace("Metadata: { BuildMethod: rust-cargolambda", "Metadata: { BuildMethod: other");
        let trouble = with_code(&nameless).expect_err("no binary").to_string();
        assert!(trouble.contains("1 functions, and 0"), "{trouble}");
    }
}
