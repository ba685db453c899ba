//! Where and when rules hold, said without a case: always, never, or by facts that are told by name.

use std::borrow::Cow;

use super::{Policy, Ruled, is_there};
use crate::returns::{
    cel::{Known, Value},
    rules::Rule,
    vocabulary,
};

/// When a rule holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::returns) enum Reach {
    /// Whatever is asked for.
    Always,
    /// It depends on these facts.
    By(Vec<&'static str>),
}

/// A condition that names no fact needs none.
struct Nothing;

impl Known for Nothing {
    fn fact(&self, _: usize) -> Option<Cow<'_, Value>> {
        None
    }

    fn name(&self, place: usize) -> &str {
        vocabulary::name(place)
    }
}

impl Policy {
    /// The rules that may hold in a country, in the order in which they go.
    pub(in crate::returns) fn reaching(&self, country: Option<&str>) -> Vec<(&Rule, Reach)> {
        let there = self.ordered.iter().filter(|ruled| is_there(&ruled.rule, country));
        there.filter_map(|ruled| Some((&ruled.rule, reach(ruled)?))).collect()
    }
}

/// When it holds; `None` if it never does.
fn reach(ruled: &Ruled) -> Option<Reach> {
    let Some(when) = &ruled.when else { return Some(Reach::Always) };
    let facts: Vec<_> = when.facts().into_iter().map(vocabulary::name).collect();
    match when.holds(&Nothing) {
        Ok(holds) if facts.is_empty() => holds.then_some(Reach::Always),
        _ => Some(Reach::By(facts)),
    }
}
