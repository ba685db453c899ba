//! A list, as a webhook sends it or as a GraphQL connection wraps it.

use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer,
    de::{
        Error, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};

use crate::json::{Few, own};

/// A list with a limit: `[…]`, or `{nodes: […], pageInfo: {…}}` that must be its only page.
#[derive(Debug)]
pub(super) struct List<T>(Few<T>);

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Few::default())
    }
}

impl<T> Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

#[derive(Deserialize)]
struct Connection<T> {
    nodes: Few<T>,
    #[serde(rename = "pageInfo")]
    page_info: PageInfo,
}

#[derive(Deserialize)]
struct PageInfo {
    #[serde(rename = "hasNextPage")]
    has_next_page: bool,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_any(ListVisitor(PhantomData)).map(Self)
    }
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = Few<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_unit<E: Error>(self) -> Result<Few<T>, E> {
        Ok(Few::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Few<T>, A::Error> {
        Few::deserialize(SeqAccessDeserializer::new(seq))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Few<T>, A::Error> {
        let connection = Connection::deserialize(MapAccessDeserializer::new(map))?;
        if connection.page_info.has_next_page {
            return Err(own("has more entries than were asked for: what is left out would be missing below"));
        }
        Ok(connection.nodes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_whole_or_refused() {
        for (json, length) in [
            ("[1, 2]", Some(2)),
            ("null", Some(0)),
            (r#"{"nodes": [1], "pageInfo": {"hasNextPage": false}}"#, Some(1)),
            (r#"{"nodes": [1], "pageInfo": {"hasNextPage": true}}"#, None),
            (r#"{"nodes": [1]}"#, None),
            (r#"{"nodes": [1, 2], "nodes": [], "pageInfo": {"hasNextPage": false}}"#, None),
            ("3", None),
        ] {
            assert_eq!(serde_json::from_str::<List<u8>>(json).ok().map(|l| l.len()), length, "{json}");
        }
    }
}
