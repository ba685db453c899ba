//! Forms, as browsers send them.

use domain::{
    order::Order,
    returns::{
        Condition, Method, Outcome,
        portal::{Draft, Way},
    },
};
use shell::HttpRequest;

/// Larger ones are none of ours: two hundred comments in any script fit.
const LARGEST: usize = 4 * 1024 * 1024;
/// More fields than this, none of ours has.
const MOST_FIELDS: usize = 4000;

/// A form's fields, in order.
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    /// Reads what was sent; nothing where that is no form.
    pub(crate) fn read(asked: &HttpRequest) -> Option<Self> {
        let kind = asked.header("content-type").unwrap_or_default();
        let is_form = kind.trim().to_ascii_lowercase().starts_with("application/x-www-form-urlencoded");
        if !is_form || asked.body.len() > LARGEST {
            return None;
        }
        let fields = form_urlencoded::parse(&asked.body).take(MOST_FIELDS);
        Some(Self(fields.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()))
    }

    /// A field's value; empty if it isn't there.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str())
    }

    fn said(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// What is to be done: the button that sent it, and what it names.
    pub(crate) fn doing(&self) -> (&str, &str) {
        let doing = self.field("do");
        doing.split_once('.').unwrap_or((doing, ""))
    }

    /// Whether it was sent by the page that it says.
    pub(crate) fn is_from(&self, proof: &str) -> bool {
        !proof.is_empty() && self.field("proof") == proof
    }

    /// How many pieces of which lines were chosen.
    pub(crate) fn chosen(&self, order: &Order) -> Vec<(String, i64)> {
        let pieces = |(at, line): (usize, &domain::order::LineItem)| {
            let pieces: i64 = self.field(&format!("pieces.{at}")).trim().parse().ok()?;
            (pieces > 0).then(|| (line.id.clone(), pieces))
        };
        order.lines.iter().enumerate().filter_map(pieces).collect()
    }

    /// Writes what was said of each wish into the draft. What the form doesn't name stays.
    pub(crate) fn tell(&self, draft: &mut Draft) {
        for (at, wish) in draft.wishes.iter_mut().enumerate() {
            let said = |field: &str| self.said(&format!("{field}.{at}"));
            if let Some(reason) = said("reason") {
                wish.reason = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
            }
            if let Some(condition) = said("condition") {
                wish.condition = condition.parse().unwrap_or(Condition::Unsaid);
            }
            if let Some(outcome) = said("outcome") {
                wish.outcome = outcome.parse().unwrap_or(Outcome::Refund);
            }
            if let Some(comment) = said("comment") {
                // A browser writes each end of a line as two signs, and counts it as one.
                let comment = comment.replace("\r\n", "\n");
                wish.comment = Some(comment).filter(|comment| !comment.is_empty());
            }
        }
        if let Some(method) = self.said("method").and_then(|method| method.parse::<Method>().ok()) {
            draft.method = method;
        }
        if draft.way == Way::Withdrawal {
            draft.method = Method::OwnPost;
        }
    }
}
