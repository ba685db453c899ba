//! Ids, exact beyond 2^53, checked against the global id beside them.

use domain::webhook::Refusal;

use crate::{
    json::{Id, Text},
    refusal::refuse,
};

/// From here on doubles don't tell whole numbers apart.
const EXACT: u64 = 1 << 53;

/// The true id of a `kind`, such as `Order`, at `path`. Somewhere on its way a number may have been rounded to a
/// double; the global id is a text and isn't. When they disagree in any other way, neither is to be trusted.
pub(super) fn exact(kind: &str, path: &str, id: &Id, global: &Option<Text>) -> Result<String, Refusal> {
    let Some(global) = global else { return Ok(id.0.clone()) };
    let field = if path.is_empty() {
        "admin_graphql_api_id".to_owned()
    } else {
        format!("{path}.admin_graphql_api_id")
    };
    let wrong =
        |problem: &str| refuse(field, problem, "send id and admin_graphql_api_id of the same resource");
    let prefix = format!("gid://shopify/{kind}/");
    let digits = global.0.strip_prefix(&prefix).map(|rest| rest.split_once('?').map_or(rest, |(id, _)| id));
    let parsed = digits.filter(|d| d.bytes().all(|b| b.is_ascii_digit())).and_then(|d| d.parse::<u64>().ok());
    let (Some(digits), Some(true_id)) = (digits, parsed) else {
        return Err(wrong(&format!("is not of the form {prefix}…")));
    };
    let rounded = |id: u64| id >= EXACT && true_id >= EXACT && id as f64 == true_id as f64;
    match id.0.parse::<u64>() {
        Ok(id) if id == true_id || rounded(id) => Ok(digits.to_owned()),
        _ => Err(wrong("names another resource than id does")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_global_id_mends_rounding_and_nothing_else() {
        for (id, global, expect) in [
            ("450789469", "gid://shopify/Order/450789469", Some("450789469")),
            ("820982911946154500", "gid://shopify/Order/820982911946154508", Some("820982911946154508")),
            ("820982911946154508", "gid://shopify/Order/820982911946154508", Some("820982911946154508")),
            ("820982911946154508", "gid://shopify/Order/820982911946154508?x=1", Some("820982911946154508")),
            ("9007199254740992", "gid://shopify/Order/9007199254740993", Some("9007199254740993")),
            ("9007199254740994", "gid://shopify/Order/9007199254740995", None),
            ("9007199254740996", "gid://shopify/Order/9007199254740995", Some("9007199254740995")),
            ("450789468", "gid://shopify/Order/450789469", None),
            ("820982911946154000", "gid://shopify/Order/820982911946154508", None),
            ("1", "gid://shopify/LineItem/1", None),
            ("1", "gid://shopify/Order/", None),
            ("1", "gid://shopify/Order/+1", None),
            ("123", "https://www.example.com/", None),
            ("99999999999999999999", "gid://shopify/Order/99999999999999999999", None),
        ] {
            let read = exact("Order", "", &Id(id.to_owned()), &Some(Text(global.to_owned())));
            assert_eq!(read.as_deref().ok(), expect, "{id} {global}");
            if let Err(refusal) = read {
                assert_eq!(refusal.field, "admin_graphql_api_id");
            }
        }
        assert_eq!(exact("Order", "", &Id("7".to_owned()), &None).as_deref(), Ok("7"));
    }
}
