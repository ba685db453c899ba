//! axe-core's rules of accessibility. `cargo nightshift test` fetches it into `.local/axe`.

use std::{fs, path::PathBuf, sync::LazyLock};

use bundle_tests::samples::root;
use serde_json::{Value, json};

use crate::page::Page;

/// The rules that go by colours, of those that axe looks at unasked.
const OF_COLOURS: [&str; 2] = ["color-contrast", "link-in-text-block"];

static AXE: LazyLock<Option<String>> = LazyLock::new(|| fs::read_to_string(find()?).ok());

fn find() -> Option<PathBuf> {
    let named = std::env::var_os("NIGHTSHIFT_AXE").map(PathBuf::from);
    let fetched = || {
        let files = fs::read_dir(root().join(".local/axe")).ok()?.flatten().map(|entry| entry.path());
        files.filter(|file| file.extension().is_some_and(|e| e == "js")).max()
    };
    named.or_else(fetched)
}

/// Whether axe is there. Whoever finds it isn't is skipped by this.
pub(crate) fn is_there() -> bool {
    if AXE.is_none() {
        testkit::skip("the browser", "no axe-core in .local/axe; `cargo nightshift test` fetches it");
    }
    AXE.is_some()
}

impl Page {
    /// Everything that axe finds wrong, `rules` aside: rule, help and where. What it can't judge counts as wrong when it
    /// is about contrast.
    pub(crate) fn axe(&self, aside: &[&str]) -> Vec<String> {
        let rules: Value = aside.iter().map(|rule| ((*rule).to_owned(), json!({"enabled": false}))).collect();
        self.run_axe(json!({"rules": rules}))
    }

    fn run_axe(&self, mut options: Value) -> Vec<String> {
        // It stays where it is until another page comes.
        if self.evaluate("typeof axe") == "undefined" {
            let axe = AXE.as_ref().expect("whoever asks has looked whether it is there");
            self.evaluate(&format!("{axe};0"));
        }
        options["resultTypes"] = json!(["violations", "incomplete"]);
        let found = self.evaluate(&format!(
            // A sign that nobody reads aloud, beside words that say the same, is no text.
            "var isAdornment = node => node.html.includes('aria-hidden=\"true\"') && node.failureSummary.includes('non-text characters');
            axe.run(document, {options}).then(found =>
                found.violations.concat(found.incomplete.filter(rule => rule.id === 'color-contrast'))
                    .flatMap(rule => rule.nodes.filter(node => !isAdornment(node)).map(node => `${{rule.id}}: ${{rule.help}}: ${{node.html}}: ${{node.failureSummary}}`)))"
        ));
        let found = found.as_array().expect("a list");
        found.iter().map(|fault| fault.as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The same in the light, and in the dark what depends on colours: nothing but they changes with the light.
    pub(crate) fn axe_by_day_and_night(&self, aside: &[&str]) -> Vec<String> {
        self.set_dark(false);
        let mut found = self.axe(aside);
        self.set_dark(true);
        let by_night = self.run_axe(json!({"runOnly": {"type": "rule", "values": OF_COLOURS}}));
        self.set_dark(false);
        found.extend(by_night.into_iter().map(|fault| format!("in the dark: {fault}")));
        found
    }
}
