//! A list with a limit.

use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer,
    de::{Error, SeqAccess, Visitor},
};

/// How many entries any list of a webhook may have.
pub(crate) const MOST: usize = 1000;

/// A list of at most [`MOST`] entries; `null` is an empty one.
#[derive(Debug, Clone)]
pub(crate) struct Few<T>(Vec<T>);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(FewVisitor(PhantomData)).map(Self)
    }
}

struct FewVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FewVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut few = Vec::new();
        while let Some(entry) = seq.next_element()? {
            if few.len() == MOST {
                return Err(super::scalars::own(format_args!("has more than {MOST} entries")));
            }
            few.push(entry);
        }
        Ok(few)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_ends_at_its_limit() {
        let list = |n: usize| format!("[{}]", vec!["1"; n].join(","));
        assert_eq!(serde_json::from_str::<Few<u8>>(&list(MOST)).map(|f| f.len()).ok(), Some(MOST));
        assert!(serde_json::from_str::<Few<u8>>(&list(MOST + 1)).is_err());
        assert_eq!(serde_json::from_str::<Few<u8>>("null").map(|f| f.len()).ok(), Some(0));
    }
}
