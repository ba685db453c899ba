//! Fields of a question, one by one: each has its form, and what isn't of it is told by its place.

use domain::edd::Door;
use serde_json::{Map, Number, Value};
use shell::HttpRequest;
use store::stock::of_sku;

use crate::problem::Problem;

/// The longest name of an item.
const LONGEST_NAME: usize = 200;
/// As many pieces as anybody orders.
const MOST_PIECES: i64 = 1_000_000;

/// The fields of an object of the body, or the parameters behind the question mark.
pub(crate) struct Fields<'q> {
    found: Vec<(&'q str, Found<'q>)>,
    /// The pointer to the object, as a fragment (`#/destination`); none for parameters.
    pointer: Option<String>,
}

/// A field as it came.
#[derive(Clone, Copy)]
enum Found<'q> {
    Json(&'q Value),
    Parameter(&'q str),
}

impl<'q> Fields<'q> {
    /// Of an object, which has no others than these.
    pub(crate) fn of_object(
        map: &'q Map<String, Value>,
        pointer: &str,
        known: &[&str],
    ) -> Result<Self, Problem> {
        if map.keys().any(|key| !known.contains(&key.as_str())) {
            let mend = "Leave out what /edd/openapi.json doesn't list.";
            return Err(Problem::at(pointer, "unknown-field", "A field that nobody reads.", mend));
        }
        let found = map.iter().filter(|(_, value)| !value.is_null());
        let found = found.map(|(name, value)| (name.as_str(), Found::Json(value))).collect();
        Ok(Self { found, pointer: Some(pointer.to_owned()) })
    }

    /// Of the address. Others' parameters, such as a campaign's, are passed over.
    pub(crate) fn of_query(asked: &'q HttpRequest) -> Self {
        let found = asked.query.iter().map(|(name, value)| (name.as_str(), Found::Parameter(value)));
        Self { found: found.collect(), pointer: None }
    }

    /// Where a field is.
    pub(crate) fn place(&self, name: &str) -> String {
        self.pointer.as_ref().map_or_else(|| name.to_owned(), |pointer| format!("{pointer}/{name}"))
    }

    fn get(&self, name: &str) -> Option<Found<'q>> {
        self.found.iter().find(|(found, _)| *found == name).map(|(_, value)| *value)
    }

    /// The object or list under a name, if it is one of JSON.
    pub(crate) fn json(&self, name: &str) -> Option<&'q Value> {
        match self.get(name)? {
            Found::Json(value) => Some(value),
            Found::Parameter(_) => None,
        }
    }

    /// A text that is there and fits.
    pub(crate) fn text(
        &self,
        name: &str,
        fits: impl Fn(&str) -> bool,
        wrong: (&'static str, &'static str),
    ) -> Result<Option<&'q str>, Problem> {
        let text = match self.get(name) {
            None => return Ok(None),
            Some(Found::Json(Value::String(text))) => Some(text.as_str()),
            Some(Found::Json(_)) => None,
            // A form sends what is left empty, too.
            Some(Found::Parameter("")) => return Ok(None),
            Some(Found::Parameter(text)) => Some(text),
        };
        let (code, mend) = wrong;
        let bad = || Problem::at(self.place(name), code, "This isn't what it should be.", mend);
        text.filter(|text| fits(text)).map(Some).ok_or_else(bad)
    }

    /// A whole number between two.
    pub(crate) fn number(
        &self,
        name: &str,
        (least, most): (i64, i64),
        wrong: (&'static str, &'static str),
    ) -> Result<Option<i64>, Problem> {
        let number = match self.get(name) {
            None | Some(Found::Parameter("")) => return Ok(None),
            Some(Found::Json(Value::Number(number))) => whole(number),
            Some(Found::Json(_)) => None,
            Some(Found::Parameter(text)) => {
                let digits = text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit());
                if digits { text.parse().ok() } else { None }
            }
        };
        let (code, mend) = wrong;
        let bad = || Problem::at(self.place(name), code, "This isn't a number that it may be.", mend);
        number.filter(|number| (least..=most).contains(number)).map(Some).ok_or_else(bad)
    }

    /// Yes or no; no if it isn't there.
    pub(crate) fn truth(&self, name: &str) -> Result<bool, Problem> {
        match self.get(name) {
            None | Some(Found::Parameter("" | "false" | "0")) | Some(Found::Json(Value::Bool(false))) => {
                Ok(false)
            }
            Some(Found::Parameter("true" | "1")) | Some(Found::Json(Value::Bool(true))) => Ok(true),
            Some(_) => {
                let mend = "Write true or false.";
                Err(Problem::at(self.place(name), "bad-truth", "This is neither yes nor no.", mend))
            }
        }
    }

    /// How many pieces; one if it isn't said.
    pub(crate) fn quantity(&self) -> Result<i64, Problem> {
        let wrong = ("bad-quantity", "Write a whole number from 1 to 1000000.");
        Ok(self.number("quantity", (1, MOST_PIECES), wrong)?.unwrap_or(1))
    }

    /// What an item is called: the first of these names that is there. An article code is told apart from ids.
    pub(crate) fn name(&self, names: &[&str]) -> Result<Option<String>, Problem> {
        let wrong =
            ("bad-item", "Write an id or article code of 1 to 200 characters, without control characters.");
        let mut first = None;
        for name in names {
            // Those that don't count are looked at, too: nonsense is told, wherever it stands.
            let text = self.text(name, |text| is_plain(text, LONGEST_NAME), wrong)?;
            first = first.or(text.map(|text| if *name == "sku" { of_sku(text) } else { text.to_owned() }));
        }
        Ok(first)
    }

    /// Who or what takes it in.
    pub(crate) fn kind(&self) -> Result<Door, Problem> {
        let door = |word: &str| serde_json::from_value::<Door>(word.into()).ok();
        let wrong = ("bad-kind", "Write address, po-box or pickup-point.");
        let word = self.text("kind", |word| door(word).is_some(), wrong)?;
        Ok(word.and_then(door).unwrap_or_default())
    }
}

/// A number without a fraction: JSON has one kind of numbers, and `2.0` is 2.
fn whole(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| number.to_string().strip_suffix(".0")?.parse().ok())
}

/// Whether a text is on one line and of a length.
pub(crate) fn is_plain(text: &str, longest: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= longest && !text.contains(char::is_control)
}
