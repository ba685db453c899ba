//! The forms that a function is made of: readable files under `forms/`, filled in.

use std::path::PathBuf;

use minijinja::{AutoEscape, Environment, UndefinedBehavior, syntax::SyntaxConfig, value::Serde};
use serde::Serialize;
use serde_json::json;

use super::name::Name;

/// What wakes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum On {
    /// Events, by a queue of its own: an automation, which decides.
    Queue,
    /// The clock: a door.
    Schedule,
    /// Whoever asks over HTTP: a door.
    Http,
}

impl On {
    /// As it is written behind `--on`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Queue => "queue",
            Self::Schedule => "schedule",
            Self::Http => "http",
        }
    }
}

/// How often the clock wakes it. Rarer than each hour none is: a shop's turn follows from its own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Every {
    /// Every five minutes.
    #[value(name = "5m")]
    FiveMinutes,
    /// Every quarter of an hour.
    #[value(name = "15m")]
    QuarterHour,
    /// Every hour.
    #[value(name = "1h")]
    Hour,
}

/// What follows from how often it is woken, in seconds where nothing else is said.
#[derive(Debug, Clone, Copy, Serialize)]
struct Period {
    minutes: u16,
    words: &'static str,
    rate: &'static str,
    timeout: u16,
    /// A tick that is older is of no use: the next one is there.
    age: u16,
    /// Its silence rings after so many periods without a beat.
    beat: u16,
    beats: u16,
    silence: &'static str,
    /// Three failures within so long ring.
    errors: u16,
    errors_words: &'static str,
}

impl Every {
    fn period(self) -> Period {
        match self {
            Self::FiveMinutes => Period {
                minutes: 5,
                words: "five minutes",
                rate: "rate(5 minutes)",
                timeout: 120,
                age: 300,
                beat: 300,
                beats: 4,
                silence: "twenty minutes",
                errors: 3600,
                errors_words: "an hour",
            },
            Self::QuarterHour => Period {
                minutes: 15,
                words: "quarter of an hour",
                rate: "rate(15 minutes)",
                timeout: 240,
                age: 300,
                beat: 300,
                beats: 12,
                silence: "an hour",
                errors: 3600,
                errors_words: "an hour",
            },
            Self::Hour => Period {
                minutes: 60,
                words: "hour",
                rate: "rate(1 hour)",
                timeout: 300,
                age: 900,
                beat: 3600,
                beats: 4,
                silence: "four hours",
                errors: 21600,
                errors_words: "six hours",
            },
        }
    }
}

/// A function to be: what its forms are filled in with.
#[derive(Debug)]
pub(super) struct Function {
    pub(super) name: Name,
    pub(super) on: On,
    pub(super) every: Every,
    pub(super) wakes: Vec<String>,
    pub(super) does: String,
}

/// A form's text, by its place under `forms/`.
macro_rules! form {
    ($path:literal) => {
        include_str!(concat!("forms/", $path))
    };
}

impl Function {
    /// The crates that it knows, and those that only its tests know.
    pub(super) fn crates(&self) -> (&'static [&'static str], &'static [&'static str]) {
        match self.on {
            On::Queue => (&["domain", "schemars", "serde", "shell", "store"], &[]),
            On::Schedule => (&["domain", "shell", "store", "tracing"], &["testkit", "tokio"]),
            On::Http => (&["domain", "serde_json", "shell", "store", "tracing"], &["testkit", "tokio"]),
        }
    }

    /// Whether a parameter of the template says that it is deployed. Doors of the API are always there, as the settings of a
    /// stage can't name a route that isn't.
    pub(super) fn may_be_left_out(&self) -> bool {
        self.on != On::Http
    }

    /// `automation` or `door`, as `describe` will say.
    pub(super) fn kind(&self) -> &'static str {
        if self.on == On::Queue { "automation" } else { "door" }
    }

    /// What the first test says as long as nobody has decided anything.
    fn say_first(&self) -> String {
        let decide = format!("functions/{}/src/decide.rs", self.name.kebab);
        match self.on {
            On::Queue => format!(
                "say here why it acts, in one word, and which events it writes; then decide so in {decide}"
            ),
            On::Schedule => {
                format!("say in {decide} what a round does for a shop, and why; then expect that reason here")
            }
            On::Http => format!("say in {decide} what the door answers; then expect it here"),
        }
    }

    /// Its files, relative to the workspace.
    pub(super) fn files(&self) -> Vec<(PathBuf, String)> {
        let form = match self.on {
            On::Queue => [
                form!("queue/README.md.j2"),
                form!("queue/main.rs.j2"),
                form!("queue/lib.rs.j2"),
                form!("queue/decide.rs.j2"),
            ],
            On::Schedule => [
                form!("schedule/README.md.j2"),
                form!("schedule/main.rs.j2"),
                form!("schedule/lib.rs.j2"),
                form!("schedule/decide.rs.j2"),
            ],
            On::Http => [
                form!("http/README.md.j2"),
                form!("http/main.rs.j2"),
                form!("http/lib.rs.j2"),
                form!("http/decide.rs.j2"),
            ],
        };
        let folder = PathBuf::from("functions").join(&self.name.kebab);
        let places = ["README.md", "src/main.rs", "src/lib.rs", "src/decide.rs"];
        let mut files: Vec<_> =
            places.iter().zip(form).map(|(place, form)| (folder.join(place), self.fill(form))).collect();
        files.push((folder.join("Cargo.toml"), self.fill(form!("Cargo.toml.j2"))));
        let (place, first) = match self.on {
            On::Queue => (self.golden().join("first.toml"), form!("queue/golden.toml.j2")),
            On::Schedule => (folder.join("tests/first.rs"), form!("schedule/first.rs.j2")),
            On::Http => (folder.join("tests/first.rs"), form!("http/first.rs.j2")),
        };
        files.push((place, self.fill(first)));
        files
    }

    /// Where its golden cases lie, if it decides.
    pub(super) fn golden(&self) -> PathBuf {
        PathBuf::from("tests/golden").join(&self.name.kebab)
    }

    /// Its resources.
    pub(super) fn resources(&self) -> String {
        self.fill(match self.on {
            On::Queue => form!("queue/resources.yaml.j2"),
            On::Schedule => form!("schedule/resources.yaml.j2"),
            On::Http => form!("http/resources.yaml.j2"),
        })
    }

    /// What the command line reads of it.
    pub(super) fn outputs(&self) -> String {
        match self.on {
            On::Queue => self.fill(form!("queue/outputs.yaml.j2")),
            On::Schedule => self.fill(form!("schedule/outputs.yaml.j2")),
            On::Http => String::new(),
        }
    }

    /// The parameter that says whether it is deployed.
    pub(super) fn parameter(&self) -> String {
        self.fill(form!("parameter.yaml.j2"))
    }

    /// How often anybody may ask it.
    pub(super) fn throttle(&self) -> String {
        self.fill(form!("http/throttle.yaml.j2"))
    }

    fn fill(&self, form: &str) -> String {
        let mut engine = Environment::new();
        let tidy =
            SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
        engine.set_syntax(tidy.expect("only the treatment of white space differs from the default"));
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        engine.set_auto_escape_callback(|_| AutoEscape::None);
        engine.add_filter("capitalised", |text: String| {
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        });
        let (dependencies, dev_dependencies) = self.crates();
        let with = json!({
            "name": self.name.kebab,
            "snake": self.name.snake,
            "pascal": self.name.pascal,
            "on": self.on.word(),
            "wakes": self.wakes,
            "does": self.does,
            "period": self.every.period(),
            "say_first": self.say_first(),
            "dependencies": dependencies,
            "dev_dependencies": dev_dependencies,
        });
        engine.render_str(form, Serde(with)).expect("the forms name nothing else")
    }
}
