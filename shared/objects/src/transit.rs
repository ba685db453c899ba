//! What is kept of delivery times: a file a day, and models by their hashes. None of them is ever changed.
//!
//! ```text
//! {shop}/transit/days/v1/2026-11-25.ndjson.gz
//! {shop}/transit/models/{sha256}.json.gz
//! ```

use std::collections::BTreeSet;

use domain::{
    Failure, ShopId,
    edd::{
        daily::{self, DayFile, Unreadable},
        learned::{Model, Unusable},
    },
    event::hash_of,
};
use jiff::civil::Date;

use crate::{
    Listed, Objects, ObjectsError,
    gz::{squeeze, unsqueeze},
};

/// A day's file, compressed and not. A busy shop's day is a hundredth of it.
const MOST_DAY: (usize, usize) = (64 << 20, 512 << 20);
/// A model, compressed and not.
const MOST_MODEL: (usize, usize) = (16 << 20, 128 << 20);

/// Why a day's file isn't read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDay {
    /// It can't be reached; later, it may be.
    #[error(transparent)]
    Unreached(#[from] ObjectsError),
    /// It is broken, and stays so.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

/// Why there is no model.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoModel {
    /// It can't be reached; later, it may be.
    #[error(transparent)]
    Unreached(#[from] ObjectsError),
    /// It isn't there.
    #[error("the model isn't there")]
    Missing,
    /// It isn't what its name says.
    #[error("the model isn't the one of that name: its hash differs")]
    Altered,
    /// It is broken, or of another version.
    #[error(transparent)]
    Unusable(#[from] Unusable),
}

impl NoModel {
    /// In a word.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreached(_) => "model-unreached",
            Self::Missing => "model-missing",
            Self::Altered => "model-altered",
            Self::Unusable(Unusable::Version { .. }) => "model-of-another-version",
            Self::Unusable(Unusable::Broken(_)) => "model-broken",
        }
    }

    /// Whether it may be there later.
    pub fn passes(&self) -> bool {
        matches!(self, Self::Unreached(ObjectsError::Busy(_) | ObjectsError::Unavailable(_)))
    }
}

impl From<NoModel> for Failure {
    fn from(error: NoModel) -> Self {
        match error {
            NoModel::Unreached(error) => error.into(),
            other => Self::permanent(other.to_string()),
        }
    }
}

fn days(shop: &ShopId) -> String {
    format!("{shop}/transit/days/v{}/", daily::VERSION)
}

fn models(shop: &ShopId) -> String {
    format!("{shop}/transit/models/")
}

const DAY: &str = ".ndjson.gz";
const MODEL: &str = ".json.gz";

impl Objects {
    /// Keeps a day's file, unless it is there. Answers whether it is new.
    pub async fn keep_day(&self, shop: &ShopId, file: &DayFile) -> Result<bool, ObjectsError> {
        self.put_new(&format!("{}{}{DAY}", days(shop), file.day), squeeze(&file.to_bytes())).await
    }

    /// The days that have a file, oldest first.
    pub async fn days(&self, shop: &ShopId) -> Result<BTreeSet<Date>, ObjectsError> {
        let prefix = days(shop);
        let listed = self.list(&prefix).await?;
        let day = |of: &Listed| of.key.strip_prefix(&prefix)?.strip_suffix(DAY)?.parse().ok();
        Ok(listed.iter().filter_map(day).collect())
    }

    /// A day's file; `None` if there is none.
    pub async fn day(&self, shop: &ShopId, day: Date) -> Result<Option<DayFile>, NoDay> {
        let broken = |why: String| NoDay::Unreadable(Unreadable::Broken(why));
        let key = format!("{}{day}{DAY}", days(shop));
        let read = match self.get(&key, MOST_DAY.0).await {
            Err(ObjectsError::TooLarge { most }) => {
                return Err(broken(format!("it has more than {most} bytes")));
            }
            read => read?,
        };
        let Some(bytes) = read else { return Ok(None) };
        let file = DayFile::from_bytes(&unsqueeze(&bytes, MOST_DAY.1).map_err(broken)?)?;
        if file.day != day {
            return Err(broken(format!("it says that it is of {}", file.day)));
        }
        Ok(Some(file))
    }

    /// Keeps a model. Answers its name.
    pub async fn keep_model(&self, shop: &ShopId, model: &Model) -> Result<String, ObjectsError> {
        let bytes = model.to_bytes();
        let hash = hash_of(&bytes);
        self.put_new(&format!("{}{hash}{MODEL}", models(shop)), squeeze(&bytes)).await?;
        Ok(hash)
    }

    /// The model of a name.
    pub async fn model(&self, shop: &ShopId, hash: &str) -> Result<Model, NoModel> {
        let broken = |why: String| NoModel::Unusable(Unusable::Broken(why));
        let read = match self.get(&format!("{}{hash}{MODEL}", models(shop)), MOST_MODEL.0).await {
            Err(ObjectsError::TooLarge { most }) => {
                return Err(broken(format!("it has more than {most} bytes")));
            }
            read => read?,
        };
        let bytes = unsqueeze(&read.ok_or(NoModel::Missing)?, MOST_MODEL.1).map_err(broken)?;
        if hash_of(&bytes) != hash {
            return Err(NoModel::Altered);
        }
        Ok(Model::from_bytes(&bytes)?)
    }

    /// The names of the models that are kept, with their sizes, by name.
    pub async fn models(&self, shop: &ShopId) -> Result<Vec<(String, u64)>, ObjectsError> {
        let prefix = models(shop);
        let listed = self.list(&prefix).await?;
        let name =
            |of: &Listed| Some((of.key.strip_prefix(&prefix)?.strip_suffix(MODEL)?.to_owned(), of.bytes));
        Ok(listed.iter().filter_map(name).collect())
    }
}
