//! What is wrong with a form: a summary at its head, each entry leading to its field, and a sentence at the field.

use domain::returns::portal::{Field, What, Wrong};
use serde::Serialize;

use super::said::say;
use crate::{Unmailable, context::Context, strings::Word};

/// One mistake.
#[derive(Debug, Clone, Serialize)]
pub(super) struct WrongView {
    /// The field's `id`.
    id: String,
    /// What the field belongs to, where there are several.
    item: Option<String>,
    text: String,
}

/// All mistakes of a form.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct WrongViews(Vec<WrongView>);

impl WrongViews {
    /// `place` says of a mistake which field it stands at, and what that belongs to.
    pub(super) fn of(
        wrong: &[Wrong],
        place: impl Fn(&Wrong) -> (String, Option<String>),
        cx: &Context,
    ) -> Result<Self, Unmailable> {
        let mut all: Vec<WrongView> = Vec::new();
        for one in wrong {
            let (id, item) = place(one);
            if all.iter().all(|known| known.id != id) {
                all.push(WrongView { id, item, text: sentence(one, cx)? });
            }
        }
        Ok(Self(all))
    }

    /// What is wrong with one field.
    pub(super) fn at(&self, id: &str) -> Option<String> {
        self.0.iter().find(|wrong| wrong.id == id).map(|wrong| wrong.text.clone())
    }
}

fn sentence(wrong: &Wrong, cx: &Context) -> Result<String, Unmailable> {
    let count = |key: &str, n: i64| say(key, &[("n", Word::Count(n))], cx);
    match (wrong.field, wrong.what) {
        (Field::Pieces, What::TooMany(most)) => count("wrong-too-many", most),
        (Field::Pieces, _) => say("wrong-pieces", &[], cx),
        (Field::Reason, _) => say("wrong-reason", &[], cx),
        (Field::Condition, _) => say("wrong-condition", &[], cx),
        (Field::Outcome, _) => say("wrong-outcome", &[], cx),
        (Field::Comment, What::TooLong(most)) => {
            count("wrong-comment", i64::try_from(most).unwrap_or(i64::MAX))
        }
        (Field::Comment, _) => count("wrong-comment", 1000),
    }
}
