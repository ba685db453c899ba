//! A function's block in `template.yaml`, and the lines that other blocks have about it. The template's own text is kept, with
//! its comments: each piece is put at a line that must be there once.

use super::form::{Function, On};
use crate::trouble::Trouble;

/// The template with `function` in it.
pub(super) fn with(template: &str, function: &Function) -> Result<String, Trouble> {
    let pascal = &function.name.pascal;
    let mut sheet = Sheet { text: template.to_owned() };
    if function.may_be_left_out() {
        let group = sheet.after("\n        Parameters: [Deploy")?;
        let architecture = sheet.from(group, ", Architecture")?;
        sheet.put(architecture, &format!(", Deploy{pascal}"));
        let parameter = sheet.after("\n  Architecture:\n    Type: String\n")?;
        let parameter = sheet.line_of(parameter - "    Type: String\n".len() - 2);
        sheet.put(parameter, &function.parameter());
        let condition = sheet.before("\n  DataProtected: !Equals")? + 1;
        sheet.put(condition, &format!("  {pascal}: !Equals [!Ref Deploy{pascal}, \"true\"]\n"));
        let instead = |reference: &str| {
            let absent = reference.replace("{}", "TaskDeskDeadLetters");
            format!(
                "- !If [{pascal}, {}, {absent}]\n",
                reference.replace("{}", &format!("{pascal}DeadLetters"))
            )
        };
        // The owner's digest counts every dead-letter queue, and may.
        let told = sheet.after("\n          DEAD_LETTER_URLS: !Join\n            - \",\"\n")?;
        let told = sheet.from(told, "\n")? + 1;
        let told = sheet.past(told, "              ");
        sheet.put(told, &format!("              {}", instead("!Ref {}")));
        let counted = sheet.after("\n              - Sid: DeadLetters\n")?;
        let counted = sheet.from(counted, "                  - ")?;
        let counted = sheet.past(counted, "                  - ");
        sheet.put(counted, &format!("                  {}", instead("!GetAtt {}.Arn")));
    }
    if function.on == On::Http {
        // A stage knows no settings of a route that isn't there yet.
        let routes = sheet.after("\n    DependsOn: [OrderStatusRoute")?;
        let end = sheet.from(routes, "]")?;
        sheet.put(end, &format!(", {pascal}Route"));
        let throttle = sheet.before("\n      AccessLogSettings:\n")? + 1;
        sheet.put(throttle, &function.throttle());
    }
    let dashboard = sheet.before("\n  Dashboard:\n")?;
    let rule =
        sheet.text[..dashboard].rfind("  # ──").ok_or_else(|| unlike("the line above the dashboard"))?;
    sheet.put(rule, &format!("{}\n", function.resources()));
    let text = format!("{}\n{}", sheet.text.trim_end(), function.outputs());
    Ok(text)
}

/// A resource or an output that would be taken for a part of a function that is called so.
pub(super) fn claims<'t>(template: &'t str, pascal: &str) -> Option<&'t str> {
    let ids = template.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
    let mut ids = ids.filter(|id| id.chars().all(|c| c.is_ascii_alphanumeric()));
    ids.find(|id| id.strip_prefix(pascal).is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase())))
}

struct Sheet {
    text: String,
}

impl Sheet {
    fn put(&mut self, at: usize, piece: &str) {
        self.text.insert_str(at, piece);
    }

    /// Where `anchor` begins, which stands there once.
    fn before(&self, anchor: &str) -> Result<usize, Trouble> {
        let mut found = self.text.match_indices(anchor).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            _ => Err(unlike(anchor.trim())),
        }
    }

    fn after(&self, anchor: &str) -> Result<usize, Trouble> {
        Ok(self.before(anchor)? + anchor.len())
    }

    /// Where `anchor` begins next.
    fn from(&self, at: usize, anchor: &str) -> Result<usize, Trouble> {
        self.text[at..].find(anchor).map(|further| at + further).ok_or_else(|| unlike(anchor.trim()))
    }

    /// The beginning of the line of a place.
    fn line_of(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// The first line from `at` on that doesn't begin so.
    fn past(&self, at: usize, beginning: &str) -> usize {
        let lines = self.text[at..].split_inclusive('\n').take_while(|line| line.starts_with(beginning));
        at + lines.map(str::len).sum::<usize>()
    }
}

fn unlike(what: &str) -> Trouble {
    Trouble::input(format!("template.yaml isn't written as it was: it doesn't have {what:?} once"))
        .at("template.yaml")
        .mend("write that line as git's main branch has it; nothing was laid")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_would_claim_is_found() {
        let template = "Resources:\n  MailWatchFunction:\n    Type: X\n  MailBulkQueue:\n";
        for (pascal, claimed) in [
            ("Mail", Some("MailWatchFunction")),
            ("MailBulk", Some("MailBulkQueue")),
            ("Mai", None),
            ("MailWatchFunction", None),
            ("Timer", None),
        ] {
            assert_eq!(claims(template, pascal), claimed, "{pascal}");
        }
    }

    #[test]
    fn a_template_without_its_lines_is_refused() {
        let sheet = Sheet { text: "\na: 1\nb: 2\na: 1\n".into() };
        assert_eq!(sheet.before("\nb:").ok(), Some(5));
        for absent in ["\na:", "\nc:"] {
            let said = sheet.before(absent).expect_err("not once").to_string();
            assert!(said.contains("nothing was laid"), "{said}");
        }
        assert_eq!(sheet.past(1, "a"), 6);
    }
}
