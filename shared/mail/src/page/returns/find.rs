//! Which order?

use serde::Serialize;

use super::{Typed, said};

/// What the template sees.
#[derive(Debug, Serialize)]
pub(super) struct FindView {
    failed: bool,
    busy: Option<u32>,
    order: String,
    contact: String,
    policy: Option<String>,
    /// Whether there is anything to mend.
    wrong: bool,
}

impl FindView {
    pub(super) fn of(failed: bool, busy: Option<u32>, typed: Typed, policy: Option<&str>) -> Self {
        Self {
            failed: failed && busy.is_none(),
            busy,
            order: said::word(typed.order),
            contact: said::word(typed.contact),
            policy: policy.map(str::to_owned),
            wrong: failed || busy.is_some(),
        }
    }
}
