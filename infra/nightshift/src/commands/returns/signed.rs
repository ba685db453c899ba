//! What every word about a return is signed with: who says it, why, and in which shop.

use crate::{cloud::which::OneShop, commands::said, trouble::Trouble};

/// Who, why, where.
#[derive(Debug, clap::Args)]
pub(super) struct Signed {
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub(super) by: String,
    /// Why, for whoever reads the journal later; at most 200 characters
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: String,
    #[command(flatten)]
    pub(super) shop: OneShop,
}

impl Signed {
    /// Name and reason, as they are kept.
    pub(super) fn kept(&self) -> Result<(String, String), Trouble> {
        Ok((said::who(&self.by)?, said::why(&self.reason)?))
    }
}
