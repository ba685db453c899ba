//! What may have any shape, as nobody read it before.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A value of the shape that is looked for; of any other shape, nothing is said. No body is refused for it.
#[derive(Debug, Clone)]
pub(crate) struct Lenient<T>(Option<T>);

impl<T> Lenient<T> {
    /// What is said.
    pub(crate) fn said(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(d)?;
        Ok(Self(serde_json::from_str(raw.get()).ok()))
    }
}
